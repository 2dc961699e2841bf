//! Which pieces of words might be given points, in scripts without spaces.
//!
//! Every sequence of one to four characters is counted, wherever it begins: there are millions. So posts are read twice, first to see by
//! hash which are frequent enough, then to count those by class.

use super::features::read_as;
use super::parallel::by_runs;
use super::propose::{Candidate, Counted, Counts, Proposals};
use super::random::hash;
use crate::Classifier;
use crate::classifier::Buffers;
use crate::language::Language;
use crate::token::is_unspaced;
use std::collections::{HashMap, HashSet};

/// Characters of a gram, at most.
const LONGEST: usize = 4;

/// Proposes grams that have no points yet, those with the most evidence.
pub(crate) fn propose_grams(
    classifier: &Classifier,
    language: &Language,
    posts: &[Counted<'_>],
    classes: usize,
    settings: &Proposals,
) -> Vec<Candidate> {
    let runs: Vec<Vec<Vec<char>>> = by_runs(posts, |part| {
        let mut analyzer = classifier.analyzer();
        part.iter()
            .map(|post| {
                analyzer.classify_post(&read_as(&post.example.post, language.code));
                characters(language, analyzer.buffers())
            })
            .collect()
    });
    let mut frequency: HashMap<u64, u32> = HashMap::new();
    for post in &runs {
        let seen: HashSet<u64> = grams(post).map(|gram| hash(&gram, 0)).collect();
        seen.into_iter().for_each(|gram| *frequency.entry(gram).or_default() += 1);
    }
    frequency.retain(|_, posts| *posts as usize >= settings.least_posts);
    let mut counts = Counts::empty(posts, classes);
    for (post, runs) in posts.iter().zip(&runs) {
        let mut seen: HashSet<String> = HashSet::new();
        for gram in grams(runs).filter(|gram| frequency.contains_key(&hash(gram, 0))) {
            if seen.insert(gram.clone()) {
                counts.count_gram(post, gram);
            }
        }
    }
    let wanted = |gram: &str| language.lexicon.grams.get(gram) == 0 && !settings.never.contains(gram);
    counts.best_grams(settings, wanted)
}

/// The runs of characters of the post that was read last, as grams are looked up in them.
fn characters(language: &Language, buffers: &Buffers) -> Vec<Vec<char>> {
    let mut letters = Vec::new();
    let forms = buffers.tokens.as_slice().iter().map(|token| buffers.tokens.form_of(token));
    let runs = forms.filter(|form| form.chars().all(is_unspaced)).map(|form| {
        language.lexicon.segmenter.read(form, &mut letters);
        letters.iter().map(|letter| letter.plain).collect()
    });
    runs.collect()
}

/// Every gram of a post, as often as it stands there.
fn grams(runs: &[Vec<char>]) -> impl Iterator<Item = String> {
    let of_run = |run: &Vec<char>| -> Vec<String> {
        let sizes = 1..=LONGEST.min(run.len());
        sizes.flat_map(|size| run.windows(size).map(|gram| gram.iter().collect())).collect()
    };
    runs.iter().flat_map(of_run)
}
