//! The page that is written to: in colour on a terminal, plain in a pipe or a file.

use console::{Style, StyledObject, Term};
use std::ffi::OsStr;
use std::fmt::Display;
use std::io::{self, Write};
use std::process::ExitCode;

/// When to use colour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Colour {
    /// On a terminal, unless `NO_COLOR` is set
    #[default]
    Auto,
    /// In a pipe too
    Always,
    /// Not even on a terminal
    Never,
}

impl Colour {
    /// Decides. An empty `NO_COLOR` counts as none; a terminal that calls itself `dumb` shows no colour.
    pub fn decide(self, terminal: bool, no_color: Option<&OsStr>, term: Option<&OsStr>) -> bool {
        match self {
            Colour::Always => true,
            Colour::Never => false,
            Colour::Auto => terminal && no_color.is_none_or(OsStr::is_empty) && term != Some(OsStr::new("dumb")),
        }
    }
}

/// Where text goes, how wide it may be, and whether in colour.
#[derive(Clone, Copy, Debug)]
pub struct Page {
    /// Whether styles show.
    pub colour: bool,
    /// Columns.
    pub width: usize,
}

impl Page {
    /// The page standard output is. In a pipe it is 100 columns wide.
    pub fn of_stdout(colour: Colour) -> Page {
        let terminal = Term::stdout();
        let variable = std::env::var_os;
        let colour = colour.decide(terminal.is_term(), variable("NO_COLOR").as_deref(), variable("TERM").as_deref());
        let width = if terminal.is_term() { usize::from(terminal.size().1).clamp(40, 120) } else { 100 };
        Page { colour, width }
    }

    /// Something in a style, if styles show.
    pub fn paint<T>(&self, style: &Style, what: T) -> StyledObject<T> {
        style.clone().force_styling(self.colour).apply_to(what)
    }

    /// Something of less importance.
    pub fn dim<T>(&self, what: T) -> StyledObject<T> {
        self.paint(&Style::new().dim(), what)
    }

    /// A word at the head of something.
    pub fn bold<T>(&self, what: T) -> StyledObject<T> {
        self.paint(&Style::new().bold(), what)
    }
}

/// Why an example gives up.
#[derive(Debug)]
pub enum Failure {
    /// What was asked for cannot be done: said to the user, status 2.
    Usage(String),
    /// The output cannot be written. If its reader left, as `head` does, that is no failure.
    Output(io::Error),
}

impl From<String> for Failure {
    fn from(message: String) -> Self {
        Failure::Usage(message)
    }
}

impl From<hearken::Error> for Failure {
    fn from(error: hearken::Error) -> Self {
        Failure::Usage(error.to_string())
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Failure::Output(error)
    }
}

/// The exit status: 0 if all went well, 1 if some row was bad, 2 if nothing could be done.
pub fn finish(outcome: Result<bool, Failure>) -> ExitCode {
    match outcome {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(Failure::Output(error)) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(Failure::Output(error)) => complain(&format!("cannot write: {error}")),
        Err(Failure::Usage(message)) => complain(&message),
    }
}

fn complain(message: &str) -> ExitCode {
    warn(format_args!("error: {message}"));
    ExitCode::from(2)
}

/// A line on standard error; if nobody can read it, so be it.
pub fn warn(message: impl Display) {
    let _ = writeln!(io::stderr(), "{message}");
}
