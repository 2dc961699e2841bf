//! Where a thread stands: plain data.

use crate::verdict::{Flag, Route, Urgency};
use serde::{Deserialize, Serialize};

/// Where a thread stands; see [`Conversation::state`](crate::Conversation::state).
///
/// ```
/// use hearken::{Conversation, ConversationState, Route, Status, UrgencyLevel};
/// let state = Conversation::new().state(None);
/// assert_eq!(state.status, Status::None);
/// assert_eq!(state.urgency.level, UrgencyLevel::None);
/// assert_eq!(state.route, Route::Ignore);
/// let json = serde_json::to_string(&state)?;
/// assert_eq!(serde_json::from_str::<ConversationState>(&json)?, state);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ConversationState {
    /// Turns of customers, noise included.
    pub customer_turns: usize,
    /// Turns of the brand's side: of agents, and of the brand itself.
    pub agent_turns: usize,
    /// Whether a customer had to come back: [`returns`](Self::returns) is not 0, or a turn says so itself (`repeat_contact`).
    pub repeat_contact: bool,
    /// How often customers came back. A turn is a return if its author's matter is known from an earlier turn, and it
    /// brings trouble after an answer, or trouble after the matter was resolved, or trouble or a question again without an
    /// answer in between. Turns at most three minutes apart without an answer in between are one post in parts.
    pub returns: usize,
    /// How long customers waited.
    pub waits: Waits,
    /// Where the customer's mood goes.
    pub trajectory: Trajectory,
    /// What grew worse in the course of the thread.
    pub escalation: Escalation,
    /// Whether there is a matter, and whether it is settled.
    pub status: Status,
    /// How soon a person must look at the thread.
    ///
    /// It starts from the most urgent turn of the open matters (the latest among equals), whose reasons it takes over. The
    /// thread then adds: 10 points for a return and 5 for each further one, up to 25; 5, 10 or 20 for an hour, four hours or a
    /// day without an answer; 10 if it was reopened; 5 if it escalates; 5 if the mood falls. These lift no thread to
    /// critical: that takes a critical turn. An open matter is never less than low. If all matters are resolved the level is low. Without any matter the turns'
    /// own highest urgency stands.
    pub urgency: Urgency,
    /// Who should act first: the first in the order of [`Route`] among the routes of the turns since the matter was last
    /// resolved, that turn included if it still is. For an open matter advocacy and ignore become care.
    pub route: Route,
}

/// How long customers waited, in seconds.
///
/// A customer's turn waits until the next turn of the brand's side. Noise waits for nothing, nor does a turn that resolves
/// the matter; it ends the wait of its author's turns before it. Waits are measured between known times only.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waits {
    /// How many customers' turns have no answer.
    pub unanswered: usize,
    /// How long the last of them has waited, if `now` was given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub latest: Option<u64>,
    /// How long the first of them has waited, if `now` was given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub running: Option<u64>,
    /// The longest that any turn has waited or still waits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub longest: Option<u64>,
}

/// Where the customer's mood goes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Trajectory {
    /// The change as a class.
    pub trend: Trend,
    /// How much the compound changed from the customer's first turn to the last, from −2 to 2, read off a straight line.
    ///
    /// The line is the least-squares fit of the compounds over the places 1 to *n* of the customer's turns, the turn at
    /// place *k* with weight *k*, so that the present outweighs the past; the change is its slope times *n* − 1. From four
    /// turns on one turn is left out: that without which the rest lies closest to a line, the first among equals. One
    /// outlier thus neither makes a trend nor hides one. The last turn is never left out: it is where the customer stands
    /// now.
    ///
    /// A turn with a compound between −0.1 and 0.1 says next to nothing and leaves the mood as it was, unless it resolves
    /// the matter. Noise is left out. 0 with fewer than two turns. Of several customers the least change is taken.
    pub change: f32,
}

/// A class of trajectory.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Trend {
    /// The change is −0.2 or less.
    Falling,
    /// Neither, or too few turns to tell.
    #[default]
    Steady,
    /// The change is 0.2 or more.
    Recovering,
}

/// What grew worse in the course of a thread, settled or not.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Escalation {
    /// A later turn of some customer has a higher urgency level than that customer's first one.
    pub rising: bool,
    /// Grave flags that the first customer's turn does not have and a later one, whosever, does: abuse, hate, violent
    /// threat, churn, legal and publicity threat, safety; in the order of [`Flag::BUILT_IN`].
    pub new_flags: Vec<Flag>,
    /// Somebody's latest wait is longer than all their earlier ones, and an hour at least.
    pub longer_waits: bool,
}

impl Escalation {
    /// Whether anything grew worse.
    ///
    /// ```
    /// use hearken::{Escalation, Flag};
    /// assert!(!Escalation::default().any());
    /// assert!(Escalation { new_flags: vec![Flag::LEGAL_THREAT], ..Escalation::default() }.any());
    /// ```
    pub fn any(&self) -> bool {
        self.rising || self.longer_waits || !self.new_flags.is_empty()
    }
}

/// Whether there is a matter, and whether it is settled. Of several customers the greatest counts, in this order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// No matter: praise, chatter, noise, or nobody spoke.
    #[default]
    None,
    /// The customer said that it is over (`resolved`), or was pleased after the brand had answered the last trouble or
    /// question. Being pleased does not settle a danger (`safety_risk`): only `resolved` does.
    Resolved,
    /// There is trouble, or a question or request.
    Open,
    /// Trouble came after it was resolved. A mere question after it is a new, open matter.
    Reopened,
}
