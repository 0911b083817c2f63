//! The report on one screen, for an e-mail: headline numbers, three findings, one limit, the targets.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::measures::Kpi;
use crate::report::ReportError;
use crate::report::evidence::Evidence;
use crate::report::labels::QUALITY;
use crate::report::language::say;
use crate::report::sentences::in_short;
use crate::report::theme;

use super::parts::{Card, TargetRow};
use super::{cards, head, limits, targets};

/// Findings that a reader of an e-mail takes in.
const FINDINGS: usize = 3;

/// What the e-mail says.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(in crate::report) struct Brief {
    pub(in crate::report) language: String,
    pub(in crate::report) direction: &'static str,
    pub(in crate::report) title: String,
    pub(in crate::report) kicker: String,
    pub(in crate::report) heading: String,
    pub(in crate::report) alarms: Vec<String>,
    pub(in crate::report) cards: Vec<Card>,
    pub(in crate::report) findings: Vec<String>,
    pub(in crate::report) limit: String,
    /// How the targets stand, in a sentence; empty without targets.
    pub(in crate::report) target_say: String,
    pub(in crate::report) targets: Vec<TargetRow>,
    pub(in crate::report) reading: String,
    /// Where the numbers come from.
    pub(in crate::report) source: String,
    /// The program's light colours by name: mail programs know no variables, and few know the dark.
    pub(in crate::report) colours: BTreeMap<String, String>,
}

pub(in crate::report) fn brief(evidence: &Evidence<'_>) -> Result<Brief, ReportError> {
    let head::Head { title, kicker, heading, alarms, reading, .. } = head::head(evidence);
    let targets = targets::targets(evidence)?;
    let (target_say, targets) = targets.map(|all| (all.say, all.rows)).unwrap_or_default();
    // What the design cannot say comes before what a single measure cannot.
    let limit = head::cannot_say(evidence)
        .or_else(|| limits::of_the_whole(evidence).into_iter().next())
        .unwrap_or_default();
    let run = &evidence.input.run;
    let language = evidence.language();
    Ok(Brief {
        language: language.tag().to_owned(),
        direction: language.direction(),
        title,
        kicker,
        heading,
        alarms,
        cards: cards::cards(evidence),
        findings: findings(evidence),
        limit,
        target_say,
        targets,
        reading,
        source: say!(
            language,
            "brief-source",
            snapshot = head::short_hash(&run.snapshot),
            version = &run.version
        ),
        colours: theme::light(&evidence.input.brand.style_sheet)
            .map(|(name, colour)| (name.to_owned(), colour))
            .collect(),
    })
}

/// A sentence about each of the first measures: the primary ones, then those with a target, then those of the report.
fn findings(evidence: &Evidence<'_>) -> Vec<String> {
    let plan = evidence.input.plan;
    let is_result = |kpi: &&Kpi| kpi.family != QUALITY && kpi.design != "flow";
    let shown: Vec<&Kpi> = evidence.shown().filter(is_result).collect();
    let wanted =
        plan.analysis.primary.iter().chain(plan.targets.iter().map(|target| &target.measure));
    let named = wanted.filter_map(|id| shown.iter().find(|kpi| kpi.id == *id).copied());
    let mut chosen: Vec<&Kpi> = Vec::new();
    for kpi in named.chain(evidence.leading()) {
        if !chosen.iter().any(|other| other.id == kpi.id) {
            chosen.push(kpi);
        }
    }
    let said = chosen.into_iter().filter_map(|kpi| in_short(evidence, kpi));
    said.take(FINDINGS).map(|said| said.text).collect()
}
