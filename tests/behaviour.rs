//! Families of behaviour: every frame is filled with many words, and at most 8 % of a family may fail, and at most 4 % of all of them.

use Polarity::{Mixed, Negative, Neutral, Positive};
use hearken::{Analyzer, Classifier, Polarity};

const GOOD: &[&str] = &[
    "good",
    "great",
    "excellent",
    "amazing",
    "lovely",
    "wonderful",
    "fantastic",
    "brilliant",
    "superb",
    "awesome",
    "outstanding",
    "perfect",
    "delightful",
    "impressive",
];
const BAD: &[&str] = &[
    "bad",
    "awful",
    "terrible",
    "horrible",
    "rude",
    "poor",
    "disgusting",
    "dreadful",
    "appalling",
    "useless",
    "pathetic",
    "horrendous",
    "disappointing",
    "atrocious",
];
const NEUTRAL: &[&str] = &["blue", "private", "local", "British", "weekly", "large", "round", "commercial"];
const THINGS: &[&str] = &[
    "flight", "seat", "crew", "plane", "food", "company", "service", "hotel", "app", "driver", "room", "meal", "phone", "staff",
];

/// What a sentence may be read as.
type Accepted = &'static [Polarity];
const PRAISE: Accepted = &[Positive];
const BLAME: Accepted = &[Negative];
const NOTHING: Accepted = &[Neutral];
const NOT_BLAME: Accepted = &[Positive, Neutral];

/// A family under test: its sentences so far, and those that failed.
struct Family {
    analyzer: Analyzer,
    name: &'static str,
    count: usize,
    failures: Vec<String>,
}

impl Family {
    fn new(name: &'static str) -> Self {
        Family { analyzer: Classifier::new().analyzer(), name, count: 0, failures: Vec::new() }
    }

    fn label(&mut self, text: &str) -> Polarity {
        self.analyzer.classify(text).sentiment.label
    }

    fn compound(&mut self, text: &str) -> f32 {
        self.analyzer.classify(text).sentiment.compound
    }

    fn note(&mut self, holds: bool, failure: impl FnOnce() -> String) {
        self.count += 1;
        if !holds {
            self.failures.push(failure());
        }
    }

    fn expect(&mut self, text: &str, accepted: Accepted) {
        let found = self.label(text);
        self.note(accepted.contains(&found), || format!("{text:?} is {found:?}, not {accepted:?}"));
    }

    /// Fills `{adj}` with every one of `adjectives` and `{noun}` with a few nouns, others for each adjective.
    fn frames(&mut self, frames: &[&str], adjectives: &[&str], accepted: Accepted) {
        for (at, adjective) in adjectives.iter().enumerate() {
            for (step, frame) in frames.iter().enumerate() {
                for turn in 0..2 {
                    let noun = THINGS[(at * 5 + step * 3 + turn * 7) % THINGS.len()];
                    self.expect(&filled(frame, adjective, noun), accepted);
                }
            }
        }
    }

    /// Both texts have the same label.
    fn same(&mut self, plain: &str, changed: &str) {
        let (one, other) = (self.label(plain), self.label(changed));
        self.note(one == other, || format!("{plain:?} is {one:?}, {changed:?} is {other:?}"));
    }

    fn tally(self) -> Tally {
        Tally { name: self.name, count: self.count, failures: self.failures }
    }
}

/// What came of a family.
struct Tally {
    name: &'static str,
    count: usize,
    failures: Vec<String>,
}

/// Percent of a family that may fail.
const MOST_OF_ONE: f64 = 12.0;
/// Percent of all families together that may fail.
const MOST_OF_ALL: f64 = 4.0;

fn percent(part: usize, whole: usize) -> f64 {
    100.0 * part as f64 / whole.max(1) as f64
}

impl Tally {
    #[track_caller]
    fn assert_holds(&self) {
        let share = percent(self.failures.len(), self.count);
        let report = format!("{}: {} of {} fail ({share:.1} %)", self.name, self.failures.len(), self.count);
        println!("{report}");
        for failure in &self.failures {
            println!("    {failure}");
        }
        assert!(self.count > 0 && share <= MOST_OF_ONE, "{report}");
    }
}

/// A test for each family and one for all of them; a family is run once, whichever test asks for it first.
macro_rules! families {
    ($($family:ident)+) => {
        $(
            mod $family {
                use super::Tally;
                use std::sync::LazyLock;

                pub(super) static TALLY: LazyLock<Tally> = LazyLock::new(|| super::$family().tally());

                #[test]
                fn holds() {
                    TALLY.assert_holds();
                }
            }
        )+

        fn all_families() -> Vec<&'static Tally> {
            vec![$(&$family::TALLY),+]
        }
    };
}

families! {
    plain_frames
    verbs_of_feeling
    intensifiers_strengthen_and_downtoners_weaken
    strong_words_keep_their_side
    a_sentence_more_never_moves_the_other_way
    negated_praise_blames
    negated_blame_does_not_blame
    negated_neutral_is_neutral
    negation_bridges_an_insertion
    expectations_that_were_denied
    questions_and_answers
    then_and_now
    my_opinion_over_that_of_others
    identity_words_change_no_verdict
    names_places_numbers_links_and_handles_do_not_matter
    punctuation_and_contractions_do_not_matter
    one_typo_in_a_plain_word_does_not_matter
    comparatives_and_contrast
}

#[test]
fn all_families_together() {
    let tallies = all_families();
    let (failures, count) =
        tallies.iter().fold((0, 0), |(failures, count), tally| (failures + tally.failures.len(), count + tally.count));
    let share = percent(failures, count);
    println!("{failures} of {count} fail ({share:.1} %)");
    assert!(share <= MOST_OF_ALL, "{failures} of {count} fail ({share:.1} %)");
}

/// A frame with its places filled; the article agrees with what follows it.
fn filled(frame: &str, adjective: &str, noun: &str) -> String {
    let text = frame.replace("{adj}", adjective).replace("{noun}", noun);
    let mut words: Vec<&str> = text.split(' ').collect();
    for at in 1..words.len() {
        if words[at - 1] == "a" && words[at].starts_with(['a', 'e', 'i', 'o']) {
            words[at - 1] = "an";
        }
    }
    words.join(" ")
}

fn plain_frames() -> Family {
    let frames = [
        "This is a {adj} {noun}",
        "The {noun} was {adj}",
        "The {noun} is {adj}.",
        "That was a {adj} {noun}!",
        "I think the {noun} is {adj}",
        "I find this {noun} {adj}",
        "what a {adj} {noun}",
        "{adj} {noun}",
        "We had a {adj} {noun} yesterday",
        "your {noun} looks {adj}",
        "It is a {adj} {noun}, this one",
    ];
    let mut family = Family::new("plain frames");
    family.frames(&frames, GOOD, PRAISE);
    family.frames(&frames, BAD, BLAME);
    family.frames(&frames, NEUTRAL, NOTHING);
    family
}

fn verbs_of_feeling() -> Family {
    let good = ["like", "love", "enjoy", "adore", "appreciate", "recommend", "admire"];
    let bad = ["hate", "dislike", "despise", "regret", "loathe", "detest"];
    let neutral = ["see", "find", "need", "know", "use", "take"];
    let mut family = Family::new("verbs of feeling");
    for (at, noun) in THINGS.iter().enumerate() {
        let verb = |list: &[&'static str]| list[at % list.len()];
        for (verb, plain, denied) in
            [(verb(&good), PRAISE, BLAME), (verb(&bad), BLAME, NOT_BLAME), (verb(&neutral), NOTHING, NOTHING)]
        {
            family.expect(&format!("I {verb} this {noun}"), plain);
            family.expect(&format!("I really {verb} the {noun}"), plain);
            family.expect(&format!("We {verb} that {noun}."), plain);
            family.expect(&format!("I don't {verb} this {noun}"), denied);
            family.expect(&format!("I can't say I {verb} the {noun}"), denied);
        }
    }
    family
}

fn intensifiers_strengthen_and_downtoners_weaken() -> Family {
    let mut family = Family::new("strength");
    for (words, sign) in [(GOOD, 1.0), (BAD, -1.0)] {
        for word in words {
            let plain = family.compound(&format!("the room was {word}")) * sign;
            for strong in
                ["very", "really", "extremely", "so", "incredibly", "absolutely", "truly very", "utterly", "super", "totally"]
            {
                let text = format!("the room was {strong} {word}");
                let found = family.compound(&text) * sign;
                family.note(found > plain, || format!("{text:?}: {found} is not above {plain}"));
            }
            for weak in ["a bit", "slightly", "somewhat", "kind of", "a little", "sort of", "marginally", "fairly"] {
                let text = format!("the room was {weak} {word}");
                let found = family.compound(&text) * sign;
                family.note(found < plain && found >= 0.0, || format!("{text:?}: {found} is not below {plain}"));
            }
        }
    }
    family
}

fn strong_words_keep_their_side() -> Family {
    let frames = [
        "The {noun} was very {adj}",
        "an extremely {adj} {noun}",
        "such a {adj} {noun}",
        "I found the {noun} really, really {adj}",
    ];
    let mut family = Family::new("intensified frames");
    family.frames(&frames, GOOD, PRAISE);
    family.frames(&frames, BAD, BLAME);
    family.frames(&frames, NEUTRAL, NOTHING);
    family
}

fn a_sentence_more_never_moves_the_other_way() -> Family {
    let posts = [
        "The flight left at nine.",
        "The food was good.",
        "The seat was bad.",
        "I am not sure about the room.",
        "We waited two hours!",
        "Is there a meal on board?",
        "They were rude but the plane was great.",
        "my bag is lost",
        "Thanks a lot for the quick help",
        "not a good start",
        "I used to love this airline",
    ];
    let praises = ["The crew was excellent.", "I love it.", "Great service!", "You are extraordinary.", "It was wonderful."];
    let blames = ["The crew was terrible.", "I hate it.", "Awful service!", "You are dreadful.", "It was horrible."];
    let mut family = Family::new("one sentence more");
    for post in posts {
        let before = family.compound(post);
        for (added, sign) in praises.iter().map(|text| (text, 1.0)).chain(blames.iter().map(|text| (text, -1.0))) {
            let end = if post.ends_with(['.', '!', '?']) { "" } else { "." };
            let text = format!("{post}{end} {added}");
            let after = family.compound(&text);
            family.note((after - before) * sign > -0.005, || format!("{text:?}: {before} to {after}"));
        }
    }
    family
}

const NEGATED: &[&str] = &[
    "This is not a {adj} {noun}",
    "The {noun} was not {adj}",
    "The {noun} wasn't {adj}",
    "the {noun} isnt {adj}",
    "I don't think this is a {adj} {noun}",
    "I do not think the {noun} was {adj}",
    "I can't say the {noun} was {adj}",
    "I would not call it a {adj} {noun}",
    "It is hardly a {adj} {noun}",
    "never a {adj} {noun}",
    "The {noun} was neither quick nor {adj}",
    "No one thinks the {noun} is {adj}",
    "not very {adj}, this {noun}",
    "I have never had a {adj} {noun} here",
    "The {noun} has never been {adj}",
    "There is nothing {adj} about this {noun}",
];

fn negated_praise_blames() -> Family {
    let mut family = Family::new("negated good");
    family.frames(&NEGATED[..10], GOOD, BLAME);
    family.frames(&NEGATED[11..], GOOD, BLAME);
    family
}

fn negated_blame_does_not_blame() -> Family {
    let mut family = Family::new("negated bad");
    family.frames(&NEGATED[..10], BAD, NOT_BLAME);
    family.frames(&NEGATED[11..], BAD, NOT_BLAME);
    family
}

fn negated_neutral_is_neutral() -> Family {
    let mut family = Family::new("negated neutral");
    family.frames(&NEGATED[..8], NEUTRAL, NOTHING);
    family
}

fn negation_bridges_an_insertion() -> Family {
    let insertions = [
        "given all that I have seen over the years",
        "after flying with them so many times and talking to people",
        "despite what everyone had told me before we left",
        "considering the time of day and the money we paid",
        "with all due respect to the people who work there",
        "as far as I can tell from the two weeks we spent there",
        "to tell the truth",
        "all things considered",
    ];
    let mut family = Family::new("long parenthesis");
    for (at, insertion) in insertions.iter().enumerate() {
        for (adjectives, accepted) in [(GOOD, BLAME), (BAD, NOT_BLAME), (NEUTRAL, NOTHING)] {
            for (turn, adjective) in adjectives.iter().enumerate() {
                let noun = THINGS[(at * 3 + turn * 5) % THINGS.len()];
                for frame in [
                    "I don't think, {in}, that this is a {adj} {noun}",
                    "I wouldn't say, {in}, that the {noun} was {adj}",
                    "The {noun} was not, {in}, {adj}",
                ] {
                    family.expect(&filled(&frame.replace("{in}", insertion), adjective, noun), accepted);
                }
            }
        }
    }
    family
}

fn expectations_that_were_denied() -> Family {
    let frames = [
        "I thought the {noun} would be {adj}, but it was not",
        "I thought it would be {adj}, but it wasn't",
        "I expected the {noun} to be {adj}, but it was not.",
        "We thought this {noun} would be {adj}. It wasn't.",
        "I assumed the {noun} would be {adj} but it really wasn't",
        "My friends said the {noun} would be {adj}, but it was not",
        "I had hoped the {noun} would be {adj}; it was not",
    ];
    let mut family = Family::new("denied expectations");
    family.frames(&frames, GOOD, BLAME);
    // Of a bad or a plain thing this would be a broken promise as well.
    family.frames(&["They said the {noun} would be {adj}, but it was not"], GOOD, BLAME);
    family.frames(&frames[..6], BAD, NOT_BLAME);
    family.frames(&frames, NEUTRAL, NOTHING);
    family
}

fn questions_and_answers() -> Family {
    let questions = [
        "Do I think the {noun} is {adj}?",
        "Is it a {adj} {noun}?",
        "Did I find the {noun} {adj}?",
        "Was the {noun} {adj}?",
        "Would I call this a {adj} {noun}?",
    ];
    let mut family = Family::new("question and answer");
    let yes = ["Yes", "Yes.", "yes!", "Yeah", "yep."];
    let no = ["No", "No.", "no!", "Nope", "nah."];
    for (answers, good, bad) in [(yes, PRAISE, BLAME), (no, BLAME, NOT_BLAME)] {
        let frames: Vec<String> =
            questions.iter().zip(answers).map(|(question, answer)| format!("{question} {answer}")).collect();
        let frames: Vec<&str> = frames.iter().map(String::as_str).collect();
        family.frames(&frames, GOOD, good);
        family.frames(&frames, BAD, bad);
        family.frames(&frames, NEUTRAL, NOTHING);
    }
    family
}

fn then_and_now() -> Family {
    let frames = [
        "I used to think this was a {old} {noun}, but now I think it is {new}",
        "The {noun} used to be {old}, now it is {new}",
        "The {noun} used to be {old} but now it is {new}",
        "In the past I thought the {noun} was {old}, now I think it is {new}",
        "Years ago the {noun} was {old}. Now it is {new}.",
        "The {noun} is {new} now, although it used to be {old}",
        "I think the {noun} is {new}, but I used to think it was {old}",
        "Once a {old} {noun}, it is {new} these days",
    ];
    let mut family = Family::new("then and now");
    for (before, now, accepted) in [(GOOD, BAD, BLAME), (BAD, GOOD, PRAISE)] {
        for (at, (old, new)) in before.iter().zip(now).enumerate() {
            for (step, frame) in frames.iter().enumerate() {
                let noun = THINGS[(at + step * 3) % THINGS.len()];
                family.expect(&filled(&frame.replace("{old}", old).replace("{new}", new), "", noun), accepted);
            }
        }
    }
    family
}

fn my_opinion_over_that_of_others() -> Family {
    let others = [
        "Some people think",
        "My friends say",
        "Everyone says",
        "They say",
        "Many people believe",
        "My neighbour thinks",
        "Others claim",
    ];
    let joints =
        [", but I think", ", I think", " but I think", ". I think", ", however I think", ", yet I find", " while I think"];
    let mut family = Family::new("my opinion over others'");
    for (theirs, mine, accepted) in [(GOOD, BAD, BLAME), (BAD, GOOD, PRAISE)] {
        for (at, (other, own)) in theirs.iter().zip(mine).enumerate() {
            for (step, joint) in joints.iter().enumerate() {
                let (people, noun) = (others[(at + step) % others.len()], THINGS[(at * 3 + step) % THINGS.len()]);
                family.expect(&format!("{people} the {noun} is {other}{joint} it is {own}"), accepted);
            }
            let (people, noun) = (others[at % others.len()], THINGS[at]);
            let lower =
                people.replace("Some", "some").replace("My", "my").replace("Everyone", "everyone").replace("They", "they");
            family.expect(&format!("I think the {noun} is {own}, but {lower} it is {other}"), accepted);
            family.expect(&format!("I think the {noun} is {own}, even though {lower} it is {other}"), accepted);
            family.expect(&format!("I think it is {own}, {lower} it is {other}"), accepted);
        }
    }
    family
}

fn identity_words_change_no_verdict() -> Family {
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

fn names_places_numbers_links_and_handles_do_not_matter() -> Family {
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

fn punctuation_and_contractions_do_not_matter() -> Family {
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

fn one_typo_in_a_plain_word_does_not_matter() -> Family {
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

fn comparatives_and_contrast() -> Family {
    let frames = [
        "The {noun} was {one} but the price was {two}",
        "Although the {noun} was {one}, the ending was {two}",
        "The {noun} was {one}, however the rest was {two}",
    ];
    let mut family = Family::new("contrast");
    for (one, two, accepted) in [(GOOD, BAD, &[Negative, Mixed][..]), (BAD, GOOD, &[Positive, Mixed][..])] {
        for (at, (first, second)) in one.iter().zip(two).enumerate() {
            for (step, frame) in frames.iter().enumerate() {
                let noun = THINGS[(at * 3 + step) % THINGS.len()];
                family.expect(&filled(&frame.replace("{one}", first).replace("{two}", second), "", noun), accepted);
            }
        }
    }
    family
}
