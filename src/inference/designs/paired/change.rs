//! The mean change: its test, its size, and whether it is surely small.

use super::{named, unsuited};
use crate::inference::designs::average::{average, clusters};
use crate::inference::{
    Answer, Estimate, InferenceError, Level, Paired, Settings, TestResult, equivalence_test,
    hedges_g_av, hedges_g_pre, hedges_g_z, paired_t, smcr,
};
use crate::measures::Cells;

pub(super) fn mean_change(
    pairs: &Paired,
    cells: &Cells,
    changes: &[Option<f64>],
    settings: &Settings,
) -> Result<(Answer, Option<TestResult>), InferenceError> {
    let alternative = settings.alternative()?;
    let groups = clusters(cells, changes);
    let sample = pairs.differences();
    let blank = named("mean_change", "points", "paired_t", pairs);
    let plain = || paired_t(pairs, settings.level);
    let (mut answer, test) = average(blank, &sample, groups.as_ref(), settings.level, plain)?;
    let (kind, effect) = effect_kind(settings)?;
    let Some(test) = test else { return Ok((answer, None)) };
    answer.take(&test);
    answer.take_p(&test.p_values(), alternative);
    match effect(pairs, settings.level) {
        Ok(effect) => {
            answer.effect_kind = Some(kind.to_owned());
            answer.effect = Some(effect);
            if answer.n_clusters.is_some() {
                answer.note("the interval of the effect size takes units as independent");
            }
        }
        Err(error) => answer.note(format!("effect size {error}")),
    }
    Ok((answer, Some(test)))
}

type Effect = fn(&Paired, Level) -> Result<Estimate, InferenceError>;

/// Effect sizes that a header may declare, the usual one first. Their names may leave out `hedges_`.
const EFFECTS: &[(&str, Effect)] = &[
    ("hedges_g_av", |pairs, level| hedges_g_av(&pairs.moments()?, level)),
    ("hedges_g_z", |pairs, level| {
        hedges_g_z(&pairs.differences().moments("complete pairs")?, level)
    }),
    ("smcr", |pairs, level| smcr(&pairs.moments()?, level)),
    ("hedges_g_pre", |pairs, level| hedges_g_pre(&pairs.moments()?, level)),
];

fn effect_kind(settings: &Settings) -> Result<(&'static str, Effect), InferenceError> {
    let Some(asked) = settings.text("effect") else { return Ok(EFFECTS[0]) };
    let is_asked =
        |(name, _): &&(&str, Effect)| *name == asked || name.strip_prefix("hedges_") == Some(asked);
    EFFECTS.iter().find(is_asked).copied().ok_or_else(|| InferenceError::Setting {
        name: "effect".to_owned(),
        found: asked.to_owned(),
        allowed: EFFECTS.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", "),
    })
}

/// Is the change surely smaller than what matters? With clusters by their own standard error.
pub(super) fn equivalence(
    pairs: &Paired,
    change: Option<TestResult>,
    settings: &Settings,
) -> Result<Answer, InferenceError> {
    let blank = named("equivalence", "points", "two_one_sided_t", pairs);
    let margin = settings.number("margin")?.filter(|margin| *margin > 0.0);
    let Some(margin) = margin else {
        return blank
            .filled(Err::<(), _>(unsuited("equivalence needs a `margin` above 0")), |_, ()| {});
    };
    let why = || paired_t(pairs, settings.level).err();
    let no_test = || why().unwrap_or(InferenceError::NoVariation { what: "change" });
    let test = change
        .ok_or_else(no_test)
        .and_then(|change| equivalence_test(&change, margin, settings.level));
    blank.filled(test, |answer, test| {
        answer.estimate = Some(test.estimate);
        answer.statistic = Some(if test.above_lower.abs() < test.above_upper.abs() {
            test.above_lower
        } else {
            test.above_upper
        });
        (answer.df, answer.p_value) = (test.df, Some(test.p_value));
        let outside = 1.0 - settings.level.get();
        answer.note(format!(
            "interval of {:.0} %: the change is surely smaller than {margin} when it lies within −{margin} to {margin}, so that p < {outside:.2}",
            100.0 * (1.0 - 2.0 * outside)
        ));
    })
}
