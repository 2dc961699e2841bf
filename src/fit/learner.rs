//! What is to be learned, and how.

use super::dataset::Dataset;
use super::fitting::{Fitted, Fitting};
use super::prior::Prior;
use super::progress::Progress;
use super::propose::Proposals;
use super::samples::{Samples, Weighing};
use super::task::Task;
use crate::{Builder, Error, LanguageCode};
use serde::Serialize;
use std::collections::BTreeSet;

/// What may be learned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// Points of words and phrases that are there, and biases.
    Points,
    /// Points of words that have none.
    Words,
    /// Points of pairs of words that are no phrases yet.
    Phrases,
    /// Points of meanings, and more or fewer points of rules.
    Meanings,
    /// Points of signals: marks, mentions, addresses, length.
    Signals,
    /// Parameters of composition.
    Composition,
    /// Biases that serve the macro figures rather than the likelihood.
    Thresholds,
}

impl Step {
    /// Every step, in the order in which they build on each other.
    pub const ALL: [Step; 7] =
        [Step::Points, Step::Words, Step::Phrases, Step::Meanings, Step::Signals, Step::Composition, Step::Thresholds];

    /// What is learned, in a word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Step::Points => "points",
            Step::Words => "words",
            Step::Phrases => "phrases",
            Step::Meanings => "meanings",
            Step::Signals => "signals",
            Step::Composition => "composition",
            Step::Thresholds => "thresholds",
        }
    }
}

/// Learns points from labelled posts: the most probable ones, given the labels and the points that are there.
///
/// The same posts and settings give the same points on every machine with the same arithmetic. A fit of 50,000 posts takes some ten
/// seconds on two cores.
///
/// ```
/// use hearken::{Classifier, fit::{Dataset, Learner, Task}};
/// let text = "label\ttext\n".to_owned() + &"positive\tplunky shoes\nneutral\tshoes\n".repeat(50);
/// let posts = Dataset::read("shoes", &text)?;
/// let base = Classifier::builder().lexicon("own.tsv", "plunky\tpositive=1\t-\town\n");
/// let learner = Learner::new(Task::sentiment()).base(base);
/// let fitted = learner.fit(&[&posts], &mut |_| ())?;
/// assert_eq!(fitted.changes[0].term, "plunky");
/// assert!(fitted.changes[0].after > 10);
/// // Nothing is learned from nothing.
/// assert!(learner.fit(&[], &mut |_| ())?.overlay.is_empty());
/// # Ok::<(), hearken::Error>(())
/// ```
#[derive(Clone)]
#[must_use]
pub struct Learner {
    pub(crate) task: Task,
    pub(crate) language: LanguageCode,
    pub(crate) name: String,
    pub(crate) base: Builder,
    pub(crate) steps: BTreeSet<Step>,
    pub(crate) prior: Prior,
    pub(crate) proposals: Proposals,
    pub(crate) weighing: Weighing,
    pub(crate) kept: BTreeSet<String>,
}

impl Learner {
    /// A learner with the embedded data as base and the default prior. It learns points, words, phrases, meanings and thresholds; not signals,
    /// since a link or a mark should not change what is said.
    pub fn new(task: Task) -> Self {
        Learner {
            name: task.to_string().split(['=', ':']).next().unwrap_or("").to_owned(),
            task,
            language: LanguageCode::new("en"),
            base: Builder::default(),
            steps: BTreeSet::from([Step::Points, Step::Words, Step::Phrases, Step::Meanings, Step::Thresholds]),
            prior: Prior::default(),
            proposals: Proposals::default(),
            weighing: Weighing { balance: 0.5, evenness: 0.5 },
            kept: BTreeSet::new(),
        }
    }

    /// The name that sources of entries and ids of rules bear; the task's, if none is given.
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.name = name.into();
        self
    }

    /// The language whose words are fitted, by its ISO 639-1 code; English, if none is given. All posts are taken to be in it.
    pub fn language(mut self, code: &str) -> Self {
        self.language = LanguageCode::new(code);
        self
    }

    /// What the classifier is built from before anything is learned.
    pub fn base(mut self, base: Builder) -> Self {
        self.base = base;
        self
    }

    /// What is learned. [`Step::Points`] is always among it.
    pub fn steps(mut self, steps: impl IntoIterator<Item = Step>) -> Self {
        self.steps = steps.into_iter().chain([Step::Points]).collect();
        self
    }

    /// How far points may go from where they are.
    pub fn prior(mut self, prior: Prior) -> Self {
        self.prior = prior;
        self
    }

    /// Which terms are proposed.
    pub fn proposals(mut self, proposals: Proposals) -> Self {
        self.proposals = proposals;
        self
    }

    /// From 0, all posts count alike, to 1, all classes of a corpus count alike, however few posts they have. The default is ½.
    pub fn balance(mut self, balance: f64) -> Self {
        self.weighing.balance = balance.clamp(0.0, 1.0);
        self
    }

    /// From 0, corpora count by their posts, to 1, all corpora count alike. At ½, the default, a corpus of four times as many posts counts
    /// twice as much.
    pub fn evenness(mut self, evenness: f64) -> Self {
        self.weighing.evenness = evenness.clamp(0.0, 1.0);
        self
    }

    /// Leaves all points on a scale as they are, by its name in the data files, and the bias and threshold of its flag: `profanity`, when
    /// abuse is to be learned.
    pub fn keep(mut self, scale: impl Into<String>) -> Self {
        self.kept.insert(scale.into());
        self
    }

    /// The task.
    pub fn task(&self) -> &Task {
        &self.task
    }

    /// Learns from all posts of the corpora that are part of the task.
    ///
    /// # Errors
    ///
    /// If the base cannot be built, a flag is not declared or has no scale, or the labels are not those of the task.
    pub fn fit(&self, corpora: &[&Dataset], progress: &mut dyn FnMut(Progress<'_>)) -> Result<Fitted, Error> {
        corpora.iter().try_for_each(|dataset| self.task.check(dataset))?;
        Fitting::run(self, &Samples::of(&self.task, corpora, self.weighing, |_| true), progress)
    }
}
