//! How the program is meant to work, and what the measures say of every step.

use crate::plan::{LogicStep, Stage};
use crate::report::evidence::Evidence;
use crate::report::format;
use crate::report::labels::{bare_title, clean};

use super::cards::cards_of;
use super::parts::{Indicator, LogicModel, LogicStage, Step};
use super::slug::slug;

/// Stages with the words above their columns.
const STAGES: [(Stage, &str); 5] = [
    (Stage::Resources, "What goes in"),
    (Stage::Activities, "What is done"),
    (Stage::Outputs, "What comes of it"),
    (Stage::ShortTerm, "What should change soon"),
    (Stage::LongTerm, "What should change in the end"),
];

/// The plan's logic model; nothing where the plan has none.
pub(super) fn logic_model(evidence: &Evidence<'_>) -> Option<LogicModel> {
    let steps = &evidence.input.plan.logic_model;
    let stages: Vec<LogicStage> = STAGES
        .into_iter()
        .map(|(stage, name)| LogicStage {
            name: name.to_owned(),
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
    let kpi = evidence.kpi(measure)?;
    let card = cards_of(evidence, kpi).into_iter().next();
    let overall = evidence.overall(measure);
    let hidden = || overall.iter().any(|finding| finding.suppressed.is_some());
    let (number, detail, status) = match card {
        Some(card) if card.unit.is_empty() => (card.value, card.detail, card.status),
        Some(card) => (format!("{} {}", card.value, card.unit), card.detail, card.status),
        None if !evidence.has(measure) => (String::new(), "not measured".to_owned(), None),
        None if hidden() => (String::new(), format::HIDDEN.to_owned(), None),
        None => (String::new(), String::new(), None),
    };
    Some(Indicator {
        measure: bare_title(&kpi.title),
        number,
        detail,
        status,
        link: slug("m", &kpi.id),
    })
}
