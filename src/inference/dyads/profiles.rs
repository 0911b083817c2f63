//! Profiles: both sides' answers to the same items of one dyad, compared as wholes.

use crate::inference::draws::Draws;
use crate::inference::result::TestResult;
use crate::inference::sample::at_least;
use crate::inference::{Estimate, InferenceError, Level, Resampling, Sample, mean_t};

/// Both sides' answers to the same items, with the number of dyads that answer so.
#[derive(Debug, Clone, PartialEq)]
pub struct Profile {
    /// The mentor's answers.
    pub mentor: Vec<f64>,
    /// The mentee's answers, item by item.
    pub mentee: Vec<f64>,
    /// Dyads.
    pub count: u64,
}

/// Profiles of dyads on the same items.
///
/// Invariant: all have the same number of items, values are finite, profiles distinct and sorted, no count is 0.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Profiles {
    rows: Vec<Profile>,
    items: usize,
    n: u64,
    n_missing: u64,
}

/// Answers of both sides to all items, and the number of dyads.
type Row = (Vec<Option<f64>>, Vec<Option<f64>>, u64);

impl Profiles {
    /// Profiles of `items` items with their counts; a dyad with any answer missing is left out and counted.
    ///
    /// # Panics
    ///
    /// When a side has not `items` answers: a caller's mistake, never a matter of data.
    pub fn weighted(items: usize, rows: impl IntoIterator<Item = Row>) -> Self {
        let mut found = Self { items, ..Self::default() };
        // Adding 0.0 turns -0.0 into 0.0, so that the two are one answer.
        let whole = |side: Vec<Option<f64>>| -> Option<Vec<f64>> {
            assert_eq!(side.len(), items, "every side answers every item");
            side.into_iter()
                .map(|value| value.filter(|value| value.is_finite()).map(|value| value + 0.0))
                .collect()
        };
        for (mentor, mentee, count) in rows {
            match whole(mentor).zip(whole(mentee)) {
                Some((mentor, mentee)) if count > 0 => {
                    found.rows.push(Profile { mentor, mentee, count });
                }
                Some(_) => {}
                None => found.n_missing += count,
            }
        }
        let order = |one: &Profile, other: &Profile| {
            order(&one.mentor, &other.mentor).then_with(|| order(&one.mentee, &other.mentee))
        };
        found.rows.sort_by(order);
        found.rows.dedup_by(|profile, kept| {
            let same = order(profile, kept).is_eq();
            if same {
                kept.count += profile.count;
            }
            same
        });
        found.n = found.rows.iter().map(|profile| profile.count).sum();
        found
    }

    /// Distinct profiles, sorted.
    pub fn profiles(&self) -> &[Profile] {
        &self.rows
    }

    /// Items.
    pub fn items(&self) -> usize {
        self.items
    }

    /// Dyads with all answers.
    pub fn n(&self) -> u64 {
        self.n
    }

    /// Dyads with an answer missing.
    pub fn n_missing(&self) -> u64 {
        self.n_missing
    }
}

fn order(one: &[f64], other: &[f64]) -> std::cmp::Ordering {
    let pairs = one.iter().zip(other).map(|(one, other)| one.total_cmp(other));
    pairs.fold(std::cmp::Ordering::Equal, std::cmp::Ordering::then)
}

/// How alike profiles are.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ProfileSimilarity {
    /// Mean correlation within dyads, with Student's interval over dyads.
    pub shape: Estimate,
    /// Mean correlation of every mentor's with every mentee's profile: what shared norms alone give.
    pub normative: f64,
    /// `shape − normative`: what belongs to the dyad.
    pub distinctive: f64,
    /// Two-sided p-value: how often re-drawn partners are at least as far from `normative`.
    pub p_value: f64,
    /// Dyads that have a correlation: both profiles vary.
    pub n: u64,
    /// Dyads in which one side gives all items the same answer: they have no shape.
    pub n_flat: u64,
    /// Mean squared gap per item, over all complete dyads: level, spread and shape together.
    pub squared_gap: f64,
    /// The same for every mentor with every mentee.
    pub squared_gap_by_chance: f64,
    /// Mean double-entry correlation, over dyads whose answers are not all the same: shape, spread and level together.
    pub double_entry: f64,
}

/// Fewest items of a profile: a correlation of three points is mostly noise.
const FEWEST_ITEMS: u64 = 4;

/// Profile similarity: do mentor and mentee see the same strengths and weaknesses, beyond what everybody sees?
///
/// # Definition
///
/// Within each dyad, over its items: Pearson's correlation of both profiles (shape); the mean squared gap (level,
/// spread and shape); the double-entry correlation `(c − g²/4) / ((v₁ + v₂)/2 + g²/4)`, with covariance `c`, variances
/// `v` and difference of means `g`, all with divisor `m`. Each is averaged over dyads. `normative` is the mean
/// correlation of every mentor's with every mentee's profile, exactly what drawing partners by lot gives on average, and
/// the p-value is that of `times` such draws.
///
/// # Shapes and units
///
/// n ≥ 3 dyads with all of m ≥ 4 items on the same scale, of which n ≥ 3 have profiles that vary. Correlations from −1
/// to 1; squared points.
///
/// # Assumptions
///
/// Dyads are independent of one another. Items are not turned round on one side only. A high mean correlation alone
/// says little: most people agree on what is usual.
///
/// # Errors
///
/// [`InferenceError::TooFew`] below four items or three dyads that vary.
///
/// # Reference
///
/// Furr (2008), "A framework for profile similarity", *Journal of Personality* 76: 1267–1316; Kenny, Kashy & Cook
/// (2006), *Dyadic Data Analysis*, Guilford, chapter 12. Expected numbers: recomputed in R from the definitions, `cor` over
/// all pairs of rows.
///
/// # Example
///
/// ```
/// # use approx::assert_abs_diff_eq;
/// # use mentorlens::inference::{InferenceError, Level, Profiles, Resampling, profile_similarity};
/// let answers = |digits: &str| digits.chars().map(|digit| digit.to_digit(10).map(f64::from)).collect();
/// let dyads = [("54213", "55312"), ("44123", "53224"), ("25341", "14452"), ("35214", "45113")];
/// let rows = dyads.map(|(mentor, mentee)| (answers(mentor), answers(mentee), 1));
/// let found = profile_similarity(&Profiles::weighted(5, rows), Level::P95, Resampling::default())?;
/// assert_abs_diff_eq!(found.shape.value, 0.825568, epsilon = 5e-7);
/// assert_abs_diff_eq!(found.normative, 0.355665, epsilon = 5e-7);
/// assert_abs_diff_eq!(found.squared_gap, 0.75, epsilon = 1e-12);
/// assert_abs_diff_eq!(found.double_entry, 0.803261, epsilon = 5e-7);
/// # Ok::<(), InferenceError>(())
/// ```
pub fn profile_similarity(
    profiles: &Profiles,
    level: Level,
    resampling: Resampling,
) -> Result<ProfileSimilarity, InferenceError> {
    at_least(profiles.items() as u64, FEWEST_ITEMS, "items")?;
    at_least(profiles.n(), 3, "complete dyads")?;
    let shapes: Vec<(Vec<f64>, Vec<f64>, u64)> = profiles
        .profiles()
        .iter()
        .filter_map(|dyad| Some((shape(&dyad.mentor)?, shape(&dyad.mentee)?, dyad.count)))
        .collect();
    let n: u64 = shapes.iter().map(|(.., count)| count).sum();
    at_least(n, 3, "dyads whose profiles both vary")?;
    let correlations = Sample::gather(
        shapes.iter().map(|(mentor, mentee, count)| (Some(dot(mentor, mentee)), *count)),
    );
    let value = correlations.mean().unwrap_or_default();
    let shape = match mean_t(&correlations, level) {
        Ok(TestResult { estimate, .. }) => estimate,
        // Every dyad has the same correlation: there is nothing to measure an interval by.
        Err(_) => Estimate { value, ..Estimate::default() },
    };
    let (mentors, mentees) = (Side::of(&shapes, false), Side::of(&shapes, true));
    let normative = dot(&mentors.sum, &mentees.sum) / (n as f64).powi(2);
    let gaps = squared_gaps(profiles);
    Ok(ProfileSimilarity {
        shape,
        normative,
        distinctive: value - normative,
        p_value: by_lot(&mentors, &mentees, n as f64, (value, normative), resampling),
        n,
        n_flat: profiles.n() - n,
        squared_gap: gaps.partners,
        squared_gap_by_chance: gaps.strangers,
        double_entry: double_entry(profiles),
    })
}

/// Distinct profiles of one side, scaled, with their counts and their sum over dyads.
struct Side<'s> {
    distinct: Vec<&'s Vec<f64>>,
    counts: Vec<u64>,
    sum: Vec<f64>,
}

impl<'s> Side<'s> {
    fn of(shapes: &'s [(Vec<f64>, Vec<f64>, u64)], is_mentee: bool) -> Self {
        let mut all: Vec<(&Vec<f64>, u64)> = shapes
            .iter()
            .map(|(mentor, mentee, count)| (if is_mentee { mentee } else { mentor }, *count))
            .collect();
        all.sort_by(|(one, _), (other, _)| order(one, other));
        let mut sum = vec![0.0; all.first().map_or(0, |(shape, _)| shape.len())];
        for (shape, count) in &all {
            for (place, value) in sum.iter_mut().zip(*shape) {
                *place += value * *count as f64;
            }
        }
        all.dedup_by(|(shape, count), (kept, total)| {
            let same = shape == kept;
            if same {
                *total += *count;
            }
            same
        });
        let (distinct, counts) = all.into_iter().unzip();
        Self { distinct, counts, sum }
    }
}

/// The profile around its mean and with length 1, so that a product of two is their correlation; none for a flat one.
fn shape(profile: &[f64]) -> Option<Vec<f64>> {
    let first = profile.first()?;
    if profile.iter().all(|value| value.total_cmp(first).is_eq()) {
        return None;
    }
    let mean = profile.iter().sum::<f64>() / profile.len() as f64;
    let length = profile.iter().map(|value| (value - mean).powi(2)).sum::<f64>().sqrt();
    Some(profile.iter().map(|value| (value - mean) / length).collect())
}

fn dot(one: &[f64], other: &[f64]) -> f64 {
    one.iter().zip(other).map(|(one, other)| one * other).sum()
}

fn by_lot(
    mentors: &Side<'_>,
    mentees: &Side<'_>,
    n: f64,
    (value, normative): (f64, f64),
    resampling: Resampling,
) -> f64 {
    let mut draws = Draws::new(resampling.seed);
    // Sums in another order differ in their last digits; what is equal to them is as far.
    let far = (value - normative).abs() - 1e-9;
    let is_far = |draws: &mut Draws| {
        let mut sum = 0.0;
        draws.partners(&mentors.counts, &mentees.counts, |mentor, mentee, dyads| {
            sum += dot(mentors.distinct[mentor], mentees.distinct[mentee]) * dyads as f64;
        });
        (sum / n - normative).abs() >= far
    };
    let found = (0..resampling.times).filter(|_| is_far(&mut draws)).count() as f64;
    (found + 1.0) / (f64::from(resampling.times) + 1.0)
}

struct SquaredGaps {
    partners: f64,
    strangers: f64,
}

fn squared_gaps(profiles: &Profiles) -> SquaredGaps {
    let (n, items) = (profiles.n() as f64, profiles.items() as f64);
    let sum = |of: &dyn Fn(&Profile) -> f64| -> f64 {
        profiles.profiles().iter().map(|dyad| of(dyad) * dyad.count as f64).sum()
    };
    let gap = |dyad: &Profile| {
        dyad.mentor.iter().zip(&dyad.mentee).map(|(one, other)| (one - other).powi(2)).sum()
    };
    let mut strangers = 0.0;
    for item in 0..profiles.items() {
        let mean = |of: &dyn Fn(&Profile) -> f64| sum(of) / n;
        let (one, other) = (mean(&|dyad| dyad.mentor[item]), mean(&|dyad| dyad.mentee[item]));
        strangers += mean(&|dyad| (dyad.mentor[item] - one).powi(2))
            + mean(&|dyad| (dyad.mentee[item] - other).powi(2))
            + (one - other).powi(2);
    }
    SquaredGaps { partners: sum(&gap) / n / items, strangers: strangers / items }
}

fn double_entry(profiles: &Profiles) -> f64 {
    let items = profiles.items() as f64;
    let (mut sum, mut n) = (0.0, 0.0);
    for Profile { mentor, mentee, count } in profiles.profiles() {
        let mean = |side: &[f64]| side.iter().sum::<f64>() / items;
        let (one, other) = (mean(mentor), mean(mentee));
        let spread = |left: &[f64], right: &[f64], one: f64, other: f64| {
            left.iter().zip(right).map(|(a, b)| (a - one) * (b - other)).sum::<f64>() / items
        };
        let apart = (one - other).powi(2) / 4.0;
        let whole =
            f64::midpoint(spread(mentor, mentor, one, one), spread(mentee, mentee, other, other))
                + apart;
        if whole > 0.0 {
            sum += (spread(mentor, mentee, one, other) - apart) / whole * *count as f64;
            n += *count as f64;
        }
    }
    if n > 0.0 { sum / n } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use approx::assert_abs_diff_eq;
    use proptest::prelude::*;

    use super::*;

    fn similarity(rows: &[([u8; 4], [u8; 4], u64)]) -> Result<ProfileSimilarity, InferenceError> {
        let side = |answers: [u8; 4]| answers.map(|answer| Some(f64::from(answer))).to_vec();
        let rows = rows.iter().map(|&(mentor, mentee, count)| (side(mentor), side(mentee), count));
        let resampling = Resampling { seed: 3, times: 200 };
        profile_similarity(&Profiles::weighted(4, rows), Level::P95, resampling)
    }

    fn dyads() -> impl Strategy<Value = Vec<([u8; 4], [u8; 4], u64)>> {
        let side = || proptest::array::uniform4(1_u8..6);
        proptest::collection::vec((side(), side(), 1_u64..4), 1..8)
    }

    proptest! {
        #[test]
        fn counted_dyads_give_what_the_same_dyads_one_by_one_give(rows in dyads()) {
            let each = |&(mentor, mentee, count): &([u8; 4], [u8; 4], u64)| {
                (0..count).map(move |_| (mentor, mentee, 1)).collect::<Vec<_>>()
            };
            let single: Vec<_> = rows.iter().rev().flat_map(each).collect();
            prop_assert_eq!(similarity(&rows), similarity(&single));
        }

        #[test]
        fn chance_is_the_mean_over_all_mentors_and_mentees(rows in dyads()) {
            if let Ok(found) = similarity(&rows) {
                let numbers = |side: [u8; 4]| side.map(f64::from).to_vec();
                let (mut sum, mut n, mut gaps, mut all) = (0.0, 0.0, 0.0, 0.0);
                for &(mentor, partner, count) in &rows {
                    for &(host, mentee, other) in &rows {
                        let weight = (count * other) as f64;
                        let (mentor, mentee) = (numbers(mentor), numbers(mentee));
                        gaps += weight * mentor.iter().zip(&mentee).map(|(a, b)| (a - b).powi(2)).sum::<f64>() / 4.0;
                        all += weight;
                        let whole = shape(&numbers(partner)).is_some() && shape(&numbers(host)).is_some();
                        if let Some((one, other)) = shape(&mentor).zip(shape(&mentee)).filter(|_| whole) {
                            sum += weight * dot(&one, &other);
                            n += weight;
                        }
                    }
                }
                assert_abs_diff_eq!(found.normative, sum / n, epsilon = 1e-10);
                assert_abs_diff_eq!(found.squared_gap_by_chance, gaps / all, epsilon = 1e-10);
            }
        }
    }

    #[test]
    fn shared_norms_are_not_taken_for_closeness() {
        let same = ([5, 4, 2, 1], [5, 4, 2, 1], 6);
        let found = similarity(&[same]).unwrap();
        assert_abs_diff_eq!(found.shape.value, 1.0, epsilon = 1e-12);
        assert_abs_diff_eq!(found.distinctive, 0.0, epsilon = 1e-12);
        assert_abs_diff_eq!(found.p_value, 1.0);
        assert_eq!((found.squared_gap, found.n_flat), (0.0, 0));
    }

    #[test]
    fn a_flat_profile_has_no_shape_and_is_counted() {
        let rows = [
            ([3, 3, 3, 3], [5, 4, 2, 1], 2),
            ([5, 4, 2, 1], [4, 4, 2, 2], 2),
            ([1, 2, 4, 4], [1, 3, 3, 5], 1),
        ];
        let found = similarity(&rows).unwrap();
        assert_eq!((found.n, found.n_flat), (3, 2));
        let few = similarity(&[([3, 3, 3, 3], [5, 4, 2, 1], 9)]);
        let what = "dyads whose profiles both vary";
        assert_eq!(few, Err(InferenceError::TooFew { needed: 3, what, found: 0 }));
        let missing = Profiles::weighted(1, [(vec![None], vec![Some(1.0)], 4)]);
        assert_eq!((missing.n(), missing.n_missing()), (0, 4));
    }

    #[test]
    fn equal_shapes_at_other_levels_correlate_fully_and_not_by_double_entry() {
        let found = similarity(&[([2, 3, 4, 5], [1, 2, 3, 4], 5)]).unwrap();
        assert_abs_diff_eq!(found.shape.value, 1.0, epsilon = 1e-12);
        assert_abs_diff_eq!(found.double_entry, (1.25 - 0.25) / (1.25 + 0.25), epsilon = 1e-12);
        assert_abs_diff_eq!(found.squared_gap, 1.0);
    }
}
