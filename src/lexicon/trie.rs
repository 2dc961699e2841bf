//! Words by their characters, for looking up what begins at a place.

/// A step of a look-up; the first is [`Trie::ROOT`].
pub(crate) type Node = u32;

/// A tree of characters in an open-addressing hash table: a step is one probe, mostly. What is inserted after two million nodes is not found.
#[derive(Clone, Debug)]
pub(crate) struct Trie {
    /// The node a step leads to in the lowest [`NODE_BITS`], above them the node it comes from and the character; 0 is a free slot.
    slots: Vec<u64>,
    /// By node; 0 if nothing ends there.
    values: Vec<u32>,
}

/// Bits of a node's number, and of a character.
const NODE_BITS: u32 = 21;
const NODES: u64 = (1 << NODE_BITS) - 1;

impl Default for Trie {
    fn default() -> Self {
        Trie { slots: vec![0; 64], values: vec![0] }
    }
}

impl Trie {
    pub(crate) const ROOT: Node = 0;

    /// The node a character leads to.
    #[inline]
    pub(crate) fn step(&self, node: Node, c: char) -> Option<Node> {
        let key = key(node, c);
        let mask = self.slots.len() - 1;
        let mut at = place(key) & mask;
        loop {
            let slot = self.slots[at];
            if slot == 0 {
                return None;
            }
            if slot >> NODE_BITS == key {
                return Some((slot & NODES) as Node);
            }
            at = (at + 1) & mask;
        }
    }

    /// The value of the word that ends at a node; 0 if none does.
    #[inline]
    pub(crate) fn value(&self, node: Node) -> u32 {
        self.values[node as usize]
    }

    /// The value of a whole word; 0 if it is not there.
    pub(crate) fn get(&self, word: &str) -> u32 {
        word.chars().try_fold(Trie::ROOT, |node, c| self.step(node, c)).map_or(0, |node| self.value(node))
    }

    /// Sets the value of a word.
    pub(crate) fn insert(&mut self, word: &str, value: u32) {
        let mut node = Trie::ROOT;
        for c in word.chars() {
            node = match self.step(node, c) {
                Some(next) => next,
                None if self.values.len() as u64 > NODES => return,
                None => self.add(node, c),
            };
        }
        self.values[node as usize] = value;
    }

    /// Adds a node, to which a character leads from another.
    fn add(&mut self, node: Node, c: char) -> Node {
        let next = self.values.len() as Node;
        self.values.push(0);
        if self.values.len() * 3 > self.slots.len() * 2 {
            let twice = vec![0; self.slots.len() * 2];
            std::mem::replace(&mut self.slots, twice).into_iter().filter(|slot| *slot != 0).for_each(|slot| self.put(slot));
        }
        self.put(key(node, c) << NODE_BITS | u64::from(next));
        next
    }

    fn put(&mut self, slot: u64) {
        let mask = self.slots.len() - 1;
        let mut at = place(slot >> NODE_BITS) & mask;
        while self.slots[at] != 0 {
            at = (at + 1) & mask;
        }
        self.slots[at] = slot;
    }
}

fn key(node: Node, c: char) -> u64 {
    u64::from(node) << NODE_BITS | u64::from(c)
}

#[inline]
fn place(key: u64) -> usize {
    (key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_whole_and_their_beginnings_are_not() {
        let mut trie = Trie::default();
        let words: Vec<String> = (0..3000).map(|n| format!("{n}号")).collect();
        words.iter().zip(1..).for_each(|(word, value)| trie.insert(word, value));
        for (word, value) in words.iter().zip(1..) {
            assert_eq!(trie.get(word), value);
        }
        assert_eq!(trie.get("12"), 0);
        assert_eq!(trie.get("12号线"), 0);
    }
}
