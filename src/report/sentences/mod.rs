//! Findings in plain words.
//!
//! A sentence gives the estimate and its interval first and says no more than the finding's claim level permits:
//! counts and answers are reported, a change is said without a reason, a difference between groups becomes an
//! effect only where lots were drawn and kept. What has no number is said as well.

mod amount;
mod change;
mod comparison;
mod direction;
mod duration;
mod dyad;
mod flow;
mod groups;
mod ladder;
mod numbers;
mod phrases;
mod single;
mod target;

pub use ladder::banned_words;

pub(super) use comparison::{latest, quoted};
pub(super) use direction::{Direction, settled};
pub(super) use duration::still_meeting;
pub(super) use flow::at_stage;
pub(super) use numbers::{amount, amount_and_interval, is_change, value_and_interval};
pub(super) use phrases::card;
pub(super) use single::promised;
pub(super) use target::{status, target_of, target_value};

use crate::inference::Finding;
use crate::measures::Kpi;

use super::evidence::Evidence;
use super::language::{Language, say};

/// Most sentences of one measure; the table has the rest.
const MOST: usize = 8;

/// A sentence and the claim level that it was written for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Said {
    pub(super) text: String,
    pub(super) level: String,
}

impl Said {
    fn new(text: &str, finding: &Finding) -> Self {
        Self { text: super::labels::capitalised(text), level: finding.claim_level.clone() }
    }
}

/// What a measure's findings about everyone say.
pub(super) fn about(evidence: &Evidence<'_>, kpi: &Kpi, findings: &[&Finding]) -> Vec<Said> {
    let mut said = match kpi.design.as_str() {
        "paired" if !counts_people(kpi) => change::say(evidence, kpi, findings),
        "comparison" => comparison::say(evidence, findings),
        "duration" => duration::say(evidence, kpi, findings),
        "dyad" if dyad::has_surface(kpi) => dyad::surfaces(evidence, findings),
        "dyad" if !kpi.keys.contains_key("says") => dyad::say(evidence, findings),
        "amount" => amount::say(evidence, kpi, findings),
        "flow" => flow::say(evidence, kpi),
        "groups" if !kpi.keys.contains_key("says") => groups::say(evidence, kpi, findings),
        _ => single::say(evidence, kpi, findings),
    };
    say_once(&mut said);
    if said.len() > MOST {
        said.truncate(MOST - 1);
        if let Some(first) = findings.first() {
            said.push(Said::new(&say!(evidence.language(), "others-in-table"), first));
        }
    }
    said
}

/// Takes from each text the sentence that it begins with, where the one before begins with the same and both say more.
fn say_once(said: &mut [Said]) {
    let mut before = String::new();
    for one in said {
        let Some((first, rest)) = one.text.split_once(". ") else { continue };
        let (first, rest) = (first.to_owned(), rest.to_owned());
        if first == before {
            one.text = rest;
        }
        before = first;
    }
}

/// True for a measure of change that says how many changed, not by how much.
pub(super) fn counts_people(kpi: &Kpi) -> bool {
    kpi.keys.get("answers").is_some_and(|answers| answers.starts_with("reliably"))
}

/// A measure in one sentence, for the head of the report.
pub(super) fn in_short(evidence: &Evidence<'_>, kpi: &Kpi) -> Option<Said> {
    let findings = evidence.overall(&kpi.id);
    match kpi.design.as_str() {
        "paired" if !counts_people(kpi) => change::in_short(evidence, kpi, &findings),
        "comparison" => comparison::in_short(evidence, &findings),
        _ => about(evidence, kpi, &findings).into_iter().next(),
    }
}

/// Why a finding has no number, as the end of a sentence.
fn absence(language: &Language, finding: &Finding) -> String {
    if let Some(reason) = &finding.suppressed {
        return say!(language, "hidden-because", reason = language.translated(reason));
    }
    let notes = finding.notes.as_deref().unwrap_or_default();
    match notes.split(" · ").find_map(|note| note.strip_prefix("not computed: ")) {
        Some(reason) => {
            say!(language, "not-computed-because", reason = language.translated(reason))
        }
        None => say!(language, "not-computed"),
    }
}

#[cfg(test)]
mod tests {
    use super::{Said, say_once};

    #[test]
    fn what_the_sentence_before_began_with_is_not_said_again() {
        let say = |text: &str| Said { text: text.to_owned(), level: "L1".to_owned() };
        let mut said = ["One is 2. A.", "One is 2. B.", "One is 3. B.", "One is 3."].map(say);
        say_once(&mut said);
        let texts = said.map(|one| one.text);
        assert_eq!(texts, ["One is 2. A.", "B.", "One is 3. B.", "One is 3."]);
    }
}
