//! Which languages a word or a letter speaks for, in one table for all languages.

use super::Language;
use crate::Error;
use crate::lexicon::file::{self, Row};
use crate::lexicon::{Marks, UNKNOWN, WordId, WordTable};
use crate::verdict::LanguageCode;

/// A set of languages, one bit each: those that are loaded first, then those that are only told apart.
pub(super) type LanguageSet = u32;

/// Languages that can be told apart at once.
pub(crate) const MOST_LANGUAGES: usize = LanguageSet::BITS as usize;

/// Words and letters by the languages in which they are common.
#[derive(Clone, Debug, Default)]
pub(crate) struct Votes {
    /// The loaded languages in their order, then the others.
    pub(super) codes: Vec<LanguageCode>,
    words: WordTable,
    /// By number of word.
    languages: Vec<LanguageSet>,
    /// By number of word in the first language.
    of_first: Vec<LanguageSet>,
    /// Sorted.
    letters: Vec<(char, LanguageSet)>,
}

impl Votes {
    /// Gathers what the loaded languages and the `unsupported` rows of files say.
    ///
    /// A word that is common in one language and merely known in another speaks for both.
    pub(crate) fn of(languages: &[Language], unsupported: &[super::Source]) -> Result<Self, Error> {
        let mut votes = Votes { codes: languages.iter().map(|language| language.code).collect(), ..Votes::default() };
        votes.languages.push(0);
        for (number, language) in languages.iter().enumerate() {
            language.letters.chars().for_each(|letter| votes.letter(letter, number));
            for word in language.function_words() {
                votes.word(word, number);
            }
        }
        for file in unsupported {
            for row in file::rows(&file.name, &file.text, 3) {
                let row = row?;
                let number = votes.number(&row)?;
                row.column(1).chars().for_each(|letter| votes.letter(letter, number));
                row.column(2).split_whitespace().for_each(|word| votes.word(word, number));
            }
        }
        for word in 1..votes.languages.len() as u32 {
            for (number, language) in languages.iter().enumerate() {
                let known = language.lexicon.get(votes.words.word(word));
                if known != UNKNOWN && language.lexicon.entry(known).marks.has(Marks::ORDINARY) {
                    votes.languages[word as usize] |= 1 << number;
                }
            }
        }
        if let Some(first) = languages.first() {
            votes.of_first = (0..first.lexicon.len()).map(|word| votes.of_word(first.lexicon.word(word as WordId))).collect();
        }
        Ok(votes)
    }

    fn number(&mut self, row: &Row<'_>) -> Result<usize, Error> {
        let code = LanguageCode::new(row.column(0));
        if code == LanguageCode::UNDETERMINED {
            return Err(Error::syntax(row.place(0), "expected the code of a language").showing(row.line()));
        }
        if let Some(known) = self.codes.iter().position(|known| *known == code) {
            return Ok(known);
        }
        if self.codes.len() == MOST_LANGUAGES {
            let message = format!("expected at most {MOST_LANGUAGES} languages, the loaded ones included");
            return Err(Error::syntax(row.place(0), message).showing(row.line()));
        }
        self.codes.push(code);
        Ok(self.codes.len() - 1)
    }

    fn word(&mut self, word: &str, number: usize) {
        let id = self.words.intern(word) as usize;
        if id >= self.languages.len() {
            self.languages.resize(id + 1, 0);
        }
        self.languages[id] |= 1 << number;
    }

    fn letter(&mut self, letter: char, number: usize) {
        match self.letters.binary_search_by_key(&letter, |(known, _)| *known) {
            Ok(at) => self.letters[at].1 |= 1 << number,
            Err(at) => self.letters.insert(at, (letter, 1 << number)),
        }
    }

    /// The languages a word is common in.
    #[inline]
    pub(super) fn of_word(&self, word: &str) -> LanguageSet {
        self.languages[self.words.get(word) as usize]
    }

    /// The same for a word of the first language by its number; none for an unknown one.
    #[inline]
    pub(super) fn of_known_word(&self, word: WordId) -> Option<LanguageSet> {
        if word == UNKNOWN { None } else { self.of_first.get(word as usize).copied() }
    }

    /// The languages a letter is typical of.
    pub(super) fn of_letter(&self, letter: char) -> LanguageSet {
        self.letters.binary_search_by_key(&letter, |(known, _)| *known).map_or(0, |at| self.letters[at].1)
    }
}
