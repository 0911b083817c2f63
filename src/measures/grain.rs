//! A unit occurs once per subject and term: one that occurs twice would be counted twice.

use ahash::AHashSet;

use super::codes::Codes;
use super::columns::{Coded, Columns};
use super::rows::Rows;
use super::{Kpi, MeasureError};

/// Units that have come.
pub(super) struct Grain {
    names: Vec<&'static str>,
    /// Where their codes are.
    key: Vec<usize>,
    seen: Rows,
    twice: AHashSet<u32>,
}

impl Grain {
    /// Nothing for a KPI whose units may have several rows.
    pub(super) fn of(kpi: &Kpi, columns: &mut Columns) -> Result<Option<Self>, MeasureError> {
        if matches!(kpi.design.as_str(), "amount" | "items") {
            return Ok(None);
        }
        let mut names = vec!["unit_id"];
        let mut key = vec![columns.place("unit_id", Codes::of_ids)?];
        for name in ["subject", "term_id"] {
            if let Ok(at) = columns.place(name, |_| Codes::texts()) {
                names.push(name);
                key.push(at);
            }
        }
        if kpi.design == "flow" {
            names.push("stage");
            key.push(columns.place("stage", Codes::of_values)?);
        }
        let seen = Rows::new(key.len());
        Ok(Some(Self { names, key, seen, twice: AHashSet::new() }))
    }

    /// Adds the units of a batch.
    pub(super) fn add(&mut self, coded: &Coded) {
        coded.rows(&self.key, |_, unit| {
            let known = self.seen.len();
            let number = self.seen.number(unit);
            if number < known {
                self.twice.insert(number);
            }
        });
    }

    /// What is wrong when a unit has come twice.
    pub(super) fn check(self, kpi: &Kpi) -> Result<(), MeasureError> {
        if self.twice.is_empty() {
            return Ok(());
        }
        Err(MeasureError::Grain {
            measure: kpi.id.clone(),
            line: kpi.line("grain").unwrap_or(1),
            grain: kpi.grain.clone(),
            key: self.names.join(", "),
            twice: self.twice.len(),
        })
    }
}
