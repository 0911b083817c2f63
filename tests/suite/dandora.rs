//! A real randomised trial from its file to its report, held to numbers that others computed.
//!
//! Data: Brooks, Donovan and Johnson (2018), "Mentors or Teachers? Microenterprise Training in Kenya", American Economic
//! Journal: Applied Economics, openICPSR 113714-V1, CC BY 4.0. Expected numbers: R 4.2.2 on the same rows (`survival` 3.5.3,
//! `clubSandwich` 0.5.8, `effectsize` 0.8.3, `t.test`, `lm`, `p.adjust`), printed in full.
//!
//! Not computed here, and why: the analysis that pools all waves in one model (one answer per visit is what the report
//! shows), Mann and Whitney's and Kruskal and Wallis's tests (the plan declares means), classical standard errors (those of
//! the report allow for unequal spread, HC3, so that intervals of adjusted differences are not R's default).

#![expect(clippy::unreadable_literal, reason = "expected numbers stand as R printed them")]

use std::sync::LazyLock;

use approx::assert_relative_eq;
use mentorlens::inference::{benjamini_hochberg, holm};
use serde_json::Value;
use sha2::{Digest as _, Sha256};

use super::golden;
use super::program::{Program, Told, mentorlens};

/// Half a unit of the last digit that two programs share when they sum in another order.
const DIGITS: f64 = 1e-9;
/// R read logarithms of age in single precision, the CSV file has them in eight decimals.
const DIGITS_OF_AGE: f64 = 1e-6;

/// What one run wrote.
struct Ran {
    findings: Vec<Value>,
    page: String,
    /// Profit at the visit after four months, by arm.
    profit: String,
    /// Rows by visit and arm.
    visits: String,
    /// Schooling before the start, by arm.
    schooling: String,
}

static RAN: LazyLock<Ran> = LazyLock::new(|| {
    let program = Program::sample("dandora");
    program.run("run", &[]).ended_with(0);
    let ask = |sql: &str| program.run("query", &[sql, "--format", "csv"]).ended_with(0).out;
    Ran {
        findings: program.json("reports/findings.json").as_array().unwrap().clone(),
        page: program.text("reports/index.html"),
        profit: ask("select people.arm as group_id, outcomes.value from outcomes \
            join people on people.person_id = outcomes.person_id \
            where outcomes.measure = 'profit' and outcomes.wave = 'month 4'"),
        visits: ask("select outcomes.wave, people.arm, count(*) as n from outcomes \
            join people on people.person_id = outcomes.person_id \
            where outcomes.measure = 'profit' group by 1, 2 order by 1, 2"),
        schooling: ask("select people.arm as group_id, cast(attributes.value as double) as value \
            from people join attributes on attributes.person_id = people.person_id \
            where attributes.attribute = 'secondary'"),
    }
});

#[test]
fn the_file_is_the_published_one() {
    let file = golden::root().join("sample_data/dandora/inbox/BDJ_Dandora_data.csv");
    let hash = Sha256::digest(std::fs::read(file).unwrap());
    let hash = hash.iter().fold(String::new(), |hash, byte| hash + &format!("{byte:02x}"));
    assert_eq!(hash, "998cf57db6f7e89d04cc33dfbec51b4a442ace7a17277fc59b2346de4d0493ac");
}

#[test]
fn women_per_arm_and_visit_are_those_of_the_trial() {
    // R: table(wave, treat2): control, class, mentee.
    let expected = [
        ("baseline", [119, 129, 124]),
        ("month 1", [114, 125, 113]),
        ("month 2", [104, 113, 101]),
        ("month 3", [103, 115, 101]),
        ("month 4", [107, 113, 103]),
        ("month 7", [97, 110, 101]),
        ("month 12", [110, 110, 105]),
        ("month 17", [101, 111, 99]),
    ];
    for (wave, [control, class, mentee]) in expected {
        for (arm, n) in [("control", control), ("class", class), ("mentee", mentee)] {
            let line = format!("{wave},{arm},{n}");
            assert!(RAN.visits.lines().any(|found| found == line), "{line}\n{}", RAN.visits);
        }
    }
}

#[test]
fn pairs_kept_meeting_as_long_as_in_the_kaplan_meier_curve_of_r() {
    // R: survfit(Surv(time, event) ~ 1, conf.type = "log-log"); 1, 2, 3, 4, 7 and 12 months in days.
    let expected = [
        (30, 124, 0.903225806451613, 0.835882553456279, 0.943848832008064),
        (61, 112, 0.741935483870968, 0.655317455115049, 0.809923578431883),
        (91, 92, 0.524193548387097, 0.432849588597587, 0.607620345094384),
        (122, 65, 0.370967741935484, 0.286652022765785, 0.455206721492506),
        (213, 44, 0.160190615835777, 0.101281477149122, 0.231142630184351),
        (365, 15, 0.0961143695014663, 0.0496746850366633, 0.160850028890082),
    ];
    for (day, at_risk, share, low, high) in expected {
        let found = overall("match_survival", None, &format!("survival_{day}"), None);
        same(found, [share, low, high], DIGITS);
        assert_eq!(found["n"], 124);
        assert!(
            found["notes"].as_str().unwrap().contains(&format!("at risk {at_risk}")),
            "{found}"
        );
    }
    // 4 months, from 3 to 4.
    let median = overall("match_survival", None, "median_days", None);
    same(median, [122.0, 91.0, 122.0], DIGITS);
}

#[test]
fn as_many_women_met_their_mentor_at_each_visit() {
    // R: table(meet) by wave, Wilson's interval: met, asked, share, low, high.
    let expected = [
        ("month 1", 70.0, 82, 0.761405815101991, 0.914258377897694),
        ("month 2", 42.0, 63, 0.543672411449756, 0.77050385535396),
        ("month 3", 60.0, 100, 0.502002586791062, 0.690598713567541),
        ("month 4", 63.0, 103, 0.515134234072256, 0.700138004381541),
        ("month 7", 49.0, 100, 0.394219989304411, 0.586519880659728),
        ("month 12", 48.0, 105, 0.36505534641517, 0.552255574464468),
    ];
    for (wave, met, asked, low, high) in expected {
        let found = overall("still_meeting", Some(wave), "share", None);
        assert_eq!(found["n"], asked, "{wave}");
        same(found, [met / f64::from(asked), low, high], DIGITS);
    }
}

#[test]
fn profit_after_adjustment_is_that_of_the_analysis_of_covariance_at_each_visit() {
    // R: lm(tprofits ~ factor(treat2) + tprofits_b + lage_b + secondaryedu_b + sec0_b + sec1_b + sec2_b + sec3_b + I_emp_b):
    // class and mentee against control, residual degrees of freedom.
    let expected = [
        ("month 1", 192.284719291314, 266.600672121725, 334.0),
        ("month 2", 5.94820354591694, 55.4507131268014, 300.0),
        ("month 3", 34.9525902311975, 320.989371094389, 301.0),
        ("month 4", 315.72395231421, 993.563994860871, 305.0),
        ("month 7", 147.377275184303, 911.541026903926, 291.0),
        ("month 12", -160.214052303532, 22.3953585206787, 307.0),
        ("month 17", 265.865105149448, 42.9671943114024, 296.0),
    ];
    for (wave, class, mentee, df) in expected {
        let subject = format!("profit at {wave}");
        for (arm, value) in [("class", class), ("mentee", mentee)] {
            let contrast = format!("{arm} vs control");
            let found = overall(
                "outcome_comparison",
                Some(&subject),
                "adjusted_difference",
                Some(&contrast),
            );
            assert_relative_eq!(number(found, "estimate"), value, max_relative = DIGITS_OF_AGE);
            assert_relative_eq!(number(found, "df"), df);
        }
    }
}

#[test]
fn the_difference_in_differences_is_that_of_clubsandwich() {
    // R: lm(profit ~ post * mentor), women seen at both visits, CR2 by woman with Satterthwaite's degrees of freedom.
    let found = overall(
        "outcome_comparison",
        Some("profit at month 4"),
        "difference_in_change",
        Some("mentee vs control"),
    );
    same(found, [1018.79788838613, 324.226918759916, 1713.36885801233], DIGITS);
    assert_eq!(found["n"], 206);
    for (key, value) in [
        ("statistic", 2.89204214242422),
        ("df", 203.922350350047),
        ("p_value", 0.00424265399586697),
    ] {
        assert_relative_eq!(number(found, key), value, max_relative = DIGITS);
    }
}

#[test]
fn welchs_test_of_the_visit_after_four_months_is_that_of_r() {
    let answers = stat("groups", &RAN.profit);
    let find = |answer: &str, contrast: Option<&str>| pick(&answers, answer, contrast);
    // R: t.test(tprofits ~ treat2), mentee less control.
    let found = find("difference", Some("mentee vs control"));
    same(found, [891.089530151683, 330.59980469849, 1451.57925560488], DIGITS);
    assert_eq!(found["n"], 102 + 106);
    for (key, value) in
        [("statistic", 3.1407466850444), ("df", 153.784652159013), ("p_value", 0.00202144462709408)]
    {
        assert_relative_eq!(number(found, key), value, max_relative = DIGITS);
    }
    // effectsize::hedges_g has the exact gamma factor, ours is its usual approximation: they share six digits.
    assert_relative_eq!(number(found, "effect"), 0.43867266568857, max_relative = 1e-6);
    // R: oneway.test(tprofits ~ treat2), three arms.
    let found = find("any_difference", None);
    assert_relative_eq!(number(found, "statistic"), 4.9164061075826, max_relative = DIGITS);
    assert_relative_eq!(number(found, "p_value"), 0.00824708267972258, max_relative = DIGITS);
    for (arm, n, mean) in [("mentee", 102, 2511.37254901961), ("control", 106, 1620.28301886792)] {
        let found = find("mean", Some(arm));
        assert_eq!(found["n"], n);
        assert_relative_eq!(number(found, "estimate"), mean, max_relative = DIGITS);
    }
}

#[test]
fn the_arms_had_the_schooling_of_the_trial_at_the_start() {
    // R: lm(secondaryedu_b ~ factor(treat2)): the coefficients are differences of shares.
    let answers = stat("groups", &RAN.schooling);
    for (arm, value) in [("class", -0.0397368249625431), ("mentee", -0.00454052588777463)] {
        let found = pick(&answers, "difference", Some(&format!("{arm} vs control")));
        assert_relative_eq!(number(found, "estimate"), value, max_relative = DIGITS);
    }
}

#[test]
fn seven_tests_are_corrected_as_p_adjust_does() {
    let raw = [
        0.189981942089505,
        0.790697560371442,
        0.239126845021981,
        0.000421096823654268,
        0.00697737807888198,
        0.915092351335451,
        0.882006674995653,
    ];
    let expected = [
        (
            benjamini_hochberg(&raw),
            [
                0.418471978788467,
                0.915092351335451,
                0.418471978788467,
                0.00294767776557988,
                0.0244208232760869,
                0.915092351335451,
                0.915092351335451,
            ],
        ),
        (
            holm(&raw),
            [
                0.949909710447525,
                1.0,
                0.956507380087925,
                0.00294767776557988,
                0.0418642684732919,
                1.0,
                1.0,
            ],
        ),
    ];
    for (found, expected) in expected {
        for (found, expected) in found.iter().zip(expected) {
            assert_relative_eq!(*found, expected, max_relative = DIGITS);
        }
    }
}

#[test]
fn the_report_may_climb_as_far_as_lots_and_losses_allow() {
    let claim = |wave: &str| {
        let subject = format!("profit at {wave}");
        let contrast = Some("mentee vs control");
        overall("outcome_comparison", Some(&subject), "attrition", contrast)
    };
    // After one month 4.7 points more were lost among mentees, of 6.6 % in all: inside the boundary, so L5.
    assert_eq!(claim("month 1")["claim_level"], "L5");
    // After four months 6.8 points, of 14.4 %: outside, but the arms are alike at the start, so L4.
    let lost = claim("month 4");
    assert_eq!(lost["claim_level"], "L4");
    assert_relative_eq!(number(lost, "estimate"), 35.0 / 243.0, max_relative = DIGITS);
    assert!(lost["notes"].as_str().unwrap().contains("differential attrition 6.8"), "{lost}");
    // Other measures compare nobody and stay where they are.
    let alone = |finding: &&Value| finding["measure"] != "outcome_comparison";
    for finding in RAN.findings.iter().filter(alone) {
        let level = finding["claim_level"].as_str().unwrap();
        assert!(matches!(level, "L0" | "L1"), "{finding}");
    }
}

#[test]
fn practices_are_compared_although_nobody_had_any_at_the_start() {
    for practice in ["keeps_records", "advertises"] {
        for wave in ["month 1", "month 12"] {
            let subject = format!("{practice} at {wave}");
            for answer in ["difference_in_change", "adjusted_difference"] {
                let found = overall(
                    "outcome_comparison",
                    Some(&subject),
                    answer,
                    Some("mentee vs control"),
                );
                assert!(found["estimate"].is_number(), "{found}");
            }
        }
        let last = format!("{practice} at month 17");
        assert!(RAN.findings.iter().all(|finding| finding["subject"] != last.as_str()));
    }
}

#[test]
fn the_page_shows_how_long_pairs_met_and_what_changed_in_each_arm() {
    let page = RAN.page.to_lowercase();
    for words in ["how long pairs kept meeting", "weekly profit", "keeping records", "advertising"]
    {
        assert!(page.contains(words), "the page does not say {words}");
    }
    // The trial's own analysis leads, and one of fourteen differences of profit stays clear among all.
    let clear = |finding: &&Value| {
        finding["dimension"] == "all"
            && finding["subject"].as_str().is_some_and(|subject| subject.starts_with("profit"))
            && finding["p_adjusted"].as_f64().is_some_and(|p| p < 0.05)
    };
    let clear: Vec<_> = RAN.findings.iter().filter(clear).collect();
    assert_eq!(clear.len(), 1, "{clear:?}");
    assert_eq!(clear[0]["subject"], "profit at month 4");
    assert_eq!(clear[0]["answer"], "adjusted_difference");
    assert!(RAN.page.contains("CC BY 4.0"), "the data is credited on the page");
    // Nobody promised anything and no visit has a date.
    assert!(!RAN.page.contains("1970"), "the page invents a date");
}

/// The one finding about everyone with these names.
fn overall(
    measure: &str,
    subject: Option<&str>,
    answer: &str,
    contrast: Option<&str>,
) -> &'static Value {
    let is_it = |finding: &&Value| {
        finding["measure"] == measure
            && finding["dimension"] == "all"
            && finding["subject"].as_str() == subject
            && finding["contrast"].as_str() == contrast
            && finding["answer"] == answer
    };
    let found = RAN.findings.iter().find(is_it);
    found.unwrap_or_else(|| panic!("no {answer} of {measure} {subject:?} {contrast:?}"))
}

fn pick<'a>(answers: &'a [Value], answer: &str, contrast: Option<&str>) -> &'a Value {
    let is_it = |found: &&Value| {
        found["answer"] == answer && contrast.is_none_or(|contrast| found["contrast"] == contrast)
    };
    answers.iter().find(is_it).unwrap_or_else(|| panic!("no {answer} {contrast:?}"))
}

/// What `stat` says about a table.
fn stat(design: &str, csv: &str) -> Vec<Value> {
    let folder = tempfile::TempDir::new().unwrap();
    let file = folder.path().join("table.csv");
    std::fs::write(&file, csv).unwrap();
    let mut call = mentorlens();
    call.args(["stat", design]).arg(&file).args(["--set", "reference=control", "--json"]);
    let told = Told::of(call.output().unwrap()).ended_with(0);
    serde_json::from_str(&told.out).unwrap()
}

/// Estimate, low and high.
fn same(finding: &Value, expected: [f64; 3], digits: f64) {
    for (key, value) in ["estimate", "low", "high"].into_iter().zip(expected) {
        assert_relative_eq!(number(finding, key), value, max_relative = digits);
    }
}

fn number(finding: &Value, key: &str) -> f64 {
    finding[key].as_f64().unwrap_or_else(|| panic!("no {key} in {finding}"))
}
