//! Folds the posts of a thread into where the thread stands.

mod customer;
mod fold;
mod mood;
mod state;
mod turn;
mod urgency;

pub use state::{ConversationState, Escalation, Status, Trajectory, Trend, Waits};

use crate::post::Post;
use crate::verdict::Verdict;
use fold::Fold;
use turn::Turn;

/// A thread of posts, each with its verdict.
///
/// A single post tells what its author says; the thread tells whether anybody answered, whether the customer had to come
/// back, and whether it ended well. Push every turn, the brand's too, and ask for the [`state`](Conversation::state)
/// whenever you like; a conversation keeps what it needs of a turn and none of its text.
///
/// ```
/// use hearken::{Author, Classifier, Conversation, Post, Role, Status};
///
/// let turns = [
///     (Role::Customer, 0, "My router is broken, the internet keeps dropping"),
///     (Role::Agent, 600, "Sorry to hear that! Please restart it."),
///     (Role::Customer, 4_200, "Still broken. This is awful, I am really angry now!"),
/// ];
/// let classifier = Classifier::new();
/// let mut conversation = Conversation::new();
/// for (role, time, text) in turns {
///     let mut post = Post::new(text);
///     post.author = Author { role, id: None };
///     post.time = Some(time);
///     conversation.push(&post, &classifier.classify_post(&post));
/// }
/// let state = conversation.state(Some(90_000));
/// assert_eq!((state.customer_turns, state.agent_turns), (2, 1));
/// assert_eq!(state.status, Status::Open);
/// assert!(state.repeat_contact);
/// assert_eq!(state.waits.running, Some(85_800));
/// assert_eq!(state.waits.longest, Some(85_800));
/// assert!(state.urgency.reasons.iter().any(|reason| reason.text() == "no answer for 23 hours"));
/// ```
///
/// # Who speaks
///
/// Turns of [`Role::Agent`](crate::Role) and [`Role::Brand`](crate::Role) are the brand's side: each answers all that stood
/// unanswered before it, and their verdicts have no say. Every other turn is a customer's. Customers are told apart by
/// their author id, since a bystander's praise does not mend somebody else's trouble; turns without an id are taken as
/// one person's.
///
/// # What a turn means
///
/// Of a customer's turn the first that holds counts:
///
/// 1. *danger*: `safety_risk` or `violent_threat` is raised;
/// 2. *noise*: `spam` or `announcement` is. It is counted as a turn and has no say in anything else;
/// 3. *trouble*: `legal_threat`, `publicity_threat` or `churn_risk` is;
/// 4. *resolved* is raised: the customer says that it is over;
/// 5. *trouble*: `complaint`, `angry`, `upset`, `outage`, `abusive`, `hateful`, `repeat_contact` or `sarcasm` is raised, or the
///    sentiment is negative or mixed;
/// 6. *asking*: `question` or `request` is raised, or the urgency is normal or above (so that flags of your own count);
/// 7. *pleased*: `praise` is raised or the sentiment is positive;
/// 8. *plain*: anything else, such as an order number.
///
/// # Order
///
/// Turns are read in the order of their times, whatever the order in which they were pushed; turns of the same time in
/// the order pushed. A turn without a time stands right behind the turn pushed before it, ahead of all times if no
/// earlier one has any, and takes no part in waits. If all times are given and differ, the order of pushing changes nothing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Conversation {
    /// As pushed.
    turns: Vec<Turn>,
}

impl Conversation {
    /// A thread without turns.
    pub fn new() -> Self {
        Conversation::default()
    }

    /// Adds a turn. Of the post only the author and the time are read. Constant time, but for the growth of the list.
    ///
    /// ```
    /// use hearken::{Classifier, Conversation, Post};
    /// let post = Post::new("Is the shop open on Sundays?");
    /// let mut conversation = Conversation::new();
    /// conversation.push(&post, &Classifier::new().classify_post(&post));
    /// assert_eq!(conversation.state(None).customer_turns, 1);
    /// ```
    pub fn push(&mut self, post: &Post, verdict: &Verdict) {
        self.turns.push(Turn::new(post, verdict));
    }

    /// Where the thread stands at the time `now`, in the same seconds as the times of the posts.
    ///
    /// Without `now` waits that still run are not known and do not raise the urgency. Turns later than `now` are read
    /// like all others and have waited for 0 seconds. As `now` grows, no wait shrinks and the urgency does not fall.
    ///
    /// Any turns give a state: it never panics. Linear in the number of turns if they were pushed in the order of their
    /// times or nearly so, otherwise as costly as sorting them.
    ///
    /// ```
    /// use hearken::{Conversation, ConversationState};
    /// assert_eq!(Conversation::new().state(None), ConversationState::default());
    /// ```
    pub fn state(&self, now: Option<i64>) -> ConversationState {
        let mut fold = Fold::default();
        for turn in self.in_order() {
            fold.turn(turn);
        }
        fold.state(now)
    }

    /// The turns by time. The sort is stable and takes linear time where the list is sorted already.
    fn in_order(&self) -> impl Iterator<Item = &Turn> {
        let mut known = i64::MIN;
        let placed = self.turns.iter().map(|turn| {
            known = turn.time.unwrap_or(known);
            (known, turn)
        });
        let mut placed: Vec<(i64, &Turn)> = placed.collect();
        placed.sort_by_key(|&(time, _)| time);
        placed.into_iter().map(|(_, turn)| turn)
    }
}
