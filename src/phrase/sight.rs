//! What stands around a term, blurred: most patterns that a word wakes are turned away by one glance at its neighbours.

use super::compile::Sketch;
use super::waking::Waker;
use crate::lexicon::annotate::{Term, Terms};
use crate::lexicon::cue::MAX_CUES;
use crate::lexicon::{Classes, Cue, CueSet, Lexicon, WordId};
use rustc_hash::FxHashMap;
use std::ops::BitOr;

/// A set of words and classes, blurred to 128 bits: the lowest are the classes, each of the others many words. It may hold more than was put in,
/// never less.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Blur([u64; 2]);

impl Blur {
    const NOTHING: Blur = Blur([0; 2]);
    const EVERYTHING: Blur = Blur([u64::MAX; 2]);

    fn of_classes(classes: Classes) -> Self {
        Blur([u64::from(classes.0), 0])
    }

    #[inline]
    fn meets(self, other: Blur) -> bool {
        self.0[0] & other.0[0] | self.0[1] & other.0[1] != 0
    }
}

impl BitOr for Blur {
    type Output = Blur;
    #[inline]
    fn bitor(self, other: Blur) -> Blur {
        Blur([self.0[0] | other.0[0], self.0[1] | other.0[1]])
    }
}

/// Bits kept for classes.
const CLASS_BITS: u64 = 24;
/// Bits for words.
const WORD_BITS: u64 = 128 - CLASS_BITS;
/// A word that no pattern names has no bit.
const NO_BIT: u8 = u8::MAX;
/// The number of the blur that lets everything pass.
pub(super) const ANYTHING: u16 = 0;

/// The bits of words, and what steps look for.
#[derive(Clone, Debug, Default)]
pub(super) struct Blurs {
    /// The bit of each word.
    bits: Vec<u8>,
    /// The distinct blurs of steps.
    blurs: Vec<Blur>,
}

/// The terms that a window takes in: from so many after the anchor's last term to so many, or, if they are below zero, before its first.
const WINDOWS: [(i32, i32); 11] =
    [(1, 1), (2, 2), (1, 2), (1, 4), (1, FAR), (-1, -1), (-2, -2), (-2, -1), (-4, -1), (-FAR, -1), (i32::MIN, i32::MAX)];
/// The window that takes in the whole post.
const WHOLE: u8 = WINDOWS.len() as u8 - 1;
/// Terms of the longest other window.
const FAR: i32 = 8;
/// Room for the numbers of windows: a power of two, so that none can be out of it.
const ROOM: usize = WINDOWS.len().next_power_of_two();

/// What must stand in a window around an anchor: the blur of this number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Glance {
    blur: u16,
    window: u8,
}

impl Glance {
    /// Lets everything pass.
    pub(super) const NONE: Glance = Glance { blur: ANYTHING, window: WHOLE };

    /// The blur of a number in the smallest window that has all terms from `from` to `to` away.
    pub(super) fn new(blur: u16, from: i32, to: i32) -> Self {
        let fits = |&(first, last): &(i32, i32)| first <= from && to <= last;
        Glance { blur, window: WINDOWS.iter().position(fits).map_or(WHOLE, |window| window as u8) }
    }

    /// The same anywhere in the post.
    pub(super) const fn anywhere(self) -> Self {
        Glance { window: WHOLE, ..self }
    }
}

/// What the terms of a post show. The buffer is used again.
#[derive(Clone, Debug, Default)]
pub(super) struct Sight {
    /// Of each term, with room at either end in which there is nothing.
    shown: Vec<Blur>,
    /// Of all.
    whole: Blur,
}

/// What shows in each window around an anchor.
pub(super) struct View([Blur; ROOM]);

impl Sight {
    /// The view from the terms `start` to `end`.
    #[inline]
    pub(super) fn around(&self, (start, end): (u32, u32)) -> View {
        let nothing = [Blur::NOTHING; FAR as usize];
        let before: &[Blur; FAR as usize] = self.shown[start as usize..].first_chunk().unwrap_or(&nothing);
        let after: &[Blur; FAR as usize] = self.shown[(end as usize + FAR as usize)..].first_chunk().unwrap_or(&nothing);
        let [b8, b7, b6, b5, b4, b3, b2, b1] = *before;
        let [a1, a2, a3, a4, a5, a6, a7, a8] = *after;
        let (near_before, near_after) = (b1 | b2 | b3 | b4, a1 | a2 | a3 | a4);
        let (far_before, far_after) = (near_before | b5 | b6 | b7 | b8, near_after | a5 | a6 | a7 | a8);
        let mut seen = [Blur::NOTHING; ROOM];
        seen[..WINDOWS.len()].copy_from_slice(&[
            a1,
            a2,
            a1 | a2,
            near_after,
            far_after,
            b1,
            b2,
            b1 | b2,
            near_before,
            far_before,
            self.whole,
        ]);
        View(seen)
    }
}

impl Blurs {
    /// Chooses bits and gives the number of each step's blur; `later` are the cues that phrases give. Words that stand in the same steps (the forms of a
    /// verb) share a bit, so that blurs have few.
    pub(super) fn of(sketches: &[Sketch], lexicon: &Lexicon, class_cues: &[(Classes, Cue)], later: &CueSet) -> (Self, Vec<u16>) {
        let mut company = vec![0u64; lexicon.len()];
        for (number, sketch) in (1u64..).zip(sketches) {
            for &word in &sketch.words {
                company[word as usize] = company[word as usize].wrapping_add(mixed(number));
            }
        }
        let mut by_cue: Vec<Vec<WordId>> = vec![Vec::new(); MAX_CUES];
        for word in 1..lexicon.len() as WordId {
            for cue in lexicon.cues(lexicon.entry(word)).iter() {
                by_cue[usize::from(cue)].push(word);
                company[word as usize] = company[word as usize].wrapping_add(mixed(u64::MAX - u64::from(cue)));
            }
        }
        let bit = |company| if company == 0 { NO_BIT } else { (CLASS_BITS + mixed(company) % WORD_BITS) as u8 };
        let mut blurs = Blurs { bits: company.into_iter().map(bit).collect(), blurs: vec![Blur::EVERYTHING] };
        let mut of_cue: Vec<Blur> = by_cue.iter().map(|words| blurs.of_words(words)).collect();
        class_cues.iter().for_each(|&(class, cue)| of_cue[usize::from(cue)] = of_cue[usize::from(cue)] | Blur::of_classes(class));
        let mut known: FxHashMap<Blur, u16> = FxHashMap::default();
        let mut number = |sketch: &Sketch| {
            // Phrases that give a cue are not found yet.
            if sketch.cues.iter().any(|cue| later.has(cue)) {
                return ANYTHING;
            }
            let by_cue = sketch.cues.iter().fold(Blur::NOTHING, |blur, cue| blur | of_cue[usize::from(cue)]);
            let blur = Blur::of_classes(sketch.classes) | blurs.of_words(&sketch.words) | by_cue;
            *known.entry(blur).or_insert_with(|| {
                let next = u16::try_from(blurs.blurs.len()).unwrap_or(ANYTHING);
                if next != ANYTHING {
                    blurs.blurs.push(blur);
                }
                next
            })
        };
        let numbers = sketches.iter().map(&mut number).collect();
        (blurs, numbers)
    }

    fn of_words(&self, words: &[WordId]) -> Blur {
        words.iter().fold(Blur::NOTHING, |blur, &word| blur | self.of_word(word))
    }

    #[inline]
    fn of_word(&self, word: WordId) -> Blur {
        let bit = self.bits[word as usize];
        let mut blur = Blur::NOTHING;
        if bit != NO_BIT {
            blur.0[usize::from(bit >> 6) & 1] = 1 << (bit & 63);
        }
        blur
    }

    #[inline]
    fn of_term(&self, term: &Term) -> Blur {
        Blur::of_classes(term.classes) | self.of_word(term.word)
    }

    /// Looks at a post.
    pub(super) fn look(&self, terms: &Terms, sight: &mut Sight) {
        let nothing = [Blur::NOTHING; FAR as usize];
        sight.shown.clear();
        sight.shown.extend(nothing);
        sight.shown.extend(terms.terms.iter().map(|term| self.of_term(term)));
        sight.shown.extend(nothing);
        sight.whole = sight.shown.iter().fold(Blur::NOTHING, |all, &shown| all | shown);
    }

    /// Of some patterns, those around whose anchor everything may stand that must.
    #[inline(never)]
    pub(super) fn filter(&self, wakers: &[Waker], view: &View, passed: &mut Vec<u32>) {
        passed.clear();
        let blurs = self.blurs.as_slice();
        let may_stand = |glance: Glance| view.0[usize::from(glance.window) % ROOM].meets(blurs[usize::from(glance.blur)]);
        passed.extend(wakers.iter().filter(|waker| may_stand(waker.first) && may_stand(waker.second)).map(|waker| waker.pattern));
    }
}

/// Spreads a number over all bits.
const fn mixed(number: u64) -> u64 {
    let product = (number ^ 0x9e37_79b9_7f4a_7c15) as u128 * 0xd6e8_feb8_6659_fd93;
    product as u64 ^ (product >> 64) as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_has_all_terms_that_it_was_asked_for() {
        for from in -66..=66 {
            for to in (from..=66).filter(|to| from < 0 && *to < 0 || from > 0 && *to > 0) {
                let (first, last) = WINDOWS[usize::from(Glance::new(1, from, to).window)];
                assert!(first <= from && to <= last, "{from}..={to} in {first}..={last}");
            }
        }
        assert_eq!(Glance::new(1, 2, 2).window, 1);
    }

    #[test]
    fn a_view_shows_the_terms_of_each_window_and_no_others() {
        let terms = 20u32;
        let bit = |term: i32| Blur([1 << term, 0]);
        let nothing = [Blur::NOTHING; FAR as usize];
        let mut sight = Sight { shown: nothing.to_vec(), whole: Blur([7, 7]) };
        sight.shown.extend((0..terms as i32).map(bit));
        sight.shown.extend(nothing);
        for (start, end) in [(0, 1), (3, 4), (9, 12), (19, 20), (0, 20)] {
            let View(seen) = sight.around((start, end));
            for (window, &(from, to)) in WINDOWS[..WINDOWS.len() - 1].iter().enumerate() {
                let place = |away: i32| if away > 0 { end as i32 - 1 + away } else { start as i32 + away };
                let inside = (from..=to).map(place).filter(|term| (0..terms as i32).contains(term));
                let expected = inside.fold(Blur::NOTHING, |all, term| all | bit(term));
                assert_eq!(seen[window], expected, "{from}..={to} around {start}..{end}");
            }
            assert_eq!(seen[usize::from(WHOLE)], sight.whole);
        }
    }

    #[test]
    fn words_of_the_same_steps_share_a_bit_and_words_of_none_have_none() {
        let mut lexicon = Lexicon::new();
        let [go, goes, stay, alone] = ["go", "goes", "stay", "alone"].map(|word| lexicon.intern(word));
        let step = |words: &[WordId]| Sketch { words: words.to_vec(), ..Sketch::of(super::super::Step::Take) };
        let (blurs, numbers) = Blurs::of(&[step(&[go, goes]), step(&[stay])], &lexicon, &[], &CueSet::default());
        assert_eq!(blurs.of_word(go), blurs.of_word(goes));
        assert_eq!(blurs.of_word(alone), Blur::NOTHING);
        assert!(blurs.blurs[usize::from(numbers[0])].meets(blurs.of_word(goes)));
        assert!(blurs.blurs[usize::from(numbers[1])].meets(blurs.of_word(stay)));
    }
}
