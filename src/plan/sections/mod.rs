//! The sections, in the order of the reference: each declares its keys and reads them.

pub(super) mod changes;
pub(super) mod program;
pub(super) mod terms;

pub(super) mod identity;
pub(super) mod sources;
mod sources_check;

pub(super) mod instruments;
pub(super) mod items;
pub(super) mod scales;

pub(super) mod alignment;
pub(super) mod outcomes;
pub(super) mod themes;

pub(super) mod logic_model;
pub(super) mod populations;
pub(super) mod segments;
pub(super) mod targets;

pub(super) mod analysis;
pub(super) mod editions;
pub(super) mod privacy;
pub(super) mod retention;
