//! Which language a post is in: its script first, then how many of its words are known.

use crate::lexicon::annotate::Terms;
use crate::lexicon::{Classes, Lexicon, Marks};
use crate::token::{TokenKind, Tokens};
use crate::verdict::{LanguageCode, Support};

/// Words from which on a share of known words says something.
const LEAST_WORDS: u32 = 4;

/// Terms that belong to no language: names of accounts, tags, numbers, addresses.
const NO_WORDS: Classes = Classes::MENTION
    .or(Classes::HASHTAG)
    .or(Classes::NUMBER)
    .or(Classes::ORDINAL)
    .or(Classes::MONEY)
    .or(Classes::DURATION)
    .or(Classes::TIME)
    .or(Classes::DATE)
    .or(Classes::URL)
    .or(Classes::EMAIL)
    .or(Classes::PHONE)
    .or(Classes::CODE)
    .or(Classes::EMOJI);

/// What was found out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Finding {
    pub(crate) code: LanguageCode,
    pub(crate) support: Support,
}

/// Judges whether `terms`, looked up in the words of a spaced language, are in that language.
///
/// At least half of the words must be words people use in it, or a quarter if they are few; a post without words passes,
/// since emoji and punctuation belong to every language.
pub(crate) fn judge(tokens: &Tokens, terms: &Terms, lexicon: &Lexicon, code: LanguageCode) -> Finding {
    let (mut words, mut known, mut foreign) = (0u32, 0u32, 0u32);
    for term in terms.terms.iter().filter(|term| !term.classes.any(NO_WORDS)) {
        known += u32::from(lexicon.entry(term.word).marks.has(Marks::ORDINARY));
        words += 1;
    }
    for token in tokens.as_slice() {
        let unspaced = token.kind == TokenKind::Unspaced;
        let form = tokens.form_of(token);
        if unspaced || token.kind.is_word() && form.chars().next().is_some_and(|c| !is_latin(c)) {
            foreign += 1;
        }
    }
    if foreign * 2 > words.max(1) {
        return Finding { code: by_script(tokens), support: Support::None };
    }
    let share_needed = if words < LEAST_WORDS { 4 } else { 2 };
    let recognised = words < 2 || known * share_needed >= words;
    if recognised {
        Finding { code, support: Support::Full }
    } else {
        Finding { code: LanguageCode::UNDETERMINED, support: Support::None }
    }
}

/// The language a script stands for, where it stands for one.
fn by_script(tokens: &Tokens) -> LanguageCode {
    let letters = |token| tokens.form_of(token).chars();
    let count = |belongs: fn(char) -> bool| tokens.as_slice().iter().flat_map(letters).filter(|&c| belongs(c)).count();
    let kana = count(|c| matches!(c, '\u{3040}'..='\u{30ff}'));
    let scripts: [(&str, usize); 10] = [
        ("ja", kana * 4),
        ("zh", count(|c| matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}'))),
        ("ko", count(|c| matches!(c, '\u{ac00}'..='\u{d7af}'))),
        ("ru", count(|c| matches!(c, '\u{400}'..='\u{4ff}'))),
        ("ar", count(|c| matches!(c, '\u{600}'..='\u{6ff}'))),
        ("el", count(|c| matches!(c, '\u{370}'..='\u{3ff}'))),
        ("he", count(|c| matches!(c, '\u{590}'..='\u{5ff}'))),
        ("hi", count(|c| matches!(c, '\u{900}'..='\u{97f}'))),
        ("th", count(|c| matches!(c, '\u{e00}'..='\u{e7f}'))),
        ("ta", count(|c| matches!(c, '\u{b80}'..='\u{bff}'))),
    ];
    let most = scripts.into_iter().max_by_key(|(_, letters)| *letters).filter(|(_, letters)| *letters > 0);
    most.map_or(LanguageCode::UNDETERMINED, |(code, _)| LanguageCode::new(code))
}

fn is_latin(c: char) -> bool {
    !c.is_alphabetic()
        || matches!(c, '\0'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' | '\u{ff21}'..='\u{ff5a}' | '\u{1d400}'..='\u{1d7ff}')
}
