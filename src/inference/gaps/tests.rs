//! Gaps and steps on counts that a reader can check.

use approx::assert_abs_diff_eq;

use super::*;
use crate::inference::{Estimate, Level};
use crate::measures::{Cells, Forms, Measured, Values};
use crate::plan::{Plan, Vocabulary};

/// Gaps and steps under a plan of these sections, with the forms behind each term's answers.
fn under<'s>(
    sections: &str,
    forms: &[(&str, &str)],
    kpi: &Kpi,
    slices: &'s [Slice],
    settings: &Settings,
) -> Vec<Placed<'s>> {
    let text = format!("[program]\nid = \"p\"\nname = \"P\"\n{sections}");
    let words = Vocabulary { measures: vec!["a".to_owned()], ..Vocabulary::default() };
    let plan = Plan::parse(&text, "mentorlens.toml", std::path::Path::new("."), &words)
        .unwrap_or_else(|errors| panic!("{errors}"));
    let key = |term: &str| (None, term.to_owned());
    let forms: Forms =
        forms.iter().map(|(term, form)| (key(term), vec![(*form).to_owned()])).collect();
    let measured = Measured { kpi: kpi.clone(), slices: Vec::new(), forms, absent: None };
    between(kpi, slices, settings, &Timeline::of(&measured, &plan)).unwrap()
}

fn compare<'s>(kpi: &Kpi, slices: &'s [Slice], settings: &Settings) -> Vec<Placed<'s>> {
    under("", &[], kpi, slices, settings)
}

const TERMS: &str = "[[terms]]
id = \"spring\"
starts_on = 2025-01-01
ends_on = 2025-06-30
[[terms]]
id = \"autumn\"
starts_on = 2025-09-01
ends_on = 2025-12-31
";

fn slice(
    term: &str,
    dimension: &str,
    level: &str,
    columns: &[(&str, Vec<f64>)],
    n: &[u64],
) -> Slice {
    let columns = columns.iter().map(|(name, values)| {
        ((*name).to_owned(), Values::Numbers(values.iter().copied().map(Some).collect()))
    });
    let cells = Cells::new(columns.collect(), n.to_vec());
    Slice {
        subject: None,
        term_id: term.to_owned(),
        dimension: dimension.to_owned(),
        level: level.to_owned(),
        cells,
    }
}

fn kpi(design: &str, answers: &str) -> (Kpi, Settings) {
    let text = "-- id: a\n-- title: a\n-- question: a\n-- family: a\n-- rba: how_well\n-- unit: mentee\n-- grain: a\n-- scale: a\n-- better: higher\n-- missing: a\n-- design: D\n-- chart: bars\n-- claim: L1\n-- version: 1\n-- cite: a\nselect 1";
    let kpi = Kpi::parse("a", &text.replace("D\n", &format!("{design}\n")), false).unwrap();
    let keys = [("answers".to_owned(), answers.to_owned())]
        .into_iter()
        .filter(|(_, text)| !text.is_empty());
    (kpi, Settings::new(Level::P95, keys.collect()))
}

/// Newcombe (1998), method 10: 56 of 70 against 48 of 80, here as 48 of two other levels together.
#[test]
fn a_level_stands_against_the_sum_of_the_others() {
    let value = |yes: u64, no: u64, level: &str| {
        slice("all", "site", level, &[("value", vec![1.0, 0.0])], &[yes, no])
    };
    let slices = [value(56, 14, "North"), value(20, 30, "East"), value(28, 2, "West")];
    let (kpi, settings) = kpi("one_group", "share");
    let found = compare(&kpi, &slices, &settings);
    assert_eq!(found.len(), 3);
    let north = &found[0].1;
    assert_eq!((north.contrast.as_deref(), north.n), (Some("North vs others"), 70));
    assert_abs_diff_eq!(north.estimate.unwrap().low.unwrap(), 0.052_431, epsilon = 5e-7);
    assert_abs_diff_eq!(north.estimate.unwrap().high.unwrap(), 0.333_873, epsilon = 5e-7);
}

#[test]
fn a_change_is_compared_as_a_change() {
    let change = |level: &str, after: f64| {
        slice(
            "all",
            "site",
            level,
            &[("before", vec![1.0, 2.0]), ("after", vec![after, after + 2.0])],
            &[5, 5],
        )
    };
    let (kpi, settings) = kpi("paired", "");
    let slices = [change("North", 3.0), change("South", 2.0)];
    let found = compare(&kpi, &slices, &settings);
    assert_abs_diff_eq!(found[0].1.estimate.unwrap().value, 1.0, epsilon = 1e-12);
    assert!(found[0].1.p_value.is_some());
}

/// Two of a mentor always agree: ten mentors a side are ten units a side, not twenty.
#[test]
fn units_that_share_a_mentor_do_not_make_a_gap_more_certain() {
    let side = |level: &str, shift: f64, names: bool| {
        let values: Vec<f64> = (0..20).map(|at| shift + f64::from(at / 2 % 5)).collect();
        let mut one = slice("all", "site", level, &[("value", values.clone())], &[1; 20]);
        if names {
            let mentors = (0..20).map(|at| Some(format!("{level}{}", at / 2))).collect();
            let columns = vec![
                ("value".to_owned(), Values::Numbers(values.into_iter().map(Some).collect())),
                ("cluster".to_owned(), Values::Texts(mentors)),
            ];
            one.cells = Cells::new(columns, vec![1; 20]);
        }
        one
    };
    let (kpi, settings) = kpi("one_group", "mean");
    let gap = |names| {
        let slices = [side("North", 1.0, names), side("South", 0.0, names)];
        compare(&kpi, &slices, &settings).remove(0).1
    };
    let (shared, alone) = (gap(true), gap(false));
    assert_eq!((shared.n_clusters, shared.method.as_str()), (Some(20), "welch_t_cr2"));
    let [shared, alone] = [shared, alone].map(|gap| gap.estimate.unwrap());
    assert_abs_diff_eq!(shared.value, 1.0, epsilon = 1e-12);
    let width = |gap: Estimate| gap.high.unwrap() - gap.low.unwrap();
    // Two equal values are one: the interval is that of ten values a side.
    assert!(width(shared) > 1.4 * width(alone));
    let one_each =
        |shift: f64| -> Vec<f64> { (0..10).map(|at| shift + f64::from(at % 5)).collect() };
    let few = ["North", "South"].map(|level| {
        let shift = f64::from(u8::from(level == "North"));
        slice("all", "site", level, &[("value", one_each(shift))], &[1; 10])
    });
    let few = compare(&kpi, &few, &settings).remove(0).1.estimate.unwrap();
    assert_abs_diff_eq!(width(shared), width(few), epsilon = 1e-9);
}

#[test]
fn a_term_stands_against_the_one_before_it_in_time() {
    let term = |term: &str, events: Vec<f64>| {
        slice(term, "all", "all", &[("events", events), ("exposure", vec![1.0, 2.0])], &[4, 4])
    };
    let slices = [term("autumn", vec![2.0, 5.0]), term("spring", vec![3.0, 5.0])];
    let (kpi, settings) = kpi("rate", "rate");
    let found = under(TERMS, &[], &kpi, &slices, &settings);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].1.contrast.as_deref(), Some("autumn vs spring"));
    assert!(found[0].1.notes[0].contains("in both terms"));
    assert_abs_diff_eq!(found[0].1.estimate.unwrap().value, 7.0 / 3.0 - 8.0 / 3.0, epsilon = 1e-12);
}

#[test]
fn no_step_is_taken_across_another_form_or_another_way_to_count() {
    let term = |term: &str| slice(term, "all", "all", &[("value", vec![1.0, 2.0])], &[6, 9]);
    let slices = [term("autumn"), term("spring")];
    let (kpi, settings) = kpi("one_group", "mean");
    let step = |sections: &str, forms: &[(&str, &str)]| {
        let step = under(sections, forms, &kpi, &slices, &settings).remove(0).1;
        (step.p_value.is_some(), step.estimate.is_some(), step.notes.join(" "))
    };
    let (one, two) = (("spring", "form version 1"), ("autumn", "form version 2"));
    assert_eq!(
        step(TERMS, &[one, two]),
        (
            false,
            false,
            "not computed: the form changed from form version 1 to form version 2".to_owned()
        )
    );
    assert!(step(TERMS, &[one, ("autumn", "form version 1")]).0);
    let changed = |on: &str| {
        step(
            &format!("{TERMS}[[changes]]\non = {on}\nmeasures = \"a\"\nwhat = \"calls count\"\n"),
            &[],
        )
    };
    assert_eq!(
        changed("2025-09-01").2,
        "not computed: what is counted changed on 2025-09-01: calls count"
    );
    // A term within which it changed is neither the one nor the other.
    assert!(!changed("2025-12-31").1 && !changed("2025-03-01").1);
    assert!(changed("2025-01-01").1 && changed("2026-01-01").1);
}

/// What is left at equal starts: who starts lower gains more by regression to the mean alone.
#[test]
fn a_change_is_also_compared_at_equal_starts() {
    let side = |level: &str, starts: [f64; 2]| {
        let before: Vec<f64> = starts.iter().flat_map(|start| [*start; 2]).collect();
        let noise = [0.1, -0.1, -0.1, 0.1];
        let after = before.iter().zip(noise).map(|(start, noise)| 1.0 + start / 2.0 + noise);
        slice("all", "site", level, &[("after", after.collect()), ("before", before)], &[5; 4])
    };
    let (kpi, settings) = kpi("paired", "");
    let slices = [side("North", [1.0, 2.0]), side("South", [3.0, 4.0])];
    let found = compare(&kpi, &slices, &settings);
    let names: Vec<&str> = found.iter().map(|(_, answer)| answer.answer.as_str()).collect();
    assert_eq!(names[..2], [GAP_TO_OTHERS, ADJUSTED_GAP_TO_OTHERS]);
    assert_abs_diff_eq!(found[0].1.estimate.unwrap().value, 1.0, epsilon = 1e-9);
    let adjusted = &found[1].1;
    assert_abs_diff_eq!(adjusted.estimate.unwrap().value, 0.0, epsilon = 1e-9);
    assert_eq!((adjusted.n, adjusted.method.as_str()), (20, "regression_hc3"));
    assert_eq!(adjusted.notes, ["adjusted for the start"]);
}

/// Both sites give older pupils one point more; the North has more of them.
#[test]
fn a_gap_is_also_shown_among_those_who_are_alike() {
    let side = |level: &str, young: u64, old: u64, words: [&str; 2]| {
        let mut one = slice(
            "all",
            "site",
            level,
            &[("value", vec![1.0, 2.0, 2.0, 3.0])],
            &[young, young, old, old],
        );
        let grades = [words[0], words[0], words[1], words[1]].map(|word| Some(word.to_owned()));
        let mut columns: Vec<(String, Values)> =
            vec![("value".to_owned(), one.cells.column("value").unwrap().clone())];
        columns.push(("adjust_grade".to_owned(), Values::Texts(grades.to_vec())));
        one.cells = Cells::new(columns, one.cells.counts().to_vec());
        one
    };
    let (kpi, settings) = kpi("one_group", "mean");
    for words in [["7", "8"], ["young", "old"]] {
        let slices = [side("North", 4, 12, words), side("South", 12, 4, words)];
        let found = compare(&kpi, &slices, &settings);
        assert_abs_diff_eq!(found[0].1.estimate.unwrap().value, 0.5, epsilon = 1e-9);
        let adjusted = &found[1].1;
        assert_abs_diff_eq!(adjusted.estimate.unwrap().value, 0.0, epsilon = 1e-9);
        assert_eq!(adjusted.notes, ["adjusted for grade"]);
    }
}

/// Freireich et al. (1963), as in R's `survival::survfit`: 20 weeks of remission, 16.1165 and 8.4286 on average.
#[test]
fn matches_of_two_levels_are_compared_by_the_time_they_last() {
    let side = |level: &str, weeks: &str| {
        let weeks: Vec<&str> = weeks.split(' ').collect();
        let days = weeks.iter().map(|week| week.trim_end_matches('+').parse().ok()).collect();
        let causes = weeks.iter().map(|week| (!week.ends_with('+')).then(|| "relapse".to_owned()));
        let columns = vec![
            ("days".to_owned(), Values::Numbers(days)),
            ("cause".to_owned(), Values::Texts(causes.collect())),
        ];
        let mut one = slice("all", "site", level, &[], &[]);
        one.cells = Cells::new(columns, vec![1; weeks.len()]);
        one
    };
    let (kpi, _) = kpi("duration", "");
    let keys = [("answers", "survival"), ("at", "5, 20")];
    let keys = keys.map(|(key, text)| (key.to_owned(), text.to_owned()));
    let settings = Settings::new(Level::P95, keys.into());
    let slices = [
        side("treated", "6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+"),
        side("placebo", "1 1 2 2 3 4 4 5 5 8 8 8 8 11 11 12 12 15 17 22 23"),
    ];
    let gap = &compare(&kpi, &slices, &settings)[0].1;
    assert_abs_diff_eq!(gap.estimate.unwrap().value, 16.1165 - 8.4286, epsilon = 1e-4);
    assert_eq!(
        (gap.n, gap.unit.as_str(), gap.notes[0].as_str()),
        (21, "days", "days of the first 20, on average")
    );
}

#[test]
fn scores_and_medians_have_gaps_with_intervals() {
    let side = |level: &str, counts: [u64; 3]| {
        slice("all", "site", level, &[("value", vec![10.0, 7.0, 2.0])], &counts)
    };
    let slices = [side("North", [60, 28, 12]), side("South", [50, 30, 20])];
    let (kpi, score) = kpi("one_group", "nps");
    let gap = compare(&kpi, &slices, &score)[0].1.clone();
    // Worked out by hand, as in the documentation of the difference of two scores.
    assert_abs_diff_eq!(gap.estimate.unwrap().value, 0.18, epsilon = 1e-12);
    assert_abs_diff_eq!(gap.p_value.unwrap(), 0.0861, epsilon = 5e-5);
    let keys = [("answers".to_owned(), "median".to_owned())];
    let median = Settings::new(Level::P95, keys.into());
    let gap = compare(&kpi, &slices, &median)[0].1.clone();
    let (p, gap) = (gap.p_value.unwrap(), gap.estimate.unwrap());
    assert_abs_diff_eq!(gap.value, 10.0 - 8.5, epsilon = 1e-12);
    assert_eq!(p < 0.05, gap.low.unwrap() > 0.0);
    assert!(gap.low.unwrap() <= gap.value && gap.value <= gap.high.unwrap());
}
