//! Two waves of the same people against packages of R and Python.

use mentorlens::inference::{
    Estimate, Level, PValues, Paired, Population, Precision, Selected, SignedRank, Transitions,
    beyond_regression, equivalence_test, expected_regression, hedges_g_pre, mcnemar, paired_t,
    pratt_signed_rank, reliable_change, share_change, sign_test, smcr, wilcoxon_signed_rank,
};

use crate::oracle::{assert_expected, number, table};

const AREA: &str = "paired";
const Z: f64 = 1.959_963_984_540_054;

fn pairs(file: &str) -> Paired {
    let row = |row: &_| (number(row, "before"), number(row, "after"));
    Paired::new(&table(AREA, &format!("{file}.csv")).iter().map(row).collect::<Vec<_>>())
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a file of counts")]
fn transitions(name: &str) -> Transitions {
    let rows = table(AREA, "shares.csv");
    let row = rows.iter().find(|row| row["name"] == name).unwrap();
    let [both, gained, lost, neither] =
        ["both", "gained", "lost", "neither"].map(|name| number(row, name).unwrap() as u64);
    Transitions { both, gained, lost, neither }
}

fn side(p_values: &PValues, quantity: &str) -> f64 {
    match quantity {
        "two_sided" => p_values.two_sided,
        "greater" => p_values.greater,
        "less" => p_values.less,
        _ => panic!("{quantity}"),
    }
}

fn ends(estimate: Estimate, quantity: &str) -> Option<f64> {
    match quantity {
        "value" => Some(estimate.value),
        "low" => estimate.low,
        "high" => estimate.high,
        "standard_error" => estimate.high.map(|high| (high - estimate.value) / Z),
        _ => panic!("{quantity}"),
    }
}

fn ranks(test: &SignedRank, quantity: &str) -> f64 {
    match quantity {
        "statistic" => test.statistic,
        "z" => test.z,
        "z_size" => test.z.abs(),
        "rank_biserial" => test.rank_biserial,
        _ => side(&test.p_values, quantity),
    }
}

fn change(method: &str, file: &str, quantity: &str) -> Option<f64> {
    let (pairs, level) = (pairs(file), Level::P95);
    Some(match method {
        "wilcoxon" => ranks(&wilcoxon_signed_rank(&pairs).unwrap(), quantity),
        "pratt" => ranks(&pratt_signed_rank(&pairs).unwrap(), quantity),
        "paired_t" => side(&paired_t(&pairs, level).unwrap().p_values(), quantity),
        "sign_test" => {
            let test = sign_test(&pairs, level).unwrap();
            match quantity {
                "value" | "low" | "high" => return ends(test.share, quantity),
                _ => side(&test.p_values, quantity),
            }
        }
        "smcr" => return ends(smcr(&pairs.moments().unwrap(), level).unwrap(), quantity),
        "hedges_g_pre" => {
            return ends(hedges_g_pre(&pairs.moments().unwrap(), level).unwrap(), quantity);
        }
        "reliable_change" => {
            let deviation = pairs.moments().unwrap().before.variance.sqrt();
            let measure = Precision::new(deviation, 0.8).unwrap();
            let found = reliable_change(&pairs, &measure, level).unwrap();
            match quantity {
                "bound" => found.bound,
                "up" => found.up.value,
                "down" => found.down.value,
                _ => found.unchanged.value,
            }
        }
        "beyond_regression" => {
            let before = pairs.moments().unwrap().before;
            let mean = before.mean + before.variance.sqrt() / 2.0;
            let found = beyond_regression(&pairs, mean, 0.6, level).unwrap();
            match quantity {
                "expected" => found.expected,
                "p_value" => found.excess.p_value,
                _ => return ends(found.excess.estimate, quantity),
            }
        }
        _ => panic!("{method}"),
    })
}

fn equivalence(file: &str, margin: f64, quantity: &str) -> Option<f64> {
    let change = paired_t(&pairs(file), Level::P95).unwrap();
    let test = equivalence_test(&change, margin, Level::P95).unwrap();
    match quantity {
        "above_lower" => Some(test.above_lower),
        "above_upper" => Some(test.above_upper),
        "p_value" => Some(test.p_value),
        _ => ends(test.estimate, quantity),
    }
}

fn shares(name: &str, quantity: &str) -> f64 {
    let test = mcnemar(&transitions(name)).unwrap();
    match quantity {
        "chi_square" => test.z.powi(2),
        "normal" => test.normal.two_sided,
        "mid_p" => test.mid_p.two_sided,
        _ => side(&test.exact, quantity),
    }
}

#[test]
fn changes_are_those_of_other_programs() {
    assert_expected(AREA, |words, quantity| match *words {
        ["equivalence", file, margin] => equivalence(file, margin.parse().unwrap(), quantity),
        ["expected_regression", way, cut] => {
            let cut = cut.parse().unwrap();
            let selected = if way == "below" { Selected::Below(cut) } else { Selected::Above(cut) };
            let everybody = Population::new(50.0, 10.0, 0.6).unwrap();
            Some(expected_regression(selected, &everybody).unwrap())
        }
        ["share_change", name] => {
            ends(share_change(&transitions(name), Level::P95).unwrap(), quantity)
        }
        ["mcnemar", name] => Some(shares(name, quantity)),
        [method, file] => change(method, file, quantity),
        _ => panic!("{words:?}"),
    });
}
