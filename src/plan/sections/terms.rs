//! `[[terms]]`

use crate::plan::complaints::ids_must_differ;
use crate::plan::key::{Form, Key, Kind};
use crate::plan::model::Term;
use crate::plan::section::Section;

pub(in crate::plan) const TERMS: Form = Form::many(
    "terms",
    "School terms or other periods that results are compared across. They do not overlap; days \
     between them belong to none.",
    &[
        Key::new("id", Kind::Id, "Short name, unique.", "\"2024-fall\"").required(),
        Key::new("title", Kind::Text, "Name in reports.", "\"Fall 2024\"").otherwise("the id"),
        Key::new("starts_on", Kind::Date, "First day.", "2024-09-01").required(),
        Key::new("ends_on", Kind::Date, "Last day, itself included.", "2025-01-31").required(),
        Key::new(
            "frozen",
            Kind::Boolean,
            "Closes the term: what `run` publishes about it stays as it is, and later data that say something else raise \
             an alarm.",
            "true",
        )
        .default("false"),
        Key::new(
            "restated",
            Kind::Text,
            "Why what was published about a closed term is corrected; printed in the report. Each reason corrects once.",
            "\"The school had sent two months twice.\"",
        ),
    ],
);

/// Terms in order of their start.
pub(in crate::plan) fn terms(sections: &[Section<'_>]) -> Vec<Term> {
    ids_must_differ(sections);
    let mut terms: Vec<(Term, &Section<'_>)> =
        sections.iter().filter_map(|section| Some((term(section)?, section))).collect();
    terms.sort_by_key(|(term, _)| (term.starts_on, term.ends_on));
    for pair in terms.windows(2) {
        let ((earlier, _), (later, section)) = (&pair[0], &pair[1]);
        if later.starts_on <= earlier.ends_on {
            let message = format!(
                "term `{}` starts on {}, allowed: after {}, when `{}` ends",
                later.id, later.starts_on, earlier.ends_on, earlier.id
            );
            section.complain("starts_on", message, Some("a day belongs to one term only"));
        }
    }
    terms.into_iter().map(|(term, _)| term).collect()
}

fn term(section: &Section<'_>) -> Option<Term> {
    let (starts_on, ends_on) = (section.date("starts_on")?, section.date("ends_on")?);
    let id = section.text("id");
    if ends_on < starts_on {
        let message =
            format!("term `{id}` ends on {ends_on}, allowed: {starts_on}, its first day, or later");
        section.complain("ends_on", message, Some("see whether the two dates are swapped"));
        return None;
    }
    let title = section.optional_text("title").unwrap_or_else(|| id.clone());
    let (frozen, restated) = (section.boolean("frozen"), section.optional_text("restated"));
    Some(Term { id, title, starts_on, ends_on, frozen, restated })
}
