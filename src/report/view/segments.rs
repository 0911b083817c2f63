//! Results by group: those that the plan declared first, then those that are exploratory.

use crate::inference::{ADJUSTED_GAP_TO_OTHERS, Finding, GAP_TO_OTHERS};
use crate::measures::Kpi;
use crate::report::evidence::Evidence;
use crate::report::format;
use crate::report::labels::capitalised;
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
    let (primary, others) = (of(true), of(false));
    let summary = match (primary.is_empty(), others.is_empty()) {
        (true, true) => return None,
        (false, true) => format!("By {}", format::list(&primary)),
        (true, false) => format!("By {} (exploratory)", format::list(&others)),
        (false, false) => {
            format!("By {}, and by {} (exploratory)", format::list(&primary), format::list(&others))
        }
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
    let all = known(evidence, kpi, dimensions);
    if all.is_empty() {
        return Vec::new();
    }
    let clear: Vec<&Finding> = all.into_iter().filter(|gap| is_clear(gap)).collect();
    if clear.is_empty() {
        return vec!["No group differs clearly from the others.".to_owned()];
    }
    let sentence = |gap: &&Finding| {
        let subject = gap.subject.as_deref().map(|id| format!("{}, ", evidence.names.subject(id)));
        let number =
            amount_and_interval(gap).map(|(value, interval)| format!("{value} ({interval})"));
        let is_primary = dimensions.iter().any(|(id, primary)| *id == gap.dimension && *primary);
        let kind = if is_primary { "" } else { " (exploratory)" };
        format!(
            "{}{}{kind}: {} from the others{}.",
            capitalised(&subject.unwrap_or_default()),
            evidence.names.level(gap),
            number.unwrap_or_default(),
            adjusted(evidence, kpi, gap)
        )
    };
    let mut says: Vec<String> = clear.iter().map(sentence).collect();
    let of = if clear.len() == 1 { "One group differs" } else { "Some groups differ" };
    says.insert(0, format!("{of} clearly from the others, for reasons that this cannot show."));
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

/// The same difference among those who are alike otherwise, as the end of a sentence.
fn adjusted(evidence: &Evidence<'_>, kpi: &Kpi, gap: &Finding) -> String {
    let is_same = |one: &&Finding| {
        one.answer == ADJUSTED_GAP_TO_OTHERS
            && (&one.subject, &one.dimension, &one.level)
                == (&gap.subject, &gap.dimension, &gap.level)
    };
    let found = evidence.of(&kpi.id).iter().find(is_same);
    let number = found.and_then(amount_and_interval);
    let by = found
        .and_then(|found| found.notes.as_deref())
        .and_then(|notes| notes.split(" · ").find_map(|note| note.strip_prefix("adjusted for ")));
    let named = |part: &str| match part {
        "the start" => part.to_owned(),
        segment => evidence.names.dimension(segment).to_lowercase(),
    };
    number.zip(by).map_or_else(String::new, |((value, interval), by)| {
        let by: Vec<String> = by.split(" and ").map(named).collect();
        format!("; adjusted for {}, {value} ({interval})", format::list(&by))
    })
}

/// One table per dimension.
fn tables(evidence: &Evidence<'_>, kpi: &Kpi) -> Vec<Table> {
    dimensions(evidence, kpi)
        .into_iter()
        .filter_map(|(dimension, is_primary)| {
            let title = evidence.names.dimension(dimension);
            let kind = if is_primary { "declared in advance" } else { "exploratory" };
            by_segment(evidence, kpi, dimension, &format!("By {title} ({kind})"))
        })
        .collect()
}
