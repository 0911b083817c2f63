//! What a cell of a file says, and how a file writes it: the plan's mapping, there and back.

use jiff::civil::Date;

use crate::contract::{self, Kind, Table};
use crate::plan::{Source, TimeUnit};

/// A text of a file, read through a source's mapping of a column: raw ids, ISO dates, decimal points.
pub(super) fn meaning(source: &Source, column: &str, text: &str) -> String {
    if text.is_empty() || source.missing.iter().any(|code| code == text) {
        return String::new();
    }
    let words = source.values.get(column);
    words.and_then(|words| words.get(text)).cloned().unwrap_or_else(|| text.to_owned())
}

/// How a source writes a value of a column.
pub(super) fn written(source: &Source, table: &Table, column: &str, value: &str) -> String {
    if value.is_empty() {
        return String::new();
    }
    if let Some(text) = word_for(source, column, value) {
        return text;
    }
    let kind = table.column(column).map(|column| column.kind);
    match kind {
        Some(Kind::Date) => match (&source.date_format, value.parse::<Date>()) {
            (Some(pattern), Ok(date)) => date.strftime(pattern).to_string(),
            _ => value.to_owned(),
        },
        Some(Kind::Number(..) | Kind::Integer(..)) => number(source, column, value),
        _ => value.to_owned(),
    }
}

/// A number with the decimal mark and in the unit of a source.
pub(super) fn number(source: &Source, column: &str, value: &str) -> String {
    let in_hours = column == "minutes" && source.minutes_in == TimeUnit::Hours;
    let value = match value.parse::<f64>() {
        Ok(minutes) if in_hours => (minutes / 60.0).to_string(),
        _ => value.to_owned(),
    };
    if source.decimal == ',' { value.replace('.', ",") } else { value }
}

/// The program's own word for a word of the contract.
fn word_for(source: &Source, column: &str, value: &str) -> Option<String> {
    let words = source.values.get(column)?;
    let text = words.iter().find(|(_, to)| *to == value).map(|(from, _)| from.clone())?;
    (!source.missing.contains(&text)).then_some(text)
}

/// Words that a source can say in a column: those of its map, else those of the contract.
pub(super) fn words(source: &Source, table: &Table, column: &str) -> Vec<String> {
    if let Some(constant) = source.constants.get(column) {
        return vec![constant.clone()];
    }
    if let Some(words) = source.values.get(column) {
        let mut words: Vec<String> = words.values().cloned().collect();
        words.sort();
        words.dedup();
        return words;
    }
    match table.column(column).map(|column| column.kind) {
        Some(Kind::Category(words)) => words.iter().map(|word| (*word).to_owned()).collect(),
        _ => Vec::new(),
    }
}

/// The contract table that a source fills.
pub(super) fn table_of(source: &Source) -> &'static Table {
    contract::table(&source.table).expect("the plan was checked against the contract's tables")
}
