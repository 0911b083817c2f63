//! Every KPI's unit rows, compressed into one frequency table per slice.

use std::collections::BTreeSet;

use arrow::array::RecordBatch;
use arrow::compute::concat_batches;

use super::engine::Engine;
use super::forms::{self, Forms};
use super::side_by_side::side_by_side;
use super::slicing::{Part, Slicing};
use super::table::Slice;
use super::{Fault, Kpi, MeasureError, catalogue, counting, patterns, segments};
use crate::contract::TABLES;
use crate::machine::{Phase, stopwatch};
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
    compute_each(snapshot, plan, kpis, Ok)
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
) -> Result<Vec<T>, MeasureError> {
    let engine = Engine::sharing(snapshot, plan)?;
    let levels = engine.levels()?;
    side_by_side(&engine, kpis, |engine, kpi| {
        let Some(units) = units(engine, kpi)? else {
            let absent = Some(why_empty(snapshot, kpi));
            let (kpi, slices, forms) = (kpi.clone(), Vec::new(), Forms::new());
            return each(Measured { kpi, slices, forms, absent });
        };
        check_grain(kpi, &units)?;
        let slicing = Slicing::new(kpi, &names_of(&units), &plan.segments);
        let slices = counting::count(&slicing, &units, &levels)?;
        let forms = forms::of(&units)?;
        drop(units);
        each(Measured { kpi: kpi.clone(), slices, forms, absent: None })
    })
}

/// The unit rows of a KPI; nothing when there are none.
fn units(engine: &Engine, kpi: &Kpi) -> Result<Option<RecordBatch>, MeasureError> {
    let (schema, rows) = engine.rows(&kpi.id, &kpi.sql)?;
    if rows.iter().all(|batch| batch.num_rows() == 0) {
        return Ok(None);
    }
    let units = concat_batches(&schema, &rows)?;
    drop(rows);
    if patterns::are_units_of(kpi) {
        let _timed = stopwatch(Phase::Group);
        return Ok(Some(patterns::patterns(&units)?));
    }
    Ok(Some(units))
}

fn names_of(units: &RecordBatch) -> Vec<String> {
    units.schema().fields().iter().map(|field| field.name().clone()).collect()
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

/// A unit that occurs twice would be counted twice.
fn check_grain(kpi: &Kpi, units: &RecordBatch) -> Result<(), MeasureError> {
    if matches!(kpi.design.as_str(), "amount" | "items") {
        return Ok(());
    }
    let has = |name: &str| units.column_by_name(name).is_some();
    let mut key = vec!["unit_id"];
    key.extend(["subject", "term_id"].into_iter().filter(|name| has(name)));
    if kpi.design == "flow" {
        key.push("stage");
    }
    let twice = counting::repeated(units, &key)?;
    let key = key.join(", ");
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
fn words_of(sql: &str) -> BTreeSet<String> {
    sql.lines()
        .filter(|line| !line.trim_start().starts_with("--"))
        .flat_map(|line| line.split(|c: char| !c.is_alphanumeric() && c != '_'))
        .map(str::to_owned)
        .collect()
}
