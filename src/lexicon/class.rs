//! Classes of terms that patterns can name, known by shape or by what the caller said of the brand.

use crate::token::TokenKind;

/// A set of classes, one bit each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct Classes(pub(crate) u32);

macro_rules! classes {
    ($($constant:ident = $bit:literal $name:literal,)+) => {
        impl Classes {
            $(pub(crate) const $constant: Classes = Classes(1 << $bit);)+
            /// The names as they stand in patterns, in the order of the bits.
            pub(crate) const NAMES: &'static [&'static str] = &[$($name),+];
        }
    };
}

classes! {
    BRAND = 0 "brand",
    COMPETITOR = 1 "competitor",
    NAME = 2 "name",
    MENTION = 3 "mention",
    HASHTAG = 4 "hashtag",
    NUMBER = 5 "number",
    ORDINAL = 6 "ordinal",
    MONEY = 7 "money",
    DURATION = 8 "duration",
    TIME = 9 "time",
    DATE = 10 "date",
    URL = 11 "url",
    EMAIL = 12 "email",
    PHONE = 13 "phone",
    CODE = 14 "code",
    EMOJI = 15 "emoji",
    ANY = 16 "any",
}

impl Classes {
    /// No class.
    pub(crate) const NONE: Classes = Classes(0);

    pub(crate) fn named(name: &str) -> Option<Classes> {
        Classes::NAMES.iter().position(|known| *known == name).map(|bit| Classes(1 << bit))
    }

    /// The class a token has by its kind.
    pub(crate) const fn of(kind: TokenKind) -> Classes {
        let own = match kind {
            TokenKind::Mention => Classes::MENTION,
            TokenKind::Hashtag => Classes::HASHTAG,
            TokenKind::Number => Classes::NUMBER,
            TokenKind::Ordinal => Classes::ORDINAL,
            TokenKind::Money => Classes::MONEY,
            TokenKind::Duration => Classes::DURATION,
            TokenKind::Time => Classes::TIME,
            TokenKind::Date => Classes::DATE,
            TokenKind::Url => Classes::URL,
            TokenKind::Email => Classes::EMAIL,
            TokenKind::Phone => Classes::PHONE,
            TokenKind::Code => Classes::CODE,
            TokenKind::Emoji | TokenKind::Emoticon => Classes::EMOJI,
            TokenKind::Word | TokenKind::Punctuation | TokenKind::Unspaced | TokenKind::Other => Classes::NONE,
        };
        Classes(own.0 | Classes::ANY.0)
    }

    pub(crate) const fn any(self, other: Classes) -> bool {
        self.0 & other.0 != 0
    }

    pub(crate) const fn or(self, other: Classes) -> Classes {
        Classes(self.0 | other.0)
    }

    /// The bits that are set.
    pub(crate) fn bits(self) -> impl Iterator<Item = usize> {
        let mut left = self.0;
        std::iter::from_fn(move || {
            let lowest = left.trailing_zeros();
            left &= left.wrapping_sub(1);
            (lowest < u32::BITS).then_some(lowest as usize)
        })
    }
}
