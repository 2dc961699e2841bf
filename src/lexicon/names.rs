//! The brand a post is judged for and its competitors, ready to be found among tokens.

use super::Classes;
use crate::post::Brand;
use crate::token::{SocialTokenizer, Token, TokenKind, Tokenizer, Tokens};

/// Names in folded form.
#[derive(Clone, Debug, Default)]
pub(crate) struct Names {
    names: Vec<Name>,
}

/// One name as a sequence of folded words, or a handle without its `@`.
#[derive(Clone, Debug)]
struct Name {
    words: Vec<String>,
    class: Classes,
}

/// A name this short must be the whole of a handle to be found in it (`@bt_help` is not found by `b`).
const LEAST_PREFIX: usize = 4;

impl Names {
    /// Adds a brand as the one judged for, or as a competitor.
    pub(crate) fn add(&mut self, brand: &Brand, class: Classes) {
        let spoken = std::iter::once(&brand.name).chain(&brand.aliases).chain(&brand.handles);
        let mut tokens = Tokens::new();
        for name in spoken {
            let name = name.trim_start_matches('@');
            tokens.clear();
            SocialTokenizer::new().tokenize(name, &mut tokens);
            let is_word = |token: &Token| !matches!(token.kind, TokenKind::Punctuation | TokenKind::Other);
            // Marks inside a name belong to it (`AT&T`), marks around it do not (`Yahoo!`).
            let all = tokens.as_slice();
            let (first, last) = (all.iter().position(is_word), all.iter().rposition(is_word));
            if let (Some(first), Some(last)) = (first, last) {
                let words = all[first..=last].iter().map(|token| tokens.form_of(token).to_owned()).collect();
                self.names.push(Name { words, class });
            }
        }
    }

    /// Those of `self` and those of `other`.
    pub(crate) fn with(&self, other: &Names) -> Names {
        Names { names: self.names.iter().chain(&other.names).cloned().collect() }
    }

    /// Whether there is a name of the class.
    pub(crate) fn has(&self, class: Classes) -> bool {
        self.names.iter().any(|name| name.class == class)
    }

    /// Whether there is none.
    pub(crate) fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// The class of the name that begins at token `at`, and how many tokens it has. The longest name wins; a brand wins over a
    /// competitor of the same length.
    pub(crate) fn find(&self, text: &str, tokens: &Tokens, at: usize) -> Option<(Classes, usize)> {
        let token = &tokens.as_slice()[at];
        let form = tokens.form_of(token);
        let mut best: Option<(Classes, usize)> = None;
        for name in &self.names {
            let length = if token.kind == TokenKind::Mention {
                usize::from(is_handle(name, form.trim_start_matches('@'), token.span.of(text).trim_start_matches('@')))
            } else {
                spoken_length(name, tokens, at)
            };
            if length > 0 && best.is_none_or(|(_, longest)| length > longest) {
                best = Some((name.class, length));
            }
        }
        best
    }
}

/// Whether a handle is the name, or plainly begins with it: `@AcmeHelp`, `@acme_uk` and `@acme24` for `Acme`, but not `@acmeology`.
fn is_handle(name: &Name, handle: &str, surface: &str) -> bool {
    let mut rest = handle;
    for word in &name.words {
        match rest.strip_prefix(word.as_str()) {
            Some(after) => rest = after.trim_start_matches('_'),
            None => return false,
        }
    }
    let length = name.words.iter().map(String::len).sum::<usize>();
    let taken = handle.len() - rest.len();
    let parted = handle[..taken].ends_with('_')
        || surface.get(taken..).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_uppercase() || c.is_ascii_digit()));
    rest.is_empty() || length >= LEAST_PREFIX && parted
}

impl Names {
    /// The class of the longest name that a run without spaces begins with, and its length in bytes.
    pub(crate) fn beginning(&self, run: &str) -> Option<(Classes, usize)> {
        let single = self.names.iter().filter_map(|name| match name.words.as_slice() {
            [word] if run.starts_with(word.as_str()) => Some((name.class, word.len())),
            _ => None,
        });
        single.rev().max_by_key(|(_, length)| *length)
    }
}

fn spoken_length(name: &Name, tokens: &Tokens, at: usize) -> usize {
    let here = &tokens.as_slice()[at..];
    let fits = |word: &String, token: &Token| {
        let form = tokens.form_of(token);
        form == word || form.strip_suffix("'s").is_some_and(|owner| owner == word)
    };
    let all = here.len() >= name.words.len() && name.words.iter().zip(here).all(|(word, token)| fits(word, token));
    if all { name.words.len() } else { 0 }
}
