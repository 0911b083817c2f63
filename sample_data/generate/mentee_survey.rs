//! Both waves of the mentees' survey: labels in a CSV in autumn, numbers in a workbook in spring.

use super::answers::{
    HOW_OFTEN, RECOMMENDATION, RELATIONSHIP, SATISFACTION, Writing, like, steps_below, written,
};
use super::calendar::{Day, day, iso};
use super::draw::Draw;
use super::expectations::{Side, expectations};
use super::matching::Pair;
use super::people::Mentee;
use super::sentences::{HARD_HOPES, HARD_LOOKS_BACK, HOPES, LOOKS_BACK};
use super::sheet::{Form, Sheet};
use super::skills::{SKILLS, Traits, first_pair, last_pair};

const AUTUMN: Writing =
    Writing { labels: HOW_OFTEN, skipped: "", not_applicable: "Does not apply" };
const SPRING: Writing = Writing { labels: &[], skipped: "", not_applicable: "n/a" };

/// `mentee_baseline.csv`
pub(crate) fn baseline_sheet(
    mentees: &[Mentee],
    pairs: &[Pair],
    traits: &[Traits],
    talks: &[[f64; 4]],
) -> Sheet {
    let mut header = vec!["Mentee ID", "Completed"];
    header.extend(SKILLS.iter().flat_map(|skill| skill.items.ids));
    header.extend(["exp_frequency", "exp_length", "exp_school_help", "exp_first_step", "hopes"]);
    let mut sheet = Sheet::new("mentee_baseline.csv", Form::Marked, &header);
    let mut draw = Draw::of("mentee baseline");
    let mut voice = Voice::new(HOPES, HARD_HOPES);
    for (at, mentee) in mentees.iter().enumerate().filter(|(at, _)| traits[*at].answers_before) {
        let completed = first_pair(pairs, at)
            .map_or(mentee.enrolled.max(0) + 14, |pair| pair.matched + draw.between(-5, 9));
        let mut cells = vec![mentee.id.clone(), iso(completed.max(1))];
        for (skill, trait_) in SKILLS.iter().zip(traits[at].before) {
            cells.extend(skill.items.answers(&mut draw, trait_, AUTUMN));
        }
        cells.extend(expectations(&mut draw, &talks[at], Side::Mentee, true, AUTUMN));
        cells.push(voice.says(&mut draw, 0.5));
        sheet.push(cells);
    }
    sheet
}

/// `mentee_followup.xlsx`
pub(crate) fn followup_sheet(mentees: &[Mentee], pairs: &[Pair], traits: &[Traits]) -> Sheet {
    let header = [
        "Mentee ID",
        "Date",
        "Q1",
        "Q2",
        "Q3",
        "Q4",
        "Q5",
        "Q6",
        "Q7",
        "Q8",
        "Q9",
        "Q10",
        "Q11",
        "Q12",
        "Q13",
        "Q14",
        "Q15",
        "Q16",
        "Q17",
        "Satisfied",
        "Recommend",
        "R1",
        "R2",
        "R3",
        "R4",
        "R5",
        "In your own words",
    ];
    let mut sheet = Sheet::new("mentee_followup.xlsx", Form::Workbook("Answers"), &header);
    let mut draw = Draw::of("mentee follow-up");
    let mut voice = Voice::new(LOOKS_BACK, HARD_LOOKS_BACK);
    for (at, mentee) in mentees.iter().enumerate().filter(|(at, _)| traits[*at].answers_after) {
        let mut cells = vec![mentee.id.clone(), iso(spring_day(&mut draw))];
        for (skill, trait_) in SKILLS.iter().zip(traits[at].after) {
            cells.extend(skill.items.answers(&mut draw, trait_, SPRING));
        }
        let pair = last_pair(pairs, at);
        cells.extend(feedback(&mut draw, pair.map(|pair| pair.quality), 1));
        cells.push(voice.says(&mut draw, 0.55));
        sheet.push(cells);
    }
    sheet
}

/// A day on which the survey at the end of the year was open.
pub(crate) fn spring_day(draw: &mut Draw) -> Day {
    draw.between(day(2025, 5, 12), day(2025, 6, 20))
}

/// Satisfaction questions, recommendation and relationship, as numbers. Without a match there is no relationship.
pub(crate) fn feedback(draw: &mut Draw, quality: Option<f64>, satisfactions: usize) -> Vec<String> {
    let content = like(draw, quality.unwrap_or(-0.5), 0.55);
    let mut cells = Vec::new();
    for _ in 0..satisfactions {
        let answer = 1 + steps_below(like(draw, content, 0.85), &SATISFACTION);
        cells.push(written(draw, answer, SPRING));
    }
    let recommends = steps_below(like(draw, content, 0.7), &RECOMMENDATION);
    cells.push(written(draw, recommends, SPRING));
    match quality {
        Some(quality) => {
            let warmth = like(draw, quality, 0.8);
            cells.extend(RELATIONSHIP.answers(draw, warmth, SPRING));
        }
        None => cells.extend(RELATIONSHIP.ids.iter().map(|_| SPRING.not_applicable.to_owned())),
    }
    cells
}

/// Open answers: mostly ordinary ones, and each of the hard ones once.
pub(crate) struct Voice {
    ordinary: &'static [&'static str],
    hard: std::slice::Iter<'static, &'static str>,
    spoken: usize,
}

impl Voice {
    pub(crate) fn new(ordinary: &'static [&'static str], hard: &'static [&'static str]) -> Self {
        Self { ordinary, hard: hard.iter(), spoken: 0 }
    }

    /// An open answer, or none.
    pub(crate) fn says(&mut self, draw: &mut Draw, probability: f64) -> String {
        if !draw.chance(probability) {
            return String::new();
        }
        self.spoken += 1;
        let sentence = draw.pick(self.ordinary);
        // Every twelfth, so that they are spread over the file.
        if self.spoken.is_multiple_of(12) {
            self.hard.next().unwrap_or(&sentence)
        } else {
            sentence
        }
        .to_owned()
    }
}
