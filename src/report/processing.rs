//! The draft of a record of processing (article 30 of the GDPR), as Markdown: what is held, where, why, for how long.
//!
//! It says what plan and warehouse say. What only people know stays open, as `[to be filled in: …]`.

use std::fmt::Write as _;

use serde::Serialize;

use super::format::count;

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
    /// Questions that the data answers, by family.
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

impl std::fmt::Display for People {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Number(number) => f.write_str(&count(*number)),
            Self::Words(words) => f.write_str(words),
        }
    }
}

impl People {
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
pub fn processing_record(record: &Processing) -> String {
    let mut text = String::new();
    head(&mut text, record);
    persons(&mut text, record);
    places(&mut text, record);
    consents(&mut text, record);
    let _ = write!(
        text,
        "\n## 7. Recipients\n\n{}\nNo personal data goes to a third country or an international organisation: no command opens a \
         connection. [to be filled in: who else gets the folder, a backup or a report, and under which agreement]\n",
        list(&record.recipients)
    );
    let _ = write!(
        text,
        "\n## 8. Technical and organisational measures\n\n{}\n[to be filled in: who has the machine's account, how it is backed \
         up, who answers a request of a data subject]\n",
        list(&record.protections)
    );
    text
}

fn head(text: &mut String, record: &Processing) {
    let _ = write!(
        text,
        "# Record of processing activities: {}\n\nA draft after article 30(1) of the GDPR, made from the evaluation plan ({}) and \
         from {}. It names nobody. What stands in square brackets is to be filled in by a person.\n\n\
         ## 1. Controller\n\n[to be filled in: name and contact details of the organisation, its representative, its data \
         protection officer]\n\n## 2. Purposes\n\nEvaluation of the program{}{}.\n\n{}\n\
         Legal basis: [to be filled in: article 6(1), and article 9(2) for special categories of data]\n",
        plain(&record.program),
        plain(&record.plan),
        record.snapshot.as_deref().unwrap_or("no warehouse, for nothing was ingested yet"),
        record.period.as_ref().map(|period| format!(", {}", plain(period))).unwrap_or_default(),
        record
            .about
            .as_ref()
            .map(|about| format!(": {}", plain(about.trim_end_matches('.'))))
            .unwrap_or_default(),
        list(&record.purposes)
    );
}

fn persons(text: &mut String, record: &Processing) {
    text.push_str("\n## 3. Data subjects\n\n");
    if record.persons.is_empty() {
        text.push_str("None yet.\n");
    } else {
        text.push_str("| role | persons |\n|---|---|\n");
        for (role, number) in &record.persons {
            let _ = writeln!(text, "| {} | {} |", plain(role), number);
        }
    }
    text.push_str("\n## 4. Personal data\n\n| table | one row per | columns filled | from | rows |\n|---|---|---|---|---|\n");
    for held in &record.held {
        // Scores and open answers come with the answers of a survey.
        let or = |words: &[String], otherwise: &str| match words {
            [] => otherwise.to_owned(),
            words => code(words),
        };
        let _ = writeln!(
            text,
            "| `{}` | {} | {} | {} | {} |",
            held.table,
            held.grain,
            or(&held.columns, "worked out"),
            or(&held.files, "`responses`"),
            held.rows
        );
    }
    text.push_str("\nColumns of the exports that the plan does not name are not read.\n");
    if !record.attributes.is_empty() {
        let _ = writeln!(
            text,
            "\nAttributes of persons: {}. [to be filled in: which of them, and which questions of the surveys, are special \
             categories (article 9), and why they are needed]",
            code(&record.attributes)
        );
    }
}

fn places(text: &mut String, record: &Processing) {
    text.push_str("\n## 5. Where it is, who can read it, for how long\n\n| what | where | who can read it | kept |\n|---|---|---|---|\n");
    for Holding { what, place, readers, kept } in &record.holdings {
        let _ = writeln!(text, "| {what} | `{}` | {readers} | {kept} |", plain(place));
    }
}

fn consents(text: &mut String, record: &Processing) {
    text.push_str("\n## 6. Consent\n\n| purpose | column | yes | no | not said | what a no does |\n|---|---|---|---|---|---|\n");
    for one in &record.consents {
        let column = if one.is_read {
            format!("`{}`", one.column)
        } else {
            format!("`{}`: no export gives it", one.column)
        };
        let Consents { yes, no, silent, .. } = one;
        let _ = writeln!(
            text,
            "| {} | {column} | {yes} | {no} | {silent} | {} |",
            one.purpose, one.enforced
        );
    }
    let _ = write!(
        text,
        "\n“{NOT_TOLD}”: fewer than {0}, or it would tell of fewer than {0}. Persons who are no longer in the warehouse, because \
         they said no, are not counted here.\n",
        record.min_cell
    );
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
        let text = processing_record(&record);
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
