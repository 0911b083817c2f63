//! How much longer the units of one side last.

use super::compared::Side;
use crate::inference::designs::duration;
use crate::inference::{
    Answer, Curve, Durations, InferenceError, Level, Settings, kaplan_meier,
    restricted_mean_difference,
};

/// The days that are looked at, and what is no failure within them.
pub(super) struct Horizon {
    days: f64,
    planned: Vec<String>,
}

impl Horizon {
    /// The header's `tau`, else what a match promises to last, else the last day of `at`.
    pub(super) fn of(settings: &Settings) -> Result<Option<Self>, InferenceError> {
        let last = settings.numbers("at")?.into_iter().reduce(f64::max);
        let days = settings.number("tau")?.or(settings.number("commitment")?).or(last);
        let planned = settings.list("planned").into_iter().map(str::to_owned).collect();
        Ok(days.map(|days| Self { days, planned }))
    }

    /// Fills in the difference of the restricted means, over as many of the days as both sides are followed.
    pub(super) fn difference(
        &self,
        blank: Answer,
        own: &[&Side<'_>],
        others: &[&Side<'_>],
        level: Level,
    ) -> Result<Answer, InferenceError> {
        let planned: Vec<&str> = self.planned.iter().map(String::as_str).collect();
        let curve = |sides: &[&Side<'_>]| -> Result<Curve, InferenceError> {
            kaplan_meier(&durations(sides)?, &planned, level)
        };
        let both = curve(own).and_then(|one| Ok((one, curve(others)?)));
        let difference = both.and_then(|(one, zero)| {
            let known = [one.known_to(), zero.known_to()].into_iter().flatten();
            let tau = known.fold(self.days, f64::min);
            Ok((restricted_mean_difference(&one, &zero, tau, level)?, tau))
        });
        blank.filled(difference, |answer, (test, tau)| {
            answer.take(&test);
            answer.note(format!("days of the first {tau:.0}, on average"));
            if tau < self.days {
                answer.note(format!("not all are followed to day {:.0}", self.days));
            }
        })
    }
}

/// The units of some slices together.
pub(super) fn durations(sides: &[&Side<'_>]) -> Result<Durations, InferenceError> {
    let mut spells = Vec::new();
    for side in sides {
        spells.extend(duration::spells(&side.slice.cells)?);
    }
    Ok(Durations::new(spells))
}
