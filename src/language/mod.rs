//! A language: its words, its phrases, its settings.

pub(crate) mod identify;

use crate::Error;
use crate::error::Place;
use crate::lexicon::disguise::Targets;
use crate::lexicon::inflect::Inflector;
use crate::lexicon::{Cues, Lexicon, Marks};
use crate::phrase::Phrases;
use crate::phrase::compile::Compiler;
use crate::verdict::LanguageCode;
use serde::Deserialize;
use std::sync::Arc;

/// Everything that belongs to one language, ready for use.
#[derive(Clone, Debug)]
pub(crate) struct Language {
    pub(crate) code: LanguageCode,
    pub(crate) lexicon: Arc<Lexicon>,
    pub(crate) phrases: Arc<Phrases>,
    /// Words that may be disguised.
    pub(crate) targets: Targets,
}

/// One file of words.
#[derive(Clone, Debug)]
pub(crate) struct Source {
    pub(crate) name: String,
    pub(crate) text: std::borrow::Cow<'static, str>,
}

/// The files of one language, in the order in which they are read.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sources {
    pub(crate) settings: Option<Source>,
    pub(crate) forms: Vec<Source>,
    pub(crate) variants: Vec<Source>,
    pub(crate) common: Vec<Source>,
    pub(crate) lexicons: Vec<Source>,
    pub(crate) phrases: Vec<Source>,
}

impl Sources {
    /// Every file.
    pub(crate) fn all(&self) -> impl Iterator<Item = &Source> {
        let word_files = [&self.forms, &self.variants, &self.common, &self.lexicons, &self.phrases];
        self.settings.iter().chain(word_files.into_iter().flatten())
    }
}

/// `language.toml`
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Settings {
    code: String,
    /// For readers.
    #[serde(rename = "name")]
    _name: String,
    /// For readers.
    #[serde(rename = "script")]
    _script: String,
    #[serde(default)]
    inflection: Inflection,
    #[serde(default)]
    function_words: Vec<String>,
    #[serde(default)]
    frequent_words: Vec<String>,
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
    pub(crate) fn build(sources: &Sources, cues: &Cues) -> Result<Language, Error> {
        let settings = sources.settings.as_ref().map(read_settings).transpose()?;
        let mut inflector = Inflector::default();
        let mut code = LanguageCode::UNDETERMINED;
        let mut function_words = Vec::new();
        let mut frequent_words = Vec::new();
        if let Some(settings) = settings {
            code = LanguageCode::new(&settings.code);
            for rule in settings.inflection.rules {
                inflector.rule(&rule.ending, rule.forms);
            }
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
        for file in &sources.lexicons {
            compiler.load_lexicon(&file.name, &file.text)?;
        }
        for file in &sources.phrases {
            compiler.load_phrases(&file.name, &file.text)?;
        }
        let (lexicon, phrases) = compiler.finish()?;
        let targets = Targets::of(&lexicon, cues);
        Ok(Language { code, lexicon: Arc::new(lexicon), phrases: Arc::new(phrases), targets })
    }
}

fn read_settings(source: &Source) -> Result<Settings, Error> {
    toml::from_str(&source.text).map_err(|error| {
        let offset = error.span().map_or(0, |span| span.start);
        Error::syntax(Place::at(&source.name, &source.text, offset), error.message())
    })
}
