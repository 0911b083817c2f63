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
mod head;
mod limits;
mod methods;
mod overview;
mod parts;
mod quality;
mod section;
mod segments;
mod slug;
mod statistics;
mod tables;
mod targets;

pub(super) use answers::answer_name;
pub(super) use brief::brief;
pub(super) use overview::{Overview, overview};
pub(super) use parts::Page;

use super::ReportError;
use super::evidence::Evidence;

/// Builds the page of an edition.
pub(super) fn page(evidence: &Evidence<'_>) -> Result<Page, ReportError> {
    let sections = section::sections(evidence)?;
    let targets = targets::targets(evidence)?;
    let quality = quality::quality(evidence)?;
    let methods = methods::methods(evidence);
    let head = head::head(evidence);
    let contents = contents::contents(&sections, targets.is_some());
    Ok(Page {
        title: head.title,
        kicker: head.kicker,
        heading: head.heading,
        lede: head.lede,
        alarms: head.alarms,
        reading: head.reading,
        cards: cards::cards(evidence),
        contents,
        targets,
        sections,
        quality,
        methods,
        footer: head.footer,
        logo: evidence.input.brand.logo.clone(),
        theme: evidence.input.brand.style_sheet.clone(),
        style: include_str!("../page.css").to_owned(),
    })
}
