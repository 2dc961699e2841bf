//! What one customer of a thread went through.

use super::mood::FLAT;
use super::state::Status;
use super::turn::{Kind, Said};
use crate::verdict::{Route, UrgencyLevel};

/// Turns at most so many seconds apart are one post in parts.
const PARTS: u64 = 180;
/// A wait that is worth a word, in seconds.
const PATIENCE: u64 = 3600;

/// One customer, after some turns of the thread.
#[derive(Default)]
pub(super) struct Customer<'a> {
    pub(super) status: Status,
    /// Safety is at stake, so that being pleased settles nothing.
    danger: bool,
    /// How many turns the brand's side had made when this customer last brought trouble or a question.
    answers_at_matter: usize,
    /// The same when this customer last spoke at all, and the time of that turn.
    answers_at_turn: usize,
    last_time: Option<i64>,
    pub(super) returns: usize,
    /// Level of this customer's first turn.
    first: Option<UrgencyLevel>,
    /// A later turn has a higher one.
    pub(super) rising: bool,
    pub(super) wait: Wait,
    /// The longest wait that is over, if there was one.
    pub(super) longest: Option<u64>,
    /// The latest wait that is over was the longest of several, and long.
    longer: bool,
    pub(super) moods: Vec<f64>,
    /// The most urgent turn since the matter was last resolved, that turn included; the latest among equals.
    pub(super) urgent: Option<Urgent<'a>>,
    /// The first route among those turns'.
    pub(super) route: Route,
}

/// A turn with its number in the thread.
#[derive(Clone, Copy)]
pub(super) struct Urgent<'a> {
    pub(super) said: &'a Said,
    pub(super) number: usize,
}

impl Urgent<'_> {
    /// The more urgent, then the later.
    pub(super) fn rank(&self) -> (u8, usize) {
        (self.said.urgency.score, self.number)
    }
}

/// A wait that still runs.
#[derive(Clone, Copy, Default)]
pub(super) struct Wait {
    pub(super) turns: usize,
    /// Time of the first turn that waits, of those with a time.
    pub(super) first: Option<i64>,
    /// Time of the last one.
    pub(super) last: Option<i64>,
}

impl<'a> Customer<'a> {
    /// The customer speaks, after so many turns of the brand's side.
    pub(super) fn says(&mut self, turn: Urgent<'a>, time: Option<i64>, answers: usize) {
        let said = turn.said;
        let level = said.urgency.level;
        self.rising |= level > *self.first.get_or_insert(level);
        let resolves = self.resolves(said, answers);
        if said.kind.is_matter() {
            if self.returns_with(said.kind, time, answers) {
                self.returns += 1;
            }
            self.answers_at_matter = answers;
            self.danger |= said.grave.danger();
        }
        let status = match said.kind {
            _ if resolves => Status::Resolved,
            Kind::Trouble if self.status == Status::Resolved => Status::Reopened,
            Kind::Trouble | Kind::Asking => self.status.max(Status::Open),
            _ => self.status,
        };
        // What was settled no longer presses, nor does the word that settled it once there is something new.
        if resolves || (self.status == Status::Resolved && status != Status::Resolved) {
            (self.urgent, self.route) = (None, Route::default());
        }
        self.status = status;
        if resolves {
            self.danger = false;
            self.wait_ends(time);
        } else {
            self.wait.turns += 1;
            self.wait.first = self.wait.first.or(time);
            self.wait.last = time.or(self.wait.last);
        }
        if self.urgent.is_none_or(|most| most.rank() <= turn.rank()) {
            self.urgent = Some(turn);
        }
        self.route = self.route.min(said.route);
        self.moods.push(match self.moods.last() {
            Some(&mood) if said.compound.abs() < FLAT && !resolves => mood,
            _ => said.compound,
        });
        (self.answers_at_turn, self.last_time) = (answers, time);
    }

    /// Whether the turn settles the matter.
    fn resolves(&self, said: &Said, answers: usize) -> bool {
        match said.kind {
            Kind::Resolved => true,
            Kind::Pleased => self.is_open() && !self.danger && answers > self.answers_at_matter,
            _ => false,
        }
    }

    /// Whether a turn with trouble or a question is one more contact on a matter that is known.
    fn returns_with(&self, kind: Kind, time: Option<i64>, answers: usize) -> bool {
        let trouble = kind == Kind::Trouble;
        match self.status {
            Status::None => false,
            Status::Resolved => trouble,
            Status::Open | Status::Reopened if answers > self.answers_at_matter => trouble,
            Status::Open | Status::Reopened => !self.goes_on(time, answers),
        }
    }

    /// Whether a turn goes on with the one before, as a post in parts does.
    fn goes_on(&self, time: Option<i64>, answers: usize) -> bool {
        let near = self.last_time.zip(time).is_some_and(|(last, time)| elapsed(last, time) <= PARTS);
        near && answers == self.answers_at_turn
    }

    pub(super) fn is_open(&self) -> bool {
        self.status >= Status::Open
    }

    /// The turns that wait are answered, or need no answer any more.
    pub(super) fn wait_ends(&mut self, time: Option<i64>) {
        let wait = std::mem::take(&mut self.wait);
        if let (Some(first), Some(time)) = (wait.first, time) {
            let waited = elapsed(first, time);
            self.longer = self.is_longer(waited);
            self.longest = self.longest.max(Some(waited));
        }
    }

    /// Whether waits grew, given how long the one that runs has lasted.
    pub(super) fn waits_longer(&self, running: Option<u64>) -> bool {
        self.longer || running.is_some_and(|waited| self.is_longer(waited))
    }

    fn is_longer(&self, waited: u64) -> bool {
        waited >= PATIENCE && self.longest.is_some_and(|longest| waited > longest)
    }
}

/// Seconds from one time to another, 0 if that is earlier.
pub(super) fn elapsed(from: i64, to: i64) -> u64 {
    if to > from { to.abs_diff(from) } else { 0 }
}
