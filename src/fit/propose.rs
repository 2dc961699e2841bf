//! New words and phrases of two words, by what the labels say of them.
//!
//! The evidence is the log-odds of a term in posts of one class against the others, with an informative Dirichlet prior (Monroe, Colaresi
//! and Quinn, "Fightin' Words"), taken within each corpus and then pooled: so a word is not called negative because the corpus it
//! is frequent in is.

use super::dataset::Example;
use super::parallel::by_runs;
use crate::Classifier;
use crate::classifier::Buffers;
use crate::lexicon::annotate::{Boundary, Term};
use crate::lexicon::{Classes, Cues, Lexicon, Marks, ScopeCues, UNKNOWN};
use crate::token::{TokenFlags, TokenKind, Tokens};
use std::collections::{BTreeSet, HashMap, HashSet};

/// Which terms are proposed.
#[derive(Clone, Debug)]
pub struct Proposals {
    /// Fewest posts a term must stand in.
    pub least_posts: usize,
    /// Least evidence, in standard deviations.
    pub least_evidence: f64,
    /// At most so many terms, those with the most evidence.
    pub most: usize,
    /// Words too that no file knows: slang, but also names written small.
    pub unknown_words: bool,
    /// Corpora a term must stand in, with evidence for the same class in each; no more than there are.
    pub least_corpora: usize,
    /// Terms too that only speak against classes, which is what topics do.
    pub neutral_terms: bool,
    /// Words that are never proposed, nor phrases with them; also meanings and signals (`signal.urls`) that get no points.
    pub never: BTreeSet<String>,
}

impl Default for Proposals {
    fn default() -> Self {
        Proposals {
            least_posts: 10,
            least_evidence: 3.0,
            most: 4000,
            unknown_words: false,
            least_corpora: 1,
            neutral_terms: false,
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
    /// Posts it stands in.
    pub(crate) posts: u32,
}

/// A labelled post for counting.
pub(crate) struct Counted<'a> {
    pub(crate) example: &'a Example,
    pub(crate) gold: u8,
    pub(crate) corpus: usize,
}

/// Words used as names in this share of the places where a capital says something are names.
const NAME_SHARE: f64 = 0.3;
/// Posts of prior, spread over the terms as they are spread in all corpora, for each post of a class.
const PRIOR: f64 = 0.05;

/// Evidence in one corpus from which on it agrees with the others, in standard deviations.
const AGREEMENT: f64 = 1.0;

/// What terms stood in a post, and which of them looked like names.
#[derive(Default)]
struct Found {
    words: Vec<String>,
    phrases: Vec<String>,
    names: Vec<(String, bool)>,
}

/// Proposes terms that have no weights yet. `wanted` says whether single words and whether phrases are wanted.
pub(crate) fn propose(
    classifier: &Classifier,
    posts: &[Counted<'_>],
    classes: usize,
    settings: &Proposals,
    wanted: (bool, bool),
) -> Vec<Candidate> {
    let corpora = posts.iter().map(|post| post.corpus + 1).max().unwrap_or(0);
    let found = by_runs(posts, |run| {
        let mut analyzer = classifier.analyzer();
        run.iter()
            .map(|post| {
                analyzer.classify_post(&post.example.post);
                gather(classifier, analyzer.buffers(), settings, wanted)
            })
            .collect()
    });
    let mut names: HashMap<&str, (u32, u32)> = HashMap::new();
    for (word, named) in found.iter().flat_map(|found| &found.names) {
        let (all, as_name) = names.entry(word).or_default();
        *all += 1;
        *as_name += u32::from(*named);
    }
    let is_name = |word: &str| {
        names.get(word).is_some_and(|&(all, as_name)| f64::from(as_name) >= NAME_SHARE * f64::from(all) && as_name >= 2)
    };
    let mut sizes = vec![vec![0.0; classes]; corpora];
    let mut counts: HashMap<&str, Vec<u32>> = HashMap::new();
    for (post, found) in posts.iter().zip(&found) {
        sizes[post.corpus][usize::from(post.gold)] += 1.0;
        for term in found.words.iter().chain(&found.phrases) {
            let counts = counts.entry(term).or_insert_with(|| vec![0; corpora * classes]);
            counts[post.corpus * classes + usize::from(post.gold)] += 1;
        }
    }
    let mut candidates: Vec<Candidate> = counts
        .into_iter()
        .filter(|(_, counts)| counts.iter().sum::<u32>() as usize >= settings.least_posts)
        .filter(|(term, _)| !term.split(' ').any(is_name))
        .filter_map(|(term, counts)| weigh(term, &counts, &sizes, settings))
        .filter(|candidate| candidate.evidence >= settings.least_evidence)
        .collect();
    candidates.sort_by(|a, b| b.evidence.total_cmp(&a.evidence).then_with(|| a.term.cmp(&b.term)));
    candidates.truncate(settings.most);
    candidates
}

/// Log-odds by class, pooled over the corpora with the inverse of their variances. `None` if too few corpora agree.
fn weigh(term: &str, counts: &[u32], sizes: &[Vec<f64>], settings: &Proposals) -> Option<Candidate> {
    let classes = sizes.first().map_or(0, Vec::len);
    let posts: u32 = counts.iter().sum();
    let share = f64::from(posts) / sizes.iter().flatten().sum::<f64>();
    let mut odds = Vec::with_capacity(classes);
    let mut best = (0.0f64, 0);
    for class in 0..classes {
        let by_corpus: Vec<(f64, f64)> =
            counts.chunks(classes).zip(sizes).filter_map(|(counts, sizes)| difference(class, counts, sizes, share)).collect();
        let weight: f64 = by_corpus.iter().map(|(_, variance)| 1.0 / variance).sum();
        let sum: f64 = by_corpus.iter().map(|(difference, variance)| difference / variance).sum();
        let pooled = if weight > 0.0 { sum / weight } else { 0.0 };
        let agree = by_corpus.iter().filter(|(difference, variance)| difference * pooled.signum() / variance.sqrt() >= AGREEMENT);
        let evidence = pooled.abs() * weight.sqrt();
        if evidence > best.0 {
            best = (evidence, agree.count());
        }
        odds.push(pooled);
    }
    let enough = best.1 >= settings.least_corpora.min(sizes.len());
    enough.then(|| Candidate { term: term.to_owned(), odds, evidence: best.0, posts })
}

/// Log-odds of a term in the posts of a class against the others of the corpus, and their variance; `None` if it does not stand there.
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

/// Words that change what stands around them: their work is the scopes'.
const AT_WORK: ScopeCues = ScopeCues::NEGATOR
    .or(ScopeCues::NEGATOR_WEAK)
    .or(ScopeCues::NEGATOR_BACK)
    .or(ScopeCues::NEGATOR_DETERMINER)
    .or(ScopeCues::INTENSIFIER)
    .or(ScopeCues::INTENSIFIER_STRONG)
    .or(ScopeCues::DOWNTONER)
    .or(ScopeCues::DOWNTONER_STRONG)
    .or(ScopeCues::CONTRAST)
    .or(ScopeCues::CONCESSION)
    .or(ScopeCues::CONDITION)
    .or(ScopeCues::HYPOTHETICAL)
    .or(ScopeCues::WISH)
    .or(ScopeCues::PAST_STATE)
    .or(ScopeCues::PRESENT_TURN)
    .or(ScopeCues::EXPECTATION)
    .or(ScopeCues::OTHER_HOLDER)
    .or(ScopeCues::QUOTE_FRAME)
    .or(ScopeCues::IDIOM_NEGATOR);

/// Terms of one post that might be given weights.
fn gather(classifier: &Classifier, buffers: &Buffers, settings: &Proposals, wanted: (bool, bool)) -> Found {
    let parts = classifier.parts();
    let lexicon = &parts.language.lexicon;
    let terms = &buffers.terms.terms;
    let reader =
        Reader { lexicon, tokens: &buffers.tokens, settings, identity: parts.cues.get("group_identity"), cues: &parts.cues };
    let titles = terms.iter().filter(|term| term.flags.has(TokenFlags::TITLE)).count();
    let headline = titles * 2 > terms.len();
    let mut found = Found::default();
    let mut seen: HashSet<String> = HashSet::new();
    let mut before: Option<(String, bool)> = None;
    for (at, term) in terms.iter().enumerate() {
        let scope = buffers.scopes.terms[at];
        let live = !scope.is_negated() && scope.states == Default::default();
        let free = buffers.hits.owner(at).is_none();
        let entry = lexicon.entry(term.word);
        if wanted.0 && live && free && term.classes.any(Classes::EMOJI) && term.word != UNKNOWN && entry.weights.is_zero() {
            let emoji = lexicon.word(term.word).to_owned();
            if seen.insert(emoji.clone()) {
                found.words.push(emoji);
            }
        }
        let word = if live && free { reader.word(term) } else { None };
        let Some(word) = word else {
            before = None;
            continue;
        };
        let first = buffers.terms.sentences.iter().any(|sentence| sentence.body as usize == at);
        if !headline && !first && reader.token(term).is_some_and(|kind| kind == TokenKind::Word) {
            found.names.push((word.to_owned(), term.flags.has(TokenFlags::TITLE)));
        }
        let content = !entry.marks.has(Marks::FUNCTION) && entry.scopes == ScopeCues::NONE;
        if wanted.0 && content && entry.weights.is_zero() && word.chars().count() > 1 && seen.insert(word.to_owned()) {
            found.words.push(word.to_owned());
        }
        if wanted.1
            && term.boundary == Boundary::None
            && let Some((first, has_content)) = &before
            && (*has_content || content)
        {
            let phrase = format!("{first} {word}");
            if seen.insert(phrase.clone()) {
                found.phrases.push(phrase);
            }
        }
        before = Some((word.to_owned(), content));
    }
    found
}

struct Reader<'a> {
    lexicon: &'a Lexicon,
    tokens: &'a Tokens,
    settings: &'a Proposals,
    identity: Option<u8>,
    cues: &'a Cues,
}

/// Shapes that are no words.
const SHAPES: Classes = Classes::BRAND
    .or(Classes::COMPETITOR)
    .or(Classes::MENTION)
    .or(Classes::NUMBER)
    .or(Classes::ORDINAL)
    .or(Classes::MONEY)
    .or(Classes::DURATION)
    .or(Classes::TIME)
    .or(Classes::DATE)
    .or(Classes::URL)
    .or(Classes::EMAIL)
    .or(Classes::PHONE)
    .or(Classes::CODE)
    .or(Classes::EMOJI);

impl<'a> Reader<'a> {
    fn token(&self, term: &Term) -> Option<TokenKind> {
        let tokens = self.tokens.as_slice();
        let found = tokens.binary_search_by_key(&term.span.start, |token| token.span.start).ok()?;
        Some(tokens[found].kind)
    }

    /// The form of a term that may be part of a proposal.
    fn word(&self, term: &Term) -> Option<&'a str> {
        if term.classes.any(SHAPES) {
            return None;
        }
        let tokens = self.tokens.as_slice();
        let index = tokens.binary_search_by_key(&term.span.start, |token| token.span.start).ok()?;
        let token = &tokens[index];
        let entry = self.lexicon.entry(term.word);
        let known = entry.marks.has(Marks::ORDINARY) || entry.marks.has(Marks::FUNCTION);
        let form: &'a str = if known {
            self.lexicon.word(term.word)
        } else if self.settings.unknown_words && token.kind == TokenKind::Word && token.span == term.span {
            self.tokens.form_of(token)
        } else {
            return None;
        };
        let cues = self.lexicon.cues(entry);
        let special = cues.iter().any(|cue| Some(cue) == self.identity || self.cues.is_class(cue));
        let lettered = form.chars().all(|c| c.is_alphabetic() || c == '\'' || c == '-') && !form.starts_with('\'');
        (token.kind.is_word() && lettered && !special && !entry.scopes.any(AT_WORK) && !self.settings.never.contains(form))
            .then_some(form)
    }
}

/// Weights of members, for the prior of phrases: what the words of a phrase give without it.
pub(crate) fn members(lexicon: &Lexicon, term: &str) -> [i32; crate::lexicon::SCALES] {
    let mut sum = [0; crate::lexicon::SCALES];
    for word in term.split(' ') {
        let weights = lexicon.entry(lexicon.get(word)).weights;
        sum.iter_mut().zip(weights.0).for_each(|(sum, points)| *sum += i32::from(points));
    }
    sum
}
