//! Missing data against R's mice and against definitions.

use mentorlens::inference::{
    CompletedAnswer, CompletedRow, ImputationPlan, Incomplete, Level, PartialMeasurement, Pooled,
    Sample, imputed_difference, lee_bounds, multiple_imputation, pool, worst_case_mean,
};

use crate::oracle::{Rows, assert_expected, number, table};

const AREA: &str = "missing_data";
const PLAN: ImputationPlan =
    ImputationPlan { imputations: 400, iterations: 10, donors: 5, seed: 3 };

fn answers(set: &str) -> Vec<CompletedAnswer> {
    let (values, variances): (&[f64], &[f64]) = match set {
        "few" => (&[0.20, 0.24, 0.18, 0.22, 0.26], &[0.0100, 0.0104, 0.0098, 0.0101, 0.0102]),
        "apart" => (&[1.2, 3.4, 2.2, 0.7], &[0.9, 1.1, 0.8, 1.0]),
        _ => (&[5.0, 5.0001, 4.9999], &[2.0, 2.0, 2.0]),
    };
    let each = values.iter().zip(variances);
    each.map(|(&value, &variance)| CompletedAnswer { value, variance }).collect()
}

fn of(pooled: &Pooled, quantity: &str) -> Option<f64> {
    match quantity {
        "value" => Some(pooled.test.estimate.value),
        "low" => pooled.test.estimate.low,
        "standard_error" => Some(pooled.test.standard_error),
        "df" => pooled.test.df,
        "p_value" => Some(pooled.test.p_value),
        "between" => Some(pooled.between),
        _ => Some(pooled.due_to_missing),
    }
}

fn measurements(rows: &Rows) -> Vec<PartialMeasurement> {
    let unit = |row: &_| PartialMeasurement {
        is_treated: number(row, "arm") == Some(1.0),
        before: number(row, "before"),
        after: number(row, "after"),
        covariates: vec![number(row, "age")],
        count: 1,
    };
    rows.iter().map(unit).collect()
}

/// The mean at follow-up, filled in from arm, age and baseline.
fn imputed_mean(rows: &Rows) -> Pooled {
    let names = ["arm", "age", "before", "after"];
    let cells = |row: &_| (names.iter().map(|name| number(row, name)).collect(), 1);
    let incomplete = Incomplete::new(&names, rows.iter().map(cells));
    let tables = multiple_imputation(&incomplete, PLAN).unwrap();
    let answer = |table: &Vec<CompletedRow>| {
        let values: Vec<_> = table.iter().map(|row| Some(row.values[3])).collect();
        let counts: Vec<u64> = table.iter().map(|row| row.count).collect();
        let moments = Sample::weighted(&values, &counts).moments("units").unwrap();
        CompletedAnswer { value: moments.mean, variance: moments.variance / moments.n as f64 }
    };
    let answers: Vec<_> = tables.iter().map(answer).collect();
    pool(&answers, Some(incomplete.n() as f64 - 1.0), incomplete.n(), Level::P95).unwrap()
}

fn arm(rows: &Rows, which: f64) -> Sample {
    let own = rows.iter().filter(|row| number(row, "arm") == Some(which));
    Sample::new(&own.map(|row| number(row, "after")).collect::<Vec<_>>())
}

#[test]
fn missing_data_are_treated_as_other_programs_do() {
    let (people, many) = (table(AREA, "people.csv"), table(AREA, "many.csv"));
    let imputed = imputed_difference(&measurements(&people), PLAN, 0.0, Level::P95).unwrap();
    let mean = imputed_mean(&people);
    let everybody = Sample::new(&people.iter().map(|row| number(row, "after")).collect::<Vec<_>>());
    let narrow = Sample::weighted(&[Some(1.0), Some(0.0), None], &[40, 58, 2]);
    assert_expected(AREA, |words, quantity| {
        let bounds = match *words {
            ["pool", set, df] => {
                let df = df.parse().unwrap();
                return of(&pool(&answers(set), Some(df), 1, Level::P95).unwrap(), quantity);
            }
            ["imputed", "difference"] => return of(&imputed, quantity),
            ["imputed", "mean"] => return of(&mean, quantity),
            ["lee"] => lee_bounds(&arm(&people, 1.0), &arm(&people, 0.0), Level::P95),
            ["lee_many"] => lee_bounds(&arm(&many, 1.0), &arm(&many, 0.0), Level::P95),
            ["worst_case"] => worst_case_mean(&everybody, 1.0, 9.0, Level::P95),
            _ => worst_case_mean(&narrow, 0.0, 1.0, Level::P95),
        }
        .unwrap();
        Some(match quantity {
            "low" => bounds.low,
            "high" => bounds.high,
            "interval_low" => bounds.interval_low,
            _ => bounds.interval_high,
        })
    });
}
