//! One row of a file as a post: a JSON object, or fields under a header.

use hearken::{Author, Brand, Post, Role};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// A line of JSON Lines: the keys of [`Post`], read with more patience. `author` may also be the author's id, and `role` may stand
/// beside it, as exports of threads have them. Keys of no concern are passed over.
#[derive(Deserialize)]
struct Object {
    id: Option<Value>,
    text: Option<String>,
    lang: Option<String>,
    brand: Option<Value>,
    competitors: Option<Value>,
    author: Option<Value>,
    role: Option<Value>,
    time: Option<Value>,
}

/// Reads one JSON object; the error says which key is wrong.
pub fn from_json(line: &str) -> Result<Post, String> {
    // Without this, `serde` would take an array for the keys in their order.
    if !line.trim_start().starts_with('{') {
        return Err("expected a JSON object".to_owned());
    }
    let object: Object = serde_json::from_str(line).map_err(|error| in_line(&error))?;
    let mut author = match object.author {
        Some(Value::Object(author)) => value("author", Value::Object(author), "an object with `role` and `id`")?,
        author => Author { id: identifier("author", author)?, ..Author::default() },
    };
    if let Some(role) = object.role {
        author.role = value("role", role, "customer, agent or brand")?;
    }
    Ok(Post {
        id: identifier("id", object.id)?,
        text: object.text.ok_or("no key `text`")?,
        lang: object.lang,
        brand: object.brand.map(|brand| value("brand", brand, BRAND)).transpose()?,
        competitors: object
            .competitors
            .map(|list| value("competitors", list, "a list of brands"))
            .transpose()?
            .unwrap_or_default(),
        author,
        time: object.time.map(time).transpose()?.flatten(),
    })
}

const BRAND: &str = "a name, or an object with `name`, `handles` and `aliases`";

/// An error of `serde_json` without its line, which is that of the one object and not that of the file.
fn in_line(error: &serde_json::Error) -> String {
    error.to_string().replace(" at line 1 column ", " at column ")
}

fn value<T: DeserializeOwned + Default>(key: &str, value: Value, expected: &str) -> Result<T, String> {
    if value.is_null() {
        return Ok(T::default());
    }
    let found = value.to_string();
    serde_json::from_value(value).map_err(|_| format!("key `{key}`: expected {expected}, found {}", shortened(&found)))
}

fn identifier(key: &str, value: Option<Value>) -> Result<Option<String>, String> {
    match value {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text)),
        Some(Value::Number(number)) => Ok(Some(number.to_string())),
        Some(other) => Err(format!("key `{key}`: expected a string or a number, found {}", shortened(&other.to_string()))),
    }
}

/// Seconds, by the rules of [`Post`].
fn time(value: Value) -> Result<Option<i64>, String> {
    let found = value.to_string();
    let post: Result<Post, _> = serde_json::from_value(serde_json::json!({ "text": "", "time": value }));
    post.map(|post| post.time)
        .map_err(|_| format!("key `time`: expected seconds or a time such as 2024-05-01T10:30:00Z, found {}", shortened(&found)))
}

/// What was found, in a length that suits a message.
fn shortened(found: &str) -> String {
    match found.char_indices().nth(60) {
        Some((end, _)) => format!("{}…", &found[..end]),
        None => found.to_owned(),
    }
}

/// Which column of a table is which.
#[derive(Debug, PartialEq, Eq)]
pub struct Columns {
    count: usize,
    text: usize,
    id: Option<usize>,
    lang: Option<usize>,
    brand: Option<usize>,
    author: Option<usize>,
    role: Option<usize>,
    time: Option<usize>,
}

impl Columns {
    /// Finds the columns by their names, without regard to case; of two with the same name the first counts.
    pub fn find<'a>(header: impl IntoIterator<Item = &'a str>) -> Result<Columns, String> {
        let names: Vec<String> = header.into_iter().map(|name| name.trim().to_ascii_lowercase()).collect();
        let column = |name: &str| names.iter().position(|found| found == name);
        let text = column("text").ok_or_else(|| format!("no column is named `text`; the columns are: {}", names.join(", ")))?;
        Ok(Columns {
            count: names.len(),
            text,
            id: column("id"),
            lang: column("lang"),
            brand: column("brand"),
            author: column("author"),
            role: column("role"),
            time: column("time"),
        })
    }

    /// The post of a row. Fields after the last named column must be empty: otherwise a stray separator has shifted them.
    pub fn post(&self, fields: &[&str]) -> Result<Post, String> {
        let extra = fields.iter().skip(self.count).any(|field| !field.is_empty());
        if extra || fields.len() <= self.text {
            return Err(format!("expected {} columns, found {}", self.count, fields.len()));
        }
        let field = |column: Option<usize>| {
            let text = column.and_then(|column| fields.get(column)).map(|field| field.trim());
            text.filter(|text| !text.is_empty()).map(str::to_owned)
        };
        let mut author = Author::default();
        // The column `author` holds a role in some tables, an id in others.
        if let Some(name) = field(self.author) {
            match role(&name) {
                Some(role) => author.role = role,
                None => author.id = Some(name),
            }
        }
        if let Some(name) = field(self.role) {
            author.role = role(&name).ok_or_else(|| format!("role `{}`: expected customer, agent or brand", shortened(&name)))?;
        }
        Ok(Post {
            id: field(self.id),
            text: fields[self.text].to_owned(),
            lang: field(self.lang),
            brand: field(self.brand).map(Brand::new),
            competitors: Vec::new(),
            author,
            // Tables write times in a hundred ways and no verdict rests on one, so a time that cannot be read is left out.
            time: field(self.time).and_then(seconds),
        })
    }
}

fn seconds(text: String) -> Option<i64> {
    match text.parse::<i64>() {
        Ok(seconds) => Some(seconds),
        Err(_) => time(Value::String(text)).ok().flatten(),
    }
}

fn role(name: &str) -> Option<Role> {
    match name.to_ascii_lowercase().as_str() {
        "customer" => Some(Role::Customer),
        "agent" => Some(Role::Agent),
        "brand" => Some(Role::Brand),
        _ => None,
    }
}
