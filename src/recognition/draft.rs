//! All tables of a folder → a plan.

use std::collections::{BTreeMap, BTreeSet};

use super::classify::{Fit, Person, fit, is_personal, person, role_of, roster};
use super::forms::{Occasion, SURVEYS, occasions, wave_column};
use super::inventory::{Inventory, Table};
use super::outcomes::{self, Known};
use super::profile::Column;
use super::sources::{Source, pattern};
use super::surveys::{Instrument, instruments};
use super::text::{plain, slug, untaken};
use super::words::ANSWERED;
use super::{waves, write};
use crate::contract;
use crate::sources::DateForm;

/// Most groups of a segment.
const MOST_GROUPS: usize = 8;

/// A plan in the making.
#[derive(Debug, Default)]
pub struct Draft {
    pub(super) program: (String, String),
    pub(super) sources: Vec<Source>,
    pub(super) instruments: Vec<Instrument>,
    pub(super) outcomes: Vec<(&'static Known, Option<(f64, f64)>)>,
    /// Id, title, where from.
    pub(super) segments: Vec<(String, String, String)>,
    /// Waves that count as before and after, when they are not the usual ones.
    pub(super) waves: Option<(String, String)>,
    pub(super) as_of: Option<jiff::civil::Date>,
    /// What each file was taken for, and why.
    pub(super) files: Vec<String>,
    pub(super) notes: Vec<String>,
}

impl Draft {
    /// The text of the plan.
    pub fn plan(&self) -> String {
        write::plan(self)
    }

    /// What each file was taken for, and why, one line each.
    pub fn files(&self) -> &[String] {
        &self.files
    }

    /// Ids of the sources that the plan reads.
    pub fn sources(&self) -> Vec<&str> {
        let read = self.sources.iter().filter(|source| source.left_out.is_none());
        read.map(|source| source.id.as_str()).collect()
    }

    /// Leaves a source out, with the reason.
    pub fn leave_out(&mut self, id: &str, why: &str) {
        if let Some(source) = self.sources.iter_mut().find(|source| source.id == id) {
            source.left_out = Some(why.to_owned());
        }
        // A form that no file fills in any more is asked of nobody.
        let filled: BTreeSet<&String> = self
            .sources
            .iter()
            .filter(|source| source.left_out.is_none())
            .filter_map(|source| source.instrument.as_ref())
            .collect();
        self.instruments.retain(|instrument| filled.contains(&instrument.id));
    }
}

/// Drafts a plan.
pub fn draft(inventory: &Inventory) -> Draft {
    let groups = groups(&inventory.tables);
    let mut drafting = Drafting {
        draft: Draft { program: named(inventory), ..Draft::default() },
        taken: Vec::new(),
        occasions: Vec::new(),
    };
    let is_roster = |table: &Table| person(table).is_some_and(|who| roster(table, who).is_some());
    // Whoever is in a roster is known by its ids; so rosters come first.
    let mut tables: Vec<&(Table, Vec<&str>)> = groups.iter().collect();
    tables.sort_by_key(|(table, _)| !is_roster(table));
    for (table, files) in tables {
        let before = (drafting.draft.sources.len(), drafting.occasions.len());
        let took = drafting.take(table);
        for source in &mut drafting.draft.sources[before.0..] {
            source.files = files_of(files);
        }
        for occasion in &mut drafting.occasions[before.1..] {
            occasion.files = files_of(files);
        }
        let line = format!(
            "{}: {} rows, {} ({}); {took}",
            shown(files, table),
            table.rows,
            table.recognised.name(),
            table.recognised.why
        );
        drafting.draft.files.push(line);
    }
    let Drafting { mut draft, mut taken, occasions } = drafting;
    let (instruments, sources) = instruments(occasions, &mut taken);
    draft.instruments = instruments;
    draft.sources.extend(sources);
    draft.segments = segments(inventory, &draft);
    compare_sites(inventory, &mut draft);
    draft.as_of = newest(inventory, &draft.sources);
    for unread in &inventory.unread {
        draft.files.push(format!("{}: cannot be read: {}", unread.file, unread.why));
    }
    draft
}

/// Short name and name of the program, from its folder.
fn named(inventory: &Inventory) -> (String, String) {
    let path = inventory.dir.canonicalize().unwrap_or_else(|_| inventory.dir.clone());
    let folder =
        path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let name: Vec<String> = plain(&folder)
        .split(' ')
        .map(|word| {
            let mut letters = word.chars();
            letters
                .next()
                .map(|first| first.to_uppercase().chain(letters).collect())
                .unwrap_or_default()
        })
        .collect();
    let name = name.join(" ");
    (slug(&folder), if name.is_empty() { "Our program".to_owned() } else { name })
}

/// Tables of one form, put together: the same columns in the same format, of the same time and the same people.
fn groups(tables: &[Table]) -> Vec<(Table, Vec<&str>)> {
    let mut groups: Vec<(Table, Vec<&str>)> = Vec::new();
    for table in tables {
        let names = |table: &Table| {
            table.columns.iter().map(|column| column.name.clone()).collect::<Vec<_>>()
        };
        let alike = |other: &Table| {
            other.sheet == table.sheet
                && other.recognised.name() == table.recognised.name()
                && names(other) == names(table)
                && waves::named(&other.title()) == waves::named(&table.title())
                && role_of(&other.title()) == role_of(&table.title())
        };
        let known = groups
            .iter_mut()
            .find(|(first, files)| alike(first) && !files.contains(&table.file.as_str()));
        match known {
            Some((first, files)) => {
                files.push(&table.file);
                first.absorb(table);
            }
            None => groups.push((table.clone(), vec![&table.file])),
        }
    }
    groups
}

/// One pattern for files that differ in their dates, else their names.
fn files_of(files: &[&str]) -> Vec<String> {
    let [first, .., last] = files else { return files.iter().map(|file| pattern(file)).collect() };
    let common =
        |one: &str, other: &str| one.chars().zip(other.chars()).take_while(|(a, b)| a == b).count();
    let begin: String = first.chars().take(common(first, last)).collect();
    // The exports of other years are meant, too: what is left is the name up to the first mark of a date.
    let mark = |letter: char| letter.is_ascii_digit() || "-_. ".contains(letter);
    let stem = begin.trim_end_matches(mark);
    let begin: String = stem
        .chars()
        .chain(begin[stem.len()..].chars().take(1).filter(|letter| !letter.is_ascii_digit()))
        .collect();
    let backwards = |text: &str| text.chars().rev().collect::<String>();
    let end: String = first
        .chars()
        .skip(first.chars().count() - common(&backwards(first), &backwards(last)))
        .collect();
    let end = end.trim_start_matches(|letter: char| letter.is_ascii_digit());
    let folder = |file: &str| file.rsplit_once('/').map(|(folder, _)| folder.to_owned());
    let fits = |file: &&str| {
        file.starts_with(&begin) && file.ends_with(end) && file.len() > begin.len() + end.len()
    };
    let is_one = files.iter().all(|file| folder(file) == folder(first)) && files.iter().all(fits);
    if is_one && begin.rsplit('/').next().is_some_and(|stem| stem.len() >= 3) {
        return vec![format!("{}*{}", pattern(&begin), pattern(end))];
    }
    files.iter().map(|file| pattern(file)).collect()
}

fn shown(files: &[&str], table: &Table) -> String {
    let files = if files.len() > 1 {
        format!("{} ({} files)", files_of(files).join(", "), files.len())
    } else {
        table.file.clone()
    };
    match &table.sheet {
        Some(sheet) => format!("{files}:{sheet}"),
        None => files,
    }
}

/// Most questions that were asked at one time.
fn questions(own: &[Occasion<'_>]) -> usize {
    own.iter().map(|occasion| occasion.items.len()).max().unwrap_or(0)
}

struct Drafting<'t> {
    draft: Draft,
    taken: Vec<String>,
    occasions: Vec<Occasion<'t>>,
}

impl<'t> Drafting<'t> {
    /// Finds out what a table is about; says so in a few words.
    fn take(&mut self, table: &'t Table) -> String {
        if table.rows == 0 {
            return "a header without rows".to_owned();
        }
        match table.recognised.layout {
            Some("redcap_dictionary") => {
                return "says what the fields of other files mean; fills no table".to_owned();
            }
            Some("zoom" | "teams" | "meet") => return self.attendance(table),
            _ => {}
        }
        let who = person(table);
        let own = occasions(table, who);
        let is_survey = table.recognised.layout.is_some_and(|layout| SURVEYS.contains(&layout));
        if is_survey && !own.is_empty() {
            return self.survey(own);
        }
        if is_survey {
            return self.replies(table, who);
        }
        // A list of matches names each mentee once as well, and both sides.
        if let Some(fit) = fit(table, who).filter(|fit| fit.table == "matches") {
            return self.records(table, &fit, who);
        }
        if let Some(who) = who
            && let Some(fit) = roster(table, who)
        {
            return self.people(table, who, &fit);
        }
        let is_long = own.iter().any(|occasion| occasion.long.is_some());
        if !is_long && let Some(fit) = fit(table, who) {
            return self.records(table, &fit, who);
        }
        let measured = who.map(|who| measured(table, who)).unwrap_or_default();
        if questions(&own) > measured.len() * 2 {
            return self.survey(own);
        }
        match who {
            Some(who) if !measured.is_empty() => self.outcomes(table, who, &measured),
            Some(who) => self.leave(
                table,
                &format!("rows about `{}`, but nothing that is known", who.column.name),
            ),
            None => self.leave(table, "no column says whom a row is about"),
        }
    }

    fn survey(&mut self, own: Vec<Occasion<'t>>) -> String {
        let took = format!("a survey of {}s with {} questions", own[0].role, questions(&own));
        self.occasions.extend(own);
        took
    }

    /// Answers of a survey that asks nothing which can be put in order: who answered, and what they chose.
    fn replies(&mut self, table: &Table, who: Option<Person<'_>>) -> String {
        let role = who.and_then(|who| who.role).unwrap_or("mentee");
        let numbered = Column::new("respondent", "");
        let who = who.unwrap_or(Person { column: &numbered, role: Some(role) });
        let before = self.draft.sources.len();
        let mut source = Source::new(&mut self.taken, "respondents", "people", table);
        source.columns.push(("person_id".to_owned(), who.column.name.clone()));
        source.constants.push(("role".to_owned(), role.to_owned()));
        source.reasons.push(format!("a survey without a question whose answers have an order: everybody who answered is taken for a {role}"));
        self.push(source);
        self.attributes(
            table,
            Person { role: Some(role), ..who },
            &Fit { table: "people", score: 0, columns: Vec::new(), reasons: Vec::new() },
        );
        if who.column.filled == 0 {
            for source in &mut self.draft.sources[before..] {
                source.numbered = Some("respondent".to_owned());
                source
                    .reasons
                    .push("nobody has an id in this file: its rows are numbered".to_owned());
            }
        }
        "a survey without a question whose answers have an order".to_owned()
    }

    fn push(&mut self, source: Source) {
        self.draft.sources.push(source);
    }

    fn people(&mut self, table: &Table, who: Person<'_>, fit: &Fit<'_>) -> String {
        let role = who.role.unwrap_or("mentee");
        let mut source = Source::new(&mut self.taken, &format!("{role}s"), "people", table);
        source.reasons.extend(fit.reasons.iter().cloned());
        source.columns.push(("person_id".to_owned(), who.column.name.clone()));
        for (name, column) in &fit.columns {
            source.map(name, column);
        }
        source.constants.push(("role".to_owned(), role.to_owned()));
        if who.role.is_none() {
            source
                .reasons
                .push("nobody says what part these people have: mentees are assumed".to_owned());
        }
        self.push(source);
        self.attributes(table, who, fit);
        format!("a list of {role}s")
    }

    /// What else is known about people, one attribute a column.
    fn attributes(&mut self, table: &Table, who: Person<'_>, fit: &Fit<'_>) {
        let is_used = |column: &Column| fit.columns.iter().any(|(_, own)| own.name == column.name);
        let wanted = |column: &&Column| {
            let own: usize = column.meant().iter().map(|(_, times)| times).sum();
            column.name != who.column.name
                && !is_used(column)
                && !is_personal(column)
                && column.dates() == DateForm::None
                && (2..=20).contains(&column.kinds())
                && column.kinds() * 3 <= own
                && column.length() <= 40.0
        };
        let spread: Vec<(String, String)> = table
            .columns
            .iter()
            .filter(wanted)
            .map(|column| (slug(&column.name), column.name.clone()))
            .collect();
        if spread.is_empty() {
            return;
        }
        let mut source = Source::new(
            &mut self.taken,
            &format!("{}_attributes", who.role.unwrap_or("mentee")),
            "attributes",
            table,
        );
        source.is_wide = true;
        source
            .reasons
            .push("columns of few different words are what else is known about people".to_owned());
        source.columns.push(("person_id".to_owned(), who.column.name.clone()));
        source.spread = spread;
        self.push(source);
    }

    fn records(&mut self, table: &Table, fit: &Fit<'_>, who: Option<Person<'_>>) -> String {
        let mut source = Source::new(&mut self.taken, fit.table, fit.table, table);
        source.reasons.extend(fit.reasons.iter().cloned());
        let names: Vec<String> = fit
            .columns
            .iter()
            .map(|(name, column)| format!("`{}` is {name}", column.name))
            .collect();
        source.reasons.push(names.join(", "));
        if let Some(who) = who.filter(|_| super::words::OF_A_PERSON.contains(&fit.table)) {
            source.columns.push(("person_id".to_owned(), who.column.name.clone()));
        }
        for (name, column) in &fit.columns {
            if *name == "closure_reason" {
                source.map("closure_cause", column);
            }
            source.map(name, column);
        }
        let numeric = fit.columns.iter().filter(|(_, column)| column.decimal() == Some(','));
        for (_, column) in numeric {
            source.note_decimal(column);
        }
        self.push(source);
        format!("fills `{}`", fit.table)
    }

    fn outcomes(
        &mut self,
        table: &Table,
        who: Person<'_>,
        measured: &[(&'static Known, &Column)],
    ) -> String {
        let own = occasions(table, Some(who));
        let base = own.first();
        let wave = base
            .and_then(|base| wave_column(table, base))
            .or_else(|| super::forms::wave_of(table, who.column));
        let mut source = Source::new(&mut self.taken, &slug(&table.title()), "outcomes", table);
        source.reasons.push("measured outcomes: a column for each".to_owned());
        source.is_wide = true;
        source.columns.push(("person_id".to_owned(), who.column.name.clone()));
        self.waves(&mut source, wave);
        let day = table.columns.iter().find(|column| {
            ANSWERED.contains(&plain(&column.name).as_str()) && column.dates() != DateForm::None
        });
        if let Some(day) = day {
            source.map("observed_on", day);
        }
        for (known, column) in measured {
            source.note_missing(column);
            source.note_decimal(column);
            source.spread.push((known.id.to_owned(), column.name.clone()));
            if column.is_yes_or_no() {
                let words = column.meant().into_iter().filter_map(|(text, _)| {
                    let said = text.to_lowercase();
                    let yes = ["yes", "y", "true", "sí", "si", "ja", "oui", "sim"]
                        .contains(&said.as_str());
                    let no = ["no", "n", "false", "nein", "non", "não"].contains(&said.as_str());
                    (yes || no).then(|| (text.to_owned(), if yes { "1" } else { "0" }.to_owned()))
                });
                source.values.entry("value".to_owned()).or_default().extend(words);
            }
            if !self.draft.outcomes.iter().any(|(own, _)| own.id == known.id) {
                self.draft.outcomes.push((known, outcomes::range(known, column)));
            }
        }
        let names: Vec<&str> = measured.iter().map(|(known, _)| known.title).collect();
        let took = format!("measured outcomes: {}", names.join(", "));
        if !self.draft.sources.iter().any(|source| source.table == "people") {
            self.people_of(table, who, wave);
        }
        self.push(source);
        took
    }

    /// The wave of measured outcomes: a column, else the usual one after.
    fn waves(&mut self, source: &mut Source, wave: Option<&Column>) {
        let Some(column) = wave else {
            let wave =
                source.files.first().and_then(|file| waves::named(file)).unwrap_or(waves::AFTER);
            source.constants.push(("wave".to_owned(), wave.to_owned()));
            source.reasons.push(format!("nothing says when it was measured: {wave} is assumed"));
            return;
        };
        source.columns.push(("wave".to_owned(), column.name.clone()));
        let words: Vec<(String, String)> = column
            .meant()
            .into_iter()
            .filter_map(|(text, _)| Some((text.to_owned(), waves::named(text)?.to_owned())))
            .collect();
        if words.is_empty() {
            let mut texts: Vec<&str> = column.meant().into_iter().map(|(text, _)| text).collect();
            let number = |text: &&str| contract::number(text, '.');
            texts.sort_by(|one, other| match (number(one), number(other)) {
                (Some(one), Some(other)) => one.total_cmp(&other),
                _ => one.cmp(other),
            });
            if let [first, .., last] = texts.as_slice() {
                source.reasons.push(format!("`{}` says when; its first value {first} counts as before, its last {last} as after", column.name));
                self.draft.waves = Some(((*first).to_owned(), (*last).to_owned()));
            }
        } else {
            source.reasons.push(format!("`{}` says when", column.name));
            source.values.insert("wave".to_owned(), words);
        }
    }

    /// People of a file that has a row for each person and time.
    fn people_of(&mut self, table: &Table, who: Person<'_>, wave: Option<&Column>) {
        let mut source = Source::new(&mut self.taken, "people", "people", table);
        source.columns.push(("person_id".to_owned(), who.column.name.clone()));
        let role = who.role.unwrap_or("mentee");
        source.constants.push(("role".to_owned(), role.to_owned()));
        source.reasons.push(format!(
            "there is no list of people: everybody in `{}` is taken for a {role}",
            who.column.name
        ));
        let fit = super::classify::fit_to(table, "people", Some(who));
        // What changes from row to row is not about the person.
        let stays = |column: &Column| !outcomes::varies(table, who.column, column);
        for (name, column) in
            fit.columns.iter().filter(|(name, column)| *name != "arm" && stays(column))
        {
            source.map(name, column);
        }
        let arm = table.columns.iter().find(|column| {
            is_arm(&column.name) && stays(column) && (2..=6).contains(&column.kinds())
        });
        if let Some(arm) = arm {
            source.map("arm", arm);
            source.reasons.push(format!("`{}` stays the same for each person: the group they were put into. Say which is the one to compare with as `reference_arm`, and set `design`", arm.name));
        }
        if let Some((column, (first, _))) = wave.zip(self.draft.waves.as_ref()) {
            source.keep.push((column.name.clone(), vec![first.clone()]));
            source.reasons.push(format!(
                "one row for each person: the one in which `{}` is {first}",
                column.name
            ));
        }
        self.push(source);
    }

    /// A meeting's attendance knows people, not matches.
    fn attendance(&mut self, table: &Table) -> String {
        let mut source = Source::new(&mut self.taken, "attendance", "meetings", table);
        source.columns =
            ["held_on", "minutes"].map(|name| (name.to_owned(), name.to_owned())).to_vec();
        source.candidates.push(
            "columns.match_id: which match met? `topic` or `meeting_id`, if they name the match"
                .to_owned(),
        );
        source.left_out = Some(
            "an attendance list names people, and the contract wants to know which match met"
                .to_owned(),
        );
        self.push(source);
        "an attendance list: say which match met".to_owned()
    }

    /// A table that fills nothing yet.
    fn leave(&mut self, table: &Table, why: &str) -> String {
        let names: Vec<&str> =
            table.columns.iter().take(30).map(|column| column.name.as_str()).collect();
        self.draft.notes.push(format!(
            "{}: {why}. Its columns: {}",
            table.name(),
            names.join(", ")
        ));
        why.to_owned()
    }
}

/// Outcomes of a table, each once: by whole words of the names, else by parts of them.
fn measured<'t>(table: &'t Table, who: Person<'_>) -> Vec<(&'static Known, &'t Column)> {
    let repeats = !who.column.is_key();
    let mut best: BTreeMap<&'static str, (usize, &'static Known, &Column)> = BTreeMap::new();
    for column in table.columns.iter().filter(|column| column.name != who.column.name) {
        let whole = outcomes::known(column);
        let Some(known) = whole.or_else(|| outcomes::hidden(column)) else { continue };
        // The shortest name is the thing itself; where people come again, one that never varies is a copy of its beginning.
        let is_copy = repeats && !outcomes::varies(table, who.column, column);
        let cost = column.name.chars().count()
            + if whole.is_some() { 0 } else { 20 }
            + if is_copy { 100 } else { 0 };
        let entry = best.entry(known.id).or_insert((cost, known, column));
        if cost < entry.0 {
            *entry = (cost, known, column);
        }
    }
    let mut found: Vec<(usize, &'static Known, &Column)> = best.into_values().collect();
    found.sort_by_key(|(_, _, column)| place(table, column));
    found.into_iter().map(|(_, known, column)| (known, column)).collect()
}

fn place(table: &Table, column: &Column) -> usize {
    table.columns.iter().position(|other| other.name == column.name).unwrap_or(usize::MAX)
}

/// Groups to show measures by: sites, settings, and attributes of few words.
fn segments(inventory: &Inventory, draft: &Draft) -> Vec<(String, String, String)> {
    let mut segments = Vec::new();
    let mut taken = vec!["all".to_owned()];
    for source in draft.sources.iter().filter(|source| source.left_out.is_none()) {
        let few = |column: &str| {
            let own = inventory.tables.iter().filter(|table| {
                source.files.iter().any(|file| *file == pattern(&table.file))
                    || source.files.iter().any(|file| file.contains('*'))
            });
            let kinds =
                own.filter_map(|table| table.column(column)).map(Column::kinds).max().unwrap_or(0);
            (2..=MOST_GROUPS).contains(&kinds)
        };
        let mut add = |id: &str, from: String| {
            if !segments.iter().any(|(_, _, own)| *own == from) {
                let id = untaken(&mut taken, id);
                segments.push((id.clone(), title(&id), from));
            }
        };
        for (name, column) in &source.columns {
            match (source.table, name.as_str()) {
                ("people", "site" | "arm") if few(column) => add(name, format!("people.{name}")),
                ("matches", "setting" | "mode") if few(column) => {
                    add(name, format!("matches.{name}"));
                }
                _ => {}
            }
        }
        if source.table == "attributes" {
            for (name, column) in source.spread.iter().filter(|(_, column)| few(column)) {
                let _ = column;
                add(name, format!("attributes.{name}"));
            }
        }
    }
    segments
}

/// True for a name of the group that someone was put into, such as `treat2`.
fn is_arm(name: &str) -> bool {
    let plain = plain(name);
    let name = plain.trim_end_matches(|letter: char| letter.is_ascii_digit());
    ["arm", "treat", "treatment", "condition", "treatment group", "study group", "assignment"]
        .contains(&name.trim())
}

/// Says where two lists of people write their sites in words of which none is the same.
fn compare_sites(inventory: &Inventory, draft: &mut Draft) {
    let words = |source: &Source| -> BTreeSet<String> {
        let column =
            source.columns.iter().find(|(name, _)| name == "site").map(|(_, column)| column);
        let own = |table: &&Table| source.files.iter().any(|file| *file == pattern(&table.file));
        let table = inventory.tables.iter().find(own);
        let texts =
            table.zip(column).and_then(|(table, column)| table.column(column)).map(Column::meant);
        texts.into_iter().flatten().map(|(text, _)| text.to_owned()).collect()
    };
    let lists: Vec<(String, BTreeSet<String>)> = draft
        .sources
        .iter()
        .filter(|source| source.table == "people")
        .map(|source| (source.id.clone(), words(source)))
        .filter(|(_, words)| !words.is_empty() && words.len() <= MOST_GROUPS)
        .collect();
    let letters = |words: &BTreeSet<String>| words.iter().map(String::len).sum::<usize>();
    for (id, own) in &lists {
        let longer =
            lists.iter().find(|(_, words)| words.is_disjoint(own) && letters(words) > letters(own));
        let Some((other, names)) = longer else { continue };
        if let Some(source) = draft.sources.iter_mut().find(|source| source.id == *id) {
            let names: Vec<String> = names.iter().cloned().collect();
            source.candidates.push(format!(
                "the sites of `{other}` are called {}; say which of them each is:",
                super::forms::quoted(&names)
            ));
            source.candidates.push("[sources.values.site]".to_owned());
            source.candidates.extend(own.iter().map(|word| format!("\"{word}\" = \"…\"")));
        }
    }
}

fn title(id: &str) -> String {
    let words = id.replace('_', " ");
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// The newest day that is no slip of the pen: no more than two months after all others.
fn newest(inventory: &Inventory, sources: &[Source]) -> Option<jiff::civil::Date> {
    let mut days: BTreeMap<i64, usize> = BTreeMap::new();
    for table in &inventory.tables {
        let own = sources.iter().filter(|source| {
            source.left_out.is_none()
                && source
                    .files
                    .iter()
                    .any(|file| *file == pattern(&table.file) || file.contains('*'))
        });
        let names: BTreeSet<&str> = own
            .flat_map(|source| &source.columns)
            .filter(|(name, _)| name.ends_with("_on") && name != "expires_on")
            .map(|(_, column)| column.as_str())
            .collect();
        for column in table.columns.iter().filter(|column| names.contains(column.name.as_str())) {
            let form = column.dates();
            for (text, times) in column.meant() {
                let pattern = match &form {
                    DateForm::Pattern(pattern) => Some(pattern.as_str()),
                    _ => None,
                };
                if let Some(day) = contract::day_of(text, pattern) {
                    *days.entry(day).or_default() += times;
                }
            }
        }
    }
    let all: usize = days.values().sum();
    let mut seen = 0;
    let mut last = None;
    for (day, times) in days {
        // Nearly all dates lie before; from then on each must be near the one before.
        let is_rest = seen * 100 >= all * 99;
        if is_rest && last.is_some_and(|last| day - last > 45) {
            break;
        }
        seen += times;
        last = Some(day);
    }
    contract::date_of(last?).parse().ok()
}
