//! Faint evidence of facts: what meanings, signals and rules speak for or against, as it was learned from labelled posts; the same in every language.

use super::Rules;
use super::compile::{Compiler, Source, Written};
use super::evaluate::Evaluation;
use super::fact::{Fact, ones};
use crate::Error;
use crate::lexicon::file;
use crate::lexicon::leanings::{self, Leans};
use rustc_hash::FxHashSet;

/// What facts speak for.
#[derive(Clone, Debug, Default)]
pub(crate) struct FactLeanings {
    /// By number of fact, one more than the number of its points; 0 if it speaks for nothing.
    numbers: Vec<u32>,
    leans: Leans,
    /// The same points side by side, a row of all receivers for each number: facts speak for many, and a row is added in a few steps.
    rows: Vec<i16>,
    /// The facts as they are written, by number of points.
    names: Vec<String>,
}

impl Compiler<'_> {
    /// Adds the rows of a `leanings.tsv` of facts; a row of a later file replaces that of an earlier one, or takes it away (`remove`).
    pub(crate) fn load_leanings(&mut self, name: &str, text: &str) -> Result<(), Error> {
        let source = Source { name, text };
        let receivers = self.receivers();
        let mut seen = FxHashSet::default();
        let starts: Vec<usize> = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        for row in file::rows(name, text, 2) {
            let row = row?;
            let written = row.column(0);
            if !seen.insert(written) {
                return Err(row.repeated());
            }
            let indent = row.line().find(written).unwrap_or(0);
            let at = starts.get(row.number() - 1).map_or(0, |start| start + indent);
            let fact = self.fact(&source, Written { text: written, at })?;
            if matches!(fact, Fact::Flag(_) | Fact::Polarity(_)) {
                let message = "expected a cue, a signal, a sum, a role or a rule: flags and polarity are decided by what leans";
                return Err(Error::conflict(row.place(0), message).showing(row.line()));
            }
            let leans = leanings::read(&row, 1, &receivers)?;
            let number = self.number(fact);
            self.leanings.insert(number, leans);
        }
        Ok(())
    }

    pub(super) fn lay_out_leanings(&mut self) -> Result<FactLeanings, Error> {
        let receivers = self.receivers().len();
        let mut laid_out = FactLeanings { numbers: vec![0; self.facts.len()], ..FactLeanings::default() };
        for (fact, leans) in std::mem::take(&mut self.leanings) {
            if self.is_verdict_fact(fact) {
                let message = format!(
                    "`{}` is known only when flags are decided, so it cannot lean",
                    self.describe(self.facts[fact as usize])
                );
                return Err(Error::conflict(crate::error::Place::new("leanings", 0, 0), message));
            }
            let start = laid_out.rows.len();
            laid_out.rows.resize(start + receivers, 0);
            leans.iter().for_each(|lean| laid_out.rows[start + usize::from(lean.receiver)] = lean.points);
            laid_out.numbers[fact as usize] = laid_out.leans.push(leans) + 1;
            laid_out.names.push(self.describe(self.facts[fact as usize]));
        }
        Ok(laid_out)
    }
}

impl FactLeanings {
    /// Adds the points of a number to sums by receiver. They stay far within bounds: each fact adds once, and at most [`leanings::MOST_POINTS`].
    #[inline]
    fn add(&self, number: u32, sums: &mut [i32]) {
        let row = &self.rows[number as usize * sums.len()..][..sums.len()];
        sums.iter_mut().zip(row).for_each(|(sum, &points)| *sum += i32::from(points));
    }

    /// The points of a number, and the fact as it is written.
    pub(crate) fn describe(&self, number: u32) -> (&str, &[leanings::Lean]) {
        (&self.names[number as usize], self.leans.of(number))
    }
}

impl Rules {
    /// Adds up what the facts that hold speak for.
    pub(super) fn lean(&self, supported: bool, evaluation: &mut Evaluation) {
        let Evaluation { leaned, faint, rows, .. } = evaluation;
        leaned.clear();
        faint.clear();
        faint.resize(self.receivers.len(), 0);
        if !supported {
            return;
        }
        for fact in ones(&rows[..self.width]) {
            if let Some(number) = self.leanings.numbers[fact as usize].checked_sub(1) {
                self.leanings.add(number, faint);
                leaned.push((fact, number));
            }
        }
    }
}
