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

fn entry(kpi: &Kpi, text: &mut String) {
    let placeholder = |words: &str| words.replace("{subject}", "…");
    let _ = writeln!(
        text,
        "\n### `{}`: {}\n\n{}\n",
        kpi.id,
        placeholder(&kpi.title),
        placeholder(&kpi.question)
    );
    let answers =
        kpi.keys.get("answers").map(|answers| format!(" ({answers})")).unwrap_or_default();
    for (name, value) in [
        ("family", kpi.family.clone()),
        ("one row", kpi.grain.trim_start_matches("one row ").to_owned()),
        ("values", kpi.scale.clone()),
        ("better", kpi.better.clone()),
        ("missing", kpi.missing.clone()),
        ("design", format!("`{}`{answers}", kpi.design)),
        ("definition", format!("version {}; {}", kpi.version, kpi.cite)),
    ] {
        let _ = writeln!(text, "- {name}: {value}");
    }
}
