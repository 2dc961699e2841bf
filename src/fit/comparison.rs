//! Two classifiers on the same posts.

use super::evaluation::{Answer, Evaluation};
use super::interval::{Interval, bootstrap};
use serde::Serialize;

/// What the second classifier does better or worse than the first, with intervals of the differences themselves.
///
/// ```
/// use hearken::{Classifier, fit::{Comparison, Dataset, Evaluation, Task}};
/// let posts = Dataset::read("posts", "label\ttext\nnegative\tso plunky\nneutral\tat noon\n")?;
/// let own = Classifier::builder().lexicon("own.tsv", "plunky\tnegative=60\t-\town\n").build()?;
/// let before = Evaluation::run(&Classifier::new(), &posts, &Task::sentiment())?;
/// let after = Evaluation::run(&own, &posts, &Task::sentiment())?;
/// let comparison = Comparison::of(&before, &after, 100, 7);
/// assert_eq!(comparison.gained, [0]);
/// # Ok::<(), hearken::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Comparison {
    /// Difference of the accuracies.
    pub accuracy: Interval,
    /// Difference of the mean F1.
    pub macro_f1: Interval,
    /// Difference of the mean recall.
    pub macro_recall: Interval,
    /// Posts that became right, by their index in the dataset.
    pub gained: Vec<usize>,
    /// Posts that became wrong.
    pub lost: Vec<usize>,
    /// Posts that were wrong one way and are wrong another way now.
    pub moved: Vec<usize>,
}

impl Comparison {
    /// Compares the answers of two evaluations.
    ///
    /// # Panics
    ///
    /// If they are not of the same task and posts.
    pub fn of(before: &Evaluation, after: &Evaluation, resamplings: usize, seed: u64) -> Self {
        assert_eq!(before.task.classes(), after.task.classes(), "evaluations of the same task");
        let same = |(a, b): (&Answer, &Answer)| (a.index, a.gold) == (b.index, b.gold);
        let matched = before.answers.len() == after.answers.len() && before.answers.iter().zip(&after.answers).all(same);
        assert!(matched, "evaluations of the same posts");
        let pairs = || before.answers.iter().zip(&after.answers);
        let answers: Vec<(usize, [usize; 2])> = pairs().map(|(a, b)| (a.gold, [a.answer, b.answer])).collect();
        let differences = bootstrap(before.task.classes(), &answers, resamplings, seed, |[before, after]| {
            [
                after.accuracy() - before.accuracy(),
                after.macro_f1() - before.macro_f1(),
                after.macro_recall() - before.macro_recall(),
            ]
        });
        let [accuracy, macro_f1, macro_recall] = differences;
        let changed = |was: bool, is: bool| {
            let chosen = pairs().filter(|(a, b)| a.answer != b.answer);
            let chosen = chosen.filter(|(a, b)| (a.answer == a.gold) == was && (b.answer == b.gold) == is);
            chosen.map(|(a, _)| a.index).collect()
        };
        Comparison {
            accuracy,
            macro_f1,
            macro_recall,
            gained: changed(false, true),
            lost: changed(true, false),
            moved: changed(false, false),
        }
    }
}
