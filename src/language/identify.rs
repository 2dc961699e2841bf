//! Which language a post is in: its script first, then how many of its words are known.

use super::{Language, Script};
use crate::lexicon::{Marks, UNKNOWN};
use crate::token::{TokenFlags, TokenKind, Tokens};
use crate::verdict::{LanguageCode, Support};

/// Words from which on a share of known words says something.
const LEAST_WORDS: u32 = 4;

/// What was found out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Finding {
    pub(crate) code: LanguageCode,
    pub(crate) support: Support,
}

impl Finding {
    fn full(language: &Language) -> Self {
        Finding { code: language.code, support: Support::Full }
    }

    fn none(code: LanguageCode) -> Self {
        Finding { code, support: Support::None }
    }
}

/// Judges which of the languages the tokens are in; of equals the first.
pub(crate) fn judge(tokens: &Tokens, languages: &[Language]) -> Finding {
    let Some(first) = languages.first() else { return Finding::none(LanguageCode::UNDETERMINED) };
    match script_of(tokens) {
        Script::Latin => by_words(tokens, languages).unwrap_or(Finding::full(first)),
        script => match languages.iter().find(|language| language.script == script) {
            Some(language) => Finding::full(language),
            None => Finding::none(LanguageCode::new(Script::ALL[script as usize].1)),
        },
    }
}

/// The script of most words; a letter of kana counts for four, since Japanese has Chinese characters beside it. Latin, if there is none.
fn script_of(tokens: &Tokens) -> Script {
    let mut words = 0u32;
    let mut letters = [0u32; Script::COUNT];
    for token in tokens.as_slice() {
        if token.kind == TokenKind::Unspaced || token.kind.is_word() && token.flags.has(TokenFlags::NON_ASCII) {
            let mut scripts = tokens.form_of(token).chars().filter_map(Script::of);
            if token.kind == TokenKind::Unspaced {
                scripts.for_each(|script| letters[script as usize] += if script == Script::Kana { 4 } else { 1 });
            } else if let Some(script) = scripts.next() {
                letters[script as usize] += 1;
            }
        } else {
            words += u32::from(token.kind == TokenKind::Word);
        }
    }
    letters[0] += words;
    let most = Script::ALL.iter().rev().max_by_key(|(script, _)| letters[*script as usize]);
    most.map_or(Script::Latin, |(script, _)| *script)
}

/// The language of which most words are known, if at least half of them are, or a quarter if they are few; a post without words is in
/// the first language, since emoji and punctuation belong to every one.
fn by_words(tokens: &Tokens, languages: &[Language]) -> Option<Finding> {
    // Single letters are spelled-out words of any language.
    let words = tokens.as_slice().iter().filter(|token| token.kind == TokenKind::Word && tokens.form_of(token).len() > 1);
    let count = words.clone().count() as u32;
    if count < 2 && languages.len() == 1 {
        return None;
    }
    let share_needed = if count < LEAST_WORDS { 4 } else { 2 };
    let mut best: Option<(u32, u32, &Language)> = None;
    for language in languages.iter().filter(|language| language.script == Script::Latin) {
        let (mut known, mut score, mut function) = (0, 0, 0);
        for token in words.clone() {
            let word = language.lexicon.get(tokens.form_of(token));
            let marks = language.lexicon.entry(word).marks;
            known += u32::from(word != UNKNOWN && marks.has(Marks::ORDINARY));
            function += u32::from(marks.has(Marks::FUNCTION));
            score += u32::from(marks.has(Marks::FUNCTION)) * 2 + u32::from(marks.has(Marks::ORDINARY));
        }
        if best.is_none_or(|(most, ..)| score > most) {
            best = Some((score, known.max(if language.code == languages[0].code { 0 } else { function * 2 }), language));
        }
    }
    let (_, known, language) = best?;
    if count < 2 && known == 0 {
        return None;
    }
    Some(if known * share_needed >= count { Finding::full(language) } else { Finding::none(LanguageCode::UNDETERMINED) })
}
