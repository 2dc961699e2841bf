//! Which terms of a post might be given points.

use super::propose::Proposals;
use crate::Classifier;
use crate::classifier::Buffers;
use crate::language::Language;
use crate::lexicon::annotate::{Boundary, Term};
use crate::lexicon::{Classes, Cues, Lexicon, Marks, ScopeCues, UNKNOWN};
use crate::token::{Token, TokenFlags, TokenKind, Tokens};
use std::collections::HashSet;

/// What stood in a post, each once.
#[derive(Default)]
pub(crate) struct Found {
    /// Words, and whether they may be proposed by themselves: they mean something and have no weights yet.
    pub(crate) words: Vec<(String, bool)>,
    /// Pairs of words next to each other, one of which at least means something.
    pub(crate) phrases: Vec<(String, String)>,
    /// Words inside sentences, and whether they were written like names.
    pub(crate) names: Vec<(String, bool)>,
}

/// Words that change what stands around them: their work is the scopes'.
const AT_WORK: ScopeCues = ScopeCues::NEGATOR
    .or(ScopeCues::NEGATOR_WEAK)
    .or(ScopeCues::NEGATOR_BACK)
    .or(ScopeCues::NEGATOR_DETERMINER)
    .or(ScopeCues::INTENSIFIER)
    .or(ScopeCues::INTENSIFIER_STRONG)
    .or(ScopeCues::DOWNTONER)
    .or(ScopeCues::DOWNTONER_STRONG)
    .or(ScopeCues::CONTRAST)
    .or(ScopeCues::CONCESSION)
    .or(ScopeCues::CONDITION)
    .or(ScopeCues::HYPOTHETICAL)
    .or(ScopeCues::WISH)
    .or(ScopeCues::PAST_STATE)
    .or(ScopeCues::PRESENT_TURN)
    .or(ScopeCues::EXPECTATION)
    .or(ScopeCues::OTHER_HOLDER)
    .or(ScopeCues::QUOTE_FRAME)
    .or(ScopeCues::IDIOM_NEGATOR);

/// Shapes that are no words.
const SHAPES: Classes = Classes::BRAND
    .or(Classes::COMPETITOR)
    .or(Classes::MENTION)
    .or(Classes::NUMBER)
    .or(Classes::ORDINAL)
    .or(Classes::MONEY)
    .or(Classes::DURATION)
    .or(Classes::TIME)
    .or(Classes::DATE)
    .or(Classes::URL)
    .or(Classes::EMAIL)
    .or(Classes::PHONE)
    .or(Classes::CODE)
    .or(Classes::EMOJI);

/// Gathers the terms of the post that was read last. Only what is said outright counts: not what is negated, asked, hoped for or quoted.
pub(crate) fn gather(classifier: &Classifier, language: &Language, buffers: &Buffers, settings: &Proposals) -> Found {
    let parts = classifier.parts();
    let lexicon = &language.lexicon;
    let identity = parts.cues.get("group_identity");
    let reader = Reader { lexicon, tokens: &buffers.tokens, settings, identity, cues: &parts.cues };
    let terms = &buffers.terms.terms;
    let titles = terms.iter().filter(|term| term.flags.has(TokenFlags::TITLE)).count();
    let headline = titles * 2 > terms.len();
    let mut found = Found::default();
    let mut seen: HashSet<String> = HashSet::new();
    let mut before: Option<(&str, bool)> = None;
    for (at, term) in terms.iter().enumerate() {
        let scope = buffers.scopes.terms[at];
        let live = !scope.is_negated();
        let entry = lexicon.entry(term.word);
        // What grammar is made of says something wherever it stands: "why", "never", "even".
        let function = entry.marks.has(Marks::FUNCTION) || entry.scopes != ScopeCues::NONE;
        let said = (live || function) && buffers.hits.owner(at).is_none();
        let Some(word) = said.then(|| reader.word(term)).flatten() else {
            before = None;
            continue;
        };
        let first = buffers.terms.sentences[term.sentence as usize].body as usize == at;
        let plain = reader.token(term).is_some_and(|token| token.kind == TokenKind::Word);
        if !headline && !first && plain {
            found.names.push((word.to_owned(), term.flags.has(TokenFlags::TITLE)));
        }
        if seen.insert(word.to_owned()) {
            let emoji = term.classes.any(Classes::EMOJI);
            let alone = emoji || (settings.grammar || !function) && word.chars().count() > 1;
            found.words.push((word.to_owned(), alone && entry.weights.is_zero()));
        }
        // A phrase would take what is negated out of its scope.
        if !live {
            before = None;
            continue;
        }
        if let Some((first, first_function)) = before
            && term.boundary == Boundary::None
            && (settings.grammar || !function || !first_function)
            && seen.insert(format!("{first} {word}"))
        {
            found.phrases.push((first.to_owned(), word.to_owned()));
        }
        before = (!term.classes.any(Classes::EMOJI)).then_some((word, function));
    }
    found
}

struct Reader<'a> {
    lexicon: &'a Lexicon,
    tokens: &'a Tokens,
    settings: &'a Proposals,
    identity: Option<u8>,
    cues: &'a Cues,
}

impl<'a> Reader<'a> {
    fn token(&self, term: &Term) -> Option<&'a Token> {
        let tokens = self.tokens.as_slice();
        let found = tokens.binary_search_by_key(&term.span.start, |token| token.span.start).ok()?;
        Some(&tokens[found])
    }

    /// The form of a term that may be proposed, or be part of a proposal.
    fn word(&self, term: &Term) -> Option<&'a str> {
        let entry = self.lexicon.entry(term.word);
        if term.classes.any(Classes::EMOJI) {
            return (term.word != UNKNOWN).then(|| self.lexicon.word(term.word));
        }
        let token = self.token(term).filter(|token| token.kind.is_word() && !term.classes.any(SHAPES))?;
        let known = entry.marks.has(Marks::ORDINARY) || entry.marks.has(Marks::FUNCTION);
        let form = if known {
            self.lexicon.word(term.word)
        } else if self.settings.unknown_words && token.kind == TokenKind::Word && token.span == term.span {
            self.tokens.form_of(token)
        } else {
            return None;
        };
        let special = self.lexicon.cues(entry).iter().any(|cue| Some(cue) == self.identity || self.cues.is_class(cue));
        let lettered = form.chars().all(|c| c.is_alphabetic() || c == '\'' || c == '-') && !form.starts_with('\'');
        (lettered && !special && !entry.scopes.any(AT_WORK) && !self.settings.never.contains(form)).then_some(form)
    }
}
