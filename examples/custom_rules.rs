//! A classifier that knows its brand: names, words, meanings, phrases and a flag of one's own, all of it data.
//!
//! ```text
//! cargo run --release --example custom_rules
//! ```
//!
//! The same posts are judged before and after. The last part shows what is said about a file with a mistake. The grammars are
//! those of the embedded files; see `data/README.md`.

mod common;

use common::page::{self, Colour, Failure, Page};
use common::text;
use console::Style;
use hearken::{Brand, Classifier, Flag, Verdict};
use std::io::{self, BufWriter, Write};
use std::process::ExitCode;

/// Words as riders use them: `term  weights  cues  source`, separated by tabs. An entry is added, changed, or taken away with
/// `remove`: the red model of this company is called the Rusty.
const WORDS: &str = "\
# term\tweights\tcues\tsource
buttery\tpositive=40,negative=-12\tpraise_word\trides
rusty\tremove\t-\trides
wobbly\tnegative=30,complaint=20\tfault\trides
";

/// Meanings of one's own: `name  group  meaning`.
const CUES: &str = "\
bike\trides\ta bicycle of ours
taken_away\trides\tstolen, nicked, gone
";

/// How people put them: `pattern  weights  cues  source`. A word with `~` stands for all its inflections, `..` for a few words.
const PHRASES: &str = "\
bike~\t-\tbike\trides
(nick~|pinch~|steal~)\t-\ttaken_away\trides
(be|is|was|are|were) (gone|missing) from\t-\ttaken_away\trides
";

/// A flag and what raises it. A rule names meanings, never words.
const RULES: &str = r#"
[flags.theft]
bias = -40
route = "incident"
meaning = "a bicycle of ours was stolen"

[[rule]]
id = "rides.theft"
all = ["bike", "taken_away"]
within = "sentence"
gives = { theft = 80, negative = 15 }
severity = "high"
urgency = 30
floor = "high"
reason = "says that a bicycle was stolen"
"#;

/// A file with a slip in it.
const SLIP: &str = r#"
[[rule]]
id = "rides.leaving"
all = ["leave_verb", "competitr"]
gives = { churn_risk = 40 }
reason = "leaves for a competitor"
"#;

const POSTS: [&str; 6] = [
    "Somebody nicked the bike I had on hire outside the library, what now?",
    "My hire bike was not stolen, just parked round the corner by a kind soul",
    "the new gears are buttery",
    "took a Rusty down to the river",
    "handlebars on 4471 are wobbly",
    "Went over to Pedalo after two years with Larkride",
];

fn main() -> ExitCode {
    page::finish(run())
}

fn run() -> Result<bool, Failure> {
    let before = Classifier::new();
    let after = Classifier::builder()
        .brand(Brand::new("Larkride").handle("@larkride").alias("Lark"))
        .competitor(Brand::new("Pedalo").handle("@pedalo"))
        .cues("rides/cues.tsv", CUES)
        .lexicon("rides/lexicon.tsv", WORDS)
        .phrases("rides/phrases.tsv", PHRASES)
        .rules("rides/rules.toml", RULES)
        .threshold(Flag::CHURN_RISK, 0.4)
        .build()?;
    let page = Page::of_stdout(Colour::Auto);
    let mut out = BufWriter::new(io::stdout().lock());
    for post in POSTS {
        for line in text::lines(&page, post, &[], &Style::new(), 0, usize::MAX) {
            writeln!(out, "{}", page.bold(line))?;
        }
        writeln!(out, "  before  {}", in_short(&before.classify(post)))?;
        writeln!(out, "  after   {}\n", in_short(&after.classify(post)))?;
    }
    if let Err(error) = Classifier::builder().rules("rides/more.toml", SLIP).build() {
        writeln!(out, "{}\n{error}", page.bold("A file with a slip in it is refused:"))?;
    }
    out.flush()?;
    Ok(true)
}

/// A verdict on one line.
fn in_short(verdict: &Verdict) -> String {
    let flags: Vec<&str> = verdict.flags.iter().map(|(flag, _)| flag.as_str()).collect();
    let urgency = &verdict.urgency;
    let mood = verdict.sentiment.label.as_str();
    format!("{mood:8}  {:8} {:3}  → {:10}  {}", urgency.level.as_str(), urgency.score, verdict.route.as_str(), flags.join(" "))
}
