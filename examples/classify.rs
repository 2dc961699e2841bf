//! Posts in, one JSON verdict a line out, in the same order, as they come.
//!
//! ```text
//! cargo run --release --example classify < posts.txt
//! cargo run --release --example classify -- posts.tsv > verdicts.jsonl      # a header with a column `text`
//! cargo run --release --example classify -- posts.jsonl --explain          # with evidence
//! echo 'third time I call!' | cargo run --release --example classify
//! ```
//!
//! A line of JSON Lines may say what is known of the post:
//!
//! ```json
//! {"id": "7", "text": "no signal again @acme", "brand": {"name": "Acme", "handles": ["@acme"]}, "author": {"role": "customer"}}
//! ```
//!
//! A post without an id goes by its line number. A line that cannot be read gives `{"line": 3, "error": "…"}` in its place, the
//! run goes on, and the exit status is 1 at the end; it is 2 if there was nothing to read. Memory does not grow with the input.

mod common;

use clap::Parser;
use common::input::{Posts, Row};
use common::options::{Input, Names};
use common::page::{self, Failure};
use hearken::{Evidence, Flags, Language, Post, Route, Scores, Sentiment, Urgency, UrgencyLevel, Verdict};
use serde::{Serialize, Serializer};
use std::io::{self, BufWriter, IsTerminal, Write};
use std::process::ExitCode;

/// Judges posts: one JSON verdict a line
#[derive(Parser)]
struct Options {
    #[command(flatten)]
    input: Input,
    #[command(flatten)]
    names: Names,
    /// List the evidence: every contribution to a score, with its bytes in the post
    #[arg(long)]
    explain: bool,
}

/// A verdict as it stands on its line.
#[derive(Serialize)]
struct Line<'a> {
    id: &'a str,
    language: &'a Language,
    sentiment: &'a Sentiment,
    flags: &'a Flags,
    scores: &'a Scores,
    urgency: InWords<'a>,
    route: Route,
    #[serde(skip_serializing_if = "Option::is_none")]
    evidence: Option<&'a [Evidence]>,
}

#[derive(Serialize)]
struct InWords<'a> {
    score: u8,
    level: UrgencyLevel,
    #[serde(serialize_with = "reasons")]
    reasons: &'a Urgency,
}

fn reasons<S: Serializer>(urgency: &Urgency, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(urgency.reasons.iter().map(|reason| reason.text()))
}

/// What stands in the place of a verdict if there is none.
#[derive(Serialize)]
struct BadLine<'a> {
    line: u64,
    error: &'a str,
}

fn main() -> ExitCode {
    page::finish(run(&Options::parse()))
}

fn run(options: &Options) -> Result<bool, Failure> {
    let mut analyzer = options.names.builder().build()?.analyzer();
    let Input { file, format } = &options.input;
    if file.is_none() && io::stdin().is_terminal() {
        page::warn("Reading posts from the terminal, one a line.");
    }
    // Verdicts on the terminal and a progress bar there would run into each other.
    let mut posts = Posts::open(file.as_deref(), *format, !io::stdout().is_terminal())?;
    let mut out = BufWriter::with_capacity(1 << 16, io::stdout().lock());
    let mut all_good = true;
    while let Some(Row { line, post }) = posts.next() {
        match post {
            Ok(post) => {
                let verdict = if options.explain { analyzer.explain_post(&post) } else { analyzer.classify_post(&post) };
                write(&mut out, &verdict, &post, line, options.explain)?;
            }
            Err(error) => {
                all_good = false;
                json(&mut out, &BadLine { line, error: &error })?;
            }
        }
        // Whoever feeds this line by line wants each answer before the next question.
        if posts.may_wait() {
            out.flush()?;
        }
    }
    out.flush()?;
    Ok(all_good)
}

fn write(out: &mut impl Write, verdict: &Verdict, post: &Post, line: u64, explain: bool) -> io::Result<()> {
    let number;
    let id = match &post.id {
        Some(id) => id.as_str(),
        None => {
            number = line.to_string();
            &number
        }
    };
    let Verdict { language, sentiment, flags, scores, urgency, route, evidence, .. } = verdict;
    let urgency = InWords { score: urgency.score, level: urgency.level, reasons: urgency };
    let evidence = explain.then_some(evidence.as_slice());
    json(out, &Line { id, language, sentiment, flags, scores, urgency, route: *route, evidence })
}

fn json(out: &mut impl Write, value: &impl Serialize) -> io::Result<()> {
    serde_json::to_writer(&mut *out, value)?;
    out.write_all(b"\n")
}
