//! What a fit is worth on posts it has not seen.

use super::comparison::Comparison;
use super::dataset::{Dataset, Example};
use super::evaluation::Evaluation;
use super::fitting::Fitting;
use super::learner::{Learner, Step};
use super::progress::Progress;
use super::random;
use super::samples::Samples;
use crate::{Classifier, Error};

/// Answers to the posts of a corpus, by the base and by fits that have not seen the post.
#[derive(Clone, Debug)]
pub struct Validated {
    /// The name of the corpus.
    pub corpus: String,
    /// Answers of the base.
    pub before: Evaluation,
    /// Answers of the fits.
    pub after: Evaluation,
}

impl Validated {
    /// What the fits do better, with intervals of the differences.
    pub fn comparison(&self, resamplings: usize, seed: u64) -> Comparison {
        Comparison::of(&self.before, &self.after, resamplings, seed)
    }
}

/// The outcome of a cross-validation with some of the steps.
#[derive(Clone, Debug)]
pub struct Stage {
    /// The steps that were taken.
    pub steps: Vec<Step>,
    /// Each corpus, in the order given.
    pub corpora: Vec<Validated>,
}

impl Learner {
    /// Divides the posts into folds and judges each fold with a fit of the others. Posts with the same words are in the same fold, so that
    /// what is copied is not taken for what is learned.
    ///
    /// # Errors
    ///
    /// As for [`Learner::fit`].
    ///
    /// # Panics
    ///
    /// If there are fewer than two folds.
    pub fn cross_validate(
        &self,
        corpora: &[&Dataset],
        folds: usize,
        seed: u64,
        progress: &mut dyn FnMut(Progress<'_>),
    ) -> Result<Vec<Validated>, Error> {
        assert!(folds >= 2, "cross-validation needs two folds");
        let base = self.base.clone().build()?;
        let mut validated = Vec::new();
        for dataset in corpora {
            let before = Evaluation::run(&base, dataset, &self.task)?;
            let after = Evaluation { task: self.task.clone(), answers: Vec::new() };
            validated.push(Validated { corpus: dataset.name().to_owned(), before, after });
        }
        for fold in 0..folds {
            let in_fold = |example: &Example| fold_of(&example.post.text, folds, seed) == fold;
            let samples = Samples::of(&self.task, corpora, self.weighing, |example| !in_fold(example));
            let mut tell = |step: Progress<'_>| {
                let stage = format!("fold {} of {folds}: {}", fold + 1, step.stage);
                progress(Progress { stage: &stage, ..step });
            };
            let fitted = Fitting::run(self, &samples, &mut tell)?;
            for (dataset, validated) in corpora.iter().zip(&mut validated) {
                judge(&fitted.classifier, dataset, |_, example| in_fold(example), &mut validated.after);
            }
        }
        validated.iter_mut().for_each(|one| one.after.answers.sort_by_key(|answer| answer.index));
        Ok(validated)
    }

    /// Cross-validates with the first step, then with the first two, and so on: what each one buys.
    ///
    /// # Errors
    ///
    /// As for [`Learner::fit`].
    ///
    /// # Panics
    ///
    /// If there are fewer than two folds.
    pub fn ablation(
        &self,
        corpora: &[&Dataset],
        folds: usize,
        seed: u64,
        progress: &mut dyn FnMut(Progress<'_>),
    ) -> Result<Vec<Stage>, Error> {
        let steps: Vec<Step> = self.steps.iter().copied().collect();
        (1..=steps.len())
            .map(|count| {
                let steps = steps[..count].to_vec();
                let learner = self.clone().steps(steps.iter().copied());
                let last = steps.last().map_or("", |step| step.as_str());
                let mut tell = |step: Progress<'_>| {
                    let stage = format!("up to {last}: {}", step.stage);
                    progress(Progress { stage: &stage, ..step });
                };
                Ok(Stage { steps, corpora: learner.cross_validate(corpora, folds, seed, &mut tell)? })
            })
            .collect()
    }
}

/// Adds the answers to the posts for which `chosen` holds, given their index and content.
pub(crate) fn judge(classifier: &Classifier, dataset: &Dataset, chosen: impl Fn(usize, &Example) -> bool, into: &mut Evaluation) {
    let places: Vec<usize> = (0..dataset.len()).filter(|&index| chosen(index, &dataset.examples()[index])).collect();
    let part = dataset.filter(chosen);
    let answers = Evaluation::answer(classifier, &part, &into.task);
    into.answers.extend(answers.into_iter().map(|mut answer| {
        answer.index = places[answer.index];
        answer
    }));
}

/// The fold of a text, by its words without case, mentions and addresses.
fn fold_of(text: &str, folds: usize, seed: u64) -> usize {
    let words = text.split_whitespace().filter(|word| !word.starts_with('@') && !word.contains("://"));
    let words: Vec<String> = words.map(str::to_lowercase).collect();
    (random::hash(&words.join(" "), seed) % folds as u64) as usize
}
