//! The check against chance: are partners closer than strangers of the same program?

use crate::inference::draws::Draws;
use crate::inference::dyads::margin::{Gap, Margin, strangers};
use crate::inference::sample::at_least;
use crate::inference::{InferenceError, Paired, Resampling};

/// Partners against strangers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PartnerCheck {
    /// Mean size of the gap between partners.
    pub observed: f64,
    /// Mean size of the gap when partners are drawn anew: exact, the product of the margins.
    pub by_chance: f64,
    /// Standard deviation of that mean over all ways to draw partners: exact.
    pub standard_deviation: f64,
    /// `observed − by_chance`: below 0 when partners are closer than strangers.
    pub difference: f64,
    /// Two-sided p-value: how often drawn partners are at least as far from `by_chance` as the real ones.
    pub p_value: f64,
    /// Complete pairs.
    pub n: u64,
}

/// Partner check: are mentor and mentee closer to one another than any mentor to any mentee?
///
/// # Definition
///
/// The mean of `|x − y|` over pairs, against the same mean when every first answer gets a second answer of the
/// program by lot. Its expectation over all ways to do so is the mean gap of every first to every second answer, and its
/// standard deviation has a closed form too. The p-value counts, among `times` drawn re-pairings, those that are at
/// least as far from the expectation as the real pairs; the real ones count as one of them.
///
/// # Shapes and units
///
/// n ≥ 2 complete pairs on the same scale; points. Linear weighted kappa is `1 − observed / by_chance`.
///
/// # Assumptions
///
/// Under chance every re-pairing is as likely as any other: within sites or years that differ, check each on its own.
///
/// # Errors
///
/// [`InferenceError::TooFew`] below two pairs, [`InferenceError::NoVariation`] when one side always answers the same.
///
/// # Reference
///
/// Kenny, Kashy & Cook (2006), *Dyadic Data Analysis*, Guilford, on pseudo-couples. Hoeffding (1951), "A combinatorial
/// central limit theorem", *Annals of Mathematical Statistics* 22: 558–566, for expectation and variance. Expected
/// numbers: all 24 re-pairings by hand.
///
/// # Example
///
/// ```
/// # use approx::assert_abs_diff_eq;
/// # use mentorlens::inference::{InferenceError, Paired, Resampling, partner_check};
/// let pairs = [(1.0, 1.0), (2.0, 2.0), (3.0, 3.0), (4.0, 4.0)].map(|(x, y)| (Some(x), Some(y)));
/// let check = partner_check(&Paired::new(&pairs), Resampling::default())?;
/// assert_abs_diff_eq!(check.observed, 0.0);
/// assert_abs_diff_eq!(check.by_chance, 1.25);
/// assert_abs_diff_eq!(check.p_value, 1.0 / 24.0, epsilon = 0.01);
/// # Ok::<(), InferenceError>(())
/// ```
pub fn partner_check(
    pairs: &Paired,
    resampling: Resampling,
) -> Result<PartnerCheck, InferenceError> {
    at_least(pairs.n(), 2, "complete pairs")?;
    let (one, other) = (pairs.before(), pairs.after());
    for side in [&one, &other] {
        side.moments("complete pairs")?.varying("answer of one side")?;
    }
    let n = pairs.n() as f64;
    let chance = strangers(&Margin::of(&one), &Margin::of(&other), Gap::Size);
    let gaps =
        pairs.pairs().iter().map(|pair| (pair.before - pair.after).abs() * pair.count as f64);
    let observed = gaps.sum::<f64>() / n;
    let difference = observed - chance.mean;
    let counts = |values: &[(f64, u64)]| values.iter().map(|(_, count)| *count).collect::<Vec<_>>();
    let (rows, columns) = (counts(one.values()), counts(other.values()));
    let mut draws = Draws::new(resampling.seed);
    // Sums in another order differ in their last digits; what is equal to them is as far.
    let far = difference.abs() * (1.0 - 1e-9);
    let is_far = |draws: &mut Draws| {
        let mut sum = 0.0;
        draws.partners(&rows, &columns, |row, column, units| {
            sum += (one.values()[row].0 - other.values()[column].0).abs() * units as f64;
        });
        (sum / n - chance.mean).abs() >= far
    };
    let times = f64::from(resampling.times);
    let found = (0..resampling.times).filter(|_| is_far(&mut draws)).count() as f64;
    Ok(PartnerCheck {
        observed,
        by_chance: chance.mean,
        standard_deviation: (chance.variance / (n - 1.0)).sqrt(),
        difference,
        p_value: (found + 1.0) / (times + 1.0),
        n: pairs.n(),
    })
}

#[cfg(test)]
mod tests {
    use approx::assert_abs_diff_eq;

    use super::*;

    fn pairs(rows: &[(f64, f64)]) -> Paired {
        Paired::new(&rows.iter().map(|&(one, other)| (Some(one), Some(other))).collect::<Vec<_>>())
    }

    /// Every order of the second answers of five pairs.
    fn all(places: &mut Vec<usize>, at: usize, meet: &mut dyn FnMut(&[usize])) {
        if at == places.len() {
            meet(places);
            return;
        }
        for other in at..places.len() {
            places.swap(at, other);
            all(places, at + 1, meet);
            places.swap(at, other);
        }
    }

    #[test]
    fn expectation_deviation_and_p_are_those_of_all_re_pairings() {
        let rows = [(1.0, 2.0), (2.0, 2.0), (3.0, 5.0), (5.0, 4.0), (5.0, 5.0)];
        let mut means = Vec::new();
        all(&mut (0..5).collect(), 0, &mut |places| {
            let gap = |(at, place): (usize, &usize)| f64::abs(rows[at].0 - rows[*place].1);
            means.push(places.iter().enumerate().map(gap).sum::<f64>() / 5.0);
        });
        let mean = means.iter().sum::<f64>() / 120.0;
        let variance = means.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / 120.0;
        let found = partner_check(&pairs(&rows), Resampling { seed: 2, times: 20_000 }).unwrap();
        assert_abs_diff_eq!(found.by_chance, mean, epsilon = 1e-12);
        assert_abs_diff_eq!(found.standard_deviation, variance.sqrt(), epsilon = 1e-12);
        let is_far = |value: &&f64| (*value - mean).abs() >= found.difference.abs() - 1e-9;
        let exact = means.iter().filter(is_far).count() as f64 / 120.0;
        assert_abs_diff_eq!(found.p_value, exact, epsilon = 0.015);
    }

    #[test]
    fn counted_pairs_give_what_the_same_pairs_one_by_one_give() {
        let rows = [(1.0, 2.0, 30), (2.0, 2.0, 40), (4.0, 5.0, 20), (5.0, 1.0, 5)];
        let counted =
            Paired::gather(rows.map(|(one, other, count)| (Some(one), Some(other), count)));
        let single: Vec<_> = rows
            .iter()
            .rev()
            .flat_map(|&(one, other, count)| (0..count).map(move |_| (one, other)))
            .collect();
        let resampling = Resampling { seed: 9, times: 500 };
        let found = partner_check(&counted, resampling).unwrap();
        assert_eq!(Ok(found), partner_check(&pairs(&single), resampling));
        assert!(found.difference < 0.0 && found.p_value < 0.01);
    }

    #[test]
    fn chance_is_not_taken_for_closeness() {
        let all_alike = pairs(&[(4.0, 4.0), (4.0, 4.0), (4.0, 5.0)]);
        let found = partner_check(&all_alike, Resampling::default());
        assert_eq!(found, Err(InferenceError::NoVariation { what: "answer of one side" }));
        let unrelated = pairs(&[(1.0, 1.0), (1.0, 2.0), (2.0, 1.0), (2.0, 2.0)]);
        let found = partner_check(&unrelated, Resampling::default()).unwrap();
        assert_abs_diff_eq!(found.difference, 0.0);
        assert_abs_diff_eq!(found.p_value, 1.0);
    }
}
