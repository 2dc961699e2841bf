//! Parameters of composition, one after the other, by how likely they make the labels.

use super::features::read_as;
use super::fitting::Fitting;
use super::model::{Link, Model};
use super::optimise::surprise;
use super::parallel::by_runs;
use super::progress::Progress;
use crate::classifier::Buffers;
use crate::lexicon::Weights;
use crate::scope::Scope;
use crate::score::Giver;
use crate::score::composition::Composition;
use crate::score::sentiment::POINTS_PER_NAT;
use crate::token::TokenFlags;
use crate::{Classifier, Error};
use std::ops::Range;

/// Parameters that are tuned, with the bounds inside which composition still means what it is named for.
const TUNED: &[(&str, &str, Range<i64>)] = &[
    ("negation", "good_to_negative", 0..101),
    ("negation", "good_to_positive", -100..1),
    ("negation", "bad_to_positive", 0..101),
    ("negation", "bad_to_negative", -100..1),
    ("negation", "weak", 0..101),
    ("strength", "step_up", 0..101),
    ("strength", "step_down", -80..1),
    ("strength", "capitals", 0..101),
    ("strength", "elongation", 0..101),
    ("states", "hypothetical", 0..101),
    ("states", "hedged", 0..101),
    ("states", "past", 0..101),
    ("states", "other", 0..101),
    ("states", "asked", 0..101),
    ("states", "quoted", 0..101),
    ("states", "outweighed", 0..101),
    ("states", "outweighing", 100..251),
    ("states", "expected", 0..101),
];

/// Sizes of the steps that are tried, in percent.
const STEPS: [i64; 3] = [20, 10, 5];

/// What was said in one place, before composition.
#[derive(Clone, Copy)]
struct Said {
    weights: Weights,
    scope: Scope,
    negated: bool,
    flags: TokenFlags,
}

/// Tunes the parameters for sentiment; for flags there is little to tune, so nothing is done.
pub(crate) fn composition(
    fitting: &mut Fitting<'_>,
    classifier: &Classifier,
    progress: &mut dyn FnMut(Progress<'_>),
) -> Result<(), Error> {
    let model = Model::of(&fitting.learner.task, fitting.learner.language, classifier)?;
    if model.link != Link::Polarity {
        return Ok(());
    }
    let posts = read(classifier, &model, fitting);
    let original = model.language(fitting.base.parts()).composition.table();
    let deviation = fitting.learner.prior.composition.max(1e-4);
    let samples = fitting.samples;
    let loss = |composition: &Composition| -> f64 {
        let indexes: Vec<usize> = (0..posts.len()).collect();
        let each = by_runs(&indexes, |run| {
            run.iter()
                .map(|&post| {
                    let (plain, said) = &posts[post];
                    let mut sums = plain.clone();
                    for said in said {
                        let points = composition.apply(said.weights, said.scope, said.negated, said.flags);
                        for (sum, output) in sums.iter_mut().zip(&model.outputs) {
                            *sum += f64::from(points[output.scale]) / POINTS_PER_NAT;
                        }
                    }
                    samples.weights[post]
                        * surprise(
                            model.link.within(samples.two_sided[samples.corpus[post]]),
                            usize::from(samples.gold[post]),
                            &sums,
                            &mut [0.0; 2],
                        )
                })
                .collect()
        });
        each.iter().sum()
    };
    let value = |table: &toml::Table, section: &str, name: &str| -> i64 {
        table.get(section).and_then(|section| section.get(name)).and_then(toml::Value::as_integer).unwrap_or(0)
    };
    let read_table = |table: &toml::Table| Composition::parse("composition.toml", &table.to_string());
    let mut table = model.language(classifier.parts()).composition.table();
    let penalty = |table: &toml::Table| -> f64 {
        let off = TUNED.iter().map(|(section, name, _)| value(table, section, name) - value(&original, section, name));
        off.map(|off| 0.5 * (off as f64 / deviation).powi(2)).sum()
    };
    let mut best = loss(&model.language(classifier.parts()).composition) + penalty(&table);
    let rounds = STEPS.len() * TUNED.len();
    for (size, step) in STEPS.into_iter().enumerate() {
        for (index, (section, name, bounds)) in TUNED.iter().enumerate() {
            let done = size * TUNED.len() + index;
            progress(Progress { stage: "tuning composition", done, of: rounds, loss: Some(best) });
            for direction in [step, -step] {
                // As far as it helps.
                loop {
                    let next = (value(&table, section, name) + direction).clamp(bounds.start, bounds.end - 1);
                    let mut tried = table.clone();
                    if let Some(toml::Value::Table(section)) = tried.get_mut(*section) {
                        section.insert((*name).to_owned(), next.into());
                    }
                    let worth = loss(&read_table(&tried)?) + penalty(&tried);
                    if worth >= best {
                        break;
                    }
                    (best, table) = (worth, tried);
                }
            }
        }
    }
    let mut changed = toml::Table::new();
    for (section, name, _) in TUNED {
        let now = value(&table, section, name);
        if now != value(&original, section, name) {
            let section = changed.entry(*section).or_insert_with(|| toml::Table::new().into());
            if let toml::Value::Table(section) = section {
                section.insert((*name).to_owned(), now.into());
            }
        }
    }
    fitting.learned.composition = changed;
    Ok(())
}

/// For each post, the scores without what composition may change, and what it may change.
fn read(classifier: &Classifier, model: &Model, fitting: &Fitting<'_>) -> Vec<(Vec<f64>, Vec<Said>)> {
    let language = model.language(classifier.parts());
    by_runs(&fitting.samples.examples, |run| {
        let mut analyzer = classifier.analyzer();
        run.iter()
            .map(|example| {
                analyzer.classify_post(&read_as(&example.post, language.code));
                let buffers = analyzer.buffers();
                let Buffers { terms, hits, scored, .. } = buffers;
                let mut plain: Vec<f64> =
                    model.outputs.iter().map(|output| f64::from(output.bias + output.given(buffers)) / POINTS_PER_NAT).collect();
                let mut said = Vec::new();
                for given in &scored.contributions {
                    let weights = match given.giver {
                        Giver::Word(term) => language.lexicon.entry(terms.terms[term as usize].word).weights,
                        Giver::Phrase(hit) => language.phrases.phrase(hits.phrases[hit as usize].phrase).weights,
                    };
                    let at = given.start as usize;
                    let (scope, flags) = (given.scope, terms.terms[at].flags);
                    let default = Scope { clause: scope.clause, ..Scope::default() };
                    let shaped = flags.has(TokenFlags::CAPITALS) || flags.has(TokenFlags::ELONGATED);
                    if scope == default && !shaped {
                        for (sum, output) in plain.iter_mut().zip(&model.outputs) {
                            *sum += f64::from(given.points[output.scale]) / POINTS_PER_NAT;
                        }
                    } else {
                        said.push(Said { weights, scope, negated: given.negated, flags });
                    }
                }
                (plain, said)
            })
            .collect()
    })
}
