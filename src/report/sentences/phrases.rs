//! The wording of our own measures; a measure of the program's own takes its title.

/// `{value}` is the number with its unit, `{subject}` the scale, item or role, `{scale}` its range.
pub(super) struct Phrase {
    measure: &'static str,
    answer: &'static str,
    /// The sentence; the interval follows `{value}`.
    pub(super) sentence: &'static str,
    /// What a headline card says under the number.
    card: &'static str,
}

const PHRASES: &[Phrase] = &[
    Phrase {
        measure: "completion",
        answer: "share",
        sentence: "{value} matches that are old enough to tell lasted as long as they promised, or ended as planned.",
        card: "matches kept their commitment",
    },
    Phrase {
        measure: "career_placement",
        answer: "share",
        sentence: "{value} of those whose situation is known are in work or training.",
        card: "in work or training",
    },
    Phrase {
        measure: "chronic_absence",
        answer: "share",
        sentence: "{value} mentees missed a tenth or more of their school days.",
        card: "mentees missed a tenth of school or more",
    },
    Phrase {
        measure: "goal_attainment",
        answer: "share",
        sentence: "{value} goals were reached as expected, or better; abandoned and overdue goals count as not reached.",
        card: "goals reached as expected, or better",
    },
    Phrase {
        measure: "goal_t_score",
        answer: "mean",
        sentence: "Taking each mentee’s goals together, the average score is {value}; 50 means as much as was expected.",
        card: "goal attainment score; 50 is as expected",
    },
    Phrase {
        measure: "response_rate",
        answer: "share",
        sentence: "{value} of those who were asked answered: {subject}.",
        card: "of those asked answered",
    },
    Phrase {
        measure: "relationship_quality",
        answer: "mean",
        sentence: "On the {subject}, answers average {value}{scale}.",
        card: "average for the relationship",
    },
    Phrase {
        measure: "nps",
        answer: "nps",
        sentence: "Among {subject}, the net promoter score is {value}, on a range from −100 to +100.",
        card: "net promoter score of {subject}",
    },
    Phrase {
        measure: "meetings_per_month",
        answer: "rate",
        sentence: "Pairs met {value} times in each month that their match was active.",
        card: "meetings a month of an active match",
    },
    Phrase {
        measure: "hours_per_month",
        answer: "rate",
        sentence: "Pairs spent {value} hours together in each month that their match was active.",
        card: "hours together a month of an active match",
    },
    Phrase {
        measure: "scale_reliability",
        answer: "alpha",
        sentence: "The scale for {subject} has a reliability of alpha {value}.",
        card: "reliability",
    },
    Phrase {
        measure: "satisfaction_mentee",
        answer: "top_box",
        sentence: "",
        card: "mentees gave one of the two top answers",
    },
    Phrase {
        measure: "satisfaction_mentor",
        answer: "top_box",
        sentence: "",
        card: "mentors gave one of the two top answers",
    },
];

/// The wording of a measure's answer.
pub(super) fn phrase(measure: &str, answer: &str) -> Option<&'static Phrase> {
    PHRASES
        .iter()
        .find(|phrase| phrase.measure == measure && phrase.answer == answer)
        .filter(|phrase| !phrase.sentence.is_empty())
}

/// What a card says about a measure's answer.
pub(in crate::report) fn card(measure: &str, answer: &str, subject: &str) -> Option<String> {
    let found = PHRASES.iter().find(|phrase| phrase.measure == measure && phrase.answer == answer);
    found.map(|phrase| phrase.card.replace("{subject}", subject))
}
