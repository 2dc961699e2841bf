//! Labelled posts with the weight each has in a fit.

use super::dataset::{Dataset, Example};
use super::task::Task;

/// The posts of all corpora that are part of a task.
#[derive(Clone, Debug, Default)]
pub(crate) struct Samples<'a> {
    pub(crate) examples: Vec<&'a Example>,
    /// Class of each post.
    pub(crate) gold: Vec<u8>,
    /// Corpus of each post.
    pub(crate) corpus: Vec<usize>,
    /// Of each corpus, whether the task is sentiment and no post is neutral.
    pub(crate) two_sided: Vec<bool>,
    /// How much each post counts; the sum is the number of posts.
    pub(crate) weights: Vec<f64>,
}

/// How posts of small classes and small corpora are made up for; both from 0, not at all, to 1, wholly.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Weighing {
    pub(crate) balance: f64,
    pub(crate) evenness: f64,
}

impl<'a> Samples<'a> {
    /// The posts for which `keep` holds.
    pub(crate) fn of(task: &Task, corpora: &[&'a Dataset], weighing: Weighing, keep: impl Fn(&Example) -> bool) -> Self {
        let two_sided = corpora.iter().map(|dataset| task.is_two_sided(dataset)).collect();
        let mut samples = Samples { two_sided, ..Samples::default() };
        for (corpus, dataset) in corpora.iter().enumerate() {
            for example in dataset.examples().iter().filter(|example| keep(example)) {
                if let Some(gold) = task.gold(&example.label) {
                    samples.examples.push(example);
                    samples.gold.push(gold as u8);
                    samples.corpus.push(corpus);
                }
            }
        }
        samples.weigh(task.classes().len(), weighing);
        samples
    }

    /// Within a corpus by class, then the corpora among themselves.
    fn weigh(&mut self, classes: usize, weighing: Weighing) {
        let corpora = self.corpora();
        let mut counts = vec![vec![0.0f64; classes]; corpora];
        for (&corpus, &gold) in self.corpus.iter().zip(&self.gold) {
            counts[corpus][usize::from(gold)] += 1.0;
        }
        let of_class = |count: f64| count.max(1.0).powf(-weighing.balance);
        let sizes: Vec<f64> = counts.iter().map(|counts| counts.iter().sum::<f64>().max(1.0)).collect();
        let shares: Vec<f64> = sizes.iter().map(|size| size.powf(1.0 - weighing.evenness)).collect();
        let inner: Vec<f64> = counts.iter().map(|counts| counts.iter().map(|&count| count * of_class(count)).sum()).collect();
        let scale = self.gold.len() as f64 / shares.iter().sum::<f64>();
        let weigh = |(&corpus, &gold): (&usize, &u8)| {
            of_class(counts[corpus][usize::from(gold)]) / inner[corpus] * shares[corpus] * scale
        };
        self.weights = self.corpus.iter().zip(&self.gold).map(weigh).collect();
    }

    /// How many corpora the posts are of.
    pub(crate) fn corpora(&self) -> usize {
        self.corpus.iter().map(|corpus| corpus + 1).max().unwrap_or(0)
    }

    /// How many posts there are.
    pub(crate) fn len(&self) -> usize {
        self.examples.len()
    }

    /// Whether there is none.
    pub(crate) fn is_empty(&self) -> bool {
        self.examples.is_empty()
    }
}
