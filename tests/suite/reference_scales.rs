//! Scales against R's psych, factanal and lavaan.

use mentorlens::inference::{
    Estimate, Level, Ratings, Sample, alpha_without, careless, cronbach_alpha, item_rest,
    mcdonald_omega,
};

use crate::oracle::{assert_expected, number, table};

const AREA: &str = "scales";

fn items(file: &str) -> Ratings {
    let rows = table(AREA, &format!("{file}.csv"));
    let k = rows[0].len();
    let form = |row: &_| (1..=k).map(|item| number(row, &format!("q{item}"))).collect();
    Ratings::weighted(k, rows.iter().map(|row| (form(row), 1)))
}

fn ends(estimate: Estimate, quantity: &str) -> Option<f64> {
    match quantity {
        "value" => Some(estimate.value),
        "low" => estimate.low,
        "high" => estimate.high,
        _ => panic!("{quantity}"),
    }
}

fn omega(file: &str, quantity: &str) -> Option<f64> {
    let omega = mcdonald_omega(&items(file), Level::P95).unwrap();
    match quantity {
        "standard_error" => omega.standard_error,
        "standardized" => Some(omega.standardized),
        "misfit" => Some(omega.misfit.unwrap().statistic),
        "misfit_df" => Some(omega.misfit.unwrap().df),
        "value" | "low" | "high" => ends(omega.estimate, quantity),
        loading => {
            let item: usize = loading.trim_start_matches("loading").parse().unwrap();
            Some(omega.loadings[item - 1].abs())
        }
    }
}

#[test]
fn scales_are_those_of_other_programs() {
    let place = |item: &str| item.parse::<usize>().unwrap() - 1;
    assert_expected(AREA, |words, quantity| match *words {
        ["cronbach_alpha", file] => {
            ends(cronbach_alpha(&items(file), Level::P95).unwrap(), quantity)
        }
        ["item_rest", file, item] => {
            let test = item_rest(&items(file), place(item), Level::P95).unwrap();
            ends(test.estimate, quantity)
        }
        ["alpha_without", file, item] => {
            ends(alpha_without(&items(file), place(item), Level::P95).unwrap(), quantity)
        }
        ["mcdonald_omega", file] => omega(file, quantity),
        ["careless", file] => {
            let found = careless(&items(file), Level::P95).unwrap();
            match quantity {
                "long_strings" => Some(found.long_strings.value),
                "straight_lines" => Some(found.straight_lines.value),
                "longest" => found.longest.mean(),
                _ => Sample::mean(&found.spread),
            }
        }
        _ => panic!("{words:?}"),
    });
}
