//! Texts that break other libraries, at three sizes: the cost of a byte must not grow with the text.

#![allow(missing_docs)] // what criterion_group! makes has none

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use hearken::Classifier;
use std::hint::black_box;

const UNITS: &[(&str, &str)] = &[
    ("one_word", "a"),
    ("words", "the parcel did not arrive "),
    ("negators", "not "),
    ("patterns", "cancel my "),
    ("contrasts", "some say not bad, but i "),
    ("exclamations", "!"),
    ("emoji", "😡"),
    ("families", "👨‍👩‍👧‍👦"),
    ("hashtags", "#neveragain"),
    ("marks", "\u{301}"),
    ("disguises", "f.u.c."),
    ("unspaced", "最悪の対応"),
];

fn worst_cases(criterion: &mut Criterion) {
    let mut analyzer = Classifier::new().analyzer();
    for (name, unit) in UNITS {
        let mut group = criterion.benchmark_group(format!("worst_case/{name}"));
        group.sample_size(10);
        for size in [10_000, 100_000, 1_000_000] {
            let text = unit.repeat(size / unit.len());
            group.throughput(Throughput::Bytes(text.len() as u64));
            group.bench_with_input(BenchmarkId::from_parameter(size), &text, |bencher, text| {
                bencher.iter(|| analyzer.judge(black_box(text)).scores.iter().len());
            });
        }
        group.finish();
    }
}

criterion_group!(benches, worst_cases);
criterion_main!(benches);
