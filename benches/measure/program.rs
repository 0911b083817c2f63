//! A made-up program of any size: half of its people are mentees, each with one mentor.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

/// Meetings of each match.
const MEETINGS: usize = 12;
/// Questions of the survey; the last two are about satisfaction.
const QUESTIONS: usize = 8;

const PLAN: &str = r#"[program]
id = "large"
name = "A large program"

[commitment]
months = 9
meetings_per_month = 2
minutes_per_month = 120

[[terms]]
id = "fall"
starts_on = 2024-09-01
ends_on = 2025-01-31

[[terms]]
id = "spring"
starts_on = 2025-02-01
ends_on = 2025-06-30

[[sources]]
id = "people"
files = ["people.csv"]
table = "people"
columns = { person_id = "id", role = "role", site = "site", enrolled_on = "enrolled" }

[[sources]]
id = "grades"
files = ["people.csv"]
table = "attributes"
shape = "wide"
columns = { person_id = "id" }
attributes = { grade = "grade", gender = "gender" }

[[sources]]
id = "matches"
files = ["matches.csv"]
table = "matches"
columns = { match_id = "id", mentor_id = "mentor", mentee_id = "mentee", setting = "setting", matched_on = "from", ended_on = "to", closure_cause = "why" }

[[sources]]
id = "meetings"
files = ["meetings.csv"]
table = "meetings"
columns = { match_id = "match", held_on = "day", minutes = "minutes", channel = "channel" }

[[sources]]
id = "survey"
files = ["survey.csv"]
table = "responses"
instrument = "survey"
shape = "wide"
columns = { person_id = "id", wave = "wave", answered_on = "day" }

[[sources]]
id = "school"
files = ["school.csv"]
table = "outcomes"
shape = "wide"
columns = { person_id = "id", wave = "wave", observed_on = "day" }
outcomes = { gpa = "gpa", attendance = "attendance" }

[[instruments]]
id = "survey"
role = "mentee"
minimum = 1
maximum = 5
waves = ["baseline", "followup"]

[[instruments.scales]]
id = "belonging"
items = ["q1", "q2", "q3"]

[[instruments.scales]]
id = "relationship"
kind = "relationship"
items = ["q4", "q5", "q6"]

[[instruments.items]]
id = "q7"
kind = "satisfaction"

[[instruments.items]]
id = "q8"
kind = "satisfaction"

[[outcomes]]
id = "gpa"
domain = "academic"
unit = "grade points"

[[outcomes]]
id = "attendance"
domain = "academic"
unit = "share of days"

[[segments]]
id = "site"
from = "people.site"
primary = true

[[segments]]
id = "setting"
from = "matches.setting"
primary = true

[[segments]]
id = "grade"
from = "attributes.grade"

[[segments]]
id = "gender"
from = "attributes.gender"

[analysis]
as_of = 2025-06-30
"#;

/// Writes plan and exports of a program with so many people; the same every time.
pub(crate) fn write(folder: &Path, people: usize) -> io::Result<()> {
    std::fs::write(folder.join("mentorlens.toml"), PLAN)?;
    let mut lot = Lot(ChaCha8Rng::seed_from_u64(people as u64));
    let open = |name: &str, header: &str| -> io::Result<BufWriter<File>> {
        let mut file = BufWriter::new(File::create(folder.join(name))?);
        writeln!(file, "{header}")?;
        Ok(file)
    };
    let mut persons = open("people.csv", "id,role,site,enrolled,grade,gender")?;
    let mut matches = open("matches.csv", "id,mentor,mentee,setting,from,to,why")?;
    let mut meetings = open("meetings.csv", "match,day,minutes,channel")?;
    let questions: Vec<String> = (1..=QUESTIONS).map(|at| format!("q{at}")).collect();
    let mut survey = open("survey.csv", &format!("id,wave,day,{}", questions.join(",")))?;
    let mut school = open("school.csv", "id,wave,day,gpa,attendance")?;
    for at in 0..people / 2 {
        let site = format!("site {}", 1 + lot.below(8));
        let (grade, gender) = (6 + lot.below(7), lot.of(&["f", "m", "x"]));
        writeln!(persons, "s{at},mentee,{site},2024-09-01,{grade},{gender}")?;
        writeln!(persons, "v{at},mentor,{site},2024-09-01,,")?;
        let from = lot.below(60);
        let last = from + 60 + lot.below(240);
        let (to, why) = if last > 302 {
            (String::new(), "")
        } else {
            (day(last), lot.of(&["completed", "mentor_time", "mentee_interest", "conflict"]))
        };
        let setting = lot.of(&["school", "community"]);
        // A mentor in four has two mentees.
        let mentor = if at % 4 == 3 { at - 1 } else { at };
        writeln!(matches, "m{at},v{mentor},s{at},{setting},{},{to},{why}", day(from))?;
        for _ in 0..MEETINGS {
            let held = from + lot.below(last.min(302).saturating_sub(from).max(1));
            let minutes = 30 + 15 * lot.below(6);
            let channel = lot.of(&["in_person", "video", "phone"]);
            writeln!(meetings, "m{at},{},{minutes},{channel}", day(held))?;
        }
        for (wave, asked_on, shift) in [("baseline", 30, 0), ("followup", 270, 1)] {
            // One in five does not answer at follow-up.
            if shift == 0 || lot.below(5) > 0 {
                write!(survey, "s{at},{wave},{}", day(asked_on))?;
                for _ in 0..QUESTIONS {
                    match lot.below(25) {
                        0 => write!(survey, ",")?,
                        answer => write!(survey, ",{}", (1 + (answer % 5 + shift)).min(5))?,
                    }
                }
                writeln!(survey)?;
            }
            let (gpa, attendance) = (15 + lot.below(26), 80 + lot.below(21));
            writeln!(
                school,
                "s{at},{wave},{},{}.{},0.{attendance:02}",
                day(asked_on),
                gpa / 10,
                gpa % 10,
                attendance = attendance.min(99)
            )?;
        }
    }
    [persons, matches, meetings, survey, school].iter_mut().try_for_each(Write::flush)
}

/// A day of the school year, counted from 1 September 2024.
fn day(at: usize) -> String {
    let days = i64::try_from(at).expect("a school year is short");
    (jiff::civil::date(2024, 9, 1) + jiff::Span::new().days(days)).to_string()
}

/// Numbers and words by lot.
struct Lot(ChaCha8Rng);

impl Lot {
    fn below(&mut self, n: usize) -> usize {
        usize::try_from(self.0.next_u64() % n as u64).expect("it is below a usize")
    }

    fn of<'w>(&mut self, words: &[&'w str]) -> &'w str {
        words[self.below(words.len())]
    }
}
