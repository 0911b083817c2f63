//! Results by group: those that the plan declared first, then those that are exploratory.

use crate::inference::{ADJUSTED_GAP_TO_OTHERS, Finding, GAP_TO_OTHERS};
use crate::measures::Kpi;
use crate::report::evidence::Evidence;
use crate::report::labels::capitalised;
use crate::report::language::say;
use crate::report::sentences::{Direction, amount_and_interval, settled};

use super::parts::{Figure, Groups, Table};
use super::tables::by_segment;

/// Dimensions of a measure's findings, the primary ones first, else in the plan's order.
pub(super) fn dimensions<'a>(evidence: &'a Evidence<'_>, kpi: &Kpi) -> Vec<(&'a str, bool)> {
    let has = |id: &str| evidence.of(&kpi.id).iter().any(|finding| finding.dimension == id);
    let planned = evidence.input.plan.segments.iter().filter(|segment| has(&segment.id));
    let mut found: Vec<(&str, bool)> =
        planned.map(|segment| (segment.id.as_str(), segment.primary)).collect();
    found.sort_by_key(|(_, primary)| !*primary);
    found
}

/// Drawings and tables by group, or nothing where the measure is not shown by group.
pub(super) fn groups(evidence: &Evidence<'_>, kpi: &Kpi, figures: Vec<Figure>) -> Option<Groups> {
    let dimensions = dimensions(evidence, kpi);
    let of = |wanted: bool| -> Vec<String> {
        let chosen = dimensions.iter().filter(|(_, primary)| *primary == wanted);
        chosen.map(|(id, _)| evidence.names.dimension(id).to_lowercase()).collect()
    };
    let language = evidence.language();
    let (primary, others) = (of(true), of(false));
    let summary = match (primary.is_empty(), others.is_empty()) {
        (true, true) => return None,
        (false, true) => say!(language, "by-group", group = language.list(&primary)),
        (true, false) => say!(language, "by-group-exploratory", group = language.list(&others)),
        (false, false) => say!(
            language,
            "by-groups-of-both",
            primary = language.list(&primary),
            others = language.list(&others)
        ),
    };
    Some(Groups {
        summary,
        says: gaps(evidence, kpi, &dimensions),
        figures,
        tables: tables(evidence, kpi),
    })
}

/// Which groups of these dimensions differ from the others even after the correction for many tests; of several subjects, each.
pub(super) fn gaps(evidence: &Evidence<'_>, kpi: &Kpi, dimensions: &[(&str, bool)]) -> Vec<String> {
    let language = evidence.language();
    let all = known(evidence, kpi, dimensions);
    if all.is_empty() {
        return Vec::new();
    }
    let clear: Vec<&Finding> = all.into_iter().filter(|gap| is_clear(gap)).collect();
    if clear.is_empty() {
        return vec![say!(language, "no-group-differs")];
    }
    let sentence = |gap: &&Finding| {
        let subject = gap.subject.as_deref().map(|id| format!("{}, ", evidence.names.subject(id)));
        let number = amount_and_interval(language, gap)
            .map(|(value, interval)| format!("{value} ({interval})"));
        let is_primary = dimensions.iter().any(|(id, primary)| *id == gap.dimension && *primary);
        let level = evidence.names.level(gap);
        let group = format!("{}{level}", capitalised(&subject.unwrap_or_default()));
        let group =
            if is_primary { group } else { say!(language, "exploratory-group", group = group) };
        let number = number.unwrap_or_default();
        match adjusted(evidence, kpi, gap) {
            Some((by, adjusted)) => say!(
                language,
                "group-differs-adjusted",
                group = group,
                number = number,
                by = by,
                adjusted = adjusted
            ),
            None => say!(language, "group-differs", group = group, number = number),
        }
    };
    let mut says: Vec<String> = clear.iter().map(sentence).collect();
    says.insert(0, say!(language, "groups-differ", n = clear.len()));
    says
}

/// True where at least one group of these dimensions differs clearly from the others.
pub(super) fn some_differ(evidence: &Evidence<'_>, kpi: &Kpi, dimensions: &[(&str, bool)]) -> bool {
    known(evidence, kpi, dimensions).into_iter().any(is_clear)
}

/// The differences of these dimensions that have a number.
fn known<'a>(
    evidence: &'a Evidence<'_>,
    kpi: &Kpi,
    dimensions: &[(&str, bool)],
) -> Vec<&'a Finding> {
    evidence
        .of(&kpi.id)
        .iter()
        .filter(|finding| finding.answer == GAP_TO_OTHERS && finding.estimate.is_some())
        .filter(|finding| dimensions.iter().any(|(id, _)| *id == finding.dimension))
        .collect()
}

fn is_clear(gap: &Finding) -> bool {
    matches!(settled(gap), Direction::Higher | Direction::Lower)
}

/// The same difference among those who are alike otherwise: in what, and the number.
fn adjusted(evidence: &Evidence<'_>, kpi: &Kpi, gap: &Finding) -> Option<(String, String)> {
    let language = evidence.language();
    let is_same = |one: &&Finding| {
        one.answer == ADJUSTED_GAP_TO_OTHERS
            && (&one.subject, &one.dimension, &one.level)
                == (&gap.subject, &gap.dimension, &gap.level)
    };
    let found = evidence.of(&kpi.id).iter().find(is_same);
    let found = found?;
    let (value, interval) = amount_and_interval(language, found)?;
    let notes = found.notes.as_deref()?;
    let by = notes.split(" · ").find_map(|note| note.strip_prefix("adjusted for "))?;
    let named = |part: &str| match part {
        "the start" => say!(language, "the-start"),
        segment => evidence.names.dimension(segment).to_lowercase(),
    };
    let by: Vec<String> = by.split(" and ").map(named).collect();
    Some((language.list(&by), format!("{value} ({interval})")))
}

/// One table per dimension.
fn tables(evidence: &Evidence<'_>, kpi: &Kpi) -> Vec<Table> {
    let language = evidence.language();
    dimensions(evidence, kpi)
        .into_iter()
        .filter_map(|(dimension, is_primary)| {
            let title = evidence.names.dimension(dimension);
            let caption = if is_primary {
                say!(language, "by-group-declared", group = title)
            } else {
                say!(language, "by-group-exploratory", group = title)
            };
            by_segment(evidence, kpi, dimension, &caption)
        })
        .collect()
}
