//! Exit codes, as documented in the help text.

/// Done.
pub const DONE: u8 = 0;
/// A source was refused; nothing was published.
pub const REFUSED: u8 = 1;
/// Usage, plan or environment.
pub const USAGE: u8 = 2;
/// Published, with alarms that were asked for.
pub const ALARM: u8 = 3;
