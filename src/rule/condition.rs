//! What must hold for a rule to fire: every rule's facts side by side, so that trying one touches little memory.

use super::Within;

/// The conditions of all rules, by number.
#[derive(Clone, Debug, Default)]
pub(crate) struct Conditions {
    tests: Vec<Test>,
    rules: Vec<Condition>,
}

/// Facts that stand in one word of a row of bits: rules name few facts, and rows have many.
#[derive(Clone, Copy, Debug)]
struct Test {
    word: u32,
    bits: u64,
}

/// The tests of one rule: those of which all bits must be set, then those of which any, then those of which none.
#[derive(Clone, Copy, Debug)]
struct Condition {
    all: u32,
    any: u32,
    none: u32,
    end: u32,
    within: Within,
}

impl Conditions {
    /// Adds a rule.
    pub(super) fn push(&mut self, all: &[u32], any: &[u32], none: &[u32], within: Within) {
        let [all, any, none] = [all, any, none].map(|facts| self.tests(facts));
        self.rules.push(Condition { all, any, none, end: self.tests.len() as u32, within });
    }

    /// Adds the tests of some facts and says where they begin.
    fn tests(&mut self, facts: &[u32]) -> u32 {
        let first = self.tests.len();
        for &fact in facts {
            let (word, bit) = (fact >> 6, 1 << (fact & 63));
            match self.tests[first..].iter_mut().find(|test| test.word == word) {
                Some(test) => test.bits |= bit,
                None => self.tests.push(Test { word, bits: bit }),
            }
        }
        first as u32
    }

    fn slice(&self, from: u32, to: u32) -> &[Test] {
        &self.tests[from as usize..to as usize]
    }

    /// Where the facts of a rule must hold together.
    pub(super) fn within(&self, rule: usize) -> Within {
        self.rules[rule].within
    }

    /// Whether a rule may fire where these facts hold, as far as those it asks for tell; `here` gives the words of a row.
    #[inline]
    pub(super) fn may_hold(&self, rule: usize, here: impl Fn(u32) -> u64) -> bool {
        let Condition { all, any, none, .. } = self.rules[rule];
        self.slice(all, any).iter().all(|test| here(test.word) & test.bits == test.bits)
            && (any == none || self.slice(any, none).iter().any(|test| here(test.word) & test.bits != 0))
    }

    /// Whether a rule fires where these facts hold.
    #[inline]
    pub(super) fn holds(&self, rule: usize, here: impl Fn(u32) -> u64) -> bool {
        let Condition { none, end, .. } = self.rules[rule];
        self.may_hold(rule, &here) && self.slice(none, end).iter().all(|test| here(test.word) & test.bits == 0)
    }

    /// Whether a rule asks for a fact.
    pub(super) fn asks_for(&self, rule: usize, fact: u32) -> bool {
        let Condition { all, none, .. } = self.rules[rule];
        self.slice(all, none).iter().any(|test| test.word == fact >> 6 && test.bits >> (fact & 63) & 1 == 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_any_and_none_are_told_apart() {
        let mut conditions = Conditions::default();
        conditions.push(&[1], &[], &[], Within::Post);
        conditions.push(&[1, 70], &[2, 3], &[130, 4], Within::Clause);
        let row = |facts: &[u32]| {
            let mut row = [0u64; 3];
            facts.iter().for_each(|&fact| super::super::fact::insert(&mut row, fact));
            move |word: u32| row[word as usize]
        };
        assert!(conditions.holds(0, row(&[1])) && !conditions.holds(0, row(&[2])));
        let cases: [(&[u32], bool, bool); 6] = [
            (&[1, 70, 2], true, true),
            (&[1, 70, 3, 5], true, true),
            (&[1, 70], false, false),
            (&[1, 2], false, false),
            (&[1, 70, 2, 130], true, false),
            (&[1, 70, 2, 3, 4], true, false),
        ];
        for (facts, may, does) in cases {
            assert_eq!((conditions.may_hold(1, row(facts)), conditions.holds(1, row(facts))), (may, does), "{facts:?}");
        }
        assert!(conditions.asks_for(1, 70) && conditions.asks_for(1, 3));
        assert!(!conditions.asks_for(1, 4) && !conditions.asks_for(0, 70));
    }
}
