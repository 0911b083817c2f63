//! Methods.

use std::collections::BTreeSet;

use crate::inference::Finding;
use crate::measures::Kpi;
use crate::plan::{Correction, NO_AUTHORITY, protection};
use crate::report::evidence::Evidence;
use crate::report::format;
use crate::report::labels::{bare_title, capitalised, typeset};

use super::parts::{Aside, Methods};
use super::statistics::{is_clustered, used};

const LEVELS: [(&str, &str); 6] = [
    ("L0", "Counts of what was done. They say nothing about change."),
    (
        "L1",
        "Answers at one time. The report says what people answered, not that anything improved.",
    ),
    (
        "L2",
        "The same people at two times, without anybody to compare with. The report says that something was higher or lower, not why.",
    ),
    (
        "L3",
        "Two groups that may have differed from the start. The report says how they differed and adds that the reason stays open.",
    ),
    (
        "L4",
        "Two groups that were alike at the start in what was measured. The report speaks of evidence that fits an effect.",
    ),
    (
        "L5",
        "Groups drawn by lot, of whom few were lost. The report says what the program raised or lowered.",
    ),
];

pub(super) fn methods(evidence: &Evidence<'_>) -> Methods {
    let shown: Vec<&Finding> = evidence.shown().flat_map(|kpi| evidence.of(&kpi.id)).collect();
    Methods {
        statistics: statistics(&shown),
        correction: correction(evidence.input.plan.analysis.correction),
        levels: levels(&shown),
        privacy: privacy(evidence),
        definitions: definitions(evidence),
    }
}

pub(super) fn note(title: &str, text: impl Into<String>) -> Aside {
    Aside { title: title.to_owned(), text: text.into() }
}

fn statistics(shown: &[&Finding]) -> Vec<Aside> {
    let methods: BTreeSet<&str> = shown.iter().map(|finding| finding.method.as_str()).collect();
    let mut notes: Vec<Aside> = used(&methods)
        .into_iter()
        .map(|statistic| note(statistic.name, crate::report::labels::capitalised(statistic.about)))
        .collect();
    if methods.iter().any(|method| is_clustered(method)) {
        notes.push(note(
            "People who share a mentor or group",
            "Their answers resemble one another, so fewer of them count as independent: standard errors are of the CR2 kind with Satterthwaite’s degrees of freedom.",
        ));
    }
    notes
}

fn correction(correction: Correction) -> String {
    let how = match correction {
        Correction::BenjaminiHochberg => {
            "Where a family of measures has several tests, their p-values are corrected together by the method of Benjamini and Hochberg, which limits the share of false alarms among the differences that are called clear."
        }
        Correction::BenjaminiYekutieli => {
            "Where a family of measures has several tests, their p-values are corrected together by the method of Benjamini and Yekutieli, which limits the share of false alarms among the differences that are called clear, whatever the tests have to do with one another."
        }
        Correction::Holm => {
            "Where a family of measures has several tests, their p-values are corrected together by Holm’s method, which limits the chance of even one false alarm."
        }
        Correction::None => {
            "The plan asks for no correction for many tests: among twenty comparisons, about one looks clear by chance alone."
        }
    };
    format!(
        "{how} Results about everyone are corrected apart from those by term and by group. A p-value says how unusual the data would be if there were no difference at all; it does not say how large or important a difference is, and no result is judged by it alone."
    )
}

fn levels(shown: &[&Finding]) -> Vec<Aside> {
    let used: BTreeSet<&str> = shown.iter().map(|finding| finding.claim_level.as_str()).collect();
    LEVELS
        .iter()
        .filter(|(level, _)| used.contains(level))
        .map(|(level, text)| note(level, *text))
        .collect()
}

fn privacy(evidence: &Evidence<'_>) -> Vec<String> {
    let privacy = &evidence.input.plan.privacy;
    let mut lines = vec![
        format!(
            "No number about fewer than {} is published, and no share for which, or against which, fewer than {} stand. Medians need twice as many. Curves end where fewer are followed.",
            privacy.min_cell, privacy.min_part
        ),
        "Where a hidden number could be worked out from a total and what else is shown, more is hidden, as little as is enough; both say the same, since to name the small one would give it away. Before this report was written, everything in it was put together as a reader could, to see whether a hidden number comes out.".to_owned(),
    ];
    lines.extend(privacy.coded_beyond.map(|beyond| {
        let (low, high) = (format::percent(beyond), format::percent(1.0 - beyond));
        format!("Shares below {low} and above {high} are only said to be so.")
    }));
    lines.extend(
        privacy.rounded_to.map(|step| format!("Shares are rounded to {}.", format::percent(step))),
    );
    lines.push("A total or an average of amounts, such as hours or costs, is hidden when one or two make up so much of it that the second could work out the first.".to_owned());
    if privacy.min_change > 1 {
        lines.push(format!(
            "What the last report has shown of the same data counts as known, and a group that changed by fewer than {} people since then is hidden.",
            privacy.min_change
        ));
    }
    if let Some(preset) = privacy.preset.as_deref().and_then(protection) {
        let source = preset.source.unwrap_or(NO_AUTHORITY);
        lines.push(format!("The rules are those of `{}`, {}. {source}", preset.name, preset.about));
    }
    lines.extend(privacy.rationale.as_ref().map(|why| format!("Why these rules: {why}")));
    lines
}

/// The dictionary of the measures, from their headers.
fn definitions(evidence: &Evidence<'_>) -> Vec<Aside> {
    let sentence = |text: &str| {
        let text = capitalised(&typeset(text));
        if text.ends_with('.') { text } else { format!("{text}.") }
    };
    let define = |kpi: &Kpi| {
        let text = format!(
            "{} Values: {}. Missing: {}. {} Version {}.",
            sentence(&kpi.grain),
            typeset(&kpi.scale),
            typeset(&kpi.missing),
            sentence(&kpi.cite),
            kpi.version
        );
        note(&bare_title(&kpi.title), text)
    };
    evidence.shown().map(define).collect()
}
