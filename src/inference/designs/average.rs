//! A mean with the interval that fits the data: by unit, or by cluster when units share one.

use crate::inference::design::Numbering;
use crate::inference::regression::clustered::{FEWEST_CLUSTERS, too_few_clusters};
use crate::inference::{
    Answer, Clusters, InferenceError, Level, Sample, TestResult, clustered_mean,
};
use crate::measures::Cells;

/// The clusters of a column `cluster`; `None` without such a column or without any name in it.
pub(super) fn clusters(cells: &Cells, values: &[Option<f64>]) -> Option<Clusters> {
    let numbers = Numbering::default().of(cells, "cluster")?;
    let clusters = Clusters::gathered(values, numbers, cells.counts());
    (!clusters.is_unnamed()).then_some(clusters)
}

/// Fills in a mean: the plain statistic, or the clustered one from four clusters on.
pub(super) fn average(
    mut answer: Answer,
    sample: &Sample,
    clusters: Option<&Clusters>,
    level: Level,
    plain: impl FnOnce() -> Result<TestResult, InferenceError>,
) -> Result<(Answer, Option<TestResult>), InferenceError> {
    let few = clusters.is_some_and(|clusters| clusters.n_clusters() < FEWEST_CLUSTERS);
    let result = match clusters.filter(|_| !few) {
        Some(clusters) => {
            answer.method.push_str("_cr2");
            answer.rests_on_clusters(clusters.n_clusters());
            clustered_mean(clusters, level)
        }
        None => plain(),
    };
    if few {
        answer.note(too_few_clusters());
    }
    let mut kept = None;
    let answer = answer.filled_or_point(result, sample.mean(), |answer, test| {
        answer.take_interval(&test);
        kept = Some(test);
    })?;
    Ok((answer, kept))
}
