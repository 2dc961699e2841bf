//! Posts from a file or a pipe, one after the other. A row that cannot be read is an error in its place; the run goes on.

use super::row::{self, Columns};
use hearken::Post;
use indicatif::{ProgressBar, ProgressStyle};
use std::fs::File;
use std::io::{self, BufRead, BufReader, Cursor, IsTerminal, Read};
use std::path::Path;

/// How posts are written in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// One post a line
    Text,
    /// Comma- or semicolon-separated values with a header; fields may be quoted
    Csv,
    /// Tab-separated values with a header; fields are taken as they are, quotes included
    Tsv,
    /// One JSON object a line
    Jsonl,
}

/// A row of the input.
#[derive(Debug)]
pub struct Row {
    /// Its first line, counted from 1.
    pub line: u64,
    /// The post, or why there is none.
    pub post: Result<Post, String>,
}

/// The longest line that is read. What is longer is refused and passed over, so that memory stays bounded.
const LONGEST: u64 = 16 << 20;

/// A file is worth a progress bar from this size on, in bytes.
const LONG_FILE: u64 = 4 << 20;

/// Reads the rows of one input.
pub struct Posts {
    rows: Rows,
    bar: ProgressBar,
    over: bool,
}

enum Rows {
    Lines { lines: Lines, form: Form },
    Csv { reader: csv::Reader<Box<dyn Read>>, columns: Columns, record: csv::ByteRecord },
}

enum Form {
    Text,
    Tsv(Columns),
    Jsonl,
}

impl Posts {
    /// Opens a file, or standard input for `-` or none. A long file gets a progress bar if `bar` is wished for and standard error is a
    /// terminal.
    pub fn open(path: Option<&Path>, format: Option<Format>, bar: bool) -> Result<Posts, String> {
        let Some(path) = path.filter(|path| *path != Path::new("-")) else {
            return Posts::read(Box::new(io::stdin()), None, format)
                .map_err(|error| format!("cannot read standard input: {error}"));
        };
        let broken = |error: io::Error| format!("cannot read {}: {error}", path.display());
        let file = File::open(path).map_err(broken)?;
        let size = file.metadata().map_err(broken)?.len();
        let bar = if bar && size >= LONG_FILE && io::stderr().is_terminal() { progress_bar(size) } else { ProgressBar::hidden() };
        let extension = path.extension().and_then(|extension| extension.to_str());
        let posts = Posts::read(Box::new(bar.wrap_read(file)), extension, format);
        let mut posts = posts.map_err(|error| format!("cannot read {}: {error}", path.display()))?;
        posts.bar = bar;
        Ok(posts)
    }

    /// Reads from anything. Without a format, the file's extension decides, then the first line.
    pub fn read(source: Box<dyn Read>, extension: Option<&str>, format: Option<Format>) -> Result<Posts, String> {
        let mut lines = Lines::new(source);
        lines.peeked = lines.advance().map_err(|error| error.to_string())?;
        if lines.line.starts_with(b"\xff\xfe") || lines.line.starts_with(b"\xfe\xff") {
            return Err("expected UTF-8, found UTF-16".to_owned());
        }
        if lines.line.starts_with("\u{feff}".as_bytes()) {
            lines.line.drain(.."\u{feff}".len());
        }
        let first = String::from_utf8_lossy(&lines.line).into_owned();
        let detected = || extension.and_then(of_extension).unwrap_or_else(|| of_first_line(&first));
        let rows = match format.unwrap_or_else(detected) {
            // Nothing at all is no table without a header, but no posts.
            _ if lines.peeked.is_none() => Rows::Lines { lines, form: Form::Text },
            Format::Text => Rows::Lines { lines, form: Form::Text },
            Format::Jsonl => Rows::Lines { lines, form: Form::Jsonl },
            Format::Tsv => {
                let columns = Columns::find(first.split('\t'))?;
                lines.peeked = None;
                Rows::Lines { lines, form: Form::Tsv(columns) }
            }
            Format::Csv => {
                let mut start = lines.line;
                start.push(b'\n');
                let source: Box<dyn Read> = Box::new(Cursor::new(start).chain(lines.reader));
                let mut reader = csv::ReaderBuilder::new().delimiter(delimiter(&first)).flexible(true).from_reader(source);
                let columns = Columns::find(reader.headers().map_err(|error| error.to_string())?)?;
                Rows::Csv { reader, columns, record: csv::ByteRecord::new() }
            }
        };
        Ok(Posts { rows, bar: ProgressBar::hidden(), over: false })
    }

    /// Whether the next row may have to be waited for: the time to show what there is.
    pub fn may_wait(&self) -> bool {
        match &self.rows {
            Rows::Lines { lines, .. } => lines.reader.buffer().is_empty(),
            Rows::Csv { .. } => false,
        }
    }

    /// Runs something that writes to the terminal, with the progress bar out of the way.
    pub fn beside_bar(&self, write: impl FnOnce()) {
        self.bar.suspend(write);
    }
}

impl Drop for Posts {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}

impl Iterator for Posts {
    type Item = Row;

    fn next(&mut self) -> Option<Row> {
        if self.over {
            return None;
        }
        let next = match &mut self.rows {
            Rows::Lines { lines, form } => next_line(lines, form),
            Rows::Csv { reader, columns, record } => next_record(reader, columns, record),
        };
        // After an error of the device nothing more can come.
        self.over = !matches!(next, Ok(Some(_)));
        next.unwrap_or_else(|Broken { line, error }| Some(Row { line, post: Err(error) }))
    }
}

/// The device gave up at this line.
struct Broken {
    line: u64,
    error: String,
}

/// The next post of a file of lines. Only in plain text is an empty line a post.
fn next_line(lines: &mut Lines, form: &Form) -> Result<Option<Row>, Broken> {
    loop {
        let state = lines.advance().map_err(|error| Broken { line: lines.number + 1, error: error.to_string() })?;
        let Some(state) = state else { return Ok(None) };
        let line = state.and_then(|()| utf8(&lines.line));
        let post = match (line, form) {
            (Err(error), _) => Err(error),
            (Ok(text), Form::Text) => Ok(Post::new(text)),
            (Ok(blank), _) if blank.trim().is_empty() => continue,
            (Ok(line), Form::Jsonl) => row::from_json(line),
            (Ok(line), Form::Tsv(columns)) => columns.post(&line.split('\t').collect::<Vec<_>>()),
        };
        return Ok(Some(Row { line: lines.number, post }));
    }
}

fn utf8(line: &[u8]) -> Result<&str, String> {
    std::str::from_utf8(line).map_err(|error| format!("invalid UTF-8 at byte {} of the line", error.valid_up_to() + 1))
}

fn next_record(
    reader: &mut csv::Reader<Box<dyn Read>>,
    columns: &Columns,
    record: &mut csv::ByteRecord,
) -> Result<Option<Row>, Broken> {
    let more = reader.read_byte_record(record);
    let line = record.position().map_or(0, csv::Position::line);
    match more {
        Ok(false) => return Ok(None),
        Ok(true) => {}
        Err(error) => return Err(Broken { line: reader.position().line(), error: error.to_string() }),
    }
    let fields: Result<Vec<&str>, _> = record.iter().map(std::str::from_utf8).collect();
    let post = match fields {
        Ok(fields) => columns.post(&fields),
        Err(_) => Err("invalid UTF-8".to_owned()),
    };
    Ok(Some(Row { line, post }))
}

/// Lines of bytes, without their ends.
struct Lines {
    reader: BufReader<Box<dyn Read>>,
    /// The line last read.
    line: Vec<u8>,
    /// Its number.
    number: u64,
    /// What reading it gave, if it was only looked at and is still to come.
    peeked: Option<Result<(), String>>,
}

impl Lines {
    fn new(source: Box<dyn Read>) -> Lines {
        Lines { reader: BufReader::with_capacity(1 << 16, source), line: Vec::new(), number: 0, peeked: None }
    }

    /// Reads the next line and says whether there was one, or what is wrong with it. The outer error is the device's.
    fn advance(&mut self) -> io::Result<Option<Result<(), String>>> {
        if let Some(peeked) = self.peeked.take() {
            return Ok(Some(peeked));
        }
        self.line.clear();
        let read = (&mut self.reader).take(LONGEST + 1).read_until(b'\n', &mut self.line)?;
        if read == 0 {
            return Ok(None);
        }
        self.number += 1;
        if self.line.pop_if(|byte| *byte == b'\n').is_some() {
            self.line.pop_if(|byte| *byte == b'\r');
        } else if read as u64 > LONGEST {
            self.line.clear();
            self.reader.skip_until(b'\n')?;
            return Ok(Some(Err(format!("the line is longer than {} MiB", LONGEST >> 20))));
        }
        Ok(Some(Ok(())))
    }
}

fn of_extension(extension: &str) -> Option<Format> {
    match extension.to_ascii_lowercase().as_str() {
        "txt" | "text" => Some(Format::Text),
        "csv" => Some(Format::Csv),
        "tsv" | "tab" => Some(Format::Tsv),
        "jsonl" | "ndjson" | "json" => Some(Format::Jsonl),
        _ => None,
    }
}

/// A brace opens JSON; a header that names `text` tells a table; anything else is text.
fn of_first_line(line: &str) -> Format {
    let names_text =
        |separator: char| line.split(separator).any(|name| name.trim().trim_matches('"').eq_ignore_ascii_case("text"));
    if line.trim_start().starts_with('{') {
        Format::Jsonl
    } else if line.contains('\t') && names_text('\t') {
        Format::Tsv
    } else if names_text(',') || names_text(';') {
        Format::Csv
    } else {
        Format::Text
    }
}

/// Spreadsheets write semicolons where the comma is the decimal mark.
fn delimiter(header: &str) -> u8 {
    let count = |mark: char| header.matches(mark).count();
    if count(';') > count(',') { b';' } else { b',' }
}

fn progress_bar(size: u64) -> ProgressBar {
    let style = ProgressStyle::with_template("{bar:32} {bytes}/{total_bytes}, {eta} left").expect("the template is well-formed");
    ProgressBar::new(size).with_style(style)
}
