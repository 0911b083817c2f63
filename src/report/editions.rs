//! Editions: for each kind of reader, which parts there are, in which order, and how much of everything.
//!
//! What stands here is all that makes one edition differ from another; a plan may choose other parts or families.

use crate::plan::EditionPart::{
    self, Glossary, Groups, Limits, LogicModel, Main, Measures, Methods, Quality, Targets, Terms,
};
use crate::plan::{Edition, EditionKind};

use super::labels::{capitalised, spaced};
use super::language::{Language, say};

/// How much of everything an edition shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Depth {
    /// A page: the main results alone.
    Page,
    /// Sentences and one drawing for each measure; numbers and details in folds.
    Brief,
    /// Everything that there is, open.
    Full,
}

impl Depth {
    /// Class of the page, for its style.
    pub(super) fn class(self) -> &'static str {
        match self {
            Depth::Page => "page",
            Depth::Brief => "brief",
            Depth::Full => "full",
        }
    }
}

/// How an edition is laid out.
#[derive(Debug)]
pub(super) struct Layout {
    pub(super) kind: EditionKind,
    /// The kind in the plan.
    id: &'static str,
    pub(super) depth: Depth,
    /// Parts in order.
    pub(super) parts: &'static [EditionPart],
    /// Families in order; all of them when empty.
    pub(super) families: &'static [&'static str],
    /// Measures that are main ones for these readers, before those that the plan declares primary.
    pub(super) main: &'static [&'static str],
    /// Most main measures.
    pub(super) most_main: usize,
}

const LAYOUTS: &[Layout] = &[
    Layout {
        kind: EditionKind::Funder,
        id: "funder",
        depth: Depth::Brief,
        parts: &[
            Main, Targets, LogicModel, Measures, Groups, Terms, Quality, Methods, Limits, Glossary,
        ],
        families: &[],
        main: &[],
        most_main: 4,
    },
    Layout {
        kind: EditionKind::Board,
        id: "board",
        depth: Depth::Page,
        parts: &[Main, Targets],
        families: &[],
        main: &["match_survival"],
        most_main: 1,
    },
    Layout {
        kind: EditionKind::SchoolTerm,
        id: "school_term",
        depth: Depth::Brief,
        parts: &[Main, Terms, Targets, Measures, Groups, Quality, Methods, Limits, Glossary],
        families: &["participation", "academic", "wellbeing", "engagement", "satisfaction"],
        main: &["attendance_change", "gpa_change", "chronic_absence"],
        most_main: 3,
    },
    Layout {
        kind: EditionKind::Corporate,
        id: "corporate",
        depth: Depth::Brief,
        parts: &[
            Main, Targets, LogicModel, Measures, Groups, Terms, Quality, Methods, Limits, Glossary,
        ],
        families: &[
            "participation",
            "satisfaction",
            "goals",
            "career",
            "skill_growth",
            "retention",
            "engagement",
            "mentors",
            "comparison",
            "cost",
        ],
        main: &["participant_flow", "nps", "goal_attainment", "job_retention"],
        most_main: 4,
    },
    Layout {
        kind: EditionKind::Evaluator,
        id: "evaluator",
        depth: Depth::Full,
        parts: &[Targets, LogicModel, Main, Measures, Quality, Methods, Limits, Glossary],
        families: &[],
        main: &[],
        most_main: usize::MAX,
    },
    Layout {
        kind: EditionKind::Public,
        id: "public",
        depth: Depth::Brief,
        parts: &[Main, Measures, Limits, Glossary],
        families: &[],
        main: &[],
        most_main: 4,
    },
];

/// The layout of a kind.
pub(super) fn layout(kind: EditionKind) -> &'static Layout {
    LAYOUTS.iter().find(|layout| layout.kind == kind).expect("every kind has a layout")
}

/// Name in the head of the report: the kind's, or that of the id that the plan gives.
pub(super) fn name_of(language: &Language, edition: &Edition) -> String {
    let own = || say!(language, "edition", name = capitalised(&spaced(&edition.id)));
    let of_kind = (edition.id == layout(edition.kind).id)
        .then(|| language.named("edition", &edition.id))
        .flatten();
    of_kind.unwrap_or_else(own)
}

/// The families that an edition shows, in order; all of them when empty.
pub(super) fn families_of(edition: &Edition) -> Vec<&str> {
    if edition.families.is_empty() {
        return layout(edition.kind).families.to_vec();
    }
    edition.families.iter().map(String::as_str).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measures::catalogue;

    #[test]
    fn layouts_name_measures_and_families_that_there_are() {
        let kpis = catalogue(None).unwrap();
        for layout in LAYOUTS {
            for measure in layout.main {
                assert!(kpis.iter().any(|kpi| kpi.id == *measure), "{measure}");
            }
            for family in layout.families {
                assert!(kpis.iter().any(|kpi| kpi.family == *family), "{family}");
            }
            assert!(!layout.parts.is_empty());
        }
    }

    #[test]
    fn an_edition_is_called_by_the_id_that_the_plan_gives_it() {
        for (id, name) in [("funder", "Funder edition"), ("site_leads", "Site leads edition")] {
            let edition = Edition {
                id: id.to_owned(),
                kind: EditionKind::Funder,
                title: String::new(),
                families: Vec::new(),
                parts: Vec::new(),
                privacy: None,
                language: None,
            };
            assert_eq!(name_of(&Language::english(), &edition), name);
        }
    }
}
