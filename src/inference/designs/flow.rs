//! Steps of a program: how many took each?

use std::collections::BTreeMap;

use crate::inference::{
    Answer, AnswerSpec, ColumnKind, ColumnSpec, Design, Estimate, InferenceError, Point, Reply,
    Settings, wilson,
};
use crate::measures::Cells;

pub(in crate::inference) const DESIGN: Design = Design {
    name: "flow",
    about: "one row per unit and step that it took: how many took each step",
    columns: &[
        ColumnSpec { name: "stage", kind: ColumnKind::Text, required: true, about: "the step" },
        ColumnSpec {
            name: "position",
            kind: ColumnKind::Number,
            required: false,
            about: "the order of the steps; without it the largest step is the first",
        },
    ],
    answers: &[
        AnswerSpec { name: "reached", about: "units that took the step" },
        AnswerSpec {
            name: "share_of_first",
            about: "share of those at the first step who took it",
        },
    ],
    settings: &[],
    answer,
};

/// One step with its units.
struct Stage {
    name: String,
    position: f64,
    n: u64,
}

fn answer(cells: &Cells, settings: &Settings) -> Result<Reply, InferenceError> {
    let names = DESIGN.texts(cells, "stage")?;
    let positions = match cells.column("position") {
        Some(_) => DESIGN.numbers(cells, "position")?,
        None => vec![None; names.len()],
    };
    let unnamed = names.iter().zip(cells.counts()).filter(|(name, _)| name.is_none());
    let n_missing: u64 = unnamed.map(|(_, count)| count).sum();
    let stages = stages(&names, &positions, cells.counts());
    let Some(first) = stages.first().map(|stage| stage.n) else {
        let error = InferenceError::TooFew { needed: 1, what: "units at a step", found: 0 };
        let blank = Answer::named("reached", "count", "count").counted(0, n_missing);
        let answers = vec![blank.filled(Err::<(), _>(error), |_, ()| {})?];
        return Ok(Reply { answers, points: Vec::new() });
    };
    let mut answers: Vec<Answer> = stages.iter().map(|stage| reached(stage, n_missing)).collect();
    for stage in &stages[1..] {
        let blank = Answer::named("share_of_first", "share", "wilson").counted(first, n_missing);
        let found = if stage.n <= first {
            wilson(stage.n, first, settings.level)
        } else {
            let reason = "more took this step than the first".to_owned();
            Err(InferenceError::Undefined { reason })
        };
        let fill = |answer: &mut Answer, share| answer.estimate = Some(share);
        answers.push(blank.about(&stage.name).filled(found, fill)?);
    }
    let points = stages.iter().map(|stage| point(stage, first)).collect();
    Ok(Reply { answers, points })
}

/// Steps in their order: by position, then the larger first, then by name.
fn stages(names: &[Option<String>], positions: &[Option<f64>], counts: &[u64]) -> Vec<Stage> {
    let mut found = BTreeMap::<&String, (Option<f64>, u64)>::new();
    for ((name, position), count) in names.iter().zip(positions).zip(counts) {
        let Some(name) = name else { continue };
        let stage = found.entry(name).or_default();
        let position = position.filter(|position| position.is_finite());
        stage.0 = [stage.0, position].into_iter().flatten().reduce(f64::min);
        stage.1 += count;
    }
    let mut stages: Vec<(Option<f64>, &String, u64)> =
        found.into_iter().map(|(name, (position, n))| (position, name, n)).collect();
    stages.sort_by(|one, other| {
        let place = |stage: &(Option<f64>, &String, u64)| stage.0.unwrap_or(f64::MAX);
        place(one).total_cmp(&place(other)).then(other.2.cmp(&one.2)).then(one.1.cmp(other.1))
    });
    let numbered = stages.into_iter().enumerate();
    numbered
        .map(|(at, (position, name, n))| Stage {
            name: name.clone(),
            position: position.unwrap_or((at + 1) as f64),
            n,
        })
        .collect()
}

fn reached(stage: &Stage, n_missing: u64) -> Answer {
    let mut answer = Answer::named("reached", "count", "count").counted(stage.n, n_missing);
    answer.estimate = Some(Estimate { value: stage.n as f64, low: None, high: None });
    answer.about(&stage.name)
}

fn point(stage: &Stage, first: u64) -> Point {
    Point {
        series: "flow".to_owned(),
        label: Some(stage.name.clone()),
        x: Some(stage.position),
        y: (first > 0).then(|| stage.n as f64 / first as f64),
        n: Some(stage.n),
        ..Point::default()
    }
}

#[cfg(test)]
mod tests {
    use crate::inference::designs::tests::{ask, names, numbers, texts};

    #[test]
    fn steps_keep_their_order_and_share_the_first() {
        let table = [
            ("stage", texts(&["matched", "enrolled", "met"])),
            ("position", numbers(&[Some(2.0), Some(1.0), Some(3.0)])),
        ];
        let reply = ask("flow", &table, &[80, 100, 60], &[]);
        assert_eq!(
            names(&reply),
            ["reached", "reached", "reached", "share_of_first", "share_of_first"]
        );
        let labels: Vec<_> = reply
            .points
            .iter()
            .map(|point| (point.label.as_deref().unwrap(), point.y.unwrap()))
            .collect();
        assert_eq!(labels, [("enrolled", 1.0), ("matched", 0.8), ("met", 0.6)]);
        assert_eq!(reply.answers[4].estimate.map(|found| found.value), Some(0.6));
    }

    #[test]
    fn without_positions_the_largest_step_comes_first() {
        let reply = ask("flow", &[("stage", texts(&["b", "a", "c"]))], &[5, 9, 5], &[]);
        let places: Vec<_> = reply
            .points
            .iter()
            .map(|point| (point.label.as_deref().unwrap(), point.x.unwrap()))
            .collect();
        assert_eq!(places, [("a", 1.0), ("b", 2.0), ("c", 3.0)]);
    }
}
