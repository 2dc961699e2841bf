//! Posts with all the answers a reader would accept: polarity, flags, urgency and route at once.

use super::dataset::{Dataset, Example};
use super::parallel::by_runs;
use super::task::Task;
use crate::error::Place;
use crate::{Classifier, Error, Flag, Polarity, Post, Route, UrgencyLevel};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A post with the answers that are accepted.
#[derive(Clone, Debug, PartialEq)]
pub struct Expected {
    /// The post.
    pub post: Post,
    /// What is accepted.
    pub accepted: Accepted,
    /// The line it stands in, counted from 1.
    pub line: usize,
}

/// Answers that are accepted. An empty list accepts everything; a flag in neither list may be raised or not.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Accepted {
    /// Classes of sentiment.
    pub polarity: Vec<Polarity>,
    /// Flags that must be raised.
    pub flags: Vec<Flag>,
    /// Flags that must not be raised.
    pub not: Vec<Flag>,
    /// Levels of urgency.
    pub urgency: Vec<UrgencyLevel>,
    /// Routes.
    pub route: Vec<Route>,
}

/// How often verdicts are among the accepted ones.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Agreement {
    /// How many posts there are.
    pub posts: u64,
    /// Posts with an accepted class of sentiment.
    pub polarity: u64,
    /// Posts with an accepted level of urgency.
    pub urgency: u64,
    /// Posts with an accepted route.
    pub route: u64,
    /// Flags by name.
    pub flags: BTreeMap<String, FlagAgreement>,
    /// What is not accepted, by post.
    pub wrong: Vec<Disagreement>,
}

/// How often a flag is raised where it must be, and where it must not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct FlagAgreement {
    /// Posts it must be raised on.
    pub expected: u64,
    /// Those of them it is raised on.
    pub found: u64,
    /// Posts it must not be raised on.
    pub excluded: u64,
    /// Those of them it is raised on.
    pub raised: u64,
}

impl FlagAgreement {
    /// Harmonic mean of precision and recall; posts on which either answer is right are left out.
    pub fn f1(&self) -> f64 {
        let wrong = self.expected - self.found + self.raised;
        if self.found == 0 { 0.0 } else { 2.0 * self.found as f64 / (2 * self.found + wrong) as f64 }
    }
}

/// A post with a verdict that is not accepted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Disagreement {
    /// The identifier of the post, if it has one.
    pub id: Option<String>,
    /// The line it stands in.
    pub line: usize,
    /// Its text.
    pub text: String,
    /// What is wrong, such as `polarity neutral` or `no churn_risk`.
    pub what: Vec<String>,
}

impl Expected {
    /// The posts that answer a task without doubt, under a name: labelled `yes` and `no` for flags that must and must not be raised, or
    /// with the only class of sentiment that is accepted.
    ///
    /// ```
    /// use hearken::{Flag, fit::{Expected, Task}};
    /// let line = r#"{"text": "off to Zenith", "expect": {"polarity": ["negative"], "flags": ["churn_risk"], "not": ["praise"]}}"#;
    /// let posts = Expected::read("own", line)?;
    /// assert_eq!(Expected::dataset("own", &posts, &Task::flag(Flag::CHURN_RISK)).examples()[0].label, "yes");
    /// assert_eq!(Expected::dataset("own", &posts, &Task::flag(Flag::PRAISE)).examples()[0].label, "no");
    /// assert_eq!(Expected::dataset("own", &posts, &Task::sentiment()).examples()[0].label, "negative");
    /// # Ok::<(), hearken::Error>(())
    /// ```
    pub fn dataset(name: &str, posts: &[Expected], task: &Task) -> Dataset {
        let among = |listed: &[Flag]| task.flags().iter().any(|flag| listed.contains(flag));
        let label = |accepted: &Accepted| match accepted.polarity[..] {
            [only] if task.flags().is_empty() => task.gold(only.as_str()).map(|_| only.as_str()),
            _ if task.flags().is_empty() => None,
            _ if among(&accepted.flags) => Some("yes"),
            _ if among(&accepted.not) => Some("no"),
            _ => None,
        };
        let examples = posts.iter().filter_map(|expected| {
            let label = label(&expected.accepted)?.to_owned();
            Some(Example { post: expected.post.clone(), label, columns: BTreeMap::new(), line: expected.line })
        });
        Dataset::new(name, examples.collect())
    }

    /// Reads JSON Lines: the keys of [`Post`], and `expect` with those of [`Accepted`].
    ///
    /// ```
    /// use hearken::{Classifier, fit::{Agreement, Expected}};
    /// let posts = Expected::read("own", r#"{"text": "love it", "expect": {"polarity": ["positive"]}}"#)?;
    /// assert_eq!(Agreement::of(&Classifier::new(), &posts).polarity, 1);
    /// # Ok::<(), hearken::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If a line is not such an object. The error names the line.
    pub fn read(name: &str, text: &str) -> Result<Vec<Expected>, Error> {
        #[derive(Deserialize)]
        struct Line {
            expect: Accepted,
            #[serde(flatten)]
            post: Post,
        }
        let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
        lines
            .map(|(index, line)| {
                let parsed: Line = serde_json::from_str(line).map_err(|error| {
                    let message = error.to_string();
                    let message = message.split(" at line ").next().unwrap_or("").to_owned();
                    Error::syntax(Place::new(name, index + 1, error.column().max(1)), message).showing(line)
                })?;
                Ok(Expected { post: parsed.post, accepted: parsed.expect, line: index + 1 })
            })
            .collect()
    }
}

impl Agreement {
    /// Judges every post.
    pub fn of(classifier: &Classifier, posts: &[Expected]) -> Self {
        let verdicts = by_runs(posts, |run| {
            let mut analyzer = classifier.analyzer();
            run.iter().map(|expected| analyzer.classify_post(&expected.post)).collect()
        });
        let mut agreement = Agreement { posts: posts.len() as u64, ..Agreement::default() };
        for (Expected { post, accepted, line }, verdict) in posts.iter().zip(verdicts) {
            let mut what = Vec::new();
            let mut tell = |name: &str, is_right: bool, answer: &str| {
                if !is_right {
                    what.push(format!("{name} {answer}"));
                }
                u64::from(is_right)
            };
            let (label, level, route) = (verdict.sentiment.label, verdict.urgency.level, verdict.route);
            agreement.polarity += tell("polarity", accepts(&accepted.polarity, label), label.as_str());
            agreement.urgency += tell("urgency", accepts(&accepted.urgency, level), &format!("{level:?}").to_lowercase());
            agreement.route += tell("route", accepts(&accepted.route, route), route.as_str());
            for flag in &accepted.flags {
                let counts = agreement.flags.entry(flag.to_string()).or_default();
                counts.expected += 1;
                counts.found += tell("no", verdict.flags.contains(flag), flag.as_str());
            }
            for flag in &accepted.not {
                let counts = agreement.flags.entry(flag.to_string()).or_default();
                counts.excluded += 1;
                counts.raised += 1 - tell("wrongly", !verdict.flags.contains(flag), flag.as_str());
            }
            if !what.is_empty() {
                agreement.wrong.push(Disagreement { id: post.id.clone(), line: *line, text: post.text.clone(), what });
            }
        }
        agreement
    }
}

impl Agreement {
    /// Adds the figures of other posts.
    pub(crate) fn add(&mut self, other: Agreement) {
        self.posts += other.posts;
        self.polarity += other.polarity;
        self.urgency += other.urgency;
        self.route += other.route;
        for (flag, counts) in other.flags {
            let sum = self.flags.entry(flag).or_default();
            sum.expected += counts.expected;
            sum.found += counts.found;
            sum.excluded += counts.excluded;
            sum.raised += counts.raised;
        }
        self.wrong.extend(other.wrong);
    }
}

fn accepts<T: PartialEq>(answers: &[T], answer: T) -> bool {
    answers.is_empty() || answers.contains(&answer)
}
