//! How good the data are: rows, problems, response rates, reliability, what is hidden and what is missing.

use std::collections::BTreeMap;

use crate::measures::Kpi;
use crate::report::ReportError;
use crate::report::evidence::Evidence;
use crate::report::format;
use crate::report::labels::{QUALITY, capitalised, measures_of, spaced};
use crate::warehouse::{SourceEntry, ViolationCount};

use super::parts::{Aside, Group, Problem, Quality, Row, Style, Table};
use super::section::{blocks, is_detail, said};

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
    let ledger = evidence.input.ledger;
    let not_measured = evidence.input.run.not_measured.iter().map(|(measure, reason)| Aside {
        title: evidence.names.heading.measure(measure),
        text: reason.clone(),
    });
    let mut says = vec![rows(&ledger.sources), broken(&ledger.violations)];
    says.extend(evidence.input.run.restated.iter().cloned());
    Ok(Quality {
        says,
        sources: sources(&ledger.sources),
        problems: ledger.violations.iter().map(problem).collect(),
        folded: !evidence.is_full(),
        blocks: blocks(evidence, &shown, style)?,
        more: more.into_iter().filter_map(|kpi| said(evidence, kpi)).collect(),
        hidden: hidden(evidence),
        not_measured: not_measured.collect(),
    })
}

fn rows(sources: &[SourceEntry]) -> String {
    let total = |of: fn(&SourceEntry) -> u64| sources.iter().map(of).sum::<u64>();
    let read = total(|source| source.rows_in);
    let aside = total(|source| source.rows_quarantined);
    let replaced = total(|source| source.rows_superseded);
    let equal = total(|source| source.rows_duplicate);
    let n_sources = u64::try_from(sources.len()).unwrap_or(u64::MAX);
    let said = format!(
        "{} gave {}.",
        format::counted(n_sources, "source", "sources"),
        format::counted(read, "row", "rows")
    );
    let aside = match aside {
        0 => "None had to be set aside.".to_owned(),
        1 => "1 was set aside, because it did not say what it is about or points to nothing."
            .to_owned(),
        n => format!(
            "{} were set aside, because they do not say what they are about or point to nothing.",
            format::count(n)
        ),
    };
    let replaced = match replaced {
        0 => String::new(),
        n => format!(" {} gave way to a later export of the same row.", format::count(n)),
    };
    let equal = match equal {
        0 => String::new(),
        n => format!(" {} said nothing else than a later row.", format::count(n)),
    };
    format!("{said} {aside}{replaced}{equal}")
}

fn broken(violations: &[ViolationCount]) -> String {
    let of = |severity: &str| -> u64 {
        violations.iter().filter(|one| one.severity == severity).map(|one| one.count).sum()
    };
    let cells = of("warning");
    if violations.is_empty() {
        return "No rule of the data contract was broken.".to_owned();
    }
    match cells {
        0 => "No single value had to be treated as missing.".to_owned(),
        n => format!(
            "{} could not be used and {} treated as missing.",
            format::counted(n, "value", "values"),
            if n == 1 { "is" } else { "are" }
        ),
    }
}

/// What becomes of rows, in the words of the table's columns.
type Count = (&'static str, fn(&SourceEntry) -> u64);

/// Shown always.
const USUAL: &[Count] = &[
    ("Read", |source| source.rows_in),
    ("Kept", |source| source.rows_out),
    ("Replaced", |source| source.rows_superseded),
    ("Set aside", |source| source.rows_quarantined),
    ("Left to other sources", |source| source.rows_skipped),
];

/// Shown where there are any.
const SELDOM: &[Count] = &[
    ("Equal to a later row", |source| source.rows_duplicate),
    ("Deleted", |source| source.rows_deleted),
    ("Without consent", |source| source.rows_withdrawn),
    ("Forgotten", |source| source.rows_forgotten),
];

fn sources(sources: &[SourceEntry]) -> Table {
    let is_found = |(_, of): &&Count| sources.iter().any(|source| of(source) > 0);
    let counts: Vec<&Count> = USUAL.iter().chain(SELDOM.iter().filter(is_found)).collect();
    let row = |source: &SourceEntry| {
        let files: Vec<&str> = source.files.iter().map(|file| file.name.as_str()).collect();
        Row {
            head: capitalised(&spaced(&source.source)),
            cells: counts.iter().map(|(_, of)| format::count(of(source))).collect(),
            note: Some(files.join(", ")).filter(|files| !files.is_empty()),
            ..Row::default()
        }
    };
    let heads = std::iter::once("Source").chain(counts.iter().map(|(head, _)| *head));
    Table {
        caption: "What became of the rows of every source".to_owned(),
        columns: heads.map(str::to_owned).collect(),
        groups: vec![Group { name: None, rows: sources.iter().map(row).collect() }],
    }
}

fn problem(violation: &ViolationCount) -> Problem {
    let cost = match violation.severity.as_str() {
        "error" => "the row is set aside",
        "warning" => "the value is treated as missing",
        "refused" => "the source is refused",
        _ => "nothing is lost",
    };
    let source = capitalised(&spaced(&violation.source));
    let place = match &violation.column {
        Some(column) => format!("{source}, {}", spaced(column)),
        None => source,
    };
    Problem {
        rule: capitalised(&violation.title),
        cost: cost.to_owned(),
        place,
        count: format::count(violation.count),
        examples: violation.examples.clone(),
        hint: capitalised(&violation.hint),
    }
}

/// How many results are withheld, and by which rule.
fn hidden(evidence: &Evidence<'_>) -> String {
    let all = evidence.input.findings;
    let mut rules = BTreeMap::<&str, usize>::new();
    for reason in all.iter().filter_map(|finding| finding.suppressed.as_deref()) {
        *rules.entry(reason).or_default() += 1;
    }
    let least = evidence.input.plan.privacy.min_cell;
    let counted = |n: usize| format::count(u64::try_from(n).unwrap_or(u64::MAX));
    let hidden: usize = rules.values().sum();
    if hidden == 0 {
        return format!("No result had to be hidden: none rests on fewer than {least}.");
    }
    let rules: Vec<String> =
        rules.into_iter().map(|(reason, n)| format!("{} ({reason})", counted(n))).collect();
    format!(
        "{} of {} results are hidden to protect privacy, by rule: {}.",
        counted(hidden),
        counted(all.len()),
        rules.join("; ")
    )
}
