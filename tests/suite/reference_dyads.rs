//! Dyads against R, statsmodels and krippendorff.

use mentorlens::inference::{
    Codings, Estimate, Gap, Level, Metric, Paired, Profiles, Ratings, Resampling, Triples,
    cohen_kappa, icc_agreement, icc_consistency, icc_one_way, krippendorff_alpha,
    limits_of_agreement, partner_check, profile_similarity, proportional_bias, response_surface,
    weighted_kappa,
};

use crate::oracle::{RealData, assert_expected, ends, number, of_test, table};

const AREA: &str = "dyads";
const CODERS: [&str; 4] = ["r1", "r2", "r3", "r4"];

/// Mentee first, so that the change from before to after is the gap of mentor less mentee.
fn pairs(most: usize) -> Paired {
    let rows = table(AREA, "pairs.csv").into_iter().take(most);
    Paired::new(
        &rows.map(|row| (number(&row, "mentee"), number(&row, "mentor"))).collect::<Vec<_>>(),
    )
}

fn codes() -> Vec<Vec<Option<f64>>> {
    let row = |row: &_| CODERS.map(|coder| number(row, coder)).to_vec();
    table(AREA, "raters.csv").iter().map(row).collect()
}

fn ratings(file: &str) -> Ratings {
    match file {
        "pairs" => Ratings::of_pairs(&pairs(usize::MAX)),
        _ => Ratings::weighted(4, codes().into_iter().map(|codes| (codes, 1))),
    }
}

fn profiles() -> Profiles {
    let side = |row: &_, name: &str| -> Vec<Option<f64>> {
        (1..=6).map(|item| number(row, &format!("{name}{item}"))).collect()
    };
    let rows = table(AREA, "profiles.csv");
    Profiles::weighted(6, rows.iter().map(|row| (side(row, "x"), side(row, "y"), 1)))
}

fn kappa(gap: &str, quantity: &str) -> Option<f64> {
    let gap = match gap {
        "different" => Gap::Different,
        "size" => Gap::Size,
        _ => Gap::Square,
    };
    let kappa = cohen_kappa(&pairs(usize::MAX), gap, Level::P95).unwrap();
    match quantity {
        "standard_error" => Some(kappa.standard_error),
        "statistic" => kappa.statistic,
        "p_value" => kappa.p_value,
        _ => ends(kappa.estimate, quantity),
    }
}

fn alpha(metric: &str) -> f64 {
    let metric = match metric {
        "nominal" => Metric::Nominal,
        "ordinal" => Metric::Ordinal,
        "interval" => Metric::Interval,
        _ => Metric::Ratio,
    };
    let codings = Codings::weighted(codes().into_iter().map(|codes| (codes, 1)));
    let alpha = krippendorff_alpha(&codings, metric, Level::P95, Resampling::default()).unwrap();
    let Estimate { value, low, high } = alpha.estimate;
    assert!(low.unwrap() < value && value < high.unwrap());
    value
}

fn surface(name: &str, quantity: &str) -> Option<f64> {
    let rows = table(AREA, "surface.csv");
    let triples = rows.iter().map(|row| (["x", "y", "z"].map(|name| number(row, name)), 1));
    let surface = response_surface(&Triples::weighted(triples), 3.0, Level::P95).unwrap();
    if quantity == "r_squared" {
        return Some(surface.r_squared);
    }
    let test = match name {
        "a1" => surface.a1,
        "a2" => surface.a2,
        "a3" => surface.a3,
        "a4" => surface.a4,
        "a5" => surface.a5,
        _ => surface.weights[name[1..].parse::<usize>().unwrap()],
    };
    of_test(&test, quantity)
}

#[test]
fn dyads_are_those_of_other_programs() {
    assert_expected(AREA, |words, quantity| match *words {
        ["icc_one_way", file] => ends(icc_one_way(&ratings(file), Level::P95).unwrap(), quantity),
        ["icc_agreement", file] => {
            ends(icc_agreement(&ratings(file), Level::P95).unwrap(), quantity)
        }
        ["icc_consistency", file] => {
            ends(icc_consistency(&ratings(file), Level::P95).unwrap(), quantity)
        }
        ["proportional_bias", _] => {
            of_test(&proportional_bias(&pairs(usize::MAX), Level::P95).unwrap(), quantity)
        }
        ["limits_of_agreement", _] => {
            let limits = limits_of_agreement(&pairs(usize::MAX).differences(), Level::P95).unwrap();
            match quantity {
                "upper" => Some(limits.upper.value),
                "upper_low" => limits.upper.low,
                _ => limits.upper.high,
            }
        }
        ["partner_check", _] => {
            let check = partner_check(&pairs(7), Resampling { seed: 1, times: 20_000 }).unwrap();
            Some(match quantity {
                "by_chance" => check.by_chance,
                "standard_deviation" => check.standard_deviation,
                "observed" => check.observed,
                _ => check.p_value,
            })
        }
        ["profile_similarity", _] => {
            let found = profile_similarity(&profiles(), Level::P95, Resampling::default()).unwrap();
            match quantity {
                "normative" => Some(found.normative),
                "squared_gap" => Some(found.squared_gap),
                "squared_gap_by_chance" => Some(found.squared_gap_by_chance),
                "double_entry" => Some(found.double_entry),
                _ => ends(found.shape, quantity),
            }
        }
        ["response_surface", name] => surface(name, quantity),
        ["cohen_kappa", gap] => kappa(gap, quantity),
        ["weighted_kappa", _] => {
            ends(weighted_kappa(&pairs(usize::MAX), Level::P95).unwrap(), quantity)
        }
        ["krippendorff_alpha", metric] => Some(alpha(metric)),
        _ => panic!("{words:?}"),
    });
}

/// Ratings of anxiety and of films, diagnoses of six doctors, and both eyes of 7,477 women (R package irr).
#[test]
fn classic_raters_agree_as_published() {
    let Some(data) = RealData::open("reliability-interrater") else { return };
    let rated = |file: &str, raters: usize| -> Vec<Vec<Option<f64>>> {
        let names: Vec<String> = (1..=raters).map(|at| format!("rater{at}")).collect();
        // A label such as `4. Neurosis` is a code: its place.
        let code = |row: &std::collections::BTreeMap<String, String>, name: &String| {
            row[name].split('.').next().and_then(|text| text.parse().ok())
        };
        let row = |row: &_| names.iter().map(|name| code(row, name)).collect();
        data.table(file).iter().map(row).collect()
    };
    for (file, raters, id) in [("anxiety.csv", 3, "anxiety_icc"), ("video.csv", 4, "video_icc")] {
        let ratings =
            Ratings::weighted(raters, rated(file, raters).into_iter().map(|row| (row, 1)));
        let found = [
            ("ICC(1) one-way single", icc_one_way(&ratings, Level::P95)),
            ("ICC(A,1) two-way agreement single", icc_agreement(&ratings, Level::P95)),
            ("ICC(C,1) two-way consistency single", icc_consistency(&ratings, Level::P95)),
        ];
        for (name, estimate) in found {
            let estimate = estimate.unwrap();
            data.assert_is(estimate.value, id, &[name, "icc"], 1e-11);
            data.assert_is(estimate.low.unwrap(), id, &[name, "ci_low"], 1e-8);
            data.assert_is(estimate.high.unwrap(), id, &[name, "ci_high"], 1e-8);
        }
    }
    let alpha = |file: &str, raters: usize, metric| {
        let codings = Codings::weighted(rated(file, raters).into_iter().map(|row| (row, 1)));
        let few = Resampling { seed: 1, times: 100 };
        krippendorff_alpha(&codings, metric, Level::P95, few).unwrap().estimate.value
    };
    for (file, raters, metric, name) in [
        ("anxiety.csv", 3, Metric::Interval, "anxiety_interval"),
        ("anxiety.csv", 3, Metric::Ordinal, "anxiety_ordinal"),
        ("anxiety.csv", 3, Metric::Nominal, "anxiety_nominal"),
        ("diagnoses.csv", 6, Metric::Nominal, "diagnoses_nominal"),
    ] {
        data.assert_is(alpha(file, raters, metric), "krippendorff", &[name], 1e-11);
    }
    let two = rated("diagnoses.csv", 6).into_iter().map(|row| (row[0], row[1])).collect::<Vec<_>>();
    let kappa = cohen_kappa(&Paired::new(&two), Gap::Different, Level::P95).unwrap();
    data.assert_is(kappa.estimate.value, "diagnoses_cohen_12", &["kappa"], 1e-12);
    data.assert_is(kappa.statistic.unwrap(), "diagnoses_cohen_12", &["z"], 1e-11);
    data.assert_is(kappa.p_value.unwrap(), "diagnoses_cohen_12", &["p"], 1e-3);
    let grade = |text: &str| text[..1].parse().ok();
    let eyes: Vec<_> = data
        .table("vision.csv")
        .iter()
        .map(|row| (grade(&row["r.eye"]), grade(&row["l.eye"])))
        .collect();
    for (gap, name) in
        [(Gap::Different, "unweighted"), (Gap::Size, "linear"), (Gap::Square, "quadratic")]
    {
        let kappa = cohen_kappa(&Paired::new(&eyes), gap, Level::P95).unwrap();
        data.assert_is(kappa.estimate.value, "vision_kappa", &[name, "kappa"], 1e-12);
        data.assert_is(kappa.statistic.unwrap(), "vision_kappa", &[name, "z"], 1e-11);
    }
}

/// Satisfaction of 148 wives and husbands (Acitelli; R package dyadr).
#[test]
fn couples_agree_as_published() {
    let Some(data) = RealData::open("dyads-couples-acitelli") else { return };
    let rows = data.table("acipair.csv");
    let wives = rows.iter().filter(|row| row["Partnum"] == "1");
    let couples: Vec<_> =
        wives.map(|row| (number(row, "Satisfaction_A"), number(row, "Satisfaction_P"))).collect();
    let ratings = Ratings::of_pairs(&Paired::new(&couples));
    for (name, estimate) in [
        ("ICC(1) one-way single", icc_one_way(&ratings, Level::P95)),
        ("ICC(A,1) two-way agreement single", icc_agreement(&ratings, Level::P95)),
        ("ICC(C,1) two-way consistency single", icc_consistency(&ratings, Level::P95)),
    ] {
        let estimate = estimate.unwrap();
        data.assert_is(estimate.value, "icc", &[name, "icc"], 1e-10);
        data.assert_is(estimate.low.unwrap(), "icc", &[name, "ci_low"], 1e-8);
        data.assert_is(estimate.high.unwrap(), "icc", &[name, "ci_high"], 1e-8);
    }
    let kappa = cohen_kappa(&Paired::new(&couples), Gap::Square, Level::P95).unwrap();
    // Lin's concordance is quadratic kappa of numbers; the program that made it divides variances by n − 1.
    data.assert_is(kappa.estimate.value, "lin_ccc", &["ccc"], 1e-3);
}
