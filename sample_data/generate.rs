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
    for (name, bytes) in files()? {
        let path = folder.join(name);
        let parent = path.parent().context("a file lies in a folder")?;
        fs::create_dir_all(parent)
            .with_context(|| format!("{}: cannot be made", parent.display()))?;
        fs::write(&path, bytes)
            .with_context(|| format!("{}: cannot be written", path.display()))?;
        say(&path);
    }
    Ok(())
}

/// Every file by its name in the program's folder, flaws and their list included.
pub(crate) fn files() -> Result<Vec<(String, Vec<u8>)>> {
    let mut sheets = exports();
    planted::plant(&mut sheets);
    let mut files = vec![("FLAWS.md".to_owned(), flaws::list(&sheets).into_bytes())];
    for sheet in &sheets {
        files.push((format!("inbox/{}", sheet.file), sheet.bytes()?));
    }
    Ok(files)
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

#[expect(clippy::print_stdout, reason = "one line for each file that was made")]
fn say(path: &Path) {
    println!("{}", path.display());
}
