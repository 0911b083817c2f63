//! Answers of groups on real data, as R and `SciPy` have given them. Their conventions: an earlier group is compared with a later
//! one, normal p-values have no continuity correction, Fisher's odds ratio is R's conditional one.

use std::collections::{BTreeMap, BTreeSet};

use mentorlens::inference::{
    CrossTable, Level, Sample, ZeroCells, chi_square_independence, conditional_odds_ratio,
    cramers_v, fisher_exact, kruskal_wallis, mann_whitney, newcombe, odds_ratio,
    probability_of_superiority, welch_anova, welch_t,
};

use crate::oracle::{RealData, Rows, number};

type Row = BTreeMap<String, String>;

/// Values of rows that belong.
fn values(
    rows: &Rows,
    belongs: impl Fn(&Row) -> bool,
    value: impl Fn(&Row) -> Option<f64>,
) -> Sample {
    let rows = rows.iter().filter(|row| belongs(row));
    Sample::new(&rows.map(value).collect::<Vec<_>>())
}

fn cross<'a>(
    rows: &'a Rows,
    group: impl Fn(&'a Row) -> Option<&'a str>,
    category: impl Fn(&'a Row) -> Option<&'a str>,
) -> CrossTable {
    CrossTable::weighted(rows.iter().map(|row| (group(row), category(row), 1)))
}

fn filled<'a>(row: &'a Row, name: &str) -> Option<&'a str> {
    Some(row[name].as_str()).filter(|text| !text.is_empty())
}

fn check_ranks(data: &RealData, groups: [&Sample; 2], id: &str, path: &[&str]) {
    let is = |found: f64, name: &str, tolerance: f64| {
        data.assert_is(found, id, &[path, &[name]].concat(), tolerance);
    };
    let [one, other] = groups;
    let test = mann_whitney(one, other).unwrap();
    is(test.statistic, "W_U1", 1e-14);
    assert!(!test.is_exact);
    is(test.p_values.two_sided, "p_normal_no_continuity", 1e-8);
    is(test.superiority, "prob_superiority", 1e-12);
    let ahead = probability_of_superiority(one, other, Level::P95).unwrap();
    is(2.0 * ahead.value - 1.0, "rank_biserial", 1e-12);
}

/// Yes and all of two groups.
fn check_shares(data: &RealData, [one, other]: [(u64, u64); 2], id: &str) {
    let is = |found: f64, path: &[&str], tolerance: f64| {
        data.assert_is(found, id, path, tolerance);
    };
    let table = CrossTable::new(&[vec![one.0, one.1 - one.0], vec![other.0, other.1 - other.0]]);
    let test = chi_square_independence(&table).unwrap();
    is(test.statistic, &["chisq"], 1e-12);
    is(test.p_value, &["p"], 1e-9);
    is(cramers_v(&table, Level::P95).unwrap().value, &["phi"], 1e-12);
    is(fisher_exact(&table).unwrap().p_value, &["fisher_p"], 1e-9);
    // R finds the conditional ratio to about four digits.
    let exact = conditional_odds_ratio(one, other, Level::P95).unwrap().ratio;
    is(exact.value, &["fisher_or_conditional_mle"], 1e-4);
    is(exact.low.unwrap(), &["fisher_ci", "0"], 1e-3);
    is(exact.high.unwrap(), &["fisher_ci", "1"], 1e-3);
    let plain = odds_ratio(one, other, ZeroCells::Refuse, Level::P95).unwrap().ratio;
    is(plain.value, &["odds_ratio"], 1e-12);
    is(plain.low.unwrap(), &["or_wald_low"], 1e-9);
    is(plain.high.unwrap(), &["or_wald_high"], 1e-9);
    let difference = newcombe(one, other, Level::P95).unwrap().estimate;
    is(difference.value, &["newcombe", "risk_difference"], 1e-12);
    is(difference.low.unwrap(), &["newcombe", "newcombe_low"], 1e-8);
    is(difference.high.unwrap(), &["newcombe", "newcombe_high"], 1e-9);
}

fn shares(
    rows: &Rows,
    belongs: impl Fn(&Row) -> bool,
    says_yes: impl Fn(&Row) -> bool,
) -> (u64, u64) {
    let all: Vec<_> = rows.iter().filter(|row| belongs(row)).collect();
    (all.iter().filter(|row| says_yes(row)).count() as u64, all.len() as u64)
}

#[test]
fn results_of_distance_learners_depend_on_gender_as_r_says() {
    let Some(data) = RealData::open("academic-oulad-2013") else { return };
    let rows = data.table("studentInfo.csv");
    let table = cross(&rows, |row| filled(row, "gender"), |row| filled(row, "final_result"));
    let test = chi_square_independence(&table).unwrap();
    data.assert_is(test.statistic, "gender_result", &["chisq"], 1e-12);
    data.assert_is(test.df, "gender_result", &["df"], 0.0);
    data.assert_is(test.p_value, "gender_result", &["p"], 1e-10);
    let v = cramers_v(&table, Level::P95).unwrap();
    data.assert_is(v.value, "gender_result", &["cramers_v"], 1e-12);
}

#[test]
fn pupils_stay_in_small_classes_as_r_says() {
    let Some(data) = RealData::open("academic-tennessee-star") else { return };
    let rows = data.table("STAR.csv");
    let stayed = |row| if filled(row, "star3").is_some() { Some("stayed") } else { Some("left") };
    let table = cross(&rows, |row| filled(row, "stark"), stayed);
    let test = chi_square_independence(&table).unwrap();
    data.assert_is(test.statistic, "attrition", &["chisq"], 1e-12);
    data.assert_is(test.p_value, "attrition", &["p"], 1e-10);
}

#[test]
fn men_and_women_are_fans_of_a_film_as_scipy_says() {
    let Some(data) = RealData::open("survey-surveymonkey") else { return };
    // The gender is the only cell with one of these words, whatever commas other answers hold.
    let text = data.text("StarWars.csv");
    let people = text.lines().filter_map(|line| {
        let cells: Vec<&str> = line.split(',').collect();
        let gender = ["Female", "Male"].into_iter().find(|gender| cells.contains(gender));
        let fan = cells.get(2).copied().filter(|fan| ["Yes", "No"].contains(fan));
        Some((gender?, fan?))
    });
    let table = CrossTable::weighted(people.map(|(gender, fan)| (Some(gender), Some(fan), 1)));
    assert_eq!(table.counts(), [[159, 238], [120, 303]]);
    let answer = chi_square_independence(&table).unwrap();
    data.assert_is(answer.statistic, "starwars_gender_fan", &["chi2"], 1e-12);
    data.assert_is(answer.p_value, "starwars_gender_fan", &["p"], 1e-10);
}

#[test]
fn employees_with_overtime_leave_as_r_says() {
    let Some(data) = RealData::open("retention-employee-attrition") else { return };
    let rows = data.table("attrition.csv");
    let leaves = |overtime: &str| {
        shares(&rows, |row| row["OverTime"] == overtime, |row| row["Attrition"] == "Yes")
    };
    check_shares(&data, [leaves("Yes"), leaves("No")], "overtime");
}

#[test]
fn job_seekers_are_employed_and_depressed_as_r_says() {
    let Some(data) = RealData::open("outcomes-jobs2") else { return };
    let rows = data.table("jobs.csv");
    let employed =
        |arm: &str| shares(&rows, |row| row["treat"] == arm, |row| row["work1"] == "psyemp");
    check_shares(&data, [employed("1"), employed("0")], "employment");
    let [treated, control] = ["1", "0"]
        .map(|arm| values(&rows, |row| row["treat"] == arm, |row| number(row, "depress2")));
    check_ranks(&data, [&treated, &control], "depress2_mw", &[]);
}

#[test]
fn trainees_earn_more_as_r_says() {
    let Some(data) = RealData::open("outcomes-lalonde") else { return };
    let rows = data.table("nsw74demo.csv");
    let [trained, others] =
        ["1", "0"].map(|arm| values(&rows, |row| row["trt"] == arm, |row| number(row, "re78")));
    check_ranks(&data, [&trained, &others], "mw", &[]);
}

/// Women in Nairobi with a mentor (4), a class (3) or neither (2), four waves on; and those who became mentors.
#[test]
fn profits_in_nairobi_differ_as_r_says() {
    let Some(data) = RealData::open("mentoring-kenya-rct") else { return };
    let rows = data.table("BDJ_Dandora_data.csv");
    let arms = [2.0, 3.0, 4.0].map(|arm| {
        let belongs =
            |row: &Row| number(row, "wave") == Some(4.0) && number(row, "treat2") == Some(arm);
        values(&rows, belongs, |row| number(row, "tprofits"))
    });
    check_ranks(&data, [&arms[2], &arms[0]], "wave4_mannwhitney", &[]);
    let test = kruskal_wallis(&arms).unwrap();
    data.assert_is(test.statistic, "wave4_three_arms", &["kw_chisq"], 1e-12);
    data.assert_is(test.p_value, "wave4_three_arms", &["p"], 1e-10);
    let moments = arms.each_ref().map(|arm| arm.moments("profits").unwrap());
    let welch = welch_anova(&moments).unwrap();
    data.assert_is(welch.statistic, "wave4_three_arms", &["welch", "F"], 1e-9);
    data.assert_is(welch.p_value, "wave4_three_arms", &["welch", "p"], 1e-8);

    let rows = data.table("RD_Dataset.csv");
    let [mentors, others] = [1.0, 0.0].map(|arm| {
        let belongs = |row: &Row| number(row, "treat") == Some(arm);
        values(&rows, belongs, |row| number(row, "tprofit_endline"))
    });
    check_ranks(&data, [&mentors, &others], "rd_naive", &["mw"]);
    let [one, zero] = [&mentors, &others].map(|group| group.moments("profits").unwrap());
    let test = welch_t(&one, &zero, Level::P95).unwrap();
    data.assert_is(test.statistic, "rd_naive", &["welch", "t"], 1e-9);
    data.assert_is(test.p_value, "rd_naive", &["welch", "p"], 1e-8);
}

/// The sum of five items, the first turned round, by education.
#[test]
fn agreeableness_depends_on_education_as_r_says() {
    let Some(data) = RealData::open("reliability-bfi") else { return };
    let rows = data.table("bfi.csv");
    let agreeable = |row: &Row| {
        let first = number(row, "A1").map(|value| 7.0 - value);
        let others = ["A2", "A3", "A4", "A5"].map(|name| number(row, name));
        others.into_iter().fold(first, |sum, item| Some(sum? + item?))
    };
    let levels: BTreeSet<_> = rows.iter().filter_map(|row| filled(row, "education")).collect();
    let groups: Vec<_> = levels
        .iter()
        .map(|level| values(&rows, |row| row["education"] == *level, agreeable))
        .collect();
    let test = kruskal_wallis(&groups).unwrap();
    data.assert_is(test.statistic, "agreeableness_education", &["H"], 1e-11);
    data.assert_is(test.df, "agreeableness_education", &["df"], 0.0);
    data.assert_is(test.p_value, "agreeableness_education", &["p"], 1e-9);
}
