//! Bad files and what is said of them: place, what was found, what was expected, the nearest right word.

use hearken::{Builder, Classifier, Error, Flag};

fn refuse(builder: Builder) -> Error {
    builder.build().expect_err("the file is bad")
}

#[track_caller]
fn says(builder: Builder, expected: &str) {
    assert_eq!(refuse(builder).to_string(), expected);
}

fn lexicon(text: &str) -> Builder {
    Classifier::builder().lexicon("mine.tsv", text)
}

fn phrases(text: &str) -> Builder {
    Classifier::builder().phrases("mine.tsv", text)
}

fn rules(text: &str) -> Builder {
    Classifier::builder().rules("mine.toml", text)
}

#[test]
fn words() {
    says(
        lexicon("sturdy\tpositive=20\t-\tme\nclunky\tnegatve=20\t-\tme\n"),
        "mine.tsv:2:8: unknown scale `negatve`; did you mean `negative`?\n  | clunky negatve=20 - me\n  |        ^",
    );
    says(
        lexicon("sturdy\tpositive=200\t-\tme\n"),
        "mine.tsv:1:17: expected points from -127 to 127, found `200`\n  | sturdy positive=200 - me\n  |                 ^",
    );
    says(
        lexicon("sturdy\tpositive=20\n"),
        "mine.tsv:1:19: expected 4 columns separated by tabs, found 2\n  | sturdy positive=20\n  |                   ^",
    );
    says(
        lexicon("sturdy\tpositive=20\tfalt\tme\n"),
        "mine.tsv:1:20: unknown cue `falt`; did you mean `fault`?\n  | sturdy positive=20 falt me\n  |                    ^",
    );
    assert!(refuse(lexicon("a\tpositive=1\t-\t-\n")).is_syntax());
    assert!(refuse(lexicon("Sturdy\tpositive=1\t-\tme\n")).is_syntax());
    assert!(refuse(lexicon("a\tpositive=1\t-\tme\na\tpositive=2\t-\tme\n")).is_conflict());
}

#[test]
fn patterns() {
    says(
        phrases("go (away|off\t-\tfault\tme\n"),
        "mine.tsv:1:4: expected `)` to this bracket\n  | go (away|off - fault me\n  |    ^",
    );
    says(
        phrases("the <bramd> app\t-\tfault\tme\n"),
        "mine.tsv:1:6: unknown class `bramd`; did you mean `brand`?\n  | the <bramd> app - fault me\n  |      ^",
    );
    says(phrases("Stop\t-\tfault\tme\n"), "mine.tsv:1:1: expected lower case, found `Stop`\n  | Stop - fault me\n  | ^");
    says(
        phrases("a ..99 b\t-\tfault\tme\n"),
        "mine.tsv:1:5: expected a gap of 1 to 10 terms\n  | a ..99 b - fault me\n  |     ^",
    );
    assert!(refuse(phrases("ok?\t-\tfault\tme\n")).is_syntax());
    assert!(refuse(phrases("some thing\t-\t-\tme\n")).is_syntax());
    assert!(refuse(phrases("no such phrase here\tremove\t-\tme\n")).is_unknown_name());
    let cycle = "cues.tsv";
    let builder = Classifier::builder()
        .cues(cycle, "aa\tx\ty\nbb\tx\ty\n")
        .phrases("mine.tsv", "@aa now then\t-\tbb\tme\n@bb then now\t-\taa\tme\n");
    assert!(refuse(builder).is_conflict());
}

#[test]
fn rule_files() {
    let rule = |body: &str| rules(&format!("[[rule]]\nid = \"my.rule\"\nreason = \"r\"\n{body}\n"));
    says(
        rule("all = [\"falt\"]\nurgency = 3"),
        "mine.toml:4:9: unknown cue `falt`; did you mean `fault`?\n  | all = [\"falt\"]\n  |         ^",
    );
    says(rule("al = [\"fault\"]"), "mine.toml:4:1: unknown key `al`; did you mean `all`?\n  | al = [\"fault\"]\n  | ^");
    says(
        rule("all = [\"fault\"]\ngives = { complant = 3 }"),
        "mine.toml:5:11: unknown flag or scale `complant`; did you mean `complaint`?\n  | gives = { complant = 3 }\n  |           ^",
    );
    assert!(refuse(rule("all = [\"fault/negatd\"]\nurgency = 3")).to_string().contains("did you mean `negated`?"));
    assert!(refuse(rule("all = [\"signal.wrds>=3\"]\nurgency = 3")).to_string().contains("did you mean `words`?"));
    assert!(refuse(rule("all = [\"signal.words>=x\"]\nurgency = 3")).is_syntax());
    assert!(refuse(rule("urgency = 3")).to_string().contains("can never fire"));
    assert!(refuse(rule("all = [\"fault\"]\nnone = [\"fault\"]\nurgency = 3")).to_string().contains("can never fire"));
    assert!(refuse(rule("all = [\"fault\"]")).to_string().contains("gives nothing"));
    assert!(refuse(rule("all = [\"flag.complaint\"]\ngives = { complaint = 3 }")).is_conflict());
    assert!(refuse(rule("all = [\"fault\"]\nroute = \"cere\"")).to_string().contains("did you mean `care`?"));
    let twice = "[[rule]]\nid = \"a.b\"\nreason = \"r\"\nall = [\"fault\"]\nurgency = 1\n".repeat(2);
    assert!(refuse(rules(&twice)).to_string().contains("declared twice"));
    let cycle = "[[rule]]\nid = \"a.b\"\nreason = \"r\"\nnone = [\"rule.a.c\"]\nall = [\"fault\"]\nurgency = 1\n\
                 [[rule]]\nid = \"a.c\"\nreason = \"r\"\nnone = [\"rule.a.b\"]\nall = [\"fault\"]\nurgency = 1\n";
    assert!(refuse(rules(cycle)).to_string().contains("depends on itself"));
    assert!(refuse(rules("disable = [\"no.such\"]")).is_unknown_name());
}

#[test]
fn numbers_out_of_bounds() {
    assert!(refuse(rules("[flags.mine]\nbias = 20000\nmeaning = \"m\"\n")).is_syntax());
    assert!(refuse(rules("[flags.positive]\nmeaning = \"m\"\n")).is_conflict());
    assert!(refuse(rules("[flags.\"A b\"]\nmeaning = \"m\"\n")).is_syntax());
    let composition = |text: &str| Classifier::builder().composition("mine.toml", text);
    assert!(refuse(composition("[strength]\nleast = 500\n")).is_conflict());
    assert!(refuse(composition("[strength]\ncapitals = 2147483647\n")).is_syntax());
    assert!(refuse(Classifier::builder().threshold(Flag::COMPLAINT, f32::NAN)).is_syntax());
}

#[test]
fn a_rule_that_reads_a_verdict_by_way_of_another_gives_no_points_wherever_it_stands() {
    let reads = "[[rule]]\nid = \"x.a\"\nreason = \"r\"\nall = [\"rule.x.b\"]\ngives = { complaint = 5 }\n";
    let read = "[[rule]]\nid = \"x.b\"\nreason = \"r\"\nall = [\"flag.complaint\"]\nurgency = 5\n";
    assert!(refuse(rules(&format!("{reads}{read}"))).is_conflict());
    assert!(refuse(rules(&format!("{read}{reads}"))).is_conflict());
}

#[test]
fn thresholds_name_a_declared_flag() {
    assert!(
        refuse(Classifier::builder().threshold(Flag::named("complant"), 0.5)).to_string().contains("did you mean `complaint`?")
    );
}

/// A builder with one more language, of these files.
fn language(files: &[(&str, &str)]) -> Builder {
    let words = ("lexicon.tsv", "差\tnegative=30\t-\tme\ngood\tpositive=30\t-\tme\n");
    let files = [words].into_iter().chain(files.iter().copied());
    bare().language("xx", files.map(|(name, text)| (name.to_owned(), text.to_owned())))
}

/// Meanings, rules and composition, and no language.
fn bare() -> Builder {
    Builder::empty()
        .cues("cues.tsv", include_str!("../data/cues.tsv"))
        .rules("rules.toml", include_str!("../data/rules.toml"))
        .composition("composition.toml", include_str!("../data/composition.toml"))
}

#[test]
fn settings_of_a_language() {
    let settings = |more: &str| {
        let text = format!("code = \"xx\"\nname = \"Example\"\nscript = \"Han\"\n{more}");
        language(&[("language.toml", text.as_str())])
    };
    assert!(settings("").build().is_ok());
    says(settings("[scope]\nreech = 2\n"), "language.toml:5:1: unknown key `reech`; did you mean `reach`?\n  | reech = 2\n  | ^");
    says(settings("[scope]\nback_reach = 99\n"), "language.toml:5:1: expected back_reach from 0 to 32, found 99");
    says(
        settings("function_words = [\"und\", \"Der\"]\n"),
        "language.toml:4:1: expected single words in lower case in function_words, found `Der`",
    );
    assert!(refuse(settings("[spelling]\nalternatives = [[\"\", \"x\"]]\n")).is_syntax());
    let script = language(&[("language.toml", "code = \"xx\"\nname = \"Example\"\nscript = \"Hann\"\n")]);
    assert_eq!(refuse(script).suggestion(), Some("Han"));
    says(
        Classifier::builder().composition("mine.toml", "[strength]\ncapitls = 3\n"),
        "mine.toml:2:1: unknown key `capitls`; did you mean `capitals`?\n  | capitls = 3\n  | ^",
    );
}

#[test]
fn files_of_text_without_spaces() {
    for (name, text, place) in [
        ("guards.tsv", "坏\t-\t多\n", (1, 1)),
        ("guards.tsv", "good\t-\tx\n", (1, 1)),
        ("guards.tsv", "差\t-\t-\n", (1, 3)),
        ("guards.tsv", "差\t-\t+\n", (1, 3)),
        ("guards.tsv", "差\t-\t多\n差\t-\t儿\n", (2, 1)),
        ("characters.tsv", "ab\tc\n", (1, 1)),
        ("characters.tsv", "態\t态\n態\t太\n", (2, 1)),
        ("leanings.tsv", "*差*\tmute\n", (1, 5)),
        ("leanings.tsv", "*差*\t-\n", (1, 5)),
        ("leanings.tsv", "*差*\tnegative=3\n*差*\tnegative=4\n", (2, 1)),
        ("leanings.tsv", "*good*\tnegative=3\n", (1, 1)),
    ] {
        let error = refuse(language(&[(name, text)]));
        assert_eq!((error.file(), error.line(), error.column()), (name, place.0, place.1), "{text}: {error}");
    }
    assert_eq!(refuse(language(&[("gards.tsv", "")])).suggestion(), Some("guards"));
}

#[test]
fn no_file_gives_meaning_to_words_that_nobody_knows() {
    assert!(refuse(language(&[("variants.tsv", "-\tgood\n")])).is_syntax());
    assert!(refuse(language(&[("variants.tsv", "x\tgood\nx\t差\n")])).is_conflict());
    // An inflection that leaves nothing of a word.
    let settings =
        "code = \"xx\"\nname = \"Example\"\nscript = \"Latin\"\n[inflection]\nrules = [{ ending = \"ed\", forms = [\"\"] }]\n";
    let files = [("language.toml", settings), ("phrases.tsv", "ed~\tnegative=90\t-\n")];
    let classifier = language(&files).build().expect("it can be loaded");
    let mut post = hearken::Post::new("qqq zzz");
    post.lang = Some("xx".to_owned());
    let evidence = classifier.analyzer().explain_post(&post).evidence;
    assert!(!evidence.iter().any(|item| item.source.starts_with("lexicon:")), "{evidence:?}");
}

#[test]
fn words_belong_to_a_language_with_a_code() {
    says(
        bare().lexicon("mine.tsv", "good\tpositive=30\t-\tme\n"),
        "mine.tsv: these words are for no language, as none is loaded",
    );
    let words = [("lexicon.tsv", "good\tpositive=30\t-\tme\n")];
    says(
        Classifier::builder().language("english", words),
        "language: expected the code of a language, two or three letters, found `english`",
    );
}

fn leanings_of_facts(text: &str) -> Builder {
    Classifier::builder().leanings("leanings.tsv", text)
}

fn leanings_of_words(text: &str) -> Builder {
    Classifier::builder().language("en", [("leanings.tsv", text)])
}

#[test]
fn leanings_of_words_and_of_facts_name_what_gets_points() {
    says(
        leanings_of_words("sturdy\tpraise=4\tposts:9\nclunky\tcomplant=4\tposts:9\n"),
        "leanings.tsv:2:8: unknown flag or scale `complant`; did you mean `complaint`?\n  | clunky complant=4 posts:9\n  |        ^",
    );
    says(
        leanings_of_facts("fault\tpraise=-2,agry=4\tposts:9\n"),
        "leanings.tsv:1:17: unknown flag or scale `agry`; did you mean `angry`?\n  | fault praise=-2,agry=4 posts:9\n  |                 ^",
    );
    says(
        leanings_of_words("clunky\tcomplaint=4,complaint=5\tposts:9\n"),
        "leanings.tsv:1:20: `complaint` is given points twice\n  | clunky complaint=4,complaint=5 posts:9\n  |                    ^",
    );
}

#[test]
fn leanings_of_facts_name_facts_that_there_are() {
    says(
        leanings_of_facts("falt\tcomplaint=4\tposts:9\n"),
        "leanings.tsv:1:1: unknown cue `falt`; did you mean `fault`?\n  | falt complaint=4 posts:9\n  | ^",
    );
    says(
        leanings_of_facts("fault\tcomplaint=4\tposts:9\nsignal.questins>=1\tquestion=4\tposts:9\n"),
        "leanings.tsv:2:1: unknown signal `questins`; did you mean `questions`?\n  | signal.questins>=1 question=4 posts:9\n  | ^",
    );
    // What is decided by leanings cannot lean.
    says(
        leanings_of_facts("flag.angry\tcomplaint=4\tposts:9\n"),
        "leanings.tsv:1:1: expected a cue, a signal, a sum, a role or a rule: flags and polarity are decided by what leans\n  | flag.angry complaint=4 posts:9\n  | ^",
    );
}

#[test]
fn leanings_are_faint_whole_numbers() {
    says(
        leanings_of_words("clunky\tcomplaint=201\tposts:9\n"),
        "leanings.tsv:1:18: expected points from -200 to 200, found `201`\n  | clunky complaint=201 posts:9\n  |                  ^",
    );
    says(
        leanings_of_facts("fault\tcomplaint=0.5\tposts:9\n"),
        "leanings.tsv:1:17: expected points from -200 to 200, found `0.5`\n  | fault complaint=0.5 posts:9\n  |                 ^",
    );
    says(
        leanings_of_words("clunky\tcomplaint\tposts:9\n"),
        "leanings.tsv:1:8: expected `flag=points` or `remove`, found `complaint`\n  | clunky complaint posts:9\n  |        ^",
    );
    assert!(leanings_of_words("clunky\tcomplaint=-200\tposts:9\n").build().is_ok());
}

#[test]
fn a_line_of_leanings_has_one_word_or_two_and_stands_once() {
    says(
        leanings_of_words("clunky\tcomplaint=4\tposts:9\nvery clunky shoes\tcomplaint=4\tposts:9\n"),
        "leanings.tsv:2:1: expected one word, two words, `!word` or `*piece*`\n  | very clunky shoes complaint=4 posts:9\n  | ^",
    );
    for builder in [leanings_of_words, leanings_of_facts] {
        says(
            builder("fault\tcomplaint=4\tposts:9\nagain\tcomplaint=2\tposts:9\nfault\tcomplaint=5\tposts:9\n"),
            "leanings.tsv:3:1: `fault` stands twice in this file\n  | fault complaint=5 posts:9\n  | ^",
        );
        says(builder("fault\n"), "leanings.tsv:1:6: expected 2 columns separated by tabs, found 1\n  | fault\n  |      ^");
    }
}
