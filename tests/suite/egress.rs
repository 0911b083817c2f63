//! No word of the inbox leaves by accident: planted words in every column, header and file name are looked for in everything
//! that every command writes or says.

use super::program::Program;

/// In every planted word; no sample has it.
const CANARY: &str = "zqcanary";

/// Folders for their owner's eyes: raw ids, original cells, and open answers, in which people name one another.
const RESTRICTED: &[&str] =
    &["warehouse/vault/", "warehouse/quarantine/", "warehouse/comments/", "inbox/"];

/// Ends each table of comma-separated cells with a row of planted words, as a name, an address, a phone number or an id; gives
/// how many were planted.
fn plant(program: &Program) -> usize {
    let mut planted = 0;
    for (name, bytes) in program.files("inbox") {
        if !name.ends_with(".csv") {
            continue;
        }
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let delimiter = if text.lines().next().unwrap().contains(';') { ";" } else { "," };
        let columns = text.lines().next().unwrap().split(delimiter).count();
        let word = |column: usize| match column % 4 {
            0 => format!("{CANARY}-{planted}-{column}"),
            1 => format!("{CANARY}{column}@example.org"),
            2 => format!("Nia {CANARY} {column}"),
            _ => format!("+1 555 {CANARY} {column}"),
        };
        let row: Vec<String> = (0..columns).map(word).collect();
        let end = if text.ends_with('\n') { "" } else { "\n" };
        let more = format!("{end}{}\n", row.join(delimiter));
        program.put(&name, &[bytes.as_slice(), more.as_bytes()].concat());
        planted += columns;
    }
    program.put(&format!("inbox/{CANARY}@example.org.csv"), b"Name,Mail\nA,B\n");
    planted
}

#[test]
fn no_planted_word_is_in_anything_that_a_command_writes_or_says() {
    for sample in ["riverbend", "dandora"] {
        let program = Program::sample(sample);
        assert!(plant(&program) > 20, "{sample}");
        let page = program.path("check.html").display().to_string();
        let calls: &[(&str, &[&str])] = &[
            ("check", &["--html", &page]),
            ("check", &["--json"]),
            ("ingest", &[]),
            ("measure", &["--json"]),
            ("report", &[]),
            ("run", &["--json"]),
            ("runs", &[]),
            ("verify", &[]),
            ("diff", &["1", "1"]),
            ("query", &["select * from people"]),
            ("query", &["select * from matches"]),
        ];
        for (command, options) in calls {
            let told = program.run(command, options);
            for text in [&told.out, &told.err] {
                let leak = text.lines().find(|line| line.contains(CANARY));
                assert!(leak.is_none(), "{command} of {sample} says {leak:?}");
            }
        }
        for (name, bytes) in program.files("") {
            if RESTRICTED.iter().any(|folder| name.starts_with(folder)) {
                continue;
            }
            let text = super::privacy::plain(&program.path(&name), &bytes);
            let leaks = text.windows(CANARY.len()).any(|part| part == CANARY.as_bytes());
            assert!(!leaks, "{name} of {sample} holds a planted word");
        }
    }
}
