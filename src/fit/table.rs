//! Figures for people: aligned columns, percentages.

use super::agreement::Agreement;
use super::comparison::Comparison;
use super::evaluation::Figures;
use super::reliability::Reliability;
use std::fmt;

/// Rows of cells; the first column is set to the left, the others to the right.
#[derive(Default)]
pub(crate) struct Table(Vec<Vec<String>>);

impl Table {
    pub(crate) fn row<T: ToString>(&mut self, cells: impl IntoIterator<Item = T>) {
        self.0.push(cells.into_iter().map(|cell| cell.to_string()).collect());
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let columns = self.0.iter().map(Vec::len).max().unwrap_or(0);
        let width = |column: usize| {
            let cells = self.0.iter().filter_map(|row| row.get(column));
            cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
        };
        let widths: Vec<usize> = (0..columns).map(width).collect();
        for row in &self.0 {
            let mut line = String::new();
            for (column, cell) in row.iter().enumerate() {
                let padding = " ".repeat(widths[column] - cell.chars().count());
                line += &if column == 0 { format!("  {cell}{padding}") } else { format!("  {padding}{cell}") };
            }
            writeln!(f, "{}", line.trim_end())?;
        }
        Ok(())
    }
}

/// A share in percent with one decimal.
pub(crate) fn percent(share: f64) -> String {
    format!("{:.1}", share * 100.0)
}

impl fmt::Display for Figures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut summary = Table::default();
        summary.row(["posts".to_owned(), self.posts.to_string()]);
        summary.row(["accuracy".to_owned(), self.accuracy.to_string()]);
        summary.row(["macro-F1".to_owned(), self.macro_f1.to_string()]);
        summary.row(["macro-recall".to_owned(), self.macro_recall.to_string()]);
        if let (Some(area), Some(precision)) = (self.roc_auc, self.average_precision) {
            summary.row(["ROC-AUC".to_owned(), percent(area)]);
            summary.row(["average precision".to_owned(), percent(precision)]);
        }
        summary.row(["calibration error".to_owned(), percent(self.reliability.error)]);
        writeln!(f, "{summary}")?;
        let mut classes = Table::default();
        let classes_of = &self.confusion.classes;
        let answers = classes_of.iter().map(|class| format!("→ {class}"));
        classes.row(["class", "precision", "recall", "F1", "posts"].map(str::to_owned).into_iter().chain(answers));
        for (class, counts) in classes_of.iter().zip(&self.confusion.counts) {
            let figures = self.by_class[class];
            let shares = [figures.precision, figures.recall, figures.f1].map(percent);
            let counts = std::iter::once(figures.support).chain(counts.iter().copied()).map(|count| count.to_string());
            classes.row(std::iter::once(class.clone()).chain(shares).chain(counts));
        }
        writeln!(f, "{classes}")?;
        write!(f, "{}", self.reliability)
    }
}

impl fmt::Display for Reliability {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut bins = Table::default();
        bins.row(["stated", "observed", "posts"]);
        for bin in self.bins.iter().filter(|bin| bin.count > 0) {
            bins.row([percent(bin.stated), percent(bin.observed), bin.count.to_string()]);
        }
        write!(f, "{bins}")
    }
}

impl fmt::Display for Comparison {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut table = Table::default();
        table.row(["difference".to_owned(), "points".to_owned()]);
        for (name, interval) in [("accuracy", self.accuracy), ("macro-F1", self.macro_f1), ("macro-recall", self.macro_recall)] {
            let signed = |share: f64| format!("{:+.1}", share * 100.0);
            let bounds = format!("{} [{}, {}]", signed(interval.value), signed(interval.low), signed(interval.high));
            table.row([name.to_owned(), bounds]);
        }
        table.row(["became right".to_owned(), self.gained.len().to_string()]);
        table.row(["became wrong".to_owned(), self.lost.len().to_string()]);
        table.row(["wrong another way".to_owned(), self.moved.len().to_string()]);
        write!(f, "{table}")
    }
}

impl fmt::Display for Agreement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let share = |right: u64| percent(right as f64 / self.posts.max(1) as f64);
        let mut summary = Table::default();
        summary.row(["posts".to_owned(), self.posts.to_string()]);
        summary.row(["polarity accepted".to_owned(), share(self.polarity)]);
        summary.row(["urgency accepted".to_owned(), share(self.urgency)]);
        summary.row(["route accepted".to_owned(), share(self.route)]);
        writeln!(f, "{summary}")?;
        let mut flags = Table::default();
        flags.row(["flag", "expected", "found", "excluded", "raised all the same", "F1"]);
        for (flag, counts) in &self.flags {
            let numbers = [counts.expected, counts.found, counts.excluded, counts.raised].map(|count| count.to_string());
            flags.row(std::iter::once(flag.clone()).chain(numbers).chain([percent(counts.f1())]));
        }
        write!(f, "{flags}")
    }
}
