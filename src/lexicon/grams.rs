//! Pieces of runs without spaces: sequences of characters, found wherever they stand, over one another.

use super::segment::Letter;
use super::trie::Trie;
use crate::Span;

/// The grams of a language, numbered from 1.
#[derive(Clone, Debug, Default)]
pub(crate) struct Grams {
    trie: Trie,
    texts: Vec<String>,
}

/// A gram that stands somewhere, for the first time in its post.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct GramHit {
    pub(crate) gram: u32,
    pub(crate) span: Span,
}

impl Grams {
    /// The number of a gram, a new one if it has none.
    pub(crate) fn number(&mut self, gram: &str) -> u32 {
        match self.trie.get(gram) {
            0 => {
                self.texts.push(gram.to_owned());
                let number = self.texts.len() as u32;
                self.trie.insert(gram, number);
                number
            }
            known => known,
        }
    }

    /// Whether there is none.
    pub(crate) fn is_empty(&self) -> bool {
        self.texts.is_empty()
    }

    /// The characters of a gram.
    pub(crate) fn text(&self, gram: u32) -> &str {
        &self.texts[gram as usize - 1]
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
