//! Whom an id, an e-mail address or a name means, as the exports write them.

use std::collections::BTreeSet;

use super::read::options;
use crate::plan::{Plan, Source};
use crate::sources::{self, Header, RawBatch};

/// Parts of headings above the names of persons.
const NAMES: &[&str] = &["name", "nombre", "apellido", "nom", "prenom", "prénom", "nome"];

/// Raw ids of the persons that are meant; the text itself when it is somebody's id.
///
/// An address is looked for in every cell, a name of two words or more below headings that say so: as one cell, or as
/// first and last name in two. Nothing is guessed beyond case and blanks.
pub(super) fn who(plan: &Plan, asked: &str) -> anyhow::Result<BTreeSet<String>> {
    let mut found = BTreeSet::new();
    for source in &plan.sources {
        let Some(column) = source.columns.get("person_id") else { continue };
        for (path, name) in sources::find(&plan.dir, &source.files)? {
            let reader = sources::open(&path, &name, &options(source))?;
            let header = reader.header().clone();
            let Some(person) = header.position(column) else { continue };
            let names = places_of_names(source, &header);
            for batch in reader {
                let batch = batch?;
                for row in 0..batch.rows() {
                    let id = batch.cell(row, person).trim();
                    if id == asked {
                        return Ok(BTreeSet::from([asked.to_owned()]));
                    }
                    if !id.is_empty() && is_about(&batch, row, header.names().len(), &names, asked)
                    {
                        found.insert(id.to_owned());
                    }
                }
            }
        }
    }
    Ok(found)
}

/// Columns of names that the plan has no other use for.
fn places_of_names(source: &Source, header: &Header) -> Vec<usize> {
    let is_mapped = |name: &String| source.columns.values().any(|column| column == name);
    let is_of_names = |name: &str| {
        let name = name.to_lowercase();
        let mut words = name.split(|letter: char| !letter.is_alphanumeric());
        words.any(|word| NAMES.contains(&word)) || name.ends_with("name")
    };
    let names = header.names().iter().enumerate();
    names
        .filter(|(_, name)| !is_mapped(name) && is_of_names(name))
        .map(|(place, _)| place)
        .collect()
}

fn is_about(batch: &RawBatch, row: usize, width: usize, names: &[usize], asked: &str) -> bool {
    let plain =
        |text: &str| text.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>().join(" ");
    let asked = plain(asked);
    if asked.contains('@') {
        return (0..width).any(|column| plain(batch.cell(row, column)) == asked);
    }
    let words: Vec<&str> = asked.split(' ').collect();
    let cells: Vec<String> = names.iter().map(|&column| plain(batch.cell(row, column))).collect();
    let holds = |text: &str| cells.iter().any(|cell| cell == text);
    let in_two = |at: usize| holds(&words[..at].join(" ")) && holds(&words[at..].join(" "));
    words.len() > 1 && (holds(&asked) || (1..words.len()).any(in_two))
}
