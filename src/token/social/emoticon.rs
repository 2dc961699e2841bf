//! Emoticons of the western kind (`:-)`, `</3`, `xD`) and pairs of eyes (`^_^`, `T_T`, `o_O`).
//!
//! Each look takes a bounded number of bytes. What stands around an emoticon matters: `10:30` holds no `:3`, and the `:D` of
//! `Re:Data` is none.

use super::chars::{char_at, char_before, is_alnum};

/// How often a mouth or a line between the eyes may be repeated.
const STRETCH: usize = 64;

/// One past the last byte of the emoticon that starts at byte `at`, if one does.
pub(super) fn end(text: &str, at: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let scene = Scene { text, bytes, at, glued: is_alnum(char_before(text, at)) };
    let first = *bytes.get(at)?;
    let brow = matches!(first, b'>' | b'O' | b'o' | b'0' | b'}') && !scene.glued;
    scene
        .heart()
        .or_else(|| scene.face(at))
        .or_else(|| if brow && matches!(bytes.get(at + 1), Some(b':' | b';' | b'=')) { scene.face(at + 1) } else { None })
        .or_else(|| scene.turned_face())
        .or_else(|| scene.eyes())
        .or_else(|| scene.arms())
}

/// One past the last letter of a laughing face (`xD`, `XDDD`) that is the whole word `at..word_end`.
pub(super) fn is_laugh(word: &[u8]) -> bool {
    matches!(word, [b'x' | b'X', rest @ ..] if !rest.is_empty() && rest.iter().all(|byte| matches!(byte, b'd' | b'D')))
}

struct Scene<'a> {
    text: &'a str,
    bytes: &'a [u8],
    at: usize,
    /// A letter or digit stands right before.
    glued: bool,
}

impl Scene<'_> {
    fn byte(&self, at: usize) -> u8 {
        self.bytes.get(at).copied().unwrap_or(b' ')
    }

    fn alnum_at(&self, at: usize) -> bool {
        is_alnum(char_at(self.text, at))
    }

    fn space_before(&self) -> bool {
        char_before(self.text, self.at).is_none_or(char::is_whitespace)
    }

    fn space_at(&self, at: usize) -> bool {
        char_at(self.text, at).is_none_or(char::is_whitespace)
    }

    /// One past the run of bytes equal to the one at `at`, in either case.
    fn stretch(&self, at: usize) -> usize {
        let first = self.byte(at).to_ascii_lowercase();
        at + self.bytes[at..].iter().take(STRETCH).take_while(|byte| byte.to_ascii_lowercase() == first).count()
    }

    /// `<3`, `<333`, `</3`, `<\3`, but not `<3hrs` and `<30`.
    fn heart(&self) -> Option<usize> {
        let at = match self.bytes.get(self.at..)? {
            [b'<', b'3', ..] => self.at + 1,
            [b'<', b'/' | b'\\', b'3', ..] => self.at + 2,
            _ => return None,
        };
        let end = self.stretch(at);
        let measured = matches!(self.byte(end), b'.' | b',' | b'%') && self.byte(end + 1).is_ascii_digit();
        (!self.alnum_at(end) && !measured && self.byte(end) != b'%').then_some(end)
    }

    /// Eyes, a tear, a nose, a mouth.
    fn face(&self, eyes_at: usize) -> Option<usize> {
        let eyes = self.byte(eyes_at);
        let needs_nose = match eyes {
            b':' | b';' | b'=' => false,
            b'8' | b'B' | b'x' | b'X' if !self.glued => true,
            _ => return None,
        };
        let mut at = eyes_at + 1;
        let tear = matches!(self.byte(at), b'\'' | b',') && is_mouth(self.byte(at + 1), self.byte(at + 2));
        at += tear as usize;
        let nose = match self.byte(at) {
            b'-' | b'^' => is_mouth(self.byte(at + 1), b' ') || matches!(self.byte(at + 1), b'/' | b'\\' | b'|'),
            b'o' | b'O' | b'~' => matches!(self.byte(at + 1), b')' | b'(' | b'D' | b'P'),
            _ => false,
        };
        at += nose as usize;
        if needs_nose && !nose {
            return None;
        }
        let mouth = self.byte(at);
        let end = self.stretch(at);
        let free_after = !self.alnum_at(end) && self.byte(end) != b'_';
        let bare = !nose && !tear;
        let fits = match mouth {
            b')' => eyes != b'=' || !self.glued || free_after,
            b']' => !self.glued || free_after,
            b'(' => free_after || !self.glued,
            b'[' | b'{' | b'}' => free_after && !(self.glued && eyes == b'='),
            b'/' => {
                free_after && end == at + 1 && (!self.glued || eyes == b':') && !self.digit_before() && (eyes != b';' || nose)
            }
            b'\\' => free_after && !self.digit_before(),
            b'|' => free_after && end <= at + 2 && (!bare || !self.digit_before()),
            b'<' | b'>' => free_after && end == at + 1 && eyes != b'=',
            b'*' => free_after && end <= at + 3,
            b'@' | b'#' | b'$' | b'&' => free_after && end == at + 1 && eyes == b':' && !self.glued,
            // `thanks:D`, but not `Re:D` and not `note:d`.
            b'D' | b'P' => free_after && (!self.glued || (eyes != b'=' && self.lower_before())),
            b'd' | b'p' | b'b' => free_after && !self.glued,
            b'O' | b'o' | b'S' | b's' | b'X' | b'x' | b'C' | b'c' | b'L' | b'l' => {
                free_after && !self.glued && (eyes == b':' || nose)
            }
            b'0' => free_after && !self.glued && end == at + 1 && eyes == b':' && eyes_at == self.at,
            b'3' => {
                free_after
                    && !self.glued
                    && eyes != b';'
                    && !needs_nose
                    && !(self.byte(end) == b'.' && self.byte(end + 1).is_ascii_digit())
            }
            0xC3 if self.byte(at + 1) == 0xBE || self.byte(at + 1) == 0x9E => {
                return (!self.glued && !self.alnum_at(at + 2)).then_some(at + 2);
            }
            _ => false,
        };
        fits.then_some(end)
    }

    /// Two small letters stand right before.
    fn lower_before(&self) -> bool {
        self.at > 1 && self.bytes[self.at - 2..self.at].iter().all(u8::is_ascii_lowercase)
    }

    fn digit_before(&self) -> bool {
        self.at > 0 && self.bytes[self.at - 1].is_ascii_digit()
    }

    /// `(:`, `(-;`, `):`, `D:`: read from right to left, so the space around decides.
    fn turned_face(&self) -> Option<usize> {
        let mouth = self.byte(self.at);
        if !matches!(mouth, b'(' | b')' | b'D' | b'd' | b'c' | b'/' | b'[' | b']') || self.glued {
            return None;
        }
        let mut at = self.stretch(self.at);
        if mouth != b'(' && mouth != b')' && at > self.at + 1 {
            return None;
        }
        at += (matches!(self.byte(at), b'-' | b'^' | b'o') && matches!(self.byte(at + 1), b':' | b';' | b'=')) as usize;
        at += (self.byte(at) == b'\'' && self.byte(at + 1) == b':') as usize;
        if !matches!(self.byte(at), b':' | b';' | b'=') {
            return None;
        }
        at += 1;
        let fits = match mouth {
            b'(' => !self.alnum_at(at),
            b')' | b']' => {
                let brow = self.byte(at) == b'<';
                at += brow as usize;
                self.space_before() && self.space_at(at)
            }
            // A letter and a colon open a list as well; only at the end of a line is it a face.
            b'D' | b'c' => self.space_before() && matches!(self.byte(at - 1), b':' | b'=') && self.line_ends_at(at),
            _ => false,
        };
        fits.then_some(at)
    }

    fn line_ends_at(&self, at: usize) -> bool {
        self.bytes[at..].iter().take(8).find(|&&byte| byte != b' ' && byte != b'\r').is_none_or(|&byte| byte == b'\n')
    }

    /// `^^`, `¬¬`, and two equal eyes with a line between: `-_-`, `T__T`, `>.<`, `ಠ_ಠ`.
    fn eyes(&self) -> Option<usize> {
        let left = char_at(self.text, self.at)?;
        let mut at = self.at + left.len_utf8();
        // Three of them point at something above.
        if matches!(left, '^' | '¬') && char_at(self.text, at) == Some(left) {
            let end = at + left.len_utf8();
            return (char_at(self.text, end) != Some(left)).then_some(end);
        }
        let line = self.byte(at);
        let line_end = self.stretch(at);
        let fits = match line {
            b'_' => is_eye(left),
            b'.' => line_end == at + 1 && matches!(left, '-' | '^' | '>' | '<' | 'o' | 'O' | 't' | 'T' | 'v' | '°' | '•' | '´'),
            b'-' => line_end == at + 1 && matches!(left, '^' | ';' | '.'),
            b',' => line_end == at + 1 && left == '-',
            b'o' | b'O' | b'w' | b'W' | b'v' => line_end == at + 1 && matches!(left, '^' | '°' | '•' | '´' | ';'),
            _ => false,
        };
        let width = char_at(self.text, at)?.len_utf8();
        let wide = !line.is_ascii() && is_wide_line(char_at(self.text, at)?) && is_drawn_eye(left);
        if !fits && !wide {
            return None;
        }
        at = if wide { at + width } else { line_end };
        let right = char_at(self.text, at)?;
        let end = at + right.len_utf8();
        let mirrored = matches!((left, right), ('>', '<') | ('<', '>') | ('´', '`') | ('`', '´'));
        let round = |c: char| matches!(c, 'o' | 'O' | '0' | '°');
        let same = left.eq_ignore_ascii_case(&right) || (round(left) && round(right) && line == b'_');
        if !same && !mirrored {
            return None;
        }
        let letters = left.is_alphanumeric();
        let bounded = if letters || matches!(left, '*' | '$' | '@') {
            let goes_on = self.byte(end) == b'_' || (line == b'.' && self.byte(end) == b'.');
            !self.glued && !self.alnum_at(end) && !goes_on
        } else if matches!(left, '.' | ',' | '\'') {
            self.space_before() && self.space_at(end)
        } else {
            self.byte(end) != b'_' && char_at(self.text, end) != Some(right)
        };
        bounded.then_some(end)
    }

    /// `\o/`, `\m/`.
    fn arms(&self) -> Option<usize> {
        let cheer = matches!(self.bytes.get(self.at..)?, [b'\\', b'o' | b'O' | b'm' | b'0', b'/', ..]);
        (cheer && !self.glued && !self.alnum_at(self.at + 3)).then_some(self.at + 3)
    }
}

/// Whether a byte can be a mouth after a tear or a nose.
fn is_mouth(byte: u8, next: u8) -> bool {
    match byte {
        b')' | b'(' | b']' | b'[' | b'{' | b'}' | b'<' | b'>' | b'*' | b'|' | b'\\' | b'$' | b'&' | b'#' | b'@' => true,
        b'/' => next != b'/',
        b'D' | b'd' | b'P' | b'p' | b'b' | b'O' | b'o' | b'S' | b's' | b'X' | b'x' | b'C' | b'c' | b'L' | b'l' | b'0' | b'3'
        | 0xC3 => !next.is_ascii_alphanumeric() || next.eq_ignore_ascii_case(&byte),
        _ => false,
    }
}

fn is_eye(c: char) -> bool {
    matches!(c, '-' | '^' | '=' | '~' | '*' | '@' | '$' | ';' | '.' | ',' | '\'' | '<' | '>' | '+' | '0')
        || matches!(c.to_ascii_lowercase(), 't' | 'o' | 'x' | 'u' | 'n' | 'q' | 'e' | 'v' | 'z')
        || is_drawn_eye(c)
}

/// Characters drawn as eyes, outside ASCII.
fn is_drawn_eye(c: char) -> bool {
    matches!(
        c,
        '°' | '•'
            | '¬'
            | '´'
            | 'ಠ'
            | 'ಥ'
            | 'ʘ'
            | '◕'
            | '◉'
            | '⊙'
            | '☉'
            | '●'
            | '○'
            | '◔'
            | '≧'
            | '☯'
            | 'ˇ'
            | '¯'
            | '–'
            | '—'
    )
}

/// Characters drawn as mouths, outside ASCII.
fn is_wide_line(c: char) -> bool {
    matches!(c, '‿' | '﹏' | '︿' | '益' | '◡' | '▽' | '∀' | 'ω' | '□' | 'ᴥ' | 'ヮ')
}
