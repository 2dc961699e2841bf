//! Laws that hold for any text.

use super::{Few, shown, social};
use hearken::token::{PlainTokenizer, SocialTokenizer, Token, Tokenizer, Tokens};
use proptest::prelude::*;
use std::sync::Arc;

/// Pieces that mean something to the tokenizer, so that random texts meet its edges.
const PIECES: [&str; 62] = [
    " ",
    "\n",
    "a",
    "Z",
    "word",
    "DON",
    "'",
    "’",
    "-",
    "_",
    ".",
    "...",
    ",",
    "!",
    "?",
    "@",
    "#",
    "$",
    "€",
    "%",
    "&",
    "&amp;",
    "&lt;",
    "&#39;",
    "\\u2019",
    "\\",
    "/",
    "//",
    ":",
    "://",
    "http",
    "www.",
    ".com",
    "0",
    "7",
    "10:30",
    "2024",
    "st",
    "hrs",
    "(",
    ")",
    "<3",
    "^_^",
    "¯\\_(ツ)_/¯",
    "😀",
    "🏽",
    "\u{200d}",
    "\u{fe0f}",
    "\u{20e3}",
    "🇩",
    "\u{200b}",
    "\u{ad}",
    "\u{301}",
    "\u{335}",
    "é",
    "İ",
    "漢",
    "ー",
    "ｶ",
    "ﾞ",
    "＃",
    "ก็",
];

fn posts() -> impl Strategy<Value = String> {
    let piece =
        prop_oneof![4 => prop::sample::select(&PIECES[..]).prop_map(String::from), 1 => any::<char>().prop_map(String::from)];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

fn check_spans(text: &str, tokens: &[Token]) {
    let mut last_end = 0;
    for token in tokens {
        let range = token.span.range();
        assert!(
            text.is_char_boundary(range.start) && text.is_char_boundary(range.end),
            "inside a character: {range:?} of {text:?}"
        );
        assert!(range.start >= last_end, "out of order: {range:?} of {text:?}");
        assert!(!range.is_empty() && range.end <= text.len(), "empty or too long: {range:?} of {text:?}");
        last_end = range.end;
    }
}

fn check_coverage(text: &str, tokens: &[Token]) {
    for (at, c) in text.char_indices().filter(|(_, c)| c.is_alphanumeric()) {
        let covered = tokens.iter().any(|token| token.span.range().contains(&at));
        assert!(covered, "{c:?} at byte {at} of {text:?} is in no token");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn spans_are_sound(text in posts()) {
        for tokenizer in [&SocialTokenizer::new() as &dyn Tokenizer, &SocialTokenizer::new().with_vocabulary(Arc::new(Few)), &PlainTokenizer::new()] {
            let mut tokens = Tokens::new();
            tokenizer.tokenize(&text, &mut tokens);
            check_spans(&text, tokens.as_slice());
            // The letters of an entity or an escape are no letters of the text.
            if !text.contains(['&', '\\']) {
                check_coverage(&text, tokens.as_slice());
            }
            for token in tokens.as_slice() {
                prop_assert!(!tokens.form_of(token).is_empty(), "no form: {:?} of {text:?}", token.span);
            }
        }
    }

    #[test]
    fn words_are_folded(text in posts()) {
        let tokens = social(&text);
        for token in tokens.as_slice().iter().filter(|token| token.kind.is_word()) {
            let form: Vec<char> = tokens.form_of(token).chars().collect();
            let tripled = form.windows(3).any(|three| three[0].is_alphabetic() && three[0] == three[1] && three[1] == three[2]);
            prop_assert!(!tripled || form == ['w', 'w', 'w'], "{form:?}");
            prop_assert!(form.iter().all(|c| !c.is_ascii_uppercase()), "{form:?}");
        }
    }

    #[test]
    fn a_used_buffer_changes_nothing(first in posts(), second in posts()) {
        let mut used = social(&first);
        used.clear();
        SocialTokenizer::new().tokenize(&second, &mut used);
        let fresh = social(&second);
        prop_assert_eq!(used.as_slice().len(), fresh.as_slice().len());
        prop_assert_eq!(shown(&used, 0), shown(&fresh, 0));
    }

    #[test]
    fn a_shift_by_whole_words_changes_nothing(text in posts(), words in 1usize..40) {
        let prefix = "aa ".repeat(words);
        let (shifted, plain) = (social(&format!("{prefix}{text}")), social(&text));
        // At the start of a text, a mark may lack the letter it sits on, as it does after a space.
        prop_assert_eq!(shown(&shifted, words), shown(&plain, 0));
        for (there, here) in shifted.as_slice()[words..].iter().zip(plain.as_slice()) {
            prop_assert_eq!(there.span.start as usize, here.span.start as usize + prefix.len());
            prop_assert_eq!(there.flags, here.flags);
        }
    }
}
