//! Patterns over text without spaces: where neighbouring units of a pattern spell a longer word, runs are cut into that word, so the pattern
//! takes it too.

use super::Step;
use super::compile::{Pool, Sequence, Sketch};
use crate::lexicon::{Cue, Lexicon, UNKNOWN, WordId};
use crate::token::is_unspaced;
use rustc_hash::{FxHashMap, FxHashSet};

/// Times that neighbours are joined in one pattern.
const MOST_JOINS: usize = 2;

/// The words of a lexicon that two others spell.
pub(super) struct Splits {
    /// The second of the two and the whole, by the first.
    by_first: FxHashMap<WordId, Vec<(WordId, WordId)>>,
    /// The first ones, by cue.
    by_cue: FxHashMap<Cue, Vec<WordId>>,
}

impl Splits {
    pub(super) fn of(lexicon: &Lexicon) -> Self {
        let mut splits: FxHashMap<WordId, Vec<(WordId, WordId)>> = FxHashMap::default();
        for id in 1..lexicon.len() as WordId {
            let word = lexicon.word(id);
            if word.is_ascii() || !word.chars().all(is_unspaced) {
                continue;
            }
            for (at, _) in word.char_indices().skip(1) {
                let (first, second) = (lexicon.get(&word[..at]), lexicon.get(&word[at..]));
                if first != UNKNOWN && second != UNKNOWN {
                    splits.entry(first).or_default().push((second, id));
                }
            }
        }
        let mut by_cue: FxHashMap<Cue, Vec<WordId>> = FxHashMap::default();
        for &first in splits.keys() {
            lexicon.cues(lexicon.entry(first)).iter().for_each(|cue| by_cue.entry(cue).or_default().push(first));
        }
        Splits { by_first: splits, by_cue }
    }

    /// Adds the ways of writing each sequence with neighbours joined.
    pub(super) fn add(&self, sequences: &mut Vec<Sequence>, pool: &mut Pool, lexicon: &Lexicon) {
        if self.by_first.is_empty() {
            return;
        }
        let mut fresh = 0..sequences.len();
        let mut seen: FxHashSet<(usize, Box<[u32]>)> = FxHashSet::default();
        for _ in 0..MOST_JOINS {
            for index in fresh.clone() {
                let steps = sequences[index].steps.clone();
                for at in 1..steps.len() {
                    let words = self.joined(&pool.sketches[steps[at - 1] as usize], &pool.sketches[steps[at] as usize], lexicon);
                    if words.is_empty() {
                        continue;
                    }
                    let step = pool.number(Sketch { words, ..Sketch::of(Step::Take) });
                    let steps: Box<[u32]> = [&steps[..at - 1], &[step], &steps[at + 1..]].concat().into();
                    let Sequence { phrase, file, line, .. } = &sequences[index];
                    if seen.insert((*phrase, steps.clone())) {
                        sequences.push(Sequence { phrase: *phrase, steps, file: file.clone(), line: *line });
                    }
                }
            }
            fresh = fresh.end..sequences.len();
        }
    }

    /// The words that a word of one step and a word of the next spell. Where a step takes a cue, only words that mean nothing themselves
    /// are joined: "bu" and a fault do not make "bucuo", not bad.
    fn joined(&self, first: &Sketch, second: &Sketch, lexicon: &Lexicon) -> Vec<WordId> {
        if first.step != Step::Take || second.step != Step::Take || first.optional || second.optional {
            return Vec::new();
        }
        let fits = |sketch: &Sketch, word: WordId| sketch.cues.iter().any(|cue| lexicon.cues(lexicon.entry(word)).has(cue));
        let mut words = Vec::new();
        let by_cue = first.cues.iter().filter_map(|cue| self.by_cue.get(&cue)).flatten().copied();
        for word in first.words.iter().copied().chain(by_cue) {
            for &(rest, whole) in self.by_first.get(&word).map_or(&[][..], Vec::as_slice) {
                let written = first.words.contains(&word) && second.words.contains(&rest);
                let entry = lexicon.entry(whole);
                let plain = entry.weights.is_zero() && !Lexicon::has_cues(entry);
                if written || plain && (second.words.contains(&rest) || fits(second, rest)) {
                    words.push(whole);
                }
            }
        }
        words.sort_unstable();
        words.dedup();
        words
    }
}
