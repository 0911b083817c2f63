//! Two groups over time: what may be said of the difference depends on how they came about.

use crate::inference::Finding;
use crate::report::evidence::Evidence;
use crate::report::format;
use crate::report::labels::{Names, outcome_of};

use super::Said;
use super::change::rung;
use super::direction::{Direction, direction, holds};
use super::numbers::{change, distance};
use super::single::plainly;

/// Answers that quote a difference, the one that allows for the start first, as the charts do.
const QUOTED: [&str; 2] = ["adjusted_difference", "difference_in_change"];

/// The differences that are quoted, outcome by outcome and contrast by contrast, the mentees first: of one answer for
/// each outcome, so that text, chart and table say the same.
pub(in crate::report) fn quoted<'f>(findings: &[&'f Finding]) -> Vec<Vec<&'f Finding>> {
    let outcome =
        |finding: &Finding| outcome_of(finding.subject.as_deref().unwrap_or_default()).to_owned();
    let mut outcomes: Vec<String> = Vec::new();
    for finding in findings {
        if !outcomes.contains(&outcome(finding)) {
            outcomes.push(outcome(finding));
        }
    }
    let mut all = Vec::new();
    for one in outcomes {
        let of = |answer: &str| -> Vec<&'f Finding> {
            let same = |finding: &&&Finding| finding.answer == answer && outcome(finding) == one;
            findings.iter().filter(same).copied().collect()
        };
        let adjusted = of(QUOTED[0]);
        let is_known = adjusted.iter().any(|finding| finding.estimate.is_some());
        let chosen = if is_known { adjusted } else { of(QUOTED[1]) };
        let mut contrasts: Vec<Option<&str>> = Vec::new();
        for finding in &chosen {
            if !contrasts.contains(&finding.contrast.as_deref()) {
                contrasts.push(finding.contrast.as_deref());
            }
        }
        contrasts
            .sort_by_key(|contrast| !contrast.is_some_and(|text| text.starts_with("mentee vs ")));
        for contrast in contrasts {
            let of_contrast = |finding: &&&Finding| finding.contrast.as_deref() == contrast;
            all.push(chosen.iter().filter(of_contrast).copied().collect());
        }
    }
    all
}

/// Adds whether a clear difference is still clear after the correction for many tests.
struct Judged<'f> {
    finding: &'f Finding,
    /// False when the correction says that chance alone may well bring such a difference.
    holds: bool,
}

fn judged<'f>(findings: &[&'f Finding], finding: &'f Finding) -> Judged<'f> {
    let same = findings.iter().find(|other| {
        other.p_adjusted.is_some()
            && other.subject == finding.subject
            && other.contrast == finding.contrast
    });
    let holds = same.is_none_or(|other| holds(other));
    Judged { finding, holds }
}

pub(super) fn say(evidence: &Evidence<'_>, findings: &[&Finding]) -> Vec<Said> {
    let names = &evidence.names;
    let sentence_of = |series: Vec<&Finding>| {
        let last = latest(&series).or(series.last().copied())?;
        let mut text = sentence(names, &judged(findings, last));
        if series.len() > 1 && last.estimate.is_some() {
            text = format!("{text} {}", over_time(names, findings, &series));
        }
        Some(Said::new(&text, last))
    };
    quoted(findings).into_iter().filter_map(sentence_of).collect()
}

/// The last time with a number.
pub(in crate::report) fn latest<'f>(series: &[&'f Finding]) -> Option<&'f Finding> {
    series.iter().rev().copied().find(|one| one.estimate.is_some())
}

/// The first outcome at its latest time: what is asked for first.
pub(super) fn in_short(evidence: &Evidence<'_>, findings: &[&Finding]) -> Option<Said> {
    let quoted = quoted(findings);
    let series = quoted.first()?;
    let last = latest(series)?;
    let mut text = sentence(&evidence.names, &judged(findings, last));
    if series.len() > 1 {
        text = format!("{text} {}", over_time(&evidence.names, findings, series));
    }
    Some(Said::new(&text, last))
}

/// The two sides of a contrast in words.
fn sides(names: &Names, finding: &Finding) -> (String, String) {
    let contrast = finding.contrast.as_deref().unwrap_or("group vs others");
    let (one, two) = contrast.split_once(" vs ").unwrap_or((contrast, "others"));
    (arm(names, one), arm(names, two))
}

/// An arm as it stands in a sentence: `the mentees`, `the control group`, `the group “class”`.
fn arm(names: &Names, id: &str) -> String {
    let word = names.word(id);
    match id {
        "mentee" | "mentor" => format!("the {word}"),
        _ if word.ends_with("group") => format!("the {word}"),
        _ => format!("the group “{word}”"),
    }
}

fn when(finding: &Finding) -> (String, Option<String>) {
    let subject = finding.subject.as_deref().unwrap_or_default();
    match subject.split_once(" at ") {
        Some((outcome, wave)) => (outcome.to_owned(), Some(wave.to_owned())),
        None => (subject.to_owned(), None),
    }
}

fn sentence(names: &Names, judged: &Judged<'_>) -> String {
    let finding = judged.finding;
    let (outcome, wave) = when(finding);
    let (one, two) = sides(names, finding);
    let about = match finding.unit.as_str() {
        "share" => format!("the share for {}", names.subject(&outcome)),
        _ => names.subject(&outcome),
    };
    let at = wave.map_or(String::new(), |wave| format!(" at {}", names.word(&wave)));
    let way = direction(finding);
    if way == Direction::Absent {
        return plainly(&format!("{about}{at}, {one} against {two}"), finding);
    }
    if way == Direction::Unclear {
        return format!(
            "{about}{at} shows no clear difference between {one} and {two}: {}.",
            change(finding)
        );
    }
    let higher = way == Direction::Higher;
    let word = if higher { "higher" } else { "lower" };
    if !judged.holds {
        return format!(
            "{about}{at} was {word} by {} for {one} than for {two}, but among so many comparisons chance alone can bring such a difference.",
            distance(finding)
        );
    }
    let distance = distance(finding);
    match rung(finding) {
        5 => {
            let what = match finding
                .contrast
                .as_deref()
                .and_then(|contrast| contrast.split_once(" vs "))
            {
                Some(("mentee", _)) => "the program".to_owned(),
                _ => format!("being drawn for {one}"),
            };
            let raised = if higher { "raised" } else { "lowered" };
            format!("{what} {raised} {about}{at} by {distance}, compared with {two}.")
        }
        4 => format!(
            "{about}{at} was {word} by {distance} for {one} than for {two}, who were alike at the start: evidence consistent with an effect, though no lots were drawn."
        ),
        _ => format!(
            "{about}{at} was {word} by {distance} for {one} than for {two}; the two groups may differ in other ways, so this says nothing about the reason."
        ),
    }
}

/// At which times the difference is clear, with its number.
fn over_time(names: &Names, findings: &[&Finding], series: &[&Finding]) -> String {
    let clear = |wanted: Direction| -> Vec<&Finding> {
        let is_clear = |one: &&&Finding| direction(one) == wanted && judged(findings, one).holds;
        series.iter().filter(is_clear).copied().collect()
    };
    let total = series.iter().filter(|one| one.estimate.is_some()).count();
    let mut parts = Vec::new();
    for (way, word) in [(Direction::Higher, "clearly higher"), (Direction::Lower, "clearly lower")]
    {
        let waves = clear(way);
        if waves.len() == total {
            return format!("The difference is {word} at each of the {total} times.");
        }
        let said = waves.iter().filter_map(|one| {
            let wave = names.word(&when(one).1?);
            Some(format!("{wave} ({})", change(one).replace(" (", ", ").replace(')', "")))
        });
        let said: Vec<String> = said.collect();
        if !said.is_empty() {
            parts.push(format!("{word} at {}", format::list(&said)));
        }
    }
    // Some intervals exclude zero, and yet chance alone may well bring as many.
    let is_doubtful = series.iter().any(|one| {
        let way = direction(one);
        matches!(way, Direction::Higher | Direction::Lower) && !judged(findings, one).holds
    });
    let total_of = format!("of the {total} times");
    match (parts.is_empty(), is_doubtful) {
        (true, true) => {
            format!("At none {total_of} does a difference stay clear among so many comparisons.")
        }
        (true, false) => format!("At none {total_of} is there a clear difference."),
        (false, true) => format!(
            "Over the {total} times it was {}; at the others no difference stays clear among so many comparisons.",
            parts.join(" and ")
        ),
        (false, false) => format!(
            "Over the {total} times it was {}; at the others there is no clear difference.",
            parts.join(" and ")
        ),
    }
}
