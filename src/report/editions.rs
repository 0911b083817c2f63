//! Editions: for each kind of reader, which parts there are, in which order, and how much of everything.
//!
//! What stands here is all that makes one edition differ from another; a plan may choose other parts or families.

use crate::plan::EditionKind;
use crate::plan::EditionPart::{
    self, Glossary, Groups, Limits, Main, Measures, Methods, Quality, Targets, Terms,
};

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
    /// Name in the head of the report.
    pub(super) name: &'static str,
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
        name: "Funder edition",
        depth: Depth::Brief,
        parts: &[Main, Targets, Measures, Groups, Terms, Quality, Methods, Limits, Glossary],
        families: &[],
        main: &[],
        most_main: 4,
    },
    Layout {
        kind: EditionKind::Board,
        name: "Board edition",
        depth: Depth::Page,
        parts: &[Main, Targets],
        families: &[],
        main: &["match_survival"],
        most_main: 1,
    },
    Layout {
        kind: EditionKind::SchoolTerm,
        name: "School edition",
        depth: Depth::Brief,
        parts: &[Main, Terms, Targets, Measures, Groups, Quality, Methods, Limits, Glossary],
        families: &["participation", "academic", "wellbeing", "engagement", "satisfaction"],
        main: &["attendance_change", "gpa_change", "chronic_absence"],
        most_main: 3,
    },
    Layout {
        kind: EditionKind::Corporate,
        name: "Company edition",
        depth: Depth::Brief,
        parts: &[Main, Targets, Measures, Groups, Terms, Quality, Methods, Limits, Glossary],
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
        name: "Evaluator edition",
        depth: Depth::Full,
        parts: &[Targets, Main, Measures, Quality, Methods, Limits, Glossary],
        families: &[],
        main: &[],
        most_main: usize::MAX,
    },
    Layout {
        kind: EditionKind::Public,
        name: "Public edition",
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
}
