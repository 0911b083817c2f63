//! `trainings`: one row per training completed.

use crate::contract::table::{Column, Entity, Kind, Table};

/// One row per training completed.
pub(super) const TABLE: Table = Table {
    name: "trainings",
    grain: "training completed",
    columns: &[
        Column::new("person_id", Kind::Reference(Entity::Person, "people"), "Who was trained.")
            .required()
            .personal(),
        Column::new("training", Kind::Label, "Name of the training.").required(),
        Column::new("completed_on", Kind::Date, "Day of completion."),
        Column::new("hours", Kind::Number(0.0, 1_000.0), "Length in hours."),
    ],
    key: &["person_id", "training", "completed_on"],
    dated_by: Some("completed_on"),
    in_order: &[],
};
