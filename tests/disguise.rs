//! Disguised abuse: what is hidden is found where it stands, and innocent look-alikes stay innocent.

use hearken::{Classifier, Flag};

/// What a disguised word gives: the flag, and the bytes that gave it.
struct Case {
    text: &'static str,
    hidden: &'static str,
    flag: Flag,
}

const fn case(text: &'static str, hidden: &'static str, flag: Flag) -> Case {
    Case { text, hidden, flag }
}

#[test]
fn disguised_words_are_found_where_they_stand() {
    let cases = [
        // Look-alikes among digits, signs and other scripts.
        case("this 5h1t again", "5h1t", Flag::PROFANITY),
        case("total bullsh1t, and you know it", "bullsh1t", Flag::PROFANITY),
        case("you a55hole", "a55hole", Flag::ABUSIVE),
        case("you a$$hole!", "a$$hole", Flag::ABUSIVE),
        case("oh $h!t", "$h!t", Flag::PROFANITY),
        case("your driver is an assho1e", "assho1e", Flag::ABUSIVE),
        case("your courier is a r3tard", "r3tard", Flag::ABUSIVE),
        case("what a W4NKER you sent", "W4NKER", Flag::PROFANITY),
        case("ᶠᵘᶜᵏ this", "ᶠᵘᶜᵏ", Flag::PROFANITY),
        case("ѕһіt phone", "ѕһіt", Flag::PROFANITY),
        case("ᖴuck this phone", "ᖴuck", Flag::PROFANITY),
        case("that c\u{200b}unt again", "c\u{200b}unt", Flag::PROFANITY),
        // Stars and other marks over letters.
        case("f*** this", "f***", Flag::PROFANITY),
        case("f**k this", "f**k", Flag::PROFANITY),
        case("f****ing joke", "f****ing", Flag::PROFANITY),
        case("it tasted of a*s", "a*s", Flag::PROFANITY),
        case("f#ck this", "f#ck", Flag::PROFANITY),
        case("you f---ers", "f---ers", Flag::PROFANITY),
        case("b^tch please", "b^tch", Flag::PROFANITY),
        // Letters set apart.
        case("what a  w a n k e r  he was", "w a n k e r", Flag::PROFANITY),
        case("you f.u.c.k", "f.u.c.k", Flag::PROFANITY),
        case("oh f u c k y o u", "f u c k y o u", Flag::PROFANITY),
        case("fu ck this phone", "fu ck", Flag::PROFANITY),
        // Letters swapped and repeated.
        case("shti phone", "shti", Flag::PROFANITY),
        case("the guard is a bsatard, a real one", "bsatard", Flag::ABUSIVE),
        case("shhhiiit, late again", "shhhiiit", Flag::PROFANITY),
        // Compounds nobody has listed.
        case("you absolute cuntmuppet", "cuntmuppet", Flag::PROFANITY),
        case("some fuckbadger took it", "fuckbadger", Flag::PROFANITY),
        case("shitmonkey of a phone", "shitmonkey", Flag::PROFANITY),
        case("a horsearse of a phone", "horsearse", Flag::PROFANITY),
    ];
    let classifier = Classifier::new();
    let mut wrong = Vec::new();
    for Case { text, hidden, flag } in &cases {
        let verdict = classifier.analyzer().explain(text);
        let start = text.find(hidden).expect("the hidden word stands in the text") as u32;
        let end = start + hidden.len() as u32;
        let mut spans = verdict.evidence.iter().filter(|evidence| evidence.points > 0).map(|evidence| evidence.span);
        // A phrase may take in the words beside it ("f*** this"), but nothing may cut the hidden one.
        if !verdict.flags.contains(flag) || !spans.any(|span| span.start <= start && span.end >= end && end > start) {
            wrong.push(format!("{text}: {:?}", verdict.flags));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn innocent_look_alikes_stay_innocent() {
    let texts = [
        // Places and people.
        "Is the Scunthorpe to Penistone train on time, or the one from Essex?",
        "Mr Lipshitz and Harshit from Arsenal asked for Slutsky",
        "Hitchcock, Dickens, Babcock and Wan King had a table booked",
        "flying from Fukuoka to Bangkok, then the Wankhede Stadium",
        // Ordinary words with a rude one inside.
        "the cockpit door, the shuttlecock and the peacocks on the cocktail menu",
        "an assassin, an analyst and a therapist assess the assets",
        "shiitake with cumin and cucumber in the document",
        "a classic bass, a compass and saltwater in the hourglass",
        "he sniggered at the tycoon and the raccoon in a cocoon",
        "assitance with my assigment please, I assummed it was free",
        // Identifiers.
        "order B17CH-9, room A55, flight BA5, seat 14C",
        "the P4K1 fob, part SH1T-4, code FA6G0T and card AB****12",
        "item 5H17 and 7H15, key d13, model A55-5H1T",
        "WD40 and H1N1 and gr8 m8",
        // Marks that only part words.
        "he/she came (um) late, push.it or not",
        "a 4* hotel, A*** grades, b&b, R&D, AT&T, c++ and c#",
        "*hello* and **testing** _this_",
        "pa$$word and P@ssw0rd for the cla$$room",
        // Letters set apart that spell ordinary words.
        "A N A L Y S I S of the c o c k p i t",
        "sizes S M L X L, then P.S. and U.S.A. and e.g.",
        "woops, the trad band has no bbs",
    ];
    let classifier = Classifier::new();
    let raised = |text: &&str| {
        let flags = classifier.classify(text).flags;
        [Flag::ABUSIVE, Flag::HATEFUL, Flag::PROFANITY]
            .iter()
            .any(|flag| flags.contains(flag))
            .then(|| format!("{text}: {flags:?}"))
    };
    let wrong: Vec<String> = texts.iter().filter_map(raised).collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}
