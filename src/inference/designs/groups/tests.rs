//! Every answer about groups, and what is said when there is none.

use crate::inference::Answer;
use crate::inference::designs::tests::{ask, names, numbers, texts, words};

#[test]
fn every_group_stands_against_the_reference() {
    let table = [
        ("group_id", texts(&["b", "b", "a", "a", "c", "c"])),
        ("value", numbers(&[1.0, 3.0, 1.0, 2.0, 5.0, 9.0].map(Some))),
    ];
    let reply = ask("groups", &table, &[4; 6], &[]);
    assert_eq!(
        names(&reply),
        ["difference", "difference", "any_difference", "mean", "mean", "mean"]
    );
    let contrasts: Vec<_> =
        reply.answers.iter().map(|answer| answer.contrast.as_deref().unwrap_or("")).collect();
    assert_eq!(contrasts, ["b vs a", "c vs a", "", "a", "b", "c"]);
    assert_eq!(reply.answers[1].estimate.map(|found| found.value), Some(5.5));
    assert!(reply.answers[1].effect.unwrap().value > 0.0);
    let other = ask("groups", &table, &[4; 6], &[("reference", "c")]);
    assert_eq!(other.answers[0].contrast.as_deref(), Some("a vs c"));
}

#[test]
fn yes_and_no_give_a_difference_of_shares() {
    let table = [
        ("group_id", texts(&["x", "x", "y", "y"])),
        ("value", numbers(&[1.0, 0.0, 1.0, 0.0].map(Some))),
    ];
    let reply = ask("groups", &table, &[56, 14, 48, 32], &[("reference", "y")]);
    let difference =
        reply.answers.iter().find(|answer| answer.answer == "risk_difference").unwrap();
    assert!((difference.estimate.unwrap().low.unwrap() - 0.052_431).abs() < 5e-7);
}

#[test]
fn one_group_alone_is_compared_with_nothing() {
    let ids = [Some("a".to_owned()), None];
    let table = [("group_id", words(&ids)), ("value", numbers(&[Some(1.0), Some(2.0)]))];
    let reply = ask("groups", &table, &[4, 3], &[("reference", "control")]);
    assert_eq!(reply.answers[0].n_excluded, 3);
    assert_eq!(reply.answers[0].notes[1], "not computed: needs at least 2 groups, found 1");
}

#[test]
fn answers_for_a_closer_look_are_given_only_when_asked_for() {
    let table = [
        ("group_id", texts(&["a", "a", "b", "b", "c", "c"])),
        ("value", numbers(&[1.0, 3.0, 2.0, 5.0, 2.0, 5.5].map(Some))),
    ];
    let listed =
        "mann_whitney, brunner_munzel, superiority, shift, kruskal_wallis, dunn, games_howell";
    let reply = ask("groups", &table, &[4; 6], &[("answers", listed)]);
    let pairs = ["b vs a", "c vs a", "c vs b"];
    for (name, expected) in [
        ("mann_whitney", &pairs[..2]),
        ("brunner_munzel", &pairs[..2]),
        ("superiority", &pairs[..2]),
        ("shift", &pairs[..2]),
        ("kruskal_wallis", &[""][..]),
        ("dunn", &pairs[..]),
        ("games_howell", &pairs[..]),
    ] {
        let own = reply.answers.iter().filter(|answer| answer.answer == name);
        let contrasts: Vec<_> =
            own.clone().map(|answer| answer.contrast.as_deref().unwrap_or("")).collect();
        assert_eq!(contrasts, expected, "{name}");
        assert!(own.clone().all(|answer| answer.n > 0), "{name}");
        let has_number = |answer: &Answer| answer.estimate.is_some() || answer.p_value.is_some();
        assert!(own.clone().all(has_number), "{name}: {reply:?}");
    }
    assert_eq!(reply.answers.len(), 15);
    assert_eq!(reply.answers[8].effect_kind.as_deref(), Some("epsilon_squared"));
    assert!(reply.answers[0].notes[0].starts_with("exact"));
}

#[test]
fn shares_have_ratios_and_a_zero_cell_needs_a_declared_half() {
    let table = [
        ("group_id", texts(&["x", "x", "y", "y"])),
        ("value", numbers(&[1.0, 0.0, 1.0, 0.0].map(Some))),
    ];
    let asked = ("answers", "risk_ratio, odds_ratio, conditional_odds_ratio, cox_index");
    let reply = ask("groups", &table, &[80, 20, 70, 30], &[asked, ("reference", "y")]);
    let value = |at: usize| reply.answers[at].estimate.unwrap().value;
    assert!((value(0) - 8.0 / 7.0).abs() < 1e-12 && (value(3) - 0.325_426).abs() < 5e-7);
    assert!((value(1) - 4.0 / (7.0 / 3.0)).abs() < 1e-12);
    assert!(value(2) < value(1));
    let all_yes = [100, 0, 70, 30];
    let refused = ask("groups", &table, &all_yes, &[asked, ("reference", "y")]);
    assert_eq!(refused.answers[1].estimate, None);
    assert!(refused.answers[1].notes[0].contains("odds have no ratio"));
    let keys = [asked, ("reference", "y"), ("zero_cells", "half")];
    let declared = ask("groups", &table, &all_yes, &keys);
    assert!(declared.answers[3].estimate.unwrap().value > 1.0);
    assert!(declared.answers[1].notes[0].contains("a half was added"));
}

#[test]
fn categories_are_words_or_else_numbers() {
    let ids = texts(&["x", "x", "y", "y"]);
    let words = [
        ("group_id", ids.clone()),
        ("value", numbers(&[None; 4])),
        ("category", texts(&["yes", "no", "yes", "no"])),
    ];
    let asked = [("answers", "chi_square, fisher")];
    let found = ask("groups", &words, &[3, 1, 1, 3], &asked);
    let numbers = [("group_id", ids), ("value", numbers(&[1.0, 0.0, 1.0, 0.0].map(Some)))];
    assert_eq!(ask("groups", &numbers, &[3, 1, 1, 3], &asked), found);
    assert!((found.answers[0].statistic.unwrap() - 2.0).abs() < 1e-12);
    assert_eq!(found.answers[0].effect_kind.as_deref(), Some("cramers_v"));
    assert!(found.answers[0].notes[0].contains("ask for fisher"));
    assert!((found.answers[1].p_value.unwrap() - 34.0 / 70.0).abs() < 1e-12);
}

#[test]
fn everything_is_answered_or_explained_for_groups_that_cannot_be_compared() {
    let tables = [
        // Separated, without variation, and a group without any answer.
        ([Some(1.0), Some(1.0), Some(4.0), Some(5.0)], ["a", "a", "b", "b"]),
        ([Some(2.0), Some(2.0), Some(2.0), Some(2.0)], ["a", "a", "b", "b"]),
        ([Some(2.0), Some(3.0), None, None], ["a", "a", "b", "b"]),
        ([Some(2.0), Some(3.0), Some(1.0), None], ["a", "a", "a", "a"]),
    ];
    for (values, ids) in tables {
        let table = [("group_id", texts(&ids)), ("value", numbers(&values))];
        let reply = ask("groups", &table, &[3; 4], &[("everything", "yes")]);
        for answer in &reply.answers {
            let is_said = answer.estimate.is_some()
                || answer.p_value.is_some()
                || answer.notes.iter().any(|note| note.starts_with("not computed"));
            assert!(is_said, "{answer:?}");
        }
    }
}

/// Theil's example: one of four has everything, so that half of ln 4 lies between the halves.
#[test]
fn how_evenly_units_share_is_told_apart_from_how_evenly_groups_do() {
    let table = [
        ("group_id", texts(&["x", "x", "y", "y"])),
        ("value", numbers(&[0.0, 0.0, 0.0, 8.0].map(Some))),
    ];
    let reply = ask("groups", &table, &[1; 4], &[("answers", "theil, theil_between")]);
    assert_eq!(names(&reply), ["theil", "theil_between"]);
    let value = |at: usize| reply.answers[at].estimate.unwrap().value;
    assert!((value(0) - 4.0_f64.ln()).abs() < 1e-12 && (value(1) - 2.0_f64.ln()).abs() < 1e-12);
    assert_eq!(reply.answers[1].notes, ["50 in 100 of the index lie between the groups"]);
    assert_eq!(reply.answers[0].n, 4);
}
