//! `comments`: one row per open answer.

use crate::contract::table::{Column, Entity, Kind, Table};

/// One row per open answer.
pub(super) const TABLE: Table = Table {
    name: "comments",
    grain: "open answer",
    columns: &[
        Column::new("comment_id", Kind::Id(Entity::Comment), "The open answer.")
            .required()
            .personal(),
        Column::new("response_id", Kind::Id(Entity::Response), "The filled-in form.").personal(),
        Column::new("person_id", Kind::Reference(Entity::Person, "people"), "Who wrote it.")
            .required()
            .personal()
            .loose(),
        Column::new("instrument", Kind::Label, "Instrument.").required(),
        Column::new("wave", Kind::Label, "Wave.").required(),
        Column::new("item", Kind::Label, "Item.").required(),
        Column::new("text", Kind::Text, "What was written.").personal(),
        Column::new(
            "quote_ok",
            Kind::Boolean,
            "Consent to be quoted: no where the form or the person says no, else what the form says, else the person.",
        ),
    ],
    key: &["comment_id"],
    dated_by: None,
    in_order: &[],
};
