//! The data dictionary, printed from the tables themselves.

use std::fmt::Write as _;

use super::table::{Kind, Table};
use super::tables::{FROM_PLAN, TABLES};
use super::violation::RULES;

/// The dictionary as Markdown: every table, every column, every rule.
pub fn dictionary() -> String {
    let mut text = String::from(INTRODUCTION);
    for table in TABLES {
        describe(table, &mut text);
    }
    text.push_str("\n## Rules\n\n| rule | what must hold | when it does not | how to mend |\n|---|---|---|---|\n");
    for rule in RULES {
        let line = format!(
            "| `{}` | {} | {} | {} |\n",
            rule.id,
            rule.title,
            rule.severity.name(),
            rule.hint.replace('|', "\\|")
        );
        text.push_str(&line);
    }
    text
}

const INTRODUCTION: &str = "# Data dictionary

Printed from the contract itself; a test keeps it true. Every table also has `program_id`. Every date `…_on` has a twin
`…_day` in days since 1970-01-01. A dated table has `term_id`: the term of the plan that holds the date. Ids are keyed
63-bit numbers; the exports' own ids are in the vault only.

A cell that breaks a rule becomes missing (warning); a row without a required cell is set aside (error), and so is one with a
word that cannot be read where an empty cell says something; a source that cannot be read as the plan says is refused
(refused), and nothing is published.
";

fn describe(table: &Table, text: &mut String) {
    let origin = if FROM_PLAN.contains(&table.name) { ", from the plan" } else { "" };
    let _ = writeln!(text, "\n## `{}`\n\nOne row per {}{origin}.", table.name, table.grain);
    if !table.key.is_empty() {
        let _ = write!(text, " Key: {}.", ticked(table.key));
    }
    if let Some(date) = table.dated_by {
        let _ = write!(text, " Dated by `{date}`.");
    }
    for (earlier, later) in table.in_order {
        let _ = write!(text, " `{later}` is not before `{earlier}`.");
    }
    text.push_str(
        "\n\n| column | type | required | personal | what it holds |\n|---|---|---|---|---|\n",
    );
    for column in table.columns {
        let mark = |on: bool| if on { "yes" } else { "" };
        let kind = kind(column.kind);
        let _ = writeln!(
            text,
            "| `{}` | {kind} | {} | {} | {} |",
            column.name,
            mark(column.required),
            mark(column.personal),
            column.about
        );
    }
}

fn kind(kind: Kind) -> String {
    match kind {
        Kind::Id(_) => "id".to_owned(),
        Kind::Reference(_, table) => format!("id of `{table}`"),
        Kind::Category(words) => format!("one of {}", ticked(words)),
        Kind::Label => "label".to_owned(),
        Kind::Text => "free text".to_owned(),
        Kind::Number(low, high) if high >= 1e9 && low <= -1e9 => "number".to_owned(),
        Kind::Number(low, high) => format!("number, {low} to {high}"),
        Kind::Integer(low, high) => format!("whole number, {low} to {high}"),
        Kind::Date => "date".to_owned(),
        Kind::Boolean => "yes or no".to_owned(),
    }
}

fn ticked(words: &[&str]) -> String {
    words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}
