//! Facts that rules may give points for: meanings, signals, other rules.
//!
//! A fact is tried by a rule that gives nothing. What the labels find it worth becomes that rule's points.

use super::model::Model;
use crate::classifier::Parts;
use crate::lexicon::{Scale, ScopeCues};

/// Signals with the bounds that are tried.
const SIGNALS: &[(&str, &[u32])] = &[
    ("words", &[8, 16, 24]),
    ("sentences", &[3]),
    ("capitals", &[2]),
    ("shouting", &[1]),
    ("exclamations", &[1, 2]),
    ("questions", &[1, 2]),
    ("ellipses", &[1]),
    ("emoji", &[1]),
    ("mentions", &[1, 2]),
    ("leading_mention", &[1]),
    ("hashtags", &[1, 4]),
    ("urls", &[1]),
    ("numbers", &[1, 3]),
    ("elongations", &[1]),
    ("quotes", &[2]),
    ("retweet", &[1]),
];

/// Marks that add weight to what is said, with the sums they are tried with: they count where something charged is said, and nowhere else.
const STRESS: [&str; 6] = [
    "signal.exclamations>=1",
    "signal.questions>=1",
    "signal.shouting>=1",
    "signal.elongations>=1",
    "signal.ellipses>=1",
    "signal.emoji>=1",
];
/// Sums of the own scales that stress is tried with.
const STRESSED: u32 = 10;

/// Sums of the other scales that are tried.
const SUMS: [u32; 3] = [15, 30, 50];

/// The signals that are tried.
pub(crate) fn signals() -> Vec<String> {
    let each = |(signal, bounds): &(&str, &[u32])| -> Vec<String> {
        bounds.iter().map(|bound| format!("signal.{signal}>={bound}")).collect()
    };
    SIGNALS.iter().flat_map(each).collect()
}

/// Marks together with what they stress, for each of the model's scales: two facts with a space between.
pub(crate) fn stress(model: &Model) -> Vec<String> {
    let scales = model.outputs.iter().map(|output| Scale::NAMES[output.scale]);
    scales.flat_map(|scale| STRESS.map(|mark| format!("{mark} sum.{scale}>={STRESSED}"))).collect()
}

/// The meanings that are tried for a model: not those that scopes or patterns are made of, nor identity; and sums of
/// other scales. Rules keep the points they were given: other rules were written with them.
pub(crate) fn meanings(parts: &Parts, model: &Model) -> Vec<String> {
    let mut facts = Vec::new();
    for (scale, name) in Scale::NAMES.iter().enumerate() {
        if scale != Scale::Urgency as usize && model.outputs.iter().all(|output| output.scale != scale) {
            facts.extend(SUMS.map(|bound| format!("sum.{name}>={bound}")));
        }
    }
    let cues = &parts.cues;
    for name in cues.names() {
        let free = cues.get(name).is_some_and(|cue| cues.scope(cue) == ScopeCues::NONE && !cues.is_class(cue));
        // What becomes of a meaning under negation is for composition to say: learned here, it would make blame of "not bad".
        if free && name != "group_identity" && name != "emphasis" {
            facts.push(name.to_owned());
        }
    }
    facts
}

/// What a rule names to give points to each output.
pub(crate) fn receivers(parts: &Parts, model: &Model) -> Vec<String> {
    let name = |flag: usize| parts.rules.flags[flag].flag.as_str();
    model.outputs.iter().map(|output| output.flag.map_or(Scale::NAMES[output.scale], name).to_owned()).collect()
}
