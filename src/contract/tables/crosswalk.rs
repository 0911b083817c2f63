//! `crosswalk`: one row per further id of a person.

use crate::contract::table::{Column, Entity, Kind, Table};

/// One row per further id of a person, as another system writes it: every table takes it for the person's own.
pub(super) const TABLE: Table = Table {
    name: "crosswalk",
    grain: "further id of a person",
    columns: &[
        Column::new("alias", Kind::Id(Entity::Person), "The further id.").required().personal(),
        Column::new(
            "person_id",
            Kind::Id(Entity::Person),
            "The id that the person is known by; one that is itself a further id is followed to its end.",
        )
        .required()
        .personal(),
        Column::new("system", Kind::Label, "System that gave the further id."),
    ],
    key: &["alias"],
    dated_by: None,
    in_order: &[],
};
