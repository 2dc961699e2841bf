//! Options that several examples take.

use super::input::Format;
use hearken::{Brand, Builder, Classifier};
use std::path::PathBuf;

/// What is read.
#[derive(Debug, clap::Args)]
pub struct Input {
    /// File with posts, `-` for standard input
    pub file: Option<PathBuf>,
    /// How the posts are written, if neither the file's name nor its first line tells
    #[arg(long = "input", value_enum, value_name = "FORMAT")]
    pub format: Option<Format>,
}

/// Whom the posts speak to.
#[derive(Debug, clap::Args)]
pub struct Names {
    /// The brand posts are judged for unless they name another; given again, its @handles and other names
    #[arg(long = "brand", value_name = "NAME")]
    pub brand: Vec<String>,
    /// A competitor of the brand; may be given again
    #[arg(long = "competitor", value_name = "NAME")]
    pub competitors: Vec<String>,
}

impl Names {
    /// The default classifier with these names.
    pub fn builder(&self) -> Builder {
        let mut builder = Classifier::builder();
        if let Some(brand) = brand(&self.brand) {
            builder = builder.brand(brand);
        }
        self.competitors.iter().fold(builder, |builder, name| builder.competitor(Brand::new(name)))
    }
}

/// A brand by its first name; of the others those with `@` are handles.
pub fn brand(names: &[String]) -> Option<Brand> {
    let (first, others) = names.split_first()?;
    let mut brand = Brand::new(first.trim_start_matches('@'));
    if first.starts_with('@') {
        brand = brand.handle(first);
    }
    Some(others.iter().fold(brand, |brand, name| if name.starts_with('@') { brand.handle(name) } else { brand.alias(name) }))
}
