//! Findings as files.
