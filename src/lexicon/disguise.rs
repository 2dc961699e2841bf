//! Disguised abuse: letters replaced, starred out, spaced, or borrowed from other scripts.
//!
//! A second look-up for runs of tokens that could hide a word. It finds nothing but words that weigh on abuse or profanity, so that codes,
//! numbers, addresses and names are never turned into anything else, and it leaves alone whatever is an ordinary word as it stands.

use super::{Lexicon, Marks, Scale, UNKNOWN, WordId, file};
use crate::token::{Token, TokenFlags, TokenKind, Tokens};
use crate::{Error, Span};
use std::collections::HashMap;

/// Look-alikes of letters, from `confusables.tsv`.
#[derive(Clone, Debug, Default)]
pub(crate) struct Confusables {
    folds: HashMap<char, String>,
}

/// Words that may be disguised, by length in characters.
#[derive(Clone, Debug, Default)]
pub(crate) struct Targets {
    by_length: Vec<Vec<WordId>>,
}

/// A run of tokens that hides a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Disguise {
    /// First token.
    pub(crate) first: usize,
    /// One past the last token.
    pub(crate) last: usize,
    pub(crate) word: WordId,
    pub(crate) span: Span,
}

/// Points on abuse or profanity from which on a word is worth disguising.
const LEAST_POINTS: i8 = 30;
/// Bytes of the longest run that is looked at.
const LONGEST_RUN: usize = 40;
/// Letters of the shortest word that is looked for.
const SHORTEST_WORD: usize = 3;
/// Letters of the shortest word that is looked for among letters set apart, or behind stars.
const SHORTEST_SPACED: usize = 4;
/// Stands for any letter.
const WILD: char = '*';

impl Confusables {
    pub(crate) fn load(&mut self, name: &str, text: &str) -> Result<(), Error> {
        for row in file::rows(name, text, 2) {
            let row = row?;
            let mut characters = row.column(0).chars();
            match (characters.next(), characters.next()) {
                (Some(character), None) => self.folds.insert(character, row.column(1).to_owned()),
                _ => return Err(Error::syntax(row.place(0), "expected a single character").showing(row.line())),
            };
        }
        Ok(())
    }

    /// The letters a run stands for; stars are kept, separators dropped.
    fn fold(&self, run: &str, folded: &mut String) {
        folded.clear();
        for character in run.chars() {
            let lower = character.to_ascii_lowercase();
            if lower.is_ascii_lowercase() || lower == WILD {
                folded.push(lower);
            } else if let Some(letters) = self.folds.get(&character) {
                folded.push_str(letters);
            } else {
                folded.extend(character.to_lowercase().filter(|c| c.is_alphanumeric()));
            }
        }
    }
}

impl Targets {
    /// The words of a lexicon that weigh enough on abuse or profanity.
    pub(crate) fn of(lexicon: &Lexicon) -> Self {
        let mut targets = Targets::default();
        for word in 1..lexicon.len() as WordId {
            let letters = lexicon.word(word).chars().count();
            if is_target(lexicon, word) && letters >= SHORTEST_WORD {
                if targets.by_length.len() <= letters {
                    targets.by_length.resize(letters + 1, Vec::new());
                }
                targets.by_length[letters].push(word);
            }
        }
        targets
    }

    /// The weightiest word that fits letters with stars among them.
    fn fitting(&self, starred: &str, lexicon: &Lexicon) -> Option<WordId> {
        let fits = |word: &&WordId| {
            let letters = lexicon.word(**word).chars().zip(starred.chars());
            letters.into_iter().all(|(letter, shown)| shown == WILD || shown == letter)
        };
        let weight = |word: &&WordId| {
            let weights = lexicon.entry(**word).weights;
            i32::from(weights.get(Scale::Profanity)) + i32::from(weights.get(Scale::Abuse)) / 4
        };
        let candidates = self.by_length.get(starred.chars().count())?.iter();
        candidates.filter(fits).max_by_key(|word| (weight(word), std::cmp::Reverse(**word))).copied()
    }
}

fn is_target(lexicon: &Lexicon, word: WordId) -> bool {
    let weights = lexicon.entry(word).weights;
    weights.get(Scale::Abuse) >= LEAST_POINTS || weights.get(Scale::Profanity) >= LEAST_POINTS
}

/// Finds the disguised words of a post, in order; runs do not overlap.
pub(crate) fn find(
    text: &str,
    tokens: &Tokens,
    lexicon: &Lexicon,
    confusables: &Confusables,
    targets: &Targets,
    found: &mut Vec<Disguise>,
) {
    found.clear();
    let all = tokens.as_slice();
    let mut at = 0;
    let mut folded = String::new();
    while at < all.len() {
        let (last, spaced) = match run(text, tokens, lexicon, at) {
            Run::None => {
                at += 1;
                continue;
            }
            Run::Joined(last) => (last, false),
            Run::Spaced(last) => (last, true),
        };
        let span = all[at].span.join(all[last - 1].span);
        let word = if span.len() > LONGEST_RUN {
            None
        } else {
            confusables.fold(span.of(text), &mut folded);
            hidden(&folded, spaced, lexicon, targets)
        };
        match word {
            Some(word) => {
                found.push(Disguise { first: at, last, word, span });
                at = last;
            }
            // A run may hide a word from a later token on ("@user:sh!t").
            None => at += if spaced { last - at } else { 1 },
        }
    }
}

/// The word that folded letters hide.
fn hidden(folded: &str, spaced: bool, lexicon: &Lexicon, targets: &Targets) -> Option<WordId> {
    let letters = folded.chars().count();
    let stars = folded.chars().filter(|&c| c == WILD).count();
    if letters < SHORTEST_WORD || spaced && letters < SHORTEST_SPACED {
        return None;
    }
    if stars > 0 {
        let shown = letters - stars;
        let first_shown = !folded.starts_with(WILD);
        return (letters >= SHORTEST_SPACED && shown > 0 && first_shown).then(|| targets.fitting(folded, lexicon)).flatten();
    }
    let squeezed = squeeze(folded);
    [folded, squeezed.as_str()]
        .into_iter()
        .map(|word| lexicon.get(word))
        .find(|&word| word != UNKNOWN && is_target(lexicon, word))
}

/// Letters repeated more than twice, once.
fn squeeze(letters: &str) -> String {
    let mut squeezed = String::new();
    for letter in letters.chars() {
        if !squeezed.ends_with(letter) {
            squeezed.push(letter);
        }
    }
    squeezed
}

/// A run of tokens that could hide a word.
enum Run {
    None,
    /// Without white space, up to this token.
    Joined(usize),
    /// Single letters with white space between, up to this token.
    Spaced(usize),
}

fn run(text: &str, tokens: &Tokens, lexicon: &Lexicon, at: usize) -> Run {
    let all = tokens.as_slice();
    let token = &all[at];
    match token.kind {
        TokenKind::Word if is_letter(text, token) => spaced_run(text, all, at),
        TokenKind::Word if token.flags.has(TokenFlags::NON_ASCII) || token.flags.has(TokenFlags::INVISIBLE) => {
            let known = lexicon.entry(lexicon.get(tokens.form_of(token))).marks.has(Marks::ORDINARY);
            if known { Run::None } else { Run::Joined(at + 1) }
        }
        TokenKind::Code if mostly_letters(token.span.of(text)) => joined_run(text, all, at, true),
        TokenKind::Word | TokenKind::Punctuation | TokenKind::Other | TokenKind::Mention | TokenKind::Money => {
            joined_run(text, all, at, false)
        }
        _ => Run::None,
    }
}

fn is_letter(text: &str, token: &Token) -> bool {
    let mut characters = token.span.of(text).chars();
    characters.next().is_some_and(char::is_alphabetic) && characters.next().is_none()
}

fn mostly_letters(run: &str) -> bool {
    let letters = run.chars().filter(|c| c.is_alphabetic()).count();
    letters * 2 >= run.chars().filter(char::is_ascii_digit).count() + letters && letters > 1
}

/// `f u c k`: three letters or more, each set apart.
fn spaced_run(text: &str, all: &[Token], at: usize) -> Run {
    let after = all[at..].iter().take_while(|token| is_letter(text, token)).count();
    let joined = matches!(joined_run(text, all, at, false), Run::Joined(_));
    if after >= SHORTEST_SPACED && !joined { Run::Spaced(at + after) } else { joined_run(text, all, at, false) }
}

/// `sh!t`, `a$$`, `f.u.c.k`, `f***`: words and marks without white space; at least one mark must stand for a letter or part letters.
fn joined_run(text: &str, all: &[Token], at: usize, alone: bool) -> Run {
    let next = all.get(at + 1);
    let first = &all[at];
    let starts = first.kind.is_word()
        || first.kind == TokenKind::Code
        || first.kind == TokenKind::Mention
        || first.span.of(text).starts_with(['$', '@', '!', '*', '#', '€', '£', '(', '+', '|']);
    if !starts || !next.is_some_and(|next| next.flags.has(TokenFlags::JOINED)) && first.kind == TokenKind::Word {
        return Run::None;
    }
    let mut last = at + 1;
    let mut marks = usize::from(!first.kind.is_word());
    while let Some(token) = all.get(last) {
        let inside = token.flags.has(TokenFlags::JOINED)
            && matches!(
                token.kind,
                TokenKind::Word
                    | TokenKind::Punctuation
                    | TokenKind::Other
                    | TokenKind::Number
                    | TokenKind::Code
                    | TokenKind::Mention
            );
        if !inside || token.span.end - first.span.start > LONGEST_RUN as u32 {
            break;
        }
        marks += usize::from(token.kind != TokenKind::Word);
        last += 1;
    }
    // What closes a sentence or a bracket belongs to the sentence.
    while last > at + 1 {
        let mark = all[last - 1].span.of(text);
        let closes = all[last - 1].kind == TokenKind::Punctuation && !mark.starts_with(['*', '$', '@', '#']);
        if !closes {
            break;
        }
        marks -= 1;
        last -= 1;
    }
    let letters = all[at..last]
        .iter()
        .any(|token| token.kind == TokenKind::Word || token.kind == TokenKind::Code || token.kind == TokenKind::Mention);
    if letters && (marks > 0 && last > at + 1 || alone || first.kind == TokenKind::Mention) {
        Run::Joined(last)
    } else {
        Run::None
    }
}
