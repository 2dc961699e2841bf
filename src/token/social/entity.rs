//! Characters written as something else: HTML entities and `\uXXXX` escapes.

/// The longest name in [`NAMES`], in bytes.
const LONGEST: usize = 8;

/// Reads the character that is written at the start of `text`, and gives it with the bytes it takes.
///
/// `&amp;lt;`, which is text that was encoded twice, is `<`.
pub(super) fn read(text: &str) -> Option<(char, usize)> {
    match text.as_bytes().first()? {
        b'&' => entity(text),
        b'\\' => escape(text),
        _ => None,
    }
}

fn entity(text: &str) -> Option<(char, usize)> {
    let bytes = text.as_bytes();
    if bytes.get(1) == Some(&b'#') {
        return numeric(bytes);
    }
    // Encoded twice or more: each further `amp;` stands for the `&` of what follows.
    let mut from = 1;
    while bytes[from..].starts_with(b"amp;") && (bytes[from + 4..].starts_with(b"amp;") || inner(bytes, from + 4).is_some()) {
        from += 4;
    }
    inner(bytes, from)
}

/// The entity whose `&` stands, or stood, before byte `from`.
fn inner(bytes: &[u8], from: usize) -> Option<(char, usize)> {
    if from > 1 && bytes.get(from) == Some(&b'#') {
        return numeric(&bytes[from - 1..]).map(|(c, length)| (c, from - 1 + length));
    }
    let name = &bytes[from..];
    let length = name.iter().take(LONGEST + 1).take_while(|byte| byte.is_ascii_alphanumeric()).count();
    if name.get(length) == Some(&b';') {
        let found = NAMES.binary_search_by(|&(known, _)| known.as_bytes().cmp(&name[..length])).ok()?;
        return Some((NAMES[found].1, from + length + 1));
    }
    // Browsers read a few without the semicolon, and posts are cut in the middle of them.
    let bare: [(&str, char); 5] = [("lt", '<'), ("gt", '>'), ("amp", '&'), ("quot", '"'), ("nbsp", ' ')];
    let (known, c) = bare.into_iter().find(|(known, _)| name.starts_with(known.as_bytes()))?;
    let next = name.get(known.len());
    let ends = next.is_none_or(|byte| !byte.is_ascii_alphabetic() && *byte != b'=');
    ends.then_some((c, from + known.len()))
}

/// `&#39;`, `&#x27;`; the semicolon may be missing.
fn numeric(bytes: &[u8]) -> Option<(char, usize)> {
    let (radix, digits) = if matches!(bytes.get(2), Some(b'x' | b'X')) { (16, 3) } else { (10, 2) };
    let length = bytes[digits..].iter().take(8).take_while(|&&byte| (byte as char).is_digit(radix)).count();
    let end = digits + length;
    let number = u32::from_str_radix(std::str::from_utf8(&bytes[digits..end]).ok()?, radix).ok()?;
    let closed = bytes.get(end) == Some(&b';');
    if !closed && (number < 32 || length < 2) {
        return None;
    }
    visible(number).map(|c| (c, end + closed as usize))
}

/// The character of a number, with the 32 code points that old pages meant as Windows-1252.
fn visible(number: u32) -> Option<char> {
    const WINDOWS: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘', '’', '“',
        '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
    ];
    match number {
        9 | 10 | 13 => Some(' '),
        0..=31 => None,
        0x80..=0x9F => Some(WINDOWS[number as usize - 0x80]),
        _ => char::from_u32(number),
    }
}

/// Whether the `\n` at byte `at` stands for a line break, and not for the start of a word after a backslash.
pub(super) fn is_line_break(text: &str, at: usize) -> bool {
    let bytes = text.as_bytes();
    let glued = at > 0 && bytes[at - 1].is_ascii_alphanumeric();
    bytes[at..].starts_with(b"\\n") && !(glued && bytes.get(at + 2).is_some_and(u8::is_ascii_lowercase))
}

/// `\u2019`, and `\ud83d\ude02` for what needs two.
fn escape(text: &str) -> Option<(char, usize)> {
    let unit = |from: usize| -> Option<u32> {
        let hex = text.get(from..from + 6)?.strip_prefix("\\u")?;
        hex.bytes().all(|byte| byte.is_ascii_hexdigit()).then(|| u32::from_str_radix(hex, 16).ok())?
    };
    let first = unit(0)?;
    if let (0xD800..=0xDBFF, Some(second @ 0xDC00..=0xDFFF)) = (first, unit(6)) {
        let c = char::from_u32(0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00))?;
        return Some((c, 12));
    }
    visible(first).map(|c| (c, 6))
}

/// Entity names in byte order.
#[rustfmt::skip]
static NAMES: [(&str, char); 129] = [
    ("AElig", 'Æ'), ("Aacute", 'Á'), ("Acirc", 'Â'), ("Agrave", 'À'), ("Aring", 'Å'), ("Atilde", 'Ã'), ("Auml", 'Ä'), ("Ccedil", 'Ç'),
    ("Dagger", '‡'), ("Eacute", 'É'), ("Ecirc", 'Ê'), ("Egrave", 'È'), ("Euml", 'Ë'), ("Iacute", 'Í'), ("Icirc", 'Î'), ("Igrave", 'Ì'),
    ("Iuml", 'Ï'), ("Ntilde", 'Ñ'), ("OElig", 'Œ'), ("Oacute", 'Ó'), ("Ocirc", 'Ô'), ("Ograve", 'Ò'), ("Oslash", 'Ø'), ("Otilde", 'Õ'),
    ("Ouml", 'Ö'), ("Scaron", 'Š'), ("Uacute", 'Ú'), ("Ucirc", 'Û'), ("Ugrave", 'Ù'), ("Uuml", 'Ü'), ("Yacute", 'Ý'), ("Yuml", 'Ÿ'),
    ("aacute", 'á'), ("acirc", 'â'), ("acute", '´'), ("aelig", 'æ'), ("agrave", 'à'), ("amp", '&'), ("apos", '\''), ("aring", 'å'),
    ("ast", '*'), ("atilde", 'ã'), ("auml", 'ä'), ("bdquo", '„'), ("brvbar", '¦'), ("bull", '•'), ("ccedil", 'ç'), ("cent", '¢'),
    ("colon", ':'), ("comma", ','), ("commat", '@'), ("copy", '©'), ("curren", '¤'), ("dagger", '†'), ("deg", '°'), ("divide", '÷'),
    ("dollar", '$'), ("eacute", 'é'), ("ecirc", 'ê'), ("egrave", 'è'), ("emsp", '\u{2003}'), ("ensp", '\u{2002}'), ("euml", 'ë'), ("euro", '€'),
    ("excl", '!'), ("frac12", '½'), ("frac14", '¼'), ("frac34", '¾'), ("gt", '>'), ("hearts", '♥'), ("hellip", '…'), ("iacute", 'í'),
    ("icirc", 'î'), ("iexcl", '¡'), ("igrave", 'ì'), ("iquest", '¿'), ("iuml", 'ï'), ("laquo", '«'), ("ldquo", '“'), ("lpar", '('),
    ("lsaquo", '‹'), ("lsquo", '‘'), ("lt", '<'), ("mdash", '—'), ("micro", 'µ'), ("middot", '·'), ("minus", '−'), ("nbsp", '\u{a0}'),
    ("ndash", '–'), ("not", '¬'), ("ntilde", 'ñ'), ("num", '#'), ("oacute", 'ó'), ("ocirc", 'ô'), ("oelig", 'œ'), ("ograve", 'ò'),
    ("ordf", 'ª'), ("ordm", 'º'), ("oslash", 'ø'), ("otilde", 'õ'), ("ouml", 'ö'), ("para", '¶'), ("percnt", '%'), ("period", '.'),
    ("plus", '+'), ("plusmn", '±'), ("pound", '£'), ("quest", '?'), ("quot", '"'), ("raquo", '»'), ("rdquo", '”'), ("reg", '®'),
    ("rpar", ')'), ("rsaquo", '›'), ("rsquo", '’'), ("sbquo", '‚'), ("scaron", 'š'), ("sect", '§'), ("semi", ';'), ("shy", '\u{ad}'),
    ("szlig", 'ß'), ("thinsp", '\u{2009}'), ("trade", '™'), ("uacute", 'ú'), ("ucirc", 'û'), ("ugrave", 'ù'), ("uuml", 'ü'), ("yen", '¥'),
    ("zwj", '\u{200d}'),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_sorted_and_short() {
        assert!(NAMES.windows(2).all(|pair| pair[0].0 < pair[1].0));
        assert!(NAMES.iter().all(|(name, _)| name.len() <= LONGEST));
    }

    #[test]
    fn reads_what_stands_for_a_character() {
        let cases: [(&str, Option<(char, usize)>); 17] = [
            ("&amp;", Some(('&', 5))),
            ("&lt;3", Some(('<', 4))),
            ("&amp;lt;3", Some(('<', 8))),
            ("&amp;#39;s", Some(('\'', 9))),
            ("&amp;amp; you", Some(('&', 9))),
            ("&amp and", Some(('&', 4))),
            ("&lt3", Some(('<', 3))),
            ("&#128514;", Some(('😂', 9))),
            ("&#x1F602;", Some(('😂', 9))),
            ("&#146;", Some(('’', 6))),
            ("&#0;", None),
            ("&#;", None),
            ("&unknown;", None),
            ("& ", None),
            ("\\u2019s", Some(('’', 6))),
            ("\\ud83d\\ude02", Some(('😂', 12))),
            ("\\use it", None),
        ];
        for (text, expected) in cases {
            assert_eq!(read(text), expected, "{text}");
        }
    }
}
