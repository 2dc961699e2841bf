//! Leanings learned: for every flag and for the two sides of sentiment, what words, pairs of words and facts add to what was written by hand.
//!
//! The scores that posts have without leanings are where each fit starts from; points are drawn towards nothing by a Gaussian prior. Words are learned for
//! each language, facts for all of them at once.

mod grams;
mod lesson;
mod observe;
mod solve;
mod write;

pub use lesson::Lesson;
pub use write::LearnedLeanings;

use super::agreement::Agreement;
use super::evaluation::Evaluation;
use super::progress::Progress;
use super::random::Random;
use super::validation;
use crate::{Builder, Classifier, Error, Flag, LanguageCode};
use lesson::Teaching;
use observe::{Feature, Never, Observations, SIDES};
use solve::{Label, Reach, Solution, solve};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// Learns leanings. Deterministic: the same lessons and settings give the same files, however many cores there are.
///
/// ```
/// use hearken::fit::{Dataset, LeaningLearner, Lesson, Task};
/// let mut posts = String::from("label\ttext\n");
/// for place in ["desk", "gate", "door", "counter", "table", "window"] {
///     posts += &format!("praise\tthe person at the {place} hummed a tune for us\nother\tthe person at the {place} wore a hat\n");
/// }
/// let dataset = Dataset::read("posts", &posts)?;
/// let lessons = [Lesson::corpus(dataset, Task::flag(hearken::Flag::PRAISE))];
/// let learned = LeaningLearner::new().fit(&lessons, &mut |_| ())?;
/// assert!(learned.words["en"].contains("tune"));
/// # Ok::<(), hearken::Error>(())
/// ```
#[derive(Clone)]
#[must_use]
pub struct LeaningLearner {
    base: Builder,
    never: Never,
    never_sides: Never,
    never_flags: Vec<Flag>,
    sides: Reach,
    flags: Reach,
    seed: u64,
}

/// How right the answers to the posts of a lesson are that a fit has not seen.
#[derive(Clone, Debug)]
pub enum LessonFigures {
    /// Of posts with all their answers.
    Own(String, Agreement),
    /// Of posts with one answer.
    Corpus(String, Evaluation),
}

impl LessonFigures {
    fn evaluation(&mut self) -> Option<&mut Evaluation> {
        match self {
            LessonFigures::Own(..) => None,
            LessonFigures::Corpus(_, evaluation) => Some(evaluation),
        }
    }
}

impl Default for LeaningLearner {
    fn default() -> Self {
        LeaningLearner::new()
    }
}

impl LeaningLearner {
    /// A learner that starts from the embedded data, its leanings left out.
    pub fn new() -> Self {
        LeaningLearner {
            base: Classifier::builder().without_leanings(),
            never: Never::default(),
            never_sides: Never::default(),
            never_flags: Vec::new(),
            sides: Reach { points: 4.0, grams: 2.0, least_posts: 5, least_lessons: 1, bias: 10.0, least_points: 2 },
            flags: Reach { points: 8.0, grams: 0.0, least_posts: 3, least_lessons: 1, bias: 10.0, least_points: 2 },
            seed: 7,
        }
    }

    /// What the fit starts from; its leanings are left out.
    pub fn base(mut self, base: Builder) -> Self {
        self.base = base.without_leanings();
        self
    }

    /// Words of a language that get no points.
    pub fn never<'w>(mut self, language: LanguageCode, words: impl IntoIterator<Item = &'w str>) -> Self {
        self.never.words.entry(language).or_default().extend(words.into_iter().map(str::to_owned));
        self
    }

    /// Words of a language that do not speak for a side of sentiment.
    pub fn never_sides<'w>(mut self, language: LanguageCode, words: impl IntoIterator<Item = &'w str>) -> Self {
        self.never_sides.words.entry(language).or_default().extend(words.into_iter().map(str::to_owned));
        self
    }

    /// Cues, `signal.name>=1` and `rule.family.name`, or `rule.family.` for all rules of a family, that do not speak for a side of sentiment.
    pub fn never_side_facts<'w>(mut self, facts: impl IntoIterator<Item = &'w str>) -> Self {
        self.never_sides.facts.extend(facts.into_iter().map(str::to_owned));
        self
    }

    /// Cues that get no points.
    pub fn never_cues<'w>(mut self, cues: impl IntoIterator<Item = &'w str>) -> Self {
        self.never.facts.extend(cues.into_iter().map(str::to_owned));
        self
    }

    /// Flags that are left as they were written.
    pub fn never_flags(mut self, flags: impl IntoIterator<Item = Flag>) -> Self {
        self.never_flags.extend(flags);
        self
    }

    /// Standard deviation of the points of the two sides of sentiment, and of those of flags.
    pub fn reach(mut self, sides: f64, flags: f64) -> Self {
        (self.sides.points, self.flags.points) = (sides, flags);
        self
    }

    /// Standard deviation of the points of pieces of runs without spaces, for sentiment and for flags; with 0 they get none.
    pub fn grams(mut self, sides: f64, flags: f64) -> Self {
        (self.sides.grams, self.flags.grams) = (sides.max(0.0), flags.max(0.0));
        self
    }

    /// Standard deviation of what every post starts with, for sentiment and for flags: the less room, the more short posts stay as they were written.
    pub fn bias(mut self, sides: f64, flags: f64) -> Self {
        (self.sides.bias, self.flags.bias) = (sides, flags);
        self
    }

    /// Points under which a feature is left out, of the sides and of flags.
    pub fn least_points(mut self, sides: i32, flags: i32) -> Self {
        (self.sides.least_points, self.flags.least_points) = (sides.max(1), flags.max(1));
        self
    }

    /// In how many labelled posts a feature must stand to be given points, of the sides and of flags.
    pub fn least_posts(mut self, sides: u32, flags: u32) -> Self {
        (self.sides.least_posts, self.flags.least_posts) = (sides.max(1), flags.max(1));
        self
    }

    /// In how many lessons a word or pair must stand, so that what only one of them talks of does not lean, of the sides and of flags; lessons of one's own posts
    /// count twice.
    pub fn least_lessons(mut self, sides: u32, flags: u32) -> Self {
        (self.sides.least_lessons, self.flags.least_lessons) = (sides, flags);
        self
    }

    /// Seed of the folds of cross-validation.
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = seed;
        self
    }

    /// Learns from all posts.
    ///
    /// # Errors
    ///
    /// If the base does not build.
    pub fn fit(&self, lessons: &[Lesson], progress: &mut dyn FnMut(Progress<'_>)) -> Result<LearnedLeanings, Error> {
        let classifier = self.base.clone().build()?;
        progress(Progress { stage: "reading", done: 0, of: 2, loss: None });
        let read = Read::new(&classifier, lessons, &self.never, self.sides.least_posts);
        progress(Progress { stage: "fitting", done: 1, of: 2, loss: None });
        Ok(self.learn(&classifier, &read, lessons, |_, _| true))
    }

    /// Learns from all posts but those of a fold and judges the posts of the fold, for each of the folds. Posts with odd and even index stay together, so that
    /// pairs do.
    ///
    /// # Errors
    ///
    /// If the base does not build.
    pub fn cross_validate(
        &self,
        lessons: &[Lesson],
        folds: usize,
        progress: &mut dyn FnMut(Progress<'_>),
    ) -> Result<Vec<LessonFigures>, Error> {
        let folds = folds.max(2);
        let classifier = self.base.clone().build()?;
        progress(Progress { stage: "reading", done: 0, of: folds + 1, loss: None });
        let read = Read::new(&classifier, lessons, &self.never, self.sides.least_posts);
        let mut random = Random::new(self.seed);
        let fold_of: Vec<Vec<usize>> = lessons
            .iter()
            .map(|lesson| {
                let pairs: Vec<usize> = (0..lesson.posts().len().div_ceil(2)).map(|_| random.below(folds)).collect();
                (0..lesson.posts().len()).map(|index| pairs[index / 2]).collect()
            })
            .collect();
        let mut figures: Vec<Option<LessonFigures>> = vec![None; lessons.len()];
        for fold in 0..folds {
            progress(Progress { stage: "cross-validation", done: fold + 1, of: folds + 1, loss: None });
            let learned = self.learn(&classifier, &read, lessons, |lesson, index| fold_of[lesson][index] != fold);
            let judge = learned.apply(self.base.clone()).build()?;
            for (number, lesson) in lessons.iter().enumerate() {
                let held = |index: usize| fold_of[number][index] == fold;
                add(&mut figures[number], lesson, &judge, held);
            }
        }
        for evaluation in figures.iter_mut().flatten().filter_map(LessonFigures::evaluation) {
            evaluation.answers.sort_by_key(|answer| answer.index);
        }
        Ok(figures.into_iter().flatten().collect())
    }

    fn learn(
        &self,
        classifier: &Classifier,
        read: &Read,
        lessons: &[Lesson],
        keep: impl Fn(usize, usize) -> bool,
    ) -> LearnedLeanings {
        let rules = &classifier.parts().rules;
        let flags: Vec<Flag> = rules.flags.iter().map(|rule| rule.flag.clone()).collect();
        let mut targets: Vec<Vec<Label>> = vec![Vec::new(); 1 + flags.len()];
        for (number, (lesson, &first)) in lessons.iter().zip(&read.firsts).enumerate() {
            for index in (0..lesson.posts().len()).filter(|&index| keep(number, index)) {
                let post = first + index;
                lesson.teach(number as u32, index, post as u32, &read.all.posts[post], &flags, &mut targets);
            }
        }
        for flag in &self.never_flags {
            if let Some(index) = flags.iter().position(|known| known == flag) {
                targets[1 + index].clear();
            }
        }
        let parts = classifier.parts();
        let of_sides = |feature: &Feature| match feature {
            Feature::Gram(..) => self.sides.grams,
            _ if self.never_sides.allows_side(*feature, parts) => self.sides.points,
            _ => 0.0,
        };
        let of_flags = |feature: &Feature| match feature {
            Feature::Gram(..) => self.flags.grams,
            _ => self.flags.points,
        };
        let features = &read.all.features;
        let (of_sides, of_flags): (Vec<f64>, Vec<f64>) =
            features.iter().map(|feature| (of_sides(feature), of_flags(feature))).unzip();
        let solutions = Mutex::new(vec![Solution::default(); targets.len()]);
        let next = AtomicUsize::new(0);
        let cores = thread::available_parallelism().map_or(1, std::num::NonZeroUsize::get);
        thread::scope(|scope| {
            for _ in 0..cores {
                scope.spawn(|| {
                    loop {
                        let target = next.fetch_add(1, Ordering::Relaxed);
                        let Some(labels) = targets.get(target) else { break };
                        let varied = labels.iter().any(|label| label.gold != labels[0].gold);
                        if !varied {
                            continue;
                        }
                        let (outputs, deviations, reach) = match target {
                            0 => (vec![0, 1], &of_sides, self.sides),
                            flag => (vec![SIDES + flag - 1], &of_flags, self.flags),
                        };
                        let solution = solve(&read.all.posts, labels, &outputs, deviations, reach);
                        if let Ok(mut solutions) = solutions.lock() {
                            solutions[target] = solution;
                        }
                    }
                });
            }
        });
        let solutions = solutions.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
        LearnedLeanings::of(&solutions, &read.all, classifier.parts())
    }
}

/// The posts of all lessons, read once.
struct Read {
    all: Observations,
    /// The first post of each lesson.
    firsts: Vec<usize>,
}

impl Read {
    fn new(classifier: &Classifier, lessons: &[Lesson], never: &Never, least_posts: u32) -> Self {
        let mut firsts = Vec::new();
        let mut posts = Vec::new();
        for lesson in lessons {
            firsts.push(posts.len());
            posts.extend(lesson.posts());
        }
        Read { all: Observations::read(classifier, &posts, never, least_posts), firsts }
    }
}

/// Judges the posts of a lesson for which `held` holds, and adds the figures to those so far.
fn add(figures: &mut Option<LessonFigures>, lesson: &Lesson, judge: &Classifier, held: impl Fn(usize) -> bool) {
    match &lesson.teaching {
        Teaching::Own(posts) => {
            let posts: Vec<_> =
                posts.iter().enumerate().filter(|(index, _)| held(*index)).map(|(_, post)| post.clone()).collect();
            let own = Agreement::of(judge, &posts);
            match figures {
                Some(LessonFigures::Own(_, sum)) => sum.add(own),
                _ => *figures = Some(LessonFigures::Own(lesson.name.clone(), own)),
            }
        }
        Teaching::Corpus(dataset, task) => {
            let nothing = || LessonFigures::Corpus(lesson.name.clone(), Evaluation { task: task.clone(), answers: Vec::new() });
            if let LessonFigures::Corpus(_, sum) = figures.get_or_insert_with(nothing) {
                validation::judge(judge, dataset, |index, _| held(index), sum);
            }
        }
        Teaching::Background(..) => {}
    }
}
