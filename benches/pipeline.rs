//! How many posts and bytes a second: the whole verdict, with and without evidence, by length, language and number of cores.

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
        bencher.iter(|| corpus.iter().map(|text| analyzer.judge(black_box(text)).flags.len()).sum::<usize>());
    });
    group.throughput(Throughput::Elements(corpus.len() as u64));
    group.bench_function("posts", |bencher| {
        bencher.iter(|| corpus.iter().map(|text| analyzer.judge(black_box(text)).flags.len()).sum::<usize>());
    });
    group.bench_function("posts_explained", |bencher| {
        bencher.iter(|| corpus.iter().map(|text| analyzer.explain(black_box(text)).evidence.len()).sum::<usize>());
    });
    for (name, posts) in sizes {
        group.throughput(Throughput::Elements(posts.len() as u64));
        group.bench_function(format!("posts_{name}"), |bencher| {
            bencher.iter(|| posts.iter().map(|text| analyzer.judge(black_box(text)).flags.len()).sum::<usize>());
        });
    }
    group.finish();
    let flags: usize = corpus.iter().map(|text| analyzer.judge(text).flags.len()).sum();
    assert!(flags > corpus.len() / 2, "the corpus stirs the rules: {flags} flags");
}

/// The labelled posts of other languages.
const LANGUAGES: [(&str, &str); 4] = [
    ("de", include_str!("../data/de/posts.jsonl")),
    ("es", include_str!("../data/es/posts.jsonl")),
    ("ja", include_str!("../data/ja/posts.jsonl")),
    ("zh", include_str!("../data/zh/posts.jsonl")),
];

fn languages(criterion: &mut Criterion) {
    let mut analyzer = Classifier::new().analyzer();
    let mut group = criterion.benchmark_group("verdict_by_language");
    for (code, file) in LANGUAGES {
        let posts = common::texts(file);
        group.throughput(Throughput::Bytes(posts.iter().map(|text| text.len() as u64).sum()));
        group.bench_function(code, |bencher| {
            bencher.iter(|| posts.iter().map(|text| analyzer.judge(black_box(text)).flags.len()).sum::<usize>());
        });
        let read = posts.iter().filter(|text| analyzer.judge(text).language.code.as_str() == code).count();
        assert!(read * 2 > posts.len(), "{read} of {} posts are read as {code}", posts.len());
    }
    group.finish();
}

/// Posts over all cores: one analyzer a thread, each with its part of the posts.
fn cores(criterion: &mut Criterion) {
    let corpus = common::corpus();
    let classifier = Classifier::new();
    let most = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let mut group = criterion.benchmark_group("verdict_by_cores");
    group.throughput(Throughput::Elements(corpus.len() as u64));
    for threads in [1, most] {
        let mut analyzers: Vec<_> = (0..threads).map(|_| classifier.analyzer()).collect();
        let share = corpus.len().div_ceil(threads);
        group.bench_function(threads.to_string(), |bencher| {
            bencher.iter(|| {
                std::thread::scope(|scope| {
                    let parts = analyzers.iter_mut().zip(corpus.chunks(share));
                    let judged = parts.map(|(analyzer, posts)| {
                        scope.spawn(|| posts.iter().map(|text| analyzer.judge(black_box(text)).flags.len()).sum::<usize>())
                    });
                    let judged: Vec<_> = judged.collect();
                    judged.into_iter().map(|thread| thread.join().expect("no text makes it panic")).sum::<usize>()
                })
            });
        });
    }
    group.finish();
}

criterion_group!(benches, verdicts, languages, cores);
criterion_main!(benches);
