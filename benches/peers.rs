//! Hearken beside libraries that do a part of its work, and above a floor, all on the same posts in the same run.
//!
//! | row | does |
//! |---|---|
//! | `floor` | finds words, folds their case and looks them up: what any reader of words has to pay |
//! | `judge` | the whole verdict |
//! | `explain` | the whole verdict with its evidence |
//! | `vader-sentimental`, `vader_sentiment` | a compound of sentiment |
//! | `rustrict` | whether the language is offensive, evasive spellings included |

#![allow(missing_docs)] // what criterion_group! makes has none

mod common;

use criterion::{Criterion, SamplingMode, Throughput, criterion_group, criterion_main};
use hearken::{Classifier, Polarity};
use rustc_hash::FxHashSet;
use rustrict::{Censor, Type};
use std::hint::black_box;
use std::time::Duration;
use unicode_segmentation::UnicodeSegmentation;

/// The English words that Hearken knows.
fn vocabulary() -> FxHashSet<&'static str> {
    let files = [include_str!("../data/en/lexicon.tsv"), include_str!("../data/en/common.tsv")];
    let lines = files.iter().flat_map(|file| file.lines()).filter(|line| !line.starts_with("# "));
    lines.filter_map(|line| line.split('\t').next()).collect()
}

/// Folds the case of a word into a buffer: byte by byte if it is ASCII, which most words are.
fn fold(word: &str, folded: &mut String) {
    folded.clear();
    if word.is_ascii() {
        folded.push_str(word);
        folded.make_ascii_lowercase();
    } else {
        folded.extend(word.chars().flat_map(char::to_lowercase));
    }
}

fn peers(criterion: &mut Criterion) {
    let corpus = common::corpus();
    let mut group = criterion.benchmark_group("peers");
    // The slowest takes a third of a second for a round over ten thousand posts: a few flat samples serve fast and slow alike.
    group.sampling_mode(SamplingMode::Flat).sample_size(10);
    group.warm_up_time(Duration::from_millis(500)).measurement_time(Duration::from_secs(2));
    group.throughput(Throughput::Elements(corpus.len() as u64));
    // Counts what `read` finds in every post. The sum has to be the same in every round, and something.
    let mut row = |name: &str, read: &mut dyn FnMut(&str) -> usize| {
        let mut round = || corpus.iter().map(|text| read(black_box(text))).sum::<usize>();
        let found = round();
        assert!(found > corpus.len() / 100, "{name} finds {found} in {} posts", corpus.len());
        group.bench_function(name, |bencher| bencher.iter(|| assert_eq!(round(), found, "{name} finds the same in every round")));
    };

    let (known, mut folded) = (vocabulary(), String::new());
    row("floor", &mut |text| {
        let is_known = |word: &&str| {
            fold(word, &mut folded);
            known.contains(folded.as_str())
        };
        text.unicode_words().filter(is_known).count()
    });

    let mut analyzer = Classifier::new().analyzer();
    row("judge", &mut |text| {
        let verdict = analyzer.judge(text);
        verdict.flags.len() + usize::from(verdict.sentiment.label == Polarity::Positive)
    });
    row("explain", &mut |text| analyzer.explain(text).evidence.len());

    let vader = vader_sentimental::SentimentIntensityAnalyzer::new();
    row("vader-sentimental", &mut |text| usize::from(vader.polarity_scores(text).compound >= 0.05));
    let vader = vader_sentiment::SentimentIntensityAnalyzer::new();
    row("vader_sentiment", &mut |text| usize::from(vader.polarity_scores(text)["compound"] >= 0.05));
    row("rustrict", &mut |text| usize::from(Censor::from_str(text).analyze().is(Type::INAPPROPRIATE)));
    group.finish();
}

criterion_group!(benches, peers);
criterion_main!(benches);
