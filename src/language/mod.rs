//! A language: its words, its phrases, its settings.

mod files;
pub(crate) mod identify;
mod script;
mod votes;

pub(crate) use files::{Source, Sources};
pub(crate) use script::Script;
pub(crate) use votes::{MOST_LANGUAGES, Votes};

use crate::Error;
use crate::error::Place;
use crate::lexicon::compound::Compounds;
use crate::lexicon::disguise::Targets;
use crate::lexicon::inflect::Inflector;
use crate::lexicon::leanings::{Leanings, Receivers};
use crate::lexicon::segment::Segmenter;
use crate::lexicon::{Cues, Lexicon, Marks, WordId};
use crate::phrase::Phrases;
use crate::phrase::compile::Compiler;
use crate::scope::Grammar;
use crate::score::composition::Composition;
use crate::token::SocialTokenizer;
use crate::verdict::LanguageCode;
use serde::Deserialize;
use std::sync::Arc;

/// Everything that belongs to one language, ready for use.
#[derive(Clone, Debug)]
pub(crate) struct Language {
    pub(crate) code: LanguageCode,
    pub(crate) script: Script,
    pub(crate) lexicon: Arc<Lexicon>,
    pub(crate) phrases: Arc<Phrases>,
    /// Words that may be disguised.
    pub(crate) targets: Targets,
    /// Letters that other languages of its script lack.
    pub(crate) letters: String,
    /// What scopes do to points, and what posts start with.
    pub(crate) composition: Composition,
    /// How words act on one another.
    pub(crate) grammar: Grammar,
    /// Splits hashtags by the words of the language.
    pub(crate) tokenizer: SocialTokenizer,
}

/// `language.toml`
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Settings {
    code: String,
    /// For readers.
    #[serde(rename = "name")]
    _name: String,
    script: Script,
    #[serde(default)]
    letters: String,
    #[serde(default)]
    scope: Grammar,
    #[serde(default)]
    spelling: Spelling,
    #[serde(default)]
    inflection: Inflection,
    #[serde(default)]
    function_words: Vec<String>,
    #[serde(default)]
    frequent_words: Vec<String>,
}

/// How words are written.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Spelling {
    alternatives: Vec<(String, String)>,
    capitals_in_nouns: bool,
    links: Vec<String>,
    dropped: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Inflection {
    #[serde(default)]
    rules: Vec<Suffixes>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Suffixes {
    ending: String,
    forms: Vec<String>,
}

impl Language {
    /// Reads and compiles the files of a language.
    pub(crate) fn build(
        code: LanguageCode,
        emoji: &[Source],
        sources: &Sources,
        composition: Composition,
        cues: &Cues,
        receivers: &Receivers,
    ) -> Result<Language, Error> {
        sources.check()?;
        let settings = sources.settings.last().map(|file| read_settings(file, code)).transpose()?;
        let mut inflector = Inflector::default();
        let mut script = Script::default();
        let mut letters = String::new();
        let mut spelling = Spelling::default();
        let mut grammar = Grammar::default();
        let mut function_words = Vec::new();
        let mut frequent_words = Vec::new();
        if let Some(settings) = settings {
            (script, letters, grammar) = (settings.script, settings.letters, settings.scope);
            for rule in settings.inflection.rules {
                inflector.rule(&rule.ending, rule.forms);
            }
            spelling = settings.spelling;
            function_words = settings.function_words;
            frequent_words = settings.frequent_words;
        }
        for file in &sources.forms {
            inflector.load(&file.name, &file.text)?;
        }
        let mut compiler = Compiler::new(cues, inflector);
        let lexicon = compiler.lexicon_mut();
        for word in &function_words {
            let id = lexicon.intern(word);
            lexicon.mark(id, Marks::FUNCTION);
            lexicon.mark(id, Marks::ORDINARY);
        }
        for word in &frequent_words {
            let id = lexicon.intern(word);
            lexicon.mark(id, Marks::FREQUENT);
        }
        for file in &sources.variants {
            lexicon.load_variants(&file.name, &file.text)?;
        }
        for file in &sources.common {
            lexicon.load_common(&file.name, &file.text)?;
        }
        for file in emoji.iter().chain(&sources.lexicons) {
            compiler.load_lexicon(&file.name, &file.text)?;
        }
        for file in &sources.phrases {
            compiler.load_phrases(&file.name, &file.text)?;
        }
        compiler.lexicon_mut().respell(&spelling.alternatives);
        let (mut lexicon, phrases) = compiler.finish()?;
        lexicon.capitals_in_nouns = spelling.capitals_in_nouns;
        lexicon.compounds = Compounds { links: spelling.links, dropped: spelling.dropped };
        let mut segmenter = Segmenter::default();
        for file in &sources.characters {
            segmenter.load_characters(&file.name, &file.text)?;
        }
        for file in &sources.guards {
            segmenter.load_guards(&file.name, &file.text, &lexicon)?;
        }
        segmenter.take_words(&lexicon);
        lexicon.segmenter = segmenter;
        // After the words of runs are known, which these must not change.
        let mut leanings = Leanings::default();
        for file in &sources.leanings {
            leanings.load(&file.name, &file.text, &mut lexicon, receivers)?;
        }
        lexicon.leanings = leanings;
        lexicon.shrink();
        let targets = Targets::of(&lexicon, cues);
        let lexicon = Arc::new(lexicon);
        let tokenizer = SocialTokenizer::new().with_vocabulary(lexicon.clone());
        Ok(Language { code, script, lexicon, phrases: Arc::new(phrases), targets, letters, grammar, composition, tokenizer })
    }

    /// The words that tell the language from others: its function words, and what stands for them alone (`don't`).
    pub(crate) fn function_words(&self) -> impl Iterator<Item = &str> {
        let function = |word: WordId| self.lexicon.entry(word).marks.has(Marks::FUNCTION);
        (1..self.lexicon.len() as WordId).filter_map(move |word| {
            let stands_for = self.lexicon.resolve(word);
            let common = function(word) || !stands_for.is_empty() && stands_for.iter().all(|&word| function(word));
            common.then(|| self.lexicon.word(word))
        })
    }
}

/// A negator may look so many terms back: a bound on the work of clauses without end.
const MOST_BACK_REACH: usize = 32;

fn read_settings(source: &Source, code: LanguageCode) -> Result<Settings, Error> {
    let settings: Settings = toml::from_str(&source.text).map_err(|error| Error::toml(&source.name, &source.text, &error))?;
    if LanguageCode::new(&settings.code) != code {
        let place = Place::at(&source.name, &source.text, source.text.find("code").unwrap_or(0));
        return Err(Error::conflict(place, format!("expected the code `{code}`, found `{}`", settings.code)));
    }
    let refuse = |key: &str, message: String| {
        Err(Error::syntax(Place::at(&source.name, &source.text, source.text.find(key).unwrap_or(0)), message))
    };
    if settings.spelling.alternatives.iter().any(|(from, _)| from.is_empty()) {
        return refuse("alternatives", "expected pairs of letters and what is typed instead, found a pair of nothing".to_owned());
    }
    if settings.scope.back_reach > MOST_BACK_REACH {
        return refuse(
            "back_reach",
            format!("expected back_reach from 0 to {MOST_BACK_REACH}, found {}", settings.scope.back_reach),
        );
    }
    let is_word = |word: &str| !word.is_empty() && !word.contains(char::is_whitespace) && word == word.to_lowercase();
    for (key, words) in [("function_words", &settings.function_words), ("frequent_words", &settings.frequent_words)] {
        if let Some(word) = words.iter().find(|word| !is_word(word)) {
            return refuse(key, format!("expected single words in lower case in {key}, found `{word}`"));
        }
    }
    Ok(settings)
}
