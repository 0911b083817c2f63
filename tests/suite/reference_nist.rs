//! The certified data sets of the US National Institute of Standards and Technology.

use mentorlens::inference::{
    InferenceError, Level, Observation, Observations, Sample, Spread, joint_contrasts,
    least_squares, linear_contrast,
};

use crate::oracle::{Rows, assert_expected, number, table};

const AREA: &str = "nist";

fn of(rows: &Rows, set: &str) -> Rows {
    rows.iter().filter(|row| row["set"] == set).cloned().collect()
}

fn sample(rows: &Rows) -> Sample {
    let values: Vec<_> = rows.iter().map(|row| number(row, "value")).collect();
    let counts: Vec<u64> = rows.iter().map(|row| row["count"].parse().unwrap()).collect();
    Sample::weighted(&values, &counts)
}

/// One group is the reference, the others have an indicator each.
fn groups(rows: &Rows) -> Observations {
    let last: usize = rows.iter().map(|row| row["group"].parse().unwrap()).max().unwrap();
    let names: Vec<String> = (2..=last).map(|group| group.to_string()).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let indicator = |is_it: bool| Some(f64::from(u8::from(is_it)));
    let observation = |row: &_| Observation {
        outcome: number(row, "value"),
        predictors: names.iter().map(|&name| indicator(row["group"] == name)).collect(),
        cluster: None,
        count: row["count"].parse().unwrap(),
    };
    Observations::new(&names, rows.iter().map(observation))
}

/// The polynomials of the sets with one predictor, and the several predictors of Longley.
fn line(rows: &Rows, set: &str) -> Observations {
    let degree = match set {
        "Filip" => 10,
        "Pontius" => 2,
        "Longley" => 6,
        _ if set.starts_with("Wampler") => 5,
        _ => 1,
    };
    let predictor = |row: &_, at: i32| match set {
        "Longley" => number(row, &format!("x{at}")),
        _ => number(row, "x1").map(|x| x.powi(at)),
    };
    let rows = rows.iter().map(|row| Observation {
        outcome: number(row, "y"),
        predictors: (1..=degree).map(|at| predictor(row, at)).collect(),
        cluster: None,
        count: 1,
    });
    let names: Vec<String> = (1..=degree).map(|at| format!("b{at}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    if set.starts_with("NoInt") {
        Observations::without_intercept(&names, rows)
    } else {
        Observations::new(&names, rows)
    }
}

fn linear(rows: &Rows, set: &str, quantity: &str) -> f64 {
    let observations = line(rows, set);
    let model = least_squares(&observations).unwrap();
    let name = |number: &str| match number {
        "0" => "(intercept)".to_owned(),
        _ => format!("b{number}"),
    };
    match quantity {
        "deviation" => model.residual_variance().sqrt(),
        "r_squared" => model.r_squared(),
        _ if quantity.starts_with('b') => {
            let only = model.only(&name(&quantity[1..])).unwrap();
            only.iter().zip(model.coefficients()).map(|(one, value)| one * value).sum()
        }
        _ => {
            let only = model.only(&name(&quantity[2..])).unwrap();
            match linear_contrast(&model, &only, Spread::Equal, Level::P95) {
                Ok(test) => test.standard_error,
                // Certified is a standard error of 0, of which this crate makes no test.
                Err(InferenceError::NoVariation { .. }) => 0.0,
                Err(error) => panic!("{set}: {error}"),
            }
        }
    }
}

fn anova(rows: &Rows, quantity: &str) -> f64 {
    let observations = groups(rows);
    let model = least_squares(&observations).unwrap();
    let names = &observations.names()[1..];
    let only: Vec<_> = names.iter().map(|name| model.only(name).unwrap()).collect();
    let test = joint_contrasts(&model, &only, Spread::Equal).unwrap();
    match quantity {
        "statistic" => test.statistic,
        "between" => test.statistic * model.residual_variance(),
        "within" => model.residual_variance(),
        "r_squared" => model.r_squared(),
        _ => panic!("{quantity}"),
    }
}

/// What a case of `expected.csv` is about, answered by this crate.
struct Certified {
    univariate: Rows,
    groups: Rows,
    lines: Rows,
}

impl Certified {
    fn read() -> Self {
        let [univariate, groups, lines] =
            ["univariate.csv", "anova.csv", "linear.csv"].map(|file| table(AREA, file));
        Self { univariate, groups, lines }
    }

    fn answer(&self, words: &[&str], quantity: &str) -> Option<f64> {
        match *words {
            ["univariate", set] => {
                let moments = sample(&of(&self.univariate, set)).moments("values").unwrap();
                Some(if quantity == "mean" { moments.mean } else { moments.variance.sqrt() })
            }
            ["anova", set] => Some(anova(&of(&self.groups, set), quantity)),
            ["linear", set] => Some(linear(&of(&self.lines, set), set, quantity)),
            _ => None,
        }
    }
}

#[test]
fn certified_values_are_met() {
    let certified = Certified::read();
    assert_expected(AREA, |words, quantity| certified.answer(words, quantity));
}

/// Digits of a set that agree with the certified ones, the least of all its values: the logarithm of the relative error, cut
/// to whole digits and to the 15 that a number of double precision has.
pub(crate) fn digits() -> Vec<(String, u32)> {
    let certified = Certified::read();
    let mut sets: Vec<(String, u32)> = Vec::new();
    for case in table(AREA, "expected.csv") {
        let words: Vec<&str> = case["case"].split(' ').collect();
        let (found, expected) =
            (certified.answer(&words, &case["quantity"]).unwrap(), number(&case, "value").unwrap());
        let scale = if expected == 0.0 { 1.0 } else { expected.abs() };
        let error = ((found - expected).abs() / scale).max(1e-15);
        let agree = (0..=15).rev().find(|digits| error <= 10_f64.powi(-digits)).unwrap_or(0);
        let agree = u32::try_from(agree).unwrap();
        match sets.last_mut().filter(|(name, _)| *name == case["case"]) {
            Some((_, least)) => *least = agree.min(*least),
            None => sets.push((case["case"].clone(), agree)),
        }
    }
    sets
}
