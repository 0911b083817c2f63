use super::*;

/// A table of `rows` by `columns` with its sums, everything shown but what is below `few`.
fn grid(values: &[&[f64]], few: f64) -> Tables {
    let mut tables = Tables::default();
    let mut add = |value: f64, is_sum: bool| {
        let state =
            if value > 0.0 && value < few && !is_sum { State::Hidden } else { State::Shown };
        let weight = if is_sum { 1000.0 } else { 1.0 + value };
        let item = tables.item(weight, state, None);
        let cell = tables.cell(value, item);
        if state == State::Hidden {
            tables.needs.push(Need { cell, low: 0.0, high: few });
        }
        cell
    };
    let cells: Vec<Vec<usize>> =
        values.iter().map(|row| row.iter().map(|value| add(*value, false)).collect()).collect();
    let mut sums = Vec::new();
    for (row, own) in values.iter().zip(&cells) {
        let sum = add(row.iter().sum(), true);
        sums.push(own.iter().map(|cell| (*cell, 1.0)).chain([(sum, -1.0)]).collect());
    }
    for column in 0..values[0].len() {
        let sum = add(values.iter().map(|row| row[column]).sum(), true);
        let own = cells.iter().map(|row| (row[column], 1.0));
        sums.push(own.chain([(sum, -1.0)]).collect());
    }
    tables.sums = sums;
    tables
}

fn hidden(tables: &Tables) -> Vec<usize> {
    (0..tables.items.len()).filter(|item| tables.is_hidden(*item)).collect()
}

/// The least price at which a table is safe, found by trying every choice.
fn least(tables: &Tables, inner: usize) -> f64 {
    let choices = 0..(1_u32 << inner);
    let price = |tables: &Tables| -> f64 {
        hidden(tables).iter().map(|item| tables.items[*item].weight).sum()
    };
    let safe = choices.filter_map(|choice| {
        let mut tried = tables.clone();
        for item in (0..inner).filter(|item| choice & (1 << item) != 0) {
            tried.items[item].state = State::Hidden;
        }
        let of_cell = tried.sums_of_cells();
        let is_met = |need: &Need| {
            [need.low, need.high].into_iter().all(|goal| {
                let change = goal - tried.cells[need.cell].value;
                change.abs() < CHANGED
                    || tried.alternative(need.cell, change, &of_cell, false).is_some()
            })
        };
        tried.needs.iter().all(is_met).then(|| price(&tried))
    });
    safe.fold(f64::INFINITY, f64::min)
}

#[test]
fn a_hidden_cell_of_a_table_needs_three_others_in_a_rectangle() {
    let mut tables = grid(&[&[2.0, 9.0, 30.0], &[12.0, 8.0, 40.0], &[50.0, 60.0, 70.0]], 3.0);
    assert!(tables.protect().is_empty());
    assert_eq!(hidden(&tables), [0, 1, 3, 4]);
}

#[test]
fn what_is_hidden_costs_little_more_than_the_least_that_is_enough() {
    let tables: [&[&[f64]]; 4] = [
        &[&[1.0, 9.0, 14.0], &[12.0, 2.0, 11.0]],
        &[&[1.0, 5.0, 4.0], &[6.0, 7.0, 2.0]],
        &[&[0.0, 2.0, 9.0], &[8.0, 6.0, 7.0]],
        &[&[2.0, 2.0, 9.0], &[8.0, 6.0, 1.0]],
    ];
    let (mut found, mut best) = (0.0, 0.0);
    for values in tables {
        let mut tables = grid(values, 3.0);
        best += least(&tables, 6);
        assert!(tables.protect().is_empty(), "{values:?}");
        found += hidden(&tables).iter().map(|item| tables.items[*item].weight).sum::<f64>();
    }
    assert!(found >= best - 1e-9 && found <= 1.1 * best, "{found} for {best}");
}

#[test]
fn what_readers_know_is_no_help_and_a_need_that_cannot_be_met_is_said() {
    let mut tables = grid(&[&[2.0, 9.0], &[12.0, 8.0]], 3.0);
    for item in 1..4 {
        tables.items[item].state = State::Known;
    }
    tables.items[4..].iter_mut().for_each(|item| item.state = State::Known);
    assert!(!tables.protect().is_empty());
}

#[test]
fn what_is_told_elsewhere_stays_told_and_what_lies_within_can_be_hidden() {
    // Two groups of 12 and 20, whose sizes others tell; of the first 1 is against, of both together 8 are.
    for (state, is_met) in [(State::Told, true), (State::Known, false)] {
        let mut tables = Tables::default();
        let mut group = |n: f64, against: f64, is_hidden: bool| {
            let size = tables.item(100.0, state, None);
            let within = if is_hidden { State::Hidden } else { State::Shown };
            let share = tables.item(1.0, within, Some(size));
            let cells = [(n, size), (against, share), (n - against, share)]
                .map(|(n, of)| tables.cell(n, of));
            let [all, no, yes] = cells;
            tables.sums.push(vec![(no, 1.0), (yes, 1.0), (all, -1.0)]);
            (share, no)
        };
        let ((_, few), (other, rest)) = (group(12.0, 1.0, true), group(20.0, 7.0, false));
        let together = tables.item(1000.0, State::Known, None);
        let together = tables.cell(8.0, together);
        tables.sums.push(vec![(few, 1.0), (rest, 1.0), (together, -1.0)]);
        tables.needs.push(Need { cell: few, low: 0.0, high: 3.0 });
        assert_eq!(tables.protect().is_empty(), is_met, "{state:?}");
        assert_eq!(tables.is_hidden(other), is_met, "{state:?}");
        assert_eq!(hidden(&tables).len(), if is_met { 2 } else { 1 }, "no size is hidden");
    }
}
