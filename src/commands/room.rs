//! Whether the exports fit into the memory that a run may use: better refused at the start than ended half way.

use super::read::Inbox;
use crate::machine;

/// Memory of a run besides its data.
const OF_THE_PROGRAM: u64 = 60_000_000;
/// Bytes of memory for a byte of exports, at the most. Measured on made-up programs, and rounded up: 16 for wide surveys and
/// meetings of 100,000 mentees, 18 for a log of meetings alone, 27 for a survey with a row for each answer.
const OF_A_BYTE: u64 = 35;

/// Refuses a limit that is too little.
pub(super) fn check(inbox: &Inbox) -> anyhow::Result<()> {
    let Some(memory) = machine::memory() else { return Ok(()) };
    let exports: u64 = inbox.entries().map(|file| file.bytes).sum();
    let needed = needed(exports);
    anyhow::ensure!(
        needed <= memory,
        "--memory is {}, and exports of {} may need {}; allowed: `--memory {}MB` or more\n\
         hint: nothing was read or written; files that did not change since the last run count as well",
        megabytes(memory),
        megabytes(exports),
        megabytes(needed),
        needed.div_ceil(1_000_000),
    );
    Ok(())
}

fn needed(exports: u64) -> u64 {
    OF_THE_PROGRAM.saturating_add(exports.saturating_mul(OF_A_BYTE))
}

fn megabytes(bytes: u64) -> String {
    format!("{} MB", bytes.div_ceil(1_000_000))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_byte_of_exports_takes_several_of_memory() {
        assert_eq!(megabytes(needed(0)), "60 MB");
        assert!(needed(1_000_000) > needed(0) + 1_000_000);
        assert_eq!(needed(u64::MAX / 2), u64::MAX, "what is far too much is not little");
    }
}
