//! Families of measures as sections, measures as their blocks.

use crate::measures::Kpi;
use crate::report::ReportError;
use crate::report::evidence::Evidence;
use crate::report::labels::{Family, RBA, bare_title, families, measures_of, typeset};
use crate::report::sentences::about;

use super::parts::{Block, Section, Table};
use super::slug::slug;
use super::{aside, figures, limits, segments, tables};

/// The sections of the edition, in its order.
pub(super) fn sections(evidence: &Evidence<'_>) -> Result<Vec<Section>, ReportError> {
    let mut sections = Vec::new();
    for family in families(evidence.input.kpis, &evidence.edition.families) {
        let measures: Vec<&Kpi> = measures_of(&family.id, evidence.input.kpis)
            .into_iter()
            .filter(|kpi| evidence.has(&kpi.id))
            .collect();
        if !measures.is_empty() {
            sections.push(section(evidence, &family, &measures)?);
        }
    }
    Ok(sections)
}

fn section(
    evidence: &Evidence<'_>,
    family: &Family,
    measures: &[&Kpi],
) -> Result<Section, ReportError> {
    let alone = measures.len() == 1;
    let mut blocks = Vec::new();
    for (place, kpi) in measures.iter().enumerate() {
        let mut block = block(evidence, kpi, alone)?;
        // Said once for each design of a section is enough.
        if measures[..place].iter().any(|before| before.design == kpi.design) {
            block.limits.clear();
        }
        blocks.push(block);
    }
    let question = match measures {
        [only] if !only.question.contains("{subject}") => typeset(&only.question),
        _ => family.question.clone(),
    };
    let kicker = RBA.iter().find(|(id, _)| *id == family.rba).map(|(_, words)| (*words).to_owned());
    Ok(Section {
        id: slug("s", &family.id),
        name: family.name.clone(),
        kicker: kicker.unwrap_or_default(),
        heading: question,
        blocks,
    })
}

/// True for a measure whose header says `detail: yes`, unless the plan makes it primary or sets it a target.
fn is_detail(evidence: &Evidence<'_>, kpi: &Kpi) -> bool {
    let plan = evidence.input.plan;
    kpi.keys.get("detail").is_some_and(|detail| detail == "yes")
        && !plan.analysis.primary.contains(&kpi.id)
        && !plan.targets.iter().any(|target| target.measure == kpi.id)
}

/// A measure: what it says, its drawings, its limits, its numbers.
pub(super) fn block(evidence: &Evidence<'_>, kpi: &Kpi, alone: bool) -> Result<Block, ReportError> {
    let findings = evidence.overall(&kpi.id);
    let says: Vec<String> =
        about(evidence, kpi, &findings).into_iter().map(|said| said.text).collect();
    let description = says.iter().take(4).cloned().collect::<Vec<_>>().join(" ");
    let mut numbers: Vec<Table> = tables::overall(evidence, kpi).into_iter().collect();
    numbers.extend(tables::by_term(evidence, kpi));
    let has_place = kpi.question.contains("{subject}");
    let figures = figures::figures(evidence, kpi, &description)?;
    Ok(Block {
        id: slug("m", &kpi.id),
        folded: !alone && is_detail(evidence, kpi),
        heading: (!alone).then(|| bare_title(&kpi.title)),
        question: (!alone && !has_place).then(|| typeset(&kpi.question)),
        figures: figures.shown,
        limits: limits::limits(evidence, kpi),
        tables: numbers,
        groups: segments::groups(evidence, kpi, figures.by_group),
        aside: aside::aside(evidence, kpi),
        says,
    })
}
