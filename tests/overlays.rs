//! A new word, cue, phrase, flag and rule, by data alone; and every way of taking something back.

use hearken::{Brand, Classifier, Flag, Polarity, Post, Route, UrgencyLevel};

#[test]
fn an_overlay_adds_changes_and_removes_words() {
    let classifier = Classifier::builder()
        .lexicon("acme.tsv", "frobbed\tnegative=60\t-\tacme\nawesome\tnegative=40,positive=0\t-\tacme\ngreat\tremove\t-\tacme\nacme blue\tpositive=50\t-\tacme\n")
        .build()
        .unwrap();
    let label = |text: &str| classifier.classify(text).sentiment.label;
    assert_eq!(label("completely frobbed"), Polarity::Negative);
    assert_eq!(label("awesome"), Polarity::Negative);
    assert_eq!(label("great"), Polarity::Neutral);
    assert_eq!(label("painted acme blue"), Polarity::Positive);
    assert_eq!(Classifier::new().classify("great").sentiment.label, Polarity::Positive, "the default is untouched");
    assert_ne!(classifier.classify("x").version.data, Classifier::new().classify("x").version.data);
}

#[test]
fn a_cue_a_phrase_a_flag_and_a_rule_are_data() {
    let classifier = Classifier::builder()
        .cues("cues.tsv", "loyalty_points\tacme\tpoints, miles, tiers\n")
        .phrases("phrases.tsv", "(bonus|tier) (point~|mile~)\t-\tloyalty_points\tacme\n")
        .rules(
            "rules.toml",
            r#"
            [flags.loyalty]
            bias = -40
            route = "sales"
            meaning = "speaks of the loyalty programme"

            [[rule]]
            id = "loyalty.missing"
            all = ["loyalty_points", "missing_item"]
            gives = { loyalty = 80 }
            urgency = 5
            floor = "high"
            reason = "misses loyalty points"
            "#,
        )
        .build()
        .unwrap();
    let verdict = classifier.classify("my bonus miles have gone missing");
    assert!(verdict.flags.contains(&Flag::named("loyalty")));
    assert_eq!(verdict.urgency.level, UrgencyLevel::High);
    assert!(verdict.urgency.reasons.iter().any(|reason| reason.text() == "misses loyalty points"));
    assert!(!classifier.classify("I like bonus miles").flags.contains(&Flag::named("loyalty")));
    assert_eq!(verdict.scores.get(&Flag::named("nothing declares this")), 0.0);
}

#[test]
fn a_rule_can_be_disabled_and_a_threshold_moved() {
    let text = "the website is not working";
    assert!(Classifier::new().classify(text).flags.contains(&Flag::COMPLAINT));
    let strict = Classifier::builder().threshold(Flag::COMPLAINT, 0.999_99).build().unwrap();
    assert!(!strict.classify(text).flags.contains(&Flag::COMPLAINT));
    let rule = Classifier::new().rule_ids().find(|id| id.starts_with("question.")).unwrap().to_owned();
    let fewer = Classifier::builder().rules("off.toml", format!("disable = [\"{rule}\"]")).build().unwrap();
    assert_eq!(fewer.rule_count() + 1, Classifier::new().rule_count());
}

#[test]
fn churn_is_relative_to_the_brand() {
    let mut post = Post::new("I'm switching from Zenith to Acme next week");
    let leaves = |post: &Post| Classifier::new().classify_post(post).flags.contains(&Flag::CHURN_RISK);
    post.brand = Some(Brand::new("Zenith"));
    assert!(leaves(&post), "Zenith loses");
    post.competitors = vec![Brand::new("Acme")];
    assert!(leaves(&post), "Zenith loses to a competitor it knows");
    post.brand = Some(Brand::new("Acme"));
    post.competitors = Vec::new();
    assert!(!leaves(&post), "Acme gains");
    post.competitors = vec![Brand::new("Zenith")];
    assert!(!leaves(&post), "Acme gains from a competitor it knows");
    assert_eq!(Classifier::new().classify_post(&post).route, Route::Sales);
}

#[test]
fn without_a_brand_the_addressed_one_is_assumed_and_said() {
    let verdict = Classifier::new().classify("@acme I am leaving you");
    let brand = verdict.brand.expect("a brand");
    assert_eq!((brand.name.as_str(), brand.assumed), ("@acme", true));
    assert_eq!(Classifier::new().classify("leaving now").brand, None);
}

#[test]
fn a_phrase_that_was_taken_away_can_come_back() {
    let line = |weights: &str| format!("frob the knob\t{weights}\t-\tme\n");
    let text = format!("{}{}{}", line("negative=60"), line("remove"), line("positive=60"));
    let classifier = Classifier::builder().phrases("mine.tsv", text).build().unwrap();
    assert_eq!(classifier.classify("frob the knob").sentiment.label, Polarity::Positive);
}

#[test]
fn brands_are_found_whatever_signs_their_names_have() {
    for name in ["AT&T", "H&M", "Yahoo!", "Dr. Oetker", "7-Eleven", "Acme Air"] {
        let mut post = Post::new(format!("I am switching from {name} to somebody else"));
        post.brand = Some(Brand::new(name));
        assert!(Classifier::new().classify_post(&post).flags.contains(&Flag::CHURN_RISK), "{name}");
    }
}

#[test]
fn strangers_are_not_the_brand() {
    let brands = |text: &str, brand: &str| {
        let mut post = Post::new(text);
        post.brand = Some(Brand::new(brand));
        Classifier::new().analyzer().explain_post(&post).flags.contains(&Flag::CHURN_RISK)
    };
    assert!(brands("switching from @VisaHelp to somebody else", "Visa"));
    assert!(!brands("switching from @visaliatimes to @visa", "Visa"), "Visalia is not Visa");
}

#[test]
fn times_are_read_with_their_offsets_or_refused() {
    let time =
        |text: &str| serde_json::from_str::<Post>(&format!("{{\"text\":\"x\",\"time\":\"{text}\"}}")).map(|post| post.time);
    assert_eq!(time("1970-01-02T00:00:00Z").unwrap(), Some(86_400));
    assert_eq!(time("1970-01-01T02:00:00+02:00").unwrap(), Some(0));
    assert_eq!(time("2024-02-29 12:00").unwrap(), Some(1_709_208_000));
    for wrong in ["2023-02-29", "2024-13-01", "10:30", "2024-01-01T10:30:xx", "2024-01-01T25:00"] {
        assert!(time(wrong).is_err(), "{wrong}");
    }
}

#[test]
fn a_language_has_a_composition_of_its_own_and_the_callers_comes_after_it() {
    let plain = Classifier::new();
    let own = "[sentiment]\nnegative_bias = -40\n[bias]\ncomplaint = 200\n";
    let builder = || Classifier::builder().language("en", [("composition.toml", own)]);
    let changed = builder().build().unwrap();
    let text = "good morning everybody";
    assert!(changed.classify(text).sentiment.negative < plain.classify(text).sentiment.negative);
    assert!(changed.classify(text).flags.contains(&Flag::COMPLAINT) && !plain.classify(text).flags.contains(&Flag::COMPLAINT));
    let evidence = changed.analyzer().explain(text).evidence;
    assert!(evidence.iter().any(|item| item.source == "bias" && item.scale == "complaint" && item.points == 200));
    // Words of no language are read with the shared one.
    let german = "der Tisch steht neben der alten Tür und die Lampe auch";
    assert_eq!(changed.classify(german).sentiment.negative, plain.classify(german).sentiment.negative);
    let last = builder().composition("mine.toml", "[bias]\ncomplaint = -200\n").build().unwrap();
    assert!(!last.classify(text).flags.contains(&Flag::COMPLAINT));
}

#[test]
fn a_flag_on_a_scale_of_sentiment_starts_where_the_sentiment_does() {
    let rules = "[flags.sour]\nscale = \"negative\"\nbias = -10\nmeaning = \"anything bad\"\n";
    let composition = "[sentiment]\nnegative_bias = -15\n";
    let classifier = Classifier::builder().rules("mine.toml", rules).composition("mine.toml", composition).build().unwrap();
    let verdict = classifier.analyzer().explain("awful service");
    let counts = |scale: &str| matches!(scale, "sour" | "negative");
    let points: i32 = verdict.evidence.iter().filter(|item| counts(&item.scale)).map(|item| item.points).sum();
    let expected = 1.0 / (1.0 + (-f64::from(points) / 20.0).exp());
    assert!((f64::from(verdict.scores.get(&Flag::named("sour"))) - expected).abs() < 1e-3);
}
