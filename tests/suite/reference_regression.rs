//! Regression against R's sandwich, clubSandwich, lme4, lmerTest and emmeans.

use std::collections::{BTreeMap, BTreeSet};

use mentorlens::inference::{
    ClusterSpread, Level, LogisticModel, Measurement, Observation, Observations, OddsRatio, Spread,
    TestResult, adjusted_means, ancova_slopes, cluster_contrast, firth_logistic, joint_contrasts,
    least_squares, linear_contrast, logistic, marginal_share, marginal_share_difference,
    random_intercept,
};

use crate::oracle::{Rows, assert_expected, number, table};

const AREA: &str = "regression";
const ARMS: [&str; 3] = ["a", "b", "c"];

fn is(row: &BTreeMap<String, String>, column: &str, value: &str) -> f64 {
    f64::from(u8::from(row[column] == value))
}

/// Indicators of arms b and c, and some numbers.
fn observations(rows: &Rows, outcome: &str, numbers: &[&str]) -> Observations {
    let names: Vec<&str> = ["b", "c"].iter().chain(numbers).copied().collect();
    let observation = |row: &_| Observation {
        outcome: number(row, outcome),
        predictors: ["b", "c"]
            .iter()
            .map(|arm| Some(is(row, "arm", arm)))
            .chain(numbers.iter().map(|name| number(row, name)))
            .collect(),
        cluster: Some(row["cluster"].clone()).filter(|name| !name.is_empty()),
        count: row["count"].parse().unwrap(),
    };
    Observations::new(&names, rows.iter().map(observation))
}

/// Arms, baseline, and an indicator for every cluster but the first.
fn within(rows: &Rows) -> Observations {
    let members: Rows = rows.iter().filter(|row| !row["cluster"].is_empty()).cloned().collect();
    let clusters: BTreeSet<&str> = members.iter().map(|row| row["cluster"].as_str()).collect();
    let clusters: Vec<&str> = clusters.into_iter().skip(1).collect();
    let names: Vec<&str> = ["b", "c", "before"].iter().chain(&clusters).copied().collect();
    let observation = |row: &_| Observation {
        outcome: number(row, "y"),
        predictors: [Some(is(row, "arm", "b")), Some(is(row, "arm", "c")), number(row, "before")]
            .into_iter()
            .chain(clusters.iter().map(|cluster| Some(is(row, "cluster", cluster))))
            .collect(),
        cluster: Some(row["cluster"].clone()),
        count: row["count"].parse().unwrap(),
    };
    Observations::new(&names, members.iter().map(observation))
}

fn measurements(rows: &Rows) -> Vec<Measurement> {
    let unit = |row: &BTreeMap<String, String>| Measurement {
        arm: ARMS.iter().position(|arm| row["arm"] == *arm).unwrap(),
        before: number(row, "before").unwrap(),
        after: number(row, "y").unwrap(),
        covariates: vec![number(row, "age").unwrap()],
        count: row["count"].parse().unwrap(),
    };
    rows.iter().map(unit).collect()
}

fn of(test: &TestResult, quantity: &str) -> Option<f64> {
    match quantity {
        "value" => Some(test.estimate.value),
        "low" => test.estimate.low,
        "high" => test.estimate.high,
        "standard_error" => Some(test.standard_error),
        "statistic" => Some(test.statistic),
        "df" => test.df,
        "p_value" => Some(test.p_value),
        _ => panic!("{quantity}"),
    }
}

fn spread(kind: &str) -> Spread {
    match kind {
        "const" => Spread::Equal,
        "HC0" => Spread::Hc0,
        "HC1" => Spread::Hc1,
        "HC2" => Spread::Hc2,
        _ => Spread::Hc3,
    }
}

fn cluster_spread(kind: &str) -> ClusterSpread {
    match kind {
        "CR0" => ClusterSpread::Cr0,
        "CR1" => ClusterSpread::Cr1,
        "CR1S" => ClusterSpread::Cr1s,
        _ => ClusterSpread::Cr2,
    }
}

fn odds(model: &LogisticModel, name: &str, quantity: &str) -> Option<f64> {
    let is_it = |ratio: &&OddsRatio| ratio.name == name;
    match quantity {
        "ln_likelihood" => Some(model.ln_likelihood),
        "ratio" => Some(model.odds_ratios.iter().find(is_it).unwrap().ratio.value),
        _ => of(&model.odds_ratios.iter().find(is_it).unwrap().coefficient, quantity),
    }
}

fn mixed(observations: &Observations, name: &str, quantity: &str) -> Option<f64> {
    let model = random_intercept(observations).unwrap();
    match quantity {
        "between" => Some(model.between),
        "within" => Some(model.within),
        "criterion" => Some(model.criterion),
        _ => of(&model.contrast(&model.only(name).unwrap(), Level::P95).unwrap(), quantity),
    }
}

#[test]
fn models_are_those_of_other_programs() {
    let (people, few) = (table(AREA, "people.csv"), table(AREA, "few.csv"));
    let named: Rows = people.iter().filter(|row| !row["cluster"].is_empty()).cloned().collect();
    let plain = observations(&people, "y", &["before", "age"]);
    let answers = observations(&people, "yes", &["before"]);
    let units = measurements(&people);
    assert_expected(AREA, |words, quantity| match *words {
        ["linear", _, "all"] => Some(least_squares(&plain).unwrap().r_squared()),
        ["linear", kind, name] => {
            let model = least_squares(&plain).unwrap();
            let only = model.only(name).unwrap();
            of(&linear_contrast(&model, &only, spread(kind), Level::P95).unwrap(), quantity)
        }
        ["joint", kind] => {
            let model = least_squares(&plain).unwrap();
            let only = ["b", "c"].map(|name| model.only(name).unwrap());
            let test = joint_contrasts(&model, &only, spread(kind)).unwrap();
            Some(if quantity == "statistic" { test.statistic } else { test.p_value })
        }
        ["cluster", kind, name] => {
            let model = least_squares(&plain).unwrap();
            let only = model.only(name).unwrap();
            let kind = cluster_spread(kind);
            of(&cluster_contrast(&model, &only, kind, Level::P95).unwrap(), quantity)
        }
        ["contrast", "CR2", _] => {
            let model = least_squares(&plain).unwrap();
            let contrast = [0.0, 1.0, -1.0, 0.0, 0.0];
            of(
                &cluster_contrast(&model, &contrast, ClusterSpread::Cr2, Level::P95).unwrap(),
                quantity,
            )
        }
        ["within", "CR2", name] => {
            let observations = within(&people);
            let model = least_squares(&observations).unwrap();
            let only = model.only(name).unwrap();
            of(&cluster_contrast(&model, &only, ClusterSpread::Cr2, Level::P95).unwrap(), quantity)
        }
        ["slopes", "joint"] => {
            let test = ancova_slopes(&units, 3, Level::P95).unwrap().joint;
            Some(if quantity == "statistic" { test.statistic } else { test.p_value })
        }
        ["slopes", arm] => {
            let at = ARMS.iter().position(|name| *name == arm).unwrap();
            of(&ancova_slopes(&units, 3, Level::P95).unwrap().differences[at - 1], quantity)
        }
        ["adjusted_mean", arm] => {
            let at = ARMS.iter().position(|name| *name == arm).unwrap();
            of(&adjusted_means(&units, 3, Level::P95).unwrap()[at], quantity)
        }
        ["logistic", name] => odds(&logistic(&answers, Level::P95).unwrap(), name, quantity),
        ["share", arm] => {
            let model = logistic(&answers, Level::P95).unwrap();
            let set = [("b", f64::from(u8::from(arm == "b"))), ("c", 0.0)];
            of(&marginal_share(&model, &answers, &set, Level::P95).unwrap(), quantity)
        }
        ["share_difference", _] => {
            let model = logistic(&answers, Level::P95).unwrap();
            let (one, other) = ([("b", 1.0), ("c", 0.0)], [("b", 0.0), ("c", 0.0)]);
            let apart = marginal_share_difference(&model, &answers, &one, &other, Level::P95);
            of(&apart.unwrap(), quantity)
        }
        ["firth", "people", name] => {
            odds(&firth_logistic(&answers, Level::P95).unwrap(), name, quantity)
        }
        ["firth", "few", name] => {
            let row = |row: &_| Observation {
                outcome: number(row, "yes"),
                predictors: ["x", "z"].iter().map(|name| number(row, name)).collect(),
                cluster: None,
                count: row["count"].parse().unwrap(),
            };
            let units = Observations::new(&["x", "z"], few.iter().map(row));
            odds(&firth_logistic(&units, Level::P95).unwrap(), name, quantity)
        }
        ["mixed", "all", name] => mixed(&plain, name, quantity),
        ["mixed", "named", name] => {
            mixed(&observations(&named, "y", &["before", "age"]), name, quantity)
        }
        _ => panic!("{words:?}"),
    });
}
