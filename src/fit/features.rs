//! How much each parameter counts in each post.
//!
//! What a word gives is linear in its weights once its scopes are known, save that a negated word of negative weight gives nothing; such
//! a word is taken with the sign its weight has now.

use super::dataset::Example;
use super::model::{Model, Owner};
use super::parallel::by_runs;
use crate::classifier::{Buffers, Parts};
use crate::language::Language;
use crate::lexicon::{Scale, Weights};
use crate::score::{Contribution, Giver};
use crate::{Classifier, LanguageCode, Post};

/// For each post and output, parameters with their factors and a constant.
#[derive(Clone, Debug, Default)]
pub(crate) struct Features {
    outputs: usize,
    starts: Vec<u32>,
    items: Vec<(u32, f32)>,
    offsets: Vec<f32>,
}

impl Features {
    /// How many posts there are.
    pub(crate) fn posts(&self) -> usize {
        self.offsets.len() / self.outputs.max(1)
    }

    /// The score of an output of a post, in points.
    pub(crate) fn score(&self, post: usize, output: usize, parameters: &[f64]) -> f64 {
        let sum: f64 =
            self.items(post, output).iter().map(|&(parameter, factor)| parameters[parameter as usize] * f64::from(factor)).sum();
        parameters[output] + f64::from(self.offsets[post * self.outputs + output]) + sum
    }

    /// Parameters of an output of a post with their factors; the bias is understood.
    pub(crate) fn items(&self, post: usize, output: usize) -> &[(u32, f32)] {
        let row = post * self.outputs + output;
        &self.items[self.starts[row] as usize..self.starts[row + 1] as usize]
    }

    /// In how many posts each parameter counts.
    pub(crate) fn counts(&self, parameters: usize) -> Vec<u32> {
        let mut counts = vec![0; parameters];
        let mut seen_in = vec![u32::MAX; parameters];
        for post in 0..self.posts() {
            for output in 0..self.outputs {
                for &(parameter, _) in self.items(post, output) {
                    if std::mem::replace(&mut seen_in[parameter as usize], post as u32) != post as u32 {
                        counts[parameter as usize] += 1;
                    }
                }
            }
        }
        counts
    }

    /// Reads posts with a classifier. Rules for which `learned` holds count as parameters of their own.
    pub(crate) fn read(
        classifier: &Classifier,
        model: &Model,
        posts: &[&Example],
        learned: impl Fn(&str) -> bool + Sync,
    ) -> Self {
        let parts = classifier.parts();
        let language = model.language(parts);
        let rules: Vec<bool> = parts.rules.rules.iter().map(|rule| learned(rule.id.as_str())).collect();
        let rows = by_runs(posts, |run| {
            let mut analyzer = classifier.analyzer();
            let mut rows = Vec::with_capacity(run.len());
            for example in run {
                analyzer.classify_post(&read_as(&example.post, language.code));
                let reader = Reader { parts, model, language, buffers: analyzer.buffers() };
                rows.push(reader.post(&rules));
            }
            rows
        });
        let mut features = Features { outputs: model.outputs.len(), starts: vec![0], ..Features::default() };
        for (items, offset) in rows.into_iter().flatten() {
            features.items.extend(items);
            features.starts.push(features.items.len() as u32);
            features.offsets.push(offset);
        }
        features
    }
}

struct Reader<'a> {
    parts: &'a Parts,
    model: &'a Model,
    language: &'a Language,
    buffers: &'a Buffers,
}

/// A post with its language stated: what labels are learned from is known to be in the language, whatever it looks like.
pub(crate) fn read_as(post: &Post, code: LanguageCode) -> Post {
    Post { lang: Some(code.to_string()), ..post.clone() }
}

type Row = (Vec<(u32, f32)>, f32);

impl Reader<'_> {
    fn post(&self, rules: &[bool]) -> Vec<Row> {
        let evaluation = &self.buffers.evaluation;
        let mut rows: Vec<Row> = self.model.outputs.iter().map(|_| Row::default()).collect();
        for (row, output) in rows.iter_mut().zip(&self.model.outputs) {
            row.1 = output.given(self.buffers) as f32;
        }
        for contribution in &self.buffers.scored.contributions {
            self.contribution(contribution, &mut rows);
        }
        for firing in evaluation.firings.iter().filter(|firing| rules[firing.rule as usize]) {
            let rule = &self.parts.rules.rules[firing.rule as usize];
            for (output, row) in rows.iter_mut().enumerate() {
                row.1 -= self.model.outputs[output].given_by(rule) as f32;
                row.0.push((self.model.parameter(Owner::Rule(firing.rule), output) as u32, 1.0));
            }
        }
        rows
    }

    fn contribution(&self, contribution: &Contribution, rows: &mut [Row]) {
        let at = contribution.start as usize;
        let (weights, owner) = match contribution.giver {
            Giver::Word(term) => {
                let word = self.buffers.terms.terms[term as usize].word;
                (self.language.lexicon.entry(word).weights, Owner::Word(word))
            }
            Giver::Phrase(hit) => {
                let phrase = self.buffers.hits.phrases[hit as usize].phrase;
                (self.language.phrases.phrase(phrase).weights, Owner::Phrase(phrase))
            }
        };
        let flags = self.buffers.terms.terms[at].flags;
        let Contribution { scope, negated, .. } = *contribution;
        // A member of a phrase that weighs gives nothing but its profanity.
        let member = matches!(contribution.giver, Giver::Word(term) if self.buffers.hits.owner(term as usize).is_some());
        for (from, source) in self.model.outputs.iter().enumerate() {
            if member && source.scale != Scale::Profanity as usize {
                continue;
            }
            // The outcome for a weight of 100, or of −100, is the factor in percent.
            let sign = if weights.0[source.scale] < 0 { -1 } else { 1 };
            let mut unit = Weights::default();
            unit.set(Scale::ALL[source.scale], 100 * sign);
            let points = self.language.composition.apply(unit, scope, negated, flags);
            for (row, output) in rows.iter_mut().zip(&self.model.outputs) {
                let factor = points[output.scale] * i32::from(sign);
                if factor != 0 {
                    row.0.push((self.model.parameter(owner, from) as u32, factor as f32 / 100.0));
                }
            }
        }
    }
}
