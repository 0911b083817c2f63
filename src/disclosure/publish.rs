//! Everything that leaves: protected, then attacked.

use std::collections::{BTreeMap, BTreeSet};

use super::attack::{Breach, attack};
use super::{Context, cells};
use crate::inference::{Finding, Findings};
use crate::plan::Privacy;

/// Why nothing may be published.
#[derive(Debug, thiserror::Error)]
pub enum DisclosureError {
    /// A number that the rules hide can be worked out from what they show.
    #[error("{}", in_words(.breaches))]
    Told {
        /// What can be worked out.
        breaches: Vec<Breach>,
    },
}

/// One line for each number, without saying it.
fn in_words(breaches: &[Breach]) -> String {
    let line = |breach: &Breach| {
        let subject = breach.subject.as_ref().map(|subject| format!(", {subject}"));
        format!("{}{}: {}", breach.measure, subject.unwrap_or_default(), breach.about)
    };
    let lines: BTreeSet<String> = breaches.iter().map(line).collect();
    let lines: Vec<String> = lines.into_iter().collect();
    format!(
        "nothing is published: a reader could work out numbers that the plan's [privacy] hides: {}",
        lines.join("; ")
    )
}

/// The findings that may be published, or what stands against it.
///
/// First as if there were no earlier report, so that the same data give the same report; what the attacker works out with the
/// earlier ones is answered by looking for a choice beside them, then by withholding all groups of that measure, then the
/// whole measure.
///
/// # Errors
///
/// [`DisclosureError`] when even that leaves a protected number open: a mistake of this room, never one of the data.
pub fn publish(original: &Findings, context: Context<'_>) -> Result<Findings, DisclosureError> {
    let original = without_rare(original.clone(), context.privacy);
    let mut published = super::protect_beside(original.clone(), context, None);
    let mut breaches = attack(&original, &published, context);
    if !breaches.is_empty() && context.earlier.is_some() {
        let alone = published;
        published = super::protect(original.clone(), context);
        keep_reasons(&mut published, &alone);
        breaches = attack(&original, &published, context);
    }
    for only_groups in [true, false] {
        if breaches.is_empty() {
            break;
        }
        close(&mut published, &breaches, only_groups, context.privacy);
        breaches = attack(&original, &published, context);
    }
    if !breaches.is_empty() {
        return Err(DisclosureError::Told { breaches });
    }
    leave_out_told_by_being_there(&mut published);
    Ok(published)
}

/// What is hidden whatever was shown before does not wait for anything: it keeps the reason that it has then.
fn keep_reasons(published: &mut Findings, alone: &Findings) {
    for (finding, alone) in published.findings.iter_mut().zip(&alone.findings) {
        if finding.suppressed.is_some() && alone.suppressed.is_some() {
            finding.suppressed.clone_from(&alone.suppressed);
        }
    }
}

/// Removes levels that have fewer than `min_part` people in every measure: what so few have in a column may well be a name
/// in the wrong place, and no number of theirs is published anyway. They stand with those who have no level then, before
/// anything is hidden: that is how a reader sees them.
fn without_rare(mut findings: Findings, privacy: &Privacy) -> Findings {
    let mut most = BTreeMap::<(String, String), u64>::new();
    for finding in &findings.findings {
        let level = (finding.dimension.clone(), finding.level.clone());
        let n = finding.n.unwrap_or(0);
        most.entry(level).and_modify(|most| *most = n.max(*most)).or_insert(n);
    }
    let is_rare = |dimension: &str, level: &str| {
        let known = most.get(&(dimension.to_owned(), level.to_owned()));
        dimension != "all" && known.is_some_and(|most| *most < privacy.min_part)
    };
    findings.findings.retain(|finding| !is_rare(&finding.dimension, &finding.level));
    findings.series.retain(|point| !is_rare(&point.dimension, &point.level));
    findings
}

/// Of groups of which nothing is shown, removes what is only said where it occurs: that a group has somebody who stopped for a
/// reason, or has a kind of certificate, is told by a line that says nothing.
fn leave_out_told_by_being_there(published: &mut Findings) {
    let hidden = cells::hidden_slices(&published.findings);
    let is_told = |finding: &Finding| {
        let is_of_some = finding.contrast.as_ref().is_some_and(|kind| !kind.contains(" vs "));
        (is_of_some || finding.answer.starts_with(BY_REASON))
            && !super::gaps::is_gap(finding)
            && hidden.contains(&cells::place(finding))
    };
    let mut seen = BTreeSet::new();
    published.findings.retain_mut(|finding| {
        let is_first = seen.insert(cells::place(finding));
        if !is_told(finding) {
            return true;
        }
        // One line stays, so that it can be said that the group is hidden.
        if finding.answer.starts_with(BY_REASON) {
            BY_REASON.trim_end_matches('_').clone_into(&mut finding.answer);
        }
        finding.contrast = None;
        is_first
    });
}

/// How answers begin that there are for each reason that occurs.
const BY_REASON: &str = "incidence_";

fn close(published: &mut Findings, breaches: &[Breach], only_groups: bool, privacy: &Privacy) {
    let told: BTreeSet<(&str, Option<&str>)> = breaches
        .iter()
        .map(|breach| (breach.measure.as_str(), breach.subject.as_deref()))
        .collect();
    let is_group = |term: &str, dimension: &str| term != "all" || dimension != "all";
    for finding in &mut published.findings {
        let is_told = told.contains(&(finding.measure.as_str(), finding.subject.as_deref()));
        let goes = is_group(&finding.term_id, &finding.dimension) || !only_groups;
        if is_told && goes {
            super::withhold(finding, cells::small(privacy.min_cell));
        }
    }
    published.series.retain(|point| {
        let is_told = told.contains(&(point.measure.as_str(), point.subject.as_deref()));
        !is_told || (only_groups && !is_group(&point.term_id, &point.dimension))
    });
}
