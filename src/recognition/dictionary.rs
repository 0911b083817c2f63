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

/// Gives the columns of all tables the wording and the choices that a dictionary among them has.
pub(super) fn describe<'t>(tables: impl Iterator<Item = &'t mut Table>) {
    let tables: Vec<&mut Table> = tables.collect();
    let mut known: BTreeMap<String, (String, Vec<(String, String)>)> = BTreeMap::new();
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
    for table in tables {
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
