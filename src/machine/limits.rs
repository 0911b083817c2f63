//! How much of the machine a run may use: one process, one answer.

use std::num::NonZeroUsize;
use std::sync::OnceLock;

static LIMITS: OnceLock<Limits> = OnceLock::new();

/// What the command line allows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Limits {
    /// Threads; those that the machine has when absent.
    pub threads: Option<NonZeroUsize>,
    /// Bytes of memory; no limit of ours when absent.
    pub memory: Option<u64>,
}

impl Limits {
    /// Holds for the rest of the process; what was said first counts.
    pub fn hold(self) {
        let _ = LIMITS.set(self);
    }
}

/// Threads to work on.
pub fn threads() -> usize {
    let allowed = LIMITS.get().and_then(|limits| limits.threads);
    allowed.or_else(|| std::thread::available_parallelism().ok()).map_or(1, NonZeroUsize::get)
}

/// Bytes of memory that may be used, when there is a limit.
pub fn memory() -> Option<u64> {
    LIMITS.get().and_then(|limits| limits.memory)
}

/// Bytes from a number with a unit of thousands, `512MB`, or of 1024s, `4GiB`.
///
/// # Errors
///
/// What is allowed, when the text is something else.
pub fn size(text: &str) -> Result<u64, String> {
    const UNITS: &[(&str, u64)] = &[
        ("kib", 1 << 10),
        ("mib", 1 << 20),
        ("gib", 1 << 30),
        ("tib", 1 << 40),
        ("kb", 1_000),
        ("mb", 1_000_000),
        ("gb", 1_000_000_000),
        ("tb", 1_000_000_000_000),
    ];
    let lower = text.trim().to_lowercase();
    let unit = UNITS.iter().find_map(|(unit, bytes)| Some((lower.strip_suffix(unit)?, *bytes)));
    let bytes =
        unit.and_then(|(number, bytes)| number.trim().parse::<u64>().ok()?.checked_mul(bytes));
    bytes
        .filter(|bytes| *bytes > 0)
        .ok_or_else(|| "allowed: a whole number with a unit, such as 512MB or 4GiB".to_owned())
}

#[cfg(test)]
mod tests {
    use super::size;

    #[test]
    fn a_size_is_a_whole_number_with_a_unit() {
        for (text, bytes) in [
            ("512MB", 512_000_000),
            ("512 mb", 512_000_000),
            ("4GiB", 4 << 30),
            ("900kB", 900_000),
            ("1TB", 1_000_000_000_000),
        ] {
            assert_eq!(size(text), Ok(bytes), "{text}");
        }
        for text in ["", "512", "MB", "1.5GB", "-1MB", "0MB", "99999999999999TB", "512 MBit"] {
            assert!(size(text).is_err(), "{text}");
        }
    }
}
