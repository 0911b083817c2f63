//! Open answers of a snapshot, with what decides whether they may be quoted.

use std::collections::{BTreeMap, BTreeSet};

use polars::prelude::*;

use super::verify::read;
use super::{Snapshot, WarehouseError};
use crate::contract::BY_WORDS;
use crate::voices::Answer;

/// Every open answer.
///
/// A person may be quoted who agreed to it, on the roster or in the form, and refused it nowhere.
///
/// # Errors
///
/// A table that cannot be read.
pub fn open_answers(snapshot: &Snapshot) -> Result<Vec<Answer>, WarehouseError> {
    let mut roster = BTreeMap::new();
    for frame in frames(snapshot, "people")? {
        take_consents(&frame, &mut roster).map_err(failed(snapshot))?;
    }
    let mut themes = Themes::default();
    for frame in frames(snapshot, "codes")? {
        themes.take(&frame).map_err(failed(snapshot))?;
    }
    let mut answers = Vec::new();
    for frame in frames(snapshot, "comments")? {
        answers.extend(of_frame(&frame, &roster, &themes).map_err(failed(snapshot))?);
    }
    Ok(answers)
}

fn frames(snapshot: &Snapshot, table: &str) -> Result<Vec<DataFrame>, WarehouseError> {
    let frame = |path: std::path::PathBuf| {
        read(&path).map_err(|source| WarehouseError::Parquet { path, source })
    };
    snapshot.files(table).into_iter().map(frame).collect()
}

fn failed(snapshot: &Snapshot) -> impl Fn(PolarsError) -> WarehouseError {
    let path = snapshot.root.clone();
    move |source| WarehouseError::Parquet { path: path.clone(), source }
}

/// Person → consent; a refusal in one part of the program counts for all.
fn take_consents(people: &DataFrame, roster: &mut BTreeMap<i64, bool>) -> PolarsResult<()> {
    let ids = people.column("person_id")?.i64()?;
    for (id, said) in ids.iter().zip(people.column("quote_ok")?.bool()?.iter()) {
        if let (Some(id), Some(said)) = (id, said) {
            roster.entry(id).and_modify(|known| *known &= said).or_insert(said);
        }
    }
    Ok(())
}

/// Comment → coder → themes.
#[derive(Debug, Default)]
struct Themes {
    of: BTreeMap<i64, BTreeMap<String, BTreeSet<String>>>,
    first_reader: Option<String>,
}

impl Themes {
    fn take(&mut self, codes: &DataFrame) -> PolarsResult<()> {
        let ids = codes.column("comment_id")?.i64()?.iter();
        let coders = codes.column("coder")?.str()?.iter();
        for ((id, coder), theme) in ids.zip(coders).zip(codes.column("theme")?.str()?.iter()) {
            let (Some(id), Some(coder), Some(theme)) = (id, coder, theme) else { continue };
            if coder != BY_WORDS && self.first_reader.as_deref().is_none_or(|first| coder < first) {
                self.first_reader = Some(coder.to_owned());
            }
            let coders = self.of.entry(id).or_default();
            coders.entry(coder.to_owned()).or_default().insert(theme.to_owned());
        }
        Ok(())
    }

    /// What words find, or the first reader where people read the answers.
    fn about(&self, id: i64) -> BTreeSet<String> {
        let Some(coders) = self.of.get(&id) else { return BTreeSet::new() };
        let by = self.first_reader.as_ref().and_then(|first| coders.get(first));
        by.or_else(|| coders.get(BY_WORDS)).cloned().unwrap_or_default()
    }
}

fn of_frame(
    comments: &DataFrame,
    roster: &BTreeMap<i64, bool>,
    themes: &Themes,
) -> PolarsResult<Vec<Answer>> {
    let texts = |name: &str| -> PolarsResult<Vec<Option<String>>> {
        Ok(comments.column(name)?.str()?.iter().map(|text| text.map(str::to_owned)).collect())
    };
    let ids = comments.column("comment_id")?.i64()?.iter();
    let people = comments.column("person_id")?.i64()?.iter();
    let consents = comments.column("quote_ok")?.bool()?.iter();
    let (forms, items, texts) = (texts("instrument")?, texts("item")?, texts("text")?);
    let said = forms.into_iter().zip(items).zip(texts);
    let rows = ids.zip(people).zip(consents).zip(said);
    Ok(rows
        .filter_map(|(((id, person), consent), ((form, item), text))| {
            let (id, person) = (id?, person?);
            let of_roster = roster.get(&person).copied();
            let refused = consent == Some(false) || of_roster == Some(false);
            let agreed = consent == Some(true) || of_roster == Some(true);
            Some(Answer {
                id,
                person,
                question: (form?, item?),
                text: text?,
                themes: themes.about(id),
                may_be_quoted: agreed && !refused,
            })
        })
        .collect())
}
