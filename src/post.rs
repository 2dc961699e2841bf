//! What the caller knows of a post besides its text.

use serde::{Deserialize, Deserializer, Serialize};

/// A post: its text, and what is known of its circumstances.
///
/// Only `text` is needed. Everything else sharpens the verdict: the brand decides whether leaving "for Acme" is a loss
/// or a gain, the role whether an apology is an agent's.
///
/// ```
/// use hearken::{Brand, Classifier, Flag, Post};
/// let mut post = Post::new("Moving from Zenith to Acme next week, cannot wait");
/// post.brand = Some(Brand::new("Zenith"));
/// assert!(Classifier::new().classify_post(&post).flags.contains(&Flag::CHURN_RISK));
/// post.brand = Some(Brand::new("Acme"));
/// assert!(!Classifier::new().classify_post(&post).flags.contains(&Flag::CHURN_RISK));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Post {
    /// The caller's identifier, passed through.
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "text_or_number")]
    pub id: Option<String>,
    /// The text as it was written.
    pub text: String,
    /// The language, as a code such as `en` or `en-GB`; overrides identification, unless it is no code at all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lang: Option<String>,
    /// The brand the post is judged for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub brand: Option<Brand>,
    /// Its competitors.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub competitors: Vec<Brand>,
    /// Who wrote it; a customer unless stated otherwise.
    pub author: Author,
    /// When, in seconds of any epoch; used by [`Conversation`](crate::Conversation) only. In JSON a number, or a date and
    /// time such as `2024-05-01 10:30:00` or `2024-05-01T10:30:00Z`, read as UTC.
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "seconds")]
    pub time: Option<i64>,
}

impl Post {
    /// A customer's post of which only the text is known.
    pub fn new(text: impl Into<String>) -> Self {
        Post { text: text.into(), ..Post::default() }
    }
}

/// Who wrote a post.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Author {
    /// In which role.
    pub role: Role,
    /// The author's identifier, passed through.
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "text_or_number")]
    pub id: Option<String>,
}

/// The author's role towards the brand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Anybody who is not the brand.
    #[default]
    Customer,
    /// A care agent who answers one customer.
    Agent,
    /// The brand, speaking to everybody.
    Brand,
}

/// A brand with the names it goes by.
///
/// In JSON either a string, the name, or an object with `name`, `handles` and `aliases`.
///
/// ```
/// use hearken::Brand;
/// let brand: Brand = serde_json::from_str(r#""acme""#)?;
/// assert_eq!(brand, Brand::new("acme"));
/// let brand: Brand = serde_json::from_str(r#"{"name": "Acme", "handles": ["@acme"]}"#)?;
/// assert_eq!(brand, Brand::new("Acme").handle("@acme"));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Brand {
    /// The name people write. Compared without case.
    pub name: String,
    /// The account names, with or without `@`. Longer accounts that begin with a name of four letters or more count too: `@AcmeHelp`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub handles: Vec<String>,
    /// Other names, of one or several words.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
}

impl Brand {
    /// A brand known by its name; the name with `@` before it counts as a handle.
    pub fn new(name: impl Into<String>) -> Self {
        Brand { name: name.into(), ..Brand::default() }
    }

    /// Adds an account name.
    #[must_use]
    pub fn handle(mut self, handle: impl Into<String>) -> Self {
        self.handles.push(handle.into());
        self
    }

    /// Adds another name.
    #[must_use]
    pub fn alias(mut self, alias: impl Into<String>) -> Self {
        self.aliases.push(alias.into());
        self
    }
}

impl<'de> Deserialize<'de> for Brand {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Form {
            Name(String),
            Full {
                name: String,
                #[serde(default)]
                handles: Vec<String>,
                #[serde(default)]
                aliases: Vec<String>,
            },
        }
        Ok(match Form::deserialize(deserializer)? {
            Form::Name(name) => Brand::new(name),
            Form::Full { name, handles, aliases } => Brand { name, handles, aliases },
        })
    }
}

/// Identifiers are strings here; numbers in JSON are taken as they are written.
fn text_or_number<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Form {
        Text(String),
        Whole(i64),
        Large(u64),
        Number(f64),
    }
    Ok(Option::<Form>::deserialize(deserializer)?.map(|form| match form {
        Form::Text(text) => text,
        Form::Whole(number) => number.to_string(),
        Form::Large(number) => number.to_string(),
        Form::Number(number) => number.to_string(),
    }))
}

fn seconds<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<i64>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Form {
        Whole(i64),
        Number(f64),
        Text(String),
    }
    match Option::<Form>::deserialize(deserializer)? {
        None => Ok(None),
        Some(Form::Whole(seconds)) => Ok(Some(seconds)),
        Some(Form::Number(seconds)) => Ok(Some(seconds as i64)),
        Some(Form::Text(text)) => parse_time(&text)
            .map(Some)
            .ok_or_else(|| serde::de::Error::custom(format!("expected a time such as 2024-05-01T10:30:00Z, found `{text}`"))),
    }
}

/// Seconds since 1970 of `YYYY-MM-DD[ T]hh:mm[:ss[.fraction]][Z|±hh:mm]`, UTC where no offset is stated; other forms give `None`.
///
/// Days are counted with the civil calendar formula of Howard Hinnant's "chrono-compatible low-level date algorithms".
fn parse_time(text: &str) -> Option<i64> {
    let text = text.trim();
    let (date, clock) = text.split_once(['T', ' ']).unwrap_or((text, "00:00"));
    let [year, month, day] = numbers(date, '-')?[..] else { return None };
    let (clock, offset) = match clock.rfind(['+', '-']) {
        Some(at) => (&clock[..at], offset(&clock[at..])?),
        None => (clock.strip_suffix('Z').unwrap_or(clock), 0),
    };
    let clock = clock.split_once('.').map_or(clock, |(whole, _)| whole);
    let (hour, minute, second) = match numbers(clock, ':')?[..] {
        [hour, minute] => (hour, minute, 0),
        [hour, minute, second] => (hour, minute, second),
        _ => return None,
    };
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let longest = match month {
        2 => 28 + i64::from(leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return None,
    };
    if !(1..=longest).contains(&day) || year > 9999 || hour > 23 || minute > 59 || second > 60 {
        return None;
    }
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let days = era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468;
    Some(days * 86_400 + hour * 3600 + minute * 60 + second - offset)
}

/// Whole numbers between separators; none may be missing.
fn numbers(text: &str, separator: char) -> Option<Vec<i64>> {
    let number = |part: &str| part.bytes().all(|b| b.is_ascii_digit()).then(|| part.parse().ok()).flatten();
    text.split(separator).map(number).collect()
}

/// Seconds of `±hh:mm` or `±hhmm`.
fn offset(text: &str) -> Option<i64> {
    let (sign, rest) = text.split_at_checked(1)?;
    let digits: String = rest.chars().filter(|c| *c != ':').collect();
    let [hours, minutes] =
        numbers(&format!("{}:{}", digits.get(..2)?, digits.get(2..4).filter(|_| digits.len() == 4)?), ':')?[..]
    else {
        return None;
    };
    let seconds = hours * 3600 + minutes * 60;
    Some(if sign == "-" { -seconds } else { seconds })
}
