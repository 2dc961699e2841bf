//! Disguised abuse: letters replaced, starred out, swapped, spaced, borrowed from other scripts, or hidden in a made-up compound.
//!
//! A second look-up for runs of tokens that could hide a word. It finds nothing but words that weigh on abuse or profanity, so that codes,
//! numbers, addresses and names are never turned into anything else, and it leaves alone whatever is an ordinary word as it stands.
//! Plain words that the lexicon knows cost one look-up here; the rest is for unknown words and odd signs only, linear in their letters.

mod fold;
mod target;

pub(crate) use fold::Confusables;
pub(crate) use target::Targets;

use super::{Lexicon, Marks, UNKNOWN, WordId};
use crate::Span;
use crate::token::{Token, TokenFlags, TokenKind, Tokens};
use fold::{Folded, WILD};

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

/// The cue of a stem that is unmistakable wherever it stands in an unknown word.
const STEM: &str = "swear_stem";
/// The cue of a stem that must open or close an unknown word, beside a known one.
const PART: &str = "swear_part";
/// Bytes of the longest run that is looked at.
const LONGEST_RUN: usize = 40;
/// Letters of the shortest word that is looked for.
const SHORTEST_WORD: usize = 3;
/// Letters of the shortest word that is looked for among letters set apart, behind digits or behind several stars.
const SHORTEST_HIDDEN: usize = 4;
/// Letters of the longest word that is looked for among letters set apart.
const LONGEST_SPACED: usize = 16;

/// The disguised words of a post, with the buffers that finding them needs.
#[derive(Clone, Debug, Default)]
pub(crate) struct Disguises {
    found: Vec<Disguise>,
    folded: Folded,
    /// Letters put together.
    letters: String,
}

impl Disguises {
    /// The disguised words in order.
    pub(crate) fn found(&self) -> &[Disguise] {
        &self.found
    }
}

/// Finds the disguised words of a post, in order; runs do not overlap. `words` are the numbers of the tokens' forms.
#[inline(never)]
pub(crate) fn find(
    text: &str,
    tokens: &Tokens,
    words: &[WordId],
    lexicon: &Lexicon,
    confusables: &Confusables,
    targets: &Targets,
    disguises: &mut Disguises,
) {
    let Disguises { found, folded, letters } = disguises;
    found.clear();
    let mut finder = Finder { text, tokens, words, all: tokens.as_slice(), lexicon, confusables, targets, folded, letters };
    let mut at = 0;
    while at < finder.all.len() {
        let free = found.last().map_or(0, |disguise| disguise.last);
        at = match finder.at(at, free) {
            Step::Found(disguise) => {
                found.push(disguise);
                disguise.last
            }
            Step::Next(next) => next,
        };
    }
}

/// What a look at one token leads to.
enum Step {
    Found(Disguise),
    /// Nothing; go on with this token.
    Next(usize),
}

struct Finder<'a> {
    text: &'a str,
    tokens: &'a Tokens,
    words: &'a [WordId],
    all: &'a [Token],
    lexicon: &'a Lexicon,
    confusables: &'a Confusables,
    targets: &'a Targets,
    folded: &'a mut Folded,
    letters: &'a mut String,
}

impl Finder<'_> {
    /// Looks at the run that starts with token `at`; tokens before `free` belong to another run.
    #[inline]
    fn at(&mut self, at: usize, free: usize) -> Step {
        let token = &self.all[at];
        let joins = self.all.get(at + 1).is_some_and(|next| next.flags.has(TokenFlags::JOINED));
        match token.kind {
            TokenKind::Word if token.span.len() <= 4 && self.is_letter(at) => self.spaced(at, free),
            TokenKind::Word if joins && !self.only_closed(at) => self.joined(at, free),
            TokenKind::Word => self.lone(at, free),
            TokenKind::Code | TokenKind::Mention => self.joined(at, free),
            TokenKind::Punctuation | TokenKind::Other | TokenKind::Money if joins => self.joined(at, free),
            _ => Step::Next(at + 1),
        }
    }

    /// Whether a word is followed by nothing but a mark that belongs to the sentence.
    #[inline]
    fn only_closed(&self, at: usize) -> bool {
        let mark = &self.all[at + 1];
        let more = self.all.get(at + 2).is_some_and(|next| next.flags.has(TokenFlags::JOINED));
        !more && mark.kind == TokenKind::Punctuation && !self.may_cover(mark)
    }

    /// Whether a mark may stand for a letter at the end of a word.
    #[inline]
    fn may_cover(&self, mark: &Token) -> bool {
        matches!(self.text.as_bytes()[mark.span.start as usize], b'*' | b'$' | b'@' | b'#')
    }

    /// A word with white space around it: nothing to find in one that the lexicon knows.
    #[inline]
    fn lone(&mut self, at: usize, free: usize) -> Step {
        let known = self.words[at];
        let odd = self.all[at].flags.has(TokenFlags::NON_ASCII) || self.all[at].flags.has(TokenFlags::INVISIBLE);
        if known == UNKNOWN || odd && !self.lexicon.entry(known).marks.has(Marks::ORDINARY) {
            self.unknown(at, free, odd)
        } else {
            Step::Next(at + 1)
        }
    }

    #[cold]
    fn unknown(&mut self, at: usize, free: usize, odd: bool) -> Step {
        let token = &self.all[at];
        if token.span.len() > LONGEST_RUN || token.flags.has(TokenFlags::APOSTROPHE) {
            return Step::Next(at + 1);
        }
        let surface = token.span.of(self.text);
        let digits = surface.bytes().filter(u8::is_ascii_digit).count();
        if digits > 0 && !could_be_letters(surface, digits) {
            return Step::Next(at + 1);
        }
        let form = self.tokens.form_of(token);
        self.confusables.fold(if odd { surface } else { form }, self.folded);
        let (hyphenated, elongated) = (token.flags.has(TokenFlags::HYPHENATED), token.flags.has(TokenFlags::ELONGATED));
        let apart = !hyphenated || form.split('-').any(|part| part.len() <= 2 || self.lexicon.get(part) == UNKNOWN);
        let shortest = if digits > 0 { SHORTEST_HIDDEN } else { SHORTEST_WORD };
        let word = (apart && self.folded.letters() >= shortest)
            .then(|| self.exact(odd || digits > 0 || elongated))
            .flatten()
            .or_else(|| {
                let whole = !hyphenated && self.folded.letters() >= SHORTEST_HIDDEN;
                let name = token.flags.has(TokenFlags::TITLE);
                whole.then(|| self.targets.distorted(self.folded.first(), name, self.lexicon, self.letters)).flatten()
            });
        match word {
            Some(word) => self.found(at, at + 1, word),
            None if digits == 0 && !hyphenated => self.torn(at, free),
            None => Step::Next(at + 1),
        }
    }

    /// `fu ck`: an unknown piece and a neighbour that are one word.
    fn torn(&mut self, at: usize, free: usize) -> Step {
        let name = self.all[at].flags.has(TokenFlags::TITLE);
        for first in [at.wrapping_sub(1), at] {
            let last = first.wrapping_add(2);
            let Some(pair) = self.all.get(first..last).filter(|_| first >= free && !name) else { continue };
            let pieces = pair.iter().all(|token| token.kind == TokenKind::Word && token.span.len() <= 5);
            let longest = pair.iter().map(|token| token.span.len()).max().unwrap_or(0);
            if pieces && longest > 1 && pair[1].span.start == pair[0].span.end + 1 {
                self.letters.clear();
                pair.iter().for_each(|token| self.letters.push_str(self.tokens.form_of(token)));
                let word = self.lexicon.get(self.letters);
                if self.letters.len() >= SHORTEST_HIDDEN && self.targets.is_gross(word, self.lexicon) {
                    return self.found(first, last, word);
                }
            }
        }
        Step::Next(at + 1)
    }

    /// `sh!t`, `a$$`, `f.u.c.k`, `f***`: words and marks without white space; or a word with a comma after it.
    fn joined(&mut self, at: usize, free: usize) -> Step {
        let hidden = self.joined_end(at).and_then(|last| Some((last, self.patched(at, last)?)));
        match hidden {
            Some((last, word)) => self.found(at, last, word),
            // A run may hide a word from a later token on ("@user:sh!t").
            None if self.all[at].kind == TokenKind::Word => self.lone(at, free),
            None => Step::Next(at + 1),
        }
    }

    /// The word that a run without white space hides.
    fn patched(&mut self, at: usize, last: usize) -> Option<WordId> {
        let span = self.all[at].span.join(self.all[last - 1].span);
        let surface = span.of(self.text);
        let digits = surface.bytes().filter(u8::is_ascii_digit).count();
        let starred = surface.contains(WILD);
        if span.len() > LONGEST_RUN || digits > 0 && (starred || !could_be_letters(surface, digits)) {
            return None;
        }
        self.confusables.fold(surface, self.folded);
        let shortest = if digits > 0 { SHORTEST_HIDDEN } else { SHORTEST_WORD };
        let mut word = None;
        if starred {
            word = self.targets.starred(self.folded.first(), self.lexicon);
        } else if self.folded.letters() >= shortest && self.is_patched(at, last) {
            word = self.exact(true);
            let part = self.all[at].kind == TokenKind::Mention || self.all[at].flags.has(TokenFlags::JOINED);
            if word.is_none() && self.folded.is_whole() && !part {
                word = self.targets.distorted(self.folded.first(), false, self.lexicon, self.letters);
            }
        }
        if word.is_none() && digits == 0 && fold::star_marks(surface, self.folded) {
            word = self.targets.masked(self.folded.first(), self.lexicon);
        }
        word
    }

    /// One past the last token of a run without white space; at least one mark must stand for a letter or part letters.
    fn joined_end(&self, at: usize) -> Option<usize> {
        let first = &self.all[at];
        let starts = matches!(first.kind, TokenKind::Word | TokenKind::Code | TokenKind::Mention)
            || first.span.of(self.text).starts_with(['$', '@', '!', '*', '#', '€', '£', '(', '<', '+', '|']);
        if !starts {
            return None;
        }
        let inside = |token: &&Token| {
            let kind = matches!(
                token.kind,
                TokenKind::Word
                    | TokenKind::Punctuation
                    | TokenKind::Other
                    | TokenKind::Number
                    | TokenKind::Code
                    | TokenKind::Mention
                    | TokenKind::Hashtag
            );
            kind && token.flags.has(TokenFlags::JOINED) && (token.span.end - first.span.start) as usize <= LONGEST_RUN
        };
        let mut last = at + 1 + self.all[at + 1..].iter().take_while(inside).count();
        // What closes a sentence or a bracket belongs to the sentence.
        while last > at + 1 {
            let mark = &self.all[last - 1];
            if mark.kind != TokenKind::Punctuation || self.may_cover(mark) {
                break;
            }
            last -= 1;
        }
        let run = &self.all[at..last];
        let letters = run.iter().any(|token| matches!(token.kind, TokenKind::Word | TokenKind::Code | TokenKind::Mention));
        let marks = run.iter().any(|token| token.kind != TokenKind::Word);
        let alone = matches!(first.kind, TokenKind::Code | TokenKind::Mention);
        (letters && marks && (run.len() > 1 || alone)).then_some(last)
    }

    /// `f u c k`: single letters, each set apart by one blank.
    fn spaced(&mut self, at: usize, free: usize) -> Step {
        let mut last = at + 1;
        while last < self.all.len() && self.is_letter(last) && self.all[last].span.start == self.all[last - 1].span.end + 1 {
            last += 1;
        }
        if last - at < SHORTEST_HIDDEN {
            let joins = self.all.get(at + 1).is_some_and(|next| next.flags.has(TokenFlags::JOINED));
            return if joins { self.joined(at, free) } else { Step::Next(at + 1) };
        }
        let span = self.all[at].span.join(self.all[last - 1].span);
        self.confusables.fold(span.of(self.text), self.folded);
        let letters = self.folded.first();
        if letters.len() != last - at || letters.len() > LONGEST_RUN || !letters.is_ascii() {
            return Step::Next(last);
        }
        let whole = self.lexicon.get(letters);
        if whole != UNKNOWN && !self.targets.is_target(whole, self.lexicon) {
            return Step::Next(last);
        }
        let word_or_none = |part: &str| part.is_empty() || self.lexicon.entry(self.lexicon.get(part)).marks.has(Marks::ORDINARY);
        for start in 0..letters.len() {
            let longest = letters.len().min(start + LONGEST_SPACED);
            for end in (start + SHORTEST_HIDDEN..=longest).rev() {
                let word = self.lexicon.get(&letters[start..end]);
                if self.targets.is_target(word, self.lexicon) && word_or_none(&letters[..start]) && word_or_none(&letters[end..])
                {
                    return self.found(at + start, at + end, word);
                }
            }
        }
        Step::Next(last)
    }

    /// Whether a run is more than known words and the marks between them (`he/she`, `(um`).
    fn is_patched(&self, first: usize, last: usize) -> bool {
        let bracket = self.all[first].span.of(self.text).starts_with(['(', '<']);
        let odd = |token: &Token| {
            let form = self.tokens.form_of(token);
            token.kind != TokenKind::Punctuation && (form.len() < 2 || self.lexicon.get(form) == UNKNOWN)
        };
        let run = &self.all[first..last];
        (!bracket || run.get(1).is_some_and(|next| next.span.len() >= SHORTEST_WORD && odd(next)))
            && (self.folded.is_whole() || run.iter().any(odd))
    }

    /// The word that the folded letters are as they stand; with repetitions cut if letters are plainly played with, or it is a swear word.
    fn exact(&mut self, played: bool) -> Option<WordId> {
        self.folded.readings().find_map(|letters| {
            let whole = self.lexicon.get(letters);
            if self.targets.is_target(whole, self.lexicon) {
                return Some(whole);
            }
            fold::squeeze(letters, self.letters);
            let squeezed = self.lexicon.get(self.letters);
            let meant = if played {
                self.targets.is_target(squeezed, self.lexicon)
            } else {
                self.targets.is_swear(squeezed, self.lexicon)
            };
            meant.then_some(squeezed)
        })
    }

    fn found(&self, first: usize, last: usize, word: WordId) -> Step {
        Step::Found(Disguise { first, last, word, span: self.all[first].span.join(self.all[last - 1].span) })
    }

    fn is_letter(&self, at: usize) -> bool {
        let token = &self.all[at];
        let mut characters = token.span.of(self.text).chars();
        token.kind == TokenKind::Word && characters.next().is_some_and(char::is_alphabetic) && characters.next().is_none()
    }
}

/// Whether a run with digits may be a word in disguise: codes are written in capitals, and have few letters.
fn could_be_letters(surface: &str, digits: usize) -> bool {
    let letters = surface.chars().filter(|c| c.is_alphabetic()).count();
    let capitals = !surface.chars().any(char::is_lowercase);
    letters > 1 && if capitals { digits == 1 && letters > 2 } else { letters * 3 >= digits * 2 }
}
