//! Tokens looked up: the terms that patterns, scopes and sums work on.

use super::disguise::Disguise;
use super::grams::GramHit;
use super::segment::Letter;
use super::{Classes, Lexicon, Marks, UNKNOWN, WordId, names::Names};
use crate::Span;
use crate::token::{Token, TokenFlags, TokenKind, Tokens};

/// What separates a term from the one before it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Boundary {
    /// At most white space.
    #[default]
    None,
    /// The mark between the members of a list in Chinese and Japanese.
    List,
    /// A comma.
    Comma,
    /// A semicolon, colon, dash, bracket, ellipsis or new line.
    Clause,
    /// A full stop, a question or exclamation mark.
    Sentence,
}

/// A word as the later stages see it: looked up, with variants resolved.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Term {
    pub(crate) word: WordId,
    /// Where its token stands; several terms may share one (`don't` is two).
    pub(crate) span: Span,
    pub(crate) classes: Classes,
    pub(crate) flags: TokenFlags,
    /// What stands before it.
    pub(crate) boundary: Boundary,
    /// Whether it stands between quotation marks.
    pub(crate) quoted: bool,
    /// Index of its sentence.
    pub(crate) sentence: u32,
}

/// A run of terms that ends with a full stop, a question or an exclamation mark, or with the text.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Sentence {
    pub(crate) start: u32,
    pub(crate) end: u32,
    /// Terms before this one are mentions that open the sentence.
    pub(crate) body: u32,
    pub(crate) question: bool,
}

/// The terms of a post, in a buffer that is used again.
#[derive(Clone, Debug, Default)]
pub(crate) struct Terms {
    pub(crate) terms: Vec<Term>,
    pub(crate) sentences: Vec<Sentence>,
    /// The account or name taken for the brand, if none was given.
    pub(crate) assumed_brand: Option<Span>,
    /// Each gram once, in the order of the text.
    pub(crate) grams: Vec<GramHit>,
    /// The characters of a run without spaces.
    letters: Vec<Letter>,
    /// A word put together.
    scratch: String,
}

/// Doubled letters of an elongated word that are tried singly.
const MOST_DOUBLES: usize = 4;

/// Writes the terms of tokens, whose forms have the numbers `words`; tokens that hide a word become one term.
#[inline(never)]
pub(crate) fn annotate(
    text: &str,
    tokens: &Tokens,
    words: &[WordId],
    disguises: &[Disguise],
    lexicon: &Lexicon,
    names: &Names,
    terms: &mut Terms,
) {
    terms.terms.clear();
    terms.sentences.clear();
    terms.assumed_brand = None;
    terms.grams.clear();
    let mut writer = Writer {
        text,
        lexicon,
        assume: !names.has(Classes::BRAND),
        out: terms,
        boundary: Boundary::None,
        quoted: false,
        sentence: Sentence::default(),
        names,
        after_unspaced: false,
    };
    let bytes = text.as_bytes();
    let mut end = 0;
    let mut named = (Classes::NONE, 0);
    let mut disguises = disguises.iter().copied().peekable();
    for (index, (token, &word)) in tokens.as_slice().iter().zip(words).enumerate() {
        let start = token.span.start as usize;
        if bytes.get(end..start).is_some_and(|gap| gap.contains(&b'\n')) {
            writer.boundary = writer.boundary.max(Boundary::Clause);
        }
        end = token.span.end as usize;
        if let Some(disguise) = disguises.next_if(|disguise| disguise.last == index + 1) {
            writer.disguised(token, disguise);
            continue;
        }
        if disguises.peek().is_some_and(|disguise| disguise.first <= index) {
            continue;
        }
        if named.1 == 0 && !names.is_empty() {
            named = names.find(text, tokens, index).unwrap_or_default();
        }
        let class = if named.1 > 0 { named.0 } else { Classes::NONE };
        named.1 = named.1.saturating_sub(1);
        writer.token(tokens, token, word, class);
        writer.after_unspaced = token.kind == TokenKind::Unspaced;
    }
    writer.end_sentence();
    once(&mut terms.grams);
}

/// Keeps the first hit of each gram.
fn once(hits: &mut Vec<GramHit>) {
    hits.sort_unstable();
    hits.dedup_by_key(|hit| hit.gram);
    hits.sort_unstable_by_key(|hit| (hit.span, hit.gram));
}

struct Writer<'a> {
    text: &'a str,
    lexicon: &'a Lexicon,
    assume: bool,
    out: &'a mut Terms,
    boundary: Boundary,
    quoted: bool,
    sentence: Sentence,
    names: &'a Names,
    /// The last token was a run without spaces.
    after_unspaced: bool,
}

impl Writer<'_> {
    #[inline]
    fn token(&mut self, tokens: &Tokens, token: &Token, word: WordId, class: Classes) {
        let form = tokens.form_of(token);
        match token.kind {
            TokenKind::Word | TokenKind::Hashtag => self.word(token, form, word, class),
            TokenKind::Punctuation => self.punctuation(form),
            TokenKind::Unspaced => self.unspaced(tokens, token, form),
            TokenKind::Mention => self.mention(token, class),
            _ => self.push(token, word, class),
        }
    }

    #[cold]
    fn disguised(&mut self, token: &Token, disguise: Disguise) {
        let mut whole = *token;
        (whole.span, whole.kind) = (disguise.span, TokenKind::Word);
        self.push(&whole, disguise.word, Classes::NONE);
    }

    #[inline]
    fn word(&mut self, token: &Token, form: &str, mut word: WordId, class: Classes) {
        if token.flags.has(TokenFlags::ELONGATED) {
            word = self.as_written(token).unwrap_or(word);
        }
        if word == UNKNOWN {
            self.unknown(token, form, class);
        } else {
            self.known(token, word, class);
        }
    }

    /// A word, or the words it stands for.
    #[inline]
    fn known(&mut self, token: &Token, word: WordId, class: Classes) {
        if self.lexicon.entry(word).marks.has(Marks::VARIANT) {
            self.variant(token, word, class);
        } else {
            self.push(token, word, class);
        }
    }

    #[inline]
    fn push(&mut self, token: &Token, word: WordId, class: Classes) {
        if self.boundary == Boundary::Sentence && !self.out.terms.is_empty() {
            self.end_sentence();
        }
        let mut classes = Classes::of(token.kind).or(class);
        let known = word != UNKNOWN && self.lexicon.entry(word).marks.has(Marks::ORDINARY);
        let inside = self.out.terms.len() as u32 > self.sentence.body;
        let named = inside && token.flags.has(TokenFlags::TITLE) && !self.lexicon.capitals_in_nouns;
        if token.kind.is_word() && (!known || named) {
            classes = classes.or(Classes::NAME);
        }
        if class.any(Classes::BRAND) {
            classes.0 &= !Classes::NAME.0;
        }
        self.out.terms.push(Term {
            word,
            span: token.span,
            classes,
            flags: token.flags,
            boundary: self.boundary,
            quoted: self.quoted,
            sentence: self.out.sentences.len() as u32,
        });
        self.boundary = Boundary::None;
    }

    /// A word that has three equal letters in a row by right: `bbb`, `www`.
    #[cold]
    fn as_written(&mut self, token: &Token) -> Option<WordId> {
        self.out.scratch.clear();
        self.out.scratch.extend(token.span.of(self.text).chars().flat_map(char::to_lowercase));
        let word = self.lexicon.get(&self.out.scratch);
        (word != UNKNOWN).then_some(word)
    }

    #[cold]
    fn variant(&mut self, token: &Token, word: WordId, class: Classes) {
        let lexicon = self.lexicon;
        for &part in lexicon.resolve(word) {
            self.push(token, part, class);
        }
    }

    #[cold]
    fn mention(&mut self, token: &Token, class: Classes) {
        let mut class = class;
        if self.assume && self.out.assumed_brand.is_none() {
            self.out.assumed_brand = Some(token.span);
            class = class.or(Classes::BRAND);
        }
        if !class.any(Classes::BRAND) {
            class = class.or(Classes::NAME);
        }
        self.push(token, UNKNOWN, class);
        if self.sentence.body + 1 == self.out.terms.len() as u32 {
            self.sentence.body += 1;
        }
    }

    /// A word no file names: an owner's `'s`, joined parts, or a drawn-out word.
    #[cold]
    fn unknown(&mut self, token: &Token, form: &str, class: Classes) {
        if token.flags.has(TokenFlags::APOSTROPHE) {
            if let Some(owner) = form.strip_suffix("'s") {
                self.push(token, self.lexicon.get(owner), class);
                return self.push(token, self.lexicon.get("'s"), Classes::NONE);
            }
            let bare = form.trim_matches('\'');
            let word = self.lexicon.get(bare);
            if bare.len() < form.len() && word != UNKNOWN {
                return self.word(token, bare, word, class);
            }
        }
        if token.flags.has(TokenFlags::ELONGATED)
            && let Some(word) = self.shortened(form)
        {
            return self.known(token, word, class);
        }
        if token.flags.has(TokenFlags::HYPHENATED) {
            for part in form.split('-').filter(|part| !part.is_empty()) {
                let word = self.lexicon.get(part);
                self.known(token, word, class);
            }
            return;
        }
        match self.lexicon.compounds.cut(form, self.lexicon, &mut self.out.scratch) {
            Some(parts) => parts.words().iter().for_each(|&word| self.known(token, word, class)),
            None => self.push(token, UNKNOWN, class),
        }
    }

    /// The known word a drawn-out form comes from: each doubled letter is tried double, then single.
    fn shortened(&mut self, form: &str) -> Option<WordId> {
        let letters = || form.chars().zip(form.chars().skip(1)).enumerate();
        let mut doubles = [0; MOST_DOUBLES];
        let mut tried = 0;
        for (at, _) in letters().filter(|(_, (letter, next))| letter == next).take(MOST_DOUBLES) {
            doubles[tried] = at + 1;
            tried += 1;
        }
        let scratch = &mut self.out.scratch;
        (1u32..1 << tried).find_map(|single| {
            scratch.clear();
            scratch.extend(form.chars().enumerate().filter_map(|(at, letter)| {
                let dropped = doubles[..tried].iter().position(|&double| double == at).is_some_and(|bit| single >> bit & 1 == 1);
                (!dropped).then_some(letter)
            }));
            let word = self.lexicon.get(scratch);
            (word != UNKNOWN).then_some(word)
        })
    }

    /// The words of a run without spaces; what is in none of them becomes unknown terms of one character.
    #[cold]
    fn unspaced(&mut self, tokens: &Tokens, token: &Token, form: &str) {
        let lexicon = self.lexicon;
        // Where words are not parted, a space parts clauses.
        if !token.flags.has(TokenFlags::JOINED) && self.after_unspaced {
            self.boundary = self.boundary.max(Boundary::Comma);
        }
        let mut letters = std::mem::take(&mut self.out.letters);
        lexicon.segmenter.read(form, &mut letters);
        let byte = |letter: usize| letters.get(letter).map_or(form.len(), |letter| letter.at);
        let mut at = 0;
        while at < letters.len() {
            let named = self.names.beginning(&form[letters[at].at..]);
            let (end, word, class) = match named {
                Some((class, length)) => (at + form[letters[at].at..][..length].chars().count(), UNKNOWN, class),
                None => {
                    let (end, word) = lexicon.segmenter.piece(form, &letters, at);
                    (end, word, Classes::NONE)
                }
            };
            let mut part = *token;
            part.span = tokens.place_of(token, byte(at), byte(end));
            if part.span.len() <= byte(end) - byte(at) {
                part.flags = part.flags.without(TokenFlags::ELONGATED);
            }
            self.known(&part, word, class);
            at = end;
        }
        if !lexicon.leanings.grams.is_empty() {
            let place = |start, end| tokens.place_of(token, start, end);
            lexicon.leanings.grams.find(&letters, form, place, &mut self.out.grams);
        }
        self.out.letters = letters;
    }

    fn punctuation(&mut self, form: &str) {
        let boundary = match form.as_bytes() {
            [b',', ..] => Boundary::Comma,
            [b'.'] => Boundary::Sentence,
            [b'.', ..] | [b';' | b':' | b'-' | b'(' | b')' | b'[' | b']' | b'|' | b'/', ..] => Boundary::Clause,
            [b'!' | b'?', ..] => {
                self.sentence.question |= form.contains('?');
                Boundary::Sentence
            }
            [b'"', ..] => {
                self.quoted = !self.quoted;
                Boundary::None
            }
            _ => match form.chars().next() {
                Some('“' | '«' | '„' | '「' | '『') => {
                    self.quoted = true;
                    Boundary::None
                }
                Some('”' | '»' | '」' | '』') => {
                    self.quoted = false;
                    Boundary::None
                }
                // They open a question or an exclamation.
                Some('¿' | '¡') => Boundary::Sentence,
                Some('。' | '！' | '？' | '‽' | '؟' | '।' | '⁉' | '‼') => {
                    self.sentence.question |= form.contains(['？', '‽', '؟', '⁉']);
                    Boundary::Sentence
                }
                Some('、') => Boundary::List,
                Some('，' | '،' | '・' | '〜') => Boundary::Comma,
                Some('…' | '—' | '–' | '；' | '：' | '·' | '•') => Boundary::Clause,
                _ => Boundary::None,
            },
        };
        self.boundary = self.boundary.max(boundary);
    }

    fn end_sentence(&mut self) {
        self.sentence.end = self.out.terms.len() as u32;
        let next = self.sentence.end;
        if self.sentence.end > self.sentence.start {
            self.out.sentences.push(self.sentence);
        }
        self.sentence = Sentence { start: next, end: next, body: next, question: false };
    }
}
