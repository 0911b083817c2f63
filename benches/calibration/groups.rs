//! Two groups, of which the first has a quarter of the people.

use mentorlens::inference::{
    CrossTable, Level, Sample, ZeroCells, brunner_munzel, conditional_odds_ratio, cramers_v,
    hodges_lehmann_shift, newcombe, odds_ratio, probability_of_superiority, risk_ratio,
};

use super::{Case, Chance, Found, sample};

pub(super) const CASES: &[Case] = &[
    Case {
        name: "superiority, Newcombe’s fifth",
        data: "answers, arms 1 to 3",
        answer: |c, n| superiority(&answers(c, n)),
    },
    Case {
        name: "superiority, Newcombe’s fifth",
        data: "answers at a floor, arms 1 to 3",
        answer: |c, n| superiority(&floor(c, n)),
    },
    Case {
        name: "superiority, Newcombe’s fifth",
        data: "answers, small arm spreads more",
        answer: |c, n| superiority(&spreads(c, n)),
    },
    Case {
        name: "superiority, Brunner–Munzel",
        data: "answers, arms 1 to 3",
        answer: |c, n| brunner(&answers(c, n)),
    },
    Case {
        name: "superiority, Brunner–Munzel",
        data: "answers at a floor, arms 1 to 3",
        answer: |c, n| brunner(&floor(c, n)),
    },
    Case {
        name: "superiority, Brunner–Munzel",
        data: "answers, small arm spreads more",
        answer: |c, n| brunner(&spreads(c, n)),
    },
    Case {
        name: "shift, Hodges–Lehmann",
        data: "scores, arms 1 to 3",
        answer: |c, n| shift(&arms(n, |size, at| c.scale(size, [0.4, 0.0][at]))),
    },
    Case {
        name: "shift, Hodges–Lehmann",
        data: "answers, arms 1 to 3",
        answer: |c, n| shift(&answers(c, n)),
    },
    Case {
        name: "difference of shares, Newcombe",
        data: "50 and 30 %, arms 1 to 3",
        answer: |c, n| difference(shares(c, n, [0.5, 0.3])),
    },
    Case {
        name: "difference of shares, Newcombe",
        data: "10 and 5 %, arms 1 to 3",
        answer: |c, n| difference(shares(c, n, [0.1, 0.05])),
    },
    Case {
        name: "risk ratio, Koopman",
        data: "50 and 30 %, arms 1 to 3",
        answer: |c, n| risk(shares(c, n, [0.5, 0.3])),
    },
    Case {
        name: "risk ratio, Koopman",
        data: "10 and 5 %, arms 1 to 3",
        answer: |c, n| risk(shares(c, n, [0.1, 0.05])),
    },
    Case {
        name: "odds ratio, Woolf, a half added to zeros",
        data: "50 and 30 %, arms 1 to 3",
        answer: |c, n| odds(shares(c, n, [0.5, 0.3])),
    },
    Case {
        name: "odds ratio, Woolf, a half added to zeros",
        data: "10 and 5 %, arms 1 to 3",
        answer: |c, n| odds(shares(c, n, [0.1, 0.05])),
    },
    Case {
        name: "odds ratio, conditional",
        data: "50 and 30 %, arms 1 to 3",
        answer: |c, n| exact_odds(shares(c, n, [0.5, 0.3])),
    },
    Case {
        name: "odds ratio, conditional",
        data: "10 and 5 %, arms 1 to 3",
        answer: |c, n| exact_odds(shares(c, n, [0.1, 0.05])),
    },
    Case {
        name: "Cramér’s *V*",
        data: "3 categories, true *V* 0.2",
        answer: |c, n| dependence(c, n, [[0.35, 0.35], [0.23, 0.27]]),
    },
    Case {
        name: "Cramér’s *V*",
        data: "3 categories, true *V* 0.5",
        answer: |c, n| dependence(c, n, [[0.65, 0.25], [0.12, 0.28]]),
    },
];

/// A quarter in the first arm.
fn arms(n: usize, mut draw: impl FnMut(usize, usize) -> Vec<f64>) -> [Sample; 2] {
    [(n / 4, 0), (n - n / 4, 1)].map(|(size, at)| sample(&draw(size, at)))
}

fn answers(c: &mut Chance, n: usize) -> [Sample; 2] {
    arms(n, |size, at| c.likert(size, [0.4, 0.0][at]))
}

fn floor(c: &mut Chance, n: usize) -> [Sample; 2] {
    arms(n, |size, at| c.likert(size, [-1.5, -2.0][at]))
}

fn spreads(c: &mut Chance, n: usize) -> [Sample; 2] {
    arms(n, |size, at| c.spread(size, [1.5, 0.6][at]))
}

fn superiority([one, other]: &[Sample; 2]) -> Found {
    probability_of_superiority(one, other, Level::P95)
}

fn brunner([one, other]: &[Sample; 2]) -> Found {
    Ok(brunner_munzel(one, other, Level::P95)?.estimate)
}

fn shift([one, other]: &[Sample; 2]) -> Found {
    hodges_lehmann_shift(one, other, Level::P95)
}

type Counts = [(u64, u64); 2];

fn shares(c: &mut Chance, n: usize, shares: [f64; 2]) -> Counts {
    [c.yes_of(n / 4, shares[0]), c.yes_of(n - n / 4, shares[1])]
}

fn difference([one, other]: Counts) -> Found {
    Ok(newcombe(one, other, Level::P95)?.estimate)
}

fn risk([one, other]: Counts) -> Found {
    Ok(risk_ratio(one, other, Level::P95)?.ratio)
}

fn odds([one, other]: Counts) -> Found {
    Ok(odds_ratio(one, other, ZeroCells::AddHalf, Level::P95)?.ratio)
}

/// A population is too large to be exact about; its odds ratio is the plain one.
fn exact_odds([one, other]: Counts) -> Found {
    if one.1 > 100_000 {
        return odds([one, other]);
    }
    Ok(conditional_odds_ratio(one, other, Level::P95)?.ratio)
}

fn dependence(c: &mut Chance, n: usize, shares: [[f64; 2]; 2]) -> Found {
    let table = [c.categories(n / 2, shares[0]), c.categories(n / 2, shares[1])];
    cramers_v(&CrossTable::new(&table), Level::P95)
}
