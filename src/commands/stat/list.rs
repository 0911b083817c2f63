//! What `stat` can do, from the list that dispatches.

use std::fmt::Write as _;

use crate::inference::{ColumnKind, DESIGNS, Design};

/// One design, or all of them: columns, answers, settings.
pub(super) fn list(only: Option<&'static Design>) -> String {
    let mut text = String::new();
    let wanted = |design: &&Design| only.is_none_or(|only| only.name == design.name);
    for design in DESIGNS.iter().filter(wanted) {
        describe(design, &mut text);
    }
    text
}

fn describe(design: &Design, text: &mut String) {
    let gap = if text.is_empty() { "" } else { "\n" };
    let _ = writeln!(text, "{gap}{}: {}", design.name, design.about);
    let _ = writeln!(text, "  columns");
    for column in design.columns {
        let kind = if column.kind == ColumnKind::Number { "number" } else { "text" };
        let optional = if column.required { "" } else { ", optional" };
        let _ = writeln!(text, "    {} ({kind}{optional}): {}", column.name, column.about);
    }
    let _ = writeln!(text, "  answers");
    for answer in design.answers {
        let _ = writeln!(text, "    {}: {}", answer.name, answer.about);
    }
    if !design.settings.is_empty() {
        let _ = writeln!(text, "  settings: {}", design.settings.join(", "));
    }
}
