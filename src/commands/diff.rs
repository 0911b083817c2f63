//! `diff`: which sources, rows, rules or definitions moved which result, and by how much.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::Outcome;
use super::paths::{Paths, plan_of, read_plan};
use super::published::Answers;
use crate::cli::DiffArgs;
use crate::inference::{Finding, Findings};
use crate::measures::{Kpi, tables_of};
use crate::warehouse::{self, RowChange, Snapshot};

/// Everything that is different.
#[derive(Debug, Serialize)]
struct Difference {
    before: u64,
    after: u64,
    sources: Vec<String>,
    rows: Vec<RowChange>,
    rules: Vec<String>,
    definitions: Vec<String>,
    results: Vec<Moved>,
}

/// A result that is not the same.
#[derive(Debug, Serialize)]
struct Moved {
    measure: String,
    answer: String,
    subject: Option<String>,
    contrast: Option<String>,
    before: Option<f64>,
    after: Option<f64>,
    change: Option<f64>,
    unit: String,
    /// What may have moved it: tables whose rows changed, and definitions.
    because_of: Vec<String>,
}

pub(super) fn diff(question: &DiffArgs) -> anyhow::Result<Outcome> {
    let place = &question.place;
    let root = Paths::below(&place.dir, place.out.as_deref()).warehouse;
    let (_, kpis) = read_plan(&place.dir)?;
    let before = Snapshot::numbered(&root, question.before)?;
    let after = Snapshot::numbered(&root, question.after)?;
    let rows = warehouse::row_changes(&before, &after)?;
    let definitions = definitions(&before, &after);
    let results = |snapshot: &Snapshot| -> anyhow::Result<Findings> {
        let plan = plan_of(snapshot, &place.dir, &kpis)?;
        Ok(Answers::compute((&plan, &kpis), snapshot, None, None)?.0.findings)
    };
    let difference = Difference {
        before: before.number,
        after: after.number,
        sources: sources(&before, &after),
        rules: rules(&before, &after),
        results: moved(&results(&before)?, &results(&after)?, &kpis, &rows, &definitions),
        rows,
        definitions,
    };
    let output = if place.json {
        serde_json::to_string_pretty(&difference)? + "\n"
    } else {
        text(&difference)
    };
    Ok(Outcome { output: output.into_bytes(), ..Outcome::default() })
}

/// Files that came, went or changed.
fn sources(before: &Snapshot, after: &Snapshot) -> Vec<String> {
    let files = |snapshot: &Snapshot| -> BTreeMap<(String, String), String> {
        let of_source = |source: &warehouse::SourceEntry| {
            let id = source.source.clone();
            source
                .files
                .iter()
                .map(move |file| ((id.clone(), file.name.clone()), file.sha256.clone()))
                .collect::<Vec<_>>()
        };
        snapshot.ledger.sources.iter().flat_map(of_source).collect()
    };
    let said = |key: &(String, String), one: Option<&String>, other: Option<&String>| {
        let what = match (one, other) {
            (None, _) => "is new",
            (_, None) => "is gone",
            _ => "changed",
        };
        format!("{} of the source `{}` {what}", key.1, key.0)
    };
    differing(&files(before), &files(after), said)
}

/// Rules that were broken more or less often.
fn rules(before: &Snapshot, after: &Snapshot) -> Vec<String> {
    let counts = |snapshot: &Snapshot| -> BTreeMap<(String, String, String), u64> {
        let mut counts = BTreeMap::new();
        for one in &snapshot.ledger.violations {
            let key =
                (one.rule.clone(), one.source.clone(), one.column.clone().unwrap_or_default());
            *counts.entry(key).or_default() += one.count;
        }
        counts
    };
    differing(&counts(before), &counts(after), |(rule, source, column), one, other| {
        let column = if column.is_empty() { String::new() } else { format!(" in `{column}`") };
        let times = |count: Option<&u64>| count.copied().unwrap_or_default();
        format!("{rule}{column} of the source `{source}`: {} → {}", times(one), times(other))
    })
}

/// Plan, cut-off, program, contract and measures that are not the same.
fn definitions(before: &Snapshot, after: &Snapshot) -> Vec<String> {
    let facts = |snapshot: &Snapshot| -> BTreeMap<String, String> {
        let short = |hash: &str| hash.chars().take(12).collect::<String>();
        let measures = snapshot
            .definitions
            .iter()
            .map(|(id, hash)| (format!("the measure `{id}`"), short(hash)));
        [
            ("the plan".to_owned(), short(&snapshot.plan_hash)),
            ("the cut-off date".to_owned(), snapshot.as_of.clone()),
            ("the version of the program".to_owned(), snapshot.version.clone()),
        ]
        .into_iter()
        .chain(measures)
        .collect()
    };
    differing(&facts(before), &facts(after), |what, one, other| {
        let word = |value: Option<&String>| value.map_or("none", String::as_str).to_owned();
        format!("{what}: {} → {}", word(one), word(other))
    })
}

/// One sentence per key whose values differ.
fn differing<K: Ord, V: PartialEq>(
    before: &BTreeMap<K, V>,
    after: &BTreeMap<K, V>,
    said: impl Fn(&K, Option<&V>, Option<&V>) -> String,
) -> Vec<String> {
    let keys: BTreeSet<&K> = before.keys().chain(after.keys()).collect();
    keys.into_iter()
        .filter(|key| before.get(key) != after.get(key))
        .map(|key| said(key, before.get(key), after.get(key)))
        .collect()
}

/// Measure, answer, subject, contrast.
type Key<'f> = (&'f str, &'f str, Option<&'f str>, Option<&'f str>);

fn key(one: &Finding) -> Key<'_> {
    (&one.measure, &one.answer, one.subject.as_deref(), one.contrast.as_deref())
}

/// Results over everything that differ; what is hidden for privacy on either side stays hidden.
fn moved(
    before: &Findings,
    after: &Findings,
    kpis: &[Kpi],
    rows: &[RowChange],
    definitions: &[String],
) -> Vec<Moved> {
    let overall = |findings: &'_ Findings| -> Vec<Finding> {
        let whole = |one: &&Finding| one.term_id == "all" && one.dimension == "all";
        findings.findings.iter().filter(whole).cloned().collect()
    };
    let (before, after) = (overall(before), overall(after));
    let earlier: BTreeMap<Key<'_>, &Finding> = before.iter().map(|one| (key(one), one)).collect();
    let later: BTreeMap<Key<'_>, &Finding> = after.iter().map(|one| (key(one), one)).collect();
    let keys: BTreeSet<Key<'_>> = earlier.keys().chain(later.keys()).copied().collect();
    let mut moved = Vec::new();
    for key in keys {
        let (one, other) = (earlier.get(&key), later.get(&key));
        let hidden = [one, other].into_iter().flatten().any(|one| one.suppressed.is_some());
        let value = |finding: Option<&&Finding>| finding.and_then(|finding| finding.estimate);
        let (was, is) = (value(one), value(other));
        if hidden || was == is {
            continue;
        }
        let Some(known) = other.or(one) else { continue };
        moved.push(Moved {
            measure: known.measure.clone(),
            answer: known.answer.clone(),
            subject: known.subject.clone(),
            contrast: known.contrast.clone(),
            before: was,
            after: is,
            change: was.zip(is).map(|(was, is)| is - was),
            unit: known.unit.clone(),
            because_of: because(&known.measure, kpis, rows, definitions),
        });
    }
    moved
}

/// Tables that the measure reads and that changed, and definitions that it rests on.
fn because(measure: &str, kpis: &[Kpi], rows: &[RowChange], definitions: &[String]) -> Vec<String> {
    let reads = kpis.iter().find(|kpi| kpi.id == measure).map(tables_of).unwrap_or_default();
    let of_others = |sentence: &&String| {
        !sentence.starts_with("the measure ")
            || sentence.starts_with(&format!("the measure `{measure}`"))
    };
    rows.iter()
        .filter(|change| reads.contains(&change.table.as_str()))
        .map(|change| format!("`{}`", change.table))
        .chain(
            definitions
                .iter()
                .filter(of_others)
                .filter_map(|sentence| sentence.split_once(':').map(|(what, _)| what.to_owned())),
        )
        .collect()
}

fn text(difference: &Difference) -> String {
    let rows: Vec<String> = difference.rows.iter().map(ToString::to_string).collect();
    let results: Vec<String> = difference.results.iter().map(sentence).collect();
    let parts = [
        ("Sources", &difference.sources),
        ("Rows", &rows),
        ("Rules", &difference.rules),
        ("Definitions", &difference.definitions),
        ("Results", &results),
    ];
    let mut text = String::new();
    for (title, lines) in parts {
        let lines = if lines.is_empty() { "no difference".to_owned() } else { lines.join("\n  ") };
        for part in [title, "\n  ", &lines, "\n"] {
            text.push_str(part);
        }
    }
    text
}

fn sentence(moved: &Moved) -> String {
    let of: Vec<&str> =
        [&moved.subject, &moved.contrast].into_iter().flatten().map(String::as_str).collect();
    let subject = if of.is_empty() { String::new() } else { format!(" ({})", of.join(", ")) };
    let number =
        |value: Option<f64>| value.map_or("none".to_owned(), |value| format!("{value:.4}"));
    let change =
        moved.change.map(|change| format!(" ({change:+.4} {})", moved.unit)).unwrap_or_default();
    let because = if moved.because_of.is_empty() {
        String::new()
    } else {
        format!(", with {}", moved.because_of.join(", "))
    };
    format!(
        "{} {}{subject}: {} → {}{change}{because}",
        moved.measure,
        moved.answer,
        number(moved.before),
        number(moved.after)
    )
}
