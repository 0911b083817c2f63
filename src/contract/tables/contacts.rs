//! `contacts`: one row per staff support contact.

use crate::contract::table::{Column, Entity, Kind, Table};

/// One row per staff support contact.
pub(super) const TABLE: Table = Table {
    name: "contacts",
    grain: "staff support contact",
    columns: &[
        Column::new("match_id", Kind::Reference(Entity::Match, "matches"), "The match.")
            .required()
            .personal(),
        Column::new("person_id", Kind::Reference(Entity::Person, "people"), "Who was contacted.")
            .personal(),
        Column::new("contacted_on", Kind::Date, "Day of the contact.").required(),
        Column::new(
            "kind",
            Kind::Category(&["phone", "email", "visit", "message", "meeting"]),
            "How.",
        ),
    ],
    key: &["match_id", "person_id", "contacted_on", "kind"],
    dated_by: Some("contacted_on"),
    in_order: &[],
};
