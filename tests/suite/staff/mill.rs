//! A small program whose exports hold names, consents, and columns that the plan does not name.

use crate::program::Program;

/// Roster, matches, meetings, support contacts, and one survey with an open question.
pub(super) const PLAN: &str = r#"
[program]
id = "mill"
name = "Mill Street Mentoring"

[commitment]
months = 12
contacts_per_month = 1

[analysis]
as_of = 2025-03-01

[[sources]]
id = "people"
files = ["inbox/people.csv"]
table = "people"
name = ["First", "Last"]
columns = { person_id = "ID", role = "Role", site = "Site", report_ok = "Counted", share_ok = "Shared", quote_ok = "Quoted" }

[[sources]]
id = "matches"
files = ["inbox/matches.csv"]
table = "matches"
columns = { match_id = "Match", mentee_id = "Mentee", mentor_id = "Mentor", matched_on = "Start", committed_months = "Months" }

[[sources]]
id = "meetings"
files = ["inbox/meetings.csv"]
table = "meetings"
columns = { match_id = "Match", held_on = "Day", minutes = "Minutes" }

[[sources]]
id = "contacts"
files = ["inbox/contacts.csv"]
table = "contacts"
columns = { match_id = "Match", contacted_on = "Day" }

[[sources]]
id = "survey"
files = ["inbox/survey.csv"]
table = "responses"
instrument = "survey"
shape = "wide"
columns = { person_id = "ID" }
constants = { wave = "baseline" }

[[instruments]]
id = "survey"
role = "mentee"
minimum = 1
maximum = 5

[[instruments.items]]
id = "said"
kind = "text"

[[instruments.scales]]
id = "hope"
items = ["q1", "q2"]
"#;

/// Pairs of the program.
pub(super) const PAIRS: usize = 12;

/// What nobody but the vault may hold: parts of names, and texts of a column that the plan does not name.
pub(super) const NAMES: [&str; 3] = ["Quornwell", "Zyxander", "Secretdiary"];

/// The program with its exports.
///
/// Of the matches, the second is silent since December, the third has had no contact since, the time of the fourth ends in
/// March and that of the fifth was over in December. The sixth mentee does not want to be counted, the seventh not to be
/// quoted, and of the rest every second one has agreed to have the rows passed on.
pub(super) fn mill() -> Program {
    let program = Program::new(PLAN);
    let mut people = "ID,Role,Site,First,Last,Diary,Counted,Shared,Quoted\n".to_owned();
    let mut matches = "Match,Mentee,Mentor,Start,Months\n".to_owned();
    let mut meetings = "Match,Day,Minutes,Diary\n".to_owned();
    let mut contacts = "Match,Day\n".to_owned();
    let mut survey = "ID,q1,q2,said,Diary\n".to_owned();
    for number in 1..=PAIRS {
        let counted = if number == 6 { "no" } else { "yes" };
        let shared = if number % 2 == 0 { "yes" } else { "" };
        let quoted = if number == 7 { "no" } else { "yes" };
        people += &format!(
            "m-{number:03},mentee,North,Quornwell,Ée{number},Secretdiary,{counted},{shared},{quoted}\n\
             v-{number:03},mentor,North,Zyxander,Oo{number},Secretdiary,,yes,\n"
        );
        let months = match number {
            4 => "6",
            5 => "3",
            _ => "",
        };
        matches += &format!("x-{number:03},m-{number:03},v-{number:03},2024-09-10,{months}\n");
        let met = if number == 2 { "2024-12-01" } else { "2025-02-25" };
        meetings += &format!("x-{number:03},{met},60,Secretdiary\n");
        let contacted = if number == 3 { "2024-12-01" } else { "2025-02-20" };
        contacts += &format!("x-{number:03},{contacted}\n");
        survey += &format!("m-{number:03},4,5,It is fine,Secretdiary\n");
    }
    // Rows that break a rule are set aside with their cells.
    people += "m-099,mentee?,North,Quornwell,Zyxander,Secretdiary,yes,yes,yes\n";
    meetings += "x-001,2025-02-30,60,Secretdiary\nx-006,2025-02-30,60,Secretdiary\n";
    for (name, text) in [
        ("people", people),
        ("matches", matches),
        ("meetings", meetings),
        ("contacts", contacts),
        ("survey", survey),
    ] {
        program.put(&format!("inbox/{name}.csv"), text.as_bytes());
    }
    program
}

/// Files of the program's folder but the exports and some others, in which a word stands: Parquet files by their cells.
pub(super) fn naming(program: &Program, word: &str, but: &[&str]) -> Vec<String> {
    let mut naming = Vec::new();
    for (name, bytes) in program.files("") {
        if name.starts_with("inbox/") || but.iter().any(|place| name.starts_with(place)) {
            continue;
        }
        let text = crate::privacy::plain(&program.path(&name), &bytes);
        let holds = |bytes: &[u8]| bytes.windows(word.len()).any(|part| part == word.as_bytes());
        if holds(&text) || holds(&bytes) {
            naming.push(name);
        }
    }
    naming
}

/// The first number of a query's answer.
pub(super) fn count(program: &Program, sql: &str, options: &[&str]) -> u64 {
    let options = [&[sql, "--format", "csv"], options].concat();
    let told = program.run("query", &options).ended_with(0);
    told.out.lines().nth(1).unwrap().parse().unwrap()
}
