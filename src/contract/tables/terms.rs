//! `terms`: one row per term, from the plan.

use crate::contract::table::{Column, Kind, Table};

/// One row per term, from the plan.
pub(super) const TABLE: Table = Table {
    name: "terms",
    grain: "term",
    columns: &[
        Column::new("term_id", Kind::Label, "Term.").required(),
        Column::new("title", Kind::Label, "Its name as the reader knows it."),
        Column::new("starts_on", Kind::Date, "First day.").required().future(),
        Column::new("ends_on", Kind::Date, "Last day.").required().future(),
    ],
    key: &["term_id"],
    dated_by: None,
    in_order: &[],
};
