//! The catalogue of KPIs as Markdown, from their headers.

use std::fmt::Write as _;

use super::Kpi;

/// Families in order of their first KPI's part in results-based accountability, each KPI with its definition.
pub fn describe(kpis: &[Kpi]) -> String {
    let mut text = String::from(INTRODUCTION);
    for (rba, heading) in [
        ("how_much", "How much did we do?"),
        ("how_well", "How well did we do it?"),
        ("better_off", "Is anyone better off?"),
    ] {
        let _ = writeln!(text, "\n## {heading}");
        for kpi in kpis.iter().filter(|kpi| kpi.rba == rba) {
            entry(kpi, &mut text);
        }
    }
    text
}

const INTRODUCTION: &str = "# KPI catalogue

Printed from the headers of `queries/`; a test keeps it true. A program's own `.sql` files in its `queries/` folder are
measures of the same standing; one with the name of a built-in measure takes its place.
";

/// One measure: what it means, how it is counted, where it comes from, and its SQL.
pub fn explain(kpi: &Kpi) -> String {
    let placeholder = |words: &str| words.replace("{subject}", "…");
    let mut text =
        format!("{}: {}\n\n{}\n\n", kpi.id, placeholder(&kpi.title), placeholder(&kpi.question));
    for (name, value) in facts(kpi) {
        let _ = writeln!(text, "{name:11} {value}");
    }
    let source = if kpi.own { "the program's own queries" } else { "built in" };
    let _ = writeln!(text, "\nqueries/{}.sql, {source}:\n\n{}", kpi.id, body(&kpi.sql).trim_end());
    text
}

/// Every measure on a line, by family.
pub fn overview(kpis: &[Kpi]) -> String {
    let mut families: Vec<&str> = kpis.iter().map(|kpi| kpi.family.as_str()).collect();
    families.sort_unstable();
    families.dedup();
    let width = kpis.iter().map(|kpi| kpi.id.len()).max().unwrap_or_default();
    let mut text = String::new();
    for family in families {
        let _ = writeln!(text, "{}{family}", if text.is_empty() { "" } else { "\n" });
        for kpi in kpis.iter().filter(|kpi| kpi.family == family) {
            let title = kpi.title.replace(", {subject}", "").replace("{subject}, ", "");
            let _ = writeln!(text, "  {:width$}  {title}", kpi.id);
        }
    }
    text
}

/// The query without its header.
fn body(sql: &str) -> String {
    let lines: Vec<&str> = sql.lines().skip_while(|line| line.starts_with("--")).collect();
    lines.join("\n")
}

/// What a header says, in the order of reading.
fn facts(kpi: &Kpi) -> Vec<(&'static str, String)> {
    let answers =
        kpi.keys.get("answers").map(|answers| format!(" ({answers})")).unwrap_or_default();
    let mut facts = vec![
        ("family", kpi.family.clone()),
        ("one row", kpi.grain.trim_start_matches("one row ").to_owned()),
        ("values", kpi.scale.clone()),
        ("better", kpi.better.clone()),
        ("missing", kpi.missing.clone()),
    ];
    facts.extend(kpi.keys.get("needs").map(|needs| ("needs", needs.clone())));
    facts.push(("design", format!("`{}`{answers}", kpi.design)));
    facts.push(("definition", format!("version {}; {}", kpi.version, kpi.cite)));
    facts
}

fn entry(kpi: &Kpi, text: &mut String) {
    let placeholder = |words: &str| words.replace("{subject}", "…");
    let _ = writeln!(
        text,
        "\n### `{}`: {}\n\n{}\n",
        kpi.id,
        placeholder(&kpi.title),
        placeholder(&kpi.question)
    );
    for (name, value) in facts(kpi) {
        let _ = writeln!(text, "- {name}: {value}");
    }
}
