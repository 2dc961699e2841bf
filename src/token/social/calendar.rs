//! Dates in digits and clock times.

use super::chars::breaks_at;

/// Up to `most` digits from byte `at` on: one past the last, and their value.
fn digits(bytes: &[u8], at: usize, most: usize) -> (usize, u32) {
    let mut end = at;
    let mut value = 0;
    while let Some(byte) = bytes.get(end).filter(|byte| byte.is_ascii_digit() && end < at + most) {
        value = value * 10 + (byte - b'0') as u32;
        end += 1;
    }
    (end, value)
}

/// One past the last byte of a date such as `12/05/2024`, `12.5.24` or `2024-05-12` that starts at byte `at`.
pub(super) fn date_end(text: &str, at: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let (first_end, first) = digits(bytes, at, 4);
    let separator = *bytes.get(first_end).filter(|byte| matches!(byte, b'/' | b'-' | b'.'))?;
    let (second_end, second) = digits(bytes, first_end + 1, 2);
    if bytes.get(second_end) != Some(&separator) {
        return None;
    }
    let (end, third) = digits(bytes, second_end + 1, 4);
    let widths = (first_end - at, second_end - first_end - 1, end - second_end - 1);
    let day_and_month = |a: u32, b: u32| (1..=31).contains(&a) && (1..=31).contains(&b) && (a <= 12 || b <= 12);
    let valid = match widths {
        (4, 1 | 2, 1 | 2) => (1000..3000).contains(&first) && day_and_month(second, third),
        (1 | 2, 1 | 2, 4) => (1000..3000).contains(&third) && day_and_month(first, second),
        // With dots, short numbers may be a version.
        (1 | 2, 1 | 2, 2) => day_and_month(first, second) && (separator != b'.' || widths.0 + widths.1 >= 3),
        _ => false,
    };
    let goes_on = bytes.get(end) == Some(&separator) && bytes.get(end + 1).is_some_and(u8::is_ascii_digit);
    let stamp = bytes.get(end) == Some(&b'T');
    (valid && !goes_on && (stamp || breaks_at(text, end))).then_some(end)
}

/// One past the last byte of a clock time such as `10:30`, `10.30am`, `5pm` or `17h30` that starts at byte `at`.
pub(super) fn time_end(text: &str, at: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let (hour_end, hour) = digits(bytes, at, 4);
    let two = hour_end - at <= 2;
    match bytes.get(hour_end)? {
        b':' if two && hour <= 24 => {
            let (mut end, minute) = digits(bytes, hour_end + 1, 2);
            if end != hour_end + 3 || minute > 59 {
                return None;
            }
            if bytes.get(end) == Some(&b':') {
                let (seconds_end, seconds) = digits(bytes, end + 1, 2);
                if seconds_end == end + 3 && seconds <= 60 {
                    end = seconds_end;
                }
            }
            let end = half_day_end(text, end).or_else(|| hours_end(text, end)).unwrap_or(end);
            breaks_at(text, end).then_some(end)
        }
        b'.' if two && hour <= 24 => {
            let (end, minute) = digits(bytes, hour_end + 1, 2);
            if end != hour_end + 3 || minute > 59 { None } else { half_day_end(text, end) }
        }
        b'h' | b'H' if two && hour <= 24 => {
            let (end, minute) = digits(bytes, hour_end + 1, 2);
            (end == hour_end + 3 && minute <= 59 && breaks_at(text, end)).then_some(end)
        }
        b'a' | b'A' | b'p' | b'P' => {
            let valid = if two { hour <= 24 } else { hour / 100 <= 24 && hour % 100 <= 59 };
            if valid { half_day_end(text, hour_end) } else { None }
        }
        _ => None,
    }
}

/// `am`, `pm`, `a.m.`, `p.m`.
fn half_day_end(text: &str, at: usize) -> Option<usize> {
    let rest = text.as_bytes().get(at..)?;
    let length = match rest {
        [b'a' | b'A' | b'p' | b'P', b'm' | b'M', ..] => 2,
        [b'a' | b'p', b'.', b'm', b'.', ..] => 4,
        [b'a' | b'p', b'.', b'm', ..] => 3,
        _ => return None,
    };
    breaks_at(text, at + length).then_some(at + length)
}

/// `h`, `hrs` after hours and minutes.
fn hours_end(text: &str, at: usize) -> Option<usize> {
    let rest = text.as_bytes().get(at..)?;
    let length = if rest.starts_with(b"hrs") { 3 } else { 1 };
    (rest.starts_with(b"h") && breaks_at(text, at + length)).then_some(at + length)
}
