//! What the words of a report mean.

use crate::inference::Finding;
use crate::report::evidence::Evidence;
use crate::report::language::say;

use super::methods::note;
use super::parts::Aside;

/// The words of the edition, in the order of the alphabet.
pub(super) fn glossary(evidence: &Evidence<'_>) -> Vec<Aside> {
    let shown: Vec<&Finding> = evidence.shown().flat_map(|kpi| evidence.of(&kpi.id)).collect();
    let (language, confidence) = (evidence.language(), evidence.input.plan.analysis.confidence);
    let level = language.confidence(confidence);
    let has = |answer: &str| shown.iter().any(|finding| finding.answer.starts_with(answer));
    let mut glossary = vec![
        note(say!(language, "term-waves"), say!(language, "about-waves")),
        note(say!(language, "term-clear"), say!(language, "about-clear", level = &level)),
        note(
            say!(language, "term-interval"),
            say!(
                language,
                "about-interval",
                level = &level,
                number = language.number(100.0 * confidence, 0)
            ),
        ),
        note(say!(language, "term-missing"), say!(language, "about-missing")),
        note("n", say!(language, "about-n")),
        note(say!(language, "term-rounding"), say!(language, "about-rounding")),
        note(say!(language, "term-primary"), say!(language, "about-primary")),
    ];
    if shown.iter().any(|finding| finding.effect.is_some()) {
        glossary.push(note(say!(language, "term-g"), say!(language, "about-g")));
    }
    if has("icc") {
        glossary.push(note("ICC", say!(language, "about-icc")));
    }
    if has("alpha") {
        glossary.push(note(say!(language, "term-alpha"), say!(language, "about-alpha")));
    }
    if has("nps") {
        glossary.push(note(say!(language, "term-nps"), say!(language, "about-nps")));
    }
    if has("survival") {
        let (title, about) = (say!(language, "term-meeting"), say!(language, "about-meeting"));
        glossary.push(note(title, about));
    }
    glossary.sort_by_key(|entry| entry.title.to_lowercase());
    glossary
}
