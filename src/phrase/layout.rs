//! Patterns laid out for matching: what wakes each, and in which round it runs.

use super::compile::{Sequence, Sketch};
use super::matching::REACH;
use super::sight::{ANYTHING, Blurs, Glance};
use super::waking::{Waker, WakersBuilder};
use super::{Element, NO_WORD, Near, Pattern, Phrase, Phrases, Side, Step, WordMask};
use crate::Error;
use crate::error::Place;
use crate::lexicon::cue::MAX_CUES;
use crate::lexicon::{Classes, Cue, CueSet, Cues, Lexicon, Marks, ScopeCues, UNKNOWN, WordId};

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
    let usage = usage(&sketches, lexicon.len());
    let mut given = CueSet::default();
    phrases.iter().for_each(|phrase| given.union(&phrase.cues));
    let class_cues = class_cues(cues);
    let (blurs, blur_of) = Blurs::of(&sketches, &lexicon, &class_cues, &given);
    let mut laid = Phrases {
        cue_classes: class_cues.iter().fold(Classes::NONE, |all, (class, _)| all.or(*class)),
        class_cues,
        blurs,
        rounds: rounds.iter().map(|&round| usize::from(round) + 1).max().unwrap_or(0),
        patterns: Vec::with_capacity(sequences.len()),
        steps: Vec::with_capacity(sequences.iter().map(|sequence| sequence.steps.len()).sum()),
        elements: Vec::with_capacity(sketches.len()),
        words: Vec::with_capacity(sketches.iter().map(|sketch| sketch.words.len()).sum()),
        ..Phrases::default()
    };
    let mut wakers = WakersBuilder::default();
    for (sequence, &round) in sequences.iter().zip(&rounds) {
        let id = laid.patterns.len() as u32;
        let first = laid.steps.len() as u32;
        let steps = &sequence.steps;
        laid.steps.extend_from_slice(steps);
        phrases[sequence.phrase].negates |= steps.iter().any(|&step| negating[step as usize]);
        let anchor = anchor(steps, &sketches, &costs);
        let partner = partner(steps, &sketches, &usage, anchor).filter(|_| wakers.has_room(MOST_WAYS));
        let near = near(steps, &sketches, &usage, (anchor, partner), |_| true);
        let glances = glances(steps, &sketches, &usage, (anchor, partner), &blur_of);
        wake(&mut wakers, id, steps, &sketches, (anchor, partner), near, glances);
        laid.patterns.push(Pattern {
            near,
            phrase: sequence.phrase as u32,
            first,
            steps: steps.len() as u8,
            anchor: anchor as u8,
            partner_follows: partner.is_some_and(|partner| partner > anchor),
            round,
        });
    }
    laid.wakers = wakers.finish(&mut lexicon);
    laid.cue_sets.push(CueSet::default());
    for sketch in sketches {
        let start = laid.words.len() as u32;
        laid.words.extend(&sketch.words);
        let known = laid.cue_sets.iter().position(|known| *known == sketch.cues);
        laid.elements.push(Element {
            mask: WordMask::of(&sketch.words),
            few: std::array::from_fn(|index| sketch.words.get(index).copied().unwrap_or(NO_WORD)),
            words: (start, laid.words.len() as u32),
            classes: sketch.classes,
            cues: known.unwrap_or(laid.cue_sets.len()) as u16,
            step: sketch.step,
            optional: sketch.optional,
        });
        if known.is_none() {
            laid.cue_sets.push(sketch.cues);
        }
    }
    phrases.shrink_to_fit();
    laid.phrases = phrases;
    Ok((lexicon, laid))
}

/// Says what wakes a pattern: its anchor, with its partner if there is one.
fn wake(
    wakers: &mut WakersBuilder,
    pattern: u32,
    steps: &[u32],
    sketches: &[Sketch],
    (anchor, partner): (usize, Option<usize>),
    near: Near,
    glances: [Glance; 2],
) {
    let sketch = |at: usize| &sketches[steps[at] as usize];
    let waker = Waker { pattern, first: glances[0], second: glances[1] };
    if let Some(partner) = partner {
        let (left, right) = (sketch(anchor.min(partner)), sketch(anchor.max(partner)));
        for &first in &left.words {
            right.words.iter().for_each(|&second| wakers.pair(first, second, waker));
        }
        return;
    }
    let sketch = sketch(anchor);
    sketch.words.iter().for_each(|&word| wakers.word(word, waker));
    sketch.cues.iter().for_each(|cue| wakers.cue(cue, waker));
    // Classes are frequent; a word near the anchor is rarer.
    let neighbour = &sketches[near.element as usize];
    if near.side != Side::Neither && takes_words(neighbour) && near.to <= FARTHEST_NEIGHBOUR {
        if sketch.classes != Classes::NONE {
            let waker = Waker { first: waker.first.anywhere(), second: waker.second.anywhere(), ..waker };
            neighbour.words.iter().for_each(|&word| wakers.neighbour(word, waker));
        }
    } else {
        sketch.classes.bits().for_each(|bit| wakers.class(bit, waker));
    }
}

/// Largest distance from which a word wakes a pattern whose anchor is a class.
const FARTHEST_NEIGHBOUR: u8 = 12;

/// In how many elements the words of each sketch stand, a measure of how frequent they are; classes and cues are frequent.
fn usage(sketches: &[Sketch], words: usize) -> Vec<u32> {
    let mut by_word = vec![0u32; words];
    sketches.iter().flat_map(|sketch| &sketch.words).for_each(|&word| by_word[word as usize] += 1);
    let used = |sketch: &Sketch| {
        let words = sketch.words.iter().map(|&word| by_word[word as usize]).sum::<u32>();
        words + 60 * sketch.classes.bits().count() as u32 + 40 * sketch.cues.iter().count() as u32
    };
    sketches.iter().map(used).collect()
}

/// Whether a step takes one word that is known when patterns are laid out.
fn takes_words(sketch: &Sketch) -> bool {
    sketch.step == Step::Take && !sketch.optional && sketch.cues.is_empty() && sketch.classes == Classes::NONE
}

/// Pairs of words that may wake one pattern.
const MOST_WAYS: usize = 1024;

/// The step beside the anchor that wakes the pattern together with it, the rarer one if both do.
fn partner(steps: &[u32], sketches: &[Sketch], usage: &[u32], anchor: usize) -> Option<usize> {
    let sketch = |at: usize| &sketches[steps[at] as usize];
    let pairs = |at: usize| sketch(anchor).words.len() * sketch(at).words.len();
    let beside = [Some(anchor + 1).filter(|&at| at < steps.len()), anchor.checked_sub(1)];
    let fit = beside.into_iter().flatten().filter(|&at| takes_words(sketch(at)) && pairs(at) <= MOST_WAYS);
    fit.min_by_key(|&at| usage[steps[at] as usize]).filter(|_| takes_words(sketch(anchor)))
}

/// How many terms a step passes, at least and at most.
fn passes(sketch: &Sketch) -> (usize, usize) {
    match sketch.step {
        Step::Gap(length) => (0, usize::from(length)),
        Step::Take => (usize::from(!sketch.optional), if sketch.cues.is_empty() { 1 } else { REACH as usize }),
        Step::NotNext | Step::NotPrevious | Step::Start | Step::End => (0, 0),
    }
}

/// The element that is least likely to stand where it must by chance: a rare one, or one that has few places to stand.
fn near(
    steps: &[u32],
    sketches: &[Sketch],
    usage: &[u32],
    (anchor, partner): (usize, Option<usize>),
    is_fit: impl Fn(u32) -> bool,
) -> Near {
    let mut best = (usize::MAX, Near { element: 0, from: 0, to: 0, side: Side::Neither });
    let mut look = |steps: &mut dyn Iterator<Item = (usize, &u32)>, side: Side| {
        let (mut from, mut to) = (0, 0);
        for (at, &step) in steps {
            let sketch = &sketches[step as usize];
            if sketch.step == Step::Take && !sketch.optional && Some(at) != partner && is_fit(step) {
                let chance = usage[step as usize] as usize * (to - from + 1);
                if chance < best.0 {
                    best = (chance, Near { element: step, from: from as u8, to: to as u8, side });
                }
            }
            let (least, most) = passes(sketch);
            (from, to) = (from + least, (to + most).min(REACH as usize));
            if from > to {
                break;
            }
        }
    };
    look(&mut steps.iter().enumerate().skip(anchor + 1), Side::After);
    look(&mut steps.iter().enumerate().take(anchor).rev(), Side::Before);
    best.1
}

/// Glances for the two elements that are least likely to stand by chance where they must, seen from the word that wakes: the first of anchor and partner.
fn glances(steps: &[u32], sketches: &[Sketch], usage: &[u32], wakers: (usize, Option<usize>), blur_of: &[u16]) -> [Glance; 2] {
    let blur = |step: u32| blur_of[step as usize];
    let first = near(steps, sketches, usage, wakers, |step| blur(step) != ANYTHING);
    let second = near(steps, sketches, usage, wakers, |step| blur(step) != ANYTHING && step != first.element);
    let shift = i32::from(wakers.1.is_some_and(|partner| partner < wakers.0));
    [first, second].map(|near| {
        let (from, to) = (i32::from(near.from) + 1, i32::from(near.to) + 1);
        match near.side {
            Side::After => Glance::new(blur(near.element), from + shift, to + shift),
            Side::Before => Glance::new(blur(near.element), shift - to, shift - from),
            Side::Neither => Glance::NONE,
        }
    })
}

/// The classes that rules may read as cues of the same name.
fn class_cues(cues: &Cues) -> Vec<(Classes, Cue)> {
    let named = Classes::NAMES.iter().filter_map(|name| Some((Classes::named(name)?, cues.get(name)?)));
    named.filter(|(_, cue)| cues.is_class(*cue)).collect()
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

/// The round of each sequence: one more than the latest round that gives a cue it reads.
fn rounds(phrases: &[Phrase], sequences: &[Sequence], sketches: &[Sketch]) -> Result<Vec<u8>, Error> {
    let mut given_in = [0u8; MAX_CUES];
    let mut rounds = vec![0u8; sequences.len()];
    // Most patterns read no cue and stay in the first round, so they are looked at once.
    for cue in sequences.iter().flat_map(|sequence| phrases[sequence.phrase].cues.iter()) {
        given_in[usize::from(cue)] = 1;
    }
    let cues = |sequence: &Sequence| {
        let mut read = CueSet::default();
        sequence.steps.iter().for_each(|&step| read.union(&sketches[step as usize].cues));
        read
    };
    let reading: Vec<(usize, CueSet)> = sequences.iter().map(cues).enumerate().filter(|(_, read)| !read.is_empty()).collect();
    loop {
        let mut changed = false;
        for (index, read) in &reading {
            let (sequence, round) = (&sequences[*index], &mut rounds[*index]);
            let needed = read.iter().map(|cue| given_in[usize::from(cue)]).max().unwrap_or(0);
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
