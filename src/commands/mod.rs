//! Commands: one file each, reading like a table of contents.
//!
//! **Takes** options. **Gives** an [`Outcome`]: what goes to standard output, what goes to standard error, the exit code.
//! Only `main` prints.

mod ask;
mod beside;
mod brand;
mod check;
mod diff;
mod exit;
mod explain;
mod forget;
mod freeze;
mod gc;
mod history;
mod ingest;
mod init;
mod instruments;
mod known;
mod link;
mod log;
mod measure;
mod metrics;
mod notify;
mod overview;
mod paths;
mod pdf;
mod privacy;
mod published;
mod queries;
mod query;
mod quotes;
mod read;
mod record;
mod rehearse;
mod report;
mod room;
mod rotate_key;
mod run;
mod runs;
mod staff_list;
mod stale;
mod stat;
mod unlock;
mod vault_key;
mod verify;
mod who;

pub use exit::{ALARM, DONE, REFUSED, USAGE};
pub use log::logged;

use crate::cli::{Cli, Command};
use crate::machine;
use crate::warehouse::WarehouseError;

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
    let program = cli.command.program();
    if let Some(program) = program {
        program.machine.limits().hold();
    }
    let timed = program.filter(|program| program.machine.timings);
    let begin = timed.map(|_| machine::start());
    let mut outcome = carry_out(cli)?;
    if let Some((program, begin)) = timed.zip(begin) {
        let profile = machine::stop(begin);
        outcome.say(if program.json { profile.json() } else { profile.table() });
    }
    Ok(outcome)
}

fn carry_out(cli: &Cli) -> anyhow::Result<Outcome> {
    match &cli.command {
        Command::Init(options) => init::init(options),
        Command::Rehearse(options) => rehearse::rehearse(options),
        Command::Check(options) => check::check(options),
        Command::Ingest(program) => ingest::ingest(program),
        Command::Measure(question) => measure::measure(question),
        Command::Report(question) => report::report(question),
        Command::Run(question) => run::run(question),
        Command::Query(question) => query::query(question),
        Command::Runs(place) => runs::runs(place),
        Command::Diff(question) => diff::diff(question),
        Command::Verify(question) => verify::verify(question),
        Command::Forget(question) => forget::forget(question),
        Command::StaffList(question) => staff_list::staff_list(question),
        Command::Privacy(place) => privacy::privacy(place),
        Command::RotateKey(question) => rotate_key::rotate_key(question),
        Command::VaultKey(question) => vault_key::vault_key(question),
        Command::Link(program) => link::link(program),
        Command::Quotes(program) => quotes::quotes(program),
        Command::Gc(program) => gc::gc(program),
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
        None => match error.downcast_ref::<WarehouseError>().and_then(WarehouseError::hint) {
            Some(hint) => format!("{error:#}\nhint: {hint}"),
            None => format!("{error:#}"),
        },
    }
}
