//! The corpus of the benchmarks: the project's own posts, or a file of one's own.

/// The texts of the file that `HEARKEN_BENCH_CORPUS` names, a line each, or else the project's own labelled posts.
///
/// # Panics
///
/// If the file cannot be read.
pub fn corpus() -> Vec<String> {
    match std::env::var("HEARKEN_BENCH_CORPUS") {
        Ok(path) => {
            let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
            text.lines().filter(|line| !line.trim().is_empty()).map(str::to_owned).collect()
        }
        Err(_) => [include_str!("../../data/en/posts.jsonl"), include_str!("../../data/en/pairs.jsonl")]
            .iter()
            .flat_map(|file| file.lines())
            .map(|line| serde_json::from_str::<hearken::Post>(line).expect("a post a line").text)
            .collect(),
    }
}
