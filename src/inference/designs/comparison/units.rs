//! The units of all arms, as models take them.

use super::Arm;
use crate::inference::design::optional_texts;
use crate::inference::{
    InferenceError, Measurement, Observation, Observations, PartialMeasurement,
};
use crate::measures::Cells;

/// Columns of the table, and which arms there are: the reference first.
pub(super) struct Units<'a> {
    names: &'a [Option<String>],
    before: &'a [Option<f64>],
    after: &'a [Option<f64>],
    covariates: Vec<&'a [Option<f64>]>,
    clusters: Option<Vec<Option<String>>>,
    counts: &'a [u64],
    arms: Vec<&'a str>,
}

impl<'a> Units<'a> {
    pub(super) fn of(
        cells: &'a Cells,
        names: &'a [Option<String>],
        (before, after): (&'a [Option<f64>], &'a [Option<f64>]),
        zero: &'a Arm,
        others: &'a [Arm],
    ) -> Self {
        Self {
            names,
            before,
            after,
            covariates: super::adjusted::covariates(cells),
            clusters: optional_texts(cells, "cluster"),
            counts: cells.counts(),
            arms: std::iter::once(zero).chain(others).map(|arm| arm.name.as_str()).collect(),
        }
    }

    /// How many arms there are.
    pub(super) fn arms(&self) -> usize {
        self.arms.len()
    }

    /// True when a unit of an arm names its cluster.
    pub(super) fn has_clusters(&self) -> bool {
        let is_named = |(row, _): (usize, usize)| {
            self.clusters.as_ref().is_some_and(|names| names[row].is_some())
        };
        self.rows().any(is_named)
    }

    /// Place of an arm: 0 is the reference.
    pub(super) fn place(&self, arm: &Arm) -> usize {
        self.arms.iter().position(|name| *name == arm.name).unwrap_or(0)
    }

    /// Rows with the place of their arm.
    fn rows(&self) -> impl Iterator<Item = (usize, usize)> {
        let place = |row: usize| {
            let name = self.names[row].as_deref()?;
            Some((row, self.arms.iter().position(|arm| *arm == name)?))
        };
        (0..self.counts.len()).filter_map(place)
    }

    fn cells(&self, row: usize) -> impl Iterator<Item = Option<f64>> {
        self.covariates.iter().map(move |values| values[row])
    }

    /// Complete units of all arms.
    pub(super) fn measurements(&self) -> Vec<Measurement> {
        let unit = |(row, arm): (usize, usize)| {
            Some(Measurement {
                arm,
                before: self.before[row]?,
                after: self.after[row]?,
                covariates: self.cells(row).collect::<Option<_>>()?,
                count: self.counts[row],
            })
        };
        self.rows().filter_map(unit).collect()
    }

    /// Name of an arm's indicator in [`observations`](Self::observations).
    pub(super) fn indicator(&self, arm: &Arm) -> String {
        format!("arm {}", self.place(arm) + 1)
    }

    /// The follow-up on an indicator of every arm but the reference and, when it is adjusted, on baseline and covariates.
    pub(super) fn observations(&self, is_adjusted: bool) -> Observations {
        let mut names: Vec<String> = (2..=self.arms()).map(|arm| format!("arm {arm}")).collect();
        if is_adjusted {
            names.push("before".to_owned());
            names.extend((1..=self.covariates.len()).map(|at| format!("covariate {at}")));
        }
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let row = |(row, arm): (usize, usize)| {
            let indicators = (1..self.arms()).map(|other| Some(f64::from(u8::from(arm == other))));
            let others = std::iter::once(self.before[row]).chain(self.cells(row));
            let others = others.filter(|_| is_adjusted);
            Observation {
                outcome: self.after[row],
                predictors: indicators.chain(others).collect(),
                cluster: self.clusters.as_ref().and_then(|names| names[row].clone()),
                count: self.counts[row],
            }
        };
        Observations::new(&names, self.rows().map(row))
    }

    /// Observations whose clusters are known.
    pub(super) fn clustered(&self, is_adjusted: bool) -> Result<Observations, InferenceError> {
        let found = self.observations(is_adjusted);
        if found.is_clustered() {
            return Ok(found);
        }
        let reason = "no unit names its `cluster`".to_owned();
        Err(InferenceError::Unsuited { reason })
    }

    /// Units of one arm and the reference, complete or not.
    pub(super) fn partial(&self, one: &Arm) -> Vec<PartialMeasurement> {
        let place = self.place(one);
        let unit = |(row, arm): (usize, usize)| PartialMeasurement {
            is_treated: arm == place,
            before: self.before[row],
            after: self.after[row],
            covariates: self.cells(row).collect(),
            count: self.counts[row],
        };
        self.rows().filter(|(_, arm)| *arm == 0 || *arm == place).map(unit).collect()
    }
}
