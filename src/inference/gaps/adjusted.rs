//! Gaps between units that are alike otherwise: what is left of a gap when both sides started from the same place.

use std::collections::BTreeSet;

use super::compared::{Side, What};
use super::{ADJUSTED_GAP_TO_OTHERS, OWN};
use crate::inference::design::optional_texts;
use crate::inference::regression::clustered::FEWEST_CLUSTERS;
use crate::inference::regression::observations::Unit;
use crate::inference::{
    Answer, ClusterSpread, InferenceError, Level, Observations, Spread, cluster_contrast,
    least_squares, linear_contrast,
};
use crate::measures::{ADJUSTED_BY, Cells};

/// Name of the start in the model.
const START: &str = "the start";

/// The adjusted gap, when there is something to adjust for: where a unit started, in designs that know it, and the segments
/// that the plan adjusts this one for. A regression of the outcome on the side and these; the coefficient of the side.
pub(super) fn gap(
    what: &What,
    contrast: &str,
    own: &Side<'_>,
    others: &[&Side<'_>],
    level: Level,
) -> Result<Option<Answer>, InferenceError> {
    let mut sides = Sides::default();
    sides.add(what, own, 1.0);
    for other in others {
        sides.add(what, other, 0.0);
    }
    let by = sides.adjusted_for(&own.slice.cells);
    if by.is_empty() || sides.rows.is_empty() {
        return Ok(None);
    }
    let (names, predictors) = sides.columns(&by);
    let units = || {
        let each = sides.rows.iter().zip(predictors.chunks_exact(names.len()));
        each.map(|(&Row { outcome, cluster, count, .. }, predictors)| Unit {
            outcome,
            predictors,
            cluster,
            count,
        })
    };
    let count = |side: f64, complete: bool| -> u64 {
        let own = units().filter(|unit| unit.predictors[0] == Some(side));
        own.filter(|unit| is_complete(unit) == complete).map(|unit| unit.count).sum()
    };
    let blank = what.blank(ADJUSTED_GAP_TO_OTHERS, contrast, own, others);
    let mut blank = blank.counted(count(0.0, true).min(count(1.0, true)), count(1.0, false));
    blank.note(format!("adjusted for {}", by.join(" and ")));
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let observations = Observations::numbered(&names, units(), true);
    let by_cluster = observations.is_clustered() && observations.n_clusters() >= FEWEST_CLUSTERS;
    let method = if by_cluster { "regression_cr2" } else { "regression_hc3" };
    method.clone_into(&mut blank.method);
    let test = least_squares(&observations).and_then(|model| {
        let contrast = model.only(OWN)?;
        if by_cluster {
            cluster_contrast(&model, &contrast, ClusterSpread::Cr2, level)
        } else {
            linear_contrast(&model, &contrast, Spread::Hc3, level)
        }
    });
    let answer = blank.filled(test, |answer, test| {
        answer.take(&test);
        if by_cluster {
            answer.rests_on_clusters(observations.n_clusters());
        }
    })?;
    Ok(Some(answer))
}

fn is_complete(unit: &Unit<&[Option<f64>]>) -> bool {
    unit.outcome.is_some() && unit.predictors.iter().all(Option::is_some)
}

/// The rows of both sides.
#[derive(Default)]
struct Sides {
    rows: Vec<Row>,
    has_start: bool,
    /// Levels of the segments that are adjusted for: for each of these, row by row.
    levels: Vec<Vec<Option<String>>>,
}

/// One row of a side's table.
struct Row {
    side: f64,
    outcome: Option<f64>,
    start: Option<f64>,
    cluster: Option<u64>,
    count: u64,
}

impl Sides {
    fn add(&mut self, what: &What, of: &Side<'_>, side: f64) {
        let cells = &of.slice.cells;
        let Some(modelled) = what.modelled(cells) else { return };
        self.has_start |= modelled.start.is_some();
        let segments = cells.names().iter().filter(|name| name.starts_with(ADJUSTED_BY));
        for (at, segment) in segments.enumerate() {
            let column = optional_texts(cells, segment).unwrap_or_default();
            let levels = of.rows().map(|(_, row)| column.get(row).cloned().flatten());
            match self.levels.get_mut(at) {
                Some(known) => known.extend(levels),
                None => self.levels.push(levels.collect()),
            }
        }
        self.rows.extend(of.rows().map(|(cluster, row)| Row {
            side,
            outcome: modelled.outcome[row],
            start: modelled.start.and_then(|start| start[row]),
            cluster,
            count: cells.counts()[row],
        }));
    }

    /// What is adjusted for, in words.
    fn adjusted_for<'c>(&self, cells: &'c Cells) -> Vec<&'c str> {
        let segments = cells.names().iter().filter_map(|name| name.strip_prefix(ADJUSTED_BY));
        self.has_start.then_some(START).into_iter().chain(segments).collect()
    }

    /// Names of the model's predictors, the side, the start and the segments; and their numbers, row after row.
    fn columns(&self, by: &[&str]) -> (Vec<String>, Vec<Option<f64>>) {
        let mut names = vec![OWN.to_owned()];
        let mut segments = by;
        if self.has_start {
            names.push(START.to_owned());
            segments = &by[1..];
        }
        let mut columns = Vec::new();
        for (segment, levels) in segments.iter().zip(&self.levels) {
            let levels: Vec<Option<&str>> = levels.iter().map(Option::as_deref).collect();
            for (name, column) in as_numbers(segment, &levels) {
                names.push(name);
                columns.push(column);
            }
        }
        let mut numbers = Vec::with_capacity(self.rows.len() * names.len());
        for (at, row) in self.rows.iter().enumerate() {
            numbers.push(Some(row.side));
            numbers.extend(self.has_start.then_some(row.start));
            numbers.extend(columns.iter().map(|column| column[at]));
        }
        (names, numbers)
    }
}

/// A segment as columns of numbers: its levels themselves when all of them are numbers, else one for each level but the first.
fn as_numbers(name: &str, levels: &[Option<&str>]) -> Vec<(String, Vec<Option<f64>>)> {
    let distinct: BTreeSet<&str> = levels.iter().copied().flatten().collect();
    let number = |word: &str| word.trim().parse::<f64>().ok().filter(|number| number.is_finite());
    if distinct.len() > 1 && distinct.iter().all(|level| number(level).is_some()) {
        let column = levels.iter().map(|level| level.and_then(number)).collect();
        return vec![(name.to_owned(), column)];
    }
    let is = |level: &str| {
        let flag = |word: &str| f64::from(u8::from(word == level));
        levels.iter().map(|word| word.map(flag)).collect()
    };
    distinct.into_iter().skip(1).map(|level| (format!("{name} {level}"), is(level))).collect()
}
