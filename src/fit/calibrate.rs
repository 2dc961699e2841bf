//! Probabilities that mean what they say.

use super::evaluation::{Answer, Evaluation};
use super::optimise::minimise;
use super::random;
use super::reliability::Reliability;
use serde::Serialize;

/// How log-odds must be bent for the probabilities to be right: multiplied by a slope, then moved by an offset.
///
/// Fit it on answers to posts the classifier has not seen, or it will be too sure of itself.
///
/// ```
/// use hearken::{Classifier, fit::{Calibration, Dataset, Evaluation, Task}};
/// let text = "label\ttext\n".to_owned() + &"positive\tgood\npositive\tgood\nneutral\tgood\nneutral\tat noon\n".repeat(30);
/// let posts = Dataset::read("posts", &text)?;
/// let evaluation = Evaluation::run(&Classifier::new(), &posts, &Task::sentiment())?;
/// let calibration = Calibration::of(&[&evaluation], 3, 7);
/// assert!(calibration.slope > 0.0);
/// # Ok::<(), hearken::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Calibration {
    /// What log-odds are multiplied by.
    pub slope: f64,
    /// What is added to the log-odds of a flag, or of negative and of positive against neutral, in points.
    pub offsets: Vec<f64>,
    /// As it is.
    pub before: Reliability,
    /// With slope and offsets, on folds they were not chosen on.
    pub after: Reliability,
    /// With the slope alone, on folds it was not chosen on.
    pub after_slope: Reliability,
}

/// One post: log-odds of the classes but the reference, its class, and its weight.
type Row = (Vec<f64>, usize, f64);

impl Calibration {
    /// Chooses slope and offsets by the likelihood of the labels, each evaluation counting alike, and tries them in folds.
    ///
    /// # Panics
    ///
    /// If the evaluations are of different tasks.
    pub fn of(evaluations: &[&Evaluation], folds: usize, seed: u64) -> Self {
        let classes = evaluations.first().map_or(2, |evaluation| evaluation.task.classes().len());
        assert!(evaluations.iter().all(|evaluation| evaluation.task.classes().len() == classes), "evaluations of the same task");
        let all: usize = evaluations.iter().map(|evaluation| evaluation.answers.len()).sum();
        let rows: Vec<Row> = evaluations
            .iter()
            .flat_map(|evaluation| {
                let weight = all as f64 / (evaluations.len() * evaluation.answers.len().max(1)) as f64;
                evaluation.answers.iter().map(move |answer| (log_odds(answer), answer.gold, weight))
            })
            .collect();
        let fold = |index: usize| (random::hash(&index.to_string(), seed) % folds.max(2) as u64) as usize;
        let held_out = |offsets: bool| {
            let mut stated = Vec::with_capacity(rows.len());
            for held in 0..folds.max(2) {
                let others: Vec<Row> = (0..rows.len()).filter(|&row| fold(row) != held).map(|row| rows[row].clone()).collect();
                let bend = choose(&others, classes, offsets);
                stated.extend((0..rows.len()).filter(|&row| fold(row) == held).map(|row| statement(&rows[row], &bend)));
            }
            Reliability::of(&stated)
        };
        let bend = choose(&rows, classes, true);
        let as_it_is: Vec<f64> = std::iter::once(1.0).chain((1..classes).map(|_| 0.0)).collect();
        Calibration {
            slope: bend[0],
            offsets: bend[1..].iter().map(|offset| offset * crate::score::sentiment::POINTS_PER_NAT).collect(),
            before: Reliability::of(&rows.iter().map(|row| statement(row, &as_it_is)).collect::<Vec<_>>()),
            after: held_out(true),
            after_slope: held_out(false),
        }
    }
}

/// Log-odds of every class against the reference: neutral, or no flag.
fn log_odds(answer: &Answer) -> Vec<f64> {
    let reference = if answer.probabilities.len() == 2 { 0 } else { super::task::NEUTRAL };
    let log = |class: usize| f64::from(answer.probabilities[class]).max(5e-5).ln();
    (0..answer.probabilities.len()).filter(|&class| class != reference).map(|class| log(class) - log(reference)).collect()
}

/// Probabilities of the classes, the reference where it belongs, after bending.
fn bent(odds: &[f64], bend: &[f64]) -> Vec<f64> {
    let mut scores: Vec<f64> = odds.iter().zip(&bend[1..]).map(|(odds, offset)| odds * bend[0] + offset).collect();
    scores.insert(if odds.len() == 1 { 0 } else { super::task::NEUTRAL }, 0.0);
    let most = scores.iter().copied().fold(f64::MIN, f64::max);
    let powers: Vec<f64> = scores.iter().map(|score| (score - most).exp()).collect();
    let sum: f64 = powers.iter().sum();
    powers.into_iter().map(|power| power / sum).collect()
}

/// What is stated of a post and whether it is so: the flag, or the most probable class.
fn statement((odds, gold, _): &Row, bend: &[f64]) -> (f32, bool) {
    let probabilities = bent(odds, bend);
    let class = if odds.len() == 1 {
        1
    } else {
        (0..probabilities.len()).max_by(|&a, &b| probabilities[a].total_cmp(&probabilities[b])).unwrap_or(0)
    };
    (probabilities[class] as f32, class == *gold)
}

/// Slope and offsets that make the labels most likely, with a weak prior at 1 and 0.
fn choose(rows: &[Row], classes: usize, offsets: bool) -> Vec<f64> {
    let start: Vec<f64> = std::iter::once(1.0).chain((1..classes).map(|_| 0.0)).collect();
    let loss = |bend: &[f64], gradient: &mut [f64]| {
        gradient.iter_mut().zip(bend.iter().zip(&start)).for_each(|(slot, (at, start))| *slot = at - start);
        let mut sum: f64 = bend.iter().zip(&start).map(|(at, start)| (at - start).powi(2) / 2.0).sum();
        for (odds, gold, weight) in rows {
            let probabilities = bent(odds, bend);
            sum -= weight * probabilities[*gold].max(1e-300).ln();
            let reference = if odds.len() == 1 { 0 } else { super::task::NEUTRAL };
            let others = (0..classes).filter(|&class| class != reference);
            for (index, class) in others.enumerate() {
                let slope = weight * (probabilities[class] - f64::from(u8::from(class == *gold)));
                gradient[0] += slope * odds[index];
                gradient[1 + index] += if offsets { slope } else { 0.0 };
            }
        }
        sum
    };
    minimise(start.clone(), 100, 1e-9, loss, |_, _| ())
}
