//! Posts on a page: safe to show, wrapped at words, with the words that count marked.

use super::page::Page;
use console::{Style, measure_text_width};
use std::ops::Range;
use unicode_segmentation::UnicodeSegmentation;

/// Sorts ranges and joins those that overlap or touch.
pub fn union(mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    ranges.retain(|range| !range.is_empty());
    ranges.sort_by_key(|range| (range.start, range.end));
    let mut union: Vec<Range<usize>> = Vec::new();
    for range in ranges {
        match union.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => union.push(range),
        }
    }
    union
}

/// Joins ranges of a text that only white space parts.
pub fn adjoined(text: &str, ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    let mut joined: Vec<Range<usize>> = Vec::new();
    for range in ranges {
        match joined.last_mut() {
            Some(last) if text.get(last.end..range.start).is_some_and(|gap| gap.trim().is_empty()) => last.end = range.end,
            _ => joined.push(range),
        }
    }
    joined
}

/// One grapheme cluster as it is shown.
struct Cell<'a> {
    text: &'a str,
    width: usize,
    marked: bool,
}

impl Cell<'_> {
    fn is_space(&self) -> bool {
        self.text == " "
    }
}

/// The text in lines of at most `page.width - indent` columns, broken between words where there are any. The bytes of `marks`
/// (sorted, not overlapping) are set off: by a style in colour, by «» on a plain page. Of a text of more than `most` characters
/// the rest is left out, and its size said.
pub fn lines(page: &Page, text: &str, marks: &[Range<usize>], mark: &Style, indent: usize, most: usize) -> Vec<String> {
    let (cells, shown) = cells(page, text, marks, most);
    let width = page.width.saturating_sub(indent).max(20);
    let mut lines: Vec<String> = wrapped(&cells, width).into_iter().map(|line| painted(page, line, mark)).collect();
    if shown < text.len() {
        let rest = format!("… {} more bytes", text.len() - shown);
        lines.push(page.dim(rest).to_string());
    }
    lines
}

/// The clusters of a text, runs of white space as one space, with the number of bytes they stand for.
fn cells<'a>(page: &Page, text: &'a str, marks: &[Range<usize>], most: usize) -> (Vec<Cell<'a>>, usize) {
    let mut cells: Vec<Cell<'a>> = Vec::new();
    let mut marks = marks.iter().peekable();
    let mut open = false;
    let mut shown = 0;
    for (start, cluster) in text.grapheme_indices(true) {
        if cells.len() >= most {
            break;
        }
        if open && marks.next_if(|mark| mark.end <= start).is_some() {
            close(page, &mut cells);
            open = false;
        }
        if !open && marks.peek().is_some_and(|mark| mark.start <= start) {
            open = true;
            if !page.colour {
                cells.push(Cell { text: "«", width: 1, marked: false });
            }
        }
        shown = start + cluster.len();
        let text = visible(cluster);
        if text != " " || cells.last().is_some_and(|last| !last.is_space()) {
            cells.push(Cell { text, width: measure_text_width(text), marked: open });
        }
    }
    if open {
        close(page, &mut cells);
    }
    (cells, shown)
}

fn close(page: &Page, cells: &mut Vec<Cell<'_>>) {
    if !page.colour {
        cells.push(Cell { text: "»", width: 1, marked: false });
    }
}

/// A cluster that a terminal only shows and does not obey: no control characters, no change of the writing direction, and no tower
/// of combining marks.
fn visible(cluster: &str) -> &str {
    const TALLEST: usize = 64;
    let obeyed =
        |c: char| c.is_control() || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    if cluster.chars().all(char::is_whitespace) {
        " "
    } else if cluster.len() > TALLEST || cluster.chars().any(obeyed) {
        "\u{fffd}"
    } else {
        cluster
    }
}

/// Fills lines with words; a word that is longer than a line is broken.
fn wrapped<'c, 'a>(cells: &'c [Cell<'a>], width: usize) -> Vec<&'c [Cell<'a>]> {
    let mut lines = Vec::new();
    let mut start = 0;
    let mut space = None;
    let mut used = 0;
    let mut at = 0;
    while at < cells.len() {
        let cell = &cells[at];
        if used + cell.width > width && at > start {
            if cell.is_space() {
                space = Some(at);
            }
            let end = space.unwrap_or(at);
            lines.push(&cells[start..end]);
            start = if space.is_some() { end + 1 } else { end };
            at = start;
            used = 0;
            space = None;
            continue;
        }
        if cell.is_space() && at > start {
            space = Some(at);
        }
        used += cell.width;
        at += 1;
    }
    if start < cells.len() {
        lines.push(&cells[start..]);
    }
    lines
}

fn painted(page: &Page, line: &[Cell<'_>], mark: &Style) -> String {
    let mut painted = String::new();
    for run in line.chunk_by(|one, next| one.marked == next.marked) {
        let text: String = run.iter().map(|cell| cell.text).collect();
        match run[0].marked {
            true => painted.push_str(&page.paint(mark, text).to_string()),
            false => painted.push_str(&text),
        }
    }
    painted
}

/// Words in lines of at most `width` columns.
pub fn paragraph(text: &str, width: usize) -> Vec<String> {
    let page = Page { colour: false, width };
    lines(&page, text, &[], &Style::new(), 0, usize::MAX)
}

/// A text filled up with spaces to `width` columns; longer ones stay as they are.
pub fn padded(text: &str, width: usize) -> String {
    format!("{text}{}", " ".repeat(width.saturating_sub(measure_text_width(text))))
}

/// Something of the input on one line, safe to show.
pub fn line(text: &str) -> String {
    paragraph(text, usize::MAX).concat()
}

/// The beginning of something of the input on one line of at most `width` columns, safe to show.
pub fn shortened(text: &str, width: usize) -> String {
    // No more of a long text is looked at than can be shown.
    let end = text.char_indices().nth(4 * width + 64).map_or(text.len(), |(end, _)| end);
    console::truncate_str(&line(&text[..end]), width, "…").into_owned()
}
