//! What a page shows: finished strings, in the order of reading.
//!
//! The template only places them. Every number was written by the number formats, every name by the names of the
//! plan, every sentence by the wording of its claim level.

mod answers;
mod aside;
mod brief;
mod cards;
mod contents;
mod figures;
mod footer;
mod gallery;
mod glossary;
mod groups;
mod head;
mod history;
mod limits;
mod logic_model;
mod methods;
mod overview;
mod parts;
mod quality;
mod quotes;
mod section;
mod segments;
mod slug;
mod statistics;
mod tables;
mod targets;

pub(super) use answers::answer_name;
pub(super) use brief::brief;
pub(super) use history::primary_numbers;
pub(super) use overview::{Overview, overview};
pub(super) use parts::Page;

use crate::plan::EditionPart;

use super::ReportError;
use super::evidence::Evidence;
use parts::Part;

/// Builds the page of an edition.
pub(super) fn page(evidence: &Evidence<'_>) -> Result<Page, ReportError> {
    let mut parts = Vec::new();
    for part in evidence.parts() {
        parts.extend(build(evidence, *part)?);
    }
    let head = head::head(evidence);
    let mut cards = cards::cards(evidence);
    cards::link(&mut cards, &mut parts);
    let language = evidence.language();
    Ok(Page {
        language: language.tag().to_owned(),
        direction: language.direction(),
        class: evidence.layout.depth.class(),
        title: head.title,
        kicker: head.kicker,
        heading: head::unbroken(&head.heading),
        lede: head.lede,
        facts: head.facts,
        alarms: head.alarms,
        reading: head.reading,
        cards,
        contents: contents::contents(language, &parts),
        parts,
        footer: footer::footer(evidence),
        logo: evidence.input.brand.logo.clone(),
        theme: evidence.input.brand.style_sheet.clone(),
        style: include_str!("../page.css").to_owned(),
    })
}

fn build(evidence: &Evidence<'_>, part: EditionPart) -> Result<Vec<Part>, ReportError> {
    let one = |section: Option<parts::Section>| section.map(Part::Section).into_iter().collect();
    Ok(match part {
        EditionPart::Main => one(section::main(evidence)?),
        EditionPart::Targets => {
            targets::targets(evidence)?.map(Part::Targets).into_iter().collect()
        }
        EditionPart::LogicModel => {
            logic_model::logic_model(evidence).map(Part::LogicModel).into_iter().collect()
        }
        EditionPart::Measures => vec![Part::Families { families: section::families(evidence)? }],
        EditionPart::Groups => one(groups::groups(evidence)?),
        EditionPart::Terms => one(gallery::terms(evidence)?),
        EditionPart::Quality => vec![Part::Quality(quality::quality(evidence)?)],
        EditionPart::Methods => vec![Part::Methods(methods::methods(evidence))],
        EditionPart::Limits => vec![Part::Limits { limits: limits::of_the_whole(evidence) }],
        EditionPart::Glossary => {
            vec![Part::Glossary { glossary: glossary::glossary(evidence) }]
        }
    })
}
