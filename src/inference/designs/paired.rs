//! Two waves of the same people: how did they change?

use super::average::{average, clusters};
use crate::inference::design::CLUSTER;
use crate::inference::paired::pairs::difference;
use crate::inference::{
    Answer, AnswerSpec, ColumnKind, ColumnSpec, Design, InferenceError, Paired, Reply, Sample,
    Settings, hedges_g_av, hedges_g_z, hodges_lehmann, mean_t, paired_t, pearson,
    wilcoxon_signed_rank, wilson,
};
use crate::measures::Cells;

pub(in crate::inference) const DESIGN: Design = Design {
    name: "paired",
    about: "two numbers per unit, before and after: the change of those who have both",
    columns: &[
        ColumnSpec {
            name: "before",
            kind: ColumnKind::Number,
            required: true,
            about: "the unit's number at the first wave",
        },
        ColumnSpec {
            name: "after",
            kind: ColumnKind::Number,
            required: true,
            about: "the unit's number at the second wave",
        },
        CLUSTER,
    ],
    answers: &[
        AnswerSpec { name: "mean_change", about: "mean change with t interval and effect size" },
        AnswerSpec { name: "wilcoxon", about: "typical change with the signed-rank test" },
        AnswerSpec { name: "mean_before", about: "mean at the first wave, of complete pairs" },
        AnswerSpec { name: "mean_after", about: "mean at the second wave, of complete pairs" },
        AnswerSpec {
            name: "improved",
            about: "share that moved the better way by `margin` or more",
        },
        AnswerSpec { name: "maintained", about: "share that moved by less than `margin`" },
        AnswerSpec {
            name: "declined",
            about: "share that moved the other way by `margin` or more",
        },
        AnswerSpec { name: "correlation", about: "Pearson's correlation of the two waves" },
    ],
    answer,
};

fn answer(cells: &Cells, settings: &Settings) -> Result<Reply, InferenceError> {
    let (before, after) = (DESIGN.numbers(cells, "before")?, DESIGN.numbers(cells, "after")?);
    let pairs = Paired::weighted(&before, &after, cells.counts());
    let changes: Vec<Option<f64>> = before
        .iter()
        .zip(&after)
        .map(|(before, after)| Some(difference((*before)?, (*after)?)))
        .collect();
    let mut change = mean_change(&pairs, cells, &changes, settings)?;
    let mut ranks = signed_rank(&pairs, settings)?;
    if settings.list("tests").first() == Some(&"wilcoxon_signed_rank") {
        std::mem::swap(&mut change, &mut ranks);
    }
    let mut answers = vec![change, ranks];
    for (name, values) in [("mean_before", pairs.before()), ("mean_after", pairs.after())] {
        let blank = named(name, "points", "mean_t", &pairs);
        let mean = mean_t(&values, settings.level);
        answers.push(blank.filled_or_point(mean, values.mean(), |answer, test| {
            answer.take_interval(&test);
        })?);
    }
    answers.extend(directions(&pairs, settings)?);
    let blank = named("correlation", "correlation", "pearson", &pairs);
    answers.push(blank.filled(pearson(&pairs, settings.level), |answer, test| answer.take(&test))?);
    Ok(Reply { answers, points: Vec::new() })
}

fn named(answer: &str, unit: &str, method: &str, pairs: &Paired) -> Answer {
    Answer::named(answer, unit, method).counted(pairs.n(), pairs.n_missing())
}

fn mean_change(
    pairs: &Paired,
    cells: &Cells,
    changes: &[Option<f64>],
    settings: &Settings,
) -> Result<Answer, InferenceError> {
    let groups = clusters(cells, changes);
    let sample = pairs.differences();
    let blank = named("mean_change", "points", "paired_t", pairs);
    let plain = || paired_t(pairs, settings.level);
    let (mut answer, test) = average(blank, &sample, groups.as_ref(), settings.level, plain)?;
    if let Some(test) = test {
        answer.take(&test);
    }
    let kind = effect_kind(settings)?;
    if answer.statistic.is_none() {
        return Ok(answer);
    }
    let effect = match kind {
        "hedges_g_av" => pairs.moments().and_then(|waves| hedges_g_av(&waves, settings.level)),
        _ => {
            sample.moments("complete pairs").and_then(|change| hedges_g_z(&change, settings.level))
        }
    };
    match effect {
        Ok(effect) => {
            answer.effect_kind = Some(kind.to_owned());
            answer.effect = Some(effect);
            if answer.n_clusters.is_some() {
                answer.note("the interval of the effect size takes units as independent");
            }
        }
        Err(error) => answer.note(format!("effect size {error}")),
    }
    Ok(answer)
}

fn effect_kind(settings: &Settings) -> Result<&'static str, InferenceError> {
    match settings.text("effect") {
        None | Some("hedges_g_av" | "g_av") => Ok("hedges_g_av"),
        Some("hedges_g_z" | "g_z") => Ok("hedges_g_z"),
        Some(other) => Err(InferenceError::Setting {
            name: "effect".to_owned(),
            found: other.to_owned(),
            allowed: "hedges_g_av, hedges_g_z".to_owned(),
        }),
    }
}

fn signed_rank(pairs: &Paired, settings: &Settings) -> Result<Answer, InferenceError> {
    let blank = named("wilcoxon", "points", "wilcoxon_signed_rank", pairs);
    let mut answer = blank.filled(wilcoxon_signed_rank(pairs), |answer, test| {
        answer.statistic = Some(test.statistic);
        answer.p_value = Some(test.p_value);
        if test.n_unchanged > 0 {
            answer
                .note(format!("{} without a change were left out of the ranks", test.n_unchanged));
        }
        answer.note(if test.is_exact {
            "exact p-value"
        } else {
            "p-value from the normal distribution"
        });
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

/// Three shares that add up to 1: improvement is never shown without its counterpart.
fn directions(pairs: &Paired, settings: &Settings) -> Result<Vec<Answer>, InferenceError> {
    let margin = settings.number("margin")?.unwrap_or(0.0);
    if margin < 0.0 {
        return Err(InferenceError::Setting {
            name: "margin".to_owned(),
            found: margin.to_string(),
            allowed: "0 or the smallest change that counts".to_owned(),
        });
    }
    let sign = if settings.text("better") == Some("lower") { -1.0 } else { 1.0 };
    let changes: Sample = pairs.differences();
    let moved = |sign: f64| changes.count(|change| sign * change > 0.0 && sign * change >= margin);
    let (improved, declined) = (moved(sign), moved(-sign));
    let maintained = changes.n() - improved - declined;
    let share = |(name, count): (&str, u64)| {
        named(name, "share", "wilson", pairs).filled(
            wilson(count, changes.n(), settings.level),
            |answer, share| {
                answer.estimate = Some(share);
            },
        )
    };
    [("improved", improved), ("maintained", maintained), ("declined", declined)]
        .map(share)
        .into_iter()
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inference::designs::tests::{ask, names, numbers, settings, texts};
    use crate::measures::Values;

    const BEFORE: [f64; 10] = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0];
    const AFTER: [f64; 10] = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4];

    fn sleep() -> [(&'static str, Values); 2] {
        [("before", numbers(&BEFORE.map(Some))), ("after", numbers(&AFTER.map(Some)))]
    }

    fn value(reply: &Reply, name: &str) -> f64 {
        let found = reply.answers.iter().find(|answer| answer.answer == name);
        found.and_then(|answer| answer.estimate).unwrap().value
    }

    #[test]
    fn the_sleep_data_have_their_known_answers() {
        let reply = ask("paired", &sleep(), &[1; 10], &[]);
        let change = &reply.answers[0];
        assert_eq!(
            (change.answer.as_str(), change.method.as_str(), change.n),
            ("mean_change", "paired_t", 10)
        );
        assert!((change.statistic.unwrap() - 4.0621).abs() < 5e-5);
        assert_eq!(change.effect_kind.as_deref(), Some("hedges_g_av"));
        assert!((change.effect.unwrap().value - 0.78459).abs() < 5e-6);
        assert_eq!(reply.answers[1].statistic, Some(45.0));
        assert!((value(&reply, "wilcoxon") - 1.3).abs() < 1e-9);
        assert!((value(&reply, "correlation") - 0.795_170_2).abs() < 5e-8);
        let z = ask("paired", &sleep(), &[1; 10], &[("effect", "hedges_g_z")]);
        assert!((z.answers[0].effect.unwrap().value - 1.17445).abs() < 5e-6);
    }

    #[test]
    fn improved_maintained_and_declined_add_up_and_follow_the_better_direction() {
        let reply = ask("paired", &sleep(), &[1; 10], &[("margin", "1.3")]);
        let shares = |reply: &Reply| {
            ["improved", "maintained", "declined"].map(|name| Some(value(reply, name)))
        };
        assert_eq!(shares(&reply), [Some(0.6), Some(0.4), Some(0.0)]);
        let lower = ask("paired", &sleep(), &[1; 10], &[("better", "lower")]);
        assert_eq!(shares(&lower), [Some(0.0), Some(0.1), Some(0.9)]);
    }

    #[test]
    fn the_first_test_of_the_header_leads() {
        let reply =
            ask("paired", &sleep(), &[1; 10], &[("tests", "wilcoxon_signed_rank, paired_t")]);
        assert_eq!(names(&reply)[..2], ["wilcoxon", "mean_change"]);
    }

    #[test]
    fn mentees_of_one_mentor_are_one_cluster() {
        let mut table = sleep().to_vec();
        table.push(("cluster", texts(&["a", "a", "b", "b", "c", "c", "d", "d", "e", "e"])));
        let change = &ask("paired", &table, &[1; 10], &[]).answers[0];
        assert_eq!((change.n_clusters, change.method.as_str()), (Some(5), "paired_t_cr2"));
        assert!((change.df.unwrap() - 4.0).abs() < 1e-9);
        assert_eq!(change.notes.len(), 2);
    }

    #[test]
    fn a_missing_follow_up_is_counted_and_an_unknown_effect_refused() {
        let table =
            [("before", numbers(&[Some(1.0), Some(2.0)])), ("after", numbers(&[Some(2.0), None]))];
        let reply = ask("paired", &table, &[6, 4], &[]);
        let change = &reply.answers[0];
        assert_eq!((change.n, change.n_missing, change.p_value), (6, 4, None));
        assert_eq!(change.notes, ["no interval: every change is the same"]);
        let columns = table.map(|(name, values)| (name.to_owned(), values)).to_vec();
        let asked = answer(&Cells::new(columns, vec![6, 4]), &settings(&[("effect", "size")]));
        assert!(matches!(asked, Err(InferenceError::Setting { .. })));
    }
}
