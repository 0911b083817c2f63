//! Files of the real data, brought into the shape of a design where they are not in it.

use std::collections::BTreeMap;
use std::path::Path;

/// A file with its header.
struct Sheet {
    header: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Sheet {
    fn read(path: &Path) -> Self {
        let delimiter =
            if path.extension().is_some_and(|kind| kind == "tsv") { b'\t' } else { b',' };
        let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).from_path(path).unwrap();
        let texts = |record: &csv::StringRecord| record.iter().map(str::to_owned).collect();
        let header = texts(reader.headers().unwrap());
        let rows = reader.records().map(|record| texts(&record.unwrap())).collect();
        Self { header, rows }
    }

    fn at(&self, column: &str) -> usize {
        self.header.iter().position(|name| name == column).unwrap_or_else(|| panic!("{column}"))
    }

    /// One answer a row, with the row's number as the unit.
    fn melted(&self, items: &[String], value: impl Fn(&str, &str) -> String) -> String {
        let mut text = "unit_id,item,value\n".to_owned();
        for (unit, row) in self.rows.iter().enumerate() {
            for item in items {
                text += &format!("{unit},{item},{}\n", value(item, &row[self.at(item)]));
            }
        }
        text
    }
}

fn kept(path: &Path, is_kept: impl Fn(&Sheet, &[String]) -> bool) -> String {
    let sheet = Sheet::read(path);
    let rows = sheet.rows.iter().filter(|row| is_kept(&sheet, row));
    let lines = std::iter::once(&sheet.header).chain(rows);
    lines.map(|row| row.join(",") + "\n").collect()
}

/// The first event type of two rows per patient: recurrence.
pub(super) fn recurrence(path: &Path) -> String {
    kept(path, |sheet, row| row[sheet.at("etype")] == "1")
}

/// Those who stayed at least a year.
pub(super) fn stayed(path: &Path) -> String {
    kept(path, |sheet, row| row[sheet.at("YearsAtCompany")] != "0")
}

/// Grades of vision of both eyes as numbers: `1st grade` → 1.
pub(super) fn eyes(path: &Path) -> String {
    let grade = |text: &String| text.chars().next().unwrap();
    let lines = Sheet::read(path).rows;
    let lines = lines.iter().map(|row| format!("{},{}\n", grade(&row[0]), grade(&row[1])));
    format!("mentor,mentee\n{}", lines.collect::<String>())
}

/// Fall and spring of each student.
pub(super) fn terms(path: &Path) -> String {
    let sheet = Sheet::read(path);
    let mut students = BTreeMap::<&str, [&str; 2]>::new();
    for row in &sheet.rows {
        let term = usize::from(row[sheet.at("term")] == "2");
        students.entry(&row[sheet.at("id")]).or_default()[term] = &row[sheet.at("trmgpa")];
    }
    let lines = students.values().map(|[fall, spring]| format!("{fall},{spring}\n"));
    format!("before,after\n{}", lines.collect::<String>())
}

/// The five items of a scale, reversed ones turned round on a scale from 1 to 6.
pub(super) fn big_five(path: &Path, scale: &str) -> String {
    let reversed = ["A1", "C4", "C5", "E1", "E2", "O2", "O5"];
    let items: Vec<String> = (1..=5).map(|number| format!("{scale}{number}")).collect();
    Sheet::read(path).melted(&items, |item, value| match value.parse::<u8>() {
        Ok(value) if reversed.contains(&item) => (7 - value).to_string(),
        _ => value.to_owned(),
    })
}

/// Items of the anxiety inventory on which calm scores high, turned round on a scale from 1 to 4.
const CALM: [&str; 10] = [
    "calm",
    "secure",
    "at.ease",
    "rested",
    "comfortable",
    "confident",
    "relaxed",
    "content",
    "joyful",
    "pleasant",
];

fn anxiety_score(sheet: &Sheet, row: &[String]) -> Option<u32> {
    let items = sheet.header.iter().zip(row).skip(3);
    items
        .map(|(item, value)| {
            let value: u32 = value.parse().ok()?;
            Some(if CALM.contains(&item.as_str()) { 5 - value } else { value })
        })
        .sum()
}

/// Anxiety of one study's people at both times, complete forms only.
pub(super) fn anxiety(path: &Path, study: &str) -> String {
    let sheet = Sheet::read(path);
    let mut people = BTreeMap::<&str, [String; 2]>::new();
    for row in sheet.rows.iter().filter(|row| row[0] == study) {
        if let Some(score) = anxiety_score(&sheet, row) {
            people.entry(&row[2]).or_default()[usize::from(row[1] == "2")] = score.to_string();
        }
    }
    let lines = people.values().map(|[before, after]| format!("{before},{after}\n"));
    format!("before,after\n{}", lines.collect::<String>())
}

/// Anxiety items of one study at one time.
pub(super) fn anxiety_items(path: &Path, study: &str, time: &str) -> String {
    let mut sheet = Sheet::read(path);
    sheet.rows.retain(|row| row[0] == study && row[1] == time);
    let items = sheet.header[3..].to_vec();
    sheet.melted(&items, |item, value| match value.parse::<u8>() {
        Ok(value) if CALM.contains(&item) => (5 - value).to_string(),
        _ => value.to_owned(),
    })
}

const AGREEMENT: [&str; 5] =
    ["Strongly disagree", "Disagree", "Neutral", "Agree", "Strongly agree"];
const EXPERIENCE: [&str; 5] = ["None", "Little", "Some", "Much", "Extensive"];
const GAIN: [&str; 5] =
    ["No gain or very small gain", "Small gain", "Moderate gain", "Large gain", "Very large gain"];

/// `Agree` → 4; anything that is not on the scale is empty.
fn scored(text: &str, scale: [&str; 5]) -> Option<usize> {
    scale.iter().position(|label| *label == text).map(|place| place + 1)
}

fn cell(value: Option<impl ToString>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

/// Attitude items before and after: columns `before1`, `after1`, …, `after22`.
pub(super) fn attitudes(path: &Path) -> String {
    let sheet = Sheet::read(path);
    let columns: Vec<(String, usize)> = (1..=22)
        .flat_map(|item| {
            [
                (format!("before{item}"), sheet.at(&format!("Q11_{item}_pre"))),
                (format!("after{item}"), sheet.at(&format!("Q13_{item}_post"))),
            ]
        })
        .collect();
    let header: Vec<&str> = columns.iter().map(|(name, _)| name.as_str()).collect();
    let lines = sheet.rows.iter().map(|row| {
        let cells = columns.iter().map(|(_, at)| cell(scored(&row[*at], AGREEMENT)));
        cells.collect::<Vec<_>>().join(",") + "\n"
    });
    format!("{}\n{}", header.join(","), lines.collect::<String>())
}

/// Mean of 25 experience items before and after, of those with 20 answers or more.
pub(super) fn experience(path: &Path) -> String {
    let sheet = Sheet::read(path);
    let mean = |row: &[String], question: &str, wave: &str| {
        let answers: Vec<usize> = (1..=25)
            .filter_map(|item| {
                scored(&row[sheet.at(&format!("{question}_{item}_{wave}"))], EXPERIENCE)
            })
            .collect();
        let sum = answers.iter().sum::<usize>() as f64;
        cell((answers.len() >= 20).then(|| sum / answers.len() as f64))
    };
    let lines = sheet
        .rows
        .iter()
        .map(|row| format!("{},{}\n", mean(row, "Q10", "pre"), mean(row, "Q9", "post")));
    format!("before,after\n{}", lines.collect::<String>())
}

/// Learning gains, one answer a row.
pub(super) fn gains(path: &Path) -> String {
    let sheet = Sheet::read(path);
    let items: Vec<String> = (1..=21).map(|item| format!("Q10_{item}_post")).collect();
    sheet.melted(&items, |_, value| cell(scored(value, GAIN)))
}
