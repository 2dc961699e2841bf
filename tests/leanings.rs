//! Leanings: what is learned from a small corpus of a small language, and that its files say what was learned.
#![cfg(feature = "fit")]

use hearken::fit::{Dataset, Expected, LeaningLearner, LearnedLeanings, Lesson, Progress, Task};
use hearken::{Builder, Classifier, Flag, LanguageCode, Polarity, Post};
use std::collections::BTreeSet;

fn silent(_: Progress<'_>) {}

/// A language of a few dozen words that say nothing by themselves, with all the flags and no leanings.
fn quiet() -> Builder {
    let settings = "code = \"xx\"\nname = \"Example\"\nscript = \"Latin\"\nfunction_words = [\"the\", \"a\", \"at\", \"by\"]\n";
    let common =
        "clerk\nguard\nporter\ndriver\nhummed\nwore\nslammed\ntune\nhat\nhatch\ndesk\ngate\ndoor\ntable\nwindow\ncounter\n";
    Builder::empty()
        .cues("cues.tsv", include_str!("../data/cues.tsv"))
        .rules("rules.toml", include_str!("../data/rules.toml"))
        .composition("composition.toml", include_str!("../data/composition.toml"))
        .language("xx", [("language.toml", settings), ("common.tsv", common)])
}

/// Who does something somewhere: a tune is liked, a hatch is not, a hat is nothing.
fn said(person: &str, deed: &str, place: &str) -> String {
    format!("the {person} {deed} at the {place}")
}

const PEOPLE: [&str; 3] = ["clerk", "guard", "porter"];
const PLACES: [&str; 5] = ["desk", "gate", "door", "table", "window"];
const DEEDS: [(&str, &str); 3] = [("positive", "hummed a tune"), ("neutral", "wore a hat"), ("negative", "slammed a hatch")];

/// Every person at every place, by deed; none of them is a driver by a counter.
fn deeds(name: &str, label: impl Fn(&str) -> &str) -> Dataset {
    let mut text = "label\ttext\tlang\n".to_owned();
    for person in PEOPLE {
        for place in PLACES {
            for (side, deed) in DEEDS {
                text += &format!("{}\t{}\txx\n", label(side), said(person, deed, place));
            }
        }
    }
    Dataset::read(name, &text).unwrap()
}

fn lessons() -> Vec<Lesson> {
    let sides = deeds("sides", |side| side);
    let liked = deeds("liked", |side| if side == "positive" { "praise" } else { "other" });
    let disliked = deeds("disliked", |side| if side == "negative" { "complaint" } else { "other" });
    vec![
        Lesson::corpus(sides, Task::sentiment()),
        Lesson::corpus(liked, Task::flag(Flag::PRAISE)),
        Lesson::corpus(disliked, Task::flag(Flag::COMPLAINT)),
    ]
}

fn leaning_learner() -> LeaningLearner {
    LeaningLearner::new().base(quiet()).reach(30.0, 30.0)
}

fn learn(learner: &LeaningLearner, lessons: &[Lesson]) -> LearnedLeanings {
    learner.fit(lessons, &mut silent).unwrap()
}

#[test]
fn pieces_of_runs_lean_where_no_word_is_known_but_pieces_of_words_for_people_do_not() {
    let settings = "code = \"xx\"\nname = \"Example\"\nscript = \"Han\"\n";
    let base = |words: &str| {
        let builder = Builder::empty()
            .cues("cues.tsv", include_str!("../data/cues.tsv"))
            .rules("rules.toml", include_str!("../data/rules.toml"))
            .composition("composition.toml", include_str!("../data/composition.toml"));
        builder.language("xx", [("language.toml", settings), ("lexicon.tsv", words)])
    };
    let mut text = "label\ttext\tlang\n".to_owned();
    for place in ["东", "西", "南", "北", "中", "左", "右", "上"] {
        text += &format!("positive\t{place}甲乙人\txx\nnegative\t{place}丙丁人\txx\nneutral\t{place}戊己人\txx\n");
    }
    let lessons = [Lesson::corpus(Dataset::read("posts", &text).unwrap(), Task::sentiment())];
    let learner = |words: &str| LeaningLearner::new().base(base(words)).grams(30.0, 0.0);
    let learned = learn(&learner("车\t-\t-\tx\n"), &lessons);
    assert!(learned.words["xx"].contains("*甲乙*\tpositive="), "{}", learned.words["xx"]);
    let mut analyzer = learned.apply(base("车\t-\t-\tx\n")).build().unwrap().analyzer();
    let mut label = |text: &str| {
        let mut post = Post::new(text);
        post.lang = Some("xx".to_owned());
        analyzer.classify_post(&post).sentiment.label
    };
    assert_eq!(label("车甲乙"), Polarity::Positive);
    assert_eq!(label("丙丁车"), Polarity::Negative);
    assert_eq!(label("车"), Polarity::Neutral);
    // The same with a word for a group of people: neither it nor a piece of it leans.
    let people = "甲乙人\t-\tgroup_identity\tx\n";
    let guarded = learn(&learner(people), &lessons);
    assert!(!guarded.words["xx"].contains("甲乙"), "{}", guarded.words["xx"]);
    assert!(!guarded.words["xx"].contains("乙人"), "{}", guarded.words["xx"]);
    assert!(guarded.words["xx"].contains("*丙丁*"), "{}", guarded.words["xx"]);
    // Without room there is none.
    let without = learn(&learner(people).grams(0.0, 0.0), &lessons);
    assert!(!without.words.get("xx").is_some_and(|words| words.contains('*')));
}

#[test]
fn where_no_post_is_neutral_nothing_is_learned_of_neutral_ones() {
    let two = deeds("two", |side| if side == "neutral" { "left out" } else { side });
    let classifier = learn(&leaning_learner(), &[Lesson::corpus(two, Task::sentiment())]).apply(quiet()).build().unwrap();
    let label = |deed: &str| classifier.classify(&said("driver", deed, "counter")).sentiment;
    assert_eq!(label("hummed a tune").label, Polarity::Positive);
    assert_eq!(label("slammed a hatch").label, Polarity::Negative);
    // As likely as it was, though no post of the lesson was neutral.
    let before = quiet().build().unwrap().classify(&said("driver", "wore a hat", "counter")).sentiment.neutral;
    assert!((label("wore a hat").neutral - before).abs() < 0.02, "{:?}, before {before}", label("wore a hat"));
}

#[test]
fn learned_leanings_change_verdicts_where_the_words_stand() {
    let before = quiet().build().unwrap();
    let after = learn(&leaning_learner(), &lessons()).apply(quiet()).build().unwrap();
    let read = |classifier: &Classifier, deed: &str| {
        let verdict = classifier.classify(&said("driver", deed, "counter"));
        let raised = |flag| verdict.flags.contains(&flag);
        (verdict.sentiment.label, raised(Flag::PRAISE), raised(Flag::COMPLAINT))
    };
    for (_, deed) in DEEDS {
        assert_eq!(read(&before, deed), (Polarity::Neutral, false, false), "{deed}");
    }
    assert_eq!(read(&after, "hummed a tune"), (Polarity::Positive, true, false));
    assert_eq!(read(&after, "wore a hat"), (Polarity::Neutral, false, false));
    assert_eq!(read(&after, "slammed a hatch"), (Polarity::Negative, false, true));
    // A flag of which nothing was said is left as it was.
    let outage =
        |classifier: &Classifier| classifier.classify(&said("driver", "slammed a hatch", "counter")).scores.get(&Flag::OUTAGE);
    assert_eq!(outage(&before), outage(&after));
}

#[test]
fn a_tighter_reach_leans_less_and_what_is_excluded_does_not_lean() {
    let praise = |learned: &LearnedLeanings| {
        let classifier = learned.apply(quiet()).build().unwrap();
        classifier.classify(&said("driver", "hummed a tune", "counter")).scores.get(&Flag::PRAISE)
    };
    let [tight, loose] = [0.5, 30.0].map(|reach| praise(&learn(&leaning_learner().reach(reach, reach), &lessons())));
    assert!(tight < loose, "{tight} {loose}");
    let words = learn(&leaning_learner().never(LanguageCode::new("xx"), ["tune"]), &lessons()).words;
    let named: BTreeSet<&str> =
        words["xx"].lines().filter_map(|line| line.split('\t').next()).flat_map(|words| words.split(' ')).collect();
    assert!(named.contains("hummed") && !named.contains("tune"), "{named:?}");
    let learned = learn(&leaning_learner().never_flags([Flag::PRAISE]), &lessons());
    assert!(!learned.words["xx"].contains("praise=") && !learned.facts.contains("praise="), "{learned:?}");
}

#[test]
fn no_leanings_are_learned_from_nothing() {
    let none = LearnedLeanings::default();
    let empty = || Dataset::read("none", "").unwrap();
    let agreed = deeds("agreed", |_| "praise");
    for lessons in [
        vec![],
        vec![
            Lesson::corpus(empty(), Task::sentiment()),
            Lesson::own("none", Vec::new()),
            Lesson::background(empty(), vec![Flag::ANGRY]),
        ],
        vec![Lesson::corpus(agreed, Task::flag(Flag::PRAISE))],
    ] {
        assert_eq!(learn(&leaning_learner(), &lessons), none);
    }
    assert_eq!(none.sizes(), (0, 0));
    assert!(leaning_learner().cross_validate(&[], 5, &mut silent).unwrap().is_empty());
}

#[test]
fn leanings_and_their_cross_validation_are_the_same_each_time() {
    let learned = learn(&leaning_learner(), &lessons());
    assert!(learned.sizes().1 > 0);
    assert_eq!(learned, learn(&leaning_learner(), &lessons()));
    let figures = |seed| {
        let figures = leaning_learner().seed(seed).cross_validate(&lessons(), 4, &mut silent).unwrap();
        figures.iter().map(|figures| format!("{figures:?}")).collect::<Vec<_>>()
    };
    assert_eq!(figures(7).len(), 3);
    assert_eq!(figures(7), figures(7));
    assert_ne!(figures(7), figures(8), "the seed draws the folds");
}

/// Name, scale or flag, points.
type Line = (String, String, i32);

/// What the lines of a file of leanings say.
fn lines(file: &str) -> BTreeSet<Line> {
    let of_line = |line: &str| -> Vec<Line> {
        let [name, points, posts] = line.split('\t').collect::<Vec<_>>()[..] else { panic!("not three columns: {line:?}") };
        assert!(posts.strip_prefix("posts:").is_some_and(|posts| posts.parse::<u32>().is_ok()), "{line:?}");
        let given = points.split(',').map(|given| given.split_once('=').expect("`flag=points`"));
        given.map(|(receiver, points)| (name.to_owned(), receiver.to_owned(), points.parse().expect("points"))).collect()
    };
    file.lines().flat_map(of_line).collect()
}

#[test]
fn learned_leanings_are_read_back_as_they_were_written() {
    let learned = learn(&leaning_learner(), &lessons());
    let written: BTreeSet<Line> = lines(&learned.words["xx"]).into_iter().chain(lines(&learned.facts)).collect();
    assert!(written.len() > 10, "{written:?}");
    let classifier = learned.apply(quiet()).build().unwrap();
    let mut analyzer = classifier.analyzer();
    // Every line was learned from posts, so reading the posts shows every line as evidence, and no other.
    let mut shown = BTreeSet::new();
    for example in deeds("all", |side| side).examples() {
        let evidence = analyzer.explain_post(&example.post).evidence;
        let named = |source: &str| source.strip_prefix("leaning:").map(str::to_owned);
        shown.extend(evidence.iter().filter_map(|item| Some((named(&item.source)?, item.scale.to_string(), item.points))));
    }
    let in_words = |line: &&Line| line.0 != "any_post";
    assert_eq!(shown.iter().collect::<Vec<_>>(), written.iter().filter(in_words).collect::<Vec<_>>());
    // What every post starts with is added to the biases.
    let bias = |classifier: &Classifier, scale: &str| -> i32 {
        let evidence = classifier.analyzer().explain(&said("clerk", "wore a hat", "desk")).evidence;
        evidence.iter().filter(|item| item.source == "bias" && item.scale == scale).map(|item| item.points).sum()
    };
    let plain = quiet().build().unwrap();
    let starts: Vec<&Line> = written.iter().filter(|line| !in_words(line)).collect();
    assert!(!starts.is_empty());
    for (_, scale, points) in starts {
        assert_eq!(bias(&classifier, scale) - bias(&plain, scale), *points, "{scale}");
    }
}

#[test]
fn posts_of_ones_own_and_ordinary_posts_teach_as_well() {
    let own = |deed: &str, flags: &str, not: &str, polarity: &str| {
        let text = |person: &str, place: &str| {
            let said = said(person, deed, place);
            format!(
                "{{\"text\": \"{said}\", \"lang\": \"xx\", \"expect\": {{\"polarity\": [\"{polarity}\"], \"flags\": [{flags}], \"not\": [{not}]}}}}\n"
            )
        };
        PEOPLE.iter().flat_map(|person| PLACES.map(|place| text(person, place))).collect::<String>()
    };
    let posts = own("hummed a tune", "\"praise\"", "\"angry\"", "positive")
        + &own("slammed a hatch", "\"angry\"", "\"praise\"", "negative");
    let lessons = |weight: f64| {
        let ordinary = Lesson::background(deeds("ordinary", |side| side), vec![Flag::ANGRY]).weights(weight, weight);
        [Lesson::own("own", Expected::read("own", &posts).unwrap()), ordinary]
    };
    let read = |learned: &LearnedLeanings| {
        let verdict = learned.apply(quiet()).build().unwrap().classify(&said("driver", "slammed a hatch", "counter"));
        (verdict.sentiment.label, verdict.scores.get(&Flag::ANGRY))
    };
    let (label, faint) = read(&learn(&leaning_learner(), &lessons(0.01)));
    let (_, fainter) = read(&learn(&leaning_learner(), &lessons(5.0)));
    assert_eq!(label, Polarity::Negative);
    assert!(fainter < faint, "a background of such posts makes the flag less likely: {fainter} {faint}");
}

#[test]
fn leanings_neither_bury_what_is_plain_nor_stand_alone() {
    let rules = r#"
        [flags.loyalty]
        bias = -40
        alone = 12
        against = 20
        meaning = "speaks of the loyalty programme"

        [[rule]]
        id = "loyalty.told"
        all = ["signal.exclamations"]
        gives = { loyalty = 60 }
        reason = "tells of it"
    "#;
    let leanings = "signal.questions>=1\tloyalty=100\nsignal.ellipses>=1\tloyalty=-100\n";
    let classifier = Classifier::builder().rules("rules.toml", rules).leanings("leanings.tsv", leanings).build().unwrap();
    let loyalty = Flag::named("loyalty");
    for (text, points, bound) in [("alpha?", -28, -88), ("alpha?!", 120, 0), ("alpha... !", 0, 80), ("alpha...", -60, 80)] {
        let mut analyzer = classifier.analyzer();
        let verdict = analyzer.explain_post(&hearken::Post::new(text));
        let stated = 1.0 / (1.0 + (-f64::from(points) / 20.0).exp());
        let score = f64::from(verdict.scores.get(&loyalty));
        assert!((score - stated).abs() < 1e-4, "{text}: {score}, not {stated}");
        let of_bound = |item: &&hearken::Evidence| item.source == "leaning_bound" && item.scale == "loyalty";
        assert_eq!(verdict.evidence.iter().filter(of_bound).map(|item| item.points).sum::<i32>(), bound, "{text}");
    }
}
