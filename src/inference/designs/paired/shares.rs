//! Answers of yes and no at both waves.

use super::named;
use crate::inference::{
    Answer, InferenceError, Paired, Settings, Transitions, mcnemar, share_change, wilson,
};

pub(super) fn closer(
    pairs: &Paired,
    settings: &Settings,
    is_asked: impl Fn(&str) -> bool,
) -> Result<Vec<Answer>, InferenceError> {
    let mut found = Vec::new();
    if is_asked("share_change") {
        found.push(change(pairs, settings)?);
    }
    for name in ["share_before", "share_after"].into_iter().filter(|name| is_asked(name)) {
        let share = Transitions::of(pairs).and_then(|counts| {
            let is_first = name == "share_before";
            let yes = if is_first { counts.yes_before() } else { counts.yes_after() };
            wilson(yes, counts.n(), settings.level)
        });
        let blank = named(name, "share", "wilson", pairs);
        found.push(blank.filled(share, |answer, share| answer.estimate = Some(share))?);
    }
    Ok(found)
}

fn change(pairs: &Paired, settings: &Settings) -> Result<Answer, InferenceError> {
    let alternative = settings.alternative()?;
    let blank = named("share_change", "share", "newcombe_paired", pairs);
    let counts = Transitions::of(pairs);
    let change = counts.clone().and_then(|counts| share_change(&counts, settings.level));
    let mut answer = blank.filled(change, |answer, change| answer.estimate = Some(change))?;
    let Ok(counts) = counts else { return Ok(answer) };
    answer.note(format!("{} gained, {} lost", counts.gained, counts.lost));
    answer.filled(mcnemar(&counts), |answer, test| {
        answer.statistic = Some(counts.gained as f64);
        if settings.list("tests").contains(&"mcnemar_mid_p") {
            answer.note("p-value of McNemar's mid-p test");
            answer.take_p(&test.mid_p, alternative);
        } else {
            answer.note("p-value of McNemar's exact test");
            answer.take_p(&test.exact, alternative);
        }
    })
}
