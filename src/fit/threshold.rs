//! From which score on a flag is raised.

use super::features::Features;
use super::fitting::Fitting;
use super::metrics::Confusion;
use super::model::Model;
use crate::{Classifier, Error};

/// Thresholds that are tried, in points.
const TRIED: std::ops::RangeInclusive<i32> = -40..=40;
/// Neighbours on each side whose figures are averaged, so that no single post decides.
const SMOOTHING: usize = 3;

/// Chooses the thresholds with the best mean of the corpora's macro-F1, those nearest to the current ones among equals.
pub(crate) fn choose(fitting: &mut Fitting<'_>, classifier: &Classifier) -> Result<(), Error> {
    let model = Model::of(&fitting.learner.task, classifier)?;
    let samples = fitting.samples;
    let features = Features::read(classifier, &model, &samples.examples, |_| false);
    let current = model.current(classifier.parts());
    let scores: Vec<Vec<i32>> = (0..samples.len())
        .map(|post| (0..model.outputs.len()).map(|output| features.score(post, output, &current).round() as i32).collect())
        .collect();
    let corpora = samples.corpus.iter().map(|corpus| corpus + 1).max().unwrap_or(0);
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
