//! The recipe by which leanings are learned, `leanings.toml`.

use super::frames::Frames;
use super::{folder, read};
use hearken::fit::{Dataset, Expected, LeaningLearner, Lesson, Task};
use hearken::{Flag, LanguageCode};
use serde::Deserialize;
use std::path::Path;

/// `leanings.toml`
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recipe {
    /// Cues that get no points.
    #[serde(default)]
    never_cues: Vec<String>,
    /// Cues, signals and rules that do not speak for a side of sentiment.
    #[serde(default)]
    never_side_facts: Vec<String>,
    /// Flags that are left as they were written.
    #[serde(default)]
    never_flags: Vec<String>,
    /// Standard deviations of points.
    sides: Reach,
    flags: Reach,
    lesson: Vec<Stanza>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Reach {
    points: f64,
    /// The same of pieces of runs without spaces; 0 for none.
    grams: f64,
    least_posts: u32,
    least_lessons: u32,
    bias: f64,
    least_points: i32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Stanza {
    /// Labelled posts of the folder of data.
    own: Option<String>,
    /// Labelled posts of the folder of corpora, with their task …
    corpus: Option<String>,
    task: Option<String>,
    /// … or ordinary posts, with the flags that are seldom right.
    background: Option<String>,
    #[serde(default)]
    flags: Vec<String>,
    /// Sentences made of frames, in a file of the folder of data.
    frames: Option<String>,
    #[serde(default = "one")]
    weight: f64,
    /// The same for sentiment, if it differs.
    polarity_weight: Option<f64>,
    /// So many of them, drawn at random.
    most: Option<usize>,
    /// The language of all of them, if they are not to be told apart.
    lang: Option<String>,
}

fn one() -> f64 {
    1.0
}

impl Recipe {
    /// Reads the recipe of a folder of data.
    pub fn read(data: &Path) -> Result<Self, String> {
        let path = data.join("leanings.toml");
        toml::from_str(&read(&path)?).map_err(|error| format!("{}: {error}", path.display()))
    }

    /// The lessons; those whose corpora are not there are reported and left out.
    pub fn lessons(&self, data: &Path, corpora: &Path, seed: u64) -> Result<Vec<Lesson>, String> {
        let lessons = self.lesson.iter().map(|stanza| stanza.lesson(data, corpora, seed)).collect::<Result<Vec<_>, _>>()?;
        Ok(lessons.into_iter().flatten().collect())
    }

    /// The learner, as the recipe sets it.
    pub fn learner(&self, data: &Path, seed: u64) -> Result<LeaningLearner, String> {
        let mut learner = LeaningLearner::new()
            .base(folder::builder(data, |_| true)?)
            .reach(self.sides.points, self.flags.points)
            .grams(self.sides.grams, self.flags.grams)
            .least_posts(self.sides.least_posts, self.flags.least_posts)
            .least_lessons(self.sides.least_lessons, self.flags.least_lessons)
            .bias(self.sides.bias, self.flags.bias)
            .least_points(self.sides.least_points, self.flags.least_points)
            .never_cues(self.never_cues.iter().map(String::as_str))
            .never_side_facts(self.never_side_facts.iter().map(String::as_str))
            .never_flags(self.never_flags.iter().map(|flag| Flag::named(flag)))
            .seed(seed);
        for code in folder::languages(data)? {
            let words = |name: &str| {
                let path = data.join(&code).join(name);
                let text = if path.exists() { read(&path)? } else { String::new() };
                let lines = text.lines().filter(|line| !line.starts_with('#'));
                Ok::<Vec<String>, String>(lines.flat_map(str::split_whitespace).map(str::to_owned).collect())
            };
            let language = LanguageCode::new(&code);
            learner = learner.never_sides(language, words("never.txt")?.iter().map(String::as_str));
            for name in ["never-identity.txt", "never-names.txt", "never-grammar.txt"] {
                learner = learner.never(language, words(name)?.iter().map(String::as_str));
            }
        }
        Ok(learner)
    }
}

impl Stanza {
    /// The lesson; none if its corpus is not there.
    fn lesson(&self, data: &Path, corpora: &Path, seed: u64) -> Result<Option<Lesson>, String> {
        let failed = |error: hearken::Error| error.to_string();
        let polarity_weight = self.polarity_weight.unwrap_or(self.weight);
        if let Some(own) = &self.own {
            let posts = Expected::read(own, &read(&data.join(own))?).map_err(failed)?;
            return Ok(Some(Lesson::own(own, posts).weights(self.weight, polarity_weight)));
        }
        if let Some(name) = &self.frames {
            let lesson = Lesson::corpus(Frames::read(data, name)?.dataset(name)?, Task::sentiment());
            return Ok(Some(lesson.weights(self.weight, polarity_weight)));
        }
        let Some(name) = self.corpus.as_ref().or(self.background.as_ref()) else {
            return Err("a lesson needs `own`, `corpus`, `background` or `frames`".to_owned());
        };
        let path: &Path = &corpora.join(name);
        if !path.exists() {
            eprintln!("{name} is not there and left out");
            return Ok(None);
        }
        let mut dataset = Dataset::read(name, &read(path)?).map_err(failed)?;
        if let Some(most) = self.most {
            dataset = dataset.draw(most, seed).0;
        }
        if let Some(lang) = &self.lang {
            let mut examples = dataset.examples().to_vec();
            examples.iter_mut().for_each(|example| example.post.lang = Some(lang.clone()));
            dataset = Dataset::new(name, examples);
        }
        let lesson = match &self.task {
            Some(task) => Lesson::corpus(dataset, task.parse::<Task>().map_err(failed)?),
            None if self.corpus.is_some() => return Err(format!("{name}: a corpus needs a `task`")),
            None => Lesson::background(dataset, self.flags.iter().map(|flag| Flag::named(flag)).collect()),
        };
        Ok(Some(lesson.weights(self.weight, polarity_weight)))
    }
}
