//! How soon a person must look at a thread.

use super::customer::{Customer, elapsed};
use super::state::{ConversationState, Status, Trend};
use crate::text::Text;
use crate::verdict::{Reason, Urgency, UrgencyLevel};

const MINUTE: u64 = 60;
const HOUR: u64 = 60 * MINUTE;
const DAY: u64 = 24 * HOUR;

/// The urgency of a thread of which everything else is known, from the customers whose turns decide.
pub(super) fn of_thread(state: &ConversationState, decisive: &[&Customer], now: Option<i64>) -> Urgency {
    let turns = decisive.iter().filter_map(|customer| customer.urgent);
    let base = turns.max_by_key(|turn| turn.rank()).map(|turn| turn.said.urgency.clone()).unwrap_or_default();
    // A verdict is plain data and may be anything.
    let most = base.score.min(100);
    let (score, mut reasons) = match state.status {
        Status::None => (most, base.reasons),
        Status::Resolved => (most.clamp(LOW, BELOW_NORMAL), vec![resolved()]),
        Status::Open | Status::Reopened => {
            let raises = raises(state, decisive, now);
            let sum: i16 = raises.iter().map(|reason| reason.points).sum();
            let raised = most.saturating_add(sum.clamp(0, 100) as u8).min(BELOW_CRITICAL).max(most);
            let floor = (raised < LOW).then(open);
            (raised.max(LOW), base.reasons.into_iter().chain(raises).chain(floor).collect())
        }
    };
    reasons.sort_by_key(|reason| std::cmp::Reverse(reason.points));
    Urgency { score, level: UrgencyLevel::of(score), reasons }
}

const LOW: u8 = UrgencyLevel::Low.least_score();
const BELOW_NORMAL: u8 = UrgencyLevel::Normal.least_score() - 1;
/// Neither waits nor returns make a thread critical: that word is kept for danger.
const BELOW_CRITICAL: u8 = UrgencyLevel::Critical.least_score() - 1;

fn open() -> Reason {
    Reason { rule: Text::fixed("thread.open"), text: Text::fixed("the matter is not settled"), points: 0 }
}

fn resolved() -> Reason {
    Reason { rule: Text::fixed("thread.resolved"), text: Text::fixed("the customer is satisfied that it is over"), points: 0 }
}

/// What the course of an open thread adds.
fn raises(state: &ConversationState, open: &[&Customer], now: Option<i64>) -> Vec<Reason> {
    let mut reasons = Vec::new();
    let mut add = |rule: &'static str, text: &str, points: i16| {
        reasons.push(Reason { rule: Text::fixed(rule), text: Text::from(text), points });
    };
    let returns = open.iter().map(|customer| customer.returns).max().unwrap_or(0);
    if returns > 0 {
        let times = if returns == 1 { "once".to_owned() } else { format!("{returns} times") };
        add("thread.repeat", &format!("the customer came back {times}"), 10 + 5 * (returns - 1).min(3) as i16);
    }
    let waited = open.iter().filter_map(|customer| Some(elapsed(customer.wait.first?, now?))).max().unwrap_or(0);
    if let Some(points) = [(DAY, 20), (4 * HOUR, 10), (HOUR, 5)].into_iter().find(|(least, _)| waited >= *least) {
        add("thread.waiting", &format!("no answer for {}", in_words(waited)), points.1);
    }
    if state.status == Status::Reopened {
        add("thread.reopened", "trouble again after it was resolved", 10);
    }
    if state.escalation.any() {
        add("thread.escalation", &worse(state), 5);
    }
    if state.trajectory.trend == Trend::Falling {
        add("thread.falling", "the customer's mood is falling", 5);
    }
    reasons
}

/// What grew worse.
fn worse(state: &ConversationState) -> String {
    let escalation = &state.escalation;
    let mut parts = Vec::new();
    if !escalation.new_flags.is_empty() {
        let names: Vec<&str> = escalation.new_flags.iter().map(|flag| flag.as_str()).collect();
        parts.push(format!("new {}", names.join(", ").replace('_', " ")));
    }
    if escalation.rising {
        parts.push("more urgent than at first".to_owned());
    }
    if escalation.longer_waits {
        parts.push("longer waits".to_owned());
    }
    format!("it escalates: {}", parts.join("; "))
}

/// A duration of an hour or more in its largest whole unit: hours up to two days, then days.
fn in_words(seconds: u64) -> String {
    let (count, unit) = if seconds < 2 * DAY { (seconds / HOUR, "hour") } else { (seconds / DAY, "day") };
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {unit}{plural}")
}
