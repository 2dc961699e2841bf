//! Measuring and learning: figures against oracles worked out by hand, and fits of toy corpora.
#![cfg(feature = "fit")]

use hearken::fit::{
    Agreement, Calibration, Comparison, Confusion, Dataset, Evaluation, Expected, Learner, Prior, Progress, Proposals,
    Reliability, Step, Task, average_precision, reliability_plot, report, roc_auc,
};
use hearken::{Builder, Classifier, Error, Flag};

fn silent(_: Progress<'_>) {}

fn close(a: f64, b: f64) {
    assert!((a - b).abs() < 1e-9, "{a} is not {b}");
}

// Figures.

#[test]
fn confusion_gives_the_figures_worked_out_by_hand() {
    let classes = ["a", "b", "c"].map(String::from);
    // a: 4 posts, 3 right, one taken for b; b: 3 posts, 1 right, 2 taken for c; c: 1 post, right.
    let pairs = [(0, 0), (0, 0), (0, 0), (0, 1), (1, 1), (1, 2), (1, 2), (2, 2)];
    let confusion = Confusion::of(&classes, pairs);
    close(confusion.accuracy(), 5.0 / 8.0);
    let [a, b, c] = [0, 1, 2].map(|class| confusion.class(class));
    close(a.precision, 1.0);
    close(a.recall, 0.75);
    close(a.f1, 6.0 / 7.0);
    close(b.precision, 0.5);
    close(b.recall, 1.0 / 3.0);
    close(b.f1, 0.4);
    close(c.precision, 1.0 / 3.0);
    close(c.recall, 1.0);
    close(c.f1, 0.5);
    assert_eq!((b.support, b.answered), (3, 2));
    close(confusion.macro_f1(), (6.0 / 7.0 + 0.4 + 0.5) / 3.0);
    close(confusion.macro_recall(), (0.75 + 1.0 / 3.0 + 1.0) / 3.0);
}

#[test]
fn classes_no_post_has_do_not_count() {
    let classes = ["a", "b", "c"].map(String::from);
    let confusion = Confusion::of(&classes, [(0, 0), (1, 2)]);
    close(confusion.macro_recall(), 0.5);
    close(Confusion::of(&classes, []).macro_f1(), 0.0);
}

#[test]
fn ranking_figures_count_ties_as_the_definition_says() {
    // Pairs of one with and one without: 0.9 beats both (2), 0.5 ties one and beats the other (1.5), 0.2 loses to 0.5, beats 0.1 (1).
    let scored = [(0.9, true), (0.5, true), (0.5, false), (0.2, true), (0.1, false)];
    close(roc_auc(&scored).unwrap(), 4.5 / 6.0);
    // Thresholds 0.9: 1/1; 0.5: 2/3; 0.2: 3/4; each adds a third of recall.
    close(average_precision(&scored).unwrap(), (1.0 + 2.0 / 3.0 + 0.75) / 3.0);
    assert_eq!(roc_auc(&[(0.3, true)]), None);
    assert_eq!(average_precision(&[(0.3, false)]), None);
    assert_eq!(roc_auc(&[(0.5, true), (0.5, false)]), Some(0.5));
}

#[test]
fn calibration_error_weighs_bins_by_their_posts() {
    // Bin 0.9…1: stated 0.95, observed 2/3; bin 0.1…0.2: stated 0.15, observed 0.
    let stated = [(0.95, true), (0.95, true), (0.95, false), (0.15, false)];
    let reliability = Reliability::of(&stated);
    let expected = 0.75 * (0.95 - 2.0 / 3.0) + 0.25 * 0.15;
    assert!((reliability.error - expected).abs() < 1e-6);
    assert_eq!(reliability.bins[9].count, 3);
    assert_eq!(Reliability::of(&[(1.0, true)]).bins[9].count, 1);
    assert_eq!(Reliability::of(&[]).error, 0.0);
    let svg = reliability_plot("a < b", &[("x", &reliability)]);
    assert!(svg.contains("a &lt; b") && svg.trim_end().ends_with("</svg>"));
}

// Datasets and tasks.

fn read(text: &str) -> Result<Dataset, Error> {
    Dataset::read("posts", text)
}

#[test]
fn tables_and_json_lines_say_the_same() {
    let table = read("id\tlabel\ttext\tbrand\tshop\n1\tneutral\tat noon\tAcme\tnorth\n\n2\tpositive\tlovely\t\t\n").unwrap();
    let lines = read(concat!(
        "{\"id\": \"1\", \"label\": \"neutral\", \"text\": \"at noon\", \"brand\": \"Acme\", \"shop\": \"north\"}\n",
        "{\"id\": \"2\", \"label\": \"positive\", \"text\": \"lovely\", \"brand\": null, \"shop\": \"\"}\n"
    ))
    .unwrap();
    assert_eq!((table.len(), lines.len()), (2, 2));
    for (a, b) in table.examples().iter().zip(lines.examples()) {
        assert_eq!((&a.post, &a.label, &a.columns["shop"]), (&b.post, &b.label, &b.columns["shop"]));
    }
    assert_eq!(table.examples()[1].line, 4);
    assert!(read("").unwrap().is_empty());
    assert!(read("label\ttext\n").unwrap().is_empty());
}

#[test]
fn errors_name_file_and_line() {
    let broken = [
        ("label\tpost\nneutral\tat noon\n", 1, "`text`"),
        ("label\ttext\nneutral\n", 2, "expected 2 columns"),
        ("label\ttext\nneutral\ta\tb\n", 2, "found 3"),
        ("label\ttext\n\tat noon\n", 2, "expected a label"),
        ("{\"label\": \"neutral\", \"text\": \"a\"}\n{\"text\": \"a\"}\n", 2, "`label`"),
        ("{\"label\": \"neutral\"}\n", 1, "`text`"),
        ("{\"label\": \"neutral\", \"text\": \"a\"}\n[1]\n", 2, "object"),
        ("{\"label\": \n", 1, ""),
    ];
    for (text, line, message) in broken {
        let error = read(text).unwrap_err();
        assert_eq!((error.file(), error.line()), ("posts", line), "{error}");
        assert!(error.to_string().contains(message), "{error}");
    }
}

#[test]
fn labels_that_are_no_part_of_a_task_are_refused() {
    let posts = read("label\ttext\npostive\tlovely\n").unwrap();
    let error = Evaluation::run(&Classifier::new(), &posts, &Task::sentiment()).unwrap_err();
    assert_eq!((error.line(), error.suggestion()), (2, Some("positive")));
    let error = Evaluation::run(&Classifier::new(), &posts, &Task::flag(Flag::ANGRY)).unwrap_err();
    assert!(error.is_unknown_name());
    assert!("=anger".parse::<Task>().is_err());
}

#[test]
fn labels_for_no_leave_the_others_out() {
    let posts = read("label\ttext\nbad\tyou idiot\ngood\thello there\nunsure\twhatever\n").unwrap();
    let task: Task = "abusive=bad:good".parse().unwrap();
    let evaluation = Evaluation::run(&Classifier::new(), &posts, &task).unwrap();
    assert_eq!(evaluation.answers().len(), 2);
    assert_eq!(evaluation.figures(50, 1).posts, 2);
}

// Evaluations.

/// Words that no file has, the first half hidden as positive, the second as negative, and posts made of them.
struct Toy {
    posts: Dataset,
    lexicon: String,
}

const SYLLABLES: [&str; 8] = ["blor", "quen", "zit", "fraw", "muv", "drop", "yel", "sna"];

/// A small generator, so that the corpus is the same everywhere.
fn next(state: &mut u64) -> usize {
    *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    (*state >> 33) as usize
}

fn toy(count: usize, seed: u64) -> Toy {
    let words: Vec<String> = (0..48).map(|index| format!("{}{}ax", SYLLABLES[index % 8], SYLLABLES[index / 8 % 8])).collect();
    let lexicon = words.iter().map(|word| format!("{word}\tpositive=1,negative=1\t-\ttoy\n")).collect();
    let mut state = seed;
    let mut text = "id\tlabel\ttext\tpart\n".to_owned();
    for id in 0..count {
        let chosen: Vec<usize> = (0..5).map(|_| next(&mut state) % words.len()).collect();
        // A third of the words speaks well, a third ill, a third says nothing.
        let sum: i32 = chosen.iter().map(|word| [1, -1, 0][word % 3]).sum();
        let label = ["negative", "neutral", "positive"][(sum.signum() + 1) as usize];
        let said: Vec<&str> = chosen.iter().map(|&word| words[word].as_str()).collect();
        text += &format!("{id}\t{label}\t{}\t{}\n", said.join(" "), id % 2);
    }
    Toy { posts: Dataset::read("toy", &text).unwrap(), lexicon }
}

fn learner(toy: &Toy) -> Learner {
    Learner::new(Task::sentiment()).base(base(toy)).steps([Step::Points]).prior(Prior { known: 20.0, ..Prior::default() })
}

fn base(toy: &Toy) -> Builder {
    Classifier::builder().lexicon("toy.tsv", toy.lexicon.as_str())
}

#[test]
fn slices_and_worst_answers_belong_to_the_evaluation() {
    let toy = toy(60, 3);
    let classifier = base(&toy).build().unwrap();
    let evaluation = Evaluation::run(&classifier, &toy.posts, &Task::sentiment()).unwrap();
    let slices = evaluation.slices(&toy.posts, "part");
    assert_eq!(slices.keys().collect::<Vec<_>>(), ["0", "1"]);
    assert_eq!(slices.values().map(|slice| slice.answers().len()).sum::<usize>(), 60);
    assert!(evaluation.slices(&toy.posts, "absent").is_empty());
    let worst = evaluation.worst(&classifier, &toy.posts, 5);
    assert_eq!(worst.len(), 5);
    assert!(worst.is_sorted_by(|a, b| a.probability <= b.probability));
    assert!(worst.iter().all(|miss| miss.gold != miss.answer && !miss.evidence.is_empty()));
}

#[test]
fn intervals_hold_the_figure_and_are_the_same_each_time() {
    let toy = toy(200, 4);
    let evaluation = Evaluation::run(&Classifier::new(), &toy.posts, &Task::sentiment()).unwrap();
    let figures = evaluation.figures(200, 11);
    for interval in [figures.accuracy, figures.macro_f1, figures.macro_recall] {
        assert!(interval.low <= interval.value && interval.value <= interval.high, "{interval:?}");
    }
    assert!(figures.accuracy.high - figures.accuracy.low < 0.2);
    assert_eq!(figures, evaluation.figures(200, 11));
    assert_ne!(figures.accuracy, evaluation.figures(200, 12).accuracy);
    close(evaluation.figures(0, 1).accuracy.low, figures.accuracy.value);
    let json = serde_json::to_value(&figures).unwrap();
    assert_eq!(json["posts"], 200);
    assert!(figures.to_string().contains("macro-recall"));
}

#[test]
fn comparison_counts_what_changed_sides() {
    let posts = read("label\ttext\npositive\tplunkish\nneutral\tplunkish\nneutral\tat noon\n").unwrap();
    let own = Classifier::builder().lexicon("own.tsv", "plunkish\tpositive=60\t-\town\n").build().unwrap();
    let [before, after] = [Classifier::new(), own].map(|one| Evaluation::run(&one, &posts, &Task::sentiment()).unwrap());
    let comparison = Comparison::of(&before, &after, 100, 5);
    assert_eq!((comparison.gained, comparison.lost), (vec![0], vec![1]));
    close(comparison.accuracy.value, 0.0);
    assert!(Comparison::of(&before, &before, 100, 5).gained.is_empty());
}

#[test]
fn accepted_answers_are_counted_by_kind() {
    let text = concat!(
        "{\"text\": \"lovely\", \"expect\": {\"polarity\": [\"positive\"], \"flags\": [\"praise\"], \"not\": [\"outage\"]}}\n",
        "{\"text\": \"lovely\", \"expect\": {\"polarity\": [\"negative\"], \"route\": [\"safety\"]}}\n"
    );
    let posts = Expected::read("own", text).unwrap();
    let agreement = Agreement::of(&Classifier::new(), &posts);
    assert_eq!((agreement.posts, agreement.polarity, agreement.urgency, agreement.route), (2, 1, 2, 1));
    assert_eq!((agreement.flags["outage"].excluded, agreement.flags["outage"].raised), (1, 0));
    assert_eq!(agreement.wrong.last().unwrap().what, ["polarity positive", "route advocacy"]);
    assert_eq!(Expected::read("own", "{\"text\": 1}").unwrap_err().line(), 1);
}

// Fits.

#[test]
fn nothing_is_learned_from_nothing() {
    let toy = toy(0, 1);
    let fitted = learner(&toy).steps(Step::ALL).fit(&[&toy.posts], &mut silent).unwrap();
    assert!(fitted.overlay.is_empty() && fitted.changes.is_empty());
    let fitted = learner(&toy).steps(Step::ALL).fit(&[], &mut silent).unwrap();
    assert!(fitted.overlay.is_empty());
}

#[test]
fn fits_are_the_same_each_time() {
    let toy = toy(400, 5);
    let fit = || learner(&toy).steps(Step::ALL).fit(&[&toy.posts], &mut silent).unwrap().overlay;
    let overlay = fit();
    assert!(!overlay.is_empty());
    assert_eq!(overlay, fit());
}

#[test]
fn fitting_helps_on_posts_it_has_not_seen() {
    let toy = toy(900, 6);
    let validated =
        learner(&toy).prior(Prior { known: 9.0, ..Prior::default() }).cross_validate(&[&toy.posts], 5, 1, &mut silent).unwrap();
    let [before, after] = [&validated[0].before, &validated[0].after].map(|one| one.confusion().macro_recall());
    assert!(before < 0.5 && after > 0.85, "{before} {after}");
    let comparison = validated[0].comparison(200, 1);
    assert!(comparison.macro_recall.low > 0.2, "{comparison:?}");
    assert_eq!(validated[0].after.answers().len(), 900);
}

#[test]
fn a_tighter_prior_moves_points_less() {
    let toy = toy(300, 7);
    let moved = |known: f64| -> i32 {
        let prior = Prior { known, ..Prior::default() };
        let fitted = learner(&toy).prior(prior).fit(&[&toy.posts], &mut silent).unwrap();
        fitted.changes.iter().map(|change| (change.after - change.before).abs()).max().unwrap_or(0)
    };
    let (tight, loose) = (moved(2.0), moved(20.0));
    assert!(tight < loose, "{tight} {loose}");
    let prior = Prior { known: 20.0, ..Prior::default() }.source("toy", 0.01);
    let fitted = learner(&toy).prior(prior).fit(&[&toy.posts], &mut silent).unwrap();
    assert!(fitted.changes.is_empty(), "{:?}", fitted.changes);
}

#[test]
fn overlays_are_ordinary_files_sorted_and_sourced() {
    let toy = toy(300, 8);
    let fitted = learner(&toy).name("toy").fit(&[&toy.posts], &mut silent).unwrap();
    let lines: Vec<&str> = fitted.overlay.lexicon.lines().collect();
    assert!(lines.is_sorted());
    assert!(lines.iter().all(|line| line.split('\t').count() == 4 && line.split('\t').nth(3).unwrap().starts_with("fit:toy n=")));
    let rebuilt = fitted.overlay.apply(base(&toy), "toy").build().unwrap();
    for example in toy.posts.examples() {
        assert_eq!(rebuilt.classify(&example.post.text).sentiment, fitted.classifier.classify(&example.post.text).sentiment);
    }
}

#[test]
fn new_terms_are_proposed_but_not_names_nor_addresses_nor_identities() {
    let good = "I went with Brindle to the plunkish place near muslim street @shopper http://shop.example 44";
    let bad = "I went with Harlan to the drabbish place near another street";
    let text: String = (0..60)
        .map(|number| if number % 2 == 0 { format!("positive\t{good}\n") } else { format!("negative\t{bad}\n") })
        .collect();
    let posts = read(&format!("label\ttext\n{text}")).unwrap();
    let proposals = Proposals { unknown_words: true, least_posts: 5, ..Proposals::default() };
    let learner = Learner::new(Task::sentiment()).steps([Step::Words, Step::Phrases]).proposals(proposals.clone());
    let fitted = learner.clone().fit(&[&posts], &mut silent).unwrap();
    let new: Vec<&str> = fitted.changes.iter().filter(|change| change.new).map(|change| change.term.as_str()).collect();
    assert!(new.iter().any(|term| term.contains("plunkish")) && new.iter().any(|term| term.contains("drabbish")), "{new:?}");
    for unwanted in ["brindle", "harlan", "muslim", "shopper", "shop.example", "44"] {
        assert!(!new.iter().any(|term| term.contains(unwanted)), "{new:?}");
    }
    let never = Proposals { never: ["plunkish".to_owned()].into(), ..proposals };
    let fitted = learner.proposals(never).fit(&[&posts], &mut silent).unwrap();
    assert!(!fitted.changes.iter().any(|change| change.term.contains("plunkish")));
}

/// A flag of one's own, with words on one of the scales.
const RULES: &str = "[flags.wobbly]\nscale = \"churn\"\nbias = -10\nroute = \"care\"\nmeaning = \"it wobbles\"\n";

#[test]
fn flags_are_fitted_on_their_scale_with_bias_and_threshold() {
    let toy = toy(600, 9);
    let lexicon = toy.lexicon.replace("positive=1,negative=1", "churn=1");
    let base = Classifier::builder().lexicon("toy.tsv", lexicon).rules("toy.toml", RULES);
    let task: Task = "wobbly=negative".parse().unwrap();
    let learner =
        Learner::new(task.clone()).base(base).steps([Step::Thresholds]).prior(Prior { known: 20.0, ..Prior::default() });
    let validated = learner.cross_validate(&[&toy.posts], 4, 1, &mut silent).unwrap();
    let [before, after] = [&validated[0].before, &validated[0].after].map(|one| one.figures(0, 1));
    assert!(after.macro_f1.value > before.macro_f1.value + 0.2, "{before}\n{after}");
    assert!(after.roc_auc.unwrap() > 0.9);
    let fitted = learner.fit(&[&toy.posts], &mut silent).unwrap();
    assert!(fitted.overlay.composition.contains("churn = "), "{}", fitted.overlay.composition);
    assert!(fitted.changes.iter().all(|change| change.scale == "churn"));
    let kept = learner.clone().keep("churn").fit(&[&toy.posts], &mut silent).unwrap();
    assert!(kept.changes.is_empty());
    let undeclared = Learner::new("woobly=negative".parse().unwrap()).base(Classifier::builder().rules("toy.toml", RULES));
    assert_eq!(undeclared.fit(&[&toy.posts], &mut silent).unwrap_err().suggestion(), Some("wobbly"));
}

#[test]
fn signals_become_rules() {
    let text: String = (0..200)
        .map(
            |number| {
                if number % 2 == 0 { "neutral\tthe table is by the door?\n" } else { "positive\tthe table is by the door\n" }
            },
        )
        .collect();
    let posts = read(&format!("label\ttext\n{text}")).unwrap();
    let learner = Learner::new(Task::sentiment()).name("toy").steps([Step::Signals]);
    let fitted = learner.fit(&[&posts], &mut silent).unwrap();
    assert!(fitted.overlay.rules.contains("id = \"fit.toy.signal_questions_1\""), "{}", fitted.overlay.rules);
    let evaluation = Evaluation::run(&fitted.classifier, &posts, &Task::sentiment()).unwrap();
    assert!(evaluation.confusion().accuracy() > 0.99);
}

#[test]
fn composition_is_tuned_where_posts_show_it() {
    const SAID: &str = "the room was not delightful";
    // Here a negated good word is plainly negative, more than the data says.
    let text: String = (0..240)
        .map(|number| match number % 4 {
            0 => "negative\tthe room was not delightful\n",
            1 => "negative\tthe room was not superb\n",
            2 => "neutral\tit was by the door\n",
            _ => "positive\tit was nice\n",
        })
        .collect();
    let posts = read(&format!("label\ttext\n{text}")).unwrap();
    let prior = Prior { known: 0.01, biases: 0.01, ..Prior::default() };
    let learner = Learner::new(Task::sentiment()).steps([Step::Composition]).prior(prior);
    let fitted = learner.fit(&[&posts], &mut silent).unwrap();
    assert!(fitted.overlay.composition.contains("good_to_negative"), "{}", fitted.overlay.composition);
    let before = Classifier::new().classify(SAID).sentiment.negative;
    assert!(fitted.classifier.classify(SAID).sentiment.negative > before);
}

#[test]
fn calibration_mends_what_is_too_sure_of_itself() {
    let text: String = (0..300)
        .map(|number| match number % 3 {
            0 => "neutral\tit was wonderful\n",
            1 => "positive\tit was wonderful\n",
            _ => "neutral\tit was by the door\n",
        })
        .collect();
    let posts = read(&format!("label\ttext\n{text}")).unwrap();
    let evaluation = Evaluation::run(&Classifier::new(), &posts, &Task::sentiment()).unwrap();
    let calibration = Calibration::of(&[&evaluation], 5, 1);
    assert!(calibration.offsets[1] < 0.0, "{calibration:?}");
    assert!(calibration.after.error < calibration.before.error);
    assert!(calibration.after.error < calibration.before.error * 0.7, "{} after {}", calibration.after, calibration.before);
}

#[test]
fn an_ablation_takes_the_steps_one_by_one() {
    let toy = toy(200, 10);
    let learner = learner(&toy).steps([Step::Points, Step::Words]);
    let stages = learner.ablation(&[&toy.posts], 2, 1, &mut silent).unwrap();
    assert_eq!(stages.iter().map(|stage| stage.steps.len()).collect::<Vec<_>>(), [1, 2]);
    let fitted = learner.fit(&[&toy.posts], &mut silent).unwrap();
    let page = report(&learner, &fitted, &stages, None, 50, 1);
    assert!(
        page.contains("## What each step buys") && page.contains("| words |") && page.contains("### toy (200 posts)"),
        "{page}"
    );
}

#[test]
fn progress_is_told() {
    let toy = toy(100, 11);
    let mut stages = Vec::new();
    learner(&toy).fit(&[&toy.posts], &mut |progress| stages.push(progress.stage.to_owned())).unwrap();
    assert!(stages.iter().any(|stage| stage == "fitting") && stages.iter().any(|stage| stage == "fitting again"));
}

#[test]
fn a_fit_starts_from_what_leanings_say() {
    let text = "label\ttext\n".to_owned() + &"positive\tplunkish shoes\nneutral\tshoes\n".repeat(50);
    let posts = read(&text).unwrap();
    let base = || Classifier::builder().lexicon("own.tsv", "plunkish\tpositive=1\t-\town\n");
    let learned = |base: Builder| {
        let fitted = Learner::new(Task::sentiment()).base(base).steps([Step::Points]).fit(&[&posts], &mut silent).unwrap();
        fitted
            .changes
            .iter()
            .find(|change| change.term == "plunkish" && change.scale == "positive")
            .map_or(1, |change| change.after)
    };
    let plain = learned(base());
    // What a leaning says already need not be learned; what it says wrongly is made up for.
    let leans = |points: i32| base().language("en", [("leanings.tsv", format!("plunkish\tpositive={points}\tposts:9\n"))]);
    let [told, misled] = [150, -60].map(|points| learned(leans(points)));
    assert!(plain > 10, "{plain}");
    assert!(told < plain / 2 && misled > plain, "{told} {plain} {misled}");
}
