//! Findings that may be published: by the plan's rules, and by the stricter rules of single editions.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::Context as _;

use super::freeze::{Frozen, freeze};
use crate::inference::{Finding, Findings, InferenceError, SeriesPoint};
use crate::machine::{Phase, stopwatch};
use crate::measures::{self, Kpi, MeasureError, Measured};
use crate::plan::{Edition, Plan, Privacy};
use crate::warehouse::{Cache, Folder, Snapshot};
use crate::{disclosure, inference, report};

/// The plan's rules, and the name of a set of stricter ones.
type Rules<'r> = Option<&'r str>;

/// Findings by the rules that they were protected with.
#[derive(Debug, Default)]
pub(super) struct Answers {
    /// By the plan's rules.
    pub(super) findings: Findings,
    /// By the stricter rules of some editions.
    stricter: BTreeMap<String, Findings>,
}

impl Answers {
    /// What is computed from a snapshot, and what became of closed terms.
    ///
    /// `reports` is where the last report lies; without it there was none.
    pub(super) fn compute(
        (plan, kpis): (&Plan, &[Kpi]),
        snapshot: &Snapshot,
        cache: Option<&Cache>,
        reports: Option<&Path>,
    ) -> anyhow::Result<(Self, Frozen)> {
        // A measure is answered as soon as it is counted: its tables are let go then.
        let answered = |measured: Measured| {
            let _timed = stopwatch(Phase::Infer);
            let findings = inference::answer_measure(&measured, plan)?;
            Ok::<_, InferenceError>((findings, disclosure::amounts(&measured)))
        };
        let each = match cache {
            Some(cache) => measures::compute_changed(snapshot, plan, kpis, cache, answered),
            None => measures::compute_each(snapshot, plan, kpis, |one| Ok(answered(one))),
        };
        let each = each.map_err(|error| match error {
            // It knows what to do.
            MeasureError::Cache(error) => error.into(),
            error => anyhow::Error::from(error),
        })?;
        let each: Vec<_> = each.into_iter().collect::<Result<_, _>>()?;
        let (each, amounts): (Vec<_>, Vec<_>) = each.into_iter().unzip();
        let mut original = inference::together(each, plan);
        let amounts: Vec<_> = amounts.into_iter().flatten().collect();
        let nested = measures::nested(snapshot, plan)?;
        let published = |original: &Findings, privacy: &Privacy, rules: Rules<'_>| {
            // Only rules that look at changes look back: by the others, the same data give the same report.
            let _timed = stopwatch(Phase::Protect);
            let reports = reports.filter(|_| privacy.min_change > 1);
            let earlier = reports.map(|reports| shown_before(reports, rules, plan));
            let earlier = &earlier.unwrap_or_default();
            let context =
                disclosure::Context { privacy, nested: &nested, earlier, amounts: &amounts };
            disclosure::publish(original, context)
        };
        let mut findings = published(&original, &plan.privacy, None)?;
        let frozen = freeze(plan, snapshot, &mut findings)?;
        frozen.hold(&mut original)?;
        let stricter = stricter(plan)
            .into_iter()
            .map(|(name, privacy)| {
                let findings = published(&original, &privacy, Some(&name))?;
                Ok((name, findings))
            })
            .collect::<anyhow::Result<_>>()?;
        Ok((Self { findings, stricter }, frozen))
    }

    /// What `measure` has written.
    pub(super) fn read(reports: &Path, plan: &Plan) -> anyhow::Result<Self> {
        let of = |rules: Rules<'_>| -> anyhow::Result<Findings> {
            let [findings, series] = names(rules);
            Ok(Findings {
                findings: read(reports, &findings)?,
                series: read(reports, &series)?,
                absent: Vec::new(),
            })
        };
        let stricter = stricter(plan)
            .into_keys()
            .map(|name| Ok((name.clone(), of(Some(&name))?)))
            .collect::<anyhow::Result<_>>()?;
        Ok(Self { findings: of(None)?, stricter })
    }

    /// Adds them to the reports.
    pub(super) fn put(&self, reports: &mut Folder) -> anyhow::Result<()> {
        let all = self.stricter.iter().map(|(name, findings)| (Some(name.as_str()), findings));
        for (rules, findings) in all.chain([(None, &self.findings)]) {
            let [name, series] = names(rules);
            reports.put(&name, report::findings_json(&findings.findings).as_bytes())?;
            reports.put(&series, &lines_of_json(&findings.series)?)?;
        }
        let findings = &self.findings.findings;
        reports.put("findings.csv", report::findings_csv(findings).as_bytes())?;
        reports.put("findings.parquet", &report::findings_parquet(findings)?)?;
        Ok(())
    }

    /// What an edition may say, and the rules behind it.
    pub(super) fn of(&self, plan: &Plan, edition: &Edition) -> (&Findings, Privacy) {
        let rules = plan.rules_of(edition);
        let own = rules.preset.as_ref().filter(|_| rules != plan.privacy);
        let own = own.and_then(|name| self.stricter.get(name));
        (own.unwrap_or(&self.findings), rules)
    }
}

/// The rules of editions that are stricter than the plan's, by name.
fn stricter(plan: &Plan) -> BTreeMap<String, Privacy> {
    let rules = plan.editions.iter().map(|edition| plan.rules_of(edition));
    let stricter = rules.filter(|rules| *rules != plan.privacy);
    stricter.filter_map(|rules| Some((rules.preset.clone()?, rules))).collect()
}

/// Files with the findings of stricter rules.
pub(super) fn files_of_stricter(plan: &Plan) -> Vec<String> {
    stricter(plan).into_keys().flat_map(|name| names(Some(&name))).collect()
}

/// A record of the reports.
pub(super) fn read<T: serde::de::DeserializeOwned>(
    reports: &Path,
    name: &str,
) -> anyhow::Result<T> {
    let path = reports.join(name);
    let text = std::fs::read_to_string(&path).with_context(|| {
        format!("{}: cannot read; run `mentorlens measure` first", path.display())
    })?;
    serde_json::from_str(&text).with_context(|| {
        format!("{}: not written by this version; run `mentorlens measure` again", path.display())
    })
}

/// The files with findings and series.
fn names(rules: Rules<'_>) -> [String; 2] {
    ["findings", "series"].map(|what| match rules {
        None => format!("{what}.json"),
        Some(name) => format!("{what}-{name}.json"),
    })
}

/// What the last report of the same program has shown; nothing when there is none that this version can read.
fn shown_before(reports: &Path, rules: Rules<'_>, plan: &Plan) -> Vec<Finding> {
    let [name, _] = names(rules);
    let findings: Vec<Finding> = read(reports, &name).unwrap_or_default();
    findings.into_iter().filter(|finding| finding.program_id == plan.program.id).collect()
}

/// An array with one record a line: readable by any JSON reader, and its differences by people.
fn lines_of_json(records: &[SeriesPoint]) -> anyhow::Result<Vec<u8>> {
    let lines: Vec<String> = records.iter().map(serde_json::to_string).collect::<Result<_, _>>()?;
    Ok(format!("[\n{}\n]\n", lines.join(",\n")).into_bytes())
}
