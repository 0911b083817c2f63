use std::collections::BTreeMap;

use approx::assert_abs_diff_eq;

use super::*;
use crate::inference::{Estimate, Level};
use crate::measures::Values;

fn cells(rows: &[(Option<f64>, Option<f64>, u64)]) -> Cells {
    let (mentor, mentee) = rows.iter().map(|row| (row.0, row.1)).unzip();
    let columns = vec![
        ("mentor".to_owned(), Values::Numbers(mentor)),
        ("mentee".to_owned(), Values::Numbers(mentee)),
    ];
    Cells::new(columns, rows.iter().map(|row| row.2).collect())
}

fn settings(keys: &[(&str, &str)]) -> Settings {
    let keys: BTreeMap<_, _> =
        keys.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect();
    Settings::new(Level::P95, keys)
}

fn find<'r>(reply: &'r Reply, name: &str) -> &'r Answer {
    reply.answers.iter().find(|answer| answer.answer == name).unwrap()
}

const ROWS: [(Option<f64>, Option<f64>, u64); 6] = [
    (Some(5.0), Some(4.0), 3),
    (Some(4.0), Some(4.0), 4),
    (Some(5.0), Some(2.0), 1),
    (Some(3.0), Some(4.0), 2),
    (None, Some(4.0), 5),
    (Some(9.0), Some(4.0), 1),
];

#[test]
fn a_dyad_with_one_side_missing_is_counted_and_one_off_the_scale_excluded() {
    let reply = answer(&cells(&ROWS), &settings(&[("minimum", "1"), ("maximum", "5")])).unwrap();
    let names: Vec<_> = reply.answers.iter().map(|answer| answer.answer.as_str()).collect();
    // The others are for a closer look, and given when they are asked for.
    let specified: Vec<_> = DESIGN.answers[..9].iter().map(|spec| spec.name).collect();
    assert_eq!(names, specified);
    for answer in &reply.answers {
        assert_eq!((answer.n, answer.n_missing, answer.n_excluded), (10, 5, 1));
    }
    let gap = find(&reply, "mean_gap");
    assert_abs_diff_eq!(gap.estimate.unwrap().value, 0.4, epsilon = 1e-12);
    assert_eq!(gap.df, Some(9.0));
    assert_abs_diff_eq!(
        find(&reply, "mean_absolute_gap").estimate.unwrap().value,
        0.8,
        epsilon = 1e-12
    );
    assert_abs_diff_eq!(find(&reply, "share_aligned").estimate.unwrap().value, 0.9);
    assert_eq!(find(&reply, "limits_of_agreement").notes.len(), 2);
}

#[test]
fn the_tolerance_decides_what_is_aligned() {
    let share = |tolerance: &str| {
        let reply = answer(&cells(&ROWS[..5]), &settings(&[("tolerance", tolerance)])).unwrap();
        find(&reply, "share_aligned").estimate.unwrap().value
    };
    for (tolerance, expected) in [("0", 0.4), ("1", 0.9), ("3", 1.0)] {
        assert_abs_diff_eq!(share(tolerance), expected);
    }
    assert!(answer(&cells(&ROWS), &settings(&[("tolerance", "-1")])).is_err());
}

#[test]
fn dyads_that_agree_fully_have_estimates_without_intervals() {
    let rows = [(Some(4.0), Some(4.0), 3), (Some(2.0), Some(2.0), 3)];
    let reply = answer(&cells(&rows), &settings(&[])).unwrap();
    let exact = |value: f64| Some(Estimate { value, low: None, high: None });
    assert_eq!(find(&reply, "mean_gap").estimate, exact(0.0));
    for name in ["icc_agreement", "icc_consistency", "weighted_kappa"] {
        assert_eq!(find(&reply, name).estimate, exact(1.0), "{name}");
    }
    assert!(find(&reply, "limits_of_agreement").estimate.is_none());
}

#[test]
fn no_complete_dyad_leaves_every_answer_with_a_note() {
    let reply = answer(&cells(&[(None, Some(4.0), 5)]), &settings(&[])).unwrap();
    assert!(
        reply.answers.iter().all(|answer| answer.estimate.is_none() && !answer.notes.is_empty())
    );
}

#[test]
fn a_closer_look_is_given_only_when_it_is_asked_for() {
    let scale = [("minimum", "1"), ("maximum", "5")];
    let mut keys = scale.to_vec();
    keys.push(("everything", "yes"));
    let found = answer(&cells(&ROWS), &settings(&keys)).unwrap();
    let names: Vec<_> = found.answers.iter().map(|answer| answer.answer.as_str()).collect();
    for spec in &DESIGN.answers[9..] {
        let family = |name: &&str| name.starts_with(spec.name);
        assert!(names.iter().any(family), "{}", spec.name);
    }
    for answer in &found.answers {
        assert!(answer.estimate.is_some() || !answer.notes.is_empty(), "{}", answer.answer);
        assert_eq!(answer.n_excluded, 1, "{}", answer.answer);
    }
    let limits = ["lower_limit", "upper_limit"].map(|name| find(&found, name).estimate.unwrap());
    let both = find(&found, "limits_of_agreement").estimate.unwrap();
    assert_eq!([Some(limits[0].value), Some(limits[1].value)], [both.low, both.high]);
    let check = find(&found, "partner_check");
    assert_eq!(
        check.notes[0],
        "mean size of the gap 0.800, of partners by lot 0.760; 2000 draws from seed 1"
    );
    let surface = find(&found, "response_surface_a1");
    assert_eq!(surface.notes[0], "not computed: the table has no column `outcome`");
}

/// G-18: what is highly correlated may lie far apart.
#[test]
fn a_high_correlation_is_not_called_agreement() {
    let rows: Vec<_> =
        (1..=8).map(|at| (Some(f64::from(at)), Some(f64::from(at) + 3.0), 5)).collect();
    let reply = answer(&cells(&rows), &settings(&[])).unwrap();
    assert_abs_diff_eq!(find(&reply, "icc_consistency").estimate.unwrap().value, 1.0);
    assert!(find(&reply, "icc_agreement").estimate.unwrap().value < 0.6);
    assert_abs_diff_eq!(find(&reply, "share_aligned").estimate.unwrap().value, 0.0);
}

/// G-21: where all answer high, mentor and mentee are close without knowing one another.
#[test]
fn closeness_that_any_two_have_is_not_taken_for_alignment() {
    let rows = [
        (Some(5.0), Some(5.0), 81),
        (Some(5.0), Some(4.0), 9),
        (Some(4.0), Some(5.0), 9),
        (Some(4.0), Some(4.0), 1),
    ];
    let found =
        answer(&cells(&rows), &settings(&[("answers", "share_aligned, partner_check")])).unwrap();
    assert_abs_diff_eq!(find(&found, "share_aligned").estimate.unwrap().value, 1.0);
    assert_abs_diff_eq!(
        find(&found, "partner_check").estimate.unwrap().value,
        0.0,
        epsilon = 1e-12
    );
    assert!(find(&found, "partner_check").p_value.unwrap() > 0.9);
}

#[test]
fn a_hundred_million_dyads_cost_what_their_distinct_answers_cost() {
    let rows: Vec<_> = ROWS.iter().map(|row| (row.0, row.1, row.2 * 10_000_000)).collect();
    let keys = [("everything", "yes"), ("minimum", "1"), ("maximum", "5")];
    let found = answer(&cells(&rows), &settings(&keys)).unwrap();
    for name in ["krippendorff_alpha", "kappa", "icc_consistency"] {
        let Estimate { value, low, high } = find(&found, name).estimate.unwrap();
        assert!(high.unwrap() - low.unwrap() < 1e-3 && low.unwrap() <= value, "{name}");
    }
    // The gap of these dyads is larger than chance, and so many of them cannot be chance.
    let check = find(&found, "partner_check");
    assert_abs_diff_eq!(check.estimate.unwrap().value, 0.04, epsilon = 1e-9);
    assert_abs_diff_eq!(check.p_value.unwrap(), 1.0 / 2001.0, epsilon = 1e-12);
}

/// Below a hundred dyads a surface is a guess: a guarded measure gives its gaps alone.
#[test]
fn a_guarded_surface_has_no_numbers_where_they_would_be_a_guess() {
    let wave = |at: u32| {
        (f64::from(1 + at % 5), f64::from(1 + at / 5 % 5), 0.3 * (f64::from(at) * 1.7).sin())
    };
    let rows: Vec<_> = (0..50).map(wave).collect();
    let table = |count: u64| {
        let column = |of: fn(&(f64, f64, f64)) -> f64| {
            Values::Numbers(rows.iter().map(|row| Some(of(row))).collect())
        };
        let columns = vec![
            ("mentor".to_owned(), column(|row| row.0)),
            ("mentee".to_owned(), column(|row| row.1)),
            ("outcome".to_owned(), column(|row| 4.0 - (row.0 - row.1).powi(2) / 4.0 + row.2)),
        ];
        Cells::new(columns, vec![count; 50])
    };
    let keys =
        [("answers", "response_surface, mean_absolute_gap"), ("midpoint", "3"), ("guard", "yes")];
    let curved = |count: u64| {
        let reply = answer(&table(count), &settings(&keys)).unwrap();
        assert!(find(&reply, "mean_absolute_gap").estimate.is_some());
        find(&reply, "response_surface_a4").clone()
    };
    let (few, enough) = (curved(1), curved(2));
    assert!(few.estimate.is_none() && few.notes[0].starts_with("not computed: too few dyads"));
    assert!(enough.estimate.unwrap().value < 0.0);
    assert_eq!(
        enough.notes,
        ["the surface is compatible with agreement going with a higher outcome"]
    );
}
