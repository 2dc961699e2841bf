//! The pattern language, read.

use crate::Error;
use crate::error::Place;
use crate::lexicon::file::Row;
use crate::lexicon::{Classes, Cue, Cues};

/// One step of a pattern as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Node<'a> {
    /// One term.
    Term(Atom<'a>),
    /// One of several sequences, perhaps none.
    Group {
        alternatives: Vec<Vec<Node<'a>>>,
        optional: bool,
    },
    /// The next term must not fit.
    Not(Vec<Atom<'a>>),
    /// Up to so many terms.
    Gap(u8),
    Start,
    End,
}

/// What fits one term.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Atom<'a> {
    Word(&'a str),
    /// Any inflection of a word.
    Lemma(&'a str),
    Cue(Cue),
    /// A class and, if there is one, the cue of the same name.
    Class(Classes, Option<Cue>),
}

/// Terms a plain `..` may skip.
const DEFAULT_GAP: u8 = 3;
/// Brackets inside each other, at most.
const DEEPEST_GROUP: usize = 8;
/// Terms any gap may skip.
const LONGEST_GAP: u8 = 10;

/// Reads the pattern in a column of a row.
pub(crate) fn pattern<'a>(row: &'a Row<'_>, column: usize, cues: &'a Cues) -> Result<Vec<Node<'a>>, Error> {
    let text = row.column(column);
    let mut parser = Parser { row, column, text, at: 0, depth: 0, cues };
    let mut nodes = Vec::new();
    loop {
        parser.space();
        if parser.at == text.len() {
            break;
        }
        nodes.push(parser.node()?);
    }
    if !nodes.iter().any(|node| matches!(node, Node::Term(_) | Node::Group { optional: false, .. })) {
        return Err(parser.error(0, "expected at least one word, cue or class that is not optional"));
    }
    Ok(nodes)
}

struct Parser<'a> {
    row: &'a Row<'a>,
    column: usize,
    text: &'a str,
    at: usize,
    depth: usize,
    cues: &'a Cues,
}

impl<'a> Parser<'a> {
    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn place(&self, at: usize) -> Place<'a> {
        self.row.place_in(self.column, at)
    }

    fn error(&self, at: usize, message: impl Into<String>) -> Error {
        Error::syntax(self.place(at), message).showing(self.row.line())
    }

    fn space(&mut self) {
        self.at += self.rest().len() - self.rest().trim_start_matches(' ').len();
    }

    fn eat(&mut self, text: &str) -> bool {
        let found = self.rest().starts_with(text);
        if found {
            self.at += text.len();
        }
        found
    }

    /// After a step there must be a space, the end, or what closes or parts a group.
    fn boundary(&self) -> Result<(), Error> {
        match self.rest().chars().next() {
            None | Some(' ' | '|' | ')') => Ok(()),
            Some(c) => Err(self.error(self.at, format!("expected a space before `{c}`"))),
        }
    }

    fn node(&mut self) -> Result<Node<'a>, Error> {
        let node = if self.eat("..") {
            self.gap()?
        } else if self.eat("^") {
            Node::Start
        } else if self.eat("$") {
            Node::End
        } else if self.eat("!") {
            Node::Not(self.single_atoms()?)
        } else {
            let node = if self.rest().starts_with('(') {
                Node::Group { alternatives: self.group()?, optional: false }
            } else {
                Node::Term(self.atom()?)
            };
            match (self.eat("?"), node) {
                (true, Node::Group { alternatives, .. }) => Node::Group { alternatives, optional: true },
                (true, single) => Node::Group { alternatives: vec![vec![single]], optional: true },
                (false, node) => node,
            }
        };
        self.boundary()?;
        Ok(node)
    }

    fn gap(&mut self) -> Result<Node<'a>, Error> {
        let digits = self.rest().len() - self.rest().trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let start = self.at;
        self.at += digits;
        if digits == 0 {
            return Ok(Node::Gap(DEFAULT_GAP));
        }
        match self.text[start..self.at].parse() {
            Ok(length @ 1..=LONGEST_GAP) => Ok(Node::Gap(length)),
            _ => Err(self.error(start, format!("expected a gap of 1 to {LONGEST_GAP} terms"))),
        }
    }

    /// The single terms after `!`.
    fn single_atoms(&mut self) -> Result<Vec<Atom<'a>>, Error> {
        let start = self.at;
        if !self.rest().starts_with('(') {
            return Ok(vec![self.atom()?]);
        }
        let alternatives = self.group()?.into_iter().map(|mut sequence| match (sequence.pop(), sequence.is_empty()) {
            (Some(Node::Term(atom)), true) => Ok(atom),
            _ => Err(self.error(start, "expected single words after `!`")),
        });
        alternatives.collect()
    }

    fn group(&mut self) -> Result<Vec<Vec<Node<'a>>>, Error> {
        let start = self.at;
        self.eat("(");
        self.depth += 1;
        if self.depth > DEEPEST_GROUP {
            return Err(self.error(start, format!("expected at most {DEEPEST_GROUP} brackets inside each other")));
        }
        let mut alternatives = Vec::new();
        let mut sequence = Vec::new();
        loop {
            self.space();
            match self.rest().chars().next() {
                None => return Err(self.error(start, "expected `)` to this bracket")),
                Some(end @ ('|' | ')')) => {
                    if sequence.is_empty() {
                        return Err(self.error(self.at, "expected a word in this alternative"));
                    }
                    alternatives.push(std::mem::take(&mut sequence));
                    self.at += 1;
                    if end == ')' {
                        self.depth -= 1;
                        return Ok(alternatives);
                    }
                }
                Some(_) => sequence.push(self.node()?),
            }
        }
    }

    fn atom(&mut self) -> Result<Atom<'a>, Error> {
        let start = self.at;
        let ends = |c: char| matches!(c, ' ' | '|' | '(' | ')' | '?' | '~');
        let length = self.rest().find(ends).unwrap_or(self.rest().len());
        let name = &self.rest()[..length];
        self.at += length;
        if let Some(cue) = name.strip_prefix('@') {
            return match self.cues.get(cue) {
                Some(cue) => Ok(Atom::Cue(cue)),
                None => Err(Error::unknown(self.place(start + 1), "cue", cue, self.cues.names()).showing(self.row.line())),
            };
        }
        if let Some(class) = name.strip_prefix('<').and_then(|name| name.strip_suffix('>')) {
            return match Classes::named(class) {
                Some(bits) => Ok(Atom::Class(bits, self.cues.get(class).filter(|&cue| self.cues.is_class(cue)))),
                None => Err(Error::unknown(self.place(start + 1), "class", class, Classes::NAMES.iter().copied())
                    .showing(self.row.line())),
            };
        }
        if name.is_empty() {
            return Err(self.error(start, "expected a word"));
        }
        if name.chars().any(char::is_uppercase) {
            return Err(self.error(start, format!("expected lower case, found `{name}`")));
        }
        if self.eat("~") { Ok(Atom::Lemma(name)) } else { Ok(Atom::Word(name)) }
    }
}
