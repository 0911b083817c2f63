//! Pearson's test of independence.

use super::dependence::dependence;
use crate::inference::tails::chi_square_p;
use crate::inference::{CrossTable, InferenceError};

/// A test that categories do not depend on the group.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct IndependenceTest {
    /// Chi-square statistic.
    pub statistic: f64,
    /// Degrees of freedom.
    pub df: f64,
    /// p-value.
    pub p_value: f64,
    /// Smallest count that independence expects of a cell.
    pub smallest_expected: f64,
    /// Share of cells of which it expects fewer than five.
    pub few_expected: f64,
    /// Units.
    pub n: u64,
}

impl IndependenceTest {
    /// Cochran's rule: no cell expects less than one unit, and at most a fifth of them fewer than five.
    pub fn is_safe(&self) -> bool {
        self.smallest_expected >= 1.0 && self.few_expected <= 0.2
    }
}

/// Chi-square test: do the answers of groups fall into categories alike?
///
/// # Definition
///
/// `χ² = Σ (observed − expected)²/expected` over all cells, where a cell expects its row's sum times its column's by `n`;
/// `(r−1)(c−1)` degrees of freedom. Without Yates' continuity correction, with which the test rejects too seldom.
///
/// # Shapes and units
///
/// A table of two groups and two categories or more. Rows and columns without a unit do not count.
///
/// # Assumptions
///
/// Each unit is in one cell and independent of the others. The chi-square is approximate: below Cochran's rule, `is_safe`,
/// ask `fisher_exact`.
///
/// # Errors
///
/// [`InferenceError::TooFew`] below two groups, [`InferenceError::NoVariation`] when all units are in one category.
///
/// # Reference
///
/// Pearson (1900), *Philosophical Magazine* 50: 157–175; Cochran (1954), *Biometrics* 10: 417–451. Example: party
/// identification by gender, Agresti (2007), *An Introduction to Categorical Data Analysis*, table 2.5: 30.07 with 2 degrees
/// of freedom.
///
/// # Example
///
/// ```
/// # use approx::assert_abs_diff_eq;
/// # use mentorlens::inference::{CrossTable, InferenceError, chi_square_independence};
/// let parties = CrossTable::new(&[vec![762, 327, 468], vec![484, 239, 477]]);
/// let test = chi_square_independence(&parties)?;
/// assert_abs_diff_eq!(test.statistic, 30.07, epsilon = 5e-3);
/// assert_abs_diff_eq!(test.df, 2.0);
/// assert!(test.is_safe());
/// # Ok::<(), InferenceError>(())
/// ```
pub fn chi_square_independence(table: &CrossTable) -> Result<IndependenceTest, InferenceError> {
    table.crossed()?;
    let found = dependence(table);
    Ok(IndependenceTest {
        statistic: found.chi_square,
        df: found.df,
        p_value: chi_square_p(found.chi_square, found.df),
        smallest_expected: found.smallest_expected,
        few_expected: found.few_expected,
        n: table.n(),
    })
}

#[cfg(test)]
mod tests {
    use approx::assert_abs_diff_eq;
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn counted_answers_give_what_the_same_answers_one_by_one_give(
            rows in proptest::collection::vec((0_u8..3, 0_u8..4, 1_u64..6), 1..12)
        ) {
            let names = ["a", "b", "c", "d"];
            let unit = |&(group, category, n): &(u8, u8, u64)| {
                (Some(names[usize::from(group)]), Some(names[usize::from(category)]), n)
            };
            let single = rows.iter().rev().flat_map(|row| {
                let (group, category, n) = unit(row);
                (0..n).map(move |_| (group, category, 1))
            });
            let each = CrossTable::weighted(single.collect::<Vec<_>>());
            let counted = CrossTable::weighted(rows.iter().map(unit).collect::<Vec<_>>());
            prop_assert_eq!(chi_square_independence(&counted), chi_square_independence(&each));
        }

        #[test]
        fn groups_and_categories_may_change_places(
            rows in proptest::collection::vec(proptest::collection::vec(0_u64..20, 3), 2..5)
        ) {
            let turned: Vec<Vec<u64>> =
                (0..3).map(|column| rows.iter().map(|row| row[column]).collect()).collect();
            let there = chi_square_independence(&CrossTable::new(&rows));
            if let (Ok(there), Ok(back)) = (there, chi_square_independence(&CrossTable::new(&turned))) {
                assert_abs_diff_eq!(there.statistic, back.statistic, epsilon = 1e-9);
                assert_abs_diff_eq!(there.p_value, back.p_value, epsilon = 1e-9);
            }
        }
    }

    #[test]
    fn few_expected_units_are_no_safe_ground() {
        let few = chi_square_independence(&CrossTable::new(&[vec![3, 1], vec![1, 3]])).unwrap();
        assert_abs_diff_eq!(few.smallest_expected, 2.0);
        assert_abs_diff_eq!(few.few_expected, 1.0);
        assert!(!few.is_safe());
    }
}
