//! What wakes a pattern: its anchor and the word beside it, or the anchor alone.
//!
//! A post wakes few patterns, and of those that it wakes few are tried: each names two more elements of which a word must stand somewhere.

use super::hits::{Hits, Rank, Woken};
use super::pairs::{MOST_PAIRS, Pairs};
use super::{Phrases, Side};
use crate::lexicon::annotate::{Term, Terms};
use crate::lexicon::cue::MAX_CUES;
use crate::lexicon::{Classes, Cue, Lexicon, Marks, WordId};

/// The patterns by what wakes them.
#[derive(Clone, Debug, Default)]
pub(super) struct Wakers {
    /// Patterns whose anchor is the first or the second of two words.
    pairs: Pairs,
    /// Patterns woken by a word alone.
    by_word: ByWord,
    /// Patterns woken by a word near their anchor, which is a class.
    by_neighbour: ByWord,
    by_cue: Vec<Vec<u32>>,
    by_class: Vec<Vec<u32>>,
    /// The classes that wake any pattern.
    classes: Classes,
}

/// Collects what wakes patterns.
pub(super) struct WakersBuilder {
    pairs: Vec<(WordId, WordId, u32)>,
    words: Vec<(WordId, u32)>,
    neighbours: Vec<(WordId, u32)>,
    wakers: Wakers,
}

impl WakersBuilder {
    pub(super) fn new() -> Self {
        let wakers =
            Wakers { by_cue: vec![Vec::new(); MAX_CUES], by_class: vec![Vec::new(); Classes::NAMES.len()], ..Wakers::default() };
        WakersBuilder { pairs: Vec::new(), words: Vec::new(), neighbours: Vec::new(), wakers }
    }

    /// Whether so many more pairs may be added.
    pub(super) fn has_room(&self, pairs: usize) -> bool {
        self.pairs.len() + pairs <= MOST_PAIRS
    }

    /// Two words side by side wake a pattern.
    pub(super) fn pair(&mut self, left: WordId, right: WordId, pattern: u32) {
        self.pairs.push((left, right, pattern));
    }

    pub(super) fn word(&mut self, word: WordId, pattern: u32) {
        self.words.push((word, pattern));
    }

    /// A word near the anchor wakes a pattern whose anchor is a class.
    pub(super) fn neighbour(&mut self, word: WordId, pattern: u32) {
        self.neighbours.push((word, pattern));
    }

    pub(super) fn cue(&mut self, cue: Cue, pattern: u32) {
        self.wakers.by_cue[usize::from(cue)].push(pattern);
    }

    pub(super) fn class(&mut self, bit: usize, pattern: u32) {
        self.wakers.by_class[bit].push(pattern);
        self.wakers.classes.0 |= 1 << bit;
    }

    /// Lays everything out and marks the words that wake.
    pub(super) fn finish(self, lexicon: &mut Lexicon) -> Wakers {
        let WakersBuilder { pairs, words, neighbours, mut wakers } = self;
        pairs.iter().for_each(|&(left, ..)| lexicon.mark(left, Marks::OPENS_PAIR));
        words.iter().chain(&neighbours).for_each(|&(word, _)| lexicon.mark(word, Marks::ANCHOR));
        wakers.pairs = Pairs::of(&pairs);
        wakers.by_word = ByWord::of(&words, lexicon.len());
        wakers.by_neighbour = ByWord::of(&neighbours, lexicon.len());
        wakers
    }
}

impl Wakers {
    /// The patterns of which a word is the anchor, and those of which it stands near the anchor.
    #[inline]
    fn by_word(&self, word: WordId) -> (&[u32], &[u32]) {
        (self.by_word.get(word), self.by_neighbour.get(word))
    }
}

/// A list of patterns for each word.
#[derive(Clone, Debug, Default)]
struct ByWord {
    patterns: Vec<u32>,
    /// The list of a word is `patterns[starts[word]..starts[word + 1]]`.
    starts: Vec<u32>,
}

impl ByWord {
    /// A counting sort of patterns by word.
    fn of(woken: &[(WordId, u32)], words: usize) -> Self {
        let mut starts = vec![0u32; words + 2];
        for &(word, _) in woken {
            starts[word as usize + 2] += 1;
        }
        for word in 1..starts.len() {
            starts[word] += starts[word - 1];
        }
        let mut patterns = vec![0; woken.len()];
        for &(word, pattern) in woken {
            let at = &mut starts[word as usize + 1];
            patterns[*at as usize] = pattern;
            *at += 1;
        }
        ByWord { patterns, starts }
    }

    #[inline]
    fn get(&self, word: WordId) -> &[u32] {
        let word = word as usize;
        &self.patterns[self.starts[word] as usize..self.starts[word + 1] as usize]
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
    /// Wakes what the term at `index` wakes, by itself and with its neighbour.
    #[inline(never)]
    pub(super) fn wake_at(&self, index: u32, terms: &Terms, lexicon: &Lexicon, hits: &mut Hits) {
        let term = &terms.terms[index as usize];
        let marks = lexicon.entry(term.word).marks;
        let anchor = (index, index + 1);
        if marks.has(Marks::OPENS_PAIR)
            && let Some(next) = terms.terms.get(index as usize + 1).filter(|next| next.sentence == term.sentence)
        {
            for pattern in self.able(self.wakers.pairs.get(term.word, next.word), hits) {
                self.wake_beside(pattern, index, (term, next), hits);
            }
        }
        if marks.has(Marks::ANCHOR) {
            let (anchored, beside) = self.wakers.by_word(term.word);
            for pattern in self.able(anchored, hits) {
                self.wake(pattern, anchor, By::Word, hits);
            }
            for pattern in self.able(beside, hits) {
                self.wake_class_near(pattern, index, terms, hits);
            }
        }
        let waking = Classes(term.classes.0 & self.wakers.classes.0);
        if waking != Classes::NONE {
            for bit in waking.bits() {
                for pattern in self.able(&self.wakers.by_class[bit], hits) {
                    self.wake(pattern, anchor, By::Class(bit), hits);
                }
            }
        }
    }

    /// Of some patterns, those whose needs may be met in the post.
    #[inline]
    fn able<'p>(&'p self, patterns: &'p [u32], hits: &Hits) -> impl Iterator<Item = u32> + use<'p> {
        let words = hits.words;
        patterns.iter().copied().filter(move |&pattern| self.patterns[pattern as usize].needs.may_be_met(&words))
    }

    /// Wakes what a word's cue wakes.
    #[inline]
    pub(super) fn wake_by_cue(&self, cue: Cue, index: u32, hits: &mut Hits) {
        for pattern in self.able(&self.wakers.by_cue[usize::from(cue)], hits) {
            self.wake(pattern, (index, index + 1), By::Cue(cue), hits);
        }
    }

    /// Wakes what a phrase's cue wakes in later rounds.
    #[inline(never)]
    pub(super) fn wake_later(&self, cue: Cue, anchor: (u32, u32), round: u8, hits: &mut Hits) {
        for pattern in self.able(&self.wakers.by_cue[usize::from(cue)], hits) {
            let later = self.patterns[pattern as usize].round;
            if later > round {
                // After all that words wake, in the order in which the cues were found.
                let rank = 1 << 63 | hits.woken[usize::from(later)].len() as u64;
                hits.woken[usize::from(later)].push(Woken { pattern, start: anchor.0, end: anchor.1, rank });
            }
        }
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
            if let Some(bit) = standing.bits().next() {
                self.wake(pattern, (anchor, anchor + 1), By::Class(bit), hits);
            }
        }
    }
}
