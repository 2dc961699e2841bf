//! What is fitted: outputs, each a sum of parameters, and where each parameter lies.

use super::task::{Question, Task};
use crate::classifier::{Buffers, Parts};
use crate::error::Place;
use crate::language::Language;
use crate::lexicon::{SCALES, Scale};
use crate::rule::{Receiver, Rule};
use crate::verdict::LanguageCode;
use crate::{Classifier, Error, Flag};

/// A score that evidence adds to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Output {
    /// Its scale.
    pub(crate) scale: usize,
    /// Its flag, by index; none for a side of sentiment.
    pub(crate) flag: Option<usize>,
    /// Points before any evidence.
    pub(crate) bias: i32,
}

impl Output {
    /// What a post that was read is given besides words, phrases and pieces of words: by rules, and by leanings, which are taken as they are.
    pub(crate) fn given(&self, buffers: &Buffers) -> i32 {
        let Buffers { scored, evaluation, .. } = buffers;
        let faint = |receiver: usize| scored.faint[receiver] + evaluation.faint[receiver];
        let of_flag = self.flag.map_or(0, |flag| evaluation.flags[flag] + faint(SCALES + flag));
        evaluation.scales[self.scale] + faint(self.scale) + of_flag
    }

    /// What a rule that fires gives, by way of the flag or of the scale.
    pub(crate) fn given_by(&self, rule: &Rule) -> i32 {
        let reaches = |receiver: &Receiver| match *receiver {
            Receiver::Flag(flag) => self.flag == Some(flag),
            Receiver::Scale(scale) => self.scale == scale,
        };
        rule.gives.iter().filter(|(receiver, _)| reaches(receiver)).map(|(_, points)| points).sum()
    }
}

/// How the outputs of a post make its label likely.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Link {
    /// Positive and negative against neutral.
    Polarity,
    /// Positive against negative, where no post is neutral.
    TwoSides,
    /// At least one of the flags.
    AnyOf,
}

impl Link {
    /// The link within a corpus in which no post is neutral, or one may be.
    pub(crate) fn within(self, two_sided: bool) -> Self {
        if self == Link::Polarity && two_sided { Link::TwoSides } else { self }
    }
}

/// The outputs of a task, and the layout of parameters: a bias for each output, then a weight for each word and phrase on each output's
/// scale, then points from each rule for each output. All are in points.
#[derive(Clone, Debug)]
pub(crate) struct Model {
    pub(crate) link: Link,
    /// Its language, by index.
    language: usize,
    pub(crate) outputs: Vec<Output>,
    words: usize,
    phrases: usize,
    rules: usize,
}

/// What a parameter belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Owner {
    Bias,
    Word(u32),
    Phrase(u32),
    Rule(u32),
}

impl Model {
    /// The model of a task for a classifier and one of its languages.
    ///
    /// Fails if the language is not there, or if a flag is not declared, has no scale, or shares it with another flag of the task.
    pub(crate) fn of(task: &Task, code: LanguageCode, classifier: &Classifier) -> Result<Self, Error> {
        let parts = classifier.parts();
        let codes = || parts.languages.iter().map(|language| language.code.as_str());
        let found = parts.languages.iter().position(|language| language.code == code);
        let index = found.ok_or_else(|| Error::unknown(Place::new("language", 0, 0), "language", code.as_str(), codes()))?;
        let language = &parts.languages[index];
        let biases = language.composition.bias.sums();
        let (link, outputs) = match &task.question {
            Question::Sentiment => {
                let sentiment = &language.composition.sentiment;
                let side = |scale: Scale, bias| Output { scale: scale as usize, flag: None, bias };
                let positive = side(Scale::Positive, sentiment.positive_bias);
                (Link::Polarity, vec![positive, side(Scale::Negative, sentiment.negative_bias)])
            }
            Question::Flags { flags, .. } => {
                let output = |flag: &Flag| -> Result<Output, Error> {
                    let place = Place::new("task", 0, 0);
                    let names = parts.rules.flags.iter().map(|rule| rule.flag.as_str());
                    let found = parts.rules.flags.iter().position(|rule| rule.flag == *flag);
                    let index = found.ok_or_else(|| Error::unknown(place, "flag", flag.as_str(), names))?;
                    let rule = &parts.rules.flags[index];
                    let message = format!("flag `{flag}` has no scale, so no word can be fitted for it");
                    let scale = rule.scale.ok_or_else(|| Error::conflict(place, message))?;
                    Ok(Output { scale, flag: Some(index), bias: rule.bias + biases[scale] })
                };
                let outputs = flags.iter().map(output).collect::<Result<Vec<Output>, _>>()?;
                if let Some(twin) =
                    (1..outputs.len()).find(|&at| outputs[..at].iter().any(|other| other.scale == outputs[at].scale))
                {
                    let message = format!("flag `{}` shares its scale with another one of the task", flags[twin]);
                    return Err(Error::conflict(Place::new("task", 0, 0), message));
                }
                (Link::AnyOf, outputs)
            }
        };
        let (words, phrases) = (language.lexicon.len(), language.phrases.len());
        Ok(Model { link, language: index, outputs, words, phrases, rules: parts.rules.rules.len() })
    }

    /// The language whose words are fitted, in a classifier with the same languages.
    pub(crate) fn language<'a>(&self, parts: &'a Parts) -> &'a Language {
        &parts.languages[self.language]
    }

    /// How many parameters there are.
    pub(crate) fn len(&self) -> usize {
        self.outputs.len() * (1 + self.words + self.phrases + self.rules)
    }

    /// The parameter of an owner for an output.
    pub(crate) fn parameter(&self, owner: Owner, output: usize) -> usize {
        let row = match owner {
            Owner::Bias => 0,
            Owner::Word(word) => 1 + word as usize,
            Owner::Phrase(phrase) => 1 + self.words + phrase as usize,
            Owner::Rule(rule) => 1 + self.words + self.phrases + rule as usize,
        };
        self.outputs.len() * row + output
    }

    /// What a parameter belongs to, and its output.
    pub(crate) fn owner(&self, parameter: usize) -> (Owner, usize) {
        let (row, output) = (parameter / self.outputs.len(), parameter % self.outputs.len());
        let owner = match row.checked_sub(1) {
            None => Owner::Bias,
            Some(row) if row < self.words => Owner::Word(row as u32),
            Some(row) if row < self.words + self.phrases => Owner::Phrase((row - self.words) as u32),
            Some(row) => Owner::Rule((row - self.words - self.phrases) as u32),
        };
        (owner, output)
    }

    /// The points the classifier has now.
    pub(crate) fn current(&self, parts: &Parts) -> Vec<f64> {
        let language = self.language(parts);
        (0..self.len())
            .map(|parameter| {
                let (owner, output) = self.owner(parameter);
                let scale = self.outputs[output].scale;
                let points = match owner {
                    Owner::Bias => self.outputs[output].bias,
                    Owner::Word(word) => i32::from(language.lexicon.entry(word).weights.0[scale]),
                    Owner::Phrase(phrase) => i32::from(language.phrases.phrase(phrase).weights.0[scale]),
                    Owner::Rule(rule) => self.outputs[output].given_by(&parts.rules.rules[rule as usize]),
                };
                f64::from(points)
            })
            .collect()
    }
}
