//! x
pub mod plan;
#[allow(missing_docs, clippy::all, clippy::pedantic)]
#[path="/tmp/fallback/sources.rs"] pub mod sources;
pub mod contract;
pub mod warehouse;
pub mod measures;
