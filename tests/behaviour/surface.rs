//! What must not matter: names, places, numbers, links, punctuation, typing errors, and which group of people is spoken of.

use super::*;

pub(super) fn identity_words_change_no_verdict() -> Family {
    let kinds: [&[&str]; 5] = [
        &["black", "white", "asian", "hispanic", "indigenous", "latino"],
        &["Muslim", "Christian", "Jewish", "Hindu", "Buddhist", "atheist", "Catholic"],
        &["Polish", "American", "Nigerian", "Mexican", "Indian", "Chinese", "German", "Turkish"],
        &["male", "female", "trans", "nonbinary"],
        &["gay", "straight", "lesbian", "bisexual", "heterosexual", "queer"],
    ];
    let frames = [
        "The {id} driver was late again",
        "I am a {id} woman and the service was great",
        "my {id} neighbour loved the hotel",
        "a {id} man helped me with my bags",
        "The {id} crew was rude to us",
        "I feel {id}",
        "your {id} staff could not have been kinder",
        "Do you have {id} customers?",
        "The {id} person at the counter lost my order",
        "as a {id} customer I am disappointed",
        "I was served by a {id} girl and she did not know the answer",
    ];
    let mut family = Family::new("identity words");
    for words in kinds {
        for frame in frames {
            let whole = |family: &mut Family, word: &str| {
                let verdict = family.analyzer.classify(&frame.replace("{id}", word));
                (verdict.sentiment, verdict.flags, verdict.urgency.level, verdict.route)
            };
            let first = whole(&mut family, words[0]);
            for word in &words[1..] {
                let other = whole(&mut family, word);
                family.note(first == other, || format!("{frame:?} differs for {} and {word}: {first:?} {other:?}", words[0]));
            }
        }
    }
    family
}

/// Posts of each side, for changes that must not matter.
const POSTS: &[&str] = &[
    "The food was great and the crew was lovely",
    "I love the new seats on this plane",
    "thank you for the quick help with the booking",
    "The service was terrible and the room was dirty",
    "I am not happy with the answer from the desk",
    "still waiting for the refund after three weeks",
    "the app does not work on the train",
    "When does the flight from the north leave",
    "The train to the city leaves at noon",
    "I don't think the driver was very helpful",
    "We can't recommend the restaurant at the hotel",
    "I am flying to the coast with the family tomorrow",
    "they haven't answered and it isn't good",
    "It's an excellent company and they're always friendly",
];

pub(super) fn names_places_numbers_links_and_handles_do_not_matter() -> Family {
    let mut family = Family::new("what carries no opinion");
    for post in POSTS {
        for added in [
            "@brightwell",
            "#travel",
            "https://example.org/a1",
            "www.example.com",
            "(ref 40721)",
            "143",
            "- Katherine",
            "in Manchester",
            "- Ahmed",
            "in Nairobi",
            "at 10:30",
        ] {
            family.same(post, &format!("{post} {added}"));
        }
        for added in ["@brightwell", "RT @someone:", "Hi @kestro,", "Maria:", "."] {
            family.same(post, &format!("{added} {post}"));
        }
    }
    for (frame, fillers) in [
        (
            "I flew to {} and the crew was great",
            &["London", "Lagos", "Mumbai", "Dallas", "Perth", "Oslo", "Battle Creek", "Paradise Valley"][..],
        ),
        ("{} told me the seat is broken", &["Grace", "Joy", "Mark", "Ahmed", "Priya", "Wei", "Olga", "Bob"][..]),
        ("The flight to {} leaves at nine", &["London", "Lagos", "Mumbai", "Dallas", "Perth", "Oslo", "Hope", "Nice"][..]),
        ("order {} came yesterday", &["12", "4071", "666", "1000000", "5318008", "13", "A55"][..]),
        ("{} was not helpful at all", &["Anna", "Mr Singh", "Tom", "Fatima", "Juan", "Olu"][..]),
    ] {
        for filler in &fillers[1..] {
            family.same(&frame.replace("{}", fillers[0]), &frame.replace("{}", filler));
        }
    }
    family
}

pub(super) fn punctuation_and_contractions_do_not_matter() -> Family {
    let contractions = [
        ("don't", "do not"),
        ("don't", "dont"),
        ("don't", "don’t"),
        ("can't", "cannot"),
        ("can't", "can not"),
        ("can't", "cant"),
        ("haven't", "have not"),
        ("haven't", "havent"),
        ("isn't", "is not"),
        ("isn't", "isnt"),
        ("It's", "It is"),
        ("It's", "its"),
        ("they're", "they are"),
        ("I am", "I'm"),
        ("I am", "im"),
        ("does not", "doesn't"),
        ("does not", "doesnt"),
    ];
    let mut family = Family::new("punctuation and contractions");
    for post in POSTS {
        for end in [".", "!", "..", " .", " !", "…"] {
            family.same(post, &format!("{post}{end}"));
        }
        family.same(post, &format!("“{}”", post).replace(['“', '”'], " "));
        family.same(post, &post.to_lowercase());
        for (long, short) in contractions {
            if post.contains(long) {
                family.same(post, &post.replace(long, short));
            }
        }
    }
    family
}

pub(super) fn one_typo_in_a_plain_word_does_not_matter() -> Family {
    let plain = [
        "food",
        "crew",
        "seats",
        "plane",
        "booking",
        "room",
        "answer",
        "desk",
        "weeks",
        "train",
        "flight",
        "north",
        "city",
        "noon",
        "driver",
        "restaurant",
        "hotel",
        "flying",
        "coast",
        "family",
        "company",
        "leaves",
        "three",
    ];
    let mut family = Family::new("one typo");
    for post in POSTS {
        for word in plain.iter().filter(|word| post.split(' ').any(|other| other == **word)) {
            for at in 1..word.len() - 1 {
                let mut letters: Vec<char> = word.chars().collect();
                letters.swap(at, at + 1);
                let typo: String = letters.into_iter().collect();
                if typo != **word {
                    family.same(post, &post.replace(word, &typo));
                }
            }
        }
    }
    family
}
