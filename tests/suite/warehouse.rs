//! The warehouse loses nothing: whatever happens to a run, the last snapshot is whole and the next run completes.

mod crash;
mod determinism;
mod disk;
mod forget;
mod freeze;
mod harbor;
mod history;
mod incremental;
mod jobs;
mod kill;
mod locks;
mod overlap;
mod published;
mod released;
mod rotation;
mod verify;
