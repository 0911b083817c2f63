//! What evaluation standards ask of a study: who was lost, whether groups were alike.

pub(super) mod attrition;
pub(super) mod baseline;
