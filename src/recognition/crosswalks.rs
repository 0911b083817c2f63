//! Who is who: which file says which ids of different systems are one person, and by what links can be proposed.

use std::collections::BTreeSet;

use super::draft::Draft;
use super::grouping::files_of;
use super::inventory::Table;
use super::pairing::is_names;
use super::profile::Column;
use super::sources::Source;
use super::text::{plain, slug, untaken};

/// Share of a file's ids that a column must hold to say whose they are.
const MOST: f64 = 0.8;

/// Columns by which links are proposed: the part, and the names of its columns.
pub(super) const PARTS: &[(&str, &[&str])] = &[
    (
        "first_name",
        &[
            "first name",
            "given name",
            "forename",
            "vorname",
            "nombre",
            "prenom",
            "primeiro nome",
            "recipient first name",
        ],
    ),
    (
        "last_name",
        &[
            "last name",
            "family name",
            "surname",
            "nachname",
            "apellido",
            "apellidos",
            "nom de famille",
            "sobrenome",
            "recipient last name",
        ],
    ),
    (
        "name",
        &[
            "name",
            "full name",
            "student name",
            "mentee name",
            "mentor name",
            "your name",
            "your full name",
            "nombre completo",
            "nom complet",
            "nome completo",
            "vor und nachname",
        ],
    ),
    (
        "born_on",
        &[
            "date of birth",
            "birth date",
            "birthdate",
            "dob",
            "birthday",
            "geburtsdatum",
            "fecha de nacimiento",
            "date de naissance",
            "data de nascimento",
        ],
    ),
    ("school", &["school", "school name", "schule", "escuela", "ecole", "escola", "campus"]),
    (
        "email",
        &[
            "email",
            "e mail",
            "email address",
            "e mail address",
            "correo electronico",
            "adresse e mail",
            "e mail adresse",
        ],
    ),
];

/// Files of one form, and what they are called.
type Group<'t> = (&'t Table, &'t [&'t str]);

/// Ids of people by which the rows of a source are about somebody.
fn referring(source: &Source) -> impl Iterator<Item = &str> {
    let ids = source.columns.iter().filter(|(name, _)| {
        matches!(name.as_str(), "person_id" | "mentor_id" | "mentee_id") && source.table != "people"
    });
    ids.chain(&source.match_by).map(|(_, column)| column.as_str())
}

/// Adds a crosswalk for each file that says whose ids other files use, and `link_by` where none does.
pub(super) fn who_is_who(
    groups: &[(Table, Vec<&str>)],
    draft: &mut Draft,
    taken: &mut Vec<String>,
) {
    let groups: Vec<Group<'_>> =
        groups.iter().map(|(table, files)| (table, files.as_slice())).collect();
    let people: BTreeSet<String> = ids_of_people(&groups, draft);
    if people.is_empty() {
        return;
    }
    let mut found: Vec<Source> = Vec::new();
    let mut unlinked: BTreeSet<String> = BTreeSet::new();
    for source in draft.sources.iter().filter(|source| source.left_out.is_none()) {
        let own = groups.iter().find(|group| is_of(source, group));
        let Some((table, _)) = own else { continue };
        for column in referring(source).filter_map(|name| table.column(name)) {
            if column.kinds() < 3 || column.share(|id| people.contains(&same(id))) >= MOST {
                continue;
            }
            match crosswalk(&groups, &people, table, column) {
                Some(own) => add(&mut found, own, taken),
                None => {
                    unlinked.insert(source.id.clone());
                }
            }
        }
    }
    for source in &found {
        let reads =
            |note: &String| source.files.iter().any(|file| note.starts_with(&format!("{file}:")));
        draft.notes.retain(|note| !reads(note));
    }
    draft.sources.extend(found);
    link_by(&groups, draft, &unlinked);
}

/// An id as it is compared.
fn same(id: &str) -> String {
    if id.contains('@') { id.trim().to_lowercase() } else { id.trim().to_owned() }
}

fn is_of(source: &Source, (table, files): &Group<'_>) -> bool {
    source.sheet == table.sheet && source.files == files_of(files)
}

fn ids_of_people(groups: &[Group<'_>], draft: &Draft) -> BTreeSet<String> {
    let lists =
        draft.sources.iter().filter(|source| source.table == "people" && source.left_out.is_none());
    lists
        .filter_map(|source| {
            let (table, _) = groups.iter().find(|group| is_of(source, group))?;
            let (_, column) = source.columns.iter().find(|(name, _)| name == "person_id")?;
            table.column(column)
        })
        .flat_map(|column| column.texts.iter().map(|(id, _)| same(id)))
        .collect()
}

/// The file in which the ids of a column stand beside ids of people, each once.
fn crosswalk(
    groups: &[Group<'_>],
    people: &BTreeSet<String>,
    of: &Table,
    ids: &Column,
) -> Option<Source> {
    groups.iter().find_map(|(table, files)| {
        if table.name() == of.name() {
            return None;
        }
        let known = table.columns.iter().find(|column| {
            column.kinds() >= 3 && column.is_key() && column.share(|id| people.contains(&same(id))) >= MOST
        })?;
        let further = table.columns.iter().filter(|column| column.name != known.name);
        let mut further = further.filter(|column| {
            let own: BTreeSet<String> = column.texts.iter().map(|(id, _)| same(id)).collect();
            column.is_key() && ids.share(|id| own.contains(&same(id))) >= MOST
        });
        let alias = further.next()?;
        let share = {
            let own: BTreeSet<String> = alias.texts.iter().map(|(id, _)| same(id)).collect();
            ids.share(|id| own.contains(&same(id))) * 100.0
        };
        let mut source = Source::new(&mut Vec::new(), "who_is_who", "crosswalk", table);
        source.files = files_of(files);
        source.is_wide = true;
        source.columns.push(("person_id".to_owned(), known.name.clone()));
        source.spread.push((slug(&alias.name), alias.name.clone()));
        source.note_missing(alias);
        source.reasons.push(format!(
            "{share:.0} of 100 cells of `{}` in {} stand in `{}` here, beside `{}`, by which people are known",
            ids.name,
            of.name(),
            alias.name,
            known.name
        ));
        // Two people can have one name: that two names are the same person is for somebody to say.
        if is_names(alias) {
            source.left_out = Some("two people can have one name: take the `#` away if nobody here has the name of somebody else".to_owned());
        }
        Some(source)
    })
}

/// Adds a crosswalk, or a further column of one that is there.
fn add(found: &mut Vec<Source>, mut own: Source, taken: &mut Vec<String>) {
    let same = found.iter_mut().find(|other| {
        other.files == own.files && other.sheet == own.sheet && other.left_out == own.left_out
    });
    if let Some(other) = same {
        other.reasons.append(&mut own.reasons);
        let new: Vec<_> =
            own.spread.into_iter().filter(|pair| !other.spread.contains(pair)).collect();
        other.spread.extend(new);
    } else {
        own.id = untaken(taken, "who_is_who");
        found.push(own);
    }
}

/// Says by what `mentorlens link` may compare the people of lists and of surveys that no id links.
fn link_by(groups: &[Group<'_>], draft: &mut Draft, unlinked: &BTreeSet<String>) {
    let parts_of = |source: &Source| -> Vec<(String, String)> {
        let Some((table, _)) = groups.iter().find(|group| is_of(source, group)) else {
            return Vec::new();
        };
        PARTS
            .iter()
            .filter_map(|(part, names)| {
                let named = |column: &&Column| {
                    names.contains(&plain(&column.name).as_str()) && column.filled > 0
                };
                let column = table.columns.iter().find(named)?;
                let is_person = source
                    .columns
                    .iter()
                    .any(|(name, own)| name == "person_id" && *own == column.name);
                (!is_person).then(|| ((*part).to_owned(), column.name.clone()))
            })
            .collect()
    };
    let tells = |parts: &[(String, String)]| {
        let has = |part: &str| parts.iter().any(|(own, _)| own == part);
        has("name") || has("last_name") || has("email")
    };
    let surveys: Vec<(String, Vec<(String, String)>)> = draft
        .sources
        .iter()
        .filter(|source| source.table == "responses" && unlinked.contains(&source.id))
        .map(|source| (source.id.clone(), parts_of(source)))
        .filter(|(_, parts)| tells(parts))
        .collect();
    let lists: Vec<(String, Vec<(String, String)>)> = draft
        .sources
        .iter()
        .filter(|source| source.table == "people" && source.left_out.is_none())
        .map(|source| (source.id.clone(), parts_of(source)))
        .filter(|(_, parts)| tells(parts))
        .collect();
    if surveys.is_empty() || lists.is_empty() {
        return;
    }
    for (id, parts) in surveys.into_iter().chain(lists) {
        let source = draft.sources.iter_mut().find(|source| source.id == id);
        if let Some(source) = source {
            source.link_by = parts;
            source.reasons.push("ids do not say who is who here: `mentorlens link` proposes it by these columns, in a file for you to accept".to_owned());
        }
    }
}
