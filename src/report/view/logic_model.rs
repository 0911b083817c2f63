//! How the program is meant to work, and what the measures say of every step.

use crate::plan::{LogicStep, Stage};
use crate::report::evidence::Evidence;
use crate::report::labels::clean;
use crate::report::language::{Language, say};

use super::cards::cards_of;
use super::parts::{Indicator, LogicModel, LogicStage, Step};
use super::slug::slug;

/// Stages in their order.
const STAGES: [Stage; 5] =
    [Stage::Resources, Stage::Activities, Stage::Outputs, Stage::ShortTerm, Stage::LongTerm];

/// The words above the column of a stage.
fn name(language: &Language, stage: Stage) -> String {
    match stage {
        Stage::Resources => say!(language, "stage-resources"),
        Stage::Activities => say!(language, "stage-activities"),
        Stage::Outputs => say!(language, "stage-outputs"),
        Stage::ShortTerm => say!(language, "stage-short-term"),
        Stage::LongTerm => say!(language, "stage-long-term"),
    }
}

/// The plan's logic model; nothing where the plan has none.
pub(super) fn logic_model(evidence: &Evidence<'_>) -> Option<LogicModel> {
    let steps = &evidence.input.plan.logic_model;
    let stages: Vec<LogicStage> = STAGES
        .into_iter()
        .map(|stage| LogicStage {
            name: name(evidence.language(), stage),
            steps: steps
                .iter()
                .filter(|step| step.stage == stage)
                .map(|step| told(evidence, step))
                .collect(),
        })
        .filter(|stage| !stage.steps.is_empty())
        .collect();
    (!stages.is_empty()).then_some(LogicModel { stages })
}

fn told(evidence: &Evidence<'_>, step: &LogicStep) -> Step {
    let indicators =
        step.measures.iter().filter_map(|measure| indicator(evidence, measure)).collect();
    Step { text: clean(&step.text), indicators }
}

/// A measure with its number, or why there is none.
fn indicator(evidence: &Evidence<'_>, measure: &str) -> Option<Indicator> {
    let (kpi, language) = (evidence.kpi(measure)?, evidence.language());
    let card = cards_of(evidence, kpi).into_iter().next();
    let overall = evidence.overall(measure);
    let hidden = || overall.iter().any(|finding| finding.suppressed.is_some());
    let (number, detail, status) = match card {
        Some(card) if card.unit.is_empty() => (card.value, card.detail, card.status),
        Some(card) => (format!("{} {}", card.value, card.unit), card.detail, card.status),
        None if !evidence.has(measure) => (String::new(), say!(language, "not-measured"), None),
        None if hidden() => (String::new(), language.hidden(), None),
        None => (String::new(), String::new(), None),
    };
    Some(Indicator {
        measure: evidence.names.title(kpi),
        number,
        detail,
        status,
        link: slug("m", &kpi.id),
    })
}
