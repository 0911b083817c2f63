use super::*;
use crate::inference::designs::tests::{
    Columns, Dice, ask, assert_same, names, numbers, picked, settings, some_table, texts, words,
};
use crate::measures::Values;

/// Two arms of four, the mentees two points ahead at the end; one of each is lost.
fn table() -> Vec<(&'static str, Values)> {
    let before = [1.0, 2.0, 3.0, 4.0, 5.0, 1.0, 2.0, 3.0, 4.0, 2.0].map(Some);
    let mut after = [3.5, 4.0, 5.5, 6.0, 0.0, 1.5, 2.0, 3.5, 4.0, 0.0].map(Some);
    (after[4], after[9]) = (None, None);
    let arms = [
        "mentee", "mentee", "mentee", "mentee", "mentee", "control", "control", "control",
        "control", "control",
    ];
    vec![("arm", texts(&arms)), ("before", numbers(&before)), ("after", numbers(&after))]
}

fn find<'a>(reply: &'a Reply, name: &str, contrast: &str) -> &'a Answer {
    let is_it =
        |answer: &&Answer| answer.answer == name && answer.contrast.as_deref() == Some(contrast);
    reply.answers.iter().find(is_it).unwrap()
}

#[test]
fn the_arms_are_compared_every_way() {
    let reply = ask("comparison", &table(), &[2; 10], &[]);
    let expected = [
        "difference_in_change",
        "adjusted_difference",
        "baseline_difference",
        "attrition",
        "mean_before",
        "mean_before",
        "mean_after",
        "mean_after",
    ];
    assert_eq!(names(&reply), expected);
    let change = &reply.answers[0];
    assert_eq!(
        (change.n, change.n_missing, change.contrast.as_deref()),
        (16, 4, Some("mentee vs control"))
    );
    assert!((change.estimate.unwrap().value - 2.0).abs() < 1e-12);
    assert_eq!(change.effect_kind.as_deref(), Some("d_ppc2"));
    let adjusted = &reply.answers[1];
    assert!((adjusted.estimate.unwrap().value - 2.0).abs() < 1e-9);
    assert_eq!((adjusted.df, adjusted.effect_kind.as_deref()), (Some(13.0), Some("hedges_g")));
    let baseline = &reply.answers[2];
    assert_eq!(baseline.notes, ["baseline equivalence: satisfied"]);
    let lost = &reply.answers[3];
    assert_eq!(lost.n, 20);
    assert!((lost.estimate.unwrap().value - 0.2).abs() < 1e-12);
    assert_eq!(
        lost.notes,
        ["differential attrition 0.0 percentage points", "inside the WWC's cautious boundary"]
    );
    let mean = find(&reply, "mean_before", "control").estimate;
    assert_eq!(mean.map(|mean| mean.value), Some(2.5));
}

#[test]
fn swapping_the_reference_flips_the_sign() {
    let reply = ask("comparison", &table(), &[2; 10], &[("reference", "mentee")]);
    for name in ["difference_in_change", "adjusted_difference"] {
        assert!(
            (find(&reply, name, "control vs mentee").estimate.unwrap().value + 2.0).abs() < 1e-9
        );
    }
}

#[test]
fn a_covariate_that_is_missing_leaves_the_unit_out_of_the_model_only() {
    let mut table = table();
    let mut ages = [14.0, 15.0, 13.0, 16.0, 12.0, 15.0, 13.0, 16.0, 14.0, 12.0].map(Some);
    ages[0] = None;
    table.push(("covariate_age", numbers(&ages)));
    let reply = ask("comparison", &table, &[2; 10], &[]);
    let (change, adjusted) = (&reply.answers[0], &reply.answers[1]);
    assert_eq!((change.n, change.n_missing), (16, 4));
    assert_eq!((adjusted.n, adjusted.n_missing, adjusted.df), (14, 6, Some(10.0)));
}

#[test]
fn a_slice_without_the_reference_is_not_compared_with_another() {
    let reply = ask("comparison", &table(), &[2; 10], &[("reference", "waitlist")]);
    assert_eq!(reply.answers[0].notes, ["not computed: no unit is in the arm waitlist"]);
    let one = [
        ("arm", texts(&["mentee"])),
        ("before", numbers(&[Some(1.0)])),
        ("after", numbers(&[Some(2.0)])),
    ];
    let alone = ask("comparison", &one, &[9], &[("answers", "attrition")]);
    assert_eq!((alone.answers.len(), alone.answers[0].answer.as_str()), (1, "attrition"));
}

#[test]
fn an_arm_nobody_was_followed_up_in_does_not_break_the_others() {
    let mut columns = table();
    let arms: Vec<_> = [
        "mentee", "mentee", "mentee", "mentee", "peer", "control", "control", "control", "control",
        "",
    ]
    .iter()
    .map(|arm| (!arm.is_empty()).then(|| (*arm).to_owned()))
    .collect();
    columns[0] = ("arm", words(&arms));
    let reply = ask("comparison", &columns, &[2; 10], &[]);
    let adjusted = find(&reply, "adjusted_difference", "mentee vs control");
    assert!((adjusted.estimate.unwrap().value - 2.0).abs() < 1e-9);
    assert_eq!(adjusted.n_excluded, 2);
    assert_eq!(find(&reply, "adjusted_difference", "peer vs control").estimate, None);
    assert_eq!(find(&reply, "attrition", "peer vs control").notes.len(), 3);
}

const EVERYTHING: [(&str, &str); 6] = [
    ("everything", "yes"),
    ("imputations", "3"),
    ("cluster_size", "3"),
    ("scale_low", "1"),
    ("scale_high", "5"),
    ("seed", "2"),
];

#[test]
fn a_closer_look_gives_for_counted_rows_what_it_gives_for_the_same_rows_one_by_one() {
    let mut dice = Dice(13);
    for rows in [3, 12, 40, 120] {
        let (mut columns, counts) = some_table(&DESIGN, &mut dice, rows);
        // Two arms of three.
        let arm = |row: usize| Some(["control", "mentee", "peer"][row % 3].to_owned());
        columns[0] = ("arm".to_owned(), Values::Texts((0..rows).map(arm).collect()));
        let found = |columns: Columns, counts: Vec<u64>| {
            answer(&Cells::new(columns, counts), &settings(&EVERYTHING)).unwrap()
        };
        let each = |row: usize| std::iter::repeat_n(row, usize::try_from(counts[row]).unwrap());
        let single: Vec<usize> = (0..rows).rev().flat_map(each).collect();
        let expanded = found(picked(&columns, &single), vec![1; single.len()]);
        let counted = found(columns.clone(), counts.clone());
        assert_same(&DESIGN, &counted, &expanded);
        let total: u64 = counts.iter().sum();
        for answer in &counted.answers {
            assert!(answer.n + answer.n_missing + answer.n_excluded <= total, "{answer:?}");
            assert!(answer.estimate.is_some() || !answer.notes.is_empty(), "{answer:?}");
            let ends = |found: Estimate| {
                found.low.is_none_or(|low| low <= found.value)
                    && found.high.is_none_or(|high| found.value <= high)
            };
            assert!(answer.estimate.is_none_or(ends), "{answer:?}");
        }
    }
}

#[test]
fn every_closer_answer_is_listed_and_given_only_when_it_is_asked_for() {
    let plain = ask("comparison", &table(), &[2; 10], &[]);
    assert_eq!(plain.answers.len(), 8);
    let (columns, counts) = some_table(&DESIGN, &mut Dice(3), 60);
    let mut columns = columns;
    let arm = |row: usize| Some(["control", "mentee"][row % 2].to_owned());
    columns[0] = ("arm".to_owned(), Values::Texts((0..60).map(arm).collect()));
    let reply = answer(&Cells::new(columns, counts), &settings(&EVERYTHING)).unwrap();
    for spec in DESIGN.answers {
        let is_of = |answer: &&Answer| {
            answer.answer == spec.name
                || ["low", "high"].iter().any(|end| answer.answer == format!("{}_{end}", spec.name))
        };
        let given: Vec<&Answer> = reply.answers.iter().filter(is_of).collect();
        assert!(!given.is_empty(), "{} is not given", spec.name);
        // Answers of five are no yes and no, and three deviations may not turn a difference.
        let is_absent = ["adjusted_odds_ratio", "firth_odds_ratio", "tipping_point"];
        for answer in given.iter().filter(|_| !is_absent.contains(&spec.name)) {
            assert!(answer.estimate.is_some(), "{answer:?}");
        }
    }
}

/// G-03: the design that knows the schools gives a wider interval than the one that does not.
#[test]
fn schools_that_differ_widen_the_interval_of_a_difference() {
    let rows = 120;
    let school = |row: usize| format!("school {}", row % 12);
    let arms: Vec<_> =
        (0..rows).map(|row| Some(["control", "mentee"][row % 2].to_owned())).collect();
    let schools: Vec<_> = (0..rows).map(|row| Some(school(row))).collect();
    let before: Vec<_> = (0..rows).map(|row| Some((row * 7 % 11) as f64)).collect();
    let after: Vec<_> = (0..rows)
        .map(|row| Some((row * 7 % 11 + 3 * (row % 12 * 5 % 7) + row * 13 % 5) as f64))
        .collect();
    let columns = [
        ("arm", words(&arms)),
        ("before", numbers(&before)),
        ("after", numbers(&after)),
        ("cluster", words(&schools)),
    ];
    let asked = [("answers", "adjusted_difference, clustered_difference, mixed_difference")];
    let reply = ask("comparison", &columns, &vec![1; rows], &asked);
    assert_eq!(names(&reply), ["adjusted_difference", "clustered_difference", "mixed_difference"]);
    let width = |answer: &Answer| {
        let estimate = answer.estimate.unwrap();
        estimate.high.unwrap() - estimate.low.unwrap()
    };
    assert!(width(&reply.answers[1]) > 1.5 * width(&reply.answers[0]));
    assert_eq!(reply.answers[1].n_clusters, Some(12));
    let (plain, robust) = (&reply.answers[0], &reply.answers[1]);
    // Who names the schools gets it without asking.
    let unasked = ask("comparison", &columns, &vec![1; rows], &[]);
    assert!(names(&unasked).contains(&"clustered_difference"));
    let apart = plain.estimate.unwrap().value - robust.estimate.unwrap().value;
    assert!(apart.abs() < 1e-9);
}

#[test]
fn what_a_closer_look_needs_and_does_not_get_is_said() {
    let asked = [("answers", "clustered_difference, worst_case, cluster_corrected_difference")];
    let reply = ask("comparison", &table(), &[2; 10], &asked);
    let notes: Vec<&str> =
        reply.answers.iter().map(|answer| answer.notes.last().unwrap().as_str()).collect();
    assert!(notes[0].contains("no unit names its `cluster`"), "{notes:?}");
    assert!(notes[1].contains("`scale_low` and `scale_high`"), "{notes:?}");
    assert!(notes.last().unwrap().contains("`cluster_size`"), "{notes:?}");
    let wrong = Cells::new(
        table().into_iter().map(|(name, values)| (name.to_owned(), values)).collect(),
        vec![2; 10],
    );
    for (key, text) in [("imputations", "1"), ("clustered", "none"), ("icc", "much")] {
        let keys = [("everything", "yes"), (key, text)];
        let found = answer(&wrong, &settings(&keys));
        assert!(matches!(found, Err(InferenceError::Setting { .. })), "{key}");
    }
}

/// G-20 and G-05 in one table: a difference that is not clear comes with what could have been found, and with the lost.
#[test]
fn an_unclear_difference_is_not_called_none() {
    let asked = [
        ("answers", "minimum_detectable_effect, lee_bounds, worst_case"),
        ("scale_low", "0"),
        ("scale_high", "10"),
    ];
    let reply = ask("comparison", &table(), &[2; 10], &asked);
    assert_eq!(
        names(&reply),
        [
            "minimum_detectable_effect",
            "lee_bounds_low",
            "lee_bounds_high",
            "worst_case_low",
            "worst_case_high"
        ]
    );
    let value = |at: usize| reply.answers[at].estimate.unwrap().value;
    assert!(value(0) > 0.2 && value(0) < 2.0, "{}", value(0));
    assert!(value(3) < value(1) && value(2) < value(4));
    // Sixteen are followed up, four are lost; everybody counts.
    assert_eq!((reply.answers[3].n, reply.answers[3].n_missing), (16, 4));
}
