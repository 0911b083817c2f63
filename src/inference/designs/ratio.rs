//! An amount spread over units: what one mentee, one month, one hour costs.

use crate::inference::{
    Answer, AnswerSpec, ColumnKind, ColumnSpec, Design, Estimate, InferenceError, Reply, Sample,
    Settings,
};
use crate::measures::Cells;

pub(in crate::inference) const DESIGN: Design = Design {
    name: "ratio",
    about: "amounts in some rows and what they are spread over in others: the amount for one of it",
    columns: &[
        ColumnSpec {
            name: "amount",
            kind: ColumnKind::Number,
            required: true,
            about: "an amount, such as a cost; empty in a row of units",
        },
        ColumnSpec {
            name: "units",
            kind: ColumnKind::Number,
            required: true,
            about: "what a person or match adds to the base: 1, months, hours; empty in a row of an amount",
        },
    ],
    answers: &[AnswerSpec { name: "ratio", about: "sum of all amounts by the sum of all units" }],
    settings: &[],
    answer,
};

fn answer(cells: &Cells, _: &Settings) -> Result<Reply, InferenceError> {
    let amounts = Sample::weighted(&DESIGN.numbers(cells, "amount")?, cells.counts());
    let units = Sample::weighted(&DESIGN.numbers(cells, "units")?, cells.counts());
    let blank = Answer::named("ratio", "ratio", "ratio_of_totals").counted(units.n(), 0);
    let found = amounts.at_least(1, "amounts").and_then(|()| {
        if units.sum() > 0.0 {
            return Ok(amounts.sum() / units.sum());
        }
        Err(InferenceError::Undefined { reason: "there is nothing to spread it over".to_owned() })
    });
    // Both totals are counted, not estimated: there is no interval.
    let answer = blank.filled(found, |answer, value| {
        answer.estimate = Some(Estimate { value, low: None, high: None });
    })?;
    Ok(Reply { answers: vec![answer], points: Vec::new() })
}

#[cfg(test)]
mod tests {
    use crate::inference::designs::tests::{ask, numbers};

    #[test]
    fn a_total_is_spread_over_all_units_and_n_counts_those() {
        let table = [
            ("amount", numbers(&[Some(900.0), Some(100.0), None, None])),
            ("units", numbers(&[None, None, Some(2.0), Some(0.5)])),
        ];
        let answer = &ask("ratio", &table, &[1, 1, 3, 4], &[]).answers[0];
        assert_eq!(answer.estimate.map(|found| (found.value, found.low)), Some((125.0, None)));
        assert_eq!(answer.n, 7);
    }

    #[test]
    fn nothing_to_spread_over_is_said() {
        let table = [("amount", numbers(&[Some(1.0)])), ("units", numbers(&[None]))];
        let note = &ask("ratio", &table, &[1], &[]).answers[0].notes[0];
        assert_eq!(note, "not computed: there is nothing to spread it over");
    }
}
