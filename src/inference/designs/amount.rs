//! Amounts by category: hours, certificates, costs.

use std::collections::BTreeSet;

use crate::inference::{
    Answer, AnswerSpec, ColumnKind, ColumnSpec, Design, Estimate, InferenceError, Point, Reply,
    Sample, Settings, mean_t,
};
use crate::measures::Cells;

pub(in crate::inference) const DESIGN: Design = Design {
    name: "amount",
    about: "an amount and its category per unit: totals, and the mean of a unit",
    columns: &[
        ColumnSpec {
            name: "category",
            kind: ColumnKind::Text,
            required: true,
            about: "what the amount is of",
        },
        ColumnSpec {
            name: "amount",
            kind: ColumnKind::Number,
            required: true,
            about: "how much; 1 for things that are counted",
        },
    ],
    answers: &[
        AnswerSpec { name: "total", about: "sum of all amounts, then of each category" },
        AnswerSpec { name: "per_unit", about: "mean amount of a row, with t interval" },
    ],
    settings: &[],
    answer,
};

fn answer(cells: &Cells, settings: &Settings) -> Result<Reply, InferenceError> {
    let (names, amounts) = (DESIGN.texts(cells, "category")?, DESIGN.numbers(cells, "amount")?);
    let all = Sample::weighted(&amounts, cells.counts());
    let mut answers = vec![total(&all)?];
    let mut points = Vec::new();
    for category in names.iter().flatten().collect::<BTreeSet<_>>() {
        let rows = names.iter().zip(&amounts).zip(cells.counts());
        let own = rows.filter(|((name, _), _)| name.as_ref() == Some(category));
        let sample = Sample::gather(own.map(|((_, &amount), &count)| (amount, count)));
        answers.push(total(&sample)?.about(category));
        points.push(Point {
            series: "total".to_owned(),
            label: Some(category.clone()),
            y: Some(sample.sum()),
            n: Some(sample.n()),
            ..Point::default()
        });
    }
    if settings.gives("per_unit", true) {
        let blank = Answer::named("per_unit", "count", "mean_t").counted(all.n(), all.n_missing());
        let mean = mean_t(&all, settings.level);
        let take = |answer: &mut Answer, test| answer.take_interval(&test);
        answers.push(blank.filled_or_point(mean, all.mean(), take)?);
    }
    Ok(Reply { answers, points })
}

/// A total is counted, not estimated: it has no interval.
fn total(sample: &Sample) -> Result<Answer, InferenceError> {
    let blank = Answer::named("total", "count", "sum").counted(sample.n(), sample.n_missing());
    blank.filled(sample.at_least(1, "amounts"), |answer, ()| {
        answer.estimate = Some(Estimate { value: sample.sum(), low: None, high: None });
    })
}

#[cfg(test)]
mod tests {
    use crate::inference::designs::tests::{ask, names, numbers, words};

    #[test]
    fn totals_add_up_overall_first() {
        let kinds = [Some("badge".to_owned()), Some("certificate".to_owned()), None];
        let table =
            [("category", words(&kinds)), ("amount", numbers(&[Some(1.0), Some(2.5), Some(1.0)]))];
        let reply = ask("amount", &table, &[4, 2, 1], &[]);
        assert_eq!(names(&reply), ["total", "total", "total", "per_unit"]);
        let totals: Vec<_> = reply.answers[..3]
            .iter()
            .map(|answer| answer.estimate.map(|found| found.value))
            .collect();
        assert_eq!(totals, [Some(10.0), Some(4.0), Some(5.0)]);
        assert_eq!((reply.points.len(), reply.points[1].y), (2, Some(5.0)));
    }
}
