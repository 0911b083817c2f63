//! Every KPI's unit rows, compressed into one frequency table per slice.

use std::collections::BTreeSet;
use std::sync::Arc;

use arrow::array::RecordBatch;
use arrow::datatypes::SchemaRef;

use super::engine::Engine;
use super::slices::{self, Shown};
use super::table::Slice;
use super::{Fault, Kpi, MeasureError, catalogue};
use crate::contract::TABLES;
use crate::plan::Plan;
use crate::warehouse::Snapshot;

/// A KPI with its frequency tables, or the reason why it has none.
#[derive(Debug)]
pub struct Measured {
    /// The KPI.
    pub kpi: Kpi,
    /// One table per subject, term and segment level; empty when nothing was measured.
    pub slices: Vec<Slice>,
    /// Why nothing was measured, in one line.
    pub absent: Option<String>,
}

/// Columns that place a row and are not the design's own.
const PLACE: &[&str] = &["unit_id", "person_id", "match_id", "subject", "term_id"];

/// What a query would return.
#[derive(Debug, Clone, PartialEq)]
pub struct Planned {
    /// The KPI.
    pub measure: String,
    /// Its columns, or what is wrong with the query.
    pub columns: Result<Vec<ResultColumn>, Fault>,
}

/// A column of a query's result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResultColumn {
    /// Name.
    pub name: String,
    /// True for text.
    pub is_text: bool,
    /// Line of the file that names it last.
    pub line: Option<usize>,
}

/// Plans every query and runs it on the contract's empty tables: what is wrong with it is found before any data is read.
///
/// # Errors
///
/// When the engine cannot be set up. What is wrong with a query stands beside it.
pub fn plan_all(plan: &Plan, kpis: &[Kpi]) -> Result<Vec<Planned>, MeasureError> {
    let engine = Engine::new(None, plan)?;
    Ok(kpis
        .iter()
        .map(|kpi| Planned { measure: kpi.id.clone(), columns: engine.trial(&kpi.sql) })
        .collect())
}

/// Computes every KPI's frequency tables.
///
/// # Errors
///
/// The engine's error, or [`MeasureError::Grain`] when a query returns a unit twice.
pub fn compute(
    snapshot: &Snapshot,
    plan: &Plan,
    kpis: &[Kpi],
) -> Result<Vec<Measured>, MeasureError> {
    let engine = Engine::new(Some(snapshot), plan)?;
    // Every KPI is sliced by them, so they are worked out once.
    let (schema, rows) = engine.rows("segments", "select * from segments")?;
    engine.hold("segments", schema, rows)?;
    kpis.iter().map(|kpi| measure(&engine, snapshot, kpi)).collect()
}

fn measure(engine: &Engine, snapshot: &Snapshot, kpi: &Kpi) -> Result<Measured, MeasureError> {
    let (schema, rows) = engine.rows(&kpi.id, &kpi.sql)?;
    let absent = |reason: String| {
        Ok(Measured { kpi: kpi.clone(), slices: Vec::new(), absent: Some(reason) })
    };
    if rows.iter().all(|batch| batch.num_rows() == 0) {
        return absent(why_empty(snapshot, kpi));
    }
    let names: Vec<String> = schema.fields().iter().map(|field| field.name().clone()).collect();
    let has = |name: &str| names.iter().any(|found| found == name);
    hold(engine, kpi, &schema, rows)?;
    check_grain(engine, kpi, &names)?;
    let shown = Shown {
        subject: has("subject"),
        columns: design_columns(kpi, &names),
        cluster: kpi.keys.get("cluster").filter(|column| has(column)).cloned(),
    };
    let select = shown.select();
    let mut slices = Vec::new();
    let mut take = |place: &str, from: &str, filter: &str| -> Result<(), MeasureError> {
        let keys = shown.width() + 4;
        let ordinals: Vec<String> = (1..=keys).map(|at| at.to_string()).collect();
        let sql = format!(
            "select {}, {place}{select}, count(*) as n from {from} {filter} group by {} order by {}",
            shown.subject_sql(),
            shown.group_by(place),
            ordinals.join(", ")
        );
        let (_, rows) = engine.rows(&kpi.id, &sql)?;
        slices.extend(slices::read(&shown, &rows)?);
        Ok(())
    };
    let apart = kpi.keys.get("terms").is_some_and(|terms| terms == "apart");
    let overall = if apart { "where term_id = 'all'" } else { "" };
    take("'all' as term_id, 'all' as dimension, 'all' as level", "units", overall)?;
    if has("term_id") {
        take(
            "term_id, 'all' as dimension, 'all' as level",
            "units",
            "where term_id is not null and term_id <> 'all'",
        )?;
    }
    if let Some((unit, key)) = segment_key(kpi, &has) {
        let from = format!(
            "units join segments on segments.unit = '{unit}' and segments.unit_id = units.{key}"
        );
        take("'all' as term_id, dimension, level", &from, overall)?;
    }
    Ok(Measured { kpi: kpi.clone(), slices, absent: None })
}

/// Holds the unit rows; those of `items` are first compressed to one pattern of answers per unit, which keeps what
/// reliability needs (how items vary together) and nothing else.
fn hold(
    engine: &Engine,
    kpi: &Kpi,
    schema: &SchemaRef,
    rows: Vec<RecordBatch>,
) -> Result<(), MeasureError> {
    let names: Vec<&str> = schema.fields().iter().map(|field| field.name().as_str()).collect();
    let kept: Vec<String> = names
        .iter()
        .filter(|name| !matches!(**name, "item" | "value"))
        .map(|name| format!("\"{name}\""))
        .collect();
    engine.hold("units", Arc::clone(schema), rows)?;
    if kpi.design != "items" {
        return Ok(());
    }
    let kept = kept.join(", ");
    let sql = format!(
        "select {kept}, string_agg(item, '|' order by item) as \"items\",
            string_agg(coalesce(cast(value as varchar), ''), '|' order by item) as \"values\"
        from units group by {kept}"
    );
    let (schema, rows) = engine.rows(&kpi.id, &sql)?;
    engine.hold("units", schema, rows)
}

fn design_columns(kpi: &Kpi, names: &[String]) -> Vec<String> {
    if kpi.design == "items" {
        return vec!["items".to_owned(), "values".to_owned()];
    }
    let cluster = kpi.keys.get("cluster");
    names
        .iter()
        .filter(|name| !PLACE.contains(&name.as_str()) && Some(*name) != cluster)
        .cloned()
        .collect()
}

/// By which id a unit's segments are found.
fn segment_key(kpi: &Kpi, has: &dyn Fn(&str) -> bool) -> Option<(&'static str, &'static str)> {
    match kpi.unit.as_str() {
        "match" => Some(("match", "unit_id")),
        "mentee" | "mentor" | "person" => Some(("person", "unit_id")),
        _ if has("person_id") => Some(("person", "person_id")),
        _ => has("match_id").then_some(("match", "match_id")),
    }
}

/// A unit that occurs twice would be counted twice.
fn check_grain(engine: &Engine, kpi: &Kpi, names: &[String]) -> Result<(), MeasureError> {
    if matches!(kpi.design.as_str(), "amount" | "items") {
        return Ok(());
    }
    let mut key = vec!["unit_id"];
    key.extend(
        ["subject", "term_id"].into_iter().filter(|name| names.iter().any(|found| found == name)),
    );
    if kpi.design == "flow" {
        key.push("stage");
    }
    let key = key.join(", ");
    let (_, rows) = engine.rows(
        &kpi.id,
        &format!("select {key}, count(*) as n from units group by {key} having count(*) > 1"),
    )?;
    let twice: usize = rows.iter().map(RecordBatch::num_rows).sum();
    if twice > 0 {
        return Err(MeasureError::Grain {
            measure: kpi.id.clone(),
            line: kpi.line("grain").unwrap_or(1),
            grain: kpi.grain.clone(),
            key,
            twice,
        });
    }
    Ok(())
}

fn why_empty(snapshot: &Snapshot, kpi: &Kpi) -> String {
    let mut words = words_of(&kpi.sql);
    // A view stands for the tables that it reads; it may use those before it.
    for (name, sql) in catalogue::views().iter().rev() {
        if words.contains(name) {
            words.extend(words_of(sql));
        }
    }
    let empty: Vec<String> = TABLES
        .iter()
        .filter(|table| words.contains(table.name) && snapshot.rows(table.name) == 0)
        .map(|table| format!("`{}`", table.name))
        .collect();
    if empty.is_empty() {
        let needed = kpi.keys.get("needs").unwrap_or(&kpi.grain);
        format!("nothing to count: needs {needed}")
    } else {
        format!("no rows in {}", empty.join(", "))
    }
}

/// Words of a query outside its comments.
fn words_of(sql: &str) -> BTreeSet<String> {
    sql.lines()
        .filter(|line| !line.trim_start().starts_with("--"))
        .flat_map(|line| line.split(|c: char| !c.is_alphanumeric() && c != '_'))
        .map(str::to_owned)
        .collect()
}
