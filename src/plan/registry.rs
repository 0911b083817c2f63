//! Published instruments: how they are answered and scored, never what they ask. Wording belongs to its authors.

use std::fmt::Write as _;

/// A published instrument.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Published {
    /// Short name.
    pub id: &'static str,
    /// Version of this description.
    pub version: &'static str,
    /// Name.
    pub title: &'static str,
    /// Who answers, as roles of the plan.
    pub roles: &'static [&'static str],
    /// Items and answers in words.
    pub form: &'static str,
    /// How it is scored, when that is known well enough to do it.
    pub scoring: Option<Scoring>,
    /// How reliable it was found, and where.
    pub reliability: &'static str,
    /// What its owners allow.
    pub licence: &'static str,
    /// Where this description comes from, and what in it was not verified.
    pub source: &'static str,
}

/// Scales made of numbered items.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scoring {
    /// Lowest and highest answer.
    pub range: (f64, f64),
    /// Name, what it is for, items, and how many of them, the last ones, are reversed.
    pub scales: &'static [(&'static str, &'static str, u32, u32)],
}

/// The instruments, those about the relationship first.
pub const REGISTRY: &[Published] = &[
    Published {
        id: "youth_centered_relationship",
        version: "1",
        title: "Youth-Centered Relationship",
        roles: &["mentee"],
        form: "5 items from “not true at all” (1) to “very true” (4), for ages 10 to 18",
        scoring: Some(Scoring {
            range: (1.0, 4.0),
            scales: &[("youth_centered", "relationship", 5, 0)],
        }),
        reliability: "not given there",
        licence: "available for non-commercial use without charge",
        source: "National Mentoring Resource Center, measurement guidance toolkit: mean of all five items",
    },
    Published {
        id: "youth_strength_of_relationship",
        version: "1",
        title: "Youth Strength of Relationship",
        roles: &["mentee"],
        form: "10 items, 6 positive and 4 negative, from “never true” (1) to “always true” (5), for ages 5 to 21",
        scoring: Some(Scoring {
            range: (1.0, 5.0),
            scales: &[("strength", "relationship", 10, 4)],
        }),
        reliability: "good in one study",
        licence: "Big Brothers Big Sisters; ask for permission",
        source: "National Mentoring Resource Center, measurement guidance toolkit; not verified: that the score is the mean after the negative items are reversed, so check with the owner",
    },
    Published {
        id: "mentor_strength_of_relationship",
        version: "1",
        title: "Mentor Strength of Relationship",
        roles: &["mentor"],
        form: "14 items from “strongly disagree” (1) to “strongly agree” (5)",
        scoring: None,
        reliability: "validated on 5,222 matches; early scores predict how long a match lasts (Rhodes and others 2014)",
        licence: "Big Brothers Big Sisters; ask for permission",
        source: "National Mentoring Resource Center, measurement guidance toolkit; its counts of items per scale do not add up, so that no scoring is given here",
    },
    Published {
        id: "match_characteristics",
        version: "1",
        title: "Match Characteristics Questionnaire",
        roles: &["mentor"],
        form: "15 scales about closeness, compatibility, support seeking, purpose and outside influences; revised in 2018",
        scoring: None,
        reliability: "alpha 0.54 to 0.87 among 63 high-school mentors",
        licence: "all rights reserved; free on request",
        source: "the authors’ site; which items make which scale is in their manual",
    },
    Published {
        id: "youth_mentoring_survey",
        version: "1",
        title: "Youth Mentoring Survey",
        roles: &["mentee"],
        form: "50 items in an earlier form: relational, instrumental, prescription and structure",
        scoring: None,
        reliability: "alpha 0.74 to 0.89",
        licence: "all rights reserved; free on request",
        source: "the authors’ site; which items make which scale is in their manual",
    },
    Published {
        id: "mentoring_processes",
        version: "1",
        title: "Mentoring Processes Scale",
        roles: &["mentee", "mentor"],
        form: "role modelling, advocacy, relationship and emotional support, teaching and information, shared activity",
        scoring: None,
        reliability: "five factors for mentors and one for young people",
        licence: "ask the authors",
        source: "University of Virginia, Youth-Nex; report five scales of mentors and one total of young people",
    },
    Published {
        id: "mentorship_quality",
        version: "1",
        title: "Mentorship quality in one item",
        roles: &["mentee"],
        form: "1 item: poor (1), fair (2), good (3), excellent (4)",
        scoring: Some(Scoring { range: (1.0, 4.0), scales: &[("quality", "relationship", 1, 0)] }),
        reliability: "worked as well as a scale of 25 items in the authors’ models",
        licence: "ask the Wisconsin Center for Education Research",
        source: "Wisconsin Center for Education Research, library of measures",
    },
    Published {
        id: "mentoring_competency",
        version: "1",
        title: "Mentoring Competency Assessment",
        roles: &["mentor", "mentee"],
        form: "26 items in six competencies, from “not at all skilled” (1) to “extremely skilled” (7); a form of 21 items as well",
        scoring: None,
        reliability: "alpha 0.77 to 0.86 among 1,626 mentors (Hyun and others 2022)",
        licence: "the original: Wolters Kluwer and AAMC; the form of 21 items is open access",
        source: "Fleming and others 2013; not verified: which items make which competency, so take them from the paper",
    },
    Published {
        id: "mentorship_effectiveness",
        version: "1",
        title: "Mentorship Effectiveness Scale",
        roles: &["mentee"],
        form: "12 items on six points of agreement about what the mentor does",
        scoring: None,
        reliability: "not given there",
        licence: "ask the authors",
        source: "Berk and others 2005; not verified: the rule of scoring",
    },
    Published {
        id: "mentorship_working_alliance",
        version: "1",
        title: "Mentorship Working Alliance",
        roles: &["mentee"],
        form: "12 items, 6 about the quality of the relationship and 6 about its effectiveness",
        scoring: None,
        reliability: "two factors among 345 graduate students",
        licence: "ask the authors",
        source: "abstract of the study; not verified: the range of the answers",
    },
    Published {
        id: "recommendation",
        version: "1",
        title: "Willingness to recommend",
        roles: &["mentee", "mentor", "parent"],
        form: "1 item from 0 to 10; declare it with `kind = \"nps\"`",
        scoring: None,
        reliability: "one item has none; look at its interval",
        licence: "the wording is free; the name Net Promoter Score is a trade mark",
        source: "promoters 9 and 10, passives 7 and 8, detractors 0 to 6",
    },
];

/// An instrument by its short name.
pub fn published(id: &str) -> Option<&'static Published> {
    REGISTRY.iter().find(|instrument| instrument.id == id)
}

impl Published {
    /// The instrument as sections of a plan, one for each role; a comment where no scoring is given.
    pub fn plan(&self) -> String {
        let mut text = format!(
            "# {}, description version {}\n# form: {}\n# reliability: {}\n# licence: {}\n# source: {}\n",
            self.title, self.version, self.form, self.reliability, self.licence, self.source
        );
        let Some(scoring) = &self.scoring else {
            text.push_str("# No scoring is given here: declare its items and scales from the manual, as docs/plan.md describes.\n");
            return text;
        };
        for role in self.roles {
            let (low, high) = scoring.range;
            let _ = write!(
                text,
                "\n[[instruments]]\nid = \"{}\"\ntitle = \"{}\"\nversion = \"{}\"\nrole = \"{role}\"\nminimum = {low}\nmaximum = {high}\nwaves = [\"followup\"]\n",
                self.id, self.title, self.version
            );
            for (name, kind, items, reversed) in scoring.scales {
                let listed = |from: u32| {
                    let names: Vec<String> =
                        (from..=*items).map(|at| format!("\"{name}_{at}\"")).collect();
                    names.join(", ")
                };
                let _ = write!(
                    text,
                    "\n[[instruments.scales]]\nid = \"{name}\"\nkind = \"{kind}\"\nitems = [{}]\n",
                    listed(1)
                );
                if *reversed > 0 {
                    let _ = writeln!(text, "reverse = [{}]", listed(items - reversed + 1));
                }
            }
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::{Plan, SMALLEST, Vocabulary};

    #[test]
    fn what_can_be_scored_is_a_plan_that_can_be_read() {
        let mut scored = 0;
        for instrument in REGISTRY {
            let text = format!("{SMALLEST}\n{}", instrument.plan());
            let plan = Plan::parse(&text, "p", std::path::Path::new("."), &Vocabulary::default())
                .unwrap_or_else(|errors| panic!("{errors}"));
            assert_eq!(
                plan.instruments.is_empty(),
                instrument.scoring.is_none(),
                "{}",
                instrument.id
            );
            scored += usize::from(instrument.scoring.is_some());
        }
        assert_eq!(scored, 3);
        let strength = published("youth_strength_of_relationship").unwrap().plan();
        assert!(strength.contains(
            "reverse = [\"strength_7\", \"strength_8\", \"strength_9\", \"strength_10\"]"
        ));
    }

    #[test]
    fn every_instrument_has_a_licence_and_a_source_and_is_listed_once() {
        for (at, instrument) in REGISTRY.iter().enumerate() {
            assert!(!instrument.licence.is_empty() && !instrument.source.is_empty());
            assert!(REGISTRY[..at].iter().all(|other| other.id != instrument.id));
        }
    }
}
