use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use polars::prelude::DataFrame;
use proptest::prelude::*;

use super::cell::STATES;
use super::*;
use crate::contract::RowState;
use crate::contract::builder::{Cell, TableBuilder};
use crate::contract::file_rows::FileRows;
use crate::contract::tables::table;
use crate::contract::violation::RowId;
use crate::plan::{Plan, Vocabulary};

fn plan() -> Plan {
    let text = "[program]\nid = \"case\"\nname = \"Case\"\n\n[[instruments]]\nid = \"form\"\nrole = \"mentee\"\n\
                minimum = 1\nmaximum = 5\n\n[[instruments.scales]]\nid = \"scale\"\n\
                items = [\"q1\", \"q2\", \"q3\", \"q4\"]\n";
    Plan::parse(text, "plan", Path::new("."), &Vocabulary::default()).unwrap()
}

/// A form: its id, its wave, and to which items it has which answers.
type Form = (i64, bool, Vec<(usize, Option<u8>, usize)>);

fn frame(plan: &Plan, forms: &[Form]) -> DataFrame {
    let table = table(FOLDED).unwrap();
    let place = |name: &str| table.columns.iter().position(|own| own.name == name).unwrap();
    let items = &plan.instruments[0].items;
    let mut builder = TableBuilder::new(table);
    for (ordinal, (id, is_baseline, answers)) in (0..).zip(forms) {
        let mut cells = vec![Cell::Missing; table.columns.len()];
        cells[place("response_id")] = Cell::Integer(*id);
        cells[place("instrument")] = Cell::Text("form".into());
        cells[place("wave")] =
            Cell::Text(if *is_baseline { "baseline" } else { "followup" }.into());
        let answers: Vec<Answer<'_>> = answers
            .iter()
            .map(|(item, value, state)| Answer {
                item: &items[*item],
                value: value.map(f64::from),
                state: STATES[*state],
            })
            .collect();
        builder.push_form(&cells, (items, &answers), None, RowId { file: 0, ordinal });
    }
    builder.finish("case").unwrap()
}

fn forms() -> impl Strategy<Value = Vec<Form>> {
    let answer = (0..4_usize, proptest::option::of(1..=5_u8), 0..6_usize);
    let answers = proptest::collection::btree_map(0..4_usize, answer, 1..5);
    let answers = answers.prop_map(|all| {
        all.into_iter().map(|(item, (_, value, state))| (item, value, state)).collect()
    });
    proptest::collection::vec((0..9_i64, any::<bool>(), answers), 0..12)
}

proptest! {
    #[test]
    fn what_is_unfolded_and_folded_again_is_what_it_was(forms in forms()) {
        let (plan, folded) = (plan(), frame(&plan(), &forms));
        let items = Items::of(&plan);
        let rows = items.unfolded(&folded).unwrap();
        let said: Vec<_> = forms
            .iter()
            .flat_map(|(id, _, answers)| answers.iter().map(move |answer| (*id, answer)))
            .map(|(id, (item, value, state))| {
                (Some(id), Some(format!("q{}", item + 1)), value.map(f64::from), Some(STATES[*state]))
            })
            .collect();
        let found: Vec<_> = rows.column("response_id").unwrap().i64().unwrap().iter()
            .zip(rows.column("item").unwrap().str().unwrap().iter())
            .zip(rows.column("value").unwrap().f64().unwrap().iter())
            .zip(rows.column("state").unwrap().str().unwrap().iter())
            .map(|(((id, item), value), state)| (id, item.map(str::to_owned), value, state))
            .collect();
        prop_assert_eq!(found, said);
        prop_assert!(items.folded(&rows).unwrap().equals_missing(&folded));
    }
}

#[test]
fn unfolded_rows_have_the_columns_of_the_contract_in_its_order() {
    let plan = plan();
    let folded = frame(&plan, &[(1, true, vec![(0, Some(3), 0)])]);
    let rows = Items::of(&plan).unfolded(&folded).unwrap();
    let own: Vec<&str> = table(FOLDED).unwrap().columns.iter().map(|own| own.name).collect();
    let found: Vec<&str> = rows.columns().iter().map(|column| column.name().as_str()).collect();
    let found: Vec<&str> = found.into_iter().filter(|name| own.contains(name)).collect();
    assert_eq!(found, own);
}

#[test]
fn a_large_survey_is_unfolded_batch_by_batch() {
    let plan = plan();
    let all = vec![(0, Some(1), 0), (1, Some(2), 0), (2, None, 1), (3, Some(4), 0)];
    let forms: Vec<Form> = (0..100_000).map(|id| (id, true, all.clone())).collect();
    let items = Arc::new(Items::of(&plan));
    let piece = Piece::new(FOLDED, &frame(&plan, &forms), &items);
    let heights: Vec<usize> = piece.batches().map(|batch| batch.unwrap().height()).collect();
    assert_eq!(heights, [1 << 18, 400_000 - (1 << 18)]);
    assert_eq!(piece.height(), 400_000);
    let nothing = Piece::new(FOLDED, &frame(&plan, &[]), &items);
    assert_eq!((nothing.height(), nothing.batches().count()), (0, 1));
}

#[test]
fn of_a_form_that_comes_twice_each_question_has_its_latest_answer() {
    let plan = plan();
    let first = vec![(0, Some(1), 0), (1, Some(1), 0)];
    let later = vec![(1, Some(2), 0), (2, Some(2), 0)];
    let forms = [(7, true, first), (8, true, vec![(0, Some(5), 0)]), (7, true, later)];
    let file = FileRows {
        source: 0,
        name: "form.csv".to_owned(),
        states: vec![RowState::Superseded; 3],
        day: None,
        given: (FOLDED, BTreeSet::new()),
    };
    let items = Items::of(&plan);
    let table = table(FOLDED).unwrap();
    let latest = items.latest(table, frame(&plan, &forms), &[file]).unwrap();
    let rows = items.unfolded(&latest.frame).unwrap();
    let mut found: Vec<_> = rows
        .column("response_id")
        .unwrap()
        .i64()
        .unwrap()
        .iter()
        .zip(rows.column("item").unwrap().str().unwrap().iter())
        .zip(rows.column("value").unwrap().f64().unwrap().iter())
        .map(|((id, item), value)| (id.unwrap(), item.unwrap(), value.unwrap()))
        .collect();
    found.sort_by(|a, b| a.partial_cmp(b).unwrap());
    assert_eq!(found, [(7, "q1", 1.0), (7, "q2", 2.0), (7, "q3", 2.0), (8, "q1", 5.0)]);
    assert_eq!(latest.repeated.into_iter().collect::<Vec<_>>(), [0]);
}
