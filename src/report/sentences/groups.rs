//! Different people in different groups.

use crate::inference::Finding;
use crate::measures::Kpi;
use crate::report::evidence::Evidence;
use crate::report::labels::bare_title;

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
        (None, None) => bare_title(&kpi.title),
    }
}

/// A sentence per contrast.
pub(super) fn say(evidence: &Evidence<'_>, kpi: &Kpi, findings: &[&Finding]) -> Vec<Said> {
    let differences = findings
        .iter()
        .filter(|finding| ["difference", "risk_difference"].contains(&finding.answer.as_str()));
    let sentence = |finding: &Finding| {
        let about = about(evidence, kpi, finding);
        let contrast = finding.contrast.as_deref().unwrap_or_default();
        let Some((one, two)) = contrast.split_once(" vs ") else { return plainly(&about, finding) };
        let (one, two) = (evidence.names.word(one), evidence.names.word(two));
        match direction(finding) {
            Direction::Absent => plainly(&format!("{about}, {one} and {two}"), finding),
            Direction::Unclear => {
                format!(
                    "{about} shows no clear difference between {one} and {two}: {}.",
                    change(finding)
                )
            }
            Direction::Higher => {
                format!("{about} was higher by {} for {one} than for {two}.", distance(finding))
            }
            Direction::Lower => {
                format!("{about} was lower by {} for {one} than for {two}.", distance(finding))
            }
        }
    };
    differences.map(|finding| Said::new(&sentence(finding), finding)).collect()
}
