//! `populations`: one row per group of those who are eligible, from the plan.

use crate::contract::table::{Column, Kind, Table};

/// One row per group of those who are eligible, from the plan.
pub(super) const TABLE: Table = Table {
    name: "populations",
    grain: "group of those who are eligible",
    columns: &[
        Column::new("dimension", Kind::Label, "Segment of the plan.").required(),
        Column::new("level", Kind::Label, "One of its levels.").required(),
        Column::new(
            "share",
            Kind::Number(0.0, 1.0),
            "Share of the level among all who are eligible, from 0 to 1.",
        )
        .required(),
        Column::new("source", Kind::Label, "Who counted."),
    ],
    key: &["dimension", "level"],
    dated_by: None,
    in_order: &[],
};
