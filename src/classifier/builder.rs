//! Loading: embedded data, then one's own.

use super::{Classifier, Parts};
use crate::error::Place;
use crate::language::{Language, MOST_LANGUAGES, Source, Sources, Votes};
use crate::lexicon::disguise::Confusables;
use crate::lexicon::names::Names;
use crate::lexicon::{Classes, Cues};
use crate::post::Brand;
use crate::rule::{self, Rules};
use crate::score::composition::Composition;
use crate::score::sentiment::Logistic;
use crate::token::Tokenizer;
use crate::verdict::{Flag, LanguageCode};
use crate::{Error, embedded, judge};
use std::sync::Arc;

/// Builds a [`Classifier`] from the embedded data and one's own.
///
/// Files are given as text with a name for error messages; nothing is read from disk. Those of one kind are loaded in the order in which
/// they are given, after the embedded ones.
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
#[derive(Clone)]
#[must_use]
pub struct Builder {
    brand: Option<Brand>,
    competitors: Vec<Brand>,
    cues: Vec<Source>,
    emoji: Vec<Source>,
    confusables: Vec<Source>,
    rules: Vec<Source>,
    /// What facts speak for, faintly.
    leanings: Vec<Source>,
    compositions: Vec<Source>,
    languages: Vec<(LanguageCode, Sources)>,
    /// Languages that are told apart without being read.
    unsupported: Vec<Source>,
    /// What was given as the code of a language and is none.
    bad_code: Option<String>,
    /// Words and phrases for [`DEFAULT_LANGUAGE`].
    own: Sources,
    thresholds: Vec<(Flag, f32)>,
    tokenizer: Option<Arc<dyn Tokenizer>>,
}

/// The language that words and phrases are for if none is named; if it is not there, they are for the first one.
const DEFAULT_LANGUAGE: &str = "en";

impl Default for Builder {
    /// With the embedded data.
    fn default() -> Self {
        let mut builder = Builder::empty();
        builder.cues.push(embedded::cues());
        builder.emoji.push(embedded::emoji());
        builder.confusables.push(embedded::confusables());
        builder.rules.push(embedded::rules());
        builder.leanings.push(embedded::leanings());
        builder.compositions.push(embedded::composition());
        builder.unsupported.push(embedded::unsupported());
        for (code, files) in embedded::languages() {
            builder.add(LanguageCode::new(code), files);
        }
        builder
    }
}

impl Builder {
    /// A builder without the embedded data: cues, composition, rules, emoji and languages are all to be given. The first composition
    /// must be complete.
    pub fn empty() -> Self {
        Builder {
            brand: None,
            competitors: Vec::new(),
            cues: Vec::new(),
            emoji: Vec::new(),
            confusables: Vec::new(),
            rules: Vec::new(),
            leanings: Vec::new(),
            compositions: Vec::new(),
            languages: Vec::new(),
            unsupported: Vec::new(),
            bad_code: None,
            own: Sources::default(),
            thresholds: Vec::new(),
            tokenizer: None,
        }
    }

    /// Adds files of a language: a new one, or one that is there already, whose words these then add to and change.
    ///
    /// `code` is an ISO 639-1 code. Each file is a name and a text, and the name says what it is: `language.toml`, `forms*.tsv`,
    /// `variants*.tsv`, `common*.tsv`, `lexicon*.tsv`, `learned*.tsv`, `phrases*.tsv`, `characters*.tsv`,
    /// `guards*.tsv`, `leanings*.tsv` or `composition*.toml`, where `*` is empty or starts with a hyphen; folders in front
    /// of a name have no say. Files named `posts*`, `pairs*`, `cases*`, `frames*`, `never*`, `learn*`, `README*` and `NOTES*` are passed over, so that every
    /// file of a folder can be handed over. Files of one call are read by kind and then by name, in whatever order they are given; `learned` comes after all of `lexicon`.
    /// Of several `language.toml` the last one counts, as a whole. See [`docs::data`](crate::docs::data) for what each holds. A code that is none
    /// is refused by [`Builder::build`].
    ///
    /// ```
    /// use hearken::{Classifier, Polarity};
    /// let settings = "code = \"eo\"\nname = \"Esperanto\"\nscript = \"Latin\"\nfunction_words = [\"la\", \"kaj\", \"estas\"]\n";
    /// let words = "bona\tpositive=30\t-\tme\nservo\t-\t-\tme\n";
    /// let classifier = Classifier::builder().language("eo", [("language.toml", settings), ("lexicon.tsv", words)]).build()?;
    /// let verdict = classifier.classify("la servo estas bona");
    /// assert_eq!((verdict.language.code.as_str(), verdict.sentiment.label), ("eo", Polarity::Positive));
    /// # Ok::<(), hearken::Error>(())
    /// ```
    pub fn language<N: Into<String>, T: Into<String>>(mut self, code: &str, files: impl IntoIterator<Item = (N, T)>) -> Self {
        let named = LanguageCode::new(code);
        if named == LanguageCode::UNDETERMINED {
            self.bad_code.get_or_insert_with(|| code.to_owned());
        }
        self.add(named, files.into_iter().map(|(name, text)| Source::new(name, text)).collect());
        self
    }

    /// Takes all leanings away.
    #[cfg(feature = "fit")]
    pub(crate) fn clear_leanings(&mut self) {
        self.leanings.clear();
        self.languages.iter_mut().for_each(|(_, sources)| sources.leanings.clear());
    }

    fn add(&mut self, code: LanguageCode, files: Vec<Source>) {
        match self.languages.iter_mut().find(|(known, _)| *known == code) {
            Some((_, sources)) => sources.add(files),
            None => {
                let mut sources = Sources::default();
                sources.add(files);
                self.languages.push((code, sources));
            }
        }
    }

    /// Adds, changes and removes emoji, in the grammar of `emoji.tsv`; they count in every language.
    pub fn emoji(mut self, name: impl Into<String>, text: impl Into<String>) -> Self {
        self.emoji.push(Source::new(name, text));
        self
    }

    /// Adds languages that are told apart without being read, in the grammar of `unsupported.tsv`; the words of one that is loaded are added
    /// to its own.
    pub fn unsupported(mut self, name: impl Into<String>, text: impl Into<String>) -> Self {
        self.unsupported.push(Source::new(name, text));
        self
    }

    /// Adds letters that stand for others in disguised words, in the grammar of `confusables.tsv`.
    pub fn confusables(mut self, name: impl Into<String>, text: impl Into<String>) -> Self {
        self.confusables.push(Source::new(name, text));
        self
    }

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

    /// Adds, changes and removes words of English (of the first language, if English is left out), in the grammar of `lexicon.tsv`; `name` stands in error messages. See
    /// [`docs::data`](crate::docs::data). For other languages see [`Builder::language`].
    pub fn lexicon(mut self, name: impl Into<String>, text: impl Into<String>) -> Self {
        self.own.lexicons.push(Source::new(name, text));
        self
    }

    /// Adds and removes phrases of English (of the first language, if English is left out), in the grammar of `phrases.tsv`. For other languages see [`Builder::language`].
    pub fn phrases(mut self, name: impl Into<String>, text: impl Into<String>) -> Self {
        self.own.phrases.push(Source::new(name, text));
        self
    }

    /// Adds cues, in the grammar of `cues.tsv`.
    pub fn cues(mut self, name: impl Into<String>, text: impl Into<String>) -> Self {
        self.cues.push(Source::new(name, text));
        self
    }

    /// Adds flags and rules and disables rules, in the grammar of `rules.toml`.
    pub fn rules(mut self, name: impl Into<String>, text: impl Into<String>) -> Self {
        self.rules.push(Source::new(name, text));
        self
    }

    /// Adds, changes and removes what facts speak for faintly, in the grammar of `leanings.tsv`. What words speak for belongs to a language: hand it over as
    /// `leanings.tsv` to [`Builder::language`].
    ///
    /// ```
    /// use hearken::{Classifier, Flag};
    /// let post = "any update on my order?";
    /// let score = |classifier: &Classifier| classifier.classify(post).scores.get(&Flag::REQUEST);
    /// let classifier = Classifier::builder()
    ///     .leanings("mine.tsv", "signal.questions>=1\trequest=40\n")
    ///     .language("en", [("leanings.tsv", "update\trequest=40\n")])
    ///     .build()?;
    /// assert!(score(&classifier) > score(&Classifier::new()));
    /// # Ok::<(), hearken::Error>(())
    /// ```
    pub fn leanings(mut self, name: impl Into<String>, text: impl Into<String>) -> Self {
        self.leanings.push(Source::new(name, text));
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
        self.compositions.push(Source::new(name, text));
        self
    }

    /// Raises a flag from this probability on, instead of 0.5 or what the rules file says. Probabilities outside 0 to 1 are taken as the
    /// nearer end. It is rounded to whole points, about a hundredth near 0.5; a score equal to it raises the flag. Of several for one
    /// flag the last counts.
    pub fn threshold(mut self, flag: Flag, probability: f32) -> Self {
        self.thresholds.push((flag, probability));
        self
    }

    /// Another tokenizer than [`SocialTokenizer`](crate::token::SocialTokenizer).
    pub fn tokenizer(mut self, tokenizer: impl Tokenizer + 'static) -> Self {
        self.tokenizer = Some(Arc::new(tokenizer));
        self
    }

    /// Loads everything and checks it. It takes a fraction of a second, most of it for the embedded phrases; several languages are built side by side, in
    /// threads that end before it returns.
    ///
    /// # Errors
    ///
    /// If a file breaks its grammar, names something nothing declares, or contradicts itself; if a threshold is for a flag that no
    /// file declares; if a language has no code of two or three letters, or there are more than 32; or if words are for no language, as none is loaded.
    pub fn build(mut self) -> Result<Classifier, Error> {
        if let Some(code) = &self.bad_code {
            let message = format!("expected the code of a language, two or three letters, found `{code}`");
            return Err(Error::syntax(Place::new("language", 0, 0), message));
        }
        self.hand_over_own()?;
        let mut cues = Cues::default();
        for file in &self.cues {
            cues.load(&file.name, &file.text)?;
        }
        let mut compiler = rule::Compiler::new(&cues);
        for file in &self.rules {
            compiler.load(&file.name, &file.text)?;
        }
        for file in &self.leanings {
            compiler.load_leanings(&file.name, &file.text)?;
        }
        let mut rules = compiler.finish()?;
        self.set_thresholds(&mut rules)?;
        let (emoji, compositions) = (self.emoji.as_slice(), self.compositions.as_slice());
        let (shared_cues, receivers) = (&cues, &rules.receivers);
        let build = |(code, sources): &(LanguageCode, Sources)| {
            let composition = composition_of(compositions, sources)?;
            Language::build(*code, emoji, sources, composition, shared_cues, receivers)
        };
        let languages = side_by_side(&self.languages, build).into_iter().collect::<Result<Vec<_>, _>>()?;
        if languages.len() > MOST_LANGUAGES {
            let message = format!("expected at most {MOST_LANGUAGES} languages, found {}", languages.len());
            return Err(Error::syntax(Place::new("languages", 0, 0), message));
        }
        let votes = Votes::of(&languages, &self.unsupported)?;
        let neutral = build(&(LanguageCode::UNDETERMINED, Sources::default()))?;
        let mut confusables = Confusables::default();
        for file in &self.confusables {
            confusables.load(&file.name, &file.text)?;
        }
        let mut names = Names::default();
        if let Some(brand) = &self.brand {
            names.add(brand, Classes::BRAND);
        }
        for competitor in &self.competitors {
            names.add(competitor, Classes::COMPETITOR);
        }
        let data = self.data_hash();
        let brand = self.brand.map(|brand| brand.name);
        let tokenizer = self.tokenizer;
        Ok(Classifier(Arc::new(Parts {
            cues,
            languages,
            votes,
            neutral,
            confusables,
            rules,
            logistic: Logistic::new(),
            tokenizer,
            names,
            brand,
            data,
        })))
    }

    /// Gives words and phrases that name no language to the default one, after its own.
    fn hand_over_own(&mut self) -> Result<(), Error> {
        let default = self.languages.iter().position(|(code, _)| code.as_str() == DEFAULT_LANGUAGE).unwrap_or(0);
        if let Some((_, sources)) = self.languages.get_mut(default) {
            sources.lexicons.append(&mut self.own.lexicons);
            sources.phrases.append(&mut self.own.phrases);
        }
        self.own.all().next().map_or(Ok(()), |file| {
            Err(Error::conflict(Place::new(&file.name, 0, 0), "these words are for no language, as none is loaded"))
        })
    }

    fn set_thresholds(&self, rules: &mut Rules) -> Result<(), Error> {
        for (flag, probability) in &self.thresholds {
            let place = Place::new("threshold", 0, 0);
            if probability.is_nan() {
                return Err(Error::syntax(place, format!("expected a probability for {flag}, found {probability}")));
            }
            let Some(index) = rules.flags.iter().position(|rule| rule.flag == *flag) else {
                let names: Vec<&str> = rules.flags.iter().map(|rule| rule.flag.as_str()).collect();
                return Err(Error::unknown(place, "flag", flag.as_str(), names));
            };
            rules.flags[index].threshold = judge::points_of(*probability);
        }
        Ok(())
    }

    /// A hash of everything that was loaded.
    fn data_hash(&self) -> u64 {
        let shared =
            [&self.cues, &self.rules, &self.leanings, &self.compositions, &self.emoji, &self.confusables, &self.unsupported]
                .into_iter()
                .flatten();
        let words = self.languages.iter().flat_map(|(_, sources)| sources.all());
        shared.chain(words).fold(0xcbf2_9ce4_8422_2325, |hash, file| hash_of(hash, file.text.as_bytes()))
    }
}

/// FNV-1a, eight bytes at a time; the high bits are folded down, so that every byte tells.
fn hash_of(hash: u64, bytes: &[u8]) -> u64 {
    let step = |hash: u64, block: u64| {
        let mixed = (hash ^ block).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        mixed ^ mixed >> 32
    };
    let (blocks, rest) = bytes.as_chunks::<8>();
    let hash = blocks.iter().fold(hash, |hash, block| step(hash, u64::from_le_bytes(*block)));
    step(rest.iter().fold(hash, |hash, &byte| step(hash, u64::from(byte))), bytes.len() as u64)
}

/// The composition of a language: the shared one, then the language's own, then those that came later.
fn composition_of(compositions: &[Source], sources: &Sources) -> Result<Composition, Error> {
    let Some((shared, later)) = compositions.split_first() else {
        return Err(Error::syntax(Place::new("composition", 0, 0), "expected a composition"));
    };
    let shared = Composition::parse(&shared.name, &shared.text)?;
    let mut files = sources.compositions.iter().chain(later);
    files.try_fold(shared, |all, file| all.overlaid(&file.name, &file.text))
}

/// What `make` makes of each item, in threads side by side where there are several processors.
fn side_by_side<I: Sync, O: Send>(items: &[I], make: impl Fn(&I) -> O + Sync) -> Vec<O> {
    if items.len() < 2 || std::thread::available_parallelism().map_or(1, usize::from) == 1 {
        return items.iter().map(make).collect();
    }
    let make = &make;
    std::thread::scope(|scope| {
        let threads: Vec<_> = items.iter().map(|item| scope.spawn(move || make(item))).collect();
        let joined = threads.into_iter().map(|thread| thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        joined.collect()
    })
}
