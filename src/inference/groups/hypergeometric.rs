//! Two groups with a yes or a no, given the sums of all four sides.

/// All tables with the margins of one, by how many of the group say yes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Hypergeometric {
    /// Units of the group.
    n: u64,
    /// Units of the reference.
    n_reference: u64,
    /// Units of both that say yes.
    yes: u64,
}

/// Probabilities of tables.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Tables {
    /// As many of the group say yes, or more.
    pub(super) at_least: f64,
    /// As many, or fewer.
    pub(super) at_most: f64,
    /// Tables no more likely than this one.
    pub(super) as_rare: f64,
    /// How many of the group say yes on average.
    pub(super) mean: f64,
}

/// Probabilities that differ by less than this share are the same but for rounding.
pub(super) const SAME: f64 = 1e-7;

impl Hypergeometric {
    /// `(yes, n)` of each group.
    pub(super) fn of(group: (u64, u64), reference: (u64, u64)) -> Self {
        Self { n: group.1, n_reference: reference.1, yes: group.0 + reference.0 }
    }

    /// Fewest and most of the group that can say yes.
    pub(super) fn range(&self) -> (u64, u64) {
        (self.yes.saturating_sub(self.n_reference), self.yes.min(self.n))
    }

    /// Where a table with `found` yes in the group lies, when the group's odds are as many times those of the reference.
    pub(super) fn tables(&self, found: u64, odds_ratio: f64) -> Tables {
        let mut weight_of_found = 0.0;
        self.walk(odds_ratio, |yes, weight| {
            if yes == found {
                weight_of_found = weight;
            }
        });
        let limit = weight_of_found * (1.0 + SAME);
        let (mut all, mut sum) = (0.0, 0.0);
        let (mut at_least, mut at_most, mut as_rare) = (0.0, 0.0, 0.0);
        self.walk(odds_ratio, |yes, weight| {
            all += weight;
            sum += weight * yes as f64;
            let count = |is_counted: bool| if is_counted { weight } else { 0.0 };
            at_least += count(yes >= found);
            at_most += count(yes <= found);
            as_rare += count(weight <= limit);
        });
        let share = |part: f64| (part / all).min(1.0);
        Tables {
            at_least: share(at_least),
            at_most: share(at_most),
            as_rare: share(as_rare),
            mean: sum / all,
        }
    }

    /// Calls `visit` with every table that is not impossibly rare and its weight, from the likeliest outwards.
    fn walk(&self, odds_ratio: f64, mut visit: impl FnMut(u64, f64)) {
        let (low, high) = self.range();
        // How much likelier one more yes is: it falls with the number of yes.
        let ratio = |yes: u64| {
            let more = (self.n - yes) as f64 * (self.yes - yes) as f64;
            let fewer = (yes + 1) as f64 * (self.n_reference + yes + 1 - self.yes) as f64;
            odds_ratio * more / fewer
        };
        let (mut top, mut above) = (low, high);
        while top < above {
            let middle = u64::midpoint(top, above);
            if ratio(middle) > 1.0 { top = middle + 1 } else { above = middle }
        }
        visit(top, 1.0);
        let mut weight = 1.0;
        for yes in top + 1..=high {
            weight *= ratio(yes - 1);
            if weight <= 0.0 {
                break;
            }
            visit(yes, weight);
        }
        weight = 1.0;
        for yes in (low..top).rev() {
            weight /= ratio(yes);
            if weight <= 0.0 {
                break;
            }
            visit(yes, weight);
        }
    }
}

#[cfg(test)]
mod tests {
    use approx::assert_abs_diff_eq;

    use super::*;

    /// Fisher's lady: eight cups, of which she names three of four rightly.
    #[test]
    fn the_lady_tasting_tea_may_have_guessed() {
        let tables = Hypergeometric::of((3, 4), (1, 4)).tables(3, 1.0);
        assert_abs_diff_eq!(tables.at_least, 17.0 / 70.0, epsilon = 1e-15);
        assert_abs_diff_eq!(tables.as_rare, 34.0 / 70.0, epsilon = 1e-15);
        assert_abs_diff_eq!(tables.at_most, 69.0 / 70.0, epsilon = 1e-15);
        assert_abs_diff_eq!(tables.mean, 2.0, epsilon = 1e-15);
    }

    #[test]
    fn one_table_alone_is_certain() {
        let tables = Hypergeometric::of((0, 4), (0, 9)).tables(0, 3.0);
        assert_eq!((tables.at_least, tables.at_most, tables.as_rare), (1.0, 1.0, 1.0));
    }
}
