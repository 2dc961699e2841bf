//! What the surface of a post shows, whatever its words.

use crate::lexicon::disguise::Disguise;
use crate::token::{TokenFlags, TokenKind, Tokens};

macro_rules! signals {
    ($($variant:ident = $name:literal $doc:literal,)+) => {
        /// A property of the surface, a number from 0 up.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub(crate) enum Signal {
            $(#[doc = $doc] $variant,)+
        }

        impl Signal {
            /// Every signal.
            pub(crate) const ALL: &'static [Signal] = &[$(Signal::$variant),+];
            /// Their names, in the same order.
            pub(crate) const NAMES: &'static [&'static str] = &[$($name),+];
        }
    };
}

signals! {
    Words = "words" "Words and numbers.",
    Sentences = "sentences" "Runs of sentence-ending punctuation, at least 1.",
    Capitals = "capitals" "Words of three letters or more in capitals.",
    Shouting = "shouting" "1 if most words of three letters or more, and at least three, are in capitals.",
    Exclamations = "exclamations" "Exclamation marks.",
    Questions = "questions" "Question marks.",
    Ellipses = "ellipses" "Runs of dots.",
    Emoji = "emoji" "Emoji and emoticons.",
    Mentions = "mentions" "Mentions.",
    LeadingMention = "leading_mention" "1 if the post opens with a mention.",
    Hashtags = "hashtags" "Words that stand in hashtags.",
    Urls = "urls" "Web addresses.",
    Emails = "emails" "E-mail addresses.",
    Phones = "phones" "Telephone numbers.",
    Cards = "cards" "Numbers of 13 to 19 digits that pass the Luhn check of payment cards.",
    Numbers = "numbers" "Numbers of any kind.",
    Elongations = "elongations" "Words with drawn-out letters.",
    Retweet = "retweet" "1 if the post opens with `RT @`.",
    Disguised = "disguised" "Abusive or profane words that are disguised.",
    Quotes = "quotes" "Double quotation marks.",
}

/// How many signals there are.
const COUNT: usize = Signal::NAMES.len();

/// The signals of one post.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Signals([u32; COUNT]);

/// Letters an acronym may have without counting as shouting.
const ACRONYM: usize = 2;

impl Signals {
    pub(crate) fn get(&self, signal: Signal) -> u32 {
        self.0[signal as usize]
    }

    fn add(&mut self, signal: Signal, amount: u32) {
        self.0[signal as usize] += amount;
    }

    /// Counts the signals of a post in one pass over its tokens.
    #[inline(never)]
    pub(crate) fn of(tokens: &Tokens, disguises: &[Disguise]) -> Signals {
        let mut signals = Signals::default();
        let mut long_words = 0;
        signals.add(Signal::Disguised, disguises.len() as u32);
        for (index, token) in tokens.as_slice().iter().enumerate() {
            match token.kind {
                TokenKind::Word | TokenKind::Hashtag | TokenKind::Unspaced => {
                    signals.add(Signal::Words, 1);
                    let long = token.span.len() > ACRONYM;
                    long_words += u32::from(long);
                    signals.add(Signal::Capitals, u32::from(long && token.flags.has(TokenFlags::CAPITALS)));
                    signals.add(Signal::Elongations, u32::from(token.flags.has(TokenFlags::ELONGATED)));
                    signals.add(Signal::Hashtags, u32::from(token.kind == TokenKind::Hashtag));
                }
                TokenKind::Punctuation => signals.punctuation(tokens.form_of(token)),
                TokenKind::Emoji | TokenKind::Emoticon => signals.add(Signal::Emoji, 1),
                TokenKind::Mention => {
                    signals.add(Signal::Mentions, 1);
                    signals.add(Signal::LeadingMention, u32::from(index == 0));
                    signals.add(Signal::Retweet, u32::from(index == 1 && tokens.form(0) == "rt"));
                }
                TokenKind::Url => signals.add(Signal::Urls, 1),
                TokenKind::Email => signals.add(Signal::Emails, 1),
                TokenKind::Phone => signals.add(Signal::Phones, 1),
                TokenKind::Other => {}
                _ => {
                    signals.add(Signal::Words, 1);
                    signals.add(Signal::Numbers, 1);
                    signals.add(Signal::Cards, u32::from(is_card(tokens.form_of(token))));
                }
            }
        }
        let capitals = signals.get(Signal::Capitals);
        signals.add(Signal::Shouting, u32::from(capitals >= 3 && capitals * 2 > long_words));
        if signals.get(Signal::Sentences) == 0 {
            signals.add(Signal::Sentences, 1);
        }
        signals
    }

    fn punctuation(&mut self, form: &str) {
        if form.starts_with('.') || form == "…" {
            let dots = form.len() > 1;
            self.add(if dots { Signal::Ellipses } else { Signal::Sentences }, 1);
            return;
        }
        let mut ends = false;
        for mark in form.chars() {
            match mark {
                '!' | '！' => self.add(Signal::Exclamations, 1),
                '?' | '？' => self.add(Signal::Questions, 1),
                '"' | '“' | '”' => self.add(Signal::Quotes, 1),
                _ => {}
            }
            ends |= matches!(mark, '!' | '?' | '！' | '？' | '。');
        }
        self.add(Signal::Sentences, u32::from(ends));
    }

    /// From 0 (flat) to 1 (shouted): capitals, drawn-out words and repeated marks, plus the points at stake; 1 − e^−x.
    pub(crate) fn intensity(&self, sides: (i32, i32)) -> f64 {
        let count = |signal| f64::from(self.get(signal).min(20));
        let surface = 0.12 * count(Signal::Exclamations)
            + 0.15 * count(Signal::Elongations)
            + 0.15 * count(Signal::Capitals).min(4.0)
            + 0.5 * count(Signal::Shouting)
            + 0.1 * (count(Signal::Questions) - 1.0).max(0.0);
        let words = f64::from(self.get(Signal::Words).max(5));
        let charge = f64::from(sides.0.saturating_add(sides.1)) / (20.0 * words.sqrt());
        1.0 - (-(surface + 0.6 * charge)).exp()
    }
}

/// Whether digits, with spaces or hyphens between, are a payment card's: 13 to 19 of them, and the Luhn sum is a multiple of 10.
fn is_card(form: &str) -> bool {
    if form.len() < 13 || !form.bytes().all(|b| b.is_ascii_digit() || b == b' ' || b == b'-') {
        return false;
    }
    let digits = form.bytes().rev().filter(u8::is_ascii_digit).map(|b| u32::from(b - b'0'));
    let count = digits.clone().count();
    let luhn = digits.enumerate().map(|(place, digit)| {
        let doubled = digit * 2;
        if place % 2 == 0 { digit } else { doubled / 10 + doubled % 10 }
    });
    (13..=19).contains(&count) && luhn.sum::<u32>().is_multiple_of(10)
}
