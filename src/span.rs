//! Where something stands in the text.

use serde::{Deserialize, Serialize};
use std::ops::Range;

/// A half-open range of bytes of the original text, always on `char` boundaries.
///
/// Offsets are bytes from the start of the text that was classified. Texts are read up to 1 GiB, well within what a
/// `u32` can address.
///
/// ```
/// use hearken::Span;
/// let span = Span::new(4, 9);
/// assert_eq!(span.of("the queue"), "queue");
/// assert_eq!(span.len(), 5);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The span of the bytes from `start` up to, but not including, `end`.
    pub const fn new(start: u32, end: u32) -> Self {
        Span { start, end }
    }

    /// Length in bytes; zero if the span is empty or turned round.
    pub const fn len(self) -> usize {
        self.end.saturating_sub(self.start) as usize
    }

    /// Whether the span holds no byte.
    pub const fn is_empty(self) -> bool {
        self.end <= self.start
    }

    /// The span as a range. Indexing a text with it panics if the span does not fit; [`Span::of`] does not.
    pub const fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The bytes of `text` the span points at, or an empty string where the span does not fit the text.
    pub fn of(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or("")
    }

    /// The smallest span that holds both, with what lies between them.
    ///
    /// ```
    /// # use hearken::Span;
    /// assert_eq!(Span::new(2, 4).join(Span::new(7, 9)), Span::new(2, 9));
    /// ```
    pub fn join(self, other: Span) -> Span {
        Span::new(self.start.min(other.start), self.end.max(other.end))
    }
}
