//! What is kept of a turn.

use crate::post::{Post, Role};
use crate::verdict::{Flag, Flags, Polarity, Route, Urgency, UrgencyLevel, Verdict};

/// One turn of a thread.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Turn {
    /// In seconds.
    pub(super) time: Option<i64>,
    /// What a customer says; none for a turn of the brand's side, which only answers.
    pub(super) said: Option<Said>,
}

/// What matters of a customer's turn.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Said {
    pub(super) author: Option<String>,
    pub(super) kind: Kind,
    /// From −1 to 1.
    pub(super) compound: f64,
    pub(super) grave: Grave,
    /// The turn says itself that it is not the first.
    pub(super) repeat: bool,
    pub(super) urgency: Urgency,
    pub(super) route: Route,
}

/// What a customer's turn means for the thread; the public page of `Conversation` says when it is which.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Noise,
    Trouble,
    Asking,
    Resolved,
    Pleased,
    Plain,
}

/// Trouble that nothing else in the same turn hides: neither an advertisement nor the word that it is over.
const DANGER: &[Flag] = &[Flag::VIOLENT_THREAT, Flag::SAFETY_RISK];
const NOISE: &[Flag] = &[Flag::SPAM, Flag::ANNOUNCEMENT];
/// "It works now, but I am still leaving": what is announced outlasts the fix.
const LASTING: &[Flag] = &[Flag::LEGAL_THREAT, Flag::PUBLICITY_THREAT, Flag::CHURN_RISK];
const TROUBLE: &[Flag] =
    &[Flag::COMPLAINT, Flag::ANGRY, Flag::UPSET, Flag::OUTAGE, Flag::ABUSIVE, Flag::HATEFUL, Flag::REPEAT_CONTACT, Flag::SARCASM];

impl Turn {
    pub(super) fn new(post: &Post, verdict: &Verdict) -> Self {
        let said = match post.author.role {
            Role::Agent | Role::Brand => None,
            Role::Customer => Some(Said {
                author: post.author.id.clone(),
                kind: Kind::of(verdict),
                compound: compound(verdict.sentiment.compound),
                grave: Grave::of(&verdict.flags),
                repeat: verdict.flags.contains(&Flag::REPEAT_CONTACT),
                urgency: verdict.urgency.clone(),
                route: verdict.route,
            }),
        };
        Turn { time: post.time, said }
    }
}

/// A verdict is plain data and its compound may be any float; what is not a number counts as 0.
fn compound(stated: f32) -> f64 {
    if stated.is_nan() { 0.0 } else { f64::from(stated).clamp(-1.0, 1.0) }
}

impl Kind {
    fn of(verdict: &Verdict) -> Kind {
        let any = |flags: &[Flag]| flags.iter().any(|flag| verdict.flags.contains(flag));
        let label = verdict.sentiment.label;
        if any(DANGER) {
            Kind::Trouble
        } else if any(NOISE) {
            Kind::Noise
        } else if any(LASTING) {
            Kind::Trouble
        } else if any(&[Flag::RESOLVED]) {
            Kind::Resolved
        } else if any(TROUBLE) || matches!(label, Polarity::Negative | Polarity::Mixed) {
            Kind::Trouble
        } else if any(&[Flag::QUESTION, Flag::REQUEST]) || verdict.urgency.level >= UrgencyLevel::Normal {
            Kind::Asking
        } else if any(&[Flag::PRAISE]) || label == Polarity::Positive {
            Kind::Pleased
        } else {
            Kind::Plain
        }
    }

    /// Whether a turn of this kind opens a matter or keeps it open.
    pub(super) fn is_matter(self) -> bool {
        matches!(self, Kind::Trouble | Kind::Asking)
    }
}

/// A set of the flags that make a thread worse.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Grave(u8);

impl Grave {
    /// In the order of `Flag::BUILT_IN`.
    const FLAGS: [Flag; 7] = [
        Flag::ABUSIVE,
        Flag::HATEFUL,
        Flag::VIOLENT_THREAT,
        Flag::CHURN_RISK,
        Flag::LEGAL_THREAT,
        Flag::PUBLICITY_THREAT,
        Flag::SAFETY_RISK,
    ];

    fn of(flags: &Flags) -> Grave {
        let bits = Self::FLAGS.iter().enumerate().filter(|(_, flag)| flags.contains(flag)).map(|(bit, _)| 1u8 << bit);
        Grave(bits.sum())
    }

    pub(super) fn join(&mut self, other: Grave) {
        self.0 |= other.0;
    }

    /// Those that are not in `known`.
    pub(super) fn flags_beyond(self, known: Grave) -> Vec<Flag> {
        let new = self.0 & !known.0;
        Self::FLAGS.into_iter().enumerate().filter(|(bit, _)| new & (1 << bit) != 0).map(|(_, flag)| flag).collect()
    }

    /// Whether a danger to body or life is among them.
    pub(super) fn danger(self) -> bool {
        self.flags_beyond(Grave::default()).contains(&Flag::SAFETY_RISK)
    }
}
