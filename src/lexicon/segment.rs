//! Runs without spaces, cut into words by the words themselves: from the left, the longest first.

use super::trie::{Node, Trie};
use super::{Lexicon, UNKNOWN, WordId, file};
use crate::Error;
use rustc_hash::{FxHashMap, FxHashSet};

/// Longest word that is looked for, in characters.
const LONGEST: usize = 24;
/// Code points of the basic plane.
const PLANE: usize = 1 << 16;

/// The words of a language that may stand in runs without spaces.
#[derive(Clone, Debug, Default)]
pub(crate) struct Segmenter {
    words: Trie,
    /// Characters written for others, traditional for simplified ones, by code point; 0 stands for the character itself.
    characters: Vec<u16>,
    guards: FxHashMap<WordId, Guard>,
}

/// What may not, or must, stand beside a word for it to be taken.
#[derive(Clone, Debug, Default)]
struct Guard {
    before: Beside,
    after: Beside,
}

#[derive(Clone, Debug, Default)]
struct Beside {
    refused: Vec<String>,
    needed: Vec<String>,
}

/// A character of a run.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Letter {
    /// First byte in the form.
    pub(crate) at: usize,
    /// As it is written.
    pub(crate) written: char,
    /// With the table of characters applied.
    pub(crate) plain: char,
}

impl Beside {
    fn read(column: &str) -> Self {
        let (needed, refused): (Vec<&str>, Vec<&str>) = column.split_whitespace().partition(|text| text.starts_with('+'));
        Beside {
            refused: refused.into_iter().map(str::to_owned).collect(),
            needed: needed.into_iter().map(|text| text[1..].to_owned()).collect(),
        }
    }

    fn is_empty(&self) -> bool {
        self.refused.is_empty() && self.needed.is_empty()
    }

    fn allows(&self, stands: impl Fn(&str) -> bool) -> bool {
        !self.refused.iter().any(|text| stands(text)) && (self.needed.is_empty() || self.needed.iter().any(|text| stands(text)))
    }
}

impl Segmenter {
    /// Adds the rows of a `characters.tsv`.
    pub(crate) fn load_characters(&mut self, name: &str, text: &str) -> Result<(), Error> {
        let mut seen = FxHashSet::default();
        for row in file::rows(name, text, 2) {
            let row = row?;
            if !seen.insert(row.column(0)) {
                return Err(row.repeated());
            }
            let single = |column: usize| {
                let mut characters = row.column(column).chars();
                match (characters.next(), characters.next()) {
                    (Some(single), None) => Ok(single),
                    _ => Err(Error::syntax(row.place(column), "expected one character").showing(row.line())),
                }
            };
            let (from, to) = (single(0)? as usize, single(1)? as usize);
            self.characters.resize(PLANE, 0);
            match (self.characters.get_mut(from), u16::try_from(to)) {
                (Some(place), Ok(to)) => *place = to,
                _ => return Err(Error::syntax(row.place(0), "expected characters below U+10000").showing(row.line())),
            }
        }
        Ok(())
    }

    /// Adds the rows of a `guards.tsv`.
    pub(crate) fn load_guards(&mut self, name: &str, text: &str, lexicon: &Lexicon) -> Result<(), Error> {
        let mut seen = FxHashSet::default();
        for row in file::rows(name, text, 2) {
            let row = row?;
            let word = lexicon.get(row.column(0));
            if word == UNKNOWN {
                let words = (1..lexicon.len() as WordId).map(|id| lexicon.word(id)).filter(|word| stands_in_runs(word));
                return Err(Error::unknown(row.place(0), "word", row.column(0), words).showing(row.line()));
            }
            if !stands_in_runs(row.column(0)) {
                return Err(Error::syntax(row.place(0), "expected a word of a script without spaces").showing(row.line()));
            }
            if !seen.insert(word) {
                return Err(row.repeated());
            }
            let (before, after) = (Beside::read(row.column(1)), Beside::read(row.column(2)));
            if before.is_empty() && after.is_empty() || before.needed.iter().chain(&after.needed).any(String::is_empty) {
                let message = "expected what may not stand before or after it, or with a `+` what must";
                return Err(Error::syntax(row.place(1), message).showing(row.line()));
            }
            self.guards.insert(word, Guard { before, after });
        }
        Ok(())
    }

    /// Takes in all words of a lexicon that may stand in a run.
    pub(crate) fn take_words(&mut self, lexicon: &Lexicon) {
        for id in 1..lexicon.len() as WordId {
            let word = lexicon.word(id);
            if stands_in_runs(word) {
                self.words.insert(word, id);
            }
        }
    }

    /// Reads a run into letters.
    pub(crate) fn read(&self, form: &str, letters: &mut Vec<Letter>) {
        letters.clear();
        letters.extend(form.char_indices().map(|(at, written)| {
            let other = self.characters.get(written as usize).map_or(0, |other| u32::from(*other));
            let plain = if other == 0 { written } else { char::from_u32(other).unwrap_or(written) };
            Letter { at, written, plain }
        }));
    }

    /// The piece that begins at letter `at`: one past its last letter, and its word, if it is one.
    ///
    /// Katakana is written for sound or stress, so it is also looked up as hiragana; and a run of it is a word: it is cut only where all of
    /// it is known, and otherwise stays whole.
    pub(crate) fn piece(&self, form: &str, letters: &[Letter], at: usize) -> (usize, WordId) {
        if !is_katakana(letters[at].written) {
            let found = self.longest(form, letters, at, |end| !splits_katakana(letters, end));
            return found.unwrap_or((at + 1, UNKNOWN));
        }
        let run = letters[at..].iter().take(LONGEST).take_while(|letter| is_katakana(letter.written)).count();
        let (first, end) = (at, at + run);
        let mut at = at;
        let mut piece = None;
        while at < end {
            let Some((next, word)) = self.longest(form, letters, at, |_| true) else { return (end, UNKNOWN) };
            // Single letters of katakana say nothing inside a longer run.
            if next < end && next - at < 2 || at > first && next == at + 1 {
                return (end, UNKNOWN);
            }
            piece = piece.or(Some((next, word)));
            at = next;
        }
        piece.unwrap_or((end, UNKNOWN))
    }

    /// The longest word that begins at letter `at` and ends where `fits` says, as written or, if that is longer, in plain characters.
    fn longest(&self, form: &str, letters: &[Letter], at: usize, fits: impl Fn(usize) -> bool) -> Option<(usize, WordId)> {
        let written = self.walk(form, letters, at, &fits, |letter| letter.written);
        let window = &letters[at..letters.len().min(at + LONGEST)];
        if window.iter().all(|letter| sound(letter.plain) == letter.written && letter.written != LONG) {
            return written;
        }
        let plain = self.walk(form, letters, at, &fits, |letter| sound(letter.plain));
        match (written, plain) {
            (Some(written), Some(plain)) => Some(if plain.0 > written.0 { plain } else { written }),
            (written, plain) => written.or(plain),
        }
    }

    fn walk(
        &self,
        form: &str,
        letters: &[Letter],
        at: usize,
        fits: impl Fn(usize) -> bool,
        read: impl Fn(&Letter) -> char,
    ) -> Option<(usize, WordId)> {
        let mut found = None;
        let (mut node, mut last): (Node, char) = (Trie::ROOT, ' ');
        for (end, letter) in letters.iter().enumerate().skip(at).take(LONGEST) {
            let c = read(letter);
            node = match self.words.step(node, c) {
                Some(next) => next,
                // A vowel is drawn out: すごーい.
                None if c == LONG && is_hiragana(last) => continue,
                None => break,
            };
            last = letter.written;
            let word = self.words.value(node);
            if word != UNKNOWN && fits(end + 1) && self.is_free(word, form, letters, at, end + 1) {
                found = Some((end + 1, word));
            }
        }
        found
    }

    /// Whether nothing that stands beside a word keeps it from being taken.
    fn is_free(&self, word: WordId, form: &str, letters: &[Letter], start: usize, end: usize) -> bool {
        let Some(guard) = self.guards.get(&word) else { return true };
        let before = &form[..letters[start].at];
        let after = letters.get(end).map_or("", |letter| &form[letter.at..]);
        guard.before.allows(|text| before.ends_with(text)) && guard.after.allows(|text| after.starts_with(text))
    }
}

/// Whether a word may be found in a run.
fn stands_in_runs(word: &str) -> bool {
    !word.is_ascii() && word.chars().all(crate::token::is_unspaced)
}

/// The mark of a long vowel.
const LONG: char = 'ー';

fn is_katakana(c: char) -> bool {
    matches!(c, 'ァ'..='ヺ' | LONG | 'ㇰ'..='ㇿ')
}

fn is_hiragana(c: char) -> bool {
    matches!(c, 'ぁ'..='ゖ')
}

/// Katakana as hiragana.
fn sound(c: char) -> char {
    match c {
        'ァ'..='ヶ' => char::from_u32(c as u32 - 0x60).unwrap_or(c),
        _ => c,
    }
}

/// Whether a word that ends before letter `end` would end inside a run of katakana.
fn splits_katakana(letters: &[Letter], end: usize) -> bool {
    letters
        .get(end)
        .is_some_and(|next| is_katakana(next.written) && next.written != LONG && is_katakana(letters[end - 1].written))
}
