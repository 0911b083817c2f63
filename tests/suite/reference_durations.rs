//! Durations against R's survival and cmprsk.

use mentorlens::inference::{
    Curve, Durations, FollowUp, FollowUps, GroupTest, HazardRatio, Level, Spell, aalen_johansen,
    cox_regression, gray_test, kaplan_meier, log_rank, median_survival, restricted_mean,
    restricted_mean_difference,
};

use crate::oracle::{RealData, Rows, assert_expected, ends, number, of_test, table};

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

fn of_groups(test: &GroupTest, quantity: &str) -> f64 {
    match quantity {
        "statistic" => test.statistic,
        "p_value" => test.p_value,
        "expected" => test.groups[0].expected,
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
    let ratio = model.hazard_ratios.iter().find(is_it);
    let proportionality = ratio.map_or(model.proportionality, |ratio| ratio.proportionality);
    match quantity {
        "proportionality" => Some(proportionality.unwrap().statistic),
        "proportionality_p" => Some(proportionality.unwrap().p_value),
        _ => of_test(&ratio.unwrap().coefficient, quantity),
    }
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
                Some(of_groups(&test, quantity))
            }
            ["gray_test", kind, cause, ref groups @ ..] => {
                let test = gray_test(&strata(some(kind), kind, groups), cause).unwrap();
                Some(of_groups(&test, quantity))
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

/// Durations of some rows: who has `status` of an event ends for the cause of that name.
fn real(rows: &Rows, days: &str, status: &str, causes: &[(&str, &str)]) -> Durations {
    Durations::new(rows.iter().map(|row| {
        Spell {
            days: number(row, days),
            cause: causes
                .iter()
                .find(|(code, _)| row[status] == *code)
                .map(|(_, cause)| (*cause).to_owned()),
            count: 1,
            ..Spell::default()
        }
    }))
}

/// Lung cancer, prisoners released, colon cancer and cirrhosis: R's data sets `lung`, `Rossi`, `colon` and `pbc`.
#[test]
fn classic_durations_have_their_published_answers() {
    let Some(data) = RealData::open("survival-classic") else { return };
    let lung = data.table("lung.csv");
    let dead = [("2", "dead")];
    let all = real(&lung, "time", "status", &dead);
    let curve = kaplan_meier(&all, &[], Level::P95).unwrap();
    for (at, day) in ["90", "180", "365", "730"].into_iter().enumerate() {
        let step = curve.at(day.parse().unwrap()).unwrap();
        let path = |name| ["all", "conf_loglog", "all", ["0", "1", "2", "3"][at], name];
        data.assert_is(step.share.value, "lung_km", &path("surv"), 1e-12);
        data.assert_is(step.standard_error, "lung_km", &path("se"), 1e-12);
        data.assert_is(step.share.low.unwrap(), "lung_km", &path("low"), 1e-10);
        data.assert_is(step.share.high.unwrap(), "lung_km", &path("high"), 1e-10);
        data.assert_is(all.at_risk(day.parse().unwrap()) as f64, "lung_km", &path("n_risk"), 0.0);
    }
    let median = median_survival(&curve).unwrap();
    let path = |name| ["all", "median_conf_loglog", "50", name];
    data.assert_is(median.value, "lung_km", &path("median"), 0.0);
    data.assert_is(median.low.unwrap(), "lung_km", &path("low"), 0.0);
    data.assert_is(median.high.unwrap(), "lung_km", &path("high"), 0.0);
    let sexes: Vec<_> = ["1", "2"]
        .iter()
        .map(|sex| real(&with(&lung, "sex", &[sex]), "time", "status", &dead))
        .collect();
    for (sex, group) in ["sex=1", "sex=2"].iter().zip(&sexes) {
        let curve = kaplan_meier(group, &[], Level::P95).unwrap();
        let mean = restricted_mean(&curve, 365.0, Level::P95).unwrap();
        data.assert_is(mean.estimate.value, "lung_rmst", &[sex, "rmst"], 1e-12);
        data.assert_is(mean.standard_error, "lung_rmst", &[sex, "se"], 1e-10);
    }
    assert_log_rank(&data, "lung_logrank", &sexes);
    let colon = with(&data.table("colon.csv"), "etype", &["1"]);
    let arms = ["Lev", "Lev+5FU", "Obs"]
        .map(|arm| real(&with(&colon, "rx", &[arm]), "time", "status", &[("1", "back")]));
    assert_log_rank(&data, "colon_recurrence", &arms);
    let rossi = data.table("Rossi.csv");
    let aid = ["no", "yes"]
        .map(|aid| real(&with(&rossi, "fin", &[aid]), "week", "arrest", &[("1", "arrest")]));
    assert_log_rank(&data, "rossi", &aid);

    let causes = [("1", "transplant"), ("2", "death")];
    let pbc = data.table("pbc.csv");
    let all = real(&pbc, "time", "status", &causes);
    for (cause, name) in [("transplant", "transplant"), ("death", "death")] {
        let curve = aalen_johansen(&all, cause, Level::P95).unwrap();
        for (place, day) in [("0", 365.0), ("1", 1095.0), ("2", 1825.0), ("3", 3650.0)] {
            let step = curve.at(day).unwrap();
            data.assert_is(step.share.value, "pbc_aj", &[&format!("cif_{name}"), place], 1e-11);
            data.assert_is(step.standard_error, "pbc_aj", &[&format!("se_{name}"), place], 1e-10);
        }
        let arms =
            ["1", "2"].map(|arm| real(&with(&pbc, "trt", &[arm]), "time", "status", &causes));
        let test = gray_test(&[arms.to_vec()], cause).unwrap();
        data.assert_is(test.statistic, "pbc_gray", &[name, "stat"], 1e-9);
        data.assert_is(test.p_value, "pbc_gray", &[name, "p"], 1e-9);
    }
}

fn assert_log_rank(data: &RealData, id: &str, groups: &[Durations]) {
    let test = log_rank(&[groups.to_vec()], &[]).unwrap();
    data.assert_is(test.statistic, id, &["logrank", "chisq"], 1e-10);
    data.assert_is(test.p_value, id, &["logrank", "p"], 1e-9);
    for (place, group) in ["0", "1", "2"].iter().zip(&test.groups) {
        data.assert_is(group.observed as f64, id, &["logrank", "observed", place], 0.0);
        data.assert_is(group.expected, id, &["logrank", "expected", place], 1e-11);
    }
}

#[test]
fn classic_hazard_ratios_have_their_published_answers() {
    let Some(data) = RealData::open("survival-classic") else { return };
    let lung = data.table("lung.csv");
    let names = ["age", "sex", "ph.ecog"];
    let rows = lung.iter().map(|row| FollowUp {
        days: number(row, "time"),
        has_failed: row["status"] == "2",
        covariates: names.iter().map(|name| number(row, name)).collect(),
        count: 1,
        ..FollowUp::default()
    });
    let model = cox_regression(&FollowUps::new(&names, rows), Level::P95).unwrap();
    data.assert_is(model.n as f64, "lung_cox", &["efron", "n"], 0.0);
    data.assert_is(model.likelihood_ratio, "lung_cox", &["efron", "lr", "0"], 1e-9);
    data.assert_is(model.p_value, "lung_cox", &["efron", "lr", "2"], 1e-9);
    // R stops after nine digits.
    for found in &model.hazard_ratios {
        let path = |what| ["efron", "coef", found.name.as_str(), what];
        data.assert_is(found.coefficient.estimate.value, "lung_cox", &path("b"), 1e-7);
        data.assert_is(found.coefficient.standard_error, "lung_cox", &path("se"), 1e-7);
        data.assert_is(found.coefficient.p_value, "lung_cox", &path("p"), 1e-7);
        data.assert_is(found.ratio.low.unwrap(), "lung_cox", &path("hr_low"), 1e-7);
        data.assert_is(found.ratio.high.unwrap(), "lung_cox", &path("hr_high"), 1e-7);
    }
}

/// Years at a company: ties of leaving and of being last seen in nearly every year.
#[test]
fn employees_stay_as_r_says() {
    let Some(data) = RealData::open("retention-employee-attrition") else { return };
    let rows: Rows = data
        .table("attrition.csv")
        .into_iter()
        .filter(|row| number(row, "YearsAtCompany").is_some_and(|years| years > 0.0))
        .collect();
    let stay = |rows: &Rows| real(rows, "YearsAtCompany", "Attrition", &[("Yes", "left")]);
    let curve = kaplan_meier(&stay(&rows), &[], Level::P95).unwrap();
    for (place, year) in [("0", 1.0), ("1", 2.0), ("2", 5.0), ("3", 10.0), ("4", 20.0)] {
        let step = curve.at(year).unwrap();
        let path = |name| ["km", "conf_loglog", "all", place, name];
        data.assert_is(step.share.value, "km", &path("surv"), 1e-12);
        data.assert_is(step.share.low.unwrap(), "km", &path("low"), 1e-10);
        data.assert_is(step.share.high.unwrap(), "km", &path("high"), 1e-10);
    }
    let groups = ["No", "Yes"].map(|over| stay(&with(&rows, "OverTime", &[over])));
    let test = log_rank(&[groups.to_vec()], &[]).unwrap();
    data.assert_is(test.statistic, "km", &["logrank_overtime", "chisq"], 1e-10);
    data.assert_is(test.p_value, "km", &["logrank_overtime", "p"], 1e-9);
}
