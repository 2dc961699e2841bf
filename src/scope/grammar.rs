//! What languages differ in when words act on one another.

use serde::Deserialize;

/// `[scope]` of a `language.toml`; the default is a language in which negators stand before what they negate and conjunctions open their
/// clause.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Grammar {
    /// Terms that a negator reaches at most; without bound its clause.
    pub(crate) reach: usize,
    /// Terms that a determiner reaches at most: its noun phrase.
    pub(crate) noun_phrase: usize,
    /// Terms that a negator which stands behind reaches back at most, up to the nearest that means something.
    pub(crate) back_reach: usize,
    /// A negator with nothing left to negate in its clause negates what stands before it, as German *nicht*.
    pub(crate) two_way: bool,
    /// A sentence that begins with an auxiliary and a subject asks.
    pub(crate) inversion_asks: bool,
    /// A comma ends a clause whatever follows, as in Chinese, which has another mark for lists.
    pub(crate) commas_part: bool,
    /// A negator ends at a comma, except where the comma joins what is of one polarity ("no es bueno, bonito ni barato").
    pub(crate) comma_ends: bool,
    /// Conjunctions close their clause, as in Japanese.
    pub(crate) final_conjunctions: bool,
}

impl Default for Grammar {
    fn default() -> Self {
        Grammar {
            reach: usize::MAX,
            noun_phrase: 4,
            back_reach: 6,
            two_way: false,
            inversion_asks: false,
            commas_part: false,
            comma_ends: false,
            final_conjunctions: false,
        }
    }
}
