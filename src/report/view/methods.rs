//! Methods.

use std::collections::BTreeSet;

use crate::inference::Finding;
use crate::measures::Kpi;
use crate::plan::{Correction, NO_AUTHORITY, protection};
use crate::report::evidence::Evidence;
use crate::report::labels::{capitalised, typeset};
use crate::report::language::{Language, say};

use super::parts::{Aside, Methods};
use super::statistics::{is_clustered, used};

/// The levels of the claim ladder.
const LEVELS: [&str; 6] = ["L0", "L1", "L2", "L3", "L4", "L5"];

pub(super) fn methods(evidence: &Evidence<'_>) -> Methods {
    let language = evidence.language();
    let shown: Vec<&Finding> = evidence.shown().flat_map(|kpi| evidence.of(&kpi.id)).collect();
    Methods {
        statistics: statistics(language, &shown),
        correction: correction(language, evidence.input.plan.analysis.correction),
        levels: levels(language, &shown),
        privacy: privacy(evidence),
        definitions: definitions(evidence),
    }
}

pub(super) fn note(title: impl Into<String>, text: impl Into<String>) -> Aside {
    Aside { title: title.into(), text: text.into() }
}

fn statistics(language: &Language, shown: &[&Finding]) -> Vec<Aside> {
    let methods: BTreeSet<&str> = shown.iter().map(|finding| finding.method.as_str()).collect();
    let mut notes: Vec<Aside> = used(language, &methods)
        .into_iter()
        .map(|statistic| note(statistic.name, capitalised(&statistic.about)))
        .collect();
    if methods.iter().any(|method| is_clustered(method)) {
        notes.push(note(say!(language, "clusters"), say!(language, "clusters-about")));
    }
    notes
}

fn correction(language: &Language, correction: Correction) -> String {
    let how = match correction {
        Correction::BenjaminiHochberg => say!(language, "correction-benjamini-hochberg"),
        Correction::BenjaminiYekutieli => say!(language, "correction-benjamini-yekutieli"),
        Correction::Holm => say!(language, "correction-holm"),
        Correction::None => say!(language, "correction-none"),
    };
    say!(language, "correction", how = how)
}

fn levels(language: &Language, shown: &[&Finding]) -> Vec<Aside> {
    let used: BTreeSet<&str> = shown.iter().map(|finding| finding.claim_level.as_str()).collect();
    LEVELS
        .iter()
        .filter(|level| used.contains(*level))
        .filter_map(|level| Some(note(*level, language.named("level", level)?)))
        .collect()
}

fn privacy(evidence: &Evidence<'_>) -> Vec<String> {
    let (privacy, language) = (&evidence.input.plan.privacy, evidence.language());
    let mut lines = vec![
        say!(language, "privacy-fewest", cell = privacy.min_cell, part = privacy.min_part),
        say!(language, "privacy-complement"),
    ];
    lines.extend(privacy.coded_beyond.map(|beyond| {
        let (low, high) = (language.percent(beyond), language.percent(1.0 - beyond));
        say!(language, "privacy-coded", low = low, high = high)
    }));
    lines.extend(
        privacy
            .rounded_to
            .map(|step| say!(language, "privacy-rounded", step = language.percent(step))),
    );
    lines.push(say!(language, "privacy-amounts"));
    if privacy.min_change > 1 {
        lines.push(say!(language, "privacy-change", n = privacy.min_change));
    }
    if let Some(preset) = privacy.preset.as_deref().and_then(protection) {
        let source = language.translated(preset.source.unwrap_or(NO_AUTHORITY));
        let about = language.translated(preset.about);
        lines.push(say!(
            language,
            "privacy-preset",
            name = preset.name,
            about = about,
            source = source
        ));
    }
    lines.extend(privacy.rationale.as_ref().map(|why| say!(language, "privacy-why", why = why)));
    lines
}

/// The dictionary of the measures, from their headers.
fn definitions(evidence: &Evidence<'_>) -> Vec<Aside> {
    let sentence = |text: &str| {
        let text = capitalised(&typeset(text));
        if text.ends_with('.') { text } else { format!("{text}.") }
    };
    let define = |kpi: &Kpi| {
        let text = say!(
            evidence.language(),
            "definition",
            grain = sentence(&kpi.grain),
            scale = typeset(&kpi.scale),
            missing = typeset(&kpi.missing),
            cite = sentence(&kpi.cite),
            version = &kpi.version
        );
        note(evidence.names.title(kpi), text)
    };
    evidence.shown().map(define).collect()
}
