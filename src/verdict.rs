//! The answer: plain data.

mod flag;
mod urgency;

pub use flag::{Flag, Flags, RaisedFlag, Scores, Severity, Target};
pub use urgency::{Reason, Route, Urgency, UrgencyLevel};

use crate::Span;
use crate::text::Text;
use serde::{Deserialize, Serialize};
use std::fmt;

/// What Hearken has to say of a post.
///
/// Every judgement is explained by [`evidence`](Verdict::evidence), whose points add up to the scores.
///
/// ```
/// use hearken::{Classifier, Flag, Route, UrgencyLevel};
/// let verdict = Classifier::new().classify("The charger you sent me is smoking!");
/// assert!(verdict.flags.contains(&Flag::SAFETY_RISK));
/// assert_eq!(verdict.urgency.level, UrgencyLevel::Critical);
/// assert_eq!(verdict.route, Route::Safety);
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Verdict {
    /// The language and how well it is supported.
    pub language: Language,
    /// The brand the post was judged for, and how it was found.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub brand: Option<JudgedBrand>,
    /// The author's stance.
    pub sentiment: Sentiment,
    /// The flags that are raised.
    pub flags: Flags,
    /// The probability of every flag, raised or not.
    pub scores: Scores,
    /// How soon a person must look.
    pub urgency: Urgency,
    /// Who should act first.
    pub route: Route,
    /// What each judgement rests on, in the order of the text; empty unless it was asked for with
    /// [`Analyzer::explain`](crate::Analyzer::explain).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<Evidence>,
    /// Engine and data that gave this verdict.
    pub version: Version,
}

impl Verdict {
    /// Of nothing yet.
    pub(crate) fn blank() -> Self {
        Verdict {
            language: Language { code: LanguageCode::UNDETERMINED, support: Support::None },
            brand: None,
            sentiment: Sentiment::default(),
            flags: Flags::default(),
            scores: Scores::default(),
            urgency: Urgency::default(),
            route: Route::default(),
            evidence: Vec::new(),
            version: Version::new(0),
        }
    }
}

/// The language of a post.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Language {
    /// ISO 639-1 code, or `und` if it was not recognised.
    pub code: LanguageCode,
    /// How well the language is supported.
    pub support: Support,
}

/// An ISO 639-1 language code, or `und`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct LanguageCode([u8; 3]);

impl LanguageCode {
    /// Not recognised.
    pub const UNDETERMINED: LanguageCode = LanguageCode(*b"und");

    /// The code made of the first two or three letters of a tag such as `en-GB`; `und` if there are none.
    ///
    /// ```
    /// use hearken::LanguageCode;
    /// assert_eq!(LanguageCode::new("en-GB").as_str(), "en");
    /// assert_eq!(LanguageCode::new(""), LanguageCode::UNDETERMINED);
    /// ```
    pub fn new(tag: &str) -> Self {
        let primary = tag.split(['-', '_']).next().unwrap_or("").trim().as_bytes();
        if !(2..=3).contains(&primary.len()) || !primary.iter().all(u8::is_ascii_alphabetic) {
            return LanguageCode::UNDETERMINED;
        }
        let mut code = [b' '; 3];
        for (to, from) in code.iter_mut().zip(primary) {
            *to = from.to_ascii_lowercase();
        }
        LanguageCode(code)
    }

    /// The code in lower case.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("und").trim_end()
    }
}

impl fmt::Debug for LanguageCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), f)
    }
}

impl fmt::Display for LanguageCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for LanguageCode {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for LanguageCode {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(|code| LanguageCode::new(&code))
    }
}

/// How well a language is supported.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Support {
    /// Lexicon, phrases and rules are at work.
    Full,
    /// They are, but a good part of the post is in another language or script, so that the verdict rests on the rest.
    Partial,
    /// None of them: only emoji, punctuation and other evidence that belongs to no language was read.
    #[default]
    None,
}

/// The brand a post was judged for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct JudgedBrand {
    /// Its name or handle.
    pub name: String,
    /// Whether it was assumed from the account the post addresses, rather than given.
    pub assumed: bool,
}

/// The author's stance to the brand, or to the experience with it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Sentiment {
    /// The class: mixed if both sides are strong and neither outweighs the other, otherwise the most probable one; neutral wins a tie at
    /// no evidence, negative a tie with positive.
    pub label: Polarity,
    /// From −1 (damning) to 1 (praising), 0 if the sides balance; grows with the evidence however much there is and never reaches the
    /// ends. It does not know of biases, so its sign and the label may differ where there is little evidence.
    pub compound: f32,
    /// Probability of a negative stance, from 0 to 1; the three add up to 1, up to rounding to four decimals.
    pub negative: f32,
    /// Probability of no stance, from 0 to 1.
    pub neutral: f32,
    /// Probability of a positive stance, from 0 to 1.
    pub positive: f32,
    /// From 0 (flat) to 1 (shouted): how strongly it is put, whatever the stance.
    pub intensity: f32,
}

/// A class of sentiment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Polarity {
    /// Trouble, blame, leaving, threat, sarcasm.
    Negative,
    /// A plain question or request, news, chatter.
    #[default]
    Neutral,
    /// Approval, thanks for something done.
    Positive,
    /// Both are stated outright, and neither outweighs the other.
    Mixed,
}

impl Polarity {
    /// The name as it stands in JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            Polarity::Negative => "negative",
            Polarity::Neutral => "neutral",
            Polarity::Positive => "positive",
            Polarity::Mixed => "mixed",
        }
    }
}

/// One contribution to a score.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// Where in the text; empty at the start of the text for a bias.
    #[serde(flatten)]
    pub span: Span,
    /// What gave the points: a word, a phrase, a rule, or the bias of a scale or flag. `lexicon:awful`, `phrase:let~ .. down`, `leaning:still waiting`, `rule:churn.announced`, `bias`.
    pub source: Text,
    /// The scale or flag it counts for. Points on a scale count for the flags that start from it, so a flag's score is the sum of its own
    /// points and its scale's. `urgency_score` is what rules add to the urgency.
    pub scale: Text,
    /// Signed points, twentieths of a natural log-odds; of `urgency_score`, points of 100. 0 for a further place that a rule rests on: its
    /// points stand at the first.
    pub points: i32,
}

/// Which engine and data gave a verdict.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Version {
    engine: Text,
    /// Hash of the words, cues, rules and composition the classifier was built from, overlays included; names and thresholds are not in it.
    pub data: u64,
}

impl Version {
    pub(crate) const fn new(data: u64) -> Self {
        Version { engine: Text::fixed(env!("CARGO_PKG_VERSION")), data }
    }

    /// Version of the crate.
    pub fn engine(&self) -> &str {
        self.engine.as_str()
    }
}
