//! The list of those whom staff has to turn to: it names people, and is none of the reports.

use std::fmt::Write as _;

use serde::Serialize;

use super::ReportError;
use super::findings::safe;
use super::format::NO_BREAK;
use super::language::{Language, say};
use super::template::fill;
use super::theme;
use crate::contract::date_of;
use crate::measures::{Attention, OpenMatch};

const TEMPLATE: &str = include_str!("staff.html");

/// Open matches that somebody has to turn to.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct StaffList {
    /// Name of the program.
    pub program: String,
    /// Cut-off date: what is known ends there.
    pub as_of: String,
    /// How many matches are open.
    pub open: u64,
    /// Those with something to do, the most pressing first.
    pub rows: Vec<StaffRow>,
}

/// One match.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct StaffRow {
    /// Id of the match, as the exports have it.
    pub match_id: String,
    /// Site of the mentee.
    pub site: String,
    /// Name of the mentor; empty when it is not known.
    pub mentor: String,
    /// Id of the mentor, as the exports have it.
    pub mentor_id: String,
    /// Name of the mentee; empty when it is not known.
    pub mentee: String,
    /// Id of the mentee, as the exports have it.
    pub mentee_id: String,
    /// What is to be done, one phrase each.
    pub to_do: Vec<String>,
}

/// What is to be done about a match, in words.
pub fn to_do(language: &Language, reason: Attention, open: &OpenMatch) -> String {
    // Also for a terminal and a spreadsheet: spaces are spaces.
    let days = |days: i64| language.counted(days.unsigned_abs(), "day").replace(NO_BREAK, " ");
    let start = date_of(open.started_day);
    match reason {
        Attention::Dormant { days: silent } => match open.last_held_day {
            Some(last) if last >= open.started_day => {
                say!(language, "staff-silent", days = days(silent), day = date_of(last))
            }
            _ => say!(language, "staff-never-met", day = start, days = days(silent)),
        },
        Attention::ContactDue { .. } => match open.last_contact_day {
            Some(last) if last >= open.started_day => {
                say!(language, "staff-contact-due", day = date_of(last))
            }
            _ => say!(language, "staff-contact-never", day = start),
        },
        Attention::Overdue { days: over } => say!(language, "staff-overdue", days = days(over)),
        Attention::Closing { days: 0 } => say!(language, "staff-ends-today"),
        Attention::Closing { days: left } => say!(language, "staff-ends-in", days = days(left)),
    }
}

/// Stands above every form of the list.
fn warning(language: &Language) -> String {
    say!(language, "staff-warning")
}

impl StaffList {
    fn verdict(&self, language: &Language) -> String {
        let day = match self.as_of.as_str() {
            "" => say!(language, "staff-unknown-day"),
            day => day.to_owned(),
        };
        let needing = self.rows.len();
        say!(language, "staff-verdict", needing = needing, open = self.open, day = day)
    }
}

/// The list as a page that needs nothing else.
///
/// # Errors
///
/// [`ReportError`], which no data should bring about.
pub fn staff_html(language: &Language, list: &StaffList) -> Result<String, ReportError> {
    #[derive(Serialize)]
    struct Page<'a> {
        language: &'a str,
        direction: &'a str,
        style: &'static str,
        verdict: String,
        list: &'a StaffList,
    }
    let page = Page {
        language: language.tag(),
        direction: language.direction(),
        style: theme::STYLE_SHEET,
        verdict: list.verdict(language),
        list,
    };
    fill(language, "staff.html", TEMPLATE, &page)
}

/// The list as CSV: the warning in a line of its own, a header, one row per match.
///
/// No text is taken for a formula. A byte order mark before the warning lets spreadsheets read accents.
pub fn staff_csv(language: &Language, list: &StaffList) -> String {
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .flexible(true)
        .from_writer("\u{feff}".as_bytes().to_vec());
    let mut write = |cells: &[&str]| {
        writer.write_record(cells.iter().map(|cell| safe(cell))).expect("memory takes every byte");
    };
    write(&[&warning(language)]);
    let head = [
        say!(language, "staff-match"),
        say!(language, "staff-site"),
        say!(language, "staff-mentor"),
        say!(language, "staff-mentor-id"),
        say!(language, "staff-mentee"),
        say!(language, "staff-mentee-id"),
        say!(language, "staff-to-do"),
        say!(language, "staff-as-of"),
    ];
    write(&head.each_ref().map(String::as_str));
    for row in &list.rows {
        let StaffRow { match_id, site, mentor, mentor_id, mentee, mentee_id, to_do } = row;
        let to_do = to_do.join("; ");
        write(&[match_id, site, mentor, mentor_id, mentee, mentee_id, &to_do, &list.as_of]);
    }
    let bytes = writer.into_inner().expect("memory takes every byte");
    String::from_utf8(bytes).expect("texts are UTF-8, and so are commas")
}

/// The list as text for a terminal.
pub fn staff_text(language: &Language, list: &StaffList) -> String {
    let mut text =
        format!("{}\n\n{}: {}\n", warning(language), list.program, list.verdict(language));
    for row in &list.rows {
        let site = if row.site.is_empty() { String::new() } else { format!(", {}", row.site) };
        let pair = say!(
            language,
            "staff-pair",
            mentor = called(language, &row.mentor, &row.mentor_id),
            mentee = called(language, &row.mentee, &row.mentee_id)
        );
        let _ = write!(text, "\n{}: {pair}{site}\n", row.match_id);
        for phrase in &row.to_do {
            let _ = writeln!(text, "  {phrase}");
        }
    }
    // Nothing from an export moves the cursor or changes colours.
    text.retain(|letter| letter == '\n' || !letter.is_control());
    text
}

fn called(language: &Language, name: &str, id: &str) -> String {
    match (name, id) {
        ("", "") => say!(language, "staff-nobody"),
        ("", id) => id.to_owned(),
        (name, id) => format!("{name} ({id})"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list() -> StaffList {
        let row = StaffRow {
            match_id: "RB-1".to_owned(),
            site: "East <b>".to_owned(),
            mentor: "=HYPERLINK(\"x\")".to_owned(),
            mentor_id: "V-1".to_owned(),
            mentee: "Zo\u{eb} \u{1b}[31mLee".to_owned(),
            mentee_id: "M-1".to_owned(),
            to_do: vec!["promised time ends today".to_owned()],
        };
        StaffList {
            program: "Harbor".to_owned(),
            as_of: "2025-06-30".to_owned(),
            open: 1200,
            rows: vec![row],
        }
    }

    #[test]
    fn every_form_begins_with_the_warning_and_no_name_does_harm() {
        let (list, english) = (list(), Language::english());
        let csv = staff_csv(&english, &list);
        assert!(csv.starts_with("\u{feff}\"Restricted: this list names people."), "{csv}");
        assert!(csv.contains("\"'=HYPERLINK(\"\"x\"\")\""), "{csv}");
        let text = staff_text(&english, &list);
        assert!(text.starts_with("Restricted: ") && !text.contains('\u{1b}'), "{text}");
        assert!(text.contains("1 of 1,200 open matches needs attention, as of 2025-06-30."));
        assert!(text.contains("(V-1) with Zo\u{eb} [31mLee (M-1), East <b>\n"), "{text}");
        let page = staff_html(&english, &list).unwrap();
        assert!(page.contains("Restricted: this list names people."));
        assert!(page.contains("East &lt;b&gt;") && !page.contains("<script"), "{page}");
    }

    #[test]
    fn what_is_to_be_done_is_said_with_its_days() {
        let open: OpenMatch = serde_json::from_str(
            "{\"match_id\":1,\"mentee_id\":2,\"started_day\":20000,\"last_held_day\":20010}",
        )
        .unwrap();
        for (reason, expected) in [
            (
                Attention::Dormant { days: 45 },
                "no meeting logged for 45 days, the last one on 2024-10-14",
            ),
            (
                Attention::ContactDue { days: 3 },
                "support contact due, none since the start on 2024-10-04",
            ),
            (
                Attention::Overdue { days: 1 },
                "promised time over for 1 day: close the match or renew it",
            ),
            (Attention::Closing { days: 12 }, "promised time ends in 12 days"),
        ] {
            assert_eq!(to_do(&Language::english(), reason, &open), expected);
        }
    }

    #[test]
    fn every_form_is_in_the_language_of_the_program() {
        let spanish = Language::shipped("es").unwrap();
        let list = list();
        let csv = staff_csv(&spanish, &list);
        assert!(csv.starts_with("\u{feff}Uso restringido: "), "{csv}");
        assert!(csv.contains("Pareja,Sede,Mentor,"), "{csv}");
        let text = staff_text(&spanish, &list);
        assert!(text.contains("1 de 1200 parejas abiertas necesita atención, al 2025-06-30."));
        assert!(text.contains("(V-1) con Zo\u{eb} "), "{text}");
        let page = staff_html(&spanish, &list).unwrap();
        assert!(page.starts_with("<!doctype html>\n<html lang=\"es\">"), "{page}");
        assert!(page.contains("Parejas que necesitan atención: Harbor"), "{page}");
        let open: OpenMatch =
            serde_json::from_str("{\"match_id\":1,\"mentee_id\":2,\"started_day\":20000}").unwrap();
        let said = to_do(&spanish, Attention::Closing { days: 1 }, &open);
        assert_eq!(said, "el tiempo prometido termina en 1 día");
    }
}
