//! `gc`: what no snapshot needs that the plan keeps goes.

use super::ingest::{lock, tidy};
use super::paths::read_plan;
use super::{DONE, Outcome};
use crate::cli::Program;

pub(super) fn gc(program: &Program) -> anyhow::Result<Outcome> {
    let (plan, _) = read_plan(&program.dir)?;
    let mut outcome = Outcome { code: DONE, ..Outcome::default() };
    let lock = lock(program, &mut outcome)?;
    let cleaned = tidy(&lock, &plan, &mut outcome)?;
    outcome.say(format!("{} files with {} bytes were removed", cleaned.files, cleaned.bytes));
    Ok(outcome)
}
