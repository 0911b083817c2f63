//! The logic model: how a program is meant to work.

use serde::Deserialize;

/// `[[logic_model]]`: one step from resources to results.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogicStep {
    /// What kind of step it is.
    pub stage: Stage,
    /// The step in a few words.
    pub text: String,
    /// Measures that show it.
    pub measures: Vec<String>,
}

/// A column of a logic model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// What goes in.
    Resources,
    /// What is done.
    Activities,
    /// What comes of it at once.
    Outputs,
    /// What should change soon.
    ShortTerm,
    /// What should change in the end.
    LongTerm,
}
