//! Somebody is told that a run did not end well, in the way that the caller chose.

use std::io::Write as _;
use std::process::{Command, Stdio};

use super::Outcome;

/// Calls the command; what goes wrong with that is said and changes nothing else.
pub(super) fn notify(command: &str, code: u8, messages: &[String], outcome: &mut Outcome) {
    let (shell, option) = if cfg!(windows) { ("cmd", "/C") } else { ("sh", "-c") };
    let called = Command::new(shell)
        .args([option, command])
        .env("MENTORLENS_EXIT_CODE", code.to_string())
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()
        .and_then(|mut child| {
            if let Some(mut input) = child.stdin.take() {
                // A command that does not read what it is told is content with the code.
                let _ = input.write_all((messages.join("\n") + "\n").as_bytes());
            }
            child.wait()
        });
    match called {
        Ok(status) if status.success() => {}
        Ok(status) => outcome.say(format!("warning: the notify command ended with {status}")),
        Err(error) => outcome.say(format!("warning: the notify command cannot be called: {error}")),
    }
}
