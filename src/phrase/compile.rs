//! Patterns compiled: alternatives expanded, inflections listed, anchors and rounds chosen.

use super::parse::{Atom, Node, pattern};
use super::{Element, Neighbour, Pattern, Phrase, Phrases, Step, word_bit};
use crate::Error;
use crate::error::Place;
use crate::lexicon::file::{self, Load, Row};
use crate::lexicon::inflect::Inflector;
use crate::lexicon::{Classes, Cue, CueSet, Cues, Lexicon, Marks, ScopeCues, UNKNOWN, WordId};
use std::collections::HashMap;

/// Ways of writing one phrase, at most.
const MOST_EXPANSIONS: usize = 2048;
/// Steps of one pattern, at most: with the longest gap this bounds the work of a match.
const MOST_STEPS: usize = 24;
/// Rounds, at most.
const MOST_ROUNDS: usize = 16;

/// Collects words and phrases from files and compiles them.
pub(crate) struct Compiler<'a> {
    cues: &'a Cues,
    inflector: Inflector,
    lexicon: Lexicon,
    phrases: Vec<Phrase>,
    by_pattern: HashMap<String, usize>,
    sequences: Vec<Sequence>,
}

/// One way of writing a phrase, before anchors are chosen.
struct Sequence {
    phrase: usize,
    steps: Vec<Sketch>,
    file: String,
    line: usize,
}

#[derive(Clone, Debug)]
struct Sketch {
    step: Step,
    optional: bool,
    words: Vec<WordId>,
    cues: CueSet,
    classes: Classes,
}

impl Sketch {
    fn of(step: Step) -> Self {
        Sketch { step, optional: false, words: Vec::new(), cues: CueSet::default(), classes: Classes::NONE }
    }

    fn fits_anything(&self) -> bool {
        !self.words.is_empty() || !self.cues.is_empty() || self.classes != Classes::NONE
    }
}

impl<'a> Compiler<'a> {
    pub(crate) fn new(cues: &'a Cues, inflector: Inflector) -> Self {
        Compiler {
            cues,
            inflector,
            lexicon: Lexicon::new(),
            phrases: Vec::new(),
            by_pattern: HashMap::new(),
            sequences: Vec::new(),
        }
    }

    /// The words so far.
    pub(crate) fn lexicon_mut(&mut self) -> &mut Lexicon {
        &mut self.lexicon
    }

    /// Adds the entries of a `lexicon.tsv`; those of a later file replace those of an earlier one.
    pub(crate) fn load_lexicon(&mut self, name: &str, text: &str) -> Result<(), Error> {
        let mut seen: HashMap<&str, usize> = HashMap::new();
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
            if seen.insert(term, index).is_some() {
                return Err(Error::conflict(row.place(0), format!("`{term}` stands twice in this file")).showing(row.line()));
            }
            if term.contains(' ') {
                let words = term.split(' ').filter(|word| !word.is_empty()).map(|word| Atom::Word(word.to_owned()));
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

    fn phrase(&mut self, row: &Row<'_>, nodes: Vec<Node>, load: Load, cues: CueSet) -> Result<(), Error> {
        let written = row.column(0).to_owned();
        if load.remove {
            if let Some(&index) = self.by_pattern.get(&written) {
                self.sequences.retain(|sequence| sequence.phrase != index);
            }
            return Ok(());
        }
        if let Some(words) = self.single_words(&nodes) {
            for word in words {
                let id = self.lexicon.intern(&word);
                self.word(id, load, &cues);
            }
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
        let (file, line) = (row.place(0).file.to_owned(), row.place(0).line);
        self.sequences.extend(expanded.into_iter().map(|steps| Sequence { phrase: index, steps, file: file.clone(), line }));
        self.by_pattern.insert(written.clone(), index);
        self.phrases.push(Phrase {
            pattern: written,
            weights: load.weights,
            cues,
            weighs: load.stated,
            mute: load.mute,
            negates: false,
        });
        Ok(())
    }

    /// The words of a pattern that is nothing but one word, or alternatives for one word.
    fn single_words<'n>(&self, nodes: &'n [Node]) -> Option<Vec<String>> {
        let alternatives = match nodes {
            [Node::Term(atom)] => vec![atom],
            [Node::Group { alternatives, optional: false }] => {
                let single = |sequence: &'n Vec<Node>| match sequence.as_slice() {
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
                Atom::Word(word) => words.push(word.clone()),
                Atom::Lemma(word) => words.extend(self.inflector.forms(word)),
                Atom::Cue(_) | Atom::Class(..) => return None,
            }
        }
        let resolves = words.iter().any(|word| self.lexicon.resolve(self.lexicon.get(word)).len() > 1);
        (!resolves).then_some(words)
    }

    /// Every way of writing a pattern; alternatives of one word stay one step.
    fn expand(&mut self, row: &Row<'_>, nodes: &[Node]) -> Result<Vec<Vec<Sketch>>, Error> {
        let mut ways = self.ways(nodes, true).ok_or_else(|| {
            let message = format!("this pattern can be written in more than {MOST_EXPANSIONS} ways; split it");
            Error::syntax(row.place(0), message).showing(row.line())
        })?;
        if ways.iter().any(|way| way.len() > MOST_STEPS) {
            let message = format!("this pattern has more than {MOST_STEPS} steps");
            return Err(Error::syntax(row.place(0), message).showing(row.line()));
        }
        ways.retain(|way| way.iter().any(|sketch| sketch.step == Step::Take && !sketch.optional));
        Ok(ways)
    }

    /// Every sequence of steps that nodes stand for; `None` if there are too many.
    fn ways(&mut self, nodes: &[Node], first: bool) -> Option<Vec<Vec<Sketch>>> {
        let mut ways: Vec<Vec<Sketch>> = vec![Vec::new()];
        for (index, node) in nodes.iter().enumerate() {
            let choices: Vec<Vec<Sketch>> = match node {
                Node::Gap(length) => vec![vec![Sketch::of(Step::Gap(*length))]],
                Node::Start => vec![vec![Sketch::of(Step::Start)]],
                Node::End => vec![vec![Sketch::of(Step::End)]],
                Node::Not(atoms) => {
                    let mut sketch = Sketch::of(if first && index == 0 { Step::NotPrevious } else { Step::NotNext });
                    atoms.iter().for_each(|atom| self.fit(&mut sketch, atom));
                    vec![vec![sketch]]
                }
                Node::Term(atom) => vec![self.sequence(atom)],
                Node::Group { alternatives, optional } => self.choices(alternatives, *optional)?,
            };
            let joined = |way: &Vec<Sketch>| choices.iter().map(|choice| [way.as_slice(), choice].concat()).collect::<Vec<_>>();
            ways = ways.iter().flat_map(joined).collect();
            if ways.len() > MOST_EXPANSIONS {
                return None;
            }
        }
        Some(ways)
    }

    /// The choices a group stands for: all single terms as one step, and each sequence by itself.
    fn choices(&mut self, alternatives: &[Vec<Node>], optional: bool) -> Option<Vec<Vec<Sketch>>> {
        let mut single = Sketch::of(Step::Take);
        let mut choices = Vec::new();
        for alternative in alternatives {
            match alternative.as_slice() {
                [Node::Term(atom)] if self.resolved(atom).len() == 1 => {
                    let atom = self.resolved(atom).remove(0);
                    self.fit(&mut single, &atom);
                }
                _ => choices.extend(self.ways(alternative, false)?),
            }
        }
        if single.fits_anything() {
            single.optional = optional;
            choices.insert(0, vec![single]);
        } else if optional {
            choices.push(Vec::new());
        }
        Some(choices)
    }

    /// The steps an atom stands for: one, unless it is a surface that stands for several words.
    fn sequence(&mut self, atom: &Atom) -> Vec<Sketch> {
        let atoms = self.resolved(atom);
        let step = |atom: &Atom| {
            let mut sketch = Sketch::of(Step::Take);
            self.fit(&mut sketch, atom);
            sketch
        };
        atoms.iter().map(step).collect()
    }

    /// The atom itself, or the words its surface stands for.
    fn resolved(&self, atom: &Atom) -> Vec<Atom> {
        if let Atom::Word(word) = atom {
            let parts = self.lexicon.resolve(self.lexicon.get(word));
            if !parts.is_empty() {
                return parts.iter().map(|&part| Atom::Word(self.lexicon.word(part).to_owned())).collect();
            }
        }
        vec![atom.clone()]
    }

    /// Lets an atom fit a step.
    fn fit(&mut self, sketch: &mut Sketch, atom: &Atom) {
        match atom {
            Atom::Word(word) => sketch.words.push(self.lexicon.intern(word)),
            Atom::Lemma(word) => {
                for form in self.inflector.forms(word) {
                    sketch.words.push(self.lexicon.intern(&form));
                }
            }
            Atom::Cue(cue) => sketch.cues.insert(*cue),
            Atom::Class(classes, cue) => {
                sketch.classes = sketch.classes.or(*classes);
                if let Some(cue) = cue {
                    sketch.cues.insert(*cue);
                }
            }
        }
        sketch.words.sort_unstable();
        sketch.words.dedup();
    }

    /// Chooses anchors and rounds and lays everything out.
    pub(crate) fn finish(mut self) -> Result<(Lexicon, Phrases), Error> {
        let rounds = self.rounds()?;
        let mut phrases = Phrases { by_class: vec![Vec::new(); Classes::NAMES.len()], ..Phrases::default() };
        phrases.by_cue = vec![Vec::new(); crate::lexicon::cue::MAX_CUES];
        let mut by_word: Vec<(WordId, u32)> = Vec::new();
        for (sequence, &round) in self.sequences.iter().zip(&rounds) {
            let id = phrases.patterns.len() as u32;
            let first = phrases.elements.len() as u32;
            let anchor = self.anchor(&sequence.steps);
            for sketch in &sequence.steps {
                let start = phrases.words.len() as u32;
                phrases.words.extend(&sketch.words);
                phrases.elements.push(Element {
                    step: sketch.step,
                    optional: sketch.optional,
                    words: (start, phrases.words.len() as u32),
                    mask: sketch.words.iter().fold(0, |mask, &word| mask | word_bit(word)),
                    cues: sketch.cues,
                    has_cues: !sketch.cues.is_empty(),
                    classes: sketch.classes,
                });
            }
            let waker = &sequence.steps[anchor];
            by_word.extend(waker.words.iter().map(|&word| (word, id)));
            for cue in waker.cues.iter() {
                phrases.by_cue[usize::from(cue)].push(id);
            }
            for bit in waker.classes.bits() {
                phrases.by_class[bit].push(id);
                phrases.waking_classes.0 |= 1 << bit;
            }
            let last = phrases.elements.len() as u32;
            let neighbour = neighbour(&sequence.steps, anchor);
            let pattern =
                Pattern { neighbour, phrase: sequence.phrase as u32, first, last, anchor: first + anchor as u32, round };
            phrases.patterns.push(pattern);
        }
        for sequence in &self.sequences {
            let negates = |sketch: &Sketch| {
                let words = sketch.words.iter().any(|&word| self.lexicon.entry(word).scopes.any(ScopeCues::NEGATORS));
                sketch.step == Step::Take && (words || self.cues.scopes_of(&sketch.cues).any(ScopeCues::NEGATORS))
            };
            self.phrases[sequence.phrase].negates |= sequence.steps.iter().any(negates);
        }
        by_word.sort_unstable();
        let mut at = 0;
        for word in 0..=self.lexicon.len() as WordId {
            phrases.word_starts.push(at as u32);
            while at < by_word.len() && by_word[at].0 == word {
                phrases.by_word.push(by_word[at].1);
                self.lexicon.mark(word, Marks::ANCHOR);
                at += 1;
            }
        }
        phrases.rounds = rounds.iter().map(|&round| usize::from(round) + 1).max().unwrap_or(0);
        phrases.phrases = self.phrases;
        Ok((self.lexicon, phrases))
    }

    /// The step that wakes a pattern: the one that stands in the fewest posts, as far as its kind tells.
    fn anchor(&self, steps: &[Sketch]) -> usize {
        let cost = |sketch: &Sketch| -> u32 {
            let words = sketch.words.iter().map(|&word| {
                let marks = self.lexicon.entry(word).marks;
                if word == UNKNOWN {
                    0
                } else if marks.has(Marks::FUNCTION) {
                    200
                } else if marks.has(Marks::FREQUENT) {
                    20
                } else {
                    2
                }
            });
            let classes = if sketch.classes.any(Classes::ANY) { 5000 } else { 60 * sketch.classes.bits().count() as u32 };
            words.sum::<u32>() + 40 * sketch.cues.iter().count() as u32 + classes
        };
        let takes = steps.iter().enumerate().filter(|(_, sketch)| sketch.step == Step::Take && !sketch.optional);
        takes.min_by_key(|(_, sketch)| cost(sketch)).map_or(0, |(index, _)| index)
    }

    /// The round of each sequence: one more than the latest round that gives a cue it reads.
    fn rounds(&self) -> Result<Vec<u8>, Error> {
        let mut given_in = [0usize; crate::lexicon::cue::MAX_CUES];
        let mut rounds = vec![0usize; self.sequences.len()];
        loop {
            let mut changed = false;
            for (sequence, round) in self.sequences.iter().zip(&mut rounds) {
                let reads = sequence.steps.iter().flat_map(|sketch| sketch.cues.iter().collect::<Vec<Cue>>());
                let needed = reads.map(|cue| given_in[usize::from(cue)]).max().unwrap_or(0);
                if needed > *round {
                    *round = needed;
                    changed = true;
                }
                for cue in self.phrases[sequence.phrase].cues.iter() {
                    let given = &mut given_in[usize::from(cue)];
                    if *given < *round + 1 {
                        *given = *round + 1;
                        changed = true;
                    }
                }
                if *round >= MOST_ROUNDS {
                    let place = Place::new(&sequence.file, sequence.line, 1);
                    let pattern = &self.phrases[sequence.phrase].pattern;
                    let message = format!("`{pattern}` gives a cue that it needs itself, by way of other patterns");
                    return Err(Error::conflict(place, message));
                }
            }
            if !changed {
                return Ok(rounds.into_iter().map(|round| round as u8).collect());
            }
        }
    }
}

/// The step beside the anchor that can be tried at once: a single term that is not optional and known without cues.
fn neighbour(steps: &[Sketch], anchor: usize) -> Neighbour {
    let immediate = |sketch: &Sketch| sketch.step == Step::Take && !sketch.optional && sketch.cues.is_empty();
    if steps.get(anchor + 1).is_some_and(immediate) {
        Neighbour::After
    } else if anchor > 0 && immediate(&steps[anchor - 1]) {
        Neighbour::Before
    } else {
        Neighbour::None
    }
}
