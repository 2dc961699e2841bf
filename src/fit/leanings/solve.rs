//! The most probable points of features for one flag, or for the two sides of sentiment, given the scores that posts have without them.

use super::observe::Observed;
use crate::LanguageCode;
use crate::fit::model::Link;
use crate::fit::optimise::{minimise, surprise};
use crate::score::sentiment::POINTS_PER_NAT;

/// A post with what a person said of it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Label {
    /// Index of the post.
    pub(crate) post: u32,
    /// Index of its lesson.
    pub(crate) lesson: u32,
    /// Whether it is a lesson of one's own posts.
    pub(crate) own: bool,
    /// Whether no post of the lesson is neutral, so that it tells nothing of neutral ones.
    pub(crate) two_sided: bool,
    /// For a flag 1 if it is right, else 0; for sentiment 0 negative, 1 neutral, 2 positive.
    pub(crate) gold: u8,
    /// How much it counts.
    pub(crate) weight: f64,
}

/// How far points may go from nothing.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reach {
    /// Standard deviation, in points.
    pub(crate) points: f64,
    /// The same for pieces of runs without spaces: there are many, over one another.
    pub(crate) grams: f64,
    /// A feature must stand in so many of the labelled posts.
    pub(crate) least_posts: u32,
    /// … of so many lessons.
    pub(crate) least_lessons: u32,
    /// Standard deviation of what every post starts with, in points: with little room, short posts stay as they were written.
    pub(crate) bias: f64,
    /// Points under which a feature is left out.
    pub(crate) least_points: i32,
}

/// What a fit gave: the points of each output for every post, and for each feature that leans.
#[derive(Clone, Debug, Default)]
pub(crate) struct Solution {
    /// What posts of each language start with, by output.
    pub(crate) biases: Vec<(LanguageCode, Vec<i32>)>,
    /// Number of the feature, its points by output, and how many labelled posts it stands in.
    pub(crate) points: Vec<(u32, Vec<i32>, u32)>,
}

/// Scores of hand-written evidence are taken as at most so far from even odds, so that no single rule drowns what is learned.
const FARTHEST: i32 = 80;
const MOST_STEPS: usize = 120;
const TOLERANCE: f64 = 1e-6;

/// Fits `outputs` (indices of scores; two are the sides of sentiment) on labelled posts. `deviations` are those of the features, in points; one without any gets no
/// points.
pub(crate) fn solve(posts: &[Observed], labels: &[Label], outputs: &[usize], deviations: &[f64], reach: Reach) -> Solution {
    let features = deviations.len();
    let mut counts = vec![0u32; features];
    for label in labels {
        posts[label.post as usize].features.iter().for_each(|&feature| counts[feature as usize] += 1);
    }
    let mut languages: Vec<LanguageCode> = labels.iter().filter_map(|label| posts[label.post as usize].language).collect();
    languages.sort_unstable();
    languages.dedup();
    let every = labels.len() as u32;
    let spread = spread(posts, labels, features);
    let frequent = |feature: &u32| {
        let index = *feature as usize;
        deviations[index] > 0.0 && spread[index] >= reach.least_lessons && (reach.least_posts..every).contains(&counts[index])
    };
    let active: Vec<u32> = (0..features as u32).filter(frequent).collect();
    let first = Problem::new(posts, labels, outputs, (&languages, &active), deviations, reach).solve();
    let survives = |index: usize| {
        let points = first[outputs.len() * (index + languages.len())..][..outputs.len()].iter();
        points.map(|points| points.abs()).fold(0.0, f64::max) >= f64::from(reach.least_points) - 0.5
    };
    let kept: Vec<u32> = active.iter().enumerate().filter(|(index, _)| survives(*index)).map(|(_, &feature)| feature).collect();
    let last = Problem::new(posts, labels, outputs, (&languages, &kept), deviations, reach).solve();
    let rounded: Vec<i32> = last.iter().map(|points| points.round() as i32).collect();
    let (biases, points) = rounded.split_at(outputs.len() * languages.len());
    let points = kept.iter().zip(points.chunks(outputs.len()));
    let leans = points.filter(|(_, points)| points.iter().any(|points| points.abs() >= reach.least_points));
    let leans = leans.map(|(&feature, points)| (feature, points.to_vec(), counts[feature as usize]));
    Solution {
        biases: languages.iter().copied().zip(biases.chunks(outputs.len()).map(<[i32]>::to_vec)).collect(),
        points: leans.collect(),
    }
}

/// In how many lessons each feature stands, posts of one's own counting twice: they are about the matter, and corpora about anything.
fn spread(posts: &[Observed], labels: &[Label], features: usize) -> Vec<u32> {
    let mut last = vec![u32::MAX; features];
    let mut spread = vec![0u32; features];
    // Labels stand in the order of the lessons.
    for label in labels {
        for &feature in &posts[label.post as usize].features {
            let feature = feature as usize;
            if last[feature] != label.lesson {
                (last[feature], spread[feature]) = (label.lesson, spread[feature] + if label.own { 2 } else { 1 });
            }
        }
    }
    spread
}

/// A logistic likelihood with a Gaussian prior, in rows of features.
struct Problem {
    outputs: usize,
    parameters: usize,
    starts: Vec<usize>,
    items: Vec<u32>,
    offsets: Vec<f64>,
    /// The language of each post.
    language: Vec<usize>,
    gold: Vec<u8>,
    links: Vec<Link>,
    weights: Vec<f64>,
    /// Of the prior of each parameter.
    precisions: Vec<f64>,
}

impl Problem {
    fn new(
        posts: &[Observed],
        labels: &[Label],
        outputs: &[usize],
        (languages, active): (&[LanguageCode], &[u32]),
        deviations: &[f64],
        reach: Reach,
    ) -> Self {
        let mut places = vec![0u32; deviations.len()];
        active.iter().enumerate().for_each(|(index, &feature)| places[feature as usize] = (index + languages.len()) as u32);
        let mut problem = Problem {
            outputs: outputs.len(),
            parameters: active.len() + languages.len(),
            language: Vec::with_capacity(labels.len()),
            starts: vec![0],
            items: Vec::new(),
            offsets: Vec::new(),
            gold: labels.iter().map(|label| label.gold).collect(),
            links: {
                let link = if outputs.len() == 2 { Link::Polarity } else { Link::AnyOf };
                labels.iter().map(|label| link.within(label.two_sided)).collect()
            },
            weights: labels.iter().map(|label| label.weight).collect(),
            precisions: {
                let of_features = active.iter().map(|&feature| deviations[feature as usize]);
                languages.iter().map(|_| reach.bias).chain(of_features).map(|deviation| deviation.powi(-2)).collect()
            },
        };
        for label in labels {
            let post = &posts[label.post as usize];
            problem.language.push(languages.iter().position(|language| Some(*language) == post.language).unwrap_or(0));
            problem.items.extend(post.features.iter().map(|&feature| places[feature as usize]).filter(|&place| place != 0));
            problem.starts.push(problem.items.len());
            problem.offsets.extend(outputs.iter().map(|&output| f64::from(post.scores[output].clamp(-FARTHEST, FARTHEST))));
        }
        problem
    }

    /// Points by output: the biases, then those of each feature.
    fn solve(&self) -> Vec<f64> {
        let start = vec![0.0; self.parameters * self.outputs];
        minimise(start, MOST_STEPS, TOLERANCE, |at, gradient| self.loss(at, gradient), |_, _| ())
    }

    fn loss(&self, at: &[f64], gradient: &mut [f64]) -> f64 {
        let mut loss = 0.0;
        for (index, (slot, points)) in gradient.iter_mut().zip(at).enumerate() {
            let precision = self.precisions[index / self.outputs];
            loss += 0.5 * precision * points * points;
            *slot = precision * points;
        }
        let outputs = self.outputs;
        let mut scores = [0.0; 2];
        let mut slopes = [0.0; 2];
        for post in 0..self.gold.len() {
            let items = &self.items[self.starts[post]..self.starts[post + 1]];
            let bias = self.language[post] * outputs;
            for output in 0..outputs {
                let sum: f64 = items.iter().map(|&item| at[item as usize * outputs + output]).sum();
                scores[output] = (self.offsets[post * outputs + output] + at[bias + output] + sum) / POINTS_PER_NAT;
            }
            let gold = usize::from(self.gold[post]);
            loss += self.weights[post] * surprise(self.links[post], gold, &scores[..outputs], &mut slopes[..outputs]);
            for output in 0..outputs {
                let slope = slopes[output] * self.weights[post] / POINTS_PER_NAT;
                gradient[bias + output] += slope;
                items.iter().for_each(|&item| gradient[item as usize * outputs + output] += slope);
            }
        }
        loss
    }
}
