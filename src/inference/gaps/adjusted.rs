//! Gaps between units that are alike otherwise: what is left of a gap when both sides started from the same place.

use std::collections::BTreeSet;

use super::compared::{Side, What};
use super::{ADJUSTED_GAP_TO_OTHERS, OWN};
use crate::inference::design::{Numbering, optional_texts};
use crate::inference::regression::clustered::FEWEST_CLUSTERS;
use crate::inference::regression::observations::Unit;
use crate::inference::{
    Answer, ClusterSpread, InferenceError, Level, Observations, Spread, cluster_contrast,
    least_squares, linear_contrast,
};
use crate::measures::{ADJUSTED_BY, Cells};

/// A row of the model.
type Observed = Unit<Vec<Option<f64>>>;

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
    sides.add(what, &own.slice.cells, 1.0);
    for other in others {
        sides.add(what, &other.slice.cells, 0.0);
    }
    let by = sides.adjusted_for(&own.slice.cells);
    if by.is_empty() || sides.rows.is_empty() {
        return Ok(None);
    }
    let (names, rows) = sides.columns(&by);
    let of_side = |side: f64| rows.iter().filter(move |row| row.predictors[0] == Some(side));
    let complete =
        |side: f64| of_side(side).filter(|row| is_complete(row)).map(|row| row.count).sum::<u64>();
    let incomplete = of_side(1.0).filter(|row| !is_complete(row));
    let blank = what.blank(ADJUSTED_GAP_TO_OTHERS, contrast, own, others);
    let mut blank =
        blank.counted(complete(0.0).min(complete(1.0)), incomplete.map(|row| row.count).sum());
    blank.note(format!("adjusted for {}", by.join(" and ")));
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let observations = Observations::numbered(&names, rows, true);
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

fn is_complete(row: &Observed) -> bool {
    row.outcome.is_some() && row.predictors.iter().all(Option::is_some)
}

/// The rows of both sides.
#[derive(Default)]
struct Sides {
    rows: Vec<Row>,
    has_start: bool,
    numbering: Numbering,
}

/// One row of a side's table.
struct Row {
    side: f64,
    outcome: Option<f64>,
    start: Option<f64>,
    /// Levels of the segments that are adjusted for.
    levels: Vec<Option<String>>,
    cluster: Option<u64>,
    count: u64,
}

impl Sides {
    fn add(&mut self, what: &What, cells: &Cells, side: f64) {
        let Some(modelled) = what.modelled(cells) else { return };
        self.has_start |= modelled.start.is_some();
        let clusters = self.numbering.of(cells, "cluster");
        let columns: Vec<Vec<Option<String>>> = cells
            .names()
            .iter()
            .filter(|name| name.starts_with(ADJUSTED_BY))
            .filter_map(|name| optional_texts(cells, name))
            .collect();
        let row = |(at, outcome): (usize, Option<f64>)| Row {
            side,
            outcome,
            start: modelled.start.and_then(|start| start[at]),
            levels: columns.iter().map(|column| column[at].clone()).collect(),
            cluster: clusters.as_ref().and_then(|column| column[at]),
            count: cells.counts()[at],
        };
        self.rows.extend(modelled.outcome.into_iter().enumerate().map(row));
    }

    /// What is adjusted for, in words.
    fn adjusted_for<'c>(&self, cells: &'c Cells) -> Vec<&'c str> {
        let segments = cells.names().iter().filter_map(|name| name.strip_prefix(ADJUSTED_BY));
        self.has_start.then_some(START).into_iter().chain(segments).collect()
    }

    /// Names and rows of the model: the side, the start, and the segments.
    fn columns(&self, by: &[&str]) -> (Vec<String>, Vec<Observed>) {
        let mut names = vec![OWN.to_owned()];
        let mut columns: Vec<Vec<Option<f64>>> =
            vec![self.rows.iter().map(|row| Some(row.side)).collect()];
        let mut segments = by;
        if self.has_start {
            names.push(START.to_owned());
            columns.push(self.rows.iter().map(|row| row.start).collect());
            segments = &by[1..];
        }
        for (at, segment) in segments.iter().enumerate() {
            let levels: Vec<Option<&str>> =
                self.rows.iter().map(|row| row.levels[at].as_deref()).collect();
            for (name, column) in as_numbers(segment, &levels) {
                names.push(name);
                columns.push(column);
            }
        }
        let observed = |(at, row): (usize, &Row)| Unit {
            outcome: row.outcome,
            predictors: columns.iter().map(|column| column[at]).collect(),
            cluster: row.cluster,
            count: row.count,
        };
        (names, self.rows.iter().enumerate().map(observed).collect())
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
