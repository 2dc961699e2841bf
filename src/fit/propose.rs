//! New words and phrases of two words, by what the labels say of them.
//!
//! The evidence is the log-odds of a term in posts of one class against the others, with an informative Dirichlet prior (Monroe, Colaresi
//! and Quinn, "Fightin' Words"), taken within each corpus and then pooled: so a word is not called negative because the corpus it
//! is frequent in is. A phrase must moreover say something that its words do not say without it.

use super::dataset::Example;
use super::features::read_as;
use super::gather::{Found, gather};
use super::parallel::by_runs;
use crate::Classifier;
use crate::language::Language;
use crate::lexicon::{Lexicon, SCALES};
use std::collections::{BTreeSet, HashMap};

/// Which terms are proposed.
#[derive(Clone, Debug)]
pub struct Proposals {
    /// Fewest posts a term must stand in, and a meaning or signal must hold in.
    pub least_posts: usize,
    /// Least evidence, in standard deviations.
    pub least_evidence: f64,
    /// At most so many terms, those with the most evidence.
    pub most: usize,
    /// At most so many meanings, marks and rules, those whose points change the most.
    pub most_facts: usize,
    /// Words too that no file knows: slang, but also names written small.
    pub unknown_words: bool,
    /// Corpora a term must stand in, with evidence for the same class in each; no more than there are.
    pub least_corpora: usize,
    /// Terms too that only speak against classes, which is what topics do.
    pub neutral_terms: bool,
    /// Words of grammar too: why, never, even. They say something in the mass, and take many posts to learn.
    pub grammar: bool,
    /// Words that keep the points they have, if any, and are never part of a new phrase; also meanings and signals (`signal.urls`) that get no points.
    pub never: BTreeSet<String>,
}

impl Default for Proposals {
    fn default() -> Self {
        Proposals {
            least_posts: 10,
            least_evidence: 3.0,
            most: 4000,
            most_facts: 100,
            unknown_words: false,
            least_corpora: 1,
            neutral_terms: false,
            grammar: true,
            never: BTreeSet::new(),
        }
    }
}

/// A term that the labels speak for.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Candidate {
    /// One word, or two with a space between.
    pub(crate) term: String,
    /// Log-odds of each class against the others.
    pub(crate) odds: Vec<f64>,
    /// Most evidence for or against any class, in standard deviations.
    pub(crate) evidence: f64,
    /// The class the evidence is most of.
    class: usize,
    /// Posts it stands in.
    pub(crate) posts: u32,
}

/// A labelled post for counting.
pub(crate) struct Counted<'a> {
    pub(crate) example: &'a Example,
    pub(crate) gold: u8,
    pub(crate) corpus: usize,
}

/// Words written like names in this share of the places inside sentences are names.
const NAME_SHARE: f64 = 0.3;
/// Posts of prior, spread over the terms as they are spread in all corpora, for each post of a class.
const PRIOR: f64 = 0.05;
/// Evidence in one corpus from which on it agrees with the others, in standard deviations.
const AGREEMENT: f64 = 1.0;
/// Evidence that a phrase says something its words do not say, in standard deviations.
const BEYOND: f64 = 2.0;

/// Proposes terms that have no weights yet. `wanted` says whether words and whether phrases are wanted.
pub(crate) fn propose(
    classifier: &Classifier,
    language: &Language,
    posts: &[Counted<'_>],
    classes: usize,
    settings: &Proposals,
    wanted: (bool, bool),
) -> Vec<Candidate> {
    let found = by_runs(posts, |run| {
        let mut analyzer = classifier.analyzer();
        run.iter()
            .map(|post| {
                analyzer.classify_post(&read_as(&post.example.post, language.code));
                gather(classifier, language, analyzer.buffers(), settings)
            })
            .collect()
    });
    let names = names(&found);
    let counts = Counts::of(posts, &found, classes);
    let enough = |counts: &&Vec<u32>| counts.iter().sum::<u32>() as usize >= settings.least_posts;
    let mut candidates = Vec::new();
    if wanted.0 {
        let words = counts.words.iter().filter(|(word, (alone, _))| *alone && !names.contains(*word));
        let words = words.map(|(&word, (_, counts))| (word, counts)).filter(|(_, counts)| enough(counts));
        candidates.extend(words.filter_map(|(word, own)| counts.weigh(word.to_owned(), own, settings)));
    }
    if wanted.1 {
        for (&(first, second), own) in counts.phrases.iter().filter(|(_, counts)| enough(counts)) {
            if names.contains(first) || names.contains(second) {
                continue;
            }
            let candidate = counts.weigh(format!("{first} {second}"), own, settings);
            let beyond = |candidate: &Candidate| {
                let word_counts = [first, second].map(|word| &counts.words[word].1);
                word_counts.iter().all(|all| counts.beyond(candidate.class, own, all) >= BEYOND)
            };
            candidates.extend(candidate.filter(beyond));
        }
    }
    best(candidates, settings)
}

/// The candidates with the most evidence.
fn best(mut candidates: Vec<Candidate>, settings: &Proposals) -> Vec<Candidate> {
    candidates.retain(|candidate| candidate.evidence >= settings.least_evidence);
    candidates.sort_by(|a, b| b.evidence.total_cmp(&a.evidence).then_with(|| a.term.cmp(&b.term)));
    candidates.truncate(settings.most);
    candidates
}

/// Words that are written like names more often than chance and shouting explain.
fn names(found: &[Found]) -> BTreeSet<&str> {
    let mut counts: HashMap<&str, (u32, u32)> = HashMap::new();
    for (word, named) in found.iter().flat_map(|found| &found.names) {
        let (all, as_name) = counts.entry(word).or_default();
        *all += 1;
        *as_name += u32::from(*named);
    }
    let is_name = |(all, as_name): (u32, u32)| as_name >= 2 && f64::from(as_name) >= NAME_SHARE * f64::from(all);
    counts.into_iter().filter(|(_, counts)| is_name(*counts)).map(|(word, _)| word).collect()
}

/// In how many posts of each corpus and class terms stand.
pub(crate) struct Counts<'a> {
    classes: usize,
    /// Posts by corpus and class.
    sizes: Vec<Vec<f64>>,
    /// Words, with whether they may be proposed by themselves.
    words: HashMap<&'a str, (bool, Vec<u32>)>,
    phrases: HashMap<(&'a str, &'a str), Vec<u32>>,
}

impl<'a> Counts<'a> {
    /// Nothing but the sizes of the classes.
    pub(crate) fn empty(posts: &[Counted<'_>], classes: usize) -> Self {
        let corpora = posts.iter().map(|post| post.corpus + 1).max().unwrap_or(0);
        let mut sizes = vec![vec![0.0; classes]; corpora];
        posts.iter().for_each(|post| sizes[post.corpus][usize::from(post.gold)] += 1.0);
        Counts { classes, sizes, words: HashMap::new(), phrases: HashMap::new() }
    }

    fn of(posts: &[Counted<'_>], found: &'a [Found], classes: usize) -> Self {
        let mut counts = Counts::empty(posts, classes);
        let corpora = counts.sizes.len();
        let none = || vec![0; corpora * classes];
        for (post, found) in posts.iter().zip(found) {
            let kind = post.corpus * classes + usize::from(post.gold);
            for (word, alone) in &found.words {
                counts.words.entry(word).or_insert_with(|| (*alone, none())).1[kind] += 1;
            }
            for (first, second) in &found.phrases {
                counts.phrases.entry((first, second)).or_insert_with(none)[kind] += 1;
            }
        }
        counts
    }

    /// Log-odds by class, pooled over the corpora with the inverse of their variances. `None` if too few corpora agree.
    fn weigh(&self, term: String, counts: &[u32], settings: &Proposals) -> Option<Candidate> {
        let posts: u32 = counts.iter().sum();
        let share = f64::from(posts) / self.sizes.iter().flatten().sum::<f64>();
        let mut candidate = Candidate { term, odds: Vec::new(), evidence: 0.0, class: 0, posts };
        let mut agreeing = 0;
        for class in 0..self.classes {
            let tables = counts.chunks(self.classes).zip(&self.sizes);
            let by_corpus: Vec<(f64, f64)> =
                tables.filter_map(|(counts, sizes)| difference(class, counts, sizes, share)).collect();
            let (pooled, evidence) = pool(&by_corpus);
            if evidence.abs() > candidate.evidence {
                (candidate.evidence, candidate.class) = (evidence.abs(), class);
                let agrees = |(difference, variance): &&(f64, f64)| difference * pooled.signum() / variance.sqrt() >= AGREEMENT;
                agreeing = by_corpus.iter().filter(agrees).count();
            }
            candidate.odds.push(pooled);
        }
        (agreeing >= settings.least_corpora.min(self.sizes.len())).then_some(candidate)
    }

    /// How far the posts with a phrase differ from those with one of its words and without it, in standard deviations.
    fn beyond(&self, class: usize, phrase: &[u32], word: &[u32]) -> f64 {
        let by_corpus: Vec<(f64, f64)> = phrase
            .chunks(self.classes)
            .zip(word.chunks(self.classes))
            .map(|(phrase, word)| {
                let split = |counts: &[u32]| {
                    let own = f64::from(counts[class]);
                    (own, f64::from(counts.iter().sum::<u32>()) - own)
                };
                let ((own, other), (own_word, other_word)) = (split(phrase), split(word));
                // A half is added to each cell, so that none is empty.
                let cells = [own, other, own_word - own, other_word - other].map(|count| count.max(0.0) + 0.5);
                let difference = (cells[0] / cells[1]).ln() - (cells[2] / cells[3]).ln();
                (difference, cells.iter().map(|cell| 1.0 / cell).sum())
            })
            .collect();
        pool(&by_corpus).1.abs()
    }
}

/// The mean of differences, each with its variance, and how many standard deviations it is from 0.
fn pool(by_corpus: &[(f64, f64)]) -> (f64, f64) {
    let weight: f64 = by_corpus.iter().map(|(_, variance)| 1.0 / variance).sum();
    if weight == 0.0 {
        return (0.0, 0.0);
    }
    let mean = by_corpus.iter().map(|(difference, variance)| difference / variance).sum::<f64>() / weight;
    (mean, mean * weight.sqrt())
}

/// Log-odds of a term in the posts of a class against the others of a corpus, and their variance; `None` if it does not stand there.
fn difference(class: usize, counts: &[u32], sizes: &[f64], share: f64) -> Option<(f64, f64)> {
    let own = f64::from(counts[class]);
    let other = f64::from(counts.iter().sum::<u32>()) - own;
    let own_size = sizes[class];
    let other_size = sizes.iter().sum::<f64>() - own_size;
    if own + other == 0.0 || own_size == 0.0 || other_size == 0.0 {
        return None;
    }
    let (own_prior, other_prior) = (PRIOR * own_size, PRIOR * other_size);
    let (own, other) = (own + own_prior * share, other + other_prior * share);
    let log_odds = |count: f64, size: f64| (count / (size - count).max(0.5)).ln();
    let difference = log_odds(own, own_size + own_prior) - log_odds(other, other_size + other_prior);
    Some((difference, 1.0 / own + 1.0 / other))
}

/// What the words of a term weigh by themselves: where a phrase is expected before anything is known of it.
pub(crate) fn members(lexicon: &Lexicon, term: &str) -> [i32; SCALES] {
    let mut sum = [0; SCALES];
    for word in term.split(' ') {
        let weights = lexicon.entry(lexicon.get(word)).weights;
        sum.iter_mut().zip(weights.0).for_each(|(sum, points)| *sum += i32::from(points));
    }
    sum
}
