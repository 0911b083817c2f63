//! Survey rows → answers to items and open answers: wide rows spread, long rows checked.

use crate::plan::{Instrument, Item, ItemKind, Shape};

use super::builder::Cell;
use super::forms::Answer;
use super::identity::IdBook;
use super::mapping::{Mapping, Origin};
use super::parse::{self, Breach, described};
use super::row::RowReader;
use super::states::{self, STATES};
use super::table::{Entity, Table};
use super::tables::table;
use super::themes;
use super::violation::{Rule, Severity};

/// Fills in what the plan knows about the form: instrument, version, and the form's own id.
pub(crate) fn fill(
    reader: &mut RowReader<'_>,
    cells: &mut [Cell],
    instrument: &Instrument,
    ids: &mut IdBook,
) {
    let table = reader.mapping.table;
    let mut set = |name: &str, value: Cell| {
        let at = place(table, name);
        if cells[at] == Cell::Missing {
            cells[at] = value;
        }
    };
    set("instrument", Cell::Text(instrument.id.as_str().into()));
    set("version", Cell::Text(instrument.version.as_str().into()));
    if let Some(seconds) = seconds(reader) {
        set("seconds", Cell::Number(seconds));
    }
    let (person, about, wave) = (reader.person("person_id"), reader.about(), reader.text("wave"));
    if !person.is_empty() {
        let form = [&person, about.as_ref(), &instrument.id, wave].join("\u{1f}");
        set("response_id", Cell::Integer(ids.id(Entity::Response, &form)));
    }
}

/// How long it took to fill in the form, from its two moments; nothing when one is missing or they stand the wrong way round.
fn seconds(reader: &RowReader<'_>) -> Option<f64> {
    let (begin, end) = reader.mapping.times?;
    let pattern = reader.mapping.source.date_format.as_deref();
    let moment = |at: usize| parse::moment(reader.batch.cell(reader.at, at).trim(), pattern);
    let seconds = moment(end)?.duration_since(moment(begin)?).as_secs_f64();
    (seconds >= 0.0).then_some(seconds)
}

/// What a survey row gives: answers, which share the row's own cells, and rows of open answers with their themes.
#[derive(Debug, Default)]
pub(crate) struct Form<'p> {
    pub(crate) answers: Vec<Answer<'p>>,
    pub(crate) open: Vec<TableRow>,
}

impl<'p> Form<'p> {
    fn add(&mut self, given: Given<'p>) {
        match given {
            Given::Answer(answer) => self.answers.push(answer),
            Given::Comment(row) => self.open.push(row),
            Given::Nothing => {}
        }
    }

    /// Adds the themes that people gave the open answers.
    fn code(&mut self, reader: &mut RowReader<'_>) {
        let given = themes::given(reader, &self.open);
        self.open.extend(given);
    }
}

/// What one question of a form gives.
enum Given<'p> {
    Answer(Answer<'p>),
    Comment(TableRow),
    Nothing,
}

/// The answers of one survey row.
pub(crate) fn form<'p>(
    reader: &mut RowReader<'p>,
    cells: &[Cell],
    instrument: &'p Instrument,
    ids: &mut IdBook,
) -> Form<'p> {
    let mapping = reader.mapping;
    let mut form = Form::default();
    if !mapping.items.is_empty() {
        form.answers.reserve(mapping.items.len() + mapping.not_asked.len());
        let mut ratings = Ratings::default();
        for (item, at) in &mapping.items {
            let asked = Asked { item, cell: reader.batch.cell(reader.at, *at), at: Some(*at) };
            let given = answer(reader, cells, instrument, &asked, ids);
            if let (Given::Answer(answer), ItemKind::Rating) = (&given, item.kind) {
                ratings.add(answer.value);
            }
            form.add(given);
        }
        ratings.note(reader);
        let not_asked = mapping.not_asked.iter().filter(|item| item.kind != ItemKind::Text);
        form.answers.extend(not_asked.map(|item| answered(item, None, "not_asked")));
        form.code(reader);
        return form;
    }
    let name = cells[place(mapping.table, "item")].text().unwrap_or_default();
    let Some(item) = instrument.items.iter().find(|item| item.id == name) else {
        let near = parse::nearest(name, instrument.items.iter().map(|item| item.id.as_str()));
        let allowed = near.map_or_else(
            || format!("an item of `{}`", instrument.id),
            |item| format!("an item of `{}` (did you mean {item}?)", instrument.id),
        );
        reader.note(
            Rule::named("unknown_item"),
            Severity::Error,
            Some("item"),
            described(name, false),
            allowed,
        );
        return form;
    };
    let asked = match mapping.columns.get("value") {
        Some(Origin::Column(at)) => {
            Asked { item, cell: reader.batch.cell(reader.at, *at), at: Some(*at) }
        }
        _ => Asked { item, cell: reader.text("value"), at: None },
    };
    form.add(answer(reader, cells, instrument, &asked, ids));
    form.code(reader);
    form
}

/// The answers that a row stands for which says that a form is to be deleted.
pub(crate) fn deleted<'p>(
    mapping: &Mapping<'p>,
    cells: &[Cell],
    instrument: &'p Instrument,
) -> Vec<Answer<'p>> {
    let named = cells[place(mapping.table, "item")].text();
    let is_meant = |item: &&Item| match mapping.source.shape {
        Shape::Wide => mapping.items.iter().any(|(own, _)| own.id == item.id),
        Shape::Long => named == Some(&item.id),
    };
    instrument.items.iter().filter(is_meant).map(|item| answered(item, None, "")).collect()
}

/// So many questions that are all answered alike are no coincidence: among them are such that point in opposite ways.
const MANY: usize = 8;

/// The numbers that a form's rating questions have.
#[derive(Default)]
struct Ratings {
    answered: usize,
    first: Option<f64>,
    differ: bool,
}

impl Ratings {
    fn add(&mut self, value: Option<f64>) {
        let Some(value) = value else { return };
        self.answered += 1;
        self.first.get_or_insert(value);
        self.differ |= self.first != Some(value);
    }

    /// Notes a form whose rating questions all have the same number; it is kept as it is.
    fn note(&self, reader: &mut RowReader<'_>) {
        if self.answered >= MANY && !self.differ {
            let found = format!("the same answer to all {} questions", self.answered);
            let rule = Rule::named("same_answer");
            reader.note(rule, rule.severity, None, found, String::new());
        }
    }
}

/// One item and what the file holds for it.
struct Asked<'p> {
    item: &'p Item,
    /// The cell as it stands.
    cell: &'p str,
    /// Its column.
    at: Option<usize>,
}

type TableRow = (&'static str, Vec<Cell>);

fn answer<'p>(
    reader: &mut RowReader<'p>,
    form: &[Cell],
    instrument: &'p Instrument,
    asked: &Asked<'p>,
    ids: &mut IdBook,
) -> Given<'p> {
    let item = asked.item;
    let text = reader.meant("value", asked.cell);
    if item.kind == ItemKind::Text {
        return comment(form, item, text, ids).map_or(Given::Nothing, Given::Comment);
    }
    if text.is_empty() {
        return Given::Answer(without_value(item, unanswered(reader, instrument, asked)));
    }
    // Nearly every answer is a number of its item, and no state is one.
    if item.kind != ItemKind::Checkbox
        && let Some(value) = parse::short_number(text)
        && instrument.states.is_empty()
        && item.labels.is_empty()
        && (item.minimum..=item.maximum).contains(&value)
    {
        return Given::Answer(answered(item, Some(value), "answered"));
    }
    let declared = instrument.states.iter().find(|(own, _)| own.eq_ignore_ascii_case(text));
    let state = declared
        .map(|(_, state)| state.as_str())
        .or_else(|| STATES.iter().copied().find(|state| *state == text));
    if let Some(state) = state {
        return Given::Answer(without_value(item, state));
    }
    if item.kind == ItemKind::Checkbox {
        return Given::Answer(boxed(reader, asked, text));
    }
    let breach = match rated(text, item, reader.mapping.source.decimal) {
        Ok(value) => return Given::Answer(answered(item, Some(value), "answered")),
        Err(breach) => breach,
    };
    // Only what is no answer of the item may say why there is none.
    if let Some(state) =
        states::code(reader.mapping.layout, text).or_else(|| states::no_answer(text))
    {
        return Given::Answer(answered(item, None, state));
    }
    let rule = Rule::named(breach.rule);
    let position = match asked.at {
        Some(at) => reader.batch.origin(reader.at, at).to_string(),
        None => reader.batch.row_origin(reader.at).to_string(),
    };
    let found = described(text, false);
    reader.note_at(rule, Severity::Warning, Some(&item.id), position, found, breach.allowed);
    // Answered, but with no value that could be used.
    Given::Answer(answered(item, None, "answered"))
}

/// The answer to an item.
fn answered<'p>(item: &'p Item, value: Option<f64>, state: &'p str) -> Answer<'p> {
    Answer { item, value, state }
}

/// An item for which the file says why there is no answer; a box that is not ticked counts as 0.
fn without_value<'p>(item: &'p Item, state: &'p str) -> Answer<'p> {
    answered(item, (state == "unchecked").then_some(0.0), state)
}

/// Why a cell is empty: the branch was not taken, another box of the question is ticked, or what the plan says.
fn unanswered<'p>(
    reader: &RowReader<'_>,
    instrument: &'p Instrument,
    asked: &Asked<'_>,
) -> &'p str {
    let mapping = reader.mapping;
    let cell = |at: usize| reader.batch.cell(reader.at, at).trim();
    let is_off = |(other, answers): (&String, &Vec<String>)| {
        let at = mapping.items.iter().find(|(item, _)| item.id == *other).map(|(_, at)| *at);
        at.is_some_and(|at| !answers.iter().any(|answer| answer.eq_ignore_ascii_case(cell(at))))
    };
    if asked.item.asked_when.iter().any(is_off) {
        return "not_asked";
    }
    let question = asked.item.question.as_deref();
    let boxes = question.and_then(|question| mapping.boxes.of_question.get(question));
    let is_listed = asked.at.is_some_and(|at| mapping.boxes.listed.contains_key(&at));
    if !is_listed && boxes.is_some_and(|boxes| boxes.iter().any(|&at| !cell(at).is_empty())) {
        return "unchecked";
    }
    let declared = instrument.states.get("").filter(|_| asked.cell.trim().is_empty());
    declared.map_or("skipped", String::as_str)
}

/// The answer of a box whose cell holds something.
fn boxed<'p>(reader: &RowReader<'_>, asked: &Asked<'p>, text: &str) -> Answer<'p> {
    let listed = asked.at.and_then(|at| reader.mapping.boxes.listed.get(&at));
    let is_ticked = match listed {
        Some(boxes) => {
            let own = asked.item.ticked.as_deref().unwrap_or(&asked.item.id);
            states::listed(text, boxes).contains(own)
        }
        None => match states::no_answer(text) {
            Some(state) => return answered(asked.item, None, state),
            None => states::ticked(text),
        },
    };
    let (value, state) = if is_ticked { (1.0, "answered") } else { (0.0, "unchecked") };
    answered(asked.item, Some(value), state)
}

/// A label or a number of the item, within its range.
fn rated(text: &str, item: &Item, decimal: char) -> Result<f64, Breach> {
    if let Some(at) = item.labels.iter().position(|label| label.eq_ignore_ascii_case(text)) {
        return Ok(item.minimum + at as f64);
    }
    parse::number_within(text, decimal, item.minimum, item.maximum).map_err(|breach| {
        if breach.rule == "not_a_number" && !item.labels.is_empty() {
            return Breach::new(
                "not_allowed",
                format!("{} to {}, or {}", item.minimum, item.maximum, item.labels.join(", ")),
            );
        }
        breach
    })
}

fn comment(form: &[Cell], item: &Item, raw: &str, ids: &mut IdBook) -> Option<TableRow> {
    if raw.is_empty() || STATES.contains(&raw) {
        return None;
    }
    let responses = table("responses").expect("`responses` is a table of the contract");
    let comments = table("comments").expect("`comments` is a table of the contract");
    let of_form = |name: &str| form[place(responses, name)].clone();
    let Cell::Integer(response) = of_form("response_id") else { return None };
    let mut cells = vec![Cell::Missing; comments.columns.len()];
    cells[place(comments, "comment_id")] =
        Cell::Integer(ids.id(Entity::Comment, &format!("{response}\u{1f}{}", item.id)));
    for name in ["response_id", "person_id", "instrument", "wave", "quote_ok"] {
        cells[place(comments, name)] = of_form(name);
    }
    cells[place(comments, "item")] = Cell::Text(item.id.as_str().into());
    cells[place(comments, "text")] = Cell::Text(raw.into());
    Some(("comments", cells))
}

fn place(table: &Table, name: &str) -> usize {
    table
        .columns
        .iter()
        .position(|column| column.name == name)
        .expect("the column stands in the contract")
}
