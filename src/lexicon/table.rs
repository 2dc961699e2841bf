//! From a folded word to its number, in one probe on most look-ups.

/// Number of a word; 0 is no word.
pub(crate) type WordId = u32;

/// A word that no file names.
pub(crate) const UNKNOWN: WordId = 0;

/// An open-addressing hash table from words to consecutive numbers.
///
/// A slot is 32 bits, a number and as much of the word's hash as there is room for, so that the table stays near the processor and a look-up of an
/// unknown word seldom touches the keys. Words of up to 16 bytes are compared as one number. The table is never more than two thirds full;
/// probing is linear. What is interned after four million words stays unknown.
#[derive(Clone, Debug)]
pub(crate) struct WordTable {
    /// The number in the lowest [`NUMBER_BITS`], the highest bits of the hash above them; 0 is free.
    slots: Vec<u32>,
    /// By number of word; 0 for those that are too long.
    packed: Vec<[u64; 2]>,
    keys: String,
    ends: Vec<u32>,
}

const NUMBER_BITS: u32 = 22;
const NUMBERS: u32 = (1 << NUMBER_BITS) - 1;

impl Default for WordTable {
    fn default() -> Self {
        WordTable { slots: vec![0; 64], packed: vec![[0; 2]], keys: String::new(), ends: vec![0] }
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
        match packed(word.as_bytes()) {
            Some(key) => self.find(hash(key), |found| self.packed[found as usize] == key),
            None => self.find(hash_long(word.as_bytes()), |found| self.word(found) == word),
        }
    }

    #[inline]
    fn find(&self, hash: u64, is_it: impl Fn(WordId) -> bool) -> WordId {
        let mask = self.slots.len() - 1;
        let mut at = hash as usize & mask;
        loop {
            let slot = self.slots[at & mask];
            let word = slot & NUMBERS;
            if slot == 0 || (slot ^ fingerprint(hash)) <= NUMBERS && is_it(word) {
                return word;
            }
            at += 1;
        }
    }

    /// The number of a word, which is added if it is new.
    pub(crate) fn intern(&mut self, word: &str) -> WordId {
        let found = self.get(word);
        if found != UNKNOWN || word.is_empty() || self.len() > NUMBERS as usize {
            return found;
        }
        if self.len() * 3 >= self.slots.len() * 2 {
            self.grow();
        }
        let id = self.ends.len() as WordId;
        self.keys.push_str(word);
        self.ends.push(self.keys.len() as u32);
        self.packed.push(packed(word.as_bytes()).unwrap_or_default());
        self.place(id);
        id
    }

    /// Gives back memory that was kept for more words.
    pub(crate) fn shrink(&mut self) {
        self.packed.shrink_to_fit();
        self.keys.shrink_to_fit();
        self.ends.shrink_to_fit();
    }

    fn grow(&mut self) {
        self.slots = vec![0; self.slots.len() * 2];
        for id in 1..self.ends.len() as WordId {
            self.place(id);
        }
    }

    fn place(&mut self, word: WordId) {
        let hash = match self.packed[word as usize] {
            [0, 0] => hash_long(self.word(word).as_bytes()),
            key => hash(key),
        };
        let mask = self.slots.len() - 1;
        let mut at = hash as usize & mask;
        while self.slots[at] != 0 {
            at = (at + 1) & mask;
        }
        self.slots[at] = fingerprint(hash) | word;
    }
}

/// What a slot keeps of a hash.
#[inline]
const fn fingerprint(hash: u64) -> u32 {
    (hash >> 32) as u32 & !NUMBERS
}

/// A word of at most 16 bytes as they stand, filled up with zeros; none for others, and for one that ends with a zero itself.
#[inline]
fn packed(word: &[u8]) -> Option<[u64; 2]> {
    let length = word.len();
    if length > 16 || word.last().is_none_or(|&byte| byte == 0) {
        return None;
    }
    // The first bytes and the last ones overlap, so that no loop is needed.
    Some(if let (Some(first), Some(last)) = (word.first_chunk::<8>(), word.last_chunk::<8>()) {
        let rest = u64::from_le_bytes(*last).checked_shr(8 * (16 - length as u32)).unwrap_or(0);
        [u64::from_le_bytes(*first), rest]
    } else if let (Some(first), Some(last)) = (word.first_chunk::<4>(), word.last_chunk::<4>()) {
        let rest = u64::from(u32::from_le_bytes(*last)) >> (8 * (8 - length));
        [u64::from(u32::from_le_bytes(*first)) | rest << 32, 0]
    } else {
        let middle = u64::from(word[length / 2]) << (8 * (length / 2));
        [u64::from(word[0]) | middle | u64::from(word[length - 1]) << (8 * (length - 1)), 0]
    })
}

/// Multiply-and-fold, the same on every machine; as in wyhash and foldhash.
#[inline]
fn hash([first, second]: [u64; 2]) -> u64 {
    fold(fold(first ^ 0x9e37_79b9_7f4a_7c15, 0xd6e8_feb8_6659_fd93) ^ second, 0x9e37_79b9_7f4a_7c15)
}

/// The same over words of any length.
#[cold]
fn hash_long(bytes: &[u8]) -> u64 {
    let (blocks, rest) = bytes.as_chunks::<8>();
    let last = rest.iter().fold(bytes.len() as u64, |last, &byte| last << 8 | u64::from(byte));
    blocks.iter().fold(last, |state, block| hash([state, u64::from_le_bytes(*block)]))
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
        let short: Vec<String> = (1..=20).flat_map(|length| ["a", "b"].map(|letter| letter.repeat(length))).collect();
        let ids: Vec<WordId> = short.iter().map(|word| table.intern(word)).collect();
        for (index, word) in short.iter().enumerate() {
            assert_eq!((table.get(word), table.word(ids[index])), (ids[index], word.as_str()));
            assert_eq!(table.get(&format!("{word}\0")), UNKNOWN, "{word}");
            assert!(!ids[..index].contains(&ids[index]), "{word} has a number of its own");
        }
        assert_eq!(table.intern(""), UNKNOWN);
    }
}
