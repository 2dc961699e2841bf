//! What the examples that measure and learn share: labelled posts and overlays on disk, and progress on standard error.
#![allow(dead_code, reason = "each example takes what it needs")]

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

/// The files beside `overlay.tsv` that belong to it: phrases, rules, composition.
fn companions(path: &Path) -> [PathBuf; 3] {
    ["phrases.tsv", "rules.toml", "composition.toml"].map(|extension| path.with_extension(extension))
}

/// Reads `overlay.tsv` and what lies beside it.
pub fn overlay(path: &Path) -> Result<Overlay, String> {
    let beside = |path: &PathBuf| if path.exists() { read(path) } else { Ok(String::new()) };
    let [phrases, rules, composition] = companions(path);
    Ok(Overlay { lexicon: read(path)?, phrases: beside(&phrases)?, rules: beside(&rules)?, composition: beside(&composition)? })
}

/// Writes `overlay.tsv` and, if there is something to say, what lies beside it; removes what an earlier run left there.
pub fn write_overlay(path: &Path, overlay: &Overlay) -> Result<(), String> {
    write(path, &overlay.lexicon)?;
    for (path, text) in companions(path).iter().zip([&overlay.phrases, &overlay.rules, &overlay.composition]) {
        if !text.is_empty() {
            write(path, text)?;
        } else if path.exists() {
            fs::remove_file(path).map_err(|error| format!("cannot remove {}: {error}", path.display()))?;
        }
    }
    Ok(())
}

/// The embedded data with overlays, each on top of those before it.
pub fn base(overlays: &[PathBuf]) -> Result<Builder, String> {
    overlays
        .iter()
        .try_fold(Classifier::builder(), |builder, path| Ok(overlay(path)?.apply(builder, &path.display().to_string())))
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
