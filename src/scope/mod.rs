//! What holds of each term because of the words around it: negation, strength, contrast, time, holder, reality.
//!
//! Scopes know words through their cues only. They mark; what a mark does to points is the score stage's business, what it does to
//! meanings the rule stage's.

mod backward;
mod clause;
mod grammar;
mod negation;
mod state;
mod strength;

use crate::lexicon::annotate::Terms;
use crate::lexicon::{Cues, Lexicon, Marks, ScopeCues};
use crate::phrase::Hits;
use crate::phrase::Phrases;
pub(crate) use clause::Clause;
pub(crate) use grammar::Grammar;
pub(crate) use state::States;

/// What holds of one term.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Scope {
    /// The term that negates it, plus one; 0 if none does.
    pub(crate) negator: u32,
    /// Whether the negator only weakens.
    pub(crate) weak: bool,
    /// Steps of intensifiers less steps of downtoners.
    pub(crate) strength: i8,
    pub(crate) states: States,
    /// Index of its clause.
    pub(crate) clause: u32,
}

impl Scope {
    pub(crate) const fn is_negated(self) -> bool {
        self.negator > 0
    }
}

/// The scopes of a post, in a buffer that is used again.
#[derive(Clone, Debug, Default)]
pub(crate) struct Scopes {
    pub(crate) terms: Vec<Scope>,
    pub(crate) clauses: Vec<Clause>,
    /// Phrase hits that give scope cues: length, index, cues.
    giving: Vec<(u32, u32, ScopeCues)>,
    /// The scope cues that are in force at each term.
    cues: Vec<ScopeCues>,
    /// Above zero where a term speaks well, below where it speaks ill.
    polarity: Vec<i32>,
}

impl Scopes {
    /// What holds of a phrase over these terms, and whether it is negated: from before it, or from inside a gap of it.
    pub(crate) fn over(&self, terms: std::ops::Range<u32>, negates: bool) -> (Scope, bool) {
        let mut scope = self.terms[terms.start as usize];
        let last = self.terms[terms.end as usize - 1];
        if !negates && !scope.is_negated() {
            (scope.negator, scope.weak) = (last.negator, last.weak);
        }
        let negated = scope.is_negated() && !(negates && terms.contains(&(scope.negator - 1)));
        (scope, negated)
    }

    /// The states that words among these terms open themselves.
    pub(crate) fn states_opened_in(&self, terms: std::ops::Range<u32>) -> States {
        let own = &self.cues[terms.start as usize..terms.end as usize];
        state::opened_by(own.iter().fold(ScopeCues::NONE, |all, cues| all.or(*cues)))
    }
}

/// What the scope stage reads.
struct Reading<'a> {
    terms: &'a Terms,
    cues: &'a [ScopeCues],
    polarity: &'a [i32],
    lexicon: &'a Lexicon,
    grammar: Grammar,
}

impl Reading<'_> {
    fn has(&self, term: usize, cues: ScopeCues) -> bool {
        self.cues.get(term).is_some_and(|own| own.any(cues))
    }

    /// Whether a term is charged or has a meaning that rules may read.
    fn means(&self, term: usize) -> bool {
        self.polarity[term] != 0 || self.lexicon.entry(self.terms.terms[term].word).marks.has(Marks::MEANS)
    }

    /// Whether a term is a mere function word.
    fn is_function(&self, term: usize) -> bool {
        !self.means(term) && self.lexicon.entry(self.terms.terms[term].word).marks.has(Marks::FUNCTION)
    }
}

/// Marks every term.
#[inline(never)]
pub(crate) fn mark(
    terms: &Terms,
    lexicon: &Lexicon,
    phrases: &Phrases,
    vocabulary: &Cues,
    grammar: Grammar,
    hits: &Hits,
    scopes: &mut Scopes,
) {
    gather(terms, lexicon, phrases, vocabulary, hits, scopes);
    let Scopes { terms: marks, clauses, cues, polarity, .. } = scopes;
    marks.clear();
    marks.resize(terms.terms.len(), Scope::default());
    let reading = Reading { terms, cues, polarity, lexicon, grammar };
    clause::divide(&reading, marks, clauses);
    let all = cues.iter().fold(ScopeCues::NONE, |all, own| all.or(*own));
    state::mark(&reading, clauses, marks, all);
    if all.any(negation::CUES) {
        negation::mark(&reading, clauses, marks);
        if grammar.two_way || all.any(ScopeCues::NEGATOR_BACK) {
            backward::mark(&reading, clauses, marks);
        }
    }
    negated_by_members(terms, lexicon, phrases, hits, marks);
    if all.any(strength::CUES) {
        strength::mark(&reading, marks);
    }
}

/// Inside a phrase that weighs, a negator still negates what its fellow members mean: "no problem" names no problem.
fn negated_by_members(terms: &Terms, lexicon: &Lexicon, phrases: &Phrases, hits: &Hits, marks: &mut [Scope]) {
    let mut negator = (0, 0);
    for (index, (term, &owner)) in terms.terms.iter().zip(&hits.owners).enumerate() {
        if !hits.owner(index).is_some_and(|hit| phrases.phrase(hit.phrase).negates) {
            continue;
        }
        if lexicon.entry(term.word).scopes.any(ScopeCues::NEGATORS) {
            negator = (owner, index as u32 + 1);
        } else if negator.0 == owner {
            marks[index].negator = negator.1;
        }
    }
}

/// The scope cues in force: those of words, except where a phrase owns the word or gives scope cues of its own.
fn gather(terms: &Terms, lexicon: &Lexicon, phrases: &Phrases, vocabulary: &Cues, hits: &Hits, scopes: &mut Scopes) {
    scopes.cues.clear();
    scopes.polarity.clear();
    for (index, term) in terms.terms.iter().enumerate() {
        let entry = lexicon.entry(term.word);
        let owner = hits.owner(index);
        scopes.cues.push(match owner {
            None => entry.scopes,
            Some(hit) if phrases.phrase(hit.phrase).negates => ScopeCues::NONE,
            // A negator in a gap negates the phrase.
            Some(_) => entry.scopes.and(ScopeCues::NEGATORS),
        });
        // What a function word leans to is statistics: it is never what is negated or strengthened.
        let charged = owner.is_none() && !entry.marks.has(Marks::FUNCTION);
        scopes.polarity.push(if charged { entry.weights.polarity() } else { 0 });
    }
    scopes.giving.clear();
    for (index, hit) in hits.phrases.iter().enumerate() {
        let phrase = phrases.phrase(hit.phrase);
        let start = hit.start as usize;
        if phrase.weighs && hits.owner(start) == Some(hit) {
            scopes.polarity[start] = phrase.weights.polarity();
        }
        let given = vocabulary.scopes_of(&phrase.cues);
        if given != ScopeCues::NONE {
            scopes.giving.push((hit.end - hit.start, index as u32, given));
        }
    }
    // Of two that overlap the longer one hides the cues of the shorter one.
    scopes.giving.sort_unstable_by_key(|&(length, index, _)| (length, index));
    for &(_, index, given) in &scopes.giving {
        let hit = hits.phrases[index as usize];
        scopes.cues[hit.start as usize..hit.end as usize].fill(ScopeCues::NONE);
        scopes.cues[hit.start as usize] = given;
    }
}
