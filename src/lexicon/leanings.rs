//! Faint evidence: what single words, pairs of words and pieces of runs without spaces speak for or against, as it was learned from labelled posts.

use super::file::{self, Row};
use super::grams::Grams;
use super::{Lexicon, Marks, SCALES, Scale, UNKNOWN, WordId};
use crate::Error;
use crate::text::Text;
use rustc_hash::{FxHashMap, FxHashSet};

/// Who may be given points: the scales, then the flags in the order in which they are declared.
#[derive(Clone, Debug, Default)]
pub(crate) struct Receivers(Vec<Text>);

impl Receivers {
    pub(crate) fn new(flags: impl IntoIterator<Item = String>) -> Self {
        Receivers(Scale::NAMES.into_iter().map(Text::fixed).chain(flags.into_iter().map(Text::from)).collect())
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    pub(crate) fn name(&self, receiver: usize) -> &Text {
        &self.0[receiver]
    }

    /// The number of a scale or flag; a flag that bears the name of its scale is meant by it.
    pub(crate) fn named(&self, name: &str) -> Option<u16> {
        let flag = self.0.iter().skip(SCALES).position(|known| known == name).map(|index| index + SCALES);
        flag.or_else(|| self.0.iter().position(|known| known == name)).map(|index| index as u16)
    }
}

/// Points for one receiver.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Lean {
    pub(crate) receiver: u16,
    pub(crate) points: i16,
}

/// Lists of points, by number.
#[derive(Clone, Debug)]
pub(crate) struct Leans {
    /// Where each list begins, and the end of the last.
    starts: Vec<u32>,
    all: Vec<Lean>,
}

impl Default for Leans {
    fn default() -> Self {
        Leans { starts: vec![0], all: Vec::new() }
    }
}

impl Leans {
    /// The points of a number.
    #[inline]
    pub(crate) fn of(&self, number: u32) -> &[Lean] {
        let number = number as usize;
        &self.all[self.starts[number] as usize..self.starts[number + 1] as usize]
    }

    /// How many lists there are.
    pub(crate) fn len(&self) -> usize {
        self.starts.len() - 1
    }

    /// Adds a list and gives its number.
    pub(crate) fn push(&mut self, list: impl IntoIterator<Item = Lean>) -> u32 {
        self.all.extend(list);
        self.starts.push(self.all.len() as u32);
        self.len() as u32 - 1
    }

    /// Adds the points of a number to sums by receiver.
    #[inline]
    pub(crate) fn add(&self, number: u32, sums: &mut [i32]) {
        for lean in self.of(number) {
            let sum = &mut sums[usize::from(lean.receiver)];
            *sum = sum.saturating_add(i32::from(lean.points));
        }
    }
}

/// Most points of one statement: leanings are faint, and what is plain belongs into a lexicon or a rule.
pub(crate) const MOST_POINTS: i16 = 200;

/// Reads a column of `name=points,…`; `remove` gives no points.
pub(crate) fn read(row: &Row<'_>, column: usize, receivers: &Receivers) -> Result<Vec<Lean>, Error> {
    let mut leans: Vec<Lean> = Vec::new();
    if row.column(column) == "remove" {
        return Ok(leans);
    }
    for (offset, item) in file::list(row.column(column)) {
        let Some((name, points)) = item.split_once('=') else {
            let message = format!("expected `flag=points` or `remove`, found `{item}`");
            return Err(Error::syntax(row.place_in(column, offset), message).showing(row.line()));
        };
        let Some(receiver) = receivers.named(name.trim()) else {
            let known = receivers.0.iter().map(Text::as_str);
            return Err(Error::unknown(row.place_in(column, offset), "flag or scale", name.trim(), known).showing(row.line()));
        };
        let points = match points.trim().parse::<i16>() {
            Ok(points) if (-MOST_POINTS..=MOST_POINTS).contains(&points) => points,
            _ => {
                let place = row.place_in(column, offset + name.len() + 1);
                let message = format!("expected points from -{MOST_POINTS} to {MOST_POINTS}, found `{points}`");
                return Err(Error::syntax(place, message).showing(row.line()));
            }
        };
        if leans.iter().any(|lean| lean.receiver == receiver) {
            let message = format!("`{}` is given points twice", name.trim());
            return Err(Error::conflict(row.place_in(column, offset), message).showing(row.line()));
        }
        leans.push(Lean { receiver, points });
    }
    if row.column(column).is_empty() {
        return Err(Error::syntax(row.place(column), "expected `flag=points` or `remove`").showing(row.line()));
    }
    Ok(leans)
}

/// What leans: a word, a word that is negated, or two words side by side.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Pattern {
    first: WordId,
    second: WordId,
}

/// Stands for the first word of a negated one; no language has so many words.
const NEGATED: WordId = WordId::MAX;

impl Pattern {
    /// A word, negated or not.
    pub(crate) const fn word(word: WordId, negated: bool) -> Pattern {
        Pattern { first: if negated { NEGATED } else { UNKNOWN }, second: word }
    }

    /// Two words side by side.
    pub(crate) const fn pair(first: WordId, second: WordId) -> Pattern {
        Pattern { first, second }
    }

    /// The words it names.
    pub(crate) fn words(self) -> impl Iterator<Item = WordId> {
        [self.first, self.second].into_iter().filter(|word| ![UNKNOWN, NEGATED].contains(word))
    }

    /// As it is written in a file.
    pub(crate) fn written(self, lexicon: &Lexicon) -> String {
        let second = lexicon.word(self.second);
        match self.first {
            UNKNOWN => second.to_owned(),
            NEGATED => format!("!{second}"),
            first => format!("{} {second}", lexicon.word(first)),
        }
    }
}

/// The characters of a gram, as it is written: `*很慢*`.
pub(crate) fn gram(written: &str) -> Option<&str> {
    written.strip_prefix('*')?.strip_suffix('*').filter(|gram| !gram.is_empty())
}

/// Stands for a word: what every post of the language starts with, as biases are.
pub(crate) const ANY_POST: &str = "any_post";

/// The leanings of a language.
#[derive(Clone, Debug, Default)]
pub(crate) struct Leanings {
    numbers: FxHashMap<Pattern, u32>,
    start: Vec<Lean>,
    pub(crate) leans: Leans,
    pub(crate) grams: Grams,
    /// The number of the points of each gram, in the order of grams.
    of_grams: Vec<u32>,
}

impl Leanings {
    /// Adds the rows of a `leanings.tsv`; a row of a later file replaces that of an earlier one, or takes it away (`remove`). Words that are new become words of
    /// the lexicon.
    pub(crate) fn load(&mut self, name: &str, text: &str, lexicon: &mut Lexicon, receivers: &Receivers) -> Result<(), Error> {
        let (mut seen, mut grams) = (FxHashSet::default(), FxHashSet::default());
        for row in file::rows(name, text, 2) {
            let row = row?;
            if row.column(0) == ANY_POST {
                self.start = read(&row, 1, receivers)?;
                continue;
            }
            if let Some(gram) = gram(row.column(0)) {
                self.load_gram(gram, &row, receivers, &mut grams)?;
                continue;
            }
            let folded = row.column(0).to_lowercase();
            if folded != row.column(0) {
                let message = format!("expected words in lower case, such as `{folded}`");
                return Err(Error::syntax(row.place(0), message).showing(row.line()));
            }
            let words: Vec<&str> = row.column(0).split_whitespace().collect();
            let pattern = match words[..] {
                [word] if word.len() > 1 && word.starts_with('!') => Pattern::word(lexicon.intern(&word[1..]), true),
                [word] => Pattern::word(lexicon.intern(word), false),
                [first, second] => Pattern::pair(lexicon.intern(first), lexicon.intern(second)),
                _ => {
                    return Err(
                        Error::syntax(row.place(0), "expected one word, two words, `!word` or `*piece*`").showing(row.line())
                    );
                }
            };
            if !seen.insert(pattern) {
                return Err(row.repeated());
            }
            let leans = read(&row, 1, receivers)?;
            if pattern.words().any(|word| lexicon.entry(word).marks.has(Marks::REMOVED)) {
                continue;
            }
            let number = self.leans.push(leans);
            self.numbers.insert(pattern, number);
        }
        Ok(())
    }

    fn load_gram(&mut self, gram: &str, row: &Row<'_>, receivers: &Receivers, seen: &mut FxHashSet<u32>) -> Result<(), Error> {
        if !gram.chars().all(crate::token::is_unspaced) {
            return Err(Error::syntax(row.place(0), "expected characters of a script without spaces between the stars")
                .showing(row.line()));
        }
        let number = self.grams.number(gram);
        if !seen.insert(number) {
            return Err(row.repeated());
        }
        let leans = self.leans.push(read(row, 1, receivers)?);
        match self.of_grams.get_mut(number as usize - 1) {
            Some(known) => *known = leans,
            None => self.of_grams.push(leans),
        }
        Ok(())
    }

    /// Whether no word and no pair leans.
    pub(crate) fn is_empty(&self) -> bool {
        self.numbers.is_empty()
    }

    /// The number of the points of a gram.
    #[inline]
    pub(crate) fn of_gram(&self, gram: u32) -> u32 {
        self.of_grams[gram as usize - 1]
    }

    /// What every post starts with for a receiver.
    pub(crate) fn start(&self, receiver: usize) -> i32 {
        let given = self.start.iter().find(|lean| usize::from(lean.receiver) == receiver);
        given.map_or(0, |lean| i32::from(lean.points))
    }

    /// Adds what every post starts with to sums by receiver.
    pub(crate) fn add_start(&self, sums: &mut [i32]) {
        self.start.iter().for_each(|lean| sums[usize::from(lean.receiver)] += i32::from(lean.points));
    }

    /// The number of the points of a pattern.
    #[inline]
    pub(crate) fn number(&self, pattern: Pattern) -> Option<u32> {
        self.numbers.get(&pattern).copied()
    }
}
