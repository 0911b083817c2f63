//! The engine that prepares tables learns how many threads it may use from its environment, before anything else.

use std::num::NonZeroUsize;
use std::process::{Command, ExitCode};

/// Where the engine looks.
const THREADS: &str = "POLARS_MAX_THREADS";

/// Begins the program anew with so many threads, and gives its exit code; nothing when it has them already.
///
/// # Errors
///
/// When the system does not let it begin.
pub fn begin_again(threads: Option<NonZeroUsize>) -> std::io::Result<Option<ExitCode>> {
    let Some(threads) = threads.map(|threads| threads.to_string()) else { return Ok(None) };
    if std::env::var_os(THREADS).is_some_and(|set| set == *threads) {
        return Ok(None);
    }
    let mut call = Command::new(std::env::current_exe()?);
    call.args(std::env::args_os().skip(1)).env(THREADS, threads);
    begin(&mut call).map(Some)
}

/// In the same process, so that whoever ends it ends it all.
#[cfg(unix)]
fn begin(call: &mut Command) -> std::io::Result<ExitCode> {
    Err(std::os::unix::process::CommandExt::exec(call))
}

#[cfg(not(unix))]
fn begin(call: &mut Command) -> std::io::Result<ExitCode> {
    let code = call.status()?.code().and_then(|code| u8::try_from(code).ok());
    Ok(code.map_or(ExitCode::FAILURE, ExitCode::from))
}
