//! The warehouse loses nothing: whatever happens to a run, the last snapshot is whole and the next run completes.

mod crash;
mod disk;
mod harbor;
mod kill;
mod locks;
