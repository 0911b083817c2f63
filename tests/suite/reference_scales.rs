//! Scales against R's psych, factanal and lavaan.

use mentorlens::inference::{
    Level, Ratings, Sample, alpha_without, careless, cronbach_alpha, item_rest, mcdonald_omega,
};

use crate::oracle::{RealData, assert_expected, ends, number, table};

const AREA: &str = "scales";

fn items(file: &str) -> Ratings {
    let rows = table(AREA, &format!("{file}.csv"));
    let k = rows[0].len();
    let form = |row: &_| (1..=k).map(|item| number(row, &format!("q{item}"))).collect();
    Ratings::weighted(k, rows.iter().map(|row| (form(row), 1)))
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

/// Five scales of the Big Five, 2,800 persons (R package psychTools), reversed items turned round.
#[test]
fn scales_of_personality_have_their_published_reliability() {
    let Some(data) = RealData::open("reliability-bfi") else { return };
    let rows = data.table("bfi.csv");
    let reversed = ["A1", "C4", "C5", "E1", "E2", "O2", "O5"];
    for scale in ["A", "C", "E", "N", "O"] {
        let names: Vec<String> = (1..=5).map(|at| format!("{scale}{at}")).collect();
        let answer = |row: &_, name: &String| {
            let value = number(row, name)?;
            Some(if reversed.contains(&name.as_str()) { 7.0 - value } else { value })
        };
        let form = |row: &_| names.iter().map(|name| answer(row, name)).collect();
        let items = Ratings::weighted(5, rows.iter().map(|row| (form(row), 1)));
        let id = format!("alpha_{scale}");
        let alpha = cronbach_alpha(&items, Level::P95).unwrap();
        data.assert_is(alpha.value, &id, &["alpha_complete_cases"], 1e-12);
        data.assert_is(alpha.low.unwrap(), &id, &["feldt_ci_complete", "0"], 1e-9);
        data.assert_is(alpha.high.unwrap(), &id, &["feldt_ci_complete", "1"], 1e-9);
        for (at, name) in names.iter().enumerate() {
            let rest = item_rest(&items, at, Level::P95).unwrap().estimate.value;
            data.assert_is(rest, &id, &["item_rest_r_complete", name], 1e-11);
            let without = alpha_without(&items, at, Level::P95).unwrap().value;
            data.assert_is(without, &id, &["alpha_if_dropped_complete", name], 1e-11);
        }
        let omega = mcdonald_omega(&items, Level::P95).unwrap();
        let published = "omega_total_ml_1factor_complete_standardised";
        // Made by `factanal`, which stops early.
        data.assert_is(omega.standardized, &id, &[published], 1e-6);
    }
}
