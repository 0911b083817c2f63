use approx::assert_abs_diff_eq;

use super::*;
use crate::inference::FollowUp;

/// Entry, days, failed, two covariates, cluster, count.
type Row = (f64, f64, bool, [f64; 2], &'static str, u64);

const ROWS: [Row; 10] = [
    (0.0, 3.0, true, [1.0, 0.0], "a", 3),
    (0.0, 3.0, false, [2.0, 1.0], "a", 2),
    (1.0, 5.0, true, [4.0, 1.0], "b", 2),
    (0.0, 5.0, true, [1.0, 1.0], "c", 1),
    (2.0, 5.0, true, [3.0, 0.0], "c", 4),
    (0.0, 8.0, false, [2.0, 0.0], "d", 3),
    (0.0, 9.0, true, [5.0, 1.0], "d", 1),
    (4.0, 9.0, true, [2.0, 1.0], "e", 2),
    (0.0, 9.0, false, [1.0, 0.0], "", 2),
    (0.0, 0.0, true, [2.0, 0.0], "e", 1),
];

fn follow_up(
    &(entered, days, has_failed, values, cluster, count): &Row,
    is_clustered: bool,
) -> FollowUp {
    FollowUp {
        entered: Some(entered),
        days: Some(days),
        has_failed,
        covariates: values.map(Some).to_vec(),
        stratum: None,
        cluster: (is_clustered && !cluster.is_empty()).then(|| cluster.to_owned()),
        count,
    }
}

fn fit(rows: &[Row], is_clustered: bool) -> Result<CoxModel, InferenceError> {
    let rows = rows.iter().map(|row| follow_up(row, is_clustered));
    cox_regression(&FollowUps::new(&["age", "gap"], rows), Level::P95)
}

#[test]
fn counted_rows_give_what_the_same_rows_one_by_one_give_ties_included() {
    let single: Vec<Row> = ROWS
        .iter()
        .rev()
        .flat_map(|&(entered, days, failed, values, cluster, count)| {
            (0..count).map(move |_| (entered, days, failed, values, cluster, 1))
        })
        .collect();
    for is_clustered in [false, true] {
        assert_eq!(fit(&ROWS, is_clustered), fit(&single, is_clustered));
    }
}

#[test]
fn a_shift_or_a_scale_of_a_covariate_changes_only_its_own_points() {
    let plain = fit(&ROWS, true).unwrap();
    let moved = ROWS.map(|(entered, days, failed, [one, other], cluster, count)| {
        (entered, days, failed, [1e6 + 10.0 * one, other], cluster, count)
    });
    let moved = fit(&moved, true).unwrap();
    for (one, other, scale) in [(0, 0, 10.0), (1, 1, 1.0)] {
        let (one, other) =
            (&plain.hazard_ratios[one].coefficient, &moved.hazard_ratios[other].coefficient);
        assert_abs_diff_eq!(one.estimate.value, other.estimate.value * scale, epsilon = 1e-8);
        assert_abs_diff_eq!(one.p_value, other.p_value, epsilon = 1e-8);
    }
}

#[test]
fn failures_that_a_covariate_separates_have_no_ratio() {
    let separated = ROWS.map(|(entered, days, failed, [_, other], cluster, count)| {
        (entered, days, failed, [f64::from(u8::from(failed)), other], cluster, count)
    });
    let error = fit(&separated, false).unwrap_err().to_string();
    assert_eq!(
        error,
        "not computed: `age` separates failures, so that its hazard ratio has no finite value"
    );
}

#[test]
fn covariates_that_say_nothing_are_named() {
    let with = |change: &dyn Fn([f64; 2]) -> [f64; 2]| {
        let rows = ROWS.map(|(entered, days, failed, values, cluster, count)| {
            (entered, days, failed, change(values), cluster, count)
        });
        fit(&rows, false).unwrap_err().to_string()
    };
    assert_eq!(with(&|[_, gap]| [3.0, gap]), "not computed: every `age` is the same");
    let twice = "not computed: one covariate follows from the others among those at risk";
    assert_eq!(with(&|[age, _]| [age, 2.0 * age + 1.0]), twice);
}

#[test]
fn too_few_failures_covariates_or_clusters_are_refused() {
    let open = ROWS.map(|(entered, days, _, values, cluster, count)| {
        (entered, days, false, values, cluster, count)
    });
    let failures = InferenceError::TooFew { needed: 1, what: "failures", found: 0 };
    assert_eq!(fit(&open, false), Err(failures));
    let clusters = InferenceError::TooFew { needed: 4, what: "clusters", found: 3 };
    assert_eq!(fit(&ROWS[..5], true), Err(clusters));
    let none = cox_regression(&FollowUps::new(&[], []), Level::P95);
    assert_eq!(none, Err(InferenceError::TooFew { needed: 1, what: "covariates", found: 0 }));
}

/// R 4.2.2, survival 3.5.3: `coxph(Surv(entered, days, failed) ~ age + gap, cluster)` on the expanded rows, who enters on day 0
/// entered as −1 so that the end on day 0 counts.
#[test]
fn late_entries_ties_and_an_end_on_day_0_give_what_r_gives() {
    let model = fit(&ROWS, false).unwrap();
    let cases = [
        (0.175_323_905_742_205, 0.242_425_968_995_235, 0.185_543_564_752_997),
        (-0.099_296_712_094_171_6, 0.656_392_678_522_255, 0.440_507_247_779_42),
    ];
    let robust = fit(&ROWS, true).unwrap();
    assert_eq!((model.n_clusters, robust.n_clusters), (None, Some(7)));
    for (at, (value, standard_error, by_cluster)) in cases.into_iter().enumerate() {
        let found = &model.hazard_ratios[at].coefficient;
        assert_abs_diff_eq!(found.estimate.value, value, epsilon = 1e-12);
        assert_abs_diff_eq!(found.standard_error, standard_error, epsilon = 1e-12);
        let found = &robust.hazard_ratios[at].coefficient;
        // R takes no account of how few clusters there are.
        let by_cluster = by_cluster * f64::sqrt(7.0 / 6.0);
        assert_abs_diff_eq!(found.standard_error, by_cluster, epsilon = 1e-12);
        assert_eq!(found.df, Some(6.0));
    }
    assert_abs_diff_eq!(model.likelihood_ratio, 0.582_626_261_301_556, epsilon = 1e-12);
}

/// Efron's sums and the score residuals of a hundred million units, of which millions fail on the same day.
#[test]
fn a_hundred_million_units_cost_what_ten_rows_cost() {
    let many = ROWS.map(|(entered, days, failed, values, cluster, count)| {
        (entered, days, failed, values, cluster, count * 5_000_000)
    });
    let (few, many) = (fit(&ROWS, false).unwrap(), fit(&many, false).unwrap());
    assert_eq!(many.n, few.n * 5_000_000);
    for (one, other) in few.hazard_ratios.iter().zip(&many.hazard_ratios) {
        // Ties make the two differ a little: Efron's order of failures is finer with more of them.
        let (one, other) = (&one.coefficient, &other.coefficient);
        assert!((one.estimate.value - other.estimate.value).abs() < 0.05);
        assert!((one.standard_error / other.standard_error / 5e6_f64.sqrt() - 1.0).abs() < 0.05);
    }
}
