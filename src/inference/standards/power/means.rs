//! Differences of means that a study can find.

use crate::inference::standards::clustering::{
    OneArmClusters, inflation, one_arm_df, usable_share,
};
use crate::inference::tails::student_quantile;
use crate::inference::{InferenceError, Level};

use super::noncentral::noncentral_t_sf;
use super::{smallest, usable_power};

/// How a study compares means.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum MeansPlan {
    /// One group against a known value; the effect is in its standard deviations.
    OneArm {
        /// Units.
        units: u64,
    },
    /// The same units twice; the effect is in standard deviations of one wave.
    Paired {
        /// Complete pairs.
        pairs: u64,
        /// Correlation of both waves.
        correlation: f64,
    },
    /// Two independent groups; the effect is in standard deviations within groups.
    TwoArms {
        /// Units in the program.
        treated: u64,
        /// Units in the other group.
        control: u64,
        /// Share of the variance that covariates explain: R².
        explained: f64,
    },
    /// Whole clusters in or out of the program; the effect is in standard deviations of all units.
    Clustered {
        /// Clusters in the program.
        treated: u64,
        /// Clusters in the other group.
        control: u64,
        /// Average units per cluster.
        cluster_size: f64,
        /// Intraclass correlation.
        icc: f64,
        /// Share of the variance between clusters that covariates explain.
        explained_between: f64,
        /// Share of the variance within clusters that covariates explain.
        explained_within: f64,
    },
    /// Clusters in the program only; the effect is in standard deviations of all units.
    OneArmClustered {
        /// Both arms.
        arms: OneArmClusters,
        /// Share of the variance that covariates explain: R².
        explained: f64,
    },
}

/// Standard error of an effect of one standard deviation, and its degrees of freedom.
struct Precision {
    standard_error: f64,
    df: f64,
}

impl MeansPlan {
    fn precision(self) -> Result<Precision, InferenceError> {
        let found = match self {
            Self::OneArm { units } => {
                Precision { standard_error: 1.0 / (units as f64).sqrt(), df: units as f64 - 1.0 }
            }
            Self::Paired { pairs, correlation } => {
                if !(-1.0..1.0).contains(&correlation) {
                    let reason = format!("two waves cannot correlate {correlation}");
                    return Err(InferenceError::Undefined { reason });
                }
                let pairs = pairs as f64;
                let standard_error = (2.0 * (1.0 - correlation) / pairs).sqrt();
                Precision { standard_error, df: pairs - 1.0 }
            }
            Self::TwoArms { treated, control, explained } => {
                usable_share(explained)?;
                let (treated, control) = (treated as f64, control as f64);
                let spread = (1.0 - explained) * (1.0 / treated + 1.0 / control);
                Precision { standard_error: spread.sqrt(), df: treated + control - 2.0 }
            }
            Self::Clustered {
                treated,
                control,
                cluster_size,
                icc,
                explained_between,
                explained_within,
            } => {
                usable_share(explained_between)?;
                usable_share(explained_within)?;
                usable_share(icc)?;
                if cluster_size < 1.0 || !cluster_size.is_finite() {
                    let reason = format!("an average cluster cannot have {cluster_size} units");
                    return Err(InferenceError::Undefined { reason });
                }
                let (treated, control) = (treated as f64, control as f64);
                let within = (1.0 - icc) * (1.0 - explained_within) / cluster_size;
                let of_cluster = icc * (1.0 - explained_between) + within;
                let spread = of_cluster * (1.0 / treated + 1.0 / control);
                Precision { standard_error: spread.sqrt(), df: treated + control - 2.0 }
            }
            Self::OneArmClustered { arms, explained } => {
                usable_share(explained)?;
                usable_share(arms.icc)?;
                if !(1.0..=arms.treated as f64).contains(&arms.cluster_size) {
                    let reason =
                        "an average cluster has between 1 and all units of its arm".to_owned();
                    return Err(InferenceError::Undefined { reason });
                }
                let sizes = 1.0 / arms.treated as f64 + 1.0 / arms.control as f64;
                let spread = sizes * (1.0 - explained) * inflation(arms);
                Precision { standard_error: spread.sqrt(), df: one_arm_df(arms) }
            }
        };
        let is_usable = found.standard_error > 0.0 && found.standard_error.is_finite();
        if is_usable && found.df > 0.0 {
            return Ok(found);
        }
        let reason = "a study of this size leaves no degrees of freedom".to_owned();
        Err(InferenceError::Undefined { reason })
    }
}

impl Precision {
    /// Both tails count, as a test does not know which way the truth lies.
    fn power(&self, effect: f64, level: Level) -> f64 {
        let (threshold, shift) =
            (student_quantile(level, self.df), effect.abs() / self.standard_error);
        let right = noncentral_t_sf(threshold, self.df, shift);
        let wrong = noncentral_t_sf(threshold, self.df, -shift);
        (right + wrong).min(1.0)
    }
}

/// Power of a comparison of means: how often would a true effect of this size be found?
///
/// # Definition
///
/// The probability that a two-sided *t* test at 1 − level rejects, by the noncentral *t* distribution with the effect by its
/// standard error: `1/√n` for one arm, `√(2(1−r)/n)` for pairs, `√((1−R²)(1/n₁+1/n₀))` for two arms,
/// `√((ρ(1−R²_B) + (1−ρ)(1−R²_W)/n)(1/J₁+1/J₀))` for clusters with `J₁+J₀−2` degrees of freedom, and
/// `√((1−R²)η(1/N_T+1/N_C))` with h degrees of freedom for clusters in one arm (`one_arm_clustering`). Rejections in the wrong
/// direction count too; R's `power.t.test` leaves them out unless `strict`.
///
/// # Shapes and units
///
/// `effect` in standard deviations, of either sign. A probability from 1 − level to 1.
///
/// # Assumptions
///
/// Normal outcomes with the same spread in both arms; clusters of about equal size.
///
/// # Errors
///
/// [`InferenceError::Undefined`] for a plan without degrees of freedom, or a correlation or share that cannot be.
///
/// # Reference
///
/// Cohen (1988), *Statistical Power Analysis for the Behavioral Sciences*, 2nd ed.: d = 0.5 with 64 units in each of two arms has
/// a power of .80. Expected digits: R's `power.t.test(64, .5, strict = TRUE)`.
///
/// # Example
///
/// ```
/// # use approx::assert_abs_diff_eq;
/// # use mentorlens::inference::{InferenceError, Level, MeansPlan, means_power};
/// let plan = MeansPlan::TwoArms { treated: 64, control: 64, explained: 0.0 };
/// let power = means_power(plan, 0.5, Level::P95)?;
/// assert_abs_diff_eq!(power, 0.8014598, epsilon = 5e-7);
/// # Ok::<(), InferenceError>(())
/// ```
pub fn means_power(plan: MeansPlan, effect: f64, level: Level) -> Result<f64, InferenceError> {
    if !effect.is_finite() {
        let reason = "an effect is a finite number".to_owned();
        return Err(InferenceError::Undefined { reason });
    }
    Ok(plan.precision()?.power(effect, level))
}

/// Minimum detectable effect: which true effect would be found with this power?
///
/// # Definition
///
/// The smallest effect whose `means_power` is the power asked for, by halving. The sum of quantiles that is often used,
/// `(t(1−α/2) + t(power))·se`, is an approximation to it from central distributions, and less than a hundredth away for 20
/// degrees of freedom or more.
///
/// # Shapes and units
///
/// `power` between 1 − level and 1, usually .80. Standard deviations.
///
/// # Assumptions
///
/// As for `means_power`. It is what the plan could have found, not what the data rule out: that is the interval.
///
/// # Errors
///
/// As for `means_power`, and [`InferenceError::Undefined`] for a power that cannot be.
///
/// # Reference
///
/// Bloom (1995), *Evaluation Review* 19: 547–556. Expected digits: R's `power.t.test(n = 20, power = .8, strict = TRUE)`.
///
/// # Example
///
/// ```
/// # use approx::assert_abs_diff_eq;
/// # use mentorlens::inference::{InferenceError, Level, MeansPlan, minimum_detectable};
/// let plan = MeansPlan::TwoArms { treated: 20, control: 20, explained: 0.0 };
/// let effect = minimum_detectable(plan, 0.8, Level::P95)?;
/// assert_abs_diff_eq!(effect, 0.9091290, epsilon = 5e-7);
/// # Ok::<(), InferenceError>(())
/// ```
pub fn minimum_detectable(
    plan: MeansPlan,
    power: f64,
    level: Level,
) -> Result<f64, InferenceError> {
    usable_power(power, level)?;
    let precision = plan.precision()?;
    // A thousand standard errors are found for sure, unless the threshold is beyond them.
    let limit = precision.standard_error * (1000.0 + 100.0 * student_quantile(level, precision.df));
    smallest(limit, power, |effect| precision.power(effect, level)).ok_or_else(|| {
        let reason = "no effect is found with this power".to_owned();
        InferenceError::Undefined { reason }
    })
}

/// Units needed: how many would find a true effect of this size?
///
/// # Definition
///
/// The smallest n whose `means_power` reaches the power asked for, by doubling and halving, where `plan` says what a study of n
/// is: n pairs, n units per arm, n clusters per arm.
///
/// # Shapes and units
///
/// `plan`: from a whole number to a plan. A whole number, 2 or more.
///
/// # Assumptions
///
/// As for `means_power`; power rises with n.
///
/// # Errors
///
/// As for `minimum_detectable`; [`InferenceError::Undefined`] when a billion are not enough, as for an effect of 0.
///
/// # Reference
///
/// Cohen (1988), *Statistical Power Analysis for the Behavioral Sciences*, 2nd ed. Expected numbers: R's
/// `power.t.test(delta = c(.2, .3, .5), power = .8, type = "paired")`, rounded up.
///
/// # Example
///
/// ```
/// # use mentorlens::inference::{InferenceError, Level, MeansPlan, units_needed};
/// let pairs = |effect| {
///     units_needed(|units| MeansPlan::OneArm { units }, effect, 0.8, Level::P95)
/// };
/// assert_eq!((pairs(0.2)?, pairs(0.3)?, pairs(0.5)?), (199, 90, 34));
/// # Ok::<(), InferenceError>(())
/// ```
pub fn units_needed(
    plan: impl Fn(u64) -> MeansPlan,
    effect: f64,
    power: f64,
    level: Level,
) -> Result<u64, InferenceError> {
    const MOST: u64 = 1_000_000_000;
    usable_power(power, level)?;
    let is_enough = |units: u64| match plan(units).precision() {
        Ok(precision) => precision.power(effect, level) >= power,
        // Too few for any degrees of freedom.
        Err(_) => false,
    };
    let mut high = 2;
    while !is_enough(high) {
        if high >= MOST {
            plan(high).precision()?;
            let reason = "a billion units are not enough".to_owned();
            return Err(InferenceError::Undefined { reason });
        }
        high *= 2;
    }
    let mut low = high / 2;
    while low + 1 < high {
        let middle = u64::midpoint(low, high);
        if is_enough(middle) { high = middle } else { low = middle }
    }
    Ok(high)
}

#[cfg(test)]
mod tests {
    use approx::assert_abs_diff_eq;

    use super::*;

    #[test]
    fn a_fifth_of_a_deviation_needs_more_than_most_programs_have() {
        let arms = |explained| {
            let plan = |units| MeansPlan::TwoArms { treated: units, control: units, explained };
            units_needed(plan, 0.21, 0.8, Level::P95).unwrap()
        };
        // By the normal distribution it would be 356 and 178.
        assert_eq!((arms(0.0), arms(0.5)), (357, 179));
    }

    #[test]
    fn an_effect_of_nothing_is_found_as_often_as_the_level_allows() {
        let plan = MeansPlan::TwoArms { treated: 9, control: 5, explained: 0.3 };
        assert_abs_diff_eq!(means_power(plan, 0.0, Level::P95).unwrap(), 0.05, epsilon = 1e-12);
        let found = minimum_detectable(plan, 0.7, Level::P95).unwrap();
        assert_abs_diff_eq!(means_power(plan, found, Level::P95).unwrap(), 0.7, epsilon = 1e-10);
        let never = units_needed(|units| MeansPlan::OneArm { units }, 0.0, 0.8, Level::P95);
        assert!(never.is_err());
    }

    #[test]
    fn clusters_of_one_are_units_and_resemblance_costs_power() {
        let clustered = |icc, cluster_size| MeansPlan::Clustered {
            treated: 20,
            control: 30,
            cluster_size,
            icc,
            explained_between: 0.0,
            explained_within: 0.0,
        };
        let units = MeansPlan::TwoArms { treated: 20, control: 30, explained: 0.0 };
        let power = |plan| means_power(plan, 0.6, Level::P95).unwrap();
        assert_abs_diff_eq!(power(clustered(0.2, 1.0)), power(units), epsilon = 1e-12);
        assert!(power(clustered(0.0, 10.0)) > power(clustered(0.2, 10.0)));
        let arms = OneArmClusters { treated: 20, control: 30, cluster_size: 1.0, icc: 0.0 };
        let one = MeansPlan::OneArmClustered { arms, explained: 0.0 };
        assert_abs_diff_eq!(power(one), power(units), epsilon = 1e-12);
    }

    #[test]
    fn plans_that_cannot_be_are_said() {
        let nothing = [
            MeansPlan::OneArm { units: 1 },
            MeansPlan::OneArm { units: 0 },
            MeansPlan::Paired { pairs: 9, correlation: 1.0 },
            MeansPlan::TwoArms { treated: 0, control: 9, explained: 0.0 },
            MeansPlan::TwoArms { treated: 5, control: 9, explained: 1.0 },
        ];
        for plan in nothing {
            assert!(means_power(plan, 0.5, Level::P95).is_err(), "{plan:?}");
            assert!(minimum_detectable(plan, 0.8, Level::P95).is_err(), "{plan:?}");
        }
        let plan = MeansPlan::OneArm { units: 9 };
        for power in [0.05, 1.0, f64::NAN] {
            assert!(minimum_detectable(plan, power, Level::P95).is_err());
        }
        assert!(means_power(plan, f64::NAN, Level::P95).is_err());
    }
}
