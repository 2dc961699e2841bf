//! What a verdict is made of: every contribution with its place, its source, what it counts for and its points.

use super::Stages;
use crate::Span;
use crate::lexicon::leanings::Lean;
use crate::lexicon::{SCALES, Scale};
use crate::rule::{Evaluation, Firing, Receiver};
use crate::score::Giver;
use crate::text::Text;
use crate::verdict::Evidence;

/// Something that gave points, by its index among its kind.
#[derive(Clone, Copy)]
enum Cause {
    Bias,
    Contribution(usize),
    Words(usize),
    Gram(usize),
    Fact(usize),
    Bounds,
    /// A rule at one of the places it rests on; only the first carries the points, so that they add up.
    Firing {
        index: usize,
        first: bool,
    },
}

impl Stages<'_> {
    /// Every contribution, in the order of the text, biases first. What gave points is sorted, not the points: there are many of them.
    pub(super) fn evidence(&self, evaluation: &Evaluation, evidence: &mut Vec<Evidence>) {
        let mut causes = self.causes(evaluation);
        causes.sort_by_key(|(span, _)| *span);
        evidence.reserve(8 * causes.len());
        for (span, cause) in causes {
            match cause {
                Cause::Bias => self.list_biases(evidence),
                Cause::Contribution(index) => self.list_contribution(span, index, evidence),
                Cause::Words(index) => {
                    let leaned = &self.scored.leaned[index];
                    let leans = self.language.lexicon.leanings.leans.of(leaned.number);
                    self.list_leans(span, &leaned.pattern.written(&self.language.lexicon), leans, evidence);
                }
                Cause::Gram(index) => {
                    let (leanings, gram) = (&self.language.lexicon.leanings, self.terms.grams[index].gram);
                    let what = ["*", leanings.grams.text(gram), "*"].concat();
                    self.list_leans(span, &what, leanings.leans.of(leanings.of_gram(gram)), evidence);
                }
                Cause::Fact(index) => {
                    let (what, leans) = self.parts.rules.leanings.describe(evaluation.leaned[index].1);
                    self.list_leans(span, what, leans, evidence);
                }
                Cause::Bounds => {
                    for &(flag, points) in &evaluation.bounded {
                        self.push(span, &Text::fixed("leaning_bound"), SCALES + flag, points, evidence);
                    }
                }
                Cause::Firing { index, first } => self.list_firing(span, evaluation.firings[index], first, evidence),
            }
        }
    }

    /// What gave points, and where; what stands nowhere comes with an empty span.
    fn causes(&self, evaluation: &Evaluation) -> Vec<(Span, Cause)> {
        let Stages { parts, terms, hits, scored, .. } = self;
        let mut causes = vec![(Span::default(), Cause::Bias)];
        let contributions = scored.contributions.iter().map(|given| self.span(given.start, given.end));
        causes.extend(contributions.zip((0..).map(Cause::Contribution)));
        let words = scored.leaned.iter().map(|leaned| self.span(leaned.start, leaned.end));
        causes.extend(words.zip((0..).map(Cause::Words)));
        causes.extend(terms.grams.iter().map(|hit| hit.span).zip((0..).map(Cause::Gram)));
        let ground = |fact: u32| evaluation.ground(fact, hits).map_or(Span::default(), |hit| self.span(hit.start, hit.end));
        causes.extend(evaluation.leaned.iter().map(|(fact, _)| ground(*fact)).zip((0..).map(Cause::Fact)));
        causes.push((Span::default(), Cause::Bounds));
        let mut spans: Vec<Span> = Vec::new();
        for (index, &firing) in evaluation.firings.iter().enumerate() {
            let hits = parts.rules.grounds(firing, evaluation, terms, hits, self.scopes);
            spans.clear();
            spans.extend(hits.map(|hit| self.span(hit.start, hit.end)));
            spans.sort_unstable();
            merge(&mut spans);
            let places = if spans.is_empty() { &[Span::default()][..] } else { &spans };
            causes.extend(places.iter().enumerate().map(|(place, &span)| (span, Cause::Firing { index, first: place == 0 })));
        }
        causes
    }

    fn list_biases(&self, evidence: &mut Vec<Evidence>) {
        let starts = self.language.composition.starts().into_iter();
        let flags = self.parts.rules.flags.iter().map(|flag| flag.bias);
        for (receiver, points) in starts.chain(flags).enumerate() {
            self.push(Span::default(), &Text::fixed("bias"), receiver, points + self.start(receiver), evidence);
        }
    }

    /// A word or phrase, as composition left it.
    fn list_contribution(&self, span: Span, index: usize, evidence: &mut Vec<Evidence>) {
        let contribution = &self.scored.contributions[index];
        let source = match contribution.giver {
            Giver::Word(term) => ["lexicon:", self.language.lexicon.word(self.terms.terms[term as usize].word)].concat(),
            Giver::Phrase(hit) => {
                let phrase = self.hits.phrases[hit as usize].phrase;
                ["phrase:", &self.language.phrases.phrase(phrase).pattern].concat()
            }
        };
        let source = Text::from(source);
        for (scale, &points) in contribution.points.iter().enumerate() {
            self.push(span, &source, scale, points, evidence);
        }
    }

    /// Something that speaks faintly.
    fn list_leans(&self, span: Span, what: &str, leans: &[Lean], evidence: &mut Vec<Evidence>) {
        let source = Text::from(["leaning:", what].concat());
        for lean in leans {
            self.push(span, &source, usize::from(lean.receiver), i32::from(lean.points), evidence);
        }
    }

    /// A rule at a place.
    fn list_firing(&self, span: Span, firing: Firing, first: bool, evidence: &mut Vec<Evidence>) {
        let rule = &self.parts.rules.rules[firing.rule as usize];
        let source = Text::from(["rule:", rule.id.as_str()].concat());
        let mut push = |scale: Text, points: i32| {
            let points = if first { points } else { 0 };
            evidence.push(Evidence { span, source: source.clone(), scale, points });
        };
        for &(receiver, points) in &rule.gives {
            let receiver = match receiver {
                Receiver::Flag(flag) => SCALES + flag,
                Receiver::Scale(scale) => scale,
            };
            push(self.parts.rules.receivers.name(receiver).clone(), points);
        }
        // A rule that gives no points but bounds something is listed under the urgency.
        let bounds = rule.floor.is_some() || rule.ceiling.is_some() || rule.route.is_some() || rule.severity.is_some();
        if rule.urgency != 0 || bounds && rule.gives.is_empty() {
            push(Text::fixed("urgency_score"), i32::from(rule.urgency));
        }
    }

    /// Lists points for a scale or flag, if there are any.
    fn push(&self, span: Span, source: &Text, receiver: usize, points: i32, evidence: &mut Vec<Evidence>) {
        if points != 0 {
            let scale = self.parts.rules.receivers.name(receiver).clone();
            evidence.push(Evidence { span, source: source.clone(), scale, points });
        }
    }

    /// The bytes of the terms from `start` up to `end`.
    fn span(&self, start: u32, end: u32) -> Span {
        let terms = &self.terms.terms[start as usize..end as usize];
        terms.iter().map(|term| term.span).reduce(Span::join).unwrap_or_default()
    }
}

/// Leaves out repetitions among sorted spans, and those inside others.
fn merge(spans: &mut Vec<Span>) {
    spans.dedup_by(|span, last| {
        let swallowed = last.start == span.start || span.end <= last.end;
        if last.start == span.start {
            *last = last.join(*span);
        }
        swallowed
    });
}

/// Number of scales, so that the sums of evidence and of the verdict cannot drift apart.
const _: () = assert!(SCALES == Scale::ALL.len());
