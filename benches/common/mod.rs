//! The corpus of the benchmarks: the project's own posts, or a file of one's own.

/// The texts of the file that `HEARKEN_CORPUS` names, tab-separated with a header, in the column `text` or else the third; without it the
/// project's own posts in English that are like those of a real account: a mean of 101 bytes and 19 words, 6 % of them not all ASCII, where
/// 8,584 posts to airlines have 105, 18 and 6 %.
///
/// # Panics
///
/// If the file cannot be read.
pub fn corpus() -> Vec<String> {
    let Ok(path) = std::env::var("HEARKEN_CORPUS") else {
        return [include_str!("../../data/en/posts-held.jsonl"), include_str!("../../data/en/posts-wide.jsonl")]
            .iter()
            .flat_map(|file| texts(file))
            .collect();
    };
    let file = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    let column = file.lines().next().and_then(|head| head.split('\t').position(|name| name == "text")).unwrap_or(2);
    file.lines().skip(1).filter_map(|line| line.split('\t').nth(column)).map(str::to_owned).collect()
}

/// The texts of labelled posts, a JSON object a line.
///
/// # Panics
///
/// If a line is no post.
pub fn texts(file: &str) -> Vec<String> {
    file.lines().map(|line| serde_json::from_str::<hearken::Post>(line).expect("a post a line").text).collect()
}
