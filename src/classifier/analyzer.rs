//! One way through the house, with buffers that are used again.

use super::{Classifier, Parts, Trace};
use crate::judge;
use crate::language::Language;
use crate::language::identify::{self, Finding};
use crate::lexicon::Classes;
use crate::lexicon::annotate::{Terms, annotate};
use crate::lexicon::disguise::{self, Disguise};
use crate::lexicon::names::Names;
use crate::phrase::matching::Hits;
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
}

/// What the stages write, kept for the next post.
#[derive(Debug, Default)]
pub(crate) struct Buffers {
    pub(crate) tokens: Tokens,
    pub(crate) disguises: Vec<Disguise>,
    pub(crate) terms: Terms,
    pub(crate) hits: Hits,
    pub(crate) scopes: Scopes,
    pub(crate) scored: Scored,
    pub(crate) signals: Signals,
    pub(crate) evaluation: Evaluation,
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
        Analyzer { classifier, buffers: Buffers::default() }
    }

    /// As [`Classifier::classify`].
    pub fn classify(&mut self, text: &str) -> Verdict {
        self.text(text, false)
    }

    /// As [`Classifier::classify_post`].
    pub fn classify_post(&mut self, post: &Post) -> Verdict {
        self.post(post, false)
    }

    /// Judges a text and lists the evidence: every contribution with its place, adding up to the scores.
    pub fn explain(&mut self, text: &str) -> Verdict {
        self.text(text, true)
    }

    /// Judges a post and lists the evidence.
    pub fn explain_post(&mut self, post: &Post) -> Verdict {
        self.post(post, true)
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
        let classifier = self.classifier.clone();
        let parts = classifier.parts();
        let names = parts.names_for(post);
        let crate::verdict::Language { code, support } =
            self.run(parts, &post.text, &parts.circumstances(post, &names), false).language;
        Trace::of(&self.buffers, parts, parts.language_of(Finding { code, support }))
    }

    /// Runs the stages up to `last` and says how many tokens, terms, hits and contributions there are. For benchmarks.
    #[doc(hidden)]
    pub fn run_to(&mut self, text: &str, last: Stage) -> usize {
        let classifier = self.classifier.clone();
        let parts = classifier.parts();
        let circumstances = Circumstances { role: Role::Customer, hint: None, names: &parts.names, brand: None };
        self.read(parts, text, &circumstances, last);
        let Buffers { tokens, terms, hits, scored, .. } = &self.buffers;
        match last {
            Stage::Tokens => tokens.len(),
            Stage::Terms => terms.terms.len(),
            Stage::Phrases | Stage::Scopes => hits.cues.len(),
            Stage::Sums => scored.contributions.len(),
        }
    }

    fn text(&mut self, text: &str, explain: bool) -> Verdict {
        let classifier = self.classifier.clone();
        let parts = classifier.parts();
        let circumstances =
            Circumstances { role: Role::Customer, hint: None, names: &parts.names, brand: parts.brand.as_deref() };
        self.run(parts, text, &circumstances, explain)
    }

    fn post(&mut self, post: &Post, explain: bool) -> Verdict {
        let classifier = self.classifier.clone();
        let parts = classifier.parts();
        let names = parts.names_for(post);
        self.run(parts, &post.text, &parts.circumstances(post, &names), explain)
    }

    /// One way through the house.
    fn run(&mut self, parts: &Parts, text: &str, circumstances: &Circumstances<'_>, explain: bool) -> Verdict {
        let text = readable(text);
        let finding = self.read(parts, text, circumstances, Stage::Sums);
        let language = parts.language_of(finding);
        let Buffers { terms, hits, scopes, scored, signals, evaluation, .. } = &mut self.buffers;
        let context =
            Context { role: circumstances.role, brand_given: circumstances.brand.is_some(), signals, sums: &scored.sums };
        parts.rules.evaluate(context, terms, hits, &language.phrases, scopes, evaluation);
        let stages = judge::Stages { parts, language, terms, hits, scopes, scored, signals };
        let mut verdict = stages.judge(evaluation, explain);
        verdict.language = crate::verdict::Language { code: finding.code, support: finding.support };
        verdict.brand = stages.brand(text, circumstances.brand);
        verdict.version = crate::verdict::Version::new(parts.data);
        verdict
    }

    /// The stages that know words: tokens, terms, phrases, scopes, sums.
    fn read(&mut self, parts: &Parts, text: &str, circumstances: &Circumstances<'_>, last: Stage) -> Finding {
        let Buffers { tokens, disguises, terms, hits, scopes, scored, signals, .. } = &mut self.buffers;
        let first = parts.languages.first().unwrap_or(&parts.neutral);
        parts.tokenize(text, first, tokens);
        if last == Stage::Tokens {
            return Finding { code: first.code, support: Support::Full };
        }
        let finding = match circumstances.hint.filter(|hint| *hint != LanguageCode::UNDETERMINED) {
            Some(hint) => parts.stated(hint),
            None => identify::judge(tokens, &parts.languages, &parts.votes),
        };
        let language = parts.language_of(finding);
        // Hashtags are split by the words of a language.
        if language.code != first.code && tokens.as_slice().iter().any(|token| token.kind == TokenKind::Hashtag) {
            parts.tokenize(text, language, tokens);
        }
        let Language { lexicon, phrases, targets, grammar, .. } = language;
        disguise::find(text, tokens, lexicon, &parts.confusables, targets, disguises);
        annotate(text, tokens, disguises, lexicon, circumstances.names, terms);
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
        *signals = Signals::of(tokens, disguises);
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

    /// The language of fitting.
    #[cfg(feature = "fit")]
    pub(crate) fn first_language(&self) -> &Language {
        self.languages.first().unwrap_or(&self.neutral)
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
