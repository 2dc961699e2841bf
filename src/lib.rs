//! Hearken reads posts that speak to brands.
#![forbid(unsafe_code)]

mod classifier;
mod conversation;
mod embedded;
mod error;
#[cfg(feature = "fit")]
pub mod fit;
mod judge;
mod language;
mod lexicon;
mod phrase;
mod post;
mod rule;
mod scope;
mod score;
mod span;
mod text;
pub mod token;
mod verdict;

pub use classifier::{Analyzer, Builder, Classifier, Trace, TracedTerm, TracedToken};
pub use conversation::{Conversation, ConversationState, Escalation, Status, Trajectory, Trend, Waits};
pub use error::Error;
pub use post::{Author, Brand, Post, Role};
pub use span::Span;
pub use verdict::*;
