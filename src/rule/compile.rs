//! Rules files checked and compiled.

use super::condition::Conditions;
use super::fact::{Fact, Reading, insert};
use super::file::{self, FlagStanza, RuleStanza};
use super::leanings::FactLeanings;
use super::{FlagRule, Receiver, Rule, Within};
use crate::Error;
use crate::error::Place;
use crate::lexicon::leanings::{Lean, Receivers};
use crate::lexicon::{Cue, Cues, Scale};
use crate::post::Role;
use crate::score::signal::Signal;
use crate::text::Text;
use crate::verdict::{Flag, Polarity};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;
use toml::Spanned;

/// Every rule and flag, compiled.
#[derive(Clone, Debug, Default)]
pub(crate) struct Rules {
    pub(crate) flags: Vec<FlagRule>,
    /// In an order in which a rule comes after those it refers to.
    pub(crate) rules: Vec<Rule>,
    /// What must hold for each of them.
    pub(super) conditions: Conditions,
    /// The rules that read flags, and so run after those are decided: a bit each.
    pub(super) verdict_rules: Vec<u64>,
    /// The facts that are no cues, with their numbers: those known before any rule is tried …
    pub(super) of_post: Vec<(Fact, u32)>,
    /// … and those known when flags are decided.
    pub(super) of_verdict: Vec<(Fact, u32)>,
    /// For each cue, the fact of each reading that any rule asks for.
    pub(super) cue_facts: Vec<Vec<(Reading, u32)>>,
    /// Rules to try when a fact holds.
    pub(super) woken_by: Vec<Vec<u32>>,
    /// Width of a row of facts, in words of 64 bits.
    pub(super) width: usize,
    /// Who may be given points.
    pub(crate) receivers: Receivers,
    pub(crate) leanings: FactLeanings,
}

/// Collects rules files.
pub(crate) struct Compiler<'a> {
    pub(super) cues: &'a Cues,
    flags: Vec<FlagRule>,
    pub(super) rules: Vec<Sketch>,
    pub(super) facts: Vec<Fact>,
    pub(super) fact_index: FxHashMap<Fact, u32>,
    /// What facts speak for, by number of fact.
    pub(super) leanings: BTreeMap<u32, Vec<Lean>>,
}

/// A rule whose facts are numbered.
pub(super) struct Sketch {
    pub(super) rule: Rule,
    pub(super) all: Vec<u32>,
    pub(super) any: Vec<u32>,
    pub(super) none: Vec<u32>,
    within: Within,
    disabled: bool,
    /// Whether it reads flags.
    pub(super) of_verdict: bool,
    pub(super) place: (String, usize),
}

/// A file that is being read.
pub(super) struct Source<'a> {
    pub(super) name: &'a str,
    pub(super) text: &'a str,
}

/// A name as it stands in a file, with the offset of its first byte.
#[derive(Clone, Copy)]
pub(super) struct Written<'a> {
    pub(super) text: &'a str,
    pub(super) at: usize,
}

impl<'a> Written<'a> {
    /// A string in quotation marks.
    fn of(quoted: &'a Spanned<String>) -> Self {
        Written { text: quoted.get_ref(), at: quoted.span().start + 1 }
    }

    /// The same place with another name, for messages about a part of what was written.
    fn named(self, text: &'a str) -> Self {
        Written { text, at: self.at }
    }

    /// What stands from this byte on.
    fn from(self, offset: usize) -> Self {
        Written { text: &self.text[offset..], at: self.at + offset }
    }
}

impl Source<'_> {
    fn place(&self, offset: usize) -> Place<'_> {
        Place::at(self.name, self.text, offset)
    }

    fn line(&self, offset: usize) -> &str {
        self.text.lines().nth(self.place(offset).line - 1).unwrap_or("")
    }

    fn unknown<'k>(&self, what: &str, found: Written<'_>, known: impl IntoIterator<Item = &'k str>) -> Error {
        Error::unknown(self.place(found.at), what, found.text, known).showing(self.line(found.at))
    }
}

impl<'a> Compiler<'a> {
    pub(crate) fn new(cues: &'a Cues) -> Self {
        Compiler {
            cues,
            flags: Vec::new(),
            rules: Vec::new(),
            facts: Vec::new(),
            fact_index: FxHashMap::default(),
            leanings: BTreeMap::new(),
        }
    }

    /// Adds a file. Flags declared again take the later numbers; a rule may not be named again.
    pub(crate) fn load(&mut self, name: &str, text: &str) -> Result<(), Error> {
        let file = file::parse(name, text)?;
        let source = Source { name, text };
        let mut flags: Vec<(Spanned<String>, FlagStanza)> = file.flags.into_iter().collect();
        flags.sort_by_key(|(flag, _)| flag.span().start);
        for (flag, stanza) in flags {
            self.flag(&source, &flag, stanza)?;
        }
        for id in &file.disable {
            match self.rules.iter().position(|known| known.rule.id.as_str() == id.get_ref()) {
                Some(found) => self.rules[found].disabled = true,
                None => {
                    return Err(source.unknown("rule", Written::of(id), self.rules.iter().map(|known| known.rule.id.as_str())));
                }
            }
        }
        // Named first, so that a rule may refer to a later one.
        let first = self.rules.len();
        let line_ends: Vec<usize> = text.match_indices('\n').map(|(offset, _)| offset).collect();
        for stanza in &file.rule {
            let line = line_ends.partition_point(|&end| end < stanza.id.span().start) + 1;
            self.name_rule(&source, stanza, line)?;
        }
        for (offset, stanza) in file.rule.into_iter().enumerate() {
            self.rule(&source, stanza, first + offset)?;
        }
        Ok(())
    }

    fn flag(&mut self, source: &Source<'_>, name: &Spanned<String>, stanza: FlagStanza) -> Result<(), Error> {
        let scale = match &stanza.scale {
            None => None,
            Some(scale) => match Scale::named(scale.get_ref()) {
                Some(found) => Some(found as usize),
                None => return Err(source.unknown("scale", Written::of(scale), Scale::NAMES)),
            },
        };
        let offset = name.span().start;
        let well_formed = name.get_ref().bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_');
        if !well_formed || name.get_ref().is_empty() {
            let message = format!("expected a flag name in snake_case, found `{}`", name.get_ref());
            return Err(Error::syntax(source.place(offset), message).showing(source.line(offset)));
        }
        let own_scale = Scale::named(name.get_ref()).map(|scale| scale as usize);
        if name.get_ref() == "urgency_score" || own_scale.is_some() && own_scale != scale {
            let message = format!("`{}` is the name of a scale; a flag of that name must start from it", name.get_ref());
            return Err(Error::conflict(source.place(offset), message).showing(source.line(offset)));
        }
        let (alone, against) = (stanza.alone.unwrap_or(MOST_POINTS), stanza.against.unwrap_or(MOST_AGAINST));
        for points in [stanza.bias, stanza.threshold, alone, against] {
            within_bounds(source, offset, points)?;
        }
        let flag = Flag::named(name.get_ref());
        let rule = FlagRule { flag, scale, bias: stanza.bias, threshold: stanza.threshold, alone, against, route: stanza.route };
        match self.flags.iter_mut().find(|known| known.flag == rule.flag) {
            Some(known) => *known = rule,
            None => self.flags.push(rule),
        }
        Ok(())
    }

    fn name_rule(&mut self, source: &Source<'_>, stanza: &RuleStanza, line: usize) -> Result<(), Error> {
        let offset = stanza.id.span().start + 1;
        let id = stanza.id.get_ref().as_str();
        let well_formed = id.split('.').count() >= 2
            && id
                .split('.')
                .all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_'));
        if !well_formed {
            let message = format!("expected an id such as `family.name` in snake_case, found `{id}`");
            return Err(Error::syntax(source.place(offset), message).showing(source.line(offset)));
        }
        if let Some(known) = self.rules.iter().find(|known| known.rule.id.as_str() == id) {
            let message = format!("rule `{id}` is declared twice; first in {}:{}", known.place.0, known.place.1);
            return Err(Error::conflict(source.place(offset), message).showing(source.line(offset)));
        }
        let rule = Rule {
            id: Text::from(id),
            gives: Vec::new(),
            severity: None,
            target: None,
            urgency: 0,
            floor: None,
            ceiling: None,
            route: None,
            reason: Text::fixed(""),
            fires: None,
        };
        let place = (source.name.to_owned(), line);
        self.rules.push(Sketch {
            rule,
            all: vec![],
            any: vec![],
            none: vec![],
            within: Within::Post,
            disabled: false,
            of_verdict: false,
            place,
        });
        Ok(())
    }

    fn rule(&mut self, source: &Source<'_>, stanza: RuleStanza, index: usize) -> Result<(), Error> {
        let all = self.facts_of(source, &stanza.all)?;
        let any = self.facts_of(source, &stanza.any)?;
        let none = self.facts_of(source, &stanza.none)?;
        let offset = stanza.id.span().start + 1;
        let refuse = |message: String| Err(Error::conflict(source.place(offset), message).showing(source.line(offset)));
        let id = stanza.id.get_ref();
        if all.is_empty() && any.is_empty() {
            return refuse(format!("rule `{id}` can never fire: it has neither `all` nor `any`"));
        }
        if let Some(&fact) = all.iter().find(|fact| none.contains(fact)) {
            let fact = self.describe(self.facts[fact as usize]);
            return refuse(format!("rule `{id}` can never fire: `{fact}` stands in `all` and in `none`"));
        }
        if !any.is_empty() && any.iter().all(|fact| none.contains(fact)) {
            return refuse(format!("rule `{id}` can never fire: everything in `any` stands in `none` too"));
        }
        let mut gives = Vec::new();
        for (name, points) in &stanza.gives {
            within_bounds(source, name.span().start, *points)?;
            gives.push((self.receiver(source, name)?, *points));
        }
        let within = match &stanza.within {
            None => Within::Post,
            Some(within) => match within.get_ref().as_str() {
                "clause" => Within::Clause,
                "sentence" => Within::Sentence,
                "post" => Within::Post,
                _ => return Err(source.unknown("extent", Written::of(within), ["clause", "sentence", "post"])),
            },
        };
        let sketch = &mut self.rules[index];
        (sketch.all, sketch.any, sketch.none) = (all, any, none);
        sketch.within = within;
        let rule = &mut sketch.rule;
        rule.gives = gives;
        rule.severity = stanza.severity;
        rule.target = stanza.target;
        rule.urgency = stanza.urgency;
        rule.floor = stanza.floor;
        rule.ceiling = stanza.ceiling;
        rule.route = stanza.route;
        rule.reason = Text::from(stanza.reason.as_str());
        Ok(())
    }

    /// Who may be given points, as far as flags are declared yet.
    pub(super) fn receivers(&self) -> Receivers {
        Receivers::new(self.flags.iter().map(|known| known.flag.as_str().to_owned()))
    }

    fn receiver(&self, source: &Source<'_>, name: &Spanned<String>) -> Result<Receiver, Error> {
        let flag = self.flags.iter().position(|known| known.flag.as_str() == name.get_ref());
        let scale = Scale::named(name.get_ref()).map(|scale| Receiver::Scale(scale as usize));
        flag.map(Receiver::Flag).or(scale).ok_or_else(|| {
            let offset = name.span().start;
            let known = self.flags.iter().map(|known| known.flag.as_str()).chain(Scale::NAMES);
            Error::unknown(source.place(offset), "flag or scale", name.get_ref(), known).showing(source.line(offset))
        })
    }

    fn facts_of(&mut self, source: &Source<'_>, names: &[Spanned<String>]) -> Result<Vec<u32>, Error> {
        names.iter().map(|name| Ok(self.number(self.fact(source, Written::of(name))?))).collect()
    }

    pub(super) fn number(&mut self, fact: Fact) -> u32 {
        let next = self.facts.len() as u32;
        let number = *self.fact_index.entry(fact).or_insert(next);
        if number == next {
            self.facts.push(fact);
        }
        number
    }

    pub(super) fn fact(&self, source: &Source<'_>, written: Written<'_>) -> Result<Fact, Error> {
        let text = written.text;
        if let Some(rest) = text.strip_prefix("signal.") {
            let (name, least) = self.comparison(source, written, rest)?;
            return match Signal::NAMES.iter().position(|known| *known == name) {
                Some(index) => Ok(Fact::Signal(Signal::ALL[index], least.max(0) as u32)),
                None => Err(source.unknown("signal", written.named(name), Signal::NAMES.iter().copied())),
            };
        }
        if let Some(rest) = text.strip_prefix("sum.") {
            let (name, least) = self.comparison(source, written, rest)?;
            return match Scale::named(name) {
                Some(scale) => Ok(Fact::Sum(scale, least)),
                None => Err(source.unknown("scale", written.named(name), Scale::NAMES)),
            };
        }
        if let Some(name) = text.strip_prefix("role.") {
            return match name {
                "customer" => Ok(Fact::Role(Role::Customer)),
                "agent" => Ok(Fact::Role(Role::Agent)),
                "brand" => Ok(Fact::Role(Role::Brand)),
                _ => Err(source.unknown("role", written.from(5), ["customer", "agent", "brand"])),
            };
        }
        if let Some(name) = text.strip_prefix("rule.") {
            let found = self.rules.iter().position(|known| known.rule.id.as_str() == name);
            let known = self.rules.iter().map(|known| known.rule.id.as_str());
            return found.map(Fact::Rule).ok_or_else(|| source.unknown("rule", written.from(5), known));
        }
        if let Some(name) = text.strip_prefix("flag.") {
            let found = self.flags.iter().position(|known| known.flag.as_str() == name);
            let known = self.flags.iter().map(|known| known.flag.as_str());
            return found.map(Fact::Flag).ok_or_else(|| source.unknown("flag", written.from(5), known));
        }
        if let Some(name) = text.strip_prefix("polarity.") {
            let all = [Polarity::Negative, Polarity::Neutral, Polarity::Positive, Polarity::Mixed];
            let found = all.into_iter().find(|polarity| polarity.as_str() == name);
            return found
                .map(Fact::Polarity)
                .ok_or_else(|| source.unknown("polarity", written.from(9), all.map(Polarity::as_str)));
        }
        if text == "brand.given" {
            return Ok(Fact::BrandGiven);
        }
        let (name, reading) = text.split_once('/').unwrap_or((text, ""));
        let Some(cue) = self.cues.get(name) else {
            return Err(source.unknown("cue", written.named(name), self.cues.names()));
        };
        let found = Reading::NAMES.iter().find(|(known, _)| *known == reading);
        match found {
            _ if reading.is_empty() => Ok(Fact::Cue(cue, Reading::Live)),
            Some((_, reading)) => Ok(Fact::Cue(cue, *reading)),
            None => Err(source.unknown("reading", written.from(name.len() + 1), Reading::NAMES.map(|(known, _)| known))),
        }
    }

    /// Splits `name>=3`; without a comparison the bound is 1.
    fn comparison<'t>(&self, source: &Source<'_>, written: Written<'_>, text: &'t str) -> Result<(&'t str, i32), Error> {
        let Some((name, number)) = text.split_once(">=") else { return Ok((text.trim(), 1)) };
        let offset = written.at;
        number.trim().parse().map(|least| (name.trim(), least)).map_err(|_| {
            let message = format!("expected a whole number after `>=`, found `{}`", number.trim());
            Error::syntax(source.place(offset), message).showing(source.line(offset))
        })
    }

    pub(super) fn is_verdict_fact(&self, fact: u32) -> bool {
        match self.facts[fact as usize] {
            Fact::Flag(_) | Fact::Polarity(_) => true,
            Fact::Rule(rule) => self.rules[rule].of_verdict,
            _ => false,
        }
    }

    pub(super) fn describe(&self, fact: Fact) -> String {
        match fact {
            Fact::Cue(cue, Reading::Live) => self.cues.name(cue).to_owned(),
            Fact::Cue(cue, reading) => {
                let name = Reading::NAMES.iter().find(|(_, known)| *known == reading).map_or("live", |(name, _)| name);
                format!("{}/{name}", self.cues.name(cue))
            }
            Fact::Signal(signal, least) => format!("signal.{}>={least}", Signal::NAMES[signal as usize]),
            Fact::Sum(scale, least) => format!("sum.{}>={least}", scale.name()),
            Fact::Role(role) => format!("role.{role:?}").to_lowercase(),
            Fact::BrandGiven => "brand.given".to_owned(),
            Fact::Rule(rule) => format!("rule.{}", self.rules[rule].rule.id.as_str()),
            Fact::Flag(flag) => format!("flag.{}", self.flags[flag].flag),
            Fact::Polarity(polarity) => format!("polarity.{}", polarity.as_str()),
        }
    }

    /// Orders the rules so that each comes after those it reads, and lays out facts and wakers.
    pub(crate) fn finish(mut self) -> Result<Rules, Error> {
        let order = self.order()?;
        self.tell_verdict_rules(&order)?;
        let width = self.facts.len().div_ceil(64).max(1);
        let mut rules = Rules { width, woken_by: vec![Vec::new(); self.facts.len()], ..Rules::default() };
        rules.cue_facts = vec![Vec::new(); crate::lexicon::cue::MAX_CUES];
        for (number, fact) in self.facts.iter().enumerate() {
            let number = number as u32;
            match *fact {
                Fact::Cue(cue, reading) => rules.cue_facts[usize::from(cue)].push((reading, number)),
                Fact::Flag(_) | Fact::Polarity(_) => rules.of_verdict.push((*fact, number)),
                Fact::Rule(_) => {}
                Fact::Signal(..) | Fact::Sum(..) | Fact::Role(_) | Fact::BrandGiven => rules.of_post.push((*fact, number)),
            }
        }
        for index in order {
            let sketch = &self.rules[index];
            if sketch.disabled {
                continue;
            }
            self.refuse_idle(sketch, index)?;
            let number = rules.rules.len() as u32;
            let wakers = match sketch.all.iter().min_by_key(|&&fact| self.waking_cost(fact)) {
                Some(waker) => std::slice::from_ref(waker),
                None => &sketch.any,
            };
            for &fact in wakers {
                rules.woken_by[fact as usize].push(number);
            }
            let mut rule = sketch.rule.clone();
            rules.conditions.push(&sketch.all, &sketch.any, &sketch.none, sketch.within);
            if rules.verdict_rules.len() <= number as usize / 64 {
                rules.verdict_rules.push(0);
            }
            if sketch.of_verdict {
                insert(&mut rules.verdict_rules, number);
            }
            rule.fires = self.fact_index.get(&Fact::Rule(index)).copied();
            rules.rules.push(rule);
        }
        rules.leanings = self.lay_out_leanings()?;
        rules.receivers = self.receivers();
        rules.flags = std::mem::take(&mut self.flags);
        Ok(rules)
    }
}

/// Points of one statement, at most: far more than any flag needs, and so few that no sum of them overflows.
const MOST_POINTS: i32 = 10_000;
/// Most points that leanings take from a flag that does not say otherwise.
const MOST_AGAINST: i32 = 50;

fn within_bounds(source: &Source<'_>, offset: usize, points: i32) -> Result<(), Error> {
    if (-MOST_POINTS..=MOST_POINTS).contains(&points) {
        return Ok(());
    }
    let message = format!("expected points from -{MOST_POINTS} to {MOST_POINTS}, found `{points}`");
    Err(Error::syntax(source.place(offset), message).showing(source.line(offset)))
}

impl Rules {
    /// The facts a cue may give.
    pub(super) fn facts_of_cue(&self, cue: Cue) -> &[(Reading, u32)] {
        &self.cue_facts[usize::from(cue)]
    }
}
