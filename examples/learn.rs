//! Regenerates what is learned of a language, and says what it is worth.
//!
//! ```text
//! cargo run --release --features fit --example learn -- --corpora CORPORA --language en
//! cargo run --release --features fit --example learn -- --corpora CORPORA --language en --write
//! cargo run --release --features fit --example learn -- --corpora CORPORA --language en --ablation --page accuracy.md
//! ```
//!
//! `data/<language>/learn.toml` says what is learned from which corpora; no language of this project has one now, since leanings took the place of what it learned. The fits start from the data without anything learned, each on
//! top of those before it. All figures are cross-validated: of posts that the fit has not seen.
//!
//! `--write` writes `learned.tsv`, `phrases-learned.tsv`, `grams.tsv` and `composition.toml` into the language's folder and, for English, rules that
//! hold in every language into `data/rules_learned.toml`.

mod labelled;

use clap::Parser;
use hearken::Builder;
use hearken::fit::{Calibration, Comparison, Dataset, Evaluation, Learner, Overlay, Progress, Stage, reliability_plot};
use labelled::folder::{self, name_of};
use labelled::recipe::{Recipe, Stanza, merged};
use labelled::{Bar, write, write_if_any};
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Regenerates what is learned of a language
#[derive(Parser)]
struct Options {
    /// Folder of the corpora that the recipe names
    #[arg(long, value_name = "DIR")]
    corpora: PathBuf,
    /// Folder of the data
    #[arg(long, value_name = "DIR", default_value = "data")]
    data: PathBuf,
    /// Language
    #[arg(long, value_name = "CODE", default_value = "en")]
    language: String,
    /// Only the fits of these names; nothing is written then
    #[arg(long, value_name = "NAME")]
    only: Vec<String>,
    /// Folds of cross-validation; 0 for none
    #[arg(long, value_name = "N", default_value_t = 5)]
    folds: usize,
    /// Cross-validate after every step, to see what each one buys
    #[arg(long)]
    ablation: bool,
    /// Write the learned files
    #[arg(long)]
    write: bool,
    /// Write the figures to a page in Markdown too
    #[arg(long, value_name = "FILE")]
    page: Option<PathBuf>,
    /// Write stated against observed probabilities of each fit into this folder, as SVG
    #[arg(long, value_name = "DIR")]
    plots: Option<PathBuf>,
    /// Seed of folds and resamplings
    #[arg(long, default_value_t = 7)]
    seed: u64,
    /// Resamplings for intervals
    #[arg(long, value_name = "N", default_value_t = 1000)]
    resamplings: usize,
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

/// Rules that are learned hold in every language, so they are learned in one.
const RULES_FROM: &str = "en";

/// Files of a language that are learned, and the rules that are.
const LEARNED: [&str; 4] = ["learned.tsv", "phrases-learned.tsv", "grams.tsv", "composition.toml"];
const LEARNED_RULES: &str = "rules_learned.toml";

fn run(options: &Options) -> Result<(), String> {
    let folder = options.data.join(&options.language);
    let (recipe, never) = Recipe::read(&folder)?;
    let mut base = without_learned(options, &folder)?;
    let mut overlays: Vec<Overlay> = Vec::new();
    let mut page = String::new();
    for stanza in recipe.fit.iter().filter(|stanza| options.only.is_empty() || options.only.contains(&stanza.name)) {
        let datasets = stanza.datasets(&options.corpora, &folder)?;
        let corpora: Vec<&Dataset> = datasets.iter().collect();
        let learner = stanza.learner(&never)?.base(base.clone()).language(&options.language);
        let bar = Bar::new();
        let tell = &mut |progress: Progress<'_>| bar.show(&progress);
        let stages = validate(&learner, &corpora, options, tell)?;
        let fitted = learner.fit(&corpora, tell).map_err(|error| error.to_string())?;
        drop(bar);
        if options.language != RULES_FROM && !fitted.overlay.rules.is_empty() {
            return Err(format!("{}: rules hold in every language and are learned in `{RULES_FROM}`", stanza.name));
        }
        let figures = figures(stanza, &stages, &corpora, options);
        print!("{figures}");
        page += &figures;
        if let (Some(folder), Some(stage)) = (&options.plots, stages.last()) {
            plot(&folder.join(format!("{}-{}.svg", options.language, stanza.name)), stanza, stage, options)?;
        }
        base = fitted.overlay.apply(base, &stanza.name);
        overlays.push(fitted.overlay);
    }
    let learned = merged(&overlays)?;
    let size = |text: &str| text.lines().count();
    let rules = learned.rules.matches("[[rule]]").count();
    println!(
        "\n{} words and phrases, {} patterns, {} grams, {rules} rules",
        size(&learned.lexicon),
        size(&learned.phrases),
        size(&learned.grams)
    );
    if let Some(path) = &options.page {
        write(path, &page)?;
    }
    if options.write && options.only.is_empty() { save(options, &folder, &learned) } else { Ok(()) }
}

/// The data without what is learned of the language.
fn without_learned(options: &Options, folder: &Path) -> Result<Builder, String> {
    let learned = |path: &Path| {
        let name = name_of(path);
        let of_language = path.parent() == Some(folder) && LEARNED.contains(&name.as_str());
        of_language || options.language == RULES_FROM && name == LEARNED_RULES
    };
    folder::builder(&options.data, |path| !learned(path))
}

fn validate(
    learner: &Learner,
    corpora: &[&Dataset],
    options: &Options,
    tell: &mut dyn FnMut(Progress<'_>),
) -> Result<Vec<Stage>, String> {
    let said = |error: hearken::Error| error.to_string();
    match options.folds {
        0 | 1 => Ok(Vec::new()),
        folds if options.ablation => learner.ablation(corpora, folds, options.seed, tell).map_err(said),
        folds => {
            let corpora = learner.cross_validate(corpora, folds, options.seed, tell).map_err(said)?;
            Ok(vec![Stage { steps: Vec::new(), corpora }])
        }
    }
}

/// Tables in Markdown: what a fit is worth on each corpus, what each step buys, and how far probabilities are off.
fn figures(stanza: &Stanza, stages: &[Stage], corpora: &[&Dataset], options: &Options) -> String {
    let mut page = format!("\n## {}: {}\n", stanza.name, stanza.task);
    let Some(last) = stages.last() else { return page };
    page += "\n| corpus | posts | figure | by hand | learned | difference | calibration error |\n|---|---|---|---|---|---|---|\n";
    for (validated, dataset) in last.corpora.iter().zip(corpora) {
        let mut row = |name: &str, before: &Evaluation, after: &Evaluation| {
            let [was, is] = [before, after].map(|one| one.figures(options.resamplings, options.seed));
            let difference = Comparison::of(before, after, options.resamplings, options.seed);
            let by_recall = stanza.by_recall.contains(&validated.corpus);
            let (figure, was, now, more) = if by_recall {
                ("macro-recall", was.macro_recall, is.macro_recall, difference.macro_recall)
            } else {
                ("macro-F1", was.macro_f1, is.macro_f1, difference.macro_f1)
            };
            let error = is.reliability.error * 100.0;
            let _ = writeln!(page, "| {name} | {} | {figure} | {was} | {now} | {more} | {error:.1} |", is.posts);
        };
        row(&validated.corpus, &validated.before, &validated.after);
        if let Some((column, start)) = &stanza.without {
            let keep = |example: &hearken::fit::Example| {
                example.columns.get(column).is_some_and(|value| !value.starts_with(start.as_str()))
            };
            let [before, after] = [&validated.before, &validated.after].map(|one| one.filter(dataset, keep));
            if !after.answers().is_empty() {
                row(&format!("{} without {column} {start}…", validated.corpus), &before, &after);
            }
        }
    }
    if stages.len() > 1 {
        page += "\n| after |";
        last.corpora.iter().for_each(|validated| page += &format!(" {} |", validated.corpus));
        page += &format!("\n|{}\n", "---|".repeat(last.corpora.len() + 1));
        for stage in stages {
            let _ = write!(page, "| {} |", stage.steps.last().map_or("", |step| step.as_str()));
            for validated in &stage.corpora {
                let confusion = validated.after.confusion();
                let by_recall = stanza.by_recall.contains(&validated.corpus);
                let figure = if by_recall { confusion.macro_recall() } else { confusion.macro_f1() };
                let _ = write!(page, " {:.1} |", figure * 100.0);
            }
            page.push('\n');
        }
    }
    let answers: Vec<&Evaluation> = last.corpora.iter().map(|validated| &validated.after).collect();
    let calibration = Calibration::of(&answers, options.folds, options.seed);
    let offsets: Vec<String> = calibration.offsets.iter().map(|offset| format!("{offset:.1}")).collect();
    let [before, after] = [&calibration.before, &calibration.after].map(|reliability| reliability.error * 100.0);
    let _ = writeln!(
        page,
        "\nCalibration error over all: {before:.1}; with slope {:.2} and offsets {} it would be {after:.1}.",
        calibration.slope,
        offsets.join(", ")
    );
    page
}

/// Stated against observed probabilities of the posts a fit has not seen.
fn plot(path: &Path, stanza: &Stanza, stage: &Stage, options: &Options) -> Result<(), String> {
    let figures: Vec<_> = stage.corpora.iter().map(|one| (&one.corpus, one.after.figures(0, options.seed))).collect();
    let curves: Vec<_> = figures.iter().map(|(name, figures)| (name.as_str(), &figures.reliability)).collect();
    write(path, &reliability_plot(&stanza.name, &curves))
}

/// Writes what is learned where the classifier reads it.
fn save(options: &Options, folder: &Path, learned: &Overlay) -> Result<(), String> {
    let command = format!("learn --language {} --write", options.language);
    let table =
        |columns: &str, text: &str| format!("# {columns}\n# Learned, not written: see learn.toml. Made by `{command}`.\n{text}");
    write(&folder.join(LEARNED[0]), &table("term\tweights\tcues\tsource", &learned.lexicon))?;
    write(&folder.join(LEARNED[1]), &table("pattern\tweights\tcues\tsource", &learned.phrases))?;
    write(
        &folder.join(LEARNED[3]),
        &format!("# Learned, not written: see learn.toml. Made by `{command}`.\n\n{}", learned.composition),
    )?;
    if !learned.grams.is_empty() {
        write(&folder.join(LEARNED[2]), &table("gram\tweights\tcues\tsource", &learned.grams))?;
    }
    if options.language != RULES_FROM {
        return Ok(());
    }
    write_if_any(
        &options.data.join(LEARNED_RULES),
        &format!("# Learned, not written: what meanings, marks and sums are worth. Made by `{command}`.\n\n{}", learned.rules),
    )
}
