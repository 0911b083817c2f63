//! What each table is about, one after another.

use super::bundle;
use super::classify::{Fit, almost, fit, fit_to, roster};
use super::codes;
use super::dictionary::is_dictionary;
use super::draft::Draft;
use super::forms::{Occasion, SURVEYS, occasions};
use super::headless;
use super::inventory::Table;
use super::known::Known;
use super::measured::measured;
use super::pairing::{Sides, are_all_pairs, match_by, says_matches};
use super::profile::Column;
use super::questions::{Asked, Decides, PARTS};
use super::sources::Source;
use super::text::{plain, slug};
use super::whom::{Person, asks_who, is_of_response, is_personal};
use crate::contract;
use crate::sources::{DateForm, mark};

/// Most columns that are named of a file that fills nothing.
const SHOWN: usize = 30;

/// Most questions of a form that is a log of meetings all the same.
const MOST_OF_A_LOG: usize = 4;

/// Most questions that were asked at one time.
fn questions(own: &[Occasion<'_>]) -> usize {
    own.iter().map(|occasion| occasion.items.len()).max().unwrap_or(0)
}

/// A draft, and what is still to be put into it.
pub(super) struct Drafting<'t> {
    pub(super) draft: Draft,
    pub(super) taken: Vec<String>,
    pub(super) occasions: Vec<Occasion<'t>>,
    /// Ids of the lists so far.
    pub(super) known: Known,
    /// All tables of the folder.
    pub(super) tables: &'t [Table],
}

impl<'t> Drafting<'t> {
    /// Finds out what a table is about; says so in a few words.
    pub(super) fn take(&mut self, table: &'t Table) -> String {
        if let Some(took) = self.take_by_kind(table) {
            return took;
        }
        let known = match bundle::person(table) {
            Some(who) => Some((who, None)),
            None => self.known.person(table),
        };
        let parts = codes::parts(table);
        // A code of people's own making says more than the number of a response.
        let is_code = |who: &Person<'_>| {
            is_of_response(table, who.column)
                || parts.iter().any(|part| part.name == who.column.name)
        };
        let who = known.as_ref().map(|(who, _)| *who);
        let who = who.filter(|who| parts.is_empty() || !is_code(who));
        let sides = Sides::of(table, &self.known);
        let by_ids = known.and_then(|(_, reason)| reason);
        let mut own = occasions(table, who);
        for occasion in &mut own {
            occasion.reasons.extend(by_ids.clone());
        }
        let is_survey = table.recognised.layout.is_some_and(|layout| SURVEYS.contains(&layout));
        // A form that is filled in after each meeting is a log of them.
        if is_survey
            && questions(&own) <= MOST_OF_A_LOG
            && let Some(fit) = fit(table, who, sides).filter(|fit| fit.table == "meetings")
        {
            return self.records(table, &fit, who, sides);
        }
        if (is_survey || says_survey(table)) && !own.is_empty() {
            return self.survey(own);
        }
        if is_survey && table.column("_parent_index").is_some() {
            return self.leave(table, "a repeat of a form: its rows belong to those of another sheet, whose `_index` is their `_parent_index`");
        }
        if is_survey {
            return self.replies(table, who);
        }
        if are_all_pairs(table, sides) {
            return self.leave(
                table,
                "each mentor with each mentee: matches that could be, and not those that are",
            );
        }
        // A list of matches names each mentee once as well, and both sides.
        if let Some(fit) = fit(table, who, sides).filter(|fit| fit.table == "matches") {
            return self.records(table, &fit, who, sides);
        }
        if let Some(who) = who.filter(|_| bundle::has_roles_elsewhere(table, self.tables)) {
            let fit = Fit { columns: Vec::new(), ..fit_to(table, "people", Some(who)) };
            self.attributes(table, Person { role: Some("person"), ..who }, &fit);
            return "people whose part `roles` says".to_owned();
        }
        // Events have ids and places, and are nobody.
        let is_calendar = table.recognised.file == "icalendar";
        if let Some(who) = who
            && !is_calendar
            && let Some(fit) = bundle::roster(table, who).or_else(|| roster(table, who))
        {
            return self.people(table, who, &fit);
        }
        let is_long = own.iter().any(|occasion| occasion.long.is_some());
        let both = sides;
        let sides = if sides.are_both() { sides } else { self.one_side(who) };
        if !is_long && let Some(fit) = fit(table, who, sides) {
            return self.records(table, &fit, who, sides);
        }
        if is_calendar {
            return self.leave(table, "a calendar, but nothing in its events says which match met: an id of the match, or mentor and mentee");
        }
        if are_pairs(table, both, &own) {
            return self.pairs(table, both);
        }
        let measured = who.map(|who| measured(table, who)).unwrap_or_default();
        if questions(&own) > measured.len() * 2 {
            return self.survey(own);
        }
        match who {
            Some(who) if !measured.is_empty() => self.outcomes(table, who, &measured),
            Some(who) if self.is_about_people(table, who.column) => {
                let has_others = self.known.add_aliases(table, who.column);
                let fit = fit_to(table, "people", Some(who));
                let fit = Fit { columns: Vec::new(), ..fit };
                if self.attributes(table, who, &fit) {
                    "what else is known about people".to_owned()
                } else if has_others {
                    self.leave(table, "ids of other systems beside those of people: it says who is who where another file has them")
                } else {
                    self.leave(table, &unknown(table, who))
                }
            }
            Some(who) => self.leave(table, &unknown(table, who)),
            None => {
                let why = nearly(table);
                self.leave(table, why.as_deref().unwrap_or("no column says whom a row is about"))
            }
        }
    }

    /// What a table is about whose kind of file says so.
    fn take_by_kind(&mut self, table: &Table) -> Option<String> {
        if table.rows == 0 {
            return Some("a header without rows".to_owned());
        }
        if headless::has_no_header(table) {
            // What would be names of columns may be somebody's name.
            let why = "its first row looks like all others: write a row with the names of the columns above it";
            self.draft.notes.push(format!("{}: {why}", table.name()));
            return Some(why.to_owned());
        }
        if is_dictionary(table) {
            return Some("says what the fields of other files mean; fills no table".to_owned());
        }
        if let Some(why) = bundle::about_things(table) {
            return Some(self.leave(table, why));
        }
        match table.recognised.layout {
            Some("zoom" | "teams" | "meet") => Some(self.attendance(table)),
            Some("attendance" | "daily_attendance") => Some(self.attended_by_term(table)),
            Some("day_columns") => Some(self.attended_by_day(table)),
            _ => None,
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
        let numbered = Column::new("respondent", "", 1);
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

    pub(super) fn push(&mut self, source: Source) {
        self.draft.sources.push(source);
    }

    fn people(&mut self, table: &Table, who: Person<'_>, fit: &Fit<'_>) -> String {
        let is_of_staff = who.role.is_none() && says_staff(table);
        let role = if is_of_staff { "staff" } else { who.role.unwrap_or("mentee") };
        let by_row = fit.columns.iter().find(|(name, _)| *name == "role").map(|(_, own)| *own);
        let wanted = if by_row.is_some() { "people".to_owned() } else { format!("{role}s") };
        let mut source = Source::new(&mut self.taken, &wanted, "people", table);
        source.reasons.extend(fit.reasons.iter().cloned());
        source.columns.push(("person_id".to_owned(), who.column.name.clone()));
        for (name, column) in &fit.columns {
            source.map(name, column);
        }
        if let Some((kinds, primary)) = bundle::primary(table) {
            source.keep.push((kinds.name.clone(), vec![primary.to_owned()]));
        }
        if let Some(roles) = by_row {
            self.known.add_people_by(who.column, roles);
            self.known.add_aliases(table, who.column);
            self.push(source);
            self.attributes(table, Person { role: Some("person"), ..who }, fit);
            return format!("a list of people whose part `{}` says", roles.name);
        }
        source.constants.push(("role".to_owned(), role.to_owned()));
        if is_of_staff {
            source.reasons.push(
                "its name says staff: say `mentor` if these are the people who mentor".to_owned(),
            );
        } else if who.role.is_none() {
            source
                .reasons
                .push("nobody says what part these people have: mentees are assumed".to_owned());
            let text = format!("{}: which part have these people?", table.name());
            source.questions.push(Asked::new(text, PARTS, Decides::Part));
        }
        self.known.add_people(who.column, role);
        self.known.add_aliases(table, who.column);
        self.push(source);
        self.attributes(table, Person { role: Some(role), ..who }, fit);
        if is_of_staff { "a list of staff".to_owned() } else { format!("a list of {role}s") }
    }

    /// What else is known about people, one attribute a column.
    fn attributes(&mut self, table: &Table, who: Person<'_>, fit: &Fit<'_>) -> bool {
        let is_used = |column: &Column| fit.columns.iter().any(|(_, own)| own.name == column.name);
        let wanted = |column: &&Column| {
            let own: usize = column.meant().iter().map(|(_, times)| times).sum();
            column.name != who.column.name
                && !is_used(column)
                && !is_personal(column)
                && !asks_who(column)
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
            return false;
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
        source.role = who.role;
        source.spread = spread;
        self.push(source);
        true
    }

    pub(super) fn records(
        &mut self,
        table: &Table,
        fit: &Fit<'_>,
        who: Option<Person<'_>>,
        sides: Sides<'_>,
    ) -> String {
        if fit.table == "meetings" && !fit.columns.iter().any(|(name, _)| *name == "match_id") {
            self.matches_of(table, sides);
        }
        let mut source = Source::new(&mut self.taken, fit.table, fit.table, table);
        source.reasons.extend(fit.reasons.iter().cloned());
        if let Some(who) = who.filter(|_| super::words::OF_A_PERSON.contains(&fit.table)) {
            source.columns.push(("person_id".to_owned(), who.column.name.clone()));
            source.role = who.role;
        }
        match_by(&mut source, fit, sides);
        let mut columns = fit.columns.clone();
        if fit.table == "matches" {
            // Who is who in a match is said by an id before an address, and by an address before a name.
            for (side, name) in [(sides.mentor, "mentor_id"), (sides.mentee, "mentee_id")] {
                if let Some(side) = side {
                    columns.retain(|(own, column)| *own != name && column.name != side.name);
                    columns.push((name, side));
                }
            }
        }
        let names: Vec<String> =
            columns.iter().map(|(name, column)| format!("`{}` is {name}", column.name)).collect();
        source.reasons.push(names.join(", "));
        // What a row cannot be without decides in which form the dates of the file are read.
        let is_needed = |name: &str| {
            let table = contract::table(fit.table).and_then(|table| table.column(name));
            table.is_some_and(|column| column.required)
        };
        columns.sort_by_key(|(name, _)| !is_needed(name));
        for (name, column) in &columns {
            if (fit.table, *name) == ("matches", "match_id") {
                self.known.add_matches(column);
            }
            if fit.table == "matches" && ["mentor_id", "mentee_id"].contains(name) {
                let role = if *name == "mentor_id" { "mentor" } else { "mentee" };
                self.known.add_matched(column, role);
            }
            if *name == "closure_reason" {
                source.map("closure_cause", column);
            }
            source.map(name, column);
        }
        let numeric = fit.columns.iter().filter(|(_, column)| column.decimal() == Some(','));
        for (_, column) in numeric {
            source.note_decimal(column);
        }
        if fit.table == "costs" && adds_up(table, fit) {
            source.left_out = Some("several rows have the same period and category, and of these only the last would count: add them up, or give each a category of its own".to_owned());
        }
        self.push(source);
        format!("fills `{}`", fit.table)
    }

    /// A meeting's attendance knows people, not matches.
    fn attendance(&mut self, table: &Table) -> String {
        let mut source = Source::new(&mut self.taken, "attendance", "meetings", table);
        source.columns =
            ["held_on", "minutes"].map(|name| (name.to_owned(), name.to_owned())).to_vec();
        if let Some(about) = self.known.about(table) {
            source.columns.insert(0, ("match_id".to_owned(), about.name.clone()));
            source.reasons.push(format!("`{}` names the match", about.name));
            self.push(source);
            return "an attendance list whose match is named".to_owned();
        }
        source.candidates.push(
            "columns.match_id: which match met? `topic` or `meeting_id`, if they name the match"
                .to_owned(),
        );
        source.questions.push(Asked::new(
            format!("{}: which column names the match that met?", table.name()),
            &["topic", "meeting_id"],
            Decides::Match,
        ));
        source.left_out = Some(
            "an attendance list names people, and the contract wants to know which match met"
                .to_owned(),
        );
        self.push(source);
        "an attendance list: say which match met".to_owned()
    }

    /// True for a column that names people of the lists, each once.
    fn is_about_people(&self, table: &Table, column: &Column) -> bool {
        column.is_key() && self.known.are_people(column) && !self.known.counts_rows(table, column)
    }

    /// A table that fills nothing yet.
    pub(super) fn leave(&mut self, table: &Table, why: &str) -> String {
        let mut names: Vec<String> =
            table.columns.iter().take(SHOWN).map(|column| column.name.clone()).collect();
        if table.columns.len() > SHOWN {
            names.push(format!("and {} more", table.columns.len() - SHOWN));
        }
        let twice = match table.duplicates.as_slice() {
            [] => String::new(),
            twice => format!(
                "; several columns are called {}, and a plan can name none of them: give each a name of its own",
                super::forms::quoted(twice)
            ),
        };
        let why = format!("{why}{twice}");
        self.draft.notes.push(format!(
            "{}: {why}. Its columns: {}",
            table.name(),
            names.join(", ")
        ));
        why
    }
}

/// True when several rows of a ledger are of one period and category.
fn adds_up(table: &Table, fit: &Fit<'_>) -> bool {
    let own = |name: &str| fit.columns.iter().find(|(own, _)| *own == name).map(|(_, own)| *own);
    let keys: Vec<&Column> =
        ["period", "category", "in_kind"].into_iter().filter_map(own).collect();
    let mut seen = std::collections::BTreeSet::new();
    (0..table.rows).any(|row| {
        let key: Vec<Option<&str>> = keys.iter().map(|column| column.text(row)).collect();
        !seen.insert(key)
    })
}

/// True for a file that is called a list of people who work there.
fn says_staff(table: &Table) -> bool {
    let words =
        ["staff", "faculty", "teachers", "principals", "lehrer", "lehrkraefte", "profesores"];
    plain(&table.title()).split(' ').any(|word| words.contains(&word))
}

/// True for a list of who is with whom. Where mentees stand in many rows, these are of something that pairs do, such as
/// messages.
fn are_pairs(table: &Table, sides: Sides<'_>, own: &[Occasion<'_>]) -> bool {
    let is_once = sides.mentee.is_some_and(Column::is_key) && questions(own) == 0;
    sides.are_both() && (is_once || says_matches(table)) && nearly(table).is_none()
}

/// True for a file that is called a survey.
pub(super) fn says_survey(table: &Table) -> bool {
    let title = plain(&table.title());
    let words = [
        "survey",
        "surveys",
        "questionnaire",
        "feedback",
        "responses",
        "respuestas",
        "respostas",
        "reponses",
        "antworten",
        "evaluation",
        "befragung",
        "umfrage",
        "fragebogen",
        "encuesta",
        "cuestionario",
        "enquete",
        "questionario",
        "pesquisa",
        "avaliacao",
    ];
    title.split(' ').any(|word| words.contains(&word))
}

/// Why rows about somebody fill nothing.
fn unknown(table: &Table, who: Person<'_>) -> String {
    let is_day = |column: &Column| column.dates() != DateForm::None;
    let are_marks =
        |column: &Column| column.kinds() >= 2 && column.share(|text| mark(text).is_some()) >= 0.9;
    // Somebody who comes every day has many rows.
    let comes_again = who.column.kinds() * 3 <= who.column.filled;
    if comes_again && table.columns.iter().any(is_day) && table.columns.iter().any(are_marks) {
        return format!(
            "one row for each day of `{}`: the share of days attended is read from a sheet with a column for each day, or from one row for each person and term",
            who.column.name
        );
    }
    nearly(table)
        .unwrap_or_else(|| format!("rows about `{}`, but nothing that is known", who.column.name))
}

/// The table of the contract that a table would fit by the names of its columns, and which of them holds something else.
fn nearly(table: &Table) -> Option<String> {
    let (target, wrong) = almost(table)?;
    let texts = wrong.meant();
    let example = texts.first().map(|(text, _)| *text).unwrap_or_default();
    Some(format!(
        "it would fill `{target}`, but `{}` holds something else than its name says, or in a form that cannot be read, such as \"{example}\"",
        wrong.name
    ))
}
