//! Nobody's address or number leaves by accident: planted ones in every column and in a file name are looked for in everything
//! that every command writes or says.

use super::program::Program;

/// An address and a number that no sample has.
const CANARIES: [&str; 2] = ["zqcanary", "555 777 0199"];

/// Folders for their owner's eyes: raw ids, original cells, and open answers, in which people name one another.
const RESTRICTED: &[&str] =
    &["warehouse/vault/", "warehouse/quarantine/", "warehouse/comments/", "inbox/"];

/// Ends each table of comma-separated cells with a row of addresses and phone numbers; gives how many were planted.
fn plant(program: &Program) -> usize {
    let mut planted = 0;
    for (name, bytes) in program.files("inbox") {
        if !name.ends_with(".csv") {
            continue;
        }
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let delimiter = if text.lines().next().unwrap().contains(';') { ";" } else { "," };
        let columns = text.lines().next().unwrap().split(delimiter).count();
        let word = |column: usize| match column % 2 {
            0 => format!("zqcanary{column}@example.org"),
            _ => "+1 555 777 0199".to_owned(),
        };
        let row: Vec<String> = (0..columns).map(word).collect();
        let end = if text.ends_with('\n') { "" } else { "\n" };
        let more = format!("{end}{}\n", row.join(delimiter));
        program.put(&name, &[bytes.as_slice(), more.as_bytes()].concat());
        planted += columns;
    }
    program.put("inbox/zqcanary@example.org.csv", b"Name,Mail\nA,B\n");
    planted
}

fn tells(text: &[u8]) -> bool {
    let text = text.to_ascii_lowercase();
    CANARIES.iter().any(|word| text.windows(word.len()).any(|part| part == word.as_bytes()))
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
            ("privacy", &[]),
            ("privacy", &["--json"]),
            ("quotes", &[]),
            ("runs", &[]),
            ("verify", &[]),
            ("diff", &["1", "1"]),
            ("query", &["select * from people"]),
            ("query", &["select * from matches"]),
        ];
        for (command, options) in calls {
            let told = program.run(command, options);
            for text in [&told.out, &told.err] {
                let leak = text.lines().find(|line| tells(line.as_bytes()));
                assert!(leak.is_none(), "{command} of {sample} says {leak:?}");
            }
        }
        for (name, bytes) in program.files("") {
            if RESTRICTED.iter().any(|folder| name.starts_with(folder)) {
                continue;
            }
            let text = super::privacy::plain(&program.path(&name), &bytes);
            assert!(!tells(&text), "{name} of {sample} holds a planted word");
        }
    }
}
