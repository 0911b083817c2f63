//! What `egress` asks of tables of text, asked of every other kind of file: workbooks with their notes and properties, archives,
//! JSON, calendars, Parquet, and the names of files, folders, sheets and members.

use std::io::{Cursor, Write as _};
use std::sync::Arc;

use arrow::array::{ArrayRef, RecordBatch, StringArray};
use parquet::arrow::ArrowWriter;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;
use rust_xlsxwriter::{DocProperties, Note, Workbook};

use super::egress::{CALLS, call, look_through, tells};
use super::program::Program;

const MAIL: &str = "zqcanary@example.org";
const PHONE: &str = "+1 555 777 0199";
const NAME: &str = "Zqfirst Zqlast";
/// People in each role.
const PEOPLE: usize = 30;

const PLAN: &str = r#"
[program]
id = "harbor"
name = "Harbor Mentoring"

[[segments]]
id = "pet"
from = "attributes.pet"

[[sources]]
id = "people"
files = ["inbox/people.xlsx"]
table = "people"
columns = { person_id = "ID", role = "Role", site = "Site", enrolled_on = "Joined" }
name = "Name"

[[sources]]
id = "matches"
files = ["inbox/matches.zip"]
table = "matches"
columns = { match_id = "Match", mentee_id = "Mentee", mentor_id = "Mentor", matched_on = "Start", setting = "Setting" }

[[sources]]
id = "meetings"
files = ["inbox/meetings.ndjson"]
table = "meetings"
columns = { match_id = "Match", held_on = "Day", minutes = "Minutes", status = "Status" }

[[sources]]
id = "calendar"
files = ["inbox/visits.ics"]
table = "meetings"
columns = { match_id = "summary", held_on = "held_on", minutes = "minutes", topic = "categories" }

[[sources]]
id = "traits"
files = ["inbox/traits.parquet"]
table = "attributes"
shape = "wide"
columns = { person_id = "ID" }
attributes = { pet = "Pet" }
"#;

/// Rows of a table with a canary in each cell of one more row each, and a row of nothing else.
fn planted(header: &[&str], rows: impl Iterator<Item = Vec<String>>) -> Vec<Vec<String>> {
    let canary = |at: usize| match header[at] {
        "Name" => NAME.to_owned(),
        _ if at.is_multiple_of(2) => format!("zqcanary{at}@example.org"),
        _ => PHONE.to_owned(),
    };
    let mut all: Vec<Vec<String>> = rows.collect();
    let last = all.last().unwrap().clone();
    for planted in 0..header.len() {
        let mut row = last.clone();
        row[planted] = canary(planted);
        all.push(row);
    }
    all.push((0..header.len()).map(canary).collect());
    all
}

fn people() -> (Vec<&'static str>, Vec<Vec<String>>) {
    let header = vec!["ID", "Role", "Site", "Joined", "Name", "E-mail"];
    let person = |at: usize| {
        let (kind, role) = if at < PEOPLE { ("m", "mentee") } else { ("v", "mentor") };
        let id = format!("{kind}{}", at % PEOPLE);
        let words = ["North", "2024-09-01"];
        let name = format!("Ada Example{at}");
        vec![id, role.to_owned(), words[0].to_owned(), words[1].to_owned(), name, String::new()]
    };
    let rows = planted(&header, (0..2 * PEOPLE).map(person));
    (header, rows)
}

/// A workbook with canaries in cells, in a heading, in notes, names, properties, and in what other sheets are called.
fn workbook() -> Vec<u8> {
    let mut book = Workbook::new();
    let said =
        DocProperties::new().set_author(NAME).set_title(MAIL).set_comment(PHONE).set_company(NAME);
    book.set_properties(&said);
    book.define_name("zqcanary_range", "=People!$A$1").unwrap();
    let sheet = book.add_worksheet().set_name("People").unwrap();
    let (header, rows) = people();
    let header: Vec<String> =
        header.iter().map(|name| (*name).to_owned()).chain([format!("of {MAIL}")]).collect();
    for (row, cells) in std::iter::once(&header).chain(&rows).enumerate() {
        for (column, cell) in cells.iter().enumerate() {
            sheet.write(u32::try_from(row).unwrap(), u16::try_from(column).unwrap(), cell).unwrap();
        }
    }
    let note = Note::new(format!("{NAME}, {MAIL}, {PHONE}")).set_author(NAME);
    sheet.insert_note(1, 0, &note).unwrap();
    for name in [MAIL, PHONE] {
        let other = book.add_worksheet().set_name(name).unwrap();
        other.write(0, 0, "ID").unwrap();
        other.write(1, 0, NAME).unwrap();
    }
    book.save_to_buffer().unwrap()
}

fn text(header: &[&str], rows: &[Vec<String>]) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(header).unwrap();
    for row in rows {
        writer.write_record(row).unwrap();
    }
    writer.into_inner().unwrap()
}

/// An archive whose members are called by canaries; the first is read.
fn archive() -> Vec<u8> {
    let header = ["Match", "Mentee", "Mentor", "Start", "Setting"];
    let row = |at: usize| {
        vec![
            format!("x{at}"),
            format!("m{at}"),
            format!("v{at}"),
            "2024-09-10".to_owned(),
            "school".to_owned(),
        ]
    };
    let rows = planted(&header, (0..PEOPLE).map(row));
    let mut packed = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for name in [format!("{MAIL}.csv"), format!("{NAME} {PHONE}.csv")] {
        packed.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        packed.write_all(&text(&header, &rows)).unwrap();
    }
    packed.finish().unwrap().into_inner()
}

/// A record a line, with keys and values that are canaries, also within one another.
fn records() -> Vec<u8> {
    let header = ["Match", "Day", "Minutes", "Status"];
    let row = |at: usize| {
        vec![
            format!("x{at}"),
            format!("2024-10-{:02}", at % 28 + 1),
            "60".to_owned(),
            "completed".to_owned(),
        ]
    };
    let mut lines = String::new();
    for row in planted(&header, (0..PEOPLE).map(row)) {
        let mut record: serde_json::Map<String, serde_json::Value> =
            header.iter().zip(row).map(|(name, cell)| ((*name).to_owned(), cell.into())).collect();
        record.insert(MAIL.to_owned(), NAME.into());
        record.insert("with".to_owned(), serde_json::json!({ PHONE: [MAIL, { "name": NAME }] }));
        lines += &format!("{}\n", serde_json::Value::Object(record));
    }
    lines.into_bytes()
}

/// Events with canaries in all that they can hold, and one whose rule is not followed.
fn calendar() -> Vec<u8> {
    let mut text = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Zqfirst Zqlast//EN\r\nX-WR-CALNAME:Zqfirst Zqlast\r\n".to_owned();
    let rule = "RRULE:FREQ=MONTHLY;BYSETPOS=1;BYDAY=MO\r\n";
    for (at, summary) in ["x1", "x2", MAIL, PHONE, NAME, "x3"].into_iter().enumerate() {
        let when =
            if at == 2 { "DTSTART:zqcanary@example.org" } else { "DTSTART:20241005T150000Z" };
        let rule = if at > 3 { rule } else { "" };
        text += &format!(
            "BEGIN:VEVENT\r\nUID:{at}-{MAIL}\r\nSUMMARY:{summary}\r\nDESCRIPTION:{NAME} {PHONE}\r\n\
            ATTENDEE;CN=\"{NAME}\":mailto:{MAIL}\r\nORGANIZER;CN={NAME}:mailto:{MAIL}\r\n\
            LOCATION:{NAME}\\, {PHONE}\r\nCATEGORIES:{MAIL}\r\n{when}\r\nDTEND:20241005T160000Z\r\n{rule}END:VEVENT\r\n"
        );
    }
    (text + "END:VCALENDAR\r\n").into_bytes()
}

/// A table with a column and metadata that are canaries.
fn columns() -> Vec<u8> {
    let header = ["ID", "Pet"];
    let row = |at: usize| vec![format!("m{at}"), "cat".to_owned()];
    let rows = planted(&header, (0..PEOPLE).map(row));
    let column = |at: usize| -> ArrayRef {
        Arc::new(StringArray::from_iter_values(rows.iter().map(|row| row[at].as_str())))
    };
    let batch =
        RecordBatch::try_from_iter([("ID", column(0)), ("Pet", column(1)), (MAIL, column(0))])
            .unwrap();
    let metadata = vec![KeyValue::new(NAME.to_owned(), MAIL.to_owned())];
    let said = WriterProperties::builder()
        .set_key_value_metadata(Some(metadata))
        .set_created_by(NAME.to_owned());
    let mut writer = ArrowWriter::try_new(Vec::new(), batch.schema(), Some(said.build())).unwrap();
    writer.write(&batch).unwrap();
    writer.into_inner().unwrap()
}

fn exports() -> Program {
    let program = Program::new(PLAN);
    program.put("inbox/people.xlsx", &workbook());
    program.put("inbox/matches.zip", &archive());
    program.put("inbox/meetings.ndjson", &records());
    program.put("inbox/visits.ics", &calendar());
    program.put("inbox/traits.parquet", &columns());
    program
}

#[test]
fn no_planted_word_of_any_kind_of_file_is_in_what_a_command_writes_or_says() {
    let program = exports();
    for (name, bytes) in program.files("inbox") {
        let bytes = if name.ends_with(".xlsx") {
            super::rendered::text_of(&program.path(&name), &bytes).into_bytes()
        } else {
            bytes
        };
        assert!(tells(&bytes), "nothing is planted in {name}");
    }
    for arguments in CALLS {
        let told = call(&program, arguments);
        if ["ingest", "run"].contains(&arguments[0]) {
            told.ended_with(if arguments.contains(&"--fail-on") { 3 } else { 0 });
        }
    }
    look_through(&program, "all formats");
}

#[test]
fn a_plan_that_is_written_from_any_kind_of_file_repeats_no_planted_word() {
    let program = exports();
    std::fs::remove_file(program.path("mentorlens.toml")).unwrap();
    program.put(&format!("inbox/{MAIL}/people.csv"), b"Name,Mail\nA,B\n");
    program.put(&format!("inbox/call {PHONE}.csv"), b"Name,Mail\nA,B\n");
    program.put(&format!("inbox/{NAME}.csv"), b"First name,Last name,Mail\nZqfirst,Zqlast,B\n");
    for json in [&[][..], &["--json"]] {
        call(&program, &[&["init", "{}", "--print"], json].concat());
    }
    call(&program, &["init", "{}"]).ended_with(0);
    assert!(!tells(program.text("mentorlens.toml").as_bytes()));
    for arguments in [
        &["check", "{}", "--html", "{}/check.html"][..],
        &["run", "{}"],
        &["privacy", "{}"],
        &["verify", "{}"],
    ] {
        call(&program, arguments);
    }
    look_through(&program, "a written plan");
}

/// Names stand in messages: a file, a folder or a member that is called by somebody is not read under that name.
#[test]
fn a_name_that_is_somebody_s_is_refused_or_described() {
    let people = || {
        let (header, rows) = people();
        text(&header, &rows[..2 * PEOPLE])
    };
    let plan = PLAN.split("[[sources]]").take(2).collect::<Vec<_>>().join("[[sources]]");
    let plan = plan
        .replace("inbox/people.xlsx", "inbox/**")
        .replace("[[segments]]\nid = \"pet\"\nfrom = \"attributes.pet\"\n", "");
    for (name, said) in [
        (format!("inbox/{MAIL}/people.csv"), "has an e-mail address in its name"),
        (format!("inbox/people {PHONE}.csv"), "has a phone number in its name"),
        ("inbox/ada-example7.csv".to_owned(), "is called by somebody whom the exports name"),
        (
            "inbox/Example7, Ada/people.csv".to_owned(),
            "is called by somebody whom the exports name",
        ),
    ] {
        let program = Program::new(&plan);
        program.put(&name, &people());
        for command in ["check", "run"] {
            let told = call(&program, &[command, "{}"]).ended_with(2);
            assert!(told.err.contains(said), "{name}: {}", told.err);
            assert!(!told.err.to_lowercase().contains("example7"), "{}", told.err);
        }
        assert!(!program.path("warehouse/snapshots").exists());
    }
    let program = exports();
    let plan = PLAN.replace("table = \"people\"\n", "table = \"people\"\nsheet = \"Persons\"\n");
    program.put("mentorlens.toml", plan.as_bytes());
    let told = call(&program, &["check", "{}"]);
    let said =
        "its sheets: People, a sheet called by an e-mail address, a sheet called by a phone number";
    assert!(told.err.contains(said), "{}", told.err);
}
