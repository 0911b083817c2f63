//! The attendance of an online meeting, whichever program counted it: one row for each person, re-joins merged.

use std::collections::BTreeMap;

use jiff::civil::DateTime;

use super::dates::{DateForm, DateForms, read, read_iso};
use super::error::Unreadable;
use super::layout::{Arranged, Stream};
use super::row::{Row, shortest};

/// Columns of every attendance list.
const COLUMNS: &[&str] = &[
    "meeting_id",
    "topic",
    "held_on",
    "name",
    "email",
    "role",
    "joined_at",
    "left_at",
    "minutes",
    "times_joined",
];

/// Most people of a meeting: no program holds one that is larger.
pub(super) const MOST: usize = 200_000;

/// A meeting as its own lines describe it.
#[derive(Debug, Default)]
pub(super) struct Meeting {
    pub(super) id: String,
    pub(super) topic: String,
    pub(super) start: String,
    /// The program counts to the second, breaks left out.
    pub(super) counts_itself: bool,
    /// The language of the headings writes the day before the month.
    pub(super) day_first: bool,
}

/// One stay of one person.
#[derive(Debug, Default)]
pub(super) struct Stay {
    /// Line in which it stands.
    pub(super) number: u64,
    pub(super) name: String,
    pub(super) email: String,
    pub(super) role: String,
    pub(super) joined: String,
    pub(super) left: String,
    /// Minutes as the program counted them.
    pub(super) minutes: Option<f64>,
}

/// All rows that are left of a stream, up to what a meeting can have.
pub(super) fn rest(stream: &mut Stream) -> Result<Vec<Row>, Unreadable> {
    let mut rows = Vec::new();
    while let Some(row) = stream.take()? {
        if rows.len() == MOST {
            return Err(Unreadable::Damaged { why: format!("a meeting of more than {MOST} rows") });
        }
        rows.push(row);
    }
    Ok(rows)
}

/// The table of a meeting.
///
/// Times become ISO 8601 when all of them together say whether day or month comes first; otherwise they stay as they are
/// written, and so do not pass for dates. A person's minutes are those of all stays together, without counting an
/// overlap twice; where the file has no times, those that the program counted.
pub(super) fn table(meeting: Meeting, stays: Vec<Stay>, notes: Row) -> Arranged {
    tables(&[(meeting, stays)], notes)
}

/// The table of several meetings, whose times are all written in one way.
pub(super) fn tables(meetings: &[(Meeting, Vec<Stay>)], notes: Row) -> Arranged {
    let clock = &Clock::of(meetings);
    let rows: Vec<Row> = meetings
        .iter()
        .flat_map(|(meeting, stays)| {
            people(stays).into_iter().map(move |(number, stays)| {
                let row = person(meeting, clock, &stays);
                Row::of(number, row.iter().map(String::as_str))
            })
        })
        .collect();
    let mut header = Row::of(1, COLUMNS.iter().copied());
    header.remarks = notes.remarks;
    Arranged { header, labels: Vec::new(), rows: Box::new(rows.into_iter()) }
}

/// The stays of each person, and the line of the first.
fn people(stays: &[Stay]) -> Vec<(u64, Vec<&Stay>)> {
    let mut people: BTreeMap<(u64, &str), Vec<&Stay>> = BTreeMap::new();
    let mut first_seen: BTreeMap<&str, u64> = BTreeMap::new();
    for stay in stays {
        let key = if stay.email.is_empty() { stay.name.as_str() } else { stay.email.as_str() };
        let first = *first_seen.entry(key).or_insert(stay.number);
        people.entry((first, key)).or_default().push(stay);
    }
    people.into_iter().map(|((number, _), stays)| (number, stays)).collect()
}

impl super::format::Rows for std::vec::IntoIter<Row> {
    fn next_row(&mut self, row: &mut Row) -> Result<bool, Unreadable> {
        row.clear(row.number);
        Ok(self.next().map(|next| *row = next).is_some())
    }
}

fn person(meeting: &Meeting, clock: &Clock, stays: &[&Stay]) -> Vec<String> {
    let first = stays[0];
    let longest = |field: fn(&Stay) -> &str| {
        stays.iter().map(|stay| field(stay)).find(|text| !text.is_empty()).unwrap_or("").to_owned()
    };
    let spans: Vec<(DateTime, DateTime)> = stays
        .iter()
        .filter_map(|stay| Some((clock.read(&stay.joined)?, clock.read(&stay.left)?)))
        .collect();
    let counted = stays.iter().map(|stay| stay.minutes).sum::<Option<f64>>();
    let minutes = match counted {
        Some(minutes) if meeting.counts_itself || spans.len() < stays.len() => Some(minutes),
        _ => (spans.len() == stays.len()).then(|| together(spans)),
    };
    let joined =
        stays.iter().min_by_key(|stay| clock.read(&stay.joined)).map_or("", |stay| &stay.joined);
    let left = stays.iter().max_by_key(|stay| clock.read(&stay.left)).map_or("", |stay| &stay.left);
    let day = if meeting.start.is_empty() { joined } else { &meeting.start };
    vec![
        meeting.id.clone(),
        meeting.topic.clone(),
        clock.day(day),
        first.name.clone(),
        longest(|stay| &stay.email),
        longest(|stay| &stay.role),
        clock.shown(joined),
        clock.shown(left),
        minutes.map(|minutes| shortest((minutes * 100.0).round() / 100.0)).unwrap_or_default(),
        stays.len().to_string(),
    ]
}

/// Minutes of all spans together.
fn together(mut spans: Vec<(DateTime, DateTime)>) -> f64 {
    spans.sort_unstable();
    let mut seconds = 0.0;
    let mut until: Option<DateTime> = None;
    for (from, to) in spans {
        let begin = until.map_or(from, |until| until.max(from));
        if to > begin {
            seconds += (to.duration_since(begin)).as_secs_f64();
            until = Some(to);
        }
    }
    seconds / 60.0
}

/// How the times of a file are written.
struct Clock {
    form: DateForm,
}

impl Clock {
    fn of(meetings: &[(Meeting, Vec<Stay>)]) -> Self {
        let mut forms = DateForms::default();
        for (meeting, stays) in meetings {
            let own = stays.iter().flat_map(|stay| [&stay.joined, &stay.left]);
            for text in own.chain([&meeting.start]).filter(|text| !text.is_empty()) {
                forms.add(text);
            }
        }
        let is_day_first = meetings.iter().any(|(meeting, _)| meeting.day_first);
        // A list is of one day, which seldom tells by itself: the headings' language does, and so does the point.
        let form = match forms.decide() {
            DateForm::Undecided(one, other) => {
                let is_settled = is_day_first || one.contains('.');
                let day_first = [&one, &other].into_iter().find(|form| form.starts_with("%d"));
                match day_first.filter(|_| is_settled).cloned() {
                    Some(form) => DateForm::Pattern(form),
                    None => DateForm::Undecided(one, other),
                }
            }
            form => form,
        };
        Self { form }
    }

    /// A moment; where day and month are undecided, one of both readings, which is good for a difference only.
    fn read(&self, text: &str) -> Option<DateTime> {
        match &self.form {
            DateForm::Iso => read_iso(text),
            DateForm::Pattern(pattern) | DateForm::Undecided(pattern, _) => {
                read(pattern, text.trim())
            }
            DateForm::None => None,
        }
    }

    fn is_decided(&self) -> bool {
        matches!(self.form, DateForm::Iso | DateForm::Pattern(_))
    }

    fn shown(&self, text: &str) -> String {
        let moment = self.read(text).filter(|_| self.is_decided());
        moment.map_or_else(|| text.trim().to_owned(), |moment| moment.to_string())
    }

    fn day(&self, text: &str) -> String {
        let moment = self.read(text).filter(|_| self.is_decided());
        moment.map_or_else(|| text.trim().to_owned(), |moment| moment.date().to_string())
    }
}

/// Minutes that are written as words: `1h 2m 3s`, `1 hr 5 min`, `21 Min. 7 Sek.`, or as `01:02:03`.
pub fn minutes_in_words(text: &str) -> Option<f64> {
    let text = text.trim().to_lowercase();
    if text.contains(':') {
        let parts: Option<Vec<f64>> =
            text.split(':').map(|part| part.trim().parse().ok()).collect();
        return match parts?.as_slice() {
            [hours, minutes] => Some(hours * 60.0 + minutes),
            [hours, minutes, seconds] => Some(hours * 60.0 + minutes + seconds / 60.0),
            _ => None,
        };
    }
    let mut minutes = None;
    let mut digits = String::new();
    let mut rest = text.chars().peekable();
    while let Some(letter) = rest.next() {
        if letter.is_ascii_digit() || letter == '.' && !digits.is_empty() {
            digits.push(letter);
            continue;
        }
        if digits.is_empty() || letter.is_whitespace() {
            continue;
        }
        let number: f64 = digits.trim_end_matches('.').parse().ok()?;
        digits.clear();
        let factor = match (letter, rest.peek()) {
            ('d' | 'j', _) => 1440.0,
            ('h', _) | ('s', Some('t')) => 60.0,
            ('m', _) => 1.0,
            ('s', _) => 1.0 / 60.0,
            _ => return None,
        };
        minutes = Some(minutes.unwrap_or(0.0) + number * factor);
    }
    if digits.is_empty() { minutes } else { digits.parse().ok() }
}

#[cfg(test)]
mod tests {
    use super::minutes_in_words;

    #[test]
    fn minutes_are_read_from_words_and_clocks() {
        for (text, minutes) in [
            ("21m 7s", Some(21.0 + 7.0 / 60.0)),
            ("1h 2m 3s", Some(62.05)),
            ("1 hr 5 min", Some(65.0)),
            ("2 hours", Some(120.0)),
            ("1 Std. 21 Min. 30 Sek.", Some(81.5)),
            ("01:02:30", Some(62.5)),
            ("45", Some(45.0)),
            ("a while", None),
            ("", None),
        ] {
            let read = minutes_in_words(text);
            let is_near = match (read, minutes) {
                (Some(read), Some(minutes)) => (read - minutes).abs() < 1e-9,
                (read, minutes) => read == minutes,
            };
            assert!(is_near, "{text}: {read:?}");
        }
    }
}
