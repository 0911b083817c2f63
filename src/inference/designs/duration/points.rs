//! What a chart draws of durations: curves, and how many are followed along the way.

use crate::inference::{Curve, Durations, Point};
use crate::plan::DAYS_PER_MONTH;

/// Distances between the days of which the number at risk is given: days, then months.
const DAYS: [f64; 5] = [1.0, 2.0, 5.0, 7.0, 14.0];
const MONTHS: [f64; 7] = [1.0, 2.0, 3.0, 6.0, 12.0, 24.0, 60.0];
/// More numbers do not fit below a chart.
const MOST_GAPS: f64 = 8.0;

/// A point per step: share with interval, and followed just before it.
pub(super) fn steps(series: &str, label: Option<&str>, curve: &Curve) -> Vec<Point> {
    let point = |step: &crate::inference::Step| Point {
        series: series.to_owned(),
        label: label.map(str::to_owned),
        x: Some(step.day),
        y: Some(step.share.value),
        low: step.share.low,
        high: step.share.high,
        n: Some(step.at_risk),
    };
    curve.steps().iter().map(point).collect()
}

/// Followed just before about seven round days, up to the last.
pub(super) fn numbers_at_risk(durations: &Durations) -> Vec<Point> {
    let Some(last) = durations.last_day() else { return Vec::new() };
    let months = MONTHS.map(|months| months * DAYS_PER_MONTH);
    let longest = months[months.len() - 1];
    let mut steps = DAYS.iter().chain(&months).copied();
    let step = steps.find(|step| last / step <= MOST_GAPS).unwrap_or(longest);
    // Months have no whole number of days; the day nearest to their end is said.
    let days = (0_u32..).map(|at| (f64::from(at) * step).round()).take_while(|day| *day <= last);
    let point = |day: f64| Point {
        series: "at_risk".to_owned(),
        x: Some(day),
        n: Some(durations.at_risk(day)),
        ..Point::default()
    };
    days.map(point).collect()
}
