//! Groups by their shares of yes.

use super::Groups;
use crate::inference::{
    Answer, InferenceError, Sample, Settings, ShareRatio, ZeroCells, conditional_odds_ratio,
    cox_index, odds_ratio, risk_ratio,
};

pub(super) fn answers(groups: &Groups, settings: &Settings) -> Result<Vec<Answer>, InferenceError> {
    let given: [(&str, &str, &str, Fill); 4] = [
        ("risk_ratio", "ratio", "koopman", ratio_of_shares),
        ("odds_ratio", "ratio", "woolf", ratio_of_odds),
        ("conditional_odds_ratio", "ratio", "fisher", exact_ratio_of_odds),
        ("cox_index", "standard deviations", "cox_index", index),
    ];
    let mut found = Vec::new();
    for (name, unit, method, fill) in given.into_iter().filter(|asked| settings.asks_for(asked.0)) {
        let blank = || groups.blank(name, unit, method);
        found.extend(groups.against(settings, blank, |answer, one, zero| {
            if groups.is_binary() {
                return fill(answer, yes(one), yes(zero), settings);
            }
            let reason = "a share needs values of 0 and 1 only".to_owned();
            answer.filled(Err::<(), _>(InferenceError::Unsuited { reason }), |_, ()| {})
        })?);
    }
    Ok(found)
}

type Share = (u64, u64);
type Fill = fn(Answer, Share, Share, &Settings) -> Result<Answer, InferenceError>;

fn yes(sample: &Sample) -> Share {
    (sample.n_yes(), sample.n())
}

/// What the header declares under `zero_cells`.
fn zero_cells(settings: &Settings) -> Result<ZeroCells, InferenceError> {
    match settings.text("zero_cells").map(str::trim) {
        None | Some("refuse") => Ok(ZeroCells::Refuse),
        Some("half") => Ok(ZeroCells::AddHalf),
        Some(found) => Err(InferenceError::Setting {
            name: "zero_cells".to_owned(),
            found: found.to_owned(),
            allowed: "refuse, half".to_owned(),
        }),
    }
}

/// Says where a half was added to counts.
fn note_halves(answer: &mut Answer, zero_cells: ZeroCells, shares: [Share; 2]) {
    let has_zero = shares.iter().any(|&(yes, n)| yes == 0 || yes == n);
    if has_zero && zero_cells == ZeroCells::AddHalf {
        answer.note("a half was added to every count, as one of them is 0");
    }
}

fn take(answer: &mut Answer, found: &ShareRatio) {
    answer.estimate = Some(found.ratio);
    (answer.statistic, answer.p_value) = (Some(found.statistic), Some(found.p_value));
}

fn ratio_of_shares(
    answer: Answer,
    one: Share,
    zero: Share,
    settings: &Settings,
) -> Result<Answer, InferenceError> {
    answer.filled(risk_ratio(one, zero, settings.level), |answer, found| {
        take(answer, &found);
        let share = |(yes, n): Share| yes as f64 / n as f64;
        answer.note(format!("shares {:.3} and {:.3}", share(one), share(zero)));
    })
}

fn ratio_of_odds(
    answer: Answer,
    one: Share,
    zero: Share,
    settings: &Settings,
) -> Result<Answer, InferenceError> {
    let cells = zero_cells(settings)?;
    answer.filled(odds_ratio(one, zero, cells, settings.level), |answer, found| {
        take(answer, &found);
        note_halves(answer, cells, [one, zero]);
    })
}

fn exact_ratio_of_odds(
    answer: Answer,
    one: Share,
    zero: Share,
    settings: &Settings,
) -> Result<Answer, InferenceError> {
    answer.filled(conditional_odds_ratio(one, zero, settings.level), |answer, found| {
        (answer.estimate, answer.p_value) = (Some(found.ratio), Some(found.p_value));
    })
}

fn index(
    answer: Answer,
    one: Share,
    zero: Share,
    settings: &Settings,
) -> Result<Answer, InferenceError> {
    let cells = zero_cells(settings)?;
    answer.filled(cox_index(one, zero, cells, settings.level), |answer, found| {
        answer.estimate = Some(found);
        note_halves(answer, cells, [one, zero]);
    })
}
