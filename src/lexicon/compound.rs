//! Words written together (Liefer-verzögerung), cut into words that are known.

use super::{Lexicon, Marks, UNKNOWN, WordId};

/// How a language joins words into one.
#[derive(Clone, Debug, Default)]
pub(crate) struct Compounds {
    /// What may stand between the parts, the empty string left out. Without any, nothing is cut.
    pub(crate) links: Vec<String>,
    /// Endings that a word may lose as the first part: "liefern" in "Lieferdienst".
    pub(crate) dropped: Vec<String>,
}

/// Letters of the shortest part, and of the shortest last part.
const SHORTEST_PART: usize = 3;
const SHORTEST_HEAD: usize = 4;
/// Letters of the shortest and of the longest word that is cut.
const SHORTEST: usize = 8;
const LONGEST: usize = 48;
/// Parts of a compound, at most.
pub(crate) const MOST_PARTS: usize = 4;

/// The parts of a compound.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Parts {
    words: [WordId; MOST_PARTS],
    count: usize,
}

impl Parts {
    fn with(mut self, word: WordId) -> Self {
        self.words[self.count] = word;
        self.count += 1;
        self
    }

    /// Their words from the left.
    pub(crate) fn words(&self) -> &[WordId] {
        &self.words[..self.count]
    }
}

impl Compounds {
    /// The parts of an unknown word, from the left; none if it is no compound of known words. Few parts win over many, and of two cuts into as
    /// many parts the one with the longest last part.
    pub(crate) fn cut(&self, form: &str, lexicon: &Lexicon, scratch: &mut String) -> Option<Parts> {
        if self.links.is_empty() || form.len() < SHORTEST || form.len() > LONGEST || !form.chars().all(char::is_alphabetic) {
            return None;
        }
        (2..=MOST_PARTS).find_map(|parts| self.cut_into(form, parts, lexicon, scratch))
    }

    fn cut_into(&self, form: &str, parts: usize, lexicon: &Lexicon, scratch: &mut String) -> Option<Parts> {
        for (at, _) in form.char_indices().skip(SHORTEST_PART) {
            let head = known(&form[at..], SHORTEST_HEAD, lexicon);
            if head == UNKNOWN {
                continue;
            }
            if parts == 2 {
                if let Some(first) = self.first(&form[..at], lexicon, scratch) {
                    return Some(Parts::default().with(first).with(head));
                }
                continue;
            }
            let ends = self.links.iter().map(String::as_str).chain([""]).filter_map(|link| form[..at].strip_suffix(link));
            let mut rest = ends.filter_map(|rest| self.cut_into(rest, parts - 1, lexicon, scratch));
            if let Some(cut) = rest.next() {
                return Some(cut.with(head));
            }
        }
        None
    }

    /// The word that a first part stands for: as it is, without a link, or with an ending it has lost.
    fn first(&self, part: &str, lexicon: &Lexicon, scratch: &mut String) -> Option<WordId> {
        let found = |word: &str| Some(known(word, SHORTEST_PART, lexicon)).filter(|&id| id != UNKNOWN);
        let bare = || self.links.iter().find_map(|link| found(part.strip_suffix(link.as_str())?));
        let whole = || {
            self.dropped.iter().find_map(|ending| {
                scratch.clear();
                scratch.push_str(part);
                scratch.push_str(ending);
                found(scratch)
            })
        };
        found(part).or_else(bare).or_else(whole)
    }
}

/// The number of a word that people use and that is long enough to be part of another.
fn known(word: &str, shortest: usize, lexicon: &Lexicon) -> WordId {
    let id = lexicon.get(word);
    let marks = lexicon.entry(id).marks;
    let usable = marks.has(Marks::ORDINARY) && !marks.has(Marks::FUNCTION) && word.chars().count() >= shortest;
    if usable { id } else { UNKNOWN }
}
