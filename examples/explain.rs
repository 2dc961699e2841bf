//! One post and everything its verdict rests on: its tokens, and for each scale and flag the points that add up to its score.
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
use console::Style;
use hearken::token::{SocialTokenizer, TokenFlags, TokenKind, Tokenizer, Tokens};
use hearken::{Author, Evidence, Flag, Polarity, Post, Role, Verdict};
use std::collections::BTreeMap;
use std::io::{self, BufWriter, Read, Write};
use std::process::ExitCode;

/// Explains the verdict on one post
#[derive(Parser)]
#[command(about)]
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
    let verdict = options.names.builder().build()?.analyzer().explain_post(&post);
    let page = Page::of_stdout(options.colour);
    let mut out = BufWriter::new(io::stdout().lock());
    summary(&page, &post, &verdict, &mut out)?;
    tokens(&page, &post.text, &mut out)?;
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
    for (index, line) in text::lines(page, &post.text, &marks, &mark, MARGIN, MOST_CHARACTERS).into_iter().enumerate() {
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

/// What the text falls into.
fn tokens(page: &Page, post: &str, out: &mut impl Write) -> io::Result<()> {
    let mut tokens = Tokens::new();
    SocialTokenizer::new().tokenize(post, &mut tokens);
    heading(page, "Tokens", "bytes, as written, kind, and the folded form where it differs", out)?;
    let shown = &tokens.as_slice()[..tokens.len().min(MOST_TOKENS)];
    let surfaces: Vec<String> = shown.iter().map(|token| text::shortened(token.span.of(post), 30)).collect();
    let wide = surfaces.iter().map(|surface| console::measure_text_width(surface)).max().unwrap_or(0);
    for (token, surface) in shown.iter().zip(&surfaces) {
        let bytes = format!("{:>5}..{:<5}", token.span.start, token.span.end);
        let kind = match token.kind {
            TokenKind::Word => String::new(),
            kind => format!("{kind:?}").to_lowercase(),
        };
        let form = tokens.form_of(token);
        let form = if form == token.span.of(post) { String::new() } else { format!("→ {}", text::shortened(form, 30)) };
        let line = format!("{}  {kind:11} {form:16} {}", padded(surface, wide), page.dim(seen(token.flags)));
        writeln!(out, "{}  {}", page.dim(bytes), line.trim_end())?;
    }
    if shown.len() < tokens.len() {
        writeln!(out, "  … {} more tokens", tokens.len() - shown.len())?;
    }
    Ok(())
}

/// What a token's surface showed besides its form.
fn seen(flags: TokenFlags) -> String {
    let names = [
        (TokenFlags::CAPITALS, "capitals"),
        (TokenFlags::ELONGATED, "elongated"),
        (TokenFlags::INVISIBLE, "invisible characters"),
    ];
    names.into_iter().filter(|(flag, _)| flags.has(*flag)).map(|(_, name)| name).collect::<Vec<_>>().join(", ")
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
        *score >= 0.5 || words || items.iter().any(|item| item.source != "bias")
    });
    for name in order {
        group(page, post, name, &groups[name], None, "", out)?;
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
    let shown = items.iter().take(MOST_ITEMS);
    let wide = shown.clone().map(|item| console::measure_text_width(&item.source)).max().unwrap_or(0).clamp(4, 44);
    for item in shown {
        let words = text::shortened(item.span.of(post), page.width.saturating_sub(wide + 30).max(20));
        let words = if words.is_empty() {
            words
        } else {
            format!("“{words}” {}", page.dim(format!("{}..{}", item.span.start, item.span.end)))
        };
        line(page, item.points, &padded(&text::shortened(&item.source, 44), wide), &words, out)?;
    }
    if items.len() > MOST_ITEMS {
        let rest: i32 = items[MOST_ITEMS..].iter().map(|item| item.points).sum();
        line(page, rest, &format!("{} more", items.len() - MOST_ITEMS), "", out)?;
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
