//! Random draws from a seed: whole tables at once, so that their cost does not grow with the number of people.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use statrs::function::gamma::ln_gamma;

use super::counted::whole;
use super::{InferenceError, Settings};

/// How often to draw, and from which seed: the same seed gives the same answer on every machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Resampling {
    /// Seed of the generator.
    pub seed: u64,
    /// Draws.
    pub times: u32,
}

impl Default for Resampling {
    /// 2,000 draws from seed 1.
    fn default() -> Self {
        Self { seed: 1, times: 2000 }
    }
}

/// Fewest draws that a p-value or a quantile can rest on, and most that a report can wait for.
const TIMES: (f64, f64) = (100.0, 1e6);

impl Resampling {
    /// What a header says under `seed` and `resamples`.
    ///
    /// # Errors
    ///
    /// [`InferenceError::Setting`] for a seed that is no whole number of 0 or more, or fewer than 100 or more than a
    /// million resamples.
    pub(super) fn asked(settings: &Settings) -> Result<Self, InferenceError> {
        let usual = Self::default();
        let whole_number = |name: &str, (least, most): (f64, f64), allowed: &str, usual: u64| {
            let Some(number) = settings.number(name)? else { return Ok(usual) };
            if number.fract() == 0.0 && (least..=most).contains(&number) {
                return Ok(whole(number));
            }
            Err(InferenceError::Setting {
                name: name.to_owned(),
                found: number.to_string(),
                allowed: allowed.to_owned(),
            })
        };
        // Beyond 2⁵³ two seeds that are written differently may be the same number.
        let most = 9_007_199_254_740_992.0;
        let seed = whole_number("seed", (0.0, most), "a whole number of 0 or more", usual.seed)?;
        let allowed = "a whole number from 100 to 1000000";
        let times = whole_number("resamples", TIMES, allowed, u64::from(usual.times))?;
        Ok(Self { seed, times: u32::try_from(times).unwrap_or(usual.times) })
    }

    /// What a reader needs to repeat it.
    pub(super) fn said(self) -> String {
        format!("{} draws from seed {}", self.times, self.seed)
    }
}

/// A stream of random numbers.
pub(super) struct Draws(ChaCha8Rng);

/// Below it a count is drawn by walking through its distribution, above it by rejection.
const FEW: f64 = 10.0;

impl Draws {
    pub(super) fn new(seed: u64) -> Self {
        Self(ChaCha8Rng::seed_from_u64(seed))
    }

    /// Uniform, never 0 and never 1.
    pub(super) fn uniform(&mut self) -> f64 {
        const STEP: f64 = 1.0 / (1_u64 << 53) as f64;
        ((self.0.next_u64() >> 11) as f64 + 0.5) * STEP
    }

    /// A whole number below `n`, which is above 0.
    pub(super) fn below(&mut self, n: u64) -> u64 {
        let wide = u128::from(self.0.next_u64()) * u128::from(n);
        // The bias is below n / 2⁶⁴.
        u64::try_from(wide >> 64).unwrap_or_default()
    }

    /// Successes in `n` trials.
    pub(super) fn binomial(&mut self, n: u64, p: f64) -> u64 {
        if n == 0 || p <= 0.0 {
            return 0;
        }
        if p > 0.5 {
            return n - self.binomial(n, 1.0 - p);
        }
        if n as f64 * p < FEW { self.few_successes(n, p) } else { self.many_successes(n, p) }
    }

    /// By the distribution function, from 0 upwards.
    fn few_successes(&mut self, n: u64, p: f64) -> u64 {
        let odds = p / (1.0 - p);
        let mut probability = (n as f64 * (-p).ln_1p()).exp();
        let mut left = self.uniform();
        let mut k = 0;
        while left > probability && k < n {
            left -= probability;
            probability *= odds * (n - k) as f64 / (k + 1) as f64;
            k += 1;
        }
        k
    }

    /// Hörmann (1993), "The generation of binomial random variates", algorithm BTRS; its constants are the paper's.
    fn many_successes(&mut self, n: u64, p: f64) -> u64 {
        let n = n as f64;
        let deviation = (n * p * (1.0 - p)).sqrt();
        let wide = 1.15 + 2.53 * deviation;
        let steep = -0.0873 + 0.0248 * wide + 0.01 * p;
        let centre = n * p + 0.5;
        let alpha = (2.83 + 5.1 / wide) * deviation;
        let mode = ((n + 1.0) * p).floor();
        let top = ln_gamma(mode + 1.0) + ln_gamma(n - mode + 1.0);
        loop {
            let (across, up) = (self.uniform() - 0.5, self.uniform());
            let edge = 0.5 - across.abs();
            let found = ((2.0 * steep / edge + wide) * across + centre).floor();
            if edge >= 0.07 && up <= 0.92 - 4.2 / wide {
                return whole(found);
            }
            if !(0.0..=n).contains(&found) {
                continue;
            }
            let height = top - ln_gamma(found + 1.0) - ln_gamma(n - found + 1.0)
                + (found - mode) * (p / (1.0 - p)).ln();
            if (up * alpha / (steep / (edge * edge) + wide)).ln() <= height {
                return whole(found);
            }
        }
    }

    /// Marked ones among `drawn` that are drawn from `marked` and `plain` ones without putting back.
    pub(super) fn hypergeometric(&mut self, marked: u64, plain: u64, drawn: u64) -> u64 {
        let all = marked + plain;
        // Those that stay behind are as random as those that are drawn.
        if drawn > all - drawn {
            return marked - self.hypergeometric(marked, plain, all - drawn);
        }
        if marked > plain {
            return drawn - self.hypergeometric(plain, marked, drawn);
        }
        if drawn.min(marked) as f64 <= FEW {
            self.few_marked(marked, plain, drawn)
        } else {
            self.many_marked(marked, plain, drawn)
        }
    }

    /// One by one; which of two kinds is called drawn and which marked makes no difference.
    fn few_marked(&mut self, marked: u64, plain: u64, drawn: u64) -> u64 {
        let all = marked + plain;
        let (mut open, steps) = (marked.max(drawn), marked.min(drawn));
        let mut found = 0;
        for step in 0..steps {
            if self.below(all - step) < open {
                found += 1;
                open -= 1;
            }
        }
        found
    }

    /// Stadlober (1990), "The ratio of uniforms approach for generating discrete random variates", algorithm HRUA.
    fn many_marked(&mut self, marked: u64, plain: u64, drawn: u64) -> u64 {
        let (marked, plain, drawn) = (marked as f64, plain as f64, drawn as f64);
        let all = marked + plain;
        let share = marked / all;
        let centre = drawn * share + 0.5;
        let deviation = ((all - drawn) * drawn * share * (1.0 - share) / (all - 1.0) + 0.5).sqrt();
        // 2√(2/e) and 3 − 2√(3/e): the hat that covers every such distribution.
        let width = 1.715_527_769_921_413_5 * deviation + 0.898_916_162_058_898_8;
        let height = |k: f64| {
            ln_gamma(k + 1.0)
                + ln_gamma(marked - k + 1.0)
                + ln_gamma(drawn - k + 1.0)
                + ln_gamma(plain - drawn + k + 1.0)
        };
        let top = height(((drawn + 1.0) * (marked + 1.0) / (all + 2.0)).floor());
        let most = (drawn.min(marked) + 1.0).min((centre + 16.0 * deviation).floor());
        loop {
            let (x, y) = (self.uniform(), self.uniform());
            let place = centre + width * (y - 0.5) / x;
            if !(0.0..most).contains(&place) {
                continue;
            }
            let k = place.floor();
            if 2.0 * x.ln() <= top - height(k) {
                return whole(k);
            }
        }
    }

    /// A sample of as many units as there are, with putting back: how often each row is drawn.
    pub(super) fn resample(&mut self, counts: &[u64], drawn: &mut [u64]) {
        let mut left: u64 = counts.iter().sum();
        let mut units = left;
        for (place, count) in drawn.iter_mut().zip(counts) {
            *place = if *count == left {
                units
            } else {
                self.binomial(units, *count as f64 / left as f64)
            };
            units -= *place;
            left -= count;
        }
    }

    /// Draws new partners: calls `meet(row, column, units)` for every cell of a random table with these margins.
    ///
    /// Both margins have the same sum.
    pub(super) fn partners(
        &mut self,
        rows: &[u64],
        columns: &[u64],
        mut meet: impl FnMut(usize, usize, u64),
    ) {
        let units: u64 = rows.iter().sum();
        if units <= (rows.len() * columns.len()) as u64 {
            return self.shuffled(rows, columns, meet);
        }
        let mut open = columns.to_vec();
        let mut left = units;
        for (row, &size) in rows.iter().enumerate() {
            let (mut need, mut pool) = (size, left);
            for (column, open) in open.iter_mut().enumerate() {
                if need == 0 {
                    break;
                }
                let found = self.hypergeometric(*open, pool - *open, need);
                pool -= *open;
                *open -= found;
                need -= found;
                if found > 0 {
                    meet(row, column, found);
                }
            }
            left -= size;
        }
    }

    /// As [`partners`](Self::partners), unit by unit: cheaper when there are more cells than units.
    fn shuffled(&mut self, rows: &[u64], columns: &[u64], mut meet: impl FnMut(usize, usize, u64)) {
        let each = |(at, count): (usize, &u64)| (0..*count).map(move |_| at);
        let mut places: Vec<usize> = columns.iter().enumerate().flat_map(each).collect();
        for (at, row) in rows.iter().enumerate().flat_map(each).enumerate() {
            let others = (places.len() - at) as u64;
            let other = at + usize::try_from(self.below(others)).unwrap_or_default();
            places.swap(at, other);
            meet(row, places[at], 1);
        }
    }
}

#[cfg(test)]
mod tests {
    use approx::assert_abs_diff_eq;

    use super::*;

    /// Mean and variance of 40,000 draws lie within five standard errors of the true ones.
    fn assert_moments(draw: impl FnMut() -> u64, mean: f64, variance: f64) {
        const TIMES: f64 = 40_000.0;
        let values: Vec<f64> =
            std::iter::repeat_with(draw).take(40_000).map(|value| value as f64).collect();
        let found = values.iter().sum::<f64>() / TIMES;
        let spread = values.iter().map(|value| (value - found).powi(2)).sum::<f64>() / TIMES;
        assert_abs_diff_eq!(found, mean, epsilon = 5.0 * (variance / TIMES).sqrt());
        assert_abs_diff_eq!(spread / variance, 1.0, epsilon = 5.0 * (3.0 / TIMES).sqrt());
    }

    #[test]
    fn successes_have_their_mean_and_variance() {
        let mut draws = Draws::new(3);
        for (n, p) in
            [(1, 0.5), (40, 0.1), (40, 0.9), (40, 0.5), (1000, 0.03), (1_000_000_000, 0.3)]
        {
            let mean = n as f64 * p;
            assert_moments(|| draws.binomial(n, p), mean, mean * (1.0 - p));
        }
        assert_eq!(
            (draws.binomial(0, 0.4), draws.binomial(9, 0.0), draws.binomial(9, 1.0)),
            (0, 0, 9)
        );
    }

    #[test]
    fn drawing_without_putting_back_has_its_mean_and_variance() {
        let mut draws = Draws::new(4);
        for (marked, plain, drawn) in [
            (5, 5, 5),
            (30, 50, 8),
            (50, 30, 60),
            (400, 300, 250),
            (300, 4000, 3900),
            (30_000_000, 50_000_000, 20_000_000),
        ] {
            let all = (marked + plain) as f64;
            let share = marked as f64 / all;
            let mean = drawn as f64 * share;
            let variance = mean * (1.0 - share) * (all - drawn as f64) / (all - 1.0);
            assert_moments(|| draws.hypergeometric(marked, plain, drawn), mean, variance);
        }
        assert_eq!((draws.hypergeometric(4, 0, 3), draws.hypergeometric(0, 4, 3)), (3, 0));
    }

    #[test]
    fn new_partners_keep_both_margins() {
        for (rows, columns) in [([1_u64, 2, 1], [2_u64, 1, 1]), ([100, 250, 50], [30, 40, 330])] {
            let mut draws = Draws::new(5);
            for _ in 0..50 {
                let (mut left, mut right) = ([0; 3], [0; 3]);
                draws.partners(&rows, &columns, |row, column, units| {
                    left[row] += units;
                    right[column] += units;
                });
                assert_eq!((left, right), (rows, columns));
            }
        }
    }

    #[test]
    fn a_resample_has_as_many_units_and_the_same_seed_the_same_units() {
        let counts = [5, 1, 0, 994, 17];
        let drawn = |seed| {
            let mut units = [0; 5];
            Draws::new(seed).resample(&counts, &mut units);
            units
        };
        assert_eq!(drawn(7), drawn(7));
        assert_ne!(drawn(7), drawn(8));
        assert_eq!((drawn(7).iter().sum::<u64>(), drawn(7)[2]), (1017, 0));
    }

    #[test]
    fn a_header_may_set_seed_and_draws_and_a_wrong_one_is_said() {
        let asked = |key: &str, text: &str| {
            let keys = std::collections::BTreeMap::from([(key.to_owned(), text.to_owned())]);
            Resampling::asked(&Settings::new(crate::inference::Level::P95, keys))
        };
        assert_eq!(asked("seed", "7"), Ok(Resampling { seed: 7, times: 2000 }));
        assert_eq!(asked("resamples", "10000"), Ok(Resampling { seed: 1, times: 10_000 }));
        for (key, text) in
            [("seed", "-1"), ("seed", "1.5"), ("resamples", "99"), ("resamples", "x")]
        {
            assert!(
                matches!(asked(key, text), Err(InferenceError::Setting { .. })),
                "{key} {text}"
            );
        }
    }
}
