//! Occasions → instruments and their sources.

use std::collections::{BTreeMap, BTreeSet};

use super::forms::{Item, Occasion, quoted};
use super::inventory::Table;
use super::items::{Answers, asks, common_ladder, usual_range};
use super::likert::{is_known_ladder, other_size};
use super::linking::link;
use super::profile::Column;
use super::questions::{Asked, Decides, PARTS};
use super::scales::{Rated, Scale, scales};
use super::sources::Source;
use super::text::{plain, untaken};
use super::waves;

/// A form in the making.
#[derive(Debug)]
pub(super) struct Instrument {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) role: &'static str,
    pub(super) waves: Vec<&'static str>,
    pub(super) items: Vec<Question>,
    pub(super) scales: Vec<Scale>,
    pub(super) reasons: Vec<String>,
    pub(super) candidates: Vec<String>,
}

/// A question of a form.
#[derive(Debug, Clone)]
pub(super) struct Question {
    pub(super) id: String,
    pub(super) title: String,
    /// `rating`, `satisfaction`, `nps`, `text` or `checkbox`.
    pub(super) kind: &'static str,
    pub(super) range: (f64, f64),
    pub(super) labels: Vec<String>,
    /// For a box: its question, and its text where one cell lists what was ticked.
    pub(super) choice_of: Option<(String, Option<String>)>,
}

/// All instruments of all surveys, and a source for each of their files and times.
pub(super) fn instruments(
    mut occasions: Vec<Occasion<'_>>,
    taken: &mut Vec<String>,
) -> (Vec<Instrument>, Vec<Source>) {
    settle_waves(&mut occasions);
    for later in 0..occasions.len() {
        let (before, rest) = occasions.split_at_mut(later);
        let (own, after) = rest.split_first_mut().expect("the place is one of them");
        for other in before.iter().chain(after.iter()) {
            let is_earlier = other.role == own.role
                && other.wave == Some(waves::BEFORE)
                && own.wave == Some(waves::AFTER);
            if is_earlier && other.person.is_some() && own.person.is_some() {
                link(other, own);
            }
        }
    }
    let roles: BTreeSet<&'static str> = occasions.iter().map(|occasion| occasion.role).collect();
    let (mut instruments, mut sources) = (Vec::new(), Vec::new());
    let mut names = Vec::new();
    for role in roles {
        let own: Vec<&Occasion<'_>> =
            occasions.iter().filter(|occasion| occasion.role == role).collect();
        for (waves, items) in by_waves(&own) {
            let wanted = match waves.as_slice() {
                [_, _, ..] => format!("{role}_survey"),
                [wave] => format!("{role}_{wave}"),
                [] => continue,
            };
            let id = untaken(&mut names, &wanted);
            let Some(instrument) = instrument(&id, role, &waves, &items, &own) else { continue };
            for occasion in own
                .iter()
                .filter(|occasion| occasion.wave.is_some_and(|wave| waves.contains(&wave)))
            {
                sources.extend(source(&instrument, occasion, taken));
            }
            instruments.push(instrument);
        }
    }
    (instruments, sources)
}

/// Gives a time to surveys whose time nobody says.
fn settle_waves(occasions: &mut [Occasion<'_>]) {
    let known: Vec<(&'static str, Option<&'static str>)> =
        occasions.iter().map(|occasion| (occasion.role, occasion.wave)).collect();
    for occasion in occasions.iter_mut().filter(|occasion| occasion.wave.is_none()) {
        let has = |wave| known.contains(&(occasion.role, Some(wave)));
        let feedback =
            occasion.items.iter().any(|item| asks(&item.column, &item.title) != "rating");
        let wave = match (has(waves::BEFORE), has(waves::AFTER)) {
            (true, false) => waves::AFTER,
            (false, true) => waves::BEFORE,
            _ if feedback => waves::AFTER,
            _ => waves::BEFORE,
        };
        occasion.reasons.push(format!("nobody says when it was answered: {wave} is assumed, change `wave` under `constants` if it is not"));
        occasion.wave = Some(wave);
        occasion.is_wave_assumed = true;
    }
}

/// Questions by the times at which they were asked.
fn by_waves(own: &[&Occasion<'_>]) -> Vec<(Vec<&'static str>, Vec<String>)> {
    let mut asked: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
    let mut order: Vec<String> = Vec::new();
    for (at, occasion) in own.iter().enumerate() {
        for item in &occasion.items {
            if !asked.contains_key(&item.id) {
                order.push(item.id.clone());
            }
            asked.entry(item.id.clone()).or_default().insert(at);
        }
    }
    // Every file of an instrument has all of its questions.
    let mut groups: Vec<(BTreeSet<usize>, Vec<String>)> = Vec::new();
    for id in order {
        let places = asked[&id].clone();
        match groups.iter_mut().find(|(own, _)| *own == places) {
            Some((_, items)) => items.push(id),
            None => groups.push((places, vec![id])),
        }
    }
    let mut by_waves: Vec<(Vec<&'static str>, Vec<String>)> = Vec::new();
    for (places, items) in groups {
        let waves: BTreeSet<&'static str> = places.iter().filter_map(|&at| own[at].wave).collect();
        by_waves.push((waves.into_iter().collect(), items));
    }
    by_waves.sort_by_key(|(waves, _)| std::cmp::Reverse(waves.len()));
    by_waves
}

fn instrument(
    id: &str,
    role: &'static str,
    waves: &[&'static str],
    items: &[String],
    own: &[&Occasion<'_>],
) -> Option<Instrument> {
    let seen = |id: &String| -> Vec<&Item> {
        own.iter().flat_map(|occasion| &occasion.items).filter(|item| item.id == *id).collect()
    };
    let mut candidates = Vec::new();
    let mut questions: Vec<Question> = Vec::new();
    let pooled = pooled_range(items, &seen);
    for item in items {
        let seen = seen(item);
        match question(item, &seen, pooled) {
            Some(question) => questions.push(question),
            None => candidates.push(unsure(item, &seen)),
        }
    }
    if questions.iter().all(|question| question.kind == "text") {
        return None;
    }
    let occasion =
        own.iter().find(|occasion| occasion.items.iter().any(|item| items.contains(&item.id)))?;
    let rated: Vec<Rated> = questions
        .iter()
        .filter(|question| question.kind == "rating")
        .map(|question| Rated {
            id: question.id.clone(),
            title: question.title.clone(),
            range: question.range,
        })
        .collect();
    let scales = scales(&rated, occasion);
    let lonely: Vec<String> = rated
        .iter()
        .filter(|item| !scales.iter().any(|scale| scale.items.contains(&item.id)))
        .map(|item| item.id.clone())
        .collect();
    if !lonely.is_empty() {
        candidates.push(format!("in no scale yet: {}", lonely.join(", ")));
    }
    for question in questions.iter().filter(|question| !question.labels.is_empty()) {
        let labels: Vec<&str> = question.labels.iter().map(String::as_str).collect();
        if let Some(size) = other_size(&labels) {
            candidates.push(format!(
                "`{}`: are these all of its answers? A form with {size} would fit as well",
                question.id
            ));
        }
        if !is_known_ladder(&labels) {
            candidates.push(format!("`{}`: the order of its answers was worked out from their words; one that nobody chose is not among them", question.id));
        }
    }
    let words = if waves.len() > 1 {
        "before and after"
    } else {
        waves.first().copied().unwrap_or_default()
    };
    Some(Instrument {
        id: id.to_owned(),
        title: format!("Survey of {role}s, {words}"),
        role,
        waves: waves.to_vec(),
        items: questions,
        scales,
        reasons: Vec::new(),
        candidates,
    })
}

/// The range of all numbered questions of a form together: where one reaches 5, the others go to 5.
fn pooled_range<'i>(
    items: &[String],
    seen: &impl Fn(&String) -> Vec<&'i Item>,
) -> Option<(f64, f64)> {
    let ranges = items.iter().flat_map(seen).filter_map(|item| match item.answers {
        Answers::Numbers { low, high }
            if high <= 7.0 && asks(&item.column, &item.title) != "nps" && !item.has_ends() =>
        {
            Some((low, high))
        }
        _ => None,
    });
    let pooled = ranges.reduce(|one, other| (one.0.min(other.0), one.1.max(other.1)))?;
    Some(usual_range(pooled.0, pooled.1))
}

fn question(id: &str, seen: &[&Item], pooled: Option<(f64, f64)>) -> Option<Question> {
    let title = seen
        .iter()
        .map(|item| item.title.as_str())
        .find(|title| !title.is_empty())
        .unwrap_or_default();
    let mut rungs = seen.iter().find_map(|item| match &item.answers {
        Answers::Words(rungs) => Some(rungs.clone()),
        _ => None,
    });
    // What nobody chose at one time may have been chosen at another.
    let chosen: Vec<Vec<String>> = seen.iter().map(|item| item.chosen.clone()).collect();
    if let Some(own) = &mut rungs
        && chosen.iter().flatten().any(|text| !own.contains(text))
        && let Some(common) = common_ladder(&chosen[0], &chosen[1..], usize::MAX)
    {
        *own = common;
    }
    let numbers = seen.iter().filter_map(|item| match item.answers {
        Answers::Numbers { low, high } => Some((low, high)),
        _ => None,
    });
    let numbers = numbers.reduce(|one, other| (one.0.min(other.0), one.1.max(other.1)));
    let asked = seen
        .iter()
        .map(|item| asks(&item.column, &item.title))
        .find(|asked| *asked != "rating")
        .unwrap_or("rating");
    if seen.iter().any(|item| item.answers == Answers::Box) {
        let is_one = seen.iter().all(|item| item.answers == Answers::Box);
        return is_one.then(|| Question {
            id: id.to_owned(),
            title: title.to_owned(),
            kind: "checkbox",
            range: (0.0, 1.0),
            labels: Vec::new(),
            choice_of: seen.iter().find_map(|item| item.choice_of.clone()),
        });
    }
    let new = |kind, range, labels| {
        Some(Question {
            id: id.to_owned(),
            title: title.to_owned(),
            kind,
            range,
            labels,
            choice_of: None,
        })
    };
    match (rungs, numbers) {
        (Some(rungs), numbers) => {
            let top = rungs.len() as f64;
            // Labels at one time and numbers beyond them at another are two questions.
            let agrees = numbers.is_none_or(|(low, high)| low >= 1.0 && high <= top);
            let kind = if asked == "satisfaction" { "satisfaction" } else { "rating" };
            if agrees { new(kind, (1.0, top), rungs) } else { None }
        }
        (None, Some((low, high))) if asked == "nps" && low >= 0.0 && high > 5.0 => {
            new("nps", (0.0, 10.0), Vec::new())
        }
        (None, Some((low, high))) if seen.iter().any(|item| !item.labels.is_empty()) => {
            let labels = seen.iter().map(|item| &item.labels).find(|labels| !labels.is_empty());
            let kind = if asked == "satisfaction" { "satisfaction" } else { "rating" };
            new(kind, (low, high), labels.cloned().unwrap_or_default())
        }
        (None, Some((low, high))) => {
            let has_ends = seen.iter().any(|item| item.has_ends());
            let pooled = if has_ends { Some((low, high)) } else { pooled };
            let range = pooled.filter(|pooled| pooled.0 <= low && high <= pooled.1);
            let kind = if asked == "satisfaction" { "satisfaction" } else { "rating" };
            new(kind, range.unwrap_or_else(|| usual_range(low, high)), Vec::new())
        }
        (None, None) if seen.iter().all(|item| item.answers == Answers::Open) => {
            new("text", (0.0, 0.0), Vec::new())
        }
        _ => None,
    }
}

fn unsure(id: &str, seen: &[&Item]) -> String {
    let words = seen.iter().find_map(|item| match &item.answers {
        Answers::Unordered(labels) => Some(labels.clone()),
        _ => None,
    });
    match words {
        // Numbers of devices and telephones, and codes of people, are no answers to be repeated.
        Some(labels) if labels.iter().any(|label| has_long_number(label)) => {
            format!("`{id}`: its answers have no order that is known")
        }
        Some(labels) => {
            format!("`{id}`: which of these answers is lower than which? {}", quoted(&labels))
        }
        None => format!("`{id}`: its answers differ from time to time"),
    }
}

/// True for four digits or more in a row, or a number with dots such as `10.0.0.1`.
fn has_long_number(text: &str) -> bool {
    let digits = text.split(|letter: char| !letter.is_ascii_digit()).map(str::len);
    digits.clone().any(|length| length >= 4) || digits.filter(|length| *length > 0).count() >= 4
}

/// The column by which REDCap tells the forms that repeat, where some do.
fn repeats(table: &Table) -> Option<&Column> {
    let is_it = |column: &&Column| {
        ["redcap repeat instrument", "repeat instrument"].contains(&&*plain(&column.name))
    };
    let column = table.columns.iter().find(is_it)?;
    (table.recognised.layout == Some("redcap") && column.filled > 0).then_some(column)
}

/// The source of one form in one file at one time.
fn source(
    instrument: &Instrument,
    occasion: &Occasion<'_>,
    taken: &mut Vec<String>,
) -> Option<Source> {
    let items: Vec<&Item> = instrument
        .items
        .iter()
        .filter_map(|question| occasion.items.iter().find(|item| item.id == question.id))
        .collect();
    let has_all = items.len() == instrument.items.len();
    if items.is_empty() || !has_all && occasion.long.is_none() {
        return None;
    }
    let wave = occasion.wave.unwrap_or(waves::BEFORE);
    let wanted = if instrument.waves.len() > 1 {
        format!("{}_{wave}", instrument.id)
    } else {
        instrument.id.clone()
    };
    let mut source = Source::new(taken, &wanted, "responses", occasion.table);
    source.files.clone_from(&occasion.files);
    source.instrument = Some(instrument.id.clone());
    source.reasons.extend(occasion.reasons.iter().cloned());
    if !occasion.code.is_empty() {
        source.code = occasion.code.iter().map(|part| part.name.clone()).collect();
        source.reasons.push(
            "people made themselves a code: only who gives the same one again is the same person"
                .to_owned(),
        );
    } else if let Some(person) = occasion.person {
        source.columns.push(("person_id".to_owned(), person.name.clone()));
    } else {
        source.numbered = Some("respondent".to_owned());
        source.columns.push(("person_id".to_owned(), "respondent".to_owned()));
        source.reasons.push("nobody has an id in this file: its rows are numbered, and answers of two times are never paired".to_owned());
    }
    if let Some(about) = occasion.about {
        source.columns.push(("match_id".to_owned(), about.name.clone()));
    }
    if let Some(answered) = occasion.answered {
        source.map("answered_on", answered);
    }
    source.constants.push(("wave".to_owned(), wave.to_owned()));
    let files = source.files.join(", ");
    if occasion.is_role_assumed {
        let text = format!("{files}: who answered this survey?");
        source.questions.push(Asked::new(text, PARTS, Decides::Part));
    }
    if occasion.is_wave_assumed {
        let text = format!("{files}: when was this survey answered, before or after?");
        let waves = [waves::BEFORE, waves::AFTER];
        source.questions.push(Asked::new(text, &waves, Decides::Wave));
    }
    if let Some(repeats) = repeats(occasion.table) {
        source.left_out = Some(format!(
            "`{}` says that forms repeat: they have several rows for one person and event, of which one would count. Export the forms that do not repeat by themselves",
            repeats.name
        ));
    }
    if let Some((column, texts)) = &occasion.keep {
        source.keep.push((column.name.clone(), texts.clone()));
    }
    let mut meanings: BTreeMap<String, String> = BTreeMap::new();
    if let Some((question, answer)) = occasion.long {
        source.columns.push(("item".to_owned(), question.name.clone()));
        source.columns.push(("value".to_owned(), answer.name.clone()));
        source.note_missing(answer);
        let renamed = items.iter().filter(|item| item.id != item.column);
        let pairs: Vec<(String, String)> =
            renamed.map(|item| (item.column.clone(), item.id.clone())).collect();
        if !pairs.is_empty() {
            source.values.insert("item".to_owned(), pairs);
        }
    } else {
        source.is_wide = true;
        for item in &items {
            if item.id != item.column {
                source.spread.push((item.id.clone(), item.column.clone()));
            }
            // `None` in a list is a box like all others.
            let column = occasion.table.column(&item.column);
            if let Some(column) = column.filter(|_| item.choice_of.is_none()) {
                source.note_missing(column);
            }
        }
    }
    for (text, meaning) in items.iter().flat_map(|item| &item.meanings) {
        meanings.insert(text.clone(), meaning.clone());
    }
    // A text that says why there is no answer is more than missing.
    source.missing.retain(|code| !meanings.contains_key(code));
    if !meanings.is_empty() {
        source.values.insert("value".to_owned(), meanings.into_iter().collect());
    }
    Some(source)
}
