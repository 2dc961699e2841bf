//! What the examples share: reading posts from files, and setting a page for a terminal or a pipe.
#![allow(dead_code, reason = "each example takes what it needs")]

pub mod input;
pub mod options;
pub mod page;
pub mod row;
pub mod text;
