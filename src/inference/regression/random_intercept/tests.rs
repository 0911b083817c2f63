use approx::assert_abs_diff_eq;

use super::*;
use crate::inference::Observation;

fn rows(outcomes: &[f64], clusters: &[&str], counts: &[u64]) -> Vec<Observation> {
    let row = |at: usize| Observation {
        outcome: Some(outcomes[at]),
        predictors: vec![Some((at % 3) as f64)],
        cluster: (!clusters[at].is_empty()).then(|| clusters[at].to_owned()),
        count: counts[at],
    };
    (0..outcomes.len()).map(row).collect()
}

const CLUSTERS: [&str; 10] = ["a", "a", "b", "b", "c", "c", "d", "d", "", ""];

#[test]
fn clusters_that_do_not_differ_leave_the_plain_model() {
    let outcomes = [1.0, 9.0, 2.0, 8.0, 9.0, 1.0, 8.0, 2.0, 5.0, 4.0];
    let observations = Observations::new(&["x"], rows(&outcomes, &CLUSTERS, &[1; 10]));
    let model = random_intercept(&observations).unwrap();
    assert_eq!((model.between, model.icc()), (0.0, 0.0));
    let plain = least_squares(&observations).unwrap();
    assert_abs_diff_eq!(model.within, plain.residual_variance(), epsilon = 1e-12);
    let slope = model.contrast(&model.only("x").unwrap(), Level::P95).unwrap();
    assert_abs_diff_eq!(slope.df.unwrap(), 8.0, epsilon = 1e-9);
}

#[test]
fn what_cannot_be_fitted_is_said() {
    let outcomes = [1.0, 9.0, 2.0, 8.0, 9.0, 1.0, 8.0, 2.0, 5.0, 4.0];
    let three = ["a", "a", "b", "b", "c", "c", "a", "b", "c", "c"];
    let found = random_intercept(&Observations::new(&["x"], rows(&outcomes, &three, &[1; 10])));
    assert_eq!(found, Err(InferenceError::TooFew { needed: 4, what: "clusters", found: 3 }));
    let alone = random_intercept(&Observations::new(&["x"], rows(&outcomes, &[""; 10], &[1; 10])));
    assert!(alone.unwrap_err().to_string().contains("no two units share a cluster"));
    // Nothing varies within clusters.
    let level = [1.0, 1.0, 2.0, 2.0, 5.0, 5.0, 9.0, 9.0, 4.0, 3.0];
    let flat = rows(&level, &CLUSTERS, &[1; 10])
        .into_iter()
        .map(|row| Observation { predictors: vec![], ..row });
    let found = random_intercept(&Observations::new(&[], flat));
    assert!(matches!(found, Err(InferenceError::NoVariation { .. })), "{found:?}");
}
