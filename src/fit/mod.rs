//! Measuring and learning from labelled posts; with the feature `fit`.
//!
//! - [`Dataset`] reads labelled posts, [`Task`] says what is asked of them, [`Evaluation`] asks a classifier and gives [`Figures`];
//!   [`Comparison`] sets two classifiers side by side.
//! - [`Learner`] moves points to where the labels want them, no further than the [`Prior`] lets it, and writes the changes as an [`Overlay`] in
//!   the grammars of the data files. [`Learner::cross_validate`] says what that is worth on posts it has not seen.
//! - [`LeaningLearner`] learns faint evidence of words and facts for every flag, from [`Lesson`]s, and writes it as [`LearnedLeanings`].
//! - [`Calibration`] says how probabilities must be bent to mean what they say.
//!
//! Nothing is read from or written to disk here. All of it is deterministic: random draws take a seed, and sums are taken in the same order
//! however many cores there are.

mod agreement;
mod calibrate;
mod comparison;
mod dataset;
mod evaluation;
mod features;
mod fitting;
mod gather;
mod interval;
mod leanings;
mod learner;
mod metrics;
mod model;
mod optimise;
mod overlay;
mod own;
mod parallel;
mod plot;
mod prior;
mod probe;
mod progress;
mod propose;
mod random;
mod ranking;
mod reliability;
mod report;
mod samples;
mod table;
mod task;
mod threshold;
mod tune;
mod validation;

pub use agreement::{Agreement, AgreementFigures, Disagreement, FlagAgreement};
pub use calibrate::Calibration;
pub use comparison::Comparison;
pub use dataset::{Dataset, Example};
pub use evaluation::{Answer, Evaluation, Figures, Miss};
pub use fitting::{Change, Fitted};
pub use interval::Interval;
pub use leanings::{LeaningLearner, LearnedLeanings, Lesson, LessonFigures};
pub use learner::{Learner, Step};
pub use metrics::{ClassFigures, Confusion};
pub use overlay::Overlay;
pub use own::{Accepted, Expected};
pub use plot::reliability_plot;
pub use prior::Prior;
pub use progress::Progress;
pub use propose::Proposals;
pub use ranking::{average_precision, roc_auc};
pub use reliability::{Bin, Reliability};
pub use report::report;
pub use task::Task;
pub use validation::{Stage, Validated};
