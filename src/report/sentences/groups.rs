//! Different people in different groups.

use crate::inference::Finding;
use crate::measures::Kpi;
use crate::report::evidence::Evidence;
use crate::report::language::{Language, say};

use super::Said;
use super::direction::{Direction, direction};
use super::numbers::{change, distance};
use super::single::plainly;

/// What is compared: in the words of the header's `about`, else the subject or the title.
fn about(evidence: &Evidence<'_>, kpi: &Kpi, finding: &Finding) -> String {
    let subject = finding.subject.as_deref().map(|id| evidence.names.subject(id));
    match (kpi.keys.get("about"), subject) {
        (Some(about), subject) => about.replace("{subject}", &subject.unwrap_or_default()),
        (None, Some(subject)) => subject,
        (None, None) => evidence.names.title(kpi),
    }
}

/// A sentence per contrast.
pub(super) fn say(evidence: &Evidence<'_>, kpi: &Kpi, findings: &[&Finding]) -> Vec<Said> {
    let differences = findings
        .iter()
        .filter(|finding| ["difference", "risk_difference"].contains(&finding.answer.as_str()));
    let language = evidence.language();
    let sentence = |finding: &Finding| {
        let about = about(evidence, kpi, finding);
        let contrast = finding.contrast.as_deref().unwrap_or_default();
        let Some((one, two)) = contrast.split_once(" vs ") else {
            return plainly(language, &about, finding);
        };
        let (one, two) = (evidence.names.word(one), evidence.names.word(two));
        match direction(finding) {
            Direction::Absent => {
                let about = say!(language, "about-two", about = about, one = one, two = two);
                plainly(language, &about, finding)
            }
            Direction::Unclear => {
                let change = change(language, finding);
                say!(
                    language,
                    "difference-unclear",
                    about = about,
                    one = one,
                    two = two,
                    change = change
                )
            }
            way => higher_or_lower(language, way, [&about, &one, &two], finding),
        }
    };
    differences.map(|finding| Said::new(&sentence(finding), finding)).collect()
}

/// A clear difference between two sides.
fn higher_or_lower(
    language: &Language,
    way: Direction,
    [about, one, two]: [&str; 3],
    finding: &Finding,
) -> String {
    let distance = distance(language, finding);
    if way == Direction::Higher {
        say!(
            language,
            "difference-higher",
            about = about,
            one = one,
            two = two,
            distance = distance
        )
    } else {
        say!(language, "difference-lower", about = about, one = one, two = two, distance = distance)
    }
}
