//! The ways in which a pattern can be written, end to end in one list.

/// Sequences of steps.
#[derive(Debug, Default)]
pub(super) struct Ways {
    steps: Vec<u32>,
    /// Where each sequence ends.
    ends: Vec<u32>,
}

impl Ways {
    /// A single sequence.
    pub(super) fn one(steps: &[u32]) -> Self {
        Ways { steps: steps.to_vec(), ends: vec![steps.len() as u32] }
    }

    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &[u32]> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts.zip(&self.ends).map(|(start, &end)| &self.steps[start as usize..end as usize])
    }

    pub(super) fn push(&mut self, steps: &[u32]) {
        self.steps.extend_from_slice(steps);
        self.ends.push(self.steps.len() as u32);
    }

    pub(super) fn extend(&mut self, others: &Ways) {
        others.iter().for_each(|way| self.push(way));
    }

    /// Lets every sequence be followed by a step.
    pub(super) fn then(&mut self, step: u32) {
        match self.ends.as_mut_slice() {
            [only] => {
                self.steps.push(step);
                *only += 1;
            }
            _ => *self = std::mem::take(self).followed_by(&Ways::one(&[step])),
        }
    }

    /// Each sequence followed by each choice, the choices of the first sequence first.
    pub(super) fn followed_by(self, choices: &Ways) -> Self {
        let mut longer = Ways {
            steps: Vec::with_capacity(self.steps.len() * choices.len() + choices.steps.len() * self.len()),
            ends: Vec::with_capacity(self.len() * choices.len()),
        };
        for way in self.iter() {
            for choice in choices.iter() {
                longer.steps.extend_from_slice(way);
                longer.push(choice);
            }
        }
        longer
    }
}

impl<'w> FromIterator<&'w [u32]> for Ways {
    fn from_iter<I: IntoIterator<Item = &'w [u32]>>(ways: I) -> Self {
        let mut all = Ways::default();
        ways.into_iter().for_each(|way| all.push(way));
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sequence_is_followed_by_every_choice_in_order() {
        let mut first = Ways::one(&[1]);
        first.push(&[]);
        let mut choices = Ways::one(&[2, 3]);
        choices.push(&[4]);
        let mut all = first.followed_by(&choices);
        all.then(9);
        let found: Vec<&[u32]> = all.iter().collect();
        assert_eq!(found, [&[1, 2, 3, 9][..], &[1, 4, 9], &[2, 3, 9], &[4, 9]]);
        let mut only = Ways::one(&[]);
        only.then(7);
        only.then(8);
        assert_eq!(only.iter().collect::<Vec<_>>(), [&[7, 8]]);
    }
}
