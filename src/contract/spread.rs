//! Outcome and attribute rows: a wide row spreads over several table rows, a long one is checked against the plan.

use crate::plan::{Domain, Outcome, Plan, Shape};

use super::builder::Cell;
use super::mapping::Mapping;
use super::parse::{self, Breach, described};
use super::row::RowReader;
use super::table::Table;
use super::violation::{Rule, Severity};

/// The table rows of one file row.
pub(crate) fn rows(
    reader: &mut RowReader<'_>,
    cells: &[Cell],
    plan: &Plan,
) -> Vec<(&'static str, Vec<Cell>)> {
    let mapping = reader.mapping;
    let table = mapping.table;
    if mapping.source.shape == Shape::Long {
        return long(reader, cells.to_vec(), plan)
            .into_iter()
            .map(|cells| (table.name, cells))
            .collect();
    }
    let mut rows = Vec::with_capacity(mapping.spread.len());
    for (id, at) in &mapping.spread {
        let text = reader.meant("value", reader.batch.cell(reader.at, *at));
        let mut spread = cells.to_vec();
        if table.name == "attributes" {
            if text.is_empty() {
                continue;
            }
            spread[place(table, "attribute")] = Cell::Text((*id).into());
            match parse::label(text) {
                Ok(label) => spread[place(table, "value")] = Cell::Text(label.into()),
                Err(breach) => {
                    reader.breach(id, false, false, text, breach);
                    continue;
                }
            }
        } else {
            let outcome = declared(plan, id);
            let position = reader.batch.origin(reader.at, *at).to_string();
            let value = measured(reader, outcome, text, &position);
            describe(table, &mut spread, outcome);
            spread[place(table, "value")] = value;
        }
        rows.push((table.name, spread));
    }
    rows
}

/// The key of each table row that a file row stands for, whatever else it says.
pub(crate) fn keys(mapping: &Mapping<'_>, cells: &[Cell]) -> Vec<(&'static Table, Vec<Cell>)> {
    let table = mapping.table;
    let named = match table.name {
        "attributes" => Some("attribute"),
        "outcomes" => Some("measure"),
        _ => None,
    };
    let spread = mapping.spread.iter();
    match named {
        Some(name) if mapping.source.shape == Shape::Wide => spread
            .map(|(id, _)| {
                let mut cells = cells.to_vec();
                cells[place(table, name)] = Cell::Text((*id).into());
                (table, cells)
            })
            .collect(),
        _ => vec![(table, cells.to_vec())],
    }
}

fn long(reader: &mut RowReader<'_>, mut cells: Vec<Cell>, plan: &Plan) -> Option<Vec<Cell>> {
    let table = reader.mapping.table;
    if table.name == "attributes" {
        return Some(cells);
    }
    let id = cells[place(table, "measure")].text().unwrap_or_default().to_owned();
    let Some(outcome) = plan.outcomes.iter().find(|outcome| outcome.id == id) else {
        let near = parse::nearest(&id, plan.outcomes.iter().map(|outcome| outcome.id.as_str()));
        let allowed = near.map_or_else(
            || "an outcome of the plan".to_owned(),
            |name| format!("an outcome of the plan (did you mean {name}?)"),
        );
        reader.note(
            Rule::named("unknown_item"),
            Severity::Error,
            Some("measure"),
            described(&id, false),
            allowed,
        );
        return None;
    };
    if let Cell::Number(value) = cells[place(table, "value")]
        && let Err(breach) = within(value, outcome)
    {
        let text = reader.text("value");
        reader.breach("value", false, false, text, breach);
        cells[place(table, "value")] = Cell::Missing;
    }
    describe(table, &mut cells, outcome);
    Some(cells)
}

fn declared<'p>(plan: &'p Plan, id: &str) -> &'p Outcome {
    plan.outcomes
        .iter()
        .find(|outcome| outcome.id == id)
        .expect("the plan's own check resolves every outcome")
}

fn measured(reader: &mut RowReader<'_>, outcome: &Outcome, text: &str, position: &str) -> Cell {
    if text.is_empty() {
        return Cell::Missing;
    }
    let value = parse::number(text, reader.mapping.source.decimal)
        .ok_or_else(|| Breach::new("not_a_number", "a number"))
        .and_then(|value| within(value, outcome));
    match value {
        Ok(value) => Cell::Number(value),
        Err(breach) => {
            let rule = Rule::named(breach.rule);
            let found = described(text, false);
            reader.note_at(
                rule,
                Severity::Warning,
                Some(&outcome.id),
                position.to_owned(),
                found,
                breach.allowed,
            );
            Cell::Missing
        }
    }
}

fn within(value: f64, outcome: &Outcome) -> Result<f64, Breach> {
    let low = outcome.minimum.unwrap_or(f64::NEG_INFINITY);
    let high = outcome.maximum.unwrap_or(f64::INFINITY);
    if value < low || value > high {
        let end =
            |end: Option<f64>| end.map_or_else(|| "any".to_owned(), |number| number.to_string());
        return Err(Breach::new(
            "out_of_range",
            format!("{} to {}", end(outcome.minimum), end(outcome.maximum)),
        ));
    }
    Ok(value)
}

fn describe(table: &Table, cells: &mut [Cell], outcome: &Outcome) {
    let domain = match outcome.domain {
        Domain::Academic => "academic",
        Domain::Career => "career",
        Domain::Behaviour => "behaviour",
        Domain::Wellbeing => "wellbeing",
    };
    cells[place(table, "measure")] = Cell::Text(outcome.id.as_str().into());
    cells[place(table, "domain")] = Cell::Text(domain.into());
    cells[place(table, "unit")] = Cell::Text(outcome.unit.as_str().into());
}

fn place(table: &Table, name: &str) -> usize {
    table
        .columns
        .iter()
        .position(|column| column.name == name)
        .expect("the column stands in the contract")
}
