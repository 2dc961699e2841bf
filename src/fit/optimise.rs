//! The most probable parameters: a logistic likelihood with a Gaussian prior, minimised by L-BFGS.

use super::features::Features;
use super::model::{Link, Model};
use crate::score::sentiment::POINTS_PER_NAT;
use std::collections::VecDeque;
use std::thread;

/// Labelled posts, and how far parameters may go from where they are.
#[derive(Debug)]
pub(crate) struct Problem<'a> {
    pub(crate) model: &'a Model,
    pub(crate) features: &'a Features,
    /// Class of each post, as numbered by the task.
    pub(crate) gold: &'a [u8],
    /// How much each post counts.
    pub(crate) weights: &'a [f64],
    /// Corpus of each post. Behind the parameters of the model there may be one more for each output of each corpus, which takes up how
    /// frequent the classes are there, so that no word has to.
    pub(crate) corpus: &'a [usize],
    /// Of each corpus, whether no post of it is neutral.
    pub(crate) two_sided: &'a [bool],
    /// Where each parameter is expected, in points.
    pub(crate) mean: &'a [f64],
    /// One over the squared standard deviation of each parameter, in points⁻²; infinite if it must stay where it is.
    pub(crate) precision: &'a [f64],
}

/// Parts the posts are divided into, whatever the machine, so that sums come out the same.
const PARTS: usize = 4;
/// Fewer posts than this are not worth threads.
const LEAST_SHARED: usize = 2048;

impl Problem<'_> {
    /// The negative log of the posterior, less a constant; writes its gradient.
    pub(crate) fn loss(&self, parameters: &[f64], gradient: &mut [f64]) -> f64 {
        let posts = self.features.posts();
        let parts = if posts < LEAST_SHARED { 1 } else { PARTS };
        let run = posts.div_ceil(parts).max(1);
        let sums: Vec<(f64, Vec<f64>)> = thread::scope(|scope| {
            let one = |first: usize| self.likelihood(first..(first + run).min(posts), parameters);
            if parts == 1 {
                return vec![one(0)];
            }
            let threads: Vec<_> = (0..posts).step_by(run).map(|first| scope.spawn(move || one(first))).collect();
            threads.into_iter().map(|thread| thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))).collect()
        });
        let mut loss = 0.0;
        gradient.fill(0.0);
        for (index, slot) in gradient.iter_mut().enumerate().filter(|(index, _)| self.precision[*index].is_finite()) {
            let off = parameters[index] - self.mean[index];
            loss += 0.5 * self.precision[index] * off * off;
            *slot = self.precision[index] * off;
        }
        for (part, slope) in sums {
            loss += part;
            gradient.iter_mut().zip(slope).for_each(|(slot, given)| *slot += given);
        }
        let stays = gradient.iter_mut().zip(self.precision).filter(|(_, precision)| precision.is_infinite());
        stays.for_each(|(slot, _)| *slot = 0.0);
        loss
    }

    fn likelihood(&self, posts: std::ops::Range<usize>, parameters: &[f64]) -> (f64, Vec<f64>) {
        let mut gradient = vec![0.0; parameters.len()];
        let mut loss = 0.0;
        let outputs = self.model.outputs.len();
        let mut scores = vec![0.0; outputs];
        let mut slopes = vec![0.0; outputs];
        let own = self.model.len();
        for post in posts {
            let shift = own + self.corpus[post] * outputs;
            for (output, score) in scores.iter_mut().enumerate() {
                let shifted = parameters.get(shift + output).copied().unwrap_or(0.0);
                *score = (self.features.score(post, output, parameters) + shifted) / POINTS_PER_NAT;
            }
            loss += self.weights[post]
                * surprise(
                    self.model.link.within(self.two_sided[self.corpus[post]]),
                    usize::from(self.gold[post]),
                    &scores,
                    &mut slopes,
                );
            for (output, slope) in slopes.iter().enumerate() {
                let slope = slope * self.weights[post] / POINTS_PER_NAT;
                gradient[output] += slope;
                if let Some(slot) = gradient.get_mut(shift + output) {
                    *slot += slope;
                }
                for &(parameter, factor) in self.features.items(post, output) {
                    gradient[parameter as usize] += slope * f64::from(factor);
                }
            }
        }
        (loss, gradient)
    }
}

/// Minus the log of the probability of a class, given the log-odds of the outputs; writes its slope for each of them.
pub(crate) fn surprise(link: Link, gold: usize, scores: &[f64], slopes: &mut [f64]) -> f64 {
    match link {
        Link::Polarity => {
            // Classes are negative, neutral, positive; outputs are positive, negative.
            let (positive, negative) = (scores[0], scores[1]);
            let most = positive.max(negative).max(0.0);
            let powers = [(positive - most).exp(), (negative - most).exp(), (-most).exp()];
            let sum: f64 = powers.iter().sum();
            slopes[0] = powers[0] / sum - f64::from(u8::from(gold == 2));
            slopes[1] = powers[1] / sum - f64::from(u8::from(gold == 0));
            let own = [powers[1], powers[2], powers[0]][gold];
            sum.ln() - own.ln()
        }
        Link::TwoSides => {
            let lead = scores[0] - scores[1];
            slopes[0] = 1.0 / (1.0 + (-lead).exp()) - f64::from(u8::from(gold == 2));
            slopes[1] = -slopes[0];
            if gold == 2 { softplus(-lead) } else { softplus(lead) }
        }
        Link::AnyOf => {
            // The log of the probability that none is raised.
            let none: f64 = -scores.iter().map(|&score| softplus(score)).sum::<f64>();
            let rate = if gold == 0 { 1.0 } else { -1.0 / (-none).exp_m1() };
            for (slope, &score) in slopes.iter_mut().zip(scores) {
                *slope = rate / (1.0 + (-score).exp());
            }
            if gold == 0 { -none } else { -(-none.exp_m1()).max(f64::MIN_POSITIVE).ln() }
        }
    }
}

/// ln(1 + eˣ), without overflow.
fn softplus(x: f64) -> f64 {
    x.max(0.0) + (-x.abs()).exp().ln_1p()
}

/// Steps that the curvature is estimated from.
const MEMORY: usize = 10;

/// Minimises a smooth function by L-BFGS with backtracking. Stops after `most` steps, or when a step wins less than `tolerance` of the value.
/// `progress` is told the step and the value.
pub(crate) fn minimise(
    start: Vec<f64>,
    most: usize,
    tolerance: f64,
    mut loss: impl FnMut(&[f64], &mut [f64]) -> f64,
    mut progress: impl FnMut(usize, f64),
) -> Vec<f64> {
    let mut at = start;
    let mut gradient = vec![0.0; at.len()];
    let mut value = loss(&at, &mut gradient);
    let mut memory: VecDeque<(Vec<f64>, Vec<f64>, f64)> = VecDeque::new();
    for step in 0..most {
        progress(step, value);
        let direction = descent(&gradient, &memory);
        let slope = dot(&direction, &gradient);
        if slope >= 0.0 || !slope.is_finite() {
            break;
        }
        // Without curvature yet, the first step is as long as one point.
        let mut length = if memory.is_empty() { 1.0 / dot(&gradient, &gradient).sqrt().max(1e-300) } else { 1.0 };
        let mut next_gradient = vec![0.0; at.len()];
        let found = (0..30).find_map(|_| {
            let next: Vec<f64> = at.iter().zip(&direction).map(|(from, to)| from + length * to).collect();
            let next_value = loss(&next, &mut next_gradient);
            let enough = next_value <= value + 1e-4 * length * slope;
            length *= 0.5;
            enough.then_some((next, next_value))
        });
        let Some((next, next_value)) = found else { break };
        let moved: Vec<f64> = next.iter().zip(&at).map(|(to, from)| to - from).collect();
        let bent: Vec<f64> = next_gradient.iter().zip(&gradient).map(|(to, from)| to - from).collect();
        let curvature = dot(&moved, &bent);
        if curvature > 1e-12 {
            memory.push_back((moved, bent, 1.0 / curvature));
            if memory.len() > MEMORY {
                memory.pop_front();
            }
        }
        let won = value - next_value;
        (at, gradient, value) = (next, next_gradient, next_value);
        if won <= tolerance * value.abs().max(1e-300) {
            break;
        }
    }
    at
}

/// The gradient turned round and scaled by the estimated curvature (two-loop recursion of Nocedal).
fn descent(gradient: &[f64], memory: &VecDeque<(Vec<f64>, Vec<f64>, f64)>) -> Vec<f64> {
    let mut direction: Vec<f64> = gradient.iter().map(|slope| -slope).collect();
    let mut shares = Vec::with_capacity(memory.len());
    for (moved, bent, inverse) in memory.iter().rev() {
        let share = inverse * dot(moved, &direction);
        direction.iter_mut().zip(bent).for_each(|(to, bent)| *to -= share * bent);
        shares.push(share);
    }
    if let Some((_, bent, inverse)) = memory.back() {
        let scale = 1.0 / (inverse * dot(bent, bent));
        direction.iter_mut().for_each(|to| *to *= scale);
    }
    for ((moved, bent, inverse), share) in memory.iter().zip(shares.into_iter().rev()) {
        let other = inverse * dot(bent, &direction);
        direction.iter_mut().zip(moved).for_each(|(to, moved)| *to += (share - other) * moved);
    }
    direction
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::LanguageCode;
    use crate::fit::{Dataset, Task};
    use crate::{
        Classifier,
        fit::samples::{Samples, Weighing},
    };

    const POSTS: &str = "label\ttext\npositive\tnot bad at all, LOVE it\nnegative\tawful, you useless idiots\nneutral\tat noon\n\
                         negative\tI thought it would be great but it was not good\npositive\tthanks, brilliant\n";

    /// A problem for a task whose positive label is `negative`, or sentiment.
    fn check(task: &str) {
        let task: Task = task.parse().unwrap();
        let dataset = Dataset::read("posts", POSTS).unwrap();
        let weighing = Weighing { balance: 0.5, evenness: 0.5 };
        let samples = Samples::of(&task, &[&dataset], weighing, |_| true);
        let classifier = Classifier::new();
        let model = Model::of(&task, LanguageCode::new("en"), &classifier).unwrap();
        let features = Features::read(&classifier, &model, &samples.examples, |_| true);
        let mean = model.current(classifier.parts());
        let precision = vec![0.01; model.len()];
        let problem = Problem {
            model: &model,
            features: &features,
            gold: &samples.gold,
            weights: &samples.weights,
            corpus: &samples.corpus,
            two_sided: &samples.two_sided,
            mean: &mean,
            precision: &precision,
        };
        let at: Vec<f64> = mean.iter().enumerate().map(|(index, mean)| mean + ((index * 37) % 11) as f64 - 5.0).collect();
        let mut gradient = vec![0.0; at.len()];
        let mut unused = gradient.clone();
        problem.loss(&at, &mut gradient);
        let counts = features.counts(model.len());
        let touched = (0..at.len()).filter(|&parameter| counts[parameter] > 0 || parameter < model.outputs.len());
        for parameter in touched {
            let mut ahead = at.clone();
            ahead[parameter] += 1e-3;
            let mut behind = at.clone();
            behind[parameter] -= 1e-3;
            let slope = (problem.loss(&ahead, &mut unused) - problem.loss(&behind, &mut unused)) / 2e-3;
            assert!((slope - gradient[parameter]).abs() < 1e-5, "{:?}: {slope} {}", model.owner(parameter), gradient[parameter]);
        }
    }

    #[test]
    fn gradients_agree_with_finite_differences() {
        check("sentiment");
        check("abusive+profanity=negative");
    }

    #[test]
    fn scores_are_those_of_the_classifier() {
        let dataset = Dataset::read("posts", POSTS).unwrap();
        let samples = Samples::of(&Task::sentiment(), &[&dataset], Weighing { balance: 0.0, evenness: 0.0 }, |_| true);
        let classifier = Classifier::new();
        let model = Model::of(&Task::sentiment(), LanguageCode::new("en"), &classifier).unwrap();
        for learned in [false, true] {
            let features = Features::read(&classifier, &model, &samples.examples, |_| learned);
            for (post, example) in samples.examples.iter().enumerate() {
                let mut analyzer = classifier.analyzer();
                analyzer.classify_post(&example.post);
                let crate::classifier::Buffers { scored, evaluation, .. } = analyzer.buffers();
                let current = model.current(classifier.parts());
                for (index, output) in model.outputs.iter().enumerate() {
                    let faint = scored.faint[output.scale] + evaluation.faint[output.scale];
                    let sum = output.bias + scored.sums[output.scale] + evaluation.scales[output.scale] + faint;
                    let score = features.score(post, index, &current);
                    // Composition rounds.
                    assert!((score - f64::from(sum)).abs() < 3.0, "{}: {score} {sum}", example.post.text);
                }
            }
        }
    }

    #[test]
    fn the_lowest_point_of_a_valley_is_found() {
        let loss = |at: &[f64], slope: &mut [f64]| {
            slope[0] = 2.0 * (at[0] - 3.0) + 40.0 * (at[0] - at[1]);
            slope[1] = -40.0 * (at[0] - at[1]);
            (at[0] - 3.0).powi(2) + 20.0 * (at[0] - at[1]).powi(2)
        };
        let found = minimise(vec![-5.0, 9.0], 100, 1e-14, loss, |_, _| ());
        assert!((found[0] - 3.0).abs() < 1e-4 && (found[1] - 3.0).abs() < 1e-4, "{found:?}");
    }
}
