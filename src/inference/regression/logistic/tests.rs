use approx::assert_abs_diff_eq;

use super::*;
use crate::inference::Observation;

fn cell(x: f64, yes: f64, count: u64) -> Observation {
    Observation { outcome: Some(yes), predictors: vec![Some(x)], count, cluster: None }
}

fn table(cells: &[(f64, f64, u64)]) -> Observations {
    Observations::new(&["x"], cells.iter().map(|&(x, yes, count)| cell(x, yes, count)))
}

#[test]
fn a_separating_predictor_is_an_error_that_names_the_way_out() {
    for cells in [
        // All of one kind say yes; and a number above which all do.
        vec![(0.0, 0.0, 5), (1.0, 1.0, 5), (1.0, 0.0, 3)],
        vec![(1.0, 0.0, 5), (2.0, 0.0, 5), (3.0, 1.0, 5), (4.0, 1.0, 1)],
        vec![(1.0, 0.0, 5), (2.0, 0.0, 5), (2.0, 1.0, 5), (4.0, 1.0, 1)],
    ] {
        let error = logistic(&table(&cells), Level::P95).unwrap_err();
        assert!(error.to_string().contains("`firth_logistic`"), "{error}");
        let firth = firth_logistic(&table(&cells), Level::P95).unwrap();
        let x = &firth.odds_ratios[1];
        assert!(x.coefficient.estimate.value > 0.0 && x.ratio.value.is_finite());
        assert!(x.coefficient.p_value < 0.05 && x.coefficient.estimate.low.unwrap() > 0.0);
    }
}

#[test]
fn a_table_of_four_has_its_odds_ratio() {
    let cells = [(0.0, 0.0, 15), (0.0, 1.0, 5), (1.0, 0.0, 10), (1.0, 1.0, 20)];
    let model = logistic(&table(&cells), Level::P95).unwrap();
    let x = &model.odds_ratios[1];
    assert_abs_diff_eq!(x.ratio.value, 6.0, epsilon = 1e-9);
    let error = (1.0 / 15.0 + 1.0 / 5.0 + 1.0 / 10.0 + 1.0 / 20.0_f64).sqrt();
    assert_abs_diff_eq!(x.coefficient.standard_error, error, epsilon = 1e-9);
    assert_eq!((model.n, model.n_yes), (50, 25));
}

#[test]
fn what_cannot_be_fitted_is_said() {
    let same = logistic(&table(&[(0.0, 1.0, 5), (1.0, 1.0, 5)]), Level::P95);
    assert_eq!(same, Err(InferenceError::NoVariation { what: "outcome" }));
    let constant = [(1.0, 1.0, 5), (1.0, 0.0, 5)];
    for model in [logistic, firth_logistic] {
        let found = model(&table(&constant), Level::P95);
        assert!(found.unwrap_err().to_string().contains("`x` does not vary"));
        let scale = model(&table(&[(1.0, 2.0, 5), (0.0, 1.0, 5)]), Level::P95);
        assert!(matches!(scale, Err(InferenceError::Unsuited { .. })), "{scale:?}");
        let few = model(&table(&[(1.0, 1.0, 1)]), Level::P95);
        assert!(matches!(few, Err(InferenceError::TooFew { .. })), "{few:?}");
    }
}
