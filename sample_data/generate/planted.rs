//! The flaws on purpose, file by file: each one as somebody has really made it.

use super::flaws::{Cost, Flaw};
use super::sheet::Sheet;

/// Spoils some cells and rows of the finished exports.
pub(crate) fn plant(sheets: &mut [Sheet]) {
    for sheet in sheets {
        match sheet.file {
            "mentees.xlsx" => mentees(sheet),
            "mentors.csv" => mentors(sheet),
            "matches-2025-01.csv" => matches_of_january(sheet),
            "matches-2025-06.csv" => matches_of_june(sheet),
            "meetings.csv" => {
                meeting_cells(sheet);
                meeting_rows(sheet);
            }
            "mentee_baseline.csv" | "mentee_followup.xlsx" => mentee_survey(sheet),
            "mentor_survey_long.csv" => mentor_survey(sheet),
            "school.csv" => school(sheet),
            "goals.csv" => goals(sheet),
            "credentials.csv" => credentials(sheet),
            "placements.csv" => placements(sheet),
            other => unreachable!("{other} has no flaws yet"),
        }
    }
}

fn mentees(sheet: &mut Sheet) {
    let found = "\"09/31/2024\", a day that does not exist, typed in as text";
    sheet.spoil(
        12,
        "09/31/2024",
        Flaw::cell("Enrolled On", "enrolled_on", "not_a_date", Cost::Cell, found),
    );
    let found = "\"ask mother\" where yes or no is asked for";
    sheet.spoil(
        57,
        "ask mother",
        Flaw::cell("May Quote", "quote_ok", "not_yes_or_no", Cost::Cell, found),
    );
    let row = sheet.find(60, |cells| !cells[8].is_empty());
    let wrong = two_years_before(&sheet.rows[row].cells[8]);
    let found = "left the program before enrolling: the wrong year";
    sheet.spoil(row, &wrong, Flaw::cell("Left On", "exited_on", "date_order", Cost::Cell, found));
}

fn mentors(sheet: &mut Sheet) {
    let cells =
        ["", "Lark", "Wrenfield", "lark.wrenfield@example.org", "ES", "2025-05-28", "", "Yes"];
    let found = "empty: a volunteer who has not been given an id yet";
    sheet.add(150, &cells, Flaw::cell("Mentor ID", "person_id", "missing_key", Cost::Row, found));
}

fn matches_of_january(sheet: &mut Sheet) {
    let row = sheet.find(0, |cells| cells[9].as_str() >= "2024-12-01");
    let wrong = two_years_before(&sheet.rows[row].cells[9]);
    let found = "closed before it was made: the wrong year, corrected in the export of June";
    sheet.spoil(row, &wrong, Flaw::cell("Closed on", "ended_on", "date_order", Cost::Cell, found));
}

fn matches_of_june(sheet: &mut Sheet) {
    let row =
        sheet.find(70, |cells| cells[10] == "Mentor: no time" && cells[9].as_str() > "2025-01-15");
    let found = "\"Mentor burned out\", a reason that the plan does not know";
    sheet.spoil(
        row,
        "Mentor burned out",
        Flaw::cell("Closure reason", "closure_cause", "not_allowed", Cost::Cell, found),
    );
    let row = sheet.find(110, |cells| cells[1].starts_with("V-1") && cells[9].is_empty());
    let wrong = sheet.rows[row].cells[1].replace("V-1", "V-7");
    let found = "an id that no mentor has: a 1 that was read as a 7";
    sheet.spoil(
        row,
        &wrong,
        Flaw::cell("Mentor", "mentor_id", "unknown_reference", Cost::Cell, found),
    );
    let row = sheet.find(40, |cells| cells[10] == "Mentor: no time");
    sheet.rows[row].cells.push(" new job".to_owned());
    let found = "twelve cells instead of eleven: a remark after the reason, behind a comma";
    sheet.rows[row].flaws.push(Flaw::row("ragged_row", found));
    let cells =
        ["RB-0901", "V-200", "", "", "One to one", "At school", "Staff", "2025-06-12", "", "", ""];
    let found = "empty: a match that was prepared before the mentee was known";
    let last = sheet.rows.len();
    sheet.add(last, &cells, Flaw::cell("Mentee", "mentee_id", "missing_key", Cost::Row, found));
}

/// True for a line of the log that holds a meeting with its length.
fn is_held(cells: &[String]) -> bool {
    cells[3] == "In person" && cells[4] == "Completed" && !cells[2].is_empty()
}

fn meeting_cells(sheet: &mut Sheet) {
    let cells = [
        (
            311,
            "Minutes",
            "900",
            "minutes",
            "out_of_range",
            Cost::Cell,
            "900 minutes, where 90 were meant",
        ),
        (
            1204,
            "Minutes",
            "about an hour",
            "minutes",
            "not_a_number",
            Cost::Cell,
            "\"about an hour\", a length that is no number",
        ),
        (
            2890,
            "Date",
            "2025-02-30",
            "held_on",
            "not_a_date",
            Cost::Row,
            "\"2025-02-30\", a day that does not exist, in a column that every meeting needs",
        ),
        (
            3977,
            "Date",
            "2026-02-18",
            "held_on",
            "after_cut_off",
            Cost::Row,
            "\"2026-02-18\", a day in the future: the wrong year",
        ),
        (
            4512,
            "Match ID",
            "RB-0O77",
            "match_id",
            "unknown_reference",
            Cost::Row,
            "an id that no match has: a letter O for a zero",
        ),
        (
            5230,
            "Status",
            "Complted",
            "status",
            "not_allowed",
            Cost::Row,
            "\"Complted\", a slip in a known word",
        ),
    ];
    for (from, column, text, contract, rule, cost, found) in cells {
        let row = sheet.find(from, is_held);
        sheet.spoil(row, text, Flaw::cell(column, contract, rule, cost, found));
    }
}

fn meeting_rows(sheet: &mut Sheet) {
    let row = sheet.find(5604, is_held);
    let found =
        "the same match, day and channel a second time three lines below, with another length";
    let flaw = Flaw::row("duplicate_row", found);
    let corrected = if sheet.rows[row].cells[2] == "60" { "45" } else { "60" };
    sheet.repeat(row, "Minutes", corrected, flaw);
    let row = sheet.find(6104, is_held);
    sheet.rows[row].cells.pop();
    sheet.rows[row]
        .flaws
        .push(Flaw::row("ragged_row", "four cells instead of five: the status is cut off"));
}

fn mentee_survey(sheet: &mut Sheet) {
    if sheet.file == "mentee_baseline.csv" {
        let found = "\"Mostly\", an answer that the form does not offer";
        sheet.spoil(33, "Mostly", Flaw::cell("be2", "be2", "not_allowed", Cost::Cell, found));
        return;
    }
    let found = "55, a key that was pressed twice on a question from 1 to 5";
    sheet.spoil(40, "55", Flaw::cell("Q7", "be2", "out_of_range", Cost::Cell, found));
    let found = "\"ten\", a number in letters";
    sheet.spoil(88, "ten", Flaw::cell("Recommend", "nps", "not_a_number", Cost::Cell, found));
}

fn mentor_survey(sheet: &mut Sheet) {
    let row = sheet.find(900, |cells| cells[4] == "sat_support" && !cells[5].starts_with('-'));
    let found = "\"sat_suport\", a question that the form does not have";
    sheet.spoil(
        row,
        "sat_suport",
        Flaw::cell("Question", "item", "unknown_item", Cost::Row, found),
    );
}

fn school(sheet: &mut Sheet) {
    let has_average = |cells: &[String]| cells[5] != "n/a";
    let row = sheet.find(61, has_average);
    let wrong = sheet.rows[row].cells[5].replace(',', ".");
    let found = format!("\"{wrong}\", a decimal point in a file with decimal commas");
    sheet.spoil(row, &wrong, Flaw::cell("GPA", "gpa", "not_a_number", Cost::Cell, &found));
    let row = sheet.find(140, has_average);
    let found = "93,5, a percentage in a column of shares from 0 to 1";
    sheet.spoil(
        row,
        "93,5",
        Flaw::cell("Attendance rate", "attendance", "out_of_range", Cost::Cell, found),
    );
    let row = sheet.find(222, |cells| has_average(cells) && cells[5] != "2,75");
    let found =
        "the same student and term a second time three lines below, with a corrected average";
    sheet.repeat(row, "GPA", "2,75", Flaw::row("duplicate_row", found));
    let cells = ["M-412", "Académie Beauséjour", "9", "Spring", "10.06.2025", "3,10", "0,961"];
    let found = "an id that no mentee has: a student of another program";
    sheet.add(
        318,
        &cells,
        Flaw::cell("Student", "person_id", "unknown_reference", Cost::Row, found),
    );
}

fn goals(sheet: &mut Sheet) {
    let row = sheet.find(77, |cells| cells[6] == "2");
    let found = "3 on a scale from −2 to 2";
    sheet.spoil(
        row,
        "3",
        Flaw::cell("Level reached", "attained_level", "out_of_range", Cost::Cell, found),
    );
}

fn credentials(sheet: &mut Sheet) {
    let row = sheet.find(20, |cells| cells[1] == "Skills badge");
    let found = "\"2025-09-12\", an award that is planned for the autumn";
    sheet.spoil(
        row,
        "2025-09-12",
        Flaw::cell("Awarded", "awarded_on", "after_cut_off", Cost::Cell, found),
    );
    let row = sheet.find(30, |cells| cells[2] == "First aid");
    let found = "valid until a day before the award: the day of an older certificate";
    sheet.spoil(
        row,
        "2023-02-01",
        Flaw::cell("Valid until", "expires_on", "date_order", Cost::Cell, found),
    );
}

fn placements(sheet: &mut Sheet) {
    let column = "Summer job, internship or training";
    let row = sheet.find(9, |cells| cells[1] == "Yes");
    let found = "\"Yes?\", which is neither yes nor no nor unknown";
    sheet.spoil(row, "Yes?", Flaw::cell(column, "value", "not_a_number", Cost::Cell, found));
}

/// `2025-01-08` → `2023-01-08`
fn two_years_before(date: &str) -> String {
    let (year, rest) = date.split_at(4);
    let year: i32 = year.parse().expect("a date that this program wrote");
    format!("{}{rest}", year - 2)
}
