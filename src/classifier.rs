//! The one place that sees every stage.

mod analyzer;
mod builder;
mod trace;

pub(crate) use analyzer::Buffers;
pub use analyzer::{Analyzer, Stage};
pub use builder::Builder;
pub use trace::{Trace, TracedTerm, TracedToken};

use crate::language::{Language, Votes};
use crate::lexicon::Cues;
use crate::lexicon::disguise::Confusables;
use crate::lexicon::names::Names;
use crate::post::Post;
use crate::rule::Rules;
use crate::score::sentiment::Logistic;
use crate::token::Tokenizer;
use crate::verdict::{Flag, LanguageCode, Verdict};
use std::sync::{Arc, OnceLock};

/// Turns posts into verdicts. Immutable, cheap to clone, to be shared among threads.
///
/// ```
/// use hearken::{Classifier, Flag, Polarity};
/// let classifier = Classifier::new();
/// let verdict = classifier.classify("third time I call about the same bill, and again no answer");
/// assert_eq!(verdict.sentiment.label, Polarity::Negative);
/// assert!(verdict.flags.contains(&Flag::REPEAT_CONTACT));
/// ```
#[derive(Clone)]
pub struct Classifier(Arc<Parts>);

/// What a classifier is made of.
pub(crate) struct Parts {
    pub(crate) cues: Cues,
    /// In the order in which ties between them are decided.
    pub(crate) languages: Vec<Language>,
    /// What tells languages apart.
    pub(crate) votes: Votes,
    /// Words of no language, for posts in languages that are not supported.
    pub(crate) neutral: Language,
    confusables: Confusables,
    pub(crate) rules: Rules,
    pub(crate) logistic: Logistic,
    /// The caller's own, for every language.
    pub(crate) tokenizer: Option<Arc<dyn Tokenizer>>,
    pub(crate) names: Names,
    brand: Option<String>,
    data: u64,
}

impl std::fmt::Debug for Classifier {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Classifier")
            .field("languages", &self.languages().collect::<Vec<_>>())
            .field("entries", &self.entry_count())
            .field("phrases", &self.phrase_count())
            .field("rules", &self.rule_count())
            .finish_non_exhaustive()
    }
}

impl Default for Classifier {
    fn default() -> Self {
        Classifier::new()
    }
}

impl Classifier {
    /// The default classifier with the embedded data. It is built on first use, which takes a fraction of a second, and shared from
    /// then on.
    ///
    /// # Panics
    ///
    /// Never with a released crate: that the embedded data can be loaded is tested.
    pub fn new() -> Self {
        static DEFAULT: OnceLock<Classifier> = OnceLock::new();
        DEFAULT.get_or_init(|| Classifier::builder().build().unwrap_or_else(|error| panic!("embedded data: {error}"))).clone()
    }

    /// A builder for a classifier with a brand, overlays and rules of one's own.
    pub fn builder() -> Builder {
        Builder::default()
    }

    /// Judges a customer's post of which only the text is known. No text can make it fail; the time is linear in its bytes.
    ///
    /// The verdict lists no evidence; see [`Analyzer::explain`]. Each call allocates buffers; for many posts use an [`Analyzer`].
    pub fn classify(&self, text: &str) -> Verdict {
        self.analyzer().classify(text)
    }

    /// Judges a post with what is known of its circumstances: author role, brand, competitors, language. A brand of the post replaces the
    /// classifier's brand and competitors; mere competitors are added to them. Id and time have no say. As [`Classifier::classify`]
    /// otherwise.
    pub fn classify_post(&self, post: &Post) -> Verdict {
        self.analyzer().classify_post(post)
    }

    /// An analyzer, which keeps its buffers from one post to the next: use one per thread for many posts.
    ///
    /// Many posts over all cores, in their order:
    ///
    /// ```
    /// use hearken::{Classifier, Route};
    /// let classifier = Classifier::new();
    /// let posts = ["I smell smoke coming from the charger you sent me", "lovely staff", "where is my refund?"];
    /// let cores = std::thread::available_parallelism().map_or(1, usize::from);
    /// let routes: Vec<Route> = std::thread::scope(|scope| {
    ///     let shares = posts.chunks(posts.len().div_ceil(cores));
    ///     let threads: Vec<_> = shares
    ///         .map(|share| {
    ///             let mut analyzer = classifier.analyzer();
    ///             scope.spawn(move || share.iter().map(|post| analyzer.judge(post).route).collect::<Vec<_>>())
    ///         })
    ///         .collect();
    ///     threads.into_iter().flat_map(|thread| thread.join().expect("no text makes it panic")).collect()
    /// });
    /// assert_eq!(routes.len(), posts.len());
    /// assert_eq!(routes[0], Route::Safety);
    /// ```
    pub fn analyzer(&self) -> Analyzer {
        Analyzer::new(self.clone())
    }

    /// Every flag that can be raised, in the order of the rules files.
    pub fn flags(&self) -> impl Iterator<Item = &Flag> {
        self.0.rules.flags.iter().map(|rule| &rule.flag)
    }

    /// The languages it knows, in the order in which ties between them are decided.
    ///
    /// ```
    /// assert!(hearken::Classifier::new().languages().any(|code| code.as_str() == "en"));
    /// ```
    pub fn languages(&self) -> impl Iterator<Item = LanguageCode> {
        self.0.languages.iter().map(|language| language.code)
    }

    /// How many words and fixed forms carry weights or cues, over all languages; emoji count in each.
    pub fn entry_count(&self) -> usize {
        self.0.languages.iter().map(|language| language.lexicon.entry_count()).sum()
    }

    /// How many phrases and patterns of several words there are, over all languages.
    pub fn phrase_count(&self) -> usize {
        self.0.languages.iter().map(|language| language.phrases.len()).sum()
    }

    /// The ids of all rules, each after those it refers to; rules that are disabled are left out.
    pub fn rule_ids(&self) -> impl Iterator<Item = &str> {
        self.0.rules.rules.iter().map(|rule| rule.id.as_str())
    }

    /// How many rules there are.
    pub fn rule_count(&self) -> usize {
        self.0.rules.rules.len()
    }

    pub(crate) fn parts(&self) -> &Parts {
        &self.0
    }
}
