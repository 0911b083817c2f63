//! `meetings`: one row per meeting of a match.

use crate::contract::table::{Column, Entity, Kind, Table};

/// One row per meeting of a match.
pub(super) const TABLE: Table = Table {
    name: "meetings",
    grain: "meeting of a match",
    columns: &[
        Column::new(
            "meeting_id",
            Kind::Id(Entity::Meeting),
            "The meeting; made from match, date and channel when the export has no id.",
        )
        .required()
        .personal(),
        Column::new("match_id", Kind::Reference(Entity::Match, "matches"), "The match that met.")
            .required()
            .personal(),
        Column::new("held_on", Kind::Date, "Day of the meeting.").required(),
        Column::new("logged_on", Kind::Date, "Day on which it was logged."),
        // More than twelve hours is a slip of the pen, zero is no meeting.
        Column::new("minutes", Kind::Number(1.0, 720.0), "Length in minutes."),
        Column::new(
            "channel",
            Kind::Category(&["in_person", "video", "phone", "message"]),
            "How the pair met.",
        ),
        Column::new(
            "status",
            Kind::Category(&["held", "cancelled", "no_show", "planned"]),
            "What became of it; `held` when empty, `planned` when it was still to come.",
        )
        .telling(),
        Column::new("topic", Kind::Label, "What it was about."),
    ],
    key: &["meeting_id"],
    dated_by: Some("held_on"),
    in_order: &[("held_on", "logged_on")],
};
