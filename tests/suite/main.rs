//! Integration tests: one binary, a module per feature.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod bad_input;
mod contract;
mod dandora;
mod docs;
mod findings;
mod flaws;
mod golden;
mod privacy;
mod program;
mod queries;
mod reports;
mod stat;
mod tidy;
