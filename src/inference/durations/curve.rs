//! A share over time: steps with their intervals, known only while somebody is followed.

use crate::inference::{Durations, Estimate, InferenceError};

/// One step of a curve.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Step {
    /// First day on which the value holds.
    pub day: f64,
    /// Followed just before the day.
    pub at_risk: u64,
    /// Events on the day that the curve counts.
    pub events: u64,
    /// The share with its interval; none at 0 and 1.
    pub share: Estimate,
    /// Standard error of the share.
    pub standard_error: f64,
}

/// A share over time.
///
/// Invariant: steps ascend, the first is the first day of following and the last its last.
#[derive(Debug, Clone, PartialEq)]
pub struct Curve {
    steps: Vec<Step>,
    /// Nobody is left to wait for: the curve stays as it is for ever.
    is_complete: bool,
    n: u64,
}

impl Curve {
    /// Begins on the first day of following with a share that is known: 1 together, or 0 ended.
    pub(in crate::inference) fn from(durations: &Durations, share: f64) -> Self {
        let estimate = Estimate { value: share, low: None, high: None };
        let at_risk = durations.at_start();
        let first = Step {
            day: durations.start(),
            at_risk,
            events: 0,
            share: estimate,
            standard_error: 0.0,
        };
        Self { steps: vec![first], is_complete: false, n: durations.n() }
    }

    /// Adds a step; one on the day of the last takes its place.
    pub(in crate::inference) fn push(&mut self, step: Step) {
        self.steps.retain(|known| known.day < step.day);
        self.steps.push(step);
    }

    /// The same curve, knowing whether anybody was left on its last day.
    pub(in crate::inference) fn ending(mut self, is_complete: bool) -> Self {
        self.is_complete = is_complete;
        self
    }

    /// Steps, ascending: every day on which somebody left.
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// Units whose durations make the curve.
    pub fn n(&self) -> u64 {
        self.n
    }

    /// First day of following.
    pub fn start(&self) -> f64 {
        self.steps[0].day
    }

    /// Last day of following.
    pub fn last_day(&self) -> f64 {
        self.steps[self.steps.len() - 1].day
    }

    /// Last day on which the curve is known: none when nobody is left to wait for.
    pub fn known_to(&self) -> Option<f64> {
        (!self.is_complete).then(|| self.last_day())
    }

    /// The step that holds on a day.
    ///
    /// # Errors
    ///
    /// [`InferenceError::Undefined`] before the first day of following, and after the last unless all have ended.
    pub fn at(&self, day: f64) -> Result<&Step, InferenceError> {
        if let Some(last) = self.known_to().filter(|last| day > *last) {
            let reason = format!("nobody is followed to day {day}, the last day is {last}");
            return Err(InferenceError::Undefined { reason });
        }
        self.steps.iter().rev().find(|step| step.day <= day).ok_or_else(|| {
            let reason =
                format!("nobody is followed on day {day}, the first day is {}", self.start());
            InferenceError::Undefined { reason }
        })
    }
}
