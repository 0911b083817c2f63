//! What evaluation standards ask of a study: who was lost, whether groups were alike.

pub(super) mod attrition;
pub(super) mod attrition_model;
pub(super) mod baseline;
pub(super) mod clustering;
pub(super) mod improvement;
pub(super) mod power;
