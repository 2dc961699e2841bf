//! Apostrophes and single quotes, which look alike.
//!
//! Inside a word it is an apostrophe. Before a word it is a quote if one that closes it follows soon, after a word it is a quote if it
//! was opened; otherwise it belongs to the word.

use super::chars::{self, char_at, char_before};
use super::{Scanner, emoticon, word};
use crate::token::{TokenFlags, TokenKind};

/// How far ahead the end of a quotation in single quotes is looked for, in bytes.
const QUOTATION: usize = 96;

impl Scanner<'_> {
    /// An apostrophe that opens a word (`'tis`) or a quotation, or closes one.
    #[inline(never)]
    pub(super) fn apostrophe(&mut self) {
        let start = self.pos;
        if self.bytes.get(start + 1) == Some(&b'_')
            && let Some(end) = emoticon::end(self.text, start)
        {
            return self.drawn(end);
        }
        if let Some(end) = self.clitic_end() {
            return self.push(TokenKind::Word, end, TokenFlags::APOSTROPHE);
        }
        let opens = start != self.closing_quote
            && !self.before_is_alnum()
            && char_before(self.text, start) != Some('\'')
            && char_at(self.text, start + 1).is_some_and(chars::is_spaced_letter);
        if !opens {
            return self.same_marks();
        }
        let closing = self.find_closing_quote(start + 1);
        let mut word = word::read(self.text, start + 1, &mut self.letters);
        let letters = &self.text[start + 1..word.end];
        let quoted = match closing {
            // `rock 'n' roll` is clipped on both sides.
            Some(closing) if closing == word.end => !letters.eq_ignore_ascii_case("n"),
            Some(_) => !is_clipped(letters),
            None => false,
        };
        if quoted || word.kind(&self.bytes[start + 1..word.end]) != TokenKind::Word {
            self.closing_quote = closing.unwrap_or(self.closing_quote);
            return self.push(TokenKind::Punctuation, start + 1, TokenFlags::NONE);
        }
        self.trailing_apostrophe(&mut word);
        word.add_apostrophe(word.end);
        self.push_word(TokenKind::Word, start, &word);
    }

    /// One past the last byte of an ending such as `'s` after a handle, a number or a hashtag.
    fn clitic_end(&self) -> Option<usize> {
        let letters = self.pos + 1;
        let end = letters + self.bytes[letters..].iter().take(3).take_while(|byte| byte.is_ascii_alphabetic()).count();
        let after_name = self.before_is_alnum() || char_before(self.text, self.pos) == Some('_');
        (after_name && (1..=2).contains(&(end - letters)) && chars::breaks_at(self.text, end)).then_some(end)
    }

    /// Where a single quote closes what opens before byte `from`: it follows no space, and nothing that goes on follows it.
    pub(super) fn find_closing_quote(&self, from: usize) -> Option<usize> {
        let reach = &self.bytes[from..self.bytes.len().min(from + QUOTATION)];
        (1..reach.len()).map(|index| from + index).find(|&at| {
            self.bytes[at] == b'\''
                && !self.bytes[at - 1].is_ascii_whitespace()
                && !char_at(self.text, at + 1).is_some_and(|c| c.is_alphanumeric() || c == '\'')
        })
    }

    /// Takes an apostrophe at the end (`James'`, `goin'`) unless it closes a quotation.
    pub(super) fn trailing_apostrophe(&mut self, word: &mut word::Reading) {
        let end = word.end;
        let quoted = end == self.closing_quote || self.bytes.get(end) != Some(&b'\'');
        let goes_on = char_at(self.text, end + 1).is_some_and(|c| c == '\'' || c.is_alphanumeric());
        if !quoted && !goes_on {
            word.add_apostrophe(end + 1);
        }
    }
}

/// Words that lost their beginning, written with an apostrophe in its place; any other word after a single quote is quoted if
/// the quotation is closed.
fn is_clipped(word: &str) -> bool {
    ["tis", "twas", "em", "cause", "cuz", "coz", "til", "till", "bout", "n"].iter().any(|known| word.eq_ignore_ascii_case(known))
}
