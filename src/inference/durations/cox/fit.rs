//! The partial likelihood, its slopes, and its maximum.

use std::ops::Range;

use nalgebra::{DMatrix, DVector};

use crate::inference::InferenceError;
use crate::inference::durations::efron::Sums;
use crate::inference::durations::follow_ups::{FollowUps, Row};

/// Follow-ups with covariates around their mean and with spread 1, so that no scale is better conditioned than another.
pub(super) struct Scaled<'f> {
    pub(super) rows: &'f [Row],
    pub(super) values: Vec<DVector<f64>>,
    /// What one point of each covariate was divided by.
    pub(super) scales: Vec<f64>,
    names: &'f [String],
    /// Rows of each stratum.
    pub(super) strata: Vec<Range<usize>>,
}

/// The logarithm of the partial likelihood with its first and second derivatives.
pub(super) struct Likelihood {
    pub(super) logarithm: f64,
    pub(super) score: DVector<f64>,
    pub(super) information: DMatrix<f64>,
}

/// Sums over a set of units: hazards, and hazards times covariates.
#[derive(Clone)]
pub(super) struct Hazards {
    pub(super) zero: f64,
    pub(super) one: DVector<f64>,
    pub(super) two: DMatrix<f64>,
}

impl Hazards {
    fn none(k: usize) -> Self {
        Self { zero: 0.0, one: DVector::zeros(k), two: DMatrix::zeros(k, k) }
    }

    fn add(&mut self, hazard: f64, values: &DVector<f64>) {
        self.zero += hazard;
        self.one.axpy(hazard, values, 1.0);
        self.two.ger(hazard, values, values, 1.0);
    }
}

/// One day of failures of one stratum.
pub(super) struct Failures {
    pub(super) day: f64,
    /// Everybody at risk.
    pub(super) at_risk: Hazards,
    /// Those who fail.
    pub(super) failing: Hazards,
    pub(super) failed: f64,
    /// Sum of the failing units' covariates.
    values: DVector<f64>,
    /// Sum of the failing units' logarithms of hazards.
    logarithms: f64,
}

impl Failures {
    /// Sums of `1/Sₗ` and `1/Sₗ²`, where `Sₗ` is the hazard at risk when l have failed already; and of their logarithms.
    pub(super) fn sums(&self) -> Sums {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a sum of counts"
        )]
        let failed = self.failed as u64;
        // Sₗ = (a − l)·step; rounding may leave `a` a little short of the failures.
        let step = self.failing.zero / self.failed;
        let sums = Sums::of((self.at_risk.zero / step).max(self.failed), failed);
        Sums {
            logarithms: sums.logarithms + self.failed * step.ln(),
            inverses: sums.inverses / step,
            squares: sums.squares / (step * step),
        }
    }

    /// Mean covariates of those who fail, weighted by hazard.
    pub(super) fn mean_failing(&self) -> DVector<f64> {
        &self.failing.one / self.failing.zero
    }
}

const MOST_STEPS: usize = 60;
/// Standard deviations of a covariate times its coefficient: beyond, the hazard ratio of neighbours is astronomical.
const FARTHEST: f64 = 30.0;

pub(super) fn undetermined() -> InferenceError {
    let reason = "one covariate follows from the others among those at risk".to_owned();
    InferenceError::Undefined { reason }
}

impl<'f> Scaled<'f> {
    pub(super) fn of(follow_ups: &'f FollowUps) -> Result<Self, InferenceError> {
        let (rows, names) = (follow_ups.rows(), follow_ups.names());
        let n = follow_ups.n() as f64;
        let mut scaled = Self {
            rows,
            values: vec![DVector::zeros(names.len()); rows.len()],
            scales: Vec::new(),
            names,
            strata: Vec::new(),
        };
        for at in 0..names.len() {
            let first = rows[0].covariates[at];
            let sum = |of: &dyn Fn(f64) -> f64| -> f64 {
                rows.iter().map(|row| of(row.covariates[at]) * row.count).sum()
            };
            let mean = first + sum(&|value| value - first) / n;
            let spread = (sum(&|value| (value - mean).powi(2)) / n).sqrt();
            if spread <= 1e-12 * mean.abs() || !spread.is_finite() {
                let reason = format!("every `{}` is the same", names[at]);
                return Err(InferenceError::Undefined { reason });
            }
            for (values, row) in scaled.values.iter_mut().zip(rows) {
                values[at] = (row.covariates[at] - mean) / spread;
            }
            scaled.scales.push(spread);
        }
        let mut start = 0;
        for stratum in rows.chunk_by(|one, other| one.stratum == other.stratum) {
            scaled.strata.push(start..start + stratum.len());
            start += stratum.len();
        }
        Ok(scaled)
    }

    /// Hazards of all rows at some coefficients: of one unit each.
    pub(super) fn hazards(&self, beta: &DVector<f64>) -> Vec<f64> {
        self.values.iter().map(|values| values.dot(beta).exp()).collect()
    }

    /// Days of failures of a stratum, the last first.
    pub(super) fn walk(
        &self,
        stratum: &Range<usize>,
        hazards: &[f64],
        mut meet: impl FnMut(Failures),
    ) {
        let k = self.scales.len();
        // Rows ascend by the day on which they leave; those who enter last are taken out first.
        let mut entries: Vec<usize> = stratum.clone().collect();
        entries.sort_by(|one, other| self.rows[*other].entered.total_cmp(&self.rows[*one].entered));
        let (mut at_risk, mut entered) = (Hazards::none(k), 0);
        for same in self.rows[stratum.clone()].chunk_by(|one, other| one.days >= other.days).rev() {
            let day = same[0].days;
            let start =
                self.rows[stratum.clone()].partition_point(|row| row.days < day) + stratum.start;
            while let Some(&at) = entries.get(entered).filter(|at| self.rows[**at].entered >= day) {
                at_risk.add(-hazards[at] * self.rows[at].count, &self.values[at]);
                entered += 1;
            }
            let mut failures = Failures {
                day,
                at_risk: Hazards::none(0),
                failing: Hazards::none(k),
                failed: 0.0,
                values: DVector::zeros(k),
                logarithms: 0.0,
            };
            let here = start..start + same.len();
            let units = self.values[here.clone()].iter().zip(&hazards[here]);
            for (row, (values, each)) in same.iter().zip(units) {
                let hazard = each * row.count;
                at_risk.add(hazard, values);
                if row.has_failed {
                    failures.failing.add(hazard, values);
                    failures.failed += row.count;
                    failures.values.axpy(row.count, values, 1.0);
                    failures.logarithms += row.count * each.ln();
                }
            }
            if failures.failed > 0.0 {
                failures.at_risk = at_risk.clone();
                meet(failures);
            }
        }
    }

    pub(super) fn likelihood(&self, beta: &DVector<f64>) -> Likelihood {
        let k = self.scales.len();
        let hazards = self.hazards(beta);
        let mut found = Likelihood::none(k);
        for stratum in &self.strata {
            self.walk(stratum, &hazards, |failures| found.add(&failures));
        }
        found
    }

    /// Refuses covariates that do not vary among those at risk, or that follow from one another.
    pub(super) fn determined(&self, information: &DMatrix<f64>) -> Result<(), InferenceError> {
        let none = |at: &usize| information[(*at, *at)] <= 1e-10 * self.failed();
        if let Some(at) = (0..self.scales.len()).find(none) {
            let reason = format!("`{}` does not vary among those at risk", self.names[at]);
            return Err(InferenceError::Undefined { reason });
        }
        let roots = information.diagonal().map(f64::sqrt);
        let correlations = information.component_div(&(&roots * roots.transpose()));
        let least = nalgebra::SymmetricEigen::new(correlations).eigenvalues.min();
        if least > 1e-9 { Ok(()) } else { Err(undetermined()) }
    }

    fn failed(&self) -> f64 {
        self.rows.iter().filter(|row| row.has_failed).map(|row| row.count).sum()
    }

    /// Newton's steps from 0, halved where they lead downhill.
    pub(super) fn maximum(
        &self,
        start: &Likelihood,
    ) -> Result<(DVector<f64>, Likelihood), InferenceError> {
        let mut beta = DVector::zeros(self.scales.len());
        let mut here = Likelihood {
            logarithm: start.logarithm,
            score: start.score.clone(),
            information: start.information.clone(),
        };
        for _ in 0..MOST_STEPS {
            let Some(step) =
                here.information.clone().cholesky().map(|root| root.solve(&here.score))
            else {
                return Err(self.separated(&beta));
            };
            if step.amax() <= 1e-10 * (1.0 + beta.amax()) {
                return Ok((beta, here));
            }
            let mut part = 1.0;
            let (next, there) = loop {
                let next = &beta + &step * part;
                let there = self.likelihood(&next);
                // Rounding may hide that the last steps lead uphill.
                let slack = 1e-12 * (1.0 + here.logarithm.abs());
                if there.logarithm >= here.logarithm - slack || part < 1e-6 {
                    break (next, there);
                }
                part /= 2.0;
            };
            if next.amax() > FARTHEST || !there.logarithm.is_finite() {
                return Err(self.separated(&next));
            }
            (beta, here) = (next, there);
        }
        Err(self.separated(&beta))
    }

    fn separated(&self, beta: &DVector<f64>) -> InferenceError {
        let name = &self.names[beta.iamax()];
        let reason =
            format!("`{name}` separates failures, so that its hazard ratio has no finite value");
        InferenceError::Undefined { reason }
    }
}

impl Likelihood {
    pub(super) fn none(k: usize) -> Self {
        Self { logarithm: 0.0, score: DVector::zeros(k), information: DMatrix::zeros(k, k) }
    }

    pub(super) fn add(&mut self, failures: &Failures) {
        let Failures { at_risk, failing, failed, values, logarithms, .. } = failures;
        let sums = failures.sums();
        // With x̄ the mean of the failing and l of them gone, the mean at risk is x̄ + apart/Sₗ.
        let mean = failures.mean_failing();
        let apart = &at_risk.one - &mean * at_risk.zero;
        self.logarithm += logarithms - sums.logarithms;
        self.score += values - &mean * *failed - &apart * sums.inverses;
        let within = &failing.two / failing.zero;
        let cross = &mean * apart.transpose();
        let rest = &at_risk.two - &within * at_risk.zero - &cross - cross.transpose();
        self.information += (within - &mean * mean.transpose()) * *failed + rest * sums.inverses
            - &apart * apart.transpose() * sums.squares;
    }
}
