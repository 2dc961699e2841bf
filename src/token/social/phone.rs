//! Telephone and card numbers: groups of digits with the separators people use.

use super::chars::breaks_at;

/// What the groups make.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Groups {
    Phone(usize),
    Card(usize),
}

/// The most groups looked at.
const GROUPS: usize = 7;

/// A group of digits.
#[derive(Clone, Copy, Default)]
struct Group {
    digits: usize,
    end: usize,
    /// The separator before it: a space, another mark, or 0 for the first.
    separator: u8,
    bracketed: bool,
}

/// The telephone or card number that starts at byte `at` with a digit, `+` or `(`.
pub(super) fn find(text: &str, at: usize) -> Option<Groups> {
    let bytes = text.as_bytes();
    let plus = bytes.get(at) == Some(&b'+');
    let (groups, count) = read_groups(bytes, at + plus as usize);
    // The longest prefix of the groups that has the shape of a number.
    (1..=count).rev().find_map(|length| {
        let cut = length < count && groups[length].separator != b' ';
        let groups = &groups[..length];
        let end = groups[length - 1].end;
        if cut || !breaks_at(text, end) {
            return None;
        }
        if is_card(groups) {
            return Some(Groups::Card(end));
        }
        is_phone(bytes, at, plus, groups).then_some(Groups::Phone(end))
    })
}

fn read_groups(bytes: &[u8], start: usize) -> ([Group; GROUPS], usize) {
    let mut groups = [Group::default(); GROUPS];
    let mut count = 0;
    let mut at = start;
    while count < GROUPS {
        let bracketed = bytes.get(at) == Some(&b'(');
        let first = at + bracketed as usize;
        let digits = bytes[first.min(bytes.len())..].iter().take(20).take_while(|byte| byte.is_ascii_digit()).count();
        let mut end = first + digits;
        if digits == 0 || (bracketed && (digits > 5 || bytes.get(end) != Some(&b')'))) {
            break;
        }
        end += bracketed as usize;
        let separator = if count == 0 { 0 } else { bytes[at - 1] };
        groups[count] = Group { digits, end, separator: if separator == b')' { b' ' } else { separator }, bracketed };
        count += 1;
        at = end;
        match bytes.get(at) {
            Some(b' ' | b'-' | b'.' | b'/') => at += 1,
            _ if bracketed => {}
            _ => break,
        }
    }
    (groups, count)
}

/// Sixteen digits in fours, or fifteen as 4-6-5.
fn is_card(groups: &[Group]) -> bool {
    let even = groups.iter().skip(1).all(|group| group.separator == groups[1].separator && !group.bracketed);
    let widths = |expected: &[usize]| {
        groups.len() == expected.len() && groups.iter().zip(expected).all(|(group, &width)| group.digits == width)
    };
    even && (widths(&[4, 4, 4, 4]) || widths(&[4, 6, 5]))
}

fn is_phone(bytes: &[u8], at: usize, plus: bool, groups: &[Group]) -> bool {
    let total: usize = groups.iter().map(|group| group.digits).sum();
    if !(7..=15).contains(&total) {
        return false;
    }
    if plus {
        return bytes.get(at + 1) != Some(&b'0') && groups.iter().skip(1).all(|group| group.digits >= 2 || group.bracketed);
    }
    let bracketed = groups.iter().any(|group| group.bracketed);
    let zero = bytes[at] == b'0' || (bracketed && bytes.get(at + 1) == Some(&b'0'));
    let [first, rest @ ..] = groups else { return false };
    let (Some(second), Some(last)) = (rest.first(), rest.last()) else {
        return (zero && (10..=11).contains(&total)) || (bytes[at..].starts_with(b"00") && total >= 11);
    };
    // Spaces stand before the other separators, as in `800 555-1212`; otherwise two numbers follow each other.
    let marks = || rest.iter().map(|group| group.separator).skip_while(|&separator| separator == b' ');
    let mark = marks().next().unwrap_or(b' ');
    if marks().any(|separator| separator != mark && mark != b'/') {
        return false;
    }
    let spaces = rest.iter().any(|group| group.separator == b' ');
    let national = zero && (9..=12).contains(&total) && rest.iter().all(|group| group.digits >= 2);
    let widths = |expected: &[usize]| {
        groups.len() == expected.len() && groups.iter().zip(expected).all(|(group, &width)| group.digits == width)
    };
    let american = widths(&[3, 3, 4]) || (widths(&[1, 3, 3, 4]) && bytes[at] == b'1');
    if bracketed {
        return (first.bracketed || (second.bracketed && first.digits == 1)) && last.digits >= 3;
    }
    // Times such as `10.00-12.00` start with a zero as well.
    let clock = mark == b'.' && groups.iter().all(|group| group.digits <= 2) && groups.len() < 5;
    if american || (national && !clock && (mark == b' ' || !spaces)) {
        return true;
    }
    let dashed = mark == b'-' && !spaces;
    dashed
        && (widths(&[3, 4])
            || widths(&[5, 5])
            || (rest.len() > 1
                && first.digits <= 3
                && last.digits == 4
                && rest.iter().all(|group| (2..=4).contains(&group.digits))))
}
