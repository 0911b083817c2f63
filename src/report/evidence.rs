//! The findings as a page looks at them: by measure, subject, answer and slice.

use std::collections::BTreeMap;

use crate::inference::{Finding, SeriesPoint};
use crate::measures::Kpi;
use crate::plan::{Edition, EditionPart};

use super::ReportInput;
use super::editions::{Depth, Layout, families_of, layout};
use super::labels::{Names, QUALITY, VOICES, leading};
use super::language::Language;

/// Main measures where nothing declares any.
const FEWEST_MAIN: usize = 2;

/// The input with its names, arranged by measure.
pub(super) struct Evidence<'a> {
    pub(super) input: &'a ReportInput<'a>,
    pub(super) edition: &'a Edition,
    pub(super) layout: &'static Layout,
    pub(super) names: Names,
    findings: BTreeMap<&'a str, Vec<Finding>>,
    series: BTreeMap<&'a str, Vec<&'a SeriesPoint>>,
}

impl<'a> Evidence<'a> {
    /// Invariant: the measures of the input are in the words of the language.
    pub(super) fn new(
        input: &'a ReportInput<'a>,
        edition: &'a Edition,
        language: &Language,
    ) -> Self {
        let names = Names::new(language, input.plan, input.kpis);
        let mut findings = BTreeMap::<&str, Vec<Finding>>::new();
        for finding in input.findings {
            // Charts, tables and sentences then agree on the unit of an outcome.
            let unit = names.unit(finding);
            let in_unit = Finding { unit, ..finding.clone() };
            findings.entry(&finding.measure).or_default().push(in_unit);
        }
        for of_measure in findings.values_mut() {
            // Stable: within a subject, answers and slices keep their order.
            of_measure.sort_by_cached_key(|finding| {
                finding.subject.as_deref().map(|subject| names.place(subject))
            });
        }
        let mut series = BTreeMap::<&str, Vec<&SeriesPoint>>::new();
        for point in input.series {
            series.entry(&point.measure).or_default().push(point);
        }
        Self { input, edition, layout: layout(edition.kind), names, findings, series }
    }

    /// The language that the edition speaks.
    pub(super) fn language(&self) -> &Language {
        self.names.language()
    }

    /// The parts of the edition, in order.
    pub(super) fn parts(&self) -> &[EditionPart] {
        if self.edition.parts.is_empty() { self.layout.parts } else { &self.edition.parts }
    }

    /// The families of the edition, in order; all of them when empty.
    pub(super) fn families(&self) -> Vec<&str> {
        families_of(self.edition)
    }

    /// True when every number is shown, with its test and its groups.
    pub(super) fn is_full(&self) -> bool {
        self.layout.depth == Depth::Full
    }

    pub(super) fn kpi(&self, measure: &str) -> Option<&'a Kpi> {
        self.input.kpis.iter().find(|kpi| kpi.id == measure)
    }

    /// Every finding of a measure, in the order in which they came.
    pub(super) fn of(&self, measure: &str) -> &[Finding] {
        self.findings.get(measure).map_or(&[], Vec::as_slice)
    }

    /// Every point of a measure.
    pub(super) fn series(&self, measure: &str) -> &[&'a SeriesPoint] {
        self.series.get(measure).map_or(&[], Vec::as_slice)
    }

    /// The findings about everyone over all terms.
    pub(super) fn overall(&self, measure: &str) -> Vec<&Finding> {
        self.of(measure).iter().filter(|finding| is_overall(finding)).collect()
    }

    /// True when the edition shows the measure.
    pub(super) fn shows(&self, kpi: &Kpi) -> bool {
        let families = self.families();
        kpi.family == QUALITY || families.is_empty() || families.contains(&kpi.family.as_str())
    }

    /// The measures that the edition shows and that have findings or series.
    pub(super) fn shown(&self) -> impl Iterator<Item = &'a Kpi> {
        self.input.kpis.iter().filter(|kpi| self.shows(kpi) && self.has(&kpi.id))
    }

    /// Results of the edition in the order in which it leads with them where the plan does not say; how many took which step
    /// is no result.
    pub(super) fn leading(&self) -> Vec<&'a Kpi> {
        let results = self.shown().filter(|kpi| kpi.family != QUALITY && kpi.design != "flow");
        leading(results, self.input.kpis)
    }

    /// True when there is anything to say about a measure.
    pub(super) fn has(&self, measure: &str) -> bool {
        !self.of(measure).is_empty() || !self.series(measure).is_empty()
    }

    /// The main measures of the edition: those for its readers, then those that the plan declares primary; where there
    /// is none with a number, what readers ask first; what people write about stands beside their words then.
    pub(super) fn main(&self) -> Vec<&'a Kpi> {
        let shown: Vec<&Kpi> = self.shown().filter(|kpi| kpi.family != QUALITY).collect();
        let declared = self.layout.main.iter().copied();
        let primary = self.input.plan.analysis.primary.iter().map(String::as_str);
        let mut main: Vec<&Kpi> = Vec::new();
        for id in declared.chain(primary) {
            let found = shown.iter().copied().find(|kpi| kpi.id == id && self.has_number(kpi));
            main.extend(found.filter(|kpi| !main.iter().any(|other| other.id == kpi.id)));
        }
        if main.is_empty() {
            let known = self.leading().into_iter().filter(|kpi| self.has_number(kpi));
            main.extend(known.filter(|kpi| kpi.family != VOICES).take(FEWEST_MAIN));
        }
        main.truncate(self.layout.most_main);
        main
    }

    /// True when a number about everyone is known.
    fn has_number(&self, kpi: &Kpi) -> bool {
        self.overall(&kpi.id).iter().any(|finding| finding.estimate.is_some())
    }

    /// The answer that a measure is known for.
    pub(super) fn headline(&self, kpi: &Kpi) -> Option<&str> {
        let findings = self.overall(&kpi.id);
        let first = findings.first().copied().or_else(|| self.of(&kpi.id).first())?;
        if kpi.design != "duration" {
            return Some(&first.answer);
        }
        // A year is what readers and studies of matches quote; a younger program has the longest time it knows.
        let known: Vec<&&Finding> = findings
            .iter()
            .filter(|one| one.answer.starts_with("survival_") && one.estimate.is_some())
            .collect();
        let year = known.iter().find(|finding| finding.answer == "survival_365");
        Some(year.or(known.last()).map_or(&first.answer, |finding| &finding.answer))
    }
}

/// True for everyone over all terms.
pub(super) fn is_overall(finding: &Finding) -> bool {
    finding.term_id == "all" && finding.dimension == "all"
}

/// Subjects in the order of their first finding; `None` for a measure without.
pub(super) fn subjects<'f>(findings: &[&'f Finding]) -> Vec<Option<&'f str>> {
    let mut subjects = Vec::new();
    for finding in findings {
        if !subjects.contains(&finding.subject.as_deref()) {
            subjects.push(finding.subject.as_deref());
        }
    }
    subjects
}

/// The first finding of an answer about a subject.
pub(super) fn answer<'f>(
    findings: &[&'f Finding],
    subject: Option<&str>,
    answer: &str,
) -> Option<&'f Finding> {
    findings
        .iter()
        .copied()
        .find(|finding| finding.answer == answer && finding.subject.as_deref() == subject)
}
