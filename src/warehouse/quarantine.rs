//! Violations as a table: what was wrong where, with the row's original cells.

use polars::prelude::*;

use crate::contract::Violation;

/// Name of its files' folder.
pub(crate) const QUARANTINE: &str = "quarantine";

/// One row per violation.
pub(crate) fn frame(violations: &[Violation], program: &str) -> DataFrame {
    let texts = |get: fn(&Violation) -> Option<&str>| -> Vec<Option<&str>> {
        violations.iter().map(get).collect()
    };
    df!(
        "program_id" => vec![program; violations.len()],
        "source" => texts(|v| Some(&v.source)),
        "position" => texts(|v| Some(&v.position)),
        "rule" => texts(|v| Some(v.rule.id)),
        "severity" => texts(|v| Some(v.severity.name())),
        "column" => texts(|v| v.column.as_deref()),
        "found" => texts(|v| Some(&v.found)),
        "allowed" => texts(|v| Some(&v.allowed)),
        "cells" => texts(|v| v.cells.as_deref()),
    )
    .expect("columns of one length and distinct names")
}
