//! `attributes`: one row per person and attribute.

use crate::contract::table::{Column, Entity, Kind, Table};

/// One row per person and attribute.
pub(super) const TABLE: Table = Table {
    name: "attributes",
    grain: "person and attribute",
    columns: &[
        Column::new("person_id", Kind::Reference(Entity::Person, "people"), "The person.")
            .required()
            .personal(),
        Column::new("attribute", Kind::Label, "Name of the attribute, such as `grade`.").required(),
        Column::new("value", Kind::Label, "Its value."),
        Column::new("as_of_on", Kind::Date, "Day on which it held."),
    ],
    key: &["person_id", "attribute"],
    dated_by: None,
    in_order: &[],
};
