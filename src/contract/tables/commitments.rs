//! `commitments`: one row per program, from the plan.

use crate::contract::table::{Column, Kind, Table};

/// One row per program, from the plan.
pub(super) const TABLE: Table = Table {
    name: "commitments",
    grain: "program",
    columns: &[
        Column::new("months", Kind::Number(-1e9, 1e9), "Months that a match promises to last."),
        Column::new("meetings_per_month", Kind::Number(-1e9, 1e9), "Meetings promised a month."),
        Column::new("minutes_per_month", Kind::Number(-1e9, 1e9), "Minutes promised a month."),
        Column::new(
            "contacts_per_month",
            Kind::Number(-1e9, 1e9),
            "Contacts that staff promise each match a month.",
        ),
        Column::new(
            "training_hours",
            Kind::Number(-1e9, 1e9),
            "Hours of training that a mentor has before the first match.",
        ),
    ],
    key: &[],
    dated_by: None,
    in_order: &[],
};
