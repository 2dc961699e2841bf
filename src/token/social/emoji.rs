//! Emoji: which characters start one, and how far it reaches.

use super::chars::char_at;
use unicode_segmentation::UnicodeSegmentation;

/// A character that is an emoji without further marks.
pub(in crate::token) fn is_base(c: char) -> bool {
    matches!(c as u32,
        0x231A | 0x231B | 0x23E9..=0x23F3 | 0x23F8..=0x23FA
        // Symbols and dingbats, but not the circled digits.
        | 0x2600..=0x2775 | 0x2794..=0x27BF
        | 0x2B1B | 0x2B1C | 0x2B50 | 0x2B55
        | 0x1F000..=0x1F0FF | 0x1F170 | 0x1F171 | 0x1F17E | 0x1F17F | 0x1F18E | 0x1F191..=0x1F19A | 0x1F1E6..=0x1F1FF
        | 0x1F200..=0x1F2FF | 0x1F300..=0x1F64F | 0x1F680..=0x1F6FF | 0x1F7E0..=0x1F7F0 | 0x1F900..=0x1FAFF)
}

/// A character that is an emoji when U+FE0F follows it, and text otherwise.
pub(super) fn is_base_when_marked(c: char) -> bool {
    matches!(c as u32,
        0x00A9 | 0x00AE | 0x203C | 0x2049 | 0x2122 | 0x2139 | 0x2194..=0x2199 | 0x21A9 | 0x21AA | 0x2328 | 0x23CF | 0x24C2
        | 0x25AA | 0x25AB | 0x25B6 | 0x25C0 | 0x25FB..=0x25FE | 0x2934 | 0x2935 | 0x2B05..=0x2B07 | 0x3030 | 0x303D | 0x3297 | 0x3299)
}

/// One past the last byte of the emoji that starts at byte `at` with the character `c`, if one does.
pub(super) fn end(text: &str, at: usize, c: char) -> Option<usize> {
    let marked = || text[at + c.len_utf8()..].starts_with('\u{FE0F}');
    if !(is_base(c) || is_base_when_marked(c) && marked()) {
        return None;
    }
    text[at..].graphemes(true).next().map(|cluster| at + cluster.len())
}

/// One past the last byte of the keycap (`5️⃣`) that starts at byte `at` with a digit, `#` or `*`, if one does.
pub(super) fn keycap_end(text: &str, at: usize) -> Option<usize> {
    let cap = at + 1;
    let cap = if char_at(text, cap) == Some('\u{FE0F}') { cap + 3 } else { cap };
    (char_at(text, cap) == Some('\u{20E3}')).then_some(cap + 3)
}

/// Writes the form: the cluster without skin tones and variation selectors.
pub(super) fn write_form(cluster: &str, forms: &mut String) {
    let start = forms.len();
    forms.extend(cluster.chars().filter(|c| !matches!(c, '\u{FE0E}' | '\u{FE0F}' | '\u{1F3FB}'..='\u{1F3FF}')));
    while forms.len() > start && forms.ends_with('\u{200D}') {
        forms.pop();
    }
    if forms.len() == start {
        forms.push_str(cluster);
    }
}
