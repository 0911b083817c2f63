//! Voices: open answers → quotes that tell nobody who is meant.
//!
//! **Takes** open answers with their themes and the consent of their writers, the plan's rules, and what the exports say of
//! persons and places ([`Known`]). **Gives** proposals for a person to accept, and a verdict on each that was accepted.
//!
//! **Invariants.** Nothing is quoted without consent, from a group below the plan's smallest, or before a person has accepted it.
//! What is printed was looked at twice: when it was proposed, and again before it is printed, by the names that are known then.
//! The lot is drawn by the plan's seed and the texts: the same answers give the same proposals, whatever the key of the ids.
//! Where privacy and wording are at odds, privacy wins.
//!
//! **Deliberately absent:** files, the warehouse, HTML; a verdict of our own on what is worth quoting.
//!
//! **To add** a form that is recognised: a line in `rules.rs`, with its example in the test. To add words: a file in `words/`.

mod draw;
mod known;
mod redaction;
mod rules;
#[cfg(test)]
mod tests;
mod unknown;
mod words;

pub use draw::{Answer, Printable, Proposal, Refusal, Voices};
pub use known::{Known, Told, told_by};
pub use redaction::{Redacted, Redactor};
pub use rules::Taken;
pub use words::visible;
