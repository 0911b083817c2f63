//! Real exports: each is recognised, and has the rows, columns and cells that an independent reader counted.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use mentorlens::sources::{ReadOptions, Recognised, open};
use serde_json::Value;

/// What a file gave.
struct Seen {
    recognised: Recognised,
    header: Vec<String>,
    rows: Vec<Vec<String>>,
}

fn seen(path: &Path) -> Result<Seen, String> {
    let name = path.file_name().unwrap().to_string_lossy().into_owned();
    let mut reader =
        open(path, &name, &ReadOptions::default()).map_err(|error| error.to_string())?;
    let header = reader.header().names().to_vec();
    let mut rows = Vec::new();
    for batch in reader.by_ref() {
        let batch = batch.map_err(|error| error.to_string())?;
        rows.extend((0..batch.rows()).map(|row| {
            (0..header.len()).map(|column| batch.cell(row, column).to_owned()).collect::<Vec<_>>()
        }));
    }
    Ok(Seen { recognised: reader.recognised().clone(), header, rows })
}

/// The folder of real files, and the answers that stand beside its files.
fn real(folder: &str) -> Option<(PathBuf, Vec<Value>)> {
    let root = PathBuf::from(std::env::var_os("MENTORLENS_REAL_DATA")?).join(folder);
    let text = std::fs::read_to_string(root.join("reference.json")).unwrap();
    let answers: Value = serde_json::from_str(&text).unwrap();
    Some((root, answers["results"].as_array().unwrap().clone()))
}

/// Folder, and which of its files have which layout.
type Expected = (&'static str, fn(&str) -> &'static str);

const EXPECTED: &[Expected] = &[
    ("survey-qualtrics", |_| "qualtrics"),
    ("survey-surveymonkey", |_| "surveymonkey"),
    ("survey-redcap", |file| match file {
        file if file.contains("dictiona") || file.contains("metadata") => "redcap_dictionary",
        "REDCapR/longitudinal/arm.csv"
        | "REDCapR/longitudinal/event.csv"
        | "redcap-etl/longitudinal-project-info.csv" => "csv",
        _ => "redcap",
    }),
    ("academic-oneroster", |_| "oneroster"),
    ("survey-kobo-odk", |_| "kobo"),
    ("survey-limesurvey", |_| "limesurvey"),
    ("survey-googleforms-peer-mentoring", |_| "google_forms"),
    ("survey-surveygizmo-coded-themes", |_| "csv"),
    ("academic-contoso-sis", |file| {
        if file.contains("studentattendance") { "daily_attendance" } else { "csv" }
    }),
    ("academic-edfi-assessment-files", |_| "csv"),
    ("academic-oulad-2013", |_| "csv"),
    ("meetings-carpentrycon-zoom-sessions", |_| "csv"),
];

#[test]
fn real_exports_are_recognised_and_have_the_rows_and_columns_that_were_counted() {
    let mut wrong = Vec::new();
    let mut files = 0;
    for (folder, layout) in EXPECTED {
        let Some((root, answers)) = real(folder) else { continue };
        for answer in &answers {
            let value = &answer["value"];
            let number = |names: &[&str]| names.iter().find_map(|name| value[*name].as_u64());
            let (Some(rows), Some(file)) =
                (number(&["rows", "data_rows", "respondents"]), answer["file"].as_str())
            else {
                continue;
            };
            files += 1;
            let found = match seen(&root.join(file)) {
                Ok(found) => found,
                Err(error) => {
                    wrong.push(format!("{folder}/{file}: {error}"));
                    continue;
                }
            };
            let name = found.recognised.name();
            if name != layout(file) {
                wrong.push(format!("{folder}/{file}: {name} ({})", found.recognised.why));
            }
            // Its rows are counted up to terms: what they say has a test of its own.
            if name == "daily_attendance" {
                continue;
            }
            let columns = value["columns"].as_u64().unwrap_or(found.header.len() as u64);
            if (found.rows.len() as u64, found.header.len() as u64) != (rows, columns) {
                wrong.push(format!(
                    "{folder}/{file}: {} rows and {} columns, not {rows} and {columns}",
                    found.rows.len(),
                    found.header.len()
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "of {files} files:\n{}", wrong.join("\n"));
}

fn column(found: &Seen, name: &str) -> usize {
    found.header.iter().position(|own| own == name).unwrap()
}

#[test]
fn real_meetings_have_each_person_once_with_the_seconds_that_were_counted() {
    for (folder, layout) in [("meetings-zoom", "zoom"), ("meetings-teams", "teams")] {
        let Some((root, answers)) = real(folder) else { continue };
        for answer in &answers {
            let (Some(file), value) = (answer["file"].as_str(), &answer["value"]) else { continue };
            let counted = value["union_seconds"].as_object().or(value["participants"].as_object());
            let Some(counted) = counted else { continue };
            let found = seen(&root.join(file)).unwrap();
            assert_eq!(found.recognised.name(), layout, "{file}");
            assert_eq!(found.rows.len(), counted.len(), "{file}");
            let (email, minutes) = (column(&found, "email"), column(&found, "minutes"));
            for row in &found.rows {
                let seconds = counted[&row[email]].as_f64().unwrap();
                let own: f64 = row[minutes].parse().unwrap();
                // Minutes are written with two decimals.
                assert!((own * 60.0 - seconds).abs() <= 0.31, "{file} {row:?}: {seconds}");
            }
            let days = found.rows.iter().map(|row| row[column(&found, "held_on")].as_str());
            assert!(days.clone().all(|day| day.len() == 10 && day.starts_with("202")), "{file}");
        }
    }
}

#[test]
fn a_real_record_of_lessons_has_the_days_that_are_counted_in_it() {
    for file in ["day1__studentattendance__part1.csv", "day2__studentattendance__part1.csv"] {
        let Some((root, _)) = real("academic-contoso-sis") else { return };
        // By student and term, and by day: whether somebody came to a lesson, and whether they missed one.
        let mut days: BTreeMap<String, BTreeMap<String, [bool; 2]>> = BTreeMap::new();
        let mut reader = csv::Reader::from_path(root.join(file)).unwrap();
        for row in reader.deserialize::<BTreeMap<String, String>>() {
            let row = row.unwrap();
            let [_, month, year] = row["attendance_date"].split('/').collect::<Vec<_>>()[..] else {
                panic!("{row:?}")
            };
            let half = if month.parse::<u8>().unwrap() < 8 { 1 } else { 2 };
            let came = row["attendance_status"] == "Present";
            let day = days.entry(format!("{} {year}-H{half}", row["student_id"])).or_default();
            day.entry(row["attendance_date"].clone()).or_default()[usize::from(!came)] = true;
        }
        let expected: Vec<String> = days
            .iter()
            .map(|(term, days)| {
                let of = |kind: [bool; 2]| days.values().filter(|day| **day == kind).count();
                let (whole, part, away) = (of([true, false]), of([true, true]), of([false, true]));
                format!("{term} {} {whole} {part} {away}", days.len())
            })
            .collect();
        let found = seen(&root.join(file)).unwrap();
        assert_eq!(found.recognised.name(), "daily_attendance", "{}", found.recognised.why);
        let names = ["student_id", "term", "days", "days_present", "days_late", "days_absent"];
        let places = names.map(|name| column(&found, name));
        let own: Vec<String> =
            found.rows.iter().map(|row| places.map(|at| row[at].as_str()).join(" ")).collect();
        assert_eq!(own, expected, "{file}");
        assert!(own.len() >= 2, "{own:?}");
    }
}

#[test]
fn real_calendars_hold_the_events_that_another_library_finds() {
    let Some((root, answers)) = real("calendars-ics") else { return };
    let mut wrong = Vec::new();
    for answer in &answers {
        let (file, value) = (answer["file"].as_str().unwrap(), &answer["value"]);
        // Its times are in UTC and its zone is London's: there the event begins an hour later.
        if file == "alarm_google_future.ics" {
            let found = seen(&root.join(file)).unwrap();
            assert_eq!(found.rows[0][column(&found, "starts_at")], "2024-10-04T19:15:00");
            continue;
        }
        let found = match seen(&root.join(file)) {
            Ok(found) => found,
            Err(error) => {
                wrong.push(format!("{file}: {error}"));
                continue;
            }
        };
        let (summary, starts) = (column(&found, "summary"), column(&found, "starts_at"));
        for event in value["events"].as_array().into_iter().flatten() {
            let Some(start) = event["dtstart"].as_str() else { continue };
            let start = start.replacen(' ', "T", 1);
            let start = start.get(..19).unwrap_or(&start).to_owned();
            let title = event["summary"].as_str().unwrap_or_default().trim();
            if !found.rows.iter().any(|row| row[summary] == title && row[starts] == start) {
                wrong.push(format!("{file}: no {title} at {start}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn ugly_texts_give_the_rows_that_their_owners_expect() {
    let Some((root, answers)) = real("ugly-csv") else { return };
    for answer in &answers {
        let file = answer["file"].as_str().unwrap();
        let Some(expected) = answer["value"].as_array() else { continue };
        let found = seen(&root.join(file)).unwrap();
        let rows: Vec<Value> = found
            .rows
            .iter()
            .map(|row| {
                found.header.iter().cloned().zip(row.iter().cloned().map(Value::from)).collect()
            })
            .collect();
        // A text file that was checked out may have other line ends than its answer was written for.
        let plain = |rows: &[Value]| serde_json::to_string(rows).unwrap().replace("\\r\\n", "\\n");
        assert_eq!(plain(&rows), plain(expected), "{file}");
    }
}

/// Files below a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found.sort();
    found
}

/// Cells with something in them, as the `csv` crate reads them.
fn filled_cells(bytes: &[u8], delimiter: u8) -> usize {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .from_reader(bytes);
    let filled = |cell: &&[u8]| !cell.trim_ascii().is_empty();
    reader.byte_records().map(|record| record.unwrap().iter().filter(filled).count()).sum()
}

#[test]
fn no_cell_of_a_plain_text_is_lost() {
    let Some(root) = std::env::var_os("MENTORLENS_REAL_DATA") else { return };
    let mut compared = 0;
    let mut wrong = Vec::new();
    for path in files(Path::new(&root)) {
        let is_text = path.extension().is_some_and(|end| end == "csv");
        let text = std::fs::read(&path).unwrap();
        // Other encodings are compared by the library's own tests.
        if !is_text || std::str::from_utf8(&text).is_err() || text.contains(&0) {
            continue;
        }
        let Ok(found) = seen(&path) else { continue };
        if found.recognised.layout.is_some() {
            continue;
        }
        let mut reader = open(&path, "a", &ReadOptions::default()).unwrap();
        while reader.next().is_some() {}
        // Rows that are too long, or quotation marks that are never closed, are named; so are titles.
        if !reader.take_problems().is_empty() {
            continue;
        }
        let filled = |cell: &&String| !cell.trim().is_empty();
        let own = found.header.iter().filter(filled).count()
            + found.rows.iter().flatten().filter(filled).count();
        let counts = [b',', b';', b'\t', b'|'].map(|delimiter| filled_cells(&text, delimiter));
        if !counts.contains(&own) {
            wrong.push(format!("{}: {own}, not {counts:?}", path.display()));
        }
        compared += 1;
    }
    assert!(wrong.is_empty(), "of {compared}:\n{}", wrong.join("\n"));
    assert!(compared >= 60, "only {compared} files were compared");
}

#[test]
fn every_real_file_is_read_or_refused_with_a_reason() {
    let Some(root) = std::env::var_os("MENTORLENS_REAL_DATA") else { return };
    for path in files(Path::new(&root)) {
        let extension = path.extension().unwrap_or_default().to_string_lossy().into_owned();
        match (extension.as_str(), seen(&path)) {
            ("dta", Err(error)) => assert!(error.contains("Stata"), "{error}"),
            ("md" | "json" | "qsf" | "txt" | "pdf", _) | (_, Ok(_)) => {}
            (_, Err(error)) => assert!(
                error.ends_with("the file is empty") || error.contains("damaged"),
                "{}: {error}",
                path.display()
            ),
        }
    }
}

/// Numbers are compared as such: other readers write `2.0`, and more digits of a `float`.
fn is_same(own: &str, other: &str) -> bool {
    let number = |text: &str| text.parse::<f64>().ok();
    own == other
        || number(own)
            .zip(number(other))
            .is_some_and(|(own, other)| (own - other).abs() <= 1e-6 * other.abs())
}

#[test]
fn datasets_of_stata_have_the_labels_days_and_texts_that_pandas_reads() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data/stata");
    for version in ["v114", "v117", "v118", "v119"] {
        let own = seen(&folder.join(version).with_extension("dta")).unwrap();
        let other = seen(&folder.join(version).with_extension("csv")).unwrap();
        assert_eq!(own.recognised.name(), "stata");
        assert_eq!(own.header, other.header);
        assert_eq!(own.rows.len(), 4);
        for (own, other) in own.rows.iter().zip(&other.rows) {
            let is_same = own.iter().zip(other).all(|(own, other)| is_same(own, other));
            assert!(is_same, "{version}: {own:?}, by pandas {other:?}");
        }
    }
}

#[test]
fn datasets_of_spss_have_the_labels_days_and_texts_that_readstat_reads() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data/spss");
    let other = seen(&folder.join("expected.csv")).unwrap();
    for file in ["plain.sav", "rows.sav", "blocks.zsav", "pspp.sav", "pspp.zsav"] {
        let own = seen(&folder.join(file)).unwrap();
        assert_eq!(own.recognised.name(), "spss");
        assert_eq!(own.header, other.header, "{file}");
        assert_eq!(own.rows.len(), 4, "{file}");
        for (own, other) in own.rows.iter().zip(&other.rows) {
            let is_same = own.iter().zip(other).all(|(own, other)| is_same(own, other));
            assert!(is_same, "{file}: {own:?}, by ReadStat {other:?}");
        }
    }
}

/// The authors of a trial gave their data as datasets of Stata and as text, with the number of each row in front.
#[test]
fn real_datasets_of_stata_have_the_cells_of_the_texts_beside_them() {
    let Some(root) = std::env::var_os("MENTORLENS_REAL_DATA") else { return };
    let folder = PathBuf::from(root).join("mentoring-kenya-rct");
    for (dataset, text, cells) in [
        ("RD_Dataset.dta", "RD_Dataset.csv", 3_580),
        ("BDJ_Dandora_Data.dta", "BDJ_Dandora_data.csv", 310_104),
    ] {
        let (own, other) =
            (seen(&folder.join(dataset)).unwrap(), seen(&folder.join(text)).unwrap());
        assert_eq!(own.header, other.header[1..]);
        let (own, other) = (own.rows.concat(), other.rows.iter().flat_map(|row| &row[1..]));
        assert_eq!(own.len(), cells);
        let differs = own.iter().zip(other).find(|(own, other)| !is_same(own.trim(), other.trim()));
        assert_eq!(differs, None, "{dataset}");
    }
}
