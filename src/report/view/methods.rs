//! Methods, limits and glossary.

use std::collections::BTreeSet;

use crate::inference::Finding;
use crate::measures::Kpi;
use crate::plan::{Correction, EvaluationDesign, NO_AUTHORITY, protection};
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
        limits: limits(evidence),
        glossary: glossary(evidence, &shown),
    }
}

fn note(title: &str, text: impl Into<String>) -> Aside {
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
        "Where a hidden number could be worked out from a total and what else is shown, more is hidden, as little as is enough; both say the same, since to name the small one would give it away. Before this report was written, everything in it was put together as a reader could, with the last report, to see whether a hidden number comes out.".to_owned(),
    ];
    lines.extend(privacy.coded_beyond.map(|beyond| {
        let (low, high) = (format::percent(beyond), format::percent(1.0 - beyond));
        format!("Shares below {low} and above {high} are only said to be so.")
    }));
    lines.extend(
        privacy.rounded_to.map(|step| format!("Shares are rounded to {}.", format::percent(step))),
    );
    if privacy.min_change > 1 {
        lines.push(format!(
            "A group that changed by fewer than {} people since the last report is hidden.",
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

fn limits(evidence: &Evidence<'_>) -> Vec<String> {
    let shown: Vec<_> = evidence.shown().collect();
    let has = |design: &str| shown.iter().any(|kpi| kpi.design == design);
    let plan = evidence.input.plan;
    let mut limits = Vec::new();
    if has("paired") || has("comparison") {
        limits.push(match plan.program.design {
            EvaluationDesign::PrePost => "This evaluation has no comparison group. It can show that something changed, not that the program is the reason.",
            EvaluationDesign::Comparison => "The comparison group was not drawn by lot. Differences between the groups may have been there before in ways that nobody measured.",
            EvaluationDesign::Randomised => "Groups were drawn by lot among those who took part in the study; for other people or places the results may not hold.",
        }.to_owned());
    }
    if let Some(preset) = plan.program.preset.as_deref().and_then(crate::plan::preset_named) {
        limits.push(preset.said());
    }
    if has("one_group") || has("dyad") || has("paired") {
        limits.push("Whoever answered a survey may differ from whoever did not. Response rates stand with the quality of the data; missing answers were left out and counted, never guessed.".to_owned());
    }
    if has("duration") {
        limits.push("How long matches last is known only up to the last day of the data; the newest matches say little about the later months.".to_owned());
    }
    let explores = plan.segments.iter().any(|segment| !segment.primary);
    if explores {
        limits.push("Groups that are marked exploratory were not declared beforehand. With many groups, some differ by chance: take them as questions, not as answers.".to_owned());
    }
    limits.push("Groups within the program were not drawn by lot, so a difference between them has no known reason.".to_owned());
    limits
}

fn glossary(evidence: &Evidence<'_>, shown: &[&Finding]) -> Vec<Aside> {
    let level = format::confidence(evidence.input.plan.analysis.confidence);
    let has = |answer: &str| shown.iter().any(|finding| finding.answer.starts_with(answer));
    let mut glossary = vec![
        note(
            "Baseline and follow-up",
            "The first and the second time that people were asked or measured.",
        ),
        note(
            "Clear",
            format!("The {level} interval lies on one side of no change or no difference."),
        ),
        note(
            "Interval",
            format!(
                "The range in which we expect the true value; of many such {level} intervals, about {} in 100 hold it. A narrow one means that much is known.",
                format::number(100.0 * evidence.input.plan.analysis.confidence, 0)
            ),
        ),
        note("Missing", "People or matches that belong to the group but have no usable value."),
        note("n", "How many people, matches or answers a number rests on."),
        note(
            "Rounding",
            "Every number is rounded by itself, so a difference may be off by one in its last digit.",
        ),
        note(
            "Primary and exploratory",
            "Primary groups and questions were written into the plan before the data was seen; all others are exploratory.",
        ),
    ];
    if shown.iter().any(|finding| finding.effect.is_some()) {
        glossary.push(note("Hedges’ g", "A change or difference in standard deviations, the usual distance of people from their average; 0.20 of it is what mentoring programs for young people reach on average. The kind of g for two times of one group cannot be compared with that of two groups."));
    }
    if has("icc") {
        glossary.push(note("ICC", "Intraclass correlation: 1 when the two of every pair give the same answer, 0 when they agree no better than strangers would."));
    }
    if has("alpha") {
        glossary.push(note("Alpha", "Cronbach’s alpha, the reliability of a scale made of several questions: 1 when they all say the same, 0 when they have nothing in common."));
    }
    if has("nps") {
        glossary.push(note("Net promoter score", "Those who would recommend it (9 or 10) minus those who would not (0 to 6), in 100 people."));
    }
    if has("survival") {
        glossary.push(note("Still meeting", "A match that has not ended, or ended as planned."));
    }
    glossary.sort_by_key(|entry| entry.title.to_lowercase());
    glossary
}
