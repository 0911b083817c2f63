//! Totals by kind.

use crate::inference::Finding;
use crate::measures::Kpi;
use crate::report::evidence::Evidence;
use crate::report::language::{Language, say};

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
    let language = evidence.language();
    let is_awarded = kpi.unit == "credential";
    let mut parts: Vec<String> = kinds
        .iter()
        .take(MOST_KINDS)
        .map(|kind| {
            let word = evidence.names.word(kind.contrast.as_deref().unwrap_or_default());
            let amount = amount(language, kind);
            if is_awarded {
                say!(language, "kind-awarded", amount = amount, kind = word)
            } else {
                say!(language, "kind-counted", amount = amount, kind = word)
            }
        })
        .collect();
    let others = kinds.len().saturating_sub(MOST_KINDS);
    parts.extend((others > 0).then(|| say!(language, "kinds-left", n = others)));
    let total = amount(language, all);
    let what = match all.estimate {
        Some(_) if is_awarded => {
            say!(language, "awarded", amount = total, units = language.units(&kpi.unit))
        }
        _ => {
            let subject = all.subject.as_deref();
            let about = subject
                .map_or_else(|| evidence.names.title(kpi), |id| evidence.names.subject_heading(id));
            say!(language, "in-all", about = about, amount = total)
        }
    };
    if kpi.chart == "calendar" {
        return Said::new(&busiest(language, &what, kinds.first().copied()), all);
    }
    let list = language.list(&parts);
    let text = match (parts.is_empty(), is_awarded) {
        (true, _) => format!("{what}."),
        (false, true) => format!("{what}: {list}."),
        (false, false) => say!(language, "of-these", what = what, list = list),
    };
    Said::new(&text, all)
}

/// Of weeks, the busiest one is enough.
fn busiest(language: &Language, what: &str, week: Option<&Finding>) -> String {
    match week.and_then(|week| Some((week, week.contrast.as_deref()?))) {
        Some((week, monday)) => say!(
            language,
            "busiest-week",
            what = what,
            amount = amount(language, week),
            date = language.iso(monday)
        ),
        None => format!("{what}."),
    }
}
