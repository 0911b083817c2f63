//! `responses`: one row per answer to one item.

use crate::contract::table::{Column, Entity, Kind, Table};

/// One row per answer to one item.
pub(super) const TABLE: Table = Table {
    name: "responses",
    grain: "answer to one item",
    columns: &[
        Column::new("response_id", Kind::Id(Entity::Response), "The filled-in form; made from person, match, instrument and wave when the export has no id.").required().personal(),
        Column::new("person_id", Kind::Reference(Entity::Person, "people"), "Who answered; somebody who is not in `people` is kept, and counted where one wave is enough.").required().personal().loose(),
        Column::new("match_id", Kind::Reference(Entity::Match, "matches"), "The match the answers are about.").personal(),
        Column::new("instrument", Kind::Label, "Instrument, from the plan.").required(),
        Column::new("version", Kind::Label, "Its version."),
        Column::new("wave", Kind::Label, "Wave, such as `baseline`.").required(),
        Column::new("item", Kind::Label, "Item, from the plan.").required(),
        Column::new("value", Kind::Number(-1e9, 1e9), "The answer as a number, within the item's range; 0 for a box that was not ticked."),
        Column::new("state", Kind::Category(&["answered", "skipped", "not_asked", "not_applicable", "unchecked", "refused"]), "Why there is a value, or none.").required(),
        Column::new("answered_on", Kind::Date, "Day of the answer."),
        Column::new("seconds", Kind::Number(0.0, 1e8), "How long it took to fill in the form, in seconds."),
        Column::new("quote_ok", Kind::Boolean, "Consent to be quoted, as this form says it; it is that of the form's open answers."),
    ],
    key: &["response_id", "item"],
    dated_by: Some("answered_on"),
    in_order: &[],
};
