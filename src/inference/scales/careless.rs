//! Answers given without reading: the same everywhere.

use crate::inference::dyads::ratings::Ratings;
use crate::inference::sample::at_least;
use crate::inference::{Estimate, InferenceError, Level, Sample, wilson};

/// How many forms look as if nobody had read the questions.
#[derive(Debug, Clone, PartialEq)]
pub struct Careless {
    /// Share of forms with the same answer to at least half of the items in a row.
    pub long_strings: Estimate,
    /// Share of forms with the same answer everywhere.
    pub straight_lines: Estimate,
    /// Length of each form's longest run of the same answer.
    pub longest: Sample,
    /// Spread of each form's answers over its items: standard deviation with divisor `k − 1`.
    pub spread: Sample,
    /// Complete forms.
    pub n: u64,
}

/// Careless responding: how many forms have the same answer over and over?
///
/// # Definition
///
/// Per form, in the order of the items: the longest run of equal answers (longstring), and the standard deviation of
/// the answers over items (intra-individual response variability). A run of half of the items or more counts as long;
/// shares have their [`wilson`] interval.
///
/// # Shapes and units
///
/// n ≥ 1 forms with k ≥ 4 items, *as they were answered and asked*: reverse-scored items must not be turned round, else a
/// straight line looks like thought. Items; points.
///
/// # Assumptions
///
/// Items ask in both directions, so that the same answer everywhere contradicts itself; where all ask in one, a long run may
/// be meant. Very large spread points at random answers. A flag is a reason to look, and to show the result without
/// flagged forms, never to delete them in silence.
///
/// # Errors
///
/// [`InferenceError::TooFew`] below four items or without a complete form.
///
/// # Reference
///
/// Johnson (2005), *Journal of Research in Personality* 39: 103–129, for longstring; Dunn et al. (2018), *Journal of Business
/// and Psychology* 33: 105–121, for the spread. Expected numbers: R package careless, `longstring` and `irv`, recomputed
/// with `rle` and `sd`.
///
/// # Example
///
/// ```
/// # use approx::assert_abs_diff_eq;
/// # use mentorlens::inference::{InferenceError, Level, Ratings, careless};
/// let row = |form: &str| form.bytes().map(|digit| Some(f64::from(digit - b'0'))).collect();
/// let forms = ["333333", "324415", "144425"].map(|form| (row(form), 1));
/// let found = careless(&Ratings::weighted(6, forms), Level::P95)?;
/// assert_eq!(found.longest.values(), [(2.0, 1), (3.0, 1), (6.0, 1)]);
/// assert_abs_diff_eq!(found.long_strings.value, 2.0 / 3.0, epsilon = 1e-12);
/// assert_abs_diff_eq!(found.spread.values()[1].0, 1.471960, epsilon = 5e-7);
/// # Ok::<(), InferenceError>(())
/// ```
pub fn careless(items: &Ratings, level: Level) -> Result<Careless, InferenceError> {
    at_least(items.k() as u64, 4, "items")?;
    at_least(items.n(), 1, "complete answers")?;
    let over = |of: &dyn Fn(&[f64]) -> f64| {
        Sample::gather(items.rows().iter().map(|row| (Some(of(&row.values)), row.count)))
    };
    let longest = over(&longest_run);
    let k = items.k() as f64;
    let share = |length: f64| wilson(longest.count(|run| run >= length), items.n(), level);
    Ok(Careless {
        long_strings: share(k / 2.0)?,
        straight_lines: share(k)?,
        spread: over(&spread),
        n: items.n(),
        longest,
    })
}

fn longest_run(answers: &[f64]) -> f64 {
    let runs = answers.chunk_by(|one, next| one.total_cmp(next).is_eq());
    runs.map(<[f64]>::len).max().unwrap_or_default() as f64
}

fn spread(answers: &[f64]) -> f64 {
    let answers: Vec<_> = answers.iter().map(|answer| Some(*answer)).collect();
    Sample::new(&answers).variance().unwrap_or_default().sqrt()
}

#[cfg(test)]
mod tests {
    use approx::assert_abs_diff_eq;

    use super::*;

    fn forms(forms: &[(&str, u64)]) -> Ratings {
        let row = |form: &str| form.bytes().map(|digit| Some(f64::from(digit - b'0'))).collect();
        Ratings::weighted(forms[0].0.len(), forms.iter().map(|&(form, count)| (row(form), count)))
    }

    #[test]
    fn counted_forms_give_what_the_same_forms_one_by_one_give() {
        let counted = [("3333", 5), ("3312", 4), ("1234", 1)];
        let single: Vec<_> =
            counted.iter().rev().flat_map(|&(form, n)| (0..n).map(move |_| (form, 1))).collect();
        let found = careless(&forms(&counted), Level::P95).unwrap();
        assert_eq!(Ok(found.clone()), careless(&forms(&single), Level::P95));
        assert_abs_diff_eq!(found.long_strings.value, 0.9, epsilon = 1e-12);
        assert_abs_diff_eq!(found.straight_lines.value, 0.5, epsilon = 1e-12);
        assert_eq!(found.spread.values()[0], (0.0, 5));
    }

    #[test]
    fn three_items_are_no_string() {
        let few = careless(&forms(&[("333", 5)]), Level::P95);
        assert_eq!(few, Err(InferenceError::TooFew { needed: 4, what: "items", found: 3 }));
        let none = Ratings::weighted(4, [(vec![None; 4], 3)]);
        assert!(careless(&none, Level::P95).is_err());
    }
}
