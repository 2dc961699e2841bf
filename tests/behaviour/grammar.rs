//! What grammar makes of words: frames, strength, negation, time, holders, questions, contrast.

use super::*;
use Polarity::Mixed;

pub(super) fn plain_frames() -> Family {
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

pub(super) fn verbs_of_feeling() -> Family {
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

pub(super) fn intensifiers_strengthen_and_downtoners_weaken() -> Family {
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

pub(super) fn strong_words_keep_their_side() -> Family {
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

pub(super) fn a_sentence_more_never_moves_the_other_way() -> Family {
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

pub(super) fn negated_praise_blames() -> Family {
    let mut family = Family::new("negated good");
    family.frames(&NEGATED[..10], GOOD, BLAME);
    family.frames(&NEGATED[11..], GOOD, BLAME);
    family
}

pub(super) fn negated_blame_does_not_blame() -> Family {
    let mut family = Family::new("negated bad");
    family.frames(&NEGATED[..10], BAD, NOT_BLAME);
    family.frames(&NEGATED[11..], BAD, NOT_BLAME);
    family
}

pub(super) fn negated_neutral_is_neutral() -> Family {
    let mut family = Family::new("negated neutral");
    family.frames(&NEGATED[..8], NEUTRAL, NOTHING);
    family
}

pub(super) fn negation_bridges_an_insertion() -> Family {
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

pub(super) fn expectations_that_were_denied() -> Family {
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

pub(super) fn questions_and_answers() -> Family {
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

pub(super) fn then_and_now() -> Family {
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

pub(super) fn my_opinion_over_that_of_others() -> Family {
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

pub(super) fn comparatives_and_contrast() -> Family {
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
