//! From tokens to annotated terms: what each word weighs and means, from data alone.

pub(crate) mod annotate;
pub(crate) mod class;
pub(crate) mod compound;
pub(crate) mod cue;
pub(crate) mod disguise;
pub(crate) mod file;
pub(crate) mod grams;
pub(crate) mod inflect;
pub(crate) mod leanings;
pub(crate) mod names;
pub(crate) mod segment;
mod table;
mod trie;
pub(crate) mod weights;

pub(crate) use class::Classes;
pub(crate) use cue::{Cue, CueSet, Cues, ScopeCues};
pub(crate) use table::{UNKNOWN, WordId, WordTable};
pub(crate) use weights::{SCALES, Scale, Weights};

use crate::Error;
use crate::token::{TokenKind, Tokens, Vocabulary};
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::Arc;

/// What one word weighs and means: a small record, so that a hit costs one load.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Entry {
    pub(crate) weights: Weights,
    pub(crate) scopes: ScopeCues,
    pub(crate) marks: Marks,
    /// Index of its set of cues; 0 is the empty set.
    cues: u16,
}

/// Yes-or-no properties of an entry.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Marks(u16);

impl Marks {
    /// Stands for other words (`don't`).
    pub(crate) const VARIANT: Marks = Marks(1);
    /// Wakes patterns by itself.
    pub(crate) const ANCHOR: Marks = Marks(2);
    /// A word people use, charged or not; others are names, typing errors, disguises.
    pub(crate) const ORDINARY: Marks = Marks(4);
    /// Has a weight or a source of its own, so counts as an entry.
    pub(crate) const ENTRY: Marks = Marks(8);
    /// So common that no pattern should wake on it.
    pub(crate) const FUNCTION: Marks = Marks(16);
    /// Has a meaning that rules may read.
    pub(crate) const MEANS: Marks = Marks(64);
    /// So common that a pattern should rather wake on another word.
    pub(crate) const FREQUENT: Marks = Marks(32);
    /// Wakes patterns together with the word after it.
    pub(crate) const OPENS_PAIR: Marks = Marks(128);
    /// Wakes patterns together with the word before it.
    pub(crate) const CLOSES_PAIR: Marks = Marks(256);
    /// Wakes patterns whose anchor is a class near it.
    pub(crate) const NEIGHBOUR: Marks = Marks(512);
    /// Was taken away, with all it says.
    pub(crate) const REMOVED: Marks = Marks(1024);

    pub(crate) const fn has(self, mark: Marks) -> bool {
        self.0 & mark.0 != 0
    }

    pub(crate) fn set(&mut self, mark: Marks) {
        self.0 |= mark.0;
    }

    fn clear(&mut self, mark: Marks) {
        self.0 &= !mark.0;
    }
}

/// The words of one language, with those of no language (emoji, emoticons) among them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Lexicon {
    table: WordTable,
    entries: Vec<Entry>,
    sets: Vec<CueSet>,
    set_index: FxHashMap<CueSet, u16>,
    variants: FxHashMap<WordId, Vec<WordId>>,
    /// The distinct sources of entries.
    sources: Vec<Arc<str>>,
    source_numbers: FxHashMap<Arc<str>, u32>,
    /// The number of each word's source, plus one; 0 for none.
    source_of: Vec<u32>,
    /// Cuts words that are written together.
    pub(crate) compounds: compound::Compounds,
    /// Nouns are written with a capital, so a capital makes no name.
    pub(crate) capitals_in_nouns: bool,
    /// Cuts runs without spaces.
    pub(crate) segmenter: segment::Segmenter,
    /// What its words speak for, faintly.
    pub(crate) leanings: leanings::Leanings,
}

impl Lexicon {
    pub(crate) fn new() -> Self {
        let mut lexicon = Lexicon { sets: vec![CueSet::default()], ..Lexicon::default() };
        lexicon.set_index.insert(CueSet::default(), 0);
        lexicon.entries.push(Entry::default());
        lexicon
    }

    /// The number of a folded word, or [`UNKNOWN`].
    #[inline]
    pub(crate) fn get(&self, word: &str) -> WordId {
        self.table.get(word)
    }

    /// The number of each token's form; unknown for tokens that are no words by their kind.
    pub(crate) fn look_up(&self, tokens: &Tokens, words: &mut Vec<WordId>) {
        words.clear();
        words.extend(tokens.as_slice().iter().map(|token| match token.kind {
            TokenKind::Punctuation
            | TokenKind::Unspaced
            | TokenKind::Mention
            | TokenKind::Url
            | TokenKind::Email
            | TokenKind::Phone => UNKNOWN,
            _ => self.get(tokens.form_of(token)),
        }));
    }

    /// The word of a number.
    pub(crate) fn word(&self, id: WordId) -> &str {
        self.table.word(id)
    }

    /// The record of a word.
    #[inline]
    pub(crate) fn entry(&self, id: WordId) -> &Entry {
        &self.entries[id as usize]
    }

    /// The cues of a word.
    pub(crate) fn cues(&self, entry: &Entry) -> &CueSet {
        &self.sets[usize::from(entry.cues)]
    }

    /// Whether the word means anything to the rules.
    pub(crate) const fn has_cues(entry: &Entry) -> bool {
        entry.cues != 0
    }

    /// The words a variant stands for.
    pub(crate) fn resolve(&self, id: WordId) -> &[WordId] {
        if !self.entry(id).marks.has(Marks::VARIANT) {
            return &[];
        }
        self.variants.get(&id).map_or(&[], Vec::as_slice)
    }

    /// How many words have a number, counting the unknown one.
    pub(crate) fn len(&self) -> usize {
        self.entries.len()
    }

    /// How many words carry weight, cues or a source of their own.
    pub(crate) fn entry_count(&self) -> usize {
        self.entries.iter().filter(|entry| entry.marks.has(Marks::ENTRY)).count()
    }

    /// The number of a word, which is added if it is new.
    pub(crate) fn intern(&mut self, word: &str) -> WordId {
        let id = self.table.intern(word);
        if id as usize >= self.entries.len() {
            self.entries.push(Entry::default());
        }
        id
    }

    /// Sets what a word weighs.
    pub(crate) fn set_weights(&mut self, id: WordId, weights: Weights) {
        let entry = &mut self.entries[id as usize];
        entry.weights = weights;
        entry.marks.clear(Marks::REMOVED);
        entry.marks.set(Marks::ENTRY);
        entry.marks.set(Marks::ORDINARY);
    }

    /// Adds cues to a word.
    pub(crate) fn add_cues(&mut self, id: WordId, cues: &CueSet, vocabulary: &Cues) {
        let mut all = self.sets[usize::from(self.entries[id as usize].cues)];
        all.union(cues);
        self.set_cues(id, all, vocabulary);
    }

    fn set_cues(&mut self, id: WordId, cues: CueSet, vocabulary: &Cues) {
        let next = self.sets.len() as u16;
        let index = *self.set_index.entry(cues).or_insert(next);
        if index == next {
            self.sets.push(cues);
        }
        let entry = &mut self.entries[id as usize];
        entry.cues = index;
        entry.scopes = vocabulary.scopes_of(&cues);
        if cues.iter().any(|cue| vocabulary.scope(cue) == ScopeCues::NONE) {
            entry.marks.set(Marks::MEANS);
        }
        if !cues.is_empty() {
            entry.marks.set(Marks::ENTRY);
            entry.marks.set(Marks::ORDINARY);
        }
    }

    /// Takes weights, cues and leanings away from a word.
    pub(crate) fn remove(&mut self, id: WordId) {
        if id != UNKNOWN {
            self.entries[id as usize].weights = Weights::default();
            self.entries[id as usize].cues = 0;
            self.entries[id as usize].scopes = ScopeCues::NONE;
            self.entries[id as usize].marks.set(Marks::REMOVED);
        }
    }

    /// Notes where an entry comes from.
    pub(crate) fn set_source(&mut self, id: WordId, source: &str) {
        let number = self.source_numbers.get(source).copied().unwrap_or_else(|| {
            let (source, number) = (Arc::<str>::from(source), self.sources.len() as u32);
            self.sources.push(source.clone());
            self.source_numbers.insert(source, number);
            number
        });
        let id = id as usize;
        if id >= self.source_of.len() {
            self.source_of.resize(id + 1, 0);
        }
        self.source_of[id] = number + 1;
    }

    /// Where an entry comes from.
    pub(crate) fn source(&self, id: WordId) -> Option<&str> {
        let number = *self.source_of.get(id as usize)?;
        number.checked_sub(1).map(|index| &*self.sources[index as usize])
    }

    /// Gives back memory that was kept for more words.
    pub(crate) fn shrink(&mut self) {
        self.table.shrink();
        self.entries.shrink_to_fit();
        self.source_of.shrink_to_fit();
        self.variants.shrink_to_fit();
    }

    /// Marks a word.
    pub(crate) fn mark(&mut self, id: WordId, mark: Marks) {
        if id != UNKNOWN {
            self.entries[id as usize].marks.set(mark);
        }
    }

    /// Adds the words of a `variants.tsv`; a surface resolves once, so its words must not be surfaces themselves.
    pub(crate) fn load_variants(&mut self, name: &str, text: &str) -> Result<(), Error> {
        let mut seen = FxHashSet::default();
        for row in file::rows(name, text, 2) {
            let row = row?;
            let (surface, words) = (row.column(0), row.column(1));
            if surface.is_empty() {
                return Err(Error::syntax(row.place(0), "expected a surface").showing(row.line()));
            }
            if !seen.insert(surface) {
                return Err(row.repeated());
            }
            if words.is_empty() {
                return Err(Error::syntax(row.place(1), "expected the words this stands for").showing(row.line()));
            }
            let words = words.split_whitespace().map(|word| self.intern(word)).collect();
            let surface = self.intern(surface);
            self.entries[surface as usize].marks.set(Marks::VARIANT);
            self.entries[surface as usize].marks.set(Marks::ORDINARY);
            self.variants.insert(surface, words);
        }
        Ok(())
    }

    /// Makes every word known in its other spellings too: each pair replaced by itself, and all pairs together. A spelling that is a word already
    /// stays that word.
    pub(crate) fn respell(&mut self, spellings: &[(String, String)]) {
        let beyond_ascii = spellings.iter().all(|(from, _)| !from.is_ascii());
        for id in 1..self.len() as WordId {
            let word = self.word(id);
            if word.is_ascii() && beyond_ascii {
                continue;
            }
            let here: Vec<_> = spellings.iter().filter(|(from, _)| word.contains(from.as_str())).collect();
            if here.is_empty() {
                continue;
            }
            let word = word.to_owned();
            let all = (here.len() > 1).then(|| replaced(&word, spellings));
            let others: Vec<String> = here.iter().map(|(from, to)| word.replace(from.as_str(), to)).chain(all).collect();
            let stands_for = self.variants.get(&id).cloned().unwrap_or_else(|| vec![id]);
            for other in others {
                if other != word && self.get(&other) == UNKNOWN {
                    let other = self.intern(&other);
                    self.mark(other, Marks::VARIANT);
                    self.mark(other, Marks::ORDINARY);
                    self.variants.insert(other, stands_for.clone());
                }
            }
        }
    }

    /// Adds the words of a `common.tsv`.
    pub(crate) fn load_common(&mut self, name: &str, text: &str) -> Result<(), Error> {
        for row in file::rows(name, text, 1) {
            let id = self.intern(row?.column(0));
            self.mark(id, Marks::ORDINARY);
        }
        Ok(())
    }
}

/// A word with every pair replaced, each letter once; of pairs that fit at one place the first.
fn replaced(word: &str, spellings: &[(String, String)]) -> String {
    let mut out = String::new();
    let mut rest = word;
    while let Some(letter) = rest.chars().next() {
        let pair = spellings.iter().find_map(|(from, to)| Some((rest.strip_prefix(from.as_str())?, to)));
        rest = match pair {
            Some((after, to)) => {
                out.push_str(to);
                after
            }
            None => {
                out.push(letter);
                &rest[letter.len_utf8()..]
            }
        };
    }
    out
}

impl Vocabulary for Lexicon {
    /// Charged words and ordinary words may be parts of a hashtag; a longer word costs less than two shorter ones.
    fn cost(&self, word: &str) -> Option<u32> {
        let entry = self.entry(self.get(word));
        let letters = word.chars().count() as u32;
        let known = entry.marks.has(Marks::ORDINARY) || entry.marks.has(Marks::FUNCTION);
        (known && (letters > 2 || entry.marks.has(Marks::FUNCTION))).then(|| 10 + 20 / letters)
    }
}
