//! Which language a post is in: its script first, then the votes of common words and letters, then known words.

use super::votes::{LanguageSet, MOST_LANGUAGES, Votes};
use super::{Language, Script};
use crate::lexicon::{Marks, UNKNOWN, WordId};
use crate::token::{Token, TokenFlags, TokenKind, Tokens};
use crate::verdict::{LanguageCode, Support};

/// What a word or letter gives that speaks for one language alone; others share it.
const VOTE: u32 = 60;
/// What a known word gives.
const KNOWN: u32 = 30;
/// What the first language is given before the others where votes leave doubt.
const DOUBT: u32 = 20;
/// A lead from which on known words are not asked.
const CLEAR: u32 = VOTE;
/// Words from which on a share of known words says something.
const LEAST_WORDS: u32 = 4;
/// At least one word of so many is a common one.
const COMMON_SHARE: u32 = 5;
/// Letters of kana from which on a text is surely not Chinese, which borrows one now and then.
const KANA: u32 = 2;
/// What a letter of kana counts against words and Chinese characters.
const KANA_WEIGHT: u32 = 2;
/// Words of another language from which on a post is mixed, if they are a third as many as its own.
const MIXED: u32 = 3;

/// What was found out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Finding {
    pub(crate) code: LanguageCode,
    pub(crate) support: Support,
}

impl Finding {
    fn none(code: LanguageCode) -> Self {
        Finding { code, support: Support::None }
    }
}

/// What the tokens of a post say.
struct Count {
    /// By script: letters of scripts without spaces, words of the others.
    scripts: [u32; Script::COUNT],
    /// By language.
    points: [u32; MOST_LANGUAGES],
    /// Words that speak for a language, by language.
    hits: [u32; MOST_LANGUAGES],
    /// Words that speak for any.
    all_hits: u32,
    /// Words of several letters, and single letters that are words.
    words: u32,
    /// The last word was a single letter.
    single: bool,
}

/// Judges which of the languages the tokens are in; of equals the first.
pub(crate) fn judge(tokens: &Tokens, words: &[WordId], languages: &[Language], votes: &Votes) -> Finding {
    let Some(first) = languages.first() else { return Finding::none(LanguageCode::UNDETERMINED) };
    let mut count = Count::of(tokens, words, votes);
    let Some(script) = count.script() else { return Finding { code: first.code, support: Support::Full } };
    let written = |language: &Language| language.script == script || script == Script::Han && language.script == Script::Kana;
    let candidates: LanguageSet =
        languages.iter().enumerate().filter(|(_, language)| written(language)).fold(0, |set, (number, _)| set | 1 << number);
    let spaced = script != Script::Han && script != Script::Kana;
    if spaced && count.lead(candidates) < CLEAR {
        count.known_words(tokens, languages, candidates, votes);
        // In doubt the first: a few words that many languages have borrowed say little.
        count.points[0] = count.points[0].saturating_add(if candidates & 1 == 1 { DOUBT } else { 0 });
    }
    let exact = languages.iter().position(|language| language.script == script);
    let Some(best) = count.best(candidates, exact) else {
        let others = if script == Script::Latin { count.best(!0, None) } else { None };
        let code = others.filter(|&other| count.points[other] >= VOTE).and_then(|other| votes.codes.get(other));
        return Finding::none(code.copied().unwrap_or(LanguageCode::new(Script::ALL[script as usize].1)));
    };
    let language = &languages[best];
    if script == Script::Latin {
        let not_loaded = LanguageSet::MAX.checked_shl(languages.len() as u32).unwrap_or(0);
        let other = count.best(not_loaded, None).filter(|&other| count.points[other] >= VOTE);
        let lead = other.map_or(0, |other| count.points[other].saturating_sub(count.points[best]));
        let recognised = lead < CLEAR && count.is_recognised(tokens, best, language, votes);
        if !recognised {
            let code = other.filter(|_| lead > 0).and_then(|other| votes.codes.get(other));
            return Finding::none(code.copied().unwrap_or(LanguageCode::UNDETERMINED));
        }
    }
    let support = if count.is_mixed(script, best) { Support::Partial } else { Support::Full };
    Finding { code: language.code, support }
}

impl Count {
    fn of(tokens: &Tokens, words: &[WordId], votes: &Votes) -> Self {
        let mut count = Count {
            scripts: [0; Script::COUNT],
            points: [0; MOST_LANGUAGES],
            hits: [0; MOST_LANGUAGES],
            all_hits: 0,
            words: 0,
            single: false,
        };
        for (token, &word) in tokens.as_slice().iter().zip(words) {
            match token.kind {
                TokenKind::Word => count.word(tokens, token, word, votes),
                TokenKind::Unspaced => count.unspaced(tokens.form_of(token), votes),
                TokenKind::Punctuation if token.span.len() > 1 => count.letters(tokens.form_of(token), votes),
                _ => {}
            }
        }
        count
    }

    #[inline]
    fn word(&mut self, tokens: &Tokens, token: &Token, word: WordId, votes: &Votes) {
        let form = tokens.form_of(token);
        let single = form.len() == 1;
        // Letters in a row are a word spelled out.
        let spelled = std::mem::replace(&mut self.single, single) && single;
        let set = if spelled { 0 } else { votes.of_known_word(word).unwrap_or_else(|| votes.of_word(form)) };
        if set != 0 {
            self.vote(set, VOTE);
            self.all_hits += 1;
            bits(set).for_each(|language| self.hits[language] += 1);
        }
        self.words += u32::from(set != 0 || !single);
        if token.flags.has(TokenFlags::NON_ASCII) {
            let script = form.chars().find_map(Script::of).unwrap_or(Script::Latin);
            self.scripts[script as usize] += 1;
            self.letters(form, votes);
        } else {
            self.scripts[Script::Latin as usize] += 1;
        }
    }

    fn letters(&mut self, form: &str, votes: &Votes) {
        let set = form.chars().filter(|c| !c.is_ascii()).fold(0, |set, letter| set | votes.of_letter(letter));
        self.vote(set, VOTE);
    }

    fn unspaced(&mut self, form: &str, votes: &Votes) {
        for letter in form.chars() {
            if let Some(script) = Script::of(letter) {
                self.scripts[script as usize] += 1;
            }
            self.vote(votes.of_letter(letter), VOTE);
        }
    }

    fn vote(&mut self, set: LanguageSet, points: u32) {
        if set != 0 {
            let share = points / set.count_ones();
            bits(set).for_each(|language| self.points[language] = self.points[language].saturating_add(share));
        }
    }

    /// The script of most words, or letters where words are not parted; none, if there are no words.
    fn script(&self) -> Option<Script> {
        let mut scripts = self.scripts;
        let (kana, han) = (scripts[Script::Kana as usize], scripts[Script::Han as usize]);
        if kana >= KANA || kana > han {
            scripts[Script::Kana as usize] = kana * KANA_WEIGHT + han;
        }
        let most = Script::ALL.iter().rev().max_by_key(|(script, _)| scripts[*script as usize])?.0;
        (scripts[most as usize] > 0).then_some(most)
    }

    /// The language with the most points among `candidates`; of equals `preferred`, then the first.
    fn best(&self, candidates: LanguageSet, preferred: Option<usize>) -> Option<usize> {
        let rank = |&language: &usize| (self.points[language], Some(language) == preferred, std::cmp::Reverse(language));
        bits(candidates).max_by_key(rank)
    }

    /// How far the best of `candidates` is ahead of the next.
    fn lead(&self, candidates: LanguageSet) -> u32 {
        let mut points: [u32; 2] = [0; 2];
        for language in bits(candidates) {
            let own = self.points[language];
            points = if own > points[0] { [own, points[0]] } else { [points[0], points[1].max(own)] };
        }
        points[0] - points[1]
    }

    /// Lets the words that are common in no language speak for the languages that know them.
    #[cold]
    fn known_words(&mut self, tokens: &Tokens, languages: &[Language], candidates: LanguageSet, votes: &Votes) {
        for token in tokens.as_slice().iter().filter(|token| token.kind.is_word()) {
            let form = tokens.form_of(token);
            if votes.of_word(form) == 0 && form.len() > 1 {
                let set = bits(candidates).filter(|&language| knows(&languages[language], form));
                let set = set.fold(0, |set, language| set | 1 << language);
                self.vote(set, KNOWN);
            }
        }
    }

    /// Whether the language leads all others clearly, or enough words are words people use in it: a fifth of them common ones, or half of them known, or a quarter if they
    /// are few. A post of one word passes.
    fn is_recognised(&self, tokens: &Tokens, best: usize, language: &Language, votes: &Votes) -> bool {
        let next = bits(!(1 << best)).map(|other| self.points[other]).max().unwrap_or(0);
        if self.points[best] >= next.saturating_add(CLEAR)
            || self.words < 2
            || self.hits[best].max(self.points[best] / VOTE) * COMMON_SHARE >= self.words
        {
            return true;
        }
        let words = tokens.as_slice().iter().filter(|token| token.kind == TokenKind::Word);
        let known = words.filter(|token| {
            let form = tokens.form_of(token);
            votes.of_word(form) >> best & 1 == 1 || knows(language, form)
        });
        let share_needed = if self.words < LEAST_WORDS { 4 } else { 2 };
        known.count() as u32 * share_needed >= self.words
    }

    /// Whether a third of the post or more is in another language or script.
    fn is_mixed(&self, script: Script, best: usize) -> bool {
        let own = if script == Script::Kana { self.scripts[Script::Han as usize] } else { 0 };
        let (own, all): (u32, u32) = (own + self.scripts[script as usize], self.scripts.iter().sum());
        let foreign_words = self.all_hits - self.hits[best];
        let by_words = foreign_words >= MIXED && foreign_words * 2 >= self.hits[best];
        let latin = script == Script::Latin;
        // Names and technical words of other scripts mix no languages; whole sentences do.
        let by_script = (all - own) * 3 >= all;
        if latin { by_words || by_script } else { by_script && foreign_words >= MIXED }
    }
}

fn knows(language: &Language, form: &str) -> bool {
    let word = language.lexicon.get(form);
    word != UNKNOWN && language.lexicon.entry(word).marks.has(Marks::ORDINARY)
}

/// The numbers of the bits that are set.
fn bits(mut set: LanguageSet) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let lowest = set.trailing_zeros();
        set &= set.wrapping_sub(1);
        (lowest < LanguageSet::BITS).then_some(lowest as usize)
    })
}
