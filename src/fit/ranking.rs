//! How well a score puts the posts with a flag before those without.

/// Groups of equal scores from the highest down: posts with the flag, posts without it.
fn groups(scored: &[(f32, bool)]) -> Vec<(u64, u64)> {
    let mut order: Vec<&(f32, bool)> = scored.iter().collect();
    order.sort_by(|a, b| b.0.total_cmp(&a.0));
    let mut groups: Vec<(u64, u64)> = Vec::new();
    let mut last = None;
    for &&(score, flagged) in &order {
        if last != Some(score) {
            groups.push((0, 0));
            last = Some(score);
        }
        if let Some((with, without)) = groups.last_mut() {
            *with += u64::from(flagged);
            *without += u64::from(!flagged);
        }
    }
    groups
}

/// Area under the ROC curve: the chance that a post with the flag scores higher than one without, equal scores counting half.
/// `None` if either kind is missing.
///
/// ```
/// use hearken::fit::roc_auc;
/// assert_eq!(roc_auc(&[(0.9, true), (0.8, false), (0.7, true), (0.1, false)]), Some(0.75));
/// ```
pub fn roc_auc(scored: &[(f32, bool)]) -> Option<f64> {
    let groups = groups(scored);
    let (with, without) = groups.iter().fold((0, 0), |sum, group| (sum.0 + group.0, sum.1 + group.1));
    if with == 0 || without == 0 {
        return None;
    }
    let mut above = 0u64;
    let mut won = 0.0;
    for (here, others) in groups {
        won += others as f64 * (above as f64 + here as f64 / 2.0);
        above += here;
    }
    Some(won / (with as f64 * without as f64))
}

/// Average precision: over all distinct thresholds, the precision weighted by the gain in recall. `None` if no post has the flag.
///
/// ```
/// use hearken::fit::average_precision;
/// let precision = average_precision(&[(0.9, true), (0.8, false), (0.7, true)]).unwrap();
/// assert!((precision - (1.0 + 2.0 / 3.0) / 2.0).abs() < 1e-12);
/// ```
pub fn average_precision(scored: &[(f32, bool)]) -> Option<f64> {
    let groups = groups(scored);
    let all: u64 = groups.iter().map(|group| group.0).sum();
    if all == 0 {
        return None;
    }
    let (mut found, mut seen, mut sum) = (0u64, 0u64, 0.0);
    for (with, without) in groups {
        found += with;
        seen += with + without;
        sum += with as f64 / all as f64 * found as f64 / seen as f64;
    }
    Some(sum)
}
