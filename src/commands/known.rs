//! Everything that the exports say of persons and places, by which open answers are redacted.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use super::read::options;
use crate::contract::{self, Entity, Kind};
use crate::plan::{Plan, Source};
use crate::sources::{self, Header};
use crate::voices::{Known, Redactor, Told, told_by};

/// A file and its sheet.
type Place = (PathBuf, Option<String>);

/// Redacts by all exports, whether the plan has another use for a column or not.
pub(super) fn redactor(plan: &Plan) -> anyhow::Result<Redactor> {
    let mut known = Known::default();
    let mut readers: BTreeMap<Place, (String, Vec<&Source>)> = BTreeMap::new();
    for source in &plan.sources {
        for site in source.values.get("site").into_iter().flat_map(|map| map.values()) {
            known.take(Told::School, site);
        }
        for (path, name) in sources::find(&plan.dir, &source.files)? {
            let place = (path, source.sheet.clone());
            readers.entry(place).or_insert_with(|| (name, Vec::new())).1.push(source);
        }
    }
    for ((path, _), (name, sources)) in readers {
        let Some(first) = sources.first() else { continue };
        let reader = sources::open(&path, &name, &options(first))?;
        let columns = columns(&sources, reader.header());
        if columns.is_empty() {
            continue;
        }
        for batch in reader {
            let batch = batch?;
            for row in 0..batch.rows() {
                let mut names = Vec::new();
                for (at, told) in &columns {
                    let cell = batch.cell(row, *at);
                    known.take(*told, cell);
                    names.extend((*told == Told::Name).then_some(cell));
                }
                for pair in names.windows(2) {
                    known.take_pair(pair[0], pair[1]);
                }
            }
        }
    }
    let own = [&plan.program.name, &plan.program.id];
    let titles = plan.editions.iter().map(|edition| &edition.title);
    Ok(Redactor::new(known, own.into_iter().chain(titles).map(String::as_str)))
}

/// Columns that tell of persons and places: by what the plan reads from them, else by their heading.
fn columns(sources: &[&Source], header: &Header) -> Vec<(usize, Told)> {
    let mut told: BTreeMap<usize, Told> = BTreeMap::new();
    for (at, name) in header.names().iter().enumerate() {
        told.extend(told_by(name).map(|what| (at, what)));
    }
    for source in sources {
        for (column, wanted) in &source.columns {
            let table = contract::table(&source.table);
            let kind = table.and_then(|table| table.column(column)).map(|column| column.kind);
            let what = match kind {
                Some(Kind::Id(entity) | Kind::Reference(entity, _))
                    if entity != Entity::Comment =>
                {
                    Told::Id
                }
                _ if column == "site" => Told::School,
                _ => continue,
            };
            told.extend(header.position(wanted).map(|at| (at, what)));
        }
        for (part, wanted) in &source.link_by {
            let what = match part.as_str() {
                "school" => Told::School,
                "email" => Told::Email,
                "born_on" => continue,
                _ => Told::Name,
            };
            told.extend(header.position(wanted).map(|at| (at, what)));
        }
        for wanted in source.spread.values().filter(|_| source.table == "crosswalk") {
            told.extend(header.position(wanted).map(|at| (at, Told::Id)));
        }
    }
    // What is an open answer is nobody's name, whatever its heading says.
    let answers: BTreeSet<usize> = sources
        .iter()
        .filter(|source| source.table == "responses")
        .flat_map(|source| source.spread.values())
        .filter_map(|wanted| header.position(wanted))
        .collect();
    told.into_iter().filter(|(at, _)| !answers.contains(at)).collect()
}
