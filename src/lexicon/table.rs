//! From a folded word to its number, in one probe on most look-ups.

/// Number of a word; 0 is no word.
pub(crate) type WordId = u32;

/// A word that no file names.
pub(crate) const UNKNOWN: WordId = 0;

/// An open-addressing hash table from words to consecutive numbers.
///
/// A slot holds a 32-bit fingerprint beside the number, so that a look-up of an unknown word seldom touches the keys. The
/// table is never more than half full; probing is linear.
#[derive(Clone, Debug)]
pub(crate) struct WordTable {
    slots: Vec<Slot>,
    keys: String,
    ends: Vec<u32>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Slot {
    fingerprint: u32,
    word: WordId,
}

impl Default for WordTable {
    fn default() -> Self {
        WordTable { slots: vec![Slot::default(); 64], keys: String::new(), ends: vec![0] }
    }
}

impl WordTable {
    /// How many words there are, counting the unknown one.
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The word of a number.
    pub(crate) fn word(&self, id: WordId) -> &str {
        let id = id as usize;
        if id == 0 || id >= self.ends.len() { "" } else { &self.keys[self.ends[id - 1] as usize..self.ends[id] as usize] }
    }

    /// The number of a word, or [`UNKNOWN`].
    #[inline]
    pub(crate) fn get(&self, word: &str) -> WordId {
        let hash = hash(word.as_bytes());
        let mask = self.slots.len() - 1;
        let fingerprint = (hash >> 32) as u32;
        let mut at = hash as usize & mask;
        loop {
            let slot = self.slots[at & mask];
            if slot.word == UNKNOWN {
                return UNKNOWN;
            }
            if slot.fingerprint == fingerprint && self.word(slot.word) == word {
                return slot.word;
            }
            at += 1;
        }
    }

    /// The number of a word, which is added if it is new.
    pub(crate) fn intern(&mut self, word: &str) -> WordId {
        let found = self.get(word);
        if found != UNKNOWN || word.is_empty() {
            return found;
        }
        if self.len() * 2 >= self.slots.len() {
            self.grow();
        }
        let id = self.ends.len() as WordId;
        self.keys.push_str(word);
        self.ends.push(self.keys.len() as u32);
        self.place(id, hash(word.as_bytes()));
        id
    }

    fn grow(&mut self) {
        self.slots = vec![Slot::default(); self.slots.len() * 4];
        for id in 1..self.ends.len() as WordId {
            self.place(id, hash(self.word(id).as_bytes()));
        }
    }

    fn place(&mut self, word: WordId, hash: u64) {
        let mask = self.slots.len() - 1;
        let mut at = hash as usize & mask;
        while self.slots[at].word != UNKNOWN {
            at = (at + 1) & mask;
        }
        self.slots[at] = Slot { fingerprint: (hash >> 32) as u32, word };
    }
}

/// Multiply-and-fold over blocks of eight bytes, the same on every machine; as in wyhash and foldhash.
#[inline]
fn hash(bytes: &[u8]) -> u64 {
    const KEY: u64 = 0x9e37_79b9_7f4a_7c15;
    let mut state = KEY ^ bytes.len() as u64;
    let (blocks, rest) = bytes.as_chunks::<8>();
    for block in blocks {
        state = fold(state ^ u64::from_le_bytes(*block), KEY);
    }
    let mut last = 0u64;
    for &byte in rest {
        last = last << 8 | u64::from(byte);
    }
    fold(state ^ last, 0xd6e8_feb8_6659_fd93)
}

#[inline]
fn fold(a: u64, b: u64) -> u64 {
    let product = u128::from(a) * u128::from(b);
    product as u64 ^ (product >> 64) as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_keep_their_numbers_while_the_table_grows() {
        let mut table = WordTable::default();
        let words: Vec<String> = (0..5000).map(|n| format!("w{n}{}", "x".repeat(n % 40))).collect();
        let ids: Vec<WordId> = words.iter().map(|word| table.intern(word)).collect();
        for (word, id) in words.iter().zip(ids) {
            assert_eq!(table.get(word), id);
            assert_eq!(table.word(id), word);
        }
        assert_eq!(table.get("absent"), UNKNOWN);
        assert_eq!(table.intern(""), UNKNOWN);
    }
}
