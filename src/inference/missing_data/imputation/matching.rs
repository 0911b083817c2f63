//! Whose value may be borrowed: the units expected nearest.

/// Values by what was expected of them, ascending, with their units.
pub(super) struct Donors {
    /// Expected, value, units.
    values: Vec<(f64, f64, f64)>,
    /// Units that are near enough.
    units: f64,
}

impl Donors {
    pub(super) fn new(values: impl Iterator<Item = (f64, f64, f64)>, units: f64) -> Self {
        let mut values: Vec<(f64, f64, f64)> = values.collect();
        values.sort_by(|one, other| one.0.total_cmp(&other.0).then(one.1.total_cmp(&other.1)));
        Self { values, units }
    }

    /// Values with their weights: the nearest units count in full, and those at the last distance share what is left.
    pub(super) fn near(&self, expected: f64) -> Vec<(f64, f64)> {
        let mut right = self.values.partition_point(|(at, ..)| *at < expected);
        let mut left = right;
        let mut found: Vec<(f64, f64)> = Vec::new();
        let mut open = self.units;
        while open > 0.0 {
            let below = left.checked_sub(1).map(|at| expected - self.values[at].0);
            let above = self.values.get(right).map(|(at, ..)| at - expected);
            let Some(distance) = [below, above].into_iter().flatten().reduce(f64::min) else {
                break;
            };
            // All at this distance, on both sides.
            let from = found.len();
            while left > 0 && expected - self.values[left - 1].0 <= distance {
                left -= 1;
                found.push((self.values[left].1, self.values[left].2));
            }
            while right < self.values.len() && self.values[right].0 - expected <= distance {
                found.push((self.values[right].1, self.values[right].2));
                right += 1;
            }
            let units: f64 = found[from..].iter().map(|(_, units)| units).sum();
            let share = (open / units).min(1.0);
            for (_, weight) in &mut found[from..] {
                *weight *= share;
            }
            open -= units;
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_count_in_full_and_the_last_share_what_is_left() {
        let values = [(1.0, 10.0, 1.0), (2.0, 20.0, 2.0), (4.0, 40.0, 1.0), (5.0, 50.0, 3.0)];
        let donors = Donors::new(values.into_iter(), 5.0);
        // 2 and 4 are one away, 1 and 5 two away: two units are left for four.
        let near = donors.near(3.0);
        assert_eq!(near, [(20.0, 2.0), (40.0, 1.0), (10.0, 0.5), (50.0, 1.5)]);
        assert_eq!(donors.near(9.0)[0], (50.0, 3.0));
        let few = Donors::new([(1.0, 10.0, 1.0)].into_iter(), 5.0);
        assert_eq!(few.near(3.0), [(10.0, 1.0)]);
    }
}
