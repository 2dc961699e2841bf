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
    let bracketed = groups.iter().any(|group| group.bracketed);
    let zero = bytes[at] == b'0' || (bracketed && bytes.get(at + 1) == Some(&b'0'));
    let spaced = groups.iter().skip(1).all(|group| group.separator == b' ');
    // A space only stands before the other separators, as in `800 555-1212`; otherwise two numbers follow each other.
    let mut marks = groups.iter().skip(1).map(|group| group.separator != b' ').skip_while(|&mark| !mark);
    let ordered = marks.all(|mark| mark);
    let width = |index: usize| groups[index].digits;
    let last = groups.len() - 1;
    if plus {
        return groups.iter().skip(1).all(|group| group.digits >= 2 || group.bracketed);
    }
    if groups.len() == 1 {
        return zero && (10..=11).contains(&total) || (bytes[at..].starts_with(b"00") && total >= 11);
    }
    if bracketed {
        return (7..=13).contains(&total)
            && ordered
            && (groups[0].bracketed || (groups[1].bracketed && width(0) == 1))
            && width(last) >= 3;
    }
    let mixed = groups.iter().skip(1).any(|group| group.separator == b' ');
    if mixed {
        let american = matches!(groups, [a, b, c] if a.digits == 3 && b.digits == 3 && c.digits == 4)
            || matches!(groups, [a, b, c, d] if a.digits == 1 && b.digits == 3 && c.digits == 3 && d.digits == 4);
        return (american && ordered)
            || (spaced && zero && (9..=12).contains(&total) && groups.iter().all(|group| group.digits >= 2));
    }
    if is_network_or_thousands(groups) {
        return false;
    }
    match groups {
        [a, b] => {
            (a.digits, b.digits) == (3, 4)
                || (a.digits, b.digits) == (5, 5)
                || (zero && (9..=12).contains(&total) && a.digits >= 3)
        }
        [first, rest @ ..] => (1..=5).contains(&first.digits) && rest.iter().all(|group| (2..=7).contains(&group.digits)),
        [] => false,
    }
}

/// `192.168.10.100` and `1.000.000`.
fn is_network_or_thousands(groups: &[Group]) -> bool {
    let dotted = groups.iter().skip(1).all(|group| group.separator == b'.');
    dotted
        && (groups.iter().skip(1).all(|group| group.digits == 3)
            || (groups.len() == 4 && groups.iter().all(|group| group.digits <= 3)))
}
