//! The files of a language, told apart by their names.

use crate::Error;
use crate::error::Place;
use std::borrow::Cow;

/// One file of data.
#[derive(Clone, Debug)]
pub(crate) struct Source {
    pub(crate) name: String,
    pub(crate) text: Cow<'static, str>,
}

impl Source {
    pub(crate) fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        Source { name: name.into(), text: Cow::Owned(text.into()) }
    }

    /// The name without folders and without what follows its first dot.
    fn stem(&self) -> &str {
        let file = self.name.rsplit(['/', '\\']).next().unwrap_or(&self.name);
        file.split('.').next().unwrap_or(file)
    }
}

/// The files of one language, by kind, in the order in which they are read.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sources {
    /// The last one counts.
    pub(crate) settings: Vec<Source>,
    pub(crate) forms: Vec<Source>,
    pub(crate) variants: Vec<Source>,
    pub(crate) common: Vec<Source>,
    pub(crate) lexicons: Vec<Source>,
    pub(crate) phrases: Vec<Source>,
    /// What differs from the composition of all languages.
    pub(crate) compositions: Vec<Source>,
    pub(crate) characters: Vec<Source>,
    pub(crate) guards: Vec<Source>,
    pub(crate) leanings: Vec<Source>,
    /// Files whose names say nothing.
    unknown: Vec<Source>,
}

/// What stands before the first hyphen of a stem, for files that are not for the classifier: labelled posts, cases, notes.
const NOT_READ: [&str; 7] = ["cases", "frames", "never", "pairs", "posts", "README", "NOTES"];
/// The same for files that are read.
const READ: [&str; 11] = [
    "language",
    "forms",
    "variants",
    "common",
    "lexicon",
    "learned",
    "phrases",
    "composition",
    "characters",
    "guards",
    "leanings",
];

impl Sources {
    /// Takes the files of a folder in: each goes where its name says, those of one kind by their names, what was learned last.
    pub(crate) fn add(&mut self, mut files: Vec<Source>) {
        files.sort_by(|a, b| (kind(a) == "learned", a.stem()).cmp(&(kind(b) == "learned", b.stem())));
        for file in files {
            let list = match kind(&file) {
                "language" => &mut self.settings,
                "forms" => &mut self.forms,
                "variants" => &mut self.variants,
                "common" => &mut self.common,
                "lexicon" | "learned" => &mut self.lexicons,
                "phrases" => &mut self.phrases,
                "composition" => &mut self.compositions,
                "characters" => &mut self.characters,
                "guards" => &mut self.guards,
                "leanings" => &mut self.leanings,
                known if NOT_READ.contains(&known) => continue,
                _ => &mut self.unknown,
            };
            list.push(file);
        }
    }

    /// Refuses files whose names say nothing.
    pub(crate) fn check(&self) -> Result<(), Error> {
        self.unknown.first().map_or(Ok(()), |file| {
            let kinds = READ.iter().chain(&NOT_READ).copied();
            Err(Error::unknown(Place::new(&file.name, 0, 0), "kind of file", file.stem(), kinds))
        })
    }

    /// Every file.
    pub(crate) fn all(&self) -> impl Iterator<Item = &Source> {
        let words =
            [&self.settings, &self.forms, &self.variants, &self.common, &self.lexicons, &self.phrases, &self.compositions];
        let characters = [&self.characters, &self.guards, &self.leanings];
        words.into_iter().chain(characters).flatten()
    }
}

/// What stands before the first hyphen of a file's stem.
fn kind(file: &Source) -> &str {
    let stem = file.stem();
    stem.split('-').next().unwrap_or(stem)
}
