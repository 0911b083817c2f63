//! What no list of people says and other files do: who is a mentor or a mentee, and the school, grade, gender or cohort that
//! stands in a survey or beside outcomes.

use std::cmp::Reverse;

use super::afterwards::left;
use super::draft::Draft;
use super::grouping::files_of;
use super::inventory::Table;
use super::profile::Column;
use super::sources::Source;
use super::text::{plain, slug};
use crate::sources::DateForm;

/// What groups are called, one line for each kind.
const GROUPS: [&str; 5] = [
    "site, school, school name, campus, chapter, branch, sede, escuela, colegio, schule, standort, ecole, escola",
    "grade, grade level, year level, class, klasse, klassenstufe, jahrgang, grado, curso, clase, classe, niveau, turma",
    "gender, sex, geschlecht, genero, sexo, genre, sexe",
    "cohort, intake, kohorte, cohorte, coorte",
    "program, programme, track, programm, programa",
];

/// How a survey asks for it.
const BEFORE: [&str; 6] =
    ["what is your ", "which ", "what ", "your ", "wie ist dein ", "cual es tu "];
const AFTER: [&str; 5] =
    [" are you in", " do you attend", " do you go to", " are you at", " do you identify as"];

/// Most words of a column that groups people.
const MOST: usize = 20;

/// Reads such columns of surveys and outcomes as attributes: of each kind the one that most rows fill, where nothing else says
/// it.
pub(super) fn belonging(groups: &[(Table, Vec<&str>)], draft: &mut Draft, taken: &mut Vec<String>) {
    // Table, what it is called, its column.
    let mut found: Vec<(usize, (String, String))> = Vec::new();
    for names in GROUPS.iter().filter(|names| !is_known(draft, names)) {
        let of_table = |(at, (table, files)): (usize, &(Table, Vec<&str>))| {
            person(files, table, draft)?;
            let mut own = left(table, files, draft);
            let (column, word) = own.find_map(|one| Some((one, called(one, names)?)))?;
            Some((column.filled, at, (word, column.name.clone())))
        };
        let all = groups.iter().enumerate().filter_map(of_table);
        let best = all.max_by_key(|(filled, at, _)| (*filled, Reverse(*at)));
        found.extend(best.map(|(_, at, spread)| (at, spread)));
    }
    for (at, (table, files)) in groups.iter().enumerate() {
        let own = found.iter().filter(|(of, _)| *of == at);
        let spread: Vec<(String, String)> = own.map(|(_, spread)| spread.clone()).collect();
        let Some(person) = person(files, table, draft).filter(|_| !spread.is_empty()) else {
            continue;
        };
        let mut source = Source::new(taken, "groups", "attributes", table);
        source.files = files_of(files);
        source.is_wide = true;
        source
            .reasons
            .push("no list of people says where they belong: these columns do".to_owned());
        source.columns.push(("person_id".to_owned(), person));
        source.spread = spread;
        draft.sources.push(source);
    }
}

/// Takes everybody in a list of matches for a mentor or a mentee, where no file says who else is one.
pub(super) fn people_of_matches(
    groups: &[(Table, Vec<&str>)],
    draft: &mut Draft,
    taken: &mut Vec<String>,
) {
    for role in ["mentor", "mentee"] {
        let says = |source: &Source| {
            let by_row = source.columns.iter().any(|(name, _)| name == "role");
            let own = |(name, is): &(String, String)| {
                name == "role" && [role, "person"].contains(&is.as_str())
            };
            source.table == "people" && (by_row || source.constants.iter().any(own))
        };
        if draft.sources.iter().any(says) {
            continue;
        }
        let of_table = |(at, (table, files)): (usize, &(Table, Vec<&str>))| {
            let own = |source: &&Source| {
                source.table == "matches"
                    && source.sheet == table.sheet
                    && source.files == files_of(files)
                    && source.left_out.is_none()
            };
            let matches = draft.sources.iter().find(own)?;
            let id = format!("{role}_id");
            let (_, column) = matches.columns.iter().find(|(name, _)| *name == id)?;
            Some((at, column.clone()))
        };
        let Some((at, column)) = groups.iter().enumerate().find_map(of_table) else { continue };
        let (table, files) = &groups[at];
        let mut source = Source::new(taken, &format!("{role}s"), "people", table);
        source.files = files_of(files);
        source
            .reasons
            .push(format!("there is no list of {role}s: everybody in `{column}` is taken for one"));
        source.columns.push(("person_id".to_owned(), column));
        source.constants.push(("role".to_owned(), role.to_owned()));
        draft.sources.push(source);
    }
}

/// The column that says whom the rows of a survey or of outcomes are about, where it does so by an id.
fn person(files: &[&str], table: &Table, draft: &Draft) -> Option<String> {
    let own = |source: &&Source| {
        let is_by_id =
            source.code.is_empty() && source.link_by.is_empty() && source.numbered.is_none();
        source.sheet == table.sheet
            && source.files == files_of(files)
            && source.left_out.is_none()
            && matches!(source.table, "responses" | "outcomes")
            && is_by_id
    };
    let source = draft.sources.iter().find(own)?;
    source.columns.iter().find(|(name, _)| name == "person_id").map(|(_, column)| column.clone())
}

/// True when a source says it already.
fn is_known(draft: &Draft, names: &str) -> bool {
    let says = |source: &Source| {
        let own = match source.table {
            "people" => &source.columns,
            "attributes" => &source.spread,
            _ => return false,
        };
        own.iter().any(|(name, _)| is_one(names, &name.replace('_', " ")))
    };
    draft.sources.iter().any(says)
}

fn is_one(names: &str, name: &str) -> bool {
    names.split(", ").any(|one| one == name)
}

/// What a column is called that is called so, or asks for it, and has few different words.
fn called(column: &Column, names: &str) -> Option<String> {
    let word = |text: &str| {
        let text = plain(text);
        let text = text.trim();
        let text = BEFORE.iter().find_map(|before| text.strip_prefix(before)).unwrap_or(text);
        let text = AFTER.iter().find_map(|after| text.strip_suffix(after)).unwrap_or(text);
        is_one(names, text).then(|| slug(text))
    };
    let own: usize = column.meant().iter().map(|(_, times)| times).sum();
    let has_few = column.dates() == DateForm::None
        && (2..=MOST).contains(&column.kinds())
        && column.kinds() * 3 <= own
        && column.length() <= 40.0;
    word(&column.name).or_else(|| word(&column.label)).filter(|_| has_few)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_is_known_by_its_name_or_by_the_question_for_it() {
        let column = |name: &str, texts: &[&str]| {
            let mut column = Column::new(name, "", 1);
            (0..12).for_each(|row| column.add(texts[row % texts.len()]));
            column
        };
        let grades = ["9", "10", "11"];
        for (name, word) in [
            ("Grade", Some("grade")),
            ("What grade are you in?", Some("grade")),
            ("Grade level", Some("grade_level")),
            ("Grado", Some("grado")),
            ("Grade point average", None),
        ] {
            assert_eq!(called(&column(name, &grades), GROUPS[1]).as_deref(), word, "{name}");
        }
        assert_eq!(called(&column("Grade", &["9"]), GROUPS[1]), None, "one word groups nobody");
        let each = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12"];
        assert_eq!(called(&column("Grade", &each), GROUPS[1]), None, "nor does one for each");
    }
}
