//! How long units last, and why they end.

mod compare;
mod hazard;
mod points;

use crate::inference::design::{CLUSTER, optional_texts};
use crate::inference::{
    Answer, AnswerSpec, ColumnKind, ColumnSpec, Curve, Design, Durations, InferenceError, Reply,
    Settings, Spell, aalen_johansen, kaplan_meier, median_survival, restricted_mean,
};
use crate::measures::Cells;

/// What ends a duration when the table has no column of causes.
const ENDED: &str = "ended";

pub(in crate::inference) const DESIGN: Design = Design {
    name: "duration",
    about: "how long each unit was followed and why that ended: shares that last, causes that compete",
    columns: &[
        ColumnSpec {
            name: "days",
            kind: ColumnKind::Number,
            required: true,
            about: "days from the start to the end, or to the last day on which it went on; 0 counts",
        },
        ColumnSpec {
            name: "entered",
            kind: ColumnKind::Number,
            required: false,
            about: "day on which following began, when later than the start; empty is 0",
        },
        ColumnSpec {
            name: "cause",
            kind: ColumnKind::Text,
            required: false,
            about: "why it ended; empty is still going on; without the column, all have ended",
        },
        ColumnSpec {
            name: "group",
            kind: ColumnKind::Text,
            required: false,
            about: "groups that are compared when the header asks for it",
        },
        ColumnSpec {
            name: "stratum",
            kind: ColumnKind::Text,
            required: false,
            about: "site or year within which groups are compared",
        },
        CLUSTER,
        ColumnSpec {
            name: "covariate_",
            kind: ColumnKind::Number,
            required: false,
            about: "any further number whose name starts so, for hazard ratios",
        },
    ],
    answers: &[
        AnswerSpec {
            name: "survival",
            about: "per day of `at`, `survival_<day>`: share that lasts longer; `planned` is no failure",
        },
        AnswerSpec { name: "median", about: "`median_days`: day on which half have failed" },
        AnswerSpec {
            name: "rmst",
            about: "`rmst_<tau>`: mean days out of the first `tau`, else of the last day of `at`",
        },
        AnswerSpec {
            name: "incidence",
            about: "per cause, `incidence_<cause>_<day>`: share that ended so by the last of `at`",
        },
        AnswerSpec {
            name: "at_risk",
            about: "when asked for, per day of `at`: followed just before (`at_risk_before_<day>`) and just after it",
        },
        AnswerSpec {
            name: "log_rank",
            about: "when asked for: do all groups last equally long, within strata",
        },
        AnswerSpec {
            name: "rmst_difference",
            about: "when asked for, `rmst_difference_<tau>`: mean days more than the `reference` group",
        },
        AnswerSpec {
            name: "gray",
            about: "when asked for, per cause, `gray_<cause>`: does it end all groups equally often",
        },
        AnswerSpec {
            name: "hazard_ratio",
            about: "when asked for: Cox regression on groups and covariates, within strata, robust to clusters",
        },
    ],
    settings: &["at", "tau", "planned", "reference"],
    answer,
};

/// What the header asks for.
struct Asked<'s> {
    at: Vec<f64>,
    tau: Option<f64>,
    planned: Vec<&'s str>,
}

impl Asked<'_> {
    /// The last of the days asked for.
    fn last(&self) -> Option<f64> {
        self.at.iter().copied().reduce(f64::max)
    }
}

fn answer(cells: &Cells, settings: &Settings) -> Result<Reply, InferenceError> {
    let asked = asked(settings)?;
    let durations = Durations::new(spells(cells)?);
    let survival = kaplan_meier(&durations, &asked.planned, settings.level);
    let mut answers = lasting(&durations, &survival, &asked, settings)?;
    let mut shown =
        survival.as_ref().map(|curve| points::steps("survival", None, curve)).unwrap_or_default();
    shown.extend(points::numbers_at_risk(&durations));
    let causes: Vec<(&String, Result<Curve, InferenceError>)> = durations
        .causes()
        .iter()
        .map(|cause| (cause, aalen_johansen(&durations, cause, settings.level)))
        .collect();
    answers.extend(ending(&durations, &causes, &asked)?);
    answers.extend(compare::at_risk(&durations, &asked, settings)?);
    answers.extend(compare::answers(cells, &asked, settings)?);
    answers.extend(hazard::ratios(cells, &asked, settings)?);
    for (cause, curve) in &causes {
        shown.extend(
            curve
                .as_ref()
                .map(|curve| points::steps("incidence", Some(cause), curve))
                .unwrap_or_default(),
        );
    }
    Ok(Reply { answers, points: shown })
}

fn asked(settings: &Settings) -> Result<Asked<'_>, InferenceError> {
    let (at, tau) = (settings.numbers("at")?, settings.number("tau")?);
    for (name, day) in at.iter().map(|day| ("at", *day)).chain(tau.map(|day| ("tau", day))) {
        if day <= 0.0 {
            return Err(InferenceError::Setting {
                name: name.to_owned(),
                found: day.to_string(),
                allowed: "days above 0".to_owned(),
            });
        }
    }
    Ok(Asked { at, tau, planned: settings.list("planned") })
}

pub(in crate::inference) fn spells(cells: &Cells) -> Result<Vec<Spell>, InferenceError> {
    let days = DESIGN.numbers(cells, "days")?;
    let rows = days.len();
    let entered = match cells.column("entered") {
        Some(_) => DESIGN.numbers(cells, "entered")?,
        None => vec![None; rows],
    };
    let cause =
        optional_texts(cells, "cause").unwrap_or_else(|| vec![Some(ENDED.to_owned()); rows]);
    let rows = days.into_iter().zip(entered).zip(cause).zip(cells.counts());
    let spell = |(((days, entered), cause), count): (_, &u64)| Spell {
        entered,
        days,
        cause,
        count: *count,
    };
    Ok(rows.map(spell).collect())
}

/// Survival, median and restricted mean.
fn lasting(
    durations: &Durations,
    survival: &Result<Curve, InferenceError>,
    asked: &Asked<'_>,
    settings: &Settings,
) -> Result<Vec<Answer>, InferenceError> {
    let mut answers = Vec::new();
    for &day in &asked.at {
        let blank = named("survival", Some(day), "kaplan_meier", durations);
        answers.push(share_on(blank, survival, Some(day), durations)?);
    }
    let mut median = named("median_days", None, "kaplan_meier", durations);
    "days".clone_into(&mut median.unit);
    match survival.clone().and_then(|curve| median_survival(&curve)) {
        Err(InferenceError::Undefined { reason }) => median.note(reason),
        found => median = median.filled(found, |answer, days| answer.estimate = Some(days))?,
    }
    answers.push(median);
    let wanted = asked.tau.or(asked.last());
    let known = survival.as_ref().ok().and_then(Curve::known_to);
    let tau = match wanted.zip(known) {
        Some((wanted, known)) => Some(wanted.min(known)),
        None => wanted.or(durations.last_day()),
    };
    let mean = survival
        .clone()
        .and_then(|curve| restricted_mean(&curve, tau.unwrap_or_default(), settings.level));
    let mut blank = named("rmst", tau, "restricted_mean", durations);
    "days".clone_into(&mut blank.unit);
    answers.push(blank.filled(mean, |answer, mean| {
        answer.estimate = Some(mean.estimate);
        if let Some((wanted, tau)) = wanted.zip(tau).filter(|(wanted, tau)| tau < wanted) {
            answer.note(format!("nobody is followed to day {wanted}: of the first {tau} days"));
        }
    })?);
    Ok(answers)
}

/// One answer per cause.
fn ending(
    durations: &Durations,
    causes: &[(&String, Result<Curve, InferenceError>)],
    asked: &Asked<'_>,
) -> Result<Vec<Answer>, InferenceError> {
    let day = asked.last().or(durations.last_day());
    let blank = |family: &str| named(family, day, "aalen_johansen", durations);
    if causes.is_empty() {
        let mut answer = blank("incidence");
        answer.note("not computed: nothing has ended");
        return Ok(vec![answer]);
    }
    let share = |(cause, curve): &(&String, _)| {
        share_on(blank(&format!("incidence_{cause}")), curve, day, durations)
    };
    causes.iter().map(share).collect()
}

/// An answer that is still to be filled, `survival_365`; who could not be used is counted and said.
fn named(family: &str, day: Option<f64>, method: &str, durations: &Durations) -> Answer {
    let name = day.map_or_else(|| family.to_owned(), |day| format!("{family}_{day}"));
    let mut answer =
        Answer::named(&name, "share", method).counted(durations.n(), durations.n_missing());
    answer.n_excluded = durations.n_negative() + durations.n_late();
    if durations.n_negative() > 0 {
        answer
            .note(format!("{} ended before they began and were left out", durations.n_negative()));
    }
    if durations.n_late() > 0 {
        answer.note(format!(
            "{} were gone when following began and were left out",
            durations.n_late()
        ));
    }
    if let Some(day) = durations.emptied_on() {
        answer.note(format!(
            "nobody is followed just after day {day}, only others from later on: a curve does not carry over"
        ));
    }
    if durations.start() > 0.0 {
        answer.note(format!(
            "nobody is followed before day {}: of those who got so far",
            durations.start()
        ));
    }
    answer
}

/// Fills in a curve's share on a day.
fn share_on(
    blank: Answer,
    curve: &Result<Curve, InferenceError>,
    day: Option<f64>,
    durations: &Durations,
) -> Result<Answer, InferenceError> {
    let day = day.unwrap_or_default();
    let step = curve.clone().and_then(|curve| curve.at(day).copied());
    let mut answer = blank.filled(step, |answer, step| {
        answer.estimate = Some(step.share);
        if step.share.low.is_none() {
            answer.note("no interval: it does not exist at 0 and 1");
        }
    })?;
    answer.note(format!("at risk {}", durations.at_risk(day)));
    Ok(answer)
}

#[cfg(test)]
mod tests;
