//! Every KPI's unit rows, compressed into one frequency table per slice.

use std::collections::BTreeSet;

use arrow::array::RecordBatch;

use super::counting::Counter;
use super::engine::Engine;
use super::forms::Forms;
use super::levels::Levels;
use super::nested::{Nested, within};
use super::patterns::{self, Patterns};
use super::side_by_side::side_by_side;
use super::slicing::{Part, Slicing};
use super::table::Slice;
use super::{Fault, Kpi, MeasureError, catalogue, segments};
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
    /// The forms behind the answers of each term.
    pub forms: Forms,
    /// Why nothing was measured, in one line.
    pub absent: Option<String>,
}

/// The view of the plan's segments.
pub(super) const SEGMENTS: &str = "segments";

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
    Ok(compute_each(snapshot, plan, kpis, Ok)?.each)
}

/// What was counted of all measures.
#[derive(Debug)]
pub struct Counted<T> {
    /// What became of each KPI's tables, in the order of the KPIs.
    pub each: Vec<T>,
    /// Which levels lie within others.
    pub nested: Vec<Nested>,
}

/// The same, and what becomes of each KPI's tables: only those are held that are being worked at.
///
/// # Errors
///
/// As [`compute`], and what `each` says.
pub fn compute_each<T: Send + Sync>(
    snapshot: &Snapshot,
    plan: &Plan,
    kpis: &[Kpi],
    each: impl Fn(Measured) -> Result<T, MeasureError> + Sync,
) -> Result<Counted<T>, MeasureError> {
    let engine = Engine::sharing(snapshot, plan)?;
    let levels = engine.levels()?;
    let each = side_by_side(&engine, kpis, |engine, kpi| {
        let kpi = kpi.clone();
        let tables = tables(engine, plan, &kpi, &levels)?;
        let absent = tables.is_none().then(|| why_empty(snapshot, &kpi));
        let (slices, forms) = tables.unwrap_or_default();
        each(Measured { kpi, slices, forms, absent })
    })?;
    Ok(Counted { each, nested: within(&levels) })
}

/// The tables of a KPI and the forms behind them; nothing when it has no unit rows.
fn tables(
    engine: &Engine,
    plan: &Plan,
    kpi: &Kpi,
    levels: &Levels,
) -> Result<Option<(Vec<Slice>, Forms)>, MeasureError> {
    let mut counter: Option<Counter<'_>> = None;
    let mut count = |units: &RecordBatch| match &mut counter {
        Some(counter) => counter.add(units),
        None => {
            counter.insert(Counter::new(kpi, &units.schema(), &plan.segments, levels)?).add(units)
        }
    };
    if patterns::are_units_of(kpi) {
        let mut patterns: Option<Patterns> = None;
        engine.each(&kpi.id, &kpi.sql, |answers| match &mut patterns {
            Some(patterns) => patterns.add(answers),
            None => patterns.insert(Patterns::new(&answers.schema())?).add(answers),
        })?;
        patterns.map(|patterns| patterns.units(&mut count)).transpose()?;
    } else {
        engine.each(&kpi.id, &kpi.sql, &mut count)?;
    }
    counter.map(|counter| counter.finish(kpi)).transpose()
}

/// A KPI's compressing queries, each complete over the warehouse's tables and [`shared_views`]: for another engine that is
/// to give the same frequency tables.
///
/// # Errors
///
/// When the engine cannot be set up, or a query does not fit the tables.
pub fn portable(plan: &Plan, kpis: &[Kpi]) -> Result<Vec<(String, Vec<String>)>, MeasureError> {
    let planned = plan_all(plan, kpis)?;
    kpis.iter()
        .zip(planned)
        .map(|(kpi, planned)| {
            let columns = planned.columns.map_err(|fault| MeasureError::Engine {
                name: kpi.id.clone(),
                message: fault.to_string(),
            })?;
            let names: Vec<String> = columns.into_iter().map(|column| column.name).collect();
            let units = if patterns::are_units_of(kpi) {
                let patterns = patterns::sql(&names, "answered");
                format!("answered as (\n{}\n),\nunits as ({patterns})", kpi.sql)
            } else {
                format!("units as (\n{}\n)", kpi.sql)
            };
            let slicing = Slicing::new(kpi, &names, &plan.segments);
            let whole = |part: &Part<'_>| format!("with {units}\n{}", slicing.sql(*part));
            Ok((kpi.id.clone(), slicing.parts.iter().map(whole).collect()))
        })
        .collect()
}

/// Name and SQL of the views that queries share, in an order in which each uses only those before it.
pub fn shared_views(plan: &Plan) -> Vec<(String, String)> {
    let mut views = catalogue::views();
    views.push((SEGMENTS.to_owned(), segments::sql(plan)));
    views
}

fn why_empty(snapshot: &Snapshot, kpi: &Kpi) -> String {
    let empty: Vec<String> = tables_of(kpi)
        .into_iter()
        .filter(|table| snapshot.rows(table) == 0)
        .map(|table| format!("`{table}`"))
        .collect();
    if empty.is_empty() {
        let needed = kpi.keys.get("needs").unwrap_or(&kpi.grain);
        format!("nothing to count: needs {needed}")
    } else {
        format!("no rows in {}", empty.join(", "))
    }
}

/// Tables that a measure reads, directly or through views.
pub fn tables_of(kpi: &Kpi) -> Vec<&'static str> {
    let mut words = words_of(&kpi.sql);
    // A view stands for the tables that it reads; it may use those before it.
    for (name, sql) in catalogue::views().iter().rev() {
        if words.contains(name) {
            words.extend(words_of(sql));
        }
    }
    TABLES.iter().map(|table| table.name).filter(|table| words.contains(*table)).collect()
}

/// Words of a query outside its comments.
pub(super) fn words_of(sql: &str) -> BTreeSet<String> {
    sql.lines()
        .filter(|line| !line.trim_start().starts_with("--"))
        .flat_map(|line| line.split(|c: char| !c.is_alphanumeric() && c != '_'))
        .map(str::to_owned)
        .collect()
}
