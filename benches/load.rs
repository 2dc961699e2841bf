//! What it costs to build a classifier: the default one, and one with words, phrases and rules of one's own.

#![allow(missing_docs)] // what criterion_group! makes has none

use criterion::{Criterion, criterion_group, criterion_main};
use hearken::{Brand, Classifier};

const WORDS: &str = "clunky\tnegative=40\t-\tme\nsnappy\tpositive=30\t-\tme\n";
const PHRASES: &str = "out of (ink|toner)\tcomplaint=20\t-\n";
const RULES: &str = "[[rule]]\nid = \"mine.fault\"\nall = [\"fault\"]\ngives = { complaint = 5 }\nreason = \"mine\"\n";

fn loading(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("load");
    group.sample_size(10);
    let plain = Classifier::new().phrase_count();
    group.bench_function("default", |bencher| {
        bencher.iter(|| {
            let built = Classifier::builder().build().expect("embedded data").phrase_count();
            assert_eq!(built, plain);
        });
    });
    group.bench_function("overlays", |bencher| {
        bencher.iter(|| {
            let builder = Classifier::builder().brand(Brand::new("Acme").handle("@acme"));
            let builder = builder.lexicon("mine.tsv", WORDS).phrases("mine.tsv", PHRASES).rules("mine.toml", RULES);
            assert_eq!(builder.build().expect("sound overlays").phrase_count(), plain + 1);
        });
    });
    group.finish();
}

criterion_group!(benches, loading);
criterion_main!(benches);
