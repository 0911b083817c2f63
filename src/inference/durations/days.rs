//! Days on which somebody failed, seen in several groups at once.

use crate::inference::{Durations, InferenceError};

/// One day, group by group.
pub(super) struct Day {
    /// Followed just before it.
    pub(super) at_risk: Vec<f64>,
    /// Failed on it.
    pub(super) failed: Vec<f64>,
    /// Ended on it for another reason that counts as an end, not as out of sight.
    pub(super) otherwise: Vec<f64>,
}

/// What an end counts as.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    Failure,
    Otherwise,
    /// As out of sight: nothing is said about what would have come.
    Open,
}

/// Days on which somebody failed or ended otherwise, ascending.
pub(super) fn days(groups: &[Durations], counts_as: impl Fn(&str) -> End) -> Vec<Day> {
    let ends: Vec<Vec<End>> = groups
        .iter()
        .map(|group| group.causes().iter().map(|cause| counts_as(cause)).collect())
        .collect();
    let mut all: Vec<f64> = Vec::new();
    for (group, ends) in groups.iter().zip(&ends) {
        let is_end = |moment: &&crate::inference::Moment| {
            moment.ended.iter().zip(ends).any(|(count, end)| *count > 0 && *end != End::Open)
        };
        all.extend(group.moments().iter().filter(is_end).map(|moment| moment.day));
    }
    all.sort_by(f64::total_cmp);
    all.dedup();
    let blank = || vec![0.0; groups.len()];
    let mut found: Vec<Day> =
        all.iter().map(|_| Day { at_risk: blank(), failed: blank(), otherwise: blank() }).collect();
    for (at, (group, ends)) in groups.iter().zip(&ends).enumerate() {
        for (day, at_risk) in found.iter_mut().zip(group.at_risk_on(&all)) {
            day.at_risk[at] = at_risk as f64;
        }
        for moment in group.moments() {
            let place = all.partition_point(|day| *day < moment.day);
            let Some(day) = found.get_mut(place).filter(|_| all[place] <= moment.day) else {
                continue;
            };
            for (count, end) in moment.ended.iter().zip(ends) {
                match end {
                    End::Failure => day.failed[at] += *count as f64,
                    End::Otherwise => day.otherwise[at] += *count as f64,
                    End::Open => {}
                }
            }
        }
    }
    found
}

/// Refuses strata that do not have the same groups, two at least.
pub(super) fn comparable(strata: &[Vec<Durations>]) -> Result<usize, InferenceError> {
    let groups = strata.first().map_or(0, Vec::len);
    assert!(strata.iter().all(|stratum| stratum.len() == groups), "every stratum has all groups");
    let filled = (0..groups).filter(|&at| strata.iter().any(|stratum| stratum[at].n() > 0)).count();
    crate::inference::sample::at_least(filled as u64, 2, "groups with a duration")?;
    Ok(groups)
}
