//! What a single character is: the byte classes of the hot path and the character classes of the cold one.

use unicode_segmentation::GraphemeCursor;

/// What a byte starts, as far as ASCII can tell.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    Space,
    Letter,
    Digit,
    /// `.`
    Dot,
    /// `!` and `?`
    Shout,
    At,
    Hash,
    Dollar,
    Apostrophe,
    Plus,
    /// Marks an emoticon may start with.
    Face,
    /// Marks that only ever stand for themselves.
    Mark,
    Control,
    /// Part of a character outside ASCII.
    High,
}

/// The class of every byte.
pub(super) static CLASS: [Class; 256] = classes();

const fn classes() -> [Class; 256] {
    let mut table = [Class::Mark; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = match byte as u8 {
            b' ' | b'\t'..=b'\r' => Class::Space,
            b'a'..=b'z' | b'A'..=b'Z' => Class::Letter,
            b'0'..=b'9' => Class::Digit,
            b'.' => Class::Dot,
            b'!' | b'?' => Class::Shout,
            b'@' => Class::At,
            b'#' => Class::Hash,
            b'$' => Class::Dollar,
            b'\'' => Class::Apostrophe,
            b'+' => Class::Plus,
            b':' | b';' | b'=' | b'<' | b'>' | b'(' | b')' | b'^' | b'-' | b'\\' | b'*' | b',' | b'~' | b'`' => Class::Face,
            0..=31 | 127 => Class::Control,
            128..=255 => Class::High,
            _ => Class::Mark,
        };
        byte += 1;
    }
    table
}

/// Whether an ASCII word surely ends before this byte.
pub(super) static ENDS_WORD: [bool; 256] = word_ends();

const fn word_ends() -> [bool; 256] {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 128 {
        table[byte] = !matches!(
            byte as u8,
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'\'' | b'`' | b'-' | b'_' | b'.' | b'@' | b':' | b'+' | b'%' | b'$' | b'&' | b'^' | b'='
        );
        byte += 1;
    }
    table
}

/// The character that starts at byte `at`.
#[inline]
pub(super) fn char_at(text: &str, at: usize) -> Option<char> {
    text.get(at..)?.chars().next()
}

/// The character that ends before byte `at`.
#[inline]
pub(super) fn char_before(text: &str, at: usize) -> Option<char> {
    text.get(..at)?.chars().next_back()
}

/// A letter or a digit that what stands beside it may belong to: one of an unspaced script does not count.
pub(super) fn is_alnum(c: Option<char>) -> bool {
    c.is_some_and(|c| c.is_alphanumeric() && !is_unspaced(c))
}

/// Whether nothing that stands at byte `at` would prolong a number or a name.
pub(super) fn breaks_at(text: &str, at: usize) -> bool {
    !is_alnum(char_at(text, at))
}

/// A letter of a script written with spaces between words.
pub(super) fn is_spaced_letter(c: char) -> bool {
    c.is_ascii_alphabetic() || (c.is_alphabetic() && !is_unspaced(c))
}

/// A letter, or a sign inside words, of a script written without spaces.
#[inline]
pub(crate) fn is_unspaced(c: char) -> bool {
    c >= '\u{0E01}' && is_unspaced_beyond(c)
}

fn is_unspaced_beyond(c: char) -> bool {
    matches!(c as u32,
        0x0E01..=0x0E3A | 0x0E40..=0x0E4E // Thai
        | 0x0E80..=0x0ECF | 0x0EDC..=0x0EDF // Lao
        | 0x1000..=0x103F | 0x1050..=0x108F | 0x109A..=0x109D | 0xA9E0..=0xA9EF | 0xAA60..=0xAA7F // Burmese
        | 0x1780..=0x17D3 | 0x17D7 | 0x17DC..=0x17DD // Khmer
        | 0x1950..=0x19CF | 0x1A20..=0x1A7C // Tai
        | 0x3005..=0x3007 | 0x3021..=0x3029 | 0x3031..=0x3035 | 0x3038..=0x303C
        | 0x3041..=0x3096 | 0x3099..=0x309A | 0x309D..=0x309F // Hiragana
        | 0x30A1..=0x30FA | 0x30FC..=0x30FF | 0x31F0..=0x31FF | 0xFF66..=0xFF9D // Katakana
        | 0x3105..=0x312F | 0x31A0..=0x31BF // Bopomofo
        | 0x2E80..=0x2FDF | 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xF900..=0xFAFF | 0x20000..=0x3FFFF) // Han
}

/// A combining mark that may sit on letters of many scripts, as used for accents and for stacks of them.
pub(super) fn is_general_mark(c: char) -> bool {
    matches!(c as u32, 0x0300..=0x036F | 0x0483..=0x0489 | 0x1AB0..=0x1AFF | 0x1DC0..=0x1DFF | 0x20D0..=0x20FF | 0xFE20..=0xFE2F)
}

/// A combining mark of any script: what does not start a grapheme cluster of its own.
pub(super) fn is_mark(c: char) -> bool {
    match c as u32 {
        0..=0x02FF | 0x2010..=0x20CF | 0x2100..=0x2BFF | 0x3000..=0x3029 | 0x3030..=0x3098 => false,
        _ if is_general_mark(c) => true,
        _ => {
            let mut buffer = [b'a'; 5];
            let length = 1 + c.encode_utf8(&mut buffer[1..]).len();
            let Ok(pair) = std::str::from_utf8(&buffer[..length]) else { return false };
            GraphemeCursor::new(0, length, true).next_boundary(pair, 0) == Ok(Some(length))
        }
    }
}

/// A character that shows nothing: zero-width spaces and joiners, direction marks, variation selectors, tags, the soft hyphen.
pub(super) fn is_invisible(c: char) -> bool {
    matches!(c as u32,
        0x00AD | 0x034F | 0x061C | 0x180B..=0x180F | 0x200B..=0x200F | 0x202A..=0x202E | 0x2060..=0x206F
        | 0xFE00..=0xFE0F | 0xFEFF | 0xFFF9..=0xFFFB | 0xE0000..=0xE007F | 0xE0100..=0xE01EF)
}

/// A punctuation mark outside ASCII.
pub(super) fn is_punctuation(c: char) -> bool {
    matches!(c as u32,
        0x00A1 | 0x00A7 | 0x00AB | 0x00B4 | 0x00B6 | 0x00B7 | 0x00BB | 0x00BF
        | 0x037E | 0x0387 | 0x055A..=0x055F | 0x0589 | 0x058A | 0x05BE | 0x05C0 | 0x05C3 | 0x05F3 | 0x05F4
        | 0x060C | 0x061B | 0x061D..=0x061F | 0x066A..=0x066D | 0x06D4 | 0x0964 | 0x0965 | 0x0E4F | 0x0E5A | 0x0E5B | 0x0F0B..=0x0F14
        | 0x104A..=0x104F | 0x1361..=0x1368 | 0x17D4..=0x17D6 | 0x17D8..=0x17DA
        | 0x2010..=0x2027 | 0x2030..=0x205E | 0x2E00..=0x2E5D | 0x3001..=0x3003 | 0x3008..=0x3011 | 0x3014..=0x301F | 0x3030 | 0x30A0 | 0x30FB
        | 0xFE10..=0xFE19 | 0xFE30..=0xFE6B | 0xFF5F | 0xFF60)
}

/// A currency sign.
pub(super) fn is_currency(c: char) -> bool {
    c == '$' || matches!(c as u32, 0x00A2..=0x00A5 | 0x0E3F | 0x17DB | 0x20A0..=0x20C0)
}
