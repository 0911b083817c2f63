//! How good the data are: rows, problems, response rates, reliability, what is hidden and what is missing.

use std::collections::BTreeMap;

use crate::measures::Kpi;
use crate::report::ReportError;
use crate::report::evidence::Evidence;
use crate::report::labels::{QUALITY, capitalised, measures_of, spaced};
use crate::report::language::{Language, say};
use crate::warehouse::{SourceEntry, ViolationCount};

use super::parts::{Aside, Group, Problem, Quality, Row, Style, Table};
use super::section::{blocks, is_detail, said};

/// How a measure says that it lacks what it needs.
const NOTHING_TO_COUNT: &str = "nothing to count: needs ";

pub(super) fn quality(evidence: &Evidence<'_>) -> Result<Quality, ReportError> {
    let measures: Vec<&Kpi> = measures_of(QUALITY, evidence.input.kpis)
        .into_iter()
        .filter(|kpi| evidence.has(&kpi.id))
        .collect();
    let (shown, more): (Vec<&Kpi>, Vec<&Kpi>) =
        measures.into_iter().partition(|kpi| evidence.is_full() || !is_detail(evidence, kpi));
    let style = |kpi: &Kpi| match evidence.is_full() {
        true if is_detail(evidence, kpi) => Style::Folded,
        true => Style::Lead,
        false => Style::Tile,
    };
    let (ledger, language) = (evidence.input.ledger, evidence.language());
    let not_measured = evidence.input.run.not_measured.iter().map(|(measure, reason)| Aside {
        title: evidence.names.heading.measure(measure),
        text: why_absent(evidence, measure, reason),
    });
    let mut says = vec![rows(language, &ledger.sources), broken(language, &ledger.violations)];
    says.extend(evidence.input.run.restated.iter().map(|said| language.translated(said)));
    Ok(Quality {
        says,
        sources: sources(language, &ledger.sources),
        problems: ledger.violations.iter().map(|one| problem(language, one)).collect(),
        folded: !evidence.is_full(),
        blocks: blocks(evidence, &shown, style)?,
        more: more.into_iter().filter_map(|kpi| said(evidence, kpi)).collect(),
        hidden: hidden(evidence),
        not_measured: not_measured.collect(),
    })
}

/// Why a measure has no number; what it needs is said in the words of its header.
fn why_absent(evidence: &Evidence<'_>, measure: &str, reason: &str) -> String {
    let language = evidence.language();
    let needs = evidence.kpi(measure).and_then(|kpi| kpi.keys.get("needs"));
    match needs.filter(|_| !language.is_english() && reason.starts_with(NOTHING_TO_COUNT)) {
        Some(needs) => say!(language, "nothing-to-count", needs = needs),
        None => language.translated(reason),
    }
}

fn rows(language: &Language, sources: &[SourceEntry]) -> String {
    if sources.is_empty() {
        return say!(language, "rows-wait");
    }
    let total = |of: fn(&SourceEntry) -> u64| sources.iter().map(of).sum::<u64>();
    let read = total(|source| source.rows_in);
    let aside = total(|source| source.rows_quarantined);
    let replaced = total(|source| source.rows_superseded);
    let equal = total(|source| source.rows_duplicate);
    let n_sources = u64::try_from(sources.len()).unwrap_or(u64::MAX);
    let mut said = vec![say!(
        language,
        "sources-gave",
        sources = language.counted(n_sources, "source"),
        rows = language.counted(read, "row")
    )];
    said.push(match aside {
        0 => say!(language, "none-set-aside"),
        n => say!(language, "some-set-aside", n = n),
    });
    if replaced > 0 {
        said.push(say!(language, "some-replaced", n = replaced));
    }
    if equal > 0 {
        said.push(say!(language, "some-equal", n = equal));
    }
    said.join(" ")
}

fn broken(language: &Language, violations: &[ViolationCount]) -> String {
    let of = |severity: &str| -> u64 {
        violations.iter().filter(|one| one.severity == severity).map(|one| one.count).sum()
    };
    let cells = of("warning");
    if violations.is_empty() {
        return say!(language, "no-rule-broken");
    }
    match cells {
        0 => say!(language, "no-value-missing"),
        n => say!(language, "values-missing", n = n),
    }
}

/// What becomes of rows: the message of a column, and its count.
type Count = (&'static str, fn(&SourceEntry) -> u64);

/// Shown always.
const USUAL: &[Count] = &[
    ("read", |source| source.rows_in),
    ("kept", |source| source.rows_out),
    ("replaced", |source| source.rows_superseded),
    ("aside", |source| source.rows_quarantined),
    ("left", |source| source.rows_skipped),
];

/// Shown where there are any.
const SELDOM: &[Count] = &[
    ("equal", |source| source.rows_duplicate),
    ("deleted", |source| source.rows_deleted),
    ("withdrawn", |source| source.rows_withdrawn),
    ("forgotten", |source| source.rows_forgotten),
];

fn sources(language: &Language, sources: &[SourceEntry]) -> Table {
    let is_found = |(_, of): &&Count| sources.iter().any(|source| of(source) > 0);
    let counts: Vec<&Count> = USUAL.iter().chain(SELDOM.iter().filter(is_found)).collect();
    let row = |source: &SourceEntry| {
        let files: Vec<&str> = source.files.iter().map(|file| file.name.as_str()).collect();
        Row {
            head: capitalised(&spaced(&source.source)),
            cells: counts.iter().map(|(_, of)| language.count(of(source))).collect(),
            note: Some(files.join(", ")).filter(|files| !files.is_empty()),
            ..Row::default()
        }
    };
    let heads = counts.iter().filter_map(|(head, _)| language.named("rows", head));
    Table {
        caption: say!(language, "rows-of-sources"),
        columns: std::iter::once(say!(language, "source")).chain(heads).collect(),
        groups: vec![Group { name: None, rows: sources.iter().map(row).collect() }],
    }
}

fn problem(language: &Language, violation: &ViolationCount) -> Problem {
    let cost = match violation.severity.as_str() {
        "error" => say!(language, "cost-row"),
        "warning" => say!(language, "cost-value"),
        "refused" => say!(language, "cost-source"),
        _ => say!(language, "cost-nothing"),
    };
    let source = capitalised(&spaced(&violation.source));
    let place = match &violation.column {
        Some(column) => format!("{source}, {}", spaced(column)),
        None => source,
    };
    Problem {
        rule: capitalised(&language.translated(&violation.title)),
        cost,
        place,
        count: language.count(violation.count),
        examples: violation.examples.iter().map(|one| language.translated(one)).collect(),
        hint: capitalised(&language.translated(&violation.hint)),
    }
}

/// How many results are withheld, and by which rule.
fn hidden(evidence: &Evidence<'_>) -> String {
    let all = evidence.input.findings;
    let mut rules = BTreeMap::<&str, usize>::new();
    for reason in all.iter().filter_map(|finding| finding.suppressed.as_deref()) {
        *rules.entry(reason).or_default() += 1;
    }
    let language = evidence.language();
    let least = evidence.input.plan.privacy.min_cell;
    let counted = |n: usize| language.count(u64::try_from(n).unwrap_or(u64::MAX));
    let hidden: usize = rules.values().sum();
    if hidden == 0 {
        return say!(language, "none-hidden", least = least);
    }
    let rules: Vec<String> = rules
        .into_iter()
        .map(|(reason, n)| format!("{} ({})", counted(n), language.translated(reason)))
        .collect();
    say!(language, "results-hidden", n = hidden, all = all.len(), rules = rules.join("; "))
}
