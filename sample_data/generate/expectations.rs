//! What both sides of a match expect of it at the start.

use super::answers::{EXPECTATION, Writing, like, steps_below, written};
use super::draw::Draw;

/// One question that both sides are asked.
pub(crate) struct Question {
    pub(crate) id: &'static str,
    pub(crate) labels: &'static [&'static str],
    /// Ease of each side: their difference is the gap.
    mentee: f64,
    mentor: f64,
    /// Correlation of each side with what the two have talked about.
    shared: f64,
}

/// The questions. Mentees hope for longer matches than mentors plan, mentors for more help with school. On the first
/// step both say the same on average and yet hardly agree.
pub(crate) const QUESTIONS: [Question; 4] = [
    Question {
        id: "exp_frequency",
        labels: &[
            "Less than once a month",
            "Once a month",
            "Twice a month",
            "Three times a month",
            "Every week",
        ],
        mentee: 0.75,
        mentor: 0.55,
        shared: 0.72,
    },
    Question {
        id: "exp_length",
        labels: &[
            "Up to 3 months",
            "4 to 6 months",
            "7 to 9 months",
            "10 to 12 months",
            "More than a year",
        ],
        mentee: 0.95,
        mentor: 0.1,
        shared: 0.45,
    },
    Question {
        id: "exp_school_help",
        labels: &[
            "No time",
            "A little time",
            "Half of our time",
            "Most of our time",
            "All of our time",
        ],
        mentee: -0.3,
        mentor: 0.05,
        shared: 0.55,
    },
    Question {
        id: "exp_first_step",
        labels: &[
            "Always the mentee",
            "Mostly the mentee",
            "Both the same",
            "Mostly the mentor",
            "Always the mentor",
        ],
        mentee: 0.3,
        mentor: 0.3,
        shared: 0.2,
    },
];

/// Who answers.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Side {
    Mentee,
    Mentor,
}

/// What a pair has talked about before the first day, one value for each question.
pub(crate) fn talk(draw: &mut Draw) -> [f64; 4] {
    [(); 4].map(|()| draw.normal())
}

/// One side's answers.
pub(crate) fn expectations(
    draw: &mut Draw,
    talk: &[f64; 4],
    side: Side,
    is_labelled: bool,
    base: Writing,
) -> Vec<String> {
    QUESTIONS
        .iter()
        .zip(talk)
        .map(|(question, common)| {
            let ease = if side == Side::Mentee { question.mentee } else { question.mentor };
            let latent = ease + like(draw, *common, question.shared);
            let labels = if is_labelled { question.labels } else { &[] };
            written(draw, 1 + steps_below(latent, &EXPECTATION), Writing { labels, ..base })
        })
        .collect()
}
