//! Patterns laid out for matching: what wakes each, and in which round it runs.

use super::compile::{Sequence, Sketch};
use super::{Element, Neighbour, Pattern, Phrase, Phrases, Step, word_bit};
use crate::Error;
use crate::error::Place;
use crate::lexicon::cue::MAX_CUES;
use crate::lexicon::{Classes, Cues, Lexicon, Marks, ScopeCues, UNKNOWN, WordId};

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
        rounds: rounds.iter().map(|&round| usize::from(round) + 1).max().unwrap_or(0),
        ..Phrases::default()
    };
    let mut wakers: Vec<u32> = Vec::with_capacity(sequences.len());
    for (sequence, &round) in sequences.iter().zip(&rounds) {
        let id = laid.patterns.len() as u32;
        let first = laid.steps.len() as u32;
        laid.steps.extend(&sequence.steps);
        phrases[sequence.phrase].negates |= sequence.steps.iter().any(|&step| negating[step as usize]);
        let anchor = anchor(&sequence.steps, &sketches, &costs);
        let waker = &sketches[sequence.steps[anchor] as usize];
        for cue in waker.cues.iter() {
            laid.by_cue[usize::from(cue)].push(id);
        }
        for bit in waker.classes.bits() {
            laid.by_class[bit].push(id);
            laid.waking_classes.0 |= 1 << bit;
        }
        wakers.push(sequence.steps[anchor]);
        laid.patterns.push(Pattern {
            phrase: sequence.phrase as u32,
            first,
            last: laid.steps.len() as u32,
            anchor: first + anchor as u32,
            round,
            neighbour: neighbour(&sequence.steps, &sketches, anchor),
        });
    }
    wake_by_word(&mut laid, &mut lexicon, &wakers, &sketches);
    for sketch in sketches {
        let start = laid.words.len() as u32;
        laid.words.extend(&sketch.words);
        laid.elements.push(Element {
            step: sketch.step,
            optional: sketch.optional,
            words: (start, laid.words.len() as u32),
            mask: sketch.words.iter().fold(0, |mask, &word| mask | word_bit(word)),
            cues: sketch.cues,
            has_cues: !sketch.cues.is_empty(),
            classes: sketch.classes,
        });
    }
    laid.phrases = phrases;
    Ok((lexicon, laid))
}

/// Lists the patterns each word wakes, by a counting sort.
fn wake_by_word(laid: &mut Phrases, lexicon: &mut Lexicon, wakers: &[u32], sketches: &[Sketch]) {
    let mut starts = vec![0u32; lexicon.len() + 2];
    let words = |waker: &u32| sketches[*waker as usize].words.iter().copied();
    for word in wakers.iter().flat_map(words) {
        starts[word as usize + 2] += 1;
    }
    for word in 1..starts.len() {
        starts[word] += starts[word - 1];
    }
    laid.by_word = vec![0; starts[starts.len() - 1] as usize];
    for (pattern, waker) in wakers.iter().enumerate() {
        for word in words(waker) {
            let at = &mut starts[word as usize + 1];
            laid.by_word[*at as usize] = pattern as u32;
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

/// The step beside the anchor that can be tried at once: a single term that is not optional and known without cues.
fn neighbour(steps: &[u32], sketches: &[Sketch], anchor: usize) -> Neighbour {
    let immediate = |step: &u32| {
        let sketch = &sketches[*step as usize];
        sketch.step == Step::Take && !sketch.optional && sketch.cues.is_empty()
    };
    if steps.get(anchor + 1).is_some_and(immediate) {
        Neighbour::After
    } else if anchor > 0 && immediate(&steps[anchor - 1]) {
        Neighbour::Before
    } else {
        Neighbour::None
    }
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
