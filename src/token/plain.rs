//! stub
use super::*;
use unicode_segmentation::UnicodeSegmentation;
/// plain
#[derive(Clone, Debug, Default)]
pub struct PlainTokenizer;
impl Tokenizer for PlainTokenizer {
    fn tokenize(&self, text: &str, tokens: &mut Tokens) {
        for (start, word) in text.split_word_bound_indices() {
            if word.trim().is_empty() { continue; }
            let kind = if word.chars().any(char::is_alphabetic) { TokenKind::Word } else if word.starts_with(|c: char| c.is_ascii_digit()) { TokenKind::Number } else { TokenKind::Punctuation };
            tokens.push(kind, Span::new(start as u32, (start + word.len()) as u32), &word.to_lowercase(), TokenFlags::NONE);
        }
    }
}
