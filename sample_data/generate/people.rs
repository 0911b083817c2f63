//! Mentees and mentors.

use super::calendar::{Day, day, iso, iso_or_empty};
use super::draw::Draw;
use super::names::{FIRST, LAST};
use super::sheet::{Form, Sheet};

/// Mentees of the year.
const MENTEES: usize = 240;

/// Mentors of the year.
const MENTORS: usize = 200;

/// Sites, as the report calls them.
pub(crate) const SITES: [&str; 2] = ["Eastside", "Millbrook"];

/// A young person.
pub(crate) struct Mentee {
    pub(crate) id: String,
    pub(crate) name: [&'static str; 2],
    pub(crate) gender: &'static str,
    pub(crate) grade: i32,
    pub(crate) site: usize,
    pub(crate) is_school_based: bool,
    pub(crate) enrolled: Day,
    /// Last day and the reason, once the person has left the program.
    pub(crate) left: Option<(Day, &'static str)>,
    pub(crate) may_quote: bool,
}

/// A volunteer.
pub(crate) struct Mentor {
    pub(crate) id: String,
    pub(crate) name: [&'static str; 2],
    pub(crate) site: usize,
    pub(crate) joined: Day,
    pub(crate) left: Option<Day>,
    pub(crate) may_quote: bool,
}

/// All mentees, not yet matched.
pub(crate) fn mentees() -> Vec<Mentee> {
    let mut draw = Draw::of("mentees");
    let grades = [(6, 15.0), (7, 16.0), (8, 16.0), (9, 18.0), (10, 17.0), (11, 10.0), (12, 8.0)];
    let genders = [("Girl", 51.0), ("Boy", 46.5), ("Nonbinary", 2.5)];
    (1..=MENTEES)
        .map(|number| Mentee {
            id: format!("M-{number:03}"),
            name: [draw.pick(FIRST), draw.pick(LAST)],
            gender: draw.weighted(&genders),
            grade: draw.weighted(&grades),
            site: draw.weighted(&[(0, 55.0), (1, 45.0)]),
            is_school_based: draw.chance(0.58),
            enrolled: draw.between(-20, 12),
            left: None,
            may_quote: draw.chance(0.8),
        })
        .collect()
}

/// All mentors, not yet matched.
pub(crate) fn mentors() -> Vec<Mentor> {
    let mut draw = Draw::of("mentors");
    (1..=MENTORS)
        .map(|number| Mentor {
            id: format!("V-{number:03}"),
            name: [draw.pick(FIRST), draw.pick(LAST)],
            site: draw.weighted(&[(0, 55.0), (1, 45.0)]),
            // Volunteers stay for several years; the oldest joined two years before.
            joined: draw.between(day(2022, 9, 1), day(2024, 9, 1)),
            left: None,
            may_quote: draw.chance(0.9),
        })
        .collect()
}

/// `mentees.xlsx`
pub(crate) fn mentee_sheet(mentees: &[Mentee]) -> Sheet {
    let mut sheet = Sheet::new(
        "mentees.xlsx",
        Form::Workbook("Mentees"),
        &[
            "Mentee ID",
            "Name",
            "E-mail",
            "Gender",
            "Grade",
            "School Level",
            "Site",
            "Enrolled On",
            "Left On",
            "Why Left",
            "May Quote",
        ],
    );
    for mentee in mentees {
        sheet.push(vec![
            mentee.id.clone(),
            mentee.name.join(" "),
            mail(mentee.name, &mentee.id),
            mentee.gender.to_owned(),
            mentee.grade.to_string(),
            if mentee.grade <= 8 { "Middle school" } else { "High school" }.to_owned(),
            SITES[mentee.site].to_owned(),
            iso(mentee.enrolled),
            iso_or_empty(mentee.left.map(|(day, _)| day)),
            mentee.left.map_or("", |(_, reason)| reason).to_owned(),
            yes_or_no(mentee.may_quote),
        ]);
    }
    sheet
}

/// `mentors.csv`
pub(crate) fn mentor_sheet(mentors: &[Mentor]) -> Sheet {
    let header =
        ["Mentor ID", "First name", "Last name", "E-mail", "Site", "Joined", "Left", "May quote"];
    let mut sheet = Sheet::new("mentors.csv", Form::Plain, &header);
    for mentor in mentors {
        sheet.push(vec![
            mentor.id.clone(),
            mentor.name[0].to_owned(),
            mentor.name[1].to_owned(),
            mail(mentor.name, &mentor.id),
            // The volunteer database writes sites in short.
            ["ES", "MB"][mentor.site].to_owned(),
            iso(mentor.joined),
            iso_or_empty(mentor.left),
            yes_or_no(mentor.may_quote),
        ]);
    }
    sheet
}

fn mail(name: [&str; 2], id: &str) -> String {
    format!("{}.{}.{id}@example.org", name[0], name[1]).to_lowercase()
}

fn yes_or_no(answer: bool) -> String {
    if answer { "Yes" } else { "No" }.to_owned()
}
