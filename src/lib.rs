#![doc = include_str!("../README.md")]

// The rooms, in the order in which data moves through them; a room may use only those before it.
pub mod plan;
pub mod sources;
pub mod contract;
pub mod warehouse;
pub mod measures;
pub mod inference;
pub mod disclosure;
pub mod report;

// What a user asks for, and what is done about it.
pub mod cli;
pub mod commands;
