//! Learned leanings in the grammar of the data files.

use super::observe::{Feature, Observations};
use super::solve::Solution;
use crate::Builder;
use crate::classifier::Parts;
use crate::lexicon::leanings::{ANY_POST, MOST_POINTS};
use crate::lexicon::{SCALES, Scale};
use std::collections::BTreeMap;

/// Files of leanings, as text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LearnedLeanings {
    /// Of facts, for all languages.
    pub facts: String,
    /// Of words, by the code of the language.
    pub words: BTreeMap<String, String>,
}

/// Points that a file may state.
const MOST: i32 = MOST_POINTS as i32;

/// A line: what leans, its points by receiver, and in how many labelled posts it stands.
#[derive(Default)]
struct Line {
    points: Vec<(usize, i32)>,
    posts: u32,
}

impl LearnedLeanings {
    pub(crate) fn of(solutions: &[Solution], all: &Observations, parts: &Parts) -> Self {
        let mut facts: BTreeMap<String, Line> = BTreeMap::new();
        let mut words: BTreeMap<String, BTreeMap<String, Line>> = BTreeMap::new();
        for (target, solution) in solutions.iter().enumerate() {
            let receiver = |output: usize| match target {
                0 => [Scale::Positive as usize, Scale::Negative as usize][output],
                flag => SCALES + flag - 1,
            };
            for (code, biases) in &solution.biases {
                let line = words.entry(code.to_string()).or_default().entry(ANY_POST.to_owned()).or_default();
                let given = biases.iter().enumerate().filter(|(_, bias)| **bias != 0);
                line.points.extend(given.map(|(output, &bias)| (receiver(output), bias)));
            }
            for (feature, points, posts) in &solution.points {
                let feature = all.features[*feature as usize];
                let written = all.written(feature, parts);
                let line = match feature {
                    Feature::Fact(_) => facts.entry(written).or_default(),
                    Feature::Words(code, _) | Feature::Gram(code, _) => {
                        words.entry(code.to_string()).or_default().entry(written).or_default()
                    }
                };
                line.posts = line.posts.max(*posts);
                let given = points.iter().enumerate().filter(|(_, points)| **points != 0);
                line.points.extend(given.map(|(output, &points)| (receiver(output), points)));
            }
        }
        let names = |receiver: usize| parts.rules.receivers.name(receiver).as_str();
        LearnedLeanings {
            facts: text(&facts, names),
            words: words.iter().map(|(code, lines)| (code.clone(), text(lines, names))).collect(),
        }
    }

    /// Adds the files to a builder.
    pub fn apply(&self, builder: Builder) -> Builder {
        let builder = builder.leanings("leanings.tsv", self.facts.clone());
        self.words
            .iter()
            .fold(builder, |builder, (code, text)| builder.language(code, [("leanings.tsv".to_owned(), text.clone())]))
    }

    /// How many lines there are, of facts and of words.
    pub fn sizes(&self) -> (usize, usize) {
        (self.facts.lines().count(), self.words.values().map(|text| text.lines().count()).sum())
    }
}

fn text<'n>(lines: &BTreeMap<String, Line>, name: impl Fn(usize) -> &'n str) -> String {
    let mut text = String::new();
    for (written, line) in lines.iter().filter(|(_, line)| !line.points.is_empty()) {
        let points: Vec<String> = line
            .points
            .iter()
            .map(|(receiver, points)| format!("{}={}", name(*receiver), (*points).clamp(-MOST, MOST)))
            .collect();
        text += &format!("{written}\t{}\tposts:{}\n", points.join(","), line.posts);
    }
    text
}

impl Builder {
    /// The same without leanings.
    pub(crate) fn without_leanings(mut self) -> Self {
        self.clear_leanings();
        self
    }
}
