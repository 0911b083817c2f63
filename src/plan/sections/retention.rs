//! `[retention]`

use crate::plan::key::{Form, Key, Kind};
use crate::plan::protection::Retention;
use crate::plan::section::Section;

pub(in crate::plan) const RETENTION: Form = Form::one(
    "retention",
    "How long states of the warehouse are kept, to look back at and to compare.",
    &[Key::new(
        "snapshots",
        Kind::Count,
        "How many snapshots are kept, the current one among them.",
        "10",
    )
    .default("10")],
);

pub(in crate::plan) fn retention(section: &Section<'_>) -> Retention {
    Retention { snapshots: section.whole_number("snapshots") }
}
