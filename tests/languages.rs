//! What languages differ in, shown on small languages made of a few words each: text without spaces, negation, identification.

use hearken::{Analyzer, Builder, Classifier, Flag, LanguageCode, Polarity, Post, Support, Trace};

/// An analyzer that knows one more language, `xx`, of these settings and files.
fn analyzer(script: &str, settings: &str, files: &[(&str, &str)]) -> Analyzer {
    let settings = format!("code = \"xx\"\nname = \"Example\"\nscript = \"{script}\"\n{settings}");
    let files = files.iter().copied().chain([("language.toml", settings.as_str())]);
    match Classifier::builder().language("xx", files.map(|(name, text)| (name.to_owned(), text.to_owned()))).build() {
        Ok(classifier) => classifier.analyzer(),
        Err(error) => panic!("{error}"),
    }
}

fn trace(analyzer: &mut Analyzer, text: &str) -> Trace {
    let mut post = Post::new(text);
    post.lang = Some("xx".to_owned());
    analyzer.trace_post(&post)
}

/// The pieces of a text as they stand in it, and the words they were found to be.
fn pieces<'t>(analyzer: &mut Analyzer, text: &'t str) -> Vec<(&'t str, String)> {
    let terms = trace(analyzer, text).terms;
    terms.into_iter().map(|term| (&text[term.span.start as usize..term.span.end as usize], term.word)).collect()
}

/// The words a text negates, separated by spaces.
fn negated(analyzer: &mut Analyzer, text: &str) -> String {
    let terms = trace(analyzer, text).terms;
    let words: Vec<&str> = terms.iter().filter(|term| term.negated).map(|term| term.span.of(text)).collect();
    words.join(" ")
}

const CHINESE: &[(&str, &str)] = &[
    (
        "lexicon.tsv",
        "不错\tpositive=20\t-\tx\n差\tnegative=30\t-\tx\n太\t-\tintensifier\tx\n不\t-\tnegator\tx\n客服\t-\t-\tx\n态度\t-\t-\tx\n客服态度\t-\t-\tx\n",
    ),
    ("guards.tsv", "差\t-\t不多 点儿\n"),
    ("characters.tsv", "態\t态\n錯\t错\n"),
    ("leanings.tsv", "*太差*\tnegative=5\n*差*\tnegative=3,question=-4\n"),
];

#[test]
fn runs_are_cut_by_the_longest_words_from_the_left() {
    let mut analyzer = analyzer("Han", "", CHINESE);
    let found = pieces(&mut analyzer, "客服態度太差！真不錯");
    let words = [("客服態度", "客服态度"), ("太", "太"), ("差", "差"), ("真", ""), ("不錯", "不错")];
    assert_eq!(found, words.map(|(piece, word)| (piece, word.to_owned())));
}

#[test]
fn a_pattern_takes_the_longer_word_that_its_units_spell() {
    let words = "不理\t-\t-\tx\n客服\t-\t-\tx\n不\t-\tnegator\tx\n不错\tpositive=20\t-\tx\n错\t-\tfault\tx\n";
    let patterns = "客服 .. 不 理\tnegative=20\t-\tx\n@negator @fault\tnegative=20\t-\tx\n";
    let mut analyzer = analyzer("Han", "", &[("lexicon.tsv", words), ("phrases.tsv", patterns)]);
    assert_eq!(trace(&mut analyzer, "客服都不理人").phrases.len(), 1);
    // But not an idiom that means something else.
    assert_eq!(trace(&mut analyzer, "不错").phrases.len(), 0);
}

#[test]
fn a_guarded_word_gives_way() {
    let mut analyzer = analyzer("Han", "", CHINESE);
    assert!(pieces(&mut analyzer, "差不多").iter().all(|(_, word)| word != "差"));
    assert!(pieces(&mut analyzer, "差啊").iter().any(|(_, word)| word == "差"));
}

#[test]
fn grams_are_found_over_one_another_and_count_once() {
    let mut analyzer = analyzer("Han", "", CHINESE);
    let mut post = Post::new("太差，太差");
    post.lang = Some("xx".to_owned());
    let evidence = analyzer.explain_post(&post).evidence;
    let grams: Vec<_> = evidence.iter().filter(|item| item.source.starts_with("leaning:*")).collect();
    let found: Vec<_> =
        grams.iter().map(|item| (item.source.as_str(), item.scale.as_str(), item.span.start, item.points)).collect();
    let expected =
        [("leaning:*太差*", "negative", 0, 5), ("leaning:*差*", "negative", 3, 3), ("leaning:*差*", "question", 3, -4)];
    assert_eq!(found, expected);
}

#[test]
fn kana_is_read_by_sound_with_its_place_in_the_original() {
    let words =
        "むかつく\tanger=30\t-\tx\nすごい\tpositive=10\t-\tx\nアプリ\t-\t-\tx\nバカ\tabuse=30\t-\tx\nカス\tabuse=30\t-\tx\n";
    let mut analyzer = analyzer("Kana", "", &[("lexicon.tsv", words)]);
    // Half-width letters, katakana for hiragana, a drawn-out vowel, a letter repeated.
    let found = pieces(&mut analyzer, "ｱﾌﾟﾘがムカツク。すごーーーーい");
    let known: Vec<_> = found.iter().filter(|(_, word)| !word.is_empty()).map(|(piece, word)| (*piece, word.as_str())).collect();
    assert_eq!(known, [("ｱﾌﾟﾘ", "アプリ"), ("ムカツク", "むかつく"), ("すごーーーーい", "すごい")]);
    // A run of katakana is a word, and an entry in katakana does not fit hiragana.
    for text in ["バカンス", "動かす"] {
        assert!(pieces(&mut analyzer, text).iter().all(|(_, word)| word.is_empty()), "{text}");
    }
    assert_eq!(pieces(&mut analyzer, "バカアプリ").len(), 2);
}

#[test]
fn names_are_found_inside_runs() {
    let mut analyzer = analyzer("Kana", "", &[]);
    let mut post = Post::new("アクメの対応");
    (post.lang, post.brand) = (Some("xx".to_owned()), Some(hearken::Brand::new("アクメ")));
    let terms = analyzer.trace_post(&post).terms;
    assert!(terms[0].cues.iter().any(|cue| cue == "brand") && terms[0].span.len() == "アクメ".len());
}

#[test]
fn a_negator_acts_forward_up_to_its_reach() {
    let mut analyzer = analyzer("Han", "[scope]\nreach = 2\n", CHINESE);
    assert_eq!(negated(&mut analyzer, "不太差啊吧"), "太 差");
}

const GERMAN: &str = "nicht\t-\tnegator\tx\nkein\t-\tnegator_determiner\tx\ngut\tpositive=30\t-\tx\nkündige\t-\tleave_verb\tx\n\
    toll\tpositive=30\t-\tx\nleider\tnegative=20\tcomment\tx\nist\t-\tauxiliary\tx\nwurde\t-\tauxiliary\tx\nproblem\tnegative=20\t-\tx\nund\t-\tcoordinator\tx\n\
    schlecht\tnegative=30\t-\tx\n";

#[test]
fn a_negator_with_nothing_left_to_negate_acts_backward() {
    let settings =
        "function_words = [\"das\", \"den\", \"ich\", \"es\", \"mir\", \"mehr\", \"nicht\"]\n[scope]\ntwo_way = true\n";
    let mut analyzer = analyzer("Latin", settings, &[("lexicon.tsv", GERMAN)]);
    for (text, expected) in [
        ("das ist nicht gut", "gut"),
        ("gut ist das nicht", "gut ist das"),
        ("ich kündige den Vertrag nicht mehr", "ich kündige den Vertrag mehr"),
        ("leider funktioniert es nicht", "funktioniert es"),
        ("es funktioniert nicht auf dem Handy", "funktioniert auf dem Handy"),
        ("das Problem wurde nicht gelöst", "gelöst"),
        ("ich kündige den toll Vertrag gut nicht", "ich kündige den Vertrag gut"),
        ("kein Problem und gut", "Problem"),
    ] {
        assert_eq!(negated(&mut analyzer, text), expected, "{text}");
    }
}

#[test]
fn a_suffix_negates_the_predicate_it_follows() {
    let words = "ない\t-\tnegator_back\tx\n良く\tpositive=30\t-\tx\n最悪\tnegative=40\t-\tx\nけど\t-\tcontrast\tx\n解約\t-\tleave_verb\tx\n楽しい\tpositive=30\t-\tx\n";
    let mut analyzer = analyzer("Kana", "[scope]\nfinal_conjunctions = true\n", &[("lexicon.tsv", words)]);
    for (text, expected) in [
        ("対応が良くない", "良く"),
        ("最悪な解約していない", "解約 し て い"),
        ("楽しいけど良くない", "良く"),
        ("解約しないけど最悪", "解約 し"),
    ] {
        assert_eq!(negated(&mut analyzer, text), expected, "{text}");
    }
    let terms = trace(&mut analyzer, "楽しいけど最悪").terms;
    assert!(
        terms[0].states.iter().any(|state| state == "outweighed") && terms[2].states.iter().any(|state| state == "outweighing")
    );
}

#[test]
fn two_negators_of_one_clause_do_not_cancel_and_an_answer_negates_nothing() {
    let words = "no\t-\tnegator,answer_no\tx\nnada\t-\tnegator\tx\nbueno\tpositive=30\t-\tx\n";
    let mut analyzer = analyzer("Latin", "", &[("lexicon.tsv", words)]);
    assert_eq!(negated(&mut analyzer, "no es nada bueno"), "es bueno");
    assert_eq!(negated(&mut analyzer, "no, es bueno"), "");
}

#[test]
fn languages_are_told_apart() {
    let mut analyzer = Classifier::new().analyzer();
    let wrong: Vec<_> = [
        ("where is my refund, I have been waiting for two weeks", "en", Support::Full),
        ("wo bleibt mein Geld, ich warte seit zwei Wochen und keiner meldet sich", "de", Support::Full),
        ("¿dónde está mi reembolso? llevo dos semanas esperando", "es", Support::Full),
        ("我的退款在哪里，已经等了两个星期", "zh", Support::Full),
        ("我的退款在哪裡？已經等了兩個星期", "zh", Support::Full),
        ("返金はいつですか。もう二週間待っています", "ja", Support::Full),
        ("対応最悪", "ja", Support::Full),
        ("où est mon remboursement, je suis très déçu de votre service", "fr", Support::None),
        ("dov'è il mio rimborso, non è possibile che nessuno mi risponda", "it", Support::None),
        ("waar blijft mijn geld, ik wacht al twee weken en niemand helpt", "nl", Support::None),
        ("где мои деньги", "ru", Support::None),
        ("환불은 언제 되나요", "ko", Support::None),
        ("i have been waiting for you all week, ich warte seit Wochen und ihr macht gar nichts", "de", Support::Partial),
        ("😡😡😡", "en", Support::Full),
    ]
    .into_iter()
    .filter_map(|(text, code, support)| {
        let language = analyzer.classify(text).language;
        let right = language.code == LanguageCode::new(code) && language.support == support;
        (!right).then(|| format!("{text}: {language:?}"))
    })
    .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_hint_is_taken_as_stated() {
    let mut analyzer = Classifier::new().analyzer();
    for (hint, support) in [("de", Support::Full), ("de-AT", Support::Full), ("fr", Support::None)] {
        let mut post = Post::new("super service");
        post.lang = Some(hint.to_owned());
        let language = analyzer.classify_post(&post).language;
        assert_eq!((language.code, language.support), (LanguageCode::new(hint), support));
    }
}

#[test]
fn words_are_known_in_their_other_spellings_and_exact_words_win() {
    let settings = "[spelling]\nalternatives = [[\"ä\", \"ae\"], [\"ß\", \"ss\"], [\"é\", \"e\"]]\n";
    let words = "verspätet\tnegative=30\t-\tx\ngrößenwahn\tnegative=20\t-\tx\ntomé\tnegative=9\t-\tx\ntome\tpositive=9\t-\tx\n";
    let mut analyzer = analyzer("Latin", settings, &[("lexicon.tsv", words)]);
    for (text, word) in [("VERSPAETET", "verspätet"), ("grössenwahn", "größenwahn"), ("tome", "tome"), ("tomé", "tomé")] {
        assert_eq!(pieces(&mut analyzer, text), [(text, word.to_owned())]);
    }
}

#[test]
fn compounds_are_cut_into_known_words_that_share_their_place() {
    let settings = "[spelling]\ncapitals_in_nouns = true\nlinks = [\"s\", \"n\"]\ndropped = [\"n\"]\n";
    let words = "verzögerung\tnegative=30\t-\tx\nliefern\t-\t-\tx\nkunde\t-\t-\tx\nservice\t-\t-\tx\nwüste\tnegative=20\t-\tx\n";
    let mut analyzer = analyzer("Latin", settings, &[("lexicon.tsv", words)]);
    for (text, parts) in [
        ("Lieferverzögerung", &["liefern", "verzögerung"][..]),
        ("Kundenservice", &["kunde", "service"]),
        ("Kundenservicewüste", &["kunde", "service", "wüste"]),
        ("Quatschservice", &[""]),
    ] {
        let found: Vec<String> = pieces(&mut analyzer, text).into_iter().map(|(_, word)| word).collect();
        assert_eq!(found, parts, "{text}");
    }
    // A capital makes no name of a known noun.
    let terms = trace(&mut analyzer, "mein Kunde").terms;
    assert!(!terms[1].cues.iter().any(|cue| cue == "name"));
}

/// Every file of a folder, as a caller would hand them over.
fn folder(path: &str) -> Vec<(String, String)> {
    let entries = std::fs::read_dir(path).unwrap_or_else(|error| panic!("{path}: {error}"));
    let read = |path: std::path::PathBuf| (path.display().to_string(), std::fs::read_to_string(&path).expect("a text file"));
    entries.map(|entry| read(entry.expect("an entry").path())).collect()
}

#[test]
fn a_sixth_language_is_a_folder() {
    let files = folder(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/esperanto"));
    let classifier = Classifier::builder().language("eo", files).build().unwrap_or_else(|error| panic!("{error}"));
    assert!(classifier.languages().any(|code| code.as_str() == "eo"));
    let mut analyzer = classifier.analyzer();
    for (text, label) in [
        ("la servo estas tre bona", Polarity::Positive),
        ("la servo ne estas bona", Polarity::Negative),
        ("mi estas cxe la servo kaj ĝi estas malbona", Polarity::Negative),
    ] {
        let verdict = analyzer.classify(text);
        assert_eq!((verdict.language.code.as_str(), verdict.sentiment.label), ("eo", label), "{text}");
    }
    // Rules name meanings, so they hold in every language.
    assert!(analyzer.classify("kaj mi nuligas la kontrakton").flags.contains(&Flag::CHURN_RISK));
    // The others are read as before.
    let english = "your service is awful, I am leaving";
    let (before, after) = (Classifier::new().classify(english), analyzer.classify(english));
    assert_eq!((before.sentiment, before.flags, before.urgency), (after.sentiment, after.flags, after.urgency));
}

#[test]
fn an_empty_builder_takes_everything_from_its_caller() {
    let data = |name: &str| std::fs::read_to_string(format!("{}/data/{name}", env!("CARGO_MANIFEST_DIR"))).expect(name);
    let shared = Builder::empty()
        .cues("cues.tsv", data("cues.tsv"))
        .emoji("emoji.tsv", data("emoji.tsv"))
        .confusables("confusables.tsv", data("confusables.tsv"))
        .unsupported("unsupported.tsv", data("unsupported.tsv"))
        .rules("rules.toml", data("rules.toml"))
        .leanings("leanings.tsv", data("leanings.tsv"))
        .composition("composition.toml", data("composition.toml"));
    let none = shared.clone().build().unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(none.languages().count(), 0);
    assert_eq!(none.classify("where is my refund").language.support, Support::None);
    let english = folder(concat!(env!("CARGO_MANIFEST_DIR"), "/data/en"));
    let english: Vec<_> = english.into_iter().filter(|(name, _)| !name.ends_with(".jsonl")).collect();
    let loaded = shared.language("en", english).build().unwrap_or_else(|error| panic!("{error}"));
    for text in ["where is my refund", "third time I call, and nobody answers 😡", "not bad at all"] {
        let (one, other) = (loaded.classify(text), Classifier::new().classify(text));
        assert_eq!((one.sentiment, one.flags, one.urgency), (other.sentiment, other.flags, other.urgency), "{text}");
    }
    assert!(Builder::empty().build().is_err(), "a composition is needed");
}

/// Whether a file of a language only measures it or says how others of its files come about.
fn is_not_read(name: &str) -> bool {
    ["posts", "pairs", "cases", "learn.", "never", "frames.toml", "leanings.toml"].iter().any(|kind| name.starts_with(kind))
}

#[test]
fn every_file_of_the_data_is_embedded() {
    let listing = include_str!("../src/embedded.rs");
    let missing: Vec<String> = ["en", "de", "es", "zh", "ja"]
        .into_iter()
        .flat_map(|code| folder(&format!("{}/data/{code}", env!("CARGO_MANIFEST_DIR"))))
        .map(|(path, _)| path)
        .filter(|path| {
            let name = path.rsplit('/').next().unwrap_or(path);
            !is_not_read(name) && !listing.contains(&format!("\"{name}\""))
        })
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn a_file_whose_name_says_nothing_is_refused_and_so_is_another_code() {
    let refused = |files: [(&str, &str); 1]| Classifier::builder().language("eo", files).build().is_err();
    assert!(refused([("words.tsv", "")]));
    assert!(refused([("language.toml", "code = \"fr\"\nname = \"x\"\nscript = \"Latin\"\n")]));
    assert!(refused([("guards.tsv", "nenio\ta\tb\n")]), "a guard for a word that no file names");
    assert!(!refused([("posts.jsonl", "")]));
}

#[test]
fn as_many_languages_as_there_may_be_are_told_apart() {
    let data = |name: &str| std::fs::read_to_string(format!("{}/data/{name}", env!("CARGO_MANIFEST_DIR"))).expect(name);
    let shared = Builder::empty().cues("cues.tsv", data("cues.tsv")).composition("composition.toml", data("composition.toml"));
    let most = 32u8;
    let full = (0..most).fold(shared, |builder, number| {
        let code = format!("{}{}", char::from(b'a' + number / 26), char::from(b'a' + number % 26));
        let words = format!("wort{code}\t-\t-\tx\n");
        builder.language(&code, [("lexicon.tsv", words)])
    });
    let classifier = full.clone().build().unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(classifier.classify("wortbf wortbf wortbf").language.code, LanguageCode::new("bf"));
    assert!(full.language("zz", [("lexicon.tsv", "a\t-\t-\tx\n")]).build().is_err());
}

#[test]
fn other_spellings_replace_each_letter_once() {
    let settings = "[spelling]\nalternatives = [[\"ä\", \"öö\"], [\"ö\", \"ää\"]]\n";
    let mut analyzer = analyzer("Latin", settings, &[("lexicon.tsv", "äxö\tnegative=30\t-\tx\n")]);
    assert_eq!(pieces(&mut analyzer, "ööxää"), [("ööxää", "äxö".to_owned())]);
}
