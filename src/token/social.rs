//! The tokenizer for social media.
//!
//! Plain ASCII words, spaces and full stops take a short path: runs of letters come from bit masks, and their forms are slices of
//! one lower-case copy of the text. Everything else is looked at by what it starts with, in functions of their own, each of which
//! looks ahead a bounded number of bytes only.

mod address;
mod apostrophe;
mod calendar;
mod chars;
mod emoji;
mod emoticon;
mod entity;
mod fold;
mod hashtag;
mod kaomoji;
mod letterform;
mod letters;
mod number;
mod phone;
mod signs;
mod unspaced;
mod word;

pub(crate) use chars::is_unspaced;
pub(super) use emoji::is_base as is_emoji;
pub(super) use fold::Folded;

use super::{TokenFlags, TokenKind, Tokenizer, Tokens, Vocabulary};
use crate::Span;
use address::{Address, Addresses};
use chars::{CLASS, Class, ENDS_WORD, char_at, char_before, is_alnum};
use fold::Places;
use letters::Letters;
use std::sync::Arc;

/// Reads text the way it is written on social media.
///
/// It knows web and e-mail addresses, handles, hashtags (which are taken apart into words), emoji as whole grapheme clusters,
/// emoticons and kaomoji, contractions, numbers with their units, dates and times, telephone numbers, codes, and runs of scripts
/// that are written without spaces. HTML entities are decoded; full-width and styled letters, curly quotes and accents written
/// apart are folded; invisible characters are dropped; letters repeated three times or more are cut to two. Spans always point
/// at the original text.
///
/// The time is linear in the bytes of any text. Nothing is allocated once the buffer of tokens has grown to the size of the text.
///
/// ```
/// use hearken::token::{SocialTokenizer, TokenKind, Tokenizer, Tokens};
///
/// let mut tokens = Tokens::new();
/// SocialTokenizer::new().tokenize("@acme my flight’s 3hrs late 😡 #NeverAgain", &mut tokens);
/// let kinds: Vec<TokenKind> = tokens.as_slice().iter().map(|token| token.kind).collect();
/// use TokenKind::*;
/// assert_eq!(kinds, [Mention, Word, Word, Duration, Word, Emoji, Hashtag, Hashtag]);
/// assert_eq!(tokens.form(2), "flight's");
/// assert_eq!(tokens.form(7), "again");
/// ```
#[derive(Clone, Default)]
pub struct SocialTokenizer {
    vocabulary: Option<Arc<dyn Vocabulary>>,
}

impl SocialTokenizer {
    /// A tokenizer that splits hashtags by their capitals, digits and underscores only.
    pub fn new() -> Self {
        SocialTokenizer::default()
    }

    /// The same, splitting hashtags written in one case by the words of `vocabulary` as well.
    ///
    /// A part the vocabulary does not know is cut into the known words whose costs have the smallest sum; of equal sums the one
    /// whose last word is longest wins. It stays whole if no such cut exists or it has more than 64 letters.
    ///
    /// ```
    /// use hearken::token::{SocialTokenizer, Tokenizer, Tokens, Vocabulary};
    /// use std::sync::Arc;
    ///
    /// struct Few;
    /// impl Vocabulary for Few {
    ///     fn cost(&self, word: &str) -> Option<u32> {
    ///         ["never", "again"].contains(&word).then_some(1)
    ///     }
    /// }
    /// let mut tokens = Tokens::new();
    /// SocialTokenizer::new().with_vocabulary(Arc::new(Few)).tokenize("#neveragain", &mut tokens);
    /// assert_eq!((tokens.form(0), tokens.form(1)), ("never", "again"));
    /// ```
    #[must_use]
    pub fn with_vocabulary(mut self, vocabulary: Arc<dyn Vocabulary>) -> Self {
        self.vocabulary = Some(vocabulary);
        self
    }
}

impl std::fmt::Debug for SocialTokenizer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SocialTokenizer").field("vocabulary", &self.vocabulary.is_some()).finish()
    }
}

impl Tokenizer for SocialTokenizer {
    fn tokenize(&self, text: &str, tokens: &mut Tokens) {
        let vocabulary = self.vocabulary.as_deref();
        let text = addressable(text);
        if !fold::may_change(text) {
            return Scanner::new(text, tokens, vocabulary, None).run();
        }
        let mut folded = std::mem::take(&mut tokens.folded);
        if folded.read(text) {
            Scanner::new(folded.text(), tokens, vocabulary, Some(folded.places())).run();
        } else {
            Scanner::new(text, tokens, vocabulary, None).run();
        }
        tokens.folded = folded;
    }
}

/// The part of a text whose spans and forms fit 32 bits: all of it, up to 1 GiB.
fn addressable(text: &str) -> &str {
    let mut end = text.len().min(1 << 30);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// One walk over one text.
struct Scanner<'a> {
    text: &'a str,
    bytes: &'a [u8],
    pos: usize,
    tokens: &'a mut Tokens,
    /// Where the lower-case copy of the text starts in the forms.
    copy: usize,
    letters: Letters,
    addresses: Addresses,
    vocabulary: Option<&'a dyn Vocabulary>,
    places: Option<Places<'a>>,
    /// No white space since the last token.
    glued: bool,
    /// Where the single quote that closes a quotation stands.
    closing_quote: usize,
}

impl<'a> Scanner<'a> {
    fn new(text: &'a str, tokens: &'a mut Tokens, vocabulary: Option<&'a dyn Vocabulary>, places: Option<Places<'a>>) -> Self {
        let forms = tokens.forms_mut();
        let copy = forms.len();
        forms.push_str(text);
        forms[copy..].make_ascii_lowercase();
        Scanner {
            text,
            bytes: text.as_bytes(),
            pos: 0,
            tokens,
            copy,
            letters: Letters::new(),
            addresses: Addresses::default(),
            vocabulary,
            places,
            glued: false,
            closing_quote: usize::MAX,
        }
    }

    /// Reads the whole text.
    fn run(mut self) {
        while let Some(&byte) = self.bytes.get(self.pos) {
            match CLASS[byte as usize] {
                Class::Space => self.space(),
                Class::Letter => self.words(),
                Class::Dot => self.dots(),
                Class::Shout => self.run_of(|byte| byte == b'!' || byte == b'?'),
                Class::Mark => self.mark(),
                Class::Digit => self.digit(),
                Class::At => self.at_sign(),
                Class::Hash => self.hash(),
                Class::Dollar => self.currency('$'),
                Class::Apostrophe => self.apostrophe(),
                Class::Plus => self.plus(),
                Class::Face => self.face(),
                Class::Control => self.push(TokenKind::Other, self.pos + 1, TokenFlags::NONE),
                Class::High => self.beyond_ascii(),
            }
        }
    }

    /// Goes over one ASCII space.
    #[inline]
    fn space(&mut self) {
        self.pos += 1;
        self.glued = false;
    }

    /// The short path: words of ASCII letters, each with one apostrophe inside or none, with single spaces between them, up to
    /// anything else. Most of most posts is read in this loop.
    #[inline]
    fn words(&mut self) {
        loop {
            let start = self.pos;
            let mut run = self.letters.run(self.bytes, start);
            let mut next = self.byte_or_space(run.end);
            let mut flags = TokenFlags::NONE;
            let mut letters = run.end - start;
            if next == b'\'' {
                let rest = self.letters.run(self.bytes, run.end + 1);
                let length = rest.end - run.end - 1;
                if length > 0 {
                    flags = TokenFlags::APOSTROPHE;
                    letters += length;
                    run = run.join(rest);
                    next = self.byte_or_space(run.end);
                }
            }
            let ends = ENDS_WORD[next as usize] || (next == b'.' && letters > 2 && self.ends_sentence(run.end));
            if !ends || run.elongated || self.bytes[start] | 0x20 == b'x' {
                return self.long_word();
            }
            if letters > 1 && run.first_capital {
                flags |= if run.all_capitals { TokenFlags::CAPITALS } else { TokenFlags::TITLE };
            }
            self.push(TokenKind::Word, run.end, flags);
            if next != b' ' {
                return;
            }
            self.space();
            if !self.byte_or_space(self.pos).is_ascii_alphabetic() {
                return;
            }
        }
    }

    /// Whether the full stop at byte `at` is no part of an address.
    #[inline]
    fn ends_sentence(&self, at: usize) -> bool {
        let after = self.byte_or_space(at + 1);
        after.is_ascii() && !after.is_ascii_alphanumeric()
    }

    /// The byte at `at`; after the end, a space.
    #[inline]
    fn byte_or_space(&self, at: usize) -> u8 {
        self.bytes.get(at).copied().unwrap_or(b' ')
    }

    /// A word that is not, or may not be, letters only.
    #[inline(never)]
    fn long_word(&mut self) {
        let start = self.pos;
        let letters_end = self.letters.run(self.bytes, start).end;
        let (next, after) = (self.byte_or_space(letters_end), self.byte_or_space(letters_end + 1));
        let address = match next {
            b'.' | b'@' | b'_' | b'+' | b'-' | b'%' => after.is_ascii_alphanumeric(),
            b'0'..=b'9' => true,
            _ => next == b':' && after == b'/',
        };
        if address && let Some(found) = self.addresses.find(self.text, start) {
            return self.address(found);
        }
        if letters_end - start <= 2
            && matches!(next, b'_' | b'.' | b'-' | b'^' | b':' | b'=')
            && let Some(end) = emoticon::end(self.text, start)
        {
            return self.drawn(end);
        }
        if emoticon::is_laugh(&self.bytes[start..letters_end])
            && !self.before_is_alnum()
            && !is_alnum(char_at(self.text, letters_end))
        {
            return self.drawn(letters_end);
        }
        if matches!(next, b'$' | b'.' | b'0'..=b'9')
            && let Some(end) = number::money_after_word(self.text, start, letters_end)
        {
            return self.push(TokenKind::Money, end, TokenFlags::NONE);
        }
        self.read_word();
    }

    /// Reads a word with all that may stand inside it.
    fn read_word(&mut self) {
        let start = self.pos;
        let mut word = word::read(self.text, start, &mut self.letters);
        let kind = word.kind(&self.bytes[start..word.end]);
        if kind == TokenKind::Word {
            self.trailing_apostrophe(&mut word);
        }
        self.push_word(kind, start, &word);
    }

    /// Pushes a word that was read, with its form written anew where it must be.
    fn push_word(&mut self, kind: TokenKind, start: usize, word: &word::Reading) {
        let flags = word.flags();
        if !word.needs_writing() || kind == TokenKind::Code || self.bytes[start..word.end].eq_ignore_ascii_case(b"www") {
            return self.push(kind, word.end, flags);
        }
        let form_start = self.tokens.forms().len();
        let text = self.text;
        let elongated = word::write_form(&text[start..word.end], kind, self.tokens.forms_mut());
        let flags = if elongated { flags | TokenFlags::ELONGATED } else { flags };
        self.push_form(kind, start, word.end, (form_start, self.tokens.forms().len()), flags);
    }

    /// Pushes a web or e-mail address.
    fn address(&mut self, found: Address) {
        match found {
            Address::Url(end) => self.push(TokenKind::Url, end, TokenFlags::NONE),
            Address::Email(end) => self.push(TokenKind::Email, end, TokenFlags::NONE),
        }
    }

    /// An emoticon up to byte `end`.
    fn drawn(&mut self, end: usize) {
        self.push_written(TokenKind::Emoticon, self.pos, end, TokenFlags::NONE);
    }

    /// Whether a letter or digit stands right before.
    fn before_is_alnum(&self) -> bool {
        is_alnum(char_before(self.text, self.pos))
    }

    /// Pushes a token from here to `end` whose form is its lower-case copy.
    #[inline]
    fn push(&mut self, kind: TokenKind, end: usize, flags: TokenFlags) {
        let start = self.pos;
        self.push_form(kind, start, end, (self.copy + start, self.copy + end), flags);
    }

    /// Pushes a token whose form is written anew, with repetitions cut.
    fn push_written(&mut self, kind: TokenKind, start: usize, end: usize, flags: TokenFlags) {
        let form_start = self.tokens.forms().len();
        let text = self.text;
        let elongated = word::write_form(&text[start..end], kind, self.tokens.forms_mut());
        let flags = if elongated { flags | TokenFlags::ELONGATED } else { flags };
        self.push_form(kind, start, end, (form_start, self.tokens.forms().len()), flags);
    }

    /// Pushes a token whose form stands at `form` in the forms, and goes on after it.
    #[inline]
    fn push_form(&mut self, kind: TokenKind, start: usize, end: usize, form: (usize, usize), mut flags: TokenFlags) {
        if self.glued {
            flags |= TokenFlags::JOINED;
        }
        let mut span = Span::new(start as u32, end as u32);
        if let Some(places) = &mut self.places {
            let (place, hidden) = places.of(start, end);
            span = place;
            if hidden {
                flags |= TokenFlags::INVISIBLE;
            }
        }
        self.tokens.push_form(kind, span, Span::new(form.0 as u32, form.1 as u32), flags);
        self.pos = end;
        self.glued = true;
    }
}
