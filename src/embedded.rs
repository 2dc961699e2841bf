//! The files of `data/`, embedded.

use crate::language::{Source, Sources};

macro_rules! file {
    ($path:literal) => {
        Source { name: concat!("data/", $path).to_owned(), text: include_str!(concat!("../data/", $path)).into() }
    };
}

pub(crate) fn cues() -> Vec<Source> {
    vec![file!("cues.tsv")]
}

pub(crate) fn rules() -> Vec<Source> {
    vec![file!("rules.toml")]
}

pub(crate) fn composition() -> Source {
    file!("composition.toml")
}

pub(crate) fn emoji() -> Source {
    file!("emoji.tsv")
}

pub(crate) fn confusables() -> Source {
    file!("confusables.tsv")
}

pub(crate) fn english() -> Sources {
    Sources {
        settings: Some(file!("en/language.toml")),
        forms: vec![file!("en/forms.tsv")],
        variants: vec![file!("en/variants.tsv")],
        common: vec![file!("en/common.tsv")],
        lexicons: vec![emoji(), file!("en/lexicon.tsv"), file!("en/lexicon-abuse.tsv")],
        phrases: vec![file!("en/phrases.tsv")],
    }
}
