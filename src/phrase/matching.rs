//! Patterns matched: woken by their anchor, extended to both sides over sets of positions, never backtracking.
//!
//! A set of positions is a `u64`: bit *k* says that *k* terms away from the anchor a partial match may stand. Every step maps a
//! set to a set, so a match costs at most steps × 64, whatever the text, and all matches together are linear in it.

use super::hits::{Found, Hits, Woken};
use super::sight::Sight;
use super::{CueHit, Element, FEW, Near, Pattern, PhraseHit, Phrases, Side, Step};
use crate::lexicon::annotate::{Sentence, Terms};
use crate::lexicon::{Classes, CueSet, Lexicon, WordId};
use std::ops::Range;

/// Longest reach of a match to either side of its anchor, in terms.
pub(super) const REACH: u32 = 63;

impl Phrases {
    /// Finds the cues of all words and all phrases.
    #[inline(never)]
    pub(crate) fn find(&self, terms: &Terms, lexicon: &Lexicon, hits: &mut Hits) {
        hits.clear(terms.terms.len(), self.rounds);
        let mut sight = std::mem::take(&mut hits.sight);
        self.blurs.look(terms, &mut sight);
        for index in 0..terms.terms.len() as u32 {
            self.wake_at(index, terms, lexicon, &sight, hits);
        }
        for round in 0..self.rounds {
            self.run(round, terms, &sight, hits);
        }
        hits.sight = sight;
        hits.choose_owners(terms.terms.len(), self);
    }

    pub(super) fn push_class_cues(&self, classes: Classes, index: u32, hits: &mut Hits) {
        for &(_, cue) in self.class_cues.iter().filter(|(class, _)| classes.any(*class)) {
            hits.push_cue(CueHit { cue, start: index, end: index + 1, phrase: None });
        }
    }

    /// Tries the patterns of a round that are awake; what they give wakes those of later rounds.
    #[inline(never)]
    fn run(&self, round: usize, terms: &Terms, sight: &Sight, hits: &mut Hits) {
        let woken = std::mem::take(&mut hits.woken[round]);
        let mut found = std::mem::take(&mut hits.found);
        found.clear();
        for &Woken { pattern, start, end, rank } in &woken {
            if let Some(hit) = self.try_pattern(pattern, start, end, terms, hits) {
                found.push(Found { rank, pattern, hit });
            }
        }
        found.sort_unstable_by_key(|found| found.rank);
        for &Found { pattern, hit, .. } in &found {
            if hits.push_phrase(hit) {
                for cue in self.phrases[hit.phrase as usize].cues.iter() {
                    hits.push_cue(CueHit { cue, start: hit.start, end: hit.end, phrase: Some(hit.phrase) });
                    self.wake_later(cue, (hit.start, hit.end), self.patterns[pattern as usize].round, sight, hits);
                }
            }
        }
        (hits.woken[round], hits.found) = (woken, found);
    }

    /// The element of a step.
    fn element(&self, step: u32) -> &Element {
        &self.elements[self.steps[step as usize] as usize]
    }

    /// The element around which a pattern is matched.
    pub(super) fn anchor(&self, pattern: &Pattern) -> &Element {
        self.element(pattern.first + u32::from(pattern.anchor))
    }

    /// The nearest match of a pattern around its anchor.
    #[inline(never)]
    fn try_pattern(&self, pattern: u32, start: u32, end: u32, terms: &Terms, hits: &Hits) -> Option<PhraseHit> {
        let pattern = &self.patterns[pattern as usize];
        let sentence = terms.sentences[terms.terms[start as usize].sentence as usize];
        if self.stands_near(pattern.near, (start, end), sentence, terms, hits) {
            self.extend(pattern, (start, end), sentence, terms, hits)
        } else {
            None
        }
    }

    /// The nearest match of a pattern around its anchor, the steps to the right first.
    #[inline(never)]
    fn extend(
        &self,
        pattern: &Pattern,
        (start, end): (u32, u32),
        sentence: Sentence,
        terms: &Terms,
        hits: &Hits,
    ) -> Option<PhraseHit> {
        let anchor = pattern.first + u32::from(pattern.anchor);
        let last = pattern.first + u32::from(pattern.steps);
        let end = self.extend_right(anchor + 1..last, end, sentence, terms, hits)?;
        let start = self.extend_left(pattern.first..anchor, start, sentence, terms, hits)?;
        Some(PhraseHit { phrase: pattern.phrase, start, end })
    }

    /// Whether an element stands where it must.
    #[inline]
    fn stands_near(&self, near: Near, anchor: (u32, u32), sentence: Sentence, terms: &Terms, hits: &Hits) -> bool {
        let element = &self.elements[near.element as usize];
        let (from, to) = (u32::from(near.from), u32::from(near.to));
        match near.side {
            Side::Neither => true,
            Side::After => {
                (anchor.1 + from..sentence.end.min(anchor.1 + to + 1)).any(|term| self.fits_or_cue(element, term, terms, hits))
            }
            Side::Before => {
                let nearest = anchor.0.saturating_sub(from);
                let farthest = anchor.0.saturating_sub(to).max(sentence.start + 1);
                (farthest..=nearest).any(|boundary| self.fits_or_cue_before(element, boundary, terms, hits))
            }
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
                    let mut rest = at;
                    while rest != 0 {
                        let offset = rest.trailing_zeros();
                        rest &= rest - 1;
                        let term = from + offset;
                        if offset < room && self.fits(element, term, terms) {
                            next |= 1 << (offset + 1);
                        }
                        if element.has_cues() && offset < room {
                            for hit in hits.starting(term).filter(|hit| self.cues_of(element).has(hit.cue)) {
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
                    let mut rest = at;
                    while rest != 0 {
                        let offset = rest.trailing_zeros();
                        rest &= rest - 1;
                        let boundary = from - offset;
                        if offset < room && self.fits(element, boundary - 1, terms) {
                            next |= 1 << (offset + 1);
                        }
                        if element.has_cues() && offset < room {
                            for hit in hits.ending(boundary).filter(|hit| self.cues_of(element).has(hit.cue)) {
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
    #[inline(always)]
    fn fits(&self, element: &Element, term: u32, terms: &Terms) -> bool {
        let term = &terms.terms[term as usize];
        term.classes.any(element.classes) || element.mask.may_hold(term.word) && self.holds_word(element, term.word)
    }

    /// Whether a word is among those of an element.
    #[inline(always)]
    pub(super) fn holds_word(&self, element: &Element, word: WordId) -> bool {
        element.few.contains(&word) || element.words.1 - element.words.0 > FEW as u32 && self.holds_among_many(element, word)
    }

    #[inline(never)]
    fn holds_among_many(&self, element: &Element, word: WordId) -> bool {
        self.words[element.words.0 as usize..element.words.1 as usize].binary_search(&word).is_ok()
    }

    fn cues_of(&self, element: &Element) -> &CueSet {
        &self.cue_sets[usize::from(element.cues)]
    }

    /// Whether what stands right before a boundary fits, be it a term or a hit of several.
    #[inline(always)]
    fn fits_or_cue_before(&self, element: &Element, boundary: u32, terms: &Terms, hits: &Hits) -> bool {
        self.fits(element, boundary - 1, terms) || element.has_cues() && self.cue_ends(element, boundary, hits)
    }

    #[inline(always)]
    fn fits_or_cue(&self, element: &Element, term: u32, terms: &Terms, hits: &Hits) -> bool {
        self.fits(element, term, terms) || element.has_cues() && self.cue_starts(element, term, hits)
    }

    #[inline(never)]
    fn cue_ends(&self, element: &Element, boundary: u32, hits: &Hits) -> bool {
        hits.ending(boundary).any(|hit| self.cues_of(element).has(hit.cue))
    }

    #[inline(never)]
    fn cue_starts(&self, element: &Element, term: u32, hits: &Hits) -> bool {
        hits.starting(term).any(|hit| self.cues_of(element).has(hit.cue))
    }
}

/// The positions of a set.
fn offsets(mut set: u64) -> impl Iterator<Item = u32> {
    std::iter::from_fn(move || {
        let nearest = set.trailing_zeros();
        set &= set.wrapping_sub(1);
        (nearest < u64::BITS).then_some(nearest)
    })
}

/// The positions reached by skipping up to `length` terms.
fn widen(set: u64, length: u8) -> u64 {
    (0..length).fold(set, |reached, _| reached | reached << 1)
}
