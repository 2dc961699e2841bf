//! What the stages saw, as plain data.

use super::{Buffers, Parts};
use crate::Span;
use crate::language::Language;
use crate::scope::States;
use serde::Serialize;

/// What the stages saw of a text before the verdict.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Trace {
    /// The tokens, in the order of the text.
    pub tokens: Vec<TracedToken>,
    /// The terms: tokens looked up, with variants resolved; several may come from one token (`don't`) or one from several (`f.u.c.k`).
    pub terms: Vec<TracedTerm>,
    /// The phrases that were found, with the span of their terms, in the order in which they were found.
    pub phrases: Vec<(Span, String)>,
    /// The ids of the rules that fired, in the order in which they did; those that only serve other rules are among them.
    pub rules: Vec<String>,
}

/// A token of a trace.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TracedToken {
    /// Where it stands.
    pub span: Span,
    /// Name of its [`TokenKind`](crate::token::TokenKind).
    pub kind: String,
    /// Its folded form.
    pub form: String,
}

/// A term of a trace, with what holds of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TracedTerm {
    /// Where its token stands.
    pub span: Span,
    /// The word of the lexicon it was found to be; empty if it is none.
    pub word: String,
    /// Where its entry comes from, if it has one: a list, a person, a fit.
    pub source: String,
    /// Number of its sentence, from 0.
    pub sentence: u32,
    /// Number of its clause, from 0 through the whole text.
    pub clause: u32,
    /// What it means, alone or as the start of a phrase.
    pub cues: Vec<String>,
    /// Whether a negator reaches it.
    pub negated: bool,
    /// Steps of intensifiers less steps of downtoners that act on it, from −4 to 4.
    pub strength: i8,
    /// `hypothetical`, `hedged`, `past`, `other`, `asked`, `quoted`, `outweighed`, `outweighing`, `expected`.
    pub states: Vec<String>,
}

const STATES: [(States, &str); 9] = [
    (States::HYPOTHETICAL, "hypothetical"),
    (States::HEDGED, "hedged"),
    (States::PAST, "past"),
    (States::OTHER, "other"),
    (States::ASKED, "asked"),
    (States::QUOTED, "quoted"),
    (States::OUTWEIGHED, "outweighed"),
    (States::OUTWEIGHING, "outweighing"),
    (States::EXPECTED, "expected"),
];

impl Trace {
    pub(super) fn of(buffers: &Buffers, parts: &Parts, language: &Language) -> Trace {
        let tokens = buffers.tokens.as_slice().iter().map(|token| TracedToken {
            span: token.span,
            kind: format!("{:?}", token.kind),
            form: buffers.tokens.form_of(token).to_owned(),
        });
        let terms = &buffers.terms.terms;
        let traced = terms.iter().zip(&buffers.scopes.terms).map(|(term, scope)| TracedTerm {
            span: term.span,
            word: language.lexicon.word(term.word).to_owned(),
            source: language.lexicon.source(term.word).unwrap_or_default().to_owned(),
            sentence: term.sentence,
            clause: scope.clause,
            cues: Vec::new(),
            negated: scope.is_negated(),
            strength: scope.strength,
            states: STATES.iter().filter(|(state, _)| scope.states.any(*state)).map(|(_, name)| (*name).to_owned()).collect(),
        });
        let mut traced: Vec<TracedTerm> = traced.collect();
        for hit in &buffers.hits.cues {
            let name = parts.cues.name(hit.cue);
            let cues = &mut traced[hit.start as usize].cues;
            if !cues.iter().any(|known| known == name) {
                cues.push(name.to_owned());
            }
        }
        let phrases = buffers.hits.phrases.iter().map(|hit| {
            let spans = terms[hit.start as usize..hit.end as usize].iter().map(|term| term.span);
            (spans.reduce(Span::join).unwrap_or_default(), language.phrases.phrase(hit.phrase).pattern.to_string())
        });
        let rules =
            buffers.evaluation.firings.iter().map(|firing| parts.rules.rules[firing.rule as usize].id.as_str().to_owned());
        Trace { tokens: tokens.collect(), terms: traced, phrases: phrases.collect(), rules: rules.collect() }
    }
}
