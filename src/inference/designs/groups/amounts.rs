//! How evenly units of all groups share a total.

use super::Groups;
use crate::inference::{Answer, Estimate, InferenceError, Sample, Settings, theil_index};

pub(super) fn answers(groups: &Groups, settings: &Settings) -> Result<Vec<Answer>, InferenceError> {
    let sum = |of: fn(&Sample) -> u64| groups.samples.iter().map(of).sum();
    let index = || theil_index(&groups.samples, settings.level);
    let blank = |name: &str| {
        groups.blank(name, "", "theil").counted(sum(Sample::n), sum(Sample::n_missing))
    };
    let mut found = Vec::new();
    if settings.asks_for("theil") {
        found.push(blank("theil").filled(index(), |answer, theil| {
            answer.estimate = Some(theil.index);
        })?);
    }
    if settings.asks_for("theil_between") {
        found.push(blank("theil_between").filled(index(), |answer, theil| {
            answer.estimate = Some(Estimate { value: theil.between, ..Estimate::default() });
            if theil.index.value > 0.0 {
                answer.note(format!(
                    "{:.0} in 100 of the index lie between the groups",
                    100.0 * theil.between / theil.index.value
                ));
            }
        })?);
    }
    Ok(found)
}
