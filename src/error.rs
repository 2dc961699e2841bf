//! What can go wrong when data is loaded. Classifying cannot go wrong.

use std::fmt;

/// Why a file of words or rules was refused.
///
/// The message names the file, the line, the column, what was found, what was expected there, and the nearest right
/// word if something looks like a typing error.
///
/// ```
/// use hearken::Classifier;
/// let error = Classifier::builder()
///     .lexicon("mine.tsv", "sturdy\tpostive=20\t-\tmine\n")
///     .build()
///     .unwrap_err();
/// assert!(error.is_unknown_name());
/// assert_eq!(error.line(), 1);
/// assert!(error.to_string().contains("did you mean `positive`?"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error(Box<Parts>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Parts {
    kind: Kind,
    file: String,
    line: usize,
    column: usize,
    message: String,
    suggestion: Option<String>,
    source_line: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Syntax,
    Unknown,
    Conflict,
}

impl Error {
    fn new(kind: Kind, place: Place<'_>, message: String) -> Self {
        Error(Box::new(Parts {
            kind,
            file: place.file.to_owned(),
            line: place.line,
            column: place.column,
            message,
            suggestion: None,
            source_line: None,
        }))
    }

    /// The file does not follow its grammar.
    pub(crate) fn syntax(place: Place<'_>, message: impl Into<String>) -> Self {
        Error::new(Kind::Syntax, place, message.into())
    }

    /// A name that nothing declares; `known` are the names that could have been meant.
    pub(crate) fn unknown<'a>(place: Place<'_>, what: &str, found: &str, known: impl IntoIterator<Item = &'a str>) -> Self {
        let mut error = Error::new(Kind::Unknown, place, format!("unknown {what} `{found}`"));
        error.0.suggestion = nearest(found, known).map(str::to_owned);
        error
    }

    /// What TOML or `serde` complains of in a file, with its place and, for a misspelt key or value, the right one.
    pub(crate) fn toml(file: &str, text: &str, error: &toml::de::Error) -> Self {
        let message = error.message();
        let names: Vec<&str> = message.split('`').skip(1).step_by(2).collect();
        let named = || names.first().and_then(|name| text.find(name));
        let place = Place::at(file, text, error.span().map(|span| span.start).or_else(named).unwrap_or(0));
        let line = text.lines().nth(place.line.saturating_sub(1)).unwrap_or("");
        let error = match names.split_first() {
            Some((found, known)) if message.starts_with("unknown field") => {
                Error::unknown(place, "key", found, known.iter().copied())
            }
            Some((found, known)) if message.starts_with("unknown variant") => {
                Error::unknown(place, "value", found, known.iter().copied())
            }
            _ => Error::syntax(place, message),
        };
        error.showing(line)
    }

    /// Two statements that cannot both hold.
    pub(crate) fn conflict(place: Place<'_>, message: impl Into<String>) -> Self {
        Error::new(Kind::Conflict, place, message.into())
    }

    /// Adds the near match among `known` for a word that was found.
    pub(crate) fn suggest<'a>(mut self, found: &str, known: impl IntoIterator<Item = &'a str>) -> Self {
        self.0.suggestion = nearest(found, known).map(str::to_owned);
        self
    }

    /// Adds the line the error stands in, to be shown with a caret.
    pub(crate) fn showing(mut self, line: &str) -> Self {
        if self.0.source_line.is_none() {
            self.0.source_line = Some(line.to_owned());
        }
        self
    }

    /// Whether the file breaks its grammar: a missing column, a number out of range, a malformed pattern.
    pub fn is_syntax(&self) -> bool {
        self.0.kind == Kind::Syntax
    }

    /// Whether a name is used that nothing declares: a cue, scale, flag, signal, class or key.
    pub fn is_unknown_name(&self) -> bool {
        self.0.kind == Kind::Unknown
    }

    /// Whether two statements contradict each other: a duplicate, a cycle.
    pub fn is_conflict(&self) -> bool {
        self.0.kind == Kind::Conflict
    }

    /// The file, as the caller named it; `data/…` if it is an embedded one, `threshold` for a threshold.
    pub fn file(&self) -> &str {
        &self.0.file
    }

    /// Line, counted from 1; 0 if the error belongs to no line.
    pub fn line(&self) -> usize {
        self.0.line
    }

    /// Column in characters, counted from 1; 0 if the error belongs to no column.
    pub fn column(&self) -> usize {
        self.0.column
    }

    /// The nearest right word: the one with the fewest differing letters, a third of them at most (one in short words); the first among equals.
    pub fn suggestion(&self) -> Option<&str> {
        self.0.suggestion.as_deref()
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts = &*self.0;
        match parts.line {
            0 => write!(f, "{}: {}", parts.file, parts.message)?,
            line => write!(f, "{}:{line}:{}: {}", parts.file, parts.column, parts.message)?,
        }
        if let Some(word) = &parts.suggestion {
            write!(f, "; did you mean `{word}`?")?;
        }
        if let Some(line) = &parts.source_line {
            let shown = line.replace('\t', " ");
            write!(f, "\n  | {shown}\n  | {:>width$}", "^", width = parts.column.max(1))?;
        }
        Ok(())
    }
}

impl std::error::Error for Error {}

/// A place in a file, for error messages.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place<'a> {
    pub(crate) file: &'a str,
    pub(crate) line: usize,
    pub(crate) column: usize,
}

impl<'a> Place<'a> {
    pub(crate) fn new(file: &'a str, line: usize, column: usize) -> Self {
        Place { file, line, column }
    }

    /// The place of byte `offset` in `text`.
    pub(crate) fn at(file: &'a str, text: &str, offset: usize) -> Self {
        let before = text.get(..offset).unwrap_or(text);
        let line = before.matches('\n').count() + 1;
        let start = before.rfind('\n').map_or(0, |newline| newline + 1);
        Place::new(file, line, before[start..].chars().count() + 1)
    }
}

/// The word of `known` nearest to `found`: at most a third of its letters differ. Ties go to the first.
fn nearest<'a>(found: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let limit = (found.chars().count() / 3).max(1);
    let mut best: Option<(usize, &str)> = None;
    for word in known {
        let distance = strsim::damerau_levenshtein(found, word);
        if distance <= limit && best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, word));
        }
    }
    best.map(|(_, word)| word)
}
