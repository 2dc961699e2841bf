//! Points by scale.

/// A sum that words, phrases and rules add to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub(crate) enum Scale {
    Positive,
    Negative,
    Anger,
    Abuse,
    Profanity,
    Churn,
    Complaint,
    Urgency,
}

/// How many scales there are.
pub(crate) const SCALES: usize = 8;

impl Scale {
    /// Every scale, in the order of the weights.
    pub(crate) const ALL: [Scale; SCALES] = [
        Scale::Positive,
        Scale::Negative,
        Scale::Anger,
        Scale::Abuse,
        Scale::Profanity,
        Scale::Churn,
        Scale::Complaint,
        Scale::Urgency,
    ];

    /// Their names, in the same order.
    pub(crate) const NAMES: [&'static str; SCALES] =
        ["positive", "negative", "anger", "abuse", "profanity", "churn", "complaint", "urgency"];

    pub(crate) fn named(name: &str) -> Option<Scale> {
        Scale::NAMES.iter().position(|known| *known == name).map(|index| Scale::ALL[index])
    }

    pub(crate) const fn name(self) -> &'static str {
        Scale::NAMES[self as usize]
    }
}

/// Lead of one side over the other, in points, from which on a word is charged.
const LEAST_CHARGE: i32 = 8;

/// Points on each scale, twentieths of a natural log-odds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Weights(pub(crate) [i8; SCALES]);

impl Weights {
    pub(crate) fn set(&mut self, scale: Scale, points: i8) {
        self.0[scale as usize] = points;
    }

    pub(crate) fn get(&self, scale: Scale) -> i8 {
        self.0[scale as usize]
    }

    pub(crate) fn is_zero(&self) -> bool {
        self.0 == [0; SCALES]
    }

    /// Above zero if the word speaks well, below if it speaks ill; zero for a word that only leans one way, so that negators and
    /// intensifiers look past it.
    pub(crate) fn polarity(&self) -> i32 {
        let lead = i32::from(self.get(Scale::Positive)) - i32::from(self.get(Scale::Negative));
        if lead.abs() < LEAST_CHARGE { 0 } else { lead }
    }
}
