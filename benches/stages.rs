//! What each stage costs: every row runs the stages up to one, so the difference between two rows is the price of a stage.

#![allow(missing_docs)] // what criterion_group! makes has none

mod common;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use hearken::token::{PlainTokenizer, Tokenizer, Tokens};
use hearken::{Classifier, Stage};
use std::hint::black_box;

fn stages(criterion: &mut Criterion) {
    let corpus = common::corpus();
    let mut analyzer = Classifier::new().analyzer();
    let mut group = criterion.benchmark_group("stages");
    group.throughput(Throughput::Elements(corpus.len() as u64));
    let rows = [
        ("1_tokens", Stage::Tokens),
        ("2_terms", Stage::Terms),
        ("3_phrases", Stage::Phrases),
        ("4_scopes", Stage::Scopes),
        ("5_sums", Stage::Sums),
    ];
    for (name, stage) in rows {
        group.bench_function(name, |bencher| {
            bencher.iter(|| corpus.iter().map(|text| analyzer.run_to(black_box(text), stage)).sum::<usize>());
        });
        let found: usize = corpus.iter().map(|text| analyzer.run_to(text, stage)).sum();
        assert!(found > corpus.len(), "{name} found {found}");
    }
    group.bench_function("6_verdict", |bencher| {
        bencher.iter(|| corpus.iter().map(|text| analyzer.judge(black_box(text)).flags.len()).sum::<usize>());
    });
    let mut tokens = Tokens::new();
    group.bench_function("plain_tokens", |bencher| {
        bencher.iter(|| {
            let count = |text: &String| {
                tokens.clear();
                PlainTokenizer.tokenize(black_box(text), &mut tokens);
                tokens.len()
            };
            corpus.iter().map(count).sum::<usize>()
        });
    });
    group.finish();
}

criterion_group!(benches, stages);
criterion_main!(benches);
