//! Score residuals: what each unit adds to the slope of the likelihood, summed over clusters.

use std::collections::BTreeMap;

use nalgebra::{DMatrix, DVector};

use super::fit::{Failures, Scaled};

/// The covariance matrix of coefficients that holds when units of a cluster resemble one another.
pub(super) fn robust(
    scaled: &Scaled<'_>,
    beta: &DVector<f64>,
    inverse: &DMatrix<f64>,
) -> DMatrix<f64> {
    let k = scaled.scales.len();
    let hazards = scaled.hazards(beta);
    let mut clusters: BTreeMap<usize, DVector<f64>> = BTreeMap::new();
    let mut middle = DMatrix::zeros(k, k);
    for stratum in &scaled.strata {
        let mut walked = Vec::new();
        scaled.walk(stratum, &hazards, |failures| walked.push(Increment::of(&failures)));
        walked.reverse();
        let sums = Compensator::of(&walked, k);
        for at in stratum.clone() {
            let row = &scaled.rows[at];
            let values = &scaled.values[at];
            let (until, before) = (sums.to(row.days), sums.to(row.entered));
            let mut residual =
                (values * (until.0 - before.0) - (&until.1 - &before.1)) * -hazards[at];
            let place = walked.partition_point(|found| found.day < row.days);
            let own = walked.get(place).filter(|_| row.has_failed);
            if let Some(own) = own {
                let full = values * own.all.0 - &own.all.1;
                let partial = values * own.failing.0 - &own.failing.1;
                residual += values - &own.mean + (full - partial) * hazards[at];
            }
            match row.cluster {
                Some(cluster) => {
                    let sum = clusters.entry(cluster).or_insert_with(|| DVector::zeros(k));
                    sum.axpy(row.count, &residual, 1.0);
                }
                None => middle.ger(row.count, &residual, &residual, 1.0),
            }
        }
    }
    for sum in clusters.values() {
        middle.ger(1.0, sum, sum, 1.0);
    }
    inverse * middle * inverse
}

/// What one day of failures takes from those at risk.
struct Increment {
    day: f64,
    /// Mean covariates at risk, over failures one after the other.
    mean: DVector<f64>,
    /// Sums of `1/Sₗ` and of mean covariates by `Sₗ`: for who goes on.
    all: (f64, DVector<f64>),
    /// The same for who fails, who is at risk only until his turn.
    failing: (f64, DVector<f64>),
}

impl Increment {
    fn of(failures: &Failures) -> Self {
        let Failures { at_risk, failing, failed, .. } = failures;
        let sums = failures.sums();
        let mean = failures.mean_failing();
        let apart = &at_risk.one - &mean * at_risk.zero;
        let all = (sums.inverses, &mean * sums.inverses + &apart * sums.squares);
        let summed = &mean * *failed + &apart * sums.inverses;
        // 1 − l/d is (D − S + Sₗ)/D, with D the hazard of the failing and S that at risk.
        let less = failing.zero - at_risk.zero;
        let partial =
            ((less * all.0 + failed) / failing.zero, (&all.1 * less + &summed) / failing.zero);
        Self { day: failures.day, mean: summed / *failed, all, failing: partial }
    }
}

/// Sums of increments up to each day.
struct Compensator {
    days: Vec<f64>,
    sums: Vec<(f64, DVector<f64>)>,
}

impl Compensator {
    fn of(walked: &[Increment], k: usize) -> Self {
        let mut sums = vec![(0.0, DVector::zeros(k))];
        for increment in walked {
            let (hazard, values) = &sums[sums.len() - 1];
            sums.push((hazard + increment.all.0, values + &increment.all.1));
        }
        Self { days: walked.iter().map(|increment| increment.day).collect(), sums }
    }

    fn to(&self, day: f64) -> &(f64, DVector<f64>) {
        &self.sums[self.days.partition_point(|known| *known <= day)]
    }
}
