use super::*;
use crate::inference::designs::tests::{ask, names, numbers, texts, words};
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
