//! What scopes do to points, in percent.

use super::Sums;
use crate::Error;
use crate::error::Place;
use crate::lexicon::{SCALES, Scale, Weights};
use crate::scope::{Scope, States};
use crate::token::TokenFlags;
use serde::{Deserialize, Serialize};

/// The parameters of composition, from `composition.toml`.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Composition {
    negation: Negation,
    strength: Strength,
    states: StateFactors,
    pub(crate) sentiment: super::sentiment::Parameters,
    #[serde(default)]
    pub(crate) bias: Biases,
}

/// Points that every post starts with on the scales of flags; those of sentiment stand with its other parameters.
#[derive(Clone, Copy, Debug, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Biases {
    anger: i32,
    abuse: i32,
    profanity: i32,
    churn: i32,
    complaint: i32,
}

impl Biases {
    /// The points by scale.
    pub(crate) fn sums(&self) -> Sums {
        let mut sums = [0; SCALES];
        let stated = [
            (Scale::Anger, self.anger),
            (Scale::Abuse, self.abuse),
            (Scale::Profanity, self.profanity),
            (Scale::Churn, self.churn),
            (Scale::Complaint, self.complaint),
        ];
        stated.into_iter().for_each(|(scale, points)| sums[scale as usize] = points);
        sums
    }
}

/// What becomes of the points of a negated word.
#[derive(Clone, Copy, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Negation {
    /// Of a good word's points, this much goes to the negative side …
    good_to_negative: i32,
    /// … and this much to the positive side (below zero: it speaks against it).
    good_to_positive: i32,
    bad_to_positive: i32,
    bad_to_negative: i32,
    /// A weak negator (hardly) has this much of the effect of a full one.
    weak: i32,
    /// What is left of the points on the other scales.
    other_scales: i32,
}

/// What strengthens.
#[derive(Clone, Copy, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Strength {
    /// For each step of intensifiers.
    step_up: i32,
    /// For each step of downtoners.
    step_down: i32,
    capitals: i32,
    elongation: i32,
    /// No combination goes under this.
    least: i32,
    /// No combination goes over this.
    most: i32,
}

/// What is left of the points in a state.
#[derive(Clone, Copy, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct StateFactors {
    hypothetical: i32,
    hedged: i32,
    past: i32,
    other: i32,
    asked: i32,
    quoted: i32,
    outweighed: i32,
    outweighing: i32,
    expected: i32,
}

/// Largest parameter, in percent or points.
const LARGEST: i64 = 2000;

impl Composition {
    /// Reads the parameters.
    pub(crate) fn parse(name: &str, text: &str) -> Result<Self, Error> {
        let composition: Composition = toml::from_str(text).map_err(|error| Error::toml(name, text, &error))?;
        composition.check(name, text)?;
        Ok(composition)
    }

    /// No percentage may be so large that sums of products leave an `i32`, and the bounds of strength must be in order.
    fn check(&self, name: &str, text: &str) -> Result<(), Error> {
        let outside = |value: &toml::Value| value.as_integer().is_some_and(|number| number.abs() > LARGEST);
        for (section, values) in self.table() {
            let found = values.as_table().into_iter().flatten().find(|(_, value)| outside(value));
            if let Some((key, value)) = found {
                let place = Place::at(name, text, text.find(key.as_str()).unwrap_or(0));
                let message = format!("expected {section}.{key} from -{LARGEST} to {LARGEST}, found {value}");
                return Err(Error::syntax(place, message));
            }
        }
        if self.strength.least > self.strength.most {
            let place = Place::at(name, text, text.find("least").or(text.find("most")).unwrap_or(0));
            return Err(Error::conflict(place, "strength.least is over strength.most"));
        }
        Ok(())
    }

    /// The parameters, with those that a file states in the place of the earlier ones.
    pub(crate) fn overlaid(&self, name: &str, text: &str) -> Result<Self, Error> {
        let refuse = |error: toml::de::Error| Error::toml(name, text, &error);
        let stated: toml::Table = toml::from_str(text).map_err(refuse)?;
        let mut all = self.table();
        for (section, values) in stated {
            match (all.get_mut(&section), values) {
                (Some(toml::Value::Table(known)), toml::Value::Table(values)) => known.extend(values),
                (_, values) => {
                    all.insert(section, values);
                }
            }
        }
        let composition: Composition = all.try_into().map_err(refuse)?;
        composition.check(name, text)?;
        Ok(composition)
    }

    /// The points that every post starts with, by scale.
    pub(crate) fn starts(&self) -> Sums {
        let mut starts = self.bias.sums();
        starts[Scale::Positive as usize] = self.sentiment.positive_bias;
        starts[Scale::Negative as usize] = self.sentiment.negative_bias;
        starts
    }

    /// Every parameter, by section and name.
    pub(crate) fn table(&self) -> toml::Table {
        toml::Table::try_from(self).unwrap_or_default()
    }

    /// The points a hit gives where `scope` holds, negated or not.
    pub(crate) fn apply(&self, weights: Weights, scope: Scope, negated: bool, flags: TokenFlags) -> Sums {
        let plain = scope.negator == 0 && scope.strength == 0 && scope.states == States::default();
        let mut points: Sums = weights.0.map(i32::from);
        if plain && !flags.has(TokenFlags::CAPITALS) && !flags.has(TokenFlags::ELONGATED) {
            return points;
        }
        let strength = self.strength(scope, flags);
        let state = self.state(scope.states);
        for (index, given) in points.iter_mut().enumerate() {
            let polar = index == Scale::Positive as usize || index == Scale::Negative as usize;
            *given = if index == Scale::Profanity as usize {
                *given
            } else if polar {
                percent(percent(*given, strength), state)
            } else {
                percent(percent(*given, strength.max(100)), state.clamp(0, 100))
            };
        }
        if negated { self.negate(points, scope.weak) } else { points }
    }

    fn negate(&self, plain: Sums, weak: bool) -> Sums {
        let rules = &self.negation;
        let [good, bad, ..] = plain.map(|given| given.max(0));
        let mut points = [0; SCALES];
        points[Scale::Positive as usize] = percent(good, rules.good_to_positive) + percent(bad, rules.bad_to_positive);
        points[Scale::Negative as usize] = percent(bad, rules.bad_to_negative) + percent(good, rules.good_to_negative);
        for index in 2..SCALES {
            points[index] = percent(plain[index], rules.other_scales);
        }
        points[Scale::Profanity as usize] = plain[Scale::Profanity as usize];
        if weak {
            for (negated, given) in points.iter_mut().zip(plain) {
                *negated = percent(*negated, rules.weak) + percent(given, 100 - rules.weak);
            }
        }
        points
    }

    fn strength(&self, scope: Scope, flags: TokenFlags) -> i32 {
        let rules = &self.strength;
        let steps = i32::from(scope.strength);
        let mut strength = 100 + steps.max(0) * rules.step_up + steps.min(0).abs() * rules.step_down;
        if flags.has(TokenFlags::CAPITALS) {
            strength += rules.capitals;
        }
        if flags.has(TokenFlags::ELONGATED) {
            strength += rules.elongation;
        }
        strength.clamp(rules.least, rules.most)
    }

    fn state(&self, states: States) -> i32 {
        let rules = &self.states;
        let factors = [
            (States::HYPOTHETICAL, rules.hypothetical),
            (States::HEDGED, rules.hedged),
            (States::PAST, rules.past),
            (States::OTHER, rules.other),
            (States::ASKED, rules.asked),
            (States::QUOTED, rules.quoted),
            (States::OUTWEIGHED, rules.outweighed),
            (States::OUTWEIGHING, rules.outweighing),
            (States::EXPECTED, rules.expected),
        ];
        factors
            .into_iter()
            .filter(|(state, _)| states.any(*state))
            .fold(100, |all, (_, factor)| percent(all, factor).clamp(-1000, 1000))
    }
}

/// So many percent of points, rounded half away from zero.
fn percent(points: i32, percent: i32) -> i32 {
    let product = points * percent;
    (product + product.signum() * 50) / 100
}
