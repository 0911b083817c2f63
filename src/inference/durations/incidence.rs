//! Incidence: how often each cause ends a duration, when causes compete.

use crate::inference::durations::curve::{Curve, Step};
use crate::inference::durations::survival::log_log;
use crate::inference::sample::at_least;
use crate::inference::{Durations, InferenceError, Level};

/// Aalen–Johansen curve: which share has ended for this reason after so many days?
///
/// # Definition
///
/// `Fⱼ(t) = Σ S(tᵢ−) · dⱼᵢ/nᵢ`, with `S` the Kaplan–Meier share that no cause has ended yet. The variance is the delta
/// method's: `Σ (Fⱼ(t) − Fⱼ(tᵢ))² dᵢ/(nᵢ(nᵢ−dᵢ)) + Σ S(tᵢ−)² dⱼᵢ(nᵢ−dⱼᵢ)/nᵢ³ − 2 Σ (Fⱼ(t) − Fⱼ(tᵢ)) S(tᵢ−) dⱼᵢ/nᵢ²`;
/// the interval is symmetric for `log(−log F)` and absent where F is 0 or 1. All causes and `S` add up to 1, which
/// `1 − S` of single causes does not.
///
/// # Shapes and units
///
/// At least one duration, in days; shares from 0 to 1 of all units. A cause that never occurs has 0. The curve ends
/// with the last day of following, unless all have ended.
///
/// # Assumptions
///
/// Units are independent of one another; those who are still going on would end like the others. Nothing is assumed
/// about how causes depend on one another.
///
/// # Errors
///
/// [`InferenceError::TooFew`] without any duration.
///
/// # Reference
///
/// Aalen & Johansen (1978), "An empirical transition matrix for non-homogeneous Markov chains based on censored
/// observations", *Scandinavian Journal of Statistics* 5: 141–150. Expected numbers: Python lifelines,
/// `AalenJohansenFitter`.
///
/// # Example
///
/// ```
/// # use approx::assert_abs_diff_eq;
/// # use mentorlens::inference::{Durations, InferenceError, Level, Spell, aalen_johansen};
/// let days = [1.0, 2.0, 2.5, 3.0, 4.0, 5.0, 5.5, 6.0, 8.0, 10.0];
/// let causes = ["moved", "time", "", "moved", "time", "moved", "", "time", "moved", ""];
/// let spells = days.iter().zip(causes).map(|(day, cause)| Spell {
///     days: Some(*day),
///     cause: Some(cause.to_owned()),
///     count: 1,
///     ..Spell::default()
/// });
/// let moved = aalen_johansen(&Durations::new(spells), "moved", Level::P95)?;
/// let eight = moved.at(8.0)?;
/// assert_abs_diff_eq!(eight.share.value, 0.480952, epsilon = 5e-7);
/// assert_abs_diff_eq!(eight.standard_error.powi(2), 0.031684, epsilon = 5e-7);
/// # Ok::<(), InferenceError>(())
/// ```
pub fn aalen_johansen(
    durations: &Durations,
    cause: &str,
    level: Level,
) -> Result<Curve, InferenceError> {
    at_least(durations.n(), 1, "durations")?;
    let place = durations.causes().iter().position(|known| known == cause);
    let mut curve = Curve::from(durations, 0.0);
    let mut sums = Sums { together: 1.0, ..Sums::default() };
    for moment in durations.moments() {
        let events = place.map_or(0, |place| moment.ended[place]);
        sums.add(events as f64, moment.events() as f64, moment.at_risk as f64);
        let standard_error = sums.variance().sqrt();
        let share = log_log(sums.ended, standard_error, level);
        curve.push(Step {
            day: moment.day,
            at_risk: moment.at_risk,
            events,
            share,
            standard_error,
        });
    }
    Ok(curve.ending(sums.together <= 0.0))
}

/// What share and variance need of all days so far, so that each day costs the same.
#[derive(Debug, Clone, Copy, Default)]
struct Sums {
    /// S: no cause has ended it.
    together: f64,
    /// F: this cause has.
    ended: f64,
    /// `g = d/(n(n−d))`: sums of `g`, `F·g` and `F²·g`.
    all: [f64; 3],
    /// `h = S·dⱼ/n²`: sums of `h` and `F·h`.
    mixed: [f64; 2],
    /// Sum of `S²·dⱼ(n−dⱼ)/n³`.
    own: f64,
}

impl Sums {
    fn add(&mut self, own: f64, all: f64, at_risk: f64) {
        self.ended += self.together * own / at_risk;
        self.own += self.together.powi(2) * own * (at_risk - own) / at_risk.powi(3);
        let mixed = self.together * own / at_risk.powi(2);
        self.mixed[0] += mixed;
        self.mixed[1] += mixed * self.ended;
        self.together *= 1.0 - all / at_risk;
        // Where all end at once, F does not change any more and the sum is not needed.
        if self.together > 0.0 {
            let every = all / (at_risk * (at_risk - all));
            for (power, sum) in (0..).zip(&mut self.all) {
                *sum += every * self.ended.powi(power);
            }
        }
    }

    fn variance(&self) -> f64 {
        let ended = self.ended;
        let all = ended * ended * self.all[0] - 2.0 * ended * self.all[1] + self.all[2];
        let mixed = ended * self.mixed[0] - self.mixed[1];
        // Rounding may leave a little less than nothing.
        (all + self.own - 2.0 * mixed).max(0.0)
    }
}

#[cfg(test)]
mod tests {
    use approx::assert_abs_diff_eq;

    use super::*;
    use crate::inference::{Spell, kaplan_meier};

    /// Ten units that end for cause 1 or 2, or are last seen (0).
    fn ten() -> Durations {
        let days = [1.0, 2.0, 2.5, 3.0, 4.0, 5.0, 5.5, 6.0, 8.0, 10.0];
        let causes = ["1", "2", "", "1", "2", "1", "", "2", "1", ""];
        Durations::new(days.iter().zip(causes).map(|(day, cause)| Spell {
            days: Some(*day),
            cause: Some(cause.to_owned()),
            count: 1,
            ..Spell::default()
        }))
    }

    #[test]
    fn two_causes_have_their_known_shares_and_variances() {
        let (one, two) = (
            aalen_johansen(&ten(), "1", Level::P95).unwrap(),
            aalen_johansen(&ten(), "2", Level::P95).unwrap(),
        );
        let cases = [
            (1.0, 0.1, 0.009),
            (2.0, 0.1, 0.009),
            (3.0, 0.214_286, 0.018_236),
            (4.0, 0.214_286, 0.018_236),
            (5.0, 0.328_571, 0.024_394),
            (6.0, 0.328_571, 0.024_394),
            (8.0, 0.480_952, 0.031_684),
        ];
        for (day, share, variance) in cases {
            let step = one.at(day).unwrap();
            assert_abs_diff_eq!(step.share.value, share, epsilon = 5e-7);
            assert_abs_diff_eq!(step.standard_error.powi(2), variance, epsilon = 5e-7);
        }
        let eight = two.at(8.0).unwrap();
        assert_abs_diff_eq!(eight.share.value, 0.366_667, epsilon = 5e-7);
        assert_abs_diff_eq!(eight.standard_error.powi(2), 0.029_632, epsilon = 5e-7);
    }

    #[test]
    fn causes_and_survival_add_up_to_all() {
        let together = kaplan_meier(&ten(), &[], Level::P95).unwrap();
        assert_abs_diff_eq!(together.at(8.0).unwrap().share.value, 0.152_381, epsilon = 5e-7);
        let [one, two] = ["1", "2"].map(|cause| aalen_johansen(&ten(), cause, Level::P95).unwrap());
        for ((one, two), together) in one.steps().iter().zip(two.steps()).zip(together.steps()) {
            let all = one.share.value + two.share.value + together.share.value;
            assert_abs_diff_eq!(all, 1.0, epsilon = 1e-12);
        }
    }

    /// Without censoring the share is a proportion, with a proportion's variance.
    #[test]
    fn without_open_ends_the_variance_is_that_of_a_share() {
        let spells = [(1.0, "a", 3), (2.0, "b", 4), (3.0, "a", 2), (4.0, "b", 1)];
        let durations = Durations::new(spells.map(|(day, cause, count)| Spell {
            days: Some(day),
            cause: Some(cause.to_owned()),
            count,
            ..Spell::default()
        }));
        let found = aalen_johansen(&durations, "a", Level::P95).unwrap();
        for (day, share) in [(1.0, 0.3), (2.0, 0.3), (3.0, 0.5), (4.0, 0.5), (99.0, 0.5)] {
            let step = found.at(day).unwrap();
            assert_abs_diff_eq!(step.share.value, share, epsilon = 1e-12);
            assert_abs_diff_eq!(
                step.standard_error.powi(2),
                share * (1.0 - share) / 10.0,
                epsilon = 1e-12
            );
        }
        let never = aalen_johansen(&durations, "c", Level::P95).unwrap();
        assert_abs_diff_eq!(never.at(4.0).unwrap().share.value, 0.0);
    }

    #[test]
    fn counted_durations_give_what_the_same_durations_one_by_one_give() {
        let rows = [
            (3.0, "a", 4),
            (3.0, "", 2),
            (8.0, "b", 3),
            (8.0, "a", 1),
            (11.0, "a", 5),
            (12.0, "", 2),
        ];
        let spell = |(day, cause, count): (f64, &str, u64)| Spell {
            days: Some(day),
            cause: Some(cause.to_owned()),
            count,
            ..Spell::default()
        };
        let single = rows
            .iter()
            .rev()
            .flat_map(|&(day, cause, count)| (0..count).map(move |_| (day, cause, 1)));
        let (counted, expanded) =
            (Durations::new(rows.map(spell)), Durations::new(single.map(spell)));
        assert_eq!(
            aalen_johansen(&counted, "a", Level::P95),
            aalen_johansen(&expanded, "a", Level::P95)
        );
    }
}
