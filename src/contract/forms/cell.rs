//! One cell: the answers of a row, packed.

use std::sync::LazyLock;

use polars::prelude::*;

use super::{ANSWERS, FOLDED};
use crate::contract::table::Kind;
use crate::contract::tables::table;
use crate::plan::Item;

/// An answer to one item of a form.
#[derive(Debug, Clone, Copy)]
pub(in crate::contract) struct Answer<'p> {
    /// The item.
    pub(in crate::contract) item: &'p Item,
    /// The answer as a number.
    pub(in crate::contract) value: Option<f64>,
    /// Why there is a value, or none; empty in a row that only says which answers are to be deleted.
    pub(in crate::contract) state: &'p str,
}

/// The answers of rows, in cells.
pub(in crate::contract) struct Folder {
    cells: BinaryChunkedBuilder,
    bytes: Vec<u8>,
}

impl std::fmt::Debug for Folder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Folder(…)")
    }
}

impl Folder {
    pub(in crate::contract) fn new() -> Self {
        Self { cells: BinaryChunkedBuilder::new(ANSWERS.into(), 0), bytes: Vec::new() }
    }

    /// Adds the cell of a row whose answers are to items of this form.
    pub(in crate::contract) fn push(&mut self, form: &[Item], answers: &[Answer<'_>]) {
        let mut next = 0;
        for answer in answers {
            // Most files hold the items in the form's order, so that the next one is looked for behind the last.
            let from_next = (next..form.len()).chain(0..next);
            let place =
                from_next.into_iter().find(|&at| std::ptr::eq(&raw const form[at], answer.item));
            let place = place.expect("an answer is to an item of its form");
            next = place + 1;
            self.add(Packed {
                place: u32::try_from(place).expect("a plan has fewer than four billion items"),
                state: state(answer.state),
                value: answer.value,
            });
        }
        self.end_row();
    }

    pub(super) fn add(&mut self, answer: Packed) {
        self.bytes.extend(answer.place.to_le_bytes());
        self.bytes.push(answer.state);
        self.bytes.extend(answer.value.unwrap_or(f64::NAN).to_le_bytes());
    }

    pub(super) fn end_row(&mut self) {
        self.cells.append_value(&self.bytes);
        self.bytes.clear();
    }

    pub(in crate::contract) fn finish(self) -> Column {
        self.cells.finish().into_column()
    }
}

/// The states of an answer, in the contract's order.
pub(super) static STATES: LazyLock<&[&str]> = LazyLock::new(|| {
    let state = table(FOLDED).and_then(|table| table.column("state"));
    match state.map(|column| column.kind) {
        Some(Kind::Category(states)) => states,
        _ => unreachable!("an answer's state is a category"),
    }
});

/// The number of a state, counted from 1: 0 for none.
pub(super) fn state(word: &str) -> u8 {
    let at = STATES.iter().position(|state| *state == word);
    at.map_or(0, |at| u8::try_from(at + 1).expect("there are few states"))
}

/// An answer within a cell.
#[derive(Debug, Clone, Copy)]
pub(in crate::contract) struct Packed {
    /// Place of the item in its form.
    pub(in crate::contract) place: u32,
    /// The number of the state.
    pub(super) state: u8,
    /// The answer as a number.
    pub(in crate::contract) value: Option<f64>,
}

impl Packed {
    /// Bytes of an answer: place, state, value.
    const SIZE: usize = 4 + 1 + 8;

    /// The answers of a cell.
    pub(in crate::contract) fn all(cell: &[u8]) -> impl Iterator<Item = Self> {
        cell.chunks_exact(Self::SIZE).map(|bytes| {
            let (place, rest) = bytes.split_first_chunk().expect("an answer has its length");
            let (state, value) = rest.split_first().expect("an answer has its length");
            let value = f64::from_le_bytes(value.try_into().expect("an answer has its length"));
            Self {
                place: u32::from_le_bytes(*place),
                state: *state,
                value: (!value.is_nan()).then_some(value),
            }
        })
    }

    /// How many answers a cell holds.
    pub(super) fn count(cell: &[u8]) -> usize {
        cell.len() / Self::SIZE
    }

    /// The contract's word for the state.
    pub(in crate::contract) fn state(self) -> Option<&'static str> {
        usize::from(self.state).checked_sub(1).map(|at| STATES[at])
    }
}
