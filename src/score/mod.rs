//! From hits and scopes to sums, one signed integer at a time.

pub(crate) mod composition;
pub(crate) mod leaning;
pub(crate) mod sentiment;
pub(crate) mod signal;

use crate::lexicon::annotate::Terms;
use crate::lexicon::{Lexicon, SCALES, Scale};
use crate::phrase::Hits;
use crate::phrase::Phrases;
use crate::scope::{Scope, Scopes};
use composition::Composition;
use leaning::Leaned;
use std::ops::Range;

/// Sums by scale.
pub(crate) type Sums = [i32; SCALES];

/// What gave points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Giver {
    /// The word of this term.
    Word(u32),
    /// This phrase hit.
    Phrase(u32),
}

/// What one word or phrase gave, after composition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Contribution {
    pub(crate) giver: Giver,
    /// First term.
    pub(crate) start: u32,
    /// One past the last term.
    pub(crate) end: u32,
    /// What holds of it, and whether it is negated.
    pub(crate) scope: Scope,
    pub(crate) negated: bool,
    pub(crate) points: Sums,
}

/// Sums of a post, and what they are made of. The buffer is used again.
#[derive(Clone, Debug, Default)]
pub(crate) struct Scored {
    pub(crate) sums: Sums,
    /// Sum of all points that speak for a positive stance, and of all that speak for a negative one.
    pub(crate) sides: (i32, i32),
    pub(crate) contributions: Vec<Contribution>,
    /// Faint evidence, and its sums by receiver: scales, then flags.
    pub(crate) leaned: Vec<Leaned>,
    pub(crate) faint: Vec<i32>,
}

impl Scored {
    /// Members of a phrase that says nothing of it keep their profanity: "shit service" is still sworn.
    fn swear(&mut self, terms: &Terms, lexicon: &Lexicon, members: Range<u32>) {
        for term in members {
            let given = i32::from(lexicon.entry(terms.terms[term as usize].word).weights.get(Scale::Profanity));
            if given != 0 {
                let mut points = [0; SCALES];
                points[Scale::Profanity as usize] = given;
                self.sums[Scale::Profanity as usize] = self.sums[Scale::Profanity as usize].saturating_add(given);
                let (giver, scope) = (Giver::Word(term), Scope::default());
                self.contributions.push(Contribution { giver, start: term, end: term + 1, scope, negated: false, points });
            }
        }
    }
}

/// Adds up what words and phrases give. A phrase that weighs replaces its members.
#[inline(never)]
pub(crate) fn add_up(
    terms: &Terms,
    lexicon: &Lexicon,
    phrases: &Phrases,
    hits: &Hits,
    scopes: &Scopes,
    composition: &Composition,
    scored: &mut Scored,
) {
    scored.sums = [0; SCALES];
    scored.sides = (0, 0);
    scored.contributions.clear();
    let mut at = 0;
    while at < terms.terms.len() {
        let term = &terms.terms[at];
        let (weights, negates, giver, end) = match hits.owner(at) {
            Some(hit) => {
                let phrase = phrases.phrase(hit.phrase);
                (phrase.weights, phrase.negates, Giver::Phrase(hits.owners[at] - 1), hit.end)
            }
            None => (lexicon.entry(term.word).weights, true, Giver::Word(at as u32), at as u32 + 1),
        };
        if let (Giver::Phrase(_), Some(hit)) = (giver, hits.owner(at)) {
            let phrase = phrases.phrase(hit.phrase);
            if !phrase.mute && phrase.weights.get(Scale::Profanity) == 0 {
                scored.swear(terms, lexicon, at as u32..end);
            }
        }
        if !weights.is_zero() {
            let (scope, negated) = scopes.over(at as u32..end, negates);
            let points = composition.apply(weights, scope, negated, term.flags);
            for (sum, given) in scored.sums.iter_mut().zip(points) {
                *sum = sum.saturating_add(given);
            }
            let [positive, negative, ..] = points;
            scored.sides.0 = scored.sides.0.saturating_add(positive.max(0));
            scored.sides.1 = scored.sides.1.saturating_add(negative.max(0));
            scored.contributions.push(Contribution { giver, start: at as u32, end, scope, negated, points });
        }
        at = end as usize;
    }
}
