//! Families of measures as sections, measures as their blocks.

use crate::measures::Kpi;
use crate::report::ReportError;
use crate::report::editions::Depth;
use crate::report::evidence::Evidence;
use crate::report::labels::{Family, RBA, VOICES, families as ordered, measures_of, typeset};
use crate::report::language::say;
use crate::report::sentences::{about, in_short};

use super::parts::{Block, Computed, More, Section, Style, Table};
use super::slug::slug;
use super::{aside, cards, figures, limits, quotes, segments, tables};

/// Sentences of a measure that stands beside others.
const MOST_OF_A_TILE: usize = 2;
/// Sentences of a main measure, where the tables are in a fold.
const MOST_OF_A_LEAD: usize = 4;

/// The main measures, each over the whole width; on a single page side by side.
pub(super) fn main(evidence: &Evidence<'_>) -> Result<Option<Section>, ReportError> {
    let measures = evidence.main();
    let style = match evidence.layout.depth {
        Depth::Page => Style::Tile,
        Depth::Brief | Depth::Full => Style::Lead,
    };
    let Some(first) = measures.first() else { return Ok(None) };
    let mut blocks = blocks(evidence, &measures, |_| style)?;
    let language = evidence.language();
    let mut heading = say!(language, "main-heading");
    if let [only] = blocks.as_mut_slice() {
        heading = only.heading.take().unwrap_or(heading);
    }
    Ok(Some(Section {
        id: "main".to_owned(),
        name: say!(language, "main-results"),
        number: cards::number(evidence, first),
        kicker: say!(language, "main-results"),
        heading,
        says: Vec::new(),
        blocks,
        gallery: Vec::new(),
        table: None,
        quotes: None,
        more: Vec::new(),
    }))
}

/// The other measures, a section for each family, in the order of the edition.
pub(super) fn families(evidence: &Evidence<'_>) -> Result<Vec<Section>, ReportError> {
    let told = evidence.parts().contains(&crate::plan::EditionPart::Main);
    let main = if told { evidence.main() } else { Vec::new() };
    let mut sections = Vec::new();
    for family in ordered(evidence.language(), evidence.input.kpis, &evidence.families()) {
        let measures: Vec<&Kpi> = measures_of(&family.id, evidence.input.kpis)
            .into_iter()
            .filter(|kpi| evidence.has(&kpi.id) && !main.iter().any(|told| told.id == kpi.id))
            .collect();
        let section = section(evidence, &family, &measures)?;
        // What people write may be told as a main measure; their words still stand here.
        if !measures.is_empty() || section.quotes.is_some() {
            sections.push(section);
        }
    }
    Ok(sections)
}

fn section(
    evidence: &Evidence<'_>,
    family: &Family,
    measures: &[&Kpi],
) -> Result<Section, ReportError> {
    // A family of details alone shows them: a heading over nothing but a fold would be empty.
    let only_details = measures.iter().all(|kpi| is_detail(evidence, kpi));
    let is_shown = |kpi: &&Kpi| evidence.is_full() || only_details || !is_detail(evidence, kpi);
    let (shown, more): (Vec<&Kpi>, Vec<&Kpi>) = measures.iter().copied().partition(is_shown);
    let alone = shown.len() == 1;
    let style = |kpi: &Kpi| match evidence.is_full() {
        true if alone || !is_detail(evidence, kpi) => Style::Lead,
        true => Style::Folded,
        false => Style::Tile,
    };
    let mut blocks = blocks(evidence, &shown, style)?;
    let question = match shown.as_slice() {
        [only] if !only.question.contains("{subject}") => {
            let block = &mut blocks[0];
            (block.heading, block.question) = (None, None);
            typeset(&only.question)
        }
        _ => family.question.clone(),
    };
    let kicker = RBA.iter().find(|id| **id == family.rba);
    let kicker = kicker.and_then(|id| evidence.language().named("rba", id));
    Ok(Section {
        id: slug("s", &family.id),
        name: family.name.clone(),
        number: shown.first().and_then(|kpi| cards::number(evidence, kpi)),
        kicker: kicker.unwrap_or_default(),
        heading: question,
        says: Vec::new(),
        blocks,
        gallery: Vec::new(),
        table: None,
        quotes: (family.id == VOICES).then(|| quotes::quotes(evidence)).flatten(),
        more: more.into_iter().filter_map(|kpi| said(evidence, kpi)).collect(),
    })
}

/// Blocks of measures; a limit that the design of one demands is not said again for the next.
pub(super) fn blocks(
    evidence: &Evidence<'_>,
    measures: &[&Kpi],
    style: impl Fn(&Kpi) -> Style,
) -> Result<Vec<Block>, ReportError> {
    let mut blocks = Vec::new();
    for (place, kpi) in measures.iter().enumerate() {
        let mut block = block(evidence, kpi, style(kpi))?;
        if measures[..place].iter().any(|before| before.design == kpi.design) {
            block.limits.clear();
        }
        blocks.push(block);
    }
    Ok(blocks)
}

/// A measure in a sentence.
pub(super) fn said(evidence: &Evidence<'_>, kpi: &Kpi) -> Option<More> {
    let said = in_short(evidence, kpi)?;
    Some(More { id: slug("m", &kpi.id), title: evidence.names.title(kpi), say: said.text })
}

/// True for a measure whose header says `detail: yes`, unless the plan makes it primary or sets it a target.
pub(super) fn is_detail(evidence: &Evidence<'_>, kpi: &Kpi) -> bool {
    let plan = evidence.input.plan;
    kpi.keys.get("detail").is_some_and(|detail| detail == "yes")
        && !plan.analysis.primary.contains(&kpi.id)
        && !plan.targets.iter().any(|target| target.measure == kpi.id)
}

/// A measure: what it says, its drawings, its limits, its numbers and how they came about.
fn block(evidence: &Evidence<'_>, kpi: &Kpi, style: Style) -> Result<Block, ReportError> {
    let findings = evidence.overall(&kpi.id);
    let mut says: Vec<String> =
        about(evidence, kpi, &findings).into_iter().map(|said| said.text).collect();
    let description = says.iter().take(4).cloned().collect::<Vec<_>>().join(" ");
    match (evidence.layout.depth, style) {
        (Depth::Page, _) => says.truncate(1),
        (Depth::Brief, Style::Tile) => says.truncate(MOST_OF_A_TILE),
        (Depth::Brief, _) => says.truncate(MOST_OF_A_LEAD),
        (Depth::Full, _) => {}
    }
    let stat = if style == Style::Tile { cards::stat(evidence, kpi) } else { None };
    let figures = figures::figures(evidence, kpi, &description, style)?;
    let groups = evidence.is_full().then(|| segments::groups(evidence, kpi, figures.by_group));
    let has_place = kpi.question.contains("{subject}");
    Ok(Block {
        id: slug("m", &kpi.id),
        style,
        heading: Some(evidence.names.title(kpi)),
        question: (evidence.is_full() && style == Style::Lead && !has_place)
            .then(|| typeset(&kpi.question)),
        figures: if stat.is_some() { Vec::new() } else { figures.shown },
        stat,
        limits: if style == Style::Tile { Vec::new() } else { limits::limits(evidence, kpi) },
        groups: groups.flatten(),
        aside: if style == Style::Lead { aside::margin(evidence, kpi) } else { Vec::new() },
        computed: computed(evidence, kpi),
        says,
    })
}

fn computed(evidence: &Evidence<'_>, kpi: &Kpi) -> Computed {
    let mut numbers: Vec<Table> = tables::overall(evidence, kpi).into_iter().collect();
    if evidence.is_full() {
        numbers.extend(tables::by_term(evidence, kpi));
    }
    Computed {
        tables: numbers,
        remarks: aside::computed(evidence, kpi),
        sql: evidence.is_full().then(|| kpi.sql.trim().to_owned()),
    }
}
