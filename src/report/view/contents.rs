//! The list of contents.

use super::parts::{Link, Part, Section};

/// Fewer parts need no list.
const FEWEST: usize = 4;

/// Every part with a heading of its own, and the number that it is known for.
pub(super) fn contents(parts: &[Part]) -> Vec<Link> {
    let links: Vec<Link> = parts.iter().flat_map(links).collect();
    if links.len() < FEWEST { Vec::new() } else { links }
}

fn links(part: &Part) -> Vec<Link> {
    let link = |id: &str, name: &str, number: Option<String>| Link {
        id: id.to_owned(),
        name: name.to_owned(),
        number,
    };
    let of = |section: &Section| link(&section.id, &section.name, section.number.clone());
    vec![match part {
        Part::Families { families } => return families.iter().map(of).collect(),
        Part::Section(section) => of(section),
        Part::Targets(targets) => link("targets", "Targets", Some(targets.number.clone())),
        Part::LogicModel(_) => link("logic_model", "How it should work", None),
        Part::Quality(_) => link("quality", "Quality of the data", None),
        Part::Methods(_) => link("methods", "Methods", None),
        Part::Limits { .. } => link("limits", "Limits", None),
        Part::Glossary { .. } => link("glossary", "Glossary", None),
    }]
}
