//! Negation, by clause.

use super::{Clause, Reading, Scope, States};
use crate::lexicon::annotate::Boundary;
use crate::lexicon::{Classes, ScopeCues};

/// Cues without which there is nothing to do.
pub(super) const CUES: ScopeCues = ScopeCues::NEGATORS.or(ScopeCues::NEGATOR_BACK).or(ScopeCues::ANSWER_NO);
/// Terms between a negator and the opinion verb that lets it through.
const RAISING: usize = 3;
/// Terms that may follow an elided predicate's negator: "it was not, sadly".
const ELIDED_TAIL: usize = 1;
/// Terms in which the second half of a coordination shows its polarity.
const COORDINATION: usize = 3;

/// What is no longer so once the author has said no: it was somebody else's opinion, an expectation, a question; now it is denied.
const DECIDED: States = States::OTHER.or(States::EXPECTED).or(States::HEDGED).or(States::ASKED).or(States::OUTWEIGHED);

/// Terms from the start of an insertion in which its clause may resume, and end.
const LONGEST_INSERTION: usize = 40;

/// A negator at work.
#[derive(Clone, Copy)]
struct Active {
    term: usize,
    weak: bool,
    determiner: bool,
    /// An opinion verb lets it into the next clause.
    passes: bool,
    /// Polarity of the charged words it has reached.
    reached: i32,
}

/// Marks what is negated.
pub(super) fn mark(reading: &Reading<'_>, clauses: &[Clause], marks: &mut [Scope]) {
    forward(reading, clauses, marks);
    interrupted(reading, clauses, marks);
    elided(reading, clauses, marks);
    answers(reading, marks);
}

/// A negator reaches to the end of its clause.
fn forward(reading: &Reading<'_>, clauses: &[Clause], marks: &mut [Scope]) {
    let mut active: Option<Active> = None;
    for (number, clause) in clauses.iter().enumerate() {
        let continues = number > 0
            && clauses[number - 1].sentence == clause.sentence
            && !clause.opener.any(ScopeCues::CONTRAST.or(ScopeCues::CONCESSION))
            && reading.terms.terms[clause.start as usize].boundary < Boundary::Clause;
        // An insertion between commas does not use up the passage: "I don't think, after all this, that it is good".
        let insertion = reading.terms.terms[clause.start as usize].boundary == Boundary::Comma;
        active = active.filter(|negator| negator.passes && continues).map(|negator| Active { passes: insertion, ..negator });
        let first = clause.start as usize;
        for (offset, mark) in marks[first..clause.end as usize].iter_mut().enumerate() {
            let term = first + offset;
            if is_answer(reading, term, clause.end as usize) {
                active = None;
                continue;
            }
            if reading.has(term, ScopeCues::NEGATORS) && !reading.has(term, ScopeCues::IDIOM_NEGATOR) {
                active = Some(Active {
                    term,
                    weak: reading.has(term, ScopeCues::NEGATOR_WEAK),
                    determiner: reading.has(term, ScopeCues::NEGATOR_DETERMINER),
                    passes: false,
                    reached: 0,
                });
                continue;
            }
            let Some(negator) = &mut active else { continue };
            if ends(reading, negator, term, clause.end as usize) {
                active = None;
                continue;
            }
            // An emoji comments on what was said; only one right after the negator ("no 😡") is negated.
            if term > negator.term + 1 && reading.terms.terms[term].classes.any(Classes::EMOJI) {
                continue;
            }
            negator.passes |= term - negator.term <= RAISING && reading.has(term, ScopeCues::OPINION_VERB);
            if negator.reached == 0 {
                negator.reached = reading.polarity[term].signum();
            }
            mark.negator = negator.term as u32 + 1;
            mark.weak = negator.weak;
        }
    }
}

/// "No, gracias": a negator that may be an answer is one, if it is followed by a comma.
fn is_answer(reading: &Reading<'_>, term: usize, clause_end: usize) -> bool {
    let parted = || term + 1 == clause_end || reading.terms.terms[term + 1].boundary >= Boundary::Comma;
    reading.has(term, ScopeCues::NEGATOR) && reading.has(term, ScopeCues::ANSWER_NO) && parted()
}

/// Whether a negator's scope ends before `term`, inside its clause.
fn ends(reading: &Reading<'_>, negator: &Active, term: usize, clause_end: usize) -> bool {
    if term - negator.term > reading.grammar.reach {
        return true;
    }
    if negator.determiner {
        let stops = ScopeCues::COORDINATOR.or(ScopeCues::AUXILIARY).or(ScopeCues::SUBJECT_PRONOUN);
        let alternative = reading.has(term, ScopeCues::COORDINATOR) && same_side(reading, negator, term, clause_end);
        return term - negator.term > reading.grammar.noun_phrase || reading.has(term, stops) && !alternative;
    }
    // "not clean and friendly" negates both, "not good and slow" only the first.
    let comma = reading.terms.terms[term].boundary == Boundary::Comma;
    let joins = reading.has(term, ScopeCues::COORDINATOR) || comma || reading.terms.terms[term].boundary == Boundary::List;
    joins && (negator.reached != 0 || comma && reading.grammar.comma_ends) && !same_side(reading, negator, term, clause_end)
}

/// Whether the next charged word after a coordinator is of the polarity the negator has reached already.
fn same_side(reading: &Reading<'_>, negator: &Active, term: usize, clause_end: usize) -> bool {
    let next = (term..clause_end.min(term + 1 + COORDINATION)).map(|at| reading.polarity[at].signum()).find(|side| *side != 0);
    next.is_some_and(|side| negator.reached != 0 && side == negator.reached)
}

/// "The plane was not, despite all I had heard, good": a negator, or the opinion verb it passes through, that stands right before an
/// insertion acts on what follows the insertion and not on the insertion.
fn interrupted(reading: &Reading<'_>, clauses: &[Clause], marks: &mut [Scope]) {
    let comma = |term: usize| matches!(reading.terms.terms[term].boundary, Boundary::List | Boundary::Comma | Boundary::Clause);
    let resumes = ScopeCues::SUBJECT_PRONOUN.or(ScopeCues::COORDINATOR).or(ScopeCues::CONTRAST);
    for insertion in 1..marks.len() {
        let before = insertion - 1;
        let sentence = clauses[marks[before].clause as usize].sentence;
        if !comma(insertion)
            || sentence != clauses[marks[insertion].clause as usize].sentence
            || reading.has(insertion, ScopeCues::CONTRAST)
        {
            continue;
        }
        let passes = reading.has(before, ScopeCues::OPINION_VERB);
        let negator = match marks[before].negator {
            negator if passes && negator as usize + RAISING > before => negator,
            // Across the comma even "not, as …" can look like a weak negator.
            _ if reading.has(before, ScopeCues::NEGATOR.or(ScopeCues::NEGATOR_WEAK)) => before as u32 + 1,
            _ => continue,
        };
        if negator == 0 {
            continue;
        }
        let sentence_end = reading.terms.sentences[sentence as usize].end as usize;
        let end = sentence_end.min(insertion + LONGEST_INSERTION);
        // A complement may begin with a subject ("that it is good"), the rest of a predicate does not.
        let resumed = (insertion + 1..end).rev().find(|&term| comma(term) && (passes || !reading.has(term, resumes)));
        let Some(resumed) = resumed else { continue };
        for mark in marks[insertion..resumed].iter_mut().filter(|mark| mark.negator == negator) {
            mark.negator = 0;
        }
        for mark in &mut marks[resumed..end] {
            mark.negator = negator;
        }
    }
}

/// "I thought it would be bad, but it was not": a negated auxiliary with nothing after it negates the clause before.
/// Where a negator may stand last anyway, what follows it has to be a particle, and another sentence is none of its business.
fn elided(reading: &Reading<'_>, clauses: &[Clause], marks: &mut [Scope]) {
    let two_way = reading.grammar.two_way;
    for (number, clause) in clauses.iter().enumerate().skip(1) {
        let end = clause.end as usize;
        let tail = end.saturating_sub(1 + ELIDED_TAIL).max(clause.start as usize)..end;
        let negator = tail.into_iter().find(|&term| {
            reading.has(term, ScopeCues::NEGATOR)
                && term > clause.start as usize
                && reading.has(term - 1, ScopeCues::AUXILIARY)
                && (term + 1..end).all(|after| reading.polarity[after] == 0 && (!two_way || reading.is_function(after)))
        });
        let charged = (clause.start as usize..end).any(|term| reading.polarity[term] != 0);
        let Some(negator) = negator.filter(|_| !charged) else { continue };
        let before = clauses[number - 1];
        let near = before.sentence == clause.sentence || !two_way && before.sentence + 1 == clause.sentence;
        if !near {
            continue;
        }
        for mark in &mut marks[before.start as usize..before.end as usize] {
            if !mark.is_negated() {
                mark.negator = negator as u32 + 1;
            }
            mark.states = mark.states.without(DECIDED);
        }
    }
}

/// "Do I think this is a bad plane? No": an answer decides the question before it.
fn answers(reading: &Reading<'_>, marks: &mut [Scope]) {
    let sentences = &reading.terms.sentences;
    for pair in sentences.windows(2) {
        let answer = pair[1].body as usize;
        if !pair[0].question || answer >= pair[1].end as usize || !reading.has(answer, ScopeCues::ANSWER_NO) {
            continue;
        }
        // "¿Cómo entro? No encuentro la opción": the word is an answer only if it stands apart.
        if reading.has(answer, ScopeCues::NEGATOR) && !is_answer(reading, answer, pair[1].end as usize) {
            continue;
        }
        for mark in &mut marks[pair[0].start as usize..pair[0].end as usize] {
            // A question that is negated already ("isn't it bad?") is only confirmed by "no".
            if !mark.is_negated() {
                mark.negator = answer as u32 + 1;
            }
            mark.states = mark.states.without(DECIDED);
        }
        // The word of the answer opens no scope of its own over what follows it after a comma.
        for mark in &mut marks[answer + 1..pair[1].end as usize] {
            if mark.negator == answer as u32 + 1 {
                mark.negator = 0;
            }
        }
    }
}
