//! Findings as plain text for a terminal, with digits enough to check them.

use crate::inference::Finding;
use crate::report::format;
use crate::report::language::Language;

/// Digits that count: enough to compare with a textbook or another program.
const SIGNIFICANT: i32 = 6;

/// Findings as aligned lines, one block per slice and one line per answer; notes stand below their answer.
///
/// Numbers are as another program reads them: a hyphen for minus, no separators between thousands.
pub fn findings_text(findings: &[Finding]) -> String {
    let blocks = findings.chunk_by(|one, other| heading(one) == heading(other));
    blocks.map(block).collect::<Vec<_>>().join("\n")
}

fn heading(finding: &Finding) -> String {
    let name = if finding.measure == "stat" { &finding.family } else { &finding.measure };
    let mut parts = vec![name.clone()];
    parts.extend(finding.subject.clone());
    if finding.term_id != "all" {
        parts.push(finding.term_id.clone());
    }
    if finding.dimension == "all" {
        parts.push("all".to_owned());
    } else {
        parts.push(format!("{} = {}", finding.dimension, finding.level));
    }
    printable(&parts.join(", "))
}

/// Titles of the columns; a column without any entry is left out of a block.
const TITLES: [&str; 9] = ["answer", "estimate", "", "unit", "n", "statistic", "df", "p", "effect"];
/// Columns whose digits stand below one another.
const RIGHT: [bool; 9] = [false, true, false, false, true, true, true, true, false];

fn block(findings: &[Finding]) -> String {
    let mut rows = vec![TITLES.map(str::to_owned)];
    if let Some(first) = findings.first() {
        rows[0][2] = format!("[{}]", plain_percent(first.confidence));
    }
    rows.extend(findings.iter().map(row));
    let widths: Vec<usize> = (0..TITLES.len())
        .map(|at| {
            let is_used = rows[1..].iter().any(|row| !row[at].is_empty());
            let width = rows.iter().map(|row| row[at].chars().count()).max().unwrap_or(0);
            if is_used { width } else { 0 }
        })
        .collect();
    let mut text = findings.first().map(heading).unwrap_or_default();
    text.push('\n');
    text.push_str(&line(&rows[0], &widths));
    for (finding, row) in findings.iter().zip(&rows[1..]) {
        text.push_str(&line(row, &widths));
        for note in notes(finding) {
            text.push_str("      ");
            text.push_str(&printable(&note));
            text.push('\n');
        }
    }
    text
}

fn line(row: &[String; 9], widths: &[usize]) -> String {
    let cells = row.iter().zip(widths).zip(RIGHT).filter(|((_, width), _)| **width > 0);
    let padded = cells.map(|((cell, width), right)| {
        let gap = " ".repeat(width.saturating_sub(cell.chars().count()));
        if right { format!("{gap}{cell}") } else { format!("{cell}{gap}") }
    });
    let line = padded.collect::<Vec<_>>().join("  ");
    format!("  {}\n", line.trim_end())
}

fn row(finding: &Finding) -> [String; 9] {
    let answer = match &finding.contrast {
        Some(contrast) => format!("{}: {contrast}", finding.answer),
        None => finding.answer.clone(),
    };
    let number = |number: Option<f64>| number.map(significant).unwrap_or_default();
    let effect = match (&finding.effect_kind, finding.effect) {
        (Some(kind), Some(effect)) => {
            let interval = interval(finding.effect_low, finding.effect_high);
            format!("{kind} {} {interval}", significant(effect))
        }
        _ => String::new(),
    };
    [
        printable(&answer),
        number(finding.estimate),
        interval(finding.low, finding.high),
        finding.unit.clone(),
        counts(finding),
        number(finding.statistic),
        number(finding.df),
        number(finding.p_value),
        effect.trim_end().to_owned(),
    ]
}

fn interval(low: Option<f64>, high: Option<f64>) -> String {
    if low.is_none() && high.is_none() {
        return String::new();
    }
    let end = |end: Option<f64>| end.map_or_else(|| "?".to_owned(), significant);
    format!("[{}, {}]", end(low), end(high))
}

/// `10 (2 missing, 1 excluded, 4 clusters)`.
fn counts(finding: &Finding) -> String {
    let Some(n) = finding.n else { return String::new() };
    let mut beside = vec![format!("{} missing", finding.n_missing.unwrap_or(0))];
    let further = [(finding.n_excluded, "excluded"), (finding.n_clusters, "clusters")];
    for (count, what) in further {
        beside.extend(count.filter(|count| *count > 0).map(|count| format!("{count} {what}")));
    }
    format!("{n} ({})", beside.join(", "))
}

fn notes(finding: &Finding) -> Vec<String> {
    let withheld = finding.suppressed.iter().map(|why| format!("withheld: {why}"));
    let notes = finding.notes.iter().flat_map(|notes| notes.split(" · ").map(str::to_owned));
    withheld.chain(notes).collect()
}

fn plain_percent(share: f64) -> String {
    Language::english().confidence(share).replace([format::NARROW, format::NO_BREAK], " ")
}

/// A number to six significant digits, without zeros at its end: `1.58`, `0.00283289`, `4.169e-5`, `1234567`.
fn significant(number: f64) -> String {
    let scientific = format!("{number:.*e}", (SIGNIFICANT - 1).unsigned_abs() as usize);
    let Some((digits, power)) = scientific.split_once('e') else { return scientific };
    let power: i32 = power.parse().unwrap_or(0);
    if number != 0.0 && !(-4..15).contains(&power) {
        return format!("{}e{power}", without_zeros(digits));
    }
    let decimals = (SIGNIFICANT - 1 - power).max(0).unsigned_abs() as usize;
    // Adding 0.0 takes the sign from a negative zero.
    without_zeros(&format!("{:.decimals$}", number + 0.0)).to_owned()
}

fn without_zeros(digits: &str) -> &str {
    if digits.contains('.') { digits.trim_end_matches('0').trim_end_matches('.') } else { digits }
}

/// Text from a file, without what would steer a terminal.
fn printable(text: &str) -> String {
    text.chars().map(|letter| if letter.is_control() { '\u{fffd}' } else { letter }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_has_six_digits_that_count() {
        let cases = [
            (1.58, "1.58"),
            (-4.062_127_683, "-4.06213"),
            (0.002_832_890_3, "0.00283289"),
            (0.000_041_690_9, "4.16909e-5"),
            (1_234_567.4, "1234567"),
            (123.0, "123"),
            (0.0, "0"),
            (-0.0, "0"),
            (100.0, "100"),
            (1e20, "1e20"),
        ];
        for (number, text) in cases {
            assert_eq!(significant(number), text);
        }
    }

    #[test]
    fn a_text_from_a_file_cannot_steer_the_terminal() {
        assert_eq!(printable("North\u{1b}[31m"), "North\u{fffd}[31m");
    }
}
