//! From which score on a flag is raised, and from which a post is positive or negative.

use super::features::Features;
use super::fitting::Fitting;
use super::metrics::Confusion;
use super::model::Model;
use super::parallel::by_runs;
use crate::{Classifier, Error};

/// Thresholds that are tried, in points.
const TRIED: std::ops::RangeInclusive<i32> = -40..=40;
/// Neighbours on each side whose figures are averaged, so that no single post decides.
const SMOOTHING: usize = 3;

/// Chooses the thresholds with the best mean of the corpora's macro-F1, those nearest to the current ones among equals.
pub(crate) fn choose(fitting: &mut Fitting<'_>, classifier: &Classifier) -> Result<(), Error> {
    let model = Model::of(&fitting.learner.task, fitting.learner.language, classifier)?;
    let samples = fitting.samples;
    let features = Features::read(classifier, &model, &samples.examples, |_| false);
    let current = model.current(classifier.parts());
    let scores: Vec<Vec<i32>> = (0..samples.len())
        .map(|post| (0..model.outputs.len()).map(|output| features.score(post, output, &current).round() as i32).collect())
        .collect();
    let corpora = samples.corpora();
    let classes = fitting.learner.task.classes();
    for output in 0..model.outputs.len() {
        if fitting.is_kept(model.outputs[output].scale) {
            continue;
        }
        let figure = |threshold: i32| -> f64 {
            let mut thresholds = fitting.learned.thresholds.clone();
            thresholds[output] = threshold;
            let mut confusions = vec![Confusion::of(classes, []); corpora];
            for (post, scores) in scores.iter().enumerate() {
                let raised = scores.iter().zip(&thresholds).any(|(score, threshold)| score >= threshold);
                confusions[samples.corpus[post]].counts[usize::from(samples.gold[post])][usize::from(raised)] += 1;
            }
            confusions.iter().map(Confusion::macro_f1).sum::<f64>() / corpora as f64
        };
        let figures: Vec<f64> = TRIED.map(figure).collect();
        let smooth = |at: usize| {
            let near = &figures[at.saturating_sub(SMOOTHING)..(at + SMOOTHING + 1).min(figures.len())];
            near.iter().sum::<f64>() / near.len() as f64
        };
        let now = fitting.learned.thresholds[output];
        let best = TRIED.enumerate().max_by(|(a, left), (b, right)| {
            smooth(*a).total_cmp(&smooth(*b)).then_with(|| (right - now).abs().cmp(&(left - now).abs()))
        });
        if let Some((_, threshold)) = best {
            fitting.learned.thresholds[output] = threshold;
        }
    }
    Ok(())
}

/// Biases of sentiment that are tried: so far from what they are, in points.
const MOVED: std::ops::RangeInclusive<i32> = -20..=20;
/// Points of a bias that must be worth half a post, those after it more: on few posts nothing moves far.
const EASY: f64 = 10.0;

/// Chooses the biases of positive and negative with the best mean of the corpora's macro-F1 and macro-recall, near the most probable ones.
pub(crate) fn choose_biases(fitting: &mut Fitting<'_>, classifier: &Classifier) -> Result<(), Error> {
    let model = Model::of(&fitting.learner.task, fitting.learner.language, classifier)?;
    let samples = fitting.samples;
    let features = Features::read(classifier, &model, &samples.examples, |_| false);
    let current = model.current(classifier.parts());
    let scores: Vec<[i32; 2]> =
        (0..samples.len()).map(|post| [0, 1].map(|output| features.score(post, output, &current).round() as i32)).collect();
    let corpora = samples.corpora();
    let classes = fitting.learner.task.classes();
    let figure = |moved: [i32; 2]| -> f64 {
        let mut confusions = vec![Confusion::of(classes, []); corpora];
        for (post, score) in scores.iter().enumerate() {
            let [positive, negative] = [score[0] + moved[0], score[1] + moved[1]];
            // Classes are negative, neutral, positive.
            let class = if samples.two_sided[samples.corpus[post]] {
                if positive > negative { 2 } else { 0 }
            } else if positive > 0 && positive > negative {
                2
            } else {
                usize::from(negative <= 0)
            };
            confusions[samples.corpus[post]].counts[usize::from(samples.gold[post])][class] += 1;
        }
        let each = confusions.iter().map(|confusion| (confusion.macro_f1() + confusion.macro_recall()) / 2.0);
        let cost: f64 = moved.iter().map(|&points| 0.5 * (f64::from(points) / EASY).powi(2)).sum();
        each.sum::<f64>() / corpora as f64 - cost / samples.len() as f64
    };
    let tried: Vec<[i32; 2]> = MOVED.flat_map(|positive| MOVED.map(move |negative| [positive, negative])).collect();
    let figures: Vec<f64> = by_runs(&tried, |run| run.iter().map(|&moved| figure(moved)).collect());
    let width = MOVED.count() as i32;
    let smooth = |at: usize| {
        let (row, column) = (at as i32 / width, at as i32 % width);
        let near = |place: i32| (place - 1).max(0)..(place + 2).min(width);
        let cells = near(row).flat_map(|row| near(column).map(move |column| (row * width + column) as usize));
        let (sum, count) = cells.fold((0.0, 0), |(sum, count), cell| (sum + figures[cell], count + 1));
        sum / f64::from(count)
    };
    let size = |at: usize| tried[at][0].abs() + tried[at][1].abs();
    let best = (0..tried.len()).max_by(|&a, &b| smooth(a).total_cmp(&smooth(b)).then_with(|| size(b).cmp(&size(a))));
    if let Some(best) = best {
        fitting.learned.biases.iter_mut().zip(tried[best]).for_each(|(bias, moved)| *bias += moved);
    }
    Ok(())
}
