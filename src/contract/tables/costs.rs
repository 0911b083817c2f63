//! `costs`: one row per cost line.

use crate::contract::table::{Column, Kind, Table};

/// One row per cost line.
pub(super) const TABLE: Table = Table {
    name: "costs",
    grain: "cost line",
    columns: &[
        Column::new("period", Kind::Label, "Period, such as a term or year.").required(),
        Column::new("category", Kind::Label, "Category.").required(),
        Column::new("amount", Kind::Number(-1e12, 1e12), "Amount in the currency."),
        Column::new("currency", Kind::Label, "Currency, as ISO 4217."),
        Column::new("in_kind", Kind::Boolean, "Given in kind, not in money."),
    ],
    key: &["period", "category", "in_kind"],
    dated_by: None,
    in_order: &[],
};
