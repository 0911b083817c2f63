//! What several charts share: a scale with its ticks, nouns, and what stands in place of a number.

pub(crate) mod board;
pub(crate) mod forest;
pub(crate) mod ground;
pub(crate) mod key;
pub(crate) mod pairs;
pub(crate) mod plane;
pub(crate) mod rows;

use crate::inference::Finding;
use crate::report::format::{NARROW, NO_BREAK};
use crate::report::language::{Language, say};

use super::ChartData;

/// Font size of row labels and numbers.
pub(crate) const TEXT: f64 = 13.0;
/// Font size of ticks, notes and keys.
pub(crate) const SMALL: f64 = 12.0;
/// Radius of a dot.
pub(crate) const DOT: f64 = 5.5;

/// A straight map from values to pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Scale {
    pub(crate) values: (f64, f64),
    pub(crate) pixels: (f64, f64),
}

impl Scale {
    /// The pixel of a value; values beyond the ends stay at the ends.
    pub(crate) fn at(&self, value: f64) -> f64 {
        let (low, high) = self.values;
        let (from, to) = self.pixels;
        if high <= low {
            return f64::midpoint(from, to);
        }
        from + ((value - low) / (high - low)).clamp(0.0, 1.0) * (to - from)
    }
}

/// The step of a readable axis: 1, 2, 2.5 or 5 times a power of ten.
fn step(span: f64, most: usize) -> f64 {
    let rough = (span / most.max(1) as f64).max(1e-9);
    let power = 10.0_f64.powf(rough.log10().floor());
    let factor =
        [1.0, 2.0, 2.5, 5.0, 10.0].into_iter().find(|factor| factor * power >= rough * 0.999);
    factor.unwrap_or(10.0) * power
}

/// Readable values between the ends, at most so many steps.
pub(crate) fn ticks((low, high): (f64, f64), most: usize) -> Vec<f64> {
    let step = step(high - low, most);
    let mut ticks = Vec::new();
    let mut tick = (low / step - 1e-6).ceil() * step;
    while tick <= high + step * 1e-6 && ticks.len() < 50 {
        // Adding steps gathers rounding errors; a tick is a whole multiple of the step.
        let whole = (tick / step).round() * step;
        ticks.push(if whole.abs() < step * 1e-6 { 0.0 } else { whole });
        tick += step;
    }
    ticks
}

/// The range, widened to readable ends.
pub(crate) fn rounded((low, high): (f64, f64), most: usize) -> (f64, f64) {
    let span = if high > low { high - low } else { low.abs().max(1.0) };
    let step = step(span, most);
    let (from, to) = ((low / step + 1e-6).floor() * step, (high / step - 1e-6).ceil() * step);
    if to > from { (from, to) } else { (from - step, to + step) }
}

/// Digits that tell such ticks apart.
pub(crate) fn tick_digits(ticks: &[f64]) -> usize {
    let apart = |digits: i32| {
        let unit = 10.0_f64.powi(digits);
        ticks.iter().all(|tick| ((tick * unit).round() / unit - tick).abs() < 1e-6)
    };
    (0..=3_u8).find(|digits| apart(i32::from(*digits))).map_or(3, usize::from)
}

/// The smallest range that holds every value.
pub(crate) fn extent(values: impl IntoIterator<Item = f64>) -> Option<(f64, f64)> {
    values.into_iter().fold(None, |range, value| match range {
        None => Some((value, value)),
        Some((low, high)) => Some((low.min(value), high.max(value))),
    })
}

/// Numbers of a finding that belong on one axis.
pub(crate) fn numbers(finding: &Finding) -> impl Iterator<Item = f64> {
    [finding.estimate, finding.low, finding.high, finding.target].into_iter().flatten()
}

/// A count of what the measure's rows are about: `148 mentees`; `n 148` when that is unknown.
pub(crate) fn counted(data: &ChartData<'_>, n: Option<u64>) -> String {
    let Some(n) = n else { return String::new() };
    let language = data.language();
    match data.kpi.map(|kpi| kpi.unit.as_str()) {
        Some(unit) if !unit.is_empty() => language.chart_counted(n, unit),
        _ => format!("n{NO_BREAK}{}", language.count(n)),
    }
}

/// True for the slice of everyone: no segment.
pub(crate) fn is_everyone(finding: &Finding) -> bool {
    finding.dimension == "all"
}

/// True for the slice of all terms.
pub(crate) fn is_all_terms(finding: &Finding) -> bool {
    finding.term_id == "all"
}

/// What stands in place of the number, when there is none.
pub(crate) fn absence(language: &Language, finding: &Finding) -> String {
    if finding.suppressed.is_some() { language.hidden() } else { say!(language, "not-computed") }
}

/// The findings of the headline answer: the first one given.
pub(crate) fn headline<'a>(data: &ChartData<'a>) -> Vec<&'a Finding> {
    let first = data.findings.first().map(|finding| finding.answer.as_str());
    data.findings.iter().copied().filter(|finding| Some(finding.answer.as_str()) == first).collect()
}

/// Values in order, each one once.
pub(crate) fn distinct<T: PartialEq>(values: impl IntoIterator<Item = T>) -> Vec<T> {
    let mut seen = Vec::new();
    for value in values {
        if !seen.contains(&value) {
            seen.push(value);
        }
    }
    seen
}

/// The label of a tick in the style of its unit: `25 %`, `−50`, `3.5`.
pub(crate) fn tick_label(language: &Language, tick: f64, ticks: &[f64], unit: &str) -> String {
    match unit {
        "share" => format!("{}{NARROW}%", language.number(tick * 100.0, 0)),
        "nps" => language.number(tick * 100.0, 0),
        "percent" | "%" => format!("{}{NARROW}%", language.number(tick, tick_digits(ticks))),
        _ => language.number(tick, tick_digits(ticks)),
    }
}

/// A unit as the title of an axis; shares need none, their ticks carry the percent sign.
pub(crate) fn axis_title(language: &Language, unit: &str) -> String {
    match unit {
        "share" | "percent" | "%" | "ratio" | "count" => String::new(),
        "nps" => say!(language, "chart-nps"),
        other => language.unit(other),
    }
}
