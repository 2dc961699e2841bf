//! Intensifiers and downtoners: each acts on the next charged word of its clause.

use super::{Reading, Scope};
use crate::lexicon::ScopeCues;
use crate::lexicon::annotate::Boundary;

/// Cues without which there is nothing to do.
pub(super) const CUES: ScopeCues = ScopeCues::INTENSIFIER
    .or(ScopeCues::INTENSIFIER_STRONG)
    .or(ScopeCues::DOWNTONER)
    .or(ScopeCues::DOWNTONER_STRONG)
    .or(ScopeCues::SUPERLATIVE);
/// Terms an intensifier looks ahead.
const REACH: usize = 4;
/// Steps are kept within this much of zero.
const MOST_STEPS: i8 = 4;

/// Marks what is strengthened and what is weakened.
pub(super) fn mark(reading: &Reading<'_>, marks: &mut [Scope]) {
    for term in 0..marks.len() {
        if !reading.has(term, CUES) {
            continue;
        }
        let clause = marks[term].clause;
        let ahead = (term + 1..marks.len().min(term + 1 + REACH))
            .take_while(|&at| marks[at].clause == clause && reading.terms.terms[at].boundary < Boundary::Clause);
        if let Some(target) = ahead.into_iter().find(|&at| reading.polarity[at] != 0) {
            let steps = &mut marks[target].strength;
            *steps = (*steps + self_steps(reading.cues[term])).clamp(-MOST_STEPS, MOST_STEPS);
        }
    }
}

fn self_steps(cues: ScopeCues) -> i8 {
    let steps = |cue, size| if cues.any(cue) { size } else { 0 };
    steps(ScopeCues::INTENSIFIER, 1) + steps(ScopeCues::INTENSIFIER_STRONG, 2) + steps(ScopeCues::SUPERLATIVE, 1)
        - steps(ScopeCues::DOWNTONER, 1)
        - steps(ScopeCues::DOWNTONER_STRONG, 2)
}
