//! Change beyond error of measurement, and beyond regression to the mean.

use super::{DIRECTIONS, better, named, unsuited};
use crate::inference::{
    Answer, BeyondRegression, Estimate, InferenceError, Pair, Paired, Precision, Settings,
    beyond_regression, clinical_cutoff, minimum_detectable_change, reliable_change, wilson,
};

pub(super) fn closer(pairs: &Paired, settings: &Settings) -> Result<Vec<Answer>, InferenceError> {
    let mut found = reliable(pairs, settings)?;
    let regression = || {
        let mean = needed(settings, "population_mean")?;
        let correlation = needed(settings, "reliability")?;
        beyond_regression(pairs, mean, correlation, settings.level)
    };
    if settings.asks_for("expected_change") {
        let blank = named("expected_change", "points", "davis", pairs);
        found.push(blank.filled(regression(), |answer, BeyondRegression { expected, .. }| {
            answer.estimate = Some(Estimate { value: expected, ..Estimate::default() });
            answer.note("by regression to the mean alone, from where each one started");
        })?);
    }
    if settings.asks_for("beyond_regression") {
        let alternative = settings.alternative()?;
        let blank = named("beyond_regression", "points", "davis", pairs);
        found.push(blank.filled(regression(), |answer, found| {
            answer.take(&found.excess);
            answer.take_p(&found.excess.p_values(), alternative);
            answer.note(format!(
                "mean change {:.3}, of which {:.3} is expected by regression to the mean",
                found.observed, found.expected
            ));
        })?);
    }
    Ok(found)
}

fn reliable(pairs: &Paired, settings: &Settings) -> Result<Vec<Answer>, InferenceError> {
    let mut found = Vec::new();
    let level = settings.level;
    if settings.asks_for("detectable_change") {
        let blank = named("detectable_change", "points", "jacobson_truax", pairs);
        found.push(blank.filled(precision(pairs, settings), |answer, measure| {
            let value = minimum_detectable_change(&measure);
            answer.estimate = Some(Estimate { value, ..Estimate::default() });
            answer.note(format!(
                "of one person, 95 %; standard error of measurement {:.3}",
                measure.standard_error()
            ));
        })?);
    }
    let sign = better(settings);
    for name in DIRECTIONS[1] {
        if settings.asks_for(name) {
            let change = precision(pairs, settings)
                .and_then(|measure| reliable_change(pairs, &measure, level));
            let blank = named(name, "share", "jacobson_truax", pairs);
            found.push(blank.filled(change, |answer, change| {
                let is_up = (name == "reliably_improved") == (sign > 0.0);
                answer.estimate = Some(match name {
                    "reliably_unchanged" => change.unchanged,
                    _ if is_up => change.up,
                    _ => change.down,
                });
                answer.note(format!(
                    "a change of more than {:.2} is reliable; without any, 2.5 of 100 are expected on either side",
                    change.bound
                ));
            })?);
        }
    }
    if settings.asks_for("recovered") {
        let blank = named("recovered", "share", "jacobson_truax", pairs);
        found.push(blank.filled(recovered(pairs, settings), |answer, (share, cutoff)| {
            answer.estimate = Some(share);
            answer.note(format!("reliably improved, and past the cutoff of {cutoff:.2}"));
        })?);
    }
    Ok(found)
}

fn needed(settings: &Settings, key: &str) -> Result<f64, InferenceError> {
    settings.number(key)?.ok_or_else(|| unsuited(&format!("it needs `{key}`")))
}

fn precision(pairs: &Paired, settings: &Settings) -> Result<Precision, InferenceError> {
    let reliability = needed(settings, "reliability")?;
    Precision::new(deviation(pairs, settings)?, reliability)
}

/// Of a reference sample when the header knows it, else of the first wave.
fn deviation(pairs: &Paired, settings: &Settings) -> Result<f64, InferenceError> {
    match settings.number("reference_deviation")? {
        Some(deviation) if deviation > 0.0 => Ok(deviation),
        Some(other) => Err(InferenceError::Setting {
            name: "reference_deviation".to_owned(),
            found: other.to_string(),
            allowed: "a number above 0".to_owned(),
        }),
        None => Ok(pairs.before().moments("complete pairs")?.variance.sqrt()),
    }
}

fn recovered(pairs: &Paired, settings: &Settings) -> Result<(Estimate, f64), InferenceError> {
    let measure = precision(pairs, settings)?;
    let norm = (needed(settings, "norm_mean")?, needed(settings, "norm_deviation")?);
    let start = pairs.before().moments("complete pairs")?;
    let sign = better(settings);
    if sign * (norm.0 - start.mean) <= 0.0 {
        let reason = "people start no worse than the norm".to_owned();
        return Err(InferenceError::Undefined { reason });
    }
    let cutoff = clinical_cutoff(norm, (start.mean, deviation(pairs, settings)?))?;
    let bound = minimum_detectable_change(&measure);
    let has_recovered = |pair: &Pair| {
        let change = crate::inference::paired::pairs::difference(pair.before, pair.after);
        let is_past = |value: f64| sign * (value - cutoff) > 0.0;
        sign * change > bound && is_past(pair.after) && !is_past(pair.before)
    };
    let n = pairs.sample(|pair| f64::from(u8::from(has_recovered(pair)))).n_yes();
    Ok((wilson(n, pairs.n(), settings.level)?, cutoff))
}
