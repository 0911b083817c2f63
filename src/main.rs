//! `mentorlens`: parse, call, print, choose the exit code.

use std::io::Write as _;
use std::process::ExitCode;

use clap::Parser as _;
use mentorlens::cli::Cli;
use mentorlens::{commands, machine};
use mimalloc::MiMalloc;

/// Much of what measuring does is to make and drop small things: it takes a tenth less time than with the system's allocator.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

#[expect(clippy::print_stderr, reason = "the one place that prints messages and errors")]
fn main() -> ExitCode {
    let cli = Cli::parse();
    let threads = cli.command.program().and_then(|program| program.machine.threads);
    match machine::begin_again(threads) {
        Ok(Some(code)) => return code,
        Err(error) => {
            let message = format!("error: --threads: the program cannot begin anew: {error}");
            eprintln!("{}", commands::logged(&message, cli.log));
            return ExitCode::from(commands::USAGE);
        }
        Ok(None) => {}
    }
    match commands::execute(&cli) {
        Ok(outcome) => {
            for message in &outcome.messages {
                eprintln!("{}", commands::logged(message, cli.log));
            }
            // A closed pipe (`| head`) is no failure of ours.
            let _ = std::io::stdout().write_all(&outcome.output);
            ExitCode::from(outcome.code)
        }
        Err(error) => {
            let message = format!("error: {}", commands::explain(&error));
            eprintln!("{}", commands::logged(&message, cli.log));
            ExitCode::from(commands::USAGE)
        }
    }
}
