//! `scores`: one row per scale score of one response.

use crate::contract::table::{Column, Entity, Kind, Table};

/// One row per scale score of one response.
pub(super) const TABLE: Table = Table {
    name: "scores",
    grain: "scale score of one response",
    columns: &[
        Column::new("response_id", Kind::Id(Entity::Response), "The filled-in form.")
            .required()
            .personal(),
        Column::new("person_id", Kind::Reference(Entity::Person, "people"), "Who answered.")
            .required()
            .personal()
            .loose(),
        Column::new(
            "match_id",
            Kind::Reference(Entity::Match, "matches"),
            "The match the answers are about.",
        )
        .personal(),
        Column::new("instrument", Kind::Label, "Instrument.").required(),
        Column::new("version", Kind::Label, "Its version."),
        Column::new("scale", Kind::Label, "Scale.").required(),
        Column::new("wave", Kind::Label, "Wave.").required(),
        Column::new(
            "score",
            Kind::Number(-1e9, 1e9),
            "Score after reversing; empty when too few items were answered.",
        ),
        Column::new("items_answered", Kind::Integer(0, 10_000), "Items answered."),
        Column::new("items_total", Kind::Integer(1, 10_000), "Items of the scale."),
        Column::new("answered_on", Kind::Date, "Day of the answer."),
    ],
    key: &["response_id", "scale"],
    dated_by: Some("answered_on"),
    in_order: &[],
};
