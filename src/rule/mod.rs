//! From meanings to flags, urgency and routes. Rules name cues, never words.

mod compile;
mod condition;
mod evaluate;
mod fact;
mod file;
mod leanings;
mod order;

pub(crate) use compile::{Compiler, Rules};
pub(crate) use evaluate::{Context, Evaluation, Firing};
#[cfg(feature = "fit")]
pub(crate) use fact::Reading;

use crate::text::Text;
use crate::verdict::{Flag, Route, Severity, Target, UrgencyLevel};

/// A flag as the rules declare it.
#[derive(Clone, Debug)]
pub(crate) struct FlagRule {
    pub(crate) flag: Flag,
    /// Scale whose sum its score starts with.
    pub(crate) scale: Option<usize>,
    pub(crate) bias: i32,
    /// Least score at which it is raised.
    pub(crate) threshold: i32,
    /// Most points that leanings give a flag for which nothing else speaks.
    pub(crate) alone: i32,
    /// Most points that leanings together take from it: faint evidence does not bury what is plain.
    pub(crate) against: i32,
    /// Route it proposes when it is raised.
    pub(crate) route: Option<Route>,
}

impl FlagRule {
    /// Whether a score raises it.
    pub(crate) const fn is_raised(&self, score: i32) -> bool {
        score >= self.threshold
    }
}

/// Where the facts of a rule must hold together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Within {
    Clause,
    Sentence,
    #[default]
    Post,
}

/// What a rule gives points to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Receiver {
    /// Index of a flag.
    Flag(usize),
    /// Index of a scale.
    Scale(usize),
}

/// A rule, compiled.
#[derive(Clone, Debug)]
pub(crate) struct Rule {
    pub(crate) id: Text,
    pub(crate) gives: Vec<(Receiver, i32)>,
    pub(crate) severity: Option<Severity>,
    pub(crate) target: Option<Target>,
    pub(crate) urgency: i16,
    pub(crate) floor: Option<UrgencyLevel>,
    pub(crate) ceiling: Option<UrgencyLevel>,
    pub(crate) route: Option<Route>,
    pub(crate) reason: Text,
    /// The fact that this rule fired, if another rule reads it.
    fires: Option<u32>,
}
