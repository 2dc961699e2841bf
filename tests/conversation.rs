//! Threads made by hand, with the state each must come to, and the laws that hold for any thread.

use hearken::{Author, Conversation, ConversationState, Flag, Post, Role, Route, Status, Trend, UrgencyLevel, Verdict, Waits};
use proptest::prelude::*;
use serde_json::{Map, json};

const HOUR: i64 = 3600;
const DAY: i64 = 24 * HOUR;

/// A turn made by hand.
#[derive(Clone, Debug)]
struct Turn {
    role: Role,
    author: Option<&'static str>,
    time: Option<i64>,
    compound: f64,
    flags: Vec<&'static str>,
    urgency: u8,
    route: Route,
}

fn turn(role: Role) -> Turn {
    Turn { role, author: None, time: None, compound: 0.0, flags: Vec::new(), urgency: 0, route: Route::Ignore }
}

fn agent() -> Turn {
    turn(Role::Agent)
}

/// Something neutral, such as an order number.
fn plain() -> Turn {
    turn(Role::Customer)
}

fn fault() -> Turn {
    plain().mood(-0.5).flag("complaint").urgency(40).route(Route::Care)
}

fn asking() -> Turn {
    plain().flag("question").urgency(20).route(Route::Care)
}

fn danger() -> Turn {
    plain().flag("safety_risk").urgency(90).route(Route::Safety)
}

fn pleased() -> Turn {
    plain().mood(0.5).flag("praise").urgency(10).route(Route::Advocacy)
}

fn over() -> Turn {
    plain().flag("resolved").urgency(12).route(Route::Advocacy)
}

impl Turn {
    fn at(mut self, time: i64) -> Self {
        self.time = Some(time);
        self
    }

    fn by(mut self, author: &'static str) -> Self {
        self.author = Some(author);
        self
    }

    fn mood(mut self, compound: f64) -> Self {
        self.compound = compound;
        self
    }

    fn flag(mut self, flag: &'static str) -> Self {
        self.flags.push(flag);
        self
    }

    fn urgency(mut self, score: u8) -> Self {
        self.urgency = score;
        self
    }

    fn route(mut self, route: Route) -> Self {
        self.route = route;
        self
    }

    fn post(&self) -> Post {
        let mut post = Post::new("");
        post.author = Author { role: self.role, id: self.author.map(str::to_owned) };
        post.time = self.time;
        post
    }

    fn verdict(&self) -> Verdict {
        let label = match self.compound {
            compound if compound < 0.0 => "negative",
            compound if compound > 0.0 => "positive",
            _ => "neutral",
        };
        let raised = self.flags.iter().map(|flag| (flag.to_string(), json!({ "score": 0.9, "severity": "medium" })));
        let reasons = match self.urgency {
            0 => json!([]),
            points => json!([{ "rule": "made.up", "text": "made by hand", "points": points }]),
        };
        serde_json::from_value(json!({
            "language": { "code": "en", "support": "full" },
            "sentiment": {
                "label": label, "compound": self.compound, "intensity": 0.0,
                "negative": 0.0, "neutral": 1.0, "positive": 0.0,
            },
            "flags": raised.collect::<Map<_, _>>(),
            "scores": {},
            "urgency": { "score": self.urgency, "level": UrgencyLevel::of(self.urgency), "reasons": reasons },
            "route": self.route,
            "version": { "engine": "0", "data": 0 },
        }))
        .expect("a verdict")
    }
}

fn conversation(turns: &[Turn]) -> Conversation {
    let mut conversation = Conversation::new();
    for turn in turns {
        conversation.push(&turn.post(), &turn.verdict());
    }
    conversation
}

fn state(turns: &[Turn]) -> ConversationState {
    conversation(turns).state(None)
}

fn moods(compounds: &[f64]) -> Vec<Turn> {
    compounds.iter().map(|&compound| plain().mood(compound)).collect()
}

fn rules(state: &ConversationState) -> Vec<&str> {
    state.urgency.reasons.iter().map(|reason| reason.rule()).collect()
}

#[test]
fn nobody_spoke() {
    assert_eq!(Conversation::new().state(None), ConversationState::default());
    assert_eq!(Conversation::new().state(Some(i64::MAX)), ConversationState::default());
    assert_eq!(state(&[agent(), turn(Role::Brand)]), ConversationState { agent_turns: 2, ..ConversationState::default() });
}

#[test]
fn status() {
    let cases: &[(&str, &[Turn], Status)] = &[
        ("praise", &[pleased(), agent(), pleased()], Status::None),
        ("chatter", &[plain()], Status::None),
        ("spam", &[fault().flag("spam")], Status::None),
        ("trouble", &[fault()], Status::Open),
        ("a question", &[asking(), agent()], Status::Open),
        ("mere urgency", &[plain().urgency(45)], Status::Open),
        ("mere sentiment", &[plain().mood(-0.4)], Status::Open),
        ("said to be over", &[fault(), over()], Status::Resolved),
        ("over, said crossly", &[fault(), over().mood(-0.4).flag("complaint")], Status::Resolved),
        ("over, but leaving", &[fault(), over().flag("churn_risk")], Status::Open),
        ("over, said by the agent", &[fault(), Turn { role: Role::Agent, ..over() }], Status::Open),
        ("gratitude for an answer", &[fault(), agent(), pleased()], Status::Resolved),
        ("a good word without an answer", &[fault(), pleased()], Status::Open),
        ("a good word before the answer", &[fault(), agent(), fault(), pleased()], Status::Open),
        ("gratitude with a question", &[fault(), agent(), pleased().flag("question")], Status::Open),
        ("politeness", &[fault(), agent(), plain()], Status::Open),
        ("gratitude in a danger", &[danger(), agent(), pleased()], Status::Open),
        ("danger over", &[danger(), agent(), over()], Status::Resolved),
        ("danger despite all", &[over().flag("safety_risk").flag("spam")], Status::Open),
        ("reopened", &[fault(), over(), fault()], Status::Reopened),
        ("reopened, then asked", &[fault(), over(), fault(), asking()], Status::Reopened),
        ("reopened, then over", &[fault(), over(), fault(), agent(), pleased()], Status::Resolved),
        ("a new question", &[fault(), over(), asking()], Status::Open),
        ("chatter after it", &[fault(), over(), plain(), pleased()], Status::Resolved),
        ("somebody else's praise", &[fault().by("ann"), agent(), pleased().by("bob")], Status::Open),
        ("one of two", &[fault().by("ann"), fault().by("bob"), agent(), over().by("bob")], Status::Open),
    ];
    for (name, turns, expected) in cases {
        assert_eq!(state(turns).status, *expected, "{name}");
    }
}

#[test]
fn coming_back() {
    let cases: &[(&str, &[Turn], usize)] = &[
        ("once", &[fault()], 0),
        ("again without an answer", &[fault(), fault()], 1),
        ("a question again", &[asking(), asking(), asking()], 2),
        ("a post in parts", &[fault().at(0), fault().at(120), fault().at(300)], 0),
        ("an hour later", &[fault().at(0), fault().at(HOUR)], 1),
        ("trouble still", &[fault(), agent(), fault()], 1),
        ("trouble still, at once", &[fault().at(0), agent().at(60), fault().at(120)], 1),
        ("trouble still, in parts", &[fault().at(0), agent().at(60), fault().at(120), fault().at(180)], 1),
        ("details for the agent", &[fault(), agent(), plain(), agent(), asking()], 0),
        ("details, then trouble", &[fault().at(0), agent().at(60), plain().at(90), fault().at(120)], 1),
        ("reopened", &[fault(), agent(), over(), fault()], 1),
        ("a new question", &[fault(), agent(), over(), asking()], 0),
        ("two customers", &[fault().by("ann"), fault().by("bob")], 0),
        ("spam twice", &[fault().flag("spam"), fault().flag("spam")], 0),
    ];
    for (name, turns, expected) in cases {
        let state = state(turns);
        assert_eq!(state.returns, *expected, "{name}");
        assert_eq!(state.repeat_contact, *expected > 0, "{name}");
    }
    let stated = state(&[fault().flag("repeat_contact")]);
    assert_eq!((stated.returns, stated.repeat_contact), (0, true));
}

#[test]
fn waiting() {
    let waits = |unanswered, latest, running, longest| Waits { unanswered, latest, running, longest };
    let now = Some(10 * HOUR);
    let cases: &[(&str, &[Turn], Option<i64>, Waits)] = &[
        ("no now", &[fault().at(0)], None, waits(1, None, None, None)),
        ("first and last", &[fault().at(0), plain().at(7 * HOUR)], now, waits(2, Some(10_800), Some(36_000), Some(36_000))),
        ("answered", &[fault().at(0), agent().at(60)], now, waits(0, None, None, Some(60))),
        ("answered by the brand", &[fault().at(0), turn(Role::Brand).at(60)], now, waits(0, None, None, Some(60))),
        (
            "answered, then silence",
            &[fault().at(0), agent().at(4 * HOUR), fault().at(9 * HOUR)],
            now,
            waits(1, Some(3_600), Some(3_600), Some(14_400)),
        ),
        ("no times", &[fault(), fault()], now, waits(2, None, None, None)),
        ("one time", &[fault(), fault().at(9 * HOUR)], now, waits(2, Some(3_600), Some(3_600), Some(3_600))),
        ("an answer without a time", &[fault().at(0), agent()], now, waits(0, None, None, None)),
        ("settled alone", &[fault().at(0), over().at(HOUR)], now, waits(0, None, None, Some(3_600))),
        ("spam", &[fault().at(0).flag("spam")], now, waits(0, None, None, None)),
        ("from the future", &[fault().at(11 * HOUR)], now, waits(1, Some(0), Some(0), Some(0))),
        ("the ends of time", &[fault().at(i64::MIN), fault().at(i64::MAX)], Some(i64::MAX), {
            waits(2, Some(0), Some(u64::MAX), Some(u64::MAX))
        }),
        (
            "two customers",
            &[fault().at(0).by("ann"), fault().at(HOUR).by("bob"), over().at(2 * HOUR).by("bob")],
            now,
            waits(1, Some(36_000), Some(36_000), Some(36_000)),
        ),
    ];
    for (name, turns, now, expected) in cases {
        assert_eq!(conversation(turns).state(*now).waits, *expected, "{name}");
    }
}

#[test]
fn trajectory() {
    let cases: &[(&str, &[f64], Trend)] = &[
        ("one turn", &[-0.9], Trend::Steady),
        ("two turns, worse", &[-0.2, -0.6], Trend::Falling),
        ("two turns, better", &[-0.6, 0.4], Trend::Recovering),
        ("much the same", &[-0.5, -0.6, -0.5], Trend::Steady),
        ("step by step down", &[0.3, 0.0, -0.3, -0.6], Trend::Falling),
        ("slowly down", &[-0.1, -0.15, -0.2, -0.25, -0.3, -0.35, -0.4], Trend::Falling),
        ("outlier inside", &[-0.5, -0.5, 0.9, -0.5, -0.5], Trend::Steady),
        ("outlier first", &[0.9, -0.5, -0.5, -0.5, -0.5], Trend::Steady),
        ("outlier next to last", &[-0.5, -0.5, -0.5, 0.9, -0.5], Trend::Steady),
        ("outlier that hides a fall", &[-0.1, -0.2, -0.3, 0.9, -0.5], Trend::Falling),
        ("well in the end", &[-0.5, -0.6, -0.5, 0.6], Trend::Recovering),
        ("nothing said keeps the mood", &[-0.6, 0.0, 0.05], Trend::Steady),
        ("nothing said before trouble", &[0.0, -0.6], Trend::Falling),
        ("all alike", &[-0.4; 50], Trend::Steady),
    ];
    for (name, compounds, expected) in cases {
        let trajectory = state(&moods(compounds)).trajectory;
        assert_eq!(trajectory.trend, *expected, "{name}: {trajectory:?}");
        // The mirror image of a thread has the mirror image of its trajectory.
        let mirrored: Vec<f64> = compounds.iter().map(|compound| -compound).collect();
        assert_eq!(state(&moods(&mirrored)).trajectory.change, -trajectory.change, "{name}, mirrored");
    }
    let line = state(&moods(&[-0.8, -0.6, -0.4, -0.2])).trajectory;
    assert_eq!(line.change, 0.6, "on a straight line the change is that from first to last");
    assert_eq!(state(&[fault(), agent(), over()]).trajectory.trend, Trend::Recovering);
    assert_eq!(state(&[fault().by("ann"), pleased().by("bob")]).trajectory.trend, Trend::Steady);
    assert_eq!(state(&[fault(), pleased().flag("spam")]).trajectory.trend, Trend::Steady);
}

#[test]
fn escalation() {
    type Row<'a> = (&'a str, &'a [Turn], bool, &'a [Flag], bool);
    let cases: &[Row<'_>] = &[
        ("one turn", &[danger()], false, &[], false),
        ("the same again", &[fault(), agent(), fault()], false, &[], false),
        ("more urgent", &[asking(), agent(), fault()], true, &[], false),
        ("more urgent, but somebody else's", &[pleased().by("ann"), fault().by("bob")], false, &[], false),
        ("less urgent", &[danger(), agent(), fault()], false, &[], false),
        (
            "somebody else's threat",
            &[fault().by("ann"), fault().by("bob").flag("legal_threat")],
            false,
            &[Flag::LEGAL_THREAT],
            false,
        ),
        (
            "threats",
            &[fault(), agent(), fault().flag("legal_threat").flag("churn_risk"), fault().flag("churn_risk")],
            false,
            &[Flag::CHURN_RISK, Flag::LEGAL_THREAT],
            false,
        ),
        ("a threat from the start", &[fault().flag("churn_risk"), fault().flag("churn_risk")], false, &[], false),
        ("an agent's", &[fault(), Turn { role: Role::Agent, ..danger() }], false, &[], false),
        ("noise", &[fault(), fault().flag("spam").flag("abusive").urgency(70)], false, &[], false),
        ("longer waits", &[fault().at(0), agent().at(HOUR), fault().at(2 * HOUR), agent().at(5 * HOUR)], false, &[], true),
        ("shorter waits", &[fault().at(0), agent().at(3 * HOUR), fault().at(4 * HOUR), agent().at(5 * HOUR)], false, &[], false),
        ("waits of minutes", &[fault().at(0), agent().at(60), fault().at(120), agent().at(300)], false, &[], false),
    ];
    for (name, turns, rising, new_flags, longer_waits) in cases {
        let escalation = state(turns).escalation;
        assert_eq!(
            (escalation.rising, &escalation.new_flags[..], escalation.longer_waits),
            (*rising, *new_flags, *longer_waits),
            "{name}"
        );
        assert_eq!(escalation.any(), *rising || !new_flags.is_empty() || *longer_waits, "{name}");
    }
    let growing = conversation(&[fault().at(0), agent().at(HOUR), fault().at(2 * HOUR)]);
    assert!(!growing.state(Some(3 * HOUR)).escalation.longer_waits);
    assert!(growing.state(Some(4 * HOUR)).escalation.longer_waits);
}

#[test]
fn urgency_and_route() {
    let leaving = || fault().flag("churn_risk").route(Route::Retention);
    type Row<'a> = (&'a str, &'a [Turn], u8, Route, &'a [&'a str]);
    let cases: &[Row<'_>] = &[
        ("praise", &[pleased()], 10, Route::Advocacy, &["made.up"]),
        ("trouble", &[fault()], 40, Route::Care, &["made.up"]),
        ("trouble that seemed nothing", &[fault().urgency(0).route(Route::Ignore)], 10, Route::Care, &["thread.open"]),
        (
            "the worst of it",
            &[fault(), leaving(), asking()],
            60,
            Route::Retention,
            &["made.up", "thread.repeat", "thread.escalation"],
        ),
        ("returns", &[fault(), fault()], 50, Route::Care, &["made.up", "thread.repeat"]),
        ("many returns", &vec![fault(); 9], 65, Route::Care, &["made.up", "thread.repeat"]),
        ("resolved", &[leaving(), agent(), pleased()], 10, Route::Advocacy, &["thread.resolved"]),
        ("resolved, yet urgent", &[fault(), over().urgency(70).route(Route::Care)], 29, Route::Care, &["thread.resolved"]),
        (
            "reopened",
            &[leaving(), over(), fault()],
            65,
            Route::Care,
            &["made.up", "thread.repeat", "thread.reopened", "thread.falling"],
        ),
        ("no thread makes it critical", &vec![fault().urgency(80); 9], 84, Route::Care, &["made.up", "thread.repeat"]),
        ("danger", &[danger(), agent(), pleased(), plain()], 90, Route::Safety, &["made.up"]),
        ("danger of somebody else", &[danger().by("ann"), agent(), over().by("bob")], 90, Route::Safety, &["made.up"]),
        ("settled for one", &[leaving().by("ann"), fault().by("bob"), agent(), over().by("ann")], 40, Route::Care, &["made.up"]),
        ("spam has no say", &[fault(), plain().flag("spam").urgency(70).route(Route::Moderation)], 40, Route::Care, &["made.up"]),
    ];
    for (name, turns, score, route, reasons) in cases {
        let state = state(turns);
        assert_eq!((state.urgency.score, state.route), (*score, *route), "{name}: {:?}", state.urgency);
        assert_eq!(state.urgency.level, UrgencyLevel::of(*score), "{name}");
        assert_eq!(rules(&state), *reasons, "{name}");
    }
}

#[test]
fn waits_raise_in_words() {
    let thread = conversation(&[fault().at(0)]);
    let cases: &[(i64, u8, Option<&str>)] = &[
        (HOUR - 1, 40, None),
        (HOUR, 45, Some("no answer for 1 hour")),
        (5 * HOUR, 50, Some("no answer for 5 hours")),
        (47 * HOUR, 60, Some("no answer for 47 hours")),
        (2 * DAY, 60, Some("no answer for 2 days")),
    ];
    for &(now, score, words) in cases {
        let urgency = thread.state(Some(now)).urgency;
        assert_eq!(urgency.score, score, "after {now}");
        assert_eq!(urgency.reasons.get(1).map(|reason| reason.text()), words, "after {now}");
    }
    let settled = conversation(&[fault().at(0), over().at(60)]).state(Some(9 * DAY));
    assert_eq!(settled.urgency.level, UrgencyLevel::Low);
    let falling = state(&[fault().mood(-0.2), agent(), fault().mood(-0.7).flag("legal_threat")]).urgency;
    let words: Vec<&str> = falling.reasons.iter().map(|reason| reason.text()).collect();
    assert_eq!(
        words,
        ["made by hand", "the customer came back once", "it escalates: new legal threat", "the customer's mood is falling",]
    );
}

#[test]
fn turns_out_of_order() {
    let turns = [fault().at(0), agent().at(60), over().at(HOUR), fault().at(DAY)];
    let shuffled = [&turns[3], &turns[1], &turns[0], &turns[2]].map(Turn::clone);
    assert_eq!(conversation(&shuffled).state(Some(DAY)), conversation(&turns).state(Some(DAY)));
    // Of the same time, or of none: as pushed.
    assert_eq!(state(&[fault().at(5), over().at(5)]).status, Status::Resolved);
    assert_eq!(state(&[over().at(5), fault().at(5)]).status, Status::Reopened);
    assert_eq!(state(&[over(), fault()]).status, Status::Reopened);
    // Behind the turn pushed before it, wherever that belongs.
    assert_eq!(state(&[over().at(9), fault().at(5), asking()]).status, Status::Resolved);
    assert_eq!(state(&[fault().at(5), over().at(9), fault()]).status, Status::Reopened);
}

fn any_turn() -> impl Strategy<Value = Turn> {
    let flags = ["complaint", "question", "safety_risk", "resolved", "praise", "spam", "legal_threat", "repeat_contact"];
    (
        prop_oneof![Just(Role::Customer), Just(Role::Customer), Just(Role::Agent), Just(Role::Brand)],
        prop_oneof![Just(None), Just(Some("ann")), Just(Some("bob"))],
        prop_oneof![Just(None), (-5 * DAY..5 * DAY).prop_map(Some), any::<i64>().prop_map(Some)],
        -1.0..1.0f64,
        proptest::sample::subsequence(flags.to_vec(), 0..=2),
        0..=100u8,
        proptest::sample::select(Route::ALL.to_vec()),
    )
        .prop_map(|(role, author, time, compound, flags, urgency, route)| Turn {
            role,
            author,
            time,
            compound,
            flags,
            urgency,
            route,
        })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn times_decide_not_the_order_of_pushing(
        mut turns in proptest::collection::vec(any_turn(), 0..12),
        seed in any::<prop::sample::Index>(),
        now in any::<i64>(),
    ) {
        for (place, turn) in turns.iter_mut().enumerate() {
            turn.time = Some(place as i64 * 700);
        }
        let expected = conversation(&turns).state(Some(now));
        let count = turns.len();
        turns.reverse();
        if count > 0 {
            turns.rotate_left(seed.index(count));
        }
        prop_assert_eq!(conversation(&turns).state(Some(now)), expected);
    }

    #[test]
    fn waits_and_urgency_grow_with_time(
        turns in proptest::collection::vec(any_turn(), 0..12),
        earlier in -9 * DAY..9 * DAY,
        later in 0..9 * DAY,
    ) {
        let conversation = conversation(&turns);
        let (unknown, before, after) =
            (conversation.state(None), conversation.state(Some(earlier)), conversation.state(Some(earlier + later)));
        prop_assert!(before.waits.latest <= after.waits.latest);
        prop_assert!(before.waits.running <= after.waits.running);
        prop_assert!(before.waits.longest <= after.waits.longest);
        prop_assert!(unknown.waits.longest <= before.waits.longest);
        prop_assert!(before.waits.latest <= before.waits.running && before.waits.running <= before.waits.longest);
        prop_assert!(unknown.urgency.score <= before.urgency.score && before.urgency.score <= after.urgency.score);
    }

    #[test]
    fn a_state_agrees_with_itself(turns in proptest::collection::vec(any_turn(), 0..12), now in any::<Option<i64>>()) {
        let state = conversation(&turns).state(now);
        prop_assert_eq!(state.customer_turns + state.agent_turns, turns.len());
        prop_assert!(state.waits.unanswered <= state.customer_turns);
        prop_assert_eq!(state.urgency.level, UrgencyLevel::of(state.urgency.score));
        prop_assert!(state.status != Status::Resolved || state.urgency.level == UrgencyLevel::Low);
        prop_assert!(state.trajectory.change.abs() <= 2.0);
        let json = serde_json::to_string(&state).expect("plain data");
        prop_assert_eq!(serde_json::from_str::<ConversationState>(&json).expect("its own form"), state);
    }

    #[test]
    fn an_open_danger_is_never_played_down(turns in proptest::collection::vec(any_turn(), 0..12), now in any::<Option<i64>>()) {
        let harmless = turns.into_iter().filter(|turn| !turn.flags.contains(&"resolved"));
        let turns: Vec<Turn> = std::iter::once(danger().at(i64::MIN)).chain(harmless).collect();
        let state = conversation(&turns).state(now);
        prop_assert!(state.urgency.score >= 90);
        prop_assert_eq!(state.route, Route::Safety);
    }
}

#[test]
fn cost_is_linear() {
    // A thread long enough that anything worse would be noticed.
    let turns = [fault(), agent(), plain(), asking(), pleased()];
    let mut conversation = Conversation::new();
    let pushed: Vec<(Post, Verdict)> = turns.iter().map(|turn| (turn.post(), turn.verdict())).collect();
    for (place, (post, verdict)) in pushed.iter().cycle().take(200_000).enumerate() {
        let mut post = post.clone();
        post.time = Some(-(place as i64));
        post.author.id = Some((place % 5_000).to_string());
        conversation.push(&post, verdict);
    }
    assert_eq!(conversation.state(Some(0)).customer_turns, 160_000);
}
