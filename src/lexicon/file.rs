//! The shape all word files share: lines of columns, with comments and places for errors.

use crate::Error;
use crate::error::Place;
use crate::lexicon::weights::{Scale, Weights};

/// One line of a file.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Row<'a> {
    file: &'a str,
    number: usize,
    line: &'a str,
    /// The first columns, trimmed; empty where there is none or a `-`.
    columns: [&'a str; MOST_COLUMNS],
}

/// Columns that any file has.
const MOST_COLUMNS: usize = 4;

impl<'a> Row<'a> {
    /// Column `index`, counted from 0, of the first four; empty if the line is shorter or the column is `-`.
    pub(crate) fn column(&self, index: usize) -> &'a str {
        self.columns[index]
    }

    /// The file it stands in.
    pub(crate) fn file(&self) -> &'a str {
        self.file
    }

    /// Its line, counted from 1.
    pub(crate) fn number(&self) -> usize {
        self.number
    }

    /// The whole line.
    pub(crate) fn line(&self) -> &'a str {
        self.line
    }

    /// The error that the first column stands in another line of the file too.
    pub(crate) fn repeated(&self) -> Error {
        Error::conflict(self.place(0), format!("`{}` stands twice in this file", self.column(0))).showing(self.line)
    }

    /// Where a column begins.
    pub(crate) fn place(&self, column: usize) -> Place<'a> {
        self.place_in(column, 0)
    }

    /// The place `offset` bytes into a column.
    pub(crate) fn place_in(&self, column: usize, offset: usize) -> Place<'a> {
        let before: usize = self.line.split('\t').take(column).map(|text| text.chars().count() + 1).sum();
        let text = self.line.split('\t').nth(column).unwrap_or("");
        let offset = text.get(..offset).map_or(offset, |head| head.chars().count());
        Place::new(self.file, self.number, before + offset + 1)
    }
}

/// The lines of a file that are neither empty nor comments, each with at least `least` columns, or an error.
pub(crate) fn rows<'a>(file: &'a str, text: &'a str, least: usize) -> impl Iterator<Item = Result<Row<'a>, Error>> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    text.lines().enumerate().filter_map(move |(index, line)| {
        let comment = line == "#" || line.starts_with("# ");
        if line.trim().is_empty() || comment {
            return None;
        }
        let mut columns = [""; MOST_COLUMNS];
        let mut found = 0;
        for text in pieces(line, b'\t') {
            if let Some(column) = columns.get_mut(found) {
                *column = Some(trimmed(text)).filter(|text| *text != "-").unwrap_or("");
            }
            found += 1;
        }
        let row = Row { file, number: index + 1, line, columns };
        if found < least {
            let place = Place::new(file, index + 1, line.chars().count() + 1);
            let message = format!("expected {least} columns separated by tabs, found {found}");
            return Some(Err(Error::syntax(place, message).showing(line)));
        }
        Some(Ok(row))
    })
}

/// The pieces of a short text between marks of ASCII; in most files they are too short for a search that is made for long ones.
fn pieces(text: &str, mark: u8) -> impl Iterator<Item = &str> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let text = rest?;
        let end = text.bytes().position(|byte| byte == mark);
        rest = end.map(|end| &text[end + 1..]);
        Some(end.map_or(text, |end| &text[..end]))
    })
}

/// A text without the white space around it, which it seldom has.
fn trimmed(text: &str) -> &str {
    let is_plain = |byte: Option<&u8>| byte.is_none_or(|byte| (b'!'..=b'~').contains(byte));
    let bytes = text.as_bytes();
    if is_plain(bytes.first()) && is_plain(bytes.last()) { text } else { text.trim() }
}

/// The items of a comma-separated list with their byte offsets.
pub(crate) fn list(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut offset = 0;
    pieces(text, b',').filter_map(move |whole| {
        let start = offset + (whole.len() - whole.trim_start().len());
        offset += whole.len() + 1;
        let item = trimmed(whole);
        (!item.is_empty()).then_some((start, item))
    })
}

/// What the weights column says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Load {
    /// Points by scale.
    pub(crate) weights: Weights,
    /// Whether a weight was stated, be it zero.
    pub(crate) stated: bool,
    /// Whether the members of the phrase lose their weights and cues.
    pub(crate) mute: bool,
    /// Whether an overlay takes the entry away.
    pub(crate) remove: bool,
}

/// Reads `scale=points,…`, `mute`, `remove` or `-`.
pub(crate) fn load(row: &Row<'_>, column: usize) -> Result<Load, Error> {
    let mut load = Load::default();
    for (offset, item) in list(row.column(column)) {
        let place = || row.place_in(column, offset);
        match item.split_once('=') {
            Some((name, points)) => {
                let Some(scale) = Scale::named(name.trim()) else {
                    return Err(Error::unknown(place(), "scale", name.trim(), Scale::NAMES).showing(row.line()));
                };
                let Ok(points @ -127..=127) = points.trim().parse::<i8>() else {
                    let place = row.place_in(column, offset + name.len() + 1);
                    let message = format!("expected points from -127 to 127, found `{points}`");
                    return Err(Error::syntax(place, message).showing(row.line()));
                };
                load.weights.set(scale, points);
                load.stated = true;
            }
            None if item == "mute" => {
                load.mute = true;
                load.stated = true;
            }
            None if item == "remove" => load.remove = true,
            None => {
                let message = format!("expected `scale=points`, `mute`, `remove` or `-`, found `{item}`");
                return Err(Error::syntax(place(), message)
                    .suggest(item, ["mute", "remove"].into_iter().chain(Scale::NAMES))
                    .showing(row.line()));
            }
        }
    }
    Ok(load)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_and_trimming_are_those_of_the_standard_library() {
        for text in ["", "a", "a\tb", "\t", "a\t\tb\t", " a \t-\t\u{3000}b\u{a0}", "é\t é", "x\ty z\t\u{85}"] {
            assert!(pieces(text, b'\t').eq(text.split('\t')), "{text:?}");
            assert!(pieces(text, b'\t').map(trimmed).eq(text.split('\t').map(str::trim)), "{text:?}");
        }
        assert!(list("a=1, b ,,c").eq([(0, "a=1"), (5, "b"), (9, "c")]));
    }
}
