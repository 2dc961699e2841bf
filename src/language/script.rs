//! Scripts, as far as they tell languages apart.

use serde::Deserialize;

/// The script a language is written in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
pub(crate) enum Script {
    #[default]
    Latin,
    Cyrillic,
    Greek,
    Hebrew,
    Arabic,
    Devanagari,
    Tamil,
    Thai,
    Hangul,
    /// Chinese characters alone.
    Han,
    /// Hiragana and katakana, with Chinese characters or without.
    Kana,
}

impl Script {
    /// How many there are.
    pub(crate) const COUNT: usize = Script::Kana as usize + 1;

    /// All of them, in the order of their numbers, each with a language that is likely where it is seen.
    pub(crate) const ALL: [(Script, &str); Script::COUNT] = [
        (Script::Latin, "und"),
        (Script::Cyrillic, "ru"),
        (Script::Greek, "el"),
        (Script::Hebrew, "he"),
        (Script::Arabic, "ar"),
        (Script::Devanagari, "hi"),
        (Script::Tamil, "ta"),
        (Script::Thai, "th"),
        (Script::Hangul, "ko"),
        (Script::Han, "zh"),
        (Script::Kana, "ja"),
    ];

    /// The script of a letter; none for marks, digits and the scripts that are not listed.
    pub(crate) fn of(c: char) -> Option<Script> {
        match c {
            'a'..='z' | 'A'..='Z' => Some(Script::Latin),
            '\0'..='\u{bf}' => None,
            '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' | '\u{ff21}'..='\u{ff5a}' | '\u{1d400}'..='\u{1d7ff}' => {
                Some(Script::Latin)
            }
            '\u{370}'..='\u{3ff}' => Some(Script::Greek),
            '\u{400}'..='\u{52f}' => Some(Script::Cyrillic),
            '\u{590}'..='\u{5ff}' => Some(Script::Hebrew),
            '\u{600}'..='\u{6ff}' => Some(Script::Arabic),
            '\u{900}'..='\u{97f}' => Some(Script::Devanagari),
            '\u{b80}'..='\u{bff}' => Some(Script::Tamil),
            '\u{e00}'..='\u{e7f}' => Some(Script::Thai),
            '\u{1100}'..='\u{11ff}' | '\u{3130}'..='\u{318f}' | '\u{ac00}'..='\u{d7af}' => Some(Script::Hangul),
            '\u{30fb}' | '\u{30fc}' => None,
            '\u{3041}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}' | '\u{ff66}'..='\u{ff9d}' => Some(Script::Kana),
            '\u{3005}'..='\u{3007}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' => {
                Some(Script::Han)
            }
            '\u{20000}'..='\u{3ffff}' => Some(Script::Han),
            _ => None,
        }
    }
}
