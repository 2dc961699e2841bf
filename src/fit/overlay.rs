//! What was learned, written in the grammars of the data files.

use super::model::Model;
use crate::Builder;
use crate::classifier::Parts;
use crate::lexicon::{SCALES, Scale, Weights};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// Files that change a classifier as the labels say. A file with nothing to say is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Overlay {
    /// ISO 639-1 code of the language whose words and composition these are; English, if it is empty.
    pub language: String,
    /// Words and fixed phrases, in the grammar of `lexicon.tsv`.
    pub lexicon: String,
    /// Patterns, in the grammar of `phrases.tsv`.
    pub phrases: String,
    /// Points of rules, in the grammar of `rules.toml`.
    pub rules: String,
    /// Parameters of composition, in the grammar of `composition.toml`.
    pub composition: String,
}

impl Overlay {
    /// Adds the files to those a classifier is built from.
    ///
    /// ```
    /// use hearken::{Classifier, fit::Overlay};
    /// let overlay = Overlay { lexicon: "plunky\tnegative=60\t-\town\n".to_owned(), ..Overlay::default() };
    /// let classifier = overlay.apply(Classifier::builder(), "own").build()?;
    /// assert!(classifier.classify("plunky").sentiment.negative > 0.5);
    /// # Ok::<(), hearken::Error>(())
    /// ```
    pub fn apply(&self, builder: Builder, name: &str) -> Builder {
        let code = if self.language.is_empty() { "en" } else { self.language.as_str() };
        let kinds = [
            (format!("learned-{name}.tsv"), &self.lexicon),
            (format!("phrases-{name}.tsv"), &self.phrases),
            (format!("composition-{name}.toml"), &self.composition),
        ];
        let files = kinds.into_iter().filter(|(_, text)| !text.is_empty()).map(|(name, text)| (name, text.as_str()));
        let builder = builder.language(code, files);
        if self.rules.is_empty() { builder } else { builder.rules(format!("{name}.rules.toml"), self.rules.as_str()) }
    }

    /// Whether it changes nothing.
    pub fn is_empty(&self) -> bool {
        [&self.lexicon, &self.phrases, &self.rules, &self.composition].into_iter().all(String::is_empty)
    }
}

/// A word or phrase whose points the labels changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Entry {
    pub(crate) before: [i32; SCALES],
    pub(crate) after: [i32; SCALES],
    /// Whether no file had it.
    pub(crate) new: bool,
    /// Whether it swallows what its members mean.
    pub(crate) mute: bool,
    /// Posts it counts in.
    pub(crate) posts: u32,
}

impl Entry {
    /// An entry as it stands.
    pub(crate) fn unchanged(weights: Weights, mute: bool) -> Self {
        let points = weights.0.map(i32::from);
        Entry { before: points, after: points, new: false, mute, posts: 0 }
    }

    /// The largest change on any scale.
    pub(crate) fn change(&self) -> i32 {
        self.before.iter().zip(&self.after).map(|(before, after)| (after - before).abs()).max().unwrap_or(0)
    }
}

/// Points a fact was found to be worth.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FactPoints {
    /// Receivers with their points.
    pub(crate) gives: Vec<(String, i32)>,
    /// Posts it holds in.
    pub(crate) posts: u32,
}

/// Everything that was learned, in whole points.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Learned {
    pub(crate) entries: BTreeMap<String, Entry>,
    pub(crate) facts: BTreeMap<String, FactPoints>,
    /// Bias of each output of the model.
    pub(crate) biases: Vec<i32>,
    pub(crate) composition: toml::Table,
    /// Terms whose weights `phrases.tsv` states after the lexicon is read, so that only another file of phrases can change them.
    pub(crate) late: BTreeSet<String>,
}

impl Learned {
    /// Nothing yet.
    pub(crate) fn unchanged(model: &Model) -> Self {
        Learned { biases: model.outputs.iter().map(|output| output.bias).collect(), ..Learned::default() }
    }

    /// The files, with every line's source named for the fit.
    pub(crate) fn overlay(&self, name: &str, model: &Model, parts: &Parts) -> Overlay {
        let mut overlay = Overlay { language: model.language(parts).code.to_string(), ..Overlay::default() };
        for (term, entry) in &self.entries {
            let file = if self.late.contains(term) || is_pattern(term) { &mut overlay.phrases } else { &mut overlay.lexicon };
            let _ = writeln!(file, "{term}\t{}\t-\tfit:{name} n={}", weights(entry), entry.posts);
        }
        for (fact, points) in &self.facts {
            let gives: Vec<String> = points.gives.iter().map(|(receiver, points)| format!("{receiver} = {points}")).collect();
            let id = rule_id(name, fact);
            let all = fact.replace(' ', "\", \"");
            let _ = writeln!(overlay.rules, "[[rule]]\nid = \"{id}\"\nall = [\"{all}\"]\ngives = {{ {} }}", gives.join(", "));
            let _ = writeln!(overlay.rules, "reason = \"fitted on {} posts\"\n", points.posts);
        }
        let mut composition = self.composition.clone();
        let mut state = |section: &str, key: String, points: i32| {
            let section = composition.entry(section).or_insert_with(|| toml::Table::new().into());
            if let toml::Value::Table(section) = section {
                section.insert(key, i64::from(points).into());
            }
        };
        for (output, &bias) in model.outputs.iter().zip(&self.biases).filter(|(output, bias)| output.bias != **bias) {
            let scale = Scale::NAMES[output.scale];
            match output.flag {
                None => state("sentiment", format!("{scale}_bias"), bias),
                Some(flag) => state("bias", scale.to_owned(), bias - parts.rules.flags[flag].bias),
            }
        }
        overlay.composition = composition.to_string();
        overlay
    }
}

/// The id of the rule that gives what a fact is worth: `signal.urls>=1` becomes `fit.name.signal_urls_1`.
pub(crate) fn rule_id(name: &str, fact: &str) -> String {
    let snake = |text: &str| -> String {
        let letters = text.replace(">=", "_").to_lowercase();
        letters.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect()
    };
    format!("fit.{}.{}", snake(name), snake(fact))
}

/// Whether a term of several words is more than the words themselves.
fn is_pattern(term: &str) -> bool {
    term.contains(' ') && (term.contains("..") || term.contains(['~', '(', ')', '|', '?', '@', '<', '>', '!', '^', '$']))
}

fn weights(entry: &Entry) -> String {
    let stated = Scale::NAMES.iter().zip(&entry.after).filter(|(_, points)| **points != 0);
    let mut items: Vec<String> = stated.map(|(scale, points)| format!("{scale}={points}")).collect();
    if items.is_empty() {
        items.push("positive=0".to_owned());
    }
    if entry.mute {
        items.push("mute".to_owned());
    }
    items.join(",")
}
