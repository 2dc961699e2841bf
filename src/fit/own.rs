//! Posts with all the answers a reader would accept: polarity, flags, urgency and route at once.

use super::dataset::{Dataset, Example};
use super::task::Task;
use crate::error::Place;
use crate::{Error, Flag, Polarity, Post, Route, UrgencyLevel};
use serde::Deserialize;
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
