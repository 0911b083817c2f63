//! Integration tests: one binary, a module per feature.

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
