//! The files of `data/`, embedded. A language is left out if its feature is.

use crate::language::Source;
use std::borrow::Cow;

macro_rules! file {
    ($path:literal) => {
        Source { name: concat!("data/", $path).to_owned(), text: Cow::Borrowed(include_str!(concat!("../data/", $path))) }
    };
    ($folder:literal, $file:literal) => {
        Source {
            name: concat!("data/", $folder, "/", $file).to_owned(),
            text: Cow::Borrowed(include_str!(concat!("../data/", $folder, "/", $file))),
        }
    };
}

macro_rules! languages {
    ($($code:literal: $($file:literal)+;)+) => {
        /// The code and the files of every language that is not left out, in the order in which ties are decided.
        pub(crate) fn languages() -> Vec<(&'static str, Vec<Source>)> {
            vec![$(
                #[cfg(feature = $code)]
                ($code, vec![$(file!($code, $file)),+]),
            )+]
        }
    };
}

pub(crate) fn cues() -> Source {
    file!("cues.tsv")
}

pub(crate) fn rules() -> Source {
    file!("rules.toml")
}

pub(crate) fn leanings() -> Source {
    file!("leanings.tsv")
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

pub(crate) fn unsupported() -> Source {
    file!("unsupported.tsv")
}

languages! {
    "en": "language.toml" "forms.tsv" "variants.tsv" "common.tsv" "lexicon.tsv" "lexicon-abuse.tsv" "phrases.tsv"
        "phrases-trouble.tsv" "phrases-service.tsv" "phrases-praise.tsv" "phrases-irony.tsv" "phrases-danger.tsv" "phrases-talk.tsv"
        "phrases-leaving.tsv" "phrases-abuse.tsv" "leanings.tsv";
    "de": "language.toml" "composition.toml" "forms.tsv" "variants.tsv" "common.tsv" "lexicon.tsv" "lexicon-abuse.tsv" "phrases.tsv" "leanings.tsv";
    "es": "language.toml" "forms.tsv" "variants.tsv" "common.tsv" "lexicon.tsv" "lexicon-abuse.tsv" "phrases.tsv" "leanings.tsv";
    "zh": "language.toml" "composition.toml" "characters.tsv" "guards.tsv" "forms.tsv" "variants.tsv" "common.tsv" "lexicon.tsv" "lexicon-abuse.tsv" "phrases.tsv" "leanings.tsv";
    "ja": "language.toml" "composition.toml" "guards.tsv" "forms.tsv" "variants.tsv" "common.tsv" "lexicon.tsv" "lexicon-abuse.tsv" "phrases.tsv" "phrases-open.tsv" "leanings.tsv";
}
