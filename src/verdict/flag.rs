//! Flags: their names, what is raised, how probable each is.

use crate::text::{Kept, Text};
use serde::{Deserialize, Serialize};
use std::fmt;

/// The name of a flag: one of the constants, or the user's own.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Flag(pub(crate) Text);

impl Flag {
    /// A flag by its name, as declared in a rules file. Any name gives a flag; one that nothing declares is never raised.
    ///
    /// ```
    /// use hearken::Flag;
    /// assert_eq!(Flag::named("churn_risk"), Flag::CHURN_RISK);
    /// assert_eq!(Flag::named("warranty").as_str(), "warranty");
    /// ```
    pub fn named(name: &str) -> Self {
        match Flag::BUILT_IN.iter().find(|flag| flag.as_str() == name) {
            Some(flag) => flag.clone(),
            None => Flag(Text::from(name)),
        }
    }

    /// The name in snake case.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

impl fmt::Debug for Flag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Display for Flag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

macro_rules! built_in_flags {
    ($($(#[doc = $doc:literal])+ $constant:ident = $name:literal;)+) => {
        impl Flag {
            $($(#[doc = $doc])+ pub const $constant: Flag = Flag(Text(Kept::Static($name)));)+

            /// Every built-in flag.
            pub const BUILT_IN: &'static [Flag] = &[$(Flag::$constant),+];
        }
    };
}

built_in_flags! {
    /// Insult, slur, degrading language or violent wish at a person or group.
    ABUSIVE = "abusive";
    /// Abuse of a protected group, or of a person for belonging to it; always abusive too.
    HATEFUL = "hateful";
    /// The author threatens or wishes bodily harm; always abusive too.
    VIOLENT_THREAT = "violent_threat";
    /// Swear words stand in the text, whatever their purpose.
    PROFANITY = "profanity";
    /// Heat is shown.
    ANGRY = "angry";
    /// Sadness, hurt, tears or disappointment said as a feeling.
    UPSET = "upset";
    /// The author leaves, says they will, asks how, or takes the next purchase elsewhere.
    CHURN_RISK = "churn_risk";
    /// Product, service, staff, bill or policy fell short of what was due.
    COMPLAINT = "complaint";
    /// Approval of brand, product or staff.
    PRAISE = "praise";
    /// Wants information.
    QUESTION = "question";
    /// Asks the brand to do something.
    REQUEST = "request";
    /// Takes the matter to a court, lawyer, ombudsman or regulator.
    LEGAL_THREAT = "legal_threat";
    /// Will make it public to put pressure on.
    PUBLICITY_THREAT = "publicity_threat";
    /// Present or likely harm to body, life or property.
    SAFETY_RISK = "safety_risk";
    /// Age, illness, disability, hardship or dependence is stated and bears on the matter.
    VULNERABLE_CUSTOMER = "vulnerable_customer";
    /// The author has approached the brand before on the same matter.
    REPEAT_CONTACT = "repeat_contact";
    /// Network, line, power or platform is down now.
    OUTAGE = "outage";
    /// The text shows personal data.
    PERSONAL_DATA = "personal_data";
    /// Positive words for a plainly bad event.
    SARCASM = "sarcasm";
    /// Promotion, scam or follower bait.
    SPAM = "spam";
    /// The brand speaks to everybody.
    ANNOUNCEMENT = "announcement";
    /// The author says that the trouble is over.
    RESOLVED = "resolved";
}

/// A flag that is raised.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RaisedFlag {
    /// Probability, from 0 to 1; at least the flag's threshold, which is 0.5 unless stated otherwise.
    pub score: f32,
    /// How grave.
    pub severity: Severity,
    /// At whom or what it is directed, where the rules could tell.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub target: Option<Target>,
}

/// How grave a raised flag is: the gravest that a rule states for it, or what the score says if none states any.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Mild or hinted.
    Low,
    /// Plain.
    #[default]
    Medium,
    /// Grave.
    High,
}

/// At whom or what a flag is directed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Target {
    /// A member of staff.
    Agent,
    /// A group of people.
    Group,
    /// The brand as such.
    Brand,
    /// Another person.
    ThirdParty,
    /// The product or service.
    Product,
    /// The author.
    #[serde(rename = "self")]
    Author,
}

/// The raised flags, in the order in which the rules declare them; a map from name to [`RaisedFlag`] in JSON.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Flags(pub(crate) Vec<(Flag, RaisedFlag)>);

impl Flags {
    /// Whether the flag is raised.
    pub fn contains(&self, flag: &Flag) -> bool {
        self.get(flag).is_some()
    }

    /// The raised flag, if it is.
    pub fn get(&self, flag: &Flag) -> Option<&RaisedFlag> {
        self.0.iter().find(|(name, _)| name == flag).map(|(_, raised)| raised)
    }

    /// Each raised flag with its name.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&Flag, &RaisedFlag)> {
        self.0.iter().map(|(flag, raised)| (flag, raised))
    }

    /// How many are raised.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether none is raised.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// The probability of every declared flag; a map from name to number in JSON.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scores(pub(crate) Vec<(Flag, f32)>);

impl Scores {
    /// The probability of a flag, from 0 to 1; 0 for a flag that nothing declares.
    pub fn get(&self, flag: &Flag) -> f32 {
        self.0.iter().find(|(name, _)| name == flag).map_or(0.0, |&(_, score)| score)
    }

    /// Each flag with its probability.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&Flag, f32)> {
        self.0.iter().map(|(flag, score)| (flag, *score))
    }
}

macro_rules! serialize_as_map {
    ($type:ident, $value:ty) => {
        impl Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_map(self.0.iter().map(|(flag, value)| (flag, value)))
            }
        }

        impl<'de> Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let map = std::collections::BTreeMap::<String, $value>::deserialize(deserializer)?;
                Ok($type(map.into_iter().map(|(name, value)| (Flag::named(&name), value)).collect()))
            }
        }
    };
}

serialize_as_map!(Flags, RaisedFlag);
serialize_as_map!(Scores, f32);
