//! What a reader sees: records put in order by measure and subject.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher as _};
use std::ops::Deref;
use std::sync::Arc;

use crate::inference::{
    ADJUSTED_GAP_TO_OTHERS, CHANGE_FROM_TERM_BEFORE, Finding, GAP_TO_OTHERS, SeriesPoint,
};

/// Term, dimension, level: in every unknown of it, but kept once.
///
/// Most comparisons look at a number only, and not at the words. The order is that of these numbers, the same in every run:
/// what a reader can work out does not follow from it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Topic {
    number: u64,
    words: Arc<(String, String, String)>,
}

impl Topic {
    pub(super) fn of(words: &Arc<(String, String, String)>) -> Self {
        let mut hasher = DefaultHasher::new();
        words.hash(&mut hasher);
        Self { number: hasher.finish(), words: Arc::clone(words) }
    }
}

impl Deref for Topic {
    type Target = (String, String, String);

    fn deref(&self) -> &Self::Target {
        &self.words
    }
}
/// Measure and subject.
pub(super) type Name = (String, Option<String>);
/// Answer and contrast, kept once as well.
pub(super) type Question = Arc<(String, Option<String>)>;

pub(super) fn topic(term: &str, dimension: &str, level: &str) -> Topic {
    Topic::of(&Arc::new((term.to_owned(), dimension.to_owned(), level.to_owned())))
}

pub(super) fn everyone() -> Topic {
    topic("all", "all", "all")
}

pub(super) fn question(answer: &str, contrast: Option<&str>) -> Question {
    Arc::new((answer.to_owned(), contrast.map(str::to_owned)))
}

/// True for what is said of a slice, not of its difference from another.
pub(super) fn is_level(finding: &Finding) -> bool {
    let gaps = [GAP_TO_OTHERS, ADJUSTED_GAP_TO_OTHERS, CHANGE_FROM_TERM_BEFORE];
    !gaps.contains(&finding.answer.as_str())
}

/// One measure about one subject as it is printed.
#[derive(Debug, Clone, Default)]
pub(super) struct Printed<'f> {
    pub(super) questions: BTreeMap<Question, BTreeMap<Topic, &'f Finding>>,
    /// Value and count of each bar that is printed.
    pub(super) bars: BTreeMap<Topic, BTreeMap<u64, Option<u64>>>,
}

/// Everything that is printed.
#[derive(Debug, Default)]
pub(super) struct Reader<'f> {
    pub(super) topics: BTreeMap<Name, Printed<'f>>,
}

impl<'f> Reader<'f> {
    pub(super) fn new(findings: &'f [Finding], series: &[SeriesPoint]) -> Self {
        let mut topics = BTreeMap::<Name, Printed<'f>>::new();
        for finding in findings.iter().filter(|finding| is_level(finding)) {
            let name = (finding.measure.clone(), finding.subject.clone());
            let question = question(&finding.answer, finding.contrast.as_deref());
            let topic = topic(&finding.term_id, &finding.dimension, &finding.level);
            let printed = topics.entry(name).or_default();
            printed.questions.entry(question).or_default().insert(topic, finding);
        }
        for point in series.iter().filter(|point| point.series == "distribution") {
            let name = (point.measure.clone(), point.subject.clone());
            let topic = topic(&point.term_id, &point.dimension, &point.level);
            if let (Some(printed), Some(x)) = (topics.get_mut(&name), point.x) {
                printed.bars.entry(topic).or_default().insert(x.to_bits(), point.n);
            }
        }
        Self { topics }
    }

    /// The units of every question that is printed for everyone, by slice.
    pub(super) fn counted(&self) -> Vec<BTreeMap<Topic, u64>> {
        let questions = self.topics.values().flat_map(|printed| printed.questions.values());
        let n = questions.map(|slices| {
            let shown =
                slices.iter().filter_map(|(slice, finding)| Some((slice.clone(), finding.n?)));
            shown.collect::<BTreeMap<Topic, u64>>()
        });
        let mut counted: Vec<_> = n.filter(|n| n.len() >= 3).collect();
        counted.sort();
        counted.dedup();
        counted
    }
}

impl Printed<'_> {
    /// True when this older print is about the same data: everyone's numbers agree.
    pub(super) fn says_the_same(&self, now: &Printed<'_>) -> bool {
        let everyone = everyone();
        let pairs: Vec<(&Finding, &Finding)> = self
            .questions
            .iter()
            .filter_map(|(question, slices)| {
                Some((*slices.get(&everyone)?, *now.questions.get(question)?.get(&everyone)?))
            })
            .filter(|(before, _)| before.suppressed.is_none())
            .collect();
        let is_same = |(before, now): &(&Finding, &Finding)| {
            let apart = before.estimate.unwrap_or(0.0) - now.estimate.unwrap_or(0.0);
            before.n == now.n && apart.abs() <= 0.005
        };
        !pairs.is_empty() && pairs.iter().all(is_same)
    }
}
