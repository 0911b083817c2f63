//! Totals by kind.

use crate::inference::Finding;
use crate::measures::Kpi;
use crate::report::evidence::Evidence;
use crate::report::format;
use crate::report::labels::{bare_title, noun};

use super::Said;
use super::numbers::amount;

/// For each subject the total, and what it is made of, the largest kind first.
pub(super) fn say(evidence: &Evidence<'_>, kpi: &Kpi, findings: &[&Finding]) -> Vec<Said> {
    let totals: Vec<&Finding> =
        findings.iter().copied().filter(|finding| finding.answer == "total").collect();
    let all = totals.iter().filter(|finding| finding.contrast.is_none());
    all.map(|all| {
        let own = totals.iter().copied().filter(|finding| finding.subject == all.subject);
        of_subject(evidence, kpi, all, own)
    })
    .collect()
}

fn of_subject<'f>(
    evidence: &Evidence<'_>,
    kpi: &Kpi,
    all: &Finding,
    totals: impl Iterator<Item = &'f Finding>,
) -> Said {
    let mut kinds: Vec<&Finding> =
        totals.filter(|finding| finding.contrast.is_some() && finding.estimate.is_some()).collect();
    kinds.sort_by(|one, other| {
        other.estimate.unwrap_or(0.0).total_cmp(&one.estimate.unwrap_or(0.0))
    });
    let parts: Vec<String> = kinds
        .iter()
        .map(|kind| {
            let word = evidence.names.word(kind.contrast.as_deref().unwrap_or_default());
            let of = if kpi.unit == "credential" { " for" } else { "" };
            format!("{}{of} {word}", amount(kind))
        })
        .collect();
    let what = match all.estimate {
        Some(_) if kpi.unit == "credential" => {
            format!("{} {} were awarded", amount(all), noun(&kpi.unit).many)
        }
        _ => {
            let subject = all.subject.as_deref();
            let about = subject
                .map_or_else(|| bare_title(&kpi.title), |id| evidence.names.subject_heading(id));
            format!("{about}: {} in all", amount(all))
        }
    };
    let between = if kpi.unit == "credential" { ":" } else { ", of these" };
    let text = if parts.is_empty() {
        format!("{what}.")
    } else {
        format!("{what}{between} {}.", format::list(&parts))
    };
    Said::new(&text, all)
}
