//! The grammar of a rules file, as `serde` reads it.

use crate::Error;
use crate::verdict::{Route, Severity, Target, UrgencyLevel};
use serde::Deserialize;
use std::collections::BTreeMap;
use toml::Spanned;

/// A whole file.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RulesFile {
    #[serde(default)]
    pub(crate) flags: BTreeMap<Spanned<String>, FlagStanza>,
    #[serde(default)]
    pub(crate) rule: Vec<RuleStanza>,
    /// Rules of earlier files that no longer apply.
    #[serde(default)]
    pub(crate) disable: Vec<Spanned<String>>,
}

/// `[flags.name]`
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct FlagStanza {
    pub(crate) scale: Option<Spanned<String>>,
    #[serde(default)]
    pub(crate) bias: i32,
    #[serde(default)]
    pub(crate) threshold: i32,
    pub(crate) alone: Option<i32>,
    pub(crate) against: Option<i32>,
    pub(crate) route: Option<Route>,
    /// For readers.
    #[serde(rename = "meaning")]
    pub(crate) _meaning: String,
}

/// `[[rule]]`
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RuleStanza {
    pub(crate) id: Spanned<String>,
    #[serde(default)]
    pub(crate) all: Vec<Spanned<String>>,
    #[serde(default)]
    pub(crate) any: Vec<Spanned<String>>,
    #[serde(default)]
    pub(crate) none: Vec<Spanned<String>>,
    pub(crate) within: Option<Spanned<String>>,
    #[serde(default)]
    pub(crate) gives: BTreeMap<Spanned<String>, i32>,
    pub(crate) severity: Option<Severity>,
    pub(crate) target: Option<Target>,
    #[serde(default)]
    pub(crate) urgency: i16,
    pub(crate) floor: Option<UrgencyLevel>,
    pub(crate) ceiling: Option<UrgencyLevel>,
    pub(crate) route: Option<Route>,
    pub(crate) reason: String,
}

/// Reads a file.
pub(crate) fn parse(name: &str, text: &str) -> Result<RulesFile, Error> {
    toml::from_str(text).map_err(|error| Error::toml(name, text, &error))
}
