//! Numbers tied by sums: when one of them were another, which others could make up for it?
//!
//! Most tables that agree with what is shown differ from the true one in a handful of cells: what one level has more, another
//! has less. They are found by looking from sum to sum for a number that takes up the difference. Where none is found in a few
//! steps, a linear programme has to say whether there is one.

use std::collections::BTreeMap;

/// Numbers that are tried for one question.
const STEPS: u32 = 60;

/// Most numbers of a sum that are looked at one by one: beyond that a programme, which sees them all at once, is faster.
const LONGEST: usize = 16;

/// A difference that counts as none.
const NONE: f64 = 1e-9;

/// By how much some numbers differ from the true ones.
pub(super) type Changes = BTreeMap<usize, f64>;

/// Sums with the numbers of each and their factors, the sums that each number is part of, and how far each may go down and up.
pub(super) struct Ties<'t, S, R> {
    /// The numbers of a sum.
    pub(super) sum: S,
    pub(super) of: &'t [Vec<usize>],
    /// None for a number that is known.
    pub(super) room: R,
}

impl<'t, S, R> Ties<'t, S, R>
where
    S: Fn(usize) -> &'t [(usize, f64)],
    R: Fn(usize) -> Option<(f64, f64)>,
{
    /// Changes with which every sum stays what it is, one of them as asked; none where a few steps find none.
    pub(super) fn shift(&self, number: usize, by: f64) -> Option<Changes> {
        let mut search = Search { changes: Changes::new(), off: BTreeMap::new(), steps: STEPS };
        self.change(number, by, &mut search);
        self.settle(&mut search).then_some(search.changes)
    }

    /// Makes up for what the first sum is off, and then for what that puts off.
    fn settle(&self, search: &mut Search) -> bool {
        let Some((&sum, &off)) = search.off.first_key_value() else { return true };
        let numbers = (self.sum)(sum);
        if numbers.len() > LONGEST {
            return false;
        }
        let mut others: Vec<(usize, usize, f64)> = numbers
            .iter()
            .filter(|(number, _)| !search.changes.contains_key(number))
            .filter_map(|&(number, factor)| {
                let by = -off / factor;
                let (least, most) = (self.room)(number)?;
                (least..=most).contains(&by).then(|| (self.of[number].len(), number, by))
            })
            .collect();
        // Those that put the fewest other sums off come first.
        others.sort_by_key(|one| (one.0, one.1));
        for (_, number, by) in others {
            if search.steps == 0 {
                return false;
            }
            search.steps -= 1;
            self.change(number, by, search);
            if self.settle(search) {
                return true;
            }
            self.change(number, -by, search);
            search.changes.remove(&number);
        }
        false
    }

    fn change(&self, number: usize, by: f64, search: &mut Search) {
        search.changes.insert(number, by);
        for &sum in &self.of[number] {
            let factors = (self.sum)(sum).iter().filter(|(other, _)| *other == number);
            let off = search.off.entry(sum).or_default();
            *off += by * factors.map(|(_, factor)| factor).sum::<f64>();
            if off.abs() < NONE {
                search.off.remove(&sum);
            }
        }
    }
}

/// What was changed so far, and by how much that puts sums off.
struct Search {
    changes: Changes,
    off: BTreeMap<usize, f64>,
    steps: u32,
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A table of two by two with its margins: cells 0 to 3, rows 4 and 5, columns 6 and 7.
    const SUMS: [&[(usize, f64)]; 4] = [
        &[(0, 1.0), (1, 1.0), (4, -1.0)],
        &[(2, 1.0), (3, 1.0), (5, -1.0)],
        &[(0, 1.0), (2, 1.0), (6, -1.0)],
        &[(1, 1.0), (3, 1.0), (7, -1.0)],
    ];

    fn shift(cell: usize, by: f64, values: &[f64; 4]) -> Option<Changes> {
        let of: Vec<Vec<usize>> = (0..8)
            .map(|cell| {
                let has = |sum: &usize| SUMS[*sum].iter().any(|(other, _)| *other == cell);
                (0..4).filter(has).collect()
            })
            .collect();
        // Margins are known.
        let room = |cell: usize| values.get(cell).map(|value| (-value, f64::INFINITY));
        Ties { sum: |sum: usize| SUMS[sum], of: &of, room }.shift(cell, by)
    }

    #[test]
    fn what_one_cell_has_more_the_others_of_its_row_and_column_make_up_for() {
        let changes = shift(0, 2.0, &[1.0, 5.0, 3.0, 4.0]).unwrap();
        assert_eq!(changes, [(0, 2.0), (1, -2.0), (2, -2.0), (3, 2.0)].into());
    }

    #[test]
    fn no_cell_goes_below_nothing() {
        assert_eq!(shift(0, 2.0, &[1.0, 1.0, 3.0, 4.0]), None);
    }

    #[test]
    fn a_number_that_no_sum_ties_is_free() {
        let ties =
            Ties { sum: |_: usize| &[][..], of: &[vec![]], room: |_: usize| Some((0.0, 0.0)) };
        assert_eq!(ties.shift(0, 7.0), Some([(0, 7.0)].into()));
    }
}
