//! Differences of arms whose units share mentors, groups or sites.

use super::Arm;
use super::adjusted::standardise;
use super::closer::blank;
use super::units::Units;
use crate::inference::tails::{normal_quantile, student_quantile};
use crate::inference::{
    Answer, ClusterSpread, Estimate, InferenceError, OneArmClusters, Settings, ancova_hc3,
    cluster_contrast, icc_reml, least_squares, one_arm_clustering, random_intercept,
    two_arm_clustering,
};

type Given = Result<Vec<Answer>, InferenceError>;

/// What the What Works Clearinghouse takes for all but achievement, when the correlation is unknown.
const USUAL_ICC: f64 = 0.10;

pub(super) fn robust(units: &Units<'_>, one: &Arm, zero: &Arm, settings: &Settings) -> Given {
    let test = units.clustered(true).and_then(|observations| {
        let model = least_squares(&observations)?;
        let contrast = model.only(&units.indicator(one))?;
        let test = cluster_contrast(&model, &contrast, ClusterSpread::Cr2, settings.level)?;
        Ok((test, observations.n_clusters()))
    });
    let blank = blank("clustered_difference", "points", "ancova_cr2", units, one, zero);
    Ok(vec![blank.filled(test, |answer, (test, clusters)| {
        answer.take(&test);
        standardise(answer, &test, one, zero, settings);
        answer.rests_on_clusters(clusters);
    })?])
}

pub(super) fn mixed(units: &Units<'_>, one: &Arm, zero: &Arm, settings: &Settings) -> Given {
    let test = units.clustered(true).and_then(|observations| {
        let model = random_intercept(&observations)?;
        let contrast = model.only(&units.indicator(one))?;
        Ok((model.contrast(&contrast, settings.level)?, model.icc(), model.n_clusters))
    });
    let blank = blank("mixed_difference", "points", "random_intercept_reml", units, one, zero);
    Ok(vec![blank.filled(test, |answer, (test, icc, clusters)| {
        answer.take(&test);
        standardise(answer, &test, one, zero, settings);
        answer.note(format!("intraclass correlation {icc:.3} beyond baseline and arm"));
        answer.rests_on_clusters(clusters);
    })?])
}

/// Within arms, so that what the program does is no resemblance.
pub(super) fn intraclass(
    units: &Units<'_>,
    zero: &Arm,
    others: &[Arm],
    settings: &Settings,
) -> Result<Answer, InferenceError> {
    let observations = units.observations(false);
    let found =
        units.clustered(false).and_then(|observations| icc_reml(&observations, settings.level));
    let arms = || std::iter::once(zero).chain(others);
    let all: u64 = arms().map(|arm| arm.pairs.n() + arm.pairs.n_missing()).sum();
    let n = observations.n();
    let blank = Answer::named("intraclass_correlation", "correlation", "icc_reml");
    blank.counted(n, all - n).filled(found, |answer, icc| {
        answer.estimate = Some(icc);
        answer.rests_on_clusters(observations.n_clusters());
    })
}

/// When the table does not say who shares a cluster.
pub(super) fn corrected(units: &Units<'_>, one: &Arm, zero: &Arm, settings: &Settings) -> Given {
    let icc = settings.number("icc")?;
    let size = settings.number("cluster_size")?;
    let is_program_only = match settings.text("clustered") {
        None | Some("both") => false,
        Some("program") => true,
        Some(other) => {
            return Err(InferenceError::Setting {
                name: "clustered".to_owned(),
                found: other.to_owned(),
                allowed: "both, program".to_owned(),
            });
        }
    };
    let method = if is_program_only { "one_arm_clustering" } else { "two_arm_clustering" };
    let mut answer = blank("cluster_corrected_difference", "points", method, units, one, zero);
    let used = icc.unwrap_or(USUAL_ICC);
    if icc.is_none() {
        answer.note(format!("intraclass correlation taken to be {USUAL_ICC}, not measured"));
    }
    let test = ancova_hc3(&units.measurements(), units.arms(), settings.level);
    let found = size
        .ok_or_else(|| InferenceError::Unsuited {
            reason: "needs `cluster_size`, the average number of units per cluster".to_owned(),
        })
        .and_then(|size| Ok((size, test?[units.place(one) - 1])));
    let n = answer.n;
    if is_program_only {
        let own: Vec<u64> = [one, zero].iter().map(|arm| arm.pairs.n()).collect();
        let found = found.and_then(|(size, test)| {
            let mut standardised = Answer::default();
            standardise(&mut standardised, &test, one, zero, settings);
            let effect = standardised
                .effect
                .ok_or(InferenceError::NoVariation { what: "answer at follow-up" })?;
            let arms =
                OneArmClusters { treated: own[0], control: own[1], cluster_size: size, icc: used };
            let corrected = one_arm_clustering(effect.value, arms, 0.0, 0)?;
            // What covariates explain is in the model's own standard error: only the inflation is new.
            let error = test.standard_error * corrected.inflation.sqrt();
            Ok((test, corrected, error))
        });
        return Ok(vec![answer.filled(found, |answer, (test, corrected, error)| {
            let half = student_quantile(settings.level, corrected.df) * error;
            let value = test.estimate.value;
            answer.estimate =
                Some(Estimate { value, low: Some(value - half), high: Some(value + half) });
            answer.statistic = Some(value / error);
            answer.df = Some(corrected.df);
            answer.p_value = Some(crate::inference::tails::student_p(value / error, corrected.df));
            let reach = normal_quantile(settings.level) * corrected.variance.sqrt();
            answer.effect_kind = Some("hedges_g".to_owned());
            answer.effect = Some(Estimate {
                value: corrected.effect,
                low: Some(corrected.effect - reach),
                high: Some(corrected.effect + reach),
            });
        })?]);
    }
    let found = found
        .and_then(|(size, test)| Ok((test, two_arm_clustering(test.statistic, n, size, used)?)));
    Ok(vec![answer.filled(found, |answer, (test, corrected)| {
        // The same difference, whose standard error is what makes the corrected statistic.
        let value = test.estimate.value;
        let error = test.standard_error * (test.statistic / corrected.statistic).abs();
        let half = student_quantile(settings.level, corrected.df) * error;
        answer.estimate =
            Some(Estimate { value, low: Some(value - half), high: Some(value + half) });
        answer.statistic = Some(corrected.statistic);
        answer.df = Some(corrected.df);
        answer.p_value = Some(corrected.p_value);
    })?])
}
