//! `init`: from a folder of exports to a plan that runs.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::program::{Program, Told, mentorlens};

/// Runs `init` on a folder.
fn init(dir: &Path, options: &[&str]) -> Told {
    Told::of(mentorlens().arg("init").arg(dir).args(options).output().unwrap())
}

/// A folder that holds an inbox and no plan.
fn inbox_of(name: &str) -> Program {
    let program = Program::sample(name);
    std::fs::remove_file(program.path("mentorlens.toml")).unwrap();
    let queries = program.path("queries");
    if queries.exists() {
        std::fs::remove_dir_all(queries).unwrap();
    }
    program
}

/// What `init` calls the things that the sample's own plan names in words of its own.
const RENAMED: &[(&str, &[&str])] = &[
    ("self_efficacy", &["se"]),
    ("belonging", &["be"]),
    ("social_skills", &["so"]),
    ("study_habits", &["sh"]),
    ("meeting_frequency", &["exp_frequency"]),
    ("school_help", &["exp_school_help"]),
    ("first_step", &["exp_first_step"]),
    ("match_length", &["exp_length"]),
    ("relationship", &["r", "rq"]),
    ("sat", &["satisfied", "sat"]),
    ("mentee_skills", &["mentee_survey"]),
    ("mentee_start", &["mentee_baseline"]),
    ("mentee_feedback", &["mentee_followup"]),
    ("mentor_start", &["mentor_baseline"]),
    ("mentor_feedback", &["mentor_followup"]),
];

/// All names that a subject may have: each of its parts under each name.
fn names(subject: &str) -> Vec<String> {
    let mut names = vec![String::new()];
    for part in subject.split('.') {
        let own = [part];
        let renamed = RENAMED.iter().find(|(name, _)| *name == part).map_or(&own[..], |(_, to)| to);
        names = names
            .iter()
            .flat_map(|begin| {
                renamed.iter().map(move |name| {
                    if begin.is_empty() { (*name).to_owned() } else { format!("{begin}.{name}") }
                })
            })
            .collect();
    }
    names
}

fn key(finding: &Value, subject: &str) -> String {
    let text = |name: &str| finding[name].as_str().unwrap_or_default();
    ["measure", "answer", "contrast", "dimension", "level"].map(text).join("|") + "|" + subject
}

/// Equal numbers, or none on both sides. Mentors are added up in an order that depends on which groups a plan has, so that the
/// last of sixteen digits may be another.
fn same(one: &Value, other: &Value) -> bool {
    match (one.as_f64(), other.as_f64()) {
        (Some(one), Some(other)) => (one - other).abs() <= 1e-12 * one.abs().max(1.0),
        _ => one == other,
    }
}

/// Hides nothing: what is hidden depends on everything that a plan publishes, and this is about what is computed.
fn show_all(program: &Program) {
    let plan = program.text("mentorlens.toml");
    let rules = "min_cell = 1\nmin_part = 1\nrationale = \"A test of what is computed.\"";
    assert!(plan.contains("\nmin_cell = 10\n"));
    program.put("mentorlens.toml", plan.replace("min_cell = 10", rules).as_bytes());
}

#[test]
fn the_samples_plan_is_found_again_from_its_exports() {
    let own = Program::sample("riverbend");
    show_all(&own);
    own.run("run", &[]).ended_with(0);
    let found = inbox_of("riverbend");
    init(&found.path(""), &[]).ended_with(0);
    show_all(&found);
    found.run("run", &[]).ended_with(0);
    let by_key: BTreeMap<String, Value> = found
        .json("reports/findings.json")
        .as_array()
        .unwrap()
        .iter()
        .filter(|finding| finding["term_id"] == "all")
        .map(|finding| {
            (key(finding, finding["subject"].as_str().unwrap_or_default()), finding.clone())
        })
        .collect();
    let (mut alike, mut others) = (0, BTreeMap::<String, usize>::new());
    let expected = own.json("reports/findings.json");
    for finding in expected.as_array().unwrap().iter().filter(|finding| finding["term_id"] == "all")
    {
        let subject = finding["subject"].as_str().unwrap_or_default();
        let twins = names(subject).into_iter().filter_map(|name| by_key.get(&key(finding, &name)));
        let is_same = |twin: &&Value| {
            twin["n"] == finding["n"]
                && ["estimate", "low", "high"]
                    .iter()
                    .all(|name| same(&twin[*name], &finding[*name]))
        };
        if twins.clone().any(|twin| is_same(&twin)) {
            alike += 1;
        } else {
            let measure = finding["measure"].as_str().unwrap();
            let answer = finding["answer"].as_str().unwrap();
            let by = finding["dimension"].as_str().unwrap();
            *others.entry(format!("{measure} {subject} {answer} by {by}")).or_default() += 1;
        }
    }
    // What no export says: what a match promises to last and how often to meet, which terms there are, and that an answer
    // exists which nobody chose; which of two codes for a missing answer means that a question does not apply; how reliable a
    // form is; which words name a theme. Mentors' sites are written in short, and the plan alone knows that `ES` is Eastside.
    let of_the_promise = [
        "completion ",
        "premature_closure ",
        "adherence",
        "growth_by_dosage ",
        "match_survival  gap_to_others",
    ];
    let of_the_form = ["reliable_change "];
    let of_the_themes = ["themes "];
    let of_the_terms = ["term_retention_"];
    let of_the_codes = ["answer_states mentor_"];
    let of_an_unchosen_answer = [
        "expectation_alignment match_length",
        "expectation_chance match_length",
        "alignment_and_closure match_length",
        "expectation_profiles ",
        "expectation_surface match_length",
    ];
    let told_by_the_plan = |what: &str| {
        let mut reasons = of_the_promise
            .iter()
            .chain(&of_the_terms)
            .chain(&of_the_codes)
            .chain(&of_the_form)
            .chain(&of_the_themes)
            .chain(&of_an_unchosen_answer);
        reasons.any(|start| what.starts_with(start)) || what.ends_with("by site")
    };
    let unexplained: Vec<_> = others.iter().filter(|(what, _)| !told_by_the_plan(what)).collect();
    assert!(unexplained.is_empty(), "{alike} findings are the same; not: {unexplained:#?}");
    assert!(alike >= 1820, "only {alike} findings are the same: {others:#?}");
}

#[test]
fn a_real_trial_gets_a_plan_that_runs() {
    let program = inbox_of("dandora");
    let told = init(&program.path(""), &[]).ended_with(0);
    assert!(told.err.contains("measured outcomes"), "{}", told.err);
    let plan = program.text("mentorlens.toml");
    for line in [
        "arm = \"treat2\"",
        "earnings = \"tprofits\"",
        "baseline_wave = \"0.0\"",
        "followup_wave = \"7.0\"",
    ] {
        assert!(plan.contains(line), "no {line} in\n{plan}");
    }
    program.run("run", &[]).ended_with(0);
}

#[test]
fn a_plan_that_is_there_is_never_overwritten() {
    let program = Program::sample("riverbend");
    let before = program.text("mentorlens.toml");
    let told = init(&program.path(""), &[]).ended_with(2);
    assert!(told.err.contains("is there already and is not overwritten"), "{}", told.err);
    assert_eq!(program.text("mentorlens.toml"), before);
    let told = init(&program.path(""), &["--print"]).ended_with(0);
    assert!(told.out.starts_with("# A first plan"), "{}", told.out);
    assert_eq!(program.text("mentorlens.toml"), before);
}

#[test]
fn a_folder_without_a_table_is_told_what_to_do() {
    let program = Program::new("");
    std::fs::remove_file(program.path("mentorlens.toml")).unwrap();
    program.put("inbox/report.accdb", b"\0\x01\0\0Standard ACE DB\0");
    let told = init(&program.path(""), &[]).ended_with(2);
    assert!(told.err.contains("no table in the folder"), "{}", told.err);
    assert!(told.err.contains("export its tables as CSV or XLSX in Access"), "{}", told.err);
}

/// Real files, each alone in a folder, and the table that they fill.
const REAL: &[(&str, &str)] = &[
    ("survey-googleforms-peer-mentoring/cru_peer_mentoring_survey.csv", "table = \"people\""),
    ("mentoring-kenya-rct/RD_Dataset.csv", "table = \"outcomes\""),
    ("mentoring-kenya-rct/BDJ_Dandora_data.csv", "table = \"outcomes\""),
    ("mentoring-kenya-rct/BDJ_Dandora_Data.dta", "table = \"outcomes\""),
    ("survey-qualtrics/Single_Answer_Matrix_Questions_(Insights).csv", "format = \"qualtrics\""),
    ("survey-redcap/REDCapR/longitudinal/data.csv", "table = \"responses\""),
    ("survey-surveymonkey/StarWars.csv", "table = \"responses\""),
    ("survey-kobo-odk/data.csv", "format = \"kobo\""),
    ("survey-limesurvey/third.csv", "limesurvey"),
    ("academic-athletes-gpa-panel/gpa3.csv", "gpa = \"trmgpa\""),
    ("academic-uci-student-math/student-mat.csv", "numbered = \"respondent\""),
    ("reliability-prepost-sai/sai.csv", "table = \"responses\""),
    ("meetings-zoom/participants_heroes_full.csv", "an attendance list"),
    ("meetings-teams/IDL-14-11-22.csv", "an attendance list"),
];

#[test]
fn real_files_get_a_plan_that_runs() {
    let Some(data) = std::env::var_os("MENTORLENS_REAL_DATA").map(PathBuf::from) else { return };
    for (file, expected) in REAL {
        let program = Program::new("");
        std::fs::remove_file(program.path("mentorlens.toml")).unwrap();
        let name = file.rsplit('/').next().unwrap();
        program.put(&format!("inbox/{name}"), &std::fs::read(data.join(file)).unwrap());
        init(&program.path(""), &[]).ended_with(0);
        let plan = program.text("mentorlens.toml");
        assert!(plan.contains(expected), "{file}: no {expected} in\n{plan}");
        program.run("run", &[]).ended_with(0);
    }
}

#[test]
fn a_whole_folder_of_a_school_gets_a_plan_that_runs() {
    let Some(data) = std::env::var_os("MENTORLENS_REAL_DATA").map(PathBuf::from) else { return };
    for folder in [
        "academic-contoso-sis",
        "academic-oneroster/en",
        "academic-oulad-2013",
        "survey-redcap/REDCapR/longitudinal",
    ] {
        let program = Program::new("");
        std::fs::remove_file(program.path("mentorlens.toml")).unwrap();
        for entry in std::fs::read_dir(data.join(folder)).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_str().unwrap();
            if Path::new(name).extension().is_some_and(|end| end == "csv") {
                program.put(&format!("inbox/{name}"), &std::fs::read(&path).unwrap());
            }
        }
        init(&program.path(""), &[]).ended_with(0);
        program.run("run", &[]).ended_with(0);
    }
}

/// A plan that starts with a usual kind of program reads what recognition found, and says where its promises come from.
#[test]
fn init_starts_with_a_preset_and_the_plan_runs() {
    for preset in mentorlens::plan::PRESETS {
        let program = inbox_of(&format!("presets/{}", preset.name));
        init(&program.path(""), &["--preset", preset.name]).ended_with(0);
        let plan = program.text("mentorlens.toml");
        assert!(plan.contains(&format!("preset = \"{}\"", preset.name)), "{plan}");
        assert!(
            plan.contains(&preset.commitment()) && plan.contains("table = \"meetings\""),
            "{plan}"
        );
        program.run("run", &[]).ended_with(0);
        let findings = program.json("reports/findings.json");
        let measured = findings.as_array().unwrap();
        assert!(measured.iter().any(|one| one["measure"] == "match_survival"), "{}", preset.name);
    }
}

#[test]
fn init_with_a_preset_in_an_empty_folder_says_how_to_go_on() {
    let folder = tempfile::tempdir().unwrap();
    let told = init(folder.path(), &[]).ended_with(2);
    assert!(told.err.contains("`--preset`"), "{}", told.err);
    init(folder.path(), &["--preset", "school"]).ended_with(0);
    let plan = std::fs::read_to_string(folder.path().join("mentorlens.toml")).unwrap();
    for part in ["months = 6", "AmeriCorps", "# [[sources]]", "primary = [\"match_survival\""] {
        assert!(plan.contains(part), "{part}: {plan}");
    }
    let check = mentorlens().arg("check").arg(folder.path()).output().unwrap();
    assert!(check.status.success(), "{}", String::from_utf8_lossy(&check.stderr));
    let slip = init(folder.path(), &["--preset", "scool"]).ended_with(2);
    assert!(slip.err.contains("'school'"), "{}", slip.err);
}
