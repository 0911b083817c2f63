//! Which files the sources name, and the rows of each: those of all sources that read it, put together.

use std::collections::{BTreeMap, BTreeSet};

use globset::GlobBuilder;

use super::cells::{meaning, table_of, written};
use super::records::{Record, records};
use super::world::World;
use super::{Fields, RehearsalError, Said};
use crate::contract::{Kind, Table as ContractTable};
use crate::plan::{Plan, Shape, Source};

/// Most meetings that get a list of participants of their own.
const MOST_LISTS: usize = 40;

/// A table of a file in the making.
#[derive(Debug)]
pub(super) struct Table {
    pub(super) file: String,
    pub(super) sheet: Option<String>,
    /// Place of the first source that reads it.
    pub(super) source: usize,
    pub(super) header: Vec<String>,
    rows: Vec<Line>,
    pub(super) said: Vec<Said>,
}

/// Cells of a row by their columns, and the columns in their order.
#[derive(Debug, Default)]
struct Cells(Fields, Vec<String>);

impl Cells {
    fn put(&mut self, column: &str, text: String) {
        if self.0.insert(column.to_owned(), text).is_none() {
            self.1.push(column.to_owned());
        }
    }
}

/// A row of a file, and the sources whose it is.
#[derive(Debug)]
struct Line {
    cells: Fields,
    sources: BTreeSet<usize>,
}

impl Table {
    fn new(file: String, source: usize, plan: &Plan) -> Self {
        let sheet = plan.sources[source].sheet.clone();
        Self { file, sheet, source, header: Vec::new(), rows: Vec::new(), said: Vec::new() }
    }

    /// The rows as wide as the header.
    pub(super) fn lines(&self) -> Vec<Vec<String>> {
        let cell = |line: &Line, name: &String| line.cells.get(name).cloned().unwrap_or_default();
        self.rows
            .iter()
            .map(|line| self.header.iter().map(|name| cell(line, name)).collect())
            .collect()
    }

    /// Adds a row of a source: to a row of another source that it agrees with, when that is about the same, else anew.
    fn put(&mut self, place: usize, key: Option<&String>, Cells(cells, names): Cells) {
        for name in names {
            if !self.header.contains(&name) {
                self.header.push(name);
            }
        }
        let fits = |line: &&mut Line| {
            let own = key.and_then(|key| Some((line.cells.get(key)?, cells.get(key)?)));
            own.is_some_and(|(one, other)| one == other)
                && !line.sources.contains(&place)
                && cells
                    .iter()
                    .all(|(name, text)| line.cells.get(name).is_none_or(|own| own == text))
        };
        let others = self.rows.iter_mut().filter(|line| !line.sources.contains(&place));
        match others.into_iter().find(fits) {
            Some(line) => {
                line.cells.extend(cells);
                line.sources.insert(place);
            }
            None => self.rows.push(Line { cells, sources: BTreeSet::from([place]) }),
        }
    }
}

/// All tables of all files.
pub(super) fn tables(plan: &Plan, world: &mut World) -> Result<Vec<Table>, RehearsalError> {
    let mut tables: Vec<Table> = Vec::new();
    for (place, source) in plan.sources.iter().enumerate() {
        let records = records(plan, source, world)?;
        if matches!(source.format.as_deref(), Some("zoom" | "teams" | "meet")) {
            tables.extend(lists(plan, place, records));
            continue;
        }
        let known =
            tables.iter().map(|table| &table.file).find(|file| reads(source, file)).cloned();
        let file = known.unwrap_or_else(|| named(source, "rehearsal"));
        let own = tables.iter().position(|table| table.file == file && table.sheet == source.sheet);
        let at = own.unwrap_or_else(|| {
            tables.push(Table::new(file, place, plan));
            tables.len() - 1
        });
        for record in records {
            let record = known_by(source, world, record);
            let (cells, said) = line(plan, source, record);
            tables[at].put(place, key_of(source), cells);
            tables[at].said.extend(said);
        }
    }
    Ok(tables)
}

/// A list of participants for each meeting: programs that count attendance write one file a meeting.
fn lists(plan: &Plan, place: usize, records: Vec<Record>) -> Vec<Table> {
    let source = &plan.sources[place];
    let most =
        if source.files.iter().any(|pattern| pattern.contains('*')) { MOST_LISTS } else { 1 };
    let mut tables = Vec::new();
    for (number, record) in records.into_iter().take(most).enumerate() {
        let mut table = Table::new(named(source, &format!("{:03}", number + 1)), place, plan);
        let (cells, said) = line(plan, source, record);
        table.put(place, None, cells);
        table.said = said;
        tables.push(table);
    }
    tables
}

/// A name that a source's first pattern fits, with a word for what may be anything.
fn named(source: &Source, word: &str) -> String {
    let pattern = source.files.first().map_or("", String::as_str).trim_start_matches("./");
    let mut name = String::new();
    let mut letters = pattern
        .replace("**/", "")
        .replace("**", "*")
        .chars()
        .collect::<Vec<_>>()
        .into_iter()
        .peekable();
    let mut is_named = false;
    while let Some(letter) = letters.next() {
        match letter {
            '*' if is_named => {}
            '*' => {
                name.push_str(word);
                is_named = true;
            }
            '?' => name.push('0'),
            '[' => {
                // The first letter of a set is one of it; of a set of others, no letter is.
                let set: String = letters.by_ref().take_while(|letter| *letter != ']').collect();
                name.extend(
                    set.chars().find(|letter| *letter != '!').filter(|_| !set.starts_with('!')),
                );
            }
            '{' => {
                let set: String = letters.by_ref().take_while(|letter| *letter != '}').collect();
                name.push_str(set.split(',').next().unwrap_or_default());
            }
            letter => name.push(letter),
        }
    }
    name
}

fn reads(source: &Source, file: &str) -> bool {
    source.files.iter().any(|pattern| {
        let glob =
            GlobBuilder::new(pattern.trim_start_matches("./")).literal_separator(true).build();
        glob.is_ok_and(|glob| glob.compile_matcher().is_match(file))
    })
}

/// The column of the file that says whom or what a row is about.
fn key_of(source: &Source) -> Option<&String> {
    ["person_id", "match_id"].iter().find_map(|name| source.columns.get(*name))
}

/// A record with what stands in place of ids: the persons of the match, the parts of a code.
fn known_by(source: &Source, world: &World, mut record: Record) -> Record {
    let about = record.fields.get("match_id");
    let pair = world.matches.iter().find(|pair| Some(&pair.id) == about);
    for (side, column) in &source.match_by {
        let person = pair.map(|pair| if side == "mentor" { &pair.mentor } else { &pair.mentee });
        record.cells.extend(person.map(|person| (column.clone(), person.clone())));
    }
    // The matches of such a source have no other id than their persons.
    if let Some(pair) = pair.filter(|_| source.table == "matches" && !source.match_by.is_empty()) {
        let id = format!("{}\u{1f}{}", pair.mentor, pair.mentee);
        record.fields.insert("match_id".to_owned(), id);
    }
    if let Some((last, first)) = source.code.split_last()
        && let Some(id) = record.fields.get("person_id").cloned()
    {
        let number: String = id.chars().filter(char::is_ascii_digit).collect();
        let letters: String = id.chars().filter(char::is_ascii_alphabetic).collect();
        record.cells.extend(first.iter().map(|column| (column.clone(), letters.clone())));
        record.cells.push((last.clone(), number.clone()));
        let parts = first.iter().map(|_| letters.to_lowercase()).chain([number]);
        record.fields.insert("person_id".to_owned(), parts.collect::<Vec<_>>().join("-"));
    }
    record
}

/// A record as cells of a file, and the rows that come of it.
fn line(plan: &Plan, source: &Source, mut record: Record) -> (Cells, Vec<Said>) {
    let table = table_of(source);
    for (name, constant) in &source.constants {
        record.fields.insert(name.clone(), constant.clone());
    }
    if source.columns.contains_key("term_id") {
        record.fields.extend(term(plan, table, &record.fields));
    }
    let mut columns: BTreeMap<&String, Vec<&str>> = BTreeMap::new();
    for (name, column) in &source.columns {
        columns.entry(column).or_default().push(name);
    }
    // In the order of the contract: ids first, as people like them.
    let place = |name: &str| table.columns.iter().position(|column| column.name == name);
    let mut columns: Vec<(&String, Vec<&str>)> = columns.into_iter().collect();
    columns.sort_by_key(|(_, names)| names.iter().filter_map(|name| place(name)).min());
    let mut cells = Cells::default();
    for (column, texts) in &source.keep {
        cells.put(column, texts.first().cloned().unwrap_or_default());
    }
    let is_long_form = source.table == "responses" && source.shape == Shape::Long;
    for (column, names) in columns {
        if source.numbered.as_ref() == Some(column) {
            continue;
        }
        let text = match names.as_slice() {
            // How an answer is written was decided with the answer.
            [name] if is_long_form && matches!(*name, "item" | "value") => {
                record.fields.get(*name).cloned().unwrap_or_default()
            }
            [name] => {
                let value = record.fields.get(*name).map_or("", String::as_str);
                written(source, table, name, value)
            }
            names => shared(source, table, names, &mut record.fields, cells.0.get(column)),
        };
        let kept = source.keep.get(column).is_some_and(|texts| !texts.contains(&text));
        if !kept {
            cells.put(column, text);
        }
    }
    for (column, text) in &record.cells {
        cells.put(column, text.clone());
    }
    name(source, &record.fields, &mut cells);
    for (item, columns) in &source.codes {
        let is_asked = record.fields.get("item").is_none_or(|own| own == item);
        let turn = record.fields.get("person_id").map_or(0, String::len);
        for (at, column) in columns.iter().enumerate() {
            let theme = plan.themes.iter().cycle().nth(turn + at).filter(|_| is_asked);
            cells.put(column, theme.map_or(String::new(), |theme| theme.id.clone()));
        }
    }
    let said = said(source, &record.fields, record.said);
    (cells, said)
}

/// A name that nobody takes for a person's: the id, in the last of the columns that make up a name.
fn name(source: &Source, fields: &Fields, cells: &mut Cells) {
    let id = fields.get("person_id").cloned().unwrap_or_default();
    for (at, column) in source.name.iter().enumerate() {
        let is_last = at + 1 == source.name.len();
        if !cells.0.contains_key(column) {
            cells.put(column, if is_last { id.clone() } else { "Made-up".to_owned() });
        }
    }
}

/// What is said: the columns that the source maps, with each of the rows that come of a wide one.
fn said(source: &Source, fields: &Fields, rows: Vec<Said>) -> Vec<Said> {
    // Ids that are the place of a row are not known before the file is whole.
    if source.numbered.is_some() {
        return Vec::new();
    }
    let is_survey = source.table == "responses";
    let given = |name: &String| {
        let is_given = source.columns.contains_key(name)
            || source.constants.contains_key(name)
            || name == "match_id" && !source.match_by.is_empty()
            || name == "person_id" && !source.code.is_empty();
        is_given && !(is_survey && matches!(name.as_str(), "item" | "value"))
    };
    let mut base: Fields = fields
        .iter()
        .filter(|(name, value)| given(name) && !value.is_empty())
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect();
    if is_survey {
        base.extend(source.instrument.iter().map(|id| ("instrument".to_owned(), id.clone())));
    }
    let spreads = source.shape == Shape::Wide || is_survey;
    if !spreads {
        return vec![Said { table: source.table.clone(), fields: base }];
    }
    let whole = |mut row: Said| {
        row.fields.extend(base.clone());
        row
    };
    rows.into_iter().map(whole).collect()
}

/// One text for a column that is read as several: of those that the plan knows, one that says what must be said.
fn shared(
    source: &Source,
    table: &ContractTable,
    names: &[&str],
    fields: &mut Fields,
    kept: Option<&String>,
) -> String {
    let value = |fields: &Fields, name: &str| fields.get(name).cloned().unwrap_or_default();
    let maps = names.iter().filter_map(|name| source.values.get(*name));
    let mut texts: Vec<String> = maps.flat_map(|map| map.keys().cloned()).collect();
    texts.extend(names.iter().map(|name| written(source, table, name, &value(fields, name))));
    texts.extend(kept.cloned());
    let is_fixed = |name: &&&str| {
        !matches!(
            table.column(name).map(|column| column.kind),
            Some(Kind::Label | Kind::Text) | None
        )
    };
    let fits = |text: &&String| {
        names.iter().filter(is_fixed).all(|name| meaning(source, name, text) == value(fields, name))
    };
    let text = texts.iter().find(fits).or(texts.first()).cloned().unwrap_or_default();
    for name in names {
        let meant = meaning(source, name, &text);
        if meant.is_empty() {
            fields.remove(*name);
        } else {
            fields.insert((*name).to_owned(), meant);
        }
    }
    text
}

/// The term that holds the date of a row.
fn term(plan: &Plan, table: &ContractTable, fields: &Fields) -> Option<(String, String)> {
    let day: jiff::civil::Date = fields.get(table.dated_by?)?.parse().ok()?;
    let term = plan.terms.iter().find(|term| term.starts_on <= day && day <= term.ends_on)?;
    Some(("term_id".to_owned(), term.id.clone()))
}
