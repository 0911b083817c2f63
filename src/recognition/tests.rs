//! Folders that nobody prepared.

use std::fmt::Write as _;
use std::path::Path;

use super::{draft, inventory};

/// The plan of a folder with these files.
pub(super) fn plan(files: &[(&str, &str)]) -> String {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap_or(Path::new(""))).unwrap();
        std::fs::write(path, text).unwrap();
    }
    draft(&inventory(folder.path()).unwrap()).plan()
}

pub(super) fn says(plan: &str, lines: &[&str]) {
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
        let _ = writeln!(
            text,
            "s{person},{},{},{},{}",
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
        let _ = writeln!(
            text,
            "{}/20/2024 10:11:12,{},{},{}",
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
    // Matches, and the people in them whom no list names.
    assert_eq!(plan.matches("files = [\"matches-*.csv\"]").count(), 3, "{plan}");
    assert_eq!(plan.matches("[[sources]]").count(), 3, "{plan}");
    says(&plan, &["There is no list of mentors: everybody in `Mentor`"]);
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

#[test]
fn a_survey_is_about_the_people_whose_ids_it_holds_whatever_its_column_is_called() {
    let mut roster = "Student ID,First Name,School\n".to_owned();
    let mut survey = "ResponseId,Panel,a1,a2,a3\nResponse ID,Panel,I can,I will,I do\n".to_owned();
    let ids: Vec<String> = ["_recordId", "panel", "QID1", "QID2", "QID3"]
        .iter()
        .map(|id| format!("\"{{\"\"ImportId\"\":\"\"{id}\"\"}}\""))
        .collect();
    survey.push_str(&(ids.join(",") + "\n"));
    for person in 0..30 {
        let _ = writeln!(
            roster,
            "S{person:03},A{person},{}",
            if person % 2 == 0 { "North" } else { "South" }
        );
        let _ = writeln!(
            survey,
            "R_{person},S{person:03},{},{},{}",
            person % 5 + 1,
            person % 4 + 1,
            person % 3 + 1
        );
    }
    let plan = plan(&[("fall survey.csv", &survey), ("roster.csv", &roster)]);
    says(
        &plan,
        &[
            "format = \"qualtrics\"",
            "person_id = \"Panel\"",
            "ids from a list of people",
            "items = [\"a1\", \"a2\", \"a3\"]",
            "wave = \"baseline\"",
        ],
    );
}

#[test]
fn an_attendance_list_that_names_no_match_is_left_out_with_the_question() {
    let mut matches = "Match ID,Mentor,Mentee,Start date\n".to_owned();
    let mut zoom =
        "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes)\n".to_owned();
    for at in 0..5 {
        let _ = writeln!(matches, "RB-{at},v{at},m{at},2024-09-01");
        let _ = writeln!(
            zoom,
            "A{at},a{at}@example.org,11/2{at}/2024 10:00:00 AM,11/2{at}/2024 10:45:00 AM,45"
        );
    }
    let left_out = plan(&[("matches.csv", &matches), ("zoom.csv", &zoom)]);
    says(&left_out, &["# Left out: An attendance list names people", "# format = \"zoom\""]);
}

#[test]
fn a_dictionary_says_what_is_asked_and_what_the_codes_mean() {
    let dictionary = "Variable / Field Name,Form Name,Field Type,Field Label,\"Choices, Calculations, OR Slider Labels\"\n\
        record_id,f,text,Record,\n\
        glad,f,radio,How glad are you?,\"1, Never | 2, Rarely | 3, Sometimes | 4, Often | 5, Always\"\n\
        calm,f,radio,How calm are you?,\"1, Never | 2, Rarely | 3, Sometimes | 4, Often | 5, Always\"\n\
        race,f,radio,Race,\"1, Black | 2, White | 3, Other\"\n";
    let mut data = "record_id,redcap_event_name,glad,calm,group,f_complete\n".to_owned();
    for person in 0..40 {
        let _ = writeln!(
            data,
            "{person},baseline_arm_1,{},{},{},2",
            person % 4 + 1,
            person % 3 + 2,
            person % 3 + 1
        );
        let _ = writeln!(
            data,
            "{person},followup_arm_1,{},{},{},2",
            person % 4 + 2,
            person % 3 + 1,
            person % 3 + 1
        );
    }
    let plan =
        plan(&[("data.csv", &data.replace("group", "race")), ("dictionary.csv", dictionary)]);
    says(
        &plan,
        &[
            "labels = [\"Never\", \"Rarely\", \"Sometimes\", \"Often\", \"Always\"]",
            "title = \"How glad are you?\"",
            "keep = { \"redcap_event_name\" = [\"baseline_arm_1\"] }",
            "constants = { wave = \"followup\" }",
        ],
    );
    assert!(!plan.contains("id = \"race\""), "{plan}");
}
