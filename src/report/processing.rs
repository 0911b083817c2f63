//! The draft of a record of processing (article 30 of the GDPR), as Markdown: what is held, where, why, for how long.
//!
//! It says what plan and warehouse say. What only people know stays open, as `[to be filled in: …]`. What the command says in
//! English is told in the language of the program, as remarks of earlier rooms are.

use std::fmt::Write as _;

use serde::Serialize;

use super::labels::spaced;
use super::language::{Language, say};

/// What is to be recorded.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Processing {
    /// Name of the program.
    pub program: String,
    /// What the program is about.
    pub about: Option<String>,
    /// Reporting period.
    pub period: Option<String>,
    /// Beginning of the plan's hash.
    pub plan: String,
    /// State of the warehouse; none before the first run.
    pub snapshot: Option<String>,
    /// Fewest people whose number is told.
    pub min_cell: u64,
    /// Families of measures that the data answer.
    pub purposes: Vec<String>,
    /// Role and number of persons.
    pub persons: Vec<(String, People)>,
    /// Attributes of persons, by name.
    pub attributes: Vec<String>,
    /// Kinds of data in the warehouse.
    pub held: Vec<Held>,
    /// Places.
    pub holdings: Vec<Holding>,
    /// Consent, purpose by purpose.
    pub consents: Vec<Consents>,
    /// Who gets a report, and under which rules.
    pub recipients: Vec<String>,
    /// What protects the data.
    pub protections: Vec<String>,
}

/// One kind of data.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Held {
    /// Table.
    pub table: String,
    /// One row per what.
    pub grain: String,
    /// Columns that the plan fills.
    pub columns: Vec<String>,
    /// Patterns of the exports that they come from.
    pub files: Vec<String>,
    /// Rows in the warehouse.
    pub rows: People,
}

/// One place.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Holding {
    /// What lies there.
    pub what: String,
    /// Where, relative to the program's folder.
    pub place: String,
    /// Who can read it.
    pub readers: String,
    /// For how long.
    pub kept: String,
}

/// What people said about one purpose.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Consents {
    /// Purpose.
    pub purpose: String,
    /// Column of `people`.
    pub column: String,
    /// True when the plan reads it from an export.
    pub is_read: bool,
    /// Persons who agreed.
    pub yes: People,
    /// Persons who refused.
    pub no: People,
    /// Persons who said nothing.
    pub silent: People,
    /// What follows from a no.
    pub enforced: String,
}

/// A number of people or rows as it may be written down.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum People {
    /// The number.
    Number(u64),
    /// Words in its place.
    Words(String),
}

impl Default for People {
    fn default() -> Self {
        Self::Number(0)
    }
}

impl People {
    /// As it is written down.
    fn told(&self, language: &Language) -> String {
        match self {
            Self::Number(number) => language.count(*number),
            Self::Words(words) => language.translated(words),
        }
    }

    /// A number that stands by itself: few are not counted.
    pub fn alone(number: u64, min_cell: u64) -> Self {
        if (1..min_cell).contains(&number) {
            Self::Words(format!("fewer than {min_cell}"))
        } else {
            Self::Number(number)
        }
    }

    /// Numbers that make up a whole which is known: few are not told, and the next larger ones with them until what is not
    /// told is at least two numbers of `min_cell` together.
    pub fn parts<const N: usize>(numbers: [u64; N], min_cell: u64) -> [Self; N] {
        let mut rising: Vec<u64> = numbers.into_iter().filter(|number| *number > 0).collect();
        rising.sort_unstable();
        let (mut told_from, mut sum) = (0, 0);
        for (at, number) in rising.iter().enumerate() {
            if *number < min_cell || at > 0 && told_from == at && (sum < min_cell || at < 2) {
                (told_from, sum) = (at + 1, sum + number);
            }
        }
        let most = told_from.checked_sub(1).map(|last| rising[last]);
        numbers.map(|number| match most {
            Some(most) if (1..=most).contains(&number) => Self::Words(NOT_TOLD.to_owned()),
            _ => Self::Number(number),
        })
    }
}

/// Stands for a number that is small, or would tell of a small one.
const NOT_TOLD: &str = "not told";

/// The record as Markdown.
pub fn processing_record(language: &Language, record: &Processing) -> String {
    [
        head(language, record),
        persons(language, record),
        held(language, record),
        places(language, record),
        consents(language, record),
        recipients(language, record),
    ]
    .concat()
}

/// A heading of a numbered part.
fn heading(number: u8, title: &str) -> String {
    format!("\n## {number}. {title}\n\n")
}

/// What a person has to write.
fn open(what: &str) -> String {
    format!("[{what}]")
}

/// A row of a table, or its head.
fn row(cells: &[String]) -> String {
    format!("| {} |\n", cells.join(" | "))
}

fn table_head(cells: &[String]) -> String {
    row(cells) + "|" + &"---|".repeat(cells.len()) + "\n"
}

fn head(language: &Language, record: &Processing) -> String {
    let snapshot = match &record.snapshot {
        Some(snapshot) => language.translated(snapshot),
        None => say!(language, "record-no-snapshot"),
    };
    let title = say!(language, "record-title", program = plain(&record.program));
    let plan = plain(&record.plan);
    let draft = say!(language, "record-draft", plan = plan, snapshot = snapshot);
    let mut text = format!("# {title}\n\n{draft}\n");
    text.push_str(&heading(1, &say!(language, "record-controller")));
    let _ = writeln!(text, "{}", open(&say!(language, "record-controller-fill")));
    text.push_str(&heading(2, &say!(language, "record-purposes")));
    let period = record.period.as_ref().map(|period| format!(", {}", plain(period)));
    let about = record.about.as_ref().map(|about| plain(about.trim_end_matches('.')));
    let about = about.map(|about| format!(": {about}"));
    let purpose = |family: &String| {
        let name = language.family(family, "name");
        plain(&name.unwrap_or_else(|| spaced(family)))
    };
    let purposes: Vec<String> = record.purposes.iter().map(purpose).collect();
    let _ = write!(
        text,
        "{}{}{}.\n\n{}\n{} {}\n",
        say!(language, "record-evaluation"),
        period.unwrap_or_default(),
        about.unwrap_or_default(),
        list(&purposes),
        say!(language, "record-legal-basis"),
        open(&say!(language, "record-legal-basis-fill"))
    );
    text
}

fn persons(language: &Language, record: &Processing) -> String {
    let mut text = heading(3, &say!(language, "record-subjects"));
    if record.persons.is_empty() {
        text.push_str(&say!(language, "record-none-yet"));
        text.push('\n');
        return text;
    }
    let names = [say!(language, "record-role"), say!(language, "record-persons")];
    text.push_str(&table_head(&names));
    for (role, number) in &record.persons {
        let word = language.named("record-role", role).unwrap_or_else(|| role.clone());
        text.push_str(&row(&[plain(&word), number.told(language)]));
    }
    text
}

fn held(language: &Language, record: &Processing) -> String {
    let mut text = heading(4, &say!(language, "record-data"));
    text.push_str(&table_head(&[
        say!(language, "record-table"),
        say!(language, "record-grain"),
        say!(language, "record-columns"),
        say!(language, "record-from"),
        say!(language, "record-rows"),
    ]));
    for held in &record.held {
        // Scores and open answers come with the answers of a survey.
        let or = |words: &[String], otherwise: String| match words {
            [] => otherwise,
            words => code(words),
        };
        text.push_str(&row(&[
            format!("`{}`", held.table),
            language.translated(&held.grain),
            or(&held.columns, say!(language, "record-worked-out")),
            or(&held.files, "`responses`".to_owned()),
            held.rows.told(language),
        ]));
    }
    let _ = writeln!(text, "\n{}", say!(language, "record-not-read"));
    if !record.attributes.is_empty() {
        let attributes = say!(language, "record-attributes", list = code(&record.attributes));
        let which = open(&say!(language, "record-attributes-fill"));
        let _ = writeln!(text, "\n{attributes} {which}");
    }
    text
}

fn places(language: &Language, record: &Processing) -> String {
    let mut text = heading(5, &say!(language, "record-places"));
    text.push_str(&table_head(&[
        say!(language, "record-what"),
        say!(language, "record-where"),
        say!(language, "record-readers"),
        say!(language, "record-kept"),
    ]));
    for Holding { what, place, readers, kept } in &record.holdings {
        let [what, readers, kept] = [what, readers, kept].map(|text| language.translated(text));
        text.push_str(&row(&[what, format!("`{}`", plain(place)), readers, kept]));
    }
    text
}

fn consents(language: &Language, record: &Processing) -> String {
    let mut text = heading(6, &say!(language, "record-consent"));
    text.push_str(&table_head(&[
        say!(language, "record-purpose"),
        say!(language, "record-column"),
        say!(language, "record-yes"),
        say!(language, "record-no"),
        say!(language, "record-not-said"),
        say!(language, "record-no-does"),
    ]));
    for one in &record.consents {
        let column = if one.is_read {
            format!("`{}`", one.column)
        } else {
            format!("`{}`: {}", one.column, say!(language, "record-no-export"))
        };
        text.push_str(&row(&[
            language.translated(&one.purpose),
            column,
            one.yes.told(language),
            one.no.told(language),
            one.silent.told(language),
            language.translated(&one.enforced),
        ]));
    }
    let words = language.translated(NOT_TOLD);
    let not_told = say!(language, "record-not-told", words = words, n = record.min_cell);
    let _ = writeln!(text, "\n{not_told}");
    text
}

/// Who gets a report, and what protects the data.
fn recipients(language: &Language, record: &Processing) -> String {
    let said = |lines: &[String]| {
        list(&lines.iter().map(|line| language.translated(line)).collect::<Vec<_>>())
    };
    let mut text = heading(7, &say!(language, "record-recipients"));
    let _ = writeln!(
        text,
        "{}\n{} {}",
        said(&record.recipients),
        say!(language, "record-no-transfer"),
        open(&say!(language, "record-recipients-fill"))
    );
    text.push_str(&heading(8, &say!(language, "record-measures")));
    let _ = writeln!(
        text,
        "{}\n{}",
        said(&record.protections),
        open(&say!(language, "record-measures-fill"))
    );
    text
}

fn list(lines: &[String]) -> String {
    lines.iter().fold(String::new(), |text, line| text + "- " + &plain(line) + "\n")
}

fn code(words: &[String]) -> String {
    let words: Vec<String> =
        words.iter().map(|word| format!("`{}`", plain(word).replace('`', "'"))).collect();
    words.join(", ")
}

/// A text of the plan within a line or cell of Markdown.
fn plain(text: &str) -> String {
    let text: Vec<&str> = text.split_whitespace().collect();
    text.join(" ").replace('|', "\\|").replace('<', "&lt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_people_are_not_counted_and_nothing_breaks_out_of_its_cell() {
        let record = Processing {
            program: "Har|bor\n<b>".to_owned(),
            min_cell: 10,
            persons: [("mentee", 1200), ("parent", 4)]
                .map(|(role, number)| (role.to_owned(), People::alone(number, 10)))
                .into(),
            consents: vec![Consents { silent: People::Number(10), ..Consents::default() }],
            ..Processing::default()
        };
        let text = processing_record(&Language::english(), &record);
        assert!(
            text.starts_with("# Record of processing activities: Har\\|bor &lt;b>\n"),
            "{text}"
        );
        assert!(text.contains("| mentee | 1,200 |") && text.contains("| parent | fewer than 10 |"));
        assert!(text.contains("| 0 | 0 | 10 |"), "{text}");
        let json = serde_json::to_value(&record).unwrap();
        assert_eq!(json["persons"][1][1], "fewer than 10", "no form says more than another");
    }

    #[test]
    fn parts_of_a_known_whole_tell_of_no_few() {
        for (numbers, told) in [
            ([150, 45, 20], [true, true, true]),
            ([150, 45, 5], [true, false, false]),
            ([150, 0, 5], [false, true, false]),
            ([150, 2, 3], [false, false, false]),
            ([150, 6, 7], [true, false, false]),
            ([5, 0, 0], [false, true, true]),
            ([0, 0, 0], [true, true, true]),
        ] {
            let found = People::parts(numbers, 10).map(|one| matches!(one, People::Number(_)));
            assert_eq!(found, told, "{numbers:?}");
        }
    }
}
