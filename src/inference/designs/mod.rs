//! One file per design: what it asks of a frequency table, gathered from the statistics of the room.

mod arms;
mod average;

pub(super) mod amount;
pub(super) mod comparison;
pub(super) mod duration;
pub(super) mod dyad;
pub(super) mod flow;
pub(super) mod groups;
pub(super) mod items;
pub(super) mod one_group;
pub(super) mod paired;
pub(super) mod profiles;
pub(super) mod rate;
pub(super) mod raters;
pub(super) mod ratio;

#[cfg(test)]
mod policy;
#[cfg(test)]
mod tests;
