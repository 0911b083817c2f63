//! The machine: how much of it a run may use, and how it tells what it used.
//!
//! **Takes** what the command line allows. **Gives** the number of threads, the memory, work on several threads in a fixed
//! order, a stopwatch for the phases of a run, and a bar that shows how far it is.
//!
//! **Invariants.** Nothing here has a say in what a run finds: threads, memory and clocks change how long it takes, and
//! nothing else. While nobody asks, a stopwatch or a bar costs one look at a flag.
//!
//! **Deliberately absent:** data, files, and everything that a report shows.
//!
//! **To add** a phase: its line in [`Phase`], and a stopwatch where it happens.

mod again;
mod limits;
mod progress;
mod timings;
mod workers;

pub use again::begin_again;
pub use limits::{Limits, memory, size, threads};
pub use progress::{Bar, Counted};
pub use timings::{
    MeasureTime, Phase, PhaseTime, Profile, Stopwatch, measured, shift, start, stop, stopwatch,
};
pub use workers::{all, in_order, in_order_until};
