//! Which findings become rows, and what the rows are called.

use crate::inference::Finding;
use crate::report::charts::ChartData;
use crate::report::language::say;

use super::board::Row;
use super::{distinct, is_all_terms, is_everyone};

/// The findings over all terms; where there are only terms, those.
pub(crate) fn over_terms(findings: Vec<&Finding>) -> Vec<&Finding> {
    let over: Vec<&Finding> = findings.iter().copied().filter(|f| is_all_terms(f)).collect();
    if over.is_empty() { findings } else { over }
}

/// A row named after what tells the findings apart: the subject, the group, the term, or each in the other.
pub(crate) fn labelled(data: &ChartData<'_>, finding: &Finding, among: &[&Finding]) -> Row {
    let by_slice = among.iter().any(|finding| !is_everyone(finding) || !is_all_terms(finding));
    let subjects = distinct(among.iter().map(|finding| finding.subject.as_deref()));
    let subject = finding.subject.as_deref().map(|subject| data.labels.subject(subject));
    let slice = slice(data, finding);
    let (heading, label) = match (by_slice, subject) {
        (true, subject) => (subject.filter(|_| subjects.len() > 1), slice),
        (false, Some(subject)) => (None, subject),
        (false, None) => (None, data.kpi.map_or(slice, |kpi| kpi.title.clone())),
    };
    Row { heading, label, ..Row::default() }
}

fn slice(data: &ChartData<'_>, finding: &Finding) -> String {
    if !is_all_terms(finding) {
        data.labels.term(&finding.term_id)
    } else if is_everyone(finding) {
        say!(data.language(), "chart-all")
    } else {
        data.labels.level(&finding.level)
    }
}

/// A heading stands above the first row of its group only.
pub(crate) fn grouped(mut rows: Vec<Row>) -> Vec<Row> {
    let mut last: Option<String> = None;
    for row in &mut rows {
        let heading = row.heading.take();
        if heading != last {
            row.heading.clone_from(&heading);
            last = heading;
        }
    }
    rows
}
