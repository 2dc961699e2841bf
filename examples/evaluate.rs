//! How right is it? Figures on labelled posts, and two versions of the data side by side.
//!
//! ```text
//! cargo run --release --features fit --example evaluate -- posts.tsv
//! cargo run --release --features fit --example evaluate -- posts.tsv --task angry=anger --slice source --worst 10
//! cargo run --release --features fit --example evaluate -- posts.tsv --against overlay.tsv
//! cargo run --release --features fit --example evaluate -- posts.tsv --json --plot reliability.svg
//! cargo run --release --features fit --example evaluate -- --self
//! ```
//!
//! Labelled posts are tables with the columns `label` and `text`, or JSON Lines with these keys. A task is `sentiment`, or flags of which
//! any counts: `complaint`, `angry=anger` (label for yes), `abusive+profanity=hate,offensive:neither` (labels for yes, labels for no).

mod labelled;

use clap::Parser;
use hearken::fit::{Agreement, Comparison, Dataset, Evaluation, Expected, Figures, Miss, Task, reliability_plot};
use hearken::{Classifier, Evidence};
use labelled::Start;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::PathBuf;
use std::process::ExitCode;

/// Posts of this project, with all answers that are accepted.
const OWN_POSTS: [(&str, &str); 2] =
    [("posts.jsonl", include_str!("../data/en/posts.jsonl")), ("pairs.jsonl", include_str!("../data/en/pairs.jsonl"))];

/// Measures a classifier on labelled posts
#[derive(Parser)]
struct Options {
    /// Labelled posts
    #[arg(required_unless_present = "own")]
    files: Vec<PathBuf>,
    /// What is asked of each post
    #[arg(long, default_value = "sentiment")]
    task: Task,
    #[command(flatten)]
    start: Start,
    /// Another overlay on top, to be compared with the classifier without it
    #[arg(long, value_name = "FILE")]
    against: Vec<PathBuf>,
    /// Figures for each value of a column too
    #[arg(long, value_name = "COLUMN")]
    slice: Option<String>,
    /// Show so many wrong answers, or changed ones
    #[arg(long, value_name = "N", default_value_t = 0)]
    worst: usize,
    /// Write stated against observed probabilities as SVG
    #[arg(long, value_name = "FILE")]
    plot: Option<PathBuf>,
    /// Write JSON
    #[arg(long)]
    json: bool,
    /// Resamplings for intervals
    #[arg(long, value_name = "N", default_value_t = 1000)]
    resamplings: usize,
    /// Seed of the resamplings
    #[arg(long, default_value_t = 7)]
    seed: u64,
    /// Measure on the posts that were written for this project: polarity, flags, urgency and route at once
    #[arg(long = "self")]
    own: bool,
}

fn main() -> ExitCode {
    let options = Options::parse();
    let run = if options.own { own(&options) } else { evaluate(&options) };
    match run {
        Ok(page) => {
            use std::io::Write as _;
            // A reader that leaves early, as `head` does, is no failure.
            let _ = std::io::stdout().write_all(page.as_bytes());
            ExitCode::SUCCESS
        }
        Err(message) => {
            eprintln!("{message}");
            ExitCode::from(2)
        }
    }
}

fn build(options: &Options, more: &[PathBuf]) -> Result<Classifier, String> {
    options.start.builder(more)?.build().map_err(|error| error.to_string())
}

/// The posts of this project.
fn own(options: &Options) -> Result<String, String> {
    let classifier = build(options, &[])?;
    let mut page = String::new();
    let mut all = BTreeMap::new();
    for (name, text) in OWN_POSTS {
        let posts = Expected::read(name, text).map_err(|error| error.to_string())?;
        let agreement = Agreement::of(&classifier, &posts);
        let _ = writeln!(page, "{name}\n\n{agreement}");
        for wrong in agreement.wrong.iter().take(options.worst) {
            let _ = writeln!(page, "{}: {}\n  {}", wrong.id.as_deref().unwrap_or("-"), wrong.what.join(", "), shown(&wrong.text));
        }
        all.insert(name, agreement);
    }
    if options.json { to_json(&json!(all)) } else { Ok(page) }
}

fn to_json(value: &Value) -> Result<String, String> {
    serde_json::to_string_pretty(value).map(|text| text + "\n").map_err(|error| error.to_string())
}

/// The figures of one file.
struct Measured<'a> {
    dataset: &'a Dataset,
    figures: Figures,
    slices: BTreeMap<String, Figures>,
    worst: Vec<Miss>,
    against: Option<(Figures, Comparison)>,
}

fn evaluate(options: &Options) -> Result<String, String> {
    let classifier = build(options, &[])?;
    let other = if options.against.is_empty() { None } else { Some(build(options, &options.against)?) };
    let datasets = labelled::datasets(&options.files)?;
    let mut all = Vec::new();
    for dataset in &datasets {
        let run = |classifier| Evaluation::run(classifier, dataset, &options.task).map_err(|error| error.to_string());
        let figures = |evaluation: &Evaluation| evaluation.figures(options.resamplings, options.seed);
        let evaluation = run(&classifier)?;
        let slices = options.slice.iter().flat_map(|column| evaluation.slices(dataset, column));
        let slices = slices.map(|(value, slice)| (value, figures(&slice))).collect();
        let against = match &other {
            Some(other) => {
                let after = run(other)?;
                Some((figures(&after), Comparison::of(&evaluation, &after, options.resamplings, options.seed)))
            }
            None => None,
        };
        let worst = evaluation.worst(&classifier, dataset, options.worst);
        all.push(Measured { dataset, figures: figures(&evaluation), slices, worst, against });
    }
    if let Some(path) = &options.plot {
        let mut curves = Vec::new();
        for measured in &all {
            let name = measured.dataset.name();
            curves.push((name.to_owned(), &measured.figures.reliability));
            let by_class = measured.figures.reliability_by_class.iter();
            curves.extend(by_class.map(|(class, reliability)| (format!("{name} {class}"), reliability)));
        }
        let curves: Vec<_> = curves.iter().map(|(name, reliability)| (name.as_str(), *reliability)).collect();
        labelled::write(path, &reliability_plot(&options.task.to_string(), &curves))?;
    }
    if options.json {
        to_json(&all.iter().map(as_json).collect())
    } else {
        Ok(all.iter().map(|one| page(one, options)).collect())
    }
}

fn as_json(measured: &Measured<'_>) -> Value {
    let against = measured.against.as_ref();
    json!({
        "file": measured.dataset.name(),
        "figures": measured.figures,
        "slices": measured.slices,
        "worst": measured.worst,
        "against": against.map(|(figures, comparison)| json!({ "figures": figures, "comparison": comparison })),
    })
}

fn page(measured: &Measured<'_>, options: &Options) -> String {
    let mut page = String::new();
    let _ = writeln!(page, "{}: {}\n\n{}", measured.dataset.name(), options.task, measured.figures);
    for (value, figures) in &measured.slices {
        let column = options.slice.as_deref().unwrap_or("");
        let _ = writeln!(
            page,
            "  {column} {value}: {} posts, accuracy {}, macro-F1 {}, macro-recall {}",
            figures.posts, figures.accuracy, figures.macro_f1, figures.macro_recall
        );
    }
    if let Some((figures, comparison)) = &measured.against {
        let _ = writeln!(page, "\nWith the overlay:\n\n{figures}\n{comparison}");
        for (title, changed) in [("Became right", &comparison.gained), ("Became wrong", &comparison.lost)] {
            for &index in changed.iter().take(options.worst) {
                let example = &measured.dataset.examples()[index];
                let _ = writeln!(page, "  {title}: line {} ({})\n    {}", example.line, example.label, shown(&example.post.text));
            }
        }
    }
    for miss in &measured.worst {
        let share = miss.probability * 100.0;
        let _ = writeln!(page, "\n  line {}: {} given {share:.1} %, answered {}", miss.line, miss.gold, miss.answer);
        let _ = writeln!(page, "    {}", shown(&miss.text));
        for evidence in miss.evidence.iter().filter(|evidence| bears_on(evidence, &options.task)) {
            let _ = writeln!(page, "    {}", explained(evidence, &miss.text));
        }
    }
    page + "\n"
}

/// Whether evidence counts for a task: for sentiment its two sides, for flags the flags themselves and the scales of words.
fn bears_on(evidence: &Evidence, task: &Task) -> bool {
    let scale = evidence.scale.as_str();
    let polar = scale == "positive" || scale == "negative";
    let of_words = !polar && (evidence.source.starts_with("lexicon:") || evidence.source.starts_with("phrase:"));
    let asked = task.flags().iter().any(|flag| flag.as_str() == scale);
    evidence.points != 0 && if task.flags().is_empty() { polar } else { asked || of_words }
}

fn explained(evidence: &Evidence, text: &str) -> String {
    let Evidence { span, source, scale, points } = evidence;
    format!("{points:+5} {scale:12} {source} “{}”", shown(span.of(text)))
}

/// A text on one line.
fn shown(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
