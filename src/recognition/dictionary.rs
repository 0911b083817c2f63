//! Data dictionaries: what the fields of other files are called, and what their codes mean.

use std::collections::BTreeMap;

use super::inventory::Table;
use super::profile::Column;

/// Names of a dictionary's columns, as REDCap shows them and as its interface gives them.
const FIELD: &[&str] = &["Variable / Field Name", "field_name"];
const LABEL: &[&str] = &["Field Label", "field_label"];
const CHOICES: &[&str] = &[
    "Choices, Calculations, OR Slider Labels",
    "Choices OR Calculations",
    "select_choices_or_calculations",
];

/// What is known about a field: its wording, and its codes with what they mean.
type Known = BTreeMap<String, (String, Vec<(String, String)>)>;

/// True for a table that says what others mean: a REDCap dictionary, or a sheet of an XLSForm.
pub(super) fn is_dictionary(table: &Table) -> bool {
    table.recognised.layout == Some("redcap_dictionary")
        || is_questions(table)
        || list_of_choices(table).is_some()
}

/// The `survey` sheet of an XLSForm.
fn is_questions(table: &Table) -> bool {
    let types = table.column("type").map(Column::meant).unwrap_or_default();
    let asks = types.iter().any(|(text, _)| {
        text.starts_with("select_one ")
            || text.starts_with("select_multiple ")
            || *text == "begin_group"
    });
    asks && table.column("name").is_some() && label_of(table).is_some()
}

/// The first column of labels: a form may have one for each language.
fn label_of(table: &Table) -> Option<&Column> {
    table.columns.iter().find(|column| column.name == "label" || column.name.starts_with("label::"))
}

/// The `choices` sheet of an XLSForm: its lists, names and labels.
fn list_of_choices(table: &Table) -> Option<[&Column; 3]> {
    let list = table.column("list_name").or_else(|| table.column("list name"))?;
    Some([list, table.column("name")?, label_of(table)?])
}

/// What the sheets of XLSForms say.
fn of_forms(tables: &[&mut Table], known: &mut Known) {
    let mut lists: BTreeMap<(&str, &str), Vec<(String, String)>> = BTreeMap::new();
    for table in tables {
        let Some(columns) = list_of_choices(table) else { continue };
        for row in 0..table.rows {
            if let [Some(list), Some(name), Some(label)] = columns.map(|column| column.text(row)) {
                let own = lists.entry((table.file.as_str(), list)).or_default();
                own.push((name.to_owned(), label.to_owned()));
            }
        }
    }
    for table in tables.iter().filter(|table| is_questions(table)) {
        let columns = (table.column("type"), table.column("name"), label_of(table));
        let (Some(kind), Some(name), Some(label)) = columns else { continue };
        for row in 0..table.rows {
            let (Some(kind), Some(name)) = (kind.text(row), name.text(row)) else { continue };
            let list = kind.strip_prefix("select_one ").map(str::trim);
            let choices = list.and_then(|list| lists.get(&(table.file.as_str(), list)));
            let own = (label.text(row).unwrap_or_default(), choices.cloned().unwrap_or_default());
            known.insert(name.to_owned(), (own.0.to_owned(), own.1));
        }
    }
}

/// Gives the columns of all tables the wording and the choices that a dictionary among them has.
pub(super) fn describe<'t>(tables: impl Iterator<Item = &'t mut Table>) {
    let tables: Vec<&mut Table> = tables.collect();
    let mut known = Known::new();
    of_forms(&tables, &mut known);
    for table in tables.iter().filter(|table| table.recognised.layout == Some("redcap_dictionary"))
    {
        let column = |names: &[&str]| names.iter().find_map(|name| table.column(name));
        let (Some(field), Some(label)) = (column(FIELD), column(LABEL)) else { continue };
        for row in 0..table.rows {
            let text = |column: &Column| column.text(row).unwrap_or_default().to_owned();
            let own = (
                text(label),
                column(CHOICES).map(|column| choices(&text(column))).unwrap_or_default(),
            );
            known.insert(text(field), own);
        }
    }
    for table in tables.into_iter().filter(|table| !is_dictionary(table)) {
        for column in &mut table.columns {
            if let Some((label, choices)) = known.get(&column.name) {
                column.label.clone_from(label);
                column.choices.clone_from(choices);
            }
        }
    }
}

/// `1, Never | 2, Always` as codes and labels.
fn choices(text: &str) -> Vec<(String, String)> {
    let parts = text.split('|').filter_map(|part| part.split_once(','));
    parts.map(|(code, label)| (code.trim().to_owned(), label.trim().to_owned())).collect()
}

#[cfg(test)]
mod tests {
    use super::choices;

    #[test]
    fn choices_are_codes_with_labels() {
        let own = choices("1, Not at all|2, Some, now and then | 3, A lot");
        let own: Vec<(&str, &str)> =
            own.iter().map(|(code, label)| (code.as_str(), label.as_str())).collect();
        assert_eq!(own, [("1", "Not at all"), ("2", "Some, now and then"), ("3", "A lot")]);
        assert!(choices("sum([a], [b])").len() <= 1);
    }
}
