//! What a fit changed and what it bought, for a reader.

use super::calibrate::Calibration;
use super::fitting::{Change, Fitted};
use super::learner::Learner;
use super::table::percent;
use super::validation::Stage;
use std::fmt::Write;

/// Changes that are listed.
const LISTED: usize = 100;

/// A page in Markdown: figures by cross-validation after each stage, calibration, and what changed most.
///
/// ```
/// use hearken::fit::{Dataset, Learner, Stage, Task, report};
/// let text = "label\ttext\n".to_owned() + &"positive\tlovely\nnegative\tawful\nneutral\tat noon\n".repeat(20);
/// let posts = Dataset::read("toy", &text)?;
/// let learner = Learner::new(Task::sentiment());
/// let fitted = learner.fit(&[&posts], &mut |_| ())?;
/// let page = report(&learner, &fitted, &[], None, 100, 7);
/// assert!(page.contains("# Fit of sentiment"));
/// # Ok::<(), hearken::Error>(())
/// ```
pub fn report(
    learner: &Learner,
    fitted: &Fitted,
    stages: &[Stage],
    calibration: Option<&Calibration>,
    resamplings: usize,
    seed: u64,
) -> String {
    let mut page = format!("# Fit of {}\n\n", learner.task);
    let rules = fitted.overlay.rules.matches("[[rule]]").count();
    let lines = |text: &str| text.lines().count();
    let _ = writeln!(
        page,
        "{} words and phrases changed, {} of them new; {} patterns; {rules} rules.\n",
        lines(&fitted.overlay.lexicon) + lines(&fitted.overlay.phrases),
        new_terms(&fitted.changes),
        lines(&fitted.overlay.phrases),
    );
    if let Some(last) = stages.last() {
        page += "## On posts the fit has not seen\n\nCross-validated, with intervals of 95 %.\n";
        for validated in &last.corpora {
            let (before, after) = (validated.before.figures(resamplings, seed), validated.after.figures(resamplings, seed));
            let difference = validated.comparison(resamplings, seed);
            let _ = writeln!(
                page,
                "\n### {} ({} posts)\n\n| figure | before | after | difference |\n|---|---|---|---|",
                validated.corpus, after.posts
            );
            let rows = [
                ("accuracy", before.accuracy, after.accuracy, difference.accuracy),
                ("macro-F1", before.macro_f1, after.macro_f1, difference.macro_f1),
                ("macro-recall", before.macro_recall, after.macro_recall, difference.macro_recall),
            ];
            for (name, before, after, difference) in rows {
                let _ = writeln!(page, "| {name} | {before} | {after} | {difference} |");
            }
            let plain = [
                ("ROC-AUC", before.roc_auc, after.roc_auc),
                ("average precision", before.average_precision, after.average_precision),
                ("calibration error", Some(before.reliability.error), Some(after.reliability.error)),
            ];
            for (name, before, after) in plain {
                if let (Some(before), Some(after)) = (before, after) {
                    let _ = writeln!(
                        page,
                        "| {name} | {} | {} | {:+.1} |",
                        percent(before),
                        percent(after),
                        (after - before) * 100.0
                    );
                }
            }
            let _ = writeln!(page, "\n| class | precision | recall | F1 | posts |\n|---|---|---|---|---|");
            for (class, figures) in &after.by_class {
                let shares = [figures.precision, figures.recall, figures.f1].map(percent).join(" | ");
                let _ = writeln!(page, "| {class} | {shares} | {} |", figures.support);
            }
        }
    }
    if stages.len() > 1 {
        page += "\n## What each step buys\n\nMacro-F1 / macro-recall.\n\n| up to |";
        stages[0].corpora.iter().for_each(|validated| page += &format!(" {} |", validated.corpus));
        page += "\n|---|";
        stages[0].corpora.iter().for_each(|_| page += "---|");
        let pair = |evaluation: &super::evaluation::Evaluation| {
            let confusion = evaluation.confusion();
            format!(" {} / {} |", percent(confusion.macro_f1()), percent(confusion.macro_recall()))
        };
        page += "\n| nothing |";
        stages[0].corpora.iter().for_each(|validated| page += &pair(&validated.before));
        for stage in stages {
            let _ = write!(page, "\n| {} |", stage.steps.last().map_or("", |step| step.as_str()));
            stage.corpora.iter().for_each(|validated| page += &pair(&validated.after));
        }
        page.push('\n');
    }
    if let Some(calibration) = calibration {
        let offsets: Vec<String> = calibration.offsets.iter().map(|offset| format!("{offset:.1}")).collect();
        let [before, slope, both] =
            [&calibration.before, &calibration.after_slope, &calibration.after].map(|reliability| percent(reliability.error));
        let _ = writeln!(
            page,
            "\n## Calibration\n\nSlope {:.2}, offsets {} points. Calibration error {before} as it is, {slope} with the slope alone, {both} with both.",
            calibration.slope,
            offsets.join(", "),
        );
    }
    if !fitted.overlay.composition.is_empty() {
        let _ = writeln!(page, "\n## Composition\n\n```toml\n{}\n```", fitted.overlay.composition.trim_end());
    }
    if !fitted.overlay.rules.is_empty() {
        let _ = writeln!(page, "\n## Rules\n\n```toml\n{}\n```", fitted.overlay.rules.trim_end());
    }
    for (title, new) in [("Changed", false), ("New", true)] {
        let listed: Vec<&Change> = fitted.changes.iter().filter(|change| change.new == new).take(LISTED).collect();
        if !listed.is_empty() {
            let _ = writeln!(page, "\n## {title}\n\n| term | scale | before | after | posts |\n|---|---|---|---|---|");
        }
        for change in listed {
            let term = change.term.replace('|', "\\|");
            let _ = writeln!(page, "| {term} | {} | {} | {} | {} |", change.scale, change.before, change.after, change.posts);
        }
    }
    page
}

fn new_terms(changes: &[Change]) -> usize {
    let terms: std::collections::BTreeSet<&str> =
        changes.iter().filter(|change| change.new).map(|change| change.term.as_str()).collect();
    terms.len()
}
