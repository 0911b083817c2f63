//! Codings: what each of several coders says about a unit, coders missing allowed.

use crate::inference::InferenceError;
use crate::inference::sample::at_least;

/// The codes that some units have, with the number of such units.
#[derive(Debug, Clone, PartialEq)]
pub struct Coding {
    /// At least two codes, ascending; who gave which does not matter.
    pub codes: Vec<f64>,
    /// Units.
    pub count: u64,
}

/// Codes of units by two coders or more.
///
/// Invariant: codings are distinct and sorted, codes are finite, no count is 0. There may be none.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Codings {
    rows: Vec<Coding>,
    n: u64,
    n_unpaired: u64,
}

impl Codings {
    /// Units with the codes of all coders, missing ones included; who has fewer than two codes is left out and counted.
    pub fn weighted(rows: impl IntoIterator<Item = (Vec<Option<f64>>, u64)>) -> Self {
        let mut found = Self::default();
        for (codes, count) in rows.into_iter().filter(|(_, count)| *count > 0) {
            let finite = codes.into_iter().flatten().filter(|code| code.is_finite());
            // Adding 0.0 turns -0.0 into 0.0, so that the two are one code.
            let mut codes: Vec<f64> = finite.map(|code| code + 0.0).collect();
            codes.sort_by(f64::total_cmp);
            if codes.len() >= 2 {
                found.rows.push(Coding { codes, count });
                found.n += count;
            } else {
                found.n_unpaired += count;
            }
        }
        let order = |one: &Coding, other: &Coding| {
            let codes = one.codes.iter().zip(&other.codes);
            codes
                .map(|(one, other)| one.total_cmp(other))
                .find(|order| order.is_ne())
                .unwrap_or(one.codes.len().cmp(&other.codes.len()))
        };
        found.rows.sort_by(order);
        found.rows.dedup_by(|coding, kept| {
            let same = coding.codes == kept.codes;
            if same {
                kept.count += coding.count;
            }
            same
        });
        found
    }

    /// Distinct codings, sorted.
    pub fn codings(&self) -> &[Coding] {
        &self.rows
    }

    /// Units with two codes or more.
    pub fn n(&self) -> u64 {
        self.n
    }

    /// Units with fewer than two codes: nobody to compare with.
    pub fn n_unpaired(&self) -> u64 {
        self.n_unpaired
    }

    pub(super) fn counts(&self) -> Vec<u64> {
        self.rows.iter().map(|coding| coding.count).collect()
    }

    pub(super) fn some(&self) -> Result<(), InferenceError> {
        at_least(self.n, 2, "units with two codes or more")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_unit_with_one_code_is_left_out_and_counted_and_order_does_not_matter() {
        let rows = [
            (vec![Some(2.0), None, Some(1.0)], 3),
            (vec![Some(1.0), Some(2.0), None], 2),
            (vec![Some(1.0), Some(f64::NAN), None], 4),
            (vec![None, None, None], 5),
            (vec![Some(1.0), Some(1.0), Some(1.0)], 1),
            (vec![Some(1.0), Some(1.0), Some(1.0)], 0),
        ];
        let codings = Codings::weighted(rows);
        assert_eq!((codings.n(), codings.n_unpaired()), (6, 9));
        let found: Vec<_> =
            codings.codings().iter().map(|coding| (coding.codes.clone(), coding.count)).collect();
        assert_eq!(found, [(vec![1.0, 1.0, 1.0], 1), (vec![1.0, 2.0], 5)]);
    }
}
