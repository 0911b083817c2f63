//! `targets`: one row per target, from the plan.

use crate::contract::table::{Column, Kind, Table};

/// One row per target, from the plan.
pub(super) const TABLE: Table = Table {
    name: "targets",
    grain: "target",
    columns: &[
        Column::new("measure", Kind::Label, "Measure.").required(),
        Column::new("answer", Kind::Label, "Answer; the measure's first one when empty."),
        Column::new("subject", Kind::Label, "Scale, item or outcome."),
        Column::new("value", Kind::Number(-1e9, 1e9), "Value in the answer's own unit.").required(),
        Column::new("at_most", Kind::Boolean, "The estimate should be at most the value."),
        Column::new("source", Kind::Label, "Who set it."),
    ],
    key: &["measure", "answer", "subject"],
    dated_by: None,
    in_order: &[],
};
