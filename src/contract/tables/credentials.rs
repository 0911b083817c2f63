//! `credentials`: one row per recognition awarded.

use crate::contract::table::{Column, Entity, Kind, Table};

/// One row per recognition awarded.
pub(super) const TABLE: Table = Table {
    name: "credentials",
    grain: "recognition awarded",
    columns: &[
        Column::new("person_id", Kind::Reference(Entity::Person, "people"), "Who was awarded.")
            .required()
            .personal(),
        Column::new(
            "kind",
            Kind::Category(&["participation", "skills", "industry", "training", "service"]),
            "Kind of recognition.",
        )
        .required(),
        Column::new("name", Kind::Label, "Name of the certificate or badge.").required(),
        Column::new("issuer", Kind::Label, "Who issued it."),
        Column::new(
            "state",
            Kind::Category(&["awarded", "eligible", "withdrawn"]),
            "What became of it; `awarded` when empty, `eligible` when it is earned or open to the person and not awarded.",
        ),
        Column::new("eligible_on", Kind::Date, "Day on which the person was entitled to it."),
        Column::new("awarded_on", Kind::Date, "Day of the award."),
        Column::new("expires_on", Kind::Date, "Day on which it expires.").future(),
    ],
    key: &["person_id", "kind", "name", "awarded_on"],
    dated_by: Some("awarded_on"),
    in_order: &[("awarded_on", "expires_on"), ("eligible_on", "awarded_on")],
};
