//! Sentences made of frames: their polarity follows from grammar alone.

use super::read;
use hearken::Post;
use hearken::fit::{Dataset, Example};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::Path;

/// `frames.toml`
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Frames {
    good: Vec<String>,
    bad: Vec<String>,
    plain: Vec<String>,
    things: Vec<String>,
    frame: Vec<Stanza>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Stanza {
    polarity: String,
    texts: Vec<String>,
}

impl Frames {
    /// Reads a file of a folder of data.
    pub fn read(data: &Path, name: &str) -> Result<Self, String> {
        toml::from_str(&read(&data.join(name))?).map_err(|error| format!("{name}: {error}"))
    }

    /// Every frame with each of its adjectives, and a noun that changes from one to the next.
    pub fn dataset(&self, name: &str) -> Result<Dataset, String> {
        let mut examples = Vec::new();
        let rounds = self.good.len().min(self.bad.len()).min(self.plain.len());
        if rounds == 0 || self.things.is_empty() {
            return Err(format!("{name}: expected words for every place of a frame"));
        }
        for (step, (polarity, text)) in
            self.frame.iter().flat_map(|of| of.texts.iter().map(|text| (&of.polarity, text))).enumerate()
        {
            for round in 0..rounds {
                let other = (round + step) % rounds;
                let thing = &self.things[(round * 7 + step * 3) % self.things.len()];
                // Where both sides stand in a frame, they go together in every way.
                let bad = if text.contains("{good}") { other } else { round };
                let filled = text
                    .replace("{good}", &self.good[round])
                    .replace("{bad}", &self.bad[bad])
                    .replace("{plain}", &self.plain[round])
                    .replace("{thing}", thing);
                let post = Post::new(filled);
                examples.push(Example { post, label: polarity.clone(), columns: BTreeMap::new(), line: examples.len() + 1 });
            }
        }
        Ok(Dataset::new(name, examples))
    }
}
