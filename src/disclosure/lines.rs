//! Findings of one measure and subject, ordered for the tables that they make: answers by slice, and who stands behind.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::inference::{Finding, SeriesPoint};
use crate::measures::Nested;

/// Term, dimension, level: many maps hold each, so it is kept once.
pub(super) type Slice = Arc<(String, String, String)>;
/// Measure and subject.
pub(super) type Subject = (String, Option<String>);

/// One answer in every slice that has it.
#[derive(Debug, Clone)]
pub(super) struct Line {
    pub(super) answer: String,
    pub(super) contrast: Option<String>,
    /// Where the findings stand.
    pub(super) at: BTreeMap<Slice, usize>,
    /// Which of the populations it counts.
    pub(super) population: usize,
}

/// The units behind answers that rest on the same ones.
#[derive(Debug, Clone, Default)]
pub(super) struct Population {
    pub(super) n: BTreeMap<Slice, u64>,
    /// Counts apart from all others, for it is itself what is counted.
    is_own: bool,
}

/// Everything that one measure says about one subject.
#[derive(Debug, Clone, Default)]
pub(super) struct Lines {
    pub(super) answers: Vec<Line>,
    pub(super) populations: Vec<Population>,
    /// Points of the distribution in every slice: value, count, place in the series.
    pub(super) bars: BTreeMap<Slice, Vec<(f64, u64, usize)>>,
}

pub(super) fn slice(term: &str, dimension: &str, level: &str) -> Slice {
    Arc::new((term.to_owned(), dimension.to_owned(), level.to_owned()))
}

/// Everyone.
pub(super) fn overall() -> Slice {
    slice("all", "all", "all")
}

/// True for everyone.
pub(super) fn is_overall(slice: &Slice) -> bool {
    let (term, dimension, _) = &**slice;
    term == "all" && dimension == "all"
}

/// A slice that others make up together, with those who are in none of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Division {
    pub(super) whole: Slice,
    pub(super) levels: Vec<Slice>,
    /// Where those stand who are in none of the levels; no slice of data has an empty level.
    pub(super) rest: Slice,
}

/// How the given slices divide one another: terms and levels everyone, levels within a term the term, and levels that lie
/// within a level of another dimension that one.
pub(super) fn divisions<'s>(
    slices: impl Iterator<Item = &'s Slice>,
    nested: &[Nested],
) -> Vec<Division> {
    let mut around = BTreeMap::<(&str, &str), Vec<&(String, String)>>::new();
    for Nested { inner: (dimension, level), outer } in nested {
        around.entry((dimension, level)).or_default().push(outer);
    }
    let mut found = BTreeMap::<(Slice, Slice), Vec<Slice>>::new();
    for own in slices {
        let (term, dimension, level) = &**own;
        let whole = match (term.as_str(), dimension.as_str()) {
            ("all", "all") => continue,
            (_, "all") => overall(),
            _ => slice(term, "all", "all"),
        };
        let out = if dimension == "all" { "" } else { term };
        let rest = slice(out, dimension, "");
        found.entry((whole, rest)).or_default().push(own.clone());
        for (outer, within) in
            around.get(&(dimension.as_str(), level.as_str())).into_iter().flatten()
        {
            let whole = slice(term, outer, within);
            let rest = slice(term, &format!("{dimension} in {within}"), "");
            found.entry((whole, rest)).or_default().push(own.clone());
        }
    }
    let division = |((whole, rest), levels)| Division { whole, levels, rest };
    found.into_iter().map(division).collect()
}

/// Orders findings and series by measure and subject; differences between slices are not among them.
pub(super) fn by_subject(findings: &[Finding], series: &[SeriesPoint]) -> BTreeMap<Subject, Lines> {
    let mut subjects = BTreeMap::<Subject, Lines>::new();
    for (at, finding) in findings.iter().enumerate() {
        if !super::gaps::is_gap(finding) {
            let subject = (finding.measure.clone(), finding.subject.clone());
            subjects.entry(subject).or_default().add(finding, at);
        }
    }
    for (at, point) in series.iter().enumerate().filter(|(_, one)| one.series == "distribution") {
        let subject = (point.measure.clone(), point.subject.clone());
        let slice = slice(&point.term_id, &point.dimension, &point.level);
        if let (Some(lines), Some(x), Some(n)) = (subjects.get_mut(&subject), point.x, point.n) {
            lines.bars.entry(slice).or_default().push((x, n, at));
        }
    }
    for lines in subjects.values_mut() {
        lines.gather(findings);
    }
    subjects
}

impl Lines {
    fn add(&mut self, finding: &Finding, at: usize) {
        let slice = slice(&finding.term_id, &finding.dimension, &finding.level);
        let is_same =
            |line: &&mut Line| line.answer == finding.answer && line.contrast == finding.contrast;
        if let Some(line) = self.answers.iter_mut().find(is_same) {
            line.at.insert(slice, at);
            return;
        }
        self.answers.push(Line {
            answer: finding.answer.clone(),
            contrast: finding.contrast.clone(),
            at: BTreeMap::from([(slice, at)]),
            population: 0,
        });
    }

    /// Lines with the same n wherever both have one rest on the same units.
    fn gather(&mut self, findings: &[Finding]) {
        for line in &mut self.answers {
            let n: BTreeMap<Slice, u64> = line
                .at
                .iter()
                .filter_map(|(slice, at)| Some((slice.clone(), findings[*at].n?)))
                .collect();
            let is_own = line.at.values().any(|at| findings[*at].unit == "count");
            let agrees = |known: &Population| {
                !known.is_own
                    && n.iter().all(|(slice, n)| known.n.get(slice).is_none_or(|known| known == n))
            };
            let known = self.populations.iter().position(agrees).filter(|_| !is_own);
            line.population = known.unwrap_or(self.populations.len());
            if known.is_none() {
                self.populations.push(Population { n: BTreeMap::new(), is_own });
            }
            self.populations[line.population].n.extend(n);
        }
    }
}
