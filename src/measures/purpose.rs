//! Tables without the rows of those who did not agree to a purpose.

use crate::contract::{Entity, Kind, Purpose, Table};

/// The rows of a table that may be used, as a query over tables that were narrowed before it; none where all may.
///
/// A row needs the yes of everybody whom it names. What nobody said is no yes.
pub(super) fn narrowed(purpose: Purpose, table: &Table) -> Option<String> {
    let consent = purpose.column()?;
    if table.name == "people" {
        return Some(format!(
            "select * from people \
             where person_id in (select person_id from people where {consent}) \
             and person_id not in (select person_id from people where not {consent})"
        ));
    }
    let mut wanted = Vec::new();
    for column in table.columns {
        let (name, of) = (column.name, |target: &str, key: &str| {
            format!("({} is null or {0} in (select {key} from {target}))", column.name)
        });
        match column.kind {
            Kind::Id(Entity::Person) | Kind::Reference(Entity::Person, _) => {
                wanted.push(of("people", "person_id"));
            }
            Kind::Reference(_, target) => wanted.push(of(target, name)),
            _ => {}
        }
    }
    if purpose == Purpose::Quote && table.name == "comments" {
        wanted.push("quote_ok".to_owned());
    }
    (!wanted.is_empty())
        .then(|| format!("select * from {} where {}", table.name, wanted.join(" and ")))
}

#[cfg(test)]
mod tests {
    use super::narrowed;
    use crate::contract::{Entity, Kind, Purpose, TABLES};

    #[test]
    fn every_table_that_names_somebody_is_narrowed_and_no_other() {
        for table in TABLES {
            let names = table.columns.iter().any(|column| {
                matches!(column.kind, Kind::Reference(..))
                    || column.kind == Kind::Id(Entity::Person)
            });
            assert_eq!(narrowed(Purpose::Share, table).is_some(), names, "{}", table.name);
            assert_eq!(narrowed(Purpose::Report, table), None);
        }
    }
}
