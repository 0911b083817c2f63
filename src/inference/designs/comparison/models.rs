//! Slopes, adjusted means, odds ratios, and an effect in other words.

use super::adjusted::standardise;
use super::closer::blank;
use super::units::Units;
use super::{Arm, between};
use crate::inference::{
    Answer, Estimate, InferenceError, LogisticModel, MeansPlan, OddsRatio, Settings,
    adjusted_means, ancova_hc3, ancova_slopes, cohens_u3, common_language, firth_logistic,
    improvement_index, logistic, minimum_detectable,
};

type Given = Result<Vec<Answer>, InferenceError>;

pub(super) fn slopes(units: &Units<'_>, one: &Arm, zero: &Arm, settings: &Settings) -> Given {
    let test = ancova_slopes(&units.measurements(), units.arms(), settings.level);
    let blank =
        blank("slopes_difference", "points per point", "ancova_slopes_hc3", units, one, zero);
    let place = units.place(one);
    Ok(vec![blank.filled(test, |answer, test| {
        answer.take(&test.differences[place - 1]);
        answer.note(format!(
            "that all slopes are alike: F({}, {}) = {:.3}, p = {:.3}",
            test.joint.df_between, test.joint.df_within, test.joint.statistic, test.joint.p_value
        ));
    })?])
}

pub(super) fn means(units: &Units<'_>, zero: &Arm, others: &[Arm], settings: &Settings) -> Given {
    let means = adjusted_means(&units.measurements(), units.arms(), settings.level);
    let answer = |arm: &Arm| {
        let place = units.place(arm);
        let measured = units.measurements();
        let n: u64 = measured.iter().filter(|unit| unit.arm == place).map(|unit| unit.count).sum();
        let missing = arm.pairs.n() + arm.pairs.n_missing() - n;
        let blank = Answer::named("adjusted_mean", "points", "ancova_hc3");
        let blank = blank.counted(n, missing).about(&arm.name);
        blank.filled(means.clone(), |answer, means| answer.take_interval(&means[place]))
    };
    std::iter::once(zero).chain(others).map(answer).collect()
}

pub(super) fn odds_ratio(units: &Units<'_>, one: &Arm, zero: &Arm, settings: &Settings) -> Given {
    let model = logistic(&units.observations(true), settings.level);
    odds("adjusted_odds_ratio", "logistic", model, units, (one, zero))
}

pub(super) fn firth_odds_ratio(
    units: &Units<'_>,
    one: &Arm,
    zero: &Arm,
    settings: &Settings,
) -> Given {
    let model = firth_logistic(&units.observations(true), settings.level);
    odds("firth_odds_ratio", "firth_logistic", model, units, (one, zero))
}

fn odds(
    name: &str,
    method: &str,
    model: Result<LogisticModel, InferenceError>,
    units: &Units<'_>,
    (one, zero): (&Arm, &Arm),
) -> Given {
    let indicator = units.indicator(one);
    let found = model.and_then(|model| {
        let is_it = |ratio: &&OddsRatio| ratio.name == indicator;
        let found = model.odds_ratios.iter().find(is_it).cloned();
        found.ok_or_else(|| InferenceError::Undefined { reason: "no such arm".to_owned() })
    });
    let blank = blank(name, "ratio", method, units, one, zero);
    Ok(vec![blank.filled(found, |answer, ratio| {
        answer.take(&ratio.coefficient);
        answer.estimate = Some(ratio.ratio);
    })?])
}

/// The adjusted difference in standard deviations.
fn effect(
    units: &Units<'_>,
    one: &Arm,
    zero: &Arm,
    settings: &Settings,
) -> Result<Estimate, InferenceError> {
    let tests = ancova_hc3(&units.measurements(), units.arms(), settings.level)?;
    let mut answer = Answer::default();
    standardise(&mut answer, &tests[units.place(one) - 1], one, zero, settings);
    answer.effect.ok_or(InferenceError::NoVariation { what: "answer at follow-up" })
}

fn in_words(
    (name, unit): (&str, &str),
    words: fn(Estimate) -> Estimate,
    units: &Units<'_>,
    (one, zero): (&Arm, &Arm),
    settings: &Settings,
) -> Given {
    let effect = effect(units, one, zero, settings);
    let blank = blank(name, unit, "hedges_g", units, one, zero);
    Ok(vec![blank.filled(effect, |answer, effect| {
        answer.estimate = Some(words(effect));
        answer.effect_kind = Some("hedges_g".to_owned());
        answer.effect = Some(effect);
    })?])
}

pub(super) fn improvement(units: &Units<'_>, one: &Arm, zero: &Arm, settings: &Settings) -> Given {
    let what = ("improvement_index", "percentile points");
    in_words(what, improvement_index, units, (one, zero), settings)
}

pub(super) fn below(units: &Units<'_>, one: &Arm, zero: &Arm, settings: &Settings) -> Given {
    in_words(("cohens_u3", "share"), cohens_u3, units, (one, zero), settings)
}

pub(super) fn above(units: &Units<'_>, one: &Arm, zero: &Arm, settings: &Settings) -> Given {
    in_words(("common_language", "share"), common_language, units, (one, zero), settings)
}

/// From the numbers of complete pairs and the waves' correlation within arms, not from the difference found.
pub(super) fn detectable(_: &Units<'_>, one: &Arm, zero: &Arm, settings: &Settings) -> Given {
    let power = settings.number("power")?.unwrap_or(0.8);
    let found = one.pairs.moments().and_then(|treated| {
        let control = zero.pairs.moments()?;
        let (one_df, zero_df) = (treated.before.n as f64 - 1.0, control.before.n as f64 - 1.0);
        let correlation =
            (one_df * treated.correlation + zero_df * control.correlation) / (one_df + zero_df);
        let plan = MeansPlan::TwoArms {
            treated: treated.before.n,
            control: control.before.n,
            explained: correlation.powi(2),
        };
        Ok((minimum_detectable(plan, power, settings.level)?, correlation))
    });
    let blank =
        between("minimum_detectable_effect", "standard deviations", "noncentral_t", one, zero);
    Ok(vec![blank.filled(found, |answer, (effect, correlation)| {
        answer.estimate = Some(Estimate { value: effect, low: None, high: None });
        answer.note(format!(
            "found with probability {power}; the waves correlate {correlation:.2} within arms"
        ));
    })?])
}
