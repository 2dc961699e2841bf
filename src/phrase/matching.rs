//! Patterns matched: woken by their anchor, extended to both sides over sets of positions, never backtracking.
//!
//! A set of positions is a `u64`: bit *k* says that *k* terms away from the anchor a partial match may stand. Every step maps a
//! set to a set, so a match costs at most steps × 64, whatever the text, and all matches together are linear in it.

use super::{CueHit, Element, Pattern, PhraseHit, Phrases, Side, Step, Waker, WordMask};
use crate::lexicon::annotate::{Sentence, Terms};
use crate::lexicon::{Classes, Lexicon, Marks};
use std::ops::Range;

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
    /// The words of the post.
    words: WordMask,
    /// Patterns to try, by round: pattern, first term and end of the anchor.
    woken: Vec<Vec<(u32, u32, u32)>>,
}

/// Longest reach of a match to either side of its anchor, in terms.
const REACH: u32 = 63;

impl Hits {
    fn clear(&mut self, terms: usize, rounds: usize) {
        self.cues.clear();
        self.phrases.clear();
        self.words = WordMask::default();
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
    fn choose_owners(&mut self, terms: usize, phrases: &Phrases) {
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

    fn push_cue(&mut self, hit: CueHit) {
        self.cues.push(hit);
        let number = self.cues.len() as u32;
        self.next_start.push(std::mem::replace(&mut self.starts[hit.start as usize], number));
        self.next_end.push(std::mem::replace(&mut self.ends[hit.end as usize], number));
    }

    /// The hits that start at a term.
    fn starting(&self, term: u32) -> impl Iterator<Item = &CueHit> {
        chain(&self.cues, &self.next_start, self.starts[term as usize])
    }

    /// The hits that end before a term.
    fn ending(&self, term: u32) -> impl Iterator<Item = &CueHit> {
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

impl Phrases {
    /// Finds the cues of all words and all phrases.
    pub(crate) fn find(&self, terms: &Terms, lexicon: &Lexicon, hits: &mut Hits) {
        hits.clear(terms.terms.len(), self.rounds);
        terms.terms.iter().for_each(|term| hits.words.insert(term.word));
        for (index, term) in terms.terms.iter().enumerate() {
            let index = index as u32;
            let entry = lexicon.entry(term.word);
            if Lexicon::has_cues(entry) {
                for cue in lexicon.cues(entry).iter() {
                    hits.push_cue(CueHit { cue, start: index, end: index + 1, phrase: None });
                    self.wake(&self.by_cue[usize::from(cue)], (index, index + 1), 0, terms, hits);
                }
            }
            if entry.marks.has(Marks::ANCHOR) {
                let from = self.word_starts[term.word as usize] as usize;
                let to = self.word_starts[term.word as usize + 1] as usize;
                self.wake(&self.by_word[from..to], (index, index + 1), 0, terms, hits);
            }
            for &(class, cue) in &self.class_cues {
                if term.classes.any(class) {
                    hits.push_cue(CueHit { cue, start: index, end: index + 1, phrase: None });
                }
            }
            let waking = Classes(term.classes.0 & self.waking_classes.0);
            for bit in waking.bits() {
                self.wake(&self.by_class[bit], (index, index + 1), 0, terms, hits);
            }
        }
        for round in 0..self.rounds {
            let woken = std::mem::take(&mut hits.woken[round]);
            for &(pattern, start, end) in &woken {
                self.try_pattern(&self.patterns[pattern as usize], start, end, terms, hits);
            }
            hits.woken[round] = woken;
        }
        hits.choose_owners(terms.terms.len(), self);
    }

    /// The element of a step.
    fn element(&self, step: u32) -> &Element {
        &self.elements[self.steps[step as usize] as usize]
    }

    /// Notes the patterns that an anchor wakes and whose term beside it fits.
    fn wake(&self, wakers: &[Waker], anchor: (u32, u32), least_round: u8, terms: &Terms, hits: &mut Hits) {
        let (start, end) = anchor;
        let sentence = terms.sentences[terms.terms[start as usize].sentence as usize];
        for waker in wakers {
            let fits = match waker.side {
                Side::Neither => true,
                Side::Anywhere => self.elements[waker.element as usize].mask.may_meet(&hits.words),
                Side::After => end < sentence.end && self.fits(&self.elements[waker.element as usize], end, terms),
                Side::Before => start > sentence.start && self.fits(&self.elements[waker.element as usize], start - 1, terms),
            };
            if fits {
                let round = self.patterns[waker.pattern as usize].round;
                if round >= least_round {
                    hits.woken[usize::from(round)].push((waker.pattern, start, end));
                }
            }
        }
    }

    fn try_pattern(&self, pattern: &Pattern, start: u32, end: u32, terms: &Terms, hits: &mut Hits) {
        let sentence = terms.sentences[terms.terms[start as usize].sentence as usize];
        let after = pattern.anchor + 1..pattern.last;
        let Some(end) = self.extend_right(after, end, sentence, terms, hits) else { return };
        let before = pattern.first..pattern.anchor;
        let Some(start) = self.extend_left(before, start, sentence, terms, hits) else { return };
        let found = PhraseHit { phrase: pattern.phrase, start, end };
        if hits.phrases.contains_recent(&found) {
            return;
        }
        hits.phrases.push(found);
        let phrase = &self.phrases[pattern.phrase as usize];
        for cue in phrase.cues.iter() {
            hits.push_cue(CueHit { cue, start, end, phrase: Some(pattern.phrase) });
            self.wake(&self.by_cue[usize::from(cue)], (start, end), pattern.round + 1, terms, hits);
        }
    }

    /// The nearest end of a match of `steps` that begins at `from`.
    fn extend_right(&self, steps: Range<u32>, from: u32, sentence: Sentence, terms: &Terms, hits: &Hits) -> Option<u32> {
        let room = (sentence.end - from).min(REACH);
        let inside = u64::MAX >> (REACH - room);
        let mut at = 1u64;
        for element in steps.map(|step| self.element(step)) {
            at = match element.step {
                Step::Gap(length) => widen(at, length) & inside,
                Step::Take => {
                    let mut next = if element.optional { at } else { 0 };
                    for offset in offsets(at) {
                        let term = from + offset;
                        if offset < room && self.fits(element, term, terms) {
                            next |= 1 << (offset + 1);
                        }
                        if element.has_cues && offset < room {
                            for hit in hits.starting(term).filter(|hit| element.cues.has(hit.cue)) {
                                let reached = hit.end - from;
                                next |= if reached <= room { 1 << reached } else { 0 };
                            }
                        }
                    }
                    next
                }
                Step::NotNext => self.unless(at, |offset| offset < room && self.fits_or_cue(element, from + offset, terms, hits)),
                Step::NotPrevious => self.unless(at, |offset| {
                    let boundary = from + offset;
                    boundary > sentence.start && self.fits_or_cue_before(element, boundary, terms, hits)
                }),
                Step::Start => self.unless(at, |offset| from + offset > sentence.body),
                Step::End => self.unless(at, |offset| from + offset != sentence.end),
            };
            if at == 0 {
                return None;
            }
        }
        Some(from + at.trailing_zeros())
    }

    /// The nearest start of a match of `steps` that ends at `from`.
    fn extend_left(&self, steps: Range<u32>, from: u32, sentence: Sentence, terms: &Terms, hits: &Hits) -> Option<u32> {
        let room = (from - sentence.start).min(REACH);
        let inside = u64::MAX >> (REACH - room);
        let mut at = 1u64;
        for element in steps.rev().map(|step| self.element(step)) {
            at = match element.step {
                Step::Gap(length) => widen(at, length) & inside,
                Step::Take => {
                    let mut next = if element.optional { at } else { 0 };
                    for offset in offsets(at) {
                        let boundary = from - offset;
                        if offset < room && self.fits(element, boundary - 1, terms) {
                            next |= 1 << (offset + 1);
                        }
                        if element.has_cues && offset < room {
                            for hit in hits.ending(boundary).filter(|hit| element.cues.has(hit.cue)) {
                                let reached = from.saturating_sub(hit.start);
                                next |= if reached <= room && hit.start >= sentence.start { 1 << reached } else { 0 };
                            }
                        }
                    }
                    next
                }
                Step::NotNext => self
                    .unless(at, |offset| from - offset < sentence.end && self.fits_or_cue(element, from - offset, terms, hits)),
                Step::NotPrevious => self.unless(at, |offset| {
                    let boundary = from - offset;
                    boundary > sentence.start && self.fits_or_cue_before(element, boundary, terms, hits)
                }),
                Step::Start => self.unless(at, |offset| from - offset > sentence.body),
                Step::End => self.unless(at, |offset| from - offset != sentence.end),
            };
            if at == 0 {
                return None;
            }
        }
        Some(from - at.trailing_zeros())
    }

    /// The positions at which `blocked` does not hold.
    fn unless(&self, at: u64, blocked: impl Fn(u32) -> bool) -> u64 {
        offsets(at).filter(|&offset| !blocked(offset)).fold(0, |set, offset| set | 1 << offset)
    }

    /// Whether a term fits by its word or its class.
    #[inline]
    fn fits(&self, element: &Element, term: u32, terms: &Terms) -> bool {
        let term = &terms.terms[term as usize];
        if term.classes.any(element.classes) {
            return true;
        }
        if !element.mask.may_hold(term.word) {
            return false;
        }
        let (from, to) = element.words;
        self.words[from as usize..to as usize].binary_search(&term.word).is_ok()
    }

    /// Whether what stands right before a boundary fits, be it a term or a hit of several.
    fn fits_or_cue_before(&self, element: &Element, boundary: u32, terms: &Terms, hits: &Hits) -> bool {
        self.fits(element, boundary - 1, terms) || element.has_cues && hits.ending(boundary).any(|hit| element.cues.has(hit.cue))
    }

    fn fits_or_cue(&self, element: &Element, term: u32, terms: &Terms, hits: &Hits) -> bool {
        self.fits(element, term, terms) || element.has_cues && hits.starting(term).any(|hit| element.cues.has(hit.cue))
    }
}

/// Matches are found around their anchors, so equal ones come close to each other.
trait ContainsRecent {
    fn contains_recent(&self, hit: &PhraseHit) -> bool;
}

impl ContainsRecent for Vec<PhraseHit> {
    fn contains_recent(&self, hit: &PhraseHit) -> bool {
        self.iter().rev().take(16).any(|known| known == hit)
    }
}

/// The positions of a set.
fn offsets(set: u64) -> impl Iterator<Item = u32> {
    std::iter::successors((set != 0).then_some(set), |rest| {
        let rest = rest & (rest - 1);
        (rest != 0).then_some(rest)
    })
    .map(u64::trailing_zeros)
}

/// The positions reached by skipping up to `length` terms.
fn widen(set: u64, length: u8) -> u64 {
    (0..length).fold(set, |reached, _| reached | reached << 1)
}
