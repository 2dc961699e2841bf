//! From text to tokens: what stands where, and of what kind, without knowing a single word.
//!
//! A [`Tokenizer`] fills a [`Tokens`] buffer. Two are built in: [`SocialTokenizer`], which knows the shapes of social
//! media, and [`PlainTokenizer`], which follows the word boundaries of Unicode's UAX #29. A user may bring another one.

mod plain;
mod social;

pub use plain::PlainTokenizer;
pub use social::SocialTokenizer;
pub(crate) use social::is_unspaced;

use crate::Span;

/// What a token is, judged by its shape alone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// A word of a spaced script, with inner apostrophes and hyphens: `don't`, `no-show`, `naïve`.
    #[default]
    Word,
    /// A word that was part of a hashtag: `#WorstAirlineEver` gives three.
    Hashtag,
    /// Digits as a count or an identifier: `3`, `4,050`, `2.5`, `20%`.
    Number,
    /// `1st`, `22nd`.
    Ordinal,
    /// `$20`, `£3.50`, `20€`, `5k$`.
    Money,
    /// A stretch of time written together: `3hrs`, `45min`, `2h`.
    Duration,
    /// A clock time: `10:30`, `5pm`, `17h30`.
    Time,
    /// A date in digits: `12/05/2024`, `2024-05-12`.
    Date,
    /// Letters and digits mixed, or an error code or model number: `E-405`, `WH-1000XM4`, `0x80070057`.
    Code,
    /// A telephone number: seven digits or more with the separators people use, or an international prefix.
    Phone,
    /// A web address, with or without a scheme.
    Url,
    /// An e-mail address.
    Email,
    /// `@someone`.
    Mention,
    /// One emoji: a whole extended grapheme cluster.
    Emoji,
    /// `:-)`, `</3`, `¯\_(ツ)_/¯`.
    Emoticon,
    /// A run of one punctuation mark or of `!` and `?` mixed: `.`, `...`, `?!!`, `—`.
    Punctuation,
    /// A run of letters of a script written without spaces (Han, kana, Thai, …), to be segmented by a lexicon.
    Unspaced,
    /// Anything else that is not white space.
    Other,
}

impl TokenKind {
    /// Whether tokens of this kind are looked up as words.
    pub const fn is_word(self) -> bool {
        matches!(self, TokenKind::Word | TokenKind::Hashtag)
    }
}

/// Properties of a token's surface that its folded form no longer shows; combine with `|`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct TokenFlags(u8);

impl TokenFlags {
    /// No property.
    pub const NONE: TokenFlags = TokenFlags(0);
    /// Two or more letters, all of them capitals.
    pub const CAPITALS: TokenFlags = TokenFlags(1);
    /// The first letter is a capital and not all are.
    pub const TITLE: TokenFlags = TokenFlags(2);
    /// A letter was repeated three times or more; the form keeps two of them (`soooo` → `soo`).
    pub const ELONGATED: TokenFlags = TokenFlags(4);
    /// No white space between this token and the one before it.
    pub const JOINED: TokenFlags = TokenFlags(8);
    /// Invisible characters were dropped from the inside of the word.
    pub const INVISIBLE: TokenFlags = TokenFlags(16);
    /// The form has a hyphen inside (`no-show`).
    pub const HYPHENATED: TokenFlags = TokenFlags(32);
    /// The form has an apostrophe inside or at its end (`don't`, `James'`).
    pub const APOSTROPHE: TokenFlags = TokenFlags(64);
    /// The form has a letter outside ASCII.
    pub const NON_ASCII: TokenFlags = TokenFlags(128);

    /// The properties that are not among `other`.
    pub(crate) const fn without(self, other: TokenFlags) -> TokenFlags {
        TokenFlags(self.0 & !other.0)
    }

    /// Whether every property of `other` is set.
    pub const fn has(self, other: TokenFlags) -> bool {
        self.0 & other.0 == other.0
    }
}

impl std::ops::BitOr for TokenFlags {
    type Output = TokenFlags;
    fn bitor(self, other: TokenFlags) -> TokenFlags {
        TokenFlags(self.0 | other.0)
    }
}

impl std::ops::BitOrAssign for TokenFlags {
    fn bitor_assign(&mut self, other: TokenFlags) {
        self.0 |= other.0;
    }
}

/// One token: where it stands, what kind it is, and where its folded form lies in the buffer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Token {
    /// Where it stands in the text.
    pub span: Span,
    /// What it is.
    pub kind: TokenKind,
    /// What its surface showed.
    pub flags: TokenFlags,
    form: Span,
}

/// The tokens of one text, with their folded forms, in a buffer that is used again for the next text.
///
/// Spans are in order and do not overlap; [`Tokens::push`] refuses others.
#[derive(Clone, Debug, Default)]
pub struct Tokens {
    tokens: Vec<Token>,
    forms: String,
    /// Where the characters of unspaced tokens stand that are not written as they are read: the end in the forms, and the place.
    places: Vec<(u32, Span)>,
    /// Room for a tokenizer that has to fold the text before it reads it.
    folded: social::Folded,
}

impl Tokens {
    /// An empty buffer.
    pub fn new() -> Self {
        Tokens::default()
    }

    /// Forgets the tokens and keeps the memory.
    pub fn clear(&mut self) {
        self.tokens.clear();
        self.forms.clear();
        self.places.clear();
    }

    /// Adds a token and says whether it was taken: a span that is empty or starts before the end of the last one is refused.
    ///
    /// `form` is the folded form: lower case, half-width, straight apostrophe, at most two equal letters in a row
    /// where there were three or more.
    ///
    /// ```
    /// use hearken::{Span, token::{TokenFlags, TokenKind, Tokens}};
    /// let mut tokens = Tokens::new();
    /// assert!(tokens.push(TokenKind::Word, Span::new(0, 4), "late", TokenFlags::NONE));
    /// assert!(!tokens.push(TokenKind::Word, Span::new(2, 6), "teag", TokenFlags::NONE));
    /// assert_eq!(tokens.form(0), "late");
    /// ```
    #[inline]
    pub fn push(&mut self, kind: TokenKind, span: Span, form: &str, flags: TokenFlags) -> bool {
        let start = self.forms.len();
        self.forms.push_str(form);
        self.push_written(kind, span, start, flags)
    }

    /// Adds a token whose form has already been written to the end of [`Tokens::forms_mut`] from byte `form_start` on.
    #[inline]
    pub(crate) fn push_written(&mut self, kind: TokenKind, span: Span, form_start: usize, flags: TokenFlags) -> bool {
        let form = Span::new(form_start as u32, self.forms.len() as u32);
        let taken = self.push_form(kind, span, form, flags);
        if !taken {
            self.forms.truncate(form_start);
        }
        taken
    }

    /// Adds a token whose form already stands at `form` in [`Tokens::forms`]; forms of several tokens may share bytes.
    #[inline]
    pub(crate) fn push_form(&mut self, kind: TokenKind, span: Span, form: Span, flags: TokenFlags) -> bool {
        let in_order = self.tokens.last().is_none_or(|last| last.span.end <= span.start);
        if !in_order || span.is_empty() {
            return false;
        }
        self.tokens.push(Token { span, kind, flags, form });
        true
    }

    /// Notes where the character that was just written to the forms stands.
    fn note_place(&mut self, place: Span) {
        self.places.push((self.forms.len() as u32, place));
    }

    /// Lets the character noted last reach up to byte `end` of the text.
    fn prolong_place(&mut self, end: u32) {
        if let Some((_, place)) = self.places.last_mut() {
            place.end = end;
        }
    }

    /// Where the bytes `start..end` of a token's form stand in the text; of a form that is not written as it is read, the place of the
    /// whole token, unless its characters were noted.
    pub(crate) fn place_of(&self, token: &Token, start: usize, end: usize) -> Span {
        let (first, last) = (token.form.start + start as u32, token.form.start + end as u32);
        if !self.places.is_empty()
            && let Ok(to) = self.places.binary_search_by_key(&last, |(end, _)| *end)
        {
            let from = self.places.partition_point(|(end, _)| *end <= first);
            return self.places[from].1.join(self.places[to].1);
        }
        if token.form.len() == token.span.len() {
            return Span::new(token.span.start + start as u32, token.span.start + end as u32);
        }
        token.span
    }

    /// All forms written so far.
    pub(crate) fn forms(&self) -> &str {
        &self.forms
    }

    /// The buffer of forms, for a tokenizer that writes a form while it reads.
    pub(crate) fn forms_mut(&mut self) -> &mut String {
        &mut self.forms
    }

    /// The tokens in the order of the text.
    pub fn as_slice(&self) -> &[Token] {
        &self.tokens
    }

    /// How many tokens there are.
    pub fn len(&self) -> usize {
        self.tokens.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.tokens.is_empty()
    }

    /// The folded form of token `index`, or an empty string if there is no such token.
    pub fn form(&self, index: usize) -> &str {
        self.tokens.get(index).map_or("", |token| self.form_of(token))
    }

    /// The folded form of a token of this buffer; of a token of another buffer, whatever stands at its place, or an empty string.
    #[inline]
    pub fn form_of(&self, token: &Token) -> &str {
        token.form.of(&self.forms)
    }
}

/// Turns a text into tokens.
///
/// An implementation must be total: any text gives tokens, none may panic, and the time must be linear in the bytes of the
/// text. Tokens are pushed in the order of the text. Bytes that belong to no token (white space) are left out.
///
/// ```
/// use hearken::token::{Tokenizer, TokenFlags, TokenKind, Tokens};
/// use hearken::Span;
///
/// /// Words are what stands between commas.
/// struct Commas;
/// impl Tokenizer for Commas {
///     fn tokenize(&self, text: &str, tokens: &mut Tokens) {
///         let mut start = 0;
///         for part in text.split(',') {
///             let span = Span::new(start, start + part.len() as u32);
///             tokens.push(TokenKind::Word, span, &part.to_lowercase(), TokenFlags::NONE);
///             start = span.end + 1;
///         }
///     }
/// }
/// let mut tokens = Tokens::new();
/// Commas.tokenize("Late,again", &mut tokens);
/// assert_eq!(tokens.form(1), "again");
/// ```
pub trait Tokenizer: Send + Sync {
    /// Appends the tokens of `text` to `tokens`, which the caller has cleared.
    fn tokenize(&self, text: &str, tokens: &mut Tokens);
}

/// The words a tokenizer may split a hashtag into (`#neveragain`); implemented by a lexicon.
pub trait Vocabulary: Send + Sync {
    /// How common the folded word is: `None` if unknown, otherwise a cost; a split with the smallest sum wins, so
    /// common words cost less. Called for many substrings of a hashtag: one look-up is what it should cost.
    fn cost(&self, word: &str) -> Option<u32>;
}
