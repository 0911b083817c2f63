//! Standards against R: intraclass correlation, power and what is detectable.

use mentorlens::inference::{
    Level, MeansPlan, Observation, Observations, icc_anova, icc_reml, means_power,
    minimum_detectable, minimum_detectable_share, shares_power, units_needed,
};

use crate::oracle::{assert_expected, number, table};

const AREA: &str = "standards";

fn clusters() -> Observations {
    let row = |row: &_| Observation {
        outcome: number(row, "y"),
        predictors: vec![],
        cluster: Some(row["cluster"].clone()).filter(|name| !name.is_empty()),
        count: row["count"].parse().unwrap(),
    };
    Observations::new(&[], table(AREA, "clusters.csv").iter().map(row))
}

fn arms(treated: u64, control: u64) -> MeansPlan {
    MeansPlan::TwoArms { treated, control, explained: 0.0 }
}

#[expect(clippy::unnecessary_wraps, reason = "a case may hold nothing")]
fn power(plan: MeansPlan, effect: f64) -> Option<f64> {
    Some(means_power(plan, effect, Level::P95).unwrap())
}

#[test]
fn standards_are_those_of_other_programs() {
    let units = clusters();
    let float = |word: &str| word.parse::<f64>().unwrap();
    let whole = |word: &str| word.parse::<u64>().unwrap();
    assert_expected(AREA, |words, quantity| match *words {
        ["icc_anova"] => {
            let found = icc_anova(&units, Level::P95).unwrap();
            match quantity {
                "value" => Some(found.estimate.value),
                "low" => found.estimate.low,
                "high" => found.estimate.high,
                "statistic" => Some(found.statistic),
                "p_value" => Some(found.p_value),
                "within" => Some(found.within),
                "between" => Some(found.between),
                _ => Some(found.cluster_size),
            }
        }
        ["icc_reml"] => {
            let found = icc_reml(&units, Level::P95).unwrap();
            match quantity {
                "value" => Some(found.value),
                "low" => found.low,
                _ => found.high,
            }
        }
        ["two_arms", n, effect] => power(arms(whole(n), whole(n)), float(effect)),
        ["one_arm", n, effect] => power(MeansPlan::OneArm { units: whole(n) }, float(effect)),
        ["unequal", one, other, effect] => power(arms(whole(one), whole(other)), float(effect)),
        ["explained", one, other, effect] => {
            let (treated, control) = (whole(one), whole(other));
            power(MeansPlan::TwoArms { treated, control, explained: 0.4 }, float(effect))
        }
        ["paired", n, correlation] => {
            power(MeansPlan::Paired { pairs: whole(n), correlation: float(correlation) }, 0.4)
        }
        ["clustered", one, other] => {
            let plan = MeansPlan::Clustered {
                treated: whole(one),
                control: whole(other),
                cluster_size: 20.0,
                icc: 0.15,
                explained_between: 0.5,
                explained_within: 0.2,
            };
            power(plan, 0.5)
        }
        ["two_arms_detectable", n, asked] => {
            Some(minimum_detectable(arms(whole(n), whole(n)), float(asked), Level::P95).unwrap())
        }
        ["pairs_needed", effect] => {
            let plan = |units| MeansPlan::OneArm { units };
            Some(units_needed(plan, float(effect), 0.8, Level::P95).unwrap() as f64)
        }
        ["per_arm_needed", effect] => {
            let plan = |units| arms(units, units);
            Some(units_needed(plan, float(effect), 0.8, Level::P95).unwrap() as f64)
        }
        ["shares", n, share] => {
            let n = whole(n);
            Some(shares_power((n, n), (float(share), 0.5), Level::P95).unwrap())
        }
        ["shares_detectable", n, base] => {
            let n = whole(n);
            Some(minimum_detectable_share((n, n), float(base), 0.8, Level::P95).unwrap())
        }
        _ => panic!("{words:?} {quantity}"),
    });
}
