//! From two words that stand side by side to the patterns they wake.

use super::waking::Waker;
use crate::lexicon::WordId;

/// An open-addressing hash table from pairs of words to lists of patterns.
///
/// A slot is 32 bits, the number of a list and as much of the pair's hash as there is room for: the table stays near the processor. The pair itself
/// is not kept; whoever wakes a pattern checks its anchor, so that a rare false match does no harm. The table is never more than two thirds
/// full; probing is linear.
#[derive(Clone, Debug, Default)]
pub(super) struct Pairs {
    /// The number of a list in the lowest [`LIST_BITS`], the highest bits of the hash above them; 0 is free.
    slots: Vec<u32>,
    /// List *n* is `wakers[starts[n]..starts[n + 1]]`; there is no list 0.
    starts: Vec<u32>,
    wakers: Vec<Waker>,
}

const LIST_BITS: u32 = 21;
const LISTS: u32 = (1 << LIST_BITS) - 1;

/// Pairs that a table may have.
pub(super) const MOST_PAIRS: usize = LISTS as usize;

impl Pairs {
    /// A table of these pairs, [`MOST_PAIRS`] at most; a pair may stand several times, with a pattern each.
    pub(super) fn of(pairs: &[(WordId, WordId, Waker)]) -> Self {
        let lists = distinct(pairs);
        let mut table = Pairs {
            slots: vec![0; (lists * 3 / 2 + 2).next_power_of_two()],
            starts: vec![0, 0],
            wakers: vec![Waker::default(); pairs.len()],
        };
        for &(left, right, _) in pairs {
            let list = table.list_of(hash(left, right));
            table.starts[list + 1] += 1;
        }
        for list in 1..table.starts.len() {
            table.starts[list] += table.starts[list - 1];
        }
        // Each list is filled from its end, so that its start is right when it is full.
        for list in 1..table.starts.len() - 1 {
            table.starts[list] = table.starts[list + 1];
        }
        for &(left, right, waker) in pairs {
            let list = table.list_of(hash(left, right));
            table.starts[list] -= 1;
            let at = table.starts[list] as usize;
            table.wakers[at] = waker;
        }
        table.starts.shrink_to_fit();
        table
    }

    /// The patterns that two words wake, perhaps with a few that they do not.
    #[inline]
    pub(super) fn get(&self, left: WordId, right: WordId) -> &[Waker] {
        let hash = hash(left, right);
        let mask = self.slots.len().wrapping_sub(1);
        let mut at = hash as usize & mask;
        while let Some(&slot) = self.slots.get(at)
            && slot != 0
        {
            if (slot ^ fingerprint(hash)) <= LISTS {
                let list = (slot & LISTS) as usize;
                return &self.wakers[self.starts[list] as usize..self.starts[list + 1] as usize];
            }
            at = (at + 1) & mask;
        }
        &[]
    }

    /// The list of a pair, a new one if it has none.
    fn list_of(&mut self, hash: u64) -> usize {
        let mask = self.slots.len() - 1;
        let mut at = hash as usize & mask;
        while self.slots[at] != 0 {
            if (self.slots[at] ^ fingerprint(hash)) <= LISTS {
                return (self.slots[at] & LISTS) as usize;
            }
            at = (at + 1) & mask;
        }
        let list = self.starts.len() - 1;
        self.slots[at] = fingerprint(hash) | list as u32;
        self.starts.push(0);
        list
    }
}

/// How many different pairs there are.
fn distinct(pairs: &[(WordId, WordId, Waker)]) -> usize {
    let mut seen = vec![0u64; (pairs.len() * 2).next_power_of_two()];
    let mask = seen.len() - 1;
    let is_new = |&(left, right, _): &(WordId, WordId, Waker)| {
        let hash = hash(left, right) | 1;
        let mut at = hash as usize & mask;
        while seen[at] != 0 && seen[at] != hash {
            at = (at + 1) & mask;
        }
        std::mem::replace(&mut seen[at], hash) == 0
    };
    pairs.iter().map(is_new).filter(|new| *new).count()
}

#[inline]
fn hash(left: WordId, right: WordId) -> u64 {
    let key = u64::from(left) << 32 | u64::from(right);
    let product = u128::from(key ^ 0x9e37_79b9_7f4a_7c15) * 0xd6e8_feb8_6659_fd93;
    product as u64 ^ (product >> 64) as u64
}

#[inline]
const fn fingerprint(hash: u64) -> u32 {
    (hash >> 32) as u32 & !LISTS
}
