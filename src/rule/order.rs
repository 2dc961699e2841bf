//! The order of rules: each after those it reads, those that read flags last; what can never do anything is refused.

use super::compile::{Compiler, Sketch};
use super::fact::{Fact, Reading};
use crate::Error;
use crate::error::Place;

impl Compiler<'_> {
    /// Marks the rules that read flags or polarity, by themselves or by way of others: they run after those are decided, so they give no points.
    pub(super) fn tell_verdict_rules(&mut self, order: &[usize]) -> Result<(), Error> {
        for &index in order {
            let sketch = &self.rules[index];
            let mut facts = sketch.all.iter().chain(&sketch.any).chain(&sketch.none);
            if !facts.any(|&fact| self.is_verdict_fact(fact)) {
                continue;
            }
            if !sketch.rule.gives.is_empty() {
                let place = Place::new(&sketch.place.0, sketch.place.1, 1);
                let id = sketch.rule.id.as_str();
                return Err(Error::conflict(place, format!("rule `{id}` reads flags or polarity, so it may not give points")));
            }
            self.rules[index].of_verdict = true;
        }
        Ok(())
    }

    /// A rule must give something, or be read by another one.
    pub(super) fn refuse_idle(&self, sketch: &Sketch, index: usize) -> Result<(), Error> {
        let rule = &sketch.rule;
        let bounds = rule.floor.is_some() || rule.ceiling.is_some() || rule.route.is_some();
        let says = rule.severity.is_some() || rule.target.is_some() || rule.urgency != 0;
        if !rule.gives.is_empty() || bounds || says || self.fact_index.contains_key(&Fact::Rule(index)) {
            return Ok(());
        }
        let place = Place::new(&sketch.place.0, sketch.place.1, 1);
        let id = rule.id.as_str();
        Err(Error::conflict(
            place,
            format!("rule `{id}` gives nothing: no points, urgency, bound, route, severity or target, and no rule reads it"),
        ))
    }

    /// Facts that hold seldom wake best.
    pub(super) fn waking_cost(&self, fact: u32) -> u32 {
        match self.facts[fact as usize] {
            Fact::Cue(_, Reading::Any) => 2,
            Fact::Cue(..) => 1,
            Fact::Rule(_) | Fact::Flag(_) => 0,
            Fact::Sum(..) | Fact::Polarity(_) => 3,
            Fact::Signal(..) => 4,
            Fact::Role(_) | Fact::BrandGiven => 5,
        }
    }

    /// Depth-first order of the references between rules; a cycle is refused.
    pub(super) fn order(&self) -> Result<Vec<usize>, Error> {
        #[derive(Clone, Copy, PartialEq)]
        enum Mark {
            New,
            Open,
            Done,
        }
        fn visit(compiler: &Compiler<'_>, rule: usize, marks: &mut [Mark], order: &mut Vec<usize>) -> Result<(), Error> {
            let sketch = &compiler.rules[rule];
            match marks[rule] {
                Mark::Done => return Ok(()),
                Mark::Open => {
                    let place = Place::new(&sketch.place.0, sketch.place.1, 1);
                    let id = sketch.rule.id.as_str();
                    return Err(Error::conflict(place, format!("rule `{id}` depends on itself by way of `rule.` facts")));
                }
                Mark::New => marks[rule] = Mark::Open,
            }
            for &fact in sketch.all.iter().chain(&sketch.any).chain(&sketch.none) {
                if let Fact::Rule(other) = compiler.facts[fact as usize] {
                    visit(compiler, other, marks, order)?;
                }
            }
            marks[rule] = Mark::Done;
            order.push(rule);
            Ok(())
        }
        let mut marks = vec![Mark::New; self.rules.len()];
        let mut order = Vec::new();
        for rule in 0..self.rules.len() {
            visit(self, rule, &mut marks, &mut order)?;
        }
        Ok(order)
    }
}
