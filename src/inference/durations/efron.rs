//! Sums over the failures of one day, as if they came one after the other (Efron), however many there are.

/// Up to so many terms are added one by one; beyond, the smooth part is integrated.
const ONE_BY_ONE: u64 = 64;
/// So many of the smallest terms are always added: below them the terms are not smooth enough.
const SHARPEST: u64 = 32;

/// `Σ ln(a − l)`, `Σ 1/(a − l)` and `Σ 1/(a − l)²` for l from 0 to d − 1, with a ≥ d ≥ 1.
pub(super) struct Sums {
    pub(super) logarithms: f64,
    pub(super) inverses: f64,
    pub(super) squares: f64,
}

impl Sums {
    pub(super) fn of(a: f64, d: u64) -> Self {
        let mut sums = Self { logarithms: 0.0, inverses: 0.0, squares: 0.0 };
        let smooth = if d <= ONE_BY_ONE { 0 } else { d - SHARPEST };
        for l in smooth..d {
            let term = a - l as f64;
            sums.logarithms += term.ln();
            sums.inverses += 1.0 / term;
            sums.squares += 1.0 / (term * term);
        }
        if smooth > 0 {
            sums.add_smooth(a, smooth as f64);
        }
        sums
    }

    /// The first `m` terms by the midpoint rule with Euler and Maclaurin's corrections: 1/24, 7/5760 and 31/967680 of
    /// the first, third and fifth derivatives at the ends. Terms are above 32, where the next correction is below 1e-15.
    fn add_smooth(&mut self, a: f64, m: f64) {
        let (low, high) = (a - m + 0.5, a + 0.5);
        let corrected = |integral: f64, first: f64, third: f64, fifth: f64| {
            integral - first / 24.0 + 7.0 * third / 5760.0 - 31.0 * fifth / 967_680.0
        };
        let over = |power: i32| high.powi(-power) - low.powi(-power);
        let ratio = (m / low).ln_1p();
        self.logarithms +=
            corrected(low * ratio + m * (high.ln() - 1.0), over(1), 2.0 * over(3), 24.0 * over(5));
        self.inverses += corrected(ratio, -over(2), -6.0 * over(4), -120.0 * over(6));
        self.squares +=
            corrected(m / (low * high), -2.0 * over(3), -24.0 * over(5), -720.0 * over(7));
    }
}

#[cfg(test)]
mod tests {
    use approx::assert_abs_diff_eq;

    use super::*;

    #[test]
    fn many_failures_on_a_day_give_the_sums_of_one_after_the_other() {
        for (a, d) in [(65.0, 65), (70.5, 65), (1000.0, 1000), (1e6, 999), (12_345.6, 12_000)] {
            let terms = || (0..d).map(|l| a - f64::from(l));
            let found = Sums::of(a, u64::try_from(d).unwrap());
            let logarithms: f64 = terms().map(f64::ln).sum();
            let inverses: f64 = terms().map(|term| 1.0 / term).sum();
            let squares: f64 = terms().map(|term| 1.0 / (term * term)).sum();
            assert_abs_diff_eq!(found.logarithms / logarithms, 1.0, epsilon = 1e-12);
            assert_abs_diff_eq!(found.inverses / inverses, 1.0, epsilon = 1e-12);
            assert_abs_diff_eq!(found.squares / squares, 1.0, epsilon = 1e-12);
        }
    }
}
