//! From sums and firings to the public answer.

mod evidence;

use crate::classifier::Parts;
use crate::language::Language;
use crate::lexicon::annotate::Terms;
use crate::lexicon::{SCALES, Scale};
use crate::phrase::Hits;
use crate::rule::{Evaluation, Receiver};
use crate::scope::Scopes;
use crate::score::sentiment::POINTS_PER_NAT;
use crate::score::signal::Signals;
use crate::score::{Scored, Sums};
use crate::text::Text;
use crate::verdict::{JudgedBrand, RaisedFlag, Reason, Route, Severity, Target, Urgency, UrgencyLevel, Verdict};

/// Everything the stages found.
pub(crate) struct Stages<'a> {
    pub(crate) parts: &'a Parts,
    pub(crate) language: &'a Language,
    pub(crate) terms: &'a Terms,
    pub(crate) hits: &'a Hits,
    pub(crate) scopes: &'a Scopes,
    pub(crate) scored: &'a Scored,
    pub(crate) signals: &'a Signals,
}

/// Score over its threshold from which on a flag is grave, in points.
const GRAVE: i32 = 70;
/// Score over its threshold under which a flag is mild, in points.
const MILD: i32 = 15;

impl Stages<'_> {
    /// Decides flags, then fires the rules that read flags, then decides urgency and route. `verdict` is blank or an earlier one of the same
    /// classifier, whose memory is used again.
    #[inline(never)]
    pub(crate) fn judge(&self, evaluation: &mut Evaluation, explain: bool, verdict: &mut Verdict) {
        let rules = &self.parts.rules;
        let mut sums = self.scored.sums;
        let mut sides = self.scored.sides;
        let faint = |receiver: usize| self.scored.faint[receiver].saturating_add(evaluation.faint[receiver]);
        for (scale, (sum, given)) in sums.iter_mut().zip(evaluation.scales).enumerate() {
            *sum = sum.saturating_add(given).saturating_add(faint(scale));
        }
        sides.0 = sides.0.saturating_add(evaluation.scales[Scale::Positive as usize].max(0));
        sides.1 = sides.1.saturating_add(evaluation.scales[Scale::Negative as usize].max(0));
        let start = (self.start(Scale::Positive as usize), self.start(Scale::Negative as usize));
        let intensity = self.signals.intensity(sides);
        verdict.sentiment = self.language.composition.sentiment.judge(&sums, start, sides, intensity);
        self.score_flags(&sums, evaluation);
        rules.conclude(verdict.sentiment.label, evaluation);
        let scores = &evaluation.scores;
        verdict.flags.0.clear();
        for (index, (flag, &score)) in
            rules.flags.iter().zip(scores).enumerate().filter(|(_, (flag, score))| flag.is_raised(**score))
        {
            let (severity, target) = self.severity_and_target(index, score.saturating_sub(flag.threshold), evaluation);
            verdict.flags.0.push((flag.flag.clone(), RaisedFlag { score: self.parts.logistic.of(score), severity, target }));
        }
        if verdict.scores.0.is_empty() {
            verdict.scores.0.extend(rules.flags.iter().map(|rule| (rule.flag.clone(), 0.0)));
        }
        for ((_, probability), &score) in verdict.scores.0.iter_mut().zip(scores) {
            *probability = self.parts.logistic.of(score);
        }
        self.urgency(&sums, evaluation, &mut verdict.urgency);
        verdict.route = self.route(evaluation);
        verdict.evidence.clear();
        if explain {
            self.evidence(evaluation, &mut verdict.evidence);
        }
    }

    /// The score of each flag, and what bounds did to its leanings.
    fn score_flags(&self, sums: &Sums, evaluation: &mut Evaluation) {
        let starts = self.language.composition.starts();
        let Evaluation { flags, faint, scores, bounded, .. } = evaluation;
        scores.clear();
        bounded.clear();
        for (index, (flag, given)) in self.parts.rules.flags.iter().zip(flags).enumerate() {
            let of_scale = flag.scale.map_or(0, |scale| sums[scale].saturating_add(starts[scale]));
            let own = given.saturating_add(of_scale);
            let leaned = self.scored.faint[SCALES + index].saturating_add(faint[SCALES + index]);
            let most = if own > 0 { i32::MAX } else { flag.alone };
            let kept = leaned.max(flag.against.saturating_neg()).min(most);
            if kept != leaned {
                bounded.push((index, kept.saturating_sub(leaned)));
            }
            scores.push(flag.bias.saturating_add(own).saturating_add(kept));
        }
    }

    /// The gravest severity any firing rule states, or what the score says; the target of the weightiest rule that states one, the
    /// first among equals.
    fn severity_and_target(&self, flag: usize, over: i32, evaluation: &Evaluation) -> (Severity, Option<Target>) {
        let mut severity = None;
        let mut target: Option<(i32, Target)> = None;
        for firing in &evaluation.firings {
            let rule = &self.parts.rules.rules[firing.rule as usize];
            let given = rule.gives.iter().find(|(receiver, points)| *receiver == Receiver::Flag(flag) && *points > 0);
            let Some((_, points)) = given else { continue };
            severity = severity.max(rule.severity);
            if let Some(stated) = rule.target
                && target.is_none_or(|(most, _)| *points > most)
            {
                target = Some((*points, stated));
            }
        }
        let by_score = match over {
            over if over < MILD => Severity::Low,
            over if over >= GRAVE => Severity::High,
            _ => Severity::Medium,
        };
        (severity.unwrap_or(by_score), target.map(|(_, target)| target))
    }

    /// A sum of points, then the lowest ceiling, then the highest floor.
    fn urgency(&self, sums: &Sums, evaluation: &Evaluation, urgency: &mut Urgency) {
        let reasons = &mut urgency.reasons;
        reasons.clear();
        let mut score = 0i32;
        let mut floor = UrgencyLevel::None;
        let mut ceiling = UrgencyLevel::Critical;
        for firing in &evaluation.firings {
            let rule = &self.parts.rules.rules[firing.rule as usize];
            score += i32::from(rule.urgency);
            let decisive = rule.floor.is_some() || rule.ceiling.is_some();
            floor = rule.floor.map_or(floor, |level| floor.max(level));
            ceiling = rule.ceiling.map_or(ceiling, |level| ceiling.min(level));
            if rule.urgency != 0 || decisive {
                reasons.push(Reason { rule: rule.id.clone(), text: rule.reason.clone(), points: rule.urgency });
            }
        }
        let words = sums[Scale::Urgency as usize].clamp(-100, 100);
        if words != 0 {
            score += words;
            let text = Text::fixed("words that press for time");
            reasons.push(Reason { rule: Text::fixed("words"), text, points: words as i16 });
        }
        let most = UrgencyLevel::ALL.into_iter().find(|level| *level > ceiling).map_or(100, |level| level.least_score() - 1);
        urgency.score = score.clamp(0, 100).min(i32::from(most)).max(i32::from(floor.least_score())) as u8;
        urgency.level = UrgencyLevel::of(urgency.score);
        reasons.sort_by_key(|reason| std::cmp::Reverse(reason.points));
    }

    /// Of the routes that raised flags and fired rules propose, the one that comes first.
    fn route(&self, evaluation: &Evaluation) -> Route {
        let rules = &self.parts.rules;
        let raised = rules.flags.iter().zip(&evaluation.scores).filter(|(flag, score)| flag.is_raised(**score));
        let by_rule = evaluation.firings.iter().filter_map(|firing| rules.rules[firing.rule as usize].route);
        raised.filter_map(|(flag, _)| flag.route).chain(by_rule).min().unwrap_or_default()
    }

    /// The brand the post was judged for.
    ///
    /// `spare` keeps the memory of a name while verdicts have none.
    pub(crate) fn brand(&self, text: &str, given: Option<&str>, verdict: &mut Verdict, spare: &mut String) {
        let assumed = self.terms.assumed_brand.map(|span| span.of(text));
        let Some(name) = given.or(assumed) else {
            if let Some(brand) = verdict.brand.take() {
                *spare = brand.name;
            }
            return;
        };
        let brand = verdict.brand.get_or_insert_with(|| JudgedBrand { name: std::mem::take(spare), assumed: false });
        brand.assumed = given.is_none();
        brand.name.clear();
        brand.name.push_str(name);
    }

    /// What posts of this language start with by leanings.
    fn start(&self, receiver: usize) -> i32 {
        self.language.lexicon.leanings.start(receiver)
    }
}

/// The points of a probability, rounded; the ends are taken as 1 in a million.
pub(crate) fn points_of(probability: f32) -> i32 {
    let probability = f64::from(probability).clamp(1e-6, 1.0 - 1e-6);
    ((probability / (1.0 - probability)).ln() * POINTS_PER_NAT).round() as i32
}
