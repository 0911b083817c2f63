//! The list of contents.

use crate::report::language::{Language, say};

use super::parts::{Link, Part, Section};

/// Fewer parts need no list.
const FEWEST: usize = 4;

/// Every part with a heading of its own, and the number that it is known for.
pub(super) fn contents(language: &Language, parts: &[Part]) -> Vec<Link> {
    let links: Vec<Link> = parts.iter().flat_map(|part| links(language, part)).collect();
    if links.len() < FEWEST { Vec::new() } else { links }
}

fn links(language: &Language, part: &Part) -> Vec<Link> {
    let link =
        |id: &str, name: String, number: Option<String>| Link { id: id.to_owned(), name, number };
    let of = |section: &Section| link(&section.id, section.name.clone(), section.number.clone());
    vec![match part {
        Part::Families { families } => return families.iter().map(of).collect(),
        Part::Section(section) => of(section),
        Part::Targets(targets) => {
            link("targets", say!(language, "contents-targets"), Some(targets.number.clone()))
        }
        Part::LogicModel(_) => link("logic_model", say!(language, "contents-logic-model"), None),
        Part::Quality(_) => link("quality", say!(language, "contents-quality"), None),
        Part::Methods(_) => link("methods", say!(language, "methods"), None),
        Part::Limits { .. } => link("limits", say!(language, "limits"), None),
        Part::Glossary { .. } => link("glossary", say!(language, "glossary"), None),
    }]
}
