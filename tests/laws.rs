//! Laws that hold of every text: evidence adds up to flags, sentiment and urgency, spans point into the text, the same text gives the same verdict.

use hearken::{Analyzer, Classifier, Flag, Post, Role, Verdict};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// The scale each flag starts from, as the rules file declares it.
fn scales() -> &'static BTreeMap<String, String> {
    static SCALES: OnceLock<BTreeMap<String, String>> = OnceLock::new();
    SCALES.get_or_init(read_scales)
}

fn read_scales() -> BTreeMap<String, String> {
    let file: toml::Table = include_str!("../data/rules.toml").parse().expect("rules.toml is TOML");
    let flags = file["flags"].as_table().expect("a table of flags");
    let scale = |flag: &toml::Value| flag.get("scale").and_then(|scale| scale.as_str().map(str::to_owned));
    flags.iter().filter_map(|(name, flag)| Some((name.clone(), scale(flag)?))).collect()
}

/// Half of the last digit that is shown, and what floats lose.
const ROUNDED: f64 = 0.5e-4 + 1e-6;

fn logistic(points: i64) -> f64 {
    1.0 / (1.0 + (-(points as f64) / 20.0).exp())
}

fn sum(verdict: &Verdict, names: &[&str]) -> i64 {
    verdict.evidence.iter().filter(|item| names.contains(&item.scale.as_str())).map(|item| i64::from(item.points)).sum()
}

/// Flags and sentiment are exactly what the evidence adds up to.
fn assert_adds_up(verdict: &Verdict) {
    let scales = scales();
    for (flag, score) in verdict.scores.iter() {
        let own = flag.as_str();
        let scale = scales.get(own).map_or(own, String::as_str);
        let names = if scale == own { vec![own] } else { vec![own, scale] };
        let points = sum(verdict, &names);
        assert!((logistic(points) - f64::from(score)).abs() < ROUNDED, "{own}: {points} points do not make {score}");
    }
    let (positive, negative) = (sum(verdict, &["positive"]) as f64 / 20.0, sum(verdict, &["negative"]) as f64 / 20.0);
    let whole = positive.exp() + negative.exp() + 1.0;
    if whole.is_finite() {
        assert!((positive.exp() / whole - f64::from(verdict.sentiment.positive)).abs() < ROUNDED);
        assert!((negative.exp() / whole - f64::from(verdict.sentiment.negative)).abs() < ROUNDED);
    }
    let shares = verdict.sentiment.positive + verdict.sentiment.neutral + verdict.sentiment.negative;
    assert!((shares - 1.0).abs() < 1e-3);
    assert!(verdict.sentiment.compound.abs() < 1.0 || verdict.sentiment.compound == 0.0);
}

/// The score within which each level lies.
const LEVELS: [(&str, i64, i64); 5] =
    [("none", 0, 9), ("low", 10, 29), ("normal", 30, 59), ("high", 60, 84), ("critical", 85, 100)];

/// The levels that rules set as `floor` or `ceiling`, by rule.
fn bounds(key: &str) -> &'static BTreeMap<String, String> {
    static BOUNDS: OnceLock<[BTreeMap<String, String>; 2]> = OnceLock::new();
    let [floors, ceilings] = BOUNDS.get_or_init(|| [read_bounds("floor"), read_bounds("ceiling")]);
    if key == "floor" { floors } else { ceilings }
}

fn read_bounds(key: &str) -> BTreeMap<String, String> {
    let file: toml::Table = include_str!("../data/rules.toml").parse().expect("rules.toml is TOML");
    let rules = file["rule"].as_array().expect("an array of rules");
    let text = |rule: &toml::Value, key: &str| rule.get(key).and_then(|value| value.as_str().map(str::to_owned));
    rules.iter().filter_map(|rule| Some((text(rule, "id")?, text(rule, key)?))).collect()
}

/// Urgency is what the evidence adds up to, within the bounds that the rules of the evidence set.
fn assert_urgency(verdict: &Verdict) {
    let rules: Vec<&str> = verdict.evidence.iter().filter_map(|item| item.source.strip_prefix("rule:")).collect();
    let level = |name: &str| LEVELS.iter().find(|(level, ..)| *level == name).expect("a level");
    let set = |key| bounds(key).iter().filter(|(rule, _)| rules.contains(&rule.as_str())).map(|(_, level)| level);
    let ceiling = set("ceiling").map(|name| level(name).2).min().unwrap_or(100);
    let floor = set("floor").map(|name| level(name).1).max().unwrap_or(0);
    let points = sum(verdict, &["urgency_score"]) + sum(verdict, &["urgency"]).clamp(-100, 100);
    let expected = points.clamp(0, 100).min(ceiling).max(floor);
    assert_eq!(i64::from(verdict.urgency.score), expected, "{points} points within {floor} and {ceiling}: {:?}", verdict.urgency);
    let (_, least, most) = level(verdict.urgency.level.as_str());
    assert!((*least..=*most).contains(&expected), "{expected} is not {}", verdict.urgency.level.as_str());
}

/// Whether a source has no place of its own: what every post starts with, a bound on leanings, a rule whose facts stand nowhere, and a leaning of a rule or a signal.
fn may_point_at_nothing(source: &str) -> bool {
    let fact = source.strip_prefix("leaning:");
    let placeless = |fact: &str| fact.starts_with("rule.") || fact.starts_with("signal.");
    ["bias", "leaning_bound"].contains(&source) || source.starts_with("rule:") || fact.is_some_and(placeless)
}

fn assert_spans(verdict: &Verdict, text: &str) {
    for item in &verdict.evidence {
        assert!(text.get(item.span.range()).is_some(), "{item:?} does not fit {text:?}");
        assert!(may_point_at_nothing(&item.source) || !item.span.is_empty(), "{item:?} points at nothing");
    }
}

fn assert_laws(analyzer: &mut Analyzer, text: &str) {
    let explained = analyzer.explain(text);
    assert_spans(&explained, text);
    assert_adds_up(&explained);
    assert_urgency(&explained);
    let mut plain = analyzer.classify(text);
    plain.evidence.clone_from(&explained.evidence);
    assert_eq!(plain, explained, "listing evidence changed the verdict of {text:?}");
    assert_eq!(Classifier::new().analyzer().explain(text), explained, "a used analyzer differs from a fresh one on {text:?}");
}

/// Words that stir every stage, to be shuffled.
const WORDS: &[&str] = &[
    "not",
    "never",
    "no",
    "very",
    "but",
    "although",
    "if",
    "I",
    "you",
    "your",
    "they",
    "some people",
    "used to",
    "now",
    "great",
    "terrible",
    "service",
    "cancel",
    "switching",
    "to",
    "from",
    "@acme",
    "refund",
    "idiot",
    "fucking",
    "sh1t",
    "smoke",
    "charger",
    "internet",
    "down",
    "again",
    "third time",
    "3 hours",
    "£20",
    "555-0142",
    "a@example.com",
    "#NeverAgain",
    "😡",
    "👍🏽",
    ":(",
    "?",
    "!!!",
    ".",
    ",",
    "…",
    "\"",
    "thanks",
    "please",
    "ombudsman",
    "f u c k",
    "soooo",
    "don’t",
    "&amp;",
    "http://t.co/x",
    "\n",
    "。",
    "最悪",
];

proptest! {
    #[test]
    fn any_text_obeys_the_laws(text in "\\PC{0,200}") {
        assert_laws(&mut Classifier::new().analyzer(), &text);
    }

    #[test]
    fn any_bytes_read_as_text_obey_the_laws(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        assert_laws(&mut Classifier::new().analyzer(), &String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn any_words_obey_the_laws(words in prop::collection::vec(prop::sample::select(WORDS), 0..40)) {
        assert_laws(&mut Classifier::new().analyzer(), &words.join(" "));
    }

    #[test]
    fn a_verdict_survives_json(words in prop::collection::vec(prop::sample::select(WORDS), 0..20)) {
        let verdict = Classifier::new().analyzer().explain(&words.join(" "));
        let json = serde_json::to_string(&verdict).unwrap();
        let back: Verdict = serde_json::from_str(&json).unwrap();
        prop_assert_eq!(serde_json::to_value(&back).unwrap(), serde_json::to_value(&verdict).unwrap());
    }

    #[test]
    fn staff_and_brand_never_complain(words in prop::collection::vec(prop::sample::select(WORDS), 0..30), brand in any::<bool>()) {
        let mut post = Post::new(words.join(" "));
        post.author.role = if brand { Role::Brand } else { Role::Agent };
        let verdict = Classifier::new().classify_post(&post);
        for flag in [Flag::COMPLAINT, Flag::ANGRY, Flag::UPSET, Flag::CHURN_RISK] {
            prop_assert!(!verdict.flags.contains(&flag), "{} in {:?}", flag, post.text);
        }
    }

    #[test]
    fn more_praise_never_lowers_and_more_blame_never_raises(words in prop::collection::vec(prop::sample::select(&["the", "staff", "flight", "was", "great", "awful", "late", "lovely", "seat"][..]), 1..12)) {
        let mut analyzer = Classifier::new().analyzer();
        let text = words.join(" ");
        let plain = analyzer.classify(&text).sentiment.compound;
        let praised = analyzer.classify(&format!("{text}. Absolutely wonderful crew.")).sentiment.compound;
        let damned = analyzer.classify(&format!("{text}. Absolutely horrible crew.")).sentiment.compound;
        prop_assert!(praised >= plain, "praise lowered {text:?} from {plain} to {praised}");
        prop_assert!(damned <= plain, "blame raised {text:?} from {plain} to {damned}");
    }
}

#[test]
fn texts_that_break_others_get_a_verdict() {
    let mut analyzer = Classifier::new().analyzer();
    let megabyte = |unit: &str| unit.repeat((1 << 20) / unit.len());
    let hard = [
        String::new(),
        "\u{0}\u{1}\u{7f}".into(),
        "\u{301}\u{301}\u{301}".into(),
        "\u{200b}".into(),
        megabyte("a"),
        megabyte("not "),
        megabyte("cancel "),
        megabyte("#neveragain"),
        megabyte("\u{301}"),
        megabyte("f.u.c."),
        megabyte("最"),
        "!".repeat(100_000),
        "😡".repeat(10_000),
        "👨‍👩‍👧‍👦".repeat(10_000),
        "(".repeat(100_000),
        "&".repeat(100_000),
        "\"".repeat(100_000),
        "if not but ".repeat(10_000),
    ];
    for text in hard {
        let verdict = analyzer.explain(&text);
        assert_spans(&verdict, &text);
        assert!(!verdict.evidence.is_empty(), "even an empty text has biases");
    }
}
