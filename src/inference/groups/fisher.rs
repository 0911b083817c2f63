//! Fisher's exact test.

mod network;

use super::hypergeometric::Hypergeometric;
use crate::inference::{CrossTable, InferenceError};

/// An exact test of a cross table.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ExactTest {
    /// Two-sided p-value: the probability of all tables that are no more likely than this one.
    pub p_value: f64,
    /// p-value against "the first group has more of the first category", of a table of two by two.
    pub p_greater: Option<f64>,
    /// p-value against "the first group has fewer of the first category", of a table of two by two.
    pub p_less: Option<f64>,
    /// Units.
    pub n: u64,
}

/// Fisher's exact test: do the answers of groups fall into categories alike, however few there are?
///
/// # Definition
///
/// Given the sums of rows and columns, every allotment of units is equally likely; a table then has the probability
/// `Πrᵢ! Πcⱼ! / (n! Πxᵢⱼ!)`. The p-value is the probability of all tables that are no more likely than the observed one (up to
/// one part in ten million). Two by two tables are summed from the likeliest outwards; larger ones as paths through a network
/// of what columns leave of the rows, cut where all that follows counts, or nothing does.
///
/// # Shapes and units
///
/// A table of two groups and two categories or more. Rows and columns without a unit do not count.
///
/// # Assumptions
///
/// Each unit is in one cell and independent of the others. The test rejects less often than it says, for few units much less.
///
/// # Errors
///
/// [`InferenceError::TooFew`] below two groups, [`InferenceError::NoVariation`] when all units are in one category,
/// [`InferenceError::Undefined`] for a table larger than two by two with too many units to count: such a table is what
/// `chi_square_independence` is for.
///
/// # Reference
///
/// Fisher (1935), *The Design of Experiments*, chapter 2; Freeman & Halton (1951), *Biometrika* 38: 141–149; Mehta & Patel
/// (1983), *JASA* 78: 427–434. Example: job satisfaction by income of 104 people, Agresti (2002), *Categorical Data Analysis*,
/// page 57; R's `fisher.test` gives 0.7827.
///
/// # Example
///
/// ```
/// # use approx::assert_abs_diff_eq;
/// # use mentorlens::inference::{CrossTable, InferenceError, fisher_exact};
/// let tea = fisher_exact(&CrossTable::new(&[vec![3, 1], vec![1, 3]]))?;
/// assert_abs_diff_eq!(tea.p_greater.unwrap(), 0.2429, epsilon = 5e-5);
/// let jobs = [vec![1, 2, 1, 0], vec![3, 3, 6, 1], vec![10, 10, 14, 9], vec![6, 7, 12, 11]];
/// assert_abs_diff_eq!(fisher_exact(&CrossTable::new(&jobs))?.p_value, 0.7827, epsilon = 5e-5);
/// # Ok::<(), InferenceError>(())
/// ```
pub fn fisher_exact(table: &CrossTable) -> Result<ExactTest, InferenceError> {
    table.crossed()?;
    let n = table.n();
    if let [group, reference] = table.counts()
        && let (&[yes, no], &[other_yes, other_no]) = (group.as_slice(), reference.as_slice())
    {
        let all = Hypergeometric::of((yes, yes + no), (other_yes, other_yes + other_no));
        let tables = all.tables(yes, 1.0);
        let (p_greater, p_less) = (Some(tables.at_least), Some(tables.at_most));
        return Ok(ExactTest { p_value: tables.as_rare, p_greater, p_less, n });
    }
    let p_value = network::as_rare(table)?;
    Ok(ExactTest { p_value, p_greater: None, p_less: None, n })
}

#[cfg(test)]
mod tests {
    use approx::assert_abs_diff_eq;
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn rows_and_columns_may_change_places_and_order(
            rows in proptest::collection::vec(proptest::collection::vec(0_u64..6, 3), 2..4)
        ) {
            let turned: Vec<Vec<u64>> =
                (0..3).rev().map(|column| rows.iter().map(|row| row[column]).collect()).collect();
            let there = fisher_exact(&CrossTable::new(&rows));
            if let (Ok(there), Ok(back)) = (there, fisher_exact(&CrossTable::new(&turned))) {
                assert_abs_diff_eq!(there.p_value, back.p_value, epsilon = 1e-9);
                prop_assert!(there.p_value > 0.0 && there.p_value <= 1.0);
            }
        }

        #[test]
        fn the_network_counts_two_by_two_tables_like_the_plain_sum(
            rows in proptest::collection::vec(proptest::collection::vec(0_u64..12, 2), 2..=2)
        ) {
            let table = CrossTable::new(&rows);
            if let Ok(plain) = fisher_exact(&table) {
                assert_abs_diff_eq!(network::as_rare(&table).unwrap(), plain.p_value, epsilon = 1e-10);
            }
        }
    }

    #[test]
    fn a_hundred_million_people_in_two_groups_are_no_trouble() {
        let table = CrossTable::new(&[vec![20_000_000, 30_000_000], vec![20_010_000, 29_990_000]]);
        let test = fisher_exact(&table).unwrap();
        let large = crate::inference::chi_square_independence(&table).unwrap();
        assert_abs_diff_eq!(test.p_value / large.p_value, 1.0, epsilon = 1e-3);
        let far = fisher_exact(&CrossTable::new(&[vec![900, 100], vec![100, 900]])).unwrap();
        assert!(far.p_value > 0.0 && far.p_value < 1e-280, "{:e}", far.p_value);
    }

    #[test]
    fn too_many_tables_are_refused_by_name() {
        let large: Vec<Vec<u64>> =
            (0..6).map(|row| (0..6).map(|at| 40 + row * at).collect()).collect();
        let error = fisher_exact(&CrossTable::new(&large)).unwrap_err().to_string();
        assert_eq!(error, "not computed: too many tables have these margins; ask for chi_square");
        assert!(fisher_exact(&CrossTable::new(&[vec![3], vec![4]])).is_err());
    }
}
