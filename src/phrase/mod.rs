//! Patterns over terms: sequences of words, meanings and classes that together mean something.

pub(crate) mod compile;
mod hits;
mod joined;
mod layout;
mod matching;
mod pairs;
pub(crate) mod parse;
#[cfg(test)]
pub(crate) mod plain;
mod sight;
mod waking;
mod ways;

use crate::lexicon::{Classes, Cue, CueSet, Weights, WordId};
pub(crate) use hits::Hits;
use sight::Blurs;
use waking::Wakers;

/// What a pattern stands for: one line of `phrases.tsv`, or a fixed phrase of a lexicon.
#[derive(Clone, Debug, Default)]
pub(crate) struct Phrase {
    /// As it was written, for evidence.
    pub(crate) pattern: Box<str>,
    pub(crate) weights: Weights,
    pub(crate) cues: CueSet,
    /// Whether it has weights of its own, which replace those of its members.
    pub(crate) weighs: bool,
    /// Whether its members lose their cues too.
    pub(crate) mute: bool,
    /// Whether a negator is written in it; one that stands in a gap of a match negates the phrase, one that is written is part of it.
    pub(crate) negates: bool,
}

/// Every pattern of a language, compiled.
#[derive(Clone, Debug, Default)]
pub(crate) struct Phrases {
    phrases: Vec<Phrase>,
    patterns: Vec<Pattern>,
    /// The steps of all patterns, as numbers of elements.
    steps: Vec<u32>,
    /// The distinct steps.
    elements: Vec<Element>,
    /// The distinct sets of cues of elements, the empty one first.
    cue_sets: Vec<CueSet>,
    words: Vec<WordId>,
    wakers: Wakers,
    /// What words look like from afar.
    blurs: Blurs,
    /// The classes that are also cues, for the rules: class and cue.
    class_cues: Vec<(Classes, Cue)>,
    /// Those classes.
    cue_classes: Classes,
    /// Patterns run in rounds: those of a round read only cues that earlier rounds gave.
    rounds: usize,
}

/// One way a phrase can be written.
#[derive(Clone, Copy, Debug)]
struct Pattern {
    /// An element that must stand near the anchor.
    near: Near,
    phrase: u32,
    /// Its first step.
    first: u32,
    /// How many steps it has.
    steps: u8,
    /// The step around which it is matched, counted from the first.
    anchor: u8,
    /// Whether the word that wakes it together with the anchor stands after it, and not before it.
    partner_follows: bool,
    round: u8,
}

/// An element that must stand so many terms away from an anchor.
#[derive(Clone, Copy, Debug)]
struct Near {
    element: u32,
    /// Least distance; 0 is the term right beside the anchor.
    from: u8,
    /// Largest distance.
    to: u8,
    side: Side,
}

/// A side of an anchor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Before,
    After,
    /// Nothing must stand there.
    Neither,
}

/// A set of words, blurred to so many times 64 bits: it may hold more than was put in, never less. Most words that do not fit are turned away by
/// it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct WordMask<const WIDTH: usize>([u64; WIDTH]);

impl<const WIDTH: usize> WordMask<WIDTH> {
    const NONE: Self = WordMask([0; WIDTH]);

    fn of(words: &[WordId]) -> Self {
        let mut mask = WordMask::NONE;
        words.iter().for_each(|&word| mask.insert(word));
        mask
    }

    fn insert(&mut self, word: WordId) {
        self.0[(word >> 6) as usize % WIDTH] |= 1 << (word & 63);
    }

    #[inline]
    const fn may_hold(&self, word: WordId) -> bool {
        self.0[(word >> 6) as usize % WIDTH] >> (word & 63) & 1 == 1
    }
}

/// One step of a pattern, in a cache line.
#[derive(Clone, Copy, Debug)]
#[repr(align(64))]
struct Element {
    /// The words that fit, blurred.
    mask: WordMask<4>,
    /// The first of them; what is left over is no word.
    few: [WordId; FEW],
    /// All of them, sorted: a range of `Phrases::words`.
    words: (u32, u32),
    classes: Classes,
    /// Index of its set of cues; 0 is the empty one.
    cues: u16,
    step: Step,
    optional: bool,
}

/// Words that are kept in the element itself.
const FEW: usize = 3;
/// No word has this number.
const NO_WORD: WordId = WordId::MAX;

impl Element {
    const fn has_cues(&self) -> bool {
        self.cues > 0
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Step {
    /// One term, or all terms of a hit of a cue.
    Take,
    /// Nothing; the next term must not fit.
    NotNext,
    /// Nothing; the previous term must not fit.
    NotPrevious,
    /// Up to so many terms.
    Gap(u8),
    /// Nothing; only at the start of a sentence, mentions aside.
    Start,
    /// Nothing; only at the end of a sentence.
    End,
}

/// A cue that stands somewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct CueHit {
    pub(crate) cue: Cue,
    /// First term.
    pub(crate) start: u32,
    /// One past the last term.
    pub(crate) end: u32,
    /// The phrase that gave it; `None` if a word did.
    pub(crate) phrase: Option<u32>,
}

/// A phrase that stands somewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct PhraseHit {
    pub(crate) phrase: u32,
    pub(crate) start: u32,
    pub(crate) end: u32,
}

impl Phrases {
    pub(crate) fn phrase(&self, id: u32) -> &Phrase {
        &self.phrases[id as usize]
    }

    /// How many phrases there are.
    pub(crate) fn len(&self) -> usize {
        self.phrases.len()
    }
}
