//! The answer: plain data.

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
    /// Some of them are.
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
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
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
            $($(#[doc = $doc])+ pub const $constant: Flag = Flag(Text::Static($name));)+

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

/// How soon a person must look.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Urgency {
    /// From 0 to 100.
    pub score: u8,
    /// The score in words.
    pub level: UrgencyLevel,
    /// What the score is made of, weightiest first, in the order of the rules among equals. Their points need not add up to the score, which
    /// stays within 0 to 100 and within the ceilings and floors that rules set; floors win.
    pub reasons: Vec<Reason>,
}

/// How soon a person must look, in words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UrgencyLevel {
    /// Nothing to do. Scores under 10.
    #[default]
    None,
    /// Some time. Scores from 10.
    Low,
    /// Within the working day. Scores from 30.
    Normal,
    /// Within the hour. Scores from 60.
    High,
    /// Now. Scores from 85.
    Critical,
}

impl UrgencyLevel {
    /// Every level, from the lowest.
    pub const ALL: [UrgencyLevel; 5] =
        [UrgencyLevel::None, UrgencyLevel::Low, UrgencyLevel::Normal, UrgencyLevel::High, UrgencyLevel::Critical];

    /// The lowest score of the level.
    pub const fn least_score(self) -> u8 {
        match self {
            UrgencyLevel::None => 0,
            UrgencyLevel::Low => 10,
            UrgencyLevel::Normal => 30,
            UrgencyLevel::High => 60,
            UrgencyLevel::Critical => 85,
        }
    }

    /// The level a score belongs to.
    pub const fn of(score: u8) -> Self {
        match score {
            0..10 => UrgencyLevel::None,
            10..30 => UrgencyLevel::Low,
            30..60 => UrgencyLevel::Normal,
            60..85 => UrgencyLevel::High,
            _ => UrgencyLevel::Critical,
        }
    }

    /// The name as it stands in JSON and in rules.
    pub const fn as_str(self) -> &'static str {
        match self {
            UrgencyLevel::None => "none",
            UrgencyLevel::Low => "low",
            UrgencyLevel::Normal => "normal",
            UrgencyLevel::High => "high",
            UrgencyLevel::Critical => "critical",
        }
    }
}

/// One reason for an urgency.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reason {
    pub(crate) rule: Text,
    pub(crate) text: Text,
    /// Points it adds to the score; a reason that only sets a floor or a ceiling adds 0.
    pub points: i16,
}

impl Reason {
    /// The rule that gives it.
    pub fn rule(&self) -> &str {
        self.rule.as_str()
    }

    /// The reason in words.
    pub fn text(&self) -> &str {
        self.text.as_str()
    }
}

/// Who should act first. Of several that are proposed, the first in this order is taken.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Route {
    /// The people who deal with danger.
    Safety,
    /// Moderators.
    Moderation,
    /// The legal department.
    Legal,
    /// The press office.
    Press,
    /// Those who win customers back.
    Retention,
    /// The operators of the network.
    Incident,
    /// Customer care.
    Care,
    /// Sales.
    Sales,
    /// Those who answer praise.
    Advocacy,
    /// Nobody.
    #[default]
    Ignore,
}

impl Route {
    /// Every route, in the order of precedence.
    pub const ALL: [Route; 10] = [
        Route::Safety,
        Route::Moderation,
        Route::Legal,
        Route::Press,
        Route::Retention,
        Route::Incident,
        Route::Care,
        Route::Sales,
        Route::Advocacy,
        Route::Ignore,
    ];

    /// The name as it stands in JSON and in rules.
    pub const fn as_str(self) -> &'static str {
        match self {
            Route::Safety => "safety",
            Route::Moderation => "moderation",
            Route::Legal => "legal",
            Route::Press => "press",
            Route::Retention => "retention",
            Route::Incident => "incident",
            Route::Care => "care",
            Route::Sales => "sales",
            Route::Advocacy => "advocacy",
            Route::Ignore => "ignore",
        }
    }
}

/// One contribution to a score.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// Where in the text; empty at the start of the text for a bias.
    #[serde(flatten)]
    pub span: Span,
    /// What gave the points: a word, a phrase, a rule, or the bias of a scale or flag. `lexicon:awful`, `phrase:let~ .. down`, `rule:churn.announced`, `bias`.
    pub source: String,
    /// The scale or flag it counts for. Points on a scale count for the flags that start from it, so a flag's score is the sum of its own
    /// points and its scale's. `urgency_score` is what rules add to the urgency.
    pub scale: String,
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
        Version { engine: Text::Static(env!("CARGO_PKG_VERSION")), data }
    }

    /// Version of the crate.
    pub fn engine(&self) -> &str {
        self.engine.as_str()
    }
}
