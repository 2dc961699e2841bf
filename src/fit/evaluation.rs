//! A classifier's answers to labelled posts, and the figures they give.

use super::dataset::{Dataset, Example};
use super::interval::{Interval, bootstrap};
use super::metrics::{ClassFigures, Confusion};
use super::parallel::by_runs;
use super::ranking::{average_precision, roc_auc};
use super::reliability::Reliability;
use super::task::Task;
use crate::verdict::Evidence;
use crate::{Classifier, Error};
use serde::Serialize;
use std::collections::BTreeMap;

/// The answer to one post.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Answer {
    /// Index of the post in its dataset.
    pub index: usize,
    /// The class it has.
    pub gold: usize,
    /// The class it was given.
    pub answer: usize,
    /// The probability of each class.
    pub probabilities: Vec<f32>,
}

/// The answers to the posts of a dataset.
///
/// ```
/// use hearken::{Classifier, fit::{Dataset, Evaluation, Task}};
/// let posts = Dataset::read("posts", "label\ttext\npositive\tlovely\nnegative\tawful\n")?;
/// let evaluation = Evaluation::run(&Classifier::new(), &posts, &Task::sentiment())?;
/// assert_eq!(evaluation.confusion().accuracy(), 1.0);
/// # Ok::<(), hearken::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Evaluation {
    pub(crate) task: Task,
    pub(crate) answers: Vec<Answer>,
}

/// What can be said of an evaluation in numbers. Ratios are from 0 to 1.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Figures {
    /// The task.
    pub task: Task,
    /// How many posts were asked.
    pub posts: u64,
    /// Share of right answers.
    pub accuracy: Interval,
    /// Mean F1 of the classes.
    pub macro_f1: Interval,
    /// Mean recall of the classes.
    pub macro_recall: Interval,
    /// Figures of each class, by name.
    pub by_class: BTreeMap<String, ClassFigures>,
    /// Answers by class.
    pub confusion: Confusion,
    /// Area under the ROC curve; for flags only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub roc_auc: Option<f64>,
    /// Average precision; for flags only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub average_precision: Option<f64>,
    /// Of the probability of the most probable class (sentiment), or of the flag.
    pub reliability: Reliability,
    /// Of the probability of each class, whether it is the most probable or not; for sentiment only.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub reliability_by_class: BTreeMap<String, Reliability>,
}

/// A post that was judged wrongly, and why.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Miss {
    /// The identifier of the post, if it has one.
    pub id: Option<String>,
    /// Its line in the file.
    pub line: usize,
    /// Its text.
    pub text: String,
    /// The class it has.
    pub gold: String,
    /// The class it was given.
    pub answer: String,
    /// The probability of the class it has.
    pub probability: f32,
    /// What the answer rests on.
    pub evidence: Vec<Evidence>,
}

impl Evaluation {
    /// Asks a classifier about every post that is part of the task, on all cores.
    ///
    /// # Errors
    ///
    /// If the labels are not those of the task: an unknown class of sentiment, or no post on which the flag would be right.
    pub fn run(classifier: &Classifier, dataset: &Dataset, task: &Task) -> Result<Self, Error> {
        task.check(dataset)?;
        Ok(Evaluation { task: task.clone(), answers: Evaluation::answer(classifier, dataset, task) })
    }

    /// The answers to every post that is part of a task, whatever the other labels.
    pub(crate) fn answer(classifier: &Classifier, dataset: &Dataset, task: &Task) -> Vec<Answer> {
        let asked: Vec<(usize, usize)> = dataset
            .examples()
            .iter()
            .enumerate()
            .filter_map(|(index, example)| Some((index, task.gold(&example.label)?)))
            .collect();
        let two_sided = task.is_two_sided(dataset);
        by_runs(&asked, |run| {
            let mut analyzer = classifier.analyzer();
            run.iter()
                .map(|&(index, gold)| {
                    let verdict = analyzer.classify_post(&dataset.examples()[index].post);
                    let (answer, probabilities) = if two_sided { Task::side(&verdict) } else { task.answer(&verdict) };
                    Answer { index, gold, answer, probabilities }
                })
                .collect()
        })
    }

    /// The task.
    pub fn task(&self) -> &Task {
        &self.task
    }

    /// The answers, in the order of the dataset.
    pub fn answers(&self) -> &[Answer] {
        &self.answers
    }

    /// How often each class was answered with each.
    pub fn confusion(&self) -> Confusion {
        Confusion::of(self.task.classes(), self.answers.iter().map(|answer| (answer.gold, answer.answer)))
    }

    /// All figures, with intervals from so many resamplings; none gives intervals of no width.
    pub fn figures(&self, resamplings: usize, seed: u64) -> Figures {
        let classes = self.task.classes();
        let pairs: Vec<(usize, [usize; 1])> = self.answers.iter().map(|answer| (answer.gold, [answer.answer])).collect();
        let [accuracy, macro_f1, macro_recall] = bootstrap(classes, &pairs, resamplings, seed, |[confusion]| {
            [confusion.accuracy(), confusion.macro_f1(), confusion.macro_recall()]
        });
        let confusion = self.confusion();
        let by_class = classes.iter().enumerate().map(|(class, name)| (name.clone(), confusion.class(class))).collect();
        let of_class = |class: usize| -> Vec<(f32, bool)> {
            self.answers.iter().map(|answer| (answer.probabilities[class], answer.gold == class)).collect()
        };
        let is_flag = !self.task.flags().is_empty();
        let most_probable = || -> Vec<(f32, bool)> {
            let most = |answer: &Answer| {
                let best = answer.probabilities.iter().copied().fold(0.0, f32::max);
                (best, answer.probabilities.iter().position(|&probability| probability == best) == Some(answer.gold))
            };
            self.answers.iter().map(most).collect()
        };
        let reliability_by_class = if is_flag {
            BTreeMap::new()
        } else {
            let each = classes.iter().enumerate();
            each.map(|(class, name)| (name.clone(), Reliability::of(&of_class(class)))).collect()
        };
        Figures {
            task: self.task.clone(),
            posts: confusion.total(),
            accuracy,
            macro_f1,
            macro_recall,
            by_class,
            roc_auc: if is_flag { roc_auc(&of_class(1)) } else { None },
            average_precision: if is_flag { average_precision(&of_class(1)) } else { None },
            reliability: Reliability::of(&if is_flag { of_class(1) } else { most_probable() }),
            reliability_by_class,
            confusion,
        }
    }

    /// The answers to the posts for which `keep` holds.
    #[must_use]
    pub fn filter(&self, dataset: &Dataset, keep: impl Fn(&Example) -> bool) -> Evaluation {
        let kept = self.answers.iter().filter(|answer| keep(&dataset.examples()[answer.index]));
        Evaluation { task: self.task.clone(), answers: kept.cloned().collect() }
    }

    /// The answers apart by what stands in a column of their posts; posts without the column are left out.
    pub fn slices(&self, dataset: &Dataset, column: &str) -> BTreeMap<String, Evaluation> {
        let mut slices: BTreeMap<String, Evaluation> = BTreeMap::new();
        for answer in &self.answers {
            if let Some(value) = dataset.examples()[answer.index].columns.get(column) {
                let slice =
                    slices.entry(value.clone()).or_insert_with(|| Evaluation { task: self.task.clone(), answers: Vec::new() });
                slice.answers.push(answer.clone());
            }
        }
        slices
    }

    /// The wrong answers that were given with the most confidence, the worst first, with their evidence.
    pub fn worst(&self, classifier: &Classifier, dataset: &Dataset, most: usize) -> Vec<Miss> {
        let mut wrong: Vec<&Answer> = self.answers.iter().filter(|answer| answer.answer != answer.gold).collect();
        wrong.sort_by(|a, b| a.probabilities[a.gold].total_cmp(&b.probabilities[b.gold]).then(a.index.cmp(&b.index)));
        wrong.truncate(most);
        let mut analyzer = classifier.analyzer();
        wrong
            .into_iter()
            .map(|answer| {
                let example = &dataset.examples()[answer.index];
                Miss {
                    id: example.post.id.clone(),
                    line: example.line,
                    text: example.post.text.clone(),
                    gold: self.task.classes()[answer.gold].clone(),
                    answer: self.task.classes()[answer.answer].clone(),
                    probability: answer.probabilities[answer.gold],
                    evidence: analyzer.explain_post(&example.post).evidence,
                }
            })
            .collect()
    }
}
