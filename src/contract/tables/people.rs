//! `people`: one row per person and part in a program.

use crate::contract::table::{Column, Entity, Kind, Table};

/// One row per person and part in a program: a young person who is mentored and mentors others has two.
pub(super) const TABLE: Table = Table {
    name: "people",
    grain: "person and part in a program",
    columns: &[
        Column::new("person_id", Kind::Id(Entity::Person), "The person, as the exports call them.")
            .required()
            .personal(),
        Column::new(
            "role",
            Kind::Category(&[
                "mentor",
                "mentee",
                "comparison",
                "parent",
                "teacher",
                "manager",
                "staff",
                "applicant",
            ]),
            "Part in the program; an applicant was referred or applied, and has not enrolled.",
        )
        .required(),
        Column::new("arm", Kind::Label, "Group of the evaluation, such as `mentee` or `control`."),
        Column::new(
            "assignment",
            Kind::Category(&["random", "chosen", "waitlist"]),
            "How the person came into the arm.",
        ),
        Column::new("cohort", Kind::Label, "Cohort or intake."),
        Column::new("site", Kind::Label, "Site, school or chapter."),
        Column::new("enrolled_on", Kind::Date, "First day in the program."),
        Column::new("eligible", Kind::Boolean, "Found eligible for the program."),
        Column::new("exited_on", Kind::Date, "Last day in the program."),
        Column::new("exit_reason", Kind::Label, "Why the person left."),
        Column::new(
            "report_ok",
            Kind::Boolean,
            "Consent to be counted in reports: with a no, all rows about the person go. Where it is empty, `share_ok` counts.",
        ),
        Column::new(
            "share_ok",
            Kind::Boolean,
            "Consent to have the rows passed on, as `query --purpose share` does; and to be counted, where `report_ok` is empty.",
        ),
        Column::new(
            "quote_ok",
            Kind::Boolean,
            "Consent to be quoted; a no counts for all open answers of the person.",
        ),
    ],
    key: &["person_id", "role"],
    dated_by: None,
    in_order: &[("enrolled_on", "exited_on")],
};
