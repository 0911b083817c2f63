//! Two waves of the same people: how did they change?

mod beyond;
mod change;
mod ranks;
mod shares;

use crate::inference::design::CLUSTER;
use crate::inference::paired::pairs::difference;
use crate::inference::{
    Answer, AnswerSpec, ColumnKind, ColumnSpec, Design, InferenceError, Paired, Reply, Sample,
    Settings, mean_t, pearson, wilson,
};
use crate::measures::Cells;

/// Answers whose shares make up everyone: by any movement, and by movement beyond error of measurement.
pub const DIRECTIONS: [[&str; 3]; 2] = [
    ["improved", "maintained", "declined"],
    ["reliably_improved", "reliably_unchanged", "reliably_declined"],
];

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
        ColumnSpec {
            name: "reliability",
            kind: ColumnKind::Number,
            required: false,
            about: "the measure's reliability, the same in all rows; stands for the header's key",
        },
        ColumnSpec {
            name: "reference_deviation",
            kind: ColumnKind::Number,
            required: false,
            about: "the standard deviation of a reference sample, the same in all rows; as above",
        },
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
        AnswerSpec {
            name: "pratt",
            about: "when asked for: typical change with the signed-rank test that also ranks the unchanged",
        },
        AnswerSpec {
            name: "sign_test",
            about: "when asked for: of those who changed the share that went up, with the exact sign test",
        },
        AnswerSpec {
            name: "equivalence",
            about: "when asked for: is the mean change surely smaller than `margin`? Two one-sided tests",
        },
        AnswerSpec {
            name: "share_change",
            about: "when asked for, of answers 0 and 1: change of the share with McNemar's exact test, or by `tests` mcnemar_mid_p",
        },
        AnswerSpec {
            name: "nps_change",
            about: "when asked for, of answers from 0 to 10: change of the net promoter score",
        },
        AnswerSpec { name: "share_before", about: "when asked for: share of 1 at the first wave" },
        AnswerSpec { name: "share_after", about: "when asked for: share of 1 at the second wave" },
        AnswerSpec {
            name: "detectable_change",
            about: "when asked for: least change of one person that is no error of measurement, from `reliability` and the first wave's deviation, or `reference_deviation`",
        },
        AnswerSpec {
            name: "reliably_improved",
            about: "when asked for: share that moved the better way by more than that",
        },
        AnswerSpec {
            name: "reliably_unchanged",
            about: "when asked for: share whose change could be error of measurement",
        },
        AnswerSpec {
            name: "reliably_declined",
            about: "when asked for: share that moved the other way by more than that",
        },
        AnswerSpec {
            name: "recovered",
            about: "when asked for: share that reliably improved past the cutoff to a norm, `norm_mean` and `norm_deviation`",
        },
        AnswerSpec {
            name: "expected_change",
            about: "when asked for: change by regression to the mean alone, from `population_mean` and `reliability`",
        },
        AnswerSpec {
            name: "beyond_regression",
            about: "when asked for: mean change less that expected one",
        },
    ],
    settings: &[
        "tests",
        "effect",
        "alternative",
        "margin",
        "better",
        "reliability",
        "reference_deviation",
        "population_mean",
        "norm_mean",
        "norm_deviation",
        "nps",
    ],
    answer,
};

/// Tests that a header may declare, and the answer that has each. The first one declared leads.
const TESTS: &[(&str, &str)] = &[
    ("paired_t", "mean_change"),
    ("wilcoxon_signed_rank", "wilcoxon"),
    ("pratt_signed_rank", "pratt"),
    ("sign_test", "sign_test"),
    ("mcnemar_exact", "share_change"),
    ("mcnemar_mid_p", "share_change"),
];

/// Settings that may stand in the table as well, where they differ from subject to subject.
const CARRIED: [&str; 2] = ["reliability", "reference_deviation"];

fn answer(cells: &Cells, settings: &Settings) -> Result<Reply, InferenceError> {
    let mut settings = settings.clone();
    for name in CARRIED.into_iter().filter(|name| cells.column(name).is_some()) {
        let found = Sample::gather(DESIGN.numbers(cells, name)?.into_iter().map(|one| (one, 1)));
        if let [(value, _)] = found.values() {
            settings.carry(name, *value);
        }
    }
    answer_with(cells, &settings)
}

fn answer_with(cells: &Cells, settings: &Settings) -> Result<Reply, InferenceError> {
    let (before, after) = (DESIGN.numbers(cells, "before")?, DESIGN.numbers(cells, "after")?);
    let pairs = Paired::weighted(&before, &after, cells.counts());
    let changes: Vec<Option<f64>> = before
        .iter()
        .zip(&after)
        .map(|(before, after)| Some(difference((*before)?, (*after)?)))
        .collect();
    let declared = declared(settings)?;
    let (change, test) = change::mean_change(&pairs, cells, &changes, settings)?;
    let mut answers = vec![change, ranks::wilcoxon(&pairs, settings)?];
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
    let is_asked = |answer: &str| settings.asks_for(answer) || declared.contains(&answer);
    answers.extend(ranks::closer(&pairs, settings, is_asked)?);
    if settings.asks_for("equivalence") {
        answers.push(change::equivalence(&pairs, test, settings)?);
    }
    answers.extend(shares::closer(&pairs, settings, is_asked)?);
    if settings.names("nps_change") || settings.text("nps") == Some("yes") {
        answers.push(change::score(&pairs, settings)?);
    }
    answers.extend(beyond::closer(&pairs, settings)?);
    for answer in answers.iter_mut().filter(|answer| declared.contains(&answer.answer.as_str())) {
        answer.is_unsuited = false;
    }
    if let Some(leader) = declared.first() {
        answers.sort_by_key(|answer| answer.answer != *leader);
    }
    Ok(Reply { answers, points: Vec::new() })
}

/// The answers that have the tests which the header declares.
fn declared(settings: &Settings) -> Result<Vec<&'static str>, InferenceError> {
    let answer_of = |test: &str| {
        let found = TESTS.iter().find(|(name, _)| *name == test).map(|(_, answer)| *answer);
        found.ok_or_else(|| InferenceError::Setting {
            name: "tests".to_owned(),
            found: test.to_owned(),
            allowed: TESTS.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", "),
        })
    };
    settings.list("tests").into_iter().map(answer_of).collect()
}

fn named(answer: &str, unit: &str, method: &str, pairs: &Paired) -> Answer {
    Answer::named(answer, unit, method).counted(pairs.n(), pairs.n_missing())
}

fn unsuited(reason: &str) -> InferenceError {
    InferenceError::Unsuited { reason: reason.to_owned() }
}

/// 1 when higher is better, −1 when lower is.
fn better(settings: &Settings) -> f64 {
    if settings.text("better") == Some("lower") { -1.0 } else { 1.0 }
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
    let sign = better(settings);
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
    let [up, same, down] = DIRECTIONS[0];
    [(up, improved), (same, maintained), (down, declined)].map(share).into_iter().collect()
}

#[cfg(test)]
mod tests;
