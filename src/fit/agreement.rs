//! How often verdicts are among the answers that are accepted.

use super::interval::{Interval, resample};
use super::own::Expected;
use super::parallel::by_runs;
use crate::{Classifier, UrgencyLevel};
use serde::Serialize;
use std::collections::BTreeMap;

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
    /// What was right of each post.
    #[serde(skip)]
    outcomes: Vec<Outcome>,
}

/// Shares of answers that are accepted, with intervals from resampled posts. Ratios are from 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct AgreementFigures {
    /// Of the flags that must be raised, those that are.
    pub required: Interval,
    /// Of the flags that must not be raised, those that are.
    pub forbidden: Interval,
    /// Posts with an accepted class of sentiment.
    pub polarity: Interval,
    /// Posts with an accepted level of urgency.
    pub urgency: Interval,
    /// Posts with an accepted level of urgency or one beside it.
    pub urgency_near: Interval,
    /// Posts with an accepted route.
    pub route: Interval,
}

/// What was right of a post, as counts: expected and found, excluded and raised flags, then polarity, urgency, urgency within one level, route.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Outcome {
    expected: u32,
    found: u32,
    excluded: u32,
    raised: u32,
    right: [bool; 4],
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
            let mut outcome = Outcome {
                expected: accepted.flags.len() as u32,
                excluded: accepted.not.len() as u32,
                right: [
                    accepts(&accepted.polarity, label),
                    accepts(&accepted.urgency, level),
                    is_near(&accepted.urgency, level),
                    accepts(&accepted.route, route),
                ],
                ..Outcome::default()
            };
            for flag in &accepted.flags {
                let counts = agreement.flags.entry(flag.to_string()).or_default();
                counts.expected += 1;
                counts.found += tell("no", verdict.flags.contains(flag), flag.as_str());
                outcome.found += u32::from(verdict.flags.contains(flag));
            }
            for flag in &accepted.not {
                let counts = agreement.flags.entry(flag.to_string()).or_default();
                counts.excluded += 1;
                counts.raised += 1 - tell("wrongly", !verdict.flags.contains(flag), flag.as_str());
                outcome.raised += u32::from(verdict.flags.contains(flag));
            }
            agreement.outcomes.push(outcome);
            if !what.is_empty() {
                agreement.wrong.push(Disagreement { id: post.id.clone(), line: *line, text: post.text.clone(), what });
            }
        }
        agreement
    }

    /// Shares over all flags and posts, with intervals from so many resamplings; none gives intervals of no width. A share of nothing is 0.
    ///
    /// ```
    /// use hearken::{Classifier, fit::{Agreement, Expected}};
    /// let posts = Expected::read("own", r#"{"text": "love it", "expect": {"flags": ["praise"], "not": ["spam"]}}"#)?;
    /// let figures = Agreement::of(&Classifier::new(), &posts).figures(100, 7);
    /// assert_eq!((figures.required.value, figures.forbidden.high), (1.0, 0.0));
    /// # Ok::<(), hearken::Error>(())
    /// ```
    pub fn figures(&self, resamplings: usize, seed: u64) -> AgreementFigures {
        let shares = |posts: &mut dyn Iterator<Item = &Outcome>| {
            let (mut flags, mut right, mut count) = ([0u64; 4], [0u64; 4], 0u64);
            for post in posts {
                count += 1;
                let of_post = [post.found, post.expected, post.raised, post.excluded];
                flags.iter_mut().zip(of_post).for_each(|(sum, of_post)| *sum += u64::from(of_post));
                right.iter_mut().zip(post.right).for_each(|(sum, right)| *sum += u64::from(right));
            }
            let share = |part: u64, whole: u64| part as f64 / whole.max(1) as f64;
            let [polarity, urgency, near, route] = right.map(|right| share(right, count));
            [share(flags[0], flags[1]), share(flags[2], flags[3]), polarity, urgency, near, route]
        };
        let [required, forbidden, polarity, urgency, urgency_near, route] = resample(&self.outcomes, resamplings, seed, shares);
        AgreementFigures { required, forbidden, polarity, urgency, urgency_near, route }
    }

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
        self.outcomes.extend(other.outcomes);
    }
}

fn accepts<T: PartialEq>(answers: &[T], answer: T) -> bool {
    answers.is_empty() || answers.contains(&answer)
}

/// Whether a level is accepted or beside one that is.
fn is_near(levels: &[UrgencyLevel], level: UrgencyLevel) -> bool {
    levels.is_empty() || levels.iter().any(|accepted| (*accepted as i8 - level as i8).abs() <= 1)
}
