//! One way through the house, with buffers that are used again.

use super::{Classifier, Parts, Trace};
use crate::judge;
use crate::language::Language;
use crate::language::identify::{self, Finding};
use crate::lexicon::annotate::{Terms, annotate};
use crate::lexicon::disguise::{self, Disguises};
use crate::lexicon::names::Names;
use crate::lexicon::{Classes, WordId};
use crate::phrase::Hits;
use crate::post::{Post, Role};
use crate::rule::{Context, Evaluation};
use crate::scope::{self, Scopes};
use crate::score::signal::Signals;
use crate::score::{self, Scored};
use crate::token::{TokenKind, Tokenizer, Tokens};
use crate::verdict::{LanguageCode, Support, Verdict};
use std::borrow::Cow;

/// A classifier with buffers of its own: for many posts, one after the other.
///
/// ```
/// use hearken::Classifier;
/// let mut analyzer = Classifier::new().analyzer();
/// for post in ["great service today", "where is my refund?"] {
///     println!("{:?}", analyzer.classify(post).sentiment.label);
/// }
/// ```
#[derive(Debug)]
pub struct Analyzer {
    classifier: Classifier,
    buffers: Buffers,
    verdict: Verdict,
}

/// What the stages write, kept for the next post.
#[derive(Debug, Default)]
pub(crate) struct Buffers {
    pub(crate) tokens: Tokens,
    /// The number of each token's form in the language that reads it.
    words: Vec<WordId>,
    pub(crate) disguises: Disguises,
    pub(crate) terms: Terms,
    pub(crate) hits: Hits,
    pub(crate) scopes: Scopes,
    pub(crate) scored: Scored,
    pub(crate) signals: Signals,
    pub(crate) evaluation: Evaluation,
    /// Room for the name of a brand.
    name: String,
}

/// A stage before the rules. For benchmarks.
#[doc(hidden)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Text to tokens.
    Tokens,
    /// Tokens to terms, disguises and language included.
    Terms,
    /// Terms to hits.
    Phrases,
    /// Hits to scopes.
    Scopes,
    /// Everything to sums.
    Sums,
}

/// The circumstances of a post.
struct Circumstances<'a> {
    role: Role,
    hint: Option<LanguageCode>,
    names: &'a Names,
    brand: Option<&'a str>,
}

impl Analyzer {
    pub(super) fn new(classifier: Classifier) -> Self {
        Analyzer { classifier, buffers: Buffers::default(), verdict: Verdict::blank() }
    }

    /// Judges a text into a verdict that the analyzer keeps and overwrites with the next: nothing is allocated once the buffers have grown.
    ///
    /// As [`Classifier::classify`] otherwise.
    ///
    /// ```
    /// use hearken::{Classifier, Flag};
    /// let mut analyzer = Classifier::new().analyzer();
    /// let posts = ["I smell smoke coming from the charger you sent me", "lovely staff"];
    /// let dangers = posts.iter().filter(|post| analyzer.judge(post).flags.contains(&Flag::SAFETY_RISK));
    /// assert_eq!(dangers.count(), 1);
    /// ```
    pub fn judge(&mut self, text: &str) -> &Verdict {
        let Analyzer { classifier, buffers, verdict } = self;
        buffers.text(classifier.parts(), text, false, verdict);
        verdict
    }

    /// As [`Analyzer::judge`], with what is known of the circumstances; a brand or competitors of the post's own are allocated for.
    pub fn judge_post(&mut self, post: &Post) -> &Verdict {
        let Analyzer { classifier, buffers, verdict } = self;
        buffers.post(classifier.parts(), post, false, verdict);
        verdict
    }

    /// As [`Classifier::classify`].
    pub fn classify(&mut self, text: &str) -> Verdict {
        let mut verdict = Verdict::blank();
        self.buffers.text(self.classifier.parts(), text, false, &mut verdict);
        verdict
    }

    /// As [`Classifier::classify_post`].
    pub fn classify_post(&mut self, post: &Post) -> Verdict {
        let mut verdict = Verdict::blank();
        self.buffers.post(self.classifier.parts(), post, false, &mut verdict);
        verdict
    }

    /// Judges a text and lists the evidence: every contribution with its place, adding up to the scores.
    pub fn explain(&mut self, text: &str) -> Verdict {
        let mut verdict = Verdict::blank();
        self.buffers.text(self.classifier.parts(), text, true, &mut verdict);
        verdict
    }

    /// Judges a post and lists the evidence.
    pub fn explain_post(&mut self, post: &Post) -> Verdict {
        let mut verdict = Verdict::blank();
        self.buffers.post(self.classifier.parts(), post, true, &mut verdict);
        verdict
    }

    /// What the stages found in the last post.
    #[cfg(feature = "fit")]
    pub(crate) fn buffers(&self) -> &Buffers {
        &self.buffers
    }

    /// What each stage saw of a text, without a verdict: for people who want to know why, and for those who write rules.
    ///
    /// ```
    /// use hearken::Classifier;
    /// let trace = Classifier::new().analyzer().trace("not good");
    /// assert!(trace.terms[1].negated);
    /// ```
    pub fn trace(&mut self, text: &str) -> Trace {
        self.trace_post(&Post::new(text))
    }

    /// What each stage saw of a post: its brands and its language hint count.
    pub fn trace_post(&mut self, post: &Post) -> Trace {
        let parts = self.classifier.parts();
        self.buffers.post(parts, post, false, &mut self.verdict);
        let crate::verdict::Language { code, support } = self.verdict.language;
        Trace::of(&self.buffers, parts, parts.language_of(Finding { code, support }))
    }

    /// Runs the stages up to `last` and says how many tokens, terms, hits and contributions there are. For benchmarks.
    #[doc(hidden)]
    pub fn run_to(&mut self, text: &str, last: Stage) -> usize {
        let parts = self.classifier.parts();
        let circumstances = Circumstances { role: Role::Customer, hint: None, names: &parts.names, brand: None };
        self.buffers.read(parts, text, &circumstances, last);
        let Buffers { tokens, terms, hits, scored, .. } = &self.buffers;
        match last {
            Stage::Tokens => tokens.len(),
            Stage::Terms => terms.terms.len(),
            Stage::Phrases | Stage::Scopes => hits.cues.len(),
            Stage::Sums => scored.contributions.len(),
        }
    }
}

impl Buffers {
    fn text(&mut self, parts: &Parts, text: &str, explain: bool, verdict: &mut Verdict) {
        let circumstances =
            Circumstances { role: Role::Customer, hint: None, names: &parts.names, brand: parts.brand.as_deref() };
        self.run(parts, text, &circumstances, explain, verdict);
    }

    fn post(&mut self, parts: &Parts, post: &Post, explain: bool, verdict: &mut Verdict) {
        let names = parts.names_for(post);
        self.run(parts, &post.text, &parts.circumstances(post, &names), explain, verdict);
    }

    /// One way through the house. `verdict` is blank or an earlier one of the same classifier.
    fn run(&mut self, parts: &Parts, text: &str, circumstances: &Circumstances<'_>, explain: bool, verdict: &mut Verdict) {
        let text = readable(text);
        let finding = self.read(parts, text, circumstances, Stage::Sums);
        let language = parts.language_of(finding);
        let Buffers { terms, hits, scopes, scored, signals, evaluation, name, .. } = self;
        let context = Context {
            role: circumstances.role,
            brand_given: circumstances.brand.is_some(),
            supported: finding.support != Support::None,
            signals,
            sums: &scored.sums,
        };
        parts.rules.evaluate(context, terms, hits, &language.phrases, scopes, evaluation);
        let stages = judge::Stages { parts, language, terms, hits, scopes, scored, signals };
        stages.judge(evaluation, explain, verdict);
        verdict.language = crate::verdict::Language { code: finding.code, support: finding.support };
        stages.brand(text, circumstances.brand, verdict, name);
        verdict.version = crate::verdict::Version::new(parts.data);
    }

    /// The stages that know words: tokens, terms, phrases, scopes, sums.
    fn read(&mut self, parts: &Parts, text: &str, circumstances: &Circumstances<'_>, last: Stage) -> Finding {
        let Buffers { tokens, words, disguises, terms, hits, scopes, scored, signals, .. } = self;
        let first = parts.languages.first().unwrap_or(&parts.neutral);
        words.clear();
        parts.tokenize(text, first, tokens);
        if last == Stage::Tokens {
            return Finding { code: first.code, support: Support::Full };
        }
        let finding = match circumstances.hint.filter(|hint| *hint != LanguageCode::UNDETERMINED) {
            Some(hint) => parts.stated(hint),
            None => {
                first.lexicon.look_up(tokens, words);
                identify::judge(tokens, words, &parts.languages, &parts.votes)
            }
        };
        let language = parts.language_of(finding);
        // Hashtags are split by the words of a language.
        if language.code != first.code && tokens.as_slice().iter().any(|token| token.kind == TokenKind::Hashtag) {
            parts.tokenize(text, language, tokens);
        }
        if words.is_empty() || language.code != first.code {
            language.lexicon.look_up(tokens, words);
        }
        let Language { lexicon, phrases, targets, grammar, .. } = language;
        disguise::find(text, tokens, words, lexicon, &parts.confusables, targets, disguises);
        annotate(text, tokens, words, disguises.found(), lexicon, circumstances.names, terms);
        if last == Stage::Terms {
            return finding;
        }
        phrases.find(terms, lexicon, hits);
        if last == Stage::Phrases {
            return finding;
        }
        scope::mark(terms, lexicon, phrases, &parts.cues, *grammar, hits, scopes);
        if last == Stage::Scopes {
            return finding;
        }
        score::add_up(terms, lexicon, phrases, hits, scopes, &language.composition, scored);
        scored.faint.clear();
        scored.faint.resize(parts.rules.receivers.len(), 0);
        score::leaning::lean(terms, scopes, &lexicon.leanings, &mut scored.leaned, &mut scored.faint);
        *signals = Signals::of(tokens, disguises.found());
        finding
    }
}

impl Parts {
    /// The names to look for: a post's own brand replaces the classifier's, which is then nobody special; competitors add up.
    fn names_for(&self, post: &Post) -> Cow<'_, Names> {
        if post.brand.is_none() && post.competitors.is_empty() {
            return Cow::Borrowed(&self.names);
        }
        let mut given = Names::default();
        post.brand.iter().for_each(|brand| given.add(brand, Classes::BRAND));
        post.competitors.iter().for_each(|brand| given.add(brand, Classes::COMPETITOR));
        Cow::Owned(if given.has(Classes::BRAND) { given } else { self.names.with(&given) })
    }

    fn circumstances<'a>(&'a self, post: &'a Post, names: &'a Names) -> Circumstances<'a> {
        let brand = post.brand.as_ref().map(|brand| brand.name.as_str()).or(self.brand.as_deref());
        let hint = post.lang.as_deref().map(LanguageCode::new);
        Circumstances { role: post.author.role, hint, names, brand }
    }

    fn tokenize(&self, text: &str, language: &Language, tokens: &mut Tokens) {
        tokens.clear();
        match &self.tokenizer {
            Some(own) => own.tokenize(text, tokens),
            None => language.tokenizer.tokenize(text, tokens),
        }
    }

    /// What there is for a language that the caller stated.
    fn stated(&self, code: LanguageCode) -> Finding {
        let known = self.languages.iter().any(|language| language.code == code);
        Finding { code, support: if known { Support::Full } else { Support::None } }
    }

    /// The words to read a post with.
    pub(crate) fn language_of(&self, finding: Finding) -> &Language {
        let supported = finding.support != Support::None;
        self.languages.iter().find(|language| supported && language.code == finding.code).unwrap_or(&self.neutral)
    }
}

/// The part of a text that is read: all of it, up to 1 GiB.
fn readable(text: &str) -> &str {
    let mut end = text.len().min(1 << 30);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::phrase::plain;

    /// Texts of the project's own, and those of the tab-separated files that `HEARKEN_CORPUS` names, colons between them, in the column `text`
    /// or the third.
    fn texts() -> Vec<String> {
        let own = [include_str!("../../data/en/posts.jsonl"), include_str!("../../data/en/pairs.jsonl")];
        let mut texts: Vec<String> = Vec::new();
        for line in own.iter().flat_map(|file| file.lines()) {
            texts.push(serde_json::from_str::<Post>(line).expect("a post a line").text);
        }
        for path in std::env::var("HEARKEN_CORPUS").iter().flat_map(|paths| paths.split(':')) {
            let file = std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{path}: {error}"));
            let column = file.lines().next().and_then(|head| head.split('\t').position(|name| name == "text")).unwrap_or(2);
            texts.extend(file.lines().skip(1).filter_map(|line| line.split('\t').nth(column)).map(str::to_owned));
        }
        texts
    }

    /// Words of real posts in an order of their own: patterns nearly fit, and seldom do.
    fn shuffled(texts: &[String], count: usize) -> Vec<String> {
        let words: Vec<&str> = texts.iter().flat_map(|text| text.split_whitespace()).collect();
        let mut state = 0x9e37_79b9_7f4a_7c15_u64;
        let mut next = |below: usize| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            (state % below as u64) as usize
        };
        let mut text = |_| {
            let pieces = (0..2 + next(8)).map(|_| {
                let start = next(words.len());
                words[start..words.len().min(start + 1 + next(4))].join(" ")
            });
            pieces.collect::<Vec<_>>().join(" ")
        };
        (0..count).map(&mut text).collect()
    }

    #[test]
    fn patterns_are_found_as_the_plain_way_finds_them() {
        let classifier = Classifier::new();
        let parts = classifier.parts();
        let mut analyzer = classifier.analyzer();
        let mut texts = texts();
        // HEARKEN_CASES sets how much is made up.
        let made_up = std::env::var("HEARKEN_CASES").ok().and_then(|count| count.parse().ok()).unwrap_or(200);
        texts.extend(shuffled(&texts, made_up));
        let mut found = 0;
        for text in texts.iter().step_by(if made_up > 200 { 1 } else { 4 }) {
            let verdict = analyzer.classify(text);
            let language = parts.language_of(Finding { code: verdict.language.code, support: verdict.language.support });
            let Buffers { terms, hits, .. } = &analyzer.buffers;
            plain::assert_same(&language.phrases, terms, &language.lexicon, hits, text);
            found += hits.phrases.len();
        }
        assert!(found > 500, "{found} phrases");
    }
}
