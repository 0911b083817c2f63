//! Who takes part stays with the program: ids, names and addresses, small groups, the key; and hostile names do no harm.

use std::collections::BTreeSet;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use calamine::{Data, Reader as _, open_workbook_auto};
use serde_json::Value;

use super::program::Program;

/// Columns of riverbend's exports that say who somebody is, or what one match is.
const PERSONAL: &[&str] = &[
    "Mentee ID",
    "Mentor ID",
    "Person",
    "Mentee",
    "Mentor",
    "Respondent",
    "Student",
    "Match ID",
    "Group",
    "Goal ID",
    "First Name",
    "Last Name",
    "First name",
    "Last name",
    "E-mail",
    "Email",
    "Guardian",
    "Phone",
];

/// Folders for their owner's eyes: raw ids, original cells, and open answers, in which people name one another.
const RESTRICTED: &[&str] = &["vault", "quarantine", "comments"];

#[test]
fn nobody_can_be_named_from_what_a_run_writes_or_says() {
    let program = Program::sample("riverbend");
    let secrets = secrets(&program.path("inbox"));
    assert!(secrets.len() > 1000, "{} ids, names and addresses", secrets.len());
    let mut said = String::new();
    for command in ["check", "run", "measure", "report"] {
        let told = program.run(command, &[]).ended_with(0);
        said += &told.out;
        said += &told.err;
    }
    let mut files: Vec<(String, Vec<u8>)> = vec![("messages".to_owned(), said.into_bytes())];
    for path in files_below(&program.path("warehouse"))
        .into_iter()
        .chain(files_below(&program.path("reports")))
    {
        let name = path.strip_prefix(program.path("")).unwrap().display().to_string();
        if RESTRICTED.iter().all(|folder| !name.starts_with(&format!("warehouse/{folder}/"))) {
            files.push((name, plain(&path, &std::fs::read(&path).unwrap())));
        }
    }
    assert!(files.len() > 20, "{} files", files.len());
    for (name, bytes) in &files {
        let words = words(bytes);
        let told: Vec<_> =
            secrets.iter().filter(|secret| words.contains(secret.as_str())).collect();
        assert!(told.is_empty(), "{name} tells {told:?}");
        assert!(!bytes.windows(12).any(|part| part == b"@example.org"), "{name} tells an address");
    }
}

#[test]
fn the_key_lies_beside_the_plan_and_its_owner_alone_may_read_it() {
    let program = Program::sample("riverbend");
    program.run("ingest", &[]).ended_with(0);
    assert_eq!(mode(&program.path("mentorlens.key")), 0o600);
    assert!(
        files_below(&program.path("warehouse"))
            .iter()
            .all(|path| !path.ends_with("mentorlens.key"))
    );
    for folder in RESTRICTED {
        let folder = program.path("warehouse").join(folder);
        assert_eq!(mode(&folder), 0o700, "{}", folder.display());
        assert_eq!(mode(&folder.join("program=riverbend")), 0o700, "{}", folder.display());
        for file in files_below(&folder) {
            assert_eq!(mode(&file), 0o600, "{}", file.display());
        }
    }
}

#[test]
fn the_key_alone_decides_the_ids_and_no_finding_depends_on_it() {
    let findings = |key: &str| {
        let program = Program::sample("riverbend");
        program.put("mentorlens.key", format!("{}\n", key.repeat(32)).as_bytes());
        program.run("run", &[]).ended_with(0);
        (
            program.text("reports/findings.json"),
            program.text("reports/series.json"),
            program.text("reports/index.html"),
        )
    };
    assert!(findings("0a") == findings("f5"), "findings, series or page depend on the key");
}

#[test]
fn nothing_published_rests_on_fewer_people_than_the_plan_allows() {
    let program = Program::sample("riverbend");
    program.run("run", &[]).ended_with(0);
    let few = |value: &Value| value.as_u64().is_some_and(|n| (1..10).contains(&n));
    for finding in program.json("reports/findings.json").as_array().unwrap() {
        assert!(!few(&finding["n"]), "{finding}");
        if finding["unit"] == "count" {
            let count = finding["estimate"].as_f64().unwrap_or_default();
            assert!(count == 0.0 || count >= 10.0, "{finding}");
        }
        if finding["dimension"] != "all" || finding["term_id"] != "all" {
            assert!(!few(&finding["n_missing"]) && !few(&finding["n_excluded"]), "{finding}");
        }
        if !finding["suppressed"].is_null() {
            for key in ["n", "estimate", "low", "high", "p_value", "effect", "statistic"] {
                assert!(finding[key].is_null(), "{key} of {finding}");
            }
        }
    }
    for point in program.json("reports/series.json").as_array().unwrap() {
        // The levels of one question are hidden below three, as the shares of it are.
        let fewest = if point["series"] == "distribution" { 3 } else { 10 };
        let n = point["n"].as_u64();
        assert!(n.is_none_or(|n| n == 0 || n >= fewest), "{point}");
    }
    let csv = program.text("reports/findings.csv");
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let at = reader.headers().unwrap().iter().position(|name| name == "n").unwrap();
    for record in reader.records() {
        let record = record.unwrap();
        let n = record[at].parse::<u64>().unwrap_or(10);
        assert!(n == 0 || n >= 10, "{record:?}");
    }
}

#[test]
fn a_hostile_name_is_shown_and_does_nothing() {
    let formula = "=HYPERLINK(\"http://evil.example\",\"click\")";
    let script = "<script>alert('x')</script>";
    let program = Program::new(
        "[program]\nid = \"case\"\nname = \"Case\"\n\n[[editions]]\nid = \"evaluator\"\n\n[[segments]]\nid = \"site\"\nfrom = \"people.site\"\n\n\
        [[sources]]\nid = \"people\"\nfiles = [\"people.csv\"]\ntable = \"people\"\n\
        columns = { person_id = \"id\", site = \"site\" }\nconstants = { role = \"mentee\" }\n",
    );
    let mut people = csv::Writer::from_writer(Vec::new());
    people.write_record(["id", "site"]).unwrap();
    for (number, site) in [formula, script].iter().cycle().take(60).enumerate() {
        people.write_record([&number.to_string(), *site]).unwrap();
    }
    program.put("people.csv", &people.into_inner().unwrap());
    program.run("run", &[]).ended_with(0);

    let page = program.text("reports/index.html");
    assert!(!page.contains(script), "the page runs what a site is called");
    assert!(page.contains("&lt;script&gt;alert("), "the page does not show the site");
    let csv = program.text("reports/findings.csv");
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    for record in reader.records() {
        for cell in &record.unwrap() {
            let is_formula = cell.starts_with(['=', '+', '@', '\t', '\r']);
            let is_negative = cell.starts_with('-') && cell.parse::<f64>().is_err();
            assert!(!is_formula && !is_negative, "a spreadsheet would run {cell}");
        }
    }
    assert!(csv.contains("HYPERLINK"), "the name is still there to be read");
}

/// Everything in the exports that says who somebody is.
fn secrets(inbox: &Path) -> BTreeSet<String> {
    let mut secrets = BTreeSet::new();
    let mut take = |header: &[String], row: &[String]| {
        for (name, cell) in header.iter().zip(row) {
            // `Mentee` and `Mentor` also head columns of ids; a number or a word of one letter names nobody.
            if PERSONAL.contains(&name.trim_start_matches('\u{feff}')) && cell.len() > 2 {
                secrets.insert(cell.trim().to_owned());
            }
        }
    };
    for path in files_below(inbox) {
        if path.extension().is_some_and(|kind| kind == "xlsx") {
            let mut book = open_workbook_auto(&path).unwrap();
            for (_, range) in book.worksheets() {
                let text = |row: &[Data]| row.iter().map(ToString::to_string).collect::<Vec<_>>();
                let mut rows = range.rows();
                let header = text(rows.next().unwrap());
                rows.for_each(|row| take(&header, &text(row)));
            }
        } else {
            let bytes = std::fs::read(&path).unwrap();
            let (content, ..) = encoding_rs::WINDOWS_1252.decode(&bytes);
            let content = String::from_utf8(bytes.clone()).unwrap_or(content.into_owned());
            let delimiter = if content.lines().next().unwrap().contains(';') { b';' } else { b',' };
            let mut reader = csv::ReaderBuilder::new()
                .delimiter(delimiter)
                .flexible(true)
                .from_reader(content.as_bytes());
            let cells =
                |record: &csv::StringRecord| record.iter().map(str::to_owned).collect::<Vec<_>>();
            let header = cells(reader.headers().unwrap());
            reader.records().for_each(|record| take(&header, &cells(&record.unwrap())));
        }
    }
    secrets
}

/// A file's text; of a Parquet file its cells, for its bytes are compressed.
pub(super) fn plain(path: &Path, bytes: &[u8]) -> Vec<u8> {
    if path.extension().is_none_or(|kind| kind != "parquet") {
        return bytes.to_vec();
    }
    let file = std::fs::File::open(path).unwrap();
    let reader =
        parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder::try_new(file).unwrap();
    let mut text = Vec::new();
    for batch in reader.build().unwrap() {
        arrow::csv::Writer::new(&mut text).write(&batch.unwrap()).unwrap();
    }
    text
}

/// Words between separators, the hyphen being part of a word: `M-001`, `nia.underhill-ode`.
fn words(bytes: &[u8]) -> BTreeSet<String> {
    let text = String::from_utf8_lossy(bytes);
    let is_of_word =
        |c: char| c.is_alphanumeric() || matches!(c, '-' | '.' | '@' | '_' | '\'' | '’');
    let words = text.split(|c: char| !is_of_word(c));
    words.map(|word| word.trim_matches(['.', '\'', '-']).to_owned()).collect()
}

fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { files.extend(files_below(&path)) } else { files.push(path) }
    }
    files.sort();
    files
}

fn mode(path: &Path) -> u32 {
    std::fs::metadata(path).unwrap().permissions().mode() & 0o777
}
