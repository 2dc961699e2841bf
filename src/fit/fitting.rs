//! From labelled posts to points: read, descend, round, and read again with what was found.

use super::features::Features;
use super::learner::{Learner, Step};
use super::model::{Link, Model, Owner};
use super::optimise::{Problem, minimise};
use super::overlay::{Entry, FactPoints, Learned, Overlay, rule_id};
use super::probe;
use super::progress::Progress;
use super::propose::{Counted, members, propose};
use super::random::mix;
use super::samples::Samples;
use super::{threshold, tune};
use crate::classifier::Parts;
use crate::lexicon::{Marks, SCALES, Scale};
use crate::score::sentiment::POINTS_PER_NAT;
use crate::{Classifier, Error};
use std::collections::{BTreeMap, BTreeSet};

/// What was learned.
#[derive(Clone, Debug)]
pub struct Fitted {
    /// The changes, as files.
    pub overlay: Overlay,
    /// The base with the changes.
    pub classifier: Classifier,
    /// What changed among words and phrases, the largest changes in the most posts first.
    pub changes: Vec<Change>,
}

/// A word or phrase whose points on a scale changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The word, phrase or pattern.
    pub term: String,
    /// The scale.
    pub scale: &'static str,
    /// Points before; for a new phrase, what its words gave.
    pub before: i32,
    /// Points now.
    pub after: i32,
    /// Posts it counts in.
    pub posts: u32,
    /// Whether it was no entry before.
    pub new: bool,
}

/// A fit at work.
pub(crate) struct Fitting<'a> {
    pub(crate) learner: &'a Learner,
    pub(crate) samples: &'a Samples<'a>,
    pub(crate) base: Classifier,
    /// The model of the base.
    pub(crate) model: Model,
    /// Facts that are tried, by the id of the rule that tries them.
    probes: BTreeMap<String, String>,
    pub(crate) learned: Learned,
}

/// Points under which a change is not worth a line.
const LEAST_CHANGE: f64 = 2.0;
/// Points under which a proposed term is not worth a line.
const LEAST_NEW: i32 = 4;
/// Points under which a fact is not worth a rule.
const LEAST_FACT: f64 = 4.0;
/// Times the posts are read: each time with the signs and scopes that go with the points found before.
const ROUNDS: usize = 2;
/// Steps of the optimiser, at most.
const MOST_STEPS: usize = 200;
/// Part of the loss a step must win.
const TOLERANCE: f64 = 1e-6;

impl<'a> Fitting<'a> {
    pub(crate) fn run(
        learner: &'a Learner,
        samples: &'a Samples<'a>,
        progress: &mut dyn FnMut(Progress<'_>),
    ) -> Result<Fitted, Error> {
        let base = learner.base.clone().build()?;
        let model = Model::of(&learner.task, learner.language, &base)?;
        let mut fitting = Fitting { learner, samples, probes: BTreeMap::new(), learned: Learned::unchanged(&model), base, model };
        if samples.is_empty() {
            return Ok(Fitted { overlay: Overlay::default(), classifier: fitting.base, changes: Vec::new() });
        }
        fitting.propose(progress);
        let mut facts = Vec::new();
        if fitting.has(Step::Meanings) {
            facts.extend(probe::meanings(fitting.base.parts(), &fitting.model));
            facts.extend(probe::stress(&fitting.model));
        }
        if fitting.has(Step::Signals) {
            facts.extend(probe::signals());
        }
        let unwanted = |fact: &String| learner.proposals.never.contains(fact.split(['>', '/']).next().unwrap_or(""));
        facts.retain(|fact| fact.contains(' ') || !unwanted(fact));
        fitting.probes = facts.into_iter().map(|fact| (rule_id(&learner.name, &fact), fact)).collect();
        for round in 0..ROUNDS {
            let classifier = fitting.build(true)?;
            fitting.descend(&classifier, ["fitting", "fitting again"][round.min(1)], progress)?;
            // What is worth little once is not tried again, so that what it was worth goes to others.
            fitting.drop_small_facts();
            fitting.probes.retain(|_, fact| fitting.learned.facts.contains_key(fact));
            if fitting.has(Step::Composition) {
                let classifier = fitting.build(true)?;
                tune::composition(&mut fitting, &classifier, progress)?;
            }
        }
        if fitting.has(Step::Thresholds) {
            let classifier = fitting.build(false)?;
            match fitting.model.link {
                Link::AnyOf => threshold::choose(&mut fitting, &classifier)?,
                Link::Polarity | Link::TwoSides => threshold::choose_biases(&mut fitting, &classifier)?,
            }
        }
        let classifier = fitting.build(false)?;
        let overlay = fitting.learned.overlay(&learner.name, &fitting.model, fitting.base.parts());
        Ok(Fitted { overlay, classifier, changes: changes(&fitting.learned) })
    }

    fn has(&self, step: Step) -> bool {
        self.learner.steps.contains(&step)
    }

    /// Adds proposed terms with a first guess of their points.
    fn propose(&mut self, progress: &mut dyn FnMut(Progress<'_>)) {
        let wanted = (self.has(Step::Words), self.has(Step::Phrases));
        if wanted == (false, false) {
            return;
        }
        progress(Progress { stage: "proposing terms", done: 0, of: 1, loss: None });
        let samples = self.samples;
        let counted: Vec<Counted<'_>> = (0..samples.len())
            .map(|index| Counted { example: samples.examples[index], gold: samples.gold[index], corpus: samples.corpus[index] })
            .collect();
        let classes = self.learner.task.classes().len();
        for candidate in
            propose(&self.base, self.model.language(self.base.parts()), &counted, classes, &self.learner.proposals, wanted)
        {
            let before =
                members(&self.model.language(self.base.parts()).lexicon, &candidate.term).map(|points| points.clamp(-127, 127));
            let mut after = before;
            for (index, output) in self.model.outputs.iter().enumerate() {
                // Outputs are positive, negative, or flags; classes are negative, neutral, positive, or no, yes.
                let odds = candidate.odds[if self.model.link == Link::Polarity { [2, 0][index] } else { 1 }];
                let guess = (odds * POINTS_PER_NAT / 2.0).round().clamp(-20.0, 20.0) as i32;
                let guess = if guess == 0 { odds.signum() as i32 } else { guess };
                if !self.is_kept(output.scale) {
                    after[output.scale] = (before[output.scale] + guess).clamp(-127, 127);
                }
            }
            let entry = Entry { before, after, new: true, mute: false, posts: candidate.posts };
            self.learned.entries.insert(candidate.term, entry);
        }
    }

    /// Whether all points on a scale stay as they are.
    pub(crate) fn is_kept(&self, scale: usize) -> bool {
        self.learner.kept.contains(Scale::NAMES[scale])
    }

    /// Builds the base with what was learned so far, and with rules for the facts that are tried, if they are wanted.
    ///
    /// Weights that a file of phrases states are read after those of the lexicon, so only another file of phrases can change them; which
    /// they are shows when the weights are not those that were wished for.
    pub(crate) fn build(&mut self, with_probes: bool) -> Result<Classifier, Error> {
        let parts = self.base.parts();
        let receiver = &probe::receivers(parts, &self.model)[0];
        loop {
            let mut learned = self.learned.clone();
            if with_probes {
                for fact in self.probes.values() {
                    let gives = vec![(receiver.clone(), 0)];
                    learned.facts.entry(fact.clone()).or_insert(FactPoints { gives, posts: 0 });
                }
            }
            let overlay = learned.overlay(&self.learner.name, &self.model, parts);
            let classifier = overlay.apply(self.learner.base.clone(), &self.learner.name).build()?;
            let language = self.model.language(classifier.parts());
            let patterns: BTreeMap<&str, u32> =
                (0..language.phrases.len() as u32).map(|id| (language.phrases.phrase(id).pattern.as_ref(), id)).collect();
            let differs = |term: &str, entry: &Entry| {
                let weights = match patterns.get(term) {
                    Some(&id) => language.phrases.phrase(id).weights,
                    None => language.lexicon.entry(language.lexicon.get(term)).weights,
                };
                weights.0.map(i32::from) != entry.after
            };
            let late =
                self.learned.entries.iter().filter(|(term, entry)| !self.learned.late.contains(*term) && differs(term, entry));
            let late: Vec<String> = late.map(|(term, _)| term.clone()).collect();
            if late.is_empty() {
                return Ok(classifier);
            }
            self.learned.late.extend(late);
        }
    }

    /// One reading of the posts and one descent to the most probable points.
    fn descend(&mut self, classifier: &Classifier, stage: &str, progress: &mut dyn FnMut(Progress<'_>)) -> Result<(), Error> {
        progress(Progress { stage, done: 0, of: MOST_STEPS, loss: None });
        let model = Model::of(&self.learner.task, self.learner.language, classifier)?;
        let is_probe = |id: &str| self.probes.contains_key(id);
        let features = Features::read(classifier, &model, &self.samples.examples, is_probe);
        self.drop_twins(&model, classifier, &features);
        let start = model.current(classifier.parts());
        let (mut mean, mut precision) = self.prior(&model, classifier, &start);
        let mut start = start;
        let corpora = self.samples.corpora();
        if corpora > 1 && model.link == Link::Polarity {
            let shifts = corpora * model.outputs.len();
            start.extend(vec![0.0; shifts]);
            mean.extend(vec![0.0; shifts]);
            precision.extend(vec![self.learner.prior.biases.powi(-2); shifts]);
        }
        let problem = Problem {
            model: &model,
            features: &features,
            gold: &self.samples.gold,
            weights: &self.samples.weights,
            corpus: &self.samples.corpus,
            two_sided: &self.samples.two_sided,
            mean: &mean,
            precision: &precision,
        };
        let tell = |done, loss| progress(Progress { stage, done, of: MOST_STEPS, loss: Some(loss) });
        let found = minimise(start, MOST_STEPS, TOLERANCE, |at, slope| problem.loss(at, slope), tell);
        self.take(&model, classifier, &found[..model.len()], &features.counts(model.len()));
        Ok(())
    }

    /// Keeps the facts whose points move the most posts the most.
    fn drop_small_facts(&mut self) {
        let size = |points: &FactPoints| {
            let most = points.gives.iter().map(|(_, points)| points.abs()).max().unwrap_or(0);
            f64::from(most) * f64::from(points.posts).sqrt()
        };
        let mut sizes: Vec<f64> = self.learned.facts.values().map(size).collect();
        sizes.sort_by(|a, b| b.total_cmp(a));
        if let Some(&least) = sizes.get(self.learner.proposals.most_facts) {
            self.learned.facts.retain(|_, points| size(points) > least);
        }
    }

    /// Of facts that hold in the same posts one is enough, a rule before what it is made of.
    fn drop_twins(&mut self, model: &Model, classifier: &Classifier, features: &Features) {
        let mut posts: BTreeMap<u32, (u64, u64)> = BTreeMap::new();
        for post in 0..features.posts() {
            for &(parameter, _) in features.items(post, 0) {
                if let (Owner::Rule(rule), _) = model.owner(parameter as usize) {
                    let (count, sum) = posts.entry(rule).or_default();
                    (*count, *sum) = (*count + 1, sum.wrapping_add(mix(post as u64 + 1)));
                }
            }
        }
        let rules = &classifier.parts().rules.rules;
        let id = |rule: &u32| rules[*rule as usize].id.as_str();
        let is_rule = |rule: &u32| self.probes.get(id(rule)).is_some_and(|fact| fact.starts_with("rule."));
        let mut order: Vec<(&u32, &(u64, u64))> = posts.iter().collect();
        order.sort_by_key(|(rule, _)| (!is_rule(rule), id(rule)));
        let mut seen = BTreeSet::new();
        let twins: Vec<&str> = order.into_iter().filter(|(_, posts)| !seen.insert(*posts)).map(|(rule, _)| id(rule)).collect();
        twins.into_iter().for_each(|twin| {
            self.probes.remove(twin);
        });
    }

    /// Whether a word names a group of people: labels say who is spoken ill of, which is no reason to speak ill.
    fn is_identity(&self, parts: &Parts, term: &str) -> bool {
        let lexicon = &self.model.language(parts).lexicon;
        let identity = parts.cues.get("group_identity");
        identity.is_some_and(|identity| lexicon.cues(lexicon.entry(lexicon.get(term))).iter().any(|cue| cue == identity))
    }

    /// Where each parameter is expected, and how firmly.
    fn prior(&self, model: &Model, classifier: &Classifier, start: &[f64]) -> (Vec<f64>, Vec<f64>) {
        let (parts, base) = (classifier.parts(), &self.model.language(self.base.parts()).lexicon);
        let prior = &self.learner.prior;
        let mut mean = start.to_vec();
        let mut precision = vec![0.0; model.len()];
        for parameter in 0..model.len() {
            let (owner, output) = model.owner(parameter);
            let scale = model.outputs[output].scale;
            let entry = |term: &str, source: Option<&str>| {
                let learned = self.learned.entries.get(term);
                let expected = learned.map_or(start[parameter], |entry| f64::from(entry.before[scale]));
                let stays = self.learner.proposals.never.contains(term) || self.is_identity(parts, term);
                let deviation = if stays {
                    0.0
                } else if learned.is_some_and(|entry| entry.new) {
                    prior.new
                } else {
                    prior.of(term, source)
                };
                (expected, deviation)
            };
            let (expected, deviation) = match owner {
                Owner::Bias => (f64::from(self.model.outputs[output].bias), prior.biases),
                Owner::Word(word) => {
                    let term = self.model.language(parts).lexicon.word(word);
                    entry(term, base.source(base.get(term)))
                }
                Owner::Phrase(phrase) => entry(&self.model.language(parts).phrases.phrase(phrase).pattern, None),
                Owner::Rule(rule) if self.probes.contains_key(parts.rules.rules[rule as usize].id.as_str()) => (0.0, prior.facts),
                Owner::Rule(_) => (start[parameter], 0.0),
            };
            mean[parameter] = expected;
            // Nothing moves a parameter without deviation.
            precision[parameter] = if self.is_kept(scale) { f64::INFINITY } else { deviation.max(0.0).powi(-2) };
        }
        (mean, precision)
    }

    /// Rounds what was found and keeps what is worth a line.
    fn take(&mut self, model: &Model, classifier: &Classifier, found: &[f64], counts: &[u32]) {
        let parts = classifier.parts();
        let width = model.outputs.len();
        let receivers = probe::receivers(self.base.parts(), model);
        for (row, (points, counts)) in found.chunks(width).zip(counts.chunks(width)).enumerate() {
            let posts = counts.iter().copied().max().unwrap_or(0);
            match model.owner(row * width).0 {
                Owner::Bias => self.learned.biases = points.iter().map(|bias| bias.round() as i32).collect(),
                Owner::Word(word) => {
                    let lexicon = &self.model.language(parts).lexicon;
                    let now = Entry::unchanged(lexicon.entry(word).weights, false);
                    self.take_entry(lexicon.word(word), Entry { posts, ..now }, points);
                }
                Owner::Phrase(phrase) => {
                    let phrase = self.model.language(parts).phrases.phrase(phrase);
                    let now = Entry::unchanged(phrase.weights, phrase.mute);
                    self.take_entry(&phrase.pattern, Entry { posts, ..now }, points);
                }
                Owner::Rule(rule) => {
                    let Some(fact) = self.probes.get(parts.rules.rules[rule as usize].id.as_str()) else { continue };
                    let worth = points.iter().map(|points| if points.abs() < LEAST_FACT { 0 } else { points.round() as i32 });
                    let gives: Vec<(String, i32)> =
                        receivers.iter().cloned().zip(worth).filter(|(_, points)| *points != 0).collect();
                    if gives.is_empty() || (posts as usize) < self.learner.proposals.least_posts {
                        self.learned.facts.remove(fact);
                    } else {
                        self.learned.facts.insert(fact.clone(), FactPoints { gives, posts });
                    }
                }
            }
        }
        // A proposed term that gives little more than its words do is dropped; so is one that speaks for nothing.
        let scales: Vec<usize> = model.outputs.iter().map(|output| output.scale).collect();
        let neutral = self.learner.proposals.neutral_terms;
        let lexicon = &self.model.language(self.base.parts()).lexicon;
        // Words of grammar speak against a charge as "is there" does; other words that do are topics.
        let grammar = |term: &str| term.split(' ').all(|word| lexicon.entry(lexicon.get(word)).marks.has(Marks::FUNCTION));
        self.learned.entries.retain(|term, entry| {
            let rise = scales.iter().map(|&scale| entry.after[scale] - entry.before[scale]).max().unwrap_or(0);
            !entry.new || entry.change() >= LEAST_NEW && (neutral || rise >= LEAST_NEW || grammar(term))
        });
    }

    /// An entry with the points found for it, rounded; those that hardly moved stay.
    fn moved(&self, mut entry: Entry, points: &[f64]) -> Entry {
        for (output, &points) in self.model.outputs.iter().zip(points) {
            let before = entry.before[output.scale];
            let far = (points - f64::from(before)).abs() >= LEAST_CHANGE;
            entry.after[output.scale] = if far { points.round().clamp(-127.0, 127.0) as i32 } else { before };
        }
        entry
    }

    /// Notes the points found for an entry that stands in the classifier as `now`.
    fn take_entry(&mut self, term: &str, now: Entry, points: &[f64]) {
        let known = self.learned.entries.get(term);
        let entry = self.moved(known.map_or(now.clone(), |known| Entry { posts: now.posts, ..known.clone() }), points);
        if entry.change() > 0 {
            self.learned.entries.insert(term.to_owned(), entry);
        } else {
            self.learned.entries.remove(term);
        }
    }
}

/// What changed, the largest changes in the most posts first.
fn changes(learned: &Learned) -> Vec<Change> {
    let of_entry = |(term, entry): (&String, &Entry)| -> Vec<Change> {
        let scales = (0..SCALES).filter(|&scale| entry.before[scale] != entry.after[scale]);
        let change = |scale: usize| Change {
            term: term.clone(),
            scale: Scale::NAMES[scale],
            before: entry.before[scale],
            after: entry.after[scale],
            posts: entry.posts,
            new: entry.new,
        };
        scales.map(change).collect()
    };
    let mut changes: Vec<Change> = learned.entries.iter().flat_map(of_entry).collect();
    let size = |change: &Change| f64::from((change.after - change.before).abs()) * f64::from(change.posts).sqrt();
    changes.sort_by(|a, b| size(b).total_cmp(&size(a)).then_with(|| (&a.term, a.scale).cmp(&(&b.term, b.scale))));
    changes
}
