//! What a long fit says of itself while it runs.

/// A stage of the work, and how far it has come.
#[derive(Clone, Debug, PartialEq)]
pub struct Progress<'a> {
    /// What is being done, in a few words.
    pub stage: &'a str,
    /// Steps done.
    pub done: usize,
    /// Steps there are at most; 0 if that is not known.
    pub of: usize,
    /// The value that is being minimised, in natural log units, where there is one.
    pub loss: Option<f64>,
}
