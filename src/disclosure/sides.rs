//! Side counts: who gave no answer, and who was left out by a rule.

use std::collections::BTreeMap;

use super::lines::{Lines, Slice, divisions};
use crate::inference::Finding;

/// One of the two side counts.
type Side = fn(&mut Finding) -> &mut Option<u64>;
const SIDES: [Side; 2] = [|finding| &mut finding.n_missing, |finding| &mut finding.n_excluded];

/// Leaves out the side counts of differences: they are those of a slice, which says them itself where it may.
pub(super) fn drop_of_gaps(findings: &mut [Finding]) {
    for gap in findings.iter_mut().filter(|finding| super::gaps::is_gap(finding)) {
        for side in SIDES {
            *side(gap) = None;
        }
    }
}

/// Leaves out the side counts of all slices of a partition when one of them is small: a count of few says who they are,
/// and the others with the whole would tell it. What is left out is little; who stands behind is never hidden for it.
pub(super) fn blur(findings: &mut [Finding], lines: &Lines, min_cell: u64) {
    let is_few = |n: u64| n > 0 && n < min_cell;
    for line in &lines.answers {
        for side in SIDES {
            let counts: BTreeMap<&Slice, u64> = line
                .at
                .iter()
                .filter_map(|(slice, at)| Some((slice, (*side(&mut findings[*at]))?)))
                .collect();
            for division in divisions(line.at.keys(), &[]) {
                let levels = division.levels;
                let own = || levels.iter().filter_map(|level| counts.get(level).copied());
                let all = counts.get(&division.whole).copied();
                let rest = all.map_or(0, |all| all.saturating_sub(own().sum()));
                if own().any(is_few) || is_few(rest) || own().count() < levels.len() {
                    for level in levels {
                        *side(&mut findings[line.at[&level]]) = None;
                    }
                }
            }
        }
    }
}
