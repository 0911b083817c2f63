//! Answers for a closer look at one number: given when the header asks for them.

use super::{binary, named};
use crate::inference::{
    Answer, Estimate, InferenceError, Level, Sample, Settings, clopper_pearson, jeffreys, quantile,
    variance_bonett, variance_chi_square,
};

/// Percentages of the quantiles without a header: the quarters.
const QUARTERS: [f64; 2] = [25.0, 75.0];

pub(super) fn answers(sample: &Sample, settings: &Settings) -> Result<Vec<Answer>, InferenceError> {
    let mut found = Vec::new();
    if settings.asks_for("quantile") {
        found.extend(quantiles(sample, settings)?);
    }
    if settings.asks_for("variance") {
        let spread = variance_bonett(sample, settings.level);
        found.push(filled(named("variance", "points²", "bonett", sample), spread)?);
    }
    if settings.asks_for("variance_normal") {
        let spread = sample
            .moments("answers")
            .and_then(|moments| variance_chi_square(&moments, settings.level));
        let mut answer = filled(named("variance_normal", "points²", "chi_square", sample), spread)?;
        answer.note("the interval holds for normal values only");
        found.push(answer);
    }
    let shares: [(&str, &str, fn(u64, u64, Level) -> Result<Estimate, InferenceError>); 2] = [
        ("share_exact", "clopper_pearson", clopper_pearson),
        ("share_jeffreys", "jeffreys", jeffreys),
    ];
    for (name, method, interval) in shares {
        if settings.asks_for(name) {
            let share =
                binary(sample).and_then(|()| interval(sample.n_yes(), sample.n(), settings.level));
            found.push(filled(named(name, "share", method, sample), share)?);
        }
    }
    Ok(found)
}

fn filled(
    blank: Answer,
    found: Result<Estimate, InferenceError>,
) -> Result<Answer, InferenceError> {
    blank.filled(found, |answer, estimate| answer.estimate = Some(estimate))
}

fn quantiles(sample: &Sample, settings: &Settings) -> Result<Vec<Answer>, InferenceError> {
    let asked = settings.numbers("quantiles")?;
    let percentages = if asked.is_empty() { QUARTERS.to_vec() } else { asked };
    let one = |percent: f64| {
        if !(1.0..=99.0).contains(&percent) || percent.fract() != 0.0 {
            return Err(InferenceError::Setting {
                name: "quantiles".to_owned(),
                found: percent.to_string(),
                allowed: "whole percentages from 1 to 99, such as 25, 75".to_owned(),
            });
        }
        let blank = named(&format!("quantile_{percent}"), "points", "order_statistics", sample);
        let mut answer = filled(blank, quantile(sample, percent / 100.0, settings.level))?;
        if answer.estimate.is_some_and(|found| found.low.is_none() || found.high.is_none()) {
            answer.note("an end is open: too few values for this confidence level");
        }
        Ok(answer)
    };
    percentages.into_iter().map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inference::designs::tests::{ask, names, numbers, settings};
    use crate::inference::{Reply, answer};
    use crate::measures::Cells;

    fn asked(values: &[f64], keys: &[(&str, &str)]) -> Reply {
        let values: Vec<_> = values.iter().map(|&value| Some(value)).collect();
        ask("one_group", &[("value", numbers(&values))], &vec![1; values.len()], keys)
    }

    #[test]
    fn quantiles_carry_their_percentage_in_the_name() {
        let scores = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0, 11.0];
        let reply = asked(&scores, &[("answers", "quantile")]);
        assert_eq!(names(&reply), ["quantile_25", "quantile_75"]);
        assert_eq!(reply.answers[0].estimate.map(|found| found.value), Some(3.5));
        let tenth = asked(&scores, &[("answers", "quantile"), ("quantiles", "10")]);
        assert_eq!(names(&tenth), ["quantile_10"]);
        assert_eq!(
            tenth.answers[0].notes,
            ["an end is open: too few values for this confidence level"]
        );
        let cells = Cells::new(vec![("value".to_owned(), numbers(&[Some(1.0)]))], vec![9]);
        for wrong in ["0", "100", "12.5", "half"] {
            let keys = settings(&[("answers", "quantile"), ("quantiles", wrong)]);
            assert!(matches!(
                answer("one_group", &cells, &keys),
                Err(InferenceError::Setting { .. })
            ));
        }
    }

    #[test]
    fn a_share_has_two_more_intervals_and_only_of_yes_and_no() {
        let keys = [("answers", "share_exact, share_jeffreys")];
        let reply = asked(&[1.0, 1.0, 0.0, 1.0], &keys);
        assert!(reply.answers.iter().all(|share| share.estimate.unwrap().value == 0.75));
        let scores = asked(&[1.0, 2.0], &keys);
        assert!(scores.answers.iter().all(|share| share.estimate.is_none()));
    }

    #[test]
    fn both_variances_have_one_estimate_and_different_intervals() {
        let hours = [1.2, 2.4, 1.3, 1.3, 0.0, 1.0, 1.8, 0.8, 4.6, 1.4];
        let reply = asked(&hours, &[("answers", "variance, variance_normal")]);
        let [any, normal] = [0, 1].map(|at| reply.answers[at].estimate.unwrap());
        assert!((any.value - normal.value).abs() < 1e-12 && any.high > normal.high);
    }
}
