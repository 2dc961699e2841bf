//! What the examples that measure and learn share: labelled posts and overlays on disk, and progress on standard error.
#![allow(dead_code, reason = "each example takes what it needs")]

pub mod folder;
pub mod frames;
pub mod recipe;

use hearken::fit::{Dataset, Overlay, Progress};
use hearken::{Builder, Classifier};
use indicatif::{ProgressBar, ProgressStyle};
use std::fs;
use std::path::{Path, PathBuf};

/// Reads a text file.
pub fn read(path: &Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(|error| format!("cannot read {}: {error}", path.display()))
}

/// Writes a text file.
pub fn write(path: &Path, text: &str) -> Result<(), String> {
    fs::write(path, text).map_err(|error| format!("cannot write {}: {error}", path.display()))
}

/// Reads labelled posts.
pub fn datasets(paths: &[PathBuf]) -> Result<Vec<Dataset>, String> {
    let dataset = |path: &PathBuf| Dataset::read(path.display().to_string(), &read(path)?).map_err(|error| error.to_string());
    paths.iter().map(dataset).collect()
}

/// What a classifier is built from.
#[derive(clap::Args, Clone, Debug)]
pub struct Start {
    /// Folder of data that is read instead of what is compiled in: shared files, and a folder for each language
    #[arg(long, value_name = "DIR")]
    pub data: Option<PathBuf>,
    /// Language that overlays and fits are for
    #[arg(long, value_name = "CODE", default_value = "en")]
    pub language: String,
    /// Overlay of words that the classifier is built with, and what lies beside it (`overlay.rules.toml` and so on); may be given again
    #[arg(long, value_name = "FILE")]
    pub overlay: Vec<PathBuf>,
}

impl Start {
    /// The data with its overlays and some more, each on top of those before it.
    pub fn builder(&self, more: &[PathBuf]) -> Result<Builder, String> {
        let data = match &self.data {
            Some(folder) => folder::builder(folder, |_| true)?,
            None => Classifier::builder(),
        };
        let add = |builder, path: &PathBuf| {
            let name = path.file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned());
            Ok(overlay(path, &self.language)?.apply(builder, &name))
        };
        self.overlay.iter().chain(more).try_fold(data, add)
    }
}

/// The files beside `overlay.tsv` that belong to it: phrases, rules, composition.
fn companions(path: &Path) -> [PathBuf; 3] {
    ["phrases.tsv", "rules.toml", "composition.toml"].map(|extension| path.with_extension(extension))
}

/// Reads `overlay.tsv` and what lies beside it.
fn overlay(path: &Path, language: &str) -> Result<Overlay, String> {
    let beside = |path: &PathBuf| if path.exists() { read(path) } else { Ok(String::new()) };
    let [phrases, rules, composition] = companions(path);
    Ok(Overlay {
        language: language.to_owned(),
        lexicon: read(path)?,
        phrases: beside(&phrases)?,
        rules: beside(&rules)?,
        composition: beside(&composition)?,
    })
}

/// Writes `overlay.tsv` and, if there is something to say, what lies beside it; removes what an earlier run left there.
pub fn write_overlay(path: &Path, overlay: &Overlay) -> Result<(), String> {
    write(path, &overlay.lexicon)?;
    for (path, text) in companions(path).iter().zip([&overlay.phrases, &overlay.rules, &overlay.composition]) {
        write_if_any(path, text)?;
    }
    Ok(())
}

/// Writes a text, or removes the file if there is nothing to say.
pub fn write_if_any(path: &Path, text: &str) -> Result<(), String> {
    if !text.is_empty() {
        write(path, text)
    } else if path.exists() {
        fs::remove_file(path).map_err(|error| format!("cannot remove {}: {error}", path.display()))
    } else {
        Ok(())
    }
}

/// A bar that shows how far a fit has come; on a terminal only.
pub struct Bar(ProgressBar);

impl Bar {
    pub fn new() -> Self {
        let bar = ProgressBar::new(0);
        let style = ProgressStyle::with_template("{elapsed:>4} {bar:24} {msg}");
        bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        Bar(bar)
    }

    pub fn show(&self, progress: &Progress<'_>) {
        self.0.set_length(progress.of as u64);
        self.0.set_position(progress.done as u64);
        let loss = progress.loss.map(|loss| format!(" (loss {loss:.1})")).unwrap_or_default();
        self.0.set_message(format!("{}{loss}", progress.stage));
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
