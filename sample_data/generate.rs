//! Makes the sample program `riverbend`: its exports and the list of flaws in them.
//!
//! A year of a made-up mentoring program: 240 young people, 200 volunteers, the surveys of both sides, the log of their
//! meetings, school records. Everything is drawn from one seed, so that the files are the same byte for byte on every
//! run. The truth that they are drawn from is declared in the modules; the flaws that every real export has are planted
//! at the end.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

#[path = "generate/achievements.rs"]
mod achievements;
#[path = "generate/answers.rs"]
mod answers;
#[path = "generate/calendar.rs"]
mod calendar;
#[path = "generate/draw.rs"]
mod draw;
#[path = "generate/expectations.rs"]
mod expectations;
#[path = "generate/flaws.rs"]
mod flaws;
#[path = "generate/matching.rs"]
mod matching;
#[path = "generate/meetings.rs"]
mod meetings;
#[path = "generate/mentee_survey.rs"]
mod mentee_survey;
#[path = "generate/mentor_survey.rs"]
mod mentor_survey;
#[path = "generate/names.rs"]
mod names;
#[path = "generate/people.rs"]
mod people;
#[path = "generate/planted.rs"]
mod planted;
#[path = "generate/school.rs"]
mod school;
#[path = "generate/sentences.rs"]
mod sentences;
#[path = "generate/sheet.rs"]
mod sheet;
#[path = "generate/skills.rs"]
mod skills;

use sheet::Sheet;

fn main() -> Result<()> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample_data").join("riverbend");
    let inbox = folder.join("inbox");
    fs::create_dir_all(&inbox).with_context(|| format!("{}: cannot be made", inbox.display()))?;
    let mut sheets = exports();
    planted::plant(&mut sheets);
    for sheet in &sheets {
        write(&inbox.join(sheet.file), &sheet.bytes()?)?;
    }
    write(&folder.join("FLAWS.md"), flaws::list(&sheets).as_bytes())?;
    say(&sheets, &inbox);
    Ok(())
}

/// The exports of the year, without flaws.
fn exports() -> Vec<Sheet> {
    let (mut mentees, mut mentors) = (people::mentees(), people::mentors());
    let pairs = matching::matches(&mut mentees, &mut mentors);
    let traits = skills::traits(&mentees, &pairs);
    let mut draw = draw::Draw::of("talks");
    let talks: Vec<_> = mentees.iter().map(|_| expectations::talk(&mut draw)).collect();
    let [january, june] = matching::match_sheets(&pairs, &mentees, &mentors);
    vec![
        people::mentee_sheet(&mentees),
        people::mentor_sheet(&mentors),
        january,
        june,
        meetings::meeting_sheet(&pairs, &mentees),
        mentee_survey::baseline_sheet(&mentees, &pairs, &traits, &talks),
        mentee_survey::followup_sheet(&mentees, &pairs, &traits),
        mentor_survey::mentor_survey_sheet(&mentors, &pairs, &talks),
        school::school_sheet(&mentees),
        achievements::goal_sheet(&mentees, &pairs),
        achievements::credential_sheet(&mentees, &mentors),
        achievements::placement_sheet(&mentees),
    ]
}

fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    fs::write(path, bytes).with_context(|| format!("{}: cannot be written", path.display()))
}

#[expect(clippy::print_stdout, reason = "the one line that says what was made")]
fn say(sheets: &[Sheet], inbox: &Path) {
    let rows: usize = sheets.iter().map(|sheet| sheet.rows.len()).sum();
    println!("{} files with {rows} rows in {}", sheets.len(), inbox.display());
}
