//! The obviously right way to find patterns, for tests: every pattern is tried around every place where its anchor fits, over sets of positions
//! that are spelled out. What is woken, what is needed and what stands near has no say.

use super::hits::Hits;
use super::{CueHit, Element, Pattern, PhraseHit, Phrases, Step};
use crate::lexicon::annotate::{Sentence, Terms};
use crate::lexicon::{Lexicon, WordId};
use std::collections::BTreeSet;

/// Longest reach of a match to either side of its anchor, in terms.
const REACH: u32 = 63;

/// All phrases of a post, sorted, and the cues that stand somewhere.
pub(super) fn find(phrases: &Phrases, terms: &Terms, lexicon: &Lexicon) -> Vec<(u32, u32, u32)> {
    let mut cues: Vec<CueHit> = Vec::new();
    // The cue of a class may stand anywhere in a match, but is no anchor.
    let mut anchoring: Vec<CueHit> = Vec::new();
    let mut found = BTreeSet::new();
    for (start, term) in (0..).zip(&terms.terms) {
        let hit = |cue| CueHit { cue, start, end: start + 1, phrase: None };
        anchoring.extend(lexicon.cues(lexicon.entry(term.word)).iter().map(hit));
        cues.extend(phrases.class_cues.iter().filter(|(class, _)| term.classes.any(*class)).map(|(_, cue)| hit(*cue)));
    }
    cues.extend(&anchoring);
    for round in 0..phrases.rounds {
        let mut new = BTreeSet::new();
        for pattern in phrases.patterns.iter().filter(|pattern| usize::from(pattern.round) == round) {
            for (start, end) in anchors(phrases, pattern, terms, &anchoring) {
                new.extend(around(phrases, pattern, (start, end), terms, &cues));
            }
        }
        for &(phrase, start, end) in &new {
            let given = phrases.phrase(phrase).cues;
            for cue in given.iter() {
                let hit = CueHit { cue, start, end, phrase: Some(phrase) };
                cues.push(hit);
                anchoring.push(hit);
            }
        }
        found.extend(new);
    }
    found.into_iter().collect()
}

fn holds(phrases: &Phrases, element: &Element, word: WordId) -> bool {
    phrases.words[element.words.0 as usize..element.words.1 as usize].contains(&word)
}

/// Where what an element takes may end, if it starts at term `from`.
fn ends(phrases: &Phrases, element: &Element, from: u32, terms: &Terms, cues: &[CueHit]) -> Vec<u32> {
    let term = &terms.terms[from as usize];
    let single = term.classes.any(element.classes) || holds(phrases, element, term.word);
    let set = &phrases.cue_sets[usize::from(element.cues)];
    let by_cue = cues.iter().filter(|hit| hit.start == from && set.has(hit.cue)).map(|hit| hit.end);
    single.then_some(from + 1).into_iter().chain(by_cue).collect()
}

fn anchors(phrases: &Phrases, pattern: &Pattern, terms: &Terms, cues: &[CueHit]) -> BTreeSet<(u32, u32)> {
    let element = &phrases.elements[phrases.steps[pattern.first as usize + usize::from(pattern.anchor)] as usize];
    let starts = 0..terms.terms.len() as u32;
    starts.flat_map(|start| ends(phrases, element, start, terms, cues).into_iter().map(move |end| (start, end))).collect()
}

/// The nearest match around an anchor.
fn around(
    phrases: &Phrases,
    pattern: &Pattern,
    (start, end): (u32, u32),
    terms: &Terms,
    cues: &[CueHit],
) -> Option<(u32, u32, u32)> {
    let steps: Vec<&Element> = phrases.steps[pattern.first as usize..][..usize::from(pattern.steps)]
        .iter()
        .map(|&step| &phrases.elements[step as usize])
        .collect();
    let anchor = usize::from(pattern.anchor);
    let sentence = terms.sentences[terms.terms[start as usize].sentence as usize];
    let walk = Walk { phrases, terms, cues, sentence };
    let right = steps[anchor + 1..].iter().try_fold(BTreeSet::from([end]), |at, element| walk.right(element, at, end))?;
    let left = steps[..anchor].iter().rev().try_fold(BTreeSet::from([start]), |at, element| walk.left(element, at, start))?;
    Some((pattern.phrase, *left.last()?, *right.first()?))
}

struct Walk<'a> {
    phrases: &'a Phrases,
    terms: &'a Terms,
    cues: &'a [CueHit],
    sentence: Sentence,
}

impl Walk<'_> {
    fn ends(&self, element: &Element, from: u32) -> Vec<u32> {
        if from < self.sentence.end { ends(self.phrases, element, from, self.terms, self.cues) } else { Vec::new() }
    }

    fn starts(&self, element: &Element, to: u32) -> Vec<u32> {
        let term = to.checked_sub(1).filter(|&term| term >= self.sentence.start);
        let Some(term) = term else { return Vec::new() };
        let set = &self.phrases.cue_sets[usize::from(element.cues)];
        let single = self.terms.terms[term as usize].classes.any(element.classes)
            || holds(self.phrases, element, self.terms.terms[term as usize].word);
        let by_cue = self.cues.iter().filter(|hit| hit.end == to && set.has(hit.cue)).map(|hit| hit.start);
        single.then_some(term).into_iter().chain(by_cue).collect()
    }

    /// Whether a boundary passes a step that takes nothing.
    fn passes(&self, element: &Element, at: u32) -> bool {
        match element.step {
            Step::NotNext => self.ends(element, at).is_empty(),
            Step::NotPrevious => self.starts(element, at).is_empty(),
            Step::Start => at <= self.sentence.body,
            Step::End => at == self.sentence.end,
            Step::Take | Step::Gap(_) => true,
        }
    }

    fn right(&self, element: &Element, at: BTreeSet<u32>, from: u32) -> Option<BTreeSet<u32>> {
        let last = self.sentence.end.min(from + REACH);
        let next: BTreeSet<u32> = match element.step {
            Step::Gap(length) => at.iter().flat_map(|&at| at..=(at + u32::from(length)).min(last)).collect(),
            Step::Take => {
                let taken = at.iter().filter(|&&at| at < last).flat_map(|&at| self.ends(element, at)).filter(|&end| end <= last);
                taken.chain(at.iter().copied().filter(|_| element.optional)).collect()
            }
            _ => at.into_iter().filter(|&at| self.passes(element, at)).collect(),
        };
        Some(next).filter(|next| !next.is_empty())
    }

    fn left(&self, element: &Element, at: BTreeSet<u32>, from: u32) -> Option<BTreeSet<u32>> {
        let first = self.sentence.start.max(from.saturating_sub(REACH));
        let next: BTreeSet<u32> = match element.step {
            Step::Gap(length) => at.iter().flat_map(|&at| at.saturating_sub(u32::from(length)).max(first)..=at).collect(),
            Step::Take => {
                let taken =
                    at.iter().filter(|&&at| at > first).flat_map(|&at| self.starts(element, at)).filter(|&start| start >= first);
                taken.chain(at.iter().copied().filter(|_| element.optional)).collect()
            }
            _ => at.into_iter().filter(|&at| self.passes(element, at)).collect(),
        };
        Some(next).filter(|next| !next.is_empty())
    }
}

/// Panics unless the fast way finds what this one finds.
pub(crate) fn assert_same(phrases: &Phrases, terms: &Terms, lexicon: &Lexicon, hits: &Hits, text: &str) {
    let fast: BTreeSet<(u32, u32, u32)> =
        hits.phrases.iter().map(|&PhraseHit { phrase, start, end }| (phrase, start, end)).collect();
    let plain: BTreeSet<(u32, u32, u32)> = find(phrases, terms, lexicon).into_iter().collect();
    let name = |&(phrase, start, end): &(u32, u32, u32)| format!("{start}..{end} {}", phrases.phrase(phrase).pattern);
    let missed: Vec<String> = plain.difference(&fast).map(name).collect();
    let invented: Vec<String> = fast.difference(&plain).map(name).collect();
    assert!(missed.is_empty() && invented.is_empty(), "{text:?}\nmissed {missed:#?}\ninvented {invented:#?}");
}
