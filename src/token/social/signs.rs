//! What starts with anything but an ASCII letter: digits, marks, and all characters outside ASCII.

use super::chars::{self, char_at};
use super::{Scanner, address, emoji, emoticon, hashtag, kaomoji, number, phone};
use crate::token::{TokenFlags, TokenKind};

impl Scanner<'_> {
    /// A keycap, a face with a digit for eyes, an address, a number, or a word that starts with a digit.
    #[inline(never)]
    pub(super) fn digit(&mut self) {
        let start = self.pos;
        let after_alnum = self.before_is_alnum();
        if self.bytes.get(start + 1).is_some_and(|&byte| byte >= 0x80)
            && let Some(end) = emoji::keycap_end(self.text, start)
        {
            return self.emoji(end);
        }
        if matches!(self.bytes[start], b'0' | b'8')
            && matches!(self.bytes.get(start + 1), Some(b'_' | b'-' | b':'))
            && let Some(end) = emoticon::end(self.text, start)
        {
            return self.drawn(end);
        }
        if !after_alnum && let Some(found) = self.addresses.find(self.text, start) {
            return self.address(found);
        }
        match number::find(self.text, start, after_alnum) {
            Some((end, kind)) => self.push(kind, end, TokenFlags::NONE),
            None => self.read_word(),
        }
    }

    /// A full stop, an ellipsis, a number that starts with its decimal point, or a face with dots for eyes.
    #[inline(never)]
    pub(super) fn dots(&mut self) {
        let start = self.pos;
        match self.bytes.get(start + 1) {
            Some(b'0'..=b'9') if !self.glued => {
                if let Some((end, kind)) = number::find(self.text, start + 1, true) {
                    return self.push(kind, end, TokenFlags::NONE);
                }
            }
            Some(b'_' | b'-') => {
                if let Some(end) = emoticon::end(self.text, start) {
                    return self.drawn(end);
                }
            }
            Some(b'.' | 0x80..) => return self.ellipsis(),
            _ => {}
        }
        self.push(TokenKind::Punctuation, start + 1, TokenFlags::NONE);
    }

    /// Two dots or more, or `…`, in any mixture: the form is always three dots.
    pub(super) fn ellipsis(&mut self) {
        let start = self.pos;
        let rest = self.text[start..].chars().take_while(|&c| c == '.' || c == '…');
        let end = start + rest.map(char::len_utf8).sum::<usize>();
        if end == start + 1 {
            return self.push(TokenKind::Punctuation, end, TokenFlags::NONE);
        }
        let form_start = self.tokens.forms().len();
        self.tokens.forms_mut().push_str("...");
        self.push_form(TokenKind::Punctuation, start, end, (form_start, form_start + 3), TokenFlags::NONE);
    }

    /// A mark that stands for itself, or opens a face as a brow.
    pub(super) fn mark(&mut self) {
        if self.bytes[self.pos] == b'}'
            && self.bytes.get(self.pos + 1) == Some(&b':')
            && let Some(end) = emoticon::end(self.text, self.pos)
        {
            return self.drawn(end);
        }
        self.same_marks();
    }

    /// A run of one ASCII mark.
    pub(super) fn same_marks(&mut self) {
        let first = self.bytes[self.pos];
        self.run_of(|byte| byte == first);
    }

    /// A run of punctuation.
    pub(super) fn run_of(&mut self, same: impl Fn(u8) -> bool) {
        let length = self.bytes[self.pos..].iter().take_while(|&&byte| same(byte)).count();
        self.push(TokenKind::Punctuation, self.pos + length, TokenFlags::NONE);
    }

    /// A handle, a face with `@` for eyes, or the mark itself.
    #[inline(never)]
    pub(super) fn at_sign(&mut self) {
        if let Some(end) = address::mention_end(self.text, self.pos) {
            return self.push(TokenKind::Mention, end, TokenFlags::NONE);
        }
        if self.bytes.get(self.pos + 1) == Some(&b'_')
            && let Some(end) = emoticon::end(self.text, self.pos)
        {
            return self.drawn(end);
        }
        self.same_marks();
    }

    /// A hashtag, a keycap, or the mark itself.
    #[inline(never)]
    pub(super) fn hash(&mut self) {
        let start = self.pos + 1;
        if let Some(end) = hashtag::end(self.text, start) {
            hashtag::push_words(self, start, end);
            self.pos = end;
            return;
        }
        if let Some(end) = emoji::keycap_end(self.text, self.pos) {
            return self.emoji(end);
        }
        self.same_marks();
    }

    /// An amount of money, or the sign itself.
    #[inline(never)]
    pub(super) fn currency(&mut self, sign: char) {
        if let Some(end) = number::money_end(self.text, self.pos + sign.len_utf8()) {
            return self.push(TokenKind::Money, end, TokenFlags::NONE);
        }
        if self.bytes.get(self.pos + 1) == Some(&b'_')
            && let Some(end) = emoticon::end(self.text, self.pos)
        {
            return self.drawn(end);
        }
        self.same_chars(sign, TokenKind::Punctuation);
    }

    /// A telephone number with its country code, or the mark itself.
    pub(super) fn plus(&mut self) {
        if !self.before_is_alnum()
            && self.bytes.get(self.pos + 1).is_some_and(|byte| byte.is_ascii_digit() || *byte == b'(')
            && let Some(phone::Groups::Phone(end)) = phone::find(self.text, self.pos)
        {
            return self.push(TokenKind::Phone, end, TokenFlags::NONE);
        }
        self.same_marks();
    }

    /// A mark that may begin an emoticon.
    #[inline(never)]
    pub(super) fn face(&mut self) {
        let start = self.pos;
        let byte = self.bytes[start];
        if byte == b'('
            && let Some(phone::Groups::Phone(end)) = phone::find(self.text, start)
        {
            return self.push(TokenKind::Phone, end, TokenFlags::NONE);
        }
        if matches!(byte, b'(' | b'\\')
            && let Some(end) = kaomoji::end(self.text, start)
        {
            return self.drawn(end);
        }
        if let Some(end) = emoticon::end(self.text, start) {
            return self.drawn(end);
        }
        if byte == b'*'
            && let Some(end) = emoji::keycap_end(self.text, start)
        {
            return self.emoji(end);
        }
        self.same_marks();
    }

    /// Whatever starts with a character outside ASCII.
    #[inline(never)]
    pub(super) fn beyond_ascii(&mut self) {
        let start = self.pos;
        let Some(c) = char_at(self.text, start) else { return self.space() };
        let end = start + c.len_utf8();
        if c.is_whitespace() {
            self.pos = end;
            self.glued = false;
        } else if let Some(end) = emoji::end(self.text, start, c) {
            self.emoji(end);
        } else if let Some(end) = self.outlandish_face(c) {
            self.drawn(end);
        } else if chars::is_unspaced(c) {
            self.unspaced();
        } else if c.is_alphabetic() {
            self.read_word();
        } else if c == '…' {
            self.ellipsis();
        } else if chars::is_currency(c) {
            self.currency(c);
        } else if c.is_numeric() {
            self.push(TokenKind::Number, end, TokenFlags::NON_ASCII);
        } else if chars::is_invisible(c) {
            self.pos = end;
        } else if chars::is_punctuation(c) {
            self.same_chars(c, TokenKind::Punctuation);
        } else if chars::is_mark(c) {
            let marks = self.text[start..].chars().take_while(|&c| chars::is_mark(c) && !c.is_alphanumeric());
            let length = marks.map(char::len_utf8).sum::<usize>().max(c.len_utf8());
            self.push(TokenKind::Other, start + length, TokenFlags::NONE);
        } else {
            self.same_chars(c, TokenKind::Other);
        }
    }

    /// A face that starts with a character outside ASCII.
    pub(super) fn outlandish_face(&self, c: char) -> Option<usize> {
        if kaomoji::may_start(c)
            && let Some(end) = kaomoji::end(self.text, self.pos)
        {
            return Some(end);
        }
        emoticon::end(self.text, self.pos)
    }

    /// A run of a script without spaces.
    pub(super) fn unspaced(&mut self) {
        let start = self.pos;
        let inside = |c: char| {
            chars::is_unspaced(c) || chars::is_invisible(c) || (!c.is_ascii() && !c.is_alphanumeric() && chars::is_mark(c))
        };
        let length = self.text[start..].chars().take_while(|&c| inside(c)).map(char::len_utf8).sum::<usize>();
        self.push_unspaced(start, start + length);
    }

    /// A run of one character.
    pub(super) fn same_chars(&mut self, first: char, kind: TokenKind) {
        let rest = &self.text[self.pos..];
        let length = rest.len() - rest.trim_start_matches(first).len();
        self.push(kind, self.pos + length, TokenFlags::NONE);
    }

    /// One emoji up to byte `end`.
    pub(super) fn emoji(&mut self, end: usize) {
        let start = self.pos;
        let form_start = self.tokens.forms().len();
        let text = self.text;
        emoji::write_form(&text[start..end], self.tokens.forms_mut());
        self.push_form(TokenKind::Emoji, start, end, (form_start, self.tokens.forms().len()), TokenFlags::NONE);
    }
}
