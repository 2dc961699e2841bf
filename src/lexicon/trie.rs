//! Words by their characters, for looking up what begins at a place.

/// A step of a look-up; the first is [`Trie::ROOT`].
pub(crate) type Node = u32;

/// A tree of characters in an open-addressing hash table: a step is one probe, mostly.
#[derive(Clone, Debug)]
pub(crate) struct Trie {
    /// Node and character to node; the key 0 is a free slot.
    slots: Vec<(u64, Node)>,
    /// By node; 0 if nothing ends there.
    values: Vec<u32>,
}

impl Default for Trie {
    fn default() -> Self {
        Trie { slots: vec![(0, 0); 64], values: vec![0] }
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
            let (known, next) = self.slots[at];
            if known == key {
                return Some(next);
            }
            if known == 0 {
                return None;
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
            node = self.step(node, c).unwrap_or_else(|| {
                let next = self.values.len() as Node;
                self.values.push(0);
                self.put(key(node, c), next);
                next
            });
        }
        self.values[node as usize] = value;
    }

    fn put(&mut self, key: u64, node: Node) {
        if self.values.len() * 2 > self.slots.len() {
            let old = std::mem::take(&mut self.slots);
            self.slots = vec![(0, 0); old.len() * 4];
            old.into_iter().filter(|(key, _)| *key != 0).for_each(|(key, node)| self.fill(key, node));
        }
        self.fill(key, node);
    }

    fn fill(&mut self, key: u64, node: Node) {
        let mask = self.slots.len() - 1;
        let mut at = place(key) & mask;
        while self.slots[at].0 != 0 {
            at = (at + 1) & mask;
        }
        self.slots[at] = (key, node);
    }
}

fn key(node: Node, c: char) -> u64 {
    u64::from(node) << 32 | (u64::from(c) + 1)
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
