//! What the words around a word do to it: rows of text and polarity, a family a test.

use Polarity::{Mixed, Negative, Neutral, Positive};
use hearken::{Classifier, Polarity};

#[track_caller]
fn rows(rows: &[(&str, &[Polarity])]) {
    let mut analyzer = Classifier::new().analyzer();
    let wrong: Vec<String> = rows
        .iter()
        .filter_map(|(text, accepted)| {
            let found = analyzer.classify(text).sentiment;
            (!accepted.contains(&found.label)).then(|| format!("{text:?}: {found:?}, expected {accepted:?}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn negation_reaches_through_its_clause() {
    rows(&[
        ("This is not a good plane", &[Negative]),
        ("I don't think this is a good plane", &[Negative]),
        ("I do not think that the crew was very helpful", &[Negative]),
        ("I can't say I enjoyed the flight", &[Negative]),
        ("I wouldn't say, given all I have seen, that it was brilliant", &[Negative]),
        ("The plane was not, despite what everyone had told me, good", &[Negative]),
        ("never a good experience", &[Negative]),
        ("This isn't terrible", &[Neutral, Positive]),
        ("not a bad seat", &[Neutral, Positive]),
        ("I don't think it was awful", &[Neutral, Positive]),
        ("This is not a plane", &[Neutral]),
        ("I don't think this is an aisle seat", &[Neutral]),
    ]);
}

#[test]
fn negation_stops_where_its_clause_stops() {
    rows(&[
        ("I did not go because the food was awful", &[Negative]),
        ("not only fast but also brilliant", &[Positive]),
        ("It was not cheap, but it was wonderful", &[Positive]),
        ("I have no doubt it is the best", &[Positive]),
        ("without a doubt the best airline", &[Positive]),
        ("why not try it, it is wonderful", &[Positive]),
    ]);
}

#[test]
fn litotes_praises() {
    rows(&[
        ("couldn't be happier with the service", &[Positive]),
        ("not bad at all", &[Positive]),
        ("can't complain", &[Positive]),
        ("could not have been more helpful", &[Positive]),
        ("never been happier", &[Positive]),
    ]);
}

#[test]
fn an_elided_predicate_denies_what_came_before() {
    rows(&[
        ("I thought it would be bad, but it wasn't", &[Neutral, Positive]),
        ("I thought the plane would be awful, but it was not", &[Neutral, Positive]),
        ("I expected it to be great. It wasn't.", &[Negative]),
        ("They said it would be wonderful, but it was not", &[Negative]),
    ]);
}

#[test]
fn an_answer_decides_its_question() {
    rows(&[
        ("Do I think this is a bad plane? No", &[Neutral, Positive]),
        ("Do I think this is a good plane? Yes", &[Positive]),
        ("Do I think the food was great? No", &[Negative]),
        ("Did I enjoy the amazing seats? Yes", &[Positive]),
        ("Was it awful? Yes", &[Negative]),
    ]);
}

#[test]
fn the_present_outweighs_the_past() {
    rows(&[
        ("I used to love it, now it is awful", &[Negative]),
        ("I hate it, but I used to love it", &[Negative]),
        ("I used to hate this airline, but now I love it", &[Positive]),
        ("In the past I thought it was terrible, now I think it is excellent", &[Positive]),
        ("I love it, although I used to hate it", &[Positive]),
    ]);
}

#[test]
fn the_authors_own_opinion_counts() {
    rows(&[
        ("Some people love it, I don't", &[Negative]),
        ("some people think it is awful, but I love it", &[Positive]),
        ("I hate it, even though my friends love it", &[Negative]),
        ("Everyone says they are great, I think they are terrible", &[Negative]),
    ]);
}

#[test]
fn what_follows_but_counts_more() {
    rows(&[
        ("The food was good but the service was terrible", &[Negative]),
        ("The seat was bad, however the crew was excellent", &[Positive]),
        ("Although the food was good, the service was horrible", &[Negative, Mixed]),
        ("The service was horrible, although the food was okay", &[Negative]),
    ]);
}

#[test]
fn strength_grows_and_shrinks() {
    let compound = |text: &str| Classifier::new().classify(text).sentiment.compound;
    for (word, sign) in [("good", 1.0), ("helpful", 1.0), ("bad", -1.0), ("rude", -1.0)] {
        let plain = compound(&format!("it was {word}")) * sign;
        for strong in ["very", "really", "extremely", "so"] {
            assert!(compound(&format!("it was {strong} {word}")) * sign > plain, "{strong} {word}");
        }
        for weak in ["a bit", "slightly", "somewhat"] {
            assert!(compound(&format!("it was {weak} {word}")) * sign < plain, "{weak} {word}");
        }
        assert!(compound(&format!("it was {}", word.to_uppercase())) * sign > plain, "capitals");
    }
}

#[test]
fn emphasis_and_hypotheses_do_not_praise() {
    rows(&[
        ("truly, honestly, definitely", &[Neutral]),
        ("honestly this is a seat", &[Neutral]),
        ("if only it were good", &[Neutral, Negative]),
        ("I wish it was better", &[Neutral, Negative]),
    ]);
}
