//! Longer pages: how Hearken is built, what its words mean, and how its data is written.
//!
//! - [`design`]: the stages, the arithmetic, the pattern engine, scopes and rules, with the reasons.
//! - [`rubric`]: what each flag, urgency level, route and polarity means. Data, tests and documentation follow it.
//! - [`reading`]: posts of five languages read with their verdicts, what was wrong with them, and what was mended.
//! - [`false_alarms`]: how often flags are raised for nothing, and why.
//! - [`data`]: the grammar of every data file, and where each file comes from.

#[doc = include_str!("design.md")]
pub mod design {}

#[doc = include_str!("rubric.md")]
pub mod rubric {}

#[doc = include_str!("reading.md")]
#[doc = include_str!("reading-en.md")]
#[doc = include_str!("reading-de.md")]
#[doc = include_str!("reading-zh.md")]
#[doc = include_str!("reading-ja.md")]
pub mod reading {}

#[doc = include_str!("false-alarms.md")]
pub mod false_alarms {}

#[doc = include_str!("../../data/README.md")]
pub mod data {}

/// The examples of the README, so that they are tested.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
mod readme {}
