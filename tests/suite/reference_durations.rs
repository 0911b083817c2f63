//! Durations against R's survival and cmprsk.

use mentorlens::inference::{
    Curve, Durations, Estimate, FollowUp, FollowUps, GroupTest, HazardRatio, Level, Spell,
    TestResult, aalen_johansen, cox_regression, gray_test, kaplan_meier, log_rank, median_survival,
    restricted_mean, restricted_mean_difference,
};

use crate::oracle::{Rows, assert_expected, number, table};

const AREA: &str = "durations";

/// Rows whose column has one of some values.
fn with(rows: &Rows, column: &str, values: &[&str]) -> Rows {
    rows.iter().filter(|row| values.contains(&row[column].as_str())).cloned().collect()
}

fn durations(rows: &Rows) -> Durations {
    Durations::new(rows.iter().map(|row| Spell {
        entered: number(row, "entered"),
        days: number(row, "days"),
        cause: Some(row["cause"].clone()),
        count: row["count"].parse().unwrap(),
    }))
}

/// Durations of groups, stratum by stratum.
fn strata(rows: &Rows, kind: &str, groups: &[&str]) -> Vec<Vec<Durations>> {
    let split = |rows: &Rows| -> Vec<Durations> {
        groups.iter().map(|group| durations(&with(rows, "group", &[group]))).collect()
    };
    if kind == "strata" {
        ["north", "south"].iter().map(|name| split(&with(rows, "stratum", &[name]))).collect()
    } else {
        vec![split(rows)]
    }
}

fn curve(rows: &Rows, which: &str) -> Curve {
    let planned: &[&str] = if which == "failed" { &["time"] } else { &[] };
    kaplan_meier(&durations(rows), planned, Level::P95).unwrap()
}

fn ends(estimate: Estimate, quantity: &str) -> Option<f64> {
    match quantity {
        "value" => Some(estimate.value),
        "low" => estimate.low,
        "high" => estimate.high,
        _ => panic!("{quantity}"),
    }
}

fn of_test(test: &TestResult, quantity: &str) -> Option<f64> {
    match quantity {
        "standard_error" => Some(test.standard_error),
        "p_value" => Some(test.p_value),
        _ => ends(test.estimate, quantity),
    }
}

fn of_groups(test: &GroupTest, quantity: &str) -> Option<f64> {
    match quantity {
        "statistic" => Some(test.statistic),
        "p_value" => Some(test.p_value),
        "expected" => Some(test.groups[0].expected),
        _ => panic!("{quantity}"),
    }
}

fn cox(rows: &Rows, words: &[&str], quantity: &str) -> Option<f64> {
    let (name, kind) = words.split_last().unwrap();
    let names = ["b", "c", "x1", "x2"];
    let follow_ups = rows.iter().map(|row| FollowUp {
        entered: number(row, "entered"),
        days: number(row, "days"),
        has_failed: row["cause"] == "moved",
        covariates: vec![
            Some(f64::from(u8::from(row["group"] == "b"))),
            Some(f64::from(u8::from(row["group"] == "c"))),
            number(row, "x1"),
            number(row, "x2"),
        ],
        stratum: kind.contains(&"strata").then(|| row["stratum"].clone()),
        cluster: kind.contains(&"cluster").then(|| row["cluster"].clone()),
        count: row["count"].parse().unwrap(),
    });
    let model = cox_regression(&FollowUps::new(&names, follow_ups), Level::P95).unwrap();
    if quantity == "likelihood_ratio" {
        return Some(model.likelihood_ratio);
    }
    let is_it = |ratio: &&HazardRatio| ratio.name == *name;
    of_test(&model.hazard_ratios.iter().find(is_it).unwrap().coefficient, quantity)
}

#[test]
fn durations_are_those_of_other_programs() {
    let all = table(AREA, "spells.csv");
    let plain = with(&all, "entered", &["0"]);
    assert_expected(AREA, |words, quantity| {
        let some = |kind: &str| if kind == "late" { &all } else { &plain };
        match *words {
            ["kaplan_meier", which, day] => {
                let day = day.parse().unwrap();
                match quantity {
                    // R rounds the standard error of 1 to 0 and gives no interval of it either.
                    "standard_error" => Some(curve(&all, which).at(day).unwrap().standard_error),
                    "at_risk" => Some(durations(&all).at_risk(day) as f64),
                    _ => ends(curve(&all, which).at(day).unwrap().share, quantity),
                }
            }
            ["restricted_mean", which, tau] => {
                let mean =
                    restricted_mean(&curve(&all, which), tau.parse().unwrap(), Level::P95).unwrap();
                match quantity {
                    "standard_error" => Some(mean.standard_error),
                    _ => ends(mean.estimate, quantity),
                }
            }
            ["median_survival", kind] => {
                ends(median_survival(&curve(some(kind), "ended")).unwrap(), quantity)
            }
            ["restricted_mean_difference", kind, one, other] => {
                let curve = |group| curve(&with(some(kind), "group", &[group]), "ended");
                let test = restricted_mean_difference(&curve(one), &curve(other), 15.0, Level::P95);
                of_test(&test.unwrap(), quantity)
            }
            ["log_rank", kind, ref groups @ ..] => {
                let test = log_rank(&strata(some(kind), kind, groups), &["time"]).unwrap();
                of_groups(&test, quantity)
            }
            ["gray_test", kind, cause, ref groups @ ..] => {
                let test = gray_test(&strata(some(kind), kind, groups), cause).unwrap();
                of_groups(&test, quantity)
            }
            ["aalen_johansen", kind, cause, day] => {
                let curve = aalen_johansen(&durations(some(kind)), cause, Level::P95).unwrap();
                let step = curve.at(day.parse().unwrap()).unwrap();
                match quantity {
                    "variance" => Some(step.standard_error.powi(2)),
                    _ => ends(step.share, quantity),
                }
            }
            ["cox_regression", ref words @ ..] => cox(all_or(words, &all, &plain), words, quantity),
            _ => panic!("{words:?}"),
        }
    });
}

fn all_or<'r>(words: &[&str], all: &'r Rows, plain: &'r Rows) -> &'r Rows {
    if words[0] == "late" { all } else { plain }
}
