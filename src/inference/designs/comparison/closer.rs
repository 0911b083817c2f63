//! Answers about arms that only a closer look wants: given when the header asks for them.

use super::units::Units;
use super::{Arm, between, clusters, lost, models};
use crate::inference::{Answer, InferenceError, Settings};

type Give = fn(&Units<'_>, &Arm, &Arm, &Settings) -> Result<Vec<Answer>, InferenceError>;

/// One function per answer about an arm and the reference.
const GIVEN: [(&str, Give); 15] = [
    ("slopes_difference", models::slopes),
    ("adjusted_odds_ratio", models::odds_ratio),
    ("firth_odds_ratio", models::firth_odds_ratio),
    ("clustered_difference", clusters::robust),
    ("mixed_difference", clusters::mixed),
    ("cluster_corrected_difference", clusters::corrected),
    ("improvement_index", models::improvement),
    ("cohens_u3", models::below),
    ("common_language", models::above),
    ("minimum_detectable_effect", models::detectable),
    ("attrition_bias", lost::bias),
    ("imputed_difference", lost::imputed),
    ("tipping_point", lost::tipping),
    ("lee_bounds", lost::lee),
    ("worst_case", lost::worst),
];

/// Everything that is asked for.
pub(super) fn answers(
    units: &Units<'_>,
    zero: &Arm,
    others: &[Arm],
    settings: &Settings,
) -> Result<Vec<Answer>, InferenceError> {
    let mut found = Vec::new();
    // Who says that units share clusters is not answered as if they did not.
    let is_given = |name: &str| {
        settings.asks_for(name) || name == "clustered_difference" && units.has_clusters()
    };
    for (name, give) in GIVEN.iter().filter(|(name, _)| is_given(name)) {
        for one in others {
            let given = give(units, one, zero, settings)?;
            debug_assert!(given.iter().all(|answer| answer.answer.starts_with(name)));
            found.extend(given);
        }
    }
    if settings.asks_for("adjusted_mean") {
        found.extend(models::means(units, zero, others, settings)?);
    }
    if settings.asks_for("intraclass_correlation") {
        found.push(clusters::intraclass(units, zero, others, settings)?);
    }
    Ok(found)
}

/// An answer of a model of the complete units of one arm and the reference.
pub(super) fn blank(
    name: &str,
    unit: &str,
    method: &str,
    units: &Units<'_>,
    one: &Arm,
    zero: &Arm,
) -> Answer {
    let mut answer = between(name, unit, method, one, zero);
    let places = [0, units.place(one)];
    let measured = units.measurements();
    let own = measured.iter().filter(|unit| places.contains(&unit.arm));
    let n: u64 = own.map(|unit| unit.count).sum();
    answer.n_missing += answer.n - n;
    answer.n = n;
    answer
}
