//! What leanings are taught by: posts of one's own with all their answers, corpora with one answer each, and posts that are merely ordinary.

use super::observe::{Observed, SIDES};
use super::solve::Label;
use crate::fit::{Dataset, Expected, Task};
use crate::{Flag, Polarity, Post};

/// Labelled posts, and how much they count.
#[derive(Clone, Debug)]
pub struct Lesson {
    pub(crate) name: String,
    pub(crate) teaching: Teaching,
    /// Whether it is of sentiment and no post is neutral.
    two_sided: bool,
    pub(crate) weight: f64,
    /// The same for sentiment.
    pub(crate) polarity_weight: f64,
}

/// What is said of the posts.
#[derive(Clone, Debug)]
pub(crate) enum Teaching {
    /// All the answers that are accepted.
    Own(Vec<Expected>),
    /// One answer.
    Corpus(Dataset, Task),
    /// That these flags are seldom right: they are taken as wrong wherever nothing else raises them.
    Background(Dataset, Vec<Flag>),
}

impl Lesson {
    /// Posts with all the answers that are accepted: every flag that must or must not be raised is learned from, and the polarity if only one is accepted.
    pub fn own(name: impl Into<String>, posts: Vec<Expected>) -> Self {
        Lesson::new(name.into(), Teaching::Own(posts), false)
    }

    /// Posts with one answer. Of several flags of a task, a post that is labelled so teaches the first, unless another one is raised already; one that is not
    /// teaches all of them. Where sentiment is asked and no post is neutral, which of the two sides is stronger is learned, and nothing of neutral posts.
    pub fn corpus(dataset: Dataset, task: Task) -> Self {
        let two_sided = task.is_two_sided(&dataset);
        Lesson::new(dataset.name().to_owned(), Teaching::Corpus(dataset, task), two_sided)
    }

    /// Ordinary posts, whatever their labels: the flags are taken as wrong wherever nothing that was written by hand raises them, so that words of every day do not lean.
    pub fn background(dataset: Dataset, flags: Vec<Flag>) -> Self {
        Lesson::new(dataset.name().to_owned(), Teaching::Background(dataset, flags), false)
    }

    fn new(name: String, teaching: Teaching, two_sided: bool) -> Self {
        Lesson { name, teaching, two_sided, weight: 1.0, polarity_weight: 1.0 }
    }

    /// How much each post counts, for flags and for sentiment; 1 unless stated.
    #[must_use]
    pub fn weights(mut self, flags: f64, polarity: f64) -> Self {
        (self.weight, self.polarity_weight) = (flags, polarity);
        self
    }

    /// The posts, in order.
    pub(crate) fn posts(&self) -> Vec<&Post> {
        match &self.teaching {
            Teaching::Own(posts) => posts.iter().map(|expected| &expected.post).collect(),
            Teaching::Corpus(dataset, _) | Teaching::Background(dataset, _) => {
                dataset.examples().iter().map(|example| &example.post).collect()
            }
        }
    }

    /// What a post, the `index`-th of the lesson and `post`-th of all, says of each target: sentiment, then the flags.
    pub(crate) fn teach(
        &self,
        lesson: u32,
        index: usize,
        post: u32,
        seen: &Observed,
        flags: &[Flag],
        targets: &mut [Vec<Label>],
    ) {
        if seen.language.is_none() {
            return;
        }
        let own = matches!(self.teaching, Teaching::Own(_));
        let mut tell = |target: usize, gold: u8| {
            let weight = if target == 0 { self.polarity_weight } else { self.weight };
            targets[target].push(Label { post, lesson, own, two_sided: self.two_sided, gold, weight });
        };
        let number = |flag: &Flag| flags.iter().position(|known| known == flag);
        let raised = |flag: usize| seen.scores[SIDES + flag] >= 0;
        match &self.teaching {
            Teaching::Own(posts) => {
                let accepted = &posts[index].accepted;
                if let [only] = accepted.polarity[..]
                    && let Some(gold) = class(only)
                {
                    tell(0, gold);
                }
                accepted.flags.iter().filter_map(number).for_each(|flag| tell(1 + flag, 1));
                accepted.not.iter().filter_map(number).for_each(|flag| tell(1 + flag, 0));
            }
            Teaching::Corpus(dataset, task) => {
                let Some(gold) = task.gold(&dataset.examples()[index].label) else { return };
                let asked: Vec<usize> = task.flags().iter().filter_map(number).collect();
                match (asked.first(), gold) {
                    (None, _) => tell(0, gold as u8),
                    (Some(_), 0) => asked.iter().for_each(|&flag| tell(1 + flag, 0)),
                    (Some(&first), _) if !asked.iter().skip(1).any(|&flag| raised(flag)) => tell(1 + first, 1),
                    _ => {}
                }
            }
            Teaching::Background(_, listed) => {
                listed.iter().filter_map(number).filter(|&flag| !raised(flag)).for_each(|flag| tell(1 + flag, 0));
            }
        }
    }
}

/// The class of a polarity; mixed posts teach nothing, since both sides are right.
fn class(polarity: Polarity) -> Option<u8> {
    match polarity {
        Polarity::Negative => Some(0),
        Polarity::Neutral => Some(1),
        Polarity::Positive => Some(2),
        Polarity::Mixed => None,
    }
}
