//! Totals by kind.

use crate::inference::Finding;
use crate::measures::Kpi;
use crate::report::evidence::Evidence;
use crate::report::format;
use crate::report::labels::{bare_title, noun};

use super::Said;
use super::numbers::amount;

/// The total, and what it is made of, the largest kind first.
pub(super) fn say(evidence: &Evidence<'_>, kpi: &Kpi, findings: &[&Finding]) -> Vec<Said> {
    let totals: Vec<&Finding> =
        findings.iter().copied().filter(|finding| finding.answer == "total").collect();
    let Some(all) = totals.iter().find(|finding| finding.contrast.is_none()) else {
        return Vec::new();
    };
    let mut kinds: Vec<&Finding> = totals
        .iter()
        .copied()
        .filter(|finding| finding.contrast.is_some() && finding.estimate.is_some())
        .collect();
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
        _ => format!("{}: {} in all", bare_title(&kpi.title), amount(all)),
    };
    let between = if kpi.unit == "credential" { ":" } else { ", of these" };
    let text = if parts.is_empty() {
        format!("{what}.")
    } else {
        format!("{what}{between} {}.", format::list(&parts))
    };
    vec![Said::new(&text, all)]
}
