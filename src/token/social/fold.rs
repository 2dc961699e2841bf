//! The text as it would be typed plainly: entities decoded, full-width forms, styled letters and curly quotes folded,
//! invisible characters dropped. A list of pieces leads from each byte of it back to the original text.

use super::chars::{self, is_general_mark, is_invisible};
use super::{emoji, entity, letterform};
use crate::Span;

/// A stretch of the folded text and the stretch of the original it came from.
#[derive(Clone, Copy, Debug)]
struct Piece {
    /// First byte in the folded text; it ends where the next piece starts.
    folded: u32,
    /// The bytes of the original.
    source: Span,
    /// Copied byte for byte, rather than put in the place of something else.
    copied: bool,
    /// Invisible characters were dropped before it.
    hidden_before: bool,
}

/// A folded text with its way back, in buffers that are used again.
#[derive(Clone, Debug, Default)]
pub(in crate::token) struct Folded {
    text: String,
    pieces: Vec<Piece>,
}

/// Whether folding may change the text: a quick look that lets most English posts pass.
pub(super) fn may_change(text: &str) -> bool {
    text.as_bytes().iter().fold(false, |seen, &byte| seen | (byte >= 0x80) | (byte == b'&') | (byte == b'\\'))
}

impl Folded {
    /// Folds `text` and says whether anything changed; if not, the text itself is to be read.
    pub(super) fn read(&mut self, text: &str) -> bool {
        self.text.clear();
        self.pieces.clear();
        let mut folding = Folding { out: self, text, copied_to: 0, hidden: false };
        folding.run();
        let changed = folding.copied_to > 0;
        if changed {
            folding.copy(text.len());
        }
        changed
    }

    /// The folded text.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// The way back to the original, to be asked in the order of the text.
    pub(super) fn places(&self) -> Places<'_> {
        Places { pieces: &self.pieces, at: 0 }
    }
}

struct Folding<'a> {
    out: &'a mut Folded,
    text: &'a str,
    /// All before this byte of the original is folded; what follows, up to the byte being read, is to be copied.
    copied_to: usize,
    hidden: bool,
}

impl Folding<'_> {
    fn run(&mut self) {
        let text = self.text;
        let mut at = 0;
        while let Some(&byte) = text.as_bytes().get(at) {
            if byte < 0x80 && byte != b'&' && byte != b'\\' {
                at += 1;
            } else if byte < 0x80 {
                at = match entity::read(&text[at..]) {
                    Some((c, length)) => self.character(c, at, at + length, true),
                    None if entity::is_line_break(text, at) => self.character('\n', at, at + 2, true),
                    None => at + 1,
                };
            } else {
                let Some(c) = chars::char_at(text, at) else { return };
                at = self.character(c, at, at + c.len_utf8(), false);
            }
        }
    }

    /// Folds the character at `start..end` of the original and says where to go on.
    fn character(&mut self, c: char, start: usize, end: usize, decoded: bool) -> usize {
        if is_invisible(c) {
            if self.shapes_emoji(c, start, end) {
                if decoded {
                    self.put(c, start, end);
                }
            } else {
                self.copy(start);
                self.copied_to = end;
                self.hidden = true;
            }
            return end;
        }
        if is_general_mark(c) && !decoded {
            return self.marks(c, start, end);
        }
        let rest = &self.text[end..];
        match letterform::fold(c, rest) {
            Some(letterform::Plain::One(plain, taken)) => {
                self.put(plain, start, end + taken);
                end + taken
            }
            Some(letterform::Plain::Many(plain)) => {
                self.copy(start);
                self.piece(start, end, false);
                self.out.text.push_str(plain);
                self.copied_to = end;
                end
            }
            None => {
                if decoded {
                    self.put(c, start, end);
                }
                end
            }
        }
    }

    /// Whether an invisible character is part of an emoji, so that it must stay.
    fn shapes_emoji(&self, c: char, start: usize, end: usize) -> bool {
        if !matches!(c, '\u{200D}' | '\u{FE0E}' | '\u{FE0F}' | '\u{E0020}'..='\u{E007F}') {
            return false;
        }
        match self.last(start) {
            Some('0'..='9' | '#' | '*') => self.text[end..].starts_with('\u{20E3}'),
            Some(last) => emoji::is_base(last) || emoji::is_base_when_marked(last) || is_invisible(last),
            None => false,
        }
    }

    /// The last character kept before byte `start`.
    fn last(&self, start: usize) -> Option<char> {
        chars::char_before(&self.text[self.copied_to..], start - self.copied_to).or_else(|| self.out.text.chars().next_back())
    }

    /// Combining marks: one or two are composed with their letter or stay with it, a stack of three or more is dropped, and so
    /// are strokes laid over a letter.
    fn marks(&mut self, mark: char, start: usize, end: usize) -> usize {
        let Some(base) = self.last(start).filter(|base| base.is_alphanumeric()) else { return end };
        if mark == '\u{20E3}' && base.is_ascii_digit() {
            return end;
        }
        let stack = self.text[start..].chars().take_while(|&c| is_general_mark(c));
        let (height, bytes) = stack.fold((0, 0), |(height, bytes), c| (height + 1, bytes + c.len_utf8()));
        let overlay = matches!(mark, '\u{0321}' | '\u{0322}' | '\u{0334}'..='\u{0338}');
        let (plain, end) = if height >= 3 {
            (Some(base), start + bytes)
        } else if overlay {
            (Some(base), end)
        } else {
            (letterform::compose(base, mark), end)
        };
        let Some(plain) = plain else { return start + bytes };
        // The letter itself becomes a piece that ends after its marks.
        if self.copied_to < start {
            let letter = start - base.len_utf8();
            self.put(plain, letter, end);
        } else {
            self.replace_last(base, plain, end);
            self.copied_to = end;
        }
        end
    }

    /// Puts `plain` in the place of `base`, the last character written, which then reaches up to byte `end` of the original.
    fn replace_last(&mut self, base: char, plain: char, end: usize) {
        self.out.text.pop();
        let folded = self.out.text.len() as u32;
        self.out.text.push(plain);
        let Some(last) = self.out.pieces.last_mut() else { return };
        if last.copied {
            last.source.end -= base.len_utf8() as u32;
            let source = Span::new(last.source.end, end as u32);
            self.out.pieces.push(Piece { folded, source, copied: false, hidden_before: false });
        } else {
            last.source.end = end as u32;
        }
    }

    /// Copies the original up to byte `end`.
    fn copy(&mut self, end: usize) {
        if self.copied_to < end {
            self.piece(self.copied_to, end, true);
            self.out.text.push_str(&self.text[self.copied_to..end]);
            self.copied_to = end;
        }
    }

    /// Puts a character in the place of `start..end`.
    fn put(&mut self, c: char, start: usize, end: usize) {
        self.copy(start);
        self.piece(start, end, false);
        self.out.text.push(c);
        self.copied_to = end;
    }

    fn piece(&mut self, start: usize, end: usize, copied: bool) {
        let source = Span::new(start as u32, end as u32);
        self.out.pieces.push(Piece { folded: self.out.text.len() as u32, source, copied, hidden_before: self.hidden });
        self.hidden = false;
    }
}

/// A walk over the pieces, forward only, so that all spans of a text are led back in one pass.
pub(super) struct Places<'a> {
    pieces: &'a [Piece],
    at: usize,
}

impl Places<'_> {
    /// Where the bytes `start..end` of the folded text stand in the original, and whether invisible characters stand inside.
    pub fn of(&mut self, start: usize, end: usize) -> (Span, bool) {
        self.seek(start);
        let first = self.at;
        let from = match self.pieces.get(first) {
            Some(piece) if piece.copied => piece.source.start + (start as u32 - piece.folded),
            Some(piece) => piece.source.start,
            None => start as u32,
        };
        self.seek(end.saturating_sub(1));
        let to = match self.pieces.get(self.at) {
            Some(piece) if piece.copied => piece.source.start + (end as u32 - piece.folded),
            Some(piece) => piece.source.end,
            None => end as u32,
        };
        let hidden = self.pieces.get(first + 1..self.at + 1).is_some_and(|inner| inner.iter().any(|piece| piece.hidden_before));
        (Span::new(from, to), hidden)
    }

    /// Whether the bytes `start..end` of the folded text stand in the original as they are and in one piece.
    pub fn are_copied(&mut self, start: usize, end: usize) -> bool {
        self.seek(start);
        let ends_before = self.pieces.get(self.at + 1).is_none_or(|next| next.folded as usize >= end);
        self.pieces.get(self.at).is_none_or(|piece| piece.copied) && ends_before
    }

    fn seek(&mut self, byte: usize) {
        while self.pieces.get(self.at + 1).is_some_and(|next| next.folded as usize <= byte) {
            self.at += 1;
        }
    }
}
