//! Survival: how long units last, from durations of which some are still going on.

use crate::inference::durations::curve::{Curve, Step};
use crate::inference::sample::at_least;
use crate::inference::tails::normal_quantile;
use crate::inference::{Durations, Estimate, InferenceError, Level};

/// Kaplan–Meier curve: which share is still together after so many days?
///
/// # Definition
///
/// `S(t) = ∏ (1 − dᵢ/nᵢ)` over days up to `t`, with `dᵢ` failures of `nᵢ` at risk. Greenwood's variance is
/// `S² · Σ dᵢ / (nᵢ(nᵢ − dᵢ))`; the interval is symmetric for `log(−log S)`: `S^exp(±z·√Σ / |log S|)`. There is none
/// where S is 0 or 1.
///
/// # Shapes and units
///
/// At least one duration, in days. `planned` lists the causes that are no failure: who ends so counts as followed
/// until then. Shares run from 0 to 1. The curve ends with the last day of following: nothing is said beyond it,
/// unless it is 0.
///
/// # Assumptions
///
/// Units are independent of one another; those who leave early without failing, planned or not, would have gone on
/// like the others. With delayed entry, those who were gone before are like those who were not.
///
/// # Errors
///
/// [`InferenceError::TooFew`] without any duration.
///
/// # Reference
///
/// Kaplan & Meier (1958), "Nonparametric estimation from incomplete observations", *JASA* 53: 457–481. The data are
/// weeks in remission of Freireich et al. (1963), *Blood* 21: 699–716. Expected numbers: Python lifelines; R `survival`
/// 3.5 agrees on its data sets `lung` and `colon`.
///
/// # Example
///
/// ```
/// # use approx::assert_abs_diff_eq;
/// # use mentorlens::inference::{Durations, InferenceError, Level, Spell, kaplan_meier};
/// let weeks = "6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+";
/// let spells = weeks.split(' ').map(|week| Spell {
///     days: week.trim_end_matches('+').parse().ok(),
///     cause: (!week.ends_with('+')).then(|| "relapse".to_owned()),
///     count: 1,
///     ..Spell::default()
/// });
/// let curve = kaplan_meier(&Durations::new(spells), &[], Level::P95)?;
/// let ten = curve.at(10.0)?;
/// assert_abs_diff_eq!(ten.share.value, 0.7529, epsilon = 5e-5);
/// assert_abs_diff_eq!(ten.standard_error, 0.0963, epsilon = 5e-5);
/// assert_abs_diff_eq!(ten.share.low.unwrap(), 0.5032, epsilon = 5e-5);
/// assert_abs_diff_eq!(ten.share.high.unwrap(), 0.8894, epsilon = 5e-5);
/// assert!(curve.at(36.0).is_err());
/// # Ok::<(), InferenceError>(())
/// ```
pub fn kaplan_meier(
    durations: &Durations,
    planned: &[&str],
    level: Level,
) -> Result<Curve, InferenceError> {
    at_least(durations.n(), 1, "durations")?;
    let is_failure: Vec<bool> =
        durations.causes().iter().map(|cause| !planned.contains(&cause.as_str())).collect();
    let mut curve = Curve::from(durations, 1.0);
    let (mut share, mut sum) = (1.0, 0.0);
    for moment in durations.moments() {
        let events: u64 = moment
            .ended
            .iter()
            .zip(&is_failure)
            .filter(|(_, is)| **is)
            .map(|(count, _)| count)
            .sum();
        let (failed, at_risk) = (events as f64, moment.at_risk as f64);
        share *= 1.0 - failed / at_risk;
        if share > 0.0 {
            sum += failed / (at_risk * (at_risk - failed));
        }
        let standard_error = share * sum.sqrt();
        let estimate = log_log(share, standard_error, level);
        curve.push(Step {
            day: moment.day,
            at_risk: moment.at_risk,
            events,
            share: estimate,
            standard_error,
        });
    }
    Ok(curve.ending(share <= 0.0))
}

/// A share with the interval that is symmetric for `log(−log)`; none at 0 and 1.
pub(in crate::inference) fn log_log(share: f64, standard_error: f64, level: Level) -> Estimate {
    if share <= 0.0 || share >= 1.0 || standard_error <= 0.0 {
        return Estimate { value: share, ..Estimate::default() };
    }
    let width = normal_quantile(level) * standard_error / (share * share.ln().abs());
    // A share below 1 falls with its exponent.
    Estimate {
        value: share,
        low: Some(share.powf(width.exp())),
        high: Some(share.powf((-width).exp())),
    }
}

#[cfg(test)]
mod tests {
    use approx::assert_abs_diff_eq;

    use super::*;
    use crate::inference::Spell;

    const REMISSION: &str = "6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+";

    fn curve(text: &str) -> Curve {
        let spells = text.split(' ').map(|week| Spell {
            days: week.trim_end_matches('+').parse().ok(),
            cause: (!week.ends_with('+')).then(|| "relapse".to_owned()),
            count: 1,
            ..Spell::default()
        });
        kaplan_meier(&Durations::new(spells), &[], Level::P95).unwrap()
    }

    fn spell(entered: f64, days: f64, cause: &str, count: u64) -> Spell {
        Spell { entered: Some(entered), days: Some(days), cause: Some(cause.to_owned()), count }
    }

    #[test]
    fn remission_has_its_published_curve() {
        let found = curve(REMISSION);
        let cases = [
            (6.0, 0.8571, 0.0764, 0.6197, 0.9516),
            (7.0, 0.8067, 0.0869, 0.5631, 0.9228),
            (13.0, 0.6902, 0.1068, 0.4316, 0.8491),
            (16.0, 0.6275, 0.1141, 0.3675, 0.8049),
            (22.0, 0.5378, 0.1282, 0.2678, 0.7468),
            (23.0, 0.4482, 0.1346, 0.1881, 0.6801),
        ];
        for (week, share, standard_error, low, high) in cases {
            let step = found.at(week).unwrap();
            assert_abs_diff_eq!(step.share.value, share, epsilon = 5e-5);
            assert_abs_diff_eq!(step.standard_error, standard_error, epsilon = 5e-5);
            assert_abs_diff_eq!(step.share.low.unwrap(), low, epsilon = 5e-5);
            assert_abs_diff_eq!(step.share.high.unwrap(), high, epsilon = 5e-5);
        }
    }

    #[test]
    fn nothing_is_said_beyond_the_last_day_unless_all_have_ended() {
        let open = curve("3 5 8+");
        assert!(open.at(8.0).is_ok() && open.at(8.1).is_err());
        let ended = curve("3 5 8");
        assert_eq!(ended.at(100.0).unwrap().share, Estimate { value: 0.0, ..Estimate::default() });
    }

    #[test]
    fn a_planned_end_is_no_failure_and_an_end_on_day_0_is_one() {
        let spells = [
            spell(0.0, 0.0, "moved", 1),
            spell(0.0, 5.0, "completed", 2),
            spell(0.0, 9.0, "moved", 1),
        ];
        let found = kaplan_meier(&Durations::new(spells), &["completed"], Level::P95).unwrap();
        let shares: Vec<_> =
            found.steps().iter().map(|step| (step.day, step.at_risk, step.share.value)).collect();
        assert_eq!(shares, [(0.0, 4, 0.75), (5.0, 3, 0.75), (9.0, 1, 0.0)]);
    }

    /// Day 2: 3 at risk, day 5: 3 of the first two left and the late one, day 7: 2. S = 2/3 · 2/3 · 1/2.
    #[test]
    fn a_late_entry_is_at_risk_only_after_it() {
        let spells = [
            spell(0.0, 2.0, "moved", 1),
            spell(0.0, 5.0, "moved", 1),
            spell(0.0, 7.0, "", 1),
            spell(3.0, 7.0, "moved", 1),
        ];
        let found = kaplan_meier(&Durations::new(spells), &[], Level::P95).unwrap();
        assert_eq!(found.steps().iter().map(|step| step.at_risk).collect::<Vec<_>>(), [3, 3, 3, 2]);
        assert_abs_diff_eq!(found.at(7.0).unwrap().share.value, 2.0 / 9.0, epsilon = 1e-12);
    }

    #[test]
    fn counted_durations_give_what_the_same_durations_one_by_one_give() {
        let rows = [
            (0.0, 3.0, "a", 4),
            (2.0, 3.0, "", 2),
            (0.0, 8.0, "b", 3),
            (1.0, 11.0, "a", 5),
            (0.0, 12.0, "", 2),
        ];
        let counted = rows.map(|(entered, days, cause, count)| spell(entered, days, cause, count));
        let expanded = rows.iter().rev().flat_map(|&(entered, days, cause, count)| {
            (0..count).map(move |_| spell(entered, days, cause, 1))
        });
        let (counted, expanded) = (Durations::new(counted), Durations::new(expanded));
        assert_eq!(
            kaplan_meier(&counted, &["b"], Level::P95),
            kaplan_meier(&expanded, &["b"], Level::P95)
        );
    }

    #[test]
    fn no_duration_has_no_curve_and_one_without_failures_no_interval() {
        assert!(kaplan_meier(&Durations::default(), &[], Level::P95).is_err());
        let safe = curve("5+ 9+");
        assert_eq!(safe.at(9.0).unwrap().share, Estimate { value: 1.0, ..Estimate::default() });
    }
}
