//! Faces drawn upright in brackets, with their arms: `(^_^)`, `(╯°□°)╯︵ ┻━┻`, `¯\_(ツ)_/¯`, `ʕ•ᴥ•ʔ`.
//!
//! A bracket holds a face if a mouth stands in it with something on both sides, and no word does.

use super::chars::char_at;

/// The most characters between the brackets.
const REACH: usize = 24;

/// Whether a face may start with this character, brackets and backslash apart.
pub(super) fn may_start(c: char) -> bool {
    matches!(c, '(' | '\\' | 'ʕ' | '┻' | '┬') || is_arm(c)
}

/// One past the last byte of the face that starts at byte `at`, if one does.
pub(super) fn end(text: &str, at: usize) -> Option<usize> {
    let mut from = at;
    let mut arms = 0;
    while let Some(c) = char_at(text, from).filter(|&c| is_arm(c) || c == '\\' || (c == '_' && from > at)) {
        from += c.len_utf8();
        arms += 1;
        if arms > 4 {
            return None;
        }
    }
    let close = match char_at(text, from)? {
        '(' => ')',
        'ʕ' => 'ʔ',
        '┻' | '┬' if from == at => return table(text, at),
        _ => return None,
    };
    let start = from + char_at(text, from)?.len_utf8();
    let length =
        text[start..].chars().take(REACH + 1).take_while(|&c| c != close && c != '\n').map(char::len_utf8).sum::<usize>();
    if char_at(text, start + length) != Some(close) || !is_face(&text[start..start + length], arms > 0) {
        return None;
    }
    Some(after(text, start + length + close.len_utf8()))
}

/// Whether what stands in the brackets is a face; `armed` if arms stand before them.
fn is_face(inner: &str, armed: bool) -> bool {
    let mut face = ['\0'; REACH];
    let mut length = 0;
    for c in inner.chars().filter(|&c| c != ' ').take(REACH) {
        face[length] = c;
        length += 1;
    }
    let face = &face[..length];
    if matches!(face, ['ツ'] | ['シ']) {
        return true;
    }
    // Two letters side by side are part of a word, unless a mouth that is a letter joins two eyes that are.
    let word = |pair: &[char]| pair.iter().all(|&c| c.is_alphanumeric() && !is_mouth(c) && !is_eye_letter(c));
    if face.contains(&'(') || face.windows(2).any(word) {
        return false;
    }
    let ascii = |c: char| c.is_ascii_alphanumeric();
    face.windows(3).any(|three| match *three {
        [left, mouth, right] if is_mouth(mouth) => {
            let equal = left == right || mirrored(left, right);
            let inside = !ascii(left) && !ascii(right) && (!left.is_ascii() || !right.is_ascii() || equal);
            (equal && length <= 5 && !(ascii(left) && face.len() > 3)) || inside
        }
        [left, '_' | '.' | '-' | '^' | 'o' | 'O' | 'w' | '3' | ',', right] => {
            let drawn = !ascii(left)
                && (left == right || mirrored(left, right))
                && !matches!(left, '.' | ',' | '"' | '!' | '?' | ':' | '%' | '/' | '&');
            let letters = three[1] == '_' && ascii(left) && left.eq_ignore_ascii_case(&right);
            drawn || letters
        }
        _ => false,
    }) || matches!(face, ['_', '_'])
        || (armed && length >= 3 && !face.iter().any(|&c| ascii(c)) && face.first() == face.last() && !face[0].is_alphanumeric())
        || eyes_apart(face)
}

/// `( ͡° ͜ʖ ͡°)` and its kin: two equal eyes outside ASCII with up to four signs between them.
fn eyes_apart(face: &[char]) -> bool {
    let eye =
        |c: char| matches!(c, '°' | '•' | 'ಠ' | 'ಥ' | 'ʘ' | '◕' | '◉' | '⊙' | '■' | '´' | '￣' | '¯' | '一' | '・' | '｡' | '゜');
    face.iter().enumerate().any(|(index, &c)| eye(c) && face[index + 1..].iter().skip(1).take(5).any(|&other| other == c))
}

fn mirrored(left: char, right: char) -> bool {
    matches!(
        (left, right),
        ('>', '<')
            | ('<', '>')
            | ('≧', '≦')
            | ('´', '`')
            | ('`', '´')
            | ('つ', '⊂')
            | ('⊃', '⊂')
            | ('\'', '`')
            | ('`', '\'')
            | ('´', '\'')
            | ('\'', '´')
    )
}

fn is_mouth(c: char) -> bool {
    matches!(
        c,
        'ω' | '∀'
            | '▽'
            | '‿'
            | '□'
            | '△'
            | '◡'
            | 'ᴗ'
            | '﹏'
            | '皿'
            | 'Д'
            | 'д'
            | 'ヮ'
            | '︿'
            | '⌓'
            | '益'
            | 'ヘ'
            | '人'
            | 'ʖ'
            | 'ᗜ'
            | 'ᴥ'
            | '﹃'
            | 'ロ'
            | 'ェ'
            | 'ᵕ'
            | 'ᗩ'
            | '_'
            | '˘'
            | '⌣'
            | '◇'
            | 'ﾛ'
            | '口'
            | 'з'
            | 'ε'
            | 'ڡ'
            | 'ワ'
    )
}

/// Letters drawn as eyes or cheeks beside others.
fn is_eye_letter(c: char) -> bool {
    matches!(c, 'ಠ' | 'ಥ' | 'ʘ' | 'ノ' | 'ヽ' | 'つ' | 'っ' | 'づ' | '๑' | '一' | 'ｏ' | 'ᵔ')
}

fn is_arm(c: char) -> bool {
    matches!(
        c,
        '¯' | '╯'
            | '╰'
            | 'ノ'
            | 'ヽ'
            | 'ヾ'
            | 'ლ'
            | '٩'
            | 'ᕙ'
            | 'ᕦ'
            | '└'
            | '┌'
            | '┐'
            | '┘'
            | 'ᕕ'
            | '凸'
            | 'щ'
            | '乁'
            | '໒'
    )
}

/// Arms, thrown tables and sparkles after the face.
fn after(text: &str, mut at: usize) -> usize {
    let mut thrown = false;
    for _ in 0..10 {
        let Some(c) = char_at(text, at) else { break };
        let next = char_at(text, at + c.len_utf8());
        let goes_on = match c {
            '_' | '/' | '\\' | '¯' => !next.is_some_and(char::is_alphanumeric) || matches!(c, '_'),
            '╯' | '╰' | 'ノ' | 'ヽ' | 'ヾ' | 'ლ' | '۶' | '̶' | 'ᕗ' | 'ᕤ' | '┘' | '└' | '┐' | '┌' | '︵' | '彡' | 'ゞ' | 'づ'
            | 'つ' | 'っ' | 'و' | 'ง' | 'ᓄ' | 'ㄏ' | '☞' | '☆' | '♪' | '♡' | '✧' => true,
            ' ' => thrown && matches!(next, Some('┻' | '┬')),
            '┻' | '┬' => return table(text, at).unwrap_or(at),
            _ => false,
        };
        if !goes_on {
            break;
        }
        thrown |= matches!(c, '︵' | '╯' | 'ノ' | '┘');
        at += c.len_utf8();
    }
    at
}

/// `┻━┻`, `┬─┬`.
fn table(text: &str, at: usize) -> Option<usize> {
    let leg = char_at(text, at)?;
    let top = text[at..].chars().skip(1).take(6).take_while(|c| matches!(c, '━' | '─' | '-')).map(char::len_utf8).sum::<usize>();
    let end = at + leg.len_utf8() + top;
    (top > 0 && char_at(text, end) == Some(leg)).then(|| end + leg.len_utf8())
}
