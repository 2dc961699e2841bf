//! Hearken reads posts that speak to brands and says what they are about, how urgent they are, who should act, and why.
//!
//! ```
//! use hearken::{Classifier, Flag, Polarity, Route, UrgencyLevel};
//!
//! let verdict = Classifier::new().classify("I smell smoke coming from the charger you sent me");
//! assert!(verdict.flags.contains(&Flag::SAFETY_RISK));
//! assert_eq!(verdict.urgency.level, UrgencyLevel::Critical);
//! assert_eq!(verdict.route, Route::Safety);
//!
//! let verdict = Classifier::new().classify("not bad at all, the new app");
//! assert_eq!(verdict.sentiment.label, Polarity::Positive);
//! ```
//!
//! # The way in
//!
//! - [`Classifier::new`] gives the default classifier; [`Classifier::builder`] one with a [`Brand`], overlays of words, phrases and rules, and
//!   thresholds of your own. Building may fail, with an [`Error`] that names the place; using never does.
//! - [`Classifier::classify`] judges a text, [`Classifier::classify_post`] a [`Post`], of which more is known.
//! - [`Classifier::analyzer`] gives an [`Analyzer`], which keeps its buffers: one per thread for many posts.
//!   [`Analyzer::explain`] adds the evidence, [`Analyzer::trace`] shows what each stage saw.
//! - [`Conversation`] folds the posts of a thread, with their verdicts, into a [`ConversationState`].
//!
//! # A verdict
//!
//! | field of [`Verdict`] | holds |
//! |---|---|
//! | [`language`](Verdict::language) | the language and how well it is supported |
//! | [`brand`](Verdict::brand) | the brand the post was judged for: given, or assumed from the account it addresses |
//! | [`sentiment`](Verdict::sentiment) | a label, a compound from −1 to 1, three probabilities, an intensity |
//! | [`flags`](Verdict::flags) | the raised flags with probability, severity and target |
//! | [`scores`](Verdict::scores) | the probability of every flag |
//! | [`urgency`](Verdict::urgency) | 0 to 100, a level, and the reasons |
//! | [`route`](Verdict::route) | who should act first |
//! | [`evidence`](Verdict::evidence) | on demand: every contribution with its bytes in the text, adding up to the scores |
//! | [`version`](Verdict::version) | the engine and a hash of the data |
//!
//! All of it is plain data with `serde`'s `Serialize` and `Deserialize`.
//!
//! # Guarantees
//!
//! - Any text gets a verdict: classifying returns no error and does not panic.
//! - The same text, circumstances and data give the same verdict on every machine; sums and thresholds are integers.
//! - Time and memory are linear in the bytes of the text, whatever they are.
//! - No network, no files, no clock, no environment, no global state but the default classifier, which is immutable.
//! - `#![forbid(unsafe_code)]`.
//!
//! # Features
//!
//! - `fit` (off by default): the module `fit`, for measuring on labelled posts, for fitting points to them and for learning leanings.
//! - `en`, `de`, `es`, `zh`, `ja` (all on by default): the languages that are compiled in.
//!
//! # To read on
//!
//! - [`docs::design`]: how it works, with formulas.
//! - [`docs::rubric`]: what each flag, level, route and polarity means.
//! - [`docs::data`]: the grammars of the data files, which are those of overlays, and where the data comes from.
//! - [`token`]: tokenizers, to be used by themselves or replaced.
#![forbid(unsafe_code)]

mod classifier;
mod conversation;
pub mod docs;
mod embedded;
mod error;
#[cfg(feature = "fit")]
pub mod fit;
mod judge;
mod language;
mod lexicon;
mod phrase;
mod post;
mod rule;
mod scope;
mod score;
mod span;
mod text;
pub mod token;
mod verdict;

#[doc(hidden)]
pub use classifier::Stage;
pub use classifier::{Analyzer, Builder, Classifier, Trace, TracedTerm, TracedToken};
pub use conversation::{Conversation, ConversationState, Escalation, Status, Trajectory, Trend, Waits};
pub use error::Error;
pub use post::{Author, Brand, Post, Role};
pub use span::Span;
pub use text::Text;
pub use verdict::*;
