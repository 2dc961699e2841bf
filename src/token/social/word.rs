//! Words beyond plain ASCII letters: apostrophes, hyphens, other scripts, capitals outside ASCII, elongation, digits inside.

use super::chars::{char_at, is_mark, is_spaced_letter};
use super::letters::Letters;
use crate::token::{TokenFlags, TokenKind};

/// A word as it was read, before it is known what it is.
#[derive(Default)]
pub(super) struct Reading {
    /// One past the last byte.
    pub end: usize,
    letters: u32,
    digits: u32,
    capitals: u32,
    first_capital: bool,
    inner_capital: bool,
    /// A digit stands right between two letters.
    digit_inside: bool,
    underscore: bool,
    hyphen: bool,
    apostrophe: bool,
    elongated: bool,
    non_ascii: bool,
    odd_apostrophe: bool,
}

impl Reading {
    /// Whether the form differs from the surface by more than ASCII capitals.
    pub fn needs_writing(&self) -> bool {
        self.elongated || self.non_ascii || self.odd_apostrophe
    }

    /// The kind: letters and digits mixed are a code, unless they look like a word with a digit in the place of letters
    /// (`gr8`, `l8r`, `n00b`).
    pub fn kind(&self, surface: &[u8]) -> TokenKind {
        if self.digits == 0 && !self.underscore {
            return TokenKind::Word;
        }
        if self.letters == 0 {
            return TokenKind::Number;
        }
        let plain =
            !self.underscore && !self.hyphen && !self.non_ascii && !self.inner_capital && self.digits <= 2 && self.letters <= 12;
        let sounds = |byte: Option<&u8>| matches!(byte, Some(b'2' | b'4' | b'8' | b'1'));
        let ends = self.digits == 1 && self.letters <= 6 && sounds(surface.last());
        let starts = self.digits == 1 && self.letters >= 3 && matches!(surface.first(), Some(b'2' | b'4'));
        if plain && (ends || starts || (self.digit_inside && self.letters >= 2)) { TokenKind::Word } else { TokenKind::Code }
    }

    /// What the surface shows; capitals and elongation only.
    pub fn flags(&self) -> TokenFlags {
        let mut flags = TokenFlags::NONE;
        let mut set = |condition: bool, flag: TokenFlags| {
            if condition {
                flags |= flag;
            }
        };
        let all = self.letters > 1 && self.capitals == self.letters;
        set(all, TokenFlags::CAPITALS);
        set(self.first_capital && !all && self.letters > 1, TokenFlags::TITLE);
        set(self.elongated, TokenFlags::ELONGATED);
        set(self.hyphen, TokenFlags::HYPHENATED);
        set(self.apostrophe, TokenFlags::APOSTROPHE);
        set(self.non_ascii, TokenFlags::NON_ASCII);
        flags
    }

    /// Notes that an apostrophe stands before or after the letters.
    pub fn add_apostrophe(&mut self, end: usize) {
        self.apostrophe = true;
        self.end = end;
    }
}

/// Reads the word that starts at byte `at` with a letter, a digit or a combining mark.
pub(super) fn read(text: &str, at: usize, letters: &mut Letters) -> Reading {
    let bytes = text.as_bytes();
    let mut word = Reading { end: at, ..Reading::default() };
    while let Some(&byte) = bytes.get(word.end) {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' => word.ascii_letters(bytes, letters),
            b'0'..=b'9' => word.ascii_digits(bytes),
            128.. => {
                if !word.beyond_ascii(text) {
                    break;
                }
            }
            _ => {
                if !word.connector(text, byte) {
                    break;
                }
            }
        }
    }
    word
}

impl Reading {
    fn ascii_letters(&mut self, bytes: &[u8], letters: &mut Letters) {
        let run = letters.run(bytes, self.end);
        let surface = &bytes[self.end..run.end];
        let capitals =
            if run.all_capitals { surface.len() } else { surface.iter().filter(|byte| byte.is_ascii_uppercase()).count() };
        self.first_capital |= self.letters == 0 && run.first_capital;
        self.inner_capital |= capitals > (self.letters == 0 && run.first_capital) as usize;
        self.letters += surface.len() as u32;
        self.capitals += capitals as u32;
        self.elongated |= run.elongated;
        self.end = run.end;
    }

    fn ascii_digits(&mut self, bytes: &[u8]) {
        let start = self.end;
        let length = bytes[start..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        self.end += length;
        self.digits += length as u32;
        let letter = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphabetic);
        self.digit_inside |= start > 0 && letter(bytes.get(start - 1)) && letter(bytes.get(self.end));
    }

    /// Takes a letter or mark outside ASCII, or an acute accent meant as an apostrophe; says whether there was one.
    fn beyond_ascii(&mut self, text: &str) -> bool {
        let Some(c) = char_at(text, self.end) else { return false };
        let next = self.end + c.len_utf8();
        if is_spaced_letter(c) {
            let capital = c.is_uppercase();
            self.first_capital |= self.letters == 0 && capital;
            self.inner_capital |= self.letters > 0 && capital;
            self.letters += 1;
            self.capitals += capital as u32;
            self.non_ascii = true;
        } else if matches!(c, '´' | '·') {
            let inside = self.after_letter(text) && char_at(text, next).is_some_and(is_spaced_letter);
            if !inside || (c == '·' && !text[next..].starts_with(['l', 'L'])) {
                return false;
            }
            self.apostrophe |= c == '´';
            self.odd_apostrophe = true;
        } else if self.letters > 0 && is_mark(c) {
            self.non_ascii = true;
        } else {
            return false;
        }
        self.end = next;
        true
    }

    /// Takes an apostrophe, hyphen, dot or underscore if it stands inside the word, and says whether it did.
    fn connector(&mut self, text: &str, byte: u8) -> bool {
        let bytes = text.as_bytes();
        let next = char_at(text, self.end + 1);
        let before = self.end.checked_sub(1).map(|before| bytes[before]);
        let inside = match byte {
            b'\'' | b'`' => self.after_letter(text) && next.is_some_and(is_spaced_letter),
            b'-' if next.is_some_and(|c| c.is_ascii_digit()) => {
                // A number after a word is a code if the word looks like one: `E-405`, `MD-80`, but not `top-20`.
                self.digits > 0 || (self.letters > 0 && (self.letters <= 2 || self.capitals == self.letters))
            }
            b'-' => self.letters + self.digits > 0 && before != Some(b'-') && next.is_some_and(is_spaced_letter),
            // `v2.0`, but not `room12.Nice`.
            b'.' => {
                self.letters > 0 && before.is_some_and(|byte| byte.is_ascii_digit()) && next.is_some_and(|c| c.is_ascii_digit())
            }
            b'_' => {
                let code = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit();
                before.is_some_and(|byte| code(byte as char)) && next.is_some_and(code)
            }
            _ => false,
        };
        if inside {
            self.end += 1;
            self.apostrophe |= matches!(byte, b'\'' | b'`');
            self.odd_apostrophe |= byte == b'`';
            self.hyphen |= byte == b'-';
            self.underscore |= byte == b'_';
        }
        inside
    }

    fn after_letter(&self, text: &str) -> bool {
        let before = super::chars::char_before(text, self.end);
        self.letters > 0 && before.is_some_and(|c| !c.is_ascii_digit() && c != '-' && c != '\'')
    }
}

/// Writes the folded form of `surface` to the end of `forms`: lower case, straight apostrophes, two letters where three or more were
/// equal. Says whether there were.
///
/// Only in words is an accent an apostrophe, and only in emoticons are repeated digits cut.
pub(super) fn write_form(surface: &str, kind: TokenKind, forms: &mut String) -> bool {
    let mut folding = FormWriter { digits: kind == TokenKind::Emoticon, ..FormWriter::default() };
    let mut rest = surface.chars().peekable();
    let mut any = false;
    while let Some(c) = rest.next() {
        let c = if matches!(c, '`' | '´') && kind == TokenKind::Word { '\'' } else { c };
        // The lower-case sigma has another shape at the end of a word.
        if c == 'Σ' && any && !rest.peek().is_some_and(|&next| next.is_alphabetic()) {
            folding.push('ς', forms);
        } else {
            c.to_lowercase().for_each(|lower| _ = folding.push(lower, forms));
        }
        any = true;
    }
    folding.elongated
}

/// Writes letters one by one and holds back the third of three equal ones.
#[derive(Default)]
pub(super) struct FormWriter {
    last: Option<char>,
    before: Option<char>,
    elongated: bool,
    /// Digits are cut like letters.
    digits: bool,
}

impl FormWriter {
    /// Writes a lower-case character, or not; says whether it did.
    pub fn push(&mut self, c: char, forms: &mut String) -> bool {
        if self.last == Some(c) && self.before == Some(c) && (self.digits || !c.is_numeric()) {
            self.elongated = true;
            return false;
        }
        self.before = self.last.replace(c);
        forms.push(c);
        true
    }
}
