//! How much evidence it takes to raise a flag, or to call a post positive or negative: biases that serve the macro figures.

use super::features::Features;
use super::fitting::Fitting;
use super::metrics::Confusion;
use super::model::Model;
use super::parallel::by_runs;
use crate::{Classifier, Error};

/// How far biases of flags are tried, in points.
const RAISED: std::ops::RangeInclusive<i32> = -40..=40;
/// Neighbours on each side whose figures are averaged, so that no single post decides.
const SMOOTHING: usize = 3;
/// How far biases of sentiment are tried.
const MOVED: std::ops::RangeInclusive<i32> = -20..=20;
/// Points that must be worth half a post, those after them more: on few posts nothing moves far.
const EASY: f64 = 10.0;

/// What a move must be worth, in posts.
fn cost(points: i32) -> f64 {
    0.5 * (f64::from(points) / EASY).powi(2)
}

/// Chooses the biases of flags with the best mean of the corpora's macro-F1, near the most probable ones.
pub(crate) fn choose(fitting: &mut Fitting<'_>, classifier: &Classifier) -> Result<(), Error> {
    let model = Model::of(&fitting.learner.task, fitting.learner.language, classifier)?;
    let samples = fitting.samples;
    let features = Features::read(classifier, &model, &samples.examples, |_| false);
    let current = model.current(classifier.parts());
    let rules = &classifier.parts().rules.flags;
    let threshold = |output: usize| model.outputs[output].flag.map_or(0, |flag| rules[flag].threshold);
    // Points over the threshold.
    let over = |post, output| features.score(post, output, &current).round() as i32 - threshold(output);
    let outputs = 0..model.outputs.len();
    let mut scores: Vec<Vec<i32>> =
        (0..samples.len()).map(|post| outputs.clone().map(|output| over(post, output)).collect()).collect();
    let corpora = samples.corpora();
    let classes = fitting.learner.task.classes();
    let tried: Vec<i32> = RAISED.collect();
    for output in outputs {
        if fitting.is_kept(model.outputs[output].scale) {
            continue;
        }
        let figure = |moved: i32| -> f64 {
            let mut confusions = vec![Confusion::of(classes, []); corpora];
            for (post, scores) in scores.iter().enumerate() {
                let raised = scores.iter().enumerate().any(|(at, score)| score + if at == output { moved } else { 0 } >= 0);
                confusions[samples.corpus[post]].counts[usize::from(samples.gold[post])][usize::from(raised)] += 1;
            }
            let sum: f64 = confusions.iter().map(Confusion::macro_f1).sum();
            sum / corpora as f64 - cost(moved) / samples.len() as f64
        };
        let figures: Vec<f64> = tried.iter().map(|&moved| figure(moved)).collect();
        let smooth = |at: usize| {
            let near = &figures[at.saturating_sub(SMOOTHING)..(at + SMOOTHING + 1).min(figures.len())];
            near.iter().sum::<f64>() / near.len() as f64
        };
        let better = |&a: &usize, &b: &usize| smooth(a).total_cmp(&smooth(b)).then_with(|| tried[b].abs().cmp(&tried[a].abs()));
        if let Some(best) = (0..tried.len()).max_by(better) {
            fitting.learned.biases[output] += tried[best];
            scores.iter_mut().for_each(|scores| scores[output] += tried[best]);
        }
    }
    Ok(())
}

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
        each.sum::<f64>() / corpora as f64 - moved.map(cost).iter().sum::<f64>() / samples.len() as f64
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
