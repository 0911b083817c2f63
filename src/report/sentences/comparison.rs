//! Two groups over time: what may be said of the difference depends on how they came about.

use crate::inference::Finding;
use crate::report::evidence::Evidence;
use crate::report::labels::{Names, outcome_of};
use crate::report::language::{Language, say};

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
    let (language, word) = (names.language(), names.word(id));
    match id {
        "mentee" | "mentor" => say!(language, "arm-people", word = word),
        "comparison" | "control" => say!(language, "arm-group", word = word),
        _ if word.ends_with("group") => say!(language, "arm-group", word = word),
        _ => say!(language, "arm-named", word = word),
    }
}

fn when(finding: &Finding) -> (String, Option<String>) {
    let subject = finding.subject.as_deref().unwrap_or_default();
    match subject.split_once(" at ") {
        Some((outcome, wave)) => (outcome.to_owned(), Some(wave.to_owned())),
        None => (subject.to_owned(), None),
    }
}

/// What a comparison is about, with its time.
fn about(names: &Names, finding: &Finding) -> String {
    let language = names.language();
    let (outcome, wave) = when(finding);
    let about = match finding.unit.as_str() {
        "share" => say!(language, "share-for", about = names.subject(&outcome)),
        _ => names.subject(&outcome),
    };
    match wave {
        Some(wave) => say!(language, "at-wave", about = about, wave = names.word(&wave)),
        None => about,
    }
}

fn sentence(names: &Names, judged: &Judged<'_>) -> String {
    let (finding, language) = (judged.finding, names.language());
    let (one, two) = sides(names, finding);
    let about = about(names, finding);
    match direction(finding) {
        Direction::Absent => {
            let about = say!(language, "about-against", about = about, one = one, two = two);
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
        way => clear(language, judged, way == Direction::Higher, [&about, &one, &two]),
    }
}

/// A clear difference, in the words that its claim level permits.
fn clear(
    language: &Language,
    judged: &Judged<'_>,
    is_higher: bool,
    [about, one, two]: [&str; 3],
) -> String {
    let finding = judged.finding;
    let way = if is_higher { "higher" } else { "lower" };
    let distance = distance(language, finding);
    if !judged.holds {
        return say!(
            language,
            "compared-by-chance",
            way = way,
            about = about,
            one = one,
            two = two,
            distance = distance
        );
    }
    match rung(finding) {
        5 => {
            let contrast = finding.contrast.as_deref();
            let what = match contrast.and_then(|contrast| contrast.split_once(" vs ")) {
                Some(("mentee", _)) => say!(language, "the-program"),
                _ => say!(language, "being-drawn", arm = one),
            };
            say!(
                language,
                "compared-by-lot",
                way = way,
                what = what,
                about = about,
                two = two,
                distance = distance
            )
        }
        4 => say!(
            language,
            "compared-alike",
            way = way,
            about = about,
            one = one,
            two = two,
            distance = distance
        ),
        _ => say!(
            language,
            "compared-otherwise",
            way = way,
            about = about,
            one = one,
            two = two,
            distance = distance
        ),
    }
}

/// At which times the difference is clear, with its number.
fn over_time(names: &Names, findings: &[&Finding], series: &[&Finding]) -> String {
    let language = names.language();
    let clear = |wanted: Direction| -> Vec<&Finding> {
        let is_clear = |one: &&&Finding| direction(one) == wanted && judged(findings, one).holds;
        series.iter().filter(is_clear).copied().collect()
    };
    let total = series.iter().filter(|one| one.estimate.is_some()).count();
    let mut parts = Vec::new();
    for (wanted, way) in [(Direction::Higher, "higher"), (Direction::Lower, "lower")] {
        let waves = clear(wanted);
        if waves.len() == total {
            return say!(language, "clear-at-each", way = way, n = total);
        }
        let said = waves.iter().filter_map(|one| {
            let wave = names.word(&when(one).1?);
            let inside = change(language, one).replace(" (", ", ").replace(')', "");
            Some(format!("{wave} ({inside})"))
        });
        let said: Vec<String> = said.collect();
        if !said.is_empty() {
            parts.push(say!(language, "clear-at", way = way, list = language.list(&said)));
        }
    }
    // Some intervals exclude zero, and yet chance alone may well bring as many.
    let is_doubtful = series.iter().any(|one| {
        let way = direction(one);
        matches!(way, Direction::Higher | Direction::Lower) && !judged(findings, one).holds
    });
    let list = language.list(&parts);
    match (parts.is_empty(), is_doubtful) {
        (true, true) => say!(language, "times-none-stays-clear", n = total),
        (true, false) => say!(language, "times-none-clear", n = total),
        (false, true) => say!(language, "times-some-stay-clear", n = total, list = list),
        (false, false) => say!(language, "times-some-clear", n = total, list = list),
    }
}
