//! Folders that nobody prepared.

use std::fmt::Write as _;
use std::path::Path;

use super::{draft, inventory};

/// The plan of a folder with these files.
fn plan(files: &[(&str, &str)]) -> String {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap_or(Path::new(""))).unwrap();
        std::fs::write(path, text).unwrap();
    }
    draft(&inventory(folder.path()).unwrap()).plan()
}

fn says(plan: &str, lines: &[&str]) {
    for line in lines {
        assert!(plan.contains(line), "no {line} in\n{plan}");
    }
}

#[test]
fn a_list_of_matches_is_known_by_its_columns_in_five_languages() {
    for (header, rows) in [
        (
            "Match ID,Mentor,Mentee,Start date,End date",
            "1,v1,m1,2024-09-01,\n2,v2,m2,2024-09-02,2025-01-31\n",
        ),
        (
            "Tandem,Mentor,Schüler,Beginn,Ende",
            "1,v1,m1,01.09.2024,\n2,v2,m2,25.09.2024,31.01.2025\n",
        ),
        (
            "Pareja,Voluntario,Alumno,Fecha de inicio,Fecha de fin",
            "1,v1,m1,25/09/2024,\n2,v2,m2,02/09/2024,31/01/2025\n",
        ),
        ("Binôme,Bénévole,Élève,Début,Fin", "1,v1,m1,25/09/2024,\n2,v2,m2,02/09/2024,31/01/2025\n"),
        ("Dupla,Mentor,Aluno,Início,Fim", "1,v1,m1,25/09/2024,\n2,v2,m2,02/09/2024,31/01/2025\n"),
    ] {
        let plan = plan(&[("inbox/a.csv", &format!("{header}\n{rows}"))]);
        let names: Vec<&str> = header.split(',').collect();
        says(
            &plan,
            &[
                "table = \"matches\"",
                &format!("match_id = \"{}\"", names[0]),
                &format!("mentee_id = \"{}\"", names[2]),
                &format!("ended_on = \"{}\"", names[4]),
            ],
        );
    }
}

#[test]
fn day_or_month_first_is_asked_when_no_value_tells() {
    let plan = plan(&[(
        "a.csv",
        "Match ID,Mentor,Mentee,Start date,End date\n1,v1,m1,03/04/2024,2024-06-01\n2,v2,m2,05/06/2024,2024-07-01\n",
    )]);
    says(&plan, &["# ? `Start date`: day or month first?", "\"%d/%m/%Y\" or \"%m/%d/%Y\""]);
    assert!(!plan.contains("matched_on = "), "{plan}");
}

#[test]
fn a_survey_before_and_after_in_one_row_gives_two_sources() {
    let mut text = "Student ID,q1_pre,q2_pre,q1_post,q2_post\n".to_owned();
    for person in 0..30 {
        let _ = write!(
            text,
            "s{person},{},{},{},{}\n",
            person % 5 + 1,
            person % 4 + 1,
            (person + 1) % 5 + 1,
            (person + 2) % 5 + 1
        );
    }
    let plan = plan(&[("survey.csv", &text)]);
    says(
        &plan,
        &[
            "constants = { wave = \"baseline\" }",
            "constants = { wave = \"followup\" }",
            "items = { q1 = \"q1_pre\", q2 = \"q2_pre\" }",
            "items = { q1 = \"q1_post\", q2 = \"q2_post\" }",
            "maximum = 5",
        ],
    );
}

#[test]
fn people_without_ids_are_numbered() {
    let mut text =
        "Timestamp,I feel at home here,My mentor listens,I would come again\n".to_owned();
    for at in 0..12 {
        let answers = ["Agree", "Disagree", "Strongly agree"];
        let _ = write!(
            text,
            "{}/20/2024 10:11:12,{},{},{}\n",
            at % 12 + 1,
            answers[at % 3],
            answers[(at + 1) % 3],
            answers[at % 2]
        );
    }
    let plan = plan(&[("answers.csv", &text)]);
    says(
        &plan,
        &[
            "format = \"google_forms\"",
            "numbered = \"respondent\"",
            "date_format = \"%m/%d/%Y %H:%M:%S\"",
            "\"Strongly disagree\", \"Disagree\", \"Neither agree nor disagree\", \"Agree\", \"Strongly agree\"",
        ],
    );
}

#[test]
fn files_of_one_form_are_one_source() {
    let text = "Match ID,Mentor,Mentee,Start date\n1,v1,m1,2024-09-01\n";
    let plan = plan(&[("matches-2025-01.csv", text), ("matches-2025-06.csv", text)]);
    says(&plan, &["files = [\"matches-*.csv\"]"]);
    assert_eq!(plan.matches("[[sources]]").count(), 1, "{plan}");
}

#[test]
fn the_same_folder_gives_the_same_plan() {
    let files = [("a.csv", "id,score\n1,2\n2,3\n"), ("b.csv", "x\n1\n")];
    let once = |text: String| {
        text.lines()
            .filter(|line| !line.starts_with("id =") && !line.starts_with("name ="))
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    assert_eq!(once(plan(&files)), once(plan(&files)));
}
