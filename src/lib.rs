#![doc = include_str!("../README.md")]

// The rooms, in the order in which data moves through them; a room may use only those before it.
pub mod contract;
pub mod disclosure;
pub mod inference;
pub mod machine;
pub mod measures;
pub mod plan;
pub mod recognition;
pub mod rehearsal;
pub mod report;
pub mod sources;
pub mod voices;
pub mod warehouse;

// What a user asks for, and what is done about it.
pub mod cli;
pub mod commands;
