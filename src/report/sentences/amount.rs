//! Totals by kind.

use crate::inference::Finding;
use crate::measures::Kpi;
use crate::report::dates::iso;
use crate::report::evidence::Evidence;
use crate::report::format;
use crate::report::labels::{bare_title, noun};

use super::Said;
use super::numbers::amount;

/// Most kinds that a sentence names.
const MOST_KINDS: usize = 6;

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
    let mut parts: Vec<String> = kinds
        .iter()
        .take(MOST_KINDS)
        .map(|kind| {
            let word = evidence.names.word(kind.contrast.as_deref().unwrap_or_default());
            let of = if kpi.unit == "credential" { " for" } else { "" };
            format!("{}{of} {word}", amount(kind))
        })
        .collect();
    let others = kinds.len().saturating_sub(MOST_KINDS);
    parts.extend((others > 0).then(|| format!("the rest in {others} others")));
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
    if kpi.chart == "calendar" {
        return Said::new(&busiest(&what, kinds.first().copied()), all);
    }
    let between = if kpi.unit == "credential" { ":" } else { ", of these" };
    let text = if parts.is_empty() {
        format!("{what}.")
    } else {
        format!("{what}{between} {}.", format::list(&parts))
    };
    Said::new(&text, all)
}

/// Of weeks, the busiest one is enough.
fn busiest(what: &str, week: Option<&Finding>) -> String {
    match week.and_then(|week| Some((week, week.contrast.as_deref()?))) {
        Some((week, monday)) => {
            format!("{what}; the most, {}, in the week from {}.", amount(week), iso(monday))
        }
        None => format!("{what}."),
    }
}
