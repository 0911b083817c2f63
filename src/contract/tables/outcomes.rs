//! `outcomes`: one row per measured outcome of a person.

use crate::contract::table::{Column, Entity, Kind, Table};

/// One row per measured outcome of a person.
pub(super) const TABLE: Table = Table {
    name: "outcomes",
    grain: "measured outcome of a person",
    columns: &[
        Column::new("person_id", Kind::Reference(Entity::Person, "people"), "Whose outcome.")
            .required()
            .personal(),
        Column::new(
            "domain",
            Kind::Category(&["academic", "career", "behaviour", "wellbeing"]),
            "Domain, from the plan.",
        )
        .required(),
        Column::new("measure", Kind::Label, "Measure, from the plan.").required(),
        Column::new("wave", Kind::Label, "Wave, such as `baseline`."),
        Column::new("value", Kind::Number(-1e12, 1e12), "Value, within the outcome's range."),
        Column::new("unit", Kind::Label, "Unit, from the plan."),
        Column::new("observed_on", Kind::Date, "Day of the observation."),
    ],
    key: &["person_id", "measure", "wave", "term_id"],
    dated_by: Some("observed_on"),
    in_order: &[],
};
