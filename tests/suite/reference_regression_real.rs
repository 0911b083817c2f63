//! Regression on published data, whose answers R gave.

use std::collections::{BTreeMap, BTreeSet};

use mentorlens::inference::{
    ClusterSpread, Level, Observation, Observations, Spread, TestResult, cluster_contrast,
    least_squares, linear_contrast, logistic, random_intercept,
};

use crate::oracle::{RealData, Rows, number};

type Row = BTreeMap<String, String>;

#[expect(clippy::unnecessary_wraps, reason = "the other columns may be empty")]
fn is(row: &Row, column: &str, value: &str) -> Option<f64> {
    Some(f64::from(u8::from(row[column] == value)))
}

fn of(test: &TestResult, quantity: &str) -> Option<f64> {
    match quantity {
        "value" => Some(test.estimate.value),
        "low" => test.estimate.low,
        "high" => test.estimate.high,
        "standard_error" => Some(test.standard_error),
        "statistic" => Some(test.statistic),
        "df" => test.df,
        _ => Some(test.p_value),
    }
}

const USUAL: [(&str, &str); 5] =
    [("value", "b"), ("standard_error", "se"), ("statistic", "t"), ("df", "df"), ("p_value", "p")];

fn check(data: &RealData, test: &TestResult, id: &str, path: &[&str], quantities: &[(&str, &str)]) {
    for (ours, theirs) in quantities {
        data.assert_is(of(test, ours).unwrap(), id, &[path, &[theirs]].concat(), 1e-6);
    }
}

/// An outcome on numbers, as the columns are called.
fn on(rows: &Rows, outcome: impl Fn(&Row) -> Option<f64>, names: &[&str]) -> Observations {
    let row = |row: &Row| Observation {
        outcome: outcome(row),
        predictors: names.iter().map(|name| number(row, name)).collect(),
        cluster: None,
        count: 1,
    };
    Observations::new(names, rows.iter().map(row))
}

/// Spreads by their names in the answers.
fn spread(kind: &str) -> Spread {
    match kind.to_lowercase().as_str() {
        "const" => Spread::Equal,
        "hc0" => Spread::Hc0,
        "hc1" => Spread::Hc1,
        "hc2" => Spread::Hc2,
        _ => Spread::Hc3,
    }
}

#[test]
fn job_seekers_have_their_published_answers() {
    let Some(data) = RealData::open("outcomes-jobs2") else { return };
    let rows = data.table("jobs.csv");
    let after = |row: &Row| number(row, "depress2");
    let plain = on(&rows, after, &["treat", "depress1"]);
    let model = least_squares(&plain).unwrap();
    for kind in ["const", "hc3"] {
        for name in ["treat", "depress1"] {
            let only = model.only(name).unwrap();
            let test = linear_contrast(&model, &only, spread(kind), Level::P95).unwrap();
            check(&data, &test, "ancova", &[kind, name], &USUAL);
        }
    }
    let names = ["treat", "depress1", "econ_hard", "sex", "age"];
    let wide = on(&rows, after, &names);
    let model = least_squares(&wide).unwrap();
    data.assert_is(model.r_squared(), "ancova_cov", &["r2"], 1e-9);
    data.assert_is(model.residual_variance().sqrt(), "ancova_cov", &["sigma"], 1e-9);
    for name in names {
        let only = model.only(name).unwrap();
        let test = linear_contrast(&model, &only, Spread::Equal, Level::P95).unwrap();
        check(&data, &test, "ancova_cov", &[name], &USUAL);
    }
    let employed = |row: &Row| is(row, "work1", "psyemp");
    let names = ["treat", "depress1", "age"];
    let model = logistic(&on(&rows, employed, &names), Level::P95).unwrap();
    for ratio in &model.odds_ratios[1..] {
        let path = ["coef", ratio.name.as_str()];
        let quantities = [("value", "b"), ("standard_error", "se"), ("statistic", "z")];
        check(&data, &ratio.coefficient, "employment_logit", &path, &quantities);
        data.assert_is(ratio.ratio.value, "employment_logit", &[path[0], path[1], "or"], 1e-6);
    }
    data.assert_is(-2.0 * model.ln_likelihood, "employment_logit", &["deviance"], 1e-9);
}

#[test]
fn trainees_of_the_national_supported_work_have_their_published_answers() {
    let Some(data) = RealData::open("outcomes-lalonde") else { return };
    let rows = data.table("nsw74demo.csv");
    let names = ["trt", "age", "educ", "black", "hisp", "marr", "nodeg", "re74", "re75"];
    let earnings = on(&rows, |row| number(row, "re78"), &names);
    let model = least_squares(&earnings).unwrap();
    let only = model.only("trt").unwrap();
    for kind in ["const", "HC0", "HC1", "HC2", "HC3"] {
        let test = linear_contrast(&model, &only, spread(kind), Level::P95).unwrap();
        check(&data, &test, &format!("ancova_{kind}"), &["trt"], &USUAL);
    }
    let gain = |row: &Row| Some(number(row, "re78")? - number(row, "re75")?);
    let gains = on(&rows, gain, &["trt"]);
    let model = least_squares(&gains).unwrap();
    let test = linear_contrast(&model, &[0.0, 1.0], Spread::Hc1, Level::P95).unwrap();
    check(&data, &test, "did_gain", &["trt"], &USUAL);
}

#[test]
fn students_attendance_has_its_published_answers() {
    let Some(data) = RealData::open("academic-athletes-gpa-panel") else { return };
    let rows = data.table("attend.csv");
    let names = ["atndrte", "priGPA", "ACT"];
    let marks = on(&rows, |row| number(row, "final"), &names);
    let model = least_squares(&marks).unwrap();
    data.assert_is(model.r_squared(), "attendance_final", &["r2"], 1e-9);
    for kind in ["const", "hc1", "hc3"] {
        for name in names {
            let only = model.only(name).unwrap();
            let test = linear_contrast(&model, &only, spread(kind), Level::P95).unwrap();
            check(&data, &test, "attendance_final", &[kind, name], &USUAL);
        }
    }
}

/// Women in Nairobi, seen up to seven times after a class or a mentor.
#[test]
fn mentored_women_in_nairobi_have_their_published_answers() {
    let Some(data) = RealData::open("mentoring-kenya-rct") else { return };
    let women: Rows = data.table("BDJ_Dandora_data.csv");
    let waves = ["2.0", "3.0", "4.0", "5.0", "6.0", "7.0"];
    let numbers = [
        "lage_b",
        "secondaryedu_b",
        "sec0_b",
        "sec1_b",
        "sec2_b",
        "sec3_b",
        "I_emp_b",
        "tprofits_b",
    ];
    let names: Vec<&str> = ["3", "4"].iter().chain(&waves).chain(&numbers).copied().collect();
    let row = |row: &Row| Observation {
        outcome: number(row, "tprofits"),
        predictors: ["3.0", "4.0"]
            .iter()
            .map(|arm| is(row, "treat2", arm))
            .chain(waves.iter().map(|wave| is(row, "wave", wave)))
            .chain(numbers.iter().map(|name| number(row, name)))
            .collect(),
        cluster: Some(row["id"].clone()),
        count: 1,
    };
    let followed = women.iter().filter(|row| row["wave"] != "0.0");
    let profits = Observations::new(&names, followed.map(row));
    let model = least_squares(&profits).unwrap();
    for arm in ["3", "4"] {
        let only = model.only(arm).unwrap();
        let name = format!("factor(treat2){arm}");
        for (kind, id) in [("const", "ancova_pooled_ols"), ("hc1", "ancova_pooled_hc1")] {
            let test = linear_contrast(&model, &only, spread(kind), Level::P95).unwrap();
            check(&data, &test, id, &[&name], &USUAL);
        }
        for (kind, id) in [
            (ClusterSpread::Cr1s, "ancova_pooled_cr1_stata"),
            (ClusterSpread::Cr2, "ancova_pooled_cr2"),
        ] {
            let test = cluster_contrast(&model, &only, kind, Level::P95).unwrap();
            check(&data, &test, id, &[&name], &USUAL);
        }
    }
    for outcome in ["profit_b", "businessage_b", "age_b", "secondaryedu_b"] {
        let first = women.iter().filter(|row| row["wave"] == "0.0");
        let row = |row: &Row| Observation {
            outcome: number(row, outcome),
            predictors: ["3.0", "4.0"].iter().map(|arm| is(row, "treat2", arm)).collect(),
            cluster: None,
            count: 1,
        };
        let balance = Observations::new(&["3", "4"], first.map(row));
        let model = least_squares(&balance).unwrap();
        for arm in ["3", "4"] {
            let only = model.only(arm).unwrap();
            let test = linear_contrast(&model, &only, Spread::Equal, Level::P95).unwrap();
            let id = format!("balance_{outcome}");
            check(&data, &test, &id, &[&format!("factor(treat2){arm}")], &USUAL);
        }
    }
}

/// Test scores of Tennessee's pupils: least squares, 79 schools as clusters, as indicators and as random intercepts.
#[test]
fn class_sizes_in_tennessee_have_their_published_answers() {
    let Some(data) = RealData::open("academic-tennessee-star") else { return };
    let pupils: Rows = data
        .table("STAR.csv")
        .into_iter()
        .filter(|row| number(row, "readk").is_some() && number(row, "mathk").is_some())
        .filter(|row| row["stark"] != "NA")
        .collect();
    let schools: BTreeSet<&str> = pupils.iter().map(|row| row["schoolidk"].as_str()).collect();
    let schools: Vec<&str> = schools.into_iter().skip(1).collect();
    let units = |schools: &[&str]| {
        let names: Vec<&str> = ["small", "aide"].iter().chain(schools).copied().collect();
        let row = |row: &Row| Observation {
            outcome: Some(number(row, "readk").unwrap() + number(row, "mathk").unwrap()),
            predictors: [is(row, "stark", "small"), is(row, "stark", "regular+aide")]
                .into_iter()
                .chain(schools.iter().map(|school| is(row, "schoolidk", school)))
                .collect(),
            cluster: Some(row["schoolidk"].clone()),
            count: 1,
        };
        Observations::new(&names, pupils.iter().map(row))
    };
    let plain = units(&[]);
    let model = least_squares(&plain).unwrap();
    for name in ["small", "aide"] {
        let only = model.only(name).unwrap();
        for (kind, path) in [(Spread::Equal, "const"), (Spread::Hc1, "hc1")] {
            let test = linear_contrast(&model, &only, kind, Level::P95).unwrap();
            check(&data, &test, "ols", &[path, name], &USUAL);
        }
        for (kind, path) in [(ClusterSpread::Cr1s, "cr1s"), (ClusterSpread::Cr2, "cr2")] {
            let test = cluster_contrast(&model, &only, kind, Level::P95).unwrap();
            check(&data, &test, "cluster_no_fe", &[path, name], &USUAL);
        }
    }
    let fixed = units(&schools);
    let model = least_squares(&fixed).unwrap();
    for name in ["small", "aide"] {
        let only = model.only(name).unwrap();
        for (kind, path) in [(ClusterSpread::Cr1s, "cr1s"), (ClusterSpread::Cr2, "cr2")] {
            let test = cluster_contrast(&model, &only, kind, Level::P95).unwrap();
            check(&data, &test, "school_fe", &[path, name], &USUAL);
        }
    }
    // lme4 stops a little before the maximum, and lmerTest differentiates by differences: four digits are common.
    let mixed = random_intercept(&plain).unwrap();
    data.assert_is(mixed.between, "mixed", &["var_school"], 1e-5);
    data.assert_is(mixed.within, "mixed", &["var_resid"], 1e-6);
    data.assert_is(mixed.icc(), "mixed", &["icc"], 1e-5);
    for name in ["small", "aide"] {
        let test = mixed.contrast(&mixed.only(name).unwrap(), Level::P95).unwrap();
        data.assert_is(test.estimate.value, "mixed", &["fixed", name, "Estimate"], 1e-6);
        data.assert_is(test.standard_error, "mixed", &["fixed", name, "Std. Error"], 1e-6);
        data.assert_is(test.df.unwrap(), "mixed", &["fixed", name, "df"], 1e-4);
    }
}
