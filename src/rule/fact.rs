//! What a rule may ask for, and how the answers are kept.

use crate::lexicon::{Cue, Scale};
use crate::post::Role;
use crate::score::signal::Signal;
use crate::verdict::Polarity;

/// The scope in which a cue is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Reading {
    /// Asserted: not negated, unreal, over, or somebody else's.
    Live,
    Negated,
    Hypothetical,
    Past,
    Other,
    /// In a question, and otherwise live.
    Asked,
    /// However it stands.
    Any,
}

impl Reading {
    pub(crate) const NAMES: [(&'static str, Reading); 6] = [
        ("negated", Reading::Negated),
        ("hypothetical", Reading::Hypothetical),
        ("past", Reading::Past),
        ("other", Reading::Other),
        ("asked", Reading::Asked),
        ("any", Reading::Any),
    ];
}

/// Something that holds of a post, or does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Fact {
    Cue(Cue, Reading),
    /// The signal is at least so much.
    Signal(Signal, u32),
    /// The words' sum on the scale is at least so much.
    Sum(Scale, i32),
    Role(Role),
    /// The caller named a brand.
    BrandGiven,
    /// The rule of this number, in the order of the files, fired.
    Rule(usize),
    /// The flag of this index is raised.
    Flag(usize),
    Polarity(Polarity),
}

/// Adds a fact to a row of bits.
pub(crate) fn insert(row: &mut [u64], fact: u32) {
    row[fact as usize >> 6] |= 1 << (fact & 63);
}

/// The facts of a row of bits.
pub(crate) fn ones(row: &[u64]) -> impl Iterator<Item = u32> + '_ {
    row.iter().enumerate().flat_map(|(index, &word)| bits(word).map(move |bit| (index as u32) << 6 | bit))
}

/// The bits of a word that are set.
fn bits(mut word: u64) -> impl Iterator<Item = u32> {
    std::iter::from_fn(move || {
        let lowest = word.trailing_zeros();
        word &= word.wrapping_sub(1);
        (lowest < u64::BITS).then_some(lowest)
    })
}
