//! Evidence by pieces of words: sequences of characters with weights, found wherever they stand, over one another.

use super::Weights;
use super::file::{self, Load};
use super::segment::Letter;
use super::trie::Trie;
use crate::{Error, Span};
use rustc_hash::FxHashSet;

/// The grams of a language.
#[derive(Clone, Debug, Default)]
pub(crate) struct Grams {
    trie: Trie,
    /// By number of gram, from 1.
    grams: Vec<(String, Weights)>,
}

/// A gram that stands somewhere, for the first time in its post.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct GramHit {
    pub(crate) gram: u32,
    pub(crate) span: Span,
}

impl Grams {
    /// Adds the rows of a `grams.tsv`; a row of a later file replaces that of an earlier one, or takes it away (`remove`).
    pub(crate) fn load(&mut self, name: &str, text: &str) -> Result<(), Error> {
        let mut seen = FxHashSet::default();
        for row in file::rows(name, text, 2) {
            let row = row?;
            let gram = row.column(0);
            let Load { weights, stated, mute, remove } = file::load(&row, 1)?;
            if mute || !stated && !remove {
                return Err(Error::syntax(row.place(1), "expected weights or `remove`").showing(row.line()));
            }
            if !seen.insert(gram) {
                return Err(row.repeated());
            }
            if gram.is_empty() || !gram.chars().all(crate::token::is_unspaced) {
                let message = "expected characters of a script without spaces";
                return Err(Error::syntax(row.place(0), message).showing(row.line()));
            }
            match self.trie.get(gram) {
                0 => {
                    self.grams.push((gram.to_owned(), weights));
                    self.trie.insert(gram, self.grams.len() as u32);
                }
                known => self.grams[known as usize - 1].1 = weights,
            }
        }
        Ok(())
    }

    /// Whether there is none.
    pub(crate) fn is_empty(&self) -> bool {
        self.grams.is_empty()
    }

    /// How many there are.
    #[cfg(feature = "fit")]
    pub(crate) fn len(&self) -> usize {
        self.grams.len()
    }

    /// The number of a gram; 0, if it is not there.
    #[cfg(feature = "fit")]
    pub(crate) fn get(&self, gram: &str) -> u32 {
        self.trie.get(gram)
    }

    /// The characters of a gram.
    pub(crate) fn text(&self, gram: u32) -> &str {
        &self.grams[gram as usize - 1].0
    }

    /// What a gram weighs.
    pub(crate) fn weights(&self, gram: u32) -> Weights {
        self.grams[gram as usize - 1].1
    }

    /// Adds every gram of a run, wherever it begins; `place` leads a range of bytes of the form back to the text.
    pub(crate) fn find(&self, letters: &[Letter], form: &str, place: impl Fn(usize, usize) -> Span, hits: &mut Vec<GramHit>) {
        for (first, letter) in letters.iter().enumerate() {
            let mut node = Trie::ROOT;
            for (last, next) in letters.iter().enumerate().skip(first) {
                let Some(child) = self.trie.step(node, next.plain) else { break };
                node = child;
                let gram = self.trie.value(node);
                if gram != 0 {
                    let end = letters.get(last + 1).map_or(form.len(), |letter| letter.at);
                    hits.push(GramHit { gram, span: place(letter.at, end) });
                }
            }
        }
    }
}
