//! What is asked of a labelled post.

use super::dataset::Dataset;
use crate::error::Place;
use crate::{Error, Flag, Polarity, Verdict};
use serde::Serialize;
use std::fmt;
use std::str::FromStr;

/// A question with a label for an answer: the class of sentiment, or whether a flag is raised.
///
/// Sentiment of posts of which none is labelled neutral asks for the better of the two sides.
///
/// Written `sentiment`, or flags joined by `+`, of which any counts. After `=` stand the labels of posts on which one of them is right, if
/// they are not named as the flags; after `:` those of posts on which none is, if not all others are.
///
/// ```
/// use hearken::fit::Task;
/// let sentiment: Task = "sentiment".parse()?;
/// assert_eq!(sentiment.classes(), ["negative", "neutral", "positive"]);
/// let anger: Task = "angry=anger".parse()?;
/// assert_eq!((anger.gold("anger"), anger.gold("joy")), (Some(1), Some(0)));
/// let abuse: Task = "abusive+profanity=hate,offensive:neither".parse()?;
/// assert_eq!(abuse.gold("unsure"), None);
/// # Ok::<(), hearken::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Task {
    written: String,
    classes: Vec<String>,
    pub(crate) question: Question,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Question {
    Sentiment,
    /// Whether any of the flags is raised; labels for yes, labels for no (none: all others).
    Flags {
        flags: Vec<Flag>,
        yes: Vec<String>,
        no: Vec<String>,
    },
}

/// Negative, neutral, positive: the order of classes and of probabilities.
const NEGATIVE: usize = 0;
pub(crate) const NEUTRAL: usize = 1;
const POSITIVE: usize = 2;

impl Task {
    /// The class of sentiment, with the labels `negative`, `neutral` and `positive`.
    pub fn sentiment() -> Self {
        let classes = ["negative", "neutral", "positive"].map(str::to_owned).to_vec();
        Task { written: "sentiment".to_owned(), classes, question: Question::Sentiment }
    }

    /// Whether a flag is raised: on posts labelled with its name, and on no others.
    pub fn flag(flag: Flag) -> Self {
        let name = flag.as_str().to_owned();
        Task::of_flags(name.clone(), vec![flag], vec![name], Vec::new())
    }

    fn of_flags(written: String, flags: Vec<Flag>, yes: Vec<String>, no: Vec<String>) -> Self {
        let name = flags.iter().map(Flag::as_str).collect::<Vec<_>>().join("+");
        let classes = vec!["other".to_owned(), name];
        Task { written, classes, question: Question::Flags { flags, yes, no } }
    }

    /// The names of the classes, in the order of the numbers that [`Task::gold`] gives.
    pub fn classes(&self) -> &[String] {
        &self.classes
    }

    /// The class a label stands for; `None` if posts with this label are no part of the task.
    pub fn gold(&self, label: &str) -> Option<usize> {
        match &self.question {
            Question::Sentiment => self.classes.iter().position(|class| class == label),
            Question::Flags { yes, .. } if yes.iter().any(|name| name == label) => Some(1),
            Question::Flags { no, .. } if no.is_empty() || no.iter().any(|name| name == label) => Some(0),
            Question::Flags { .. } => None,
        }
    }

    /// The flags that are asked for; none for sentiment.
    pub fn flags(&self) -> &[Flag] {
        match &self.question {
            Question::Sentiment => &[],
            Question::Flags { flags, .. } => flags,
        }
    }

    /// Whether sentiment is asked of posts of which none is neutral: the better of the two sides is then the answer.
    pub(crate) fn is_two_sided(&self, dataset: &Dataset) -> bool {
        let has = |class| dataset.examples().iter().any(|example| self.gold(&example.label) == Some(class));
        self.question == Question::Sentiment && has(NEGATIVE) && has(POSITIVE) && !has(NEUTRAL)
    }

    /// What a verdict answers where no post is neutral: the more probable side, negative among equals.
    pub(crate) fn side(verdict: &Verdict) -> (usize, Vec<f32>) {
        let (n, p) = (verdict.sentiment.negative, verdict.sentiment.positive);
        let share = if n + p > 0.0 { p / (n + p) } else { 0.5 };
        (if p > n { POSITIVE } else { NEGATIVE }, vec![1.0 - share, 0.0, share])
    }

    /// What a verdict answers: a class, and the probability of each.
    ///
    /// A mixed sentiment counts as the more probable side, negative among equals. Of several flags, the probability
    /// that none is raised is the product of theirs.
    pub(crate) fn answer(&self, verdict: &Verdict) -> (usize, Vec<f32>) {
        match &self.question {
            Question::Sentiment => {
                let sentiment = &verdict.sentiment;
                let (n, z, p) = (sentiment.negative, sentiment.neutral, sentiment.positive);
                let class = match sentiment.label {
                    Polarity::Positive => POSITIVE,
                    Polarity::Negative => NEGATIVE,
                    Polarity::Neutral => NEUTRAL,
                    Polarity::Mixed if p > n => POSITIVE,
                    Polarity::Mixed => NEGATIVE,
                };
                (class, vec![n, z, p])
            }
            Question::Flags { flags, .. } => {
                let none: f32 = flags.iter().map(|flag| 1.0 - verdict.scores.get(flag)).product();
                (usize::from(flags.iter().any(|flag| verdict.flags.contains(flag))), vec![none, 1.0 - none])
            }
        }
    }

    /// Refuses a dataset in which the task has nothing to answer: unknown sentiment labels, or no label for yes.
    pub(crate) fn check(&self, dataset: &Dataset) -> Result<(), Error> {
        let place = |line| Place::new(dataset.name(), line, 0);
        match &self.question {
            Question::Sentiment => match dataset.examples().iter().find(|example| self.gold(&example.label).is_none()) {
                Some(example) => {
                    let known = self.classes.iter().map(String::as_str);
                    Err(Error::unknown(place(example.line), "label", &example.label, known))
                }
                None => Ok(()),
            },
            Question::Flags { yes, .. } => {
                let any = dataset.examples().iter().any(|example| self.gold(&example.label) == Some(1));
                if any || dataset.is_empty() {
                    return Ok(());
                }
                let known = dataset.examples().iter().map(|example| example.label.as_str());
                Err(Error::unknown(place(0), "label: no post is labelled", &yes.join(","), known))
            }
        }
    }
}

impl fmt::Display for Task {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.written)
    }
}

impl Serialize for Task {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.written)
    }
}

impl FromStr for Task {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        if text.trim() == "sentiment" {
            return Ok(Task::sentiment());
        }
        let refuse = |message: &str| Error::syntax(Place::new("task", 0, 0), format!("{message}, found `{text}`"));
        let (head, no) = text.split_once(':').unwrap_or((text, ""));
        let (flags, yes) = head.split_once('=').unwrap_or((head, ""));
        let list = |text: &str, mark: char| -> Vec<String> {
            text.split(mark).map(|item| item.trim().to_owned()).filter(|item| !item.is_empty()).collect()
        };
        let flags = list(flags, '+');
        if flags.is_empty() {
            return Err(refuse("expected `sentiment` or flags, such as `angry=anger`"));
        }
        let yes = if yes.is_empty() { flags.clone() } else { list(yes, ',') };
        let flags = flags.iter().map(|name| Flag::named(name)).collect();
        Ok(Task::of_flags(text.trim().to_owned(), flags, yes, list(no, ',')))
    }
}
