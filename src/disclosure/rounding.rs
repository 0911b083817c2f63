//! Rounding of shares: what is said less exactly tells less.

use crate::inference::{Finding, SeriesPoint};
use crate::plan::Privacy;

/// Rounds every share with its interval; what would give the unrounded one away goes.
pub(super) fn round(findings: &mut [Finding], series: &mut [SeriesPoint], privacy: &Privacy) {
    let Some(step) = privacy.rounded_to else { return };
    // Divided by a whole number: 0.07 stays 0.07.
    let per_unit = (1.0 / step).round();
    let round = |value: &mut Option<f64>| {
        *value = value.map(|value| (value * per_unit).round() / per_unit);
    };
    for finding in findings.iter_mut().filter(|finding| finding.unit == "share") {
        [&mut finding.estimate, &mut finding.low, &mut finding.high].into_iter().for_each(round);
        (finding.statistic, finding.df, finding.effect) = (None, None, None);
        (finding.effect_low, finding.effect_high) = (None, None);
    }
    // Bars say how many; their shares are those of the counts.
    for point in
        series.iter_mut().filter(|point| point.series == "incidence" || point.series == "survival")
    {
        [&mut point.y, &mut point.low, &mut point.high].into_iter().for_each(round);
    }
}
