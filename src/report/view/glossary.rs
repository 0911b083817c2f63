//! What the words of a report mean.

use crate::inference::Finding;
use crate::report::evidence::Evidence;
use crate::report::format;

use super::methods::note;
use super::parts::Aside;

/// The words of the edition, in the order of the alphabet.
pub(super) fn glossary(evidence: &Evidence<'_>) -> Vec<Aside> {
    let shown: Vec<&Finding> = evidence.shown().flat_map(|kpi| evidence.of(&kpi.id)).collect();
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
