//! Patterns laid out for matching: what wakes each, and in which round it runs.

use super::compile::{Sequence, Sketch};
use super::{Element, Pattern, Phrase, Phrases, Side, Step, Waker, WordMask};
use crate::Error;
use crate::error::Place;
use crate::lexicon::cue::MAX_CUES;
use crate::lexicon::{Classes, Cue, Cues, Lexicon, Marks, ScopeCues, UNKNOWN, WordId};

/// Rounds, at most.
const MOST_ROUNDS: u8 = 16;

/// Chooses anchors and rounds.
pub(super) fn lay_out(
    cues: &Cues,
    mut lexicon: Lexicon,
    mut phrases: Vec<Phrase>,
    sequences: Vec<Sequence>,
    sketches: Vec<Sketch>,
) -> Result<(Lexicon, Phrases), Error> {
    let rounds = rounds(&phrases, &sequences, &sketches)?;
    let negating: Vec<bool> = sketches.iter().map(|sketch| negates(sketch, cues, &lexicon)).collect();
    let costs: Vec<u32> = sketches.iter().map(|sketch| waking_cost(sketch, &lexicon)).collect();
    let mut laid = Phrases {
        by_class: vec![Vec::new(); Classes::NAMES.len()],
        by_cue: vec![Vec::new(); MAX_CUES],
        class_cues: class_cues(cues),
        rounds: rounds.iter().map(|&round| usize::from(round) + 1).max().unwrap_or(0),
        ..Phrases::default()
    };
    let mut wakers: Vec<(u32, Waker)> = Vec::with_capacity(sequences.len());
    for (sequence, &round) in sequences.iter().zip(&rounds) {
        let id = laid.patterns.len() as u32;
        let first = laid.steps.len() as u32;
        laid.steps.extend(&sequence.steps);
        phrases[sequence.phrase].negates |= sequence.steps.iter().any(|&step| negating[step as usize]);
        let anchor = anchor(&sequence.steps, &sketches, &costs);
        let (side, element) = beside(&sequence.steps, &sketches, anchor);
        let waker = Waker { pattern: id, element, side };
        let sketch = &sketches[sequence.steps[anchor] as usize];
        for cue in sketch.cues.iter() {
            laid.by_cue[usize::from(cue)].push(waker);
        }
        for bit in sketch.classes.bits() {
            laid.by_class[bit].push(waker);
            laid.waking_classes.0 |= 1 << bit;
        }
        wakers.push((sequence.steps[anchor], waker));
        laid.patterns.push(Pattern {
            phrase: sequence.phrase as u32,
            first,
            last: laid.steps.len() as u32,
            anchor: first + anchor as u32,
            round,
        });
    }
    wake_by_word(&mut laid, &mut lexicon, &wakers, &sketches);
    for sketch in sketches {
        let start = laid.words.len() as u32;
        laid.words.extend(&sketch.words);
        let mut mask = WordMask::default();
        sketch.words.iter().for_each(|&word| mask.insert(word));
        laid.elements.push(Element {
            step: sketch.step,
            optional: sketch.optional,
            words: (start, laid.words.len() as u32),
            mask,
            cues: sketch.cues,
            has_cues: !sketch.cues.is_empty(),
            classes: sketch.classes,
        });
    }
    laid.phrases = phrases;
    Ok((lexicon, laid))
}

/// The classes that rules may read as cues of the same name.
fn class_cues(cues: &Cues) -> Vec<(Classes, Cue)> {
    let named = Classes::NAMES.iter().filter_map(|name| Some((Classes::named(name)?, cues.get(name)?)));
    named.filter(|(_, cue)| cues.is_class(*cue)).collect()
}

/// Lists the patterns each word wakes, by a counting sort.
fn wake_by_word(laid: &mut Phrases, lexicon: &mut Lexicon, wakers: &[(u32, Waker)], sketches: &[Sketch]) {
    let mut starts = vec![0u32; lexicon.len() + 2];
    let words = |(step, _): &(u32, Waker)| sketches[*step as usize].words.iter().copied();
    for word in wakers.iter().flat_map(words) {
        starts[word as usize + 2] += 1;
    }
    for word in 1..starts.len() {
        starts[word] += starts[word - 1];
    }
    laid.by_word = vec![Waker { pattern: 0, element: 0, side: Side::Neither }; starts[starts.len() - 1] as usize];
    for waker in wakers {
        for word in words(waker) {
            let at = &mut starts[word as usize + 1];
            laid.by_word[*at as usize] = waker.1;
            *at += 1;
            lexicon.mark(word, Marks::ANCHOR);
        }
    }
    laid.word_starts = starts;
}

/// Whether a negator is written in a step.
fn negates(sketch: &Sketch, cues: &Cues, lexicon: &Lexicon) -> bool {
    let words = sketch.words.iter().any(|&word| lexicon.entry(word).scopes.any(ScopeCues::NEGATORS));
    sketch.step == Step::Take && (words || cues.scopes_of(&sketch.cues).any(ScopeCues::NEGATORS))
}

/// How often a step would wake its pattern, as far as the kinds of its words tell.
fn waking_cost(sketch: &Sketch, lexicon: &Lexicon) -> u32 {
    let word_cost = |&word: &WordId| {
        let marks = lexicon.entry(word).marks;
        match word {
            UNKNOWN => 0,
            _ if marks.has(Marks::FUNCTION) => 200,
            _ if marks.has(Marks::FREQUENT) => 20,
            _ => 2,
        }
    };
    let classes = if sketch.classes.any(Classes::ANY) { 5000 } else { 60 * sketch.classes.bits().count() as u32 };
    sketch.words.iter().map(word_cost).sum::<u32>() + 40 * sketch.cues.iter().count() as u32 + classes
}

/// The step that wakes a pattern: the cheapest of those that must be taken, the first among equals.
fn anchor(steps: &[u32], sketches: &[Sketch], costs: &[u32]) -> usize {
    let taken = |step: u32| sketches[step as usize].step == Step::Take && !sketches[step as usize].optional;
    let takes = steps.iter().enumerate().filter(|(_, step)| taken(**step));
    takes.min_by_key(|(_, step)| costs[**step as usize]).map_or(0, |(index, _)| index)
}

/// The element that can be tried as soon as the anchor is seen: a single term beside it, or else the one with the fewest words that must stand
/// anywhere. It is not optional and known without cues and classes.
fn beside(steps: &[u32], sketches: &[Sketch], anchor: usize) -> (Side, u32) {
    let sketch = |step: u32| &sketches[step as usize];
    let sure = |step: u32| sketch(step).step == Step::Take && !sketch(step).optional && sketch(step).cues.is_empty();
    if let Some(&after) = steps.get(anchor + 1).filter(|step| sure(**step)) {
        return (Side::After, after);
    }
    if let Some(before) = anchor.checked_sub(1).map(|at| steps[at]).filter(|step| sure(*step)) {
        return (Side::Before, before);
    }
    let others = steps.iter().enumerate().filter(|(at, _)| *at != anchor).map(|(_, step)| *step);
    let words_only = others.filter(|step| sure(*step) && sketch(*step).classes == Classes::NONE);
    words_only.min_by_key(|step| sketch(*step).words.len()).map_or((Side::Neither, 0), |step| (Side::Anywhere, step))
}

/// The round of each sequence: one more than the latest round that gives a cue it reads.
fn rounds(phrases: &[Phrase], sequences: &[Sequence], sketches: &[Sketch]) -> Result<Vec<u8>, Error> {
    let mut given_in = [0u8; MAX_CUES];
    let mut rounds = vec![0u8; sequences.len()];
    loop {
        let mut changed = false;
        for (sequence, round) in sequences.iter().zip(&mut rounds) {
            let reads = sequence.steps.iter().flat_map(|&step| sketches[step as usize].cues.iter());
            let needed = reads.map(|cue| given_in[usize::from(cue)]).max().unwrap_or(0);
            if needed > *round {
                *round = needed;
                changed = true;
            }
            for cue in phrases[sequence.phrase].cues.iter() {
                let given = &mut given_in[usize::from(cue)];
                if *given < *round + 1 {
                    *given = *round + 1;
                    changed = true;
                }
            }
            if *round >= MOST_ROUNDS {
                let place = Place::new(&sequence.file, sequence.line, 1);
                let pattern = &phrases[sequence.phrase].pattern;
                let message = format!("`{pattern}` gives a cue that it needs itself, by way of other patterns");
                return Err(Error::conflict(place, message));
            }
        }
        if !changed {
            return Ok(rounds);
        }
    }
}
