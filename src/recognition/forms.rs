//! Surveys: which questions were asked of whom, in which file and at which time.

use std::collections::{BTreeMap, BTreeSet};

use super::boxes::{listed, ticked};
use super::codes;
use super::inventory::Table;
use super::items::{
    Answers, answers, coded, in_order_of_code, is_count, is_of_bands, named_ladder, number,
    share_ladders, state, state_among, texts,
};
use super::likert::is_of_words;
use super::points::points;
use super::profile::Column;
use super::text::{holds, likeness, plain, slug};
use super::times::{before_and_after, times};
use super::waves;
use super::whom::{Person, asks_who, is_number_of_something, is_personal, role_of_table};
use super::words::{ADDED, ANSWER, ANSWERED, ATTRIBUTES, QUESTION, WAVE};
use crate::contract;
use crate::sources::DateForm;

/// Layouts of survey programs.
pub(super) const SURVEYS: &[&str] = &[
    "qualtrics",
    "surveymonkey",
    "google_forms",
    "microsoft_forms",
    "typeform",
    "limesurvey",
    "kobo",
    "redcap",
];

/// A question in one file.
#[derive(Debug, Clone)]
pub(super) struct Item {
    /// Short name.
    pub(super) id: String,
    /// Its column, or its text in the column of questions.
    pub(super) column: String,
    pub(super) title: String,
    pub(super) answers: Answers,
    /// The words of its answers that somebody chose: others are how such a form goes on.
    pub(super) chosen: Vec<String>,
    /// Labels of its numbers, where a dictionary has them.
    pub(super) labels: Vec<String>,
    /// Texts that say why there is no answer, and labels with the point that they name.
    pub(super) meanings: Vec<(String, String)>,
    /// The question that a box belongs to, and the text of the box, where one cell lists what was ticked.
    pub(super) choice_of: Option<(String, Option<String>)>,
}

impl Item {
    /// True where words are at both ends of its numbers: then these are all of them.
    pub(super) fn has_ends(&self) -> bool {
        let Answers::Numbers { low, high } = self.answers else { return false };
        let is_labelled =
            |end: f64| self.meanings.iter().any(|(_, point)| point.parse() == Ok(end));
        is_labelled(low) && is_labelled(high)
    }
}

/// Questions that were asked at one time in one file.
#[derive(Debug, Clone)]
pub(super) struct Occasion<'t> {
    pub(super) table: &'t Table,
    /// Patterns of all files of this form.
    pub(super) files: Vec<String>,
    pub(super) person: Option<&'t Column>,
    /// Columns that make up a code of people's own making, where nobody has an id.
    pub(super) code: Vec<&'t Column>,
    pub(super) role: &'static str,
    pub(super) is_role_assumed: bool,
    pub(super) is_wave_assumed: bool,
    pub(super) wave: Option<&'static str>,
    /// Rows of this time: column and texts.
    pub(super) keep: Option<(&'t Column, Vec<String>)>,
    pub(super) about: Option<&'t Column>,
    pub(super) answered: Option<&'t Column>,
    /// Questions and answers, when each answer has a row of its own.
    pub(super) long: Option<(&'t Column, &'t Column)>,
    pub(super) items: Vec<Item>,
    pub(super) reasons: Vec<String>,
}

impl Occasion<'_> {
    /// True for a row of this time.
    fn is_own(&self, row: usize) -> bool {
        self.keep.as_ref().is_none_or(|(column, texts)| {
            column.text(row).is_some_and(|text| texts.iter().any(|own| own == text))
        })
    }

    /// Each person's answer to a question, as a number.
    pub(super) fn numbers(&self, item: &Item) -> BTreeMap<String, f64> {
        let mut numbers = BTreeMap::new();
        let rows = self.table.rows.min(self.person.map_or(usize::MAX, |person| person.rows.len()));
        for row in (0..rows).filter(|row| self.is_own(*row)) {
            let text = match self.long {
                Some((question, answer)) if question.text(row) == Some(&item.column) => {
                    answer.text(row)
                }
                Some(_) => None,
                None => self.table.column(&item.column).and_then(|column| column.text(row)),
            };
            let who = self.person.map_or_else(
                || Some(row.to_string()),
                |person| person.text(row).map(str::to_owned),
            );
            if let (Some(who), Some(number)) =
                (who, text.and_then(|text| answered(text, &item.answers)))
            {
                numbers.insert(who, number);
            }
        }
        numbers
    }
}

fn answered(text: &str, answers: &Answers) -> Option<f64> {
    match answers {
        Answers::Numbers { low, high } => {
            number(text).filter(|number| number >= low && number <= high)
        }
        Answers::Words(rungs) => rungs.iter().position(|rung| rung == text).map(|at| at as f64),
        _ => None,
    }
}

/// The times at which a table's questions were asked; none when it is no survey.
pub(super) fn occasions<'t>(table: &'t Table, person: Option<Person<'t>>) -> Vec<Occasion<'t>> {
    long(table, person).unwrap_or_else(|| wide(table, person))
}

fn named<'t>(table: &'t Table, names: &[&str], is: impl Fn(&Column) -> bool) -> Option<&'t Column> {
    let fits = table.columns.iter().filter(|column| is(column));
    let scored = fits.map(|column| {
        let name = plain(&column.name);
        let at = names.iter().position(|known| *known == name);
        let best = names.iter().map(|known| likeness(&name, known)).max().unwrap_or(0);
        ((best, at.map_or(0, |at| names.len() - at)), column)
    });
    let best = scored.filter(|((best, _), _)| *best >= 6);
    best.max_by_key(|(score, _)| *score).map(|(_, column)| column)
}

fn is_day(column: &Column) -> bool {
    matches!(column.dates(), DateForm::Iso | DateForm::Pattern(_) | DateForm::Undecided(..))
}

/// One row for each answer.
fn long<'t>(table: &'t Table, person: Option<Person<'t>>) -> Option<Vec<Occasion<'t>>> {
    let person = person?;
    let is_other = |column: &Column| column.name != person.column.name;
    let question =
        named(table, QUESTION, |column| is_other(column) && (2..=300).contains(&column.kinds()))?;
    let answer = named(table, ANSWER, |column| is_other(column) && column.name != question.name)?;
    // A person answers several questions; in a wide file each has one row.
    if person.column.texts.len() * 2 > table.rows {
        return None;
    }
    let mut base = base(table, Some(person));
    base.long = Some((question, answer));
    base.reasons.push(format!(
        "one row for each answer: `{}` says which question, `{}` the answer",
        question.name, answer.name
    ));
    let mut by_time = times(table, &base);
    for occasion in &mut by_time {
        let mut answered: BTreeMap<&str, BTreeMap<&str, usize>> = BTreeMap::new();
        for row in (0..question.rows.len()).filter(|row| occasion.is_own(*row)) {
            if let (Some(question), Some(answer)) = (question.text(row), answer.text(row)) {
                *answered.entry(question).or_default().entry(answer).or_default() += 1;
            }
        }
        let most = answered.values().map(|texts| texts.values().sum::<usize>()).max().unwrap_or(0);
        for (name, texts) in answered {
            let texts: Vec<(&str, usize)> = texts.into_iter().collect();
            let asked: usize = texts.iter().map(|(_, times)| times).sum();
            // A question that nearly nobody was asked is a slip in its name.
            if asked * 50 >= most
                && let Some(answers) = answers(&texts)
            {
                occasion.items.push(item(name, "", answers, &texts));
            }
        }
    }
    Some(by_time)
}

/// Questions answered in words of a scale that make a form of a table, however many columns it has.
const MANY: usize = 12;

/// What Qualtrics calls the columns of its clocks.
const TIMERS: &[&str] = &["first click", "last click", "page submit", "click count"];

/// What Qualtrics calls what it says of the browser.
const OF_BROWSERS: &[&str] = &[" browser", " version", " operating system", " resolution"];

/// A column for each question.
fn wide<'t>(table: &'t Table, person: Option<Person<'t>>) -> Vec<Occasion<'t>> {
    let base = base(table, person);
    let wave = wave_column(table, &base);
    let is_qualtrics = table.recognised.layout == Some("qualtrics");
    let others = [base.person, base.about, base.answered, wave];
    let is_other = |column: &&Column| {
        let name = plain(&column.name);
        let of_person = base.person.is_some_and(|person| person.name == column.name);
        !of_person
            && others.iter().flatten().all(|other| other.name != column.name)
            && base.code.iter().all(|part| part.name != column.name)
            && !is_personal(column)
            && !is_number_of_something(&name)
            && !ADDED.contains(&name.as_str())
            && !ATTRIBUTES.iter().any(|known| likeness(&name, known) >= 6)
            && !name.starts_with("redcap ")
            && !name.ends_with(" complete")
            && !TIMERS.iter().any(|timer| holds(&name, timer))
            && !(is_qualtrics && OF_BROWSERS.iter().any(|end| name.ends_with(end)))
            && column.decimal() != Some(',')
            && matches!(column.dates(), DateForm::None)
    };
    let is_program = table.recognised.layout.is_some_and(|layout| SURVEYS.contains(&layout));
    // A question whose boxes have columns of their own says nothing more.
    let names = table.columns.iter().map(|column| column.name.as_str());
    let with_boxes: BTreeSet<&str> =
        names.filter_map(|name| name.rsplit_once('/').map(|(question, _)| question)).collect();
    let mut items: Vec<Item> = Vec::new();
    let mut boxes: Vec<Item> = Vec::new();
    for column in table.columns.iter().filter(is_other) {
        let texts = texts(column);
        let found = answers(&texts);
        let is_rated = matches!(found, Some(Answers::Numbers { .. } | Answers::Words(_)));
        if with_boxes.contains(column.name.as_str()) {
            continue;
        }
        if !is_rated && let Some(of_list) = listed(column, &texts) {
            boxes.extend(of_list);
            continue;
        }
        if is_program && let Some(ticked) = ticked(table, column, &texts) {
            boxes.push(ticked);
            continue;
        }
        let Some(mut found) = found else { continue };
        if let Answers::Words(bands) = &found
            && is_of_bands(&column.name, &column.label)
            && !is_of_words(bands)
        {
            found = Answers::Unordered(bands.clone());
        }
        if matches!(found, Answers::Numbers { .. }) && is_count(&column.name, &column.label) {
            continue;
        }
        // What people are called and where they are is no answer, in whatever words it is asked for.
        if !is_rated && asks_who(column) {
            continue;
        }
        items.push(asked(table, column, found, &texts));
    }
    // A box that is ticked or not is no point on a scale.
    items.retain(|item| !matches!(item.answers, Answers::Numbers { high, .. } if high <= 1.0));
    let rated = items
        .iter()
        .filter(|item| matches!(item.answers, Answers::Numbers { .. } | Answers::Words(_)))
        .count();
    // A few small numbers among many columns are measures of something else.
    let worded = items.iter().filter(|item| !item.chosen.is_empty()).count();
    let is_form = rated >= 3 && rated * 10 >= table.columns.len() * 3
        || worded >= MANY
        || rated >= 2 && super::drafting::says_survey(table);
    if rated == 0 || !(is_program || is_form) {
        return Vec::new();
    }
    share_ladders(&mut items, table.rows);
    items.extend(boxes);
    let mut names: Vec<String> = Vec::new();
    for item in &mut items {
        item.id = super::text::untaken(&mut names, &item.id);
    }
    if let Some(two) = before_and_after(&base, &items) {
        return two;
    }
    let mut by_time = times(table, &base);
    for occasion in &mut by_time {
        occasion.items.clone_from(&items);
    }
    by_time
}

/// A question with its answers, as the program that asked it and a dictionary say what they are.
fn asked(table: &Table, column: &Column, mut found: Answers, texts: &[(&str, usize)]) -> Item {
    if table.recognised.layout == Some("limesurvey")
        && let Answers::Unordered(codes) = &found
        && let Some(rungs) = in_order_of_code(codes)
    {
        found = Answers::Words(rungs);
    }
    let mut item = item(&column.name, &column.label, found, texts);
    if matches!(item.answers, Answers::Numbers { .. })
        && let Some((answers, labels)) = coded(&column.choices)
    {
        item.answers = answers;
        item.labels = labels;
    } else if let Some(rungs) = named_ladder(&column.choices) {
        item.answers = Answers::Words(rungs);
        item.meanings.retain(|(text, _)| state(text).is_some());
        item.meanings.extend(column.choices.clone());
    }
    // LimeSurvey writes it where a condition kept the question from being asked.
    if table.recognised.layout == Some("limesurvey") {
        item.meanings.retain(|(text, _)| text != "N/A");
        item.meanings.push(("N/A".to_owned(), "not_asked".to_owned()));
    }
    item
}

fn item(column: &str, label: &str, answers: Answers, texts: &[(&str, usize)]) -> Item {
    // A question in words has a short name of its first words.
    let title = if label.is_empty() && column.contains(' ') { column } else { label };
    let is_numbered = matches!(answers, Answers::Numbers { .. });
    let of_scale: Vec<(&str, usize)> =
        texts.iter().copied().filter(|(text, _)| state_among(text, texts).is_none()).collect();
    let points = points(&of_scale).filter(|_| is_numbered).unwrap_or_default();
    let meaning = |text: &str| match state_among(text, texts) {
        Some(state) => Some(state.to_owned()),
        None => {
            points.get(text).filter(|_| contract::number(text, '.').is_none()).map(i64::to_string)
        }
    };
    let meanings =
        texts.iter().filter_map(|(text, _)| Some(((*text).to_owned(), meaning(text)?))).collect();
    let is_chosen = |rung: &&String| texts.iter().any(|(text, _)| text == rung);
    let chosen = match &answers {
        Answers::Words(rungs) => rungs.iter().filter(is_chosen).cloned().collect(),
        _ => Vec::new(),
    };
    Item {
        id: slug(column),
        column: column.to_owned(),
        title: title.trim().to_owned(),
        answers,
        chosen,
        labels: Vec::new(),
        meanings,
        choice_of: None,
    }
}

fn base<'t>(table: &'t Table, person: Option<Person<'t>>) -> Occasion<'t> {
    let role = person.and_then(|person| person.role).or_else(|| role_of_table(table));
    let mut reasons = Vec::new();
    if role.is_none() {
        reasons.push(
            "nobody says who answered: mentees are assumed, see `role` of the instrument"
                .to_owned(),
        );
    }
    let about = match_column(table);
    Occasion {
        table,
        files: vec![super::sources::pattern(&table.file)],
        person: person.map(|person| person.column),
        code: if person.is_none() { codes::parts(table) } else { Vec::new() },
        role: role.unwrap_or("mentee"),
        is_role_assumed: role.is_none(),
        is_wave_assumed: false,
        wave: None,
        keep: None,
        about,
        answered: named(table, ANSWERED, is_day),
        long: None,
        items: Vec::new(),
        reasons,
    }
}

/// The column that is called an id of the match.
pub(super) fn match_column(table: &Table) -> Option<&Column> {
    named(table, &["match id", "match", "pair id", "tandem id"], |column| column.filled > 0)
}

/// The column that says at which time a row was answered.
pub(super) fn wave_column<'t>(table: &'t Table, base: &Occasion<'t>) -> Option<&'t Column> {
    wave_beside(table, base.person)
}

/// The column that says at which time a person was measured.
pub(super) fn wave_of<'t>(table: &'t Table, person: &Column) -> Option<&'t Column> {
    wave_beside(table, Some(person))
}

fn wave_beside<'t>(table: &'t Table, person: Option<&Column>) -> Option<&'t Column> {
    let one_time = |column: &Column| {
        let texts = column.meant();
        texts.len() == 1 && texts.iter().all(|(text, _)| waves::named(text).is_some())
    };
    named(table, WAVE, |column| {
        let is_person = person.is_some_and(|person| person.name == column.name);
        !is_person && one_time(column)
            || !is_person
                && (2..=12).contains(&column.kinds())
                && column.kinds() * 3 <= column.filled
    })
}

/// Texts in a row, each in quotation marks.
pub(super) fn quoted(texts: &[String]) -> String {
    texts.iter().map(|text| format!("\"{text}\"")).collect::<Vec<_>>().join(", ")
}
