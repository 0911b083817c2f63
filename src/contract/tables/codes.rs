//! `codes`: one row per theme given to a comment.

use crate::contract::table::{Column, Entity, Kind, Table};

/// One row per theme given to a comment.
pub(super) const TABLE: Table = Table {
    name: "codes",
    grain: "theme given to a comment",
    columns: &[
        Column::new("comment_id", Kind::Reference(Entity::Comment, "comments"), "The open answer.")
            .required()
            .personal(),
        Column::new("coder", Kind::Label, "Who gave the theme.").required(),
        Column::new("theme", Kind::Label, "The theme.").required(),
    ],
    key: &["comment_id", "coder", "theme"],
    dated_by: None,
    in_order: &[],
};
