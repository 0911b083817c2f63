//! Real files that are not ours to copy, compared with R wherever they lie beside their `reference.json`.

use std::path::{Path, PathBuf};

use serde_json::Value;

use super::{Findings, ask, ask_text, preparing};

/// Relative tolerance for what a formula gives.
const CLOSED: f64 = 1e-6;
/// Relative tolerance for p-values far out in a tail and what is found by iteration.
const ITERATED: f64 = 1e-4;

/// A question to one file.
struct Case {
    folder: &'static str,
    file: &'static str,
    prepare: Option<fn(&Path) -> String>,
    design: &'static str,
    options: &'static [&'static str],
    /// Answer, field, id of the reference, place in it.
    known: &'static [(&'static str, &'static str, &'static str, &'static str)],
}

const CASES: &[Case] = &[
    Case {
        folder: "outcomes-jobs2",
        file: "jobs.csv",
        prepare: None,
        design: "groups",
        options: &["--columns", "group_id=treat,value=depress2"],
        known: &[
            ("difference: 1 vs 0", "estimate", "depress2", "/estimate"),
            ("difference: 1 vs 0", "low", "depress2", "/ci_low"),
            ("difference: 1 vs 0", "high", "depress2", "/ci_high"),
            ("difference: 1 vs 0", "statistic", "depress2", "/t"),
            ("difference: 1 vs 0", "df", "depress2", "/df"),
            ("difference: 1 vs 0", "p_value", "depress2", "/p"),
            ("mean: 1", "n", "depress2", "/n1"),
            ("mean: 0", "estimate", "depress2", "/mean2"),
        ],
    },
    Case {
        folder: "outcomes-jobs2",
        file: "jobs.csv",
        prepare: None,
        design: "comparison",
        options: &["--columns", "arm=treat,before=depress1,after=depress2"],
        known: &[
            ("adjusted_difference: 1 vs 0", "estimate", "ancova", "/hc3/treat/b"),
            ("adjusted_difference: 1 vs 0", "low", "ancova", "/hc3/treat/ci_low"),
            ("adjusted_difference: 1 vs 0", "high", "ancova", "/hc3/treat/ci_high"),
            ("adjusted_difference: 1 vs 0", "statistic", "ancova", "/hc3/treat/t"),
            ("adjusted_difference: 1 vs 0", "p_value", "ancova", "/hc3/treat/p"),
        ],
    },
    Case {
        folder: "outcomes-jobs2",
        file: "jobs.csv",
        prepare: None,
        design: "comparison",
        options: &[
            "--columns",
            "arm=treat,before=depress1,after=depress2,covariate_hardship=econ_hard,covariate_sex=sex,covariate_age=age",
        ],
        known: &[
            ("adjusted_difference: 1 vs 0", "estimate", "ancova_cov", "/treat/b"),
            ("adjusted_difference: 1 vs 0", "df", "ancova_cov", "/treat/df"),
        ],
    },
    Case {
        folder: "outcomes-lalonde",
        file: "nsw74demo.csv",
        prepare: None,
        design: "groups",
        options: &["--columns", "group_id=trt,value=re78"],
        known: &[
            ("difference: 1 vs 0", "estimate", "means", "/estimate"),
            ("difference: 1 vs 0", "low", "means", "/ci_low"),
            ("difference: 1 vs 0", "high", "means", "/ci_high"),
            ("difference: 1 vs 0", "df", "means", "/df"),
            ("difference: 1 vs 0", "p_value", "means", "/p"),
        ],
    },
    Case {
        folder: "outcomes-lalonde",
        file: "nsw74demo.csv",
        prepare: None,
        design: "comparison",
        options: &[
            "--columns",
            "arm=trt,before=re75,after=re78,covariate_age=age,covariate_educ=educ,covariate_black=black,covariate_hisp=hisp,covariate_marr=marr,covariate_nodeg=nodeg,covariate_re74=re74",
        ],
        known: &[
            ("adjusted_difference: 1 vs 0", "estimate", "ancova_HC3", "/trt/b"),
            ("adjusted_difference: 1 vs 0", "low", "ancova_HC3", "/trt/ci_low"),
            ("adjusted_difference: 1 vs 0", "high", "ancova_HC3", "/trt/ci_high"),
            ("adjusted_difference: 1 vs 0", "statistic", "ancova_HC3", "/trt/t"),
            ("adjusted_difference: 1 vs 0", "df", "ancova_HC3", "/trt/df"),
            ("adjusted_difference: 1 vs 0", "p_value", "ancova_HC3", "/trt/p"),
            ("difference_in_change: 1 vs 0", "estimate", "did_gain", "/trt/b"),
        ],
    },
    Case {
        folder: "survival-classic",
        file: "lung.csv",
        prepare: None,
        design: "duration",
        options: &[
            "--columns",
            "days=time,cause=status",
            "--set",
            "censored=1",
            "--set",
            "tau=365",
            "--at",
            "90,180,365,730",
            "--by",
            "sex",
        ],
        known: &[
            ("survival_90", "estimate", "lung_km", "/all/conf_loglog/all/0/surv"),
            ("survival_90", "low", "lung_km", "/all/conf_loglog/all/0/low"),
            ("survival_90", "high", "lung_km", "/all/conf_loglog/all/0/high"),
            ("survival_365", "estimate", "lung_km", "/all/conf_loglog/all/2/surv"),
            ("survival_365", "low", "lung_km", "/all/conf_loglog/all/2/low"),
            ("survival_730", "high", "lung_km", "/all/conf_loglog/all/3/high"),
            ("survival_90", "n", "lung_km", "/all/n"),
            ("median_days", "estimate", "lung_km", "/all/median_conf_loglog/50/median"),
            ("median_days", "low", "lung_km", "/all/median_conf_loglog/50/low"),
            ("median_days", "high", "lung_km", "/all/median_conf_loglog/50/high"),
            ("1/median_days", "low", "lung_km", "/sex/median_conf_loglog/sex=1/low"),
            ("2/median_days", "estimate", "lung_km", "/sex/median_conf_loglog/sex=2/median"),
            ("2/median_days", "high", "lung_km", "/sex/median_conf_loglog/sex=2/high"),
            ("1/rmst_365", "estimate", "lung_rmst", "/sex=1/rmst"),
            ("2/rmst_365", "estimate", "lung_rmst", "/sex=2/rmst"),
        ],
    },
    Case {
        folder: "survival-classic",
        file: "Rossi.csv",
        prepare: None,
        design: "duration",
        options: &[
            "--columns",
            "days=week,cause=arrest",
            "--set",
            "censored=0",
            "--at",
            "13,26,39,52",
            "--by",
            "fin",
        ],
        known: &[
            ("no/survival_52", "estimate", "rossi", "/km/conf_loglog/fin=no/3/surv"),
            ("no/survival_52", "low", "rossi", "/km/conf_loglog/fin=no/3/low"),
            ("no/survival_52", "high", "rossi", "/km/conf_loglog/fin=no/3/high"),
            ("yes/survival_13", "estimate", "rossi", "/km/conf_loglog/fin=yes/0/surv"),
            ("yes/survival_39", "low", "rossi", "/km/conf_loglog/fin=yes/2/low"),
        ],
    },
    Case {
        folder: "survival-classic",
        file: "colon.csv",
        prepare: Some(preparing::recurrence),
        design: "duration",
        options: &[
            "--columns",
            "days=time,cause=status",
            "--set",
            "censored=0",
            "--at",
            "365,1095,1825",
            "--by",
            "rx",
        ],
        known: &[
            ("Lev/survival_365", "estimate", "colon_recurrence", "/km/conf_loglog/rx=Lev/0/surv"),
            ("Lev/survival_1825", "low", "colon_recurrence", "/km/conf_loglog/rx=Lev/2/low"),
            ("Obs/survival_1095", "high", "colon_recurrence", "/km/conf_loglog/rx=Obs/1/high"),
            (
                "Lev/median_days",
                "estimate",
                "colon_recurrence",
                "/km/median_conf_loglog/rx=Lev/median",
            ),
            ("Lev/median_days", "low", "colon_recurrence", "/km/median_conf_loglog/rx=Lev/low"),
            ("Obs/median_days", "high", "colon_recurrence", "/km/median_conf_loglog/rx=Obs/high"),
        ],
    },
    Case {
        folder: "survival-classic",
        file: "pbc.csv",
        prepare: None,
        design: "duration",
        options: &["--columns", "days=time,cause=status", "--set", "censored=0", "--at", "1095"],
        known: &[
            ("incidence_1_1095", "estimate", "pbc_aj", "/cif_transplant/1"),
            ("incidence_2_1095", "estimate", "pbc_aj", "/cif_death/1"),
        ],
    },
    Case {
        folder: "survival-classic",
        file: "pbc.csv",
        prepare: None,
        design: "duration",
        options: &["--columns", "days=time,cause=status", "--set", "censored=0", "--at", "3650"],
        known: &[
            ("incidence_1_3650", "estimate", "pbc_aj", "/cif_transplant/3"),
            ("incidence_2_3650", "estimate", "pbc_aj", "/cif_death/3"),
        ],
    },
    Case {
        folder: "retention-employee-attrition",
        file: "attrition.csv",
        prepare: Some(preparing::stayed),
        design: "duration",
        options: &[
            "--columns",
            "days=YearsAtCompany,cause=Attrition",
            "--set",
            "censored=No",
            "--at",
            "1,2,5,10,20",
        ],
        known: &[
            ("survival_1", "n", "km", "/n"),
            ("survival_5", "estimate", "km", "/km/conf_loglog/all/2/surv"),
            ("survival_5", "low", "km", "/km/conf_loglog/all/2/low"),
            ("survival_20", "high", "km", "/km/conf_loglog/all/4/high"),
            ("median_days", "estimate", "km", "/km/median_conf_loglog/50/median"),
            ("median_days", "low", "km", "/km/median_conf_loglog/50/low"),
        ],
    },
    Case {
        folder: "reliability-interrater",
        file: "vision.csv",
        prepare: Some(preparing::eyes),
        design: "dyad",
        options: &[],
        known: &[
            ("weighted_kappa", "n", "vision_kappa", "/quadratic/subjects"),
            ("weighted_kappa", "estimate", "vision_kappa", "/quadratic/kappa"),
            // Its interval in R's psych is too narrow for weights: 0.0053 stands where the multinomial bootstrap, Fleiss,
            // Cohen and Everitt's formula, and we have 0.0084.
        ],
    },
];

/// The folder of real data, or a line that says why nothing was compared.
fn folder() -> Option<PathBuf> {
    let folder = std::env::var_os("MENTORLENS_REAL_DATA").map(PathBuf::from);
    if folder.is_none() {
        #[expect(clippy::print_stderr, reason = "a test that was skipped says so")]
        {
            eprintln!("skipped: MENTORLENS_REAL_DATA does not name a folder");
        }
    }
    folder
}

/// The reference answers of one data set.
fn known(folder: &Path, id: &str) -> Value {
    let text = std::fs::read_to_string(folder.join("reference.json")).unwrap();
    let all: Value = serde_json::from_str(&text).unwrap();
    let found = all["results"].as_array().unwrap().iter().find(|result| result["id"] == id);
    found.unwrap_or_else(|| panic!("{}: no reference `{id}`", folder.display()))["value"].clone()
}

fn number(reference: &Value, place: &str) -> f64 {
    let found = reference.pointer(place).and_then(Value::as_f64);
    found.unwrap_or_else(|| panic!("no number at {place} in {reference:#}"))
}

/// What a paired reference says, and where.
const PAIRED: &[(&str, &str, &str)] = &[
    ("mean_change", "n", "/t/n_pairs"),
    ("mean_change", "estimate", "/t/estimate"),
    ("mean_change", "low", "/t/ci_low"),
    ("mean_change", "high", "/t/ci_high"),
    ("mean_change", "statistic", "/t/t"),
    ("mean_change", "df", "/t/df"),
    ("mean_change", "p_value", "/t/p"),
    ("mean_before", "estimate", "/t/mean_pre"),
    ("mean_after", "estimate", "/t/mean_post"),
    ("correlation", "estimate", "/t/r"),
    ("wilcoxon", "statistic", "/w/V_plus"),
];

/// Compares a paired answer with its reference, the exact p-value where there is one.
fn unlike_paired(found: &Findings, reference: &Value) -> Vec<String> {
    let mut wrong: Vec<String> = PAIRED
        .iter()
        .filter_map(|(answer, field, place)| {
            let tolerance = if *field == "p_value" { ITERATED } else { CLOSED };
            found.unlike(answer, field, number(reference, place), tolerance)
        })
        .collect();
    let exact = reference.pointer("/w/p_exact_zeros_dropped_midranks").and_then(Value::as_f64);
    let p_value = exact.unwrap_or_else(|| number(reference, "/w/p_normal_no_continuity"));
    wrong.extend(found.unlike("wilcoxon", "p_value", p_value, ITERATED));
    // Bonett's standardiser is the root mean square of both deviations, his correction √((n−2)/(n−1)).
    let n = number(reference, "/t/n_pairs");
    let g = number(reference, "/t/d_av_rms") * ((n - 2.0) / (n - 1.0)).sqrt();
    wrong.extend(found.unlike("mean_change", "effect", g, CLOSED));
    wrong
}

/// What an alpha reference says of the scale and of each item.
fn unlike_alpha(found: &Findings, reference: &Value) -> Vec<String> {
    let mut wrong = Vec::new();
    for (field, place) in [
        ("n", "/n_complete"),
        ("estimate", "/alpha_complete_cases"),
        ("low", "/feldt_ci_complete/0"),
        ("high", "/feldt_ci_complete/1"),
    ] {
        wrong.extend(found.unlike("alpha", field, number(reference, place), CLOSED));
    }
    for (answer, place) in
        [("item_rest", "item_rest_r_complete"), ("alpha_if_deleted", "alpha_if_dropped_complete")]
    {
        for (item, value) in reference[place].as_object().unwrap() {
            let answer = format!("{answer}_{item}");
            wrong.extend(found.unlike(&answer, "estimate", value.as_f64().unwrap(), CLOSED));
        }
    }
    wrong
}

fn none(wrong: &[String]) {
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn real_data_give_the_numbers_of_r() {
    let Some(folder) = folder() else { return };
    let mut wrong = Vec::new();
    for case in CASES {
        let folder = folder.join(case.folder);
        let file = folder.join(case.file);
        let found = match case.prepare {
            Some(prepare) => ask_text(case.design, &prepare(&file), case.options),
            None => ask(case.design, &file, case.options),
        };
        for (answer, field, id, place) in case.known {
            let expected = number(&known(&folder, id), place);
            let tolerance = if *field == "p_value" { ITERATED } else { CLOSED };
            let problem = found.unlike(answer, field, expected, tolerance);
            wrong.extend(problem.map(|problem| format!("{} {id}: {problem}", case.file)));
        }
    }
    none(&wrong);
}

#[test]
fn before_and_after_of_real_people_change_as_r_says() {
    let Some(folder) = folder() else { return };
    let mut wrong = Vec::new();
    let mut check = |name: &str, found: &Findings, reference: &Value| {
        let problems = unlike_paired(found, reference).into_iter();
        wrong.extend(problems.map(|problem| format!("{name}: {problem}")));
    };
    let students = folder.join("academic-athletes-gpa-panel");
    let found = ask_text("paired", &preparing::terms(&students.join("gpa3.csv")), &[]);
    check("gpa3", &found, &known(&students, "fall_spring"));
    let anxious = folder.join("reliability-prepost-sai");
    for study in ["AGES", "SALT", "XRAY", "Cart", "SHED"] {
        let text = preparing::anxiety(&anxious.join("sai.csv"), study);
        let reference = known(&anxious, &format!("prepost_{study}"));
        check(study, &ask_text("paired", &text, &[]), &reference);
    }
    let course = folder.join("prepost-course-research-bucknell");
    for year in [1, 2] {
        let file = course.join(format!("Year{year}.NoDemographics.tsv"));
        let reference = known(&course, &format!("experience_year{year}"));
        check("experience", &ask_text("paired", &preparing::experience(&file), &[]), &reference);
        let text = preparing::attitudes(&file);
        let reference = known(&course, &format!("likert_year{year}"));
        for item in 1..=22 {
            let columns = format!("before=before{item},after=after{item}");
            let found = ask_text("paired", &text, &["--columns", &columns]);
            check(&columns, &found, &reference[&format!("item{item}")]);
        }
    }
    none(&wrong);
}

#[test]
fn scales_of_real_questionnaires_are_as_reliable_as_r_says() {
    let Some(folder) = folder() else { return };
    let mut wrong = Vec::new();
    let mut check = |name: &str, text: &str, reference: &Value| {
        let problems = unlike_alpha(&ask_text("items", text, &[]), reference).into_iter();
        wrong.extend(problems.map(|problem| format!("{name}: {problem}")));
    };
    let traits = folder.join("reliability-bfi");
    for scale in ["A", "C", "E", "N", "O"] {
        let text = preparing::big_five(&traits.join("bfi.csv"), scale);
        check(scale, &text, &known(&traits, &format!("alpha_{scale}")));
    }
    let anxious = folder.join("reliability-prepost-sai");
    for time in ["1", "2"] {
        let text = preparing::anxiety_items(&anxious.join("sai.csv"), "AGES", time);
        check("anxiety", &text, &known(&anxious, &format!("alpha_AGES_t{time}")));
    }
    let course = folder.join("prepost-course-research-bucknell");
    for year in [1, 2] {
        let file = course.join(format!("Year{year}.NoDemographics.tsv"));
        check(
            "gains",
            &preparing::gains(&file),
            &known(&course, &format!("gains_alpha_year{year}")),
        );
    }
    none(&wrong);
}

#[test]
fn shares_of_large_gains_have_the_intervals_of_r() {
    let Some(folder) = folder() else { return };
    let course = folder.join("prepost-course-research-bucknell");
    let mut wrong = Vec::new();
    for year in [1, 2] {
        let text = preparing::gains(&course.join(format!("Year{year}.NoDemographics.tsv")));
        let found = ask_text("one_group", &text, &["--by", "item", "--set", "top_box=4"]);
        let reference = known(&course, &format!("gains_topbox_year{year}"));
        for (item, value) in reference.as_object().unwrap() {
            let answer = format!("{item}/top_box");
            for (field, place) in
                [("n", "n"), ("estimate", "p"), ("low", "wilson_low"), ("high", "wilson_high")]
            {
                wrong.extend(found.unlike(&answer, field, value[place].as_f64().unwrap(), CLOSED));
            }
        }
    }
    none(&wrong);
}
