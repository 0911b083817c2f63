//! `settings`: one row per program, from the plan.

use crate::contract::table::{Column, Kind, Table};

/// One row per program, from the plan.
pub(super) const TABLE: Table = Table {
    name: "settings",
    grain: "program",
    columns: &[
        Column::new("baseline_wave", Kind::Label, "Wave that counts as before.").required(),
        Column::new("followup_wave", Kind::Label, "Wave that counts as after.").required(),
        Column::new(
            "retrospective_wave",
            Kind::Label,
            "Wave in which people look back at how they were before.",
        ),
        Column::new("as_of_on", Kind::Date, "Cut-off date.").required(),
    ],
    key: &[],
    dated_by: None,
    in_order: &[],
};
