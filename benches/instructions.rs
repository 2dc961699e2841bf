//! What `.ci/instructions` counts: so many posts through the stages up to one, in a program that does nothing else.

#![allow(missing_docs)]

mod common;

use hearken::{Classifier, Stage};

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with("--")).collect();
    let stage = arguments.first().map_or("verdict", String::as_str);
    let count = arguments.get(1).map_or(0, |count| count.parse().expect("a number of posts"));
    let mut analyzer = Classifier::new().analyzer();
    let posts: Vec<String> = common::corpus().into_iter().take(count).collect();
    let mut found = 0;
    for text in &posts {
        found += match stage {
            "tokens" => analyzer.run_to(text, Stage::Tokens),
            "terms" => analyzer.run_to(text, Stage::Terms),
            "phrases" => analyzer.run_to(text, Stage::Phrases),
            "scopes" => analyzer.run_to(text, Stage::Scopes),
            "sums" => analyzer.run_to(text, Stage::Sums),
            "explained" => analyzer.explain(text).evidence.len(),
            "verdict" => analyzer.judge(text).scores.iter().len(),
            other => panic!("expected a stage, found `{other}`"),
        };
    }
    assert!(found >= posts.len() / 2, "{found} found in {} posts", posts.len());
}
