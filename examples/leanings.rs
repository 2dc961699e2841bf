//! Regenerates the leanings of all languages, and says what they are worth on posts they were not learned from.
//!
//! ```text
//! cargo run --release --features fit --example leanings -- --corpora CORPORA
//! cargo run --release --features fit --example leanings -- --corpora CORPORA --write
//! ```
//!
//! `data/leanings.toml` says what is learned from. `--write` writes `data/leanings.tsv` and `data/<language>/leanings.tsv`.

mod labelled;

use clap::Parser;
use hearken::fit::{LessonFigures, Progress};
use labelled::recipe::Recipe;
use labelled::{Bar, write};
use std::fmt::Write;
use std::path::PathBuf;
use std::process::ExitCode;

/// Regenerates the leanings of all languages
#[derive(Parser)]
struct Options {
    /// Folder of the corpora that the recipe names; lessons that are not there are left out
    #[arg(long, value_name = "DIR")]
    corpora: PathBuf,
    /// Folder of the data
    #[arg(long, value_name = "DIR", default_value = "data")]
    data: PathBuf,
    /// Folds of cross-validation; 0 for none
    #[arg(long, value_name = "N", default_value_t = 5)]
    folds: usize,
    /// Write the files
    #[arg(long)]
    write: bool,
    /// Write the figures to a page in Markdown too
    #[arg(long, value_name = "FILE")]
    page: Option<PathBuf>,
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

fn run(options: &Options) -> Result<(), String> {
    let recipe = Recipe::read(&options.data)?;
    let lessons = recipe.lessons(&options.data, &options.corpora, options.seed)?;
    let learner = recipe.learner(&options.data, options.seed)?;
    let bar = Bar::new();
    let tell = &mut |progress: Progress<'_>| bar.show(&progress);
    let figures = if options.folds == 0 {
        Vec::new()
    } else {
        learner.cross_validate(&lessons, options.folds, tell).map_err(|error| error.to_string())?
    };
    let learned = learner.fit(&lessons, tell).map_err(|error| error.to_string())?;
    drop(bar);
    let page = page(&figures, options);
    print!("{page}");
    let (facts, words) = learned.sizes();
    println!("\n{facts} facts, {words} words and pairs");
    if let Some(path) = &options.page {
        write(path, &page)?;
    }
    if options.write {
        let head = |what: &str| {
            format!(
                "# What {what} speak for, faintly: learned by the recipe in leanings.toml. Last column: labelled posts it stands in.\n"
            )
        };
        write(&options.data.join("leanings.tsv"), &(head("facts") + &learned.facts))?;
        for (code, text) in &learned.words {
            write(&options.data.join(code).join("leanings.tsv"), &(head("words and pairs of words") + text))?;
        }
    }
    Ok(())
}

/// A table of figures.
fn page(figures: &[LessonFigures], options: &Options) -> String {
    let mut page = String::from("| posts | figure | cross-validated |\n|---|---|---|\n");
    for figure in figures {
        match figure {
            LessonFigures::Own(name, agreement) => {
                let of = agreement.figures(0, options.seed);
                let shares = [of.required, of.forbidden, of.polarity, of.urgency, of.route];
                let [required, forbidden, polarity, urgency, route] = shares.map(|share| 100.0 * share.value);
                let _ = writeln!(
                    page,
                    "| {name} ({}) | required, forbidden, polarity, urgency, route | {required:.1}, {forbidden:.2}, {polarity:.1}, {urgency:.1}, {route:.1} |",
                    agreement.posts,
                );
            }
            LessonFigures::Corpus(name, evaluation) => {
                let figures = evaluation.figures(options.resamplings, options.seed);
                let _ = writeln!(
                    page,
                    "| {name} ({}) | macro-F1; macro-recall | {:.1}; {:.1} |",
                    figures.posts, figures.macro_f1, figures.macro_recall,
                );
            }
        }
    }
    page
}
