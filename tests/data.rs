//! The data is whole: every rule has cases and they hold, every cue is given and read, identity words weigh nothing, stages keep their order.

use hearken::{Brand, Classifier, Post, Role};
use std::collections::{BTreeMap, BTreeSet};

const CUES: &str = include_str!("../data/cues.tsv");
const RULES: &str = include_str!("../data/rules.toml");
const LEXICON: &str = include_str!("../data/en/lexicon.tsv");
const ABUSE: &str = include_str!("../data/en/lexicon-abuse.tsv");
const PHRASES: [&str; 9] = [
    include_str!("../data/en/phrases.tsv"),
    include_str!("../data/en/phrases-trouble.tsv"),
    include_str!("../data/en/phrases-service.tsv"),
    include_str!("../data/en/phrases-praise.tsv"),
    include_str!("../data/en/phrases-irony.tsv"),
    include_str!("../data/en/phrases-danger.tsv"),
    include_str!("../data/en/phrases-talk.tsv"),
    include_str!("../data/en/phrases-leaving.tsv"),
    include_str!("../data/en/phrases-abuse.tsv"),
];
const CASES: &str = include_str!("../data/en/cases.tsv");

fn rows(file: &str) -> impl Iterator<Item = Vec<&str>> {
    file.lines().filter(|line| !line.is_empty() && !line.starts_with("# ")).map(|line| line.split('\t').collect())
}

/// A case as a post: the text, and perhaps `agent`, `brand`, `brand=Acme`, `competitor=Zenith` in the fourth column.
fn post(row: &[&str]) -> Post {
    let mut post = Post::new(row[2]);
    for setting in row.get(3).unwrap_or(&"").split(',').filter(|setting| !setting.is_empty()) {
        match setting.split_once('=') {
            None if setting == "agent" => post.author.role = Role::Agent,
            None if setting == "brand" => post.author.role = Role::Brand,
            Some(("brand", name)) => post.brand = Some(Brand::new(name)),
            Some(("competitor", name)) => post.competitors.push(Brand::new(name)),
            _ => panic!("unknown setting {setting:?}"),
        }
    }
    post
}

#[test]
fn every_rule_fires_on_its_cases_and_is_silent_on_its_near_misses() {
    let mut analyzer = Classifier::new().analyzer();
    let ids: BTreeSet<String> = Classifier::new().rule_ids().map(str::to_owned).collect();
    let mut firing: BTreeSet<&str> = BTreeSet::new();
    let mut wrong = Vec::new();
    for row in rows(CASES) {
        assert!(row.len() >= 3, "a case has a rule, fires or silent, and a text: {row:?}");
        assert!(ids.contains(row[0]), "case for an unknown rule: {row:?}");
        let fired = analyzer.trace_post(&post(&row)).rules.iter().any(|rule| rule == row[0]);
        match row[1] {
            "fires" => {
                firing.insert(row[0]);
                if !fired {
                    wrong.push(format!("{} does not fire on {:?}", row[0], row[2]));
                }
            }
            "silent" if fired => wrong.push(format!("{} fires on {:?}", row[0], row[2])),
            "silent" => {}
            other => panic!("expected `fires` or `silent`, found {other:?}"),
        }
    }
    let without: Vec<&String> = ids.iter().filter(|id| !firing.contains(id.as_str())).collect();
    assert!(wrong.is_empty(), "{} cases fail:\n{}", wrong.len(), wrong.join("\n"));
    assert!(without.is_empty(), "rules without a case: {without:?}");
}

/// The cues some word or phrase gives.
fn given() -> BTreeSet<&'static str> {
    let lists =
        rows(LEXICON).chain(rows(ABUSE)).chain(PHRASES.into_iter().flat_map(rows)).chain(rows(include_str!("../data/emoji.tsv")));
    lists.filter_map(|row| row.get(2).copied()).flat_map(|cues| cues.split(',')).collect()
}

#[test]
fn every_cue_is_given_by_the_words_and_read_by_somebody() {
    let given = given();
    let names: BTreeMap<&str, &str> = rows(CUES).map(|row| (row[0], row[1])).collect();
    let ungiven: Vec<&&str> = names
        .iter()
        .filter(|(name, group)| **group != "class" && !given.contains(*name) && **name != "negator_back")
        .map(|(name, _)| name)
        .collect();
    assert!(ungiven.is_empty(), "cues that nothing in English gives: {ungiven:?}");
    let read = |name: &str| {
        let quoted = [format!("\"{name}\""), format!("\"{name}/")];
        let by_engine = include_str!("../src/lexicon/disguise.rs").contains(&quoted[0]);
        by_engine
            || quoted.iter().any(|fact| RULES.contains(fact))
            || PHRASES.iter().any(|file| file.contains(&format!("@{name}")))
    };
    let unread: Vec<&&str> = names
        .iter()
        .filter(|(name, group)| !matches!(**group, "scope" | "class" | "grammar") && !read(name))
        .map(|(name, _)| name)
        .collect();
    assert!(unread.is_empty(), "cues that no rule and no pattern reads: {unread:?}");
}

#[test]
fn identity_words_and_politeness_weigh_nothing() {
    let weightless = ["group_identity", "politeness"];
    let heavy: Vec<String> = rows(LEXICON)
        .chain(rows(ABUSE))
        .filter(|row| row[2].split(',').any(|cue| weightless.contains(&cue)))
        .filter(|row| !matches!(row[1], "-" | "mute") && !row[2].contains("slur"))
        .map(|row| row.join(" "))
        .collect();
    assert!(heavy.is_empty(), "{heavy:?}");
}

#[test]
fn the_lexicon_is_large_sorted_and_sourced() {
    assert!(rows(LEXICON).count() + rows(ABUSE).count() >= 7_500);
    for file in [LEXICON, ABUSE] {
        let terms: Vec<&str> = rows(file).map(|row| row[0]).collect();
        assert!(terms.is_sorted(), "{:?}", terms.windows(2).find(|pair| pair[0] > pair[1]));
        assert!(rows(file).all(|row| row.len() == 4 && !matches!(row[3], "" | "-")));
    }
}

/// The modules of the crate that a source file names: `crate::rule::…` and `crate::{rule::…, Error}`.
fn imported(text: &str) -> BTreeSet<&str> {
    let mut modules = BTreeSet::new();
    for (_, path) in text.match_indices("crate::").map(|(at, found)| (at, &text[at + found.len()..])) {
        let word = |path: &'_ str| path.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(path.len());
        match path.strip_prefix('{') {
            None => {
                modules.insert(&path[..word(path)]);
            }
            Some(group) => {
                let mut depth = 0;
                let mut fresh = true;
                for (at, c) in group.char_indices() {
                    match c {
                        '{' => depth += 1,
                        '}' if depth == 0 => break,
                        '}' => depth -= 1,
                        ',' if depth == 0 => fresh = true,
                        c if fresh && !c.is_whitespace() => {
                            modules.insert(&group[at..at + word(&group[at..])]);
                            fresh = false;
                        }
                        _ => {}
                    }
                }
            }
        }
    }
    modules
}

#[test]
fn imports_are_found_in_every_form() {
    let text = "use crate::lexicon::Cues;\nuse crate::{Error, rule::{Rule, Facts}, judge};\n/// [`x`](crate::docs)";
    assert_eq!(imported(text).into_iter().collect::<Vec<_>>(), ["Error", "docs", "judge", "lexicon", "rule"]);
}

#[test]
fn a_stage_imports_earlier_stages_only() {
    const ORDER: [&str; 6] = ["token", "lexicon", "phrase", "scope", "score", "rule"];
    for (position, stage) in ORDER.iter().enumerate() {
        let mut files = vec![std::path::PathBuf::from(format!("{}/src/{stage}", env!("CARGO_MANIFEST_DIR")))];
        while let Some(path) = files.pop() {
            if path.is_dir() {
                files.extend(
                    std::fs::read_dir(&path).expect("a folder of the crate").map(|entry| entry.expect("an entry").path()),
                );
                continue;
            }
            let text = std::fs::read_to_string(&path).expect("a source file");
            let imported = imported(&text);
            let later = ORDER[position + 1..].iter().chain(&["judge", "classifier", "conversation", "fit"]);
            let wrong: Vec<_> = later.filter(|later| imported.contains(**later)).collect();
            assert!(wrong.is_empty(), "{} imports {wrong:?}, which come later", path.display());
        }
    }
}
