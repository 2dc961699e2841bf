//! The closed vocabulary of meanings.

use super::file::{self, Row};
use crate::Error;
use rustc_hash::FxHashMap;

/// Index of a cue in the vocabulary.
pub(crate) type Cue = u8;

/// How many cues there may be.
pub(crate) const MAX_CUES: usize = 256;

macro_rules! scope_cues {
    ($($constant:ident = $name:literal,)+) => {
        /// The cues the scope stage knows by name; one bit each.
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
        pub(crate) struct ScopeCues(pub(crate) u32);

        #[allow(clippy::unusual_byte_groupings)]
        impl ScopeCues {
            const NAMES: &'static [&'static str] = &[$($name),+];
            scope_cues!(@bits 0u32; $($constant,)+);
        }
    };
    (@bits $bit:expr; $head:ident, $($tail:ident,)*) => {
        pub(crate) const $head: ScopeCues = ScopeCues(1 << ($bit));
        scope_cues!(@bits $bit + 1; $($tail,)*);
    };
    (@bits $bit:expr;) => {};
}

scope_cues! {
    NEGATOR = "negator",
    NEGATOR_WEAK = "negator_weak",
    NEGATOR_BACK = "negator_back",
    NEGATOR_DETERMINER = "negator_determiner",
    INTENSIFIER = "intensifier",
    INTENSIFIER_STRONG = "intensifier_strong",
    DOWNTONER = "downtoner",
    DOWNTONER_STRONG = "downtoner_strong",
    SUPERLATIVE = "superlative",
    CONTRAST = "contrast",
    CONCESSION = "concession",
    CLAUSE_BREAK = "clause_break",
    COORDINATOR = "coordinator",
    SUBJECT_PRONOUN = "subject_pronoun",
    AUXILIARY = "auxiliary",
    CONDITION = "condition",
    HYPOTHETICAL = "hypothetical",
    WISH = "wish",
    PAST_STATE = "past_state",
    PRESENT_TURN = "present_turn",
    OTHER_HOLDER = "other_holder",
    OWN_HOLDER = "own_holder",
    OPINION_VERB = "opinion_verb",
    EXPECTATION = "expectation",
    INTERROGATIVE = "interrogative",
    ANSWER_YES = "answer_yes",
    ANSWER_NO = "answer_no",
    IDIOM_NEGATOR = "idiom_negator",
    QUOTE_FRAME = "quote_frame",
    COMMENT = "comment",
}

impl ScopeCues {
    /// Whatever negates what follows.
    pub(crate) const NEGATORS: ScopeCues = ScopeCues::NEGATOR.or(ScopeCues::NEGATOR_WEAK).or(ScopeCues::NEGATOR_DETERMINER);

    /// No cue.
    pub(crate) const NONE: ScopeCues = ScopeCues(0);

    /// The bit of a cue that scopes know, or none.
    fn named(name: &str) -> ScopeCues {
        match ScopeCues::NAMES.iter().position(|known| *known == name) {
            Some(bit) => ScopeCues(1 << bit),
            None => ScopeCues::NONE,
        }
    }

    /// Those that are among `other` too.
    pub(crate) const fn and(self, other: ScopeCues) -> ScopeCues {
        ScopeCues(self.0 & other.0)
    }

    /// Whether any cue of `other` is among these.
    pub(crate) const fn any(self, other: ScopeCues) -> bool {
        self.0 & other.0 != 0
    }

    /// Those of either.
    pub(crate) const fn or(self, other: ScopeCues) -> ScopeCues {
        ScopeCues(self.0 | other.0)
    }
}

/// A set of cues.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct CueSet([u64; MAX_CUES / 64]);

impl CueSet {
    pub(crate) fn insert(&mut self, cue: Cue) {
        self.0[usize::from(cue >> 6)] |= 1 << (cue & 63);
    }

    pub(crate) fn has(&self, cue: Cue) -> bool {
        self.0[usize::from(cue >> 6)] >> (cue & 63) & 1 == 1
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0 == [0; MAX_CUES / 64]
    }

    pub(crate) fn union(&mut self, other: &CueSet) {
        for (mine, theirs) in self.0.iter_mut().zip(other.0) {
            *mine |= theirs;
        }
    }

    /// The cues in the order of the vocabulary.
    pub(crate) fn iter(&self) -> impl Iterator<Item = Cue> + '_ {
        let mut left = self.0;
        std::iter::from_fn(move || {
            let (index, word) = left.iter_mut().enumerate().find(|(_, word)| **word != 0)?;
            let lowest = word.trailing_zeros();
            *word &= *word - 1;
            Some((index * 64) as u8 + lowest as u8)
        })
    }
}

/// The vocabulary of cues, from `cues.tsv` and its overlays.
#[derive(Clone, Debug, Default)]
pub(crate) struct Cues {
    names: Vec<String>,
    scopes: Vec<ScopeCues>,
    class: Vec<bool>,
    index: FxHashMap<String, Cue>,
}

impl Cues {
    /// Adds the cues of a file; naming a cue again is refused.
    pub(crate) fn load(&mut self, name: &str, text: &str) -> Result<(), Error> {
        for row in file::rows(name, text, 3) {
            let row = row?;
            let (cue, group) = (row.column(0), row.column(1));
            if cue.is_empty() || !cue.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_') {
                return Err(
                    Error::syntax(row.place(0), format!("expected a cue name in snake_case, found `{cue}`")).showing(row.line())
                );
            }
            if self.index.contains_key(cue) {
                return Err(Error::conflict(row.place(0), format!("cue `{cue}` is declared twice")).showing(row.line()));
            }
            if self.names.len() == MAX_CUES {
                return Err(Error::conflict(row.place(0), format!("more than {MAX_CUES} cues")));
            }
            let scope = ScopeCues::named(cue);
            if (group == "scope") != (scope != ScopeCues::NONE) {
                return Err(Error::syntax(row.place(1), "the group `scope` is for the cues the engine knows, and only for them")
                    .suggest(cue, ScopeCues::NAMES.iter().copied())
                    .showing(row.line()));
            }
            self.index.insert(cue.to_owned(), self.names.len() as Cue);
            self.names.push(cue.to_owned());
            self.scopes.push(scope);
            self.class.push(group == "class");
        }
        Ok(())
    }

    /// The names, in the order of the vocabulary.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(String::as_str)
    }

    pub(crate) fn name(&self, cue: Cue) -> &str {
        &self.names[usize::from(cue)]
    }

    pub(crate) fn get(&self, name: &str) -> Option<Cue> {
        self.index.get(name).copied()
    }

    /// Whether the cue may also be written `<name>` in a pattern.
    pub(crate) fn is_class(&self, cue: Cue) -> bool {
        self.class[usize::from(cue)]
    }

    /// What the scope stage sees of a cue.
    pub(crate) fn scope(&self, cue: Cue) -> ScopeCues {
        self.scopes[usize::from(cue)]
    }

    /// Reads a comma-separated list of cues, with `-` for none.
    pub(crate) fn parse_list(&self, row: &Row<'_>, column: usize) -> Result<CueSet, Error> {
        let mut set = CueSet::default();
        for (offset, name) in file::list(row.column(column)) {
            match self.get(name) {
                Some(cue) => set.insert(cue),
                None => {
                    return Err(Error::unknown(row.place_in(column, offset), "cue", name, self.names()).showing(row.line()));
                }
            }
        }
        Ok(set)
    }

    /// The cues of a set that the scope stage knows.
    pub(crate) fn scopes_of(&self, set: &CueSet) -> ScopeCues {
        set.iter().fold(ScopeCues::NONE, |all, cue| all.or(self.scope(cue)))
    }
}
