//! Head and foot of the page: what the program is, the firmest results, what the design cannot say.

use crate::plan::EvaluationDesign;
use crate::report::dates::iso;
use crate::report::evidence::Evidence;
use crate::report::format;
use crate::report::labels::{clean, typeset};
use crate::report::sentences::in_short;

use super::targets;

/// Most measures that the first paragraph quotes.
const MOST_QUOTED: usize = 2;
/// Characters of a hash that tell two plans apart.
const SHORT_HASH: usize = 12;

pub(super) struct Head {
    pub(super) title: String,
    pub(super) kicker: String,
    pub(super) heading: String,
    pub(super) lede: Vec<String>,
    pub(super) alarms: Vec<String>,
    pub(super) reading: String,
    pub(super) footer: Vec<String>,
}

pub(super) fn head(evidence: &Evidence<'_>) -> Head {
    let (plan, run) = (evidence.input.plan, &evidence.input.run);
    let heading = clean(&evidence.edition.title);
    let name = clean(&plan.program.name);
    let title =
        if heading.contains(&name) { heading.clone() } else { format!("{heading} – {name}") };
    let as_of = (!run.as_of.is_empty()).then(|| format!("as of {}", iso(&run.as_of)));
    let period = plan.program.period.as_deref().map(clean);
    let edition = crate::report::labels::spaced(&evidence.edition.id);
    let edition = crate::report::labels::capitalised(&format!("{edition} edition"));
    let kicker: Vec<String> =
        [Some(name).filter(|name| !heading.contains(name)), Some(edition), period, as_of]
            .into_iter()
            .flatten()
            .collect();
    Head {
        title,
        kicker: kicker.join(" · "),
        heading,
        lede: lede(evidence),
        alarms: run.alarms.iter().map(|alarm| typeset(alarm)).collect(),
        reading: reading(evidence),
        footer: footer(evidence),
    }
}

fn lede(evidence: &Evidence<'_>) -> Vec<String> {
    let plan = evidence.input.plan;
    let mut results: Vec<String> = quoted(evidence);
    results.extend(targets::in_short(evidence));
    let mut lede: Vec<String> = plan
        .program
        .about
        .as_deref()
        .map(|about| about.split_whitespace().collect::<Vec<_>>().join(" "))
        .into_iter()
        .collect();
    if !results.is_empty() {
        lede.push(results.join(" "));
    }
    if let Some(limit) = cannot_say(evidence) {
        lede.push(limit);
    }
    lede
}

/// The measures that the plan declared primary, else the first ones of the edition.
fn quoted(evidence: &Evidence<'_>) -> Vec<String> {
    let primary = &evidence.input.plan.analysis.primary;
    let shown: Vec<_> = evidence.shown().collect();
    let mut chosen: Vec<_> =
        primary.iter().filter_map(|id| shown.iter().find(|kpi| kpi.id == *id).copied()).collect();
    if chosen.is_empty() {
        chosen =
            shown.into_iter().filter(|kpi| kpi.family != crate::report::labels::QUALITY).collect();
    }
    // How well before better off, as in the report.
    let rba = |kpi: &&crate::measures::Kpi| {
        crate::report::labels::RBA.iter().position(|(id, _)| *id == kpi.rba)
    };
    chosen.sort_by_key(rba);
    chosen
        .into_iter()
        .filter_map(|kpi| in_short(evidence, kpi))
        .take(MOST_QUOTED)
        .map(|said| said.text)
        .collect()
}

/// What the design does not permit to say; only where something is shown that invites it.
pub(super) fn cannot_say(evidence: &Evidence<'_>) -> Option<String> {
    let shown: Vec<_> = evidence.shown().collect();
    let has = |design: &str| shown.iter().any(|kpi| kpi.design == design);
    let best = shown
        .iter()
        .flat_map(|kpi| evidence.overall(&kpi.id))
        .map(|finding| finding.claim_level.as_str())
        .max();
    let text = match evidence.input.plan.program.design {
        _ if !has("paired") && !has("comparison") => return None,
        EvaluationDesign::Randomised if best == Some("L5") => {
            "Lots were drawn, so a difference between the groups can be put down to what they were offered. What holds for other people elsewhere, this study cannot say."
        }
        EvaluationDesign::Randomised => {
            "Lots were drawn, but too many people were lost to put a difference down to the program alone."
        }
        EvaluationDesign::Comparison => {
            "There is a comparison group, but no lots were drawn: whether mentoring is the reason for a difference, this design cannot say for sure."
        }
        EvaluationDesign::PrePost => {
            "Whether mentoring is the reason for a change, this design cannot say: there is nobody to compare with."
        }
    };
    Some(text.to_owned())
}

fn reading(evidence: &Evidence<'_>) -> String {
    let level = format::confidence(evidence.input.plan.analysis.confidence);
    format!(
        "Numbers in brackets are {level} intervals: we expect the true value to lie between the two. “No clear change” means that the interval includes both a rise and a fall."
    )
}

fn footer(evidence: &Evidence<'_>) -> Vec<String> {
    let (plan, run, ledger) = (evidence.input.plan, &evidence.input.run, evidence.input.ledger);
    let mut lines: Vec<String> =
        plan.program.source_note.iter().map(|note| clean_long(note)).collect();
    let rows: u64 = ledger.sources.iter().map(|source| source.rows_in).sum();
    let files: std::collections::BTreeSet<&str> = ledger
        .sources
        .iter()
        .flat_map(|source| &source.files)
        .map(|file| file.name.as_str())
        .collect();
    let files = u64::try_from(files.len()).unwrap_or(u64::MAX);
    lines.push(format!(
        "Made from {} rows of {} · snapshot {} · plan {} · Mentorlens {} · data contract {}",
        format::count(rows),
        format::counted(files, "file", "files"),
        short_hash(&run.snapshot),
        short_hash(&run.plan_hash),
        run.version,
        run.contract_version
    ));
    lines.push("Every number of this report, and the ones behind it: findings.json, findings.csv and, for the curves, series.json, beside this file.".to_owned());
    lines
}

/// The beginning of a hash, enough to tell two apart.
pub(super) fn short_hash(hash: &str) -> String {
    hash.chars().take(SHORT_HASH).collect()
}

/// A note on one line, however long.
fn clean_long(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
