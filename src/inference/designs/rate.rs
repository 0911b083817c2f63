//! Events by exposure per unit: meetings per month of a match.

mod closer;

use crate::inference::counted::whole;
use crate::inference::design::CLUSTER;
use crate::inference::{
    Answer, AnswerSpec, ColumnKind, ColumnSpec, Design, Estimate, InferenceError, Paired, Reply,
    Settings, poisson_rate, robust_rate,
};
use crate::measures::Cells;

pub(in crate::inference) const DESIGN: Design = Design {
    name: "rate",
    about: "events and exposure per unit: how many events per unit of exposure",
    columns: &[
        ColumnSpec {
            name: "events",
            kind: ColumnKind::Number,
            required: true,
            about: "how much happened: meetings, hours",
        },
        ColumnSpec {
            name: "exposure",
            kind: ColumnKind::Number,
            required: true,
            about: "how long it could happen: months of a match",
        },
        CLUSTER,
        ColumnSpec {
            name: "group_id",
            kind: ColumnKind::Text,
            required: false,
            about: "the unit's group, to compare groups with one another",
        },
    ],
    answers: &[
        AnswerSpec { name: "rate", about: "events per exposure, allowing units to differ" },
        AnswerSpec {
            name: "rate_poisson",
            about: "events per exposure, as if each came by itself",
        },
        AnswerSpec {
            name: "rate_bootstrap",
            about: "events per exposure, with units or clusters drawn again",
        },
        AnswerSpec {
            name: "rate_ratio",
            about: "rate of every group by that of the reference, allowing units to differ",
        },
        AnswerSpec {
            name: "rate_ratio_poisson",
            about: "the same, as if each event came by itself",
        },
    ],
    settings: &["seed", "resamples", "reference"],
    answer,
};

fn answer(cells: &Cells, settings: &Settings) -> Result<Reply, InferenceError> {
    let (events, exposure) = (DESIGN.numbers(cells, "events")?, DESIGN.numbers(cells, "exposure")?);
    let all = Paired::weighted(&events, &exposure, cells.counts());
    let units = exposed(&all);
    let blank = |name: &str, method: &str| {
        let mut answer = Answer::named(name, "ratio", method).counted(units.n(), all.n_missing());
        answer.n_excluded = all.n() - units.n();
        if answer.n_excluded > 0 {
            answer.note("units without exposure were left out");
        }
        answer
    };
    let pooled = (units.n() >= 2).then(|| units.before().sum() / units.after().sum());
    let robust = blank("rate", "robust_ratio").filled_or_point(
        robust_rate(&units, settings.level),
        pooled,
        |answer, test| answer.take_interval(&test),
    )?;
    let poisson = blank("rate_poisson", "poisson_exact")
        .filled(poisson(&units, settings), |answer, estimate| answer.estimate = Some(estimate))?;
    let mut answers = vec![robust, poisson];
    if settings.asks_for("rate_bootstrap") {
        let blank = blank("rate_bootstrap", "studentised_bootstrap");
        answers.push(closer::bootstrap(blank, &units, (&events, &exposure), cells, settings)?);
    }
    answers.extend(closer::ratios((&events, &exposure), cells, settings)?);
    Ok(Reply { answers, points: Vec::new() })
}

/// Units that were exposed at all.
fn exposed(all: &Paired) -> Paired {
    let kept = all.pairs().iter().filter(|unit| unit.after > 0.0);
    Paired::gather(kept.map(|unit| (Some(unit.before), Some(unit.after), unit.count)))
}

fn poisson(units: &Paired, settings: &Settings) -> Result<Estimate, InferenceError> {
    poisson_rate(whole_events(units)?, units.after().sum(), settings.level)
}

fn whole_events(units: &Paired) -> Result<u64, InferenceError> {
    let events = units.before().sum();
    if events < 0.0 || events.fract() != 0.0 || events > MOST_EVENTS {
        let reason = "events are not counted in whole numbers".to_owned();
        return Err(InferenceError::Undefined { reason });
    }
    Ok(whole(events))
}

/// Beyond this, binary fractions no longer hold every whole number.
const MOST_EVENTS: f64 = 9e15;

#[cfg(test)]
mod tests {
    use crate::inference::designs::tests::{ask, names, numbers};

    #[test]
    fn units_without_exposure_are_left_out_and_counted() {
        let table = [
            ("events", numbers(&[Some(20.0), Some(17.0), Some(3.0), None])),
            ("exposure", numbers(&[Some(12.0), Some(8.0), Some(0.0), Some(4.0)])),
        ];
        let reply = ask("rate", &table, &[1, 1, 2, 5], &[]);
        assert_eq!(names(&reply), ["rate", "rate_poisson"]);
        let (robust, poisson) = (&reply.answers[0], &reply.answers[1]);
        assert_eq!((robust.n, robust.n_missing, robust.n_excluded), (2, 5, 2));
        assert_eq!(robust.estimate.map(|found| found.value), Some(1.85));
        assert!((poisson.estimate.unwrap().high.unwrap() - 2.549_981).abs() < 5e-7);
    }

    #[test]
    fn hours_have_no_poisson_interval() {
        let table = [
            ("events", numbers(&[Some(1.5), Some(4.0)])),
            ("exposure", numbers(&[Some(1.0), Some(2.0)])),
        ];
        let reply = ask("rate", &table, &[3, 3], &[]);
        assert!(reply.answers[0].estimate.unwrap().low.is_some());
        assert_eq!(reply.answers[1].notes.len(), usize::from(reply.answers[1].estimate.is_none()));
    }
}
