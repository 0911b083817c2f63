//! Answers for a closer look at agreement: given when the header asks for them.

use super::{Scale, named};
use crate::inference::paired::pairs::difference;
use crate::inference::result::TestResult;
use crate::inference::{
    Answer, Codings, Congruence, Estimate, Gap, InferenceError, Metric, Paired, Ratings,
    Resampling, Settings, Triples, cohen_kappa, icc_one_way, krippendorff_alpha,
    limits_of_agreement, partner_check, proportional_bias, response_surface,
};

pub(super) fn answers(dyads: &Paired, settings: &Settings) -> Result<Vec<Answer>, InferenceError> {
    let mut found = limits(dyads, settings)?;
    for (name, gap) in [("kappa", Gap::Different), ("linear_kappa", Gap::Size)] {
        if settings.asks_for(name) {
            let blank = named(name, "correlation", "fleiss_cohen_everitt", dyads);
            let kappa = cohen_kappa(dyads, gap, settings.level);
            found.push(blank.filled(kappa, |answer, kappa| {
                answer.estimate = Some(kappa.estimate);
                (answer.statistic, answer.p_value) = (kappa.statistic, kappa.p_value);
                if gap == Gap::Different {
                    answer.note(format!("the same answer: {:.3} of dyads", 1.0 - kappa.gap));
                }
            })?);
        }
    }
    if settings.asks_for("icc_one_way") {
        let blank = named("icc_one_way", "correlation", "shrout_fleiss", dyads);
        let alike = icc_one_way(&Ratings::of_pairs(dyads), settings.level);
        found.push(blank.filled(alike, |answer, estimate| answer.estimate = Some(estimate))?);
    }
    found.extend(by_lot(dyads, settings)?);
    Ok(found)
}

/// Limits with their intervals, and whether they open with the level.
fn limits(dyads: &Paired, settings: &Settings) -> Result<Vec<Answer>, InferenceError> {
    let mut found = Vec::new();
    let gaps = dyads.sample(|pair| difference(pair.after, pair.before));
    for name in ["lower_limit", "upper_limit"] {
        if settings.asks_for(name) {
            let blank = named(name, "points", "bland_altman_mover", dyads);
            let limits = limits_of_agreement(&gaps, settings.level);
            found.push(blank.filled(limits, |answer, limits| {
                let limit = if name == "lower_limit" { limits.lower } else { limits.upper };
                answer.estimate = Some(limit);
            })?);
        }
    }
    if settings.asks_for("proportional_bias") {
        // Mentor minus mentee, as every gap of this design.
        let turned =
            dyads.pairs().iter().map(|pair| (Some(pair.after), Some(pair.before), pair.count));
        let slope = proportional_bias(&Paired::gather(turned), settings.level);
        let blank = named("proportional_bias", "ratio", "least_squares", dyads);
        found.push(blank.filled(slope, |answer, slope| answer.take(&slope))?);
    }
    Ok(found)
}

/// What partners and samples drawn by lot tell.
fn by_lot(dyads: &Paired, settings: &Settings) -> Result<Vec<Answer>, InferenceError> {
    let mut found = Vec::new();
    if settings.asks_for("partner_check") {
        let resampling = Resampling::asked(settings)?;
        let blank = named("partner_check", "points", "partner_permutation", dyads);
        found.push(blank.filled(partner_check(dyads, resampling), |answer, check| {
            answer.estimate = Some(Estimate { value: check.difference, ..Estimate::default() });
            answer.p_value = Some(check.p_value);
            answer.note(format!(
                "mean size of the gap {:.3}, of partners by lot {:.3}; {}",
                check.observed,
                check.by_chance,
                resampling.said()
            ));
        })?);
    }
    if settings.asks_for("krippendorff_alpha") {
        let resampling = Resampling::asked(settings)?;
        let metric = metric(settings, Metric::Ordinal)?;
        let codes = |pair: &crate::inference::Pair| vec![Some(pair.before), Some(pair.after)];
        let codings = Codings::weighted(dyads.pairs().iter().map(|pair| (codes(pair), pair.count)));
        let blank = named("krippendorff_alpha", "correlation", "krippendorff_bootstrap", dyads);
        let alpha = krippendorff_alpha(&codings, metric, settings.level, resampling);
        found.push(blank.filled(alpha, |answer, alpha| {
            answer.estimate = Some(alpha.estimate);
            answer.note(resampling.said());
            if alpha.estimate.low.is_none() {
                answer.note("no interval: it does not exist for these answers");
            }
        })?);
    }
    Ok(found)
}

/// What the header says under `metric`.
pub(in crate::inference::designs) fn metric(
    settings: &Settings,
    usual: Metric,
) -> Result<Metric, InferenceError> {
    match settings.text("metric").map(str::trim) {
        None => Ok(usual),
        Some("nominal") => Ok(Metric::Nominal),
        Some("ordinal") => Ok(Metric::Ordinal),
        Some("interval") => Ok(Metric::Interval),
        Some("ratio") => Ok(Metric::Ratio),
        Some(found) => Err(InferenceError::Setting {
            name: "metric".to_owned(),
            found: found.to_owned(),
            allowed: "nominal, ordinal, interval, ratio".to_owned(),
        }),
    }
}

/// What is said where a surface would be a guess.
const TOO_FEW_TO_TELL: &str =
    "too few dyads, or too few far apart, to say anything about agreement: read the gaps";

/// The five numbers of the response surface.
pub(super) fn surface(
    (mentor, mentee): (&[Option<f64>], &[Option<f64>]),
    outcome: Option<&[Option<f64>]>,
    counts: &[u64],
    scale: &Scale,
    settings: &Settings,
) -> Result<Vec<Answer>, InferenceError> {
    if !settings.asks_for("response_surface") {
        return Ok(Vec::new());
    }
    let kept = |row: &usize| scale.gap(mentor[*row], mentee[*row]).is_some();
    let triples = Triples::weighted((0..counts.len()).filter(kept).map(|row| {
        let result = outcome.and_then(|outcome| outcome[row]);
        ([mentor[row], mentee[row], result], counts[row])
    }));
    let unsuited = |reason: &str| InferenceError::Unsuited { reason: reason.to_owned() };
    let middle = scale.minimum.zip(scale.maximum).map(|(least, most)| f64::midpoint(least, most));
    let found = match (outcome, settings.number("midpoint")?.or(middle)) {
        (None, _) => Err(unsuited("the table has no column `outcome`")),
        (_, None) => Err(unsuited("the header does not say the scale's `midpoint`")),
        (Some(_), Some(midpoint)) => response_surface(&triples, midpoint, settings.level),
    };
    let found = found.and_then(|surface| {
        let is_guarded = settings.text("guard") == Some("yes");
        if is_guarded && surface.congruence == Congruence::TooFewToTell {
            let reason = TOO_FEW_TO_TELL.to_owned();
            return Err(InferenceError::Undefined { reason });
        }
        Ok(surface)
    });
    let names = ["a1", "a2", "a3", "a4", "a5"];
    let answer = |(at, name): (usize, &str)| {
        let blank = Answer::named(&format!("response_surface_{name}"), "points", "least_squares")
            .counted(triples.n(), triples.n_missing());
        blank.filled(found.clone(), |answer, surface| {
            let parts: [TestResult; 5] =
                [surface.a1, surface.a2, surface.a3, surface.a4, surface.a5];
            answer.take(&parts[at]);
            answer.note(match surface.congruence {
                Congruence::Compatible => {
                    "the surface is compatible with agreement going with a higher outcome"
                }
                Congruence::NotShown => "the surface does not show that agreement matters",
                Congruence::TooFewToTell => TOO_FEW_TO_TELL,
            });
        })
    };
    names.into_iter().enumerate().map(answer).collect()
}
