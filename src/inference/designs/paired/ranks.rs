//! Answers by rank and by direction: what is asked of short scales.

use super::named;
use crate::inference::{
    Answer, InferenceError, Paired, Settings, SignedRank, hodges_lehmann, pratt_signed_rank,
    sign_test, wilcoxon_signed_rank,
};

pub(super) fn wilcoxon(pairs: &Paired, settings: &Settings) -> Result<Answer, InferenceError> {
    let blank = named("wilcoxon", "points", "wilcoxon_signed_rank", pairs);
    let left_out = "without a change were left out of the ranks";
    signed_rank(blank, wilcoxon_signed_rank(pairs), left_out, pairs, settings)
}

pub(super) fn closer(
    pairs: &Paired,
    settings: &Settings,
    is_asked: impl Fn(&str) -> bool,
) -> Result<Vec<Answer>, InferenceError> {
    let mut found = Vec::new();
    if is_asked("pratt") {
        let blank = named("pratt", "points", "pratt_signed_rank", pairs);
        let ranked = "without a change took the lowest ranks";
        let test = pratt_signed_rank(pairs);
        let correlation = test.as_ref().ok().map(|test| test.rank_biserial);
        let mut answer = signed_rank(blank, test, ranked, pairs, settings)?;
        if let Some(correlation) = correlation {
            answer.note(format!("rank-biserial correlation {correlation:.3}"));
        }
        found.push(answer);
    }
    if is_asked("sign_test") {
        let alternative = settings.alternative()?;
        let blank = named("sign_test", "share", "clopper_pearson", pairs);
        found.push(blank.filled(sign_test(pairs, settings.level), |answer, test| {
            answer.estimate = Some(test.share);
            answer.statistic = Some(test.n_up as f64);
            answer.take_p(&test.p_values, alternative);
            answer.note(format!(
                "{} up, {} down, {} without a change; exact p-value of one half",
                test.n_up, test.n_down, test.n_unchanged
            ));
        })?);
    }
    Ok(found)
}

/// A signed-rank test beside the typical change.
fn signed_rank(
    blank: Answer,
    test: Result<SignedRank, InferenceError>,
    unchanged: &str,
    pairs: &Paired,
    settings: &Settings,
) -> Result<Answer, InferenceError> {
    let alternative = settings.alternative()?;
    let mut answer = blank.filled(test, |answer, test| {
        answer.statistic = Some(test.statistic);
        if test.n_unchanged > 0 {
            answer.note(format!("{} {unchanged}", test.n_unchanged));
        }
        answer.note(if test.is_exact {
            "exact p-value"
        } else {
            "p-value from the normal distribution"
        });
        answer.take_p(&test.p_values, alternative);
    })?;
    match hodges_lehmann(&pairs.differences(), settings.level) {
        Ok(estimate) => {
            if estimate.low.is_none() {
                answer.note("no interval: too few pairs for this confidence level");
            }
            answer.estimate = Some(estimate);
        }
        Err(error @ InferenceError::Undefined { .. }) => {
            answer.note(format!("typical change {error}"));
        }
        // Without any pair the test has said so already.
        Err(_) => {}
    }
    Ok(answer)
}
