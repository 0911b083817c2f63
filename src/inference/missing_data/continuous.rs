//! Random numbers that are not whole: normal and chi-square.

use crate::inference::draws::Draws;

impl Draws {
    /// A standard normal number, by Marsaglia's polar method (1964).
    pub(super) fn normal(&mut self) -> f64 {
        loop {
            let (across, up) = (2.0 * self.uniform() - 1.0, 2.0 * self.uniform() - 1.0);
            let square = across * across + up * up;
            if square > 0.0 && square < 1.0 {
                return across * (-2.0 * square.ln() / square).sqrt();
            }
        }
    }

    /// A chi-square number; `df` is above 0. By Marsaglia & Tsang (2000), which their constants are from.
    pub(super) fn chi_square(&mut self, df: f64) -> f64 {
        let shape = df / 2.0;
        if shape < 1.0 {
            // A gamma of one more, by a power of a uniform number.
            return self.chi_square(df + 2.0) * self.uniform().powf(1.0 / shape);
        }
        let (centre, scale) = (shape - 1.0 / 3.0, 1.0 / (9.0 * shape - 3.0).sqrt());
        loop {
            let normal = self.normal();
            let root = 1.0 + scale * normal;
            if root <= 0.0 {
                continue;
            }
            let cube = root * root * root;
            if self.uniform().ln() < normal * normal / 2.0 + centre * (1.0 - cube + cube.ln()) {
                return 2.0 * centre * cube;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_have_their_mean_and_variance() {
        let mut draws = Draws::new(11);
        let moments = |values: &[f64]| {
            let n = values.len() as f64;
            let mean = values.iter().sum::<f64>() / n;
            (mean, values.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / n)
        };
        let normal: Vec<f64> = (0..40_000).map(|_| draws.normal()).collect();
        let (mean, variance) = moments(&normal);
        assert!(mean.abs() < 0.025 && (variance - 1.0).abs() < 0.035, "{mean} {variance}");
        for df in [1.0, 2.0, 7.5, 400.0] {
            let values: Vec<f64> = (0..40_000).map(|_| draws.chi_square(df)).collect();
            let (mean, variance) = moments(&values);
            assert!((mean / df - 1.0).abs() < 5.0 * (2.0 / df / 40_000.0).sqrt(), "{df}: {mean}");
            assert!((variance / (2.0 * df) - 1.0).abs() < 0.15, "{df}: {variance}");
        }
    }
}
