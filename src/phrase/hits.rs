//! What was found in a post: cues and phrases, with the buffers that finding them needs.

use super::sight::Sight;
use super::{CueHit, PhraseHit, Phrases};

/// What stands in a post: words' cues, phrases, phrases' cues. Buffers are used again.
#[derive(Clone, Debug, Default)]
pub(crate) struct Hits {
    pub(crate) cues: Vec<CueHit>,
    pub(crate) phrases: Vec<PhraseHit>,
    /// For each term, the phrase hit that replaces its weight, plus one; 0 if none does.
    pub(crate) owners: Vec<u32>,
    /// For each term, the last cue hit that starts there, plus one; hits of a term are chained.
    starts: Vec<u32>,
    ends: Vec<u32>,
    next_start: Vec<u32>,
    next_end: Vec<u32>,
    order: Vec<u32>,
    /// What every term shows from afar.
    pub(super) sight: Sight,
    /// Patterns to wake.
    pub(super) able: Vec<u32>,
    /// Patterns to try, by round.
    pub(super) woken: Vec<Vec<Woken>>,
    /// Matches of the round that is running.
    pub(super) found: Vec<Found>,
}

/// A pattern to try.
#[derive(Clone, Copy, Debug)]
pub(super) struct Woken {
    pub(super) pattern: u32,
    /// First term of the anchor.
    pub(super) start: u32,
    /// One past the last term of the anchor.
    pub(super) end: u32,
    pub(super) rank: Rank,
}

/// The order in which matches of a round are listed, whatever the order in which they are found: by the anchor's place, then by what woke the
/// pattern, then by pattern.
pub(super) type Rank = u64;

/// A match, and its pattern.
#[derive(Clone, Copy, Debug)]
pub(super) struct Found {
    pub(super) rank: Rank,
    pub(super) pattern: u32,
    pub(super) hit: PhraseHit,
}

/// Matches are found around their anchors, so equal ones come close to each other: so many of the latest are compared.
const RECENT: usize = 16;

impl Hits {
    pub(super) fn clear(&mut self, terms: usize, rounds: usize) {
        self.cues.clear();
        self.phrases.clear();
        self.next_start.clear();
        self.next_end.clear();
        for links in [&mut self.starts, &mut self.ends] {
            links.clear();
            links.resize(terms + 1, 0);
        }
        self.woken.iter_mut().for_each(Vec::clear);
        self.woken.resize_with(rounds.max(self.woken.len()), Vec::new);
    }

    /// The phrase hit that replaces the weight of a term.
    pub(crate) fn owner(&self, term: usize) -> Option<&PhraseHit> {
        let number = self.owners[term] as usize;
        number.checked_sub(1).map(|index| &self.phrases[index])
    }

    /// Gives every term to the longest weighing phrase it stands in, the leftmost among equals; phrases do not share terms.
    pub(super) fn choose_owners(&mut self, terms: usize, phrases: &Phrases) {
        self.owners.clear();
        self.owners.resize(terms, 0);
        self.order.clear();
        self.order.extend((0..self.phrases.len() as u32).filter(|&hit| phrases.phrase(self.phrases[hit as usize].phrase).weighs));
        let hits = &self.phrases;
        self.order.sort_unstable_by_key(|&hit| {
            let PhraseHit { start, end, phrase } = hits[hit as usize];
            (std::cmp::Reverse(end - start), start, phrase)
        });
        for &hit in &self.order {
            let PhraseHit { start, end, .. } = hits[hit as usize];
            let owned = &mut self.owners[start as usize..end as usize];
            if owned.iter().all(|owner| *owner == 0) {
                owned.fill(hit + 1);
            }
        }
    }

    /// Adds a match; `false` if it is there already.
    pub(super) fn push_phrase(&mut self, hit: PhraseHit) -> bool {
        let new = !self.phrases.iter().rev().take(RECENT).any(|known| *known == hit);
        if new {
            self.phrases.push(hit);
        }
        new
    }

    pub(super) fn push_cue(&mut self, hit: CueHit) {
        self.cues.push(hit);
        let number = self.cues.len() as u32;
        self.next_start.push(std::mem::replace(&mut self.starts[hit.start as usize], number));
        self.next_end.push(std::mem::replace(&mut self.ends[hit.end as usize], number));
    }

    /// The hits that start at a term.
    pub(super) fn starting(&self, term: u32) -> impl Iterator<Item = &CueHit> {
        chain(&self.cues, &self.next_start, self.starts[term as usize])
    }

    /// The hits that end before a term.
    pub(super) fn ending(&self, term: u32) -> impl Iterator<Item = &CueHit> {
        chain(&self.cues, &self.next_end, self.ends[term as usize])
    }
}

fn chain<'h>(hits: &'h [CueHit], next: &'h [u32], first: u32) -> impl Iterator<Item = &'h CueHit> {
    std::iter::successors((first > 0).then_some(first), move |&number| {
        let after = next[number as usize - 1];
        (after > 0).then_some(after)
    })
    .map(move |number| &hits[number as usize - 1])
}
