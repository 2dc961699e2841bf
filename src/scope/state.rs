//! Whether a clause is real, present, the author's own, and on which side of a contrast it stands.

use super::{Clause, Reading, Scope};
use crate::lexicon::ScopeCues;

/// Properties of a term's clause; combine with `|`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct States(u16);

impl States {
    /// In a condition or a wish.
    pub(crate) const HYPOTHETICAL: States = States(1);
    /// After "would", "might" and the like: said, but hedged.
    pub(crate) const HEDGED: States = States(2);
    /// Over.
    pub(crate) const PAST: States = States(4);
    /// Somebody else's opinion or experience.
    pub(crate) const OTHER: States = States(8);
    /// In a question.
    pub(crate) const ASKED: States = States(16);
    /// Between quotation marks, or mentioned rather than used.
    pub(crate) const QUOTED: States = States(32);
    /// A contrast follows that outweighs it.
    pub(crate) const OUTWEIGHED: States = States(64);
    /// It outweighs what stands on the other side of a contrast.
    pub(crate) const OUTWEIGHING: States = States(128);
    /// An expectation that the next clause overturns.
    pub(crate) const EXPECTED: States = States(256);

    /// Whether any property of `other` holds.
    pub(crate) const fn any(self, other: States) -> bool {
        self.0 & other.0 != 0
    }

    pub(crate) const fn or(self, other: States) -> States {
        States(self.0 | other.0)
    }

    /// Those that are not among `other`.
    pub(crate) const fn without(self, other: States) -> States {
        States(self.0 & !other.0)
    }

    fn add(&mut self, other: States) {
        self.0 |= other.0;
    }

    fn take(&mut self, other: States) {
        self.0 &= !other.0;
    }
}

/// Cues without which only questions and quotations are left to mark.
const CUES: ScopeCues = ScopeCues::CONDITION
    .or(ScopeCues::WISH)
    .or(ScopeCues::HYPOTHETICAL)
    .or(ScopeCues::PAST_STATE)
    .or(ScopeCues::OTHER_HOLDER)
    .or(ScopeCues::CONTRAST)
    .or(ScopeCues::CONCESSION)
    .or(ScopeCues::EXPECTATION)
    .or(ScopeCues::QUOTE_FRAME);

/// Marks the states of every clause.
pub(super) fn mark(reading: &Reading<'_>, clauses: &[Clause], marks: &mut [Scope], all: ScopeCues) {
    if all.any(CUES) {
        for (number, clause) in clauses.iter().enumerate() {
            inside(reading, clause, marks);
            if all.any(ScopeCues::CONTRAST.or(ScopeCues::CONCESSION)) {
                contrast(clauses, number, marks);
            }
            if all.any(ScopeCues::EXPECTATION) {
                expectation(reading, clauses, number, marks);
            }
        }
    }
    questions(reading, marks, all);
    for (mark, term) in marks.iter_mut().zip(&reading.terms.terms) {
        if term.quoted {
            mark.states.add(States::QUOTED);
        }
    }
}

/// The cues that open a state, with the state.
const OPENED: [(ScopeCues, States); 6] = [
    (ScopeCues::CONDITION, States::HYPOTHETICAL),
    (ScopeCues::WISH, States::HYPOTHETICAL),
    (ScopeCues::HYPOTHETICAL, States::HEDGED),
    (ScopeCues::OTHER_HOLDER, States::OTHER),
    (ScopeCues::QUOTE_FRAME, States::QUOTED),
    (ScopeCues::PAST_STATE, States::PAST),
];

/// The states a word with these cues opens.
pub(super) fn opened_by(cues: ScopeCues) -> States {
    let opened = OPENED.iter().filter(|(cue, _)| cues.any(*cue));
    opened.fold(States::default(), |all, (_, state)| all.or(*state))
}

/// States that begin at a cue and last to the end of its clause.
fn inside(reading: &Reading<'_>, clause: &Clause, marks: &mut [Scope]) {
    let range = clause.start as usize..clause.end as usize;
    let mut states = States::default();
    if reading.grammar.final_conjunctions && clause.opener.any(ScopeCues::CONDITION) {
        states.add(States::HYPOTHETICAL);
    }
    for term in range.clone() {
        if reading.has(term, ScopeCues::OWN_HOLDER) && reading.has(term, ScopeCues::SUBJECT_PRONOUN) {
            states.take(States::OTHER);
        }
        states.add(opened_by(reading.cues[term]).without(States::PAST));
        marks[term].states.add(states);
    }
    // What is over is over for the whole clause: "was great years ago".
    let turn = range.clone().find(|&term| reading.has(term, ScopeCues::PRESENT_TURN));
    if range.clone().any(|term| reading.has(term, ScopeCues::PAST_STATE)) {
        for mark in &mut marks[range.start..turn.unwrap_or(range.end)] {
            mark.states.add(States::PAST);
        }
    }
}

/// "but" makes what follows count more, "although" what it opens count less.
fn contrast(clauses: &[Clause], number: usize, marks: &mut [Scope]) {
    let clause = clauses[number];
    let set = |clauses: &[Clause], state: States, marks: &mut [Scope]| {
        for clause in clauses {
            marks[clause.start as usize..clause.end as usize].iter_mut().for_each(|mark| mark.states.add(state));
        }
    };
    let first = clauses.partition_point(|other| other.sentence < clause.sentence);
    let last = clauses.partition_point(|other| other.sentence <= clause.sentence);
    // "but others hate it", "but I used to hate it": what weighs little itself outweighs nothing.
    let light = marks[clause.end as usize - 1].states.any(States::OTHER.or(States::PAST));
    if clause.opener.any(ScopeCues::CONTRAST) && !light {
        // At the start of a sentence it turns against the sentence before. What stands before an earlier contrast is marked already.
        let earlier = |from: usize| {
            let contrasts = clauses[from..number].iter().rev().take_while(|other| !other.opener.any(ScopeCues::CONTRAST));
            (number - contrasts.count()).saturating_sub(1).max(from)..number
        };
        let before = if first < number {
            earlier(first)
        } else {
            earlier(clauses.partition_point(|other| other.sentence + 1 < clause.sentence))
        };
        if !before.is_empty() {
            set(&clauses[before], States::OUTWEIGHED, marks);
            set(&clauses[number..=number], States::OUTWEIGHING, marks);
        }
    } else if clause.opener.any(ScopeCues::CONCESSION) && last - first > 1 {
        set(&clauses[number..=number], States::OUTWEIGHED, marks);
        let main = if number == first { number + 1..number + 2 } else { number - 1..number };
        if !clauses[main.clone()].iter().any(|main| main.opener.any(ScopeCues::CONCESSION)) {
            set(&clauses[main], States::OUTWEIGHING, marks);
        }
    }
}

/// "I thought it would be bad, but …": what was expected counts little if the sentence turns.
fn expectation(reading: &Reading<'_>, clauses: &[Clause], number: usize, marks: &mut [Scope]) {
    let clause = clauses[number];
    let Some(at) = (clause.start as usize..clause.end as usize).find(|&term| reading.has(term, ScopeCues::EXPECTATION)) else {
        return;
    };
    let turns = |next: &Clause| next.opener.any(ScopeCues::CONTRAST) && next.sentence <= clause.sentence + 1;
    if clauses[number + 1..].iter().take(2).any(turns) {
        marks[at..clause.end as usize].iter_mut().for_each(|mark| mark.states.add(States::EXPECTED));
    }
}

/// A question asks, unless the next sentence answers it.
fn questions(reading: &Reading<'_>, marks: &mut [Scope], all: ScopeCues) {
    let sentences = &reading.terms.sentences;
    for (number, sentence) in sentences.iter().enumerate() {
        let body = sentence.body as usize;
        let inverted = reading.grammar.inversion_asks
            && all.any(ScopeCues::AUXILIARY)
            && reading.has(body, ScopeCues::AUXILIARY)
            && reading.has(body + 1, ScopeCues::SUBJECT_PRONOUN);
        let answered = sentences.get(number + 1).is_some_and(|next| {
            let first = next.body as usize;
            first < next.end as usize && reading.has(first, ScopeCues::ANSWER_NO.or(ScopeCues::ANSWER_YES))
        });
        if (sentence.question || inverted) && !answered {
            marks[sentence.start as usize..sentence.end as usize].iter_mut().for_each(|mark| mark.states.add(States::ASKED));
        }
    }
}
