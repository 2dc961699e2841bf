//! What leanings are learned from: posts as sets of patterns and facts, with the scores they have without any.

use super::grams::{Forbidden, GramCounts, runs};
use crate::classifier::{Buffers, Classifier, Parts};
use crate::fit::parallel::by_runs;
use crate::fit::probe;
use crate::language::Language;
use crate::language::identify::Finding;
use crate::lexicon::leanings::Pattern;
use crate::lexicon::{Cue, Marks, Scale, ScopeCues};
use crate::rule::Reading;
use crate::score::leaning::patterns;
use crate::token::is_unspaced;
use crate::{LanguageCode, Post};
use rustc_hash::{FxHashMap, FxHashSet};

/// Something that may lean, in words of a language or in none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Feature {
    /// A fact: the same in every language.
    Fact(Known),
    /// A word, or two, of a language.
    Words(LanguageCode, Pattern),
    /// A piece of runs without spaces, by its number among the grams observed.
    Gram(LanguageCode, u32),
}

/// A fact of a post.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Known {
    Cue(Cue, Reading),
    /// Index of a rule.
    Rule(u32),
    /// Index of a signal with its bound.
    Signal(u16),
}

/// A post that was read.
#[derive(Clone, Debug)]
pub(crate) struct Observed {
    /// Numbers of its features, in order.
    pub(crate) features: Vec<u32>,
    /// Points of each output without leanings: the positive and the negative side, then the flags.
    pub(crate) scores: Vec<i32>,
    /// The language it was read in; `None` without support.
    pub(crate) language: Option<LanguageCode>,
}

/// Outputs that are no flags: the two sides of sentiment.
pub(crate) const SIDES: usize = 2;

/// Posts that were read, and the features that stand in them.
#[derive(Debug, Default)]
pub(crate) struct Observations {
    pub(crate) posts: Vec<Observed>,
    pub(crate) features: Vec<Feature>,
    /// The characters of grams.
    grams: Vec<String>,
}

impl Observations {
    /// Reads posts. `never` tells words that get no points, by language; grams are taken up if they stand in so many posts.
    pub(crate) fn read(classifier: &Classifier, posts: &[&Post], never: &Never, least_posts: u32) -> Self {
        let parts = classifier.parts();
        let signals = probe::signals();
        let bounds: Vec<(usize, u32)> = signals.iter().filter_map(|written| bound(written)).collect();
        let read = by_runs(posts, |run| {
            let mut analyzer = classifier.analyzer();
            let read = |post: &&Post| {
                let verdict = analyzer.classify_post(post);
                let supported = verdict.language.support != crate::Support::None;
                let finding = Finding { code: verdict.language.code, support: verdict.language.support };
                let found = features(analyzer.buffers(), parts, finding, &bounds, never);
                let runs = runs(analyzer.buffers(), parts, finding);
                (found, runs, scores(analyzer.buffers(), parts, finding), supported.then_some(verdict.language.code))
            };
            run.iter().map(read).collect()
        });
        let mut numbers: FxHashMap<Feature, u32> = FxHashMap::default();
        let mut observations = Observations::default();
        let mut grams = GramCounts::of(read.iter().map(|(_, runs, ..)| runs.as_slice()), least_posts);
        let forbidden: Vec<Forbidden> = parts.languages.iter().map(|language| never.forbidden(language, parts)).collect();
        for (mut found, runs, scores, language) in read {
            if let Some(code) = language {
                let forbidden = forbidden.iter().find(|forbidden| forbidden.code == code);
                grams.add(code, &runs, forbidden, &mut observations.grams, &mut found);
            }
            let mut features: Vec<u32> = Vec::with_capacity(found.len());
            for feature in found {
                let next = observations.features.len() as u32;
                let number = *numbers.entry(feature).or_insert(next);
                if number == next {
                    observations.features.push(feature);
                }
                features.push(number);
            }
            features.sort_unstable();
            features.dedup();
            observations.posts.push(Observed { features, scores, language });
        }
        observations
    }

    /// A feature as a file of leanings writes it.
    pub(crate) fn written(&self, feature: Feature, parts: &Parts) -> String {
        match feature {
            Feature::Fact(Known::Cue(cue, reading)) => {
                let name = Reading::NAMES.iter().find(|(_, known)| *known == reading).map(|(name, _)| *name);
                name.map_or(parts.cues.name(cue).to_owned(), |name| format!("{}/{name}", parts.cues.name(cue)))
            }
            Feature::Fact(Known::Rule(rule)) => rule_name(rule, parts),
            Feature::Fact(Known::Signal(index)) => probe::signals()[usize::from(index)].clone(),
            Feature::Words(code, pattern) => {
                let language = parts.languages.iter().find(|language| language.code == code);
                language.map_or_else(String::new, |language| pattern.written(&language.lexicon))
            }
            Feature::Gram(_, gram) => format!("*{}*", self.grams[gram as usize]),
        }
    }
}

/// The name of a rule as a fact.
fn rule_name(rule: u32, parts: &Parts) -> String {
    format!("rule.{}", parts.rules.rules[rule as usize].id.as_str())
}

/// Index of a signal and the bound of `signal.name>=bound`.
fn bound(written: &str) -> Option<(usize, u32)> {
    let (name, least) = written.strip_prefix("signal.")?.split_once(">=")?;
    let index = crate::score::signal::Signal::NAMES.iter().position(|known| *known == name)?;
    Some((index, least.parse().ok()?))
}

/// Words that get no points, by language, and meanings that do not.
#[derive(Clone, Debug, Default)]
pub(crate) struct Never {
    pub(crate) words: FxHashMap<LanguageCode, FxHashSet<String>>,
    pub(crate) facts: FxHashSet<String>,
}

impl Never {
    /// What of a language no gram may be.
    fn forbidden(&self, language: &Language, parts: &Parts) -> Forbidden {
        let lexicon = &language.lexicon;
        let identity = parts.cues.get(IDENTITY);
        let names_people =
            |word: &crate::lexicon::WordId| identity.is_some_and(|cue| lexicon.cues(lexicon.entry(*word)).has(cue));
        let of_people = (1..lexicon.len() as u32).filter(names_people).map(|word| lexicon.word(word).to_owned());
        let words = self.words.get(&language.code).into_iter().flatten().cloned();
        let words = words.chain(of_people).filter(|word| word.chars().all(is_unspaced)).collect();
        Forbidden { code: language.code, words, grammar: language.function_words().map(str::to_owned).collect() }
    }

    fn has(&self, code: LanguageCode, word: &str) -> bool {
        self.words.get(&code).is_some_and(|words| words.contains(word))
    }

    /// Whether a feature may speak for a side of sentiment. Charged words have said it, and words of grammar have none. What scopes make of words is for
    /// composition to say, so meanings that are denied and words at work for scopes are left out; sentences made of frames keep the others from overruling it.
    pub(crate) fn allows_side(&self, feature: Feature, parts: &Parts) -> bool {
        match feature {
            Feature::Fact(Known::Cue(cue, reading)) => {
                let free = reading != Reading::Negated && parts.cues.scope(cue) == ScopeCues::NONE && !parts.cues.is_class(cue);
                free && !self.facts.contains(parts.cues.name(cue))
            }
            Feature::Fact(Known::Rule(rule)) => !named(&self.facts, &rule_name(rule, parts)),
            Feature::Fact(Known::Signal(index)) => !self.facts.contains(&probe::signals()[usize::from(index)]),
            Feature::Gram(..) => true,
            Feature::Words(code, pattern) => {
                let Some(language) = parts.languages.iter().find(|language| language.code == code) else { return false };
                let lexicon = &language.lexicon;
                let told = |word| {
                    let entry = lexicon.entry(word);
                    entry.weights.polarity() != 0 || entry.marks.has(Marks::FUNCTION)
                };
                !pattern.words().all(told) && pattern.words().all(|word| !self.has(code, lexicon.word(word)))
            }
        }
    }
}

/// Whether names hold a rule, or its family (`rule.praise.`).
fn named(names: &FxHashSet<String>, rule: &str) -> bool {
    names.contains(rule) || rule.rfind('.').is_some_and(|dot| names.contains(&rule[..=dot]))
}

/// The meaning of words for groups of people, which never lean.
const IDENTITY: &str = "group_identity";

fn features(buffers: &Buffers, parts: &Parts, finding: Finding, bounds: &[(usize, u32)], never: &Never) -> Vec<Feature> {
    let mut found = Vec::new();
    if finding.support == crate::Support::None {
        return found;
    }
    let language = parts.language_of(finding);
    let lexicon = &language.lexicon;
    let identity = parts.cues.get(IDENTITY);
    let may = |word| {
        let entry = lexicon.entry(word);
        let known = entry.marks.has(Marks::ORDINARY) || entry.marks.has(Marks::FUNCTION);
        let names_people = identity.is_some_and(|cue| lexicon.cues(entry).has(cue));
        known && !names_people && !never.has(finding.code, lexicon.word(word))
    };
    for (pattern, _, _) in patterns(&buffers.terms, &buffers.scopes) {
        if pattern.words().all(may) {
            found.push(Feature::Words(finding.code, pattern));
        }
    }
    for (cue, reading) in parts.rules.readings(&buffers.hits, &language.phrases, &buffers.scopes) {
        let name = parts.cues.name(cue);
        if Some(cue) != identity && !never.facts.contains(name) {
            found.push(Feature::Fact(Known::Cue(cue, reading)));
        }
    }
    for firing in &buffers.evaluation.firings {
        if !parts.rules.is_of_verdict(firing.rule) && !named(&never.facts, &rule_name(firing.rule, parts)) {
            found.push(Feature::Fact(Known::Rule(firing.rule)));
        }
    }
    for (index, &(signal, least)) in bounds.iter().enumerate() {
        if buffers.signals.get(crate::score::signal::Signal::ALL[signal]) >= least {
            found.push(Feature::Fact(Known::Signal(index as u16)));
        }
    }
    found
}

/// Points of each output, leanings left out.
fn scores(buffers: &Buffers, parts: &Parts, finding: Finding) -> Vec<i32> {
    let Buffers { scored, evaluation, .. } = buffers;
    let sentiment = &parts.language_of(finding).composition.sentiment;
    let side = |scale: Scale, bias: i32| bias + scored.sums[scale as usize] + evaluation.scales[scale as usize];
    let sides = [side(Scale::Positive, sentiment.positive_bias), side(Scale::Negative, sentiment.negative_bias)];
    sides.into_iter().chain(evaluation.scores.iter().copied()).collect()
}
