//! From what is written to the letters it stands for.

use crate::Error;
use crate::lexicon::file;
use rustc_hash::FxHashMap;

/// Stands for any letter.
pub(super) const WILD: char = '*';

/// Look-alikes of letters, from `confusables.tsv`.
#[derive(Clone, Debug, Default)]
pub(crate) struct Confusables {
    folds: FxHashMap<char, String>,
}

/// The letters a run stands for.
#[derive(Clone, Debug, Default)]
pub(crate) struct Folded {
    first: String,
    /// The other reading of signs that stand for `i` or `l`; empty if there are none.
    second: String,
    /// Marks that stand for no letter were dropped.
    dropped: bool,
}

impl Confusables {
    pub(crate) fn load(&mut self, name: &str, text: &str) -> Result<(), Error> {
        for row in file::rows(name, text, 2) {
            let row = row?;
            let mut characters = row.column(0).chars();
            match (characters.next(), characters.next()) {
                (Some(character), None) => self.folds.insert(character, row.column(1).to_owned()),
                _ => return Err(Error::syntax(row.place(0), "expected a single character").showing(row.line())),
            };
        }
        Ok(())
    }

    /// The letters a run stands for; stars are kept, separators dropped.
    pub(super) fn fold(&self, run: &str, folded: &mut Folded) {
        let Folded { first, second, dropped } = folded;
        first.clear();
        second.clear();
        *dropped = false;
        for character in run.chars() {
            let lower = character.to_ascii_lowercase();
            if lower.is_ascii_lowercase() || lower == WILD {
                first.push(lower);
            } else if let Some(letters) = self.folds.get(&character) {
                first.push_str(letters);
            } else {
                let before = first.len();
                first.extend(character.to_lowercase().filter(|c| c.is_alphanumeric()));
                *dropped |= first.len() == before;
            }
        }
        // A stroke is read as `i` first and as `l` then.
        if run.contains(['1', '!', '|']) {
            for character in run.chars() {
                match (character, self.folds.get(&character)) {
                    ('1' | '!' | '|', _) => second.push('l'),
                    (_, Some(letters)) => second.push_str(letters),
                    _ => second.extend(character.to_lowercase().filter(|&c| c.is_alphanumeric() || c == WILD)),
                }
            }
        }
    }
}

impl Folded {
    /// The likelier reading.
    pub(super) fn first(&self) -> &str {
        &self.first
    }

    /// Every reading, the likelier one first.
    pub(super) fn readings(&self) -> impl Iterator<Item = &str> {
        [self.first.as_str(), self.second.as_str()].into_iter().filter(|reading| !reading.is_empty())
    }

    /// How many letters it has, stars included.
    pub(super) fn letters(&self) -> usize {
        self.first.chars().count()
    }

    /// Whether every character stood for a letter.
    pub(super) fn is_whole(&self) -> bool {
        !self.dropped
    }
}

/// Reads signs that may cover a letter (`f#ck`, `b^tch`, `f--k`) as stars; whether there were any inside.
pub(super) fn star_marks(run: &str, folded: &mut Folded) -> bool {
    let Folded { first, .. } = folded;
    first.clear();
    let mut marks = 0;
    for character in run.chars() {
        match character.to_ascii_lowercase() {
            letter @ 'a'..='z' => first.push(letter),
            '*' | '#' | '%' | '^' | '&' | '~' | '_' | '@' | '$' | '+' | '=' | '<' | '-' | '•' | '●' | '×' | '¥' | '€' | '£' =>
            {
                first.push(WILD);
                marks += 1;
            }
            _ => return false,
        }
    }
    marks > 0 && (marks > 1 || !run.contains('-'))
}

/// Writes letters with each repetition cut.
pub(super) fn squeeze(letters: &str, squeezed: &mut String) {
    squeezed.clear();
    for letter in letters.chars() {
        if !squeezed.ends_with(letter) {
            squeezed.push(letter);
        }
    }
}
