//! Words and patterns read from files: alternatives expanded, inflections listed.

use super::joined::Splits;
use super::parse::{Atom, Node, pattern};
use super::ways::Ways;
use super::{Phrase, Phrases, Step, layout};
use crate::Error;
use crate::lexicon::file::{self, Load, Row};
use crate::lexicon::inflect::Inflector;
use crate::lexicon::{Classes, CueSet, Cues, Lexicon, Marks, WordId};
use rustc_hash::FxHashMap;
use std::collections::hash_map::Entry;
use std::rc::Rc;

/// Ways of writing one phrase, at most.
const MOST_EXPANSIONS: usize = 2048;
/// Steps of one pattern, at most: with the longest gap this bounds the work of a match.
const MOST_STEPS: usize = 24;

/// Collects words and phrases from files and compiles them.
pub(crate) struct Compiler<'a> {
    cues: &'a Cues,
    inflector: Inflector,
    lexicon: Lexicon,
    phrases: Vec<Phrase>,
    by_pattern: FxHashMap<String, usize>,
    sequences: Vec<Sequence>,
    pool: Pool,
    /// The forms of the words whose forms were asked for.
    forms: FxHashMap<String, Rc<[WordId]>>,
}

/// One way of writing a phrase, before anchors are chosen.
pub(super) struct Sequence {
    pub(super) phrase: usize,
    /// Numbers of sketches.
    pub(super) steps: Box<[u32]>,
    pub(super) file: Rc<str>,
    pub(super) line: usize,
}

/// One step of a pattern, before it is laid out.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Sketch {
    pub(super) step: Step,
    pub(super) optional: bool,
    pub(super) words: Vec<WordId>,
    pub(super) cues: CueSet,
    pub(super) classes: Classes,
}

impl Sketch {
    pub(super) fn of(step: Step) -> Self {
        Sketch { step, optional: false, words: Vec::new(), cues: CueSet::default(), classes: Classes::NONE }
    }

    fn fits_anything(&self) -> bool {
        !self.words.is_empty() || !self.cues.is_empty() || self.classes != Classes::NONE
    }
}

/// Steps, each distinct one once.
#[derive(Default)]
pub(super) struct Pool {
    pub(super) sketches: Vec<Sketch>,
    index: FxHashMap<Sketch, u32>,
}

impl Pool {
    pub(super) fn number(&mut self, sketch: Sketch) -> u32 {
        let next = self.sketches.len() as u32;
        match self.index.entry(sketch) {
            Entry::Occupied(known) => *known.get(),
            Entry::Vacant(new) => {
                self.sketches.push(new.key().clone());
                *new.insert(next)
            }
        }
    }
}

impl<'a> Compiler<'a> {
    pub(crate) fn new(cues: &'a Cues, inflector: Inflector) -> Self {
        Compiler {
            cues,
            inflector,
            lexicon: Lexicon::new(),
            phrases: Vec::new(),
            by_pattern: FxHashMap::default(),
            sequences: Vec::new(),
            pool: Pool::default(),
            forms: FxHashMap::default(),
        }
    }

    /// The words so far.
    pub(crate) fn lexicon_mut(&mut self) -> &mut Lexicon {
        &mut self.lexicon
    }

    /// Adds the entries of a `lexicon.tsv`; those of a later file replace those of an earlier one.
    pub(crate) fn load_lexicon(&mut self, name: &str, text: &str) -> Result<(), Error> {
        let mut seen: FxHashMap<&str, usize> = FxHashMap::default();
        for (index, row) in file::rows(name, text, 4).enumerate() {
            let row = row?;
            let term = row.column(0);
            let load = file::load(&row, 1)?;
            let cues = self.cues.parse_list(&row, 2)?;
            if term.is_empty() {
                return Err(Error::syntax(row.place(0), "expected a term").showing(row.line()));
            }
            if row.column(3).is_empty() {
                return Err(Error::syntax(row.place(3), "expected the source of the entry").showing(row.line()));
            }
            // Letters in circles and the like have no small form that a tokenizer would make of them.
            if term.chars().any(|letter| letter < '\u{2000}' && letter.is_uppercase()) {
                let message = format!("expected lower case, found `{term}`");
                return Err(Error::syntax(row.place(0), message).showing(row.line()));
            }
            if seen.insert(term, index).is_some() {
                return Err(Error::conflict(row.place(0), format!("`{term}` stands twice in this file")).showing(row.line()));
            }
            let stands_for = self.lexicon.resolve(self.lexicon.get(term)).to_vec();
            if let [word] = stands_for[..] {
                self.word(word, load, &cues);
                self.lexicon.set_source(word, row.column(3));
            } else if term.contains(' ') || stands_for.len() > 1 {
                let words = term.split(' ').filter(|word| !word.is_empty()).map(Atom::Word);
                let nodes = words.map(Node::Term).collect();
                self.phrase(&row, nodes, load, cues)?;
            } else {
                let id = self.lexicon.intern(term);
                self.word(id, load, &cues);
                self.lexicon.set_source(id, row.column(3));
            }
        }
        Ok(())
    }

    /// Adds the patterns of a `phrases.tsv`. A pattern of one word is an entry for each of its inflections.
    pub(crate) fn load_phrases(&mut self, name: &str, text: &str) -> Result<(), Error> {
        for row in file::rows(name, text, 3) {
            let row = row?;
            let nodes = pattern(&row, 0, self.cues)?;
            let load = file::load(&row, 1)?;
            let cues = self.cues.parse_list(&row, 2)?;
            if cues.is_empty() && !load.stated && !load.remove {
                return Err(
                    Error::syntax(row.place(1), "expected weights or cues: this pattern gives nothing").showing(row.line())
                );
            }
            self.phrase(&row, nodes, load, cues)?;
        }
        Ok(())
    }

    /// Gives a word what a line says of it; weights replace earlier ones, cues add to them.
    fn word(&mut self, id: WordId, load: Load, cues: &CueSet) {
        if load.remove {
            return self.lexicon.remove(id);
        }
        if load.stated {
            self.lexicon.set_weights(id, load.weights);
        }
        self.lexicon.add_cues(id, cues, self.cues);
        self.lexicon.mark(id, Marks::ENTRY);
        self.lexicon.mark(id, Marks::ORDINARY);
    }

    fn phrase(&mut self, row: &Row<'_>, nodes: Vec<Node<'_>>, load: Load, cues: CueSet) -> Result<(), Error> {
        let written = row.column(0).to_owned();
        if let Some(words) = self.single_words(&nodes) {
            for word in words {
                let id = self.lexicon.intern(&word);
                self.word(id, load, &cues);
            }
            return Ok(());
        }
        if load.remove {
            let Some(index) = self.by_pattern.remove(&written) else {
                let known = self.by_pattern.keys().map(String::as_str);
                return Err(Error::unknown(row.place(0), "phrase", &written, known).showing(row.line()));
            };
            self.sequences.retain(|sequence| sequence.phrase != index);
            return Ok(());
        }
        if let Some(&index) = self.by_pattern.get(&written) {
            let phrase = &mut self.phrases[index];
            phrase.cues.union(&cues);
            if load.stated {
                (phrase.weights, phrase.weighs, phrase.mute) = (load.weights, true, load.mute);
            }
            return Ok(());
        }
        let index = self.phrases.len();
        let expanded = self.expand(row, &nodes)?;
        let line = row.number();
        let file = match self.sequences.last() {
            Some(last) if *last.file == *row.file() => last.file.clone(),
            _ => row.file().into(),
        };
        let sequence = |steps: &[u32]| Sequence { phrase: index, steps: steps.into(), file: file.clone(), line };
        self.sequences.extend(expanded.iter().map(sequence));
        self.by_pattern.insert(written.clone(), index);
        self.phrases.push(Phrase {
            pattern: written.into(),
            weights: load.weights,
            cues,
            weighs: load.stated,
            mute: load.mute,
            negates: false,
        });
        Ok(())
    }

    /// The words of a pattern that is nothing but one word, or alternatives for one word.
    fn single_words<'n>(&self, nodes: &'n [Node<'_>]) -> Option<Vec<String>> {
        let alternatives = match nodes {
            [Node::Term(atom)] => vec![atom],
            [Node::Group { alternatives, optional: false }] => {
                let single = |sequence: &'n Vec<Node<'_>>| match sequence.as_slice() {
                    [Node::Term(atom)] => Some(atom),
                    _ => None,
                };
                alternatives.iter().map(single).collect::<Option<Vec<_>>>()?
            }
            _ => return None,
        };
        let mut words = Vec::new();
        for atom in alternatives {
            match atom {
                Atom::Word(word) => words.push((*word).to_owned()),
                Atom::Lemma(word) => words.extend(self.inflector.forms(word)),
                Atom::Cue(_) | Atom::Class(..) => return None,
            }
        }
        let resolves = words.iter().any(|word| self.lexicon.resolve(self.lexicon.get(word)).len() > 1);
        (!resolves).then_some(words)
    }

    /// Every way of writing a pattern; alternatives of one word stay one step.
    fn expand(&mut self, row: &Row<'_>, nodes: &[Node<'_>]) -> Result<Ways, Error> {
        let mut ways = self.ways(nodes, true).ok_or_else(|| {
            let message = format!("this pattern can be written in more than {MOST_EXPANSIONS} ways; split it");
            Error::syntax(row.place(0), message).showing(row.line())
        })?;
        if ways.iter().any(|way| way.len() > MOST_STEPS) {
            let message = format!("this pattern has more than {MOST_STEPS} steps");
            return Err(Error::syntax(row.place(0), message).showing(row.line()));
        }
        let takes = |&step: &u32| {
            let sketch = &self.pool.sketches[step as usize];
            sketch.step == Step::Take && !sketch.optional
        };
        if !ways.iter().all(|way| way.iter().any(takes)) {
            ways = ways.iter().filter(|way| way.iter().any(takes)).collect();
        }
        Ok(ways)
    }

    /// Every sequence of steps that nodes stand for; `None` if there are too many.
    fn ways(&mut self, nodes: &[Node<'_>], first: bool) -> Option<Ways> {
        let mut ways = Ways::one(&[]);
        for (index, node) in nodes.iter().enumerate() {
            match node {
                Node::Gap(length) => ways.then(self.pool.number(Sketch::of(Step::Gap(*length)))),
                Node::Start => ways.then(self.pool.number(Sketch::of(Step::Start))),
                Node::End => ways.then(self.pool.number(Sketch::of(Step::End))),
                Node::Not(atoms) => {
                    let step = if first && index == 0 { Step::NotPrevious } else { Step::NotNext };
                    ways.then(self.step(Sketch::of(step), atoms.iter()));
                }
                Node::Term(atom) if !self.stands_for_several(atom) => {
                    ways.then(self.step(Sketch::of(Step::Take), [atom].into_iter()));
                }
                Node::Term(atom) => self.words_of(atom).into_iter().for_each(|step| ways.then(step)),
                Node::Group { alternatives, optional } => {
                    let choices = self.choices(alternatives, *optional)?;
                    ways = ways.followed_by(&choices);
                }
            }
            if ways.len() > MOST_EXPANSIONS {
                return None;
            }
        }
        Some(ways)
    }

    /// The choices a group stands for: all single terms as one step, and each sequence by itself.
    fn choices(&mut self, alternatives: &[Vec<Node<'_>>], optional: bool) -> Option<Ways> {
        let mut single = Sketch { optional, ..Sketch::of(Step::Take) };
        let mut several = Ways::default();
        for alternative in alternatives {
            match alternative.as_slice() {
                [Node::Term(atom)] if !self.stands_for_several(atom) => self.fit(&mut single, atom),
                _ => several.extend(&self.ways(alternative, false)?),
            }
        }
        if single.fits_anything() {
            let mut choices = Ways::one(&[self.step(single, [].iter())]);
            choices.extend(&several);
            return Some(choices);
        }
        if optional {
            several.push(&[]);
        }
        Some(several)
    }

    /// The steps of a surface that stands for several words.
    fn words_of(&mut self, atom: &Atom<'_>) -> Vec<u32> {
        let words = self.resolved(atom).to_vec();
        let step = |word| self.pool.number(Sketch { words: vec![word], ..Sketch::of(Step::Take) });
        words.into_iter().map(step).collect()
    }

    /// The number of a step that the atoms fit.
    fn step<'n>(&mut self, mut sketch: Sketch, atoms: impl Iterator<Item = &'n Atom<'n>>) -> u32 {
        atoms.for_each(|atom| self.fit(&mut sketch, atom));
        sketch.words.sort_unstable();
        sketch.words.dedup();
        self.pool.number(sketch)
    }

    /// The words a surface stands for; none for anything else.
    fn resolved(&self, atom: &Atom<'_>) -> &[WordId] {
        match atom {
            Atom::Word(word) => self.lexicon.resolve(self.lexicon.get(word)),
            _ => &[],
        }
    }

    fn stands_for_several(&self, atom: &Atom<'_>) -> bool {
        self.resolved(atom).len() > 1
    }

    /// All forms of a word.
    fn forms(&mut self, word: &str) -> Rc<[WordId]> {
        if let Some(known) = self.forms.get(word) {
            return known.clone();
        }
        let forms: Rc<[WordId]> = self.inflector.forms(word).iter().map(|form| self.lexicon.intern(form)).collect();
        self.forms.insert(word.to_owned(), forms.clone());
        forms
    }

    /// Lets an atom fit a step.
    fn fit(&mut self, sketch: &mut Sketch, atom: &Atom<'_>) {
        match atom {
            Atom::Word(word) => {
                let resolved = self.resolved(atom).first().copied();
                let word = resolved.unwrap_or_else(|| self.lexicon.intern(word));
                sketch.words.push(word);
            }
            Atom::Lemma(word) => sketch.words.extend(&*self.forms(word)),
            Atom::Cue(cue) => sketch.cues.insert(*cue),
            Atom::Class(classes, cue) => {
                sketch.classes = sketch.classes.or(*classes);
                if let Some(cue) = cue {
                    sketch.cues.insert(*cue);
                }
            }
        }
    }

    /// Chooses anchors and rounds and lays everything out.
    pub(crate) fn finish(mut self) -> Result<(Lexicon, Phrases), Error> {
        Splits::of(&self.lexicon).add(&mut self.sequences, &mut self.pool, &self.lexicon);
        layout::lay_out(self.cues, self.lexicon, self.phrases, self.sequences, self.pool.sketches)
    }
}
