//! One post and everything its verdict rests on: its words with their scopes and meanings, and for each scale and flag the points
//! that add up to its score.
//!
//! ```text
//! cargo run --release --example explain -- 'third time I call, and still no answer'
//! cargo run --release --example explain -- --brand Acme --competitor Zenith 'off to Zenith, bye @acme'
//! cargo run --release --example explain < post.txt
//! ```
//!
//! Points are twentieths of a natural log-odds: 20 points multiply the odds by 2.7, and a sum of 0 is a probability of one half.

mod common;

use clap::Parser;
use common::options::Names;
use common::page::{self, Colour, Failure, Page};
use common::text::{self, padded};
use console::{Style, measure_text_width};
use hearken::{Author, Evidence, Flag, Polarity, Post, Role, Span, Trace, TracedTerm, TracedToken, Verdict};
use std::collections::BTreeMap;
use std::io::{self, BufWriter, Read, Write};
use std::process::ExitCode;

/// Explains the verdict on one post
#[derive(Parser)]
struct Options {
    /// The post; without one, standard input is read
    post: Vec<String>,
    #[command(flatten)]
    names: Names,
    /// Who wrote it
    #[arg(long, value_enum, default_value_t)]
    role: By,
    /// Its language, such as `en`, if it should not be guessed
    #[arg(long, value_name = "CODE")]
    lang: Option<String>,
    /// When to use colour
    #[arg(long, alias = "color", value_enum, value_name = "WHEN", default_value_t)]
    colour: Colour,
}

#[derive(Clone, Copy, Default, clap::ValueEnum)]
enum By {
    #[default]
    Customer,
    Agent,
    Brand,
}

/// How much of a long post is shown.
const MOST_CHARACTERS: usize = 4000;
const MOST_TOKENS: usize = 200;
const MOST_ITEMS: usize = 100;
const MOST_SOURCE: usize = 44;

/// Width of the words at the left.
const MARGIN: usize = 12;

fn main() -> ExitCode {
    page::finish(run(&Options::parse()))
}

fn run(options: &Options) -> Result<bool, Failure> {
    let text = match options.post.is_empty() {
        true => read_stdin()?,
        false => options.post.join(" "),
    };
    let role = match options.role {
        By::Customer => Role::Customer,
        By::Agent => Role::Agent,
        By::Brand => Role::Brand,
    };
    let author = Author { role, ..Author::default() };
    let post = Post { text, lang: options.lang.clone(), author, ..Post::default() };
    let mut analyzer = options.names.builder().build()?.analyzer();
    let verdict = analyzer.explain_post(&post);
    let page = Page::of_stdout(options.colour);
    let mut out = BufWriter::new(io::stdout().lock());
    summary(&page, &post, &verdict, &mut out)?;
    words(&page, &post.text, &analyzer.trace(&post.text), &mut out)?;
    evidence(&page, &post.text, &verdict, &mut out)?;
    out.flush()?;
    Ok(true)
}

fn read_stdin() -> Result<String, Failure> {
    let mut bytes = Vec::new();
    io::stdin().read_to_end(&mut bytes).map_err(|error| format!("cannot read standard input: {error}"))?;
    let text = String::from_utf8(bytes)
        .map_err(|error| format!("standard input: invalid UTF-8 at byte {}", error.utf8_error().valid_up_to() + 1))?;
    Ok(text.trim_end_matches(['\n', '\r']).to_owned())
}

/// The verdict in words.
fn summary(page: &Page, post: &Post, verdict: &Verdict, out: &mut impl Write) -> io::Result<()> {
    let row = |out: &mut dyn Write, name: &str, what: String| writeln!(out, "{}{what}", page.bold(padded(name, MARGIN)));
    let marks = text::union(verdict.evidence.iter().map(|item| item.span.range()).collect());
    let mark = Style::new().bold().underlined();
    let mut lines = text::lines(page, &post.text, &marks, &mark, MARGIN, MOST_CHARACTERS);
    if lines.is_empty() {
        lines.push(page.dim("(empty)").to_string());
    }
    for (index, line) in lines.into_iter().enumerate() {
        row(out, if index == 0 { "Post" } else { "" }, line)?;
    }
    let support = serde_json::to_string(&verdict.language.support)?;
    row(out, "Language", format!("{}, {} support", verdict.language.code, support.trim_matches('"')))?;
    if let Some(brand) = &verdict.brand {
        let how = if brand.assumed { "assumed from the post" } else { "given" };
        row(out, "Brand", format!("{} ({how})", text::line(&brand.name)))?;
    }
    let sentiment = &verdict.sentiment;
    let label = page.paint(&mood(sentiment.label), sentiment.label.as_str());
    let compound = format!("compound {:+.2}, intensity {:.2}", sentiment.compound, sentiment.intensity);
    row(out, "Sentiment", format!("{label}  {}", page.dim(compound)))?;
    let urgency = &verdict.urgency;
    row(out, "Urgency", format!("{} {}", urgency.level.as_str(), urgency.score))?;
    for reason in &urgency.reasons {
        // A reason without points sets a floor or a ceiling.
        let points = if reason.points == 0 { "·".to_owned() } else { format!("{:+}", reason.points) };
        row(out, "", format!("{points:>5}  {}  {}", reason.text(), page.dim(reason.rule())))?;
    }
    row(out, "Route", verdict.route.as_str().to_owned())?;
    let wide = verdict.flags.iter().map(|(flag, _)| flag.as_str().len()).max().unwrap_or(0);
    for (index, (flag, raised)) in verdict.flags.iter().enumerate() {
        let severity = serde_json::to_string(&raised.severity)?;
        let target = raised.target.map(|target| serde_json::to_string(&target)).transpose()?;
        let target = target.map_or(String::new(), |target| format!(", at {}", target.trim_matches('"')));
        let name = page.paint(&Style::new().magenta(), padded(flag.as_str(), wide));
        let score = percent(raised.score);
        let details = page.dim(format!("{} severity{target}", severity.trim_matches('"'))).to_string();
        row(out, if index == 0 { "Flags" } else { "" }, format!("{name}  {score}  {details}"))?;
    }
    if verdict.flags.is_empty() {
        row(out, "Flags", "none".to_owned())?;
    }
    Ok(())
}

fn mood(label: Polarity) -> Style {
    match label {
        Polarity::Negative => Style::new().red().bold(),
        Polarity::Positive => Style::new().green().bold(),
        Polarity::Mixed => Style::new().yellow().bold(),
        Polarity::Neutral => Style::new().bold(),
    }
}

fn percent(probability: f32) -> String {
    format!("{:5.1} %", probability * 100.0)
}

fn heading(page: &Page, title: &str, columns: &str, out: &mut impl Write) -> io::Result<()> {
    let rule = "─".repeat(page.width.saturating_sub(title.len() + columns.len() + 4));
    writeln!(out, "\n{}  {}  {}\n", page.bold(title), page.dim(columns), page.dim(rule))
}

/// What the text falls into, clause by clause: each piece as it is written, the words it is read as, how they stand, and what they mean.
fn words(page: &Page, post: &str, trace: &Trace, out: &mut impl Write) -> io::Result<()> {
    heading(page, "Words", "as written, as read, how they stand, and what they mean", out)?;
    let pieces = pieces(trace);
    let shown = &pieces[..pieces.len().min(MOST_TOKENS)];
    let column = |width: usize, text: &dyn Fn(&Piece) -> String| {
        let cells: Vec<String> = shown.iter().map(|piece| text::shortened(&text(piece), width)).collect();
        let wide = cells.iter().map(|cell| measure_text_width(cell)).max().unwrap_or(0);
        cells.into_iter().map(|cell| padded(&cell, wide)).collect::<Vec<_>>()
    };
    let written = column(24, &|piece| piece.span.of(post).to_owned());
    let read = column(20, &|piece| piece.read.join(" "));
    let standing = column(30, &|piece| piece.standing.join(", "));
    let mut clause = None;
    for (index, piece) in shown.iter().enumerate() {
        if piece.clause != clause && piece.clause.is_some() {
            if clause.is_some() {
                writeln!(out)?;
            }
            clause = piece.clause;
        }
        let bytes = format!("{:>6}..{:<5}", piece.span.start, piece.span.end);
        let [written, read, standing] = [&written, &read, &standing].map(|column| column[index].as_str());
        let used = [written, read, standing].map(measure_text_width).iter().sum::<usize>() + 13 + 6;
        let means = text::shortened(&piece.means.join(" "), page.width.saturating_sub(used).max(20));
        let standing = page.paint(&Style::new().yellow(), standing);
        let line = format!("{}{written}  {read}  {standing}  {}", page.dim(bytes), page.paint(&Style::new().cyan(), means));
        writeln!(out, "{}", line.trim_end())?;
    }
    if shown.len() < pieces.len() {
        writeln!(out, "       … {} more", pieces.len() - shown.len())?;
    }
    Ok(())
}

/// A piece of the text: a token, or tokens that are read as one word.
struct Piece {
    span: Span,
    /// Its clause; marks of punctuation have none.
    clause: Option<u32>,
    read: Vec<String>,
    standing: Vec<String>,
    means: Vec<String>,
}

fn pieces(trace: &Trace) -> Vec<Piece> {
    let mut tokens = trace.tokens.iter().peekable();
    let mut pieces: Vec<Piece> = Vec::new();
    let kind = |token: &TracedToken| match token.kind.as_str() {
        "Word" => None,
        kind => Some(format!("<{}>", kind.to_lowercase())),
    };
    let alone = |token: &TracedToken| Piece {
        span: token.span,
        clause: None,
        read: Vec::new(),
        standing: Vec::new(),
        means: kind(token).into_iter().collect(),
    };
    for term in &trace.terms {
        while let Some(token) = tokens.next_if(|token| token.span.end <= term.span.start) {
            pieces.push(alone(token));
        }
        if pieces.last().is_none_or(|last| last.span != term.span) {
            let means = tokens.peek().filter(|token| token.span == term.span).and_then(|token| kind(token));
            let (read, standing, means) = (Vec::new(), Vec::new(), means.into_iter().collect());
            pieces.push(Piece { span: term.span, clause: Some(term.clause), read, standing, means });
        }
        while tokens.next_if(|token| token.span.end <= term.span.end).is_some() {}
        if let Some(piece) = pieces.last_mut() {
            piece.add(term);
        }
    }
    pieces.extend(tokens.map(alone));
    pieces
}

impl Piece {
    fn add(&mut self, term: &TracedTerm) {
        if !term.word.is_empty() {
            self.read.push(term.word.clone());
        }
        let negated = term.negated.then(|| "negated".to_owned());
        let strength = (term.strength != 0).then(|| format!("strength {:+}", term.strength));
        for standing in negated.into_iter().chain(strength).chain(term.states.iter().cloned()) {
            if !self.standing.contains(&standing) {
                self.standing.push(standing);
            }
        }
        self.means.extend(term.cues.iter().cloned());
    }
}

/// The contributions, by what they count for, each group with its sum.
fn evidence(page: &Page, post: &str, verdict: &Verdict, out: &mut impl Write) -> io::Result<()> {
    heading(page, "Evidence", "points, source, and the words it rests on", out)?;
    let mut groups: BTreeMap<&str, Vec<&Evidence>> = BTreeMap::new();
    for item in &verdict.evidence {
        groups.entry(&item.scale).or_default().push(item);
    }
    let scales = carrying_scales();
    let sum = |name: &str| groups.get(name).map_or(0, |items| items.iter().map(|item| item.points).sum::<i32>());
    let is_flag = |name: &str| verdict.scores.iter().any(|(flag, _)| flag.as_str() == name);
    // First what is not a flag, sentiment before the rest; then flags, the most probable first.
    let mut order: Vec<&str> = groups.keys().copied().filter(|name| !is_flag(name)).collect();
    order.sort_by_key(|name| (*name != "negative", *name != "positive"));
    let mut flags: Vec<(&Flag, f32)> = verdict.scores.iter().collect();
    flags.sort_by(|one, other| other.1.total_cmp(&one.1));
    let (mentioned, quiet): (Vec<_>, Vec<_>) = flags.into_iter().partition(|(flag, score)| {
        let items = groups.get(flag.as_str()).map_or(&[][..], Vec::as_slice);
        let words = scales.get(flag.as_str()).is_some_and(|scale| sum(scale) != 0);
        *score >= 0.5 || words || items.iter().any(|item| item.source != "bias" && item.points != 0)
    });
    for name in order {
        if groups[name].iter().any(|item| item.points != 0) {
            group(page, post, name, &groups[name], None, "", out)?;
        }
    }
    for (flag, score) in mentioned {
        let items = groups.get(flag.as_str()).map_or(&[][..], Vec::as_slice);
        let carried = scales.get(flag.as_str()).map(|scale| (scale.as_str(), sum(scale)));
        let raised = if verdict.flags.contains(flag) { ", raised" } else { "" };
        group(page, post, flag.as_str(), items, carried, &format!("{}{raised}", percent(score).trim_start()), out)?;
    }
    let [negative, positive] = [sum("negative"), sum("positive")];
    let sentiment = &verdict.sentiment;
    let label = page.paint(&mood(sentiment.label), sentiment.label.as_str());
    writeln!(
        out,
        "Sentiment weighs the sums of negative ({negative:+}) and positive ({positive:+}) against neutral (0): {label},"
    )?;
    let [no, zero, yes] = [sentiment.negative, sentiment.neutral, sentiment.positive].map(percent);
    writeln!(out, "negative {}, neutral {}, positive {}.", no.trim(), zero.trim(), yes.trim())?;
    if !quiet.is_empty() {
        let names: Vec<&str> = quiet.iter().map(|(flag, _)| flag.as_str()).collect();
        writeln!(out)?;
        for line in text::paragraph(&format!("Without any evidence: {}.", names.join(", ")), page.width) {
            writeln!(out, "{}", page.dim(line))?;
        }
    }
    Ok(())
}

/// One scale or flag: its contributions and their sum. `carried` is what a flag takes over from the words' scale.
fn group(
    page: &Page,
    post: &str,
    name: &str,
    items: &[&Evidence],
    carried: Option<(&str, i32)>,
    note: &str,
    out: &mut impl Write,
) -> io::Result<()> {
    match note {
        "" => writeln!(out, "{}", page.bold(name))?,
        note => writeln!(out, "{}  {}", page.bold(name), page.dim(note))?,
    }
    // An item without points is a further place that a rule rests on, or a rule that only other rules ask for.
    let mut all = items.iter().filter(|item| item.points != 0);
    let shown: Vec<&&Evidence> = all.by_ref().take(MOST_ITEMS).collect();
    let wide = shown.iter().map(|item| measure_text_width(&item.source)).max().unwrap_or(0).clamp(4, MOST_SOURCE);
    for item in shown {
        let others =
            items.iter().filter(|other| other.source == item.source && other.points == 0 && item.source.starts_with("rule:"));
        let quoted = |item: &&Evidence| (!item.span.is_empty()).then(|| format!("“{}”", text::line(item.span.of(post))));
        let words: Vec<String> = [*item].iter().chain(others).filter_map(quoted).collect();
        let words = text::shortened(&words.join(" "), page.width.saturating_sub(wide + 12).max(20));
        line(page, item.points, &padded(&text::shortened(&item.source, MOST_SOURCE), wide), &words, out)?;
    }
    let (count, rest) = all.fold((0, 0), |(count, sum), item| (count + 1, sum + item.points));
    if count > 0 {
        line(page, rest, &format!("{count} more"), "", out)?;
    }
    let mut sum: i32 = items.iter().map(|item| item.points).sum();
    if let Some((scale, points)) = carried.filter(|(_, points)| *points != 0) {
        line(page, points, &format!("the sum of {scale}"), "", out)?;
        sum += points;
    }
    writeln!(out, "{:>8}", "────")?;
    line(page, sum, "", "", out)?;
    writeln!(out)
}

fn line(page: &Page, points: i32, source: &str, words: &str, out: &mut impl Write) -> io::Result<()> {
    let style = match points {
        ..0 => Style::new().red(),
        0 => Style::new().dim(),
        1.. => Style::new().green(),
    };
    let points = page.paint(&style, format!("{points:>+8}"));
    writeln!(out, "{}", format!("{points}  {source}  {words}").trim_end())
}

/// Which scale each built-in flag starts from. Where both have one name they are one group of evidence, and nothing is carried over.
fn carrying_scales() -> BTreeMap<String, String> {
    let rules: toml::Table = include_str!("../data/rules.toml").parse().unwrap_or_default();
    let flags = rules.get("flags").and_then(toml::Value::as_table);
    let scale = |(name, stanza): (&String, &toml::Value)| Some((name.clone(), stanza.get("scale")?.as_str()?.to_owned()));
    flags.into_iter().flatten().filter_map(scale).filter(|(flag, scale)| flag != scale).collect()
}
