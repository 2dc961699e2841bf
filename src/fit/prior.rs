//! How far labels may move points from where a person put them.

use std::collections::BTreeMap;

/// Standard deviations of points around their current values. The smaller, the more posts it takes to change anything.
///
/// ```
/// use hearken::fit::Prior;
/// let prior = Prior { known: 6.0, ..Prior::default() }.source("vader", 12.0).term("awful", 1.0);
/// assert_eq!(prior.of("awful", Some("hearken")), 1.0);
/// assert_eq!(prior.of("great", Some("vader")), 12.0);
/// assert_eq!(prior.of("good", Some("hearken")), 6.0);
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Prior {
    /// Of words and phrases that have points.
    pub known: f64,
    /// Of proposed words and phrases, around what they give without being entries.
    pub new: f64,
    /// Of rules and facts.
    pub facts: f64,
    /// Of biases.
    pub biases: f64,
    /// Of the parameters of composition, in percent.
    pub composition: f64,
    /// Of entries of a source, instead of `known`.
    pub sources: BTreeMap<String, f64>,
    /// Of single entries, instead of both.
    pub terms: BTreeMap<String, f64>,
}

impl Default for Prior {
    fn default() -> Self {
        Prior {
            known: 10.0,
            new: 10.0,
            facts: 10.0,
            biases: 30.0,
            composition: 20.0,
            sources: BTreeMap::new(),
            terms: BTreeMap::new(),
        }
    }
}

impl Prior {
    /// Another standard deviation for entries of a source, as it stands in the fourth column of the lexicon.
    #[must_use]
    pub fn source(mut self, source: impl Into<String>, points: f64) -> Self {
        self.sources.insert(source.into(), points);
        self
    }

    /// Another standard deviation for one word or phrase.
    #[must_use]
    pub fn term(mut self, term: impl Into<String>, points: f64) -> Self {
        self.terms.insert(term.into(), points);
        self
    }

    /// The standard deviation for an entry: its own, that of its source, or that of all.
    pub fn of(&self, term: &str, source: Option<&str>) -> f64 {
        let by_source = || source.and_then(|source| self.sources.get(source)).copied();
        self.terms.get(term).copied().or_else(by_source).unwrap_or(self.known)
    }
}
