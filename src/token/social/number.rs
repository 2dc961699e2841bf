//! What starts with a digit or a currency sign: counts, money, durations, ordinals, times, dates, telephone numbers.

use super::chars::{breaks_at, char_at, is_currency, is_spaced_letter};
use super::{calendar, phone};
use crate::token::TokenKind;

/// One past the last byte, and the kind, of the number that starts at byte `at` with a digit.
///
/// `None` if letters follow that make no unit: then it is the start of a mixed word.
pub(super) fn find(text: &str, at: usize, after_alnum: bool) -> Option<(usize, TokenKind)> {
    let bytes = text.as_bytes();
    if bytes[at] == b'0' && matches!(bytes.get(at + 1), Some(b'x' | b'X')) && bytes.get(at + 2).is_some_and(u8::is_ascii_hexdigit)
    {
        return None;
    }
    if !after_alnum {
        if let Some(end) = calendar::date_end(text, at) {
            return Some((end, TokenKind::Date));
        }
        match phone::find(text, at) {
            Some(phone::Groups::Phone(end)) => return Some((end, TokenKind::Phone)),
            Some(phone::Groups::Card(end)) => return Some((end, TokenKind::Number)),
            None => {}
        }
        if let Some(end) = calendar::time_end(text, at) {
            return Some((end, TokenKind::Time));
        }
    }
    let end = numeral_end(bytes, at);
    after_numeral(text, at, end)
}

/// One past the last byte, and the kind, of an amount that starts at byte `at` with a currency sign or code, whose number may
/// start at byte `number`.
pub(super) fn money_end(text: &str, number: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let spaced = bytes.get(number) == Some(&b' ');
    let start = number + spaced as usize;
    let pointed = bytes.get(start) == Some(&b'.') && !spaced;
    if !bytes.get(start + pointed as usize)?.is_ascii_digit() {
        return None;
    }
    let end = numeral_end(bytes, start + pointed as usize);
    let letters = end + unit_length(bytes, end);
    if letters > end
        && breaks_at(text, letters)
        && matches!(suffix(&bytes[end..letters]), Some(Suffix::Multiplier | Suffix::Large | Suffix::Minutes | Suffix::Currency))
    {
        return Some(letters);
    }
    Some(end)
}

/// A word that stands before an amount: `USD20`, `Rs.500`, `R$20`. Gives the amount's end; `word_end` is the end of the letters.
pub(super) fn money_after_word(text: &str, at: usize, word_end: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let word = &bytes[at..word_end];
    let (known, number) = match bytes.get(word_end)? {
        b'$' => (
            matches!(word, b"US" | b"A" | b"AU" | b"C" | b"CA" | b"CAD" | b"NZ" | b"HK" | b"S" | b"R" | b"MX" | b"NT" | b"us"),
            word_end + 1,
        ),
        b'.' => (word.eq_ignore_ascii_case(b"rs"), word_end + 1),
        _ => (is_code(word) && matches!(suffix(word), Some(Suffix::Currency)), word_end),
    };
    // `Rs. 500` is usual; a space after other words starts something new.
    let spaced = bytes.get(number) == Some(&b' ') && bytes.get(word_end) != Some(&b'.');
    if known && !spaced { money_end(text, number) } else { None }
}

/// Whether letters are written as currency codes are, so that `php7` and `Euro2024` are none.
fn is_code(word: &[u8]) -> bool {
    word.eq_ignore_ascii_case(b"rs") || (word.len() == 3 && word.iter().all(u8::is_ascii_uppercase))
}

/// One past the last byte of digits with separators inside: `4,050`, `2.5`, `1.234,56`.
fn numeral_end(bytes: &[u8], at: usize) -> usize {
    let mut end = at;
    while let Some(&byte) = bytes.get(end) {
        let inner = matches!(byte, b'.' | b',') && bytes.get(end + 1).is_some_and(u8::is_ascii_digit);
        if !byte.is_ascii_digit() && !inner {
            break;
        }
        end += 1;
    }
    // The last digit may be the key of a keycap emoji.
    if end > at + 1 && bytes.get(end).is_some_and(|&byte| byte >= 0x80) && is_keycap(bytes, end) { end - 1 } else { end }
}

fn is_keycap(bytes: &[u8], after: usize) -> bool {
    bytes[after..].starts_with("\u{20E3}".as_bytes()) || bytes[after..].starts_with("\u{FE0F}\u{20E3}".as_bytes())
}

/// What the letters and signs after a number make of it.
fn after_numeral(text: &str, at: usize, end: usize) -> Option<(usize, TokenKind)> {
    let bytes = text.as_bytes();
    let Some(next) = char_at(text, end) else { return Some((end, TokenKind::Number)) };
    if next == '%' {
        return Some((end + 1, TokenKind::Number));
    }
    if matches!(next, 'º' | 'ª') {
        return Some((end + next.len_utf8(), TokenKind::Ordinal));
    }
    if let Some(sign) = sign_end(text, end) {
        return Some((sign, TokenKind::Money));
    }
    if next == ' ' {
        let percent = bytes.get(end + 1) == Some(&b'%') && breaks_at(text, end + 2);
        return Some(if percent { (end + 2, TokenKind::Number) } else { (end, TokenKind::Number) });
    }
    if next == '-' {
        let letters = end + 1 + unit_length(bytes, end + 1);
        let unit = matches!(suffix(&bytes[end + 1..letters]), Some(Suffix::Duration)) && letters > end + 3;
        return Some(if unit && breaks_at(text, letters) { (letters, TokenKind::Duration) } else { (end, TokenKind::Number) });
    }
    if !next.is_ascii_alphabetic() {
        return french_ordinal_end(text, end).map(|end| (end, TokenKind::Ordinal)).or(Some((end, TokenKind::Number)));
    }
    let letters = end + unit_length(bytes, end);
    match suffix(&bytes[end..letters]) {
        // `90s`, `1990s` and `100s` are no seconds; a single digit before it is a model (`6s`).
        Some(Suffix::Seconds) if bytes[end - 1] == b'0' && breaks_at(text, letters) => Some((letters, TokenKind::Number)),
        Some(Suffix::Seconds) if end - at == 1 && breaks_at(text, letters) => None,
        // Today.
        Some(Suffix::Duration) if &bytes[at..letters] == b"2day" => None,
        Some(Suffix::Minutes) if is_large(&bytes[at..end]) && breaks_at(text, letters) => Some((letters, TokenKind::Number)),
        Some(Suffix::Duration | Suffix::Minutes | Suffix::Seconds) => {
            duration_end(text, letters).map(|end| (end, TokenKind::Duration))
        }
        Some(Suffix::Multiplier) => match sign_end(text, letters) {
            Some(sign) => Some((sign, TokenKind::Money)),
            None => breaks_at(text, letters).then_some((letters, TokenKind::Number)),
        },
        Some(Suffix::Ordinal) if breaks_at(text, letters) => Some((letters, TokenKind::Ordinal)),
        Some(Suffix::Currency) if breaks_at(text, letters) => Some((letters, TokenKind::Money)),
        _ if glued_word(text, at, end) => Some((end, TokenKind::Number)),
        _ => french_ordinal_end(text, end).map(|end| (end, TokenKind::Ordinal)),
    }
}

/// One past a currency sign after a number, with or without a space between; a sign that opens the next amount is none.
fn sign_end(text: &str, at: usize) -> Option<usize> {
    let start = at + (text.as_bytes().get(at) == Some(&b' ')) as usize;
    let sign = char_at(text, start).filter(|&c| is_currency(c))?;
    let end = start + sign.len_utf8();
    let next = char_at(text, end);
    let opens = next.is_some_and(|c| c.is_alphanumeric() || is_currency(c) || c == '.');
    let apart = start > at && next == Some(' ') && text.as_bytes().get(end + 1).is_some_and(u8::is_ascii_digit);
    (!opens && !apart).then_some(end)
}

/// `2ème`, `3è`.
fn french_ordinal_end(text: &str, at: usize) -> Option<usize> {
    let length = ["ème", "ère", "è"].into_iter().find(|suffix| text[at..].starts_with(suffix))?.len();
    breaks_at(text, at + length).then_some(at + length)
}

/// Whether an `m` after the number means metres or millions: `100m`, `5.7m`.
fn is_large(digits: &[u8]) -> bool {
    digits.len() > 2
}

/// Whether an ordinary word of four letters or more was glued to the number: `10minuten`, `3años`. `4ever` is no such word.
fn glued_word(text: &str, at: usize, end: usize) -> bool {
    let sounds = end - at == 1 && matches!(text.as_bytes()[at], b'2' | b'4');
    let (mut letters, mut length, mut plain) = (0, 0, true);
    for c in text[end..].chars().take(24).take_while(|&c| is_spaced_letter(c)) {
        plain &= c.is_lowercase();
        letters += 1;
        length += c.len_utf8();
    }
    let ascii = text.as_bytes()[end..end + length].is_ascii();
    letters >= 4 && plain && breaks_at(text, end + length) && !(sounds && ascii)
}

/// Further parts of a duration (`1h30m`, `1h30`) after a unit that ends at byte `at`.
fn duration_end(text: &str, mut at: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    while bytes.get(at).is_some_and(u8::is_ascii_digit) {
        let digits = bytes[at..].iter().take(4).take_while(|byte| byte.is_ascii_digit()).count();
        let letters = at + digits + unit_length(bytes, at + digits);
        if letters > at + digits
            && !matches!(suffix(&bytes[at + digits..letters]), Some(Suffix::Duration | Suffix::Minutes | Suffix::Seconds))
        {
            return None;
        }
        at = letters;
        if at == letters && letters == at + digits {
            break;
        }
    }
    breaks_at(text, at).then_some(at)
}

/// How many letters, eight at most, stand at byte `at`; nine if there are more.
fn unit_length(bytes: &[u8], at: usize) -> usize {
    bytes[at..].iter().take(9).take_while(|byte| byte.is_ascii_alphabetic()).count()
}

/// What letters written right after a number mean.
enum Suffix {
    Ordinal,
    Duration,
    /// A single `m`: minutes, or millions after a currency sign.
    Minutes,
    /// A single `s`: seconds, or a decade.
    Seconds,
    Multiplier,
    /// A multiplier after a currency sign only.
    Large,
    Currency,
}

fn suffix(letters: &[u8]) -> Option<Suffix> {
    let mut lower = [0u8; 8];
    lower.get_mut(..letters.len())?.copy_from_slice(letters);
    lower.make_ascii_lowercase();
    Some(match &lower[..letters.len()] {
        b"st" | b"nd" | b"rd" | b"th" | b"er" | b"ere" | b"eme" | b"ro" | b"ra" | b"ero" | b"era" | b"do" | b"da" | b"to"
        | b"ta" | b"vo" | b"va" | b"te" | b"ten" | b"ter" | b"ste" | b"sten" => Suffix::Ordinal,
        b"sec" | b"secs" | b"second" | b"seconds" | b"ms" | b"min" | b"mins" | b"minute" | b"minutes" | b"h" | b"hr" | b"hrs"
        | b"hour" | b"hours" | b"d" | b"day" | b"days" | b"w" | b"wk" | b"wks" | b"week" | b"weeks" | b"mo" | b"mos" | b"mth"
        | b"mths" | b"month" | b"months" | b"y" | b"yr" | b"yrs" | b"year" | b"years" | b"std" => Suffix::Duration,
        b"m" => Suffix::Minutes,
        b"s" => Suffix::Seconds,
        b"b" | b"mm" => Suffix::Large,
        b"k" | b"bn" | b"mn" | b"mil" | b"mio" | b"mill" | b"million" | b"billion" | b"x" => Suffix::Multiplier,
        b"usd" | b"eur" | b"gbp" | b"inr" | b"aud" | b"cad" | b"nzd" | b"sgd" | b"hkd" | b"jpy" | b"cny" | b"rmb" | b"chf"
        | b"sek" | b"nok" | b"dkk" | b"pln" | b"czk" | b"huf" | b"brl" | b"mxn" | b"zar" | b"aed" | b"sar" | b"krw" | b"thb"
        | b"idr" | b"myr" | b"vnd" | b"php" | b"uah" | b"rub" | b"ngn" | b"kes" | b"ghs" | b"pkr" | b"lkr" | b"bdt" | b"egp"
        | b"ils" | b"twd" | b"rs" | b"euro" | b"euros" | b"dollar" | b"dollars" | b"bucks" | b"quid" => Suffix::Currency,
        _ => return None,
    })
}
