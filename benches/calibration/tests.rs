//! How often tests reject at 5 % what is true.

use mentorlens::inference::{
    InferenceError, Level, PValues, Paired, equivalence_test, mcnemar, paired_t, pratt_signed_rank,
    sign_test, wilcoxon_signed_rank,
};

use super::{Chance, POPULATION, SIZES, group_tests};

/// Samples per cell: the standard error of a cell near 5 is 0.2 points.
const SAMPLES: u32 = 10_000;

pub(super) type Found = Result<f64, InferenceError>;

/// One row of the table: how samples without an effect are drawn, and the p-value of each.
pub(super) struct Test {
    pub(super) name: &'static str,
    pub(super) data: &'static str,
    pub(super) p_value: fn(&mut Chance, usize) -> Found,
}

const TESTS: &[Test] = &[
    Test {
        name: "paired *t*",
        data: "answers around 3",
        p_value: |c, n| student(&c.still(n, 0.0)),
    },
    Test {
        name: "paired *t*",
        data: "answers at a floor",
        p_value: |c, n| student(&c.still(n, -1.5)),
    },
    Test { name: "Wilcoxon", data: "answers around 3", p_value: |c, n| wilcoxon(&c.still(n, 0.0)) },
    Test {
        name: "Wilcoxon",
        data: "answers at a floor",
        p_value: |c, n| wilcoxon(&c.still(n, -1.5)),
    },
    Test { name: "Pratt", data: "answers around 3", p_value: |c, n| pratt(&c.still(n, 0.0)) },
    Test { name: "Pratt", data: "answers at a floor", p_value: |c, n| pratt(&c.still(n, -1.5)) },
    Test { name: "sign test", data: "answers around 3", p_value: |c, n| sign(&c.still(n, 0.0)) },
    Test { name: "sign test", data: "answers at a floor", p_value: |c, n| sign(&c.still(n, -1.5)) },
    Test { name: "McNemar, exact", data: "36 % yes", p_value: |c, n| shares(c, n, 0.0, |p| p.0) },
    Test { name: "McNemar, mid-p", data: "36 % yes", p_value: |c, n| shares(c, n, 0.0, |p| p.1) },
    Test { name: "McNemar, exact", data: "4 % yes", p_value: |c, n| shares(c, n, -2.0, |p| p.0) },
    Test { name: "McNemar, mid-p", data: "4 % yes", p_value: |c, n| shares(c, n, -2.0, |p| p.1) },
    Test {
        name: "equivalence, paired",
        data: "scores, change at the margin",
        p_value: equivalence,
    },
];

/// Prints the table.
pub(super) fn table() {
    println!("\n| test | data | n = 10 | 20 | 50 | 200 |\n|---|---|---:|---:|---:|---:|");
    let usual = TESTS.iter().chain(group_tests::TESTS).map(|test| (test, SAMPLES));
    let slow = group_tests::SLOW.iter().map(|test| (test, SAMPLES / 10));
    for (at, (test, samples)) in usual.chain(slow).enumerate() {
        let mut chance = Chance::new(1_000 + at as u64);
        let cells = SIZES.map(|n| size(test, &mut chance, n, samples));
        println!("| {} | {} | {} |", test.name, test.data, cells.join(" | "));
    }
}

/// In how many of 100 samples the test rejects; a sample without a test rejects nothing.
fn size(test: &Test, chance: &mut Chance, n: usize, samples: u32) -> String {
    let rejected =
        (0..samples).filter(|_| (test.p_value)(chance, n).is_ok_and(|p_value| p_value <= 0.05));
    format!("{:.1}", 100.0 * rejected.count() as f64 / f64::from(samples))
}

fn student(pairs: &Paired) -> Found {
    Ok(paired_t(pairs, Level::P95)?.p_value)
}

fn wilcoxon(pairs: &Paired) -> Found {
    Ok(wilcoxon_signed_rank(pairs)?.p_values.two_sided)
}

fn pratt(pairs: &Paired) -> Found {
    Ok(pratt_signed_rank(pairs)?.p_values.two_sided)
}

fn sign(pairs: &Paired) -> Found {
    Ok(sign_test(pairs, Level::P95)?.p_values.two_sided)
}

/// The exact and the mid-p test.
type Both = (PValues, PValues);

fn shares(c: &mut Chance, n: usize, lean: f64, which: fn(Both) -> PValues) -> Found {
    let test = mcnemar(&c.yes(n, lean, 0.0))?;
    Ok(which((test.exact, test.mid_p)).two_sided)
}

/// The true change of scores is the margin, so that equivalence is not true, but nearly.
fn equivalence(c: &mut Chance, n: usize) -> Found {
    static MARGIN: std::sync::OnceLock<f64> = std::sync::OnceLock::new();
    let margin = *MARGIN.get_or_init(|| {
        let mut chance = Chance::new(2_000);
        chance.scores(POPULATION).differences().mean().expect("a population has a mean")
    });
    let change = paired_t(&c.scores(n), Level::P95)?;
    Ok(equivalence_test(&change, margin, Level::P95)?.p_value)
}

impl Chance {
    /// Two answers of people who do not change.
    fn still(&mut self, n: usize, lean: f64) -> Paired {
        self.pairs(n, |c| {
            let person = lean + c.normal();
            (c.answer(person), c.answer(person))
        })
    }
}
