use super::*;
use crate::inference::designs::tests::{ask, names, numbers, settings, texts};
use crate::measures::Values;

const BEFORE: [f64; 10] = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0];
const AFTER: [f64; 10] = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4];

fn sleep() -> [(&'static str, Values); 2] {
    [("before", numbers(&BEFORE.map(Some))), ("after", numbers(&AFTER.map(Some)))]
}

fn value(reply: &Reply, name: &str) -> f64 {
    let found = reply.answers.iter().find(|answer| answer.answer == name);
    found.and_then(|answer| answer.estimate).unwrap().value
}

#[test]
fn the_sleep_data_have_their_known_answers() {
    let reply = ask("paired", &sleep(), &[1; 10], &[]);
    let change = &reply.answers[0];
    assert_eq!(
        (change.answer.as_str(), change.method.as_str(), change.n),
        ("mean_change", "paired_t", 10)
    );
    assert!((change.statistic.unwrap() - 4.0621).abs() < 5e-5);
    assert_eq!(change.effect_kind.as_deref(), Some("hedges_g_av"));
    assert!((change.effect.unwrap().value - 0.78459).abs() < 5e-6);
    assert_eq!(reply.answers[1].statistic, Some(45.0));
    assert!((value(&reply, "wilcoxon") - 1.3).abs() < 1e-9);
    assert!((value(&reply, "correlation") - 0.795_170_2).abs() < 5e-8);
    let z = ask("paired", &sleep(), &[1; 10], &[("effect", "hedges_g_z")]);
    assert!((z.answers[0].effect.unwrap().value - 1.17445).abs() < 5e-6);
}

#[test]
fn improved_maintained_and_declined_add_up_and_follow_the_better_direction() {
    let reply = ask("paired", &sleep(), &[1; 10], &[("margin", "1.3")]);
    let shares =
        |reply: &Reply| ["improved", "maintained", "declined"].map(|name| Some(value(reply, name)));
    assert_eq!(shares(&reply), [Some(0.6), Some(0.4), Some(0.0)]);
    let lower = ask("paired", &sleep(), &[1; 10], &[("better", "lower")]);
    assert_eq!(shares(&lower), [Some(0.0), Some(0.1), Some(0.9)]);
}

#[test]
fn the_first_test_of_the_header_leads() {
    let reply = ask("paired", &sleep(), &[1; 10], &[("tests", "wilcoxon_signed_rank, paired_t")]);
    assert_eq!(names(&reply)[..2], ["wilcoxon", "mean_change"]);
}

#[test]
fn mentees_of_one_mentor_are_one_cluster() {
    let mut table = sleep().to_vec();
    table.push(("cluster", texts(&["a", "a", "b", "b", "c", "c", "d", "d", "e", "e"])));
    let change = &ask("paired", &table, &[1; 10], &[]).answers[0];
    assert_eq!((change.n_clusters, change.method.as_str()), (Some(5), "paired_t_cr2"));
    assert!((change.df.unwrap() - 4.0).abs() < 1e-9);
    assert_eq!(change.notes.len(), 2);
}

#[test]
fn a_missing_follow_up_is_counted_and_an_unknown_effect_refused() {
    let table =
        [("before", numbers(&[Some(1.0), Some(2.0)])), ("after", numbers(&[Some(2.0), None]))];
    let reply = ask("paired", &table, &[6, 4], &[]);
    let change = &reply.answers[0];
    assert_eq!((change.n, change.n_missing, change.p_value), (6, 4, None));
    assert_eq!(change.notes, ["no interval: every change is the same"]);
    let columns = table.map(|(name, values)| (name.to_owned(), values)).to_vec();
    let asked = answer(&Cells::new(columns, vec![6, 4]), &settings(&[("effect", "size")]));
    assert!(matches!(asked, Err(InferenceError::Setting { .. })));
}

/// Everything that the design knows, with a value for every setting.
const CLOSER: [(&str, &str); 7] = [
    ("everything", "yes"),
    ("margin", "1"),
    ("reliability", "0.8"),
    ("population_mean", "1.5"),
    ("norm_mean", "3"),
    ("norm_deviation", "1.5"),
    ("reference_deviation", "1.2"),
];

#[test]
fn a_closer_look_gives_every_answer_of_numbers() {
    let reply = ask("paired", &sleep(), &[1; 10], &CLOSER);
    let shares = ["share_change", "share_before", "share_after", "nps_change"];
    let expected: Vec<&str> =
        DESIGN.answers.iter().map(|spec| spec.name).filter(|name| !shares.contains(name)).collect();
    assert_eq!(names(&reply), expected);
    assert!(reply.answers.iter().all(|answer| answer.estimate.is_some()), "{reply:#?}");
    assert!((value(&reply, "detectable_change") - 1.96 * 1.2 * 0.4_f64.sqrt()).abs() < 1e-12);
    assert!((value(&reply, "expected_change") - 0.15).abs() < 1e-9);
    assert!((value(&reply, "beyond_regression") - 1.43).abs() < 1e-9);
    assert!((value(&reply, "sign_test") - 1.0).abs() < 1e-12);
    let parts = ["reliably_improved", "reliably_unchanged", "reliably_declined"];
    assert!((parts.map(|name| value(&reply, name)).iter().sum::<f64>() - 1.0).abs() < 1e-12);
    assert!(value(&reply, "recovered") <= value(&reply, "reliably_improved"));
}

#[test]
fn a_closer_look_that_lacks_a_setting_says_which_when_it_is_asked_for() {
    let hidden = ask("paired", &sleep(), &[1; 10], &[("everything", "yes")]);
    assert!(names(&hidden).contains(&"pratt") && !names(&hidden).contains(&"equivalence"));
    for (answer, note) in [
        ("equivalence", "not computed: equivalence needs a `margin` above 0"),
        ("reliably_improved", "not computed: it needs `reliability`"),
        ("beyond_regression", "not computed: it needs `population_mean`"),
        ("share_change", "not computed: shares need answers of 0 and 1 at both waves"),
    ] {
        let reply = ask("paired", &sleep(), &[1; 10], &[("answers", answer)]);
        assert_eq!(reply.answers[0].notes, [note], "{answer}");
    }
}

#[test]
fn lower_is_better_turns_reliable_change_and_recovery_round() {
    let turned = |better: &'static str, norm: &'static str| {
        let mut asked = CLOSER.to_vec();
        asked.extend([("better", better), ("norm_mean", norm)]);
        ask("paired", &sleep(), &[1; 10], &asked)
    };
    let (higher, lower) = (turned("higher", "3"), turned("lower", "-3"));
    assert!(
        (value(&higher, "reliably_improved") - value(&lower, "reliably_declined")).abs() < 1e-12
    );
    assert!(value(&higher, "reliably_improved") > value(&lower, "reliably_improved"));
    let no_worse = turned("higher", "-3");
    let recovered = no_worse.answers.iter().find(|answer| answer.answer == "recovered").unwrap();
    assert_eq!(recovered.notes, ["not computed: people start no worse than the norm"]);
}

#[test]
fn a_small_change_is_equivalent_only_within_a_declared_margin() {
    let before: Vec<_> = (0..40).map(|at| Some(f64::from(at % 5))).collect();
    let after: Vec<_> =
        (0..40).map(|at| Some(f64::from(at % 5) + f64::from(at % 2) - 0.5)).collect();
    let table = [("before", numbers(&before)), ("after", numbers(&after))];
    let p_value = |margin: &'static str| {
        let asked = [("answers", "equivalence"), ("margin", margin)];
        ask("paired", &table, &[1; 40], &asked).answers[0].p_value.unwrap()
    };
    assert!(p_value("0.5") < 0.001 && p_value("0.05") > 0.2);
    let flat = [("before", numbers(&[Some(1.0)])), ("after", numbers(&[Some(2.0)]))];
    let reply = ask("paired", &flat, &[9], &[("answers", "equivalence"), ("margin", "1")]);
    assert_eq!(reply.answers[0].notes, ["not computed: every change is the same"]);
}

#[test]
fn shares_of_the_same_people_change_by_those_who_gained_less_those_who_lost() {
    let (no, yes) = (Some(0.0), Some(1.0));
    let table = [("before", numbers(&[yes, no, yes, no])), ("after", numbers(&[yes, yes, no, no]))];
    let asked = |tests: &'static str| {
        ask("paired", &table, &[59, 16, 6, 80], &[("everything", "yes"), ("tests", tests)])
    };
    let reply = asked("mcnemar_exact");
    let change = &reply.answers[0];
    assert_eq!(
        (change.answer.as_str(), change.method.as_str()),
        ("share_change", "newcombe_paired")
    );
    assert!((change.p_value.unwrap() - 0.0525).abs() < 5e-5);
    assert!((change.estimate.unwrap().low.unwrap() - 0.0046).abs() < 5e-5);
    assert_eq!(change.notes, ["16 gained, 6 lost", "p-value of McNemar's exact test"]);
    assert!((value(&reply, "share_after") - 75.0 / 161.0).abs() < 1e-12);
    assert!((value(&reply, "share_before") - 65.0 / 161.0).abs() < 1e-12);
    let mid = asked("mcnemar_mid_p");
    assert!((mid.answers[0].p_value.unwrap() - 0.0347).abs() < 5e-5);
    let still = ask("paired", &table, &[5, 0, 0, 5], &[("answers", "share_change")]);
    let change = &still.answers[0];
    assert!(change.estimate.is_some() && change.p_value.is_none());
    assert_eq!(change.notes, ["0 gained, 0 lost", "not computed: nobody changed"]);
}

#[test]
fn a_one_sided_test_is_told_and_says_so() {
    let asked = |alternative: &'static str| {
        ask("paired", &sleep(), &[1; 10], &[("everything", "yes"), ("alternative", alternative)])
    };
    let (both, greater, less) = (asked("two_sided"), asked("greater"), asked("less"));
    for name in ["mean_change", "wilcoxon", "pratt", "sign_test"] {
        let p_value = |reply: &Reply| {
            let found = reply.answers.iter().find(|answer| answer.answer == name).unwrap();
            (found.p_value.unwrap(), found.notes.join(" "))
        };
        let ((both, plain), (greater, said), (less, _)) =
            (p_value(&both), p_value(&greater), p_value(&less));
        assert!((greater - both / 2.0).abs() < 1e-12 && less > 0.99, "{name}: {greater} {less}");
        assert!(said.contains("one-sided") && !plain.contains("one-sided"), "{name}: {said}");
    }
    let wrong = answer(
        &Cells::new(sleep().map(|(name, values)| (name.to_owned(), values)).to_vec(), vec![1; 10]),
        &settings(&[("alternative", "up")]),
    );
    assert!(matches!(wrong, Err(InferenceError::Setting { .. })));
}

#[test]
fn an_unknown_test_is_refused_and_every_effect_size_has_its_name() {
    let cells = || {
        Cells::new(sleep().map(|(name, values)| (name.to_owned(), values)).to_vec(), vec![1; 10])
    };
    let error = answer(&cells(), &settings(&[("tests", "wilcoxon")])).unwrap_err().to_string();
    assert!(error.starts_with("`tests` is wilcoxon, allowed: paired_t, wilcoxon_signed_rank"));
    for (asked, name, expected) in [
        ("g_av", "hedges_g_av", 0.784_59),
        ("smcr", "smcr", 1.58 / 3.200_555_556_f64.sqrt() * 0.913_874_891_8),
        ("g_pre", "hedges_g_pre", 1.58 / 3.200_555_556_f64.sqrt() * (1.0 - 3.0 / 35.0)),
    ] {
        let found = answer(&cells(), &settings(&[("effect", asked)])).unwrap();
        assert_eq!(found.answers[0].effect_kind.as_deref(), Some(name));
        assert!((found.answers[0].effect.unwrap().value - expected).abs() < 5e-6, "{name}");
    }
}

/// Each scale has a reliability of its own, which its rows carry.
#[test]
fn the_reliability_of_the_rows_stands_for_that_of_the_header() {
    let mut table = sleep().to_vec();
    table.push(("reliability", numbers(&[Some(0.8); 10])));
    table.push(("reference_deviation", numbers(&[None; 10])));
    let asked = [("answers", "reliably_improved, reliably_unchanged, reliably_declined")];
    let carried = ask("paired", &table, &[1; 10], &asked);
    let keys = [asked[0], ("reliability", "0.8")];
    assert_eq!(carried, ask("paired", &sleep(), &[1; 10], &keys));
    assert!(carried.answers.iter().all(|answer| answer.estimate.is_some()));
}
