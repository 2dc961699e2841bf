//! Web addresses, e-mail addresses and handles.

use super::chars::{char_at, char_before, is_unspaced};

/// What was found, with one past its last byte.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Address {
    Url(usize),
    Email(usize),
}

/// The longest host or local part looked at, in bytes.
const REACH: usize = 255;

/// Looks for addresses, and remembers how far it has looked in vain, so that no byte is looked at once per word before it.
#[derive(Default)]
pub(super) struct Addresses {
    no_mail_before: usize,
    no_host_before: usize,
}

impl Addresses {
    /// Looks for a web or e-mail address that starts at byte `at`, where a letter or digit stands.
    pub fn find(&mut self, text: &str, at: usize) -> Option<Address> {
        let bytes = text.as_bytes();
        let word = at + run(bytes, at, |byte| byte.is_ascii_alphabetic());
        if bytes[word..].starts_with(b"://") && is_scheme(&bytes[at..word]) {
            let end = tail_end(text, word + 3);
            if end > word + 3 {
                return Some(Address::Url(end));
            }
        }
        if bytes[word..].starts_with(b".")
            && bytes[at..word].eq_ignore_ascii_case(b"www")
            && let Some(end) = www_end(text, at)
        {
            return Some(Address::Url(end));
        }
        if at >= self.no_mail_before {
            let local = at + run(bytes, at, |byte| byte.is_ascii_alphanumeric() || b"._%+-".contains(&byte));
            if bytes.get(local) == Some(&b'@')
                && let Some(host) = host_end(bytes, local + 1)
            {
                return Some(Address::Email(host));
            }
            self.no_mail_before = local;
        }
        if at >= self.no_host_before {
            if let Some(host) = host_end(bytes, at) {
                return Some(Address::Url(path_end(text, host)));
            }
            self.no_host_before = at + run(bytes, at, is_host_byte);
        }
        None
    }
}

/// How many of the bytes from `at` on, [`REACH`] at most, pass.
fn run(bytes: &[u8], at: usize, pass: impl Fn(u8) -> bool) -> usize {
    bytes[at..].iter().take(REACH).take_while(|&&byte| pass(byte)).count()
}

fn is_host_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'.' || byte == b'-'
}

fn is_scheme(word: &[u8]) -> bool {
    (2..=12).contains(&word.len()) && word.iter().all(|byte| byte.is_ascii_alphabetic())
}

/// One past the last byte of a handle (`@acme`, `@acme@social.example`, `@acme.com`), whose `@` stands at byte `at`.
pub(super) fn mention_end(text: &str, at: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    // Handles may be glued to marks, emoji and unspaced scripts, but `b@d` and `user@host` are no handles.
    if char_before(text, at).is_some_and(|c| c == '_' || (c.is_alphanumeric() && !is_unspaced(c))) && !follows_retweet(bytes, at)
    {
        return None;
    }
    let start = at + 1;
    let mut end = start + bytes[start..].iter().take_while(|&&byte| byte == b'_' || byte.is_ascii_alphanumeric()).count();
    if bytes.get(end).is_some_and(|&byte| byte >= 0x80) {
        let letters = text[end..].chars().take_while(|&c| c == '_' || (c.is_alphanumeric() && !is_unspaced(c)));
        end += letters.map(char::len_utf8).sum::<usize>();
    }
    if end == start || char_at(text, end).is_some_and(is_han) {
        return han_name_end(text, start);
    }
    if bytes.get(end) == Some(&b'@') {
        return Some(host_end(bytes, end + 1).unwrap_or(end));
    }
    if bytes.get(end) == Some(&b'.') && bytes[start..end].is_ascii() {
        return Some(host_end(bytes, start).unwrap_or(end));
    }
    Some(end)
}

/// One past the last byte of a name with Han characters, which is a handle only if something marks its end.
fn han_name_end(text: &str, start: usize) -> Option<usize> {
    let name = text[start..].chars().take(32).take_while(|&c| is_han(c) || c.is_ascii_alphanumeric() || c == '_' || c == '-');
    let end = start + name.map(char::len_utf8).sum::<usize>();
    let marked = char_at(text, end).is_none_or(|c| c.is_whitespace() || matches!(c, ':' | '@' | ',' | '/'));
    (marked && end > start).then_some(end)
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{20000}'..='\u{3FFFF}')
}

/// `RT@someone`.
fn follows_retweet(bytes: &[u8], at: usize) -> bool {
    bytes[..at].ends_with(b"RT") && (at == 2 || bytes[at - 3].is_ascii_whitespace())
}

/// One past the last byte of a host name such as `acme.co.uk` that starts at byte `at`.
///
/// It has at least one dot and ends in a top-level domain that is known. Where that is an everyday word as well (`.it`, `.is`),
/// a path must follow, since people leave out the space after a full stop.
fn host_end(bytes: &[u8], at: usize) -> Option<usize> {
    let host = &bytes[at..at + run(bytes, at, is_host_byte)];
    let mail = at > 0 && bytes[at - 1] == b'@';
    let mut end = None;
    let mut from = 0;
    let mut named = false;
    let mut before: &[u8] = b"";
    for label in host.split(|&byte| byte == b'.') {
        if label.is_empty() || label.starts_with(b"-") || label.ends_with(b"-") {
            break;
        }
        let to = from + label.len();
        if named {
            let followed =
                bytes.get(at + to) == Some(&b'/') && bytes.get(at + to + 1).is_some_and(|byte| byte.is_ascii_alphanumeric());
            let second_level = matches!(before, b"co" | b"com" | b"org" | b"net" | b"ac" | b"gov" | b"edu" | b"www");
            if is_top_level(label, host, mail || followed || second_level || host.starts_with(b"www.")) {
                end = Some(at + to);
            }
        }
        named |= label.iter().any(|byte| byte.is_ascii_alphabetic());
        before = label;
        from = to + 1;
    }
    end
}

/// Whether a label is a top-level domain; `sure` if something else already says that this is an address.
fn is_top_level(label: &[u8], host: &[u8], sure: bool) -> bool {
    if !(2..=8).contains(&label.len()) {
        return false;
    }
    let mut lower = [0u8; 8];
    lower[..label.len()].copy_from_slice(label);
    lower.make_ascii_lowercase();
    let shouted = label.iter().all(|byte| byte.is_ascii_uppercase()) && !host.iter().any(|byte| byte.is_ascii_lowercase());
    if lower[..label.len()] != *label && !shouted && !sure {
        return false;
    }
    let Ok(name) = std::str::from_utf8(&lower[..label.len()]) else { return false };
    TOP_LEVEL.contains(&name) || (sure && WORDLIKE.contains(&name))
}

/// One past the last byte of what may follow a host: port, path, query, fragment.
fn path_end(text: &str, host: usize) -> usize {
    let bytes = text.as_bytes();
    let mut end = host;
    if bytes.get(end) == Some(&b':') {
        let digits = bytes[end + 1..].iter().take(6).take_while(|byte| byte.is_ascii_digit()).count();
        if (2..=5).contains(&digits) {
            end += 1 + digits;
        }
    }
    match bytes.get(end) {
        Some(b'/') => tail_end(text, end).max(end),
        Some(b'?' | b'#') if bytes.get(end + 1).is_some_and(u8::is_ascii_alphanumeric) => tail_end(text, end).max(end),
        _ => end,
    }
}

/// One past the last byte of an address that is being read, without the punctuation that belongs to the sentence around it.
fn tail_end(text: &str, start: usize) -> usize {
    let mut end = start;
    let mut open = 0i32;
    for c in text[start..].chars() {
        let goes_on = match c {
            '<' | '>' | '"' | '{' | '}' | '|' | '\\' | '^' | '`' => false,
            '!'..='~' => true,
            _ => c.is_alphanumeric() && !is_unspaced(c),
        };
        if !goes_on {
            break;
        }
        open += (c == '(') as i32 - (c == ')') as i32;
        end += c.len_utf8();
    }
    if text[..end].ends_with("'s") {
        end -= 2;
    }
    while end > start {
        match text.as_bytes()[end - 1] {
            b')' if open >= 0 => break,
            b')' => open += 1,
            b'.' | b',' | b'!' | b'?' | b';' | b':' | b'\'' | b'*' | b'_' | b'~' | b']' | b'[' | b'(' | b'&' | b'@' | b'#' => {}
            _ => break,
        }
        end -= 1;
    }
    end
}

/// The rest of an address that starts with `www.` at byte `at`, for hosts whose ending is not known.
fn www_end(text: &str, at: usize) -> Option<usize> {
    let start = at + 4;
    char_at(text, start).filter(char::is_ascii_alphanumeric)?;
    let end = tail_end(text, start);
    text.as_bytes()[start..end].contains(&b'.').then_some(end)
}

/// Top-level domains that are common and seldom a word that starts a sentence.
#[rustfmt::skip]
static TOP_LEVEL: [&str; 91] = [
    "com", "net", "org", "edu", "gov", "mil", "int", "biz", "io", "ai", "dev", "xyz", "gg", "tv", "fm", "ly", "gl", "gd", "cc", "ws",
    "co", "uk", "de", "fr", "nl", "eu", "ca", "au", "nz", "za", "jp", "cn", "kr", "tw", "hk", "sg", "ph", "th", "vn", "pk",
    "bd", "lk", "ae", "sa", "qa", "kw", "eg", "ng", "ke", "gh", "tz", "br", "mx", "ar", "cl", "uy", "ec", "cr",
    "pt", "ch", "dk", "cz", "sk", "pl", "hu", "bg", "gr", "tr", "ua", "ru", "rs", "hr", "lt", "lv", "ee",
    "ir", "iq", "jo", "lb", "kz", "uz", "ge", "az", "np", "kh", "lu", "mt", "cy", "sh", "tk", "mobi",
];

/// Top-level domains that are everyday words of some language.
#[rustfmt::skip]
static WORDLIKE: [&str; 79] = [
    "it", "is", "in", "at", "so", "me", "be", "to", "no", "my", "us", "am", "as", "do", "es", "la", "se", "si", "id", "pm", "re", "im",
    "st", "li", "ac", "ie", "il", "ma", "ro", "ba", "pe", "ve", "fi", "by", "md", "py", "app", "info", "help", "live", "online", "shop",
    "store", "news", "chat", "support", "today", "world", "site", "space", "club", "life", "team", "name", "pro", "blog", "page", "link",
    "click", "media", "video", "social", "digital", "games", "art", "bio", "cafe", "work", "zone", "email", "health", "travel", "agency",
    "studio", "cloud", "tech", "jobs", "asia", "aero",
];
