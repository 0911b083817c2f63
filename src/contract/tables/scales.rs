//! `scales`: one row per item of a scale, from the plan.

use crate::contract::table::{Column, Kind, Table};

/// One row per item of a scale, from the plan.
pub(super) const TABLE: Table = Table {
    name: "scales",
    grain: "item of a scale",
    columns: &[
        Column::new("instrument", Kind::Label, "Instrument.").required(),
        Column::new("role", Kind::Label, "Who answers."),
        Column::new("scale", Kind::Label, "Scale.").required(),
        Column::new("kind", Kind::Label, "`skill`, `relationship` or `expectation`."),
        Column::new("item", Kind::Label, "One of its items.").required(),
        Column::new("reversed", Kind::Boolean, "The item's answers point the other way."),
        Column::new("minimum", Kind::Number(-1e9, 1e9), "Lowest answer of the item."),
        Column::new("maximum", Kind::Number(-1e9, 1e9), "Highest answer of the item."),
        Column::new(
            "at_risk_below",
            Kind::Number(-1e9, 1e9),
            "Score below which a relationship is at risk.",
        ),
        Column::new("score", Kind::Label, "`mean` or `sum` of the items."),
        Column::new("reliability", Kind::Number(0.0, 1.0), "Reliability of the score."),
        Column::new(
            "reference_deviation",
            Kind::Number(0.0, 1e9),
            "Standard deviation of the score in a reference sample.",
        ),
    ],
    key: &["instrument", "scale", "item"],
    dated_by: None,
    in_order: &[],
};
