//! The list of those whom staff has to turn to: it names people, and is none of the reports.

use std::fmt::Write as _;

use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, UndefinedBehavior};
use serde::Serialize;

use super::ReportError;
use super::findings::safe;
use super::format::count;
use super::theme;
use crate::contract::date_of;
use crate::measures::{Attention, OpenMatch};

const TEMPLATE: &str = include_str!("staff.html");

/// Stands above every form of the list.
const WARNING: &str = "Restricted: this list names people. For the staff who work with them, for nobody else; do not pass it on, \
     and delete it when it is done.";

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
pub fn to_do(reason: Attention, open: &OpenMatch) -> String {
    let days = |days: i64| match days {
        1 => "1 day".to_owned(),
        days => format!("{} days", count(days.unsigned_abs())),
    };
    match reason {
        Attention::Dormant { days: silent } => match open.last_held_day {
            Some(last) if last >= open.started_day => {
                format!("no meeting logged for {}, the last one on {}", days(silent), date_of(last))
            }
            _ => format!(
                "no meeting logged since the start on {}, {} ago",
                date_of(open.started_day),
                days(silent)
            ),
        },
        Attention::ContactDue { .. } => match open.last_contact_day {
            Some(last) if last >= open.started_day => {
                format!("support contact due, the last one was on {}", date_of(last))
            }
            _ => {
                let start = date_of(open.started_day);
                format!("support contact due, none since the start on {start}")
            }
        },
        Attention::Overdue { days: over } => {
            format!("promised time over for {}: close the match or renew it", days(over))
        }
        Attention::Closing { days: 0 } => "promised time ends today".to_owned(),
        Attention::Closing { days: left } => format!("promised time ends in {}", days(left)),
    }
}

impl StaffList {
    fn verdict(&self) -> String {
        format!(
            "{} of {} open {} attention, as of {}.",
            count(self.rows.len() as u64),
            count(self.open),
            if self.rows.len() == 1 { "matches needs" } else { "matches need" },
            if self.as_of.is_empty() { "an unknown day" } else { &self.as_of }
        )
    }
}

/// The list as a page that needs nothing else.
///
/// # Errors
///
/// [`ReportError`], which no data should bring about.
pub fn staff_html(list: &StaffList) -> Result<String, ReportError> {
    #[derive(Serialize)]
    struct Page<'a> {
        style: &'static str,
        warning: &'static str,
        verdict: String,
        list: &'a StaffList,
    }
    let page = Page { style: theme::STYLE_SHEET, warning: WARNING, verdict: list.verdict(), list };
    let fill = || {
        let mut environment = Environment::new();
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        environment.set_auto_escape_callback(|_| AutoEscape::Html);
        environment.add_template("staff.html", TEMPLATE)?;
        environment.get_template("staff.html")?.render(Serde(&page))
    };
    fill().map_err(ReportError::Template)
}

/// The list as CSV: the warning in a line of its own, a header, one row per match.
///
/// No text is taken for a formula. A byte order mark before the warning lets spreadsheets read accents.
pub fn staff_csv(list: &StaffList) -> String {
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .flexible(true)
        .from_writer("\u{feff}".as_bytes().to_vec());
    let mut write = |cells: &[&str]| {
        writer.write_record(cells.iter().map(|cell| safe(cell))).expect("memory takes every byte");
    };
    write(&[WARNING]);
    write(&["Match", "Site", "Mentor", "Mentor ID", "Mentee", "Mentee ID", "To do", "As of"]);
    for row in &list.rows {
        let StaffRow { match_id, site, mentor, mentor_id, mentee, mentee_id, to_do } = row;
        let to_do = to_do.join("; ");
        write(&[match_id, site, mentor, mentor_id, mentee, mentee_id, &to_do, &list.as_of]);
    }
    let bytes = writer.into_inner().expect("memory takes every byte");
    String::from_utf8(bytes).expect("texts are UTF-8, and so are commas")
}

/// The list as text for a terminal.
pub fn staff_text(list: &StaffList) -> String {
    let mut text = format!("{WARNING}\n\n{}: {}\n", list.program, list.verdict());
    for row in &list.rows {
        let site = if row.site.is_empty() { String::new() } else { format!(", {}", row.site) };
        let _ = write!(
            text,
            "\n{}: {} with {}{site}\n",
            row.match_id,
            called(&row.mentor, &row.mentor_id),
            called(&row.mentee, &row.mentee_id)
        );
        for phrase in &row.to_do {
            let _ = writeln!(text, "  {phrase}");
        }
    }
    // Nothing from an export moves the cursor or changes colours.
    text.retain(|letter| letter == '\n' || !letter.is_control());
    text
}

fn called(name: &str, id: &str) -> String {
    match (name, id) {
        ("", "") => "nobody known".to_owned(),
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
        let list = list();
        let csv = staff_csv(&list);
        assert!(csv.starts_with("\u{feff}\"Restricted: this list names people."), "{csv}");
        assert!(csv.contains("\"'=HYPERLINK(\"\"x\"\")\""), "{csv}");
        let text = staff_text(&list);
        assert!(text.starts_with("Restricted: ") && !text.contains('\u{1b}'), "{text}");
        assert!(text.contains("1 of 1,200 open matches needs attention, as of 2025-06-30."));
        assert!(text.contains("(V-1) with Zo\u{eb} [31mLee (M-1), East <b>\n"), "{text}");
        let page = staff_html(&list).unwrap();
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
            assert_eq!(to_do(reason, &open), expected);
        }
    }
}
