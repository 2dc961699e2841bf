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
            return Posts::read(Box::new(io::stdin()), None, format);
        };
        let broken = |error: io::Error| format!("cannot read {}: {error}", path.display());
        let file = File::open(path).map_err(broken)?;
        let size = file.metadata().map_err(broken)?.len();
        let bar = if bar && size >= LONG_FILE && io::stderr().is_terminal() { progress_bar(size) } else { ProgressBar::hidden() };
        let extension = path.extension().and_then(|extension| extension.to_str());
        let posts = Posts::read(Box::new(bar.wrap_read(file)), extension, format);
        let posts = posts.map_err(|error| format!("cannot read {}: {error}", path.display()))?;
        Ok(Posts { bar, ..posts })
    }

    /// Reads from anything. Without a format, the file's extension decides, then the first line.
    pub fn read(source: Box<dyn Read>, extension: Option<&str>, format: Option<Format>) -> Result<Posts, String> {
        let mut lines = Lines { reader: BufReader::with_capacity(1 << 16, source), line: Vec::new(), number: 0 };
        lines.next().map_err(|error| error.to_string())?.unwrap_or(Ok(()))?;
        if lines.line.starts_with(b"\xff\xfe") || lines.line.starts_with(b"\xfe\xff") {
            return Err("it is UTF-16; UTF-8 is expected".to_owned());
        }
        if lines.line.starts_with(b"\xef\xbb\xbf") {
            lines.line.drain(..3);
        }
        let first = String::from_utf8_lossy(&lines.line).into_owned();
        let format = format.or_else(|| of_extension(extension?)).unwrap_or_else(|| of_first_line(&first));
        let rows = match format {
            Format::Text => Rows::Lines { lines, form: Form::Text },
            Format::Jsonl => Rows::Lines { lines, form: Form::Jsonl },
            Format::Tsv => {
                let columns = Columns::find(first.split('\t'))?;
                lines.consume();
                Rows::Lines { lines, form: Form::Tsv(columns) }
            }
            Format::Csv => {
                let delimiter = delimiter(&first);
                let mut start = std::mem::take(&mut lines.line);
                start.push(b'\n');
                let source: Box<dyn Read> = Box::new(Cursor::new(start).chain(lines.reader));
                let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(source);
                let header = reader.headers().map_err(|error| error.to_string())?;
                let columns = Columns::find(header)?;
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
        let next = next.unwrap_or_else(|row| {
            self.over = true;
            Some(row)
        });
        self.over |= next.is_none();
        next
    }
}

/// The next post of a file of lines. Only in plain text is an empty line a post.
fn next_line(lines: &mut Lines, form: &Form) -> Result<Option<Row>, Row> {
    loop {
        let line = match lines.next() {
            Ok(None) => return Ok(None),
            Ok(Some(Ok(()))) => std::str::from_utf8(&lines.line),
            Ok(Some(Err(error))) => {
                lines.consume();
                return Ok(Some(Row { line: lines.number, post: Err(error) }));
            }
            Err(error) => return Err(Row { line: lines.number + 1, post: Err(error.to_string()) }),
        };
        let post = match (line, form) {
            (Err(error), _) => Err(format!("invalid UTF-8 at byte {} of the line", error.valid_up_to() + 1)),
            (Ok(text), Form::Text) => Ok(Post::new(text)),
            (Ok(blank), _) if blank.trim().is_empty() => {
                lines.consume();
                continue;
            }
            (Ok(line), Form::Jsonl) => row::from_json(line),
            (Ok(line), Form::Tsv(columns)) => columns.post(&line.split('\t').collect::<Vec<_>>()),
        };
        lines.consume();
        return Ok(Some(Row { line: lines.number, post }));
    }
}

fn next_record(
    reader: &mut csv::Reader<Box<dyn Read>>,
    columns: &Columns,
    record: &mut csv::ByteRecord,
) -> Result<Option<Row>, Row> {
    let more = reader.read_byte_record(record);
    let line = record.position().map_or(0, csv::Position::line);
    match more {
        Ok(false) => return Ok(None),
        Ok(true) => {}
        Err(error) => return Err(Row { line: reader.position().line(), post: Err(error.to_string()) }),
    }
    let fields: Result<Vec<&str>, _> = record.iter().map(std::str::from_utf8).collect();
    let post = match fields {
        Ok(fields) => columns.post(&fields),
        Err(_) => Err("invalid UTF-8".to_owned()),
    };
    Ok(Some(Row { line, post }))
}

/// Lines of bytes; one of them can be looked at before it is consumed.
struct Lines {
    reader: BufReader<Box<dyn Read>>,
    /// The line that was read and not consumed, with a line feed at its end as the mark that there is one.
    line: Vec<u8>,
    /// Number of the line last read.
    number: u64,
}
