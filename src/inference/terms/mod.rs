//! A measure over the terms: where its line is broken, and which terms stand out from the others.

pub(super) mod control;
mod signals;
mod timeline;

pub(super) use signals::watch;
pub(super) use timeline::Timeline;
