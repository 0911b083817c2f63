//! Differences between slices: shown beside one side, they tell the other.

use std::collections::{BTreeMap, BTreeSet};

use super::cells::{Place, place};
use crate::inference::{ADJUSTED_GAP_TO_OTHERS, CHANGE_FROM_TERM_BEFORE, Finding, GAP_TO_OTHERS};
use crate::plan::Privacy;

/// Why a difference is withheld.
pub(super) const REASON: &str = "a hidden side could be worked out from it";

/// True for the difference of a slice from others.
pub(super) fn is_gap(finding: &Finding) -> bool {
    [GAP_TO_OTHERS, ADJUSTED_GAP_TO_OTHERS, CHANGE_FROM_TERM_BEFORE]
        .contains(&finding.answer.as_str())
}

/// Comparisons of two groups of which one is hidden: with the other it would tell it.
pub(super) fn one_sided(findings: &[Finding]) -> Vec<usize> {
    let mut hidden = BTreeSet::new();
    for finding in findings.iter().filter(|finding| finding.suppressed.is_some()) {
        if let Some(group) = &finding.contrast {
            hidden.insert((place(finding), group.as_str()));
        }
    }
    let tells = |finding: &Finding| {
        let sides = finding.contrast.as_deref().and_then(|sides| sides.split_once(" vs "));
        let place = place(finding);
        let is_hidden = |group: &str| hidden.contains(&(place.clone(), group));
        sides.is_some_and(|(one, other)| is_hidden(one) || is_hidden(other))
    };
    let shown = findings.iter().enumerate().filter(|(_, one)| one.suppressed.is_none());
    shown.filter(|(_, finding)| !is_gap(finding) && tells(finding)).map(|(at, _)| at).collect()
}

/// What else a comparison of groups says where one of them is hidden: with all of them together it would tell it.
pub(super) fn torn(findings: &[Finding], privacy: &Privacy) -> Vec<usize> {
    let small = super::cells::small(privacy.min_cell);
    let is_own = |finding: &&Finding| !is_gap(finding) && finding.answer != "total";
    let own = || findings.iter().filter(is_own);
    let is_pair =
        |finding: &&Finding| finding.contrast.as_ref().is_some_and(|it| it.contains(" vs "));
    let compared: BTreeSet<Place> = own().filter(is_pair).map(place).collect();
    let is_hidden = |finding: &&Finding| {
        let is_few = finding.suppressed.as_ref() == Some(&small) || super::waits(finding);
        is_few && finding.contrast.is_some()
    };
    let torn: BTreeSet<Place> =
        own().filter(is_hidden).map(place).filter(|place| compared.contains(place)).collect();
    let all = findings.iter().enumerate().filter(|(_, finding)| is_own(finding));
    all.filter(|(_, one)| one.suppressed.is_none() && torn.contains(&place(one)))
        .map(|(at, _)| at)
        .collect()
}

/// Every difference that is withheld says the same: whether it rests on too few itself would tell which of two hidden slices is
/// the small one.
pub(super) fn say_the_same(findings: &mut [Finding]) {
    for gap in findings.iter_mut().filter(|finding| is_gap(finding)) {
        gap.suppressed = gap.suppressed.take().map(|_| REASON.to_owned());
    }
}

type Key<'f> = (&'f str, Option<&'f str>, &'f str, &'f str, &'f str);

/// Differences of which one side is hidden, or would have to be; `amounts` are the slices of which an amount is.
pub(super) fn exposing(
    findings: &[Finding],
    amounts: &BTreeSet<Place>,
    privacy: &Privacy,
) -> Vec<usize> {
    let mut first = BTreeMap::<Key<'_>, &Finding>::new();
    for finding in findings.iter().filter(|finding| !is_gap(finding)) {
        first
            .entry(key(finding, &finding.term_id, &finding.dimension, &finding.level))
            .or_insert(finding);
    }
    let exposes = |gap: &Finding| {
        let own = first.get(&key(gap, &gap.term_id, &gap.dimension, &gap.level));
        let is_hidden =
            |side: &Finding| side.suppressed.is_some() || amounts.contains(&place(side));
        if own.copied().is_none_or(is_hidden) {
            return true;
        }
        if gap.answer == CHANGE_FROM_TERM_BEFORE {
            let before = gap.contrast.as_deref().and_then(|contrast| contrast.rsplit_once(" vs "));
            let before = before.and_then(|(_, term)| first.get(&key(gap, term, "all", "all")));
            return before.copied().is_none_or(is_hidden);
        }
        let whole = first.get(&key(gap, "all", "all", "all"));
        own.zip(whole).is_none_or(|(own, whole)| {
            amounts.contains(&place(whole)) || few_others(own, whole, privacy)
        })
    };
    let gaps = findings.iter().enumerate().filter(|(_, finding)| is_gap(finding));
    gaps.filter(|(_, gap)| gap.suppressed.is_none() && exposes(gap)).map(|(at, _)| at).collect()
}

fn key<'f>(finding: &'f Finding, term: &'f str, dimension: &'f str, level: &'f str) -> Key<'f> {
    (&finding.measure, finding.subject.as_deref(), term, dimension, level)
}

/// True when the others are few, or one or two of them stand for or against a share.
fn few_others(own: &Finding, whole: &Finding, privacy: &Privacy) -> bool {
    let n = |finding: &Finding| finding.n.unwrap_or(0);
    let others = n(whole).saturating_sub(n(own));
    if others < privacy.min_cell {
        return true;
    }
    if own.unit != "share" {
        return false;
    }
    let behind = |finding: &Finding| (finding.estimate.unwrap_or(0.0) * n(finding) as f64).round();
    let yes = behind(whole) - behind(own);
    let few = |count: f64| count > 0.0 && count < privacy.min_part as f64;
    few(yes) || few(others as f64 - yes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finding(answer: &str, level: &str, n: u64, share: f64) -> Finding {
        let dimension = if level == "all" { "all" } else { "site" };
        Finding {
            measure: "m".to_owned(),
            answer: answer.to_owned(),
            term_id: "all".to_owned(),
            dimension: dimension.to_owned(),
            level: level.to_owned(),
            unit: "share".to_owned(),
            n: Some(n),
            estimate: Some(share),
            contrast: Some(format!("{level} vs others")),
            ..Finding::default()
        }
    }

    #[test]
    fn a_gap_goes_with_the_side_that_it_would_tell() {
        let shown = [
            finding("share", "all", 100, 0.5),
            finding("share", "North", 60, 0.5),
            finding(GAP_TO_OTHERS, "North", 40, 0.0),
        ];
        assert!(exposing(&shown, &BTreeSet::new(), &Privacy::default()).is_empty());
        // Two of the others said yes.
        let few = [
            finding("share", "all", 100, 0.32),
            finding("share", "North", 60, 0.5),
            finding(GAP_TO_OTHERS, "North", 40, 0.45),
        ];
        assert_eq!(exposing(&few, &BTreeSet::new(), &Privacy::default()), [2]);
        let mut hidden = shown;
        hidden[1].suppressed = Some("fewer than 10".to_owned());
        assert_eq!(exposing(&hidden, &BTreeSet::new(), &Privacy::default()), [2]);
        // The average of that side is hidden, its median is not.
        hidden[1].suppressed = None;
        let amounts = BTreeSet::from([place(&hidden[1])]);
        assert_eq!(exposing(&hidden, &amounts, &Privacy::default()), [2]);
    }
}
