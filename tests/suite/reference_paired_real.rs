//! Before and after of real people: what R says of ranks, of standardised changes and of tables, beside what `stat` is
//! compared with.

use std::collections::BTreeMap;

use mentorlens::inference::{
    Level, Paired, SignedRank, benjamini_hochberg, hedges_g_z, holm, paired_t, pratt_signed_rank,
    smcr, wilcoxon_signed_rank,
};

use statrs::function::erf::erfc;

use crate::oracle::{RealData, Rows, number};

/// Compares the *t* part of a reference.
fn check_t(data: &RealData, pairs: &Paired, id: &str, path: &[&str]) {
    let is = |found: f64, name: &str, tolerance: f64| {
        data.assert_is(found, id, &[path, &[name]].concat(), tolerance);
    };
    let test = paired_t(pairs, Level::P95).unwrap();
    is(test.n as f64, "n_pairs", 0.0);
    // A mean change near 0 has fewer digits in decimals of a file.
    is(test.estimate.value, "estimate", 1e-8);
    is(test.estimate.low.unwrap(), "ci_low", 1e-7);
    is(test.estimate.high.unwrap(), "ci_high", 1e-8);
    is(test.statistic, "t", 1e-8);
    is(test.p_value, "p", 1e-7);
    let dz = test.statistic / (test.n as f64).sqrt();
    is(dz, "dz", 1e-8);
    // R took the exact factor against bias, here it is Hedges' approximation: alike to a share of 0.0002 from 50 pairs on.
    let changes = pairs.differences().moments("changes").unwrap();
    is(hedges_g_z(&changes, Level::P95).unwrap().value, "hedges_gz_exact", 2e-4);
    // Raw there, corrected here.
    let factor = hedges_factor(test.df.unwrap());
    let effect = smcr(&pairs.moments().unwrap(), Level::P95).unwrap();
    is(effect.value / factor, "glass_delta_pre_sd", 2e-5);
}

/// Hedges' approximation of the exact factor, good to 2e-5 from 50 degrees on.
fn hedges_factor(df: f64) -> f64 {
    1.0 - 3.0 / (4.0 * df - 1.0)
}

/// Compares the rank part of a reference.
fn check_ranks(data: &RealData, pairs: &Paired, id: &str, path: &[&str]) {
    let is = |found: f64, name: &[&str], tolerance: f64| {
        data.assert_is(found, id, &[path, name].concat(), tolerance);
    };
    let dropped = wilcoxon_signed_rank(pairs).unwrap();
    is(dropped.statistic, &["V_plus"], 1e-14);
    is(dropped.n_unchanged as f64, &["n_zero"], 0.0);
    is(dropped.rank_biserial, &["matched_rank_biserial"], 1e-9);
    let normal = |test: &SignedRank| (!test.is_exact).then_some(test.p_values.two_sided);
    match normal(&dropped) {
        Some(p_value) => is(p_value, &["p_normal_no_continuity"], 1e-8),
        None => is(dropped.p_values.two_sided, &["p_exact_zeros_dropped_midranks"], 1e-8),
    }
    let ranked = pratt_signed_rank(pairs).unwrap();
    is(ranked.z, &["pratt", "z"], 1e-9);
    if let Some(p_value) = normal(&ranked) {
        is(p_value, &["pratt", "p"], 1e-8);
    }
}

fn check(data: &RealData, pairs: &Paired, id: &str, path: &[&str]) {
    check_t(data, pairs, id, &[path, &["t"]].concat());
    check_ranks(data, pairs, id, &[path, &["w"]].concat());
}

fn columns(rows: &Rows, before: &str, after: &str) -> Paired {
    let row = |row: &_| (number(row, before), number(row, after));
    Paired::new(&rows.iter().map(row).collect::<Vec<_>>())
}

#[test]
fn job_seekers_are_less_depressed_as_r_says() {
    let Some(data) = RealData::open("outcomes-jobs2") else { return };
    let rows = data.table("jobs.csv");
    for (arm, treat) in [("treated", "1"), ("control", "0")] {
        let rows = rows.iter().filter(|row| row["treat"] == treat).cloned().collect();
        let pairs = columns(&rows, "depress1", "depress2");
        check_t(&data, &pairs, &format!("prepost_{arm}"), &[]);
        if arm == "treated" {
            check_ranks(&data, &pairs, "prepost_treated_wilcoxon", &[]);
        }
    }
}

#[test]
fn athletes_keep_their_grades_as_r_says() {
    let Some(data) = RealData::open("academic-athletes-gpa-panel") else { return };
    let mut students = BTreeMap::<String, [Option<f64>; 2]>::new();
    for row in data.table("gpa3.csv") {
        let term = usize::from(row["term"] == "2");
        students.entry(row["id"].clone()).or_default()[term] = number(&row, "trmgpa");
    }
    let pairs: Vec<_> = students.values().map(|[fall, spring]| (*fall, *spring)).collect();
    check(&data, &Paired::new(&pairs), "fall_spring", &[]);
}

#[test]
fn wives_and_husbands_differ_as_r_says() {
    let Some(data) = RealData::open("dyads-couples-acitelli") else { return };
    let rows = data.table("acipair.csv");
    // One row a couple: the husband's less the wife's.
    let wives = rows.iter().filter(|row| row["Partnum"] == "1").cloned().collect();
    check(&data, &columns(&wives, "Satisfaction_A", "Satisfaction_P"), "paired", &[]);
}

/// Answers of science students, agreement from 1 to 5: 22 questions a year, and their p-values adjusted together.
#[test]
fn attitudes_of_science_students_change_as_r_says() {
    let Some(data) = RealData::open("prepost-course-research-bucknell") else { return };
    let words = ["Strongly disagree", "Disagree", "Neutral", "Agree", "Strongly agree"];
    let agreement =
        |text: &str| words.iter().position(|word| *word == text).map(|at| at as f64 + 1.0);
    for year in [1, 2] {
        let rows = data.separated(&format!("Year{year}.NoDemographics.tsv"), '\t');
        let id = format!("likert_year{year}");
        let mut normal = Vec::new();
        for item in 1..=22 {
            let (before, after) = (format!("Q11_{item}_pre"), format!("Q13_{item}_post"));
            let answers: Vec<_> = rows
                .iter()
                .map(|row| (agreement(&row[&before]), agreement(&row[&after])))
                .collect();
            let pairs = Paired::new(&answers);
            check(&data, &pairs, &id, &[&format!("item{item}")]);
            let z = wilcoxon_signed_rank(&pairs).unwrap().z;
            normal.push(erfc(z.abs() / std::f64::consts::SQRT_2));
        }
        let id = format!("likert_BH_year{year}");
        let (hochberg, holm) = (benjamini_hochberg(&normal), holm(&normal));
        for (name, values) in [("raw", &normal), ("BH", &hochberg), ("holm", &holm)] {
            for (at, value) in values.iter().enumerate() {
                data.assert_is(*value, &id, &[name, &at.to_string()], 1e-9);
            }
        }
    }
}

#[test]
fn pupils_of_mathematics_have_lower_final_grades_as_r_says() {
    let Some(data) = RealData::open("academic-uci-student-math") else { return };
    let pairs = columns(&data.separated("student-mat.csv", ';'), "G1", "G3");
    check(&data, &pairs, "prepost_G1_G3", &[]);
}

/// The first and the last essay that each registration has handed in, in the order of their due dates; an essay without a
/// mark leaves its pair incomplete.
#[test]
fn distance_learners_have_lower_marks_at_the_end_as_r_says() {
    let Some(data) = RealData::open("academic-oulad-2013") else { return };
    let mut essays = BTreeMap::new();
    for row in data.table("assessments.csv") {
        if row["assessment_type"] == "TMA" {
            let course = [&row["code_module"], &row["code_presentation"]].map(String::clone);
            essays.insert(row["id_assessment"].clone(), (course, number(&row, "date").unwrap()));
        }
    }
    let mut marks = BTreeMap::<_, Vec<(f64, Option<f64>)>>::new();
    for row in data.table("studentAssessment.csv") {
        if let Some((course, date)) = essays.get(&row["id_assessment"]) {
            let registration = (course.clone(), row["id_student"].clone());
            marks.entry(registration).or_default().push((*date, number(&row, "score")));
        }
    }
    let ends = |marks: &mut Vec<(f64, Option<f64>)>| {
        marks.sort_by(|one, other| one.0.total_cmp(&other.0));
        (marks[0].1, marks[marks.len() - 1].1)
    };
    let pairs: Vec<_> = marks.values_mut().filter(|marks| marks.len() > 1).map(ends).collect();
    check(&data, &Paired::new(&pairs), "first_last_tma", &[]);
}

/// State anxiety before and after, complete forms of twenty items, of which ten are turned round.
#[test]
fn anxiety_changes_as_r_says() {
    const CALM: [&str; 10] = [
        "calm",
        "secure",
        "at.ease",
        "rested",
        "comfortable",
        "confident",
        "relaxed",
        "content",
        "joyful",
        "pleasant",
    ];
    let Some(data) = RealData::open("reliability-prepost-sai") else { return };
    let rows = data.table("sai.csv");
    for study in ["AGES", "SALT", "XRAY", "Cart", "SHED"] {
        let mut people = BTreeMap::<&str, [Option<f64>; 2]>::new();
        for row in rows.iter().filter(|row| row["study"] == study) {
            let items = row.keys().filter(|name| !["study", "time", "id"].contains(&name.as_str()));
            let turned = |name: &String| {
                let value = number(row, name)?;
                Some(if CALM.contains(&name.as_str()) { 5.0 - value } else { value })
            };
            let wave = match row["time"].as_str() {
                "1" => 0,
                "2" => 1,
                _ => continue,
            };
            people.entry(&row["id"]).or_default()[wave] = items.map(turned).sum();
        }
        let pairs: Vec<_> = people.values().map(|[before, after]| (*before, *after)).collect();
        check(&data, &Paired::new(&pairs), &format!("prepost_{study}"), &[]);
    }
}
