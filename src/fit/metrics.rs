//! How right labels are: confusion, accuracy, precision, recall, F1.

use serde::Serialize;

/// How often each class was answered with each.
///
/// Ratios without a denominator are 0. Macro figures are means over the classes that some post has.
///
/// ```
/// use hearken::fit::Confusion;
/// let classes = ["no", "yes"].map(String::from);
/// let confusion = Confusion::of(&classes, [(0, 0), (0, 1), (1, 1), (1, 1)]);
/// assert_eq!(confusion.accuracy(), 0.75);
/// assert_eq!(confusion.macro_recall(), 0.75);
/// assert_eq!(confusion.class(1).precision, 2.0 / 3.0);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Confusion {
    /// The names of the classes.
    pub classes: Vec<String>,
    /// `counts[gold][answer]`: how many posts.
    pub counts: Vec<Vec<u64>>,
}

/// Figures of one class.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct ClassFigures {
    /// Of the posts that were given the class, the share that have it.
    pub precision: f64,
    /// Of the posts that have the class, the share that were given it.
    pub recall: f64,
    /// Harmonic mean of the two.
    pub f1: f64,
    /// Posts that have the class.
    pub support: u64,
    /// Posts that were given the class.
    pub answered: u64,
}

impl Confusion {
    /// Counts pairs of the true class and the answer.
    ///
    /// # Panics
    ///
    /// If a class has no name.
    pub fn of(classes: &[String], pairs: impl IntoIterator<Item = (usize, usize)>) -> Self {
        let mut counts = vec![vec![0; classes.len()]; classes.len()];
        for (gold, answer) in pairs {
            counts[gold][answer] += 1;
        }
        Confusion { classes: classes.to_vec(), counts }
    }

    /// How many posts there are.
    pub fn total(&self) -> u64 {
        self.counts.iter().flatten().sum()
    }

    /// Share of right answers.
    pub fn accuracy(&self) -> f64 {
        let right: u64 = (0..self.counts.len()).map(|class| self.counts[class][class]).sum();
        ratio(right, self.total())
    }

    /// Figures of a class.
    ///
    /// # Panics
    ///
    /// If there is no such class.
    pub fn class(&self, class: usize) -> ClassFigures {
        let right = self.counts[class][class];
        let support = self.counts[class].iter().sum();
        let answered = self.counts.iter().map(|row| row[class]).sum();
        ClassFigures {
            precision: ratio(right, answered),
            recall: ratio(right, support),
            f1: ratio(2 * right, support + answered),
            support,
            answered,
        }
    }

    /// Mean F1 of the classes.
    pub fn macro_f1(&self) -> f64 {
        self.mean(|figures| figures.f1)
    }

    /// Mean recall of the classes.
    pub fn macro_recall(&self) -> f64 {
        self.mean(|figures| figures.recall)
    }

    fn mean(&self, figure: impl Fn(ClassFigures) -> f64) -> f64 {
        let figures = (0..self.counts.len()).map(|class| self.class(class)).filter(|figures| figures.support > 0);
        let (sum, count) = figures.fold((0.0, 0u32), |(sum, count), figures| (sum + figure(figures), count + 1));
        if count == 0 { 0.0 } else { sum / f64::from(count) }
    }
}

fn ratio(part: u64, whole: u64) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}
