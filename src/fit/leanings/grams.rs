//! Pieces of runs without spaces, as leanings are learned from them: every sequence of one to four characters that stands in enough posts.

use super::observe::Feature;
use crate::LanguageCode;
use crate::classifier::{Buffers, Parts};
use crate::fit::random::hash;
use crate::language::identify::Finding;
use crate::token::is_unspaced;
use rustc_hash::{FxHashMap, FxHashSet};

/// Characters of a gram, at most.
const LONGEST: usize = 4;

/// The runs of the post that was read last, as grams are looked up in them.
pub(super) fn runs(buffers: &Buffers, parts: &Parts, finding: Finding) -> Vec<Vec<char>> {
    let language = parts.language_of(finding);
    let mut letters = Vec::new();
    let forms = buffers.tokens.as_slice().iter().map(|token| buffers.tokens.form_of(token));
    let runs = forms.filter(|form| !form.is_empty() && form.chars().all(is_unspaced)).map(|form| {
        language.lexicon.segmenter.read(form, &mut letters);
        letters.iter().map(|letter| letter.plain).collect()
    });
    runs.collect()
}

/// Every gram of a post, as often as it stands there.
fn grams(runs: &[Vec<char>]) -> impl Iterator<Item = String> {
    runs.iter().flat_map(|run| (1..=LONGEST.min(run.len())).flat_map(|size| run.windows(size)).map(|gram| gram.iter().collect()))
}

/// What no gram of a language may be.
pub(super) struct Forbidden {
    pub(super) code: LanguageCode,
    /// Words of which no piece leans, nor what has one in it: those that get no points, and those for groups of people.
    pub(super) words: Vec<String>,
    /// Words of grammar, of which no piece leans: what they do is for scopes to say.
    pub(super) grammar: Vec<String>,
}

impl Forbidden {
    fn allows(&self, gram: &str) -> bool {
        let long = gram.chars().nth(1).is_some();
        let of_word = |word: &String| gram.contains(word.as_str()) || long && word.contains(gram);
        !self.words.iter().any(of_word) && !self.grammar.iter().any(|word| word.contains(gram))
    }
}

/// The grams that stand in enough posts. There are millions of others, so they are counted by hash first.
pub(super) struct GramCounts {
    frequent: FxHashSet<u64>,
    /// The number of each gram that was met, by language.
    numbers: FxHashMap<(LanguageCode, String), Option<u32>>,
}

impl GramCounts {
    pub(super) fn of<'r>(posts: impl Iterator<Item = &'r [Vec<char>]>, least_posts: u32) -> Self {
        let mut counts: FxHashMap<u64, u32> = FxHashMap::default();
        for runs in posts {
            let seen: FxHashSet<u64> = grams(runs).map(|gram| hash(&gram, 0)).collect();
            seen.into_iter().for_each(|gram| *counts.entry(gram).or_default() += 1);
        }
        let frequent = counts.into_iter().filter(|(_, posts)| *posts >= least_posts).map(|(gram, _)| gram);
        GramCounts { frequent: frequent.collect(), numbers: FxHashMap::default() }
    }

    /// Adds the frequent grams of a post to its features.
    pub(super) fn add(
        &mut self,
        code: LanguageCode,
        runs: &[Vec<char>],
        forbidden: Option<&Forbidden>,
        texts: &mut Vec<String>,
        found: &mut Vec<Feature>,
    ) {
        for gram in grams(runs).filter(|gram| self.frequent.contains(&hash(gram, 0))) {
            let number = match self.numbers.get(&(code, gram.clone())) {
                Some(known) => *known,
                None => {
                    let free = forbidden.is_none_or(|forbidden| forbidden.allows(&gram));
                    let number = free.then_some(texts.len() as u32);
                    if free {
                        texts.push(gram.clone());
                    }
                    self.numbers.insert((code, gram), number);
                    number
                }
            };
            found.extend(number.map(|gram| Feature::Gram(code, gram)));
        }
    }
}
