//! How far a figure might have been off, had other posts been labelled.

use super::metrics::Confusion;
use super::random::Random;
use serde::Serialize;
use std::fmt;

/// A figure with the bounds between which it lies in 95 of 100 resamplings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Interval {
    /// The figure of the posts at hand.
    pub value: f64,
    /// 2.5 % of resamplings are below.
    pub low: f64,
    /// 2.5 % of resamplings are above.
    pub high: f64,
}

impl Interval {
    /// The share of what is right, with bounds from so many resamplings; none gives bounds of no width. The share of nothing is 0.
    ///
    /// ```
    /// use hearken::fit::Interval;
    /// let share = Interval::of_share(&[true, true, false, true], 1000, 7);
    /// assert_eq!(share.value, 0.75);
    /// assert!(share.low < 0.75 && share.high > 0.75);
    /// ```
    pub fn of_share(right: &[bool], resamplings: usize, seed: u64) -> Self {
        let [share] = resample(right, resamplings, seed, |drawn| {
            let (right, all) = drawn.fold((0, 0), |(right, all), one| (right + u64::from(*one), all + 1));
            [right as f64 / f64::max(all as f64, 1.0)]
        });
        share
    }
}

impl fmt::Display for Interval {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.1} [{:.1}, {:.1}]", self.value * 100.0, self.low * 100.0, self.high * 100.0)
    }
}

/// Resamples posts with replacement, so that all figures come from the same posts each time.
///
/// `answers` are, for each post, its class and what one or several classifiers said; `figures` turns the confusion of each classifier
/// into numbers. The cost is linear in `times` × posts.
pub(crate) fn bootstrap<const N: usize, const F: usize>(
    classes: &[String],
    answers: &[(usize, [usize; N])],
    times: usize,
    seed: u64,
    figures: impl Fn(&[Confusion; N]) -> [f64; F],
) -> [Interval; F] {
    // Posts with the same class and answers are the same to every figure, so kinds are counted, not posts.
    let kinds = classes.len().pow(N as u32 + 1);
    let kind =
        |&(gold, ref answers): &(usize, [usize; N])| answers.iter().fold(gold, |kind, answer| kind * classes.len() + answer);
    let of_posts: Vec<u32> = answers.iter().map(|answer| kind(answer) as u32).collect();
    let confusions = |counts: &[u64]| {
        std::array::from_fn(|one| {
            let mut confusion = Confusion::of(classes, []);
            for (kind, &count) in counts.iter().enumerate() {
                let digit = |place: u32| kind / classes.len().pow(place) % classes.len();
                confusion.counts[digit(N as u32)][digit((N - 1 - one) as u32)] += count;
            }
            confusion
        })
    };
    let count = |sample: &mut dyn Iterator<Item = u32>| {
        let mut counts = vec![0u64; kinds];
        sample.for_each(|kind| counts[kind as usize] += 1);
        counts
    };
    resample(&of_posts, times, seed, |posts| figures(&confusions(&count(&mut posts.copied()))))
}

/// Figures of some things, and of as many drawn from them with replacement, time after time.
pub(crate) fn resample<T, const F: usize>(
    things: &[T],
    times: usize,
    seed: u64,
    figures: impl Fn(&mut dyn Iterator<Item = &T>) -> [f64; F],
) -> [Interval; F] {
    let values = figures(&mut things.iter());
    let mut random = Random::new(seed);
    let mut drawn: Vec<[f64; F]> = Vec::with_capacity(times);
    for _ in 0..times {
        drawn.push(figures(&mut (0..things.len()).map(|_| &things[random.below(things.len())])));
    }
    std::array::from_fn(|figure| {
        let mut all: Vec<f64> = drawn.iter().map(|values| values[figure]).collect();
        all.sort_by(f64::total_cmp);
        let at =
            |share: f64| all.get((share * (all.len().max(1) - 1) as f64).round() as usize).copied().unwrap_or(values[figure]);
        Interval { value: values[figure], low: at(0.025), high: at(0.975) }
    })
}
