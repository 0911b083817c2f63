//! Mentor and mentee about the same thing.

use crate::inference::Finding;
use crate::measures::Kpi;
use crate::report::evidence::{Evidence, answer, subjects};
use crate::report::language::{Language, say};

use super::direction::{Direction, direction};
use super::numbers::{amount_and_interval, bracketed, change, distance};
use super::single::plainly;
use super::{Said, absence};

/// A sentence per subject, the largest gap first.
pub(super) fn say(evidence: &Evidence<'_>, findings: &[&Finding]) -> Vec<Said> {
    let mut gaps: Vec<&Finding> = subjects(findings)
        .into_iter()
        .filter_map(|subject| answer(findings, subject, "mean_gap"))
        .collect();
    let size = |gap: &Finding| gap.estimate.map_or(-1.0, f64::abs);
    gaps.sort_by(|one, other| size(other).total_cmp(&size(one)));
    gaps.into_iter().map(|gap| Said::new(&sentence(evidence, findings, gap), gap)).collect()
}

/// True for a measure about what goes with both sides' answers.
pub(super) fn has_surface(kpi: &Kpi) -> bool {
    kpi.keys.get("answers").is_some_and(|answers| answers.starts_with(SURFACE))
}

const SURFACE: &str = "response_surface";

/// What a surface permits to say about agreement: a sentence per subject.
pub(super) fn surfaces(evidence: &Evidence<'_>, findings: &[&Finding]) -> Vec<Said> {
    let curved = |subject| answer(findings, subject, "response_surface_a4");
    let language = evidence.language();
    let sentence = |curved: &Finding| {
        let about = about(evidence, curved.subject.as_deref());
        if curved.estimate.is_none() {
            let amount = absence(language, curved);
            return say!(language, "about-plainly", about = about, amount = amount);
        }
        let verdict = curved.notes.as_deref().and_then(|notes| notes.split(" · ").next());
        let verdict = language.translated(verdict.unwrap_or_default());
        let of = curved.n.map(|n| language.counted(n, "match")).unwrap_or_default();
        say!(language, "about-over", about = about, of = of, verdict = verdict)
    };
    let curved = subjects(findings).into_iter().filter_map(curved);
    curved.map(|curved| Said::new(&sentence(curved), curved)).collect()
}

/// What both were asked about.
fn about(evidence: &Evidence<'_>, subject: Option<&str>) -> String {
    let unnamed = || say!(evidence.language(), "their-expectations");
    subject.map_or_else(unnamed, |id| evidence.names.subject(id))
}

fn sentence(evidence: &Evidence<'_>, findings: &[&Finding], gap: &Finding) -> String {
    let language = evidence.language();
    let subject = gap.subject.as_deref();
    let about = about(evidence, subject);
    let said = match direction(gap) {
        Direction::Absent => return plainly(language, &about, gap),
        Direction::Unclear => {
            say!(language, "gap-unclear", about = about, change = change(language, gap))
        }
        Direction::Higher => {
            say!(language, "gap-higher", about = about, distance = distance(language, gap))
        }
        Direction::Lower => {
            say!(language, "gap-lower", about = about, distance = distance(language, gap))
        }
    };
    let near = aligned(language, findings, subject);
    let parts = [Some(said), in_words(evidence, findings, subject), near];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// The answers that the two averages are nearest to, where they are not the same.
fn in_words(
    evidence: &Evidence<'_>,
    findings: &[&Finding],
    subject: Option<&str>,
) -> Option<String> {
    let labels = evidence.names.heading.answers.get(subject?)?;
    let (lowest, _) = evidence.names.heading.range(subject?)?;
    let nearest = |name: &str| {
        let mean = answer(findings, subject, name)?.estimate?;
        let distance = |place: u32| (lowest + f64::from(place) - mean).abs();
        let places = (0_u32..).zip(labels);
        places
            .min_by(|one, other| distance(one.0).total_cmp(&distance(other.0)))
            .map(|(_, label)| label)
    };
    let (mentors, mentees) = (nearest("mean_mentor")?, nearest("mean_mentee")?);
    (mentors != mentees)
        .then(|| say!(evidence.language(), "nearest-answers", mentors = mentors, mentees = mentees))
}

/// In how many matches the two answers are near one another.
fn aligned(language: &Language, findings: &[&Finding], subject: Option<&str>) -> Option<String> {
    let share = answer(findings, subject, "share_aligned")?;
    let (value, interval) = amount_and_interval(language, share)?;
    let interval = bracketed(&interval);
    Some(match tolerance(share)?.as_str() {
        "0" => say!(language, "aligned-same", value = value, interval = interval),
        "1" => say!(language, "aligned-one-apart", value = value, interval = interval),
        points => {
            say!(language, "aligned-apart", value = value, interval = interval, points = points)
        }
    })
}

/// `a gap of 1 or less counts as aligned` → `1`.
fn tolerance(share: &Finding) -> Option<String> {
    let notes = share.notes.as_deref()?;
    let note = notes.split(" · ").find_map(|note| note.strip_prefix("a gap of "))?;
    note.split(' ').next().map(str::to_owned)
}
