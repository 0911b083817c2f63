//! The list of contents.

use super::parts::{Link, Section};

/// Every part with a heading of its own.
pub(super) fn contents(sections: &[Section], has_targets: bool) -> Vec<Link> {
    let link = |id: &str, name: &str| Link { id: id.to_owned(), name: name.to_owned() };
    let mut links = Vec::new();
    if has_targets {
        links.push(link("targets", "Targets"));
    }
    links.extend(sections.iter().map(|section| link(&section.id, &section.name)));
    links.push(link("quality", "Quality of the data"));
    links.push(link("methods", "Methods"));
    links.push(link("limits", "Limits"));
    links.push(link("glossary", "Glossary"));
    links
}
