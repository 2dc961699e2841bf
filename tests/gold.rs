//! The project's own labelled posts, judged by the rubric: how much of what is required is found, how much of what is forbidden is raised.
//!
//! `posts` and `pairs` are what words and rules are written with. `posts-unseen` was written by somebody who had seen neither, and is opened
//! only to measure; `posts-fresh` is the next one to learn from. The floors keep what is reached; the figures are printed with
//! `cargo test --test gold -- --nocapture`.

use hearken::{Analyzer, Classifier, Flag, Post, UrgencyLevel};
use serde::Deserialize;
use std::collections::BTreeMap;

#[derive(Deserialize)]
struct Labelled {
    id: String,
    #[serde(default)]
    pair: Option<String>,
    #[serde(flatten)]
    post: Post,
    expect: Expect,
}

#[derive(Deserialize)]
struct Expect {
    polarity: Vec<String>,
    flags: Vec<String>,
    not: Vec<String>,
    urgency: Vec<UrgencyLevel>,
    route: Vec<String>,
}

/// Shares of 1.
#[derive(Debug, Default)]
struct Figures {
    posts: usize,
    required: f64,
    forbidden: f64,
    polarity: f64,
    urgency: f64,
    urgency_near: f64,
    route: f64,
    safety_critical: f64,
    pairs: f64,
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 1.0 } else { part as f64 / whole as f64 }
}

fn measure(name: &str, file: &str) -> Figures {
    let mut analyzer: Analyzer = Classifier::new().analyzer();
    let (mut posts, mut polarity, mut urgency, mut near, mut route) = (0, 0, 0, 0, 0);
    let (mut required, mut found, mut forbidden, mut raised, mut dangers, mut critical) = (0, 0, 0, 0, 0, 0);
    let mut pairs: BTreeMap<String, bool> = BTreeMap::new();
    for line in file.lines() {
        let Labelled { id, pair, post, expect } =
            serde_json::from_str(line).unwrap_or_else(|error| panic!("{name}: {error}: {line}"));
        let verdict = analyzer.classify_post(&post);
        let has = |flag: &String| verdict.flags.contains(&Flag::named(flag));
        for flag in expect.flags.iter().chain(&expect.not) {
            assert!(Flag::BUILT_IN.contains(&Flag::named(flag)), "{id} names an unknown flag {flag}");
        }
        posts += 1;
        let right = expect.flags.iter().filter(|flag| has(flag)).count();
        let wrong = expect.not.iter().filter(|flag| has(flag)).count();
        (required, found) = (required + expect.flags.len(), found + right);
        (forbidden, raised) = (forbidden + expect.not.len(), raised + wrong);
        polarity += usize::from(expect.polarity.iter().any(|accepted| accepted == verdict.sentiment.label.as_str()));
        route += usize::from(expect.route.iter().any(|accepted| accepted == verdict.route.as_str()));
        let distance = |accepted: &UrgencyLevel| (*accepted as i8 - verdict.urgency.level as i8).abs();
        let distance = expect.urgency.iter().map(distance).min().expect("an accepted urgency");
        urgency += usize::from(distance == 0);
        near += usize::from(distance <= 1);
        if expect.flags.iter().any(|flag| flag == "safety_risk") {
            dangers += 1;
            critical += usize::from(verdict.urgency.level == UrgencyLevel::Critical);
        }
        if let Some(pair) = pair {
            *pairs.entry(pair).or_insert(true) &= right == expect.flags.len() && wrong == 0;
        }
    }
    let figures = Figures {
        posts,
        required: share(found, required),
        forbidden: share(raised, forbidden.max(1)),
        polarity: share(polarity, posts),
        urgency: share(urgency, posts),
        urgency_near: share(near, posts),
        route: share(route, posts),
        safety_critical: share(critical, dangers),
        pairs: share(pairs.values().filter(|right| **right).count(), pairs.len()),
    };
    println!("{name:13} {figures:.3?}");
    figures
}

/// Floors on required, polarity, urgency, urgency within one, route, dangers at critical, pairs; a ceiling on forbidden.
#[track_caller]
fn assert_at_least(figures: &Figures, floors: [f64; 7], most_forbidden: f64) {
    let Figures { required, polarity, urgency, urgency_near, route, safety_critical, pairs, .. } = *figures;
    let reached = [required, polarity, urgency, urgency_near, route, safety_critical, pairs];
    assert!(figures.posts >= 100);
    assert!(reached.iter().zip(floors).all(|(reached, floor)| *reached >= floor), "{figures:?} is under {floors:?}");
    assert!(figures.forbidden <= most_forbidden, "{figures:?} raises more than {most_forbidden} of what is forbidden");
}

#[test]
fn the_posts_the_rules_are_written_with() {
    assert_at_least(&measure("posts", include_str!("../data/en/posts.jsonl")), [0.88, 0.81, 0.86, 0.95, 0.87, 0.94, 1.0], 0.012);
}

#[test]
fn minimal_pairs() {
    assert_at_least(&measure("pairs", include_str!("../data/en/pairs.jsonl")), [0.88, 0.82, 0.82, 0.955, 0.87, 1.0, 0.58], 0.012);
}

#[test]
fn posts_that_nobody_has_seen() {
    assert_at_least(
        &measure("posts-unseen", include_str!("../data/en/posts-unseen.jsonl")),
        [0.76, 0.79, 0.80, 0.92, 0.80, 0.84, 0.40],
        0.017,
    );
}

#[test]
fn the_posts_to_learn_from_next() {
    assert_at_least(
        &measure("posts-fresh", include_str!("../data/en/posts-fresh.jsonl")),
        [0.84, 0.75, 0.81, 0.95, 0.82, 1.0, 0.30],
        0.016,
    );
}

#[cfg(feature = "de")]
#[test]
fn german_posts() {
    assert_at_least(
        &measure("de/posts", include_str!("../data/de/posts.jsonl")),
        [0.91, 0.87, 0.85, 0.97, 0.90, 1.0, 1.0],
        0.012,
    );
}

#[cfg(feature = "ja")]
#[test]
fn japanese_posts() {
    assert_at_least(
        &measure("ja/posts", include_str!("../data/ja/posts.jsonl")),
        [0.96, 0.90, 0.93, 0.98, 0.94, 1.0, 1.0],
        0.006,
    );
}
