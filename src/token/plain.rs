//! A tokenizer after the word boundaries of Unicode's UAX #29.

use super::{TokenFlags, TokenKind, Tokenizer, Tokens};
use crate::Span;
use unicode_segmentation::UnicodeSegmentation;

/// Reads text by the word boundaries of [UAX #29](https://www.unicode.org/reports/tr29/), for text that is no social media.
///
/// It gives words, numbers, emoji and punctuation only. The form is the lower-case surface with straight apostrophes. Han
/// characters and kana are words of one character each, as the standard has it.
///
/// ```
/// use hearken::token::{PlainTokenizer, TokenKind, Tokenizer, Tokens};
///
/// let mut tokens = Tokens::new();
/// PlainTokenizer::new().tokenize("It can’t wait.", &mut tokens);
/// assert_eq!(tokens.form(1), "can't");
/// assert_eq!(tokens.as_slice()[3].kind, TokenKind::Punctuation);
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct PlainTokenizer;

impl PlainTokenizer {
    /// The tokenizer; it has no settings.
    pub fn new() -> Self {
        PlainTokenizer
    }
}

impl Tokenizer for PlainTokenizer {
    fn tokenize(&self, text: &str, tokens: &mut Tokens) {
        let mut last_end = usize::MAX;
        for (start, piece) in text.split_word_bound_indices() {
            let end = start + piece.len();
            let (Ok(from), Ok(to)) = (u32::try_from(start), u32::try_from(end)) else { return };
            if piece.chars().all(char::is_whitespace) {
                continue;
            }
            let form_start = tokens.forms().len();
            let forms = tokens.forms_mut();
            for c in piece.chars() {
                match c {
                    '’' => forms.push('\''),
                    _ => forms.extend(c.to_lowercase()),
                }
            }
            let mut flags = surface_flags(piece);
            if last_end == start {
                flags |= TokenFlags::JOINED;
            }
            if tokens.push_written(kind_of(piece), Span::new(from, to), form_start, flags) {
                last_end = end;
            }
        }
    }
}

fn kind_of(piece: &str) -> TokenKind {
    if piece.chars().any(char::is_alphabetic) {
        TokenKind::Word
    } else if piece.chars().any(super::social::is_emoji) {
        TokenKind::Emoji
    } else if piece.chars().any(char::is_numeric) {
        TokenKind::Number
    } else {
        TokenKind::Punctuation
    }
}

fn surface_flags(piece: &str) -> TokenFlags {
    let mut flags = TokenFlags::NONE;
    let (mut letters, mut capitals) = (0, 0);
    for c in piece.chars() {
        letters += c.is_alphabetic() as usize;
        capitals += c.is_uppercase() as usize;
        match c {
            '\'' | '’' if letters > 0 => flags |= TokenFlags::APOSTROPHE,
            _ if !c.is_ascii() && c.is_alphabetic() => flags |= TokenFlags::NON_ASCII,
            _ => {}
        }
    }
    if letters > 1 && capitals == letters {
        flags |= TokenFlags::CAPITALS;
    } else if letters > 1 && piece.starts_with(char::is_uppercase) {
        flags |= TokenFlags::TITLE;
    }
    flags
}
