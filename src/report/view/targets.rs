//! What was to be reached, and what was.

use crate::inference::Finding;
use crate::report::ReportError;
use crate::report::editions::Depth;
use crate::report::evidence::Evidence;
use crate::report::format::NOTHING;
use crate::report::labels::clean;
use crate::report::language::say;
use crate::report::sentences::{target_of, target_value, value_and_interval};

use super::cards::status_of;
use super::figures::{Request, figure};
use super::parts::{Status, TargetRow, Targets};

/// The findings with a target, about everyone over all terms, in the order of the plan.
fn findings<'e>(evidence: &'e Evidence<'_>) -> Vec<&'e Finding> {
    let mut found: Vec<&Finding> = evidence
        .shown()
        .flat_map(|kpi| evidence.overall(&kpi.id))
        .filter(|finding| finding.target.is_some() && finding.contrast.is_none())
        .collect();
    let place = |finding: &&Finding| {
        let targets = &evidence.input.plan.targets;
        targets.iter().position(|target| {
            target.measure == finding.measure
                && target
                    .subject
                    .as_ref()
                    .is_none_or(|subject| Some(subject) == finding.subject.as_ref())
        })
    };
    found.sort_by_key(place);
    found
}

pub(super) fn targets(evidence: &Evidence<'_>) -> Result<Option<Targets>, ReportError> {
    let findings = findings(evidence);
    if findings.is_empty() {
        return Ok(None);
    }
    let language = evidence.language();
    let say = in_short(evidence).unwrap_or_default();
    let is_page = evidence.layout.depth == Depth::Page;
    let request = Request {
        chart: "bullet",
        heading: None,
        title: say!(language, "targets-title"),
        description: say.clone(),
        findings: findings.clone(),
        series: Vec::new(),
        counted: None,
        small: is_page,
    };
    let figure = figure(evidence, None, request)?;
    let rows = findings.iter().filter(|_| !is_page).filter_map(|finding| row(evidence, finding));
    let met = findings.iter().filter(|one| one.target_status.as_deref() == Some("met")).count();
    let number = say!(language, "targets-met", met = met, n = findings.len());
    Ok(Some(Targets { say, number, figure, rows: rows.collect() }))
}

/// `Of 6 targets, 3 are met, 1 is not met and 2 are uncertain.`
pub(super) fn in_short(evidence: &Evidence<'_>) -> Option<String> {
    let findings = findings(evidence);
    let of = |wanted: &str| {
        findings.iter().filter(|one| one.target_status.as_deref() == Some(wanted)).count()
    };
    let (met, missed, unsure) = (of("met"), of("not_met"), of("uncertain"));
    let unknown = findings.len() - met - missed - unsure;
    let language = evidence.language();
    let mut parts = Vec::new();
    if met > 0 {
        parts.push(say!(language, "n-met", n = met));
    }
    if missed > 0 {
        parts.push(say!(language, "n-not-met", n = missed));
    }
    if unsure > 0 {
        parts.push(say!(language, "n-uncertain", n = unsure));
    }
    if unknown > 0 {
        parts.push(say!(language, "n-unknown", n = unknown));
    }
    let n = findings.len();
    (n > 0).then(|| say!(language, "of-targets", n = n, list = language.list(&parts)))
}

fn row(evidence: &Evidence<'_>, finding: &Finding) -> Option<TargetRow> {
    let plan = evidence.input.plan;
    let kpi = evidence.kpi(&finding.measure)?;
    let target = target_of(plan, finding);
    let language = evidence.language();
    let title = evidence.names.title(kpi);
    let measure = match finding.subject.as_deref() {
        Some(subject) => format!("{title}: {}", evidence.names.subject(subject)),
        None => title,
    };
    let source = target.map(|target| {
        let who = target.source.as_deref().map(clean);
        let when = target.set_on.map(|day| language.date(day));
        let parts: Vec<String> = [who, when].into_iter().flatten().collect();
        parts.join(", ")
    });
    let status = status_of(evidence, finding)?;
    let status = Status { target: target_value(language, target, finding), ..status };
    let (actual, interval) = match (value_and_interval(language, finding), &finding.suppressed) {
        (Some(known), _) => known,
        (None, Some(_)) => (language.hidden(), String::new()),
        (None, None) => (say!(language, "not-computed"), String::new()),
    };
    let or_nothing = |text: String| if text.is_empty() { NOTHING.to_owned() } else { text };
    Some(TargetRow {
        measure,
        actual,
        interval: or_nothing(interval),
        n: finding.n.map_or(NOTHING.to_owned(), |n| language.count(n)),
        status,
        source: or_nothing(source.unwrap_or_default()),
    })
}
