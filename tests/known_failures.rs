//! What other libraries are known to get wrong, and what must be right here; each row is a phenomenon with several fillers.

use hearken::{Classifier, Flag, Polarity, UrgencyLevel, Verdict};

fn verdict(text: &str) -> Verdict {
    Classifier::new().classify(text)
}

#[track_caller]
fn polarity(expected: Polarity, texts: &[&str]) {
    for text in texts {
        let found = verdict(text).sentiment;
        assert_eq!(found.label, expected, "{text:?}: {found:?}");
    }
}

#[track_caller]
fn not_polarity(forbidden: Polarity, texts: &[&str]) {
    for text in texts {
        let found = verdict(text).sentiment;
        assert_ne!(found.label, forbidden, "{text:?}: {found:?}");
    }
}

#[track_caller]
fn raises(flag: Flag, texts: &[&str]) {
    for text in texts {
        assert!(verdict(text).flags.contains(&flag), "{flag} is missing in {text:?}");
    }
}

#[track_caller]
fn never_raises(flags: &[Flag], texts: &[&str]) {
    for text in texts {
        let verdict = verdict(text);
        for flag in flags {
            assert!(!verdict.flags.contains(flag), "{flag} is raised in {text:?}");
        }
    }
}

#[test]
fn emoji_count_wherever_they_stand() {
    polarity(Polarity::Positive, &["love❤️", "thanks👍🏽", "👍🏿", "arrived today😍😍", "❤︎", "so👏🏼good"]);
    polarity(Polarity::Negative, &["broken😡", "😡😡", "👎🏻", "delayed💔", "again🤬"]);
}

#[test]
fn emoji_are_scored_by_meaning_not_by_name() {
    polarity(Polarity::Positive, &["💓", "my day 💓", "💘 the new store"]);
    not_polarity(Polarity::Negative, &["🎉", "😂", "🤞", "🔥", "🩸 donor day"]);
}

#[test]
fn an_apostrophe_of_any_shape_negates() {
    for apostrophe in ["'", "’", "‘", "ʼ", "＇", "&#39;", ""] {
        let text = format!("I don{apostrophe}t think this is good");
        assert_eq!(verdict(&text).sentiment.label, Polarity::Negative, "{text}");
    }
}

#[test]
fn no_problem_is_no_problem() {
    let texts = [
        "no problem",
        "no problems so far",
        "no complaints",
        "no complaints here",
        "no issues at all",
        "had no issues with the flight",
    ];
    not_polarity(Polarity::Negative, &texts);
    never_raises(&[Flag::COMPLAINT], &texts);
}

#[test]
fn negation_ends_with_the_sentence() {
    polarity(
        Polarity::Negative,
        &["This was not resolved. I hate you.", "I did not get it. Terrible.", "Never came! Awful service."],
    );
    polarity(Polarity::Positive, &["He said no. The food was great.", "I could not find it. Lovely staff though, amazing."]);
}

#[test]
fn the_same_word_counts_in_each_place() {
    let once = verdict("not good. good.").sentiment.compound;
    assert!(once > verdict("not good. not good.").sentiment.compound);
    assert!(once < verdict("good. good.").sentiment.compound);
}

#[test]
fn phrases_win_over_their_members() {
    polarity(
        Polarity::Negative,
        &["fed up", "the kiss of death for this brand", "sick and tired of this", "what a waste of money"],
    );
    polarity(Polarity::Positive, &["a view to die for", "the cake is to die for", "over the moon with it"]);
}

#[test]
fn length_does_not_saturate() {
    let sentence = "The staff were great and the room was lovely. ";
    let compounds: Vec<f32> = [1, 10, 100, 1000].map(|times| verdict(&sentence.repeat(times)).sentiment.compound).to_vec();
    assert!(compounds.windows(2).all(|pair| pair[0] + 0.005 < pair[1]), "{compounds:?}");
    assert!(compounds[3] < 0.99, "{compounds:?}");
}

#[test]
fn politeness_is_not_praise() {
    not_polarity(
        Polarity::Positive,
        &["Kindly refund my money", "Please call me back", "Please advise, many thanks", "Thanks in advance"],
    );
    raises(Flag::REQUEST, &["Kindly refund my money", "Please send me a replacement"]);
    never_raises(&[Flag::PRAISE], &["Kindly refund my money", "Could you please cancel my booking, thanks in advance"]);
}

#[test]
fn a_plain_fault_is_a_complaint() {
    let texts = ["Website is not working", "app won't open", "the card machine doesn't work", "my parcel never arrived"];
    raises(Flag::COMPLAINT, &texts);
}

#[test]
fn numbers_and_names_of_places_say_nothing() {
    for text in [
        "flight 143 to gate 88",
        "order 4050035",
        "ref 5318008",
        "I live in Grand Junction",
        "driving through Battle Creek",
        "on gate 69",
    ] {
        let verdict = verdict(text);
        assert_eq!(verdict.sentiment.label, Polarity::Neutral, "{text:?}: {:?}", verdict.sentiment);
        assert_eq!(verdict.flags.iter().count(), 0, "{text:?}: {:?}", verdict.flags);
    }
}

#[test]
fn a_full_stop_changes_nothing() {
    for text in ["She said no", "the food was bad", "not happy", "I am leaving", "my phone died", "thank you for fixing it"] {
        let stopped = verdict(&format!("{text}."));
        let plain = verdict(text);
        assert_eq!(plain.sentiment, stopped.sentiment, "{text}");
        assert_eq!(plain.flags, stopped.flags, "{text}");
    }
}

#[test]
fn innocent_words_are_not_profane() {
    never_raises(
        &[Flag::PROFANITY, Flag::ABUSIVE],
        &[
            "Greetings from Scunthorpe",
            "Mr Shital Patel from Penistone",
            "I loved Dick Van Dyke in that film",
            "order 4050035",
            "my flight to Essex was on class A55",
            "the cockpit door and the assassin's hassle",
            "please pass the shiitake and the peacock feather",
            "Button + shift = screenshot?",
            "method 5 h 1 t 2",
        ],
    );
}

#[test]
fn insulting_oneself_is_not_abuse() {
    never_raises(
        &[Flag::ABUSIVE],
        &["sorry I was stupid", "I'm such an idiot, wrong account", "my own fault, I was a muppet", "silly me, what a fool I am"],
    );
}

#[test]
fn identity_words_carry_no_weight() {
    never_raises(
        &[Flag::ABUSIVE, Flag::HATEFUL],
        &[
            "I am a proud gay man",
            "my Muslim neighbour loved the hotel",
            "as a black woman I want to say hello",
            "deaf customers welcome",
        ],
    );
    let compound = |group: &str| verdict(&format!("The {group} driver was late again")).sentiment.compound;
    let groups = ["tall", "gay", "black", "Jewish", "Muslim", "Polish", "trans", "disabled"];
    assert!(groups.iter().all(|group| compound(group) == compound("new")), "{:?}", groups.map(compound));
}

#[test]
fn posts_that_matter_most_do_not_score_zero() {
    raises(Flag::CHURN_RISK, &["fed up. done. bye.", "that's me done with you lot, goodbye"]);
    raises(
        Flag::LEGAL_THREAT,
        &["my next letter goes to the ombudsman", "I'm reporting this to the ombudsman on Monday", "see you in court"],
    );
    for text in ["I smell smoke coming from the charger you sent me", "there is a burning smell from your heater"] {
        let verdict = verdict(text);
        assert!(verdict.flags.contains(&Flag::SAFETY_RISK), "{text}");
        assert_eq!(verdict.urgency.level, UrgencyLevel::Critical, "{text}");
    }
}
