//! Whether probabilities mean what they say.

use serde::Serialize;

/// Posts whose probability lies in one tenth of the range.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Bin {
    /// How many posts.
    pub count: u64,
    /// Mean of the stated probabilities.
    pub stated: f64,
    /// Share of the posts for which it was so.
    pub observed: f64,
}

/// Ten bins of equal width, and how far statement and observation are apart.
///
/// ```
/// use hearken::fit::Reliability;
/// let reliability = Reliability::of(&[(0.75, true), (0.75, true), (0.75, true), (0.75, false)]);
/// assert_eq!(reliability.error, 0.0);
/// assert_eq!(reliability.bins[7].count, 4);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Reliability {
    /// From 0 to 1.
    pub bins: [Bin; 10],
    /// Expected calibration error: the mean distance of stated and observed, each bin weighing as much as it has posts.
    pub error: f64,
}

impl Reliability {
    /// Sorts stated probabilities, each with whether it was so, into bins. A probability of 1 is in the last bin.
    pub fn of(stated: &[(f32, bool)]) -> Self {
        let mut bins = [Bin::default(); 10];
        for &(probability, so) in stated {
            let bin = &mut bins[((f64::from(probability) * 10.0) as usize).min(9)];
            bin.count += 1;
            bin.stated += f64::from(probability);
            bin.observed += f64::from(u8::from(so));
        }
        let all = stated.len().max(1) as f64;
        let mut error = 0.0;
        for bin in bins.iter_mut().filter(|bin| bin.count > 0) {
            error += (bin.stated - bin.observed).abs() / all;
            bin.stated /= bin.count as f64;
            bin.observed /= bin.count as f64;
        }
        Reliability { bins, error }
    }
}
