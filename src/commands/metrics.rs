//! How a run went, as `OpenMetrics` text: what the textfile collector of a node exporter reads.

use std::fmt::Write as _;
use std::path::Path;

use jiff::Timestamp;

use crate::warehouse::{Snapshot, write_file};

/// Writes the file in one step; the snapshot is the current one after the run.
pub(super) fn write(
    path: &Path,
    code: u8,
    alarms: usize,
    snapshot: Option<&Snapshot>,
) -> anyhow::Result<()> {
    Ok(write_file(path, text(code, alarms, snapshot).as_bytes())?)
}

fn text(code: u8, alarms: usize, snapshot: Option<&Snapshot>) -> String {
    let mut text = String::new();
    gauge(
        &mut text,
        "run_exit_code",
        "Exit code of the last run.",
        &[(String::new(), code.into())],
    );
    let alarms = i64::try_from(alarms).unwrap_or(i64::MAX);
    gauge(&mut text, "run_alarms", "Alarms that were asked for.", &[(String::new(), alarms)]);
    if let Some(snapshot) = snapshot {
        let number = i64::try_from(snapshot.number).unwrap_or(i64::MAX);
        gauge(
            &mut text,
            "snapshot_number",
            "Number of the current snapshot.",
            &[(String::new(), number)],
        );
        let written = snapshot.written_at.parse::<Timestamp>().map_or(0, Timestamp::as_second);
        let about = "When the current snapshot was written.";
        gauge(&mut text, "snapshot_written_timestamp_seconds", about, &[(String::new(), written)]);
        let mut rows = Vec::new();
        for source in &snapshot.ledger.sources {
            for (state, count) in [
                ("read", source.rows_in),
                ("kept", source.rows_out),
                ("set_aside", source.rows_quarantined),
                ("replaced", source.rows_superseded),
                ("duplicate", source.rows_duplicate),
                ("deleted", source.rows_deleted),
                ("withdrawn", source.rows_withdrawn),
                ("left_to_others", source.rows_skipped),
                ("forgotten", source.rows_forgotten),
            ] {
                // Ids are made of letters, digits, `-` and `_`: nothing that would have to be escaped.
                let labels = format!("{{source=\"{}\",state=\"{state}\"}}", source.source);
                rows.push((labels, i64::try_from(count).unwrap_or(i64::MAX)));
            }
        }
        gauge(&mut text, "source_rows", "Rows of every source, by what became of them.", &rows);
    }
    text + "# EOF\n"
}

fn gauge(text: &mut String, name: &str, about: &str, values: &[(String, i64)]) {
    let name = format!("mentorlens_{name}");
    write!(text, "# TYPE {name} gauge\n# HELP {name} {about}\n")
        .expect("a text takes what is written");
    for (labels, value) in values {
        writeln!(text, "{name}{labels} {value}").expect("a text takes what is written");
    }
}
