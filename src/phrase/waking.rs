//! What wakes a pattern: its anchor and the word beside it, or the anchor alone.
//!
//! A post wakes few patterns, and of those that it wakes few are tried: each names two more elements of which a word must stand somewhere.

use super::hits::{Hits, Rank, Woken};
use super::pairs::{MOST_PAIRS, Pairs};
use super::sight::{Glance, Sight, View};
use super::{CueHit, Phrases, Side};
use crate::lexicon::annotate::{Term, Terms};
use crate::lexicon::cue::MAX_CUES;
use crate::lexicon::{Classes, Cue, Lexicon, Marks, WordId};

/// The patterns by what wakes them.
#[derive(Clone, Debug, Default)]
pub(super) struct Wakers {
    /// Patterns whose anchor is the first or the second of two words.
    pairs: Pairs,
    /// Patterns woken by a word alone.
    by_word: Lists,
    /// Patterns woken by a word near their anchor, which is a class.
    by_neighbour: Lists,
    by_cue: Lists,
    by_class: Lists,
    /// The classes that wake any pattern.
    classes: Classes,
}

/// A pattern to wake, and where to glance before that is done.
#[derive(Clone, Copy, Debug)]
pub(super) struct Waker {
    pub(super) pattern: u32,
    /// What must stand near, the rarer of two first.
    pub(super) first: Glance,
    pub(super) second: Glance,
}

impl Default for Waker {
    fn default() -> Self {
        Waker { pattern: 0, first: Glance::NONE, second: Glance::NONE }
    }
}

/// Collects what wakes patterns.
#[derive(Default)]
pub(super) struct WakersBuilder {
    pairs: Vec<(WordId, WordId, Waker)>,
    words: Vec<(u32, Waker)>,
    neighbours: Vec<(u32, Waker)>,
    cues: Vec<(u32, Waker)>,
    classes: Vec<(u32, Waker)>,
}

impl WakersBuilder {
    /// Whether so many more pairs may be added.
    pub(super) fn has_room(&self, pairs: usize) -> bool {
        self.pairs.len() + pairs <= MOST_PAIRS
    }

    /// Two words side by side wake a pattern.
    pub(super) fn pair(&mut self, left: WordId, right: WordId, waker: Waker) {
        self.pairs.push((left, right, waker));
    }

    pub(super) fn word(&mut self, word: WordId, waker: Waker) {
        self.words.push((word, waker));
    }

    /// A word near the anchor wakes a pattern whose anchor is a class.
    pub(super) fn neighbour(&mut self, word: WordId, waker: Waker) {
        self.neighbours.push((word, waker));
    }

    pub(super) fn cue(&mut self, cue: Cue, waker: Waker) {
        self.cues.push((u32::from(cue), waker));
    }

    pub(super) fn class(&mut self, bit: usize, waker: Waker) {
        self.classes.push((bit as u32, waker));
    }

    /// Lays everything out and marks the words that wake.
    pub(super) fn finish(self, lexicon: &mut Lexicon) -> Wakers {
        let WakersBuilder { pairs, words, neighbours, cues, classes } = self;
        for &(left, right, _) in &pairs {
            lexicon.mark(left, Marks::OPENS_PAIR);
            lexicon.mark(right, Marks::CLOSES_PAIR);
        }
        words.iter().for_each(|&(word, _)| lexicon.mark(word, Marks::ANCHOR));
        neighbours.iter().for_each(|&(word, _)| lexicon.mark(word, Marks::NEIGHBOUR));
        Wakers {
            pairs: Pairs::of(&pairs),
            by_word: Lists::of(&words, lexicon.len()),
            by_neighbour: Lists::of(&neighbours, lexicon.len()),
            by_cue: Lists::of(&cues, MAX_CUES),
            by_class: Lists::of(&classes, Classes::NAMES.len()),
            classes: Classes(classes.iter().fold(0, |all, (bit, _)| all | 1 << bit)),
        }
    }
}

/// A list of patterns for each word, cue or class.
#[derive(Clone, Debug, Default)]
struct Lists {
    wakers: Vec<Waker>,
    /// The list of a key is `wakers[starts[key]..starts[key + 1]]`.
    starts: Vec<u32>,
}

impl Lists {
    /// A counting sort of patterns by key.
    fn of(woken: &[(u32, Waker)], keys: usize) -> Self {
        let mut starts = vec![0u32; keys + 2];
        for &(key, _) in woken {
            starts[key as usize + 2] += 1;
        }
        for key in 1..starts.len() {
            starts[key] += starts[key - 1];
        }
        let mut wakers = vec![Waker::default(); woken.len()];
        for &(key, waker) in woken {
            let at = &mut starts[key as usize + 1];
            wakers[*at as usize] = waker;
            *at += 1;
        }
        Lists { wakers, starts }
    }

    #[inline]
    fn get(&self, key: usize) -> &[Waker] {
        &self.wakers[self.starts[key] as usize..self.starts[key + 1] as usize]
    }
}

/// What woke a pattern, in the order in which matches at one place are listed.
#[derive(Clone, Copy)]
enum By {
    Cue(Cue),
    Word,
    Class(usize),
}

impl By {
    /// Where a match is listed whose anchor starts at a term.
    fn rank(self, start: u32, pattern: u32) -> Rank {
        let kind = match self {
            By::Cue(cue) => u64::from(cue),
            By::Word => MAX_CUES as u64,
            By::Class(bit) => (MAX_CUES + 1 + bit) as u64,
        };
        u64::from(start) << 32 | kind << 23 | u64::from(pattern)
    }
}

impl Phrases {
    /// Notes the cues of the term at `index` and wakes what they, it and it with its neighbour wake.
    #[inline(never)]
    pub(super) fn wake_at(&self, index: u32, terms: &Terms, lexicon: &Lexicon, sight: &Sight, hits: &mut Hits) {
        let term = &terms.terms[index as usize];
        let entry = lexicon.entry(term.word);
        let marks = entry.marks;
        let anchor = (index, index + 1);
        let view = sight.around(anchor);
        if Lexicon::has_cues(entry) {
            for cue in lexicon.cues(entry).iter() {
                hits.push_cue(CueHit { cue, start: index, end: index + 1, phrase: None });
                let wakers = self.wakers.by_cue.get(usize::from(cue));
                self.each_able(wakers, &view, hits, |pattern, hits| self.wake(pattern, anchor, By::Cue(cue), hits));
            }
        }
        if term.classes.any(self.cue_classes) {
            self.push_class_cues(term.classes, index, hits);
        }
        if marks.has(Marks::OPENS_PAIR)
            && let Some(next) = terms.terms.get(index as usize + 1).filter(|next| next.sentence == term.sentence)
            && lexicon.entry(next.word).marks.has(Marks::CLOSES_PAIR)
        {
            let pairs = self.wakers.pairs.get(term.word, next.word);
            self.each_able(pairs, &view, hits, |pattern, hits| self.wake_beside(pattern, index, (term, next), hits));
        }
        if marks.has(Marks::ANCHOR) {
            let anchored = self.wakers.by_word.get(term.word as usize);
            self.each_able(anchored, &view, hits, |pattern, hits| self.wake(pattern, anchor, By::Word, hits));
        }
        if marks.has(Marks::NEIGHBOUR) {
            let beside = self.wakers.by_neighbour.get(term.word as usize);
            self.each_able(beside, &view, hits, |pattern, hits| self.wake_class_near(pattern, index, terms, hits));
        }
        for bit in Classes(term.classes.0 & self.wakers.classes.0).bits() {
            let wakers = self.wakers.by_class.get(bit);
            self.each_able(wakers, &view, hits, |pattern, hits| self.wake(pattern, anchor, By::Class(bit), hits));
        }
    }

    /// Does something with those of some patterns that may match around an anchor.
    #[inline]
    fn each_able(&self, wakers: &[Waker], view: &View, hits: &mut Hits, wake: impl Fn(u32, &mut Hits)) {
        if wakers.is_empty() {
            return;
        }
        let mut able = std::mem::take(&mut hits.able);
        self.blurs.filter(wakers, view, &mut able);
        able.iter().for_each(|&pattern| wake(pattern, hits));
        hits.able = able;
    }

    /// Wakes what a phrase's cue wakes in later rounds.
    #[inline(never)]
    pub(super) fn wake_later(&self, cue: Cue, anchor: (u32, u32), round: u8, sight: &Sight, hits: &mut Hits) {
        let view = sight.around(anchor);
        self.each_able(self.wakers.by_cue.get(usize::from(cue)), &view, hits, |pattern, hits| {
            let later = self.patterns[pattern as usize].round;
            if later > round {
                // After all that words wake, in the order in which the cues were found.
                let woken = &mut hits.woken[usize::from(later)];
                let rank = 1 << 63 | woken.len() as u64;
                woken.push(Woken { pattern, start: anchor.0, end: anchor.1, rank });
            }
        });
    }

    fn wake(&self, pattern: u32, anchor: (u32, u32), by: By, hits: &mut Hits) {
        let round = usize::from(self.patterns[pattern as usize].round);
        hits.woken[round].push(Woken { pattern, start: anchor.0, end: anchor.1, rank: by.rank(anchor.0, pattern) });
    }

    /// Wakes a pattern whose anchor is one of two neighbours.
    fn wake_beside(&self, pattern: u32, index: u32, (left, right): (&Term, &Term), hits: &mut Hits) {
        let known = &self.patterns[pattern as usize];
        let (anchor, word) = if known.partner_follows { (index, left.word) } else { (index + 1, right.word) };
        if self.holds_word(self.anchor(known), word) {
            self.wake(pattern, (anchor, anchor + 1), By::Word, hits);
        }
    }

    /// Wakes a pattern whose anchor is a class, from a word near which the anchor must stand.
    fn wake_class_near(&self, pattern: u32, index: u32, terms: &Terms, hits: &mut Hits) {
        let known = &self.patterns[pattern as usize];
        let classes = self.anchor(known).classes;
        let sentence = terms.sentences[terms.terms[index as usize].sentence as usize];
        let (from, to) = (u32::from(known.near.from) + 1, u32::from(known.near.to) + 1);
        let anchors = match known.near.side {
            Side::After => index.saturating_sub(to).max(sentence.start)..(index + 1).saturating_sub(from),
            _ => index + from..sentence.end.min(index + to + 1),
        };
        for anchor in anchors {
            let standing = Classes(terms.terms[anchor as usize].classes.0 & classes.0);
            if standing != Classes::NONE
                && let Some(bit) = standing.bits().next()
            {
                self.wake(pattern, (anchor, anchor + 1), By::Class(bit), hits);
            }
        }
    }
}
