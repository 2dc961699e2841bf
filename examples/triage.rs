//! The main job: posts in, a ranked queue out, the most urgent first, with the words that caused each place marked.
//!
//! ```text
//! cargo run --release --example triage                               # posts written for this project
//! cargo run --release --example triage -- posts.csv --top 20         # text, CSV, TSV or JSON Lines
//! cargo run --release --example triage -- posts.jsonl --route safety --route legal
//! cargo run --release --example triage -- posts.txt --brand Acme --brand @acme --flag churn_risk
//! zcat posts.tsv.gz | cargo run --release --example triage -- - --top 10
//! ```
//!
//! Below the queue stands a summary of all posts that were read. Rows that cannot be read are named on standard error, and the exit
//! status is then 1.

mod common;

use clap::Parser;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use common::input::{Posts, Row};
use common::options::{Input, Names};
use common::page::{self, Colour, Failure, Page};
use common::text;
use console::{Style, StyledObject, measure_text_width};
use hearken::{Analyzer, Classifier, Evidence, Flag, Polarity, Post, Reason, Route, UrgencyLevel, Verdict};
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::io::{self, BufWriter, Cursor, Write};
use std::ops::Range;
use std::process::ExitCode;

/// Posts to show without being asked for any, and how many of each language.
const OWN_POSTS: [(&str, usize); 5] = [
    (include_str!("../data/en/posts.jsonl"), 48),
    (include_str!("../data/de/posts.jsonl"), 8),
    (include_str!("../data/es/posts.jsonl"), 8),
    (include_str!("../data/zh/posts.jsonl"), 8),
    (include_str!("../data/ja/posts.jsonl"), 8),
];

/// Characters of a post that are shown.
const MOST: usize = 1200;

/// Width of the number that ranks, and of what stands before a post.
const RANK: usize = 4;
const INDENT: usize = RANK + 7;

/// Ranks posts by how soon a person must look
#[derive(Parser)]
#[command(after_help = "Without a file, posts that were written for this project are ranked.")]
struct Options {
    #[command(flatten)]
    input: Input,
    /// Show the N most urgent posts only
    #[arg(long, value_name = "N")]
    top: Option<usize>,
    /// Show posts for this route only; given again, for either
    #[arg(long, value_name = "ROUTE", value_parser = PossibleValuesParser::new(Route::ALL.map(Route::as_str)).map(route))]
    route: Vec<Route>,
    /// Show posts with this flag only; given again, with either
    #[arg(long, value_name = "FLAG", value_parser = PossibleValuesParser::new(Flag::BUILT_IN.iter().map(Flag::as_str)).map(|name| Flag::named(&name)))]
    flag: Vec<Flag>,
    #[command(flatten)]
    names: Names,
    /// When to use colour
    #[arg(long, alias = "color", value_enum, value_name = "WHEN", default_value_t)]
    colour: Colour,
}

fn route(name: String) -> Route {
    Route::ALL.into_iter().find(|route| route.as_str() == name).unwrap_or_default()
}

fn main() -> ExitCode {
    page::finish(run(&Options::parse()))
}

fn own_posts() -> String {
    let lines = OWN_POSTS.iter().flat_map(|(file, count)| file.lines().take(*count));
    lines.flat_map(|line| [line, "\n"]).collect()
}

fn run(options: &Options) -> Result<bool, Failure> {
    let classifier = options.names.builder().build()?;
    let mut analyzer = classifier.analyzer();
    let mut posts = match &options.input.file {
        None => Posts::read(Box::new(Cursor::new(own_posts())), Some("jsonl"), None)?,
        Some(file) => Posts::open(Some(file), options.input.format, true)?,
    };
    let mut queue = Queue::new(options.top.unwrap_or(usize::MAX));
    let mut summary = Summary::default();
    let mut all_good = true;
    while let Some(Row { line, post }) = posts.next() {
        match post {
            Ok(post) if post.text.trim().is_empty() => {}
            Ok(post) => {
                let verdict = analyzer.classify_post(&post);
                summary.add(&verdict);
                if options.wanted(&verdict) {
                    queue.add(post, &verdict);
                }
            }
            Err(error) => {
                all_good = false;
                posts.beside_bar(|| page::warn(format_args!("line {line}: {error}")));
            }
        }
    }
    drop(posts);
    let page = Page::of_stdout(options.colour);
    let mut out = BufWriter::new(io::stdout().lock());
    queue.write(&page, &mut analyzer, &mut out)?;
    summary.write(&page, &classifier, &mut out)?;
    out.flush()?;
    Ok(all_good)
}

impl Options {
    fn wanted(&self, verdict: &Verdict) -> bool {
        let route = self.route.is_empty() || self.route.contains(&verdict.route);
        route && (self.flag.is_empty() || self.flag.iter().any(|flag| verdict.flags.contains(flag)))
    }
}

/// The posts that will be shown, of which only what decides their place is kept beside them.
struct Queue {
    top: usize,
    matching: usize,
    entries: Vec<(Place, Post)>,
}

/// The higher score comes first; then the route that takes precedence, the worse mood, and the earlier post.
type Place = (Reverse<u8>, Route, i32, usize);

impl Queue {
    fn new(top: usize) -> Queue {
        Queue { top, matching: 0, entries: Vec::new() }
    }

    fn add(&mut self, post: Post, verdict: &Verdict) {
        let mood = (verdict.sentiment.compound * 1e4) as i32;
        self.entries.push(((Reverse(verdict.urgency.score), verdict.route, mood, self.matching), post));
        self.matching += 1;
        // Now and then the queue is cut, so that a long file does not fill the memory.
        if self.entries.len() >= self.top.saturating_mul(2).max(1024) {
            self.cut();
        }
    }

    fn cut(&mut self) {
        self.entries.sort_unstable_by_key(|(place, _)| *place);
        self.entries.truncate(self.top);
    }

    fn write(&mut self, page: &Page, analyzer: &mut Analyzer, out: &mut impl Write) -> io::Result<()> {
        self.cut();
        let mut rank = 0;
        for group in self.entries.chunk_by(|one, next| level(one) == level(next)) {
            let level = level(&group[0]);
            let name = format!(" {} ", level.as_str().to_uppercase());
            heading(page, page.paint(&style(level), name), &format!("{} · {}", within(level), posts(group.len())), out)?;
            for (_, post) in group {
                rank += 1;
                entry(page, rank, post, &analyzer.explain_post(post), out)?;
            }
            // Posts with nothing to do are lines without space between them.
            if level == UrgencyLevel::None {
                writeln!(out)?;
            }
        }
        match self.matching - rank {
            0 if rank > 0 => Ok(()),
            0 => writeln!(out, "No post to show.\n"),
            rest => writeln!(out, "{}\n", page.dim(format_args!("{} not shown", posts(rest)))),
        }
    }
}

fn level(entry: &(Place, Post)) -> UrgencyLevel {
    UrgencyLevel::of(entry.0.0.0)
}

fn style(level: UrgencyLevel) -> Style {
    match level {
        UrgencyLevel::Critical => Style::new().red().bold().reverse(),
        UrgencyLevel::High => Style::new().red().bold(),
        UrgencyLevel::Normal => Style::new().yellow(),
        UrgencyLevel::Low => Style::new().cyan(),
        UrgencyLevel::None => Style::new().dim(),
    }
}

fn within(level: UrgencyLevel) -> &'static str {
    match level {
        UrgencyLevel::Critical => "now",
        UrgencyLevel::High => "within the hour",
        UrgencyLevel::Normal => "within the working day",
        UrgencyLevel::Low => "some time",
        UrgencyLevel::None => "nothing to do",
    }
}

/// A title with a rule to the edge of the page.
fn heading(page: &Page, title: StyledObject<String>, after: &str, out: &mut impl Write) -> io::Result<()> {
    let title = title.to_string();
    let used = measure_text_width(&title) + measure_text_width(after) + 2;
    writeln!(out, "{title} {after} {}\n", page.dim("─".repeat(page.width.saturating_sub(used))))
}

fn posts(count: usize) -> String {
    format!("{count} post{}", if count == 1 { "" } else { "s" })
}

/// One post: what it is, what it says, and why it stands here. Where there is nothing to do, one line is enough.
fn entry(page: &Page, rank: usize, post: &Post, verdict: &Verdict, out: &mut impl Write) -> io::Result<()> {
    let urgency = &verdict.urgency;
    let score = page.paint(&style(urgency.level), format!("{:3}", urgency.score));
    let route = page.bold(format!("{:10}", verdict.route.as_str()));
    write!(out, "{rank:RANK$}  {score}  {route}  ")?;
    if urgency.level == UrgencyLevel::None {
        let width = page.width.saturating_sub(INDENT + 12);
        return writeln!(out, "{}", page.dim(text::shortened(&post.text, width)));
    }
    let flags: Vec<&str> = verdict.flags.iter().map(|(flag, _)| flag.as_str()).collect();
    let flags = if flags.is_empty() { verdict.sentiment.label.as_str().to_owned() } else { flags.join(" ") };
    let brand = verdict.brand.as_ref().map(|brand| format!("for {}", text::line(&brand.name)));
    let id = post.id.as_deref().map(text::line);
    let origin: Vec<String> = brand.into_iter().chain(id).collect();
    writeln!(out, "{}  {}", page.paint(&Style::new().magenta(), flags), page.dim(origin.join(" · ")))?;
    let indent = " ".repeat(INDENT);
    let mark = Style::new().bold().underlined();
    for line in text::lines(page, &post.text, &causes(&post.text, verdict), &mark, INDENT, MOST) {
        writeln!(out, "{indent}{line}")?;
    }
    let reasons = reasons(&urgency.reasons, page.width.saturating_sub(INDENT + 2));
    writeln!(out, "{indent}{} {}\n", page.dim("↳"), page.paint(&Style::new().italic(), reasons))
}

/// As many reasons as there is room for, at least one, and the number of the others.
fn reasons(reasons: &[Reason], width: usize) -> String {
    let mut line = String::new();
    for (index, reason) in reasons.iter().enumerate() {
        let rest = format!("; {} more", reasons.len() - index);
        let longer = if index == 0 { reason.text().to_owned() } else { format!("{line}; {}", reason.text()) };
        let room = if index + 1 < reasons.len() { width.saturating_sub(rest.len()) } else { width };
        if index > 0 && measure_text_width(&longer) > room {
            return line + &rest;
        }
        line = longer;
    }
    line
}

/// Where the words stand that the verdict rests on, sparingly: the grounds of the weightiest rules for its flags and its urgency, or
/// without any the weightiest words for its mood; few of them, and no more than a part of the post.
fn causes(text: &str, verdict: &Verdict) -> Vec<Range<usize>> {
    const FEW: usize = 3;
    const PART: usize = 3;
    let mood = match verdict.sentiment.label {
        Polarity::Positive => "positive",
        _ => "negative",
    };
    let raised = |item: &Evidence| item.scale == "urgency_score" || verdict.flags.contains(&Flag::named(&item.scale));
    let mut weights: BTreeMap<&str, i32> = BTreeMap::new();
    for item in verdict.evidence.iter().filter(|item| item.source.starts_with("rule:") && raised(item)) {
        let weight = weights.entry(&item.source).or_default();
        *weight = item.points.max(*weight);
    }
    let weight = |item: &Evidence| weights.get(item.source.as_str()).copied();
    let mut causes: Vec<(i32, Range<usize>)> =
        verdict.evidence.iter().filter_map(|item| Some((weight(item)?, item.span.range()))).collect();
    causes.retain(|(_, range)| !range.is_empty());
    if causes.is_empty() {
        let words = verdict.evidence.iter().filter(|item| item.scale == mood && item.points >= 15);
        causes.extend(words.map(|item| (item.points, item.span.range())));
    }
    causes.sort_by_key(|(weight, range)| (Reverse(*weight), range.start));
    let mut marks = Vec::new();
    for (_, range) in causes {
        let more = text::union(marks.iter().cloned().chain([range]).collect());
        let marked: usize = more.iter().map(ExactSizeIterator::len).sum();
        if marks.is_empty() || more.len() <= FEW && marked * PART <= text.len() {
            marks = more;
        }
    }
    text::adjoined(text, marks)
}

/// How many posts there were of what kind.
#[derive(Default)]
struct Summary {
    posts: usize,
    urgency: BTreeMap<Reverse<UrgencyLevel>, usize>,
    routes: BTreeMap<Route, usize>,
    flags: BTreeMap<Flag, usize>,
    sentiment: BTreeMap<&'static str, usize>,
}

impl Summary {
    fn add(&mut self, verdict: &Verdict) {
        self.posts += 1;
        *self.urgency.entry(Reverse(verdict.urgency.level)).or_default() += 1;
        *self.routes.entry(verdict.route).or_default() += 1;
        *self.sentiment.entry(verdict.sentiment.label.as_str()).or_default() += 1;
        for (flag, _) in verdict.flags.iter() {
            *self.flags.entry(flag.clone()).or_default() += 1;
        }
    }

    fn write(&self, page: &Page, classifier: &Classifier, out: &mut impl Write) -> io::Result<()> {
        heading(page, page.bold(" SUMMARY".to_owned()), &format!("of all {} read", posts(self.posts)), out)?;
        let mut flags: Vec<(&str, usize)> = self.flags.iter().map(|(flag, count)| (flag.as_str(), *count)).collect();
        let order: Vec<&Flag> = classifier.flags().collect();
        flags.sort_by_key(|(name, count)| (Reverse(*count), order.iter().position(|flag| flag.as_str() == *name)));
        let mut moods: Vec<(&str, usize)> = self.sentiment.iter().map(|(name, count)| (*name, *count)).collect();
        moods.sort_by_key(|(_, count)| Reverse(*count));
        let routes = self.routes.iter().map(|(route, count)| (route.as_str(), *count)).collect::<Vec<_>>();
        let levels = self.urgency.iter().map(|(level, count)| (level.0.as_str(), *count)).collect::<Vec<_>>();
        let mut left = self.table(page, "route", &routes);
        left.push(String::new());
        left.extend(self.table(page, "urgency", &levels));
        let middle = self.table(page, "flag", &flags);
        let right = self.table(page, "sentiment", &moods);
        for line in beside(page, [left, middle, right]) {
            writeln!(out, "{}", format!("  {line}").trim_end())?;
        }
        Ok(())
    }

    /// A small table with a bar for the share of all posts.
    fn table(&self, page: &Page, title: &str, rows: &[(&str, usize)]) -> Vec<String> {
        const BAR: usize = 9;
        let name = rows.iter().map(|(name, _)| name.len()).max().unwrap_or(0).max(title.len());
        let most = rows.iter().map(|(_, count)| *count).max().unwrap_or(1).max(1);
        let digits = most.to_string().len();
        let line = |&(label, count): &(&str, usize)| {
            let bar = "▪".repeat((count * BAR).div_ceil(most));
            let bar = text::padded(&bar, BAR);
            format!("{label:name$}  {count:digits$}  {}", page.paint(&Style::new().blue(), bar))
        };
        let title = page.bold(format!("{:width$}", format!("by {title}"), width = name + digits + BAR + 4)).to_string();
        [title].into_iter().chain(rows.iter().map(line)).collect()
    }
}

/// Blocks of lines side by side, or below each other where the page is narrow.
fn beside(page: &Page, blocks: [Vec<String>; 3]) -> Vec<String> {
    let width = |block: &Vec<String>| block.iter().map(|line| measure_text_width(line)).max().unwrap_or(0);
    let widths: Vec<usize> = blocks.iter().map(width).collect();
    if widths.iter().sum::<usize>() + 2 + 3 * 2 > page.width {
        return blocks.join(&String::new());
    }
    let height = blocks.iter().map(Vec::len).max().unwrap_or(0);
    let line = |row: usize| {
        let cell = |(block, width): (&Vec<String>, &usize)| text::padded(block.get(row).map_or("", String::as_str), *width);
        blocks.iter().zip(&widths).map(cell).collect::<Vec<_>>().join("   ")
    };
    (0..height).map(line).collect()
}
