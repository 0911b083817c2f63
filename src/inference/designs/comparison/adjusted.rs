//! The adjusted differences of all arms, from one model.

use super::{Arm, between};
use crate::inference::groups::effect_groups::standardised;
use crate::inference::{Answer, InferenceError, Measurement, Settings, TestResult, ancova_hc3};
use crate::measures::Cells;

/// The columns `covariate_…`, each with its values.
pub(super) fn covariates(cells: &Cells) -> Vec<&[Option<f64>]> {
    let names = cells.names().iter().filter(|name| name.starts_with("covariate_"));
    names.filter_map(|name| cells.numbers(name)).collect()
}

/// One answer per arm but the reference.
pub(super) fn differences(
    names: &[Option<String>],
    waves: (&[Option<f64>], &[Option<f64>]),
    covariates: &[&[Option<f64>]],
    counts: &[u64],
    zero: &Arm,
    others: &[Arm],
    settings: &Settings,
) -> Result<Vec<Answer>, InferenceError> {
    // Every arm is the reference or one of the others.
    let place = |name: &str| others.iter().position(|arm| arm.name == name).map_or(0, |at| at + 1);
    let units: Vec<Measurement> = (0..counts.len())
        .filter_map(|row| {
            Some(Measurement {
                arm: place(names[row].as_deref()?),
                before: waves.0[row]?,
                after: waves.1[row]?,
                covariates: covariates.iter().map(|values| values[row]).collect::<Option<_>>()?,
                count: counts[row],
            })
        })
        .collect();
    let model = fit(units.clone(), others.len() + 1, settings);
    let in_arm = |arm: usize| -> u64 {
        units.iter().filter(|unit| unit.arm == arm).map(|unit| unit.count).sum()
    };
    let answer = |(at, one): (usize, &Arm)| {
        let mut answer = between("adjusted_difference", "points", "ancova_hc3", one, zero);
        let n = in_arm(0) + in_arm(at + 1);
        answer.n_missing += answer.n - n;
        answer.n = n;
        let test = model.clone().and_then(|model| {
            model[at].ok_or(InferenceError::TooFew {
                needed: 1,
                what: "complete units in each arm",
                found: 0,
            })
        });
        answer.filled(test, |answer, test| {
            answer.take(&test);
            standardise(answer, &test, one, zero, settings);
        })
    };
    others.iter().enumerate().map(answer).collect()
}

/// Results by arm; `None` for an arm without a complete unit, which the model does without.
fn fit(
    mut units: Vec<Measurement>,
    arms: usize,
    settings: &Settings,
) -> Result<Vec<Option<TestResult>>, InferenceError> {
    let present: Vec<usize> =
        (0..arms).filter(|&arm| units.iter().any(|unit| unit.arm == arm)).collect();
    if present.first() != Some(&0) {
        return Err(InferenceError::TooFew {
            needed: 1,
            what: "complete units in each arm",
            found: 0,
        });
    }
    if present.len() < 2 {
        return Ok(vec![None; arms - 1]);
    }
    for unit in &mut units {
        let at = present.iter().position(|&arm| arm == unit.arm);
        unit.arm = at.expect("every unit's arm is present");
    }
    let found = ancova_hc3(&units, present.len(), settings.level)?;
    let result = |arm| present.iter().position(|&other| other == arm).map(|at| found[at - 1]);
    Ok((1..arms).map(result).collect())
}

/// By the unadjusted spread at follow-up, as the What Works Clearinghouse has it.
pub(super) fn standardise(
    answer: &mut Answer,
    test: &TestResult,
    one: &Arm,
    zero: &Arm,
    settings: &Settings,
) {
    let moments = |arm: &Arm| arm.pairs.after().moments("complete pairs in each arm");
    let effect = moments(one).and_then(|one| {
        standardised(
            test.estimate.value,
            test.standard_error,
            &one,
            &moments(zero)?,
            settings.level,
        )
    });
    match effect {
        Ok(effect) => {
            answer.effect_kind = Some("hedges_g".to_owned());
            answer.effect = Some(effect);
        }
        Err(error) => answer.note(format!("effect size {error}")),
    }
}
