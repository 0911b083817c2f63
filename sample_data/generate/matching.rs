//! Who is matched with whom, from when until when, and why a match closes.

use super::calendar::{Day, cut_off, day, iso, iso_or_empty};
use super::draw::Draw;
use super::people::{Mentee, Mentor};
use super::sheet::{Form, Sheet};

/// Days of the nine months that a match promises to last.
const COMMITMENT: Day = 274;

/// Chance of a day that an average match closes early: about 30 % over the commitment.
const DAILY_CLOSURE: f64 = 0.00125;

/// What a planned end is called in the exports.
pub(crate) const COMPLETED: &str = "Completed as planned";

/// Reasons of an early closure in the program's own words, by weight.
const REASONS: &[(&str, f64)] = &[
    ("Mentor: no time", 26.0),
    ("Mentor moved away", 12.0),
    ("Student moved or changed school", 17.0),
    ("Student lost interest", 14.0),
    ("Parent's wish", 7.0),
    ("Did not get along", 6.0),
    ("Ended by staff", 5.0),
    ("Stopped meeting", 11.0),
    ("Not recorded", 2.0),
];

/// A mentor–mentee pair.
#[derive(Clone)]
pub(crate) struct Pair {
    pub(crate) id: String,
    pub(crate) mentor: usize,
    pub(crate) mentee: usize,
    /// Number that ties the pairs of one group together.
    pub(crate) group: Option<usize>,
    pub(crate) method: &'static str,
    pub(crate) matched: Day,
    pub(crate) first_met: Option<Day>,
    pub(crate) ended: Option<(Day, &'static str)>,
    /// How well the two get along; mean 0, standard deviation 1.
    pub(crate) quality: f64,
}

impl Pair {
    /// True when the match closed before its planned end.
    pub(crate) fn closed_early(&self) -> bool {
        self.ended.is_some_and(|(_, reason)| reason != COMPLETED)
    }
}

/// Matches of the year, in order of their date; people who leave with a match get their last day.
pub(crate) fn matches(mentees: &mut [Mentee], mentors: &mut [Mentor]) -> Vec<Pair> {
    let mut draw = Draw::of("matches");
    let mut free: Vec<usize> = (0..mentors.len()).rev().collect();
    let mut pairs = first_matches(&mut draw, mentees, &mut free);
    rematch(&mut draw, mentees, &mut free, &mut pairs);
    pairs.sort_by_key(|pair| (pair.matched, pair.mentee));
    for (number, pair) in (1..).zip(&mut pairs) {
        pair.id = format!("RB-{number:04}");
    }
    for pair in &pairs {
        mentors[pair.mentor].site = mentees[pair.mentee].site;
        match pair.ended {
            Some((ended, "Student moved or changed school")) => {
                mentees[pair.mentee].left = Some((ended, "moved"));
            }
            Some((ended, "Mentor moved away")) => mentors[pair.mentor].left = Some(ended),
            _ => {}
        }
    }
    pairs
}

fn first_matches(draw: &mut Draw, mentees: &[Mentee], free: &mut Vec<usize>) -> Vec<Pair> {
    let mut pairs = Vec::new();
    let mut groups = 0;
    for (site, is_school_based) in [(0, true), (0, false), (1, true), (1, false)] {
        let mut waiting: Vec<usize> = (0..mentees.len())
            .filter(|at| {
                mentees[*at].site == site && mentees[*at].is_school_based == is_school_based
            })
            .collect();
        draw.shuffle(&mut waiting);
        // A few stay on the waiting list the whole year.
        waiting.truncate(waiting.len() - 5);
        while let Some(mentee) = waiting.pop() {
            let mentor =
                free.pop().expect("there are enough mentors for everyone but the last few");
            let mut pair = met(draw, mentor, mentee);
            pair.ended = ending(draw, &pair);
            let second = if draw.chance(0.14) { waiting.pop() } else { None };
            if let Some(second) = second {
                groups += 1;
                pair.group = Some(groups);
                let mut other = Pair { mentee: second, ..pair.clone() };
                // Half of the groups end together, in the other half each child has its own end.
                if draw.chance(0.5) {
                    other.ended = ending(draw, &other);
                }
                pairs.push(other);
            }
            pairs.push(pair);
        }
    }
    pairs
}

fn met(draw: &mut Draw, mentor: usize, mentee: usize) -> Pair {
    let spans = [
        ((day(2024, 9, 3), day(2024, 9, 20)), 46.0),
        ((day(2024, 9, 21), day(2024, 10, 20)), 26.0),
        ((day(2024, 10, 21), day(2024, 11, 30)), 17.0),
        ((day(2024, 12, 2), day(2025, 4, 25)), 11.0),
    ];
    let (from, to) = draw.weighted(&spans);
    let matched = draw.between(from, to);
    let first_met = (!draw.chance(0.03)).then(|| matched + draw.between(1, 11));
    let method =
        draw.weighted(&[("Staff", 78.0), ("Matching tool", 15.0), ("Chose each other", 7.0)]);
    let quality = draw.normal();
    let id = String::new();
    Pair { id, mentor, mentee, group: None, method, matched, first_met, ended: None, quality }
}

/// When and why a match ends, when it does before the cut-off.
fn ending(draw: &mut Draw, pair: &Pair) -> Option<(Day, &'static str)> {
    let started = pair.first_met.unwrap_or(pair.matched);
    let chance = DAILY_CLOSURE * (1.0 - 0.45 * pair.quality).clamp(0.3, 2.2);
    for today in started + 12..=cut_off() {
        if draw.chance(chance) {
            return Some((today, draw.weighted(REASONS)));
        }
        let is_closing_time = (day(2025, 6, 9)..=day(2025, 6, 27)).contains(&today);
        if is_closing_time && today > started + COMMITMENT && draw.chance(0.05) {
            return Some((today, COMPLETED));
        }
    }
    None
}

/// Some whose mentor left early get another one, and a later match of their own.
fn rematch(draw: &mut Draw, mentees: &[Mentee], free: &mut Vec<usize>, pairs: &mut Vec<Pair>) {
    let mut again = Vec::new();
    for pair in pairs.iter() {
        let Some((ended, reason)) = pair.ended else { continue };
        let is_willing =
            matches!(reason, "Mentor: no time" | "Mentor moved away" | "Did not get along");
        if !is_willing
            || ended > day(2025, 2, 15)
            || mentees[pair.mentee].left.is_some()
            || !draw.chance(0.7)
        {
            continue;
        }
        let Some(mentor) = free.pop() else { break };
        let matched = ended + draw.between(18, 50);
        let first_met = Some(matched + draw.between(2, 9));
        let mut other = Pair { mentor, matched, first_met, group: None, ..pair.clone() };
        other.quality = draw.normal();
        other.ended = ending(draw, &other);
        again.push(other);
    }
    pairs.extend(again);
}

/// Two exports that overlap: the one of June has closures that January could not know, and leaves out what was
/// closed before December.
pub(crate) fn match_sheets(pairs: &[Pair], mentees: &[Mentee], mentors: &[Mentor]) -> [Sheet; 2] {
    let header = [
        "Match ID",
        "Mentor",
        "Mentee",
        "Group",
        "Type",
        "Setting",
        "Matched by",
        "Matched on",
        "First meeting",
        "Closed on",
        "Closure reason",
    ];
    let january = day(2025, 1, 15);
    let mut early = Sheet::new("matches-2025-01.csv", Form::Plain, &header);
    let mut late = Sheet::new("matches-2025-06.csv", Form::Plain, &header);
    for pair in pairs {
        if pair.matched <= january {
            early.push(row(pair, mentees, mentors, january));
        }
        if pair.ended.is_none_or(|(ended, _)| ended >= day(2024, 12, 1)) {
            late.push(row(pair, mentees, mentors, cut_off()));
        }
    }
    [early, late]
}

/// The row as it stood on a day.
fn row(pair: &Pair, mentees: &[Mentee], mentors: &[Mentor], seen: Day) -> Vec<String> {
    let ended = pair.ended.filter(|(ended, _)| *ended <= seen);
    vec![
        pair.id.clone(),
        mentors[pair.mentor].id.clone(),
        mentees[pair.mentee].id.clone(),
        pair.group.map(|number| format!("G-{number:02}")).unwrap_or_default(),
        if pair.group.is_some() { "Group of two" } else { "One to one" }.to_owned(),
        if mentees[pair.mentee].is_school_based { "At school" } else { "In the community" }
            .to_owned(),
        pair.method.to_owned(),
        iso(pair.matched),
        iso_or_empty(pair.first_met.filter(|met| *met <= seen)),
        iso_or_empty(ended.map(|(ended, _)| ended)),
        ended.map_or("", |(_, reason)| reason).to_owned(),
    ]
}
