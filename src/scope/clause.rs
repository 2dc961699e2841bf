//! Sentences divided into clauses.

use super::{Reading, Scope};
use crate::lexicon::ScopeCues;
use crate::lexicon::annotate::Boundary;

/// A run of terms with one predicate, as far as cues and punctuation tell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Clause {
    pub(crate) start: u32,
    pub(crate) end: u32,
    /// Index of its sentence.
    pub(crate) sentence: u32,
    /// The scope cues of the words that open it.
    pub(crate) opener: ScopeCues,
}

/// Always open a clause.
const OPENERS: ScopeCues = ScopeCues::CONTRAST.or(ScopeCues::CONCESSION).or(ScopeCues::CLAUSE_BREAK).or(ScopeCues::CONDITION);
/// What a conjunction that closes a clause says of that clause.
const OWN: ScopeCues = ScopeCues::CONCESSION.or(ScopeCues::CONDITION);
/// May be the subject of a new clause.
const SUBJECTS: ScopeCues = ScopeCues::SUBJECT_PRONOUN.or(ScopeCues::OTHER_HOLDER);
/// Open a clause after a comma.
const AFTER_COMMA: ScopeCues = SUBJECTS
    .or(ScopeCues::ANSWER_NO)
    .or(ScopeCues::ANSWER_YES)
    .or(ScopeCues::PRESENT_TURN)
    .or(ScopeCues::PAST_STATE)
    .or(ScopeCues::INTERROGATIVE)
    .or(ScopeCues::OWN_HOLDER);
/// A clause this short does not end before a second subject.
const LEAST_LENGTH: usize = 3;

/// Divides every sentence and notes the clause of each term.
pub(super) fn divide(reading: &Reading<'_>, marks: &mut [Scope], clauses: &mut Vec<Clause>) {
    clauses.clear();
    if reading.grammar.final_conjunctions {
        return divide_after(reading, marks, clauses);
    }
    for (number, sentence) in reading.terms.sentences.iter().enumerate() {
        let (first, end) = (sentence.start as usize, sentence.end as usize);
        let mut start = first;
        let mut seen = ScopeCues::NONE;
        for (offset, mark) in marks[first..end].iter_mut().enumerate() {
            let at = first + offset;
            if at > start && opens(reading, start, at, seen) {
                close(reading, number, start, at, clauses);
                start = at;
                seen = ScopeCues::NONE;
            }
            seen = seen.or(reading.cues[at]);
            mark.clause = clauses.len() as u32;
        }
        close(reading, number, start, end, clauses);
    }
}

/// The same where conjunctions close their clause: what they say of it is noted as its opener, and a contrast as that of the next.
fn divide_after(reading: &Reading<'_>, marks: &mut [Scope], clauses: &mut Vec<Clause>) {
    for (number, sentence) in reading.terms.sentences.iter().enumerate() {
        let (first, end) = (sentence.start as usize, sentence.end as usize);
        let (mut start, mut carried) = (first, ScopeCues::NONE);
        for (offset, mark) in marks[first..end].iter_mut().enumerate() {
            let at = first + offset;
            let closes = at > start && reading.has(at, OPENERS);
            let boundary = reading.terms.terms.get(at + 1).map_or(Boundary::Sentence, |next| next.boundary);
            mark.clause = clauses.len() as u32;
            if at + 1 == end || closes || boundary >= Boundary::Clause {
                let own = if closes { reading.cues[at] } else { ScopeCues::NONE };
                let opener = carried.or(reading.cues[start].and(OPENERS)).or(own.and(OWN));
                clauses.push(Clause { start: start as u32, end: at as u32 + 1, sentence: number as u32, opener });
                (start, carried) = (at + 1, own.and(ScopeCues::CONTRAST));
            }
        }
    }
}

fn close(reading: &Reading<'_>, sentence: usize, start: usize, end: usize, clauses: &mut Vec<Clause>) {
    let opener = reading.cues[start..end.min(start + 2)].iter().fold(ScopeCues::NONE, |all, own| all.or(*own));
    clauses.push(Clause { start: start as u32, end: end as u32, sentence: sentence as u32, opener });
}

/// Whether a new clause begins at `at`, the current one having begun at `start` and shown the cues `seen`.
fn opens(reading: &Reading<'_>, start: usize, at: usize, seen: ScopeCues) -> bool {
    let boundary = reading.terms.terms[at].boundary;
    if boundary == Boundary::Comma && reading.grammar.commas_part {
        return true;
    }
    if boundary >= Boundary::Clause || reading.has(at, OPENERS) {
        // "but if", "and because": the second opener belongs to the clause the first one opened.
        let just_opened = at == start + 1 && reading.has(start, OPENERS.or(ScopeCues::COORDINATOR));
        return boundary >= Boundary::Clause || !just_opened;
    }
    let opened_by = |cues| (start..at.min(start + 2)).any(|term| reading.has(term, cues));
    let subordinate = opened_by(ScopeCues::CONDITION.or(ScopeCues::CONCESSION));
    if boundary == Boundary::Comma {
        // "Although the food was good, the service was bad": what a subordinate clause leads up to begins after its comma.
        let led_up_to = subordinate && seen.any(ScopeCues::AUXILIARY) && !reading.has(at, ScopeCues::COORDINATOR);
        return led_up_to
            || reading.has(at, AFTER_COMMA)
            || reading.has(at, ScopeCues::COORDINATOR) && reading.has(at + 1, SUBJECTS);
    }
    if reading.has(at, ScopeCues::COORDINATOR) {
        return reading.has(at + 1, SUBJECTS.or(ScopeCues::PRESENT_TURN));
    }
    if at - start < LEAST_LENGTH {
        return false;
    }
    let holder_turns = reading.has(at, ScopeCues::OWN_HOLDER) && seen.any(ScopeCues::OTHER_HOLDER);
    let time_turns = reading.has(at, ScopeCues::PRESENT_TURN) && seen.any(ScopeCues::PAST_STATE);
    let consequence = reading.has(at, ScopeCues::SUBJECT_PRONOUN)
        && subordinate
        && !seen.any(ScopeCues::OTHER_HOLDER)
        && !reading.has(at - 1, ScopeCues::OPINION_VERB.or(ScopeCues::COORDINATOR));
    holder_turns && reading.has(at, ScopeCues::SUBJECT_PRONOUN) || time_turns || consequence
}
