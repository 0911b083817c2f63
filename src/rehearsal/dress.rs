//! Rows in the layout of the program whose export they are.

use super::Fields;

/// A table as lines of cells: what stands above it, its header, its rows.
pub(super) type Lines = Vec<Vec<String>>;

/// Dresses a table in a layout; without one it stays plain.
pub(super) fn dress(layout: Option<&str>, mut header: Vec<String>, mut rows: Lines) -> Lines {
    let own: &[(&str, &str)] = match layout {
        Some("qualtrics") => &[
            ("StartDate", "2025-01-10 09:00:00"),
            ("EndDate", "2025-01-10 09:05:00"),
            ("Status", "IP Address"),
            ("Finished", "True"),
            ("ResponseId", "R_#"),
        ],
        Some("surveymonkey") => &[("Respondent ID", "1#"), ("Collector ID", "1")],
        Some("google_forms") => &[("Timestamp", "1/31/2025 9:00:00")],
        Some("microsoft_forms") => &[
            ("ID", "#"),
            ("Start time", "2025-01-10T09:00:00"),
            ("Completion time", "2025-01-10T09:05:00"),
        ],
        Some("limesurvey") => &[
            ("id", "#"),
            ("submitdate", "2025-01-10 09:05:00"),
            ("lastpage", "1"),
            ("startlanguage", "en"),
        ],
        Some("kobo") => &[
            ("_id", "#"),
            ("_uuid", "made-up-#"),
            ("_submission_time", "2025-01-10T09:05:00"),
            ("_index", "#"),
        ],
        Some("oneroster") => &[
            ("sourcedId", "r#"),
            ("status", "active"),
            ("dateLastModified", "2025-01-10T00:00:00Z"),
        ],
        _ => &[],
    };
    add(&mut header, &mut rows, own);
    if layout == Some("kobo") {
        questions_of_choices(&mut header, &mut rows);
    }
    let mut lines = match layout {
        Some("qualtrics") => {
            let ids = |name: &String| format!("{{\"ImportId\":\"{}\"}}", name.replace('"', "'"));
            vec![header.clone(), header.clone(), header.iter().map(ids).collect()]
        }
        Some("surveymonkey") => with_options(&header),
        _ => vec![header],
    };
    lines.append(&mut rows);
    lines
}

/// Puts the columns that a program adds in front, each once; `#` is the number of the row.
fn add(header: &mut Vec<String>, rows: &mut Lines, own: &[(&str, &str)]) {
    for (name, text) in own.iter().rev() {
        let known = header.iter().position(|other| other.eq_ignore_ascii_case(name));
        if let Some(at) = known {
            let name = header.remove(at);
            header.insert(0, name);
            for row in rows.iter_mut() {
                let cell = row.remove(at);
                row.insert(0, cell);
            }
            continue;
        }
        header.insert(0, (*name).to_owned());
        for (number, row) in rows.iter_mut().enumerate() {
            row.insert(0, text.replace('#', &(number + 1).to_string()));
        }
    }
}

/// A choice is known as one by the column of its question, which lists those that are ticked.
fn questions_of_choices(header: &mut Vec<String>, rows: &mut Lines) {
    let missing: Vec<String> = header
        .iter()
        .filter_map(|name| name.rsplit_once('/').map(|(question, _)| question.to_owned()))
        .filter(|question| !header.contains(question))
        .collect();
    for question in missing {
        if header.contains(&question) {
            continue;
        }
        let choices: Vec<(usize, String)> = header
            .iter()
            .enumerate()
            .filter_map(|(at, name)| {
                let (own, choice) = name.rsplit_once('/')?;
                (own == question).then(|| (at, choice.to_owned()))
            })
            .collect();
        header.push(question);
        for row in rows.iter_mut() {
            let ticked = choices.iter().filter(|(at, _)| row[*at] == "1");
            let ticked: Vec<&str> = ticked.map(|(_, choice)| choice.as_str()).collect();
            let list = ticked.join(" ");
            row.push(list);
        }
    }
}

/// Questions above their options.
fn with_options(header: &[String]) -> Lines {
    let mut questions: Vec<String> = Vec::new();
    let mut options: Vec<String> = Vec::new();
    let mut last = String::new();
    for (at, name) in header.iter().enumerate() {
        let parts = name.strip_suffix(']').and_then(|name| name.rsplit_once(" ["));
        let (question, option) = match parts {
            Some((question, option)) => (question.to_owned(), option.to_owned()),
            None => (name.clone(), if at == 0 { String::new() } else { "Response".to_owned() }),
        };
        let again = parts.is_some() && question == last;
        questions.push(if again { String::new() } else { question.clone() });
        options.push(option);
        last = question;
    }
    vec![questions, options]
}

/// The list of participants of one meeting, as its program writes it.
pub(super) fn attendance(layout: &str, cells: &Fields) -> Lines {
    let cell = |name: &str| cells.get(name).cloned().unwrap_or_default();
    let (day, minutes) = (cell("held_on"), cell("minutes"));
    let minutes = if minutes.is_empty() { "45".to_owned() } else { minutes };
    let span = minutes.parse::<f64>().unwrap_or(45.0);
    let (hours, rest) = ((span / 60.0).floor(), span % 60.0);
    let start = format!("{day} 09:00:00");
    let end = format!("{day} {:02}:{rest:02}:00", 9.0 + hours);
    let id = cell("meeting_id");
    let id = if id.is_empty() { "812 3456 7890".to_owned() } else { id };
    let topic = cell("topic");
    let line = |cells: &[&str]| cells.iter().map(|cell| (*cell).to_owned()).collect::<Vec<_>>();
    match layout {
        "zoom" => vec![
            line(&[
                "Meeting ID",
                "Topic",
                "Start Time",
                "End Time",
                "User Email",
                "Duration (Minutes)",
                "Participants",
            ]),
            line(&[&id, &topic, &start, &end, "staff@example.org", &minutes, "2"]),
            line(&[]),
            line(&[
                "Name (Original Name)",
                "User Email",
                "Join Time",
                "Leave Time",
                "Duration (Minutes)",
                "Guest",
            ]),
            line(&["Made-up mentor", "mentor@example.org", &start, &end, &minutes, "No"]),
            line(&["Made-up mentee", "mentee@example.org", &start, &end, &minutes, "No"]),
        ],
        "teams" => {
            let length = format!("{minutes}m 0s");
            vec![
                line(&["1. Summary"]),
                line(&["Meeting title", &topic]),
                line(&["Attended participants", "1"]),
                line(&["Start time", &start]),
                line(&["End time", &end]),
                line(&["Meeting id", &id]),
                line(&[]),
                line(&["2. Participants"]),
                line(&[
                    "Name",
                    "First Join",
                    "Last Leave",
                    "In-Meeting Duration",
                    "Email",
                    "Participant ID (UPN)",
                    "Role",
                ]),
                line(&[
                    "Made-up mentee",
                    &start,
                    &end,
                    &length,
                    "mentee@example.org",
                    "",
                    "Attendee",
                ]),
                line(&[]),
                line(&["3. In-Meeting Activities"]),
                line(&["Name", "Join Time", "Leave Time", "Duration", "Email", "Role"]),
                line(&["Made-up mentee", &start, &end, &length, "mentee@example.org", "Attendee"]),
            ]
        }
        _ => vec![
            line(&[&format!("* Meeting code: {id}")]),
            line(&[&format!("* Meeting title: {topic}")]),
            line(&["Name", "Email", "Join time", "Duration", "Leave time"]),
            line(&[
                "Made-up mentee",
                "mentee@example.org",
                &start,
                &format!("{minutes} min"),
                &end,
            ]),
        ],
    }
}
