//! Commands: one file each, reading like a table of contents.
//!
//! **Takes** options. **Gives** an [`Outcome`]: what goes to standard output, what goes to standard error, the exit code.
//! Only `main` prints.

mod check;
mod exit;
mod explain;
mod ingest;
mod instruments;
mod measure;
mod paths;
mod queries;
mod query;
mod record;
mod report;
mod run;
mod stat;

pub use exit::{ALARM, DONE, REFUSED, USAGE};

use crate::cli::{Cli, Command};

/// What a command has to say.
#[derive(Debug, Default)]
pub struct Outcome {
    /// Data, for standard output.
    pub output: Vec<u8>,
    /// Messages, for standard error, one per entry.
    pub messages: Vec<String>,
    /// Exit code.
    pub code: u8,
}

impl Outcome {
    fn say(&mut self, message: impl Into<String>) {
        self.messages.push(message.into());
    }
}

/// Runs a command.
///
/// # Errors
///
/// Usage, plan or environment: what no later step could do anything about. Exit code [`USAGE`].
pub fn execute(cli: &Cli) -> anyhow::Result<Outcome> {
    match &cli.command {
        Command::Check(program) => check::check(program),
        Command::Ingest(program) => ingest::ingest(program),
        Command::Measure(program) => measure::measure(program),
        Command::Report(program) => report::report(program),
        Command::Run(program) => run::run(program),
        Command::Query(question) => query::query(question),
        Command::Explain(question) => explain::explain(question),
        Command::Instruments(question) => instruments::instruments(question),
        Command::Presets(question) => instruments::presets(question),
        Command::Stat(question) => stat::stat(question),
    }
}

/// An error as it is printed: plan errors with the lines they are about, others with their causes.
pub fn explain(error: &anyhow::Error) -> String {
    match error.downcast_ref::<crate::plan::PlanErrors>() {
        Some(errors) => format!("the plan cannot be used\n{errors}"),
        None => format!("{error:#}"),
    }
}
