//! The district's export: grades and attendance, in its own customs.

use super::calendar::{day, dotted};
use super::draw::Draw;
use super::names::SCHOOLS;
use super::people::Mentee;
use super::sheet::{Form, Sheet};

/// Mean, standard deviation, stability and change of the grade point average.
const GPA: [f64; 4] = [2.72, 0.62, 0.84, 0.06];

/// `school.csv`
pub(crate) fn school_sheet(mentees: &[Mentee]) -> Sheet {
    let header = ["Student", "School", "Grade", "Term", "As of", "GPA", "Attendance rate"];
    let mut sheet = Sheet::new("school.csv", Form::Western, &header);
    let mut draw = Draw::of("school");
    for mentee in mentees {
        let school = draw.pick(SCHOOLS[mentee.site]);
        let standing = draw.normal();
        let later = GPA[2] * standing + (1.0 - GPA[2] * GPA[2]).sqrt() * draw.normal();
        // Most miss a few days, some very many: a product of two uniform draws has such a tail.
        let missed = 0.012 + 0.21 * draw.uniform() * draw.uniform();
        let missed_later = (missed - 0.002 + 0.025 * draw.normal()).clamp(0.0, 0.4);
        let terms = [
            ("Fall", day(2024, 11, 15), GPA[0] + GPA[1] * standing, missed, 0.95),
            ("Spring", day(2025, 6, 10), GPA[0] + GPA[3] + GPA[1] * later, missed_later, 0.92),
        ];
        for (term, seen, average, missed, reported) in terms {
            if !draw.chance(reported) {
                continue;
            }
            // Some schools report attendance only.
            let average = if draw.chance(0.03) {
                "n/a".to_owned()
            } else {
                comma(average.clamp(0.0, 4.0), 2)
            };
            sheet.push(vec![
                mentee.id.clone(),
                school.to_owned(),
                mentee.grade.to_string(),
                term.to_owned(),
                dotted(seen),
                average,
                comma(1.0 - missed, 3),
            ]);
        }
    }
    sheet
}

/// `2,87`
fn comma(number: f64, digits: usize) -> String {
    format!("{number:.digits$}").replace('.', ",")
}
