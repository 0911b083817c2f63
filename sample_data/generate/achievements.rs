//! Goals, certificates and summer placements.

use super::calendar::{cut_off, day, iso};
use super::draw::Draw;
use super::matching::Pair;
use super::people::{Mentee, Mentor};
use super::sheet::{Form, Sheet};
use super::skills::first_pair;

/// `goals.csv`: one to three goals for about half of the mentees with a match.
pub(crate) fn goal_sheet(mentees: &[Mentee], pairs: &[Pair]) -> Sheet {
    let header = [
        "Goal ID",
        "Mentee",
        "Match ID",
        "Set on",
        "Importance",
        "Level at start",
        "Level reached",
        "State",
    ];
    let mut sheet = Sheet::new("goals.csv", Form::Plain, &header);
    let mut draw = Draw::of("goals");
    let levels = [(-2, 9.0), (-1, 22.0), (0, 37.0), (1, 22.0), (2, 10.0)];
    for (at, mentee) in mentees.iter().enumerate() {
        let Some(pair) = first_pair(pairs, at) else { continue };
        if !draw.chance(0.54) {
            continue;
        }
        for _ in 0..draw.weighted(&[(1, 35.0), (2, 40.0), (3, 25.0)]) {
            let set = (pair.matched + draw.between(14, 60)).min(cut_off());
            let reached = draw.weighted(&levels);
            let (state, reached) = match reached {
                _ if draw.chance(0.1) => ("In progress", String::new()),
                0.. => ("Reached", reached.to_string()),
                _ => {
                    (draw.weighted(&[("Past due", 60.0), ("Given up", 40.0)]), reached.to_string())
                }
            };
            sheet.push(vec![
                format!("Z-{:03}", sheet.rows.len() + 1),
                mentee.id.clone(),
                pair.id.clone(),
                iso(set),
                draw.weighted(&[("1", 55.0), ("2", 30.0), ("3", 15.0)]).to_owned(),
                draw.weighted(&[("-2", 30.0), ("-1", 70.0)]).to_owned(),
                reached,
                state.to_owned(),
            ]);
        }
    }
    sheet
}

/// Certificates: kind, name, who awards it, how likely a mentee has it.
const AWARDS: &[(&str, &str, &str, f64)] = &[
    ("Attendance", "A year together", "Riverbend Youth Mentoring", 0.22),
    ("Skills badge", "Public speaking badge", "Riverbend Youth Mentoring", 0.12),
    ("Skills badge", "Study planner badge", "Riverbend Youth Mentoring", 0.09),
    ("Industry certificate", "First aid", "Millbrook Rescue Service", 0.06),
    ("Service award", "50 hours of service", "City of Millbrook", 0.05),
];

/// `credentials.csv`: awards to mentees, and the training that mentors complete.
pub(crate) fn credential_sheet(mentees: &[Mentee], mentors: &[Mentor]) -> Sheet {
    let header = ["Person", "Type", "Title", "Issued by", "Awarded", "Valid until"];
    let mut sheet = Sheet::new("credentials.csv", Form::Plain, &header);
    let mut draw = Draw::of("credentials");
    for mentee in mentees {
        for (kind, title, issuer, likely) in AWARDS {
            if draw.chance(*likely) {
                let awarded = draw.between(day(2024, 11, 4), day(2025, 6, 20));
                // First aid has to be refreshed after two years.
                let until = if *title == "First aid" { iso(awarded + 730) } else { String::new() };
                sheet.push(
                    [&mentee.id, *kind, title, issuer, &iso(awarded), &until]
                        .map(str::to_owned)
                        .to_vec(),
                );
            }
        }
    }
    for mentor in mentors {
        if draw.chance(0.2) {
            let awarded = iso(draw.between(day(2024, 9, 14), day(2025, 3, 29)));
            let training = ["Training", "Mentor basics", "Riverbend Youth Mentoring", &awarded, ""];
            sheet.push(
                [mentor.id.as_str()]
                    .iter()
                    .chain(&training)
                    .map(|text| (*text).to_owned())
                    .collect(),
            );
        }
    }
    sheet
}

/// `placements.csv`: what grades 11 and 12 do in the summer.
pub(crate) fn placement_sheet(mentees: &[Mentee]) -> Sheet {
    let header = ["Mentee", "Summer job, internship or training", "Asked on"];
    let mut sheet = Sheet::new("placements.csv", Form::Plain, &header);
    let mut draw = Draw::of("placements");
    for mentee in mentees.iter().filter(|mentee| mentee.grade >= 11) {
        let placed = draw.weighted(&[("Yes", 56.0), ("No", 30.0), ("unknown", 14.0)]);
        let asked = draw.between(day(2025, 6, 2), day(2025, 6, 27));
        sheet.push(vec![mentee.id.clone(), placed.to_owned(), iso(asked)]);
    }
    sheet
}
