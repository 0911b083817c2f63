//! Whether every query can be measured, answered and drawn: asked before any data is read.

use crate::contract::nearest;
use crate::inference::{self, ColumnKind, Design};
use crate::measures::{self, Fault, Kpi, ResultColumn};
use crate::plan::Plan;
use crate::report;

/// Header keys that no design has of its own.
const KEYS: &[&str] = &[
    "id", "title", "question", "family", "order", "detail", "rba", "unit", "grain", "scale",
    "better", "missing", "needs", "design", "answers", "values", "about", "terms", "cluster",
    "segments", "state", "since", "request", "chart", "says", "card", "claim", "version", "cite",
];

/// Columns that place a row and belong to no design.
const PLACES: &[&str] = &["unit_id", "person_id", "match_id", "subject", "term_id", "form"];

const CLAIMS: &[&str] = &["L0", "L1", "L2", "L3", "L4", "L5"];

/// Plans the program's own queries, and asks inference and report whether they know their design, columns and chart. The
/// built-in ones are as they were when this program was built and tested.
pub(super) fn check_queries(plan: &Plan, kpis: &[Kpi]) -> anyhow::Result<()> {
    let own: Vec<Kpi> = kpis.iter().filter(|kpi| kpi.own).cloned().collect();
    if own.is_empty() { Ok(()) } else { check_all(plan, &own) }
}

fn check_all(plan: &Plan, kpis: &[Kpi]) -> anyhow::Result<()> {
    let mut problems = Vec::new();
    for (kpi, planned) in kpis.iter().zip(measures::plan_all(plan, kpis)?) {
        let file = format!("queries/{}.sql", kpi.id);
        let mut faults = header(kpi);
        match planned.columns {
            Ok(columns) => {
                if let Some(design) = design(kpi) {
                    faults.extend(missing_columns(kpi, design, &columns));
                    faults.extend(other_columns(kpi, design, &columns));
                }
            }
            Err(fault) => faults.push(fault),
        }
        problems.extend(faults.iter().map(|fault| fault.of(&file)));
    }
    if problems.is_empty() { Ok(()) } else { anyhow::bail!("{}", problems.join("\n")) }
}

fn design(kpi: &Kpi) -> Option<&'static Design> {
    inference::DESIGNS.iter().find(|design| design.name == kpi.design)
}

/// Keys and words of the header that nobody knows.
fn header(kpi: &Kpi) -> Vec<Fault> {
    let mut faults = Vec::new();
    let Some(design) = design(kpi) else {
        let names = inference::DESIGNS.iter().map(|design| design.name);
        return vec![word(kpi, "design", &kpi.design, names)];
    };
    let charts = report::CHARTS.iter().filter(|chart| chart.accepts.contains(&design.name));
    let charts: Vec<&str> = charts.map(|chart| chart.name).collect();
    if !charts.contains(&kpi.chart.as_str()) {
        faults.push(word(kpi, "chart", &kpi.chart, charts.into_iter()));
    }
    if !CLAIMS.contains(&kpi.claim.as_str()) {
        faults.push(word(kpi, "claim", &kpi.claim, CLAIMS.iter().copied()));
    }
    let known = KEYS.iter().chain(design.settings).copied();
    for key in kpi.keys.keys().filter(|key| !known.clone().any(|known| known == *key)) {
        let message =
            format!("nothing reads the key `{key}` of a measure of the design `{}`", design.name);
        let near = nearest(key, known.clone()).map(|near| format!("did you mean `{near}`?"));
        faults.push(Fault { hint: near, ..Fault::at(kpi.line(key), message) });
    }
    faults
}

fn word<'a>(
    kpi: &Kpi,
    key: &str,
    found: &str,
    allowed: impl Iterator<Item = &'a str> + Clone,
) -> Fault {
    let names: Vec<&str> = allowed.clone().collect();
    let message = format!("`{key}` is {found}, allowed: {}", names.join(", "));
    let near = nearest(found, allowed).map(|near| format!("did you mean `{near}`?"));
    Fault { hint: near, ..Fault::at(kpi.line(key), message) }
}

/// What the design needs, by name and type. `items` is compressed to patterns on the way: its query returns items and values.
fn needed(design: &Design) -> Vec<(&'static str, ColumnKind)> {
    if design.name == "items" {
        return vec![("item", ColumnKind::Text), ("value", ColumnKind::Number)];
    }
    let required = design.columns.iter().filter(|column| column.required);
    required.map(|column| (column.name, column.kind)).collect()
}

fn missing_columns(kpi: &Kpi, design: &Design, columns: &[ResultColumn]) -> Vec<Fault> {
    let mut needed = needed(design);
    // An id may be a number or a text.
    needed.insert(0, ("unit_id", ColumnKind::Text));
    let find = |name: &str| columns.iter().find(|column| column.name == name);
    let mut faults = Vec::new();
    for (name, kind) in needed {
        match find(name) {
            Some(column) if column.is_text && kind == ColumnKind::Number => {
                let message = format!(
                    "`{name}` is text, but the design `{}` needs a number there",
                    design.name
                );
                let hint = Some(format!("`cast({name} as double)`, or return another column"));
                faults.push(Fault { hint, ..Fault::at(column.line, message) });
            }
            Some(_) => {}
            None => {
                let others = columns.iter().filter(|column| {
                    !PLACES.contains(&column.name.as_str())
                        && !design.columns.iter().any(|known| known.name == column.name)
                });
                let others: Vec<&ResultColumn> = others.collect();
                let near = nearest(name, others.iter().map(|column| column.name.as_str()));
                let line = others
                    .iter()
                    .find(|column| Some(column.name.as_str()) == near)
                    .and_then(|one| one.line);
                let message = match name {
                    "unit_id" => {
                        "returns no column `unit_id`, which every measure needs".to_owned()
                    }
                    name => format!(
                        "returns no column `{name}`, which the design `{}` needs",
                        design.name
                    ),
                };
                let hint = near.map_or_else(
                    || {
                        let found: Vec<&str> =
                            columns.iter().map(|column| column.name.as_str()).collect();
                        format!("it returns: {}", found.join(", "))
                    },
                    |near| format!("`{near} as {name}`?"),
                );
                faults.push(Fault {
                    hint: Some(hint),
                    ..Fault::at(line.or_else(|| kpi.line("design")), message)
                });
            }
        }
    }
    faults
}

/// Columns that no one asked for would split the frequency table, up to one row for each unit.
fn other_columns(kpi: &Kpi, design: &Design, columns: &[ResultColumn]) -> Vec<Fault> {
    let needed = needed(design);
    let is_known = |name: &str| {
        PLACES.contains(&name)
            || kpi.keys.get("cluster").is_some_and(|cluster| cluster == name)
            || needed.iter().any(|(known, _)| *known == name)
            || design.columns.iter().any(|known| {
                // A name that ends so stands for any that goes on from it.
                known.name == name || known.name.ends_with('_') && name.starts_with(known.name)
            })
    };
    let fault = |column: &ResultColumn| {
        let message =
            format!("returns `{}`, which the design `{}` does not know", column.name, design.name);
        let hint =
            Some("leave it out, or name it `cluster` in the header when units share it".to_owned());
        Fault { hint, ..Fault::at(column.line, message) }
    };
    columns.iter().filter(|column| !is_known(&column.name)).map(fault).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_built_in_measure_passes_the_check_that_own_ones_pass() {
        let kpis = measures::catalogue(None).unwrap();
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
        for program in ["sample_data/riverbend", "sample_data/dandora"] {
            let (plan, _) = super::super::paths::read_plan(&root.join(program)).unwrap();
            check_all(&plan, &kpis).unwrap();
        }
    }
}
