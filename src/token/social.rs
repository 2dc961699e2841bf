//! The tokenizer for social media.
//!
//! Plain ASCII words, spaces and full stops take a short path: runs of letters come from bit masks, and their forms are slices of
//! one lower-case copy of the text. Everything else is looked at by what it starts with, in functions of their own, each of which
//! looks ahead a bounded number of bytes only.

mod address;
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
mod word;

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

/// How far ahead the end of a quotation in single quotes is looked for, in bytes.
const QUOTATION: usize = 96;

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

    /// Takes an apostrophe at the end (`James'`, `goin'`) unless it closes a quotation.
    fn trailing_apostrophe(&mut self, word: &mut word::Reading) {
        let end = word.end;
        let quoted = end == self.closing_quote || self.bytes.get(end) != Some(&b'\'');
        let goes_on = char_at(self.text, end + 1).is_some_and(|c| c == '\'' || c.is_alphanumeric());
        if !quoted && !goes_on {
            word.add_apostrophe(end + 1);
        }
    }

    fn push_word(&mut self, kind: TokenKind, start: usize, word: &word::Reading) {
        let flags = word.flags();
        if !word.needs_writing() || kind == TokenKind::Code || self.bytes[start..word.end].eq_ignore_ascii_case(b"www") {
            return self.push(kind, word.end, flags);
        }
        let form_start = self.tokens.forms().len();
        let text = self.text;
        let elongated = word::write_form(&text[start..word.end], true, self.tokens.forms_mut());
        let flags = if elongated { flags | TokenFlags::ELONGATED } else { flags };
        self.push_form(kind, start, word.end, (form_start, self.tokens.forms().len()), flags);
    }

    fn address(&mut self, found: Address) {
        match found {
            Address::Url(end) => self.push(TokenKind::Url, end, TokenFlags::NONE),
            Address::Email(end) => self.push(TokenKind::Email, end, TokenFlags::NONE),
        }
    }

    #[inline(never)]
    fn digit(&mut self) {
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

    #[inline(never)]
    fn dots(&mut self) {
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
    fn ellipsis(&mut self) {
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

    fn mark(&mut self) {
        if matches!(self.bytes[self.pos], b'}' | b'"')
            && self.bytes.get(self.pos + 1) == Some(&b':')
            && let Some(end) = emoticon::end(self.text, self.pos)
        {
            return self.drawn(end);
        }
        self.same_marks();
    }

    /// A run of one ASCII mark.
    fn same_marks(&mut self) {
        let first = self.bytes[self.pos];
        self.run_of(|byte| byte == first);
    }

    fn run_of(&mut self, same: impl Fn(u8) -> bool) {
        let length = self.bytes[self.pos..].iter().take_while(|&&byte| same(byte)).count();
        self.push(TokenKind::Punctuation, self.pos + length, TokenFlags::NONE);
    }

    #[inline(never)]
    fn at_sign(&mut self) {
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

    #[inline(never)]
    fn hash(&mut self) {
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

    #[inline(never)]
    fn currency(&mut self, sign: char) {
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

    fn plus(&mut self) {
        if !self.before_is_alnum()
            && self.bytes.get(self.pos + 1).is_some_and(|byte| byte.is_ascii_digit() || *byte == b'(')
            && let Some(phone::Groups::Phone(end)) = phone::find(self.text, self.pos)
        {
            return self.push(TokenKind::Phone, end, TokenFlags::NONE);
        }
        self.same_marks();
    }

    /// An apostrophe that opens a word (`'tis`) or a quotation, or closes one.
    #[inline(never)]
    fn apostrophe(&mut self) {
        let start = self.pos;
        if self.bytes.get(start + 1) == Some(&b'_')
            && let Some(end) = emoticon::end(self.text, start)
        {
            return self.drawn(end);
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
        let quoted = match closing {
            Some(closing) => closing == word.end || !is_clipped(&self.text[start + 1..word.end]),
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

    /// Where a single quote closes what opens before byte `from`: it follows no space, and nothing that goes on follows it.
    fn find_closing_quote(&self, from: usize) -> Option<usize> {
        let reach = &self.bytes[from..self.bytes.len().min(from + QUOTATION)];
        (1..reach.len()).map(|index| from + index).find(|&at| {
            self.bytes[at] == b'\''
                && !self.bytes[at - 1].is_ascii_whitespace()
                && !char_at(self.text, at + 1).is_some_and(|c| c.is_alphanumeric() || c == '\'')
        })
    }

    /// A mark that may begin an emoticon.
    #[inline(never)]
    fn face(&mut self) {
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

    #[inline(never)]
    fn beyond_ascii(&mut self) {
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
    fn outlandish_face(&self, c: char) -> Option<usize> {
        if kaomoji::may_start(c)
            && let Some(end) = kaomoji::end(self.text, self.pos)
        {
            return Some(end);
        }
        emoticon::end(self.text, self.pos)
    }

    /// A run of a script without spaces.
    fn unspaced(&mut self) {
        let start = self.pos;
        let inside = |c: char| {
            chars::is_unspaced(c) || chars::is_invisible(c) || (!c.is_ascii() && !c.is_alphanumeric() && chars::is_mark(c))
        };
        let length = self.text[start..].chars().take_while(|&c| inside(c)).map(char::len_utf8).sum::<usize>();
        self.push_written(TokenKind::Unspaced, start, start + length, TokenFlags::NON_ASCII);
    }

    /// A run of one character.
    fn same_chars(&mut self, first: char, kind: TokenKind) {
        let rest = &self.text[self.pos..];
        let length = rest.len() - rest.trim_start_matches(first).len();
        self.push(kind, self.pos + length, TokenFlags::NONE);
    }

    fn emoji(&mut self, end: usize) {
        let start = self.pos;
        let form_start = self.tokens.forms().len();
        let text = self.text;
        emoji::write_form(&text[start..end], self.tokens.forms_mut());
        self.push_form(TokenKind::Emoji, start, end, (form_start, self.tokens.forms().len()), TokenFlags::NONE);
    }

    /// An emoticon up to byte `end`.
    fn drawn(&mut self, end: usize) {
        self.push_written(TokenKind::Emoticon, self.pos, end, TokenFlags::NONE);
    }

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
        let elongated = word::write_form(&text[start..end], false, self.tokens.forms_mut());
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

/// Words that lost their beginning, written with an apostrophe in its place; any other word after a single quote is quoted if
/// the quotation is closed.
fn is_clipped(word: &str) -> bool {
    ["tis", "twas", "em", "cause", "cuz", "coz", "til", "till", "bout", "n"].iter().any(|known| word.eq_ignore_ascii_case(known))
}
