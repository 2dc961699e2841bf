//! Letters in other clothes: full-width, half-width, styled, circled, ligatures, and letters with their accents apart.

/// What a character is folded to.
pub(super) enum Plain {
    /// One character, which takes so many more bytes of what follows.
    One(char, usize),
    /// Several.
    Many(&'static str),
}

/// The plain form of `c`, if it has one; `rest` is the text after it.
pub(super) fn fold(c: char, rest: &str) -> Option<Plain> {
    if c.is_ascii() {
        return None;
    }
    let code = c as u32;
    let plain = match code {
        0x2018 | 0x2019 | 0x201B | 0x02BC | 0x02BB | 0x02B9 | 0xFF07 => '\'',
        0x201C..=0x201F => '"',
        0x2010 | 0x2011 | 0x2212 | 0xFE63 => '-',
        0x2800 => ' ',
        0xFF01..=0xFF5E => char::from_u32(code - 0xFEE0)?,
        0xFFE0 => '¢',
        0xFFE1 => '£',
        0xFFE5 => '¥',
        0xFFE6 => '₩',
        0xFF61..=0xFF9F => return Some(half_width(code, rest)),
        0x3041..=0x30FF => return voiced(c, rest),
        0xFB00..=0xFB06 => return Some(Plain::Many(["ff", "fi", "fl", "ffi", "ffl", "st", "st"][(code - 0xFB00) as usize])),
        0x2100..=0x214F => script_letter(c)?,
        0x24B6..=0x24CF if !rest.starts_with('\u{FE0F}') => ascii(b'A', code - 0x24B6)?,
        0x24D0..=0x24E9 => ascii(b'a', code - 0x24D0)?,
        0x1D400..=0x1D6A3 => match (code - 0x1D400) % 52 {
            capital @ 0..=25 => ascii(b'A', capital)?,
            small => ascii(b'a', small - 26)?,
        },
        0x1D7CE..=0x1D7FF => ascii(b'0', (code - 0x1D7CE) % 10)?,
        0x1F130..=0x1F149 => ascii(b'A', code - 0x1F130)?,
        0x1F150..=0x1F169 => ascii(b'A', code - 0x1F150)?,
        // Four of the negative squared letters are emoji: A, B, O and P.
        0x1F170 | 0x1F171 | 0x1F17E | 0x1F17F => return None,
        0x1F172..=0x1F189 => ascii(b'A', code - 0x1F170)?,
        _ => return digit(code).map(|plain| Plain::One(plain, 0)),
    };
    Some(Plain::One(plain, 0))
}

fn ascii(first: u8, offset: u32) -> Option<char> {
    char::from_u32(first as u32 + offset)
}

/// The ASCII digit of a decimal digit of another script.
fn digit(code: u32) -> Option<char> {
    const ZEROS: [u32; 20] = [
        0x0660, 0x06F0, 0x07C0, 0x0966, 0x09E6, 0x0A66, 0x0AE6, 0x0B66, 0x0BE6, 0x0C66, 0x0CE6, 0x0D66, 0x0DE6, 0x0E50, 0x0ED0,
        0x0F20, 0x1040, 0x17E0, 0x1810, 0xA9F0,
    ];
    let zero = ZEROS[ZEROS.partition_point(|&zero| zero <= code).checked_sub(1)?];
    (code - zero < 10).then(|| ascii(b'0', code - zero))?
}

/// The letters Unicode had before it added the styled alphabets, which have holes in their place.
fn script_letter(c: char) -> Option<char> {
    const LETTERS: &str = "ℂCℊgℋHℌHℍHℎhℐIℑIℒLℓlℕNℙPℚQℛRℜRℝRℤZℨZℬBℭCℯeℰEℱFℳMℴoKK";
    let at = LETTERS.find(c)?;
    LETTERS[at + c.len_utf8()..].chars().next()
}

/// Half-width katakana, with a voicing mark that follows.
fn half_width(code: u32, rest: &str) -> Plain {
    #[rustfmt::skip]
    const FULL: [char; 63] = [
        '。', '「', '」', '、', '・', 'ヲ', 'ァ', 'ィ', 'ゥ', 'ェ', 'ォ', 'ャ', 'ュ', 'ョ', 'ッ', 'ー', 'ア', 'イ', 'ウ', 'エ', 'オ',
        'カ', 'キ', 'ク', 'ケ', 'コ', 'サ', 'シ', 'ス', 'セ', 'ソ', 'タ', 'チ', 'ツ', 'テ', 'ト', 'ナ', 'ニ', 'ヌ', 'ネ', 'ノ', 'ハ',
        'ヒ', 'フ', 'ヘ', 'ホ', 'マ', 'ミ', 'ム', 'メ', 'モ', 'ヤ', 'ユ', 'ヨ', 'ラ', 'リ', 'ル', 'レ', 'ロ', 'ワ', 'ン', '゛', '゜',
    ];
    let full = FULL[(code - 0xFF61) as usize];
    match voiced(full, rest) {
        Some(both) => both,
        None => Plain::One(full, 0),
    }
}

/// A kana with the voicing mark that follows it, half-width or combining.
fn voiced(kana: char, rest: &str) -> Option<Plain> {
    let mark = rest.chars().next().filter(|mark| matches!(mark, '\u{3099}' | '\u{309A}' | '\u{FF9E}' | '\u{FF9F}'))?;
    let voicing = matches!(mark, '\u{3099}' | '\u{FF9E}');
    const VOICED: &str = "かきくけこさしすせそたちつてとはひふへほカキクケコサシスセソタチツテトハヒフヘホ";
    const HALF_VOICED: &str = "はひふへほハヒフヘホ";
    let joined = match (kana, voicing) {
        ('う', true) => 'ゔ',
        ('ウ', true) => 'ヴ',
        (_, true) if VOICED.contains(kana) => char::from_u32(kana as u32 + 1)?,
        (_, false) if HALF_VOICED.contains(kana) => char::from_u32(kana as u32 + 2)?,
        _ => return None,
    };
    Some(Plain::One(joined, mark.len_utf8()))
}

/// The letter that is `base` with `mark` on it, for the accents of Europe and Vietnam.
pub(super) fn compose(base: char, mark: char) -> Option<char> {
    let pairs = match mark {
        '\u{0300}' => "aàeèiìoòuùnǹâầêềôồăằơờưừиѝ",
        '\u{0301}' => "aáeéiíoóuúyýcćnńsśzźlĺrŕâấêếôốăắơớưứαάεέηήιίοόυύωώгѓкќ",
        '\u{0302}' => "aâeêiîoôuûwŵyŷcĉgĝhĥjĵsŝ",
        '\u{0303}' => "aãnñoõiĩuũeẽyỹâẫêễôỗăẵơỡưữ",
        '\u{0304}' => "aāeēiīoōuū",
        '\u{0306}' => "aăgğuŭийуў",
        '\u{0307}' => "zżeėgġcċ",
        '\u{0308}' => "aäeëiïoöuüyÿеёіїιϊυϋ",
        '\u{0309}' => "aảeẻiỉoỏuủyỷâẩêểôổăẳơởưử",
        '\u{030A}' => "aåuů",
        '\u{030B}' => "oőuű",
        '\u{030C}' => "cčdďeěnňrřsštťzžaǎiǐoǒuǔ",
        '\u{031B}' => "oơuư",
        '\u{0323}' => "aạeẹiịoọuụyỵâậêệôộăặơợưự",
        '\u{0326}' => "sștț",
        '\u{0327}' => "cçsşţţgģkķlļnņ",
        '\u{0328}' => "aąeęiįuų",
        _ => return None,
    };
    let small = base.to_lowercase().next()?;
    let mut letters = pairs.chars();
    while let (Some(letter), Some(composed)) = (letters.next(), letters.next()) {
        if letter == small {
            return if base == small { Some(composed) } else { composed.to_uppercase().next() };
        }
    }
    None
}
