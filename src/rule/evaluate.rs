//! Rules evaluated: facts gathered once, rules woken by a fact they need, each tried once per place.

use super::fact::{Fact, Reading, insert, ones};
use super::{Receiver, Rules, Within};
use crate::lexicon::SCALES;
use crate::lexicon::annotate::Terms;
use crate::phrase::Hits;
use crate::phrase::{CueHit, Phrases};
use crate::post::Role;
use crate::scope::{Scopes, States};
use crate::score::Sums;
use crate::score::signal::Signals;
use crate::verdict::Polarity;

/// What rules read besides cues.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Context<'a> {
    pub(crate) role: Role,
    pub(crate) brand_given: bool,
    /// Whether the language of the post is read; in others nothing leans.
    pub(crate) supported: bool,
    pub(crate) signals: &'a Signals,
    pub(crate) sums: &'a Sums,
}

/// A rule that fired.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Firing {
    /// Index of the rule.
    pub(crate) rule: u32,
    /// The place it first fired in: index of a clause or sentence, 0 for the post.
    place: u32,
}

/// What the rules said of a post. Buffers are used again.
#[derive(Clone, Debug, Default)]
pub(crate) struct Evaluation {
    pub(crate) firings: Vec<Firing>,
    /// Points given to flags.
    pub(crate) flags: Vec<i32>,
    /// Scores of flags, once they are decided.
    pub(crate) scores: Vec<i32>,
    /// Points given to scales.
    pub(crate) scales: Sums,
    /// Faint evidence: facts with the numbers of their points, and its sums by receiver, scales first.
    pub(crate) leaned: Vec<(u32, u32)>,
    pub(crate) faint: Vec<i32>,
    /// What bounds took from the leanings of flags, or gave back: the flag and the points.
    pub(crate) bounded: Vec<(usize, i32)>,
    /// A row of facts for the post, then one for each sentence, then one for each clause. Facts that belong to no place stand in each.
    pub(super) rows: Vec<u64>,
    /// What each cue hit says: its index and a fact, in the order of the hits.
    pub(super) said: Vec<(u32, u32)>,
    /// Rules to try, a bit each.
    candidates: Vec<u64>,
    sentences: usize,
}

impl Rules {
    /// Fires the rules that give points.
    #[inline(never)]
    pub(crate) fn evaluate(
        &self,
        context: Context<'_>,
        terms: &Terms,
        hits: &Hits,
        phrases: &Phrases,
        scopes: &Scopes,
        evaluation: &mut Evaluation,
    ) {
        evaluation.firings.clear();
        evaluation.flags.clear();
        evaluation.flags.resize(self.flags.len(), 0);
        evaluation.scales = [0; SCALES];
        evaluation.candidates.clear();
        evaluation.candidates.resize(self.rules.len().div_ceil(64), 0);
        evaluation.sentences = terms.sentences.len();
        self.gather_cues(terms, hits, phrases, scopes, evaluation);
        self.gather_document(context, evaluation);
        for fact in ones(&evaluation.rows[..self.width]) {
            for &rule in &self.woken_by[fact as usize] {
                insert(&mut evaluation.candidates, rule);
            }
        }
        self.try_candidates(evaluation, false);
        self.lean(context.supported, evaluation);
    }

    /// Fires the rules that read flags and polarity, once those are decided: the scores of flags stand in `evaluation`, and such rules give no points.
    #[inline(never)]
    pub(crate) fn conclude(&self, polarity: Polarity, evaluation: &mut Evaluation) {
        for &(fact, number) in &self.of_verdict {
            let holds = match fact {
                Fact::Flag(flag) => self.flags[flag].is_raised(evaluation.scores[flag]),
                Fact::Polarity(wanted) => wanted == polarity,
                _ => false,
            };
            if holds {
                self.learn(number, evaluation);
            }
        }
        self.try_candidates(evaluation, true);
    }

    /// Notes a fact that belongs to no place.
    fn note(&self, fact: u32, evaluation: &mut Evaluation) {
        evaluation.rows.chunks_exact_mut(self.width).for_each(|row| insert(row, fact));
    }

    fn learn(&self, fact: u32, evaluation: &mut Evaluation) {
        self.note(fact, evaluation);
        for &rule in &self.woken_by[fact as usize] {
            insert(&mut evaluation.candidates, rule);
        }
    }

    #[inline(never)]
    fn gather_cues(&self, terms: &Terms, hits: &Hits, phrases: &Phrases, scopes: &Scopes, evaluation: &mut Evaluation) {
        let rows = 1 + terms.sentences.len() + scopes.clauses.len();
        evaluation.rows.clear();
        evaluation.rows.resize(rows * self.width, 0);
        evaluation.said.clear();
        for (index, hit) in (0..).zip(&hits.cues) {
            let facts = self.facts_of_cue(hit.cue);
            if facts.is_empty() || is_muted(hit, hits, phrases) {
                continue;
            }
            let reading = reading(hit, phrases, scopes);
            let sentence = 1 + terms.terms[hit.start as usize].sentence as usize;
            let clause = 1 + terms.sentences.len() + scopes.terms[hit.start as usize].clause as usize;
            for &(wanted, fact) in facts {
                if reading.is(wanted) {
                    evaluation.said.push((index, fact));
                    for row in [0, sentence, clause] {
                        insert(&mut evaluation.rows[row * self.width..(row + 1) * self.width], fact);
                    }
                }
            }
        }
    }

    #[inline(never)]
    fn gather_document(&self, context: Context<'_>, evaluation: &mut Evaluation) {
        for (fact, number) in &self.of_post {
            let holds = match fact {
                Fact::Signal(signal, least) => context.signals.get(*signal) >= *least,
                Fact::Sum(scale, least) => context.sums[*scale as usize] >= *least,
                Fact::Role(role) => *role == context.role,
                Fact::BrandGiven => context.brand_given,
                Fact::Cue(..) | Fact::Rule(_) | Fact::Flag(_) | Fact::Polarity(_) => false,
            };
            if holds {
                self.note(*number, evaluation);
            }
        }
    }

    /// Tries every candidate in order; a rule that fires may wake later ones.
    fn try_candidates(&self, evaluation: &mut Evaluation, of_verdict: bool) {
        for word in 0..evaluation.candidates.len() {
            let phase = if of_verdict { self.verdict_rules[word] } else { !self.verdict_rules[word] };
            let mut tried = 0u64;
            loop {
                let left = evaluation.candidates[word] & phase & !tried;
                if left == 0 {
                    break;
                }
                let bit = left.trailing_zeros();
                tried |= 1 << bit;
                let index = word * 64 + bit as usize;
                if let Some(place) = self.place_of(index, evaluation) {
                    let rule = &self.rules[index];
                    evaluation.firings.push(Firing { rule: index as u32, place });
                    for &(receiver, points) in &rule.gives {
                        match receiver {
                            Receiver::Flag(flag) => evaluation.flags[flag] = evaluation.flags[flag].saturating_add(points),
                            Receiver::Scale(scale) => evaluation.scales[scale] = evaluation.scales[scale].saturating_add(points),
                        }
                    }
                    if let Some(fact) = rule.fires {
                        self.learn(fact, evaluation);
                    }
                }
            }
        }
    }

    /// The first place where the facts of a rule hold together.
    #[inline]
    fn place_of(&self, rule: usize, evaluation: &Evaluation) -> Option<u32> {
        let Evaluation { rows, sentences, .. } = evaluation;
        let row = |row: usize| {
            let facts = &rows[row * self.width..(row + 1) * self.width];
            move |word: u32| facts[word as usize]
        };
        let mut places = match self.conditions.within(rule) {
            Within::Post => return self.conditions.holds(rule, row(0)).then_some(0),
            // What does not stand in the post stands in none of its parts.
            _ if !self.conditions.may_hold(rule, row(0)) => return None,
            Within::Sentence => 1..1 + sentences,
            Within::Clause => 1 + sentences..rows.len() / self.width,
        };
        let first = places.start;
        places.find(|&place| self.conditions.holds(rule, row(place))).map(|place| (place - first) as u32)
    }

    /// The cue hits a firing rests on; one that says several facts it asks for comes as often.
    pub(crate) fn grounds<'h>(
        &'h self,
        firing: Firing,
        evaluation: &'h Evaluation,
        terms: &'h Terms,
        hits: &'h Hits,
        scopes: &'h Scopes,
    ) -> impl Iterator<Item = &'h CueHit> {
        let rule = firing.rule as usize;
        let within = self.conditions.within(rule);
        let asked = evaluation.said.iter().filter(move |(_, fact)| self.conditions.asks_for(rule, *fact));
        asked.map(|(hit, _)| &hits.cues[*hit as usize]).filter(move |hit| match within {
            Within::Post => true,
            Within::Sentence => terms.terms[hit.start as usize].sentence == firing.place,
            Within::Clause => scopes.terms[hit.start as usize].clause == firing.place,
        })
    }
}

#[cfg(feature = "fit")]
impl Rules {
    /// Whether a rule reads flags or polarity.
    pub(crate) fn is_of_verdict(&self, rule: u32) -> bool {
        self.verdict_rules[rule as usize / 64] >> (rule % 64) & 1 == 1
    }

    /// The meanings that stand in a post, each with how it stands; those that are asked stand twice.
    pub(crate) fn readings<'h>(
        &'h self,
        hits: &'h Hits,
        phrases: &'h Phrases,
        scopes: &'h Scopes,
    ) -> impl Iterator<Item = (crate::lexicon::Cue, Reading)> + 'h {
        hits.cues.iter().filter(|hit| !is_muted(hit, hits, phrases)).flat_map(move |hit| {
            let stance = reading(hit, phrases, scopes);
            let asked = stance.is(Reading::Asked).then_some((hit.cue, Reading::Asked));
            std::iter::once((hit.cue, stance.main)).chain(asked)
        })
    }
}

impl Evaluation {
    /// The first hit of a cue that makes a fact hold.
    pub(crate) fn ground<'h>(&self, fact: u32, hits: &'h Hits) -> Option<&'h CueHit> {
        let said = self.said.iter().find(|(_, said)| *said == fact);
        said.map(|(hit, _)| &hits.cues[*hit as usize])
    }
}

/// How a cue stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Stance {
    main: Reading,
    asked: bool,
}

impl Stance {
    fn is(self, wanted: Reading) -> bool {
        match wanted {
            Reading::Any => true,
            Reading::Asked => self.asked && self.main == Reading::Live,
            _ => self.main == wanted,
        }
    }
}

/// How a hit stands in its scopes. A scope that a member of the hit opens is part of its meaning.
fn reading(hit: &CueHit, phrases: &Phrases, scopes: &Scopes) -> Stance {
    let negates = hit.phrase.is_none_or(|phrase| phrases.phrase(phrase).negates);
    let (scope, negated) = scopes.over(hit.start..hit.end, negates);
    let states = scope.states.without(scopes.states_opened_in(hit.start..hit.end));
    let main = if negated {
        Reading::Negated
    } else if states.any(States::HYPOTHETICAL.or(States::EXPECTED)) {
        Reading::Hypothetical
    } else if states.any(States::PAST) {
        Reading::Past
    } else if states.any(States::OTHER.or(States::QUOTED)) {
        Reading::Other
    } else {
        Reading::Live
    };
    Stance { main, asked: states.any(States::ASKED) }
}

/// Whether a phrase that swallows its members has swallowed the hit.
fn is_muted(hit: &CueHit, hits: &Hits, phrases: &Phrases) -> bool {
    hits.owner(hit.start as usize).is_some_and(|owner| {
        let inside = owner.start <= hit.start && hit.end <= owner.end;
        inside && phrases.phrase(owner.phrase).mute && hit.phrase != Some(owner.phrase)
    })
}
