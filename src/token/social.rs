//! stub
use super::*;
use std::sync::Arc;
/// social
#[derive(Clone, Default)]
pub struct SocialTokenizer;
impl SocialTokenizer {
    /// new
    pub fn new() -> Self { SocialTokenizer }
    /// voc
    pub fn with_vocabulary(self, _v: Arc<dyn Vocabulary>) -> Self { self }
}
impl Tokenizer for SocialTokenizer {
    fn tokenize(&self, text: &str, tokens: &mut Tokens) { PlainTokenizer.tokenize(text, tokens) }
}
