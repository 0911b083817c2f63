//! What holds for every design, and what their own tests share.

use crate::inference::{
    Answer, ColumnKind, ColumnSpec, DESIGNS, Design, Estimate, InferenceError, Level, Reply,
    Settings, answer,
};
use crate::measures::{Cells, Values};

pub(super) fn numbers(values: &[Option<f64>]) -> Values {
    Values::Numbers(values.to_vec())
}

pub(super) fn words(values: &[Option<String>]) -> Values {
    Values::Texts(values.to_vec())
}

pub(super) fn texts(values: &[&str]) -> Values {
    Values::Texts(values.iter().map(|&value| Some(value.to_owned())).collect())
}

pub(super) fn settings(keys: &[(&str, &str)]) -> Settings {
    let keys = keys.iter().map(|&(key, text)| (key.to_owned(), text.to_owned()));
    Settings::new(Level::P95, keys.collect())
}

/// What a design answers for columns with their counts under some header keys.
pub(super) fn ask(
    design: &str,
    columns: &[(&str, Values)],
    counts: &[u64],
    keys: &[(&str, &str)],
) -> Reply {
    let columns =
        columns.iter().map(|(name, values)| ((*name).to_owned(), values.clone())).collect();
    answer(design, &Cells::new(columns, counts.to_vec()), &settings(keys)).unwrap()
}

pub(super) fn names(reply: &Reply) -> Vec<&str> {
    reply.answers.iter().map(|answer| answer.answer.as_str()).collect()
}

fn table(design: &Design, rows: usize) -> Cells {
    let values = |kind| match kind {
        ColumnKind::Number => Values::Numbers(vec![None; rows]),
        ColumnKind::Text => Values::Texts(vec![None; rows]),
    };
    let columns = design.columns.iter().map(|column| (column.name.to_owned(), values(column.kind)));
    Cells::new(columns.collect(), vec![3; rows])
}

#[test]
fn every_design_answers_an_empty_table_with_notes() {
    for design in DESIGNS {
        for rows in [0, 1] {
            let reply = answer(design.name, &table(design, rows), &settings(&[])).unwrap();
            let is_said = |answer: &Answer| answer.estimate.is_none() && !answer.notes.is_empty();
            assert!(
                !reply.answers.is_empty() && reply.answers.iter().all(is_said),
                "{}: {reply:?}",
                design.name
            );
        }
    }
}

#[test]
fn every_design_says_which_column_is_missing_and_which_answer_is_unknown() {
    let none = Cells::new(Vec::new(), Vec::new());
    for design in DESIGNS {
        let missing = answer(design.name, &none, &settings(&[]));
        assert!(matches!(missing, Err(InferenceError::MissingColumn { .. })), "{}", design.name);
        let unknown = answer(design.name, &table(design, 0), &settings(&[("answers", "charm")]));
        assert!(matches!(unknown, Err(InferenceError::Setting { .. })), "{}", design.name);
    }
    assert!(matches!(answer("charm", &none, &settings(&[])), Err(InferenceError::Setting { .. })));
}

/// Whole numbers that look random and are the same in every run.
pub(super) struct Dice(pub(super) u64);

impl Dice {
    fn roll(&mut self, below: u32) -> u32 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        u32::try_from(self.0 >> 33).unwrap() % below
    }
}

pub(super) type Columns = Vec<(String, Values)>;

/// A table of a design, with its counts.
pub(super) fn some_table(design: &Design, dice: &mut Dice, rows: usize) -> (Columns, Vec<u64>) {
    let mut column = |spec: &ColumnSpec| {
        let missing = |roll: u32| roll > 0;
        let values = match spec.kind {
            ColumnKind::Number => {
                let value = |dice: &mut Dice| f64::from(1 + dice.roll(5));
                Values::Numbers(
                    (0..rows).map(|_| missing(dice.roll(9)).then(|| value(dice))).collect(),
                )
            }
            ColumnKind::Text => {
                let name =
                    |dice: &mut Dice| ["a", "b", "c", "d", "e"][dice.roll(5) as usize].to_owned();
                Values::Texts(
                    (0..rows).map(|_| missing(dice.roll(9)).then(|| name(dice))).collect(),
                )
            }
        };
        (spec.name.to_owned(), values)
    };
    let columns = design.columns.iter().map(&mut column).collect();
    (columns, (0..rows).map(|_| u64::from(1 + dice.roll(4))).collect())
}

/// The rows of a table in another order, or several times.
pub(super) fn picked(columns: &Columns, rows: &[usize]) -> Columns {
    let pick = |values: &Values| match values {
        Values::Numbers(all) => Values::Numbers(rows.iter().map(|&row| all[row]).collect()),
        Values::Texts(all) => Values::Texts(rows.iter().map(|&row| all[row].clone()).collect()),
    };
    columns.iter().map(|(name, values)| (name.clone(), pick(values))).collect()
}

/// Every number of a reply, in its order, and everything else as text.
fn flat(reply: &Reply) -> (Vec<String>, Vec<f64>) {
    let mut words = Vec::new();
    let mut numbers = Vec::new();
    for answer in &reply.answers {
        words.push(format!(
            "{}|{:?}|{}|{}|{}|",
            answer.answer, answer.contrast, answer.n, answer.n_missing, answer.n_excluded
        ));
        words.push(format!("{:?}|{}|{:?}", answer.n_clusters, answer.method, answer.notes));
        let ends = |estimate: Estimate| [Some(estimate.value), estimate.low, estimate.high];
        numbers.extend(
            [answer.estimate, answer.effect].into_iter().flatten().flat_map(ends).flatten(),
        );
        numbers.extend([answer.statistic, answer.df, answer.p_value].into_iter().flatten());
    }
    for point in &reply.points {
        words.push(format!("{}|{:?}|{:?}", point.series, point.label, point.n));
        numbers.extend([point.x, point.y, point.low, point.high].into_iter().flatten());
    }
    (words, numbers)
}

pub(super) fn assert_same(design: &Design, one: &Reply, other: &Reply) {
    let ((one_words, one_numbers), (other_words, other_numbers)) = (flat(one), flat(other));
    assert_eq!(one_words, other_words, "{}", design.name);
    assert_eq!(one_numbers.len(), other_numbers.len(), "{}", design.name);
    for (one, other) in one_numbers.iter().zip(&other_numbers) {
        assert!(
            one.is_finite() && (one - other).abs() <= 1e-7 * (1.0 + one.abs()),
            "{}: {one} {other}",
            design.name
        );
    }
}

/// Patterns of answers are texts of their own kind, so that a random table of `items` says nothing.
fn drawn() -> impl Iterator<Item = &'static Design> {
    DESIGNS.iter().filter(|design| !matches!(design.name, "items" | "profiles"))
}

/// Nothing, or everything that a closer look gives.
fn asked(design: &Design) -> Vec<Settings> {
    let closer = settings(&[
        ("everything", "yes"),
        ("minimum", "1"),
        ("maximum", "5"),
        ("at", "2, 4"),
        ("resamples", "100"),
        ("margin", "1"),
        ("reliability", "0.8"),
        ("population_mean", "3"),
        ("norm_mean", "4"),
        ("norm_deviation", "1"),
        ("zero_cells", "half"),
    ]);
    let is_asked = !matches!(design.name, "comparison");
    std::iter::once(settings(&[])).chain(is_asked.then_some(closer)).collect()
}

#[test]
fn counted_rows_give_what_the_same_rows_one_by_one_give_in_any_order() {
    let mut dice = Dice(7);
    for design in drawn() {
        for (rows, settings) in [2, 5, 12, 40, 120]
            .into_iter()
            .flat_map(|rows| asked(design).into_iter().map(move |asked| (rows, asked)))
        {
            let (columns, counts) = some_table(design, &mut dice, rows);
            let counted =
                answer(design.name, &Cells::new(columns.clone(), counts.clone()), &settings)
                    .unwrap();
            let each = |row: usize| std::iter::repeat_n(row, usize::try_from(counts[row]).unwrap());
            let single: Vec<usize> = (0..rows).rev().flat_map(each).collect();
            let expanded = Cells::new(picked(&columns, &single), vec![1; single.len()]);
            assert_same(design, &counted, &answer(design.name, &expanded, &settings).unwrap());
        }
    }
}

#[test]
fn an_estimate_lies_within_its_interval_and_no_unit_is_lost() {
    let mut dice = Dice(11);
    for design in drawn() {
        for (rows, settings) in [1, 3, 9, 30, 90]
            .into_iter()
            .flat_map(|rows| asked(design).into_iter().map(move |asked| (rows, asked)))
        {
            let (columns, counts) = some_table(design, &mut dice, rows);
            let cells = Cells::new(columns, counts);
            for answer in answer(design.name, &cells, &settings).unwrap().answers {
                let total = answer.n + answer.n_missing + answer.n_excluded;
                assert!(total <= cells.total(), "{}: {answer:?}", design.name);
                assert!(
                    answer.p_value.is_none_or(|p| (0.0..=1.0).contains(&p)),
                    "{}: {answer:?}",
                    design.name
                );
                if let Some(Estimate { value, low, high }) = answer.estimate {
                    let is_within =
                        low.is_none_or(|low| low <= value) && high.is_none_or(|high| value <= high);
                    assert!(is_within, "{}: {answer:?}", design.name);
                } else {
                    // A test of everything at once has no estimate.
                    let is_said = !answer.notes.is_empty() || answer.p_value.is_some();
                    assert!(is_said, "{}: {answer:?}", design.name);
                }
            }
        }
    }
}
