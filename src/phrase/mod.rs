//! Patterns over terms: sequences of words, meanings and classes that together mean something.

pub(crate) mod compile;
mod joined;
mod layout;
pub(crate) mod matching;
pub(crate) mod parse;

use crate::lexicon::{Classes, Cue, CueSet, Weights, WordId};

/// What a pattern stands for: one line of `phrases.tsv`, or a fixed phrase of a lexicon.
#[derive(Clone, Debug, Default)]
pub(crate) struct Phrase {
    /// As it was written, for evidence.
    pub(crate) pattern: String,
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
    words: Vec<WordId>,
    /// Patterns woken by a word: `by_word[starts[word]..starts[word + 1]]`.
    by_word: Vec<Waker>,
    word_starts: Vec<u32>,
    by_cue: Vec<Vec<Waker>>,
    by_class: Vec<Vec<Waker>>,
    /// The classes that are also cues, for the rules: class and cue.
    class_cues: Vec<(Classes, Cue)>,
    /// The classes that wake any pattern.
    waking_classes: Classes,
    /// Patterns run in rounds: those of a round read only cues that earlier rounds gave.
    rounds: usize,
}

/// One way a phrase can be written.
#[derive(Clone, Copy, Debug)]
struct Pattern {
    phrase: u32,
    /// Its steps, from here …
    first: u32,
    /// … to here, exclusive.
    last: u32,
    /// The step that wakes it.
    anchor: u32,
    round: u8,
}

/// A pattern to wake, if the term beside the anchor fits: most patterns fail there.
#[derive(Clone, Copy, Debug)]
struct Waker {
    pattern: u32,
    /// Number of the element that must fit beside the anchor.
    element: u32,
    side: Side,
}

/// The side of the anchor on which a single term must fit, whatever else does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    /// There is none that can be tried.
    Neither,
    Before,
    After,
    /// Not beside it, but somewhere in the post.
    Anywhere,
}

/// A set of words, blurred: it may hold more than was put in, never less. Most words that do not fit are turned away by it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct WordMask([u64; 4]);

impl WordMask {
    fn insert(&mut self, word: WordId) {
        self.0[(word >> 6 & 3) as usize] |= 1 << (word & 63);
    }

    const fn may_hold(&self, word: WordId) -> bool {
        self.0[(word >> 6 & 3) as usize] >> (word & 63) & 1 == 1
    }

    fn may_meet(&self, other: &WordMask) -> bool {
        self.0.iter().zip(other.0).any(|(mine, theirs)| mine & theirs != 0)
    }
}

/// One step of a pattern.
#[derive(Clone, Copy, Debug)]
struct Element {
    step: Step,
    optional: bool,
    /// Words that fit, sorted: a range of `Phrases::words`.
    words: (u32, u32),
    mask: WordMask,
    cues: CueSet,
    has_cues: bool,
    classes: Classes,
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
