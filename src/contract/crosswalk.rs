//! Crosswalks and accepted links → one id for each person, before any other file is read.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::Arc;

use super::builder::{Cell, TableBuilder};
use super::intake::{Intake, RowState, Taking};
use super::links::{Claim, Links};
use super::parse::described;
use super::row::RowReader;
use super::table::Entity;
use super::violation::{Rule, Violation};
use crate::plan::{Plan, Shape, Source};

/// Table that crosswalks fill.
pub(crate) const TABLE: &str = "crosswalk";

/// True for a source that says who is who.
pub fn is_crosswalk(source: &Source) -> bool {
    source.table == TABLE
}

/// Places of the plan's sources in the order in which they are read: who is who has to be known before anything else.
pub fn reading_order(plan: &Plan) -> Vec<usize> {
    let mut order: Vec<usize> = (0..plan.sources.len()).collect();
    order.sort_by_key(|&place| !is_crosswalk(&plan.sources[place]));
    order
}

impl Intake<'_> {
    /// Takes a link that somebody has accepted: `alias` is a further id of `person`.
    pub fn accept(&mut self, alias: &str, person: &str, position: &str) {
        let plain = |id: &str| self.links.plain(Cow::Borrowed(id.trim())).into_owned();
        self.claims.push(Claim {
            alias: plain(alias),
            person: plain(person),
            system: None,
            source: "accepted links".to_owned(),
            position: position.to_owned(),
            row: None,
        });
    }

    /// Every id of a person, by any of them: as it was given, the one that the person is known by, and all that lead there.
    pub fn ids_of(mut self, id: &str) -> Vec<String> {
        self.settle();
        let known = self.links.person(Cow::Borrowed(id.trim())).into_owned();
        let mut ids: BTreeSet<String> =
            self.links.aliases(&known).into_iter().map(str::to_owned).collect();
        ids.extend([id.trim().to_owned(), known]);
        ids.into_iter().collect()
    }

    /// An id as it is compared: without the differences that do not matter.
    pub fn plain(&self, id: &str) -> String {
        self.links.plain(Cow::Borrowed(id.trim())).into_owned()
    }

    /// Notes what stands in the place of yes or no beside a proposed link.
    pub fn unclear(&mut self, position: &str, said: &str) {
        let rule = Rule::named("not_yes_or_no");
        self.violations.push(Violation {
            rule,
            severity: rule.severity,
            source: "accepted links".to_owned(),
            position: position.to_owned(),
            column: Some("accept".to_owned()),
            found: described(said, false),
            allowed: "yes or no".to_owned(),
            row: None,
            cells: None,
        });
    }

    /// Settles who is who; what is read later sees each person under one id.
    pub(crate) fn settle(&mut self) {
        let claims = std::mem::take(&mut self.claims);
        if claims.is_empty() {
            return;
        }
        let mut links = Links::new(&self.plan.identity.same_id);
        let conflicts = links.settle(&claims);
        let rule = Rule::named("ambiguous_id");
        for conflict in &conflicts {
            self.violations.push(Violation {
                rule,
                severity: rule.severity,
                source: conflict.claim.source.clone(),
                position: conflict.claim.position.clone(),
                column: Some("alias".to_owned()),
                found: format!("an id that {} gives to another person", conflict.other),
                allowed: "an id of one person".to_owned(),
                row: conflict.claim.row,
                cells: None,
            });
        }
        let table = super::tables::table(TABLE).expect("the contract has the table");
        let mut builder = TableBuilder::new(table);
        for claim in &claims {
            let Some(row) = claim.row else { continue };
            let known = links.person(Cow::Borrowed(&claim.alias)).into_owned();
            // What belongs to nobody is no id of a person, and their own is no further one.
            if known == claim.alias || self.forgotten.holds(&known) {
                continue;
            }
            let alias = self.ids.id(Entity::Person, &claim.alias);
            let person = self.ids.id(Entity::Person, &known);
            let system =
                claim.system.as_deref().map_or(Cell::Missing, |system| Cell::Text(system.into()));
            builder.push(&[Cell::Integer(alias), Cell::Integer(person), system], None, row);
        }
        let rows = builder.finish(&self.plan.program.id).expect("columns of one length");
        self.tables.entry(TABLE).or_default().push(rows);
        self.links = Arc::new(links);
    }

    /// Who is who, as a text to be hashed.
    pub fn links(&mut self) -> String {
        self.settle();
        self.links.text()
    }
}

impl Taking<'_> {
    /// Reads a row of a crosswalk.
    pub(crate) fn claim(&mut self, mut reader: RowReader<'_>) -> RowState {
        let mapping = reader.mapping;
        let person = reader.person("person_id").into_owned();
        let mut further: Vec<(Option<String>, String, String)> = Vec::new();
        if mapping.source.shape == Shape::Wide {
            for (system, at) in &mapping.spread {
                let written = reader.meant("alias", reader.batch.cell(reader.at, *at));
                let alias = self.links.plain(Cow::Borrowed(written)).into_owned();
                let position = reader.batch.origin(reader.at, *at).to_string();
                further.push((Some((*system).to_owned()), alias, position));
            }
        } else {
            let system = Some(reader.text("system").to_owned()).filter(|name| !name.is_empty());
            let alias = reader.person("alias").into_owned();
            if alias.is_empty() {
                reader.missing_key("alias");
            }
            further.push((system, alias, reader.batch.row_origin(reader.at).to_string()));
        }
        if person.is_empty() {
            reader.missing_key("person_id");
        }
        if reader.set_aside {
            let original = reader.original();
            for mut violation in reader.violations {
                violation.cells = Some(self.forgotten.redacted(&original));
                self.violations.push(violation);
            }
            return RowState::Quarantined;
        }
        let is_forgotten = self.forgotten.holds(&person)
            || further.iter().any(|(_, alias, _)| self.forgotten.holds(alias));
        for (system, alias, position) in
            further.into_iter().filter(|(_, alias, _)| !alias.is_empty())
        {
            self.claims.push(Claim {
                alias,
                person: person.clone(),
                system,
                source: mapping.source.id.clone(),
                position,
                row: (!is_forgotten).then_some(reader.row),
            });
        }
        if is_forgotten { RowState::Forgotten } else { RowState::Kept }
    }
}
