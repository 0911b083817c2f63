//! Head of the page: what the program is, the firmest results, what the design cannot say.

use crate::plan::{DAYS_PER_MONTH, EvaluationDesign};
use crate::report::editions::name_of;
use crate::report::evidence::Evidence;
use crate::report::labels::{clean, typeset};
use crate::report::language::say;
use crate::report::sentences::in_short;

use super::parts::Aside;
use super::targets;

/// Characters of a hash that tell two apart.
const SHORT_HASH: usize = 12;
/// Most measures that the first paragraph quotes.
const MOST_QUOTED: usize = 2;

pub(super) struct Head {
    pub(super) title: String,
    pub(super) kicker: String,
    pub(super) heading: String,
    pub(super) lede: Vec<String>,
    pub(super) facts: Vec<Aside>,
    pub(super) alarms: Vec<String>,
    pub(super) reading: String,
}

pub(super) fn head(evidence: &Evidence<'_>) -> Head {
    let (plan, run, language) = (evidence.input.plan, &evidence.input.run, evidence.language());
    let heading = clean(&evidence.edition.title);
    let name = clean(&plan.program.name);
    let title =
        if heading.contains(&name) { heading.clone() } else { format!("{heading} – {name}") };
    let as_of =
        (!run.as_of.is_empty()).then(|| say!(language, "as-of", date = language.iso(&run.as_of)));
    let period = plan.program.period.as_deref().map(clean);
    let edition = name_of(language, evidence.edition);
    let kicker: Vec<String> =
        [Some(name).filter(|name| !heading.contains(name)), Some(edition), period, as_of]
            .into_iter()
            .flatten()
            .collect();
    Head {
        title,
        kicker: kicker.join(" · "),
        heading,
        lede: lede(evidence),
        facts: facts(evidence),
        alarms: run.alarms.iter().map(|alarm| typeset(&language.translated(alarm))).collect(),
        reading: reading(evidence),
    }
}

fn lede(evidence: &Evidence<'_>) -> Vec<String> {
    let plan = evidence.input.plan;
    let mut results: Vec<String> = quoted(evidence);
    results.extend(targets::in_short(evidence));
    let mut lede: Vec<String> = plan
        .program
        .about
        .as_deref()
        .map(|about| about.split_whitespace().collect::<Vec<_>>().join(" "))
        .into_iter()
        .collect();
    if !results.is_empty() {
        lede.push(results.join(" "));
    }
    if let Some(limit) = cannot_say(evidence) {
        lede.push(limit);
    }
    lede
}

/// The measures that the plan declared primary, else what readers ask first.
fn quoted(evidence: &Evidence<'_>) -> Vec<String> {
    let primary = &evidence.input.plan.analysis.primary;
    let shown: Vec<_> = evidence.shown().collect();
    let mut chosen: Vec<_> =
        primary.iter().filter_map(|id| shown.iter().find(|kpi| kpi.id == *id).copied()).collect();
    if chosen.is_empty() {
        let leading = evidence.leading().into_iter();
        chosen =
            leading.filter(|kpi| in_short(evidence, kpi).is_some()).take(MOST_QUOTED).collect();
    }
    // How well before better off, as in the report.
    let rba = |kpi: &&crate::measures::Kpi| {
        crate::report::labels::RBA.iter().position(|id| *id == kpi.rba)
    };
    chosen.sort_by_key(rba);
    chosen
        .into_iter()
        .filter_map(|kpi| in_short(evidence, kpi))
        .take(MOST_QUOTED)
        .map(|said| said.text)
        .collect()
}

/// What the design does not permit to say; only where something is shown that invites it.
pub(super) fn cannot_say(evidence: &Evidence<'_>) -> Option<String> {
    let shown: Vec<_> = evidence.shown().collect();
    let has = |design: &str| shown.iter().any(|kpi| kpi.design == design);
    let best = shown
        .iter()
        .flat_map(|kpi| evidence.overall(&kpi.id))
        .map(|finding| finding.claim_level.as_str())
        .max();
    let language = evidence.language();
    Some(match evidence.input.plan.program.design {
        _ if !has("paired") && !has("comparison") => return None,
        EvaluationDesign::Randomised if best == Some("L5") => say!(language, "cannot-say-lots"),
        EvaluationDesign::Randomised => say!(language, "cannot-say-lost"),
        EvaluationDesign::Comparison => say!(language, "cannot-say-comparison"),
        EvaluationDesign::PrePost => say!(language, "cannot-say-pre-post"),
    })
}

/// What kind of evaluation it is: the promise of a match, the design, and what it permits to say.
fn facts(evidence: &Evidence<'_>) -> Vec<Aside> {
    let (plan, language) = (evidence.input.plan, evidence.language());
    let fact = |title: String, text: String| Aside { title, text };
    let design = match plan.program.design {
        EvaluationDesign::PrePost => say!(language, "design-pre-post"),
        EvaluationDesign::Comparison => say!(language, "design-comparison"),
        EvaluationDesign::Randomised => say!(language, "design-randomised"),
    };
    let best = evidence
        .shown()
        .flat_map(|kpi| evidence.overall(&kpi.id))
        .map(|finding| finding.claim_level.as_str())
        .max();
    let mut facts = Vec::new();
    let months = plan.commitment.months.map(|months| language.months(months * DAYS_PER_MONTH));
    let meetings = plan.commitment.meetings_per_month.map(|meetings| {
        let digits = usize::from(meetings.fract() > 0.0);
        say!(language, "meetings-a-month", number = language.number(meetings, digits))
    });
    let promise: Vec<String> = months.into_iter().chain(meetings).collect();
    if !promise.is_empty() {
        facts.push(fact(say!(language, "fact-promise"), promise.join(", ")));
    }
    facts.push(fact(say!(language, "fact-design"), design));
    facts.extend(best.map(|level| {
        let short = language.named("claim-short", level).unwrap_or_default();
        let claim = say!(language, "level-of", short = short, level = level);
        fact(say!(language, "fact-claim"), claim)
    }));
    let terms: Vec<String> = plan.terms.iter().map(|term| clean(&term.title)).collect();
    if let [first, .., last] = terms.as_slice() {
        let terms = say!(language, "range", low = first, high = last);
        facts.push(fact(say!(language, "fact-terms"), terms));
    }
    facts
}

fn reading(evidence: &Evidence<'_>) -> String {
    let language = evidence.language();
    let level = language.confidence(evidence.input.plan.analysis.confidence);
    say!(language, "reading", level = level)
}

/// The beginning of a hash, enough to tell two apart.
pub(super) fn short_hash(hash: &str) -> String {
    hash.chars().take(SHORT_HASH).collect()
}

/// A heading in which no line ends within a pair of years: `2024–25`.
pub(super) fn unbroken(heading: &str) -> String {
    let letters: Vec<char> = heading.chars().collect();
    let is_digit =
        |at: Option<usize>| at.and_then(|at| letters.get(at)).is_some_and(char::is_ascii_digit);
    let mut text = String::new();
    for (at, letter) in letters.iter().enumerate() {
        if *letter == '–' && is_digit(at.checked_sub(1)) && is_digit(Some(at + 1)) {
            text.push_str("\u{2060}–\u{2060}");
        } else {
            text.push(*letter);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::unbroken;

    #[test]
    fn years_stay_together_and_other_dashes_may_end_a_line() {
        assert_eq!(unbroken("In 2024–25: all"), "In 2024\u{2060}–\u{2060}25: all");
        assert_eq!(unbroken("Harbor – 2024"), "Harbor – 2024");
        assert_eq!(unbroken("–2"), "–2");
    }
}
