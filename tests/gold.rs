//! The project's own labelled posts, judged by the rubric: how much of what is required is found, how much of what is forbidden is raised.
//!
//! `posts` and `pairs` are what words and rules are written with; leanings are learned from them and from `posts-fresh`, `posts-wide` and
//! `posts-late`. `posts-unseen` and `posts-held` were written by somebody who had seen none of them, and are opened only to measure. The floors keep what is reached; the figures are printed with
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
    for (index, line) in file.lines().enumerate() {
        let Labelled { id, pair, post, expect } =
            serde_json::from_str(line).unwrap_or_else(|error| panic!("{name}:{}: {error}", index + 1));
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
    assert!(figures.posts >= 80);
    assert!(reached.iter().zip(floors).all(|(reached, floor)| *reached >= floor), "{figures:?} is under {floors:?}");
    assert!(figures.forbidden <= most_forbidden, "{figures:?} raises more than {most_forbidden} of what is forbidden");
}

/// A test for each set of posts of a language: floors and ceiling of [`assert_at_least`].
macro_rules! sets {
    ($($feature:literal $test:ident $file:literal $floors:expr, $most_forbidden:expr;)+) => {$(
        #[cfg(feature = $feature)]
        #[test]
        fn $test() {
            let file = include_str!(concat!("../data/", $feature, "/", $file, ".jsonl"));
            assert_at_least(&measure(concat!($feature, "/", $file), file), $floors, $most_forbidden);
        }
    )+};
}

#[rustfmt::skip]
sets! {
    // What words and rules are written with.
    "en" english_posts "posts" [0.955, 0.86, 0.905, 0.975, 0.91, 0.975, 0.995], 0.012;
    "en" minimal_pairs "pairs" [0.97, 0.84, 0.87, 0.965, 0.905, 0.995, 0.73], 0.012;
    "de" german_posts "posts" [0.98, 0.945, 0.905, 0.98, 0.915, 0.995, 0.995], 0.010;
    "es" spanish_posts "posts" [0.99, 0.945, 0.93, 0.99, 0.955, 0.995, 0.995], 0.008;
    "zh" chinese_posts "posts" [0.985, 0.97, 0.94, 0.995, 0.97, 0.995, 0.995], 0.010;
    "ja" japanese_posts "posts" [0.99, 0.975, 0.955, 0.985, 0.955, 0.995, 0.995], 0.011;
    // What leanings are learned from besides.
    "en" english_fresh_posts "posts-fresh" [0.97, 0.86, 0.895, 0.975, 0.91, 0.995, 0.56], 0.013;
    "en" english_late_posts "posts-late" [0.945, 0.85, 0.85, 0.96, 0.89, 0.99, 0.995], 0.014;
    "de" german_late_posts "posts-late" [0.93, 0.805, 0.84, 0.96, 0.88, 0.995, 0.995], 0.013;
    "es" spanish_late_posts "posts-late" [0.93, 0.855, 0.87, 0.97, 0.915, 0.98, 0.995], 0.011;
    "zh" chinese_late_posts "posts-late" [0.9, 0.93, 0.81, 0.95, 0.85, 0.995, 0.995], 0.016;
    "ja" japanese_late_posts "posts-late" [0.92, 0.96, 0.86, 0.96, 0.89, 0.995, 0.995], 0.015;
    // What nothing is learned from.
    "en" english_unseen_posts "posts-unseen" [0.87, 0.86, 0.855, 0.955, 0.83, 0.915, 0.475], 0.014;
    "en" english_held_posts "posts-held" [0.775, 0.765, 0.72, 0.885, 0.765, 0.725, 0.995], 0.021;
    "de" german_unseen_posts "posts-unseen" [0.925, 0.795, 0.845, 0.97, 0.87, 0.995, 0.995], 0.018;
    "de" german_held_posts "posts-held" [0.745, 0.78, 0.72, 0.9, 0.755, 0.595, 0.995], 0.020;
    "es" spanish_unseen_posts "posts-unseen" [0.9, 0.825, 0.875, 0.97, 0.885, 0.995, 0.995], 0.019;
    "es" spanish_held_posts "posts-held" [0.815, 0.795, 0.78, 0.915, 0.83, 0.61, 0.995], 0.014;
    "zh" chinese_unseen_posts "posts-unseen" [0.865, 0.865, 0.9, 0.975, 0.875, 0.995, 0.995], 0.020;
    "zh" chinese_held_posts "posts-held" [0.785, 0.8, 0.735, 0.935, 0.77, 0.665, 0.995], 0.025;
    "ja" japanese_unseen_posts "posts-unseen" [0.95, 0.9, 0.9, 0.96, 0.9, 0.995, 0.995], 0.016;
    "ja" japanese_held_posts "posts-held" [0.8, 0.86, 0.71, 0.89, 0.75, 0.725, 0.995], 0.022;
}
