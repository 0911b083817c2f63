//! `waves`: one row per wave of an instrument, from the plan.

use crate::contract::table::{Column, Kind, Table};

/// One row per wave of an instrument, from the plan.
pub(super) const TABLE: Table = Table {
    name: "waves",
    grain: "wave of an instrument",
    columns: &[
        Column::new("instrument", Kind::Label, "Instrument.").required(),
        Column::new("role", Kind::Label, "Who is asked.").required(),
        Column::new("wave", Kind::Label, "Wave.").required(),
    ],
    key: &["instrument", "wave"],
    dated_by: None,
    in_order: &[],
};
