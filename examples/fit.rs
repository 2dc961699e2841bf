//! Learns points from labelled posts and writes them as an overlay a person can read.
//!
//! ```text
//! cargo run --release --features fit --example fit -- posts.tsv --out mine.tsv --report mine.md
//! cargo run --release --features fit --example fit -- a.tsv b.tsv --task complaint --steps words,phrases,meanings --ablation
//! cargo run --release --features fit --example fit -- posts.tsv --draw 200
//! ```
//!
//! The overlay is `mine.tsv`, with `mine.phrases.tsv`, `mine.rules.toml` and `mine.composition.toml` beside it where there is something
//! to say. `evaluate --overlay mine.tsv` measures it; [`hearken::Builder`] takes the files as they are.

mod labelled;

use clap::Parser;
use hearken::fit::{Calibration, Comparison, Dataset, Evaluation, Learner, Prior, Proposals, Stage, Step, Task, report};
use labelled::{Bar, Start};
use std::path::PathBuf;
use std::process::ExitCode;

/// Learns points from labelled posts
#[derive(Parser)]
struct Options {
    /// Labelled posts
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// What is asked of each post: `sentiment`, `complaint`, `angry=anger`, `abusive+profanity=hate,offensive:neither`
    #[arg(long, default_value = "sentiment")]
    task: Task,
    /// Name in the sources of entries; the task's, if none is given
    #[arg(long)]
    name: Option<String>,
    #[command(flatten)]
    start: Start,
    /// What is learned besides the points that are there
    #[arg(long, value_delimiter = ',', value_parser = step, default_value = "words,phrases,meanings,thresholds")]
    steps: Vec<Step>,
    /// Standard deviation of points around those that are there: the smaller, the more posts it takes to change them
    #[arg(long, value_name = "POINTS", default_value_t = Prior::default().known)]
    prior: f64,
    /// The same for new words and phrases
    #[arg(long, value_name = "POINTS", default_value_t = Prior::default().new)]
    prior_new: f64,
    /// The same for meanings, signals and rules
    #[arg(long, value_name = "POINTS", default_value_t = Prior::default().facts)]
    prior_facts: f64,
    /// The same for parameters of composition, in percent
    #[arg(long, value_name = "PERCENT", default_value_t = Prior::default().composition)]
    prior_composition: f64,
    /// Fewest posts a new term must stand in
    #[arg(long, value_name = "N", default_value_t = Proposals::default().least_posts)]
    least_posts: usize,
    /// Propose terms too that no file knows, such as slang
    #[arg(long)]
    unknown_words: bool,
    /// File with words, meanings and signals that must get no points, separated by white space
    #[arg(long, value_name = "FILE")]
    never: Option<PathBuf>,
    /// Scale on which all points stay as they are; may be given again
    #[arg(long, value_name = "SCALE")]
    keep: Vec<String>,
    /// From 0, all posts count alike, to 1, all classes do
    #[arg(long, default_value_t = 0.5)]
    balance: f64,
    /// From 0, files count by their posts, to 1, all files count alike
    #[arg(long, default_value_t = 0.5)]
    evenness: f64,
    /// Folds of cross-validation; 0 for none
    #[arg(long, value_name = "N", default_value_t = 5)]
    folds: usize,
    /// Cross-validate after every step, to see what each one buys
    #[arg(long)]
    ablation: bool,
    /// Figures of cross-validation for each value of a column too
    #[arg(long, value_name = "COLUMN")]
    slice: Option<String>,
    /// Learn from so many posts drawn at random, and measure on the others
    #[arg(long, value_name = "N")]
    draw: Option<usize>,
    /// Seed of folds, draws and resamplings
    #[arg(long, default_value_t = 7)]
    seed: u64,
    /// Resamplings for intervals
    #[arg(long, value_name = "N", default_value_t = 1000)]
    resamplings: usize,
    /// Where the overlay is written
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Where a report in Markdown is written; standard output, if nowhere
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
}

fn step(name: &str) -> Result<Step, String> {
    let names = || Step::ALL.map(Step::as_str).join(", ");
    Step::ALL.into_iter().find(|step| step.as_str() == name).ok_or_else(|| format!("expected one of {}", names()))
}

fn main() -> ExitCode {
    match run(&Options::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::from(2)
        }
    }
}

fn learner(options: &Options) -> Result<Learner, String> {
    let mut prior = Prior::default();
    (prior.known, prior.new) = (options.prior, options.prior_new);
    (prior.facts, prior.composition) = (options.prior_facts, options.prior_composition);
    let never = options.never.as_deref().map(labelled::read).transpose()?.unwrap_or_default();
    let proposals = Proposals {
        least_posts: options.least_posts,
        unknown_words: options.unknown_words,
        never: never.split_whitespace().map(str::to_owned).collect(),
        ..Proposals::default()
    };
    let mut learner = Learner::new(options.task.clone())
        .base(options.start.builder(&[])?)
        .language(&options.start.language)
        .steps(options.steps.iter().copied())
        .prior(prior)
        .proposals(proposals)
        .balance(options.balance)
        .evenness(options.evenness);
    if let Some(name) = &options.name {
        learner = learner.name(name);
    }
    Ok(options.keep.iter().fold(learner, |learner, scale| learner.keep(scale)))
}

/// Figures by what stands in a column, as a table in Markdown.
fn slices(column: &str, stage: &Stage, corpora: &[&Dataset], options: &Options) -> String {
    let mut table = format!("\n## By {column}\n\n| {column} | posts | macro-F1 before | macro-F1 after |\n|---|---|---|---|\n");
    for (validated, dataset) in stage.corpora.iter().zip(corpora) {
        let before = validated.before.slices(dataset, column);
        for (value, after) in validated.after.slices(dataset, column) {
            let [before, after] = [&before[&value], &after].map(|slice| slice.figures(options.resamplings, options.seed));
            table += &format!("| {value} | {} | {} | {} |\n", after.posts, before.macro_f1, after.macro_f1);
        }
    }
    table
}

fn run(options: &Options) -> Result<(), String> {
    let learner = learner(options)?;
    let datasets = labelled::datasets(&options.files)?;
    let bar = Bar::new();
    let tell = &mut |progress: hearken::fit::Progress<'_>| bar.show(&progress);
    let said = |error: hearken::Error| error.to_string();
    let (learned_from, others): (Vec<Dataset>, Vec<Dataset>) = match options.draw {
        Some(count) => datasets.iter().map(|dataset| dataset.draw(count, options.seed)).unzip(),
        None => (datasets, Vec::new()),
    };
    let corpora: Vec<&Dataset> = learned_from.iter().collect();
    let stages = match options.folds {
        _ if options.draw.is_some() => Vec::new(),
        0 | 1 => Vec::new(),
        folds if options.ablation => learner.ablation(&corpora, folds, options.seed, tell).map_err(said)?,
        folds => {
            let steps = options.steps.clone();
            vec![Stage { steps, corpora: learner.cross_validate(&corpora, folds, options.seed, tell).map_err(said)? }]
        }
    };
    let fitted = learner.fit(&corpora, tell).map_err(said)?;
    let calibration = stages.last().map(|stage| {
        let answers: Vec<&Evaluation> = stage.corpora.iter().map(|validated| &validated.after).collect();
        Calibration::of(&answers, options.folds, options.seed)
    });
    drop(bar);
    if let Some(path) = &options.out {
        labelled::write_overlay(path, &fitted.overlay)?;
    }
    let mut page = report(&learner, &fitted, &stages, calibration.as_ref(), options.resamplings, options.seed);
    if let (Some(column), Some(stage)) = (&options.slice, stages.last()) {
        page += &slices(column, stage, &corpora, options);
    }
    match &options.report {
        Some(path) => labelled::write(path, &page)?,
        None if options.draw.is_none() => print!("{page}"),
        None => {}
    }
    let base = options.start.builder(&[])?.build().map_err(said)?;
    for dataset in &others {
        let before = Evaluation::run(&base, dataset, &options.task).map_err(said)?;
        let after = Evaluation::run(&fitted.classifier, dataset, &options.task).map_err(said)?;
        println!("{}: the {} posts that were not drawn\n", dataset.name(), dataset.len());
        println!("{}", after.figures(options.resamplings, options.seed));
        println!("{}", Comparison::of(&before, &after, options.resamplings, options.seed));
    }
    Ok(())
}
