//! From the two polar sums to a class, three probabilities and a compound.

use super::Sums;
use crate::lexicon::Scale;
use crate::verdict::{Polarity, Sentiment};
use serde::{Deserialize, Serialize};

/// Points that make one natural log-odds.
pub(crate) const POINTS_PER_NAT: f64 = 20.0;

/// The parameters of sentiment.
#[derive(Clone, Copy, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Parameters {
    /// Log-odds of positive against neutral before any evidence, in points.
    pub(crate) positive_bias: i32,
    /// Log-odds of negative against neutral before any evidence, in points.
    pub(crate) negative_bias: i32,
    /// Mixed needs at least this much on both sides …
    mixed_least: i32,
    /// … and one side must be at most this many percent of the other.
    mixed_ratio: i32,
    /// Percent of the log-odds that the probabilities show.
    calibration: i32,
    /// Points taken off neutral when the class is chosen: a charged post that is missed costs more than a neutral one that is not.
    neutral_discount: i32,
}

impl Parameters {
    /// Three-class logistic of the sums (neutral is the reference with log-odds 0); the class is the most probable one, neutral among equals and
    /// with its discount, unless both sides are strong.
    ///
    /// `start` is what the sums of the two sides began with; the compound is without it, so that a post that says nothing is at 0.
    pub(crate) fn judge(&self, sums: &Sums, start: (i32, i32), sides: (i32, i32), intensity: f64) -> Sentiment {
        let positive = self.positive_bias.saturating_add(sums[Scale::Positive as usize]);
        let negative = self.negative_bias.saturating_add(sums[Scale::Negative as usize]);
        let [p, n, z] = softmax(
            [positive, negative, 0].map(|points| f64::from(points) / POINTS_PER_NAT * f64::from(self.calibration) / 100.0),
        );
        let (less, more) = (sides.0.min(sides.1), sides.0.max(sides.1));
        let both = less >= self.mixed_least && more <= less.saturating_mul(self.mixed_ratio) / 100;
        let least = self.neutral_discount.saturating_neg();
        let label = if both {
            Polarity::Mixed
        } else if positive > least && positive > negative {
            Polarity::Positive
        } else if negative > least && negative >= positive {
            Polarity::Negative
        } else {
            Polarity::Neutral
        };
        let lead = i64::from(sums[Scale::Positive as usize]) - i64::from(sums[Scale::Negative as usize]);
        let lead = lead - i64::from(start.0) + i64::from(start.1);
        Sentiment {
            label,
            compound: rounded(compound(lead as f64 / POINTS_PER_NAT)),
            negative: rounded(n),
            neutral: rounded(z),
            positive: rounded(p),
            intensity: rounded(intensity),
        }
    }
}

/// Sign-symmetric, strictly growing, never reaching ±1: with *x* nats of lead, ln(1+|x|) / (1 + ln(1+|x|)).
fn compound(lead: f64) -> f64 {
    let growth = lead.abs().ln_1p();
    growth / (1.0 + growth) * lead.signum()
}

/// Exponentials that add up to 1.
fn softmax(logits: [f64; 3]) -> [f64; 3] {
    let most = logits.into_iter().fold(f64::MIN, f64::max);
    let powers = logits.map(|logit| (logit - most).exp());
    let sum: f64 = powers.iter().sum();
    powers.map(|power| power / sum)
}

/// Probabilities by points, worked out once: every flag of every post asks for one.
#[derive(Clone, Debug)]
pub(crate) struct Logistic(Vec<f32>);

/// Points beyond which a probability differs from 0 or 1 by less than is shown.
const FARTHEST: i32 = 256;

impl Logistic {
    pub(crate) fn new() -> Self {
        Logistic((-FARTHEST..=FARTHEST).map(logistic).collect())
    }

    /// Probability of log-odds given in points.
    #[inline]
    pub(crate) fn of(&self, points: i32) -> f32 {
        self.0[(points.clamp(-FARTHEST, FARTHEST) + FARTHEST) as usize]
    }
}

fn logistic(points: i32) -> f32 {
    rounded(1.0 / (1.0 + (-f64::from(points) / POINTS_PER_NAT).exp()))
}

/// Four decimals: the last bits of `exp` differ between machines, verdicts must not.
pub(crate) fn rounded(value: f64) -> f32 {
    ((value * 1e4).round() / 1e4) as f32
}
