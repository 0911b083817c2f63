//! Groups by the ranks of their units, and all pairs of groups.

use super::Groups;
use crate::inference::designs::arms::contrast;
use crate::inference::{
    Answer, Estimate, InferenceError, Moments, PValues, PairTest, Sample, Settings, brunner_munzel,
    dunn, games_howell, hodges_lehmann_shift, kruskal_wallis, mann_whitney,
    probability_of_superiority,
};

pub(super) fn answers(groups: &Groups, settings: &Settings) -> Result<Vec<Answer>, InferenceError> {
    let mut found = Vec::new();
    let against: [(&str, &str, &str, Fill); 4] = [
        ("mann_whitney", "share", "mann_whitney", rank_sums),
        ("brunner_munzel", "share", "brunner_munzel", ahead),
        ("superiority", "share", "newcombe_5", superiority),
        ("shift", "points", "hodges_lehmann", shift),
    ];
    for (name, unit, method, fill) in against.into_iter().filter(|asked| settings.asks_for(asked.0))
    {
        let blank = || groups.blank(name, unit, method);
        found.extend(
            groups
                .against(settings, blank, |answer, one, zero| fill(answer, one, zero, settings))?,
        );
    }
    if settings.asks_for("kruskal_wallis") {
        found.push(all_at_once(groups)?);
    }
    if settings.asks_for("dunn") {
        let filled = groups.with_units(1);
        let samples: Vec<Sample> = filled.iter().map(|(_, sample)| (*sample).clone()).collect();
        let blank = || groups.blank("dunn", "ranks", "dunn_holm");
        found.extend(pairs(&filled, dunn(&samples, settings.level), blank)?);
    }
    if settings.asks_for("games_howell") {
        let filled = groups.with_units(2);
        let moments: Result<Vec<Moments>, _> =
            filled.iter().map(|(_, sample)| sample.moments("answers in each group")).collect();
        let blank = || groups.blank("games_howell", "points", "games_howell");
        let found_pairs = moments.and_then(|moments| games_howell(&moments, settings.level));
        found.extend(pairs(&filled, found_pairs, blank)?);
    }
    Ok(found)
}

type Fill = fn(Answer, &Sample, &Sample, &Settings) -> Result<Answer, InferenceError>;

fn rank_sums(
    answer: Answer,
    one: &Sample,
    zero: &Sample,
    settings: &Settings,
) -> Result<Answer, InferenceError> {
    let alternative = settings.alternative()?;
    answer.filled(mann_whitney(one, zero), |answer, test| {
        answer.estimate = Some(Estimate { value: test.superiority, ..Estimate::default() });
        answer.statistic = Some(test.statistic);
        answer.take_p(&test.p_values, alternative);
        answer.note(if test.is_exact {
            "exact, from all ways to allot the units to the groups"
        } else {
            "normal approximation, corrected for ties"
        });
    })
}

fn ahead(
    answer: Answer,
    one: &Sample,
    zero: &Sample,
    settings: &Settings,
) -> Result<Answer, InferenceError> {
    let alternative = settings.alternative()?;
    answer.filled(brunner_munzel(one, zero, settings.level), |answer, test| {
        answer.estimate = Some(test.estimate);
        (answer.statistic, answer.df) = (Some(test.statistic), Some(test.df));
        answer.take_p(&PValues::symmetric(test.statistic, test.p_value), alternative);
        if one.n().min(zero.n()) < 10 {
            answer.note("fewer than ten units in a group: the test is rough");
        }
    })
}

fn superiority(
    answer: Answer,
    one: &Sample,
    zero: &Sample,
    settings: &Settings,
) -> Result<Answer, InferenceError> {
    let found = probability_of_superiority(one, zero, settings.level);
    answer.filled(found, |answer, share| answer.estimate = Some(share))
}

fn shift(
    answer: Answer,
    one: &Sample,
    zero: &Sample,
    settings: &Settings,
) -> Result<Answer, InferenceError> {
    let found = hodges_lehmann_shift(one, zero, settings.level);
    answer.filled(found, |answer, shift| {
        answer.estimate = Some(shift);
        if shift.low.is_none() {
            answer.note("too few units for an interval at this level");
        }
    })
}

fn all_at_once(groups: &Groups) -> Result<Answer, InferenceError> {
    let samples: Vec<Sample> =
        groups.with_units(1).into_iter().map(|(_, sample)| sample.clone()).collect();
    let total = |of: fn(&Sample) -> u64| groups.samples.iter().map(of).sum();
    let blank = groups
        .blank("kruskal_wallis", "ratio", "kruskal_wallis")
        .counted(total(Sample::n), total(Sample::n_missing));
    blank.filled(kruskal_wallis(&samples), |answer, test| {
        (answer.statistic, answer.df) = (Some(test.statistic), Some(test.df));
        answer.p_value = Some(test.p_value);
        answer.effect_kind = Some("epsilon_squared".to_owned());
        answer.effect = Some(Estimate { value: test.epsilon_squared, ..Estimate::default() });
        answer.note(format!("chi-square with {} degrees of freedom", test.df));
    })
}

/// One answer per pair; a single one that says why when there is none.
fn pairs(
    groups: &[(&str, &Sample)],
    found: Result<Vec<PairTest>, InferenceError>,
    blank: impl Fn() -> Answer,
) -> Result<Vec<Answer>, InferenceError> {
    let tests = match found {
        Ok(tests) => tests,
        Err(error) => return Ok(vec![blank().filled(Err::<(), _>(error), |_, ()| {})?]),
    };
    let answer = |pair: PairTest| {
        let ((one, sample), (zero, other)) = (groups[pair.group], groups[pair.reference]);
        let missing = sample.n_missing() + other.n_missing();
        let mut answer = blank().counted(pair.test.n, missing).about(&contrast(one, zero));
        answer.take(&pair.test);
        answer.p_value = Some(pair.p_adjusted);
        let alone = pair.test.p_value;
        let alone = if alone < 0.001 { "below 0.001".to_owned() } else { format!("{alone:.3}") };
        answer.note(format!("p-value for all pairs; for this one alone {alone}"));
        answer
    };
    Ok(tests.into_iter().map(answer).collect())
}
