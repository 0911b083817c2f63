//! The tables of the warehouse: plain constants that are at the same time the data dictionary.
//!
//! A table with references stands below the tables it refers to. To add one: a file here and its line in [`TABLES`].

use super::table::Table;

mod attributes;
mod codes;
mod comments;
mod commitments;
mod contacts;
mod costs;
mod credentials;
mod crosswalk;
mod goals;
mod items;
mod matches;
mod meetings;
mod outcomes;
mod pairs;
mod people;
mod populations;
mod responses;
mod scales;
mod scores;
mod settings;
mod targets;
mod terms;
mod themes;
mod trainings;
mod waves;

/// All tables, those that others refer to first.
pub const TABLES: &[&Table] = &[
    &people::TABLE,
    &attributes::TABLE,
    &matches::TABLE,
    &meetings::TABLE,
    &contacts::TABLE,
    &trainings::TABLE,
    &responses::TABLE,
    &scores::TABLE,
    &comments::TABLE,
    &codes::TABLE,
    &goals::TABLE,
    &outcomes::TABLE,
    &credentials::TABLE,
    &crosswalk::TABLE,
    &costs::TABLE,
    &terms::TABLE,
    &items::TABLE,
    &scales::TABLE,
    &pairs::TABLE,
    &themes::TABLE,
    &waves::TABLE,
    &commitments::TABLE,
    &populations::TABLE,
    &targets::TABLE,
    &settings::TABLE,
];

/// Tables that the plan fills; no source may.
pub const FROM_PLAN: &[&str] = &[
    "terms",
    "items",
    "scales",
    "pairs",
    "themes",
    "waves",
    "commitments",
    "populations",
    "targets",
    "settings",
];

/// A table by name.
pub fn table(name: &str) -> Option<&'static Table> {
    TABLES.iter().copied().find(|table| table.name == name)
}
