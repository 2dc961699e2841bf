//! Negators that act on what stands before them.

use super::{Clause, Reading, Scope};
use crate::lexicon::{Classes, ScopeCues};

/// Negates what the negators of a clause find behind them: suffixes of a predicate ("tsukaenai"), and, where a language has it so, "nicht" at
/// the end of its clause.
pub(super) fn mark(reading: &Reading<'_>, clauses: &[Clause], marks: &mut [Scope]) {
    for clause in clauses {
        for term in clause.start as usize..clause.end as usize {
            if reading.has(term, ScopeCues::IDIOM_NEGATOR) {
                continue;
            }
            if reading.has(term, ScopeCues::NEGATOR_BACK) {
                nearest(reading, clause, term, marks);
            } else if reading.grammar.two_way && reading.has(term, ScopeCues::NEGATOR.or(ScopeCues::NEGATOR_WEAK)) {
                two_way(reading, clause, term, marks);
            }
        }
    }
}

/// Up to the nearest word that means something, which is the predicate or its object.
fn nearest(reading: &Reading<'_>, clause: &Clause, negator: usize, marks: &mut [Scope]) {
    let first = (clause.start as usize).max(negator.saturating_sub(reading.grammar.back_reach));
    for term in (first..negator).rev() {
        if negate(reading, negator, term, marks) && reading.means(term) {
            return;
        }
    }
}

/// "Das Internet funktioniert seit Tagen nicht": with nothing but particles behind it, a negator negates the clause before it. "Es
/// funktioniert nicht auf dem Handy": in a clause without an auxiliary it negates the verb it follows.
fn two_way(reading: &Reading<'_>, clause: &Clause, negator: usize, marks: &mut [Scope]) {
    let (start, end) = ((clause.start as usize).max(negator.saturating_sub(FARTHEST)), clause.end as usize);
    let is_particle = |term: usize| {
        reading.is_function(term)
            || reading.terms.terms[term].classes.any(Classes::EMOJI)
            || reading.has(term, ScopeCues::COMMENT)
    };
    if end - negator <= LONGEST_TAIL && (negator + 1..end).all(is_particle) {
        let mut charged = false;
        for term in (start..negator).rev() {
            // Of several charged words only the nearest is denied: "ich kündige den tollen Vertrag nicht".
            let heavy = reading.polarity[term] != 0;
            if !(heavy && charged) {
                charged |= negate(reading, negator, term, marks) && heavy;
            }
        }
    } else if !(start..negator).any(|term| reading.has(term, ScopeCues::AUXILIARY)) {
        let verb = (start..negator).rev().find(|&term| !is_particle(term));
        if let Some(verb) = verb.filter(|verb| negator - verb <= NEIGHBOURHOOD) {
            negate(reading, negator, verb, marks);
        }
    }
}

/// Terms before a negator that it may reach, and particles that may stand behind it: bounds for clauses without end.
const FARTHEST: usize = 32;
const LONGEST_TAIL: usize = 8;

/// A verb may be parted from its negator by a pronoun or two.
const NEIGHBOURHOOD: usize = 3;

/// Negates a term, unless it is negated already or comments on the whole clause ("leider"); says whether it could be.
fn negate(reading: &Reading<'_>, negator: usize, term: usize, marks: &mut [Scope]) -> bool {
    if reading.has(term, ScopeCues::COMMENT) {
        return false;
    }
    if !marks[term].is_negated() && !reading.has(term, ScopeCues::NEGATORS.or(ScopeCues::NEGATOR_BACK)) {
        marks[term].negator = negator as u32 + 1;
        marks[term].weak = reading.has(negator, ScopeCues::NEGATOR_WEAK);
    }
    true
}
