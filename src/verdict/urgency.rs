//! How soon, why, and who.

use crate::text::Text;
use serde::{Deserialize, Serialize};

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
