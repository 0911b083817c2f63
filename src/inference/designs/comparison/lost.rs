//! Differences of arms that do not forget those who were lost.

use super::units::Units;
use super::{Arm, between};
use crate::inference::{
    Answer, AttritionAssumption, Bounds, Estimate, ImputationPlan, InferenceError, Sample,
    Settings, attrition, attrition_bias, imputed_difference, lee_bounds, tipping_point,
    worst_case_difference,
};

type Given = Result<Vec<Answer>, InferenceError>;

/// An answer for which everybody counts who was assigned.
fn everybody(name: &str, unit: &str, method: &str, one: &Arm, zero: &Arm) -> Answer {
    let all = one.followed.assigned + zero.followed.assigned;
    between(name, unit, method, one, zero).counted(all, 0)
}

pub(super) fn imputed(units: &Units<'_>, one: &Arm, zero: &Arm, settings: &Settings) -> Given {
    let plan = ImputationPlan::asked(settings)?;
    let delta = settings.number("delta")?.unwrap_or(0.0);
    let found = imputed_difference(&units.partial(one), plan, delta, settings.level);
    let blank = everybody("imputed_difference", "points", "pmm_rubin_hc3", one, zero);
    Ok(vec![blank.filled(found, |answer, pooled| {
        answer.take(&pooled.test);
        answer.note(plan.said());
        answer.note(format!(
            "{:.0} % of its variance comes from missing values",
            100.0 * pooled.due_to_missing
        ));
        if delta != 0.0 {
            answer.note(format!(
                "what was filled in for {} is shifted by {delta} standard deviations",
                one.name
            ));
        }
    })?])
}

pub(super) fn tipping(units: &Units<'_>, one: &Arm, zero: &Arm, settings: &Settings) -> Given {
    let plan = ImputationPlan::asked(settings)?;
    let found = tipping_point(&units.partial(one), plan, settings.level);
    let blank = everybody("tipping_point", "standard deviations", "pmm_rubin_hc3", one, zero);
    Ok(vec![blank.filled(found, |answer, found| {
        answer.note(plan.said());
        let interval = found.pooled.test.estimate;
        let is_clear = interval.low.is_some_and(|low| low > 0.0)
            || interval.high.is_some_and(|high| high < 0.0);
        match found.deviations {
            Some(value) => answer.estimate = Some(Estimate { value, low: None, high: None }),
            None if is_clear => answer.note(
                "even three standard deviations less for the lost would not turn the difference",
            ),
            None => answer.note("the interval of the imputed difference covers 0 as it is"),
        }
    })?])
}

pub(super) fn lee(units: &Units<'_>, one: &Arm, zero: &Arm, settings: &Settings) -> Given {
    let (arm, reference) = followed(units, one);
    let found = lee_bounds(&arm, &reference, settings.level);
    ends("lee_bounds", "lee_imbens_manski", &found, one, zero)
}

pub(super) fn worst(units: &Units<'_>, one: &Arm, zero: &Arm, settings: &Settings) -> Given {
    let (arm, reference) = followed(units, one);
    let scale = settings.number("scale_low")?.zip(settings.number("scale_high")?);
    // A yes and a no need no scale.
    let scale = scale.or((arm.is_binary() && reference.is_binary()).then_some((0.0, 1.0)));
    let found = scale
        .ok_or_else(|| InferenceError::Unsuited {
            reason: "needs the ends of the scale, `scale_low` and `scale_high`".to_owned(),
        })
        .and_then(|(low, high)| worst_case_difference(&arm, &reference, low, high, settings.level));
    ends("worst_case", "worst_case_imbens_manski", &found, one, zero)
}

/// How far apart the arms would be without any effect, only because of who stayed.
pub(super) fn bias(_: &Units<'_>, one: &Arm, zero: &Arm, _: &Settings) -> Given {
    let found = attrition(one.followed, zero.followed).and_then(|lost| {
        let of = |assumption| attrition_bias(lost.overall, lost.differential, assumption);
        Ok((of(AttritionAssumption::CAUTIOUS)?, of(AttritionAssumption::OPTIMISTIC)?))
    });
    let blank = everybody("attrition_bias", "standard deviations", "attrition_model", one, zero);
    Ok(vec![blank.filled(found, |answer, (cautious, optimistic)| {
        answer.estimate = Some(Estimate { value: cautious, low: None, high: None });
        answer.note(format!("under the cautious assumption; {optimistic:.3} under the optimistic"));
    })?])
}

/// Follow-ups of the arm and of the reference, those without one counted.
fn followed(units: &Units<'_>, one: &Arm) -> (Sample, Sample) {
    let all = units.partial(one);
    let of = |is_treated: bool| {
        let own = all.iter().filter(|unit| unit.is_treated == is_treated);
        Sample::gather(own.map(|unit| (unit.after, unit.count)))
    };
    (of(true), of(false))
}

/// Both bounds, each with the end of the interval on its side.
fn ends(
    name: &str,
    method: &str,
    found: &Result<Bounds, InferenceError>,
    one: &Arm,
    zero: &Arm,
) -> Given {
    let end = |is_low: bool| {
        let suffix = if is_low { "low" } else { "high" };
        let blank = between(&format!("{name}_{suffix}"), "points", method, one, zero);
        blank.counted(0, 0).filled(found.clone(), |answer, bounds| {
            (answer.n, answer.n_missing) = (bounds.n, bounds.n_missing);
            answer.estimate = Some(if is_low {
                Estimate { value: bounds.low, low: Some(bounds.interval_low), high: None }
            } else {
                Estimate { value: bounds.high, low: None, high: Some(bounds.interval_high) }
            });
        })
    };
    Ok(vec![end(true)?, end(false)?])
}
