//! `pairs`: one row per pair of scales about the same thing, from the plan.

use crate::contract::table::{Column, Kind, Table};

/// One row per pair of scales about the same thing, from the plan.
pub(super) const TABLE: Table = Table {
    name: "pairs",
    grain: "pair of scales about the same thing",
    columns: &[
        Column::new("pair", Kind::Label, "Pair.").required(),
        Column::new("wave", Kind::Label, "Wave in which the two sides are compared.").required(),
        Column::new("mentor_instrument", Kind::Label, "The mentor's instrument.").required(),
        Column::new("mentor_scale", Kind::Label, "The mentor's scale.").required(),
        Column::new("mentee_instrument", Kind::Label, "The mentee's instrument.").required(),
        Column::new("mentee_scale", Kind::Label, "The mentee's scale.").required(),
    ],
    key: &["pair"],
    dated_by: None,
    in_order: &[],
};
