//! Commitments and questions of usual kinds of programs: a place to start from, with the source of every threshold.

use super::model::{Analysis, Commitment};

/// A usual kind of program.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Preset {
    /// Name, as `preset` of `[program]` says it.
    pub name: &'static str,
    /// The kind of program in a few words.
    pub about: &'static str,
    /// Months that a match promises to last.
    pub months: f64,
    /// Meetings promised a month.
    pub meetings_per_month: f64,
    /// Minutes promised a month.
    pub minutes_per_month: f64,
    /// Support contacts promised a month.
    pub contacts_per_month: f64,
    /// Hours of training before the first match.
    pub training_hours: f64,
    /// Measures that the year is about.
    pub primary: &'static [&'static str],
    /// Published instruments that suit, as the registry calls them.
    pub instruments: &'static [&'static str],
    /// Where length and frequency come from; `None` when nobody has published any, so that they are a mere start.
    pub source: Option<&'static str>,
}

/// Where the support contacts and the hours of training of every preset come from.
pub const COMMON_SOURCES: &str = "monthly support contacts: MENTOR, monitoring and support; two hours of training before the match: Elements of Effective Practice for Mentoring, third edition";

const ONE_YEAR: Option<&str> = Some(
    "one year, and four hours a month on a weekly average or what the program itself requires: Elements of Effective Practice for Mentoring, fourth edition, B.2.11 and B.2.12",
);
const SUSTAINED_AT_SCHOOL: Option<&str> = Some(
    "the same mentor for an hour a week over at least six months of a school year: AmeriCorps performance measure ED4A, school-based",
);
const SUSTAINED_IN_COMMUNITY: Option<&str> = Some(
    "the same mentor for two to three hours a week over at least twelve months: AmeriCorps performance measure ED4A, community-based",
);

const fn preset(name: &'static str, about: &'static str) -> Preset {
    Preset {
        name,
        about,
        months: 12.0,
        meetings_per_month: 4.0,
        minutes_per_month: 240.0,
        contacts_per_month: 1.0,
        training_hours: 2.0,
        primary: &["match_survival", "skill_growth"],
        instruments: OF_YOUTH,
        source: ONE_YEAR,
    }
}

/// Young people and their mentors about the relationship.
const OF_YOUTH: &[&str] =
    &["youth_strength_of_relationship", "mentor_strength_of_relationship", "recommendation"];
/// Students and employees about being mentored, and mentors about what they are able to do.
const OF_ADULTS: &[&str] = &[
    "mentorship_quality",
    "mentorship_effectiveness",
    "mentorship_working_alliance",
    "mentoring_competency",
    "recommendation",
];

/// The presets, those for young people first.
pub const PRESETS: &[Preset] = &[
    Preset {
        minutes_per_month: 480.0,
        source: SUSTAINED_IN_COMMUNITY,
        ..preset("community", "one adult and one young person in the community")
    },
    Preset {
        months: 6.0,
        source: SUSTAINED_AT_SCHOOL,
        primary: &["match_survival", "attendance_change"],
        ..preset("school", "one adult and one student at school, through a school year")
    },
    Preset {
        months: 6.0,
        source: Some(
            "at most three young people to a mentor, and the lengths of its setting: AmeriCorps performance measure ED4A",
        ),
        primary: &["adherence", "skill_growth"],
        ..preset("group", "one adult and a group of young people")
    },
    Preset {
        months: 6.0,
        source: SUSTAINED_AT_SCHOOL,
        ..preset("peer", "older students and younger ones")
    },
    Preset {
        months: 9.0,
        primary: &["relationship_quality", "grade_promotion"],
        source: None,
        instruments: OF_ADULTS,
        ..preset("faculty_student", "faculty and students of a college")
    },
    Preset {
        months: 9.0,
        meetings_per_month: 1.0,
        minutes_per_month: 60.0,
        primary: &["satisfaction_mentee", "career_placement"],
        source: None,
        instruments: OF_ADULTS,
        ..preset("alumni_student", "alumni and students")
    },
    Preset {
        months: 9.0,
        meetings_per_month: 2.0,
        minutes_per_month: 120.0,
        primary: &["match_survival", "career_placement"],
        source: None,
        instruments: OF_ADULTS,
        ..preset("community_professional", "professionals and people of the community")
    },
    Preset {
        months: 9.0,
        meetings_per_month: 2.0,
        minutes_per_month: 120.0,
        primary: &["graduation", "credits_on_track"],
        source: None,
        ..preset(
            "college_access",
            "college students and students of a high school on their way to college",
        )
    },
    Preset {
        months: 1.0,
        meetings_per_month: 1.0,
        primary: &["internships", "networking_contacts"],
        source: None,
        instruments: OF_ADULTS,
        ..preset("job_shadowing", "a look at a workplace, and career exploration")
    },
    Preset {
        months: 6.0,
        minutes_per_month: 120.0,
        primary: &["adherence", "satisfaction_mentee"],
        source: None,
        ..preset("virtual", "pairs that meet online")
    },
    Preset {
        months: 9.0,
        meetings_per_month: 2.0,
        minutes_per_month: 120.0,
        primary: &["job_retention", "goal_attainment"],
        source: None,
        instruments: OF_ADULTS,
        ..preset("corporate_leadership", "leaders and employees of a company")
    },
    Preset {
        months: 3.0,
        primary: &["adherence", "goal_attainment"],
        source: None,
        ..preset("short_term", "a few months around one goal")
    },
    preset("long_term", "a year or more"),
];

/// A preset by its name.
pub fn preset_named(name: &str) -> Option<&'static Preset> {
    PRESETS.iter().find(|preset| preset.name == name)
}

/// The names, for the key of the plan.
pub(super) const NAMES: &[&str] = &[
    "community",
    "school",
    "group",
    "peer",
    "faculty_student",
    "alumni_student",
    "community_professional",
    "college_access",
    "job_shadowing",
    "virtual",
    "corporate_leadership",
    "short_term",
    "long_term",
];

impl Preset {
    /// Fills in what the plan does not say itself.
    pub(super) fn fill(&self, commitment: &mut Commitment, analysis: &mut Analysis) {
        let or = |said: &mut Option<f64>, usual: f64| {
            said.get_or_insert(usual);
        };
        or(&mut commitment.months, self.months);
        or(&mut commitment.meetings_per_month, self.meetings_per_month);
        or(&mut commitment.minutes_per_month, self.minutes_per_month);
        or(&mut commitment.contacts_per_month, self.contacts_per_month);
        or(&mut commitment.training_hours, self.training_hours);
        if analysis.primary.is_empty() {
            analysis.primary = self.primary.iter().map(|measure| (*measure).to_owned()).collect();
        }
    }

    /// The thresholds with their sources, in a sentence or two.
    pub fn said(&self) -> String {
        let source = match self.source {
            Some(source) => format!("Length and frequency: {source}."),
            None => {
                "Length and frequency are a place to start from and rest on no published standard."
                    .to_owned()
            }
        };
        format!(
            "Where the plan says nothing else, it takes the commitments of the preset “{}” ({}). {source} {}{}.",
            self.name,
            self.about,
            COMMON_SOURCES[..1].to_uppercase(),
            &COMMON_SOURCES[1..]
        )
    }

    /// The kind of program and where its thresholds come from, a line each.
    pub fn sources(&self) -> [String; 3] {
        let unpublished = "length and frequency are a place to start from: nobody has published a standard for this kind of program";
        [
            self.about.to_owned(),
            self.source.unwrap_or(unpublished).to_owned(),
            COMMON_SOURCES.to_owned(),
        ]
    }

    /// Instruments that suit, and how to get at them.
    pub fn suggestion(&self) -> String {
        format!(
            "Published instruments that suit, each with its licence: {}. `mentorlens instruments NAME` prints one as a part of a plan",
            self.instruments.join(", ")
        )
    }

    /// The section of the commitments.
    pub fn commitment(&self) -> String {
        format!(
            "[commitment]\nmonths = {}\nmeetings_per_month = {}\nminutes_per_month = {}\ncontacts_per_month = {}\ntraining_hours = {}\n",
            self.months,
            self.meetings_per_month,
            self.minutes_per_month,
            self.contacts_per_month,
            self.training_hours
        )
    }

    /// The line of the measures that the year is about.
    pub fn primary_measures(&self) -> String {
        let primary: Vec<String> =
            self.primary.iter().map(|measure| format!("\"{measure}\"")).collect();
        format!("primary = [{}]\n", primary.join(", "))
    }

    /// The beginning of a plan with everything that the preset stands for, written out.
    pub fn plan(&self) -> String {
        let sources = self.sources().join("\n# ");
        format!(
            "# {sources}\n\n[program]\nid = \"{id}\"\nname = \"…\"\npreset = \"{name}\"\n\n\
             # These are the preset's own; change what your program promises, and leave out the rest.\n\
             {commitment}\n# {suggestion}.\n\n[analysis]\n{primary}",
            id = self.name.replace('_', "-"),
            name = self.name,
            commitment = self.commitment(),
            suggestion = self.suggestion(),
            primary = self.primary_measures(),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::{Plan, Vocabulary};

    fn read(text: &str) -> Plan {
        Plan::parse(text, "mentorlens.toml", std::path::Path::new("."), &Vocabulary::default())
            .unwrap_or_else(|errors| panic!("{errors}"))
    }

    #[test]
    fn every_preset_has_its_word_in_the_plan() {
        let names: Vec<&str> = PRESETS.iter().map(|preset| preset.name).collect();
        assert_eq!(names, NAMES);
    }

    #[test]
    fn the_plan_that_a_preset_prints_says_what_the_preset_fills_in() {
        for preset in PRESETS {
            let written = read(&preset.plan());
            let short = read(&format!(
                "[program]\nid = \"p\"\nname = \"P\"\npreset = \"{}\"\n",
                preset.name
            ));
            assert_eq!(written.commitment, short.commitment, "{}", preset.name);
            assert_eq!(written.analysis.primary, short.analysis.primary, "{}", preset.name);
        }
    }

    #[test]
    fn every_suggested_instrument_is_in_the_registry() {
        for preset in PRESETS {
            for name in preset.instruments {
                assert!(crate::plan::published(name).is_some(), "{}: {name}", preset.name);
            }
        }
    }

    #[test]
    fn what_the_plan_says_itself_counts_more() {
        let plan = read(
            "[program]\nid = \"p\"\nname = \"P\"\npreset = \"school\"\n[commitment]\nmonths = 9\n",
        );
        assert_eq!(
            (plan.commitment.months, plan.commitment.minutes_per_month),
            (Some(9.0), Some(240.0))
        );
    }
}
