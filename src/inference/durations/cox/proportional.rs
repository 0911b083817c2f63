//! Whether hazards stand in one ratio throughout: the score test against ratios that change with time.

use nalgebra::{DMatrix, DVector};

use super::fit::{Likelihood, Scaled};
use crate::inference::durations::follow_ups::Row;
use crate::inference::tails::chi_square_p;

/// A score test against hazard ratios that change as the share still going on falls.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Proportionality {
    /// Chi-square.
    pub statistic: f64,
    /// Degrees of freedom.
    pub df: f64,
    /// p-value; small when the ratio changes with time.
    pub p_value: f64,
}

/// The test of each covariate, and of all together; none where time cannot tell.
pub(super) struct Tests {
    pub(super) single: Vec<Option<Proportionality>>,
    pub(super) all: Option<Proportionality>,
}

impl Tests {
    pub(super) fn of(scaled: &Scaled<'_>, beta: &DVector<f64>, inverse: &DMatrix<f64>) -> Self {
        let k = beta.len();
        let curve = Ended::of(scaled.rows);
        let hazards = scaled.hazards(beta);
        let mut score = DVector::zeros(k);
        let (mut mixed, mut own) = (DMatrix::zeros(k, k), DMatrix::zeros(k, k));
        for stratum in &scaled.strata {
            scaled.walk(stratum, &hazards, |failures| {
                let time = curve.before(failures.day);
                let mut day = Likelihood::none(k);
                day.add(&failures);
                score.axpy(time, &day.score, 1.0);
                mixed += &day.information * time;
                own += day.information * (time * time);
            });
        }
        // What is left when the coefficients themselves may move.
        let left = &own - &mixed * inverse * &mixed;
        let single = |at: usize| {
            let is_there = left[(at, at)] > 1e-8 * own[(at, at)];
            let statistic = score[at] * score[at] / left[(at, at)];
            is_there.then(|| test(statistic, 1.0))
        };
        let singles: Vec<_> = (0..k).map(single).collect();
        let all = singles.iter().all(Option::is_some).then(|| left.cholesky()).flatten();
        let all = all.map(|root| test(score.dot(&root.solve(&score)), k as f64));
        Self { single: singles, all }
    }
}

fn test(statistic: f64, df: f64) -> Proportionality {
    Proportionality { statistic, df, p_value: chi_square_p(statistic, df) }
}

/// The share that has failed before each day, strata aside: 1 less the Kaplan–Meier curve.
struct Ended {
    /// Day of failures, and the share before it.
    steps: Vec<(f64, f64)>,
}

impl Ended {
    fn of(rows: &[Row]) -> Self {
        let mut leaving: Vec<(f64, f64, f64)> = rows
            .iter()
            .map(|row| (row.days, if row.has_failed { row.count } else { 0.0 }, row.count))
            .collect();
        leaving.sort_by(|one, other| one.0.total_cmp(&other.0));
        let mut entries: Vec<(f64, f64)> =
            rows.iter().map(|row| (row.entered, row.count)).collect();
        entries.sort_by(|one, other| one.0.total_cmp(&other.0));
        let (mut at_risk, mut entered, mut together) = (0.0, 0, 1.0);
        let mut steps = Vec::new();
        for day in leaving.chunk_by(|one, other| one.0 >= other.0) {
            while let Some((_, count)) = entries.get(entered).filter(|(entry, _)| *entry < day[0].0)
            {
                at_risk += count;
                entered += 1;
            }
            let failed: f64 = day.iter().map(|(_, failed, _)| failed).sum();
            if failed > 0.0 {
                steps.push((day[0].0, 1.0 - together));
                together *= 1.0 - failed / at_risk;
            }
            at_risk -= day.iter().map(|(.., count)| count).sum::<f64>();
        }
        Self { steps }
    }

    fn before(&self, day: f64) -> f64 {
        let place = self.steps.partition_point(|(known, _)| *known < day);
        self.steps.get(place).map_or(0.0, |(_, share)| *share)
    }
}
