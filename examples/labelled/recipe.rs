//! How learned data comes about: which corpora, in which order, how.

use super::folder::name_of;
use super::{datasets, read};
use hearken::fit::{Dataset, Expected, Learner, Overlay, Prior, Proposals, Step, Task};
use serde::Deserialize;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// `learn.toml`: fits, each on top of those before it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recipe {
    /// File beside this one with words, meanings and signals that get no points, separated by white space; lines that start with `#` are
    /// comments.
    #[serde(default)]
    pub never: Option<String>,
    /// The fits.
    pub fit: Vec<Stanza>,
}

/// One fit. What is left out is as in [`Learner::new`].
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stanza {
    pub name: String,
    pub task: String,
    /// Files of labelled posts, from the folder of corpora.
    pub corpora: Vec<String>,
    /// Whether the language's own `posts.jsonl` and `pairs.jsonl` are learned from too.
    #[serde(default)]
    pub own: bool,
    #[serde(default)]
    steps: Vec<String>,
    #[serde(default)]
    keep: Vec<String>,
    known: Option<f64>,
    new: Option<f64>,
    facts: Option<f64>,
    biases: Option<f64>,
    composition: Option<f64>,
    balance: Option<f64>,
    evenness: Option<f64>,
    least_posts: Option<usize>,
    least_evidence: Option<f64>,
    least_corpora: Option<usize>,
    most: Option<usize>,
    most_facts: Option<usize>,
    #[serde(default)]
    unknown_words: bool,
    #[serde(default)]
    neutral_terms: bool,
    grammar: Option<bool>,
    /// A row of its own in the table for the posts whose column does not begin so: `["domain", "random_"]`.
    pub without: Option<(String, String)>,
    /// The figure to report: `macro-F1`, or `macro-recall` for the corpora named here.
    #[serde(default)]
    pub by_recall: Vec<String>,
}

impl Recipe {
    /// Reads `learn.toml` of a language, and the words that get nothing.
    pub fn read(folder: &Path) -> Result<(Recipe, BTreeSet<String>), String> {
        let path = folder.join("learn.toml");
        let recipe: Recipe = toml::from_str(&read(&path)?).map_err(|error| format!("{}: {error}", path.display()))?;
        let never = recipe.never.as_ref().map(|name| read(&folder.join(name))).transpose()?.unwrap_or_default();
        let lines = never.lines().filter(|line| !line.starts_with('#'));
        let never = lines.flat_map(str::split_whitespace).map(str::to_owned).collect();
        Ok((recipe, never))
    }
}

impl Stanza {
    /// The task.
    pub fn task(&self) -> Result<Task, String> {
        self.task.parse().map_err(|error: hearken::Error| error.to_string())
    }

    /// The learner, without its base.
    pub fn learner(&self, never: &BTreeSet<String>) -> Result<Learner, String> {
        let or = |given: Option<f64>, default: f64| given.unwrap_or(default);
        let mut prior = Prior::default();
        prior.known = or(self.known, prior.known);
        prior.new = or(self.new, prior.new);
        prior.facts = or(self.facts, prior.facts);
        prior.biases = or(self.biases, prior.biases);
        prior.composition = or(self.composition, prior.composition);
        let default = Proposals::default();
        let proposals = Proposals {
            least_posts: self.least_posts.unwrap_or(default.least_posts),
            least_evidence: self.least_evidence.unwrap_or(default.least_evidence),
            least_corpora: self.least_corpora.unwrap_or(default.least_corpora),
            most: self.most.unwrap_or(default.most),
            most_facts: self.most_facts.unwrap_or(default.most_facts),
            unknown_words: self.unknown_words,
            neutral_terms: self.neutral_terms,
            grammar: self.grammar.unwrap_or(default.grammar),
            never: never.clone(),
        };
        let learner = Learner::new(self.task()?)
            .name(&self.name)
            .prior(prior)
            .proposals(proposals)
            .balance(or(self.balance, 0.5))
            .evenness(or(self.evenness, 0.5));
        let learner = self.keep.iter().fold(learner, |learner, scale| learner.keep(scale));
        let step = |name: &String| {
            Step::ALL.into_iter().find(|step| step.as_str() == name).ok_or_else(|| format!("unknown step `{name}`"))
        };
        match self.steps.is_empty() {
            true => Ok(learner),
            false => Ok(learner.steps(self.steps.iter().map(step).collect::<Result<Vec<_>, _>>()?)),
        }
    }

    /// The labelled posts: the corpora, then the language's own.
    pub fn datasets(&self, corpora: &Path, folder: &Path) -> Result<Vec<Dataset>, String> {
        let paths: Vec<PathBuf> = self.corpora.iter().map(|path| corpora.join(path)).collect();
        let named = |(dataset, path): (Dataset, &String)| Dataset::new(path.as_str(), dataset.examples().to_vec());
        let mut all: Vec<Dataset> = datasets(&paths)?.into_iter().zip(&self.corpora).map(named).collect();
        if self.own {
            let mut posts = Vec::new();
            for name in ["posts.jsonl", "pairs.jsonl"].map(|name| folder.join(name)).iter().filter(|path| path.exists()) {
                posts.extend(Expected::read(&name_of(name), &read(name)?).map_err(|error| error.to_string())?);
            }
            all.push(Expected::dataset("own posts", &posts, &self.task()?));
        }
        Ok(all)
    }
}

/// Overlays of one language as one: of a word the last line counts, and says where all came from.
pub fn merged(overlays: &[Overlay]) -> Result<Overlay, String> {
    let mut all =
        Overlay { language: overlays.first().map(|one| one.language.clone()).unwrap_or_default(), ..Overlay::default() };
    all.lexicon = lines(overlays.iter().map(|overlay| overlay.lexicon.as_str()));
    all.phrases = lines(overlays.iter().map(|overlay| overlay.phrases.as_str()));
    all.grams = lines(overlays.iter().map(|overlay| overlay.grams.as_str()));
    all.rules = overlays.iter().map(|overlay| overlay.rules.as_str()).collect();
    let mut composition = toml::Table::new();
    for overlay in overlays {
        let stated: toml::Table = overlay.composition.parse().map_err(|error| format!("{error}"))?;
        for (section, values) in stated {
            let known = composition.entry(section).or_insert_with(|| toml::Table::new().into());
            if let (toml::Value::Table(known), toml::Value::Table(values)) = (known, values) {
                known.extend(values);
            }
        }
    }
    all.composition = composition.to_string();
    Ok(all)
}

/// Lines by their first column, sorted; sources are joined.
fn lines<'a>(files: impl Iterator<Item = &'a str>) -> String {
    let mut lines: std::collections::BTreeMap<&str, (&str, String)> = std::collections::BTreeMap::new();
    for line in files.flat_map(str::lines) {
        let mut columns = line.split('\t');
        let (Some(term), Some(weights), _, Some(source)) = (columns.next(), columns.next(), columns.next(), columns.next())
        else {
            continue;
        };
        let known = lines.entry(term).or_default();
        let sources = if known.1.is_empty() { source.to_owned() } else { format!("{} + {source}", known.1) };
        *known = (weights, sources);
    }
    lines.into_iter().map(|(term, (weights, source))| format!("{term}\t{weights}\t-\t{source}\n")).collect()
}
