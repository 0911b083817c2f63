//! `items`: one row per item of an instrument, from the plan.

use crate::contract::table::{Column, Kind, Table};

/// One row per item of an instrument, from the plan.
pub(super) const TABLE: Table = Table {
    name: "items",
    grain: "item of an instrument",
    columns: &[
        Column::new("instrument", Kind::Label, "Instrument.").required(),
        Column::new("version", Kind::Label, "Its version."),
        Column::new("role", Kind::Label, "Who answers."),
        Column::new("item", Kind::Label, "Item.").required(),
        Column::new("kind", Kind::Label, "`rating`, `satisfaction`, `nps`, `checkbox` or `text`."),
        Column::new("minimum", Kind::Number(-1e9, 1e9), "Lowest answer."),
        Column::new("maximum", Kind::Number(-1e9, 1e9), "Highest answer."),
    ],
    key: &["instrument", "item"],
    dated_by: None,
    in_order: &[],
};
