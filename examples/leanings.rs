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
use hearken::fit::{Dataset, Expected, LeaningLearner, Lesson, LessonFigures, Progress, Task};
use hearken::{Flag, LanguageCode};
use labelled::{Bar, folder, read, write};
use serde::Deserialize;
use std::fmt::Write;
use std::path::{Path, PathBuf};
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

/// `leanings.toml`
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Recipe {
    /// Cues that get no points.
    #[serde(default)]
    never_cues: Vec<String>,
    /// Cues, signals and rules that do not speak for a side of sentiment.
    #[serde(default)]
    never_side_facts: Vec<String>,
    /// Flags that are left as they were written.
    #[serde(default)]
    never_flags: Vec<String>,
    /// Standard deviations of points.
    sides: Reach,
    flags: Reach,
    lesson: Vec<Stanza>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Reach {
    points: f64,
    least_posts: u32,
    least_lessons: u32,
    bias: f64,
    least_points: i32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Stanza {
    /// Labelled posts of the folder of data.
    own: Option<String>,
    /// Labelled posts of the folder of corpora, with their task …
    corpus: Option<String>,
    task: Option<String>,
    /// … or ordinary posts, with the flags that are seldom right.
    background: Option<String>,
    #[serde(default)]
    flags: Vec<String>,
    /// Sentences made of frames, in a file of the folder of data.
    frames: Option<String>,
    #[serde(default = "one")]
    weight: f64,
    /// The same for sentiment, if it differs.
    polarity_weight: Option<f64>,
    /// So many of them, drawn at random.
    most: Option<usize>,
    /// The language of all of them, if they are not to be told apart.
    lang: Option<String>,
}

fn one() -> f64 {
    1.0
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
    let path = options.data.join("leanings.toml");
    let recipe: Recipe = toml::from_str(&read(&path)?).map_err(|error| format!("{}: {error}", path.display()))?;
    let lessons: Vec<Lesson> = recipe
        .lesson
        .iter()
        .map(|stanza| lesson(stanza, options))
        .collect::<Result<Vec<_>, _>>()?
        .into_iter()
        .flatten()
        .collect();
    let learner = learner(&recipe, options)?;
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

fn learner(recipe: &Recipe, options: &Options) -> Result<LeaningLearner, String> {
    let mut learner = LeaningLearner::new()
        .base(folder::builder(&options.data, |_| true)?)
        .reach(recipe.sides.points, recipe.flags.points)
        .least_posts(recipe.sides.least_posts, recipe.flags.least_posts)
        .least_lessons(recipe.sides.least_lessons, recipe.flags.least_lessons)
        .bias(recipe.sides.bias, recipe.flags.bias)
        .least_points(recipe.sides.least_points, recipe.flags.least_points)
        .never_cues(recipe.never_cues.iter().map(String::as_str))
        .never_side_facts(recipe.never_side_facts.iter().map(String::as_str))
        .never_flags(recipe.never_flags.iter().map(|flag| Flag::named(flag)))
        .seed(options.seed);
    for code in ["en", "de", "es", "zh", "ja"] {
        let words = |name: &str| {
            let path = options.data.join(code).join(name);
            let text = if path.exists() { read(&path)? } else { String::new() };
            let lines = text.lines().filter(|line| !line.starts_with('#'));
            Ok::<Vec<String>, String>(lines.flat_map(str::split_whitespace).map(str::to_owned).collect())
        };
        let language = LanguageCode::new(code);
        learner = learner.never_sides(language, words("never.txt")?.iter().map(String::as_str));
        for name in ["never-identity.txt", "never-names.txt"] {
            learner = learner.never(language, words(name)?.iter().map(String::as_str));
        }
    }
    Ok(learner)
}

/// The lesson of a stanza; none if its corpus is not there.
fn lesson(stanza: &Stanza, options: &Options) -> Result<Option<Lesson>, String> {
    let failed = |error: hearken::Error| error.to_string();
    let polarity_weight = stanza.polarity_weight.unwrap_or(stanza.weight);
    if let Some(own) = &stanza.own {
        let posts = Expected::read(own, &read(&options.data.join(own))?).map_err(failed)?;
        return Ok(Some(Lesson::own(own, posts).weights(stanza.weight, polarity_weight)));
    }
    if let Some(name) = &stanza.frames {
        let frames: labelled::frames::Frames =
            toml::from_str(&read(&options.data.join(name))?).map_err(|error| format!("{name}: {error}"))?;
        let lesson = Lesson::corpus(frames.dataset(name)?, Task::sentiment());
        return Ok(Some(lesson.weights(stanza.weight, polarity_weight)));
    }
    let Some(name) = stanza.corpus.as_ref().or(stanza.background.as_ref()) else {
        return Err("a lesson needs `own`, `corpus`, `background` or `frames`".to_owned());
    };
    let path: &Path = &options.corpora.join(name);
    if !path.exists() {
        eprintln!("{name} is not there and left out");
        return Ok(None);
    }
    let mut dataset = Dataset::read(name, &read(path)?).map_err(failed)?;
    if let Some(most) = stanza.most {
        dataset = dataset.draw(most, options.seed).0;
    }
    if let Some(lang) = &stanza.lang {
        let mut examples = dataset.examples().to_vec();
        examples.iter_mut().for_each(|example| example.post.lang = Some(lang.clone()));
        dataset = Dataset::new(name, examples);
    }
    let lesson = match &stanza.task {
        Some(task) => Lesson::corpus(dataset, task.parse::<Task>().map_err(failed)?),
        None if stanza.corpus.is_some() => return Err(format!("{name}: a corpus needs a `task`")),
        None => Lesson::background(dataset, stanza.flags.iter().map(|flag| Flag::named(flag)).collect()),
    };
    Ok(Some(lesson.weights(stanza.weight, polarity_weight)))
}

/// A table of figures.
fn page(figures: &[LessonFigures], options: &Options) -> String {
    let mut page = String::from("| posts | figure | cross-validated |\n|---|---|---|\n");
    for figure in figures {
        match figure {
            LessonFigures::Own(name, agreement) => {
                let sum = |of: fn(&hearken::fit::FlagAgreement) -> u64| agreement.flags.values().map(of).sum::<u64>() as f64;
                let found = 100.0 * sum(|flag| flag.found) / sum(|flag| flag.expected);
                let raised = 100.0 * sum(|flag| flag.raised) / sum(|flag| flag.excluded);
                let share = |count: u64| 100.0 * count as f64 / agreement.posts as f64;
                let _ = writeln!(
                    page,
                    "| {name} ({}) | required, forbidden, polarity, urgency, route | {found:.1}, {raised:.2}, {:.1}, {:.1}, {:.1} |",
                    agreement.posts,
                    share(agreement.polarity),
                    share(agreement.urgency),
                    share(agreement.route)
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
