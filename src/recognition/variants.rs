//! Exports as programs and people write them, each with what its plan must say.

use std::fmt::Write as _;

use super::tests::{plan, says};

/// Thirty rows below a header.
fn table(header: &str, row: impl Fn(usize) -> String) -> String {
    (0..30).fold(format!("{header}\n"), |mut text, at| {
        let _ = writeln!(text, "{}", row(at));
        text
    })
}

#[test]
fn boxes_of_a_list_are_questions_of_their_own() {
    let lists =
        ["\"Homework, Games, sports\"", "\"Games, sports, Visit\"", "Visit", "\"Homework, Visit\""];
    let agreed = ["Agree", "Disagree", "Strongly agree"];
    let text =
        table("Timestamp,Student ID,What did you do?,I feel well here,I belong here", |at| {
            let (list, one, two) = (lists[at % 4], agreed[at % 3], agreed[(at + 1) % 3]);
            format!("{}/20/2024 10:11:12,S{at:02},{list},{one},{two}", at % 12 + 1)
        });
    says(
        &plan(&[("form.csv", &text)]),
        &[
            "choices = { \"What did you do?\" = [\"Homework\", \"Games, sports\", \"Visit\"] }",
            "= \"What did you do? [Games, sports]\"",
            "maximum = 1",
        ],
    );
}

#[test]
fn points_with_their_labels_are_numbers() {
    let points = ["1 - Never", "2", "3", "4", "5 - Always"];
    let text = table("Student ID,I can,I will,I do", |at| {
        format!("S{at:02},{},{},{}", points[at % 5], points[(at + 1) % 5], points[(at + 2) % 5])
    });
    says(&plan(&[("survey.csv", &text)]), &["maximum = 5", "\"5 - Always\" = \"5\""]);
}

#[test]
fn grades_of_two_terms_in_one_row_are_two_waves() {
    let text = table("StudentID,GPA Fall,GPA Spring", |at| {
        format!("S{at:02},{}.{},{}.{}", at % 3 + 1, at % 10, at % 3 + 1, (at + 3) % 10)
    });
    says(
        &plan(&[("gpa.csv", &text)]),
        &["outcomes = { gpa = \"GPA Fall\" }", "outcomes = { gpa = \"GPA Spring\" }"],
    );
}

#[test]
fn letters_are_grade_points() {
    let letters = ["A", "B+", "C", "F"];
    let text = table("Student ID,Term,Grade", |at| {
        format!("S{:02},{},{}", at / 2, ["Fall", "Spring"][at % 2], letters[at % 4])
    });
    says(&plan(&[("report.csv", &text)]), &["course_grade = \"Grade\"", "\"B+\" = \"3.3\""]);
}

#[test]
fn a_list_of_people_may_say_each_ones_part() {
    let text = table("Person ID,First Name,Role,School", |at| {
        format!(
            "P{at:02},Kim,{},{}",
            ["Volunteer", "Student"][at % 2],
            ["North", "South"][at % 3 % 2]
        )
    });
    says(
        &plan(&[("roster.csv", &text)]),
        &["role = \"Role\"", "\"Volunteer\" = \"mentor\"", "\"Student\" = \"mentee\""],
    );
}

#[test]
fn hours_and_lengths_in_words_are_minutes() {
    for (header, lengths, line) in [
        ("Match ID,Date,Hours", ["1", "1.5", "0.5"], "minutes_in = \"hours\""),
        ("Match ID,Date,Duration", ["1:30", "1 hr 30 min", "45 min"], "minutes = \"Duration\""),
    ] {
        let text = table(header, |at| {
            format!("M{},2024-10-{:02},{}", at % 9, at % 28 + 1, lengths[at % 3])
        });
        says(&plan(&[("visits.csv", &text)]), &["table = \"meetings\"", line]);
    }
}

#[test]
fn days_as_excel_counts_them_are_dates() {
    let text = table("Match ID,Mentor,Mentee,Match date", |at| {
        format!("M{at},V{at},S{at},{}", 45_540 + at)
    });
    says(&plan(&[("matches.csv", &text)]), &["matched_on = \"Match date\""]);
}

#[test]
fn why_a_file_fills_nothing_is_said_as_it_is() {
    let odd =
        table("Match ID,Mentor,Mentee,Start", |at| format!("M{at},V{at},S{at},about week {at}"));
    says(&plan(&[("matches.csv", &odd)]), &["it would fill `matches`, but `Start`"]);
    let twice = table("Match ID,Date,Minutes,Date", |at| format!("M{at},2024-10-01,30,2024-10-02"));
    says(&plan(&[("log.csv", &twice)]), &["several columns are called \"Date\""]);
}

#[test]
fn the_sheets_of_a_form_say_what_is_asked_and_what_the_names_mean() {
    let survey = "type,name,label::English (en)\ntext,code,Your code\n\
        select_one often,glad,How often are you glad?\nselect_one often,calm,How often are you calm?\n";
    let choices = "list_name,name,label::English (en)\noften,nev,Never\noften,som,Sometimes\noften,alw,Always\n";
    let names = ["nev", "som", "alw"];
    let data = table("start,end,today,code,glad,calm", |at| {
        format!(
            "2025-04-01,2025-04-01,2025-04-01,P{at:02},{},{}",
            names[at % 3],
            names[(at + 1) % 3]
        )
    });
    // A workbook would hold both sheets; here they are files of one archive.
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in [("survey.csv", survey), ("choices.csv", choices)] {
        archive.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        std::io::Write::write_all(&mut archive, text.as_bytes()).unwrap();
    }
    let form = archive.finish().unwrap().into_inner();
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("form.zip"), form).unwrap();
    std::fs::write(folder.path().join("data.csv"), data).unwrap();
    let plan = super::draft(&super::inventory(folder.path()).unwrap()).plan();
    says(
        &plan,
        &[
            "title = \"How often are you glad?\"",
            "\"som\" = \"Sometimes\"",
            "labels = [\"Never\", \"Rarely\", \"Sometimes\", \"Often\", \"Always\"]",
        ],
    );
    assert!(!plan.contains("fill no table yet"), "{plan}");
}

#[test]
fn both_sides_are_compared_by_wording() {
    let agreed = ["Agree", "Disagree", "Strongly agree"];
    let form = |header: &str| {
        table(header, |at| {
            format!("P{at:02},{},{},{}", agreed[at % 3], agreed[(at + 1) % 3], agreed[(at + 2) % 3])
        })
    };
    let mentees =
        form("Student ID,My mentor and I share interests,My mentor listens to me,I like school");
    let mentors =
        form("Mentor ID,My mentee and I share interests,I listen to my mentee,I like the office");
    says(
        &plan(&[("student survey fall.csv", &mentees), ("mentor survey fall.csv", &mentors)]),
        &[
            "mentor = \"mentor_baseline.share_interests\"",
            "mentee = \"mentee_baseline.share_interests\"",
            "# ? `i_listen_to_my_mentee` may ask what `my_mentor_listens_to_me`",
        ],
    );
}
