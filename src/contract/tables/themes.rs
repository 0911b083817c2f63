//! `themes`: one row per theme and open question in whose answers it is looked for, from the plan.

use crate::contract::table::{Column, Kind, Table};

/// One row per theme and open question in whose answers it is looked for, from the plan.
pub(super) const TABLE: Table = Table {
    name: "themes",
    grain: "theme and open question",
    columns: &[
        Column::new("theme", Kind::Label, "Theme.").required(),
        Column::new("instrument", Kind::Label, "Instrument.").required(),
        Column::new("item", Kind::Label, "Open question.").required(),
        Column::new("coded", Kind::Boolean, "People gave the themes; no words are looked for.")
            .required(),
    ],
    key: &["theme", "instrument", "item"],
    dated_by: None,
    in_order: &[],
};
