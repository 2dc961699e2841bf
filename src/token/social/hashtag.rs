//! Hashtags, taken apart into their words.

use super::Scanner;
use super::chars::{char_at, is_mark, is_unspaced};
use super::word::{FormWriter, write_form};
use crate::token::{TokenFlags, TokenKind, Vocabulary};

/// The longest part, in letters, that is split by the vocabulary. Longer ones are noise.
const LONGEST_PART: usize = 64;
/// The longest word looked up in the vocabulary, in letters.
const LONGEST_WORD: usize = 24;

/// One past the last byte of the hashtag whose text starts at byte `at`, after the `#`; it has a letter somewhere.
pub(super) fn end(text: &str, at: usize) -> Option<usize> {
    let mut lettered = false;
    let mut length = 0;
    for c in text[at..].chars() {
        let letter = c.is_alphabetic() || is_unspaced(c);
        let inside = letter || c == '_' || c.is_numeric() || (length > 0 && !c.is_ascii() && is_mark(c));
        if !inside {
            break;
        }
        lettered |= letter;
        length += c.len_utf8();
    }
    lettered.then_some(at + length)
}

/// What a character is in the text of a hashtag.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Piece {
    Letters,
    Digits,
    Unspaced,
    Gap,
}

fn piece_of(c: char) -> Piece {
    match c {
        '_' => Piece::Gap,
        _ if is_unspaced(c) => Piece::Unspaced,
        _ if c.is_numeric() && !c.is_alphabetic() => Piece::Digits,
        _ => Piece::Letters,
    }
}

/// Pushes the words of the hashtag text that spans `start..end`.
pub(super) fn push_words(scanner: &mut Scanner<'_>, start: usize, end: usize) {
    let text = scanner.text;
    let mut at = start;
    while let Some(c) = char_at(text, at).filter(|_| at < end) {
        let piece = piece_of(c);
        let rest = text[at..end].chars();
        let length: usize = rest.take_while(|&c| piece_of(c) == piece).map(char::len_utf8).sum();
        match piece {
            Piece::Gap => {}
            Piece::Digits => scanner.push_written(TokenKind::Hashtag, at, at + length, TokenFlags::NONE),
            Piece::Unspaced => scanner.push_unspaced(at, at + length),
            Piece::Letters => push_letters(scanner, at, at + length),
        }
        at += length;
    }
}

/// Pushes a run of letters: whole if the vocabulary knows it, otherwise by its capitals, and each part by the vocabulary.
fn push_letters(scanner: &mut Scanner<'_>, start: usize, end: usize) {
    if is_known(scanner, start, end) {
        return push_part(scanner, start, end);
    }
    let mut at = start;
    while at < end {
        let mut part_end = case_end(&scanner.text[at..end]) + at;
        // `iPhone` and `eBay` are one word, if the vocabulary knows them.
        if at == start && part_end == at + 1 && part_end < end {
            let next_end = case_end(&scanner.text[part_end..end]) + part_end;
            part_end = if is_known(scanner, at, next_end) { next_end } else { part_end };
        }
        push_part(scanner, at, part_end);
        at = part_end;
    }
}

/// Whether the vocabulary knows the letters `start..end` as one word.
fn is_known(scanner: &mut Scanner<'_>, start: usize, end: usize) -> bool {
    let Some(vocabulary) = scanner.vocabulary.filter(|_| end - start <= LONGEST_PART * 4) else { return false };
    let text = scanner.text;
    let forms = scanner.tokens.forms_mut();
    let form_start = forms.len();
    write_form(&text[start..end], TokenKind::Hashtag, forms);
    let known = vocabulary.cost(&forms[form_start..]).is_some();
    forms.truncate(form_start);
    known
}

/// Where the first word of `text` ends, judged by its capitals: `WorstDay`, `NBAFinals`, `myDay`.
fn case_end(text: &str) -> usize {
    let mut previous: Option<(usize, char)> = None;
    for (at, c) in text.char_indices() {
        if let Some((before, last)) = previous {
            if c.is_uppercase() && last.is_lowercase() {
                return at;
            }
            if before > 0 && c.is_lowercase() && last.is_uppercase() {
                let capitals = text[..before].chars().next_back().is_some_and(char::is_uppercase);
                if capitals {
                    return before;
                }
            }
        }
        previous = Some((at, c));
    }
    text.len()
}

/// Pushes one part: as it is if the vocabulary knows it or there is none, otherwise split.
fn push_part(scanner: &mut Scanner<'_>, start: usize, end: usize) {
    let mut cuts = [0u8; LONGEST_PART + 1];
    if let Some(vocabulary) = scanner.vocabulary
        && !is_known(scanner, start, end)
        && let Some(part) = Part::read(scanner, start, end)
    {
        let words = part.split(scanner, vocabulary, &mut cuts);
        let mut from = 0;
        for &cut in &cuts[..words] {
            part.push(scanner, from, cut as usize);
            from = cut as usize;
        }
        if words > 0 {
            return;
        }
    }
    let flags = surface_flags(&scanner.text[start..end]);
    scanner.push_written(TokenKind::Hashtag, start, end, flags);
}

/// A stretch of letters with its folded form, which lies at the end of the forms, and the way from one to the other.
struct Part {
    start: usize,
    form_start: usize,
    /// How many letters the form has.
    count: usize,
    /// After so many letters: the bytes of the form, and the bytes of the text from `start` on.
    ends: [(u16, u16); LONGEST_PART + 1],
}

impl Part {
    /// Folds `start..end`, or refuses if it is too long.
    fn read(scanner: &mut Scanner<'_>, start: usize, end: usize) -> Option<Part> {
        if end - start > LONGEST_PART * 4 {
            return None;
        }
        let text = scanner.text;
        let forms = scanner.tokens.forms_mut();
        let form_start = forms.len();
        let mut part = Part { start, form_start, count: 0, ends: [(0, 0); LONGEST_PART + 1] };
        let mut writer = FormWriter::default();
        let mut at = start;
        for c in text[start..end].chars() {
            at += c.len_utf8();
            for lower in c.to_lowercase() {
                if writer.push(lower, forms) {
                    part.count += 1;
                    if part.count > LONGEST_PART {
                        forms.truncate(form_start);
                        return None;
                    }
                }
                part.ends[part.count] = ((forms.len() - form_start) as u16, (at - start) as u16);
            }
        }
        Some(part)
    }

    fn form<'f>(&self, scanner: &'f Scanner<'_>, from: usize, to: usize) -> &'f str {
        let (start, end) = (self.form_start + self.ends[from].0 as usize, self.form_start + self.ends[to].0 as usize);
        &scanner.tokens.forms()[start..end]
    }

    /// The cheapest way to write the part as known words: fills `cuts` with where each ends and gives their number, 0 if there is none.
    fn split(&self, scanner: &Scanner<'_>, vocabulary: &dyn Vocabulary, cuts: &mut [u8; LONGEST_PART + 1]) -> usize {
        let mut best = [(u32::MAX, 0u8); LONGEST_PART + 1];
        best[0].0 = 0;
        for to in 1..=self.count {
            for from in to.saturating_sub(LONGEST_WORD)..to {
                if best[from].0 == u32::MAX {
                    continue;
                }
                if let Some(cost) = vocabulary.cost(self.form(scanner, from, to)) {
                    let sum = best[from].0.saturating_add(cost).min(u32::MAX - 1);
                    if sum < best[to].0 {
                        best[to] = (sum, from as u8);
                    }
                }
            }
        }
        if best[self.count].0 == u32::MAX {
            return 0;
        }
        let mut words = 0;
        let mut at = self.count;
        while at > 0 {
            cuts[words] = at as u8;
            words += 1;
            at = best[at].1 as usize;
        }
        cuts[..words].reverse();
        words
    }

    /// Pushes the letters `from..to` as one word.
    fn push(&self, scanner: &mut Scanner<'_>, from: usize, to: usize) {
        let source = |index: usize| self.start + self.ends[index].1 as usize;
        let (start, end) = (source(from), source(to));
        let form = (self.form_start + self.ends[from].0 as usize, self.form_start + self.ends[to].0 as usize);
        let mut flags = surface_flags(&scanner.text[start..end]);
        // Each letter of the form stands for one of the text, unless some were cut.
        if scanner.text[start..end].chars().count() > to - from {
            flags |= TokenFlags::ELONGATED;
        }
        scanner.push_form(TokenKind::Hashtag, start, end, form, flags);
    }
}

/// Capitals and script of a word.
fn surface_flags(surface: &str) -> TokenFlags {
    let (mut letters, mut capitals) = (0, 0);
    for c in surface.chars().filter(|c| c.is_alphabetic()) {
        letters += 1;
        capitals += c.is_uppercase() as usize;
    }
    let mut flags = if surface.is_ascii() { TokenFlags::NONE } else { TokenFlags::NON_ASCII };
    if letters > 1 && capitals == letters {
        flags |= TokenFlags::CAPITALS;
    } else if letters > 1 && surface.starts_with(char::is_uppercase) {
        flags |= TokenFlags::TITLE;
    }
    flags
}
