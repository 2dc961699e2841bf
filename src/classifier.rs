//! The one place that sees every stage.

use crate::language::{Language, Source, Sources, identify};
use crate::lexicon::annotate::{Terms, annotate};
use crate::lexicon::disguise::{self, Confusables, Disguise};
use crate::lexicon::names::Names;
use crate::lexicon::{Classes, Cues};
use crate::phrase::matching::Hits;
use crate::post::{Brand, Post, Role};
use crate::rule::{self, Context, Evaluation, Rules};
use crate::scope::{self, Scopes};
use crate::score::composition::Composition;
use crate::score::signal::Signals;
use crate::score::{self, Scored};
use crate::token::{SocialTokenizer, Tokenizer, Tokens};
use crate::verdict::{Flag, LanguageCode, Support, Verdict};
use crate::{Error, embedded, judge};
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
    pub(crate) language: Language,
    /// Words of no language, for posts in languages that are not supported.
    pub(crate) neutral: Language,
    confusables: Confusables,
    pub(crate) rules: Rules,
    pub(crate) composition: Composition,
    pub(crate) tokenizer: Arc<dyn Tokenizer>,
    pub(crate) names: Names,
    brand: Option<String>,
    data: u64,
}

impl std::fmt::Debug for Classifier {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Classifier")
            .field("language", &self.0.language.code)
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
    /// The default classifier with the embedded data. It is built on first use, in some milliseconds, and shared from then on.
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
    /// The verdict lists no evidence; see [`Analyzer::explain`].
    pub fn classify(&self, text: &str) -> Verdict {
        self.analyzer().classify(text)
    }

    /// Judges a post with what is known of its circumstances.
    pub fn classify_post(&self, post: &Post) -> Verdict {
        self.analyzer().classify_post(post)
    }

    /// An analyzer, which keeps its buffers from one post to the next: use one per thread for many posts.
    pub fn analyzer(&self) -> Analyzer {
        Analyzer { classifier: self.clone(), buffers: Buffers::default() }
    }

    /// Every flag that can be raised, in the order of the rules files.
    pub fn flags(&self) -> impl Iterator<Item = &Flag> {
        self.0.rules.flags.iter().map(|rule| &rule.flag)
    }

    /// How many words and fixed forms carry weights or cues; emoji are among them.
    pub fn entry_count(&self) -> usize {
        self.0.language.lexicon.entry_count()
    }

    /// How many phrases and patterns of several words there are.
    pub fn phrase_count(&self) -> usize {
        self.0.language.phrases.len()
    }

    /// The ids of all rules, each after those it refers to.
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

/// Builds a [`Classifier`] from the embedded data and one's own.
///
/// Files are given as text with a name for error messages; nothing is read from disk. They are loaded in the order in which they are
/// given, after the embedded ones.
///
/// ```
/// use hearken::{Brand, Classifier, Polarity};
/// let classifier = Classifier::builder()
///     .brand(Brand::new("Acme").handle("@acme"))
///     .lexicon("acme.tsv", "clunky\tnegative=40\t-\tacme\n")
///     .build()?;
/// assert_eq!(classifier.classify("so clunky").sentiment.label, Polarity::Negative);
/// # Ok::<(), hearken::Error>(())
/// ```
#[derive(Clone, Default)]
#[must_use]
pub struct Builder {
    brand: Option<Brand>,
    competitors: Vec<Brand>,
    cues: Vec<Source>,
    lexicons: Vec<Source>,
    phrases: Vec<Source>,
    rules: Vec<Source>,
    compositions: Vec<Source>,
    thresholds: Vec<(Flag, f32)>,
    tokenizer: Option<Arc<dyn Tokenizer>>,
}

impl Builder {
    /// The brand that posts are judged for, unless a post names another.
    pub fn brand(mut self, brand: Brand) -> Self {
        self.brand = Some(brand);
        self
    }

    /// A competitor of the brand.
    pub fn competitor(mut self, competitor: Brand) -> Self {
        self.competitors.push(competitor);
        self
    }

    /// Adds, changes and removes words, in the grammar of `lexicon.tsv`.
    pub fn lexicon(mut self, name: impl Into<String>, text: impl Into<String>) -> Self {
        self.lexicons.push(source(name, text));
        self
    }

    /// Adds and removes phrases, in the grammar of `phrases.tsv`.
    pub fn phrases(mut self, name: impl Into<String>, text: impl Into<String>) -> Self {
        self.phrases.push(source(name, text));
        self
    }

    /// Adds cues, in the grammar of `cues.tsv`.
    pub fn cues(mut self, name: impl Into<String>, text: impl Into<String>) -> Self {
        self.cues.push(source(name, text));
        self
    }

    /// Adds flags and rules and disables rules, in the grammar of `rules.toml`.
    pub fn rules(mut self, name: impl Into<String>, text: impl Into<String>) -> Self {
        self.rules.push(source(name, text));
        self
    }

    /// Changes parameters of composition, in the grammar of `composition.toml`; what it does not state stays.
    ///
    /// ```
    /// use hearken::Classifier;
    /// let classifier = Classifier::builder().composition("mine.toml", "[strength]\ncapitals = 40\n").build()?;
    /// assert!(classifier.classify("GREAT").sentiment.compound > Classifier::new().classify("GREAT").sentiment.compound);
    /// # Ok::<(), hearken::Error>(())
    /// ```
    pub fn composition(mut self, name: impl Into<String>, text: impl Into<String>) -> Self {
        self.compositions.push(source(name, text));
        self
    }

    /// Raises a flag from this probability on, instead of 0.5. Probabilities outside 0 to 1 are taken as the nearer end.
    pub fn threshold(mut self, flag: Flag, probability: f32) -> Self {
        self.thresholds.push((flag, probability));
        self
    }

    /// Another tokenizer than [`SocialTokenizer`].
    pub fn tokenizer(mut self, tokenizer: impl Tokenizer + 'static) -> Self {
        self.tokenizer = Some(Arc::new(tokenizer));
        self
    }

    /// Loads everything and checks it.
    ///
    /// # Errors
    ///
    /// If a file breaks its grammar, names something nothing declares, or contradicts itself; or if a threshold is for a flag that no
    /// file declares.
    pub fn build(self) -> Result<Classifier, Error> {
        let mut cues = Cues::default();
        for file in embedded::cues().iter().chain(&self.cues) {
            cues.load(&file.name, &file.text)?;
        }
        let mut sources = embedded::english();
        sources.lexicons.extend(self.lexicons.iter().cloned());
        sources.phrases.extend(self.phrases.iter().cloned());
        let language = Language::build(&sources, &cues)?;
        let neutral = Language::build(&Sources { lexicons: vec![embedded::emoji()], ..Sources::default() }, &cues)?;
        let mut confusables = Confusables::default();
        let file = embedded::confusables();
        confusables.load(&file.name, &file.text)?;
        let mut compiler = rule::Compiler::new(&cues);
        for file in embedded::rules().iter().chain(&self.rules) {
            compiler.load(&file.name, &file.text)?;
        }
        let mut rules = compiler.finish()?;
        for (flag, probability) in &self.thresholds {
            let names: Vec<&str> = rules.flags.iter().map(|rule| rule.flag.as_str()).collect();
            match rules.flags.iter().position(|rule| rule.flag == *flag) {
                Some(index) => rules.flags[index].threshold = judge::points_of(*probability),
                None => {
                    let place = crate::error::Place::new("threshold", 0, 0);
                    return Err(Error::unknown(place, "flag", flag.as_str(), names));
                }
            }
        }
        let composition = embedded::composition();
        let mut composition = Composition::parse(&composition.name, &composition.text)?;
        for file in &self.compositions {
            composition = composition.overlaid(&file.name, &file.text)?;
        }
        let mut names = Names::default();
        if let Some(brand) = &self.brand {
            names.add(brand, Classes::BRAND);
        }
        for competitor in &self.competitors {
            names.add(competitor, Classes::COMPETITOR);
        }
        let tokenizer = self.tokenizer.clone().unwrap_or_else(|| {
            let vocabulary = Arc::clone(&language.lexicon);
            Arc::new(SocialTokenizer::new().with_vocabulary(vocabulary))
        });
        let data = self.data_hash(&sources);
        let brand = self.brand.map(|brand| brand.name);
        Ok(Classifier(Arc::new(Parts {
            cues,
            language,
            neutral,
            confusables,
            rules,
            composition,
            tokenizer,
            names,
            brand,
            data,
        })))
    }

    /// FNV-1a over everything that was loaded.
    fn data_hash(&self, sources: &Sources) -> u64 {
        let embedded = embedded::cues().into_iter().chain(embedded::rules()).chain([embedded::composition()]);
        let words = sources.all().cloned();
        let own = self.cues.iter().chain(&self.rules).chain(&self.compositions).cloned();
        embedded
            .chain(words)
            .chain(own)
            .flat_map(|file| file.text.bytes().collect::<Vec<u8>>())
            .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3))
    }
}

fn source(name: impl Into<String>, text: impl Into<String>) -> Source {
    Source { name: name.into(), text: text.into().into() }
}

/// A classifier with buffers of its own: for many posts, one after the other.
///
/// ```
/// use hearken::Classifier;
/// let mut analyzer = Classifier::new().analyzer();
/// for post in ["great service today", "where is my refund?"] {
///     println!("{:?}", analyzer.classify(post).sentiment.label);
/// }
/// ```
#[derive(Debug)]
pub struct Analyzer {
    classifier: Classifier,
    buffers: Buffers,
}

/// What the stages write, kept for the next post.
#[derive(Debug, Default)]
pub(crate) struct Buffers {
    pub(crate) tokens: Tokens,
    pub(crate) disguises: Vec<Disguise>,
    pub(crate) terms: Terms,
    pub(crate) hits: Hits,
    pub(crate) scopes: Scopes,
    pub(crate) scored: Scored,
    pub(crate) evaluation: Evaluation,
}

/// The circumstances of a post.
struct Circumstances<'a> {
    role: Role,
    hint: Option<LanguageCode>,
    names: &'a Names,
    brand: Option<&'a str>,
}

impl Analyzer {
    /// As [`Classifier::classify`].
    pub fn classify(&mut self, text: &str) -> Verdict {
        self.text(text, false)
    }

    /// As [`Classifier::classify_post`].
    pub fn classify_post(&mut self, post: &Post) -> Verdict {
        self.post(post, false)
    }

    /// Judges a text and lists the evidence: every contribution with its place, adding up to the scores.
    pub fn explain(&mut self, text: &str) -> Verdict {
        self.text(text, true)
    }

    /// Judges a post and lists the evidence.
    pub fn explain_post(&mut self, post: &Post) -> Verdict {
        self.post(post, true)
    }

    /// What the stages found in the last post.
    #[cfg(feature = "fit")]
    pub(crate) fn buffers(&self) -> &Buffers {
        &self.buffers
    }

    fn text(&mut self, text: &str, explain: bool) -> Verdict {
        let classifier = self.classifier.clone();
        let parts = classifier.parts();
        let circumstances =
            Circumstances { role: Role::Customer, hint: None, names: &parts.names, brand: parts.brand.as_deref() };
        self.run(parts, text, &circumstances, explain)
    }

    fn post(&mut self, post: &Post, explain: bool) -> Verdict {
        let classifier = self.classifier.clone();
        let parts = classifier.parts();
        let own;
        let names = if post.brand.is_none() && post.competitors.is_empty() {
            &parts.names
        } else {
            let mut given = Names::default();
            post.brand.iter().for_each(|brand| given.add(brand, Classes::BRAND));
            post.competitors.iter().for_each(|brand| given.add(brand, Classes::COMPETITOR));
            // A post's own brand replaces the classifier's, which is then nobody special.
            own = if given.has(Classes::BRAND) { given } else { parts.names.with(&given) };
            &own
        };
        let brand = post.brand.as_ref().map(|brand| brand.name.as_str()).or(parts.brand.as_deref());
        let hint = post.lang.as_deref().map(LanguageCode::new);
        self.run(parts, &post.text, &Circumstances { role: post.author.role, hint, names, brand }, explain)
    }

    /// One way through the house.
    fn run(&mut self, parts: &Parts, text: &str, circumstances: &Circumstances<'_>, explain: bool) -> Verdict {
        let Buffers { tokens, disguises, terms, hits, scopes, scored, evaluation } = &mut self.buffers;
        let text = readable(text);
        tokens.clear();
        parts.tokenizer.tokenize(text, tokens);
        let mut language = &parts.language;
        disguise::find(text, tokens, &language.lexicon, &parts.confusables, &language.targets, disguises);
        annotate(text, tokens, disguises, &language.lexicon, circumstances.names, terms);
        let finding = match circumstances.hint.filter(|code| *code != LanguageCode::UNDETERMINED) {
            Some(code) if code == language.code => identify::Finding { code, support: Support::Full },
            Some(code) => identify::Finding { code, support: Support::None },
            None => identify::judge(tokens, terms, &language.lexicon, language.code),
        };
        if finding.support == Support::None {
            language = &parts.neutral;
            annotate(text, tokens, &[], &language.lexicon, circumstances.names, terms);
        }
        language.phrases.find(terms, &language.lexicon, hits);
        scope::mark(terms, &language.lexicon, &language.phrases, &parts.cues, hits, scopes);
        score::add_up(terms, &language.lexicon, &language.phrases, hits, scopes, &parts.composition, scored);
        let signals = Signals::of(tokens, disguises);
        let context = Context {
            role: circumstances.role,
            brand_given: circumstances.brand.is_some(),
            signals: &signals,
            sums: &scored.sums,
        };
        parts.rules.evaluate(context, terms, hits, &language.phrases, scopes, evaluation);
        let stages = judge::Stages { parts, language, terms, hits, scopes, scored, signals: &signals };
        let mut verdict = stages.judge(evaluation, explain);
        verdict.language = crate::verdict::Language { code: finding.code, support: finding.support };
        verdict.brand = stages.brand(text, circumstances.brand);
        verdict.version = crate::verdict::Version::new(parts.data);
        verdict
    }
}

/// The part of a text whose bytes a `u32` can address: all of it, up to 4 GiB.
fn readable(text: &str) -> &str {
    let mut end = text.len().min(u32::MAX as usize);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}
