//! Differences between groups: one row per outcome and contrast.

use crate::inference::Finding;
use crate::report::language::say;
use crate::report::theme::Theme;

use super::parts::board::Row;
use super::parts::forest::{self, Forest};
use super::parts::rows::over_terms;
use super::parts::{axis_title, counted, distinct, headline};
use super::{Chart, ChartData, ChartError, Drawing, Width};

pub(super) const CHART: Chart = Chart {
    name: "contrast_dots",
    about: "differences between groups with their intervals around a line of no difference",
    accepts: &["comparison", "groups"],
    draw,
};

/// Differences that may be shown, the best adjusted one first.
const DIFFERENCES: [&str; 3] = ["adjusted_difference", "difference_in_change", "difference"];

fn draw(data: &ChartData<'_>, theme: &Theme, width: Width) -> Result<Option<Drawing>, ChartError> {
    let language = data.language();
    let (findings, what) = differences(data);
    let findings = over_terms(findings);
    let units = distinct(findings.iter().map(|finding| {
        (finding.unit.as_str(), finding.subject.as_deref().and_then(|id| data.labels.range(id)))
    }));
    let known = || findings.iter().filter(|finding| finding.estimate.is_some());
    let is_standardised = units.len() > 1 && known().all(|finding| finding.effect.is_some());
    let contrasts = distinct(findings.iter().map(|finding| finding.contrast.as_deref()));
    let rows = findings.iter().map(|finding| row(data, finding, contrasts.len() > 1)).collect();
    let unit =
        findings.first().map_or(String::new(), |finding| axis_title(language, &finding.unit));
    let title = match (is_standardised, unit.as_str()) {
        (true, _) => say!(language, "chart-standardised", what = what),
        (false, "") => what,
        (false, unit) => format!("{what}, {unit}"),
    };
    let sides = match contrasts.as_slice() {
        [Some(contrast)] => sides(data, contrast),
        _ => None,
    };
    forest::draw(data, theme, width, Forest { findings, rows, is_standardised, title, sides })
}

/// The differences, and what they are called.
fn differences<'a>(data: &ChartData<'a>) -> (Vec<&'a Finding>, String) {
    let name = |answer: &str| data.language().named("chart", answer).unwrap_or_default();
    for answer in DIFFERENCES {
        let found: Vec<&Finding> =
            data.findings.iter().copied().filter(|finding| finding.answer == answer).collect();
        if found.iter().any(|finding| finding.estimate.is_some()) {
            return (found, name(answer));
        }
    }
    (headline(data), name("difference"))
}

fn row(data: &ChartData<'_>, finding: &Finding, with_contrast: bool) -> Row {
    let subject = finding.subject.as_deref().map(|subject| data.labels.subject(subject));
    let contrast = finding.contrast.as_deref().map(|contrast| data.labels.contrast(contrast));
    let n = counted(data, finding.n);
    let (label, note) = match (subject, contrast.filter(|_| with_contrast)) {
        (Some(subject), Some(contrast)) => (format!("{subject}: {contrast}"), n),
        (Some(subject), None) => (subject, n),
        (None, contrast) => {
            (contrast.unwrap_or_else(|| say!(data.language(), "answer-difference")), n)
        }
    };
    Row { label, note, ..Row::default() }
}

/// `mentee vs control`: right of the line the first group has more, left of it the second.
fn sides(data: &ChartData<'_>, contrast: &str) -> Option<(String, String)> {
    let (first, second) = contrast.split_once(" vs ")?;
    let higher = |arm: &str| say!(data.language(), "chart-higher", side = data.labels.word(arm));
    Some((higher(second), higher(first)))
}
