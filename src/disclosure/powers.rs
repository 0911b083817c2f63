//! What an answer gives away of the bars below it: sums of their values, of their squares, of promoters.

use super::tables::WHOLE;
use crate::inference::Finding;

/// Sums of the bars that an answer gives away.
#[derive(Clone, Copy)]
pub(super) enum Power {
    Mean,
    /// The interval of a plain mean gives its standard deviation.
    Square,
    /// Promoters count twice, those in between once.
    Promoters,
}

impl Power {
    pub(super) fn of(self, value: f64, lowest: f64) -> f64 {
        match self {
            Self::Mean => value - lowest,
            Self::Square => (value - lowest).powi(2),
            Self::Promoters if value >= 9.0 => 2.0,
            Self::Promoters if value >= 7.0 => 1.0,
            Self::Promoters => 0.0,
        }
    }
}

/// The sums that one answer tells.
pub(super) fn powers(finding: &Finding, bars: &[(f64, u64, usize)]) -> Vec<Power> {
    let (Some(estimate), Some(n)) = (finding.estimate, finding.n) else { return Vec::new() };
    let n = n as f64;
    let sum = |of: &dyn Fn(f64) -> f64| -> f64 {
        bars.iter().map(|(value, count, _)| of(*value) * *count as f64).sum()
    };
    let is = |found: f64, told: f64| (found - told).abs() < WHOLE * n.max(1.0);
    if is(sum(&|value| value), estimate * n) && finding.answer.starts_with("mean") {
        let plain = finding.method == "mean_t" && finding.low.is_some();
        return if plain { vec![Power::Mean, Power::Square] } else { vec![Power::Mean] };
    }
    let promoters = is(sum(&|value| Power::Promoters.of(value, 0.0)), (1.0 + estimate) * n);
    if finding.unit == "nps" && promoters { vec![Power::Promoters] } else { Vec::new() }
}
