//! `rehearse` in the ways in which programs write their files: codes, branches, boxes, other marks and other shapes.

use super::rehearsal::{PROGRAMS, comes_back};

/// A form in the ways in which programs write it: what the case is, what the plan says of the form, and of its source.
const WAYS: &[(&str, &str, &str)] = &[
    (
        "LimeSurvey in answer codes",
        "",
        r#"files = ["inbox/codes.csv"]
format = "limesurvey"
columns = { person_id = "token" }
items = { c1 = "Q1[SQ001]", c2 = "Q1[SQ002]", c3 = "Q2" }
[sources.values.value]
"A1" = "1"
"A2" = "2"
"A3" = "3"
"A4" = "4"
"A5" = "5"
"N/A" = "not_asked"
"#,
    ),
    (
        "REDCap in raw numbers, with reasons in numbers",
        "states = { \"-97\" = \"refused\", \"-98\" = \"not_applicable\", \"\" = \"not_asked\" }",
        r#"files = ["inbox/raw.csv"]
format = "redcap"
columns = { person_id = "record_id" }
items = { c1 = "calm_1", c2 = "calm_2", c3 = "calm_3" }
[sources.values.value]
"1" = "1"
"2" = "2"
"3" = "3"
"4" = "4"
"5" = "5"
"#,
    ),
    (
        "Qualtrics in numbers that run the other way, in UTF-16 with tabs",
        "",
        r#"files = ["inbox/numeric.tsv"]
format = "qualtrics"
encoding = "utf-16le"
columns = { person_id = "ExternalReference" }
items = { c1 = "Q1_1", c2 = "Q1_2", c3 = "Q2" }
[sources.values.value]
"5" = "1"
"4" = "2"
"3" = "3"
"2" = "4"
"1" = "5"
"6" = "not_applicable"
"#,
    ),
    (
        "labels with their numbers, and semicolons in the encoding of an old Windows",
        "",
        r#"files = ["inbox/points.csv"]
delimiter = ";"
encoding = "windows-1252"
date_format = "%d.%m.%Y"
columns = { person_id = "Schüler-Nr.", answered_on = "Datum" }
items = { c1 = "Ruhig zu Hause", c2 = "Ruhig in der Schule", c3 = "Ruhig überhaupt" }
[sources.values.value]
"1 - nie" = "1"
"2 - selten" = "2"
"3 - manchmal" = "3"
"4 - häufig" = "4"
"5 - immer" = "5"
"keine Angabe" = "refused"
"#,
    ),
    (
        "a row for each answer, in the codes of another program",
        "",
        r#"files = ["inbox/long.csv"]
shape = "long"
columns = { person_id = "id", item = "question", value = "answer" }
[sources.values.item]
"Q1" = "c1"
"Q2" = "c2"
"Q3" = "c3"
[sources.values.value]
"a" = "1"
"b" = "2"
"c" = "3"
"d" = "4"
"e" = "5"
"z" = "refused"
"#,
    ),
    (
        "questions that hang on others, or that this form lacks, and moments of begin and end",
        r#"[[instruments.items]]
id = "job"
minimum = 0
maximum = 1
labels = ["No", "Yes"]

[[instruments.items]]
id = "c3"
asked_when = { job = ["Yes"] }

[[instruments.items]]
id = "old"
"#,
        r#"files = ["inbox/branch.csv"]
columns = { person_id = "id", answered_on = "sent" }
times = ["begun", "sent"]
not_asked = ["old"]
items = { job = "Job?", c1 = "c1", c2 = "c2", c3 = "c3" }
"#,
    ),
    (
        "boxes in one cell, as Google Forms lists them",
        BOXES,
        r#"files = ["inbox/boxes.csv"]
format = "google_forms"
columns = { person_id = "Code" }
items = { c1 = "c1", c2 = "c2", c3 = "c3", help = "What helps?", walk = "What helps?", talk = "What helps?" }
"#,
    ),
    (
        "a column for each box, as Kobo writes them, in JSON",
        BOXES,
        r#"files = ["inbox/boxes.json"]
format = "kobo"
columns = { person_id = "code" }
items = { c1 = "c1", c2 = "c2", c3 = "c3", help = "helps/help", walk = "helps/walk", talk = "helps/talk" }
"#,
    ),
    (
        "boxes of REDCap",
        BOXES,
        r#"files = ["inbox/boxes.csv"]
format = "redcap"
columns = { person_id = "record_id" }
items = { c1 = "c1", c2 = "c2", c3 = "c3", help = "helps___1", walk = "helps___2", talk = "helps___3" }
"#,
    ),
];

const BOXES: &str = r#"[[instruments.items]]
id = "help"
kind = "checkbox"
question = "helps"
box = "Homework, reading"

[[instruments.items]]
id = "walk"
kind = "checkbox"
question = "helps"
box = "A walk"

[[instruments.items]]
id = "talk"
kind = "checkbox"
question = "helps"
box = "To talk"
"#;

#[test]
fn forms_in_codes_and_in_other_ways_come_back_cell_by_cell() {
    for (what, form, source) in WAYS {
        let shape = if source.contains("shape = ") { "" } else { "shape = \"wide\"\n" };
        // Keys of the form stand before its scales, and its questions after them.
        let (keys, questions) = if form.starts_with('[') { ("", *form) } else { (*form, "") };
        let waves = "waves = [\"baseline\"]\n";
        let whole = PROGRAMS.replace(waves, &format!("{waves}{keys}\n"));
        let before = "\n[[sources]]\nid = \"people\"";
        let whole = whole.replace(before, &format!("\n{questions}{before}"));
        let plan = format!(
            "{whole}\n[[sources]]\nid = \"form\"\ntable = \"responses\"\ninstrument = \"form\"\n\
             constants = {{ wave = \"baseline\" }}\n{shape}{source}"
        );
        let compared = comes_back(what, &plan);
        assert!(compared > 1_000, "{what}: {compared} cells");
    }
}

/// Tables beside the forms, each in a way of its own.
const TABLES: &[(&str, &str)] = &[
    (
        "attendance with a row for each day",
        r#"
[[outcomes]]
id = "attendance"
title = "attendance"
domain = "academic"
unit = "share of school days"
minimum = 0
maximum = 1

[[outcomes]]
id = "absences"
title = "absences"
domain = "academic"
unit = "days"

[[sources]]
id = "days"
files = ["inbox/days.csv"]
format = "daily_attendance"
table = "outcomes"
shape = "wide"
columns = { person_id = "Student ID", wave = "term", observed_on = "last_day" }
outcomes = { attendance = "attendance_rate", absences = "days_absent" }
[sources.values.wave]
"2024-H2" = "baseline"
"2025-H1" = "followup"
"#,
    ),
    (
        "marks of a school in its own terms, with commas, in a workbook",
        r#"
[[outcomes]]
id = "gpa"
title = "marks"
domain = "academic"
unit = "points"
minimum = 1
maximum = 6

[[sources]]
id = "marks"
files = ["inbox/marks.xlsx"]
sheet = "Noten"
table = "outcomes"
decimal = ","
date_format = "%d.%m.%Y"
columns = { person_id = "Nr.", wave = "Halbjahr", observed_on = "Datum", measure = "Fach", value = "Note" }
[sources.values.wave]
"1. Halbjahr" = "baseline"
"2. Halbjahr" = "followup"
[sources.values.measure]
"Schnitt" = "gpa"
"#,
    ),
    (
        "a log of hours in Parquet, whose matches are named by their people",
        r#"
[[sources]]
id = "log"
files = ["inbox/log.parquet"]
table = "meetings"
minutes_in = "hours"
match_by = { mentor = "Mentor", mentee = "Student" }
columns = { held_on = "Date", minutes = "Hours", channel = "How", status = "Met?" }
[sources.values.channel]
"Face to face" = "in_person"
"Call" = "phone"
[sources.values.status]
"Yes" = "held"
"No" = "cancelled"
"#,
    ),
];

#[test]
fn tables_in_ways_of_their_own_come_back_cell_by_cell() {
    for (what, sources) in TABLES {
        // Of two logs of one match the later one counts.
        let end = PROGRAMS.find("\n[[sources]]\nid = \"attendance\"").unwrap();
        let is_log = sources.contains("table = \"meetings\"");
        let whole = if is_log { &PROGRAMS[..end] } else { PROGRAMS };
        let compared = comes_back(what, &format!("{whole}{sources}"));
        assert!(compared > 1_000, "{what}: {compared} cells");
    }
}
