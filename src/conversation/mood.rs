//! The line through a customer's compounds.

use super::state::{Trajectory, Trend};

/// A compound nearer to 0 says next to nothing.
pub(super) const FLAT: f64 = 0.1;
/// From this change on there is a trend.
const TREND: f64 = 0.2;
/// From so many turns on one may be an outlier: of three, two others do not make a line to be off from.
const TRIMMED: usize = 4;

/// The trajectory of the moods of one customer, first to last; the public page of `Trajectory::change` has the formula.
pub(super) fn trajectory(moods: &[f64]) -> Trajectory {
    // Four decimals: the last bits are noise, and the class must agree with the number shown.
    let change = (change(moods) * 1e4).round() / 1e4;
    let trend = match change {
        change if change <= -TREND => Trend::Falling,
        change if change >= TREND => Trend::Recovering,
        _ => Trend::Steady,
    };
    Trajectory { trend, change: change as f32 }
}

/// The change from end to end of the fitted line, from −2 to 2.
fn change(moods: &[f64]) -> f64 {
    if moods.len() < 2 {
        return 0.0;
    }
    let all = points(moods).fold(Sums::default(), |sums, point| sums.add(point, 1.0));
    let mut best = all;
    if moods.len() >= TRIMMED {
        let mut least = f64::INFINITY;
        for point in points(moods).take(moods.len() - 1) {
            let rest = all.add(point, -1.0);
            let residual = rest.residual();
            // Sums in another order differ in the last bits; that must not decide between equals.
            if residual < least - 1e-9 {
                (least, best) = (residual, rest);
            }
        }
    }
    (best.slope() * (moods.len() - 1) as f64).clamp(-2.0, 2.0)
}

/// Weight, place and mood of each turn. Places are counted from the middle, to keep the sums small.
fn points(moods: &[f64]) -> impl Iterator<Item = (f64, f64, f64)> {
    let count = moods.len() as f64;
    let middle = (count + 1.0) / 2.0;
    (1u32..).zip(moods).map(move |(place, &mood)| (f64::from(place) / count, f64::from(place) - middle, mood))
}

/// Weighted sums, from which one point can be taken out again in constant time.
#[derive(Clone, Copy, Default)]
struct Sums {
    w: f64,
    x: f64,
    y: f64,
    xx: f64,
    xy: f64,
    yy: f64,
}

impl Sums {
    fn add(self, (w, x, y): (f64, f64, f64), sign: f64) -> Sums {
        let w = w * sign;
        Sums {
            w: self.w + w,
            x: self.x + w * x,
            y: self.y + w * y,
            xx: self.xx + w * x * x,
            xy: self.xy + w * x * y,
            yy: self.yy + w * y * y,
        }
    }

    /// Of the least-squares line. Two places differ at least, so that nothing is divided by 0.
    fn slope(self) -> f64 {
        (self.xy - self.x * self.y / self.w) / (self.xx - self.x * self.x / self.w)
    }

    /// The weighted squares of what the line misses.
    fn residual(self) -> f64 {
        let (yy, xy) = (self.yy - self.y * self.y / self.w, self.xy - self.x * self.y / self.w);
        yy - self.slope() * xy
    }
}
