//! A match that is named by its persons, where a file has no id of it.

use std::collections::BTreeSet;

use super::classify::Fit;
use super::draft::Draft;
use super::drafting::Drafting;
use super::grouping::files_of;
use super::inventory::Table;
use super::known::Known;
use super::profile::Column;
use super::sources::Source;
use super::text::plain;
use super::whom::Person;
use super::words::{MENTEE, MENTOR};

/// Words that may stand beside `mentor` or `student` in the name of a column that says who that is.
const BESIDE: &[&str] = &[
    "id",
    "code",
    "number",
    "no",
    "nr",
    "key",
    "the",
    "of",
    "unique",
    "sis",
    "local",
    "my",
    "your",
    "uid",
    "name",
    "full",
    "email",
    "e",
    "mail",
    "address",
    "codigo",
    "numero",
    "nummer",
    "nombre",
    "nom",
    "nome",
    "del",
    "de",
    "do",
    "da",
    "la",
    "le",
    "du",
    "des",
    "der",
    "su",
    "tu",
    "s",
    "assigned",
    "matched",
    "employee",
    "staff",
    "member",
    "person",
    "participant",
    "which",
    "what",
    "is",
    "who",
    "display",
    "username",
    "user",
    "select",
    "contact",
    "record",
    "profile",
    "choose",
    "a",
    "with",
];

/// True for a column of names of people: two words or more in nearly every cell, each with a capital.
pub(super) fn is_names(column: &Column) -> bool {
    let is_name = |text: &str| {
        let words: Vec<&str> = text.split([' ', ',']).filter(|word| !word.is_empty()).collect();
        (2..=5).contains(&words.len())
            && words
                .iter()
                .all(|word| word.chars().all(|sign| sign.is_alphabetic() || "'’-.".contains(sign)))
            && words.iter().filter(|word| word.starts_with(char::is_uppercase)).count() >= 2
    };
    column.kinds() >= 2 && column.share(is_name) >= 0.8
}

/// True for a table with a row for each mentor and each mentee, such as of how well they would fit.
pub(super) fn are_all_pairs(table: &Table, sides: Sides<'_>) -> bool {
    let (Some(mentor), Some(mentee)) = (sides.mentor, sides.mentee) else { return false };
    let all = mentor.kinds() * mentee.kinds();
    let pairs = (0..table.rows).filter_map(|row| mentor.text(row).zip(mentee.text(row)));
    let pairs: BTreeSet<(&str, &str)> = pairs.collect();
    mentor.kinds() > 2 && mentee.kinds() > 2 && pairs.len() * 10 >= all * 9
}

/// True for a file that is called a list of matches.
pub(super) fn says_matches(table: &Table) -> bool {
    let title = plain(&table.title());
    let words = ["matches", "matching", "matched", "pairs", "pairings", "assignments", "tandems"];
    title.split(' ').any(|word| words.contains(&word))
}

/// Columns with the persons of a match.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Sides<'t> {
    pub(super) mentor: Option<&'t Column>,
    pub(super) mentee: Option<&'t Column>,
}

impl<'t> Sides<'t> {
    /// The columns of a table that say who the mentor and who the mentee is.
    pub(super) fn of(table: &'t Table, known: &Known) -> Self {
        let mentor = side(table, known, MENTOR, MENTEE);
        let mentee = side(table, known, MENTEE, MENTOR);
        Self { mentor, mentee }
    }

    pub(super) fn are_both(self) -> bool {
        self.mentor.is_some() && self.mentee.is_some()
    }

    pub(super) fn holds(self, column: &Column) -> bool {
        [self.mentor, self.mentee].iter().flatten().any(|own| own.name == column.name)
    }

    /// Names of the sides with their columns.
    fn pairs(self) -> Vec<(String, String)> {
        let own = [("mentor", self.mentor), ("mentee", self.mentee)];
        own.into_iter()
            .filter_map(|(side, column)| Some((side.to_owned(), column?.name.clone())))
            .collect()
    }
}

/// The column that names one side: known ids first, then ids by their name, addresses, and names.
fn side<'t>(table: &'t Table, known: &Known, own: &[&str], other: &[&str]) -> Option<&'t Column> {
    let fits = |column: &&Column| {
        let name = plain(&column.name);
        let words: Vec<&str> = name.split(' ').collect();
        let single = |word: &str| word.strip_suffix('s').unwrap_or(word).to_owned();
        let is =
            |word: &&str, of: &[&str]| of.contains(word) || of.contains(&single(word).as_str());
        words.iter().any(|word| is(word, own))
            && !words.iter().any(|word| is(word, other))
            && words.iter().all(|word| is(word, own) || BESIDE.contains(word))
            && column.filled * 2 >= table.rows
            && column.kinds() >= 2
            && super::whom::can_be_id(column)
    };
    let rank = |column: &Column| {
        let name = plain(&column.name);
        let is_id = name.split(' ').any(|word| ["id", "number", "code", "nr"].contains(&word));
        (known.are_people(column), is_id, column.is_email())
    };
    let mut best: Option<&Column> = None;
    for column in table.columns.iter().filter(fits) {
        if best.is_none_or(|best| rank(column) > rank(best)) {
            best = Some(column);
        }
    }
    best
}

/// Says by which persons the match of a row is found, where the table has no id of it.
pub(super) fn match_by(source: &mut Source, fit: &Fit<'_>, sides: Sides<'_>) {
    let needs = super::words::NEEDED
        .iter()
        .any(|(table, needed)| *table == fit.table && needed.contains(&"match_id"));
    if !needs || fit.columns.iter().any(|(name, _)| *name == "match_id") {
        return;
    }
    source.match_by = sides.pairs();
    let names: Vec<String> =
        source.match_by.iter().map(|(_, column)| format!("`{column}`")).collect();
    source.reasons.push(if names.len() == 2 {
        format!("no column is an id of the match: it is that of {}", names.join(" and "))
    } else {
        format!(
            "no column is an id of the match: it is the only one that {} has on the day",
            names.concat()
        )
    });
}

impl Drafting<'_> {
    /// Matches of a log that names mentor and mentee, where no list of matches is among the files.
    pub(super) fn matches_of(&mut self, table: &Table, sides: Sides<'_>) {
        let has = |filled: &str| self.draft.sources.iter().any(|source| source.table == filled);
        let (true, false) = (sides.are_both(), has("matches")) else { return };
        let has_people = has("people");
        let (Some(mentor), Some(mentee)) = (sides.mentor, sides.mentee) else { return };
        if !has_people {
            for (column, role) in [(mentor, "mentor"), (mentee, "mentee")] {
                let id = format!("{role}s");
                let mut source = Source::new(&mut self.taken, &id, "people", table);
                source.columns.push(("person_id".to_owned(), column.name.clone()));
                source.constants.push(("role".to_owned(), role.to_owned()));
                source.reasons.push(format!(
                    "there is no list of people: everybody in `{}` is taken for a {role}",
                    column.name
                ));
                self.known.add_people(column, role);
                self.push(source);
            }
        }
        let mut source = Source::new(&mut self.taken, "matches", "matches", table);
        source.match_by = sides.pairs();
        source.columns = vec![
            ("mentor_id".to_owned(), mentor.name.clone()),
            ("mentee_id".to_owned(), mentee.name.clone()),
        ];
        source.reasons.push(format!(
            "there is no list of matches: each mentor in `{}` with each mentee in `{}` is taken for one, and when it began and ended is not known",
            mentor.name, mentee.name
        ));
        self.push(source);
    }

    /// A list of who is with whom, and of nothing else.
    pub(super) fn pairs(&mut self, table: &Table, sides: Sides<'_>) -> String {
        if self.draft.sources.iter().any(|source| source.table == "matches") {
            return self.leave(table, "it says who is with whom, which another file does as well");
        }
        self.matches_of(table, sides);
        "a list of mentors and their mentees".to_owned()
    }

    /// The only side of a table whose rows are about one person, where a list of matches says whose match that is.
    pub(super) fn one_side<'t>(&self, who: Option<Person<'t>>) -> Sides<'t> {
        let has_matches = self.draft.sources.iter().any(|source| source.table == "matches");
        let is_matched =
            |who: &Person<'_>| self.known.are_matched(who.column, who.role.unwrap_or_default());
        match who.filter(|who| has_matches && is_matched(who)) {
            Some(Person { column, role: Some("mentor") }) => {
                Sides { mentor: Some(column), mentee: None }
            }
            Some(Person { column, role: Some("mentee") }) => {
                Sides { mentor: None, mentee: Some(column) }
            }
            _ => Sides::default(),
        }
    }
}

/// Takes the mentors that stand in a column of a list of mentees for their matches, where no file lists these.
pub(super) fn pairs_of_rosters(
    groups: &[(Table, Vec<&str>)],
    known: &Known,
    draft: &mut Draft,
    taken: &mut Vec<String>,
) {
    if draft.sources.iter().any(|source| source.table == "matches") {
        return;
    }
    let mentors: Vec<&str> = ids_of(groups, draft, "mentor").collect();
    let mut found = Vec::new();
    for (table, files) in groups {
        let is_own =
            |source: &&Source| source.sheet == table.sheet && source.files == files_of(files);
        let Some(mentee) =
            draft.sources.iter().filter(is_own).find_map(|own| person_of(own, "mentee"))
        else {
            continue;
        };
        let Some(mentor) = Sides::of(table, known).mentor.filter(|own| own.name != mentee) else {
            continue;
        };
        let mut source = Source::new(taken, "matches", "matches", table);
        source.files = files_of(files);
        source.columns = vec![
            ("mentor_id".to_owned(), mentor.name.clone()),
            ("mentee_id".to_owned(), mentee.to_owned()),
        ];
        source.match_by = vec![
            ("mentor".to_owned(), mentor.name.clone()),
            ("mentee".to_owned(), mentee.to_owned()),
        ];
        source.reasons.push(format!(
            "there is no list of matches: `{}` says who the mentor of each mentee is, and when that began and ended is not known",
            mentor.name
        ));
        let is_listed = |text: &str| mentors.contains(&text);
        if !mentors.is_empty() && mentor.share(is_listed) < MOST_LISTED {
            source.left_out = Some(format!(
                "`{}` names mentors in another way than the list of mentors does: give both the same id, or name the column of the list that has these texts as its `person_id`",
                mentor.name
            ));
        }
        found.push(source);
    }
    draft.sources.extend(found);
}

/// Share of the mentors in such a column whom the list of mentors must have.
const MOST_LISTED: f64 = 0.5;

/// The column with the ids of people of one part, where a source lists these.
fn person_of<'s>(source: &'s Source, role: &str) -> Option<&'s str> {
    let is_of = source.constants.iter().any(|(name, own)| name == "role" && own == role);
    let is_list = source.table == "people" && source.left_out.is_none() && is_of;
    let mut columns = source.columns.iter().filter(|_| is_list);
    columns.find(|(name, _)| name == "person_id").map(|(_, column)| column.as_str())
}

/// Ids of all people of one part.
fn ids_of<'t>(
    groups: &'t [(Table, Vec<&str>)],
    draft: &Draft,
    role: &str,
) -> impl Iterator<Item = &'t str> {
    let lists = groups.iter().flat_map(move |(table, files)| {
        let own = draft
            .sources
            .iter()
            .filter(move |source| source.sheet == table.sheet && source.files == files_of(files));
        own.filter_map(move |source| table.column(person_of(source, role)?))
    });
    lists.flat_map(Column::meant).map(|(text, _)| text).collect::<Vec<_>>().into_iter()
}
