//! The likelihood of yes and no, with or without Jeffreys' penalty, and where it is highest.

use crate::inference::InferenceError;
use crate::inference::regression::observations::Observations;
use crate::inference::regression::orthogonal::{Orthogonal, dot};

use super::usable;

/// Newton's steps; each doubles the digits, so that more are needed only on the way to infinity.
const STEPS: usize = 100;
/// A step that moves no unit's log odds by more is none.
const STILL: f64 = 1e-10;

pub(super) struct Likelihood<'a> {
    observations: &'a Observations,
    is_penalised: bool,
    n_yes: u64,
}

/// Where the likelihood is highest.
pub(super) struct Maximum {
    pub(super) coefficients: Vec<f64>,
    pub(super) covariance: Vec<Vec<f64>>,
    pub(super) ln_likelihood: f64,
}

impl Maximum {
    pub(super) fn standard_error(&self, at: usize) -> f64 {
        self.covariance[at][at].sqrt()
    }
}

/// The likelihood at some coefficients, and the step upwards from there.
struct Place {
    ln_likelihood: f64,
    step: Vec<f64>,
    orthogonal: Orthogonal,
}

impl<'a> Likelihood<'a> {
    pub(super) fn of(
        observations: &'a Observations,
        is_penalised: bool,
    ) -> Result<Self, InferenceError> {
        let n_yes = usable(observations)?;
        Ok(Self { observations, is_penalised, n_yes })
    }

    pub(super) fn n(&self) -> u64 {
        self.observations.n()
    }

    pub(super) fn n_yes(&self) -> u64 {
        self.n_yes
    }

    /// The maximum, with one coefficient held at a value or none.
    pub(super) fn maximum(&self, held: Option<(usize, f64)>) -> Result<Maximum, InferenceError> {
        let mut coefficients = vec![0.0; self.observations.names().len()];
        if let Some((at, value)) = held {
            coefficients[at] = value;
        }
        self.climb(coefficients, held.map(|(at, _)| at))
    }

    /// From some coefficients upwards, never down.
    fn climb(
        &self,
        mut coefficients: Vec<f64>,
        held: Option<usize>,
    ) -> Result<Maximum, InferenceError> {
        let mut place = self.place(&coefficients, held)?;
        for _ in 0..STEPS {
            let moved = self.largest(&place.step);
            if moved < STILL {
                return Ok(Self::maximum_at(coefficients, &place));
            }
            // No unit's log odds move by more than 5 at once: beyond, the parabola says nothing.
            let mut share = (5.0 / moved).min(1.0);
            let next = loop {
                let tried: Vec<f64> =
                    coefficients.iter().zip(&place.step).map(|(b, d)| b + share * d).collect();
                match self.place(&tried, held) {
                    Ok(found)
                        if found.ln_likelihood
                            >= place.ln_likelihood - 1e-12 * place.ln_likelihood.abs() =>
                    {
                        coefficients = tried;
                        break Some(found);
                    }
                    _ if share < 1e-6 => break None,
                    _ => share /= 2.0,
                }
            };
            match next {
                Some(found) => place = found,
                None if moved < 1e-6 => return Ok(Self::maximum_at(coefficients, &place)),
                None => break,
            }
        }
        let reason = "the likelihood has no maximum that steps upwards reach".to_owned();
        Err(InferenceError::Undefined { reason })
    }

    fn maximum_at(coefficients: Vec<f64>, place: &Place) -> Maximum {
        let direction = |at: usize| {
            let mut only = vec![0.0; coefficients.len()];
            only[at] = 1.0;
            place.orthogonal.direction(&only)
        };
        let directions: Vec<Vec<f64>> = (0..coefficients.len()).map(direction).collect();
        let covariance = |one: &Vec<f64>| directions.iter().map(|other| dot(one, other)).collect();
        Maximum {
            covariance: directions.iter().map(covariance).collect(),
            ln_likelihood: place.ln_likelihood,
            coefficients,
        }
    }

    /// Largest log odds of any unit for some coefficients, without sign.
    fn largest(&self, coefficients: &[f64]) -> f64 {
        let rows = self.observations.rows().iter();
        rows.map(|row| dot(&row.columns, coefficients).abs()).fold(0.0, f64::max)
    }

    fn place(&self, coefficients: &[f64], held: Option<usize>) -> Result<Place, InferenceError> {
        let rows = self.observations.rows();
        let mut ln_likelihood = 0.0;
        let mut shares = Vec::with_capacity(rows.len());
        for row in rows {
            let odds = dot(&row.columns, coefficients);
            // ln(1 + exp(odds)) without overflow.
            let ln_all = odds.max(0.0) + (-odds.abs()).exp().ln_1p();
            ln_likelihood += row.count * (row.outcome * odds - ln_all);
            let yes = (odds - ln_all).exp();
            let no = (-ln_all).exp();
            shares.push((yes, no, (yes * no).max(f64::MIN_POSITIVE)));
        }
        let weighted = rows.iter().zip(&shares);
        let each =
            weighted.map(|(row, (_, _, spread))| (row.columns.as_slice(), row.count * spread));
        let orthogonal = Orthogonal::of(each, self.observations.names())?;
        if self.is_penalised {
            ln_likelihood += orthogonal.ln_determinant() / 2.0;
        }
        if !ln_likelihood.is_finite() {
            let reason = "the numbers are too large to compute with".to_owned();
            return Err(InferenceError::Undefined { reason });
        }
        // The score of a row by its spread: what a least squares fit turns into a step.
        let score = |at: usize| {
            let (yes, no, spread) = shares[at];
            let mut score = if rows[at].outcome > 0.5 { no } else { -yes };
            if self.is_penalised {
                let z = &orthogonal.whitened[at];
                score += spread * dot(z, z) * (no - yes) / 2.0;
            }
            (score / spread, rows[at].count * spread)
        };
        let scores: Vec<(f64, f64)> = (0..rows.len()).map(score).collect();
        let step = match held {
            None => orthogonal.solve(scores.into_iter()),
            Some(held) => self.step_beside(held, &scores)?,
        };
        Ok(Place { ln_likelihood, step, orthogonal })
    }

    /// The step when one coefficient does not move.
    fn step_beside(&self, held: usize, scores: &[(f64, f64)]) -> Result<Vec<f64>, InferenceError> {
        let without = |values: &[f64]| -> Vec<f64> {
            values.iter().enumerate().filter(|(at, _)| *at != held).map(|(_, v)| *v).collect()
        };
        let mut names = self.observations.names().to_vec();
        names.remove(held);
        if names.is_empty() {
            return Ok(vec![0.0]);
        }
        let columns: Vec<Vec<f64>> =
            self.observations.rows().iter().map(|row| without(&row.columns)).collect();
        let each = columns.iter().zip(scores).map(|(row, (_, weight))| (row.as_slice(), *weight));
        let mut step = Orthogonal::of(each, &names)?.solve(scores.iter().copied());
        step.insert(held, 0.0);
        Ok(step)
    }

    /// Where the profile of a coefficient falls to a height, going from the maximum in steps of this size; `None` when it does
    /// not within a hundred of them.
    pub(super) fn profile_end(
        &self,
        maximum: &Maximum,
        at: usize,
        step: f64,
        lowest: f64,
    ) -> Option<f64> {
        let height = |value: f64, start: &[f64]| {
            let mut start = start.to_vec();
            start[at] = value;
            self.climb(start, Some(at)).ok()
        };
        let (mut inside, mut start) = (maximum.coefficients[at], maximum.coefficients.clone());
        let mut above = maximum.ln_likelihood - lowest;
        let (mut outside, mut below) = (inside + step, None);
        for _ in 0..100 {
            let found = height(outside, &start)?;
            if found.ln_likelihood <= lowest {
                below = Some(found.ln_likelihood - lowest);
                break;
            }
            (inside, above) = (outside, found.ln_likelihood - lowest);
            start = found.coefficients;
            outside += step;
        }
        let mut below = below?;
        for turn in 0..200 {
            // False position, and a halving every third time, so that neither end stands still.
            let share = if turn % 3 == 2 { 0.5 } else { above / (above - below) };
            let cut = inside + share.clamp(1e-3, 0.999) * (outside - inside);
            if (outside - inside).abs() <= 1e-12 * (1.0 + cut.abs()) {
                break;
            }
            let found = height(cut, &start)?;
            let left = found.ln_likelihood - lowest;
            start = found.coefficients;
            if left.abs() <= 1e-13 * lowest.abs().max(1.0) {
                return Some(cut);
            }
            if left > 0.0 {
                (inside, above) = (cut, left);
            } else {
                (outside, below) = (cut, left);
            }
        }
        Some(f64::midpoint(inside, outside))
    }
}
