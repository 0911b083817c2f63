//! `matches`: one row per mentor–mentee pair.

use crate::contract::table::{Column, Entity, Kind, Table};

/// One row per mentor–mentee pair.
pub(super) const TABLE: Table = Table {
    name: "matches",
    grain: "mentor–mentee pair",
    columns: &[
        Column::new("match_id", Kind::Id(Entity::Match), "The match.").required().personal(),
        Column::new("mentor_id", Kind::Reference(Entity::Person, "people"), "The mentor.")
            .personal(),
        Column::new("mentee_id", Kind::Reference(Entity::Person, "people"), "The mentee.")
            .required()
            .personal(),
        Column::new("group_id", Kind::Id(Entity::Group), "Ties pairs of one group together.")
            .personal(),
        Column::new(
            "mode",
            Kind::Category(&["one_to_one", "group", "team", "peer", "virtual"]),
            "Form of mentoring.",
        ),
        Column::new(
            "setting",
            Kind::Category(&["school", "community", "work", "site", "online"]),
            "Where the pair meets.",
        ),
        Column::new(
            "method",
            Kind::Category(&["staff", "algorithm", "self"]),
            "Who made the match.",
        ),
        Column::new("matched_on", Kind::Date, "Day of the match."),
        Column::new("first_met_on", Kind::Date, "Day of the first meeting."),
        Column::new("ended_on", Kind::Date, "Day of the closure; empty while the match is open."),
        Column::new(
            "observed_on",
            Kind::Date,
            "Last day on which the match was known to be open, when records stop before the cut-off.",
        ),
        Column::new("closure_reason", Kind::Label, "Reason in the program's own words."),
        Column::new(
            "closure_cause",
            Kind::Category(&[
                "completed",
                "mentor_moved",
                "mentor_time",
                "mentee_moved",
                "mentee_interest",
                "parent",
                "conflict",
                "safety",
                "program",
                "stopped_meeting",
                "unknown",
            ]),
            "Cause of the closure; `completed` is a planned end.",
        ),
        Column::new(
            "committed_months",
            Kind::Number(0.0, 120.0),
            "Months the match promised to last; the plan's commitment when empty.",
        ),
        Column::new("committed_meetings", Kind::Number(0.0, 100.0), "Meetings promised a month."),
        Column::new("committed_minutes", Kind::Number(0.0, 20_000.0), "Minutes promised a month."),
    ],
    key: &["match_id"],
    dated_by: Some("matched_on"),
    in_order: &[
        ("matched_on", "ended_on"),
        ("matched_on", "first_met_on"),
        ("first_met_on", "ended_on"),
        ("matched_on", "observed_on"),
    ],
};
