//! Faint evidence of a post: every leaning counts once, where it first stands.

use crate::lexicon::UNKNOWN;
use crate::lexicon::annotate::{Boundary, Terms};
use crate::lexicon::leanings::{Leanings, Pattern};
use crate::scope::Scopes;

/// A leaning that stands in a post.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Leaned {
    /// The number of its points.
    pub(crate) number: u32,
    pub(crate) pattern: Pattern,
    /// First term.
    pub(crate) start: u32,
    /// One past the last term.
    pub(crate) end: u32,
}

/// Every word and pair of words of a post, with its first term and how many it has; words that no file names are passed over.
pub(crate) fn patterns(terms: &Terms, scopes: &Scopes) -> impl Iterator<Item = (Pattern, u32, u32)> {
    let words = terms.terms.iter().zip(&scopes.terms).enumerate();
    words.filter(|(_, (term, _))| term.word != UNKNOWN).flat_map(|(at, (term, scope))| {
        let single = (Pattern::word(term.word, scope.is_negated()), at as u32, 1);
        let before = at.checked_sub(1).map(|before| &terms.terms[before]);
        let beside = |before: &&crate::lexicon::annotate::Term| {
            before.word != UNKNOWN && before.sentence == term.sentence && term.boundary <= Boundary::List
        };
        let pair = before.filter(beside).map(|before| (Pattern::pair(before.word, term.word), at as u32 - 1, 2));
        std::iter::once(single).chain(pair)
    })
}

/// Finds the leanings of a post and adds them up by receiver.
#[inline(never)]
pub(crate) fn lean(terms: &Terms, scopes: &Scopes, leanings: &Leanings, found: &mut Vec<Leaned>, sums: &mut [i32]) {
    found.clear();
    leanings.add_start(sums);
    terms.grams.iter().for_each(|hit| leanings.leans.add(leanings.of_gram(hit.gram), sums));
    if leanings.is_empty() {
        return;
    }
    let known = |(pattern, start, length)| {
        let number = leanings.number(pattern)?;
        Some(Leaned { number, pattern, start, end: start + length })
    };
    found.extend(patterns(terms, scopes).filter_map(known));
    found.sort_unstable();
    found.dedup_by_key(|leaned| leaned.number);
    for leaned in found {
        leanings.leans.add(leaned.number, sums);
    }
}
