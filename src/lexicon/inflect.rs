//! All inflections of a word: regular ones by suffix rules, irregular ones by a list.

use super::file;
use crate::Error;
use rustc_hash::FxHashMap;

/// The inflection of one language.
#[derive(Clone, Debug, Default)]
pub(crate) struct Inflector {
    rules: Vec<Rule>,
    irregular: FxHashMap<String, Vec<String>>,
}

/// Strips an ending and adds each suffix.
#[derive(Clone, Debug)]
struct Rule {
    /// The letter before the ending must be (or, negated, must not be) one of these; empty for any.
    before: String,
    negated: bool,
    ending: String,
    suffixes: Vec<String>,
}

impl Inflector {
    /// Adds a rule: an ending such as `y`, `[^aeiou]y` or `[aeiou]y`, and the suffixes that replace its literal part.
    pub(crate) fn rule(&mut self, ending: &str, suffixes: Vec<String>) {
        let (class, ending) = match ending.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
            Some((class, literal)) => (class, literal),
            None => ("", ending),
        };
        let (before, negated) = match class.strip_prefix('^') {
            Some(letters) => (letters, true),
            None => (class, false),
        };
        self.rules.push(Rule { before: before.to_owned(), negated, ending: ending.to_owned(), suffixes });
    }

    /// Adds the irregular words of a `forms.tsv`.
    pub(crate) fn load(&mut self, name: &str, text: &str) -> Result<(), Error> {
        for row in file::rows(name, text, 2) {
            let row = row?;
            let forms = file::list(row.column(1)).map(|(_, form)| form.to_owned()).collect();
            self.irregular.insert(row.column(0).to_owned(), forms);
        }
        Ok(())
    }

    /// The word itself and all its forms, without repetition.
    pub(crate) fn forms(&self, lemma: &str) -> Vec<String> {
        let mut forms = vec![lemma.to_owned()];
        if let Some(irregular) = self.irregular.get(lemma) {
            forms.extend(irregular.iter().cloned());
        } else if let Some((rule, stem)) = self.rules.iter().find_map(|rule| Some((rule, rule.stem(lemma)?))) {
            forms.extend(rule.suffixes.iter().map(|suffix| format!("{stem}{suffix}")));
        }
        let mut seen = rustc_hash::FxHashSet::default();
        forms.retain(|form| !form.is_empty() && seen.insert(form.clone()));
        forms
    }
}

impl Rule {
    fn stem<'w>(&self, lemma: &'w str) -> Option<&'w str> {
        let stem = lemma.strip_suffix(self.ending.as_str())?;
        if self.before.is_empty() {
            return Some(stem);
        }
        let last = stem.chars().next_back()?;
        (self.before.contains(last) != self.negated).then_some(stem)
    }
}
