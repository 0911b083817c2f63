//! Nobody's name, address or number leaves by accident: planted ones in every column, in names of columns, sheets and files are
//! looked for in everything that every command writes or says.

use std::collections::BTreeSet;

use clap::CommandFactory as _;
use mentorlens::cli::Cli;

use super::program::{Program, Told, mentorlens};

/// An address, a number and a name that no sample has.
const CANARIES: [&str; 3] = ["zqcanary", "555 777 0199", "zqfirst zqlast"];

/// Files for their owner's eyes: raw ids, original cells, open answers, in which people name one another, and proposals that a
/// person is to look at.
const RESTRICTED: &[&str] = &[
    "warehouse/vault/",
    "warehouse/quarantine/",
    "warehouse/comments/",
    "inbox/",
    "mentorlens.links.csv",
];

/// Says names, to staff.
const FOR_STAFF: &str = "staff-list";

/// Every command, in an order in which each has something to do; `{}` is the folder.
pub(super) const CALLS: &[&[&str]] = &[
    &["init", "{}", "--print"],
    &["rehearse", "{}"],
    &["check", "{}", "--html", "{}/check.html"],
    &["check", "{}", "--json"],
    &["ingest", "{}", "--log", "json"],
    &["measure", "{}", "--json"],
    &["report", "{}", "--email"],
    &["run", "{}", "--json", "--metrics", "{}/run.metrics"],
    &["run", "{}", "--timings", "--log", "json"],
    &["run", "{}", "--fail-on", "quarantine", "--notify-command", "cat > '{}/notified'"],
    &["link", "{}"],
    &["quotes", "{}"],
    &["privacy", "{}"],
    &["privacy", "{}", "--json"],
    &["runs", "{}"],
    &["runs", "{}", "--json"],
    &["verify", "{}"],
    &["diff", "1", "1", "{}"],
    &["query", "--dir", "{}", "select * from people"],
    &["query", "--dir", "{}", "select * from matches"],
    &["query", "--dir", "{}", "select * from attributes"],
    &["query", "--dir", "{}", "select * from responses"],
    &["query", "--dir", "{}", "select * from zqnothing"],
    &["explain"],
    &["explain", "completion", "--dir", "{}"],
    &["instruments"],
    &["presets"],
    &["stat", "--list"],
    &["staff-list", "{}"],
    &["vault-key", "{}"],
    &["rotate-key", "{}"],
    &["forget", "zqcanary0@example.org", "{}"],
    &["gc", "{}"],
    &["verify", "{}", "--json"],
];

/// A text of each kind for a column. Nobody can tell a person's name from a school's: names are planted where names stand.
fn canary(at: usize, column: &str) -> String {
    let column = column.to_lowercase();
    match at % 2 {
        _ if ["name", "guardian", "parent"].iter().any(|word| column.contains(word)) => {
            "Zqfirst Zqlast".to_owned()
        }
        0 => format!("zqcanary{at}@example.org"),
        _ => "+1 555 777 0199".to_owned(),
    }
}

/// Adds to each table of comma-separated cells a row of canaries, one like the last with a canary in each of its columns, and
/// a column that is called by one; gives how many were planted.
fn plant(program: &Program) -> usize {
    let mut planted = 0;
    for (name, bytes) in program.files("inbox") {
        if !name.ends_with(".csv") {
            continue;
        }
        let text = match String::from_utf8(bytes) {
            Ok(text) => text,
            Err(other) => encoding_rs::WINDOWS_1252.decode(other.as_bytes()).0.into_owned(),
        };
        let header = text.lines().next().unwrap();
        let delimiter = if header.contains(';') { b';' } else { b',' };
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(delimiter)
            .flexible(true)
            .has_headers(false)
            .from_reader(text.as_bytes());
        let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
        let mut writer =
            csv::WriterBuilder::new().delimiter(delimiter).flexible(true).from_writer(Vec::new());
        let columns = rows[0].len();
        for (at, row) in rows.iter().enumerate() {
            let last = if at == 0 { "zqcanary-column@example.org" } else { "" };
            writer.write_record(row.iter().chain([last])).unwrap();
        }
        let last = rows.last().unwrap();
        for planted in 0..columns {
            let cells = last.iter().enumerate().map(|(at, cell)| {
                if at == planted { canary(at, &rows[0][at]) } else { cell.to_owned() }
            });
            writer.write_record(cells.chain([String::new()])).unwrap();
        }
        let all = (0..=columns).map(|at| canary(at, rows[0].get(at).unwrap_or_default()));
        writer.write_record(all).unwrap();
        planted += 2 * columns + 2;
        program.put(&name, &writer.into_inner().unwrap());
    }
    program.put("inbox/zqcanary@example.org.csv", b"Name,Mail\nA,B\n");
    planted
}

pub(super) fn tells(text: &[u8]) -> bool {
    let text = text.to_ascii_lowercase();
    CANARIES.iter().any(|word| text.windows(word.len()).any(|part| part == word.as_bytes()))
}

/// Calls a command whose temporary files lie in the folder, too; fails when it says a canary.
pub(super) fn call(program: &Program, arguments: &[&str]) -> Told {
    let folder = program.dir().display().to_string();
    std::fs::create_dir_all(program.path("tmp")).unwrap();
    let arguments = arguments.iter().map(|argument| argument.replace("{}", &folder));
    let arguments: Vec<String> = arguments.collect();
    let mut command = mentorlens();
    let told =
        Told::of(command.args(&arguments).env("TMPDIR", program.path("tmp")).output().unwrap());
    for text in [&told.out, &told.err].into_iter().filter(|_| arguments[0] != FOR_STAFF) {
        // Who asks about somebody by name may be answered by it.
        let asked = |argument: &&String| tells(argument.as_bytes());
        let said =
            arguments.iter().filter(asked).fold(text.clone(), |text, own| text.replace(own, ""));
        let leak = said.lines().find(|line| tells(line.as_bytes()));
        assert!(leak.is_none(), "{} says {leak:?}", arguments[0]);
    }
    told
}

/// Fails when a file that may be given away, or that others may read, holds a canary.
pub(super) fn look_through(program: &Program, what: &str) {
    let files = program.files("");
    assert!(files.len() > 20, "{what}: {} files", files.len());
    for (name, bytes) in files {
        if RESTRICTED.iter().any(|folder| name.starts_with(folder)) {
            continue;
        }
        assert!(!tells(name.as_bytes()), "{name} of {what} is called by a planted word");
        let text = super::rendered::text_of(&program.path(&name), &bytes);
        let line = text.lines().find(|line| tells(line.as_bytes()));
        assert!(line.is_none(), "{name} of {what} holds a planted word: {line:?}");
    }
}

#[test]
fn no_planted_word_is_in_anything_that_a_command_writes_or_says() {
    for sample in ["riverbend", "dandora"] {
        let program = Program::sample(sample);
        assert!(plant(&program) > 20, "{sample}");
        for arguments in CALLS {
            let told = call(&program, arguments);
            if ["init", "ingest", "run"].contains(&arguments[0]) {
                told.ended_with(if arguments.contains(&"--fail-on") { 3 } else { 0 });
            }
        }
        look_through(&program, sample);
    }
}

/// A plan that `init` writes names files and columns, and texts of cells that stand for roles and the like.
#[test]
fn no_planted_word_is_in_a_plan_that_is_written_from_the_exports_nor_in_what_it_makes() {
    for sample in ["riverbend", "dandora"] {
        let program = Program::sample(sample);
        std::fs::remove_file(program.path("mentorlens.toml")).unwrap();
        plant(&program);
        let told = call(&program, &["init", "{}"]).ended_with(0);
        assert!(
            told.err.contains("an e-mail address is part of what it is called"),
            "{}",
            told.err
        );
        assert!(!tells(program.text("mentorlens.toml").as_bytes()), "{sample}");
        for arguments in [&["check", "{}"], &["run", "{}"], &["privacy", "{}"]] {
            call(&program, arguments);
        }
        look_through(&program, sample);
    }
}

#[test]
fn a_command_that_is_new_is_looked_at_here() {
    let cli = Cli::command();
    let known: BTreeSet<&str> = cli.get_subcommands().map(clap::Command::get_name).collect();
    let called: BTreeSet<&str> = CALLS.iter().map(|arguments| arguments[0]).collect();
    assert_eq!(known, called);
}

/// A plan's pattern can fit a file that is called by an address: it is refused without being named.
#[test]
fn an_export_that_is_called_by_an_address_is_refused() {
    let program = Program::sample("riverbend");
    let bytes = std::fs::read(program.path("inbox/matches-2025-06.csv")).unwrap();
    program.put("inbox/matches-zqcanary@example.org.csv", &bytes);
    for command in ["check", "run"] {
        let told = call(&program, &[command, "{}"]).ended_with(2);
        assert!(told.err.contains("has an e-mail address in its name"), "{}", told.err);
    }
    assert!(!program.path("warehouse/snapshots").exists());
}

#[test]
fn a_column_that_is_called_by_an_address_is_not_named_among_those_that_there_are() {
    let program = Program::sample("riverbend");
    plant(&program);
    let plan = program.text("mentorlens.toml");
    assert!(plan.contains("held_on = \"Date\""), "the sample's meetings have another name");
    program.put(
        "mentorlens.toml",
        plan.replace("held_on = \"Date\"", "held_on = \"Zzzz\"").as_bytes(),
    );
    let told = call(&program, &["check", "{}"]);
    assert!(told.err.contains("no column `Zzzz`"), "{}", told.err);
    assert!(told.err.contains("a column called by an e-mail address"), "{}", told.err);
}

/// A calculator on any file repeats no cell either.
#[test]
fn a_column_that_holds_no_numbers_is_described() {
    let program = Program::sample("riverbend");
    plant(&program);
    for (name, bytes) in program.files("inbox") {
        if name.ends_with(".csv") && std::str::from_utf8(&bytes).is_ok() {
            let text = String::from_utf8_lossy(&bytes);
            let header = text.lines().next().unwrap().trim_start_matches('\u{feff}');
            for column in header.split([',', ';']).filter(|name| !tells(name.as_bytes())).take(4) {
                let column = format!("value={}", column.trim_matches('"'));
                let file = program.path(&name).display().to_string();
                call(&program, &["stat", "one_group", &file, "--columns", &column]);
            }
        }
    }
}
