//! The words that may be disguised, and the ways in which letters may stand for one of them.

use super::fold::WILD;
use crate::lexicon::{Cues, Lexicon, Marks, Scale, UNKNOWN, WordId};

/// Words that may be disguised.
#[derive(Clone, Debug, Default)]
pub(crate) struct Targets {
    /// By length in characters.
    by_length: Vec<Vec<WordId>>,
    /// Stems of compounds, by their first two letters.
    stems: Vec<Vec<Stem>>,
}

/// A swear word that people make other words from.
#[derive(Clone, Copy, Debug)]
struct Stem {
    word: WordId,
    /// Unmistakable wherever it stands; others must open or close a compound whose other part is a word.
    anywhere: bool,
}

/// Points on abuse or profanity from which on a word is worth disguising.
const LEAST_POINTS: i8 = 30;
/// Points on profanity from which on a word is meant even where several letters are missing or swapped.
const GROSS_PROFANITY: i8 = 60;
/// Points on abuse from which on a word is meant even where several letters are missing or swapped.
const GROSS_ABUSE: i8 = 60;
/// Points on profanity from which on a word is known by its first letter.
const FAMED_PROFANITY: i8 = 90;
/// Letters of the shortest word a compound may have beside its stem.
const SHORTEST_PART: usize = 3;
/// Letters of the shortest compound.
const SHORTEST_COMPOUND: usize = 6;
/// Letters of the alphabet, for the index of stems.
const ALPHABET: usize = 26;

impl Targets {
    /// The words of a lexicon that weigh enough on abuse or profanity, and those marked as stems.
    pub(crate) fn of(lexicon: &Lexicon, cues: &Cues) -> Self {
        let mut targets = Targets { by_length: Vec::new(), stems: vec![Vec::new(); ALPHABET * ALPHABET] };
        let (stem, part) = (cues.get(super::STEM), cues.get(super::PART));
        for word in 1..lexicon.len() as WordId {
            let letters = lexicon.word(word).chars().count();
            let has = |cue: Option<u8>| cue.is_some_and(|cue| lexicon.cues(lexicon.entry(word)).has(cue));
            if letters >= super::SHORTEST_WORD && targets.is_target(word, lexicon) {
                if targets.by_length.len() <= letters {
                    targets.by_length.resize(letters + 1, Vec::new());
                }
                targets.by_length[letters].push(word);
            }
            if (has(stem) || has(part))
                && let Some(bucket) = bucket(lexicon.word(word).as_bytes())
            {
                targets.stems[bucket].push(Stem { word, anywhere: has(stem) });
            }
        }
        targets
    }

    /// Whether a word is one that people disguise.
    pub(super) fn is_target(&self, word: WordId, lexicon: &Lexicon) -> bool {
        let weights = lexicon.entry(word).weights;
        weights.get(Scale::Abuse) >= LEAST_POINTS || weights.get(Scale::Profanity) >= LEAST_POINTS
    }

    /// Whether a word is so rude that nobody writes it by accident.
    pub(super) fn is_gross(&self, word: WordId, lexicon: &Lexicon) -> bool {
        let weights = lexicon.entry(word).weights;
        weights.get(Scale::Abuse) >= GROSS_ABUSE || self.is_swear(word, lexicon)
    }

    /// Whether a word is a strong swear word.
    pub(super) fn is_swear(&self, word: WordId, lexicon: &Lexicon) -> bool {
        lexicon.entry(word).weights.get(Scale::Profanity) >= GROSS_PROFANITY
    }

    /// The word that fits letters with stars among them.
    pub(super) fn starred(&self, starred: &str, lexicon: &Lexicon) -> Option<WordId> {
        let letters = starred.chars().count();
        let stars = starred.chars().filter(|&c| c == WILD).count();
        let framed = !starred.starts_with(WILD) && stars < letters;
        // Of three letters, only the one in the middle may be covered.
        let enough =
            letters >= super::SHORTEST_HIDDEN || letters == super::SHORTEST_WORD && stars == 1 && !starred.ends_with(WILD);
        if !framed || !enough {
            return None;
        }
        self.fitting(starred, lexicon).or_else(|| self.covered(starred, letters, stars, lexicon))
    }

    /// The gross word that fits letters with other signs among them; more letters must be shown.
    pub(super) fn masked(&self, masked: &str, lexicon: &Lexicon) -> Option<WordId> {
        let letters = masked.chars().count();
        let stars = masked.chars().filter(|&c| c == WILD).count();
        let framed = !masked.starts_with(WILD) && !masked.ends_with(WILD);
        if letters < super::SHORTEST_HIDDEN || letters - stars < 2 || stars > 3 || !framed {
            return None;
        }
        self.fitting(masked, lexicon).filter(|&word| self.is_gross(word, lexicon))
    }

    /// The likeliest word of the same length: a stem before others, for which half of the letters must be shown.
    fn fitting(&self, starred: &str, lexicon: &Lexicon) -> Option<WordId> {
        let fits = |word: &&WordId| {
            let mut letters = lexicon.word(**word).chars().zip(starred.chars());
            letters.all(|(letter, shown)| shown == WILD || shown == letter)
        };
        let letters = starred.chars().count();
        let stars = starred.chars().filter(|&c| c == WILD).count();
        let candidates = self.by_length.get(letters)?.iter().filter(fits);
        let word = candidates.copied().max_by_key(|&word| self.likelihood(word, lexicon))?;
        let famed = lexicon.entry(word).weights.get(Scale::Profanity) >= FAMED_PROFANITY;
        (stars * 2 <= letters || self.is_stem(word, lexicon) && (famed || letters - stars > 1)).then_some(word)
    }

    /// `f****ing`: one run of stars that is a letter too long or too short.
    fn covered(&self, starred: &str, letters: usize, stars: usize, lexicon: &Lexicon) -> Option<WordId> {
        let (head, tail) = (starred.find(WILD)?, starred.rfind(WILD)?);
        let (start, end) = (&starred[..head], &starred[tail + 1..]);
        if stars < 2 || tail + 1 - head != stars || end.is_empty() {
            return None;
        }
        let fits = |word: &&WordId| {
            let whole = lexicon.word(**word);
            self.is_gross(**word, lexicon) && whole.starts_with(start) && whole.ends_with(end)
        };
        let near = [letters - 1, letters + 1].into_iter().filter_map(|length| self.by_length.get(length)).flatten();
        near.filter(fits).copied().max_by_key(|&word| self.likelihood(word, lexicon))
    }

    /// Orders words that fit the same stars.
    fn likelihood(&self, word: WordId, lexicon: &Lexicon) -> (bool, i32, std::cmp::Reverse<WordId>) {
        let weights = lexicon.entry(word).weights;
        let rude = i32::from(weights.get(Scale::Profanity)) + i32::from(weights.get(Scale::Abuse)) / 4;
        (self.is_stem(word, lexicon), rude, std::cmp::Reverse(word))
    }

    fn is_stem(&self, word: WordId, lexicon: &Lexicon) -> bool {
        let stems = bucket(lexicon.word(word).as_bytes()).map_or(&[][..], |bucket| &self.stems[bucket]);
        stems.iter().any(|stem| stem.word == word)
    }

    /// The word that unknown letters are a swapped or compounded form of. Nobody's `name` is taken for one by mere likeness.
    pub(super) fn distorted(&self, letters: &str, name: bool, lexicon: &Lexicon, scratch: &mut String) -> Option<WordId> {
        if !letters.bytes().all(|byte| byte.is_ascii_lowercase()) || lexicon.get(letters) != UNKNOWN {
            return None;
        }
        let swapped = if name { None } else { self.swapped(letters, lexicon, scratch) };
        swapped.or_else(|| self.compound(letters, name, lexicon))
    }

    /// `fcuk`: two neighbours inside a gross word swapped.
    fn swapped(&self, letters: &str, lexicon: &Lexicon, scratch: &mut String) -> Option<WordId> {
        let bytes = letters.as_bytes();
        (1..bytes.len() - 1).find_map(|at| {
            if bytes[at] == bytes[at + 1] {
                return None;
            }
            scratch.clear();
            scratch.push_str(&letters[..at]);
            scratch.push_str(&letters[at + 1..at + 2]);
            scratch.push_str(&letters[at..at + 1]);
            scratch.push_str(&letters[at + 2..]);
            let word = lexicon.get(scratch);
            let famed = lexicon.entry(word).weights.get(Scale::Profanity) >= FAMED_PROFANITY;
            (self.is_gross(word, lexicon) && (famed || letters.len() > super::SHORTEST_HIDDEN)).then_some(word)
        })
    }

    /// The longest, then leftmost stem inside a made-up compound.
    fn compound(&self, letters: &str, name: bool, lexicon: &Lexicon) -> Option<WordId> {
        if letters.len() < SHORTEST_COMPOUND {
            return None;
        }
        let a_word = |part: &str| part.len() >= SHORTEST_PART && lexicon.entry(lexicon.get(part)).marks.has(Marks::ORDINARY);
        let mut longest: Option<(usize, WordId)> = None;
        for at in 0..letters.len() - 1 {
            let rest = &letters[at..];
            for stem in bucket(rest.as_bytes()).map_or(&[][..], |bucket| &self.stems[bucket]) {
                let length = lexicon.word(stem.word).len();
                let beside = || match (at, rest.len() - length) {
                    (0, _) => a_word(&rest[length..]),
                    (_, 0) => a_word(&letters[..at]),
                    _ => false,
                };
                let fits = rest.starts_with(lexicon.word(stem.word)) && (stem.anywhere || !name && beside());
                if fits && longest.is_none_or(|(most, _)| length > most) {
                    longest = Some((length, stem.word));
                }
            }
        }
        longest.map(|(_, word)| word)
    }
}

/// Where stems that begin like these letters are kept.
fn bucket(letters: &[u8]) -> Option<usize> {
    let place = |letter: u8| letter.is_ascii_lowercase().then(|| usize::from(letter - b'a'));
    Some(place(*letters.first()?)? * ALPHABET + place(*letters.get(1)?)?)
}
