//! `goals`: one row per goal of a person.

use crate::contract::table::{Column, Entity, Kind, Table};

/// One row per goal of a person.
pub(super) const TABLE: Table = Table {
    name: "goals",
    grain: "goal of a person",
    columns: &[
        Column::new("goal_id", Kind::Id(Entity::Goal), "The goal.").required().personal(),
        Column::new("person_id", Kind::Reference(Entity::Person, "people"), "Whose goal.")
            .required()
            .personal(),
        Column::new(
            "match_id",
            Kind::Reference(Entity::Match, "matches"),
            "The match that works on it.",
        )
        .personal(),
        Column::new("set_on", Kind::Date, "Day on which it was set."),
        Column::new("weight", Kind::Number(0.0, 100.0), "Weight; 1 when empty."),
        Column::new("baseline_level", Kind::Integer(-2, 2), "Level when it was set, −2 to 2."),
        Column::new(
            "attained_level",
            Kind::Integer(-2, 2),
            "Level attained, −2 to 2; 0 is as expected.",
        ),
        Column::new(
            "status",
            Kind::Category(&["open", "achieved", "abandoned", "overdue"]),
            "What became of it.",
        ),
    ],
    key: &["goal_id"],
    dated_by: Some("set_on"),
    in_order: &[],
};
