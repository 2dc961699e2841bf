//! Turn by turn through a thread.

use super::customer::{Customer, Urgent, elapsed};
use super::mood::trajectory;
use super::state::{ConversationState, Escalation, Status, Trajectory, Waits};
use super::turn::{Grave, Kind, Said, Turn};
use super::urgency;
use crate::verdict::Route;
use std::collections::HashMap;

/// A thread as far as it was read.
#[derive(Default)]
pub(super) struct Fold<'a> {
    /// In the order in which they first spoke.
    customers: Vec<Customer<'a>>,
    places: HashMap<Option<&'a str>, usize>,
    /// Customers with turns that wait, so that an answer need not look at all of them.
    waiting: Vec<usize>,
    customer_turns: usize,
    agent_turns: usize,
    repeat: bool,
    /// Grave flags of the first turn that is not noise.
    first: Option<Grave>,
    grave: Grave,
}

impl<'a> Fold<'a> {
    /// Reads the next turn, in the order of time.
    pub(super) fn turn(&mut self, turn: &'a Turn) {
        match &turn.said {
            None => {
                self.agent_turns += 1;
                for place in self.waiting.drain(..) {
                    self.customers[place].wait_ends(turn.time);
                }
            }
            Some(said) => {
                self.customer_turns += 1;
                if said.kind != Kind::Noise {
                    self.said(said, turn.time);
                }
            }
        }
    }

    fn said(&mut self, said: &'a Said, time: Option<i64>) {
        self.first.get_or_insert(said.grave);
        self.grave.join(said.grave);
        self.repeat |= said.repeat;
        let place = *self.places.entry(said.author.as_deref()).or_insert_with(|| {
            self.customers.push(Customer::default());
            self.customers.len() - 1
        });
        let customer = &mut self.customers[place];
        let waited = customer.wait.turns > 0;
        customer.says(Urgent { said, number: self.customer_turns }, time, self.agent_turns);
        if !waited && customer.wait.turns > 0 {
            self.waiting.push(place);
        }
    }

    /// What it comes to.
    pub(super) fn state(self, now: Option<i64>) -> ConversationState {
        let returns = self.customers.iter().map(|customer| customer.returns).sum();
        let mut state = ConversationState {
            customer_turns: self.customer_turns,
            agent_turns: self.agent_turns,
            repeat_contact: self.repeat || returns > 0,
            returns,
            waits: self.waits(now),
            trajectory: self.trajectory(),
            escalation: self.escalation(now),
            status: self.customers.iter().map(|customer| customer.status).max().unwrap_or_default(),
            ..ConversationState::default()
        };
        let decisive = self.decisive(state.status);
        state.route = decisive.iter().map(|customer| customer.route).min().unwrap_or_default();
        // A matter is nobody's to ignore, however mildly it is put.
        if state.status >= Status::Open && state.route > Route::Sales {
            state.route = Route::Care;
        }
        state.urgency = urgency::of_thread(&state, &decisive, now);
        state
    }

    /// Those whose turns decide urgency and route: with open matters if there are any.
    fn decisive(&self, status: Status) -> Vec<&Customer<'a>> {
        self.customers.iter().filter(|customer| customer.is_open() || status < Status::Open).collect()
    }

    fn waits(&self, now: Option<i64>) -> Waits {
        let running = |customer: &Customer| customer.wait.first.zip(now).map(|(first, now)| elapsed(first, now));
        let last = self.customers.iter().filter_map(|customer| customer.wait.last).max();
        let longest = |customer: &Customer| customer.longest.max(running(customer));
        Waits {
            unanswered: self.customers.iter().map(|customer| customer.wait.turns).sum(),
            latest: last.zip(now).map(|(last, now)| elapsed(last, now)),
            running: self.customers.iter().filter_map(running).max(),
            longest: self.customers.iter().filter_map(longest).max(),
        }
    }

    fn trajectory(&self) -> Trajectory {
        let several = self.customers.iter().filter(|customer| customer.moods.len() > 1);
        let all = several.map(|customer| trajectory(&customer.moods));
        all.min_by(|a, b| a.change.total_cmp(&b.change)).unwrap_or_default()
    }

    fn escalation(&self, now: Option<i64>) -> Escalation {
        let known = self.first.unwrap_or_default();
        let longer =
            |customer: &Customer| customer.waits_longer(customer.wait.first.zip(now).map(|(first, now)| elapsed(first, now)));
        Escalation {
            rising: self.customers.iter().any(|customer| customer.rising),
            new_flags: self.grave.flags_beyond(known),
            longer_waits: self.customers.iter().any(longer),
        }
    }
}
