//! Labelled posts, read from tables or JSON Lines.

use crate::error::Place;
use crate::{Brand, Error, Post};
use serde_json::Value;
use std::collections::BTreeMap;

/// A post and what a person said of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Example {
    /// The post.
    pub post: Post,
    /// The label as it is written.
    pub label: String,
    /// The other columns, by name.
    pub columns: BTreeMap<String, String>,
    /// The line it stands in, counted from 1.
    pub line: usize,
}

/// Labelled posts with a name.
///
/// ```
/// use hearken::fit::Dataset;
/// let posts = Dataset::read("mine.tsv", "label\ttext\tshop\nnegative\tslow again\tberlin\n")?;
/// assert_eq!(posts.examples()[0].label, "negative");
/// assert_eq!(posts.examples()[0].columns["shop"], "berlin");
/// let posts = Dataset::read("mine.jsonl", r#"{"label": "angry", "text": "I am livid", "brand": "Acme"}"#)?;
/// assert!(posts.examples()[0].post.brand.is_some());
/// # Ok::<(), hearken::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Dataset {
    name: String,
    examples: Vec<Example>,
}

impl Dataset {
    /// Labelled posts that are at hand already.
    pub fn new(name: impl Into<String>, examples: Vec<Example>) -> Self {
        Dataset { name: name.into(), examples }
    }

    /// Reads a text: JSON Lines if it begins with `{`, otherwise a table with a header and columns separated by tabs.
    ///
    /// A table has the columns `label` and `text`; `id`, `brand` and `lang` go into the post, all others into
    /// [`columns`](Example::columns). A JSON object has the keys of [`Post`] and `label`; other keys with plain values are columns.
    /// Empty lines are passed over.
    ///
    /// # Errors
    ///
    /// If a column is missing, a row has too few or too many, a label is empty, or a line is not a JSON object. The error names the line.
    pub fn read(name: impl Into<String>, text: &str) -> Result<Self, Error> {
        let name = name.into();
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let lines = text.lines().enumerate().map(|(index, line)| (index + 1, line.trim_end_matches('\r')));
        let mut lines = lines.filter(|(_, line)| !line.trim().is_empty());
        let examples = if text.trim_start().starts_with('{') {
            lines.map(|(number, line)| from_json(&name, number, line)).collect::<Result<_, _>>()?
        } else if let Some((number, header)) = lines.next() {
            let table = Table::of(&name, number, header)?;
            lines.map(|(number, line)| table.example(number, line)).collect::<Result<_, _>>()?
        } else {
            Vec::new()
        };
        Ok(Dataset { name, examples })
    }

    /// The name it was given.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The labelled posts, in order.
    pub fn examples(&self) -> &[Example] {
        &self.examples
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.examples.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.examples.is_empty()
    }

    /// The posts for which `keep` holds, given their index and content, under the same name.
    #[must_use]
    pub fn filter(&self, mut keep: impl FnMut(usize, &Example) -> bool) -> Dataset {
        let kept = self.examples.iter().enumerate().filter(|(index, example)| keep(*index, example));
        Dataset { name: self.name.clone(), examples: kept.map(|(_, example)| example.clone()).collect() }
    }

    /// As many posts as wished for, drawn without replacement, and the others; both in the order of the file.
    ///
    /// ```
    /// use hearken::fit::Dataset;
    /// let posts = Dataset::read("p", "label\ttext\nneutral\ta\nneutral\tb\nneutral\tc\n")?;
    /// let (few, others) = posts.draw(1, 7);
    /// assert_eq!((few.len(), others.len()), (1, 2));
    /// # Ok::<(), hearken::Error>(())
    /// ```
    pub fn draw(&self, count: usize, seed: u64) -> (Dataset, Dataset) {
        let mut random = super::random::Random::new(seed);
        let mut order: Vec<usize> = (0..self.len()).collect();
        for at in (1..order.len()).rev() {
            order.swap(at, random.below(at + 1));
        }
        let mut drawn = vec![false; self.len()];
        order.iter().take(count).for_each(|&index| drawn[index] = true);
        (self.filter(|index, _| drawn[index]), self.filter(|index, _| !drawn[index]))
    }
}

/// Which column of a table is which.
struct Table<'a> {
    file: &'a str,
    names: Vec<String>,
    label: usize,
    text: usize,
}

impl<'a> Table<'a> {
    fn of(file: &'a str, number: usize, header: &str) -> Result<Self, Error> {
        let names: Vec<String> = header.split('\t').map(|name| name.trim().to_lowercase()).collect();
        let find = |wanted: &str| {
            names.iter().position(|name| name == wanted).ok_or_else(|| {
                let message = format!("expected a column named `{wanted}`, found: {}", names.join(", "));
                Error::syntax(Place::new(file, number, 1), message).showing(header)
            })
        };
        let (label, text) = (find("label")?, find("text")?);
        Ok(Table { file, names, label, text })
    }

    fn example(&self, line: usize, row: &str) -> Result<Example, Error> {
        let fields: Vec<&str> = row.split('\t').collect();
        if fields.len() != self.names.len() {
            let place = Place::new(self.file, line, row.chars().count() + 1);
            let message = format!("expected {} columns separated by tabs, found {}", self.names.len(), fields.len());
            return Err(Error::syntax(place, message).showing(row));
        }
        let label = fields[self.label].trim().to_owned();
        if label.is_empty() {
            let before: usize = fields[..self.label].iter().map(|field| field.chars().count() + 1).sum();
            return Err(Error::syntax(Place::new(self.file, line, before + 1), "expected a label").showing(row));
        }
        let mut post = Post::new(fields[self.text]);
        let mut columns = BTreeMap::new();
        for (index, (name, field)) in self.names.iter().zip(fields).enumerate() {
            if index == self.label || index == self.text {
                continue;
            }
            let field = field.trim();
            match name.as_str() {
                "id" => post.id = Some(field.to_owned()),
                "brand" if !field.is_empty() => post.brand = Some(Brand::new(field)),
                "lang" if !field.is_empty() => post.lang = Some(field.to_owned()),
                _ => {}
            }
            columns.insert(name.clone(), field.to_owned());
        }
        Ok(Example { post, label, columns, line })
    }
}

fn from_json(file: &str, line: usize, text: &str) -> Result<Example, Error> {
    let refuse = |column: usize, message: String| Error::syntax(Place::new(file, line, column), message).showing(text);
    let broken = |error: serde_json::Error| {
        let message = error.to_string();
        let message = message.split(" at line ").next().unwrap_or("").to_owned();
        refuse(error.column().max(1), message)
    };
    let value: Value = serde_json::from_str(text).map_err(broken)?;
    let Value::Object(object) = &value else { return Err(refuse(1, "expected a JSON object".to_owned())) };
    for key in ["label", "text"] {
        if object.get(key).is_none_or(|value| plain(value).is_none_or(|text| text.is_empty() && key == "label")) {
            return Err(refuse(1, format!("expected a key `{key}` with a plain value")));
        }
    }
    let label = object.get("label").and_then(plain).unwrap_or_default();
    let columns = object.iter().filter(|(key, _)| !matches!(key.as_str(), "label" | "text"));
    let columns = columns.filter_map(|(key, value)| Some((key.clone(), plain(value)?))).collect();
    let post: Post = serde_json::from_value(value).map_err(broken)?;
    Ok(Example { post, label, columns, line })
}

/// A string, a number or a truth value as text.
fn plain(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(_) | Value::Bool(_) => Some(value.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}
