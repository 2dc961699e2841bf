//! How many posts and bytes a second: the whole verdict, with and without evidence, and what it costs to build a classifier.

#![allow(missing_docs)] // what criterion_group! makes has none

mod common;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use hearken::Classifier;
use std::hint::black_box;

fn verdicts(criterion: &mut Criterion) {
    let corpus = common::corpus();
    let mut analyzer = Classifier::new().analyzer();
    let mut by_length: Vec<&String> = corpus.iter().collect();
    by_length.sort_by_key(|text| text.len());
    let third = by_length.len() / 3;
    let sizes = [("short", &by_length[..third]), ("middle", &by_length[third..2 * third]), ("long", &by_length[2 * third..])];

    let mut group = criterion.benchmark_group("verdict");
    group.throughput(Throughput::Bytes(corpus.iter().map(|text| text.len() as u64).sum()));
    group.bench_function("bytes", |bencher| {
        bencher.iter(|| corpus.iter().map(|text| analyzer.classify(black_box(text)).flags.len()).sum::<usize>());
    });
    group.throughput(Throughput::Elements(corpus.len() as u64));
    group.bench_function("posts", |bencher| {
        bencher.iter(|| corpus.iter().map(|text| analyzer.classify(black_box(text)).flags.len()).sum::<usize>());
    });
    group.bench_function("posts_explained", |bencher| {
        bencher.iter(|| corpus.iter().map(|text| analyzer.explain(black_box(text)).evidence.len()).sum::<usize>());
    });
    for (name, posts) in sizes {
        group.throughput(Throughput::Elements(posts.len() as u64));
        group.bench_function(format!("posts_{name}"), |bencher| {
            bencher.iter(|| posts.iter().map(|text| analyzer.classify(black_box(text)).flags.len()).sum::<usize>());
        });
    }
    group.finish();
    let flags: usize = corpus.iter().map(|text| analyzer.classify(text).flags.len()).sum();
    assert!(flags > corpus.len() / 2, "the corpus stirs the rules: {flags} flags");
}

fn building(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("build");
    group.sample_size(10);
    group.bench_function("default", |bencher| {
        bencher.iter(|| Classifier::builder().build().expect("embedded data").entry_count());
    });
    group.finish();
}

criterion_group!(benches, verdicts, building);
criterion_main!(benches);
