//! The meeting log: about weekly, irregular, and thinner towards an early end.

use std::collections::BTreeMap;

use super::calendar::{Day, cut_off, is_school_day, iso, weekday};
use super::draw::Draw;
use super::matching::Pair;
use super::people::Mentee;
use super::sheet::{Form, Sheet};

/// One line of the log.
#[derive(Clone)]
struct Entry {
    held: Day,
    minutes: Option<i32>,
    channel: &'static str,
    status: &'static str,
}

/// `meetings.csv`, in order of date.
pub(crate) fn meeting_sheet(pairs: &[Pair], mentees: &[Mentee]) -> Sheet {
    let mut draw = Draw::of("meetings");
    let mut log: Vec<(Day, &Pair, Entry)> = Vec::new();
    let mut of_groups: BTreeMap<usize, Vec<Entry>> = BTreeMap::new();
    for pair in pairs {
        let is_school_based = mentees[pair.mentee].is_school_based;
        let mut entries = match pair.group {
            // A group meets together: whoever is still in it has the same log.
            Some(group) => of_groups
                .entry(group)
                .or_insert_with(|| meetings(&mut draw, longest(pairs, group), is_school_based))
                .clone(),
            None => meetings(&mut draw, pair, is_school_based),
        };
        entries.retain(|entry| entry.held <= last_day(pair));
        log.extend(entries.into_iter().map(|entry| (entry.held, pair, entry)));
    }
    log.sort_by(|one, other| {
        (one.0, &one.1.id, one.2.channel).cmp(&(other.0, &other.1.id, other.2.channel))
    });
    let header = ["Match ID", "Date", "Minutes", "How", "Status"];
    let mut sheet = Sheet::new("meetings.csv", Form::Plain, &header);
    for (held, pair, entry) in log {
        sheet.push(vec![
            pair.id.clone(),
            iso(held),
            entry.minutes.map(|minutes| minutes.to_string()).unwrap_or_default(),
            entry.channel.to_owned(),
            entry.status.to_owned(),
        ]);
    }
    sheet
}

/// The pair of a group that lasts longest.
fn longest(pairs: &[Pair], group: usize) -> &Pair {
    let members = pairs.iter().filter(|pair| pair.group == Some(group));
    members.max_by_key(|pair| last_day(pair)).expect("a group has two pairs")
}

fn last_day(pair: &Pair) -> Day {
    pair.ended.map_or(cut_off(), |(ended, _)| ended)
}

fn meetings(draw: &mut Draw, pair: &Pair, is_school_based: bool) -> Vec<Entry> {
    // A pair that has no first meeting in the export has met all the same; nobody filled it in.
    let first = pair.first_met.unwrap_or(pair.matched + 5);
    let last = last_day(pair);
    // Some pairs meet twice as often as others, whatever they promised.
    let zeal = (1.0 + 0.16 * pair.quality + 0.22 * draw.normal()).clamp(0.35, 1.7);
    let usual = if is_school_based { draw.between(1, 5) } else { draw.pick(&[0, 3, 5, 6, 6]) };
    let mut entries = vec![entry(draw, first, is_school_based, true)];
    // Sunday of the week after the first meeting.
    let mut sunday = first - weekday(first) + 7;
    while sunday <= last {
        let pace = zeal * fading(pair, sunday) * season(sunday, is_school_based);
        for (chance, is_together) in [(1.0 * pace, true), (0.5 * pace, false)] {
            let day = sunday + if is_together { usual } else { draw.between(0, 6) };
            let moved = day + if draw.chance(0.2) { draw.between(-1, 1) } else { 0 };
            let is_closed = is_school_based && is_together && !is_school_day(moved);
            if draw.chance(chance) && moved > first && moved <= last && !is_closed {
                entries.push(entry(draw, moved, is_school_based, is_together));
            }
        }
        sunday += 7;
    }
    // One line for each day and channel: the program's log knows no second one.
    entries.sort_by_key(|entry| (entry.held, entry.channel));
    entries.dedup_by_key(|entry| (entry.held, entry.channel));
    entries
}

/// Pairs that will close early see less of each other in their last weeks.
fn fading(pair: &Pair, today: Day) -> f64 {
    match pair.ended {
        Some((ended, "Stopped meeting")) if today > ended - 60 => 0.1,
        Some((ended, _)) if pair.closed_early() && today > ended - 28 => 0.5,
        _ => 1.0,
    }
}

/// Enthusiasm of the first weeks, winter, and the exams in early summer.
fn season(today: Day, is_school_based: bool) -> f64 {
    let is_holiday = !(1..=5).any(|weekday| is_school_day(today + weekday));
    match today {
        _ if is_holiday && !is_school_based => 0.6,
        ..=90 => 1.1,
        91..=180 => 0.94,
        _ => 0.98,
    }
}

fn entry(draw: &mut Draw, held: Day, is_school_based: bool, is_together: bool) -> Entry {
    let status = draw.weighted(&[("Completed", 85.0), ("Cancelled", 10.0), ("No-show", 5.0)]);
    let channel = match (is_together, is_school_based) {
        (true, _) => draw.weighted(&[("In person", 93.0), ("Video call", 7.0)]),
        (false, true) => {
            draw.weighted(&[("Video call", 40.0), ("Phone", 45.0), ("Text message", 15.0)])
        }
        (false, false) => {
            draw.weighted(&[("Phone", 60.0), ("Video call", 20.0), ("Text message", 20.0)])
        }
    };
    let [low, high] = match (channel, is_school_based) {
        ("In person", true) => [6, 11],
        ("In person", false) => [12, 34],
        _ => [2, 8],
    };
    // Lengths are rounded to five minutes; a few are not written down.
    let minutes = 5 * draw.between(low, high);
    let is_written = status == "Completed" && !draw.chance(0.02);
    Entry { held, minutes: is_written.then_some(minutes), channel, status }
}
