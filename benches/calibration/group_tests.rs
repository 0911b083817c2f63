//! Tests of groups that do not differ in what the test is about.

use mentorlens::inference::{
    CrossTable, Level, Moments, Sample, brunner_munzel, chi_square_independence, dunn,
    fisher_exact, games_howell, kruskal_wallis, mann_whitney,
};

use super::tests::{Found, Test};
use super::{Chance, sample};

pub(super) const TESTS: &[Test] = &[
    Test {
        name: "Mann–Whitney",
        data: "answers around 3, arms 1 to 3",
        p_value: |c, n| ranks(&arms(n, |size, _| c.likert(size, 0.0))),
    },
    Test {
        name: "Mann–Whitney",
        data: "answers at a floor, arms 1 to 3",
        p_value: |c, n| ranks(&arms(n, |size, _| c.likert(size, -1.5))),
    },
    Test {
        name: "Mann–Whitney",
        data: "same middle, small arm spreads more",
        p_value: |c, n| ranks(&arms(n, |size, at| c.spread(size, [1.5, 0.6][at]))),
    },
    Test {
        name: "Brunner–Munzel",
        data: "answers around 3, arms 1 to 3",
        p_value: |c, n| brunner(&arms(n, |size, _| c.likert(size, 0.0))),
    },
    Test {
        name: "Brunner–Munzel",
        data: "answers at a floor, arms 1 to 3",
        p_value: |c, n| brunner(&arms(n, |size, _| c.likert(size, -1.5))),
    },
    Test {
        name: "Brunner–Munzel",
        data: "same middle, small arm spreads more",
        p_value: |c, n| brunner(&arms(n, |size, at| c.spread(size, [1.5, 0.6][at]))),
    },
    Test {
        name: "Kruskal–Wallis",
        data: "answers around 3, groups 1 to 1 to 2",
        p_value: |c, n| Ok(kruskal_wallis(&three(n, |size, _| c.likert(size, 0.0)))?.p_value),
    },
    Test {
        name: "Kruskal–Wallis",
        data: "answers at a floor, groups 1 to 1 to 2",
        p_value: |c, n| Ok(kruskal_wallis(&three(n, |size, _| c.likert(size, -1.5)))?.p_value),
    },
    Test {
        name: "Dunn, any pair",
        data: "answers around 3, groups 1 to 1 to 2",
        p_value: |c, n| {
            let pairs = dunn(&three(n, |size, _| c.likert(size, 0.0)), Level::P95)?;
            Ok(pairs.iter().map(|pair| pair.p_adjusted).fold(1.0, f64::min))
        },
    },
    Test {
        name: "chi-square",
        data: "30 % yes, arms 1 to 3",
        p_value: |c, n| chi_square(&yes_no(c, n, 0.3)),
    },
    Test {
        name: "chi-square",
        data: "5 % yes, arms 1 to 3",
        p_value: |c, n| chi_square(&yes_no(c, n, 0.05)),
    },
    Test {
        name: "chi-square",
        data: "3 categories, groups 1 to 1 to 2",
        p_value: |c, n| {
            let rows = thirds(n).map(|size| c.categories(size, [0.5, 0.3]));
            chi_square(&CrossTable::new(&rows))
        },
    },
    Test {
        name: "Fisher",
        data: "30 % yes, arms 1 to 3",
        p_value: |c, n| Ok(fisher_exact(&yes_no(c, n, 0.3))?.p_value),
    },
    Test {
        name: "Fisher",
        data: "5 % yes, arms 1 to 3",
        p_value: |c, n| Ok(fisher_exact(&yes_no(c, n, 0.05))?.p_value),
    },
];

/// Tests of which each needs quantiles of the studentised range: a thousand samples a cell.
pub(super) const SLOW: &[Test] = &[
    Test {
        name: "Games–Howell, any pair",
        data: "answers around 3, groups 1 to 1 to 2",
        p_value: |c, n| howell(&three(n, |size, _| c.likert(size, 0.0))),
    },
    Test {
        name: "Games–Howell, any pair",
        data: "answers at a floor, groups 1 to 1 to 2",
        p_value: |c, n| howell(&three(n, |size, _| c.likert(size, -1.5))),
    },
    Test {
        name: "Games–Howell, any pair",
        data: "same middle, small groups spread more",
        p_value: |c, n| howell(&three(n, |size, at| c.spread(size, [1.5, 1.0, 0.6][at]))),
    },
];

/// A quarter in the first arm.
fn arms(n: usize, mut draw: impl FnMut(usize, usize) -> Vec<f64>) -> [Sample; 2] {
    [(n / 4, 0), (n - n / 4, 1)].map(|(size, at)| sample(&draw(size, at)))
}

/// A quarter, a quarter and the rest.
fn thirds(n: usize) -> [usize; 3] {
    [n / 4, n / 4, n - 2 * (n / 4)]
}

fn three(n: usize, mut draw: impl FnMut(usize, usize) -> Vec<f64>) -> [Sample; 3] {
    let mut at = 0;
    thirds(n).map(|size| {
        at += 1;
        sample(&draw(size, at - 1))
    })
}

fn ranks([one, other]: &[Sample; 2]) -> Found {
    Ok(mann_whitney(one, other)?.p_values.two_sided)
}

fn brunner([one, other]: &[Sample; 2]) -> Found {
    Ok(brunner_munzel(one, other, Level::P95)?.p_value)
}

/// The smallest p-value that is adjusted for all pairs.
fn howell(groups: &[Sample]) -> Found {
    let moments: Result<Vec<Moments>, _> =
        groups.iter().map(|group| group.moments("answers")).collect();
    let pairs = games_howell(&moments?, Level::P95)?;
    Ok(pairs.iter().map(|pair| pair.p_adjusted).fold(1.0, f64::min))
}

fn yes_no(c: &mut Chance, n: usize, share: f64) -> CrossTable {
    let rows = [n / 4, n - n / 4].map(|size| {
        let (yes, all) = c.yes_of(size, share);
        vec![yes, all - yes]
    });
    CrossTable::new(&rows)
}

fn chi_square(table: &CrossTable) -> Found {
    Ok(chi_square_independence(table)?.p_value)
}
