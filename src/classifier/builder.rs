//! Loading: embedded data, then one's own.

use super::{Classifier, Parts};
use crate::language::{Language, Source, Sources};
use crate::lexicon::disguise::Confusables;
use crate::lexicon::names::Names;
use crate::lexicon::{Classes, Cues};
use crate::post::Brand;
use crate::rule;
use crate::score::composition::Composition;
use crate::token::{SocialTokenizer, Tokenizer};
use crate::verdict::Flag;
use crate::{Error, embedded, judge};
use std::sync::Arc;

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

    /// Adds, changes and removes words, in the grammar of `lexicon.tsv`; `name` stands in error messages. See [`docs::data`](crate::docs::data).
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

    /// Raises a flag from this probability on, instead of 0.5 or what the rules file says. Probabilities outside 0 to 1 are taken as the
    /// nearer end. It is rounded to whole points, about a hundredth near 0.5; a score equal to it raises the flag. Of several for one
    /// flag the last counts.
    pub fn threshold(mut self, flag: Flag, probability: f32) -> Self {
        self.thresholds.push((flag, probability));
        self
    }

    /// Another tokenizer than [`SocialTokenizer`].
    pub fn tokenizer(mut self, tokenizer: impl Tokenizer + 'static) -> Self {
        self.tokenizer = Some(Arc::new(tokenizer));
        self
    }

    /// Loads everything and checks it. It takes a fraction of a second, most of it for the embedded phrases.
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
            if probability.is_nan() {
                let place = crate::error::Place::new("threshold", 0, 0);
                return Err(Error::syntax(place, format!("expected a probability for {flag}, found {probability}")));
            }
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
        let mut hash = 0xcbf2_9ce4_8422_2325;
        for file in embedded.chain(words).chain(own) {
            for byte in file.text.bytes() {
                hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
            }
        }
        hash
    }
}

fn source(name: impl Into<String>, text: impl Into<String>) -> Source {
    Source { name: name.into(), text: text.into().into() }
}
