//! The words of measures in other languages: headers stay English in the queries, their words in another language stand in
//! `kpis.toml`.

use std::collections::BTreeMap;

use toml::de::{DeTable, DeValue};

use crate::measures::Kpi;

/// Keys of a header that are words for readers.
pub(super) const KEYS: &[&str] = &[
    "title", "question", "says", "card", "about", "grain", "scale", "missing", "needs", "cite",
    "state", "since", "values",
];

/// Words of measures, subjects, levels and families, by their English ids.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Words {
    /// Measure → header key → words.
    pub(super) kpi: BTreeMap<String, Table>,
    /// Subject that a query names in English → its word within a sentence.
    pub(super) subjects: Table,
    /// Value of a column with words of ours → its word in a heading.
    pub(super) levels: Table,
    /// Family → `name` and `question`.
    pub(super) families: BTreeMap<String, Table>,
}

type Table = BTreeMap<String, String>;

impl Words {
    /// Words of a file; what it holds beside them is told with its line.
    pub(super) fn parsed(text: &str) -> (Self, Vec<(usize, String)>) {
        let line = |start: usize| text[..start.min(text.len())].matches('\n').count() + 1;
        let mut words = Self::default();
        let mut faults = Vec::new();
        let document = match DeTable::parse(text) {
            Ok(document) => document,
            Err(error) => {
                let line = error.span().map_or(1, |span| line(span.start));
                return (words, vec![(line, error.message().to_owned())]);
            }
        };
        for (name, value) in document.get_ref() {
            let DeValue::Table(table) = value.get_ref() else {
                faults.push((line(name.span().start), format!("`{}` is no table", name.get_ref())));
                continue;
            };
            match name.get_ref().as_ref() {
                "subjects" => words.subjects = texts(table),
                "levels" => words.levels = texts(table),
                "kpi" => words.kpi = tables(table),
                "families" => words.families = tables(table),
                other => faults.push((
                    line(name.span().start),
                    format!("[{other}] is not known, allowed: kpi, subjects, levels, families"),
                )),
            }
        }
        (words, faults)
    }

    pub(super) fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// These words, and those of another file where that one has them.
    pub(super) fn with(mut self, other: &Self) -> Self {
        for (id, words) in &other.kpi {
            self.kpi.entry(id.clone()).or_default().extend(words.clone());
        }
        self.subjects.extend(other.subjects.clone());
        self.levels.extend(other.levels.clone());
        self.families.extend(other.families.clone());
        self
    }

    /// The measure in these words, as far as there are any. The unit of its values stays: it is a name, which has a message.
    pub(super) fn of(&self, kpi: &Kpi) -> Kpi {
        let mut spoken = kpi.clone();
        let Some(words) = self.kpi.get(&kpi.id) else { return spoken };
        for (key, words) in words.iter().filter(|(key, _)| *key != "values") {
            let field = match key.as_str() {
                "title" => Some(&mut spoken.title),
                "question" => Some(&mut spoken.question),
                "grain" => Some(&mut spoken.grain),
                "scale" => Some(&mut spoken.scale),
                "missing" => Some(&mut spoken.missing),
                "cite" => Some(&mut spoken.cite),
                _ => None,
            };
            if let Some(field) = field {
                words.clone_into(field);
            }
            if let Some(own) = spoken.keys.get_mut(key) {
                words.clone_into(own);
            }
        }
        spoken
    }
}

/// The texts of a table.
fn texts(table: &DeTable<'_>) -> Table {
    let text = |value: &DeValue<'_>| value.as_str().map(str::to_owned);
    table
        .iter()
        .filter_map(|(key, value)| Some((key.get_ref().to_string(), text(value.get_ref())?)))
        .collect()
}

fn tables(table: &DeTable<'_>) -> BTreeMap<String, Table> {
    let inner = |value: &DeValue<'_>| value.as_table().map(texts);
    table
        .iter()
        .filter_map(|(key, value)| Some((key.get_ref().to_string(), inner(value.get_ref())?)))
        .collect()
}
