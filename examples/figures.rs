//! The whole table: every figure of the README, measured by one command, with intervals.
//!
//! ```text
//! cargo run --release --features fit --example figures -- --corpora CORPORA
//! cargo run --release --features fit --example figures -- --corpora CORPORA --lang de --page figures.md
//! ```
//!
//! `data/figures.toml` says what is measured. Where points are learned from a corpus, they are learned anew without the posts that are judged.

mod labelled;

use clap::Parser;
use hearken::fit::{Agreement, Dataset, Evaluation, Example, Expected, Interval, LessonFigures, Task};
use hearken::{Classifier, LanguageCode};
use labelled::recipe::Recipe;
use labelled::{Bar, folder, read, write};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::PathBuf;
use std::process::ExitCode;

/// Measures every figure of the README
#[derive(Parser)]
struct Options {
    /// Folder of the corpora that `figures.toml` names; those that are not there are left out
    #[arg(long, value_name = "DIR")]
    corpora: PathBuf,
    /// Folder of the data
    #[arg(long, value_name = "DIR", default_value = "data")]
    data: PathBuf,
    /// One language only
    #[arg(long, value_name = "CODE")]
    lang: Option<String>,
    /// The classifier as it is, nothing learned anew: quick, but it has learned from what it judges
    #[arg(long)]
    as_is: bool,
    /// Folds of cross-validation
    #[arg(long, value_name = "N", default_value_t = 3, value_parser = clap::value_parser!(u64).range(2..))]
    folds: u64,
    /// Write the tables to a page in Markdown too
    #[arg(long, value_name = "FILE")]
    page: Option<PathBuf>,
    /// Seed of folds and resamplings
    #[arg(long, default_value_t = 7)]
    seed: u64,
    /// Resamplings for intervals
    #[arg(long, value_name = "N", default_value_t = 1000)]
    resamplings: usize,
}

/// `figures.toml`
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Plan {
    row: Vec<Row>,
    identification: Identification,
    own: Vec<Own>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    name: String,
    lang: String,
    /// Labelled posts of the folder of corpora …
    corpus: Option<String>,
    /// … or sentences made of frames, of the folder of data.
    frames: Option<String>,
    #[serde(default = "sentiment")]
    task: String,
    #[serde(default)]
    figure: Figure,
    /// Whether leanings are learned from the corpus, and so learned anew without the posts that are judged.
    #[serde(default)]
    learned: bool,
    /// Posts that are left out.
    without: Option<Without>,
    peer: Option<String>,
    least: Option<f64>,
}

#[derive(Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Figure {
    #[default]
    MacroF1,
    MacroRecall,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Without {
    column: String,
    prefix: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Identification {
    characters: usize,
    most: usize,
    corpora: Vec<String>,
    least: f64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Own {
    lang: String,
    posts: String,
    least: Option<f64>,
    most: Option<f64>,
    near: Option<f64>,
}

fn sentiment() -> String {
    "sentiment".to_owned()
}

fn main() -> ExitCode {
    match Measuring::new(Options::parse()).and_then(|measuring| measuring.run()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::from(2)
        }
    }
}

struct Measuring {
    options: Options,
    classifier: Classifier,
    bar: Bar,
}

impl Measuring {
    fn new(options: Options) -> Result<Self, String> {
        let classifier = folder::builder(&options.data, |_| true)?.build().map_err(|error| error.to_string())?;
        Ok(Measuring { options, classifier, bar: Bar::new() })
    }

    fn run(self) -> Result<(), String> {
        let path = self.options.data.join("figures.toml");
        let plan: Plan = toml::from_str(&read(&path)?).map_err(|error| format!("{}: {error}", path.display()))?;
        let rows: Vec<&Row> = plan.row.iter().filter(|row| self.wants(&row.lang)).collect();
        let mut page = self.rows(&rows)?;
        let own: Vec<&Own> = plan.own.iter().filter(|own| self.wants(&own.lang)).collect();
        page += &self.identification(&plan.identification)?;
        page += &self.own(&own)?;
        let Measuring { options, bar, .. } = self;
        drop(bar);
        print!("{page}");
        options.page.map_or(Ok(()), |path| write(&path, &page))
    }

    fn wants(&self, lang: &str) -> bool {
        self.options.lang.as_deref().is_none_or(|wanted| wanted == lang)
    }

    fn learns(&self, row: &Row) -> bool {
        row.learned && !self.options.as_is
    }

    /// Corpora, one a line.
    fn rows(&self, rows: &[&Row]) -> Result<String, String> {
        let answers = if rows.iter().any(|row| self.learns(row)) { self.with_leanings()? } else { BTreeMap::new() };
        let mut page =
            String::from("| language | posts | figure | judged | peer | to reach | reached |\n|---|---|---|---|---|---|---|\n");
        for row in rows {
            let Some(dataset) = self.dataset(row)? else { continue };
            let task: Task = row.task.parse().map_err(|error: hearken::Error| error.to_string())?;
            let evaluation = match answers.get(dataset.name()) {
                Some(evaluation) if self.learns(row) => evaluation.clone(),
                _ => Evaluation::run(&self.classifier, &dataset, &task).map_err(|error| error.to_string())?,
            };
            let is_part = |example: &Example| {
                row.without
                    .as_ref()
                    .is_none_or(|out| !example.columns.get(&out.column).is_some_and(|value| value.starts_with(&out.prefix)))
            };
            let figures = evaluation.filter(&dataset, is_part).figures(self.options.resamplings, self.options.seed);
            let (figure, reached) = match row.figure {
                Figure::MacroF1 => ("macro-F1", figures.macro_f1),
                Figure::MacroRecall => ("macro-recall", figures.macro_recall),
            };
            let judged = if self.learns(row) { "learned without them" } else { "as it is" };
            let peer = row.peer.as_deref().unwrap_or("–");
            let least = row.least.map_or("–".to_owned(), |least| format!("{least:.2}"));
            let _ = writeln!(
                page,
                "| {} | {} ({}) | {figure} | {judged} | {peer} | {least} | {} |",
                row.lang,
                row.name,
                figures.posts,
                against(reached, row.least, true)
            );
        }
        Ok(page)
    }

    /// The posts of a row; none if they are not there.
    fn dataset(&self, row: &Row) -> Result<Option<Dataset>, String> {
        match (&row.corpus, &row.frames) {
            (Some(name), None) => self.corpus(name),
            (None, Some(name)) => labelled::frames::Frames::read(&self.options.data, name)?.dataset(name).map(Some),
            _ => Err(format!("`{}` needs either `corpus` or `frames`", row.name)),
        }
    }

    fn corpus(&self, name: &str) -> Result<Option<Dataset>, String> {
        let path = self.options.corpora.join(name);
        if !path.exists() {
            eprintln!("{name} is not there and left out");
            return Ok(None);
        }
        Dataset::read(name, &read(&path)?).map(Some).map_err(|error| error.to_string())
    }

    /// Answers with leanings learned without the posts judged, by corpus.
    fn with_leanings(&self) -> Result<BTreeMap<String, Evaluation>, String> {
        let Options { data, corpora, seed, folds, .. } = &self.options;
        let recipe = Recipe::read(data)?;
        let lessons = recipe.lessons(data, corpora, *seed)?;
        let learner = recipe.learner(data, *seed)?;
        let figures = learner.cross_validate(&lessons, *folds as usize, &mut |progress| self.bar.show(&progress));
        let figures = figures.map_err(|error| error.to_string())?.into_iter();
        Ok(figures
            .filter_map(|figures| match figures {
                LessonFigures::Corpus(name, evaluation) => Some((name, evaluation)),
                LessonFigures::Own(..) => None,
            })
            .collect())
    }

    /// Whose language is told.
    fn identification(&self, plan: &Identification) -> Result<String, String> {
        let mut right_of: BTreeMap<&str, Vec<bool>> = BTreeMap::new();
        let mut analyzer = self.classifier.analyzer();
        for name in &plan.corpora {
            let Some((lang, _)) = name.split_once('/') else { return Err(format!("`{name}` is in the folder of no language")) };
            let Some(dataset) = self.corpus(name)? else { continue };
            let long = dataset.filter(|_, example| example.post.text.chars().count() >= plan.characters);
            for example in long.draw(plan.most, self.options.seed).0.examples() {
                let told = analyzer.classify(&example.post.text).language.code;
                right_of.entry(lang).or_default().push(told == LanguageCode::new(lang));
            }
        }
        let mut page = String::from("\n| language told right | posts | to reach | reached |\n|---|---|---|---|\n");
        let all: Vec<bool> = right_of.values().flatten().copied().collect();
        for (lang, right) in right_of.iter().filter(|(lang, _)| self.wants(lang)).chain([(&"all", &all)]) {
            let share = Interval::of_share(right, self.options.resamplings, self.options.seed);
            let reached = against(share, Some(plan.least), true);
            let _ = writeln!(page, "| {lang} | {} | {:.2} | {reached} |", right.len(), plan.least);
        }
        Ok(page)
    }

    /// Labelled posts of this project.
    fn own(&self, own: &[&Own]) -> Result<String, String> {
        let mut page = String::from(
            "\n| own posts | required flags found | forbidden flags raised | polarity | urgency | urgency within one level | route |\n|---|---|---|---|---|---|---|\n",
        );
        for Own { posts: name, least, most, near, .. } in own {
            let posts = Expected::read(name, &read(&self.options.data.join(name))?).map_err(|error| error.to_string())?;
            let of = Agreement::of(&self.classifier, &posts).figures(self.options.resamplings, self.options.seed);
            let _ = writeln!(
                page,
                "| {name} ({}) | {} | {} | {} | {} | {} | {} |",
                posts.len(),
                against(of.required, *least, true),
                against(of.forbidden, *most, false),
                of.polarity,
                of.urgency,
                against(of.urgency_near, *near, true),
                of.route
            );
        }
        Ok(page)
    }
}

/// A figure, with a mark if it misses its bound.
fn against(reached: Interval, bound: Option<f64>, is_least: bool) -> String {
    let misses = bound.is_some_and(|bound| if is_least { reached.value < bound } else { reached.value > bound });
    format!("{reached}{}", if misses { " (missed)" } else { "" })
}
