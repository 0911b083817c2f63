//! A source's columns against a file's header: what is where, and what is missing.

use std::collections::{BTreeMap, BTreeSet};

use crate::plan::{Instrument, Item, ItemKind, Plan, Shape, Source, Theme};
use crate::sources::Header;

use super::parse::nearest;
use super::table::Table;
use super::tables::table;
use super::violation::{Rule, Severity, Violation};

/// Where a contract column's text comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Origin<'a> {
    /// A column of the file.
    Column(usize),
    /// The same text for every row.
    Constant(&'a str),
    /// Columns of the file that make up a code.
    Code(Vec<usize>),
    /// Columns of the file with a mentor and a mentee, or one of them.
    Pair(Option<usize>, Option<usize>),
}

/// Text in the file → text of the contract.
pub(crate) type ValueMap = BTreeMap<String, String>;

/// A column of the table: where its text is, what its texts mean, and what is put before its ids.
#[derive(Debug)]
pub(crate) struct Place<'a> {
    pub(crate) origin: Option<Origin<'a>>,
    pub(crate) values: Option<&'a ValueMap>,
    pub(crate) prefix: Option<&'a str>,
}

/// A source matched to one file's header.
#[derive(Debug)]
pub(crate) struct Mapping<'a> {
    pub(crate) source: &'a Source,
    pub(crate) table: &'static Table,
    /// Contract column → where its text is.
    pub(crate) columns: BTreeMap<&'static str, Origin<'a>>,
    /// The same in the order of the table's columns, with what the plan says that texts mean: looked up once for a file and
    /// not for each of its cells.
    pub(crate) in_order: Vec<Place<'a>>,
    /// Columns of the file that decide whether a row is this source's business.
    pub(crate) keep: Vec<(usize, &'a [String])>,
    /// Instrument of a survey.
    pub(crate) instrument: Option<&'a Instrument>,
    /// Wide survey: items with their columns.
    pub(crate) items: Vec<(&'a Item, usize)>,
    /// Wide survey: items that the file's form does not have.
    pub(crate) not_asked: Vec<&'a Item>,
    /// Wide survey: how boxes stand in the file.
    pub(crate) boxes: Boxes<'a>,
    /// Layout that the file was recognised by.
    pub(crate) layout: Option<&'static str>,
    /// Columns with the moments at which a form was begun and sent off.
    pub(crate) times: Option<(usize, usize)>,
    /// What is known of a person, with its columns.
    pub(crate) known_by: Vec<(&'a str, usize)>,
    /// Columns of a person's name.
    pub(crate) name: Vec<usize>,
    /// Open questions with the columns of themes that were given to their answers, coder by coder.
    pub(crate) codes: Vec<(&'a str, usize)>,
    /// The themes of the plan.
    pub(crate) themes: &'a [Theme],
    /// Wide outcomes and attributes: ids with their columns.
    pub(crate) spread: Vec<(&'a str, usize)>,
}

/// How the boxes of a form stand in a wide file.
#[derive(Debug, Default)]
pub(crate) struct Boxes<'a> {
    /// Column that lists all boxes that are ticked → their texts.
    pub(crate) listed: BTreeMap<usize, Vec<&'a str>>,
    /// Question → columns of its boxes.
    pub(crate) of_question: BTreeMap<&'a str, Vec<usize>>,
}

impl<'a> Boxes<'a> {
    fn new(items: &[(&'a Item, usize)]) -> Self {
        let mut boxes = Self::default();
        for (item, at) in items.iter().filter(|(item, _)| item.kind == ItemKind::Checkbox) {
            boxes.listed.entry(*at).or_default().push(item.ticked.as_deref().unwrap_or(&item.id));
            if let Some(question) = &item.question {
                boxes.of_question.entry(question).or_default().push(*at);
            }
        }
        boxes.listed.retain(|_, texts| texts.len() > 1);
        boxes
    }
}

/// Columns that are made from others when the export has none.
pub(crate) const DERIVED: &[(&str, &str)] =
    &[("meetings", "meeting_id"), ("responses", "response_id")];

impl<'a> Mapping<'a> {
    /// Matches a source to a header.
    ///
    /// # Errors
    ///
    /// One violation per column that is missing, ambiguous or unmapped; the file is then refused.
    pub(crate) fn new(
        plan: &'a Plan,
        source: &'a Source,
        file: &str,
        header: &Header,
    ) -> Result<Self, Vec<Violation>> {
        let table =
            table(&source.table).expect("the plan was checked against the contract's tables");
        let mut search = Search { source, file, header, violations: Vec::new() };
        let mut columns = BTreeMap::new();
        for (name, wanted) in &source.columns {
            if let (Some(name), Some(at)) = (contract_name(table, name), search.find(wanted)) {
                columns.insert(name, Origin::Column(at));
            }
        }
        for (name, text) in &source.constants {
            if let Some(name) = contract_name(table, name) {
                columns.insert(name, Origin::Constant(text));
            }
        }
        if !source.code.is_empty() {
            let parts: Vec<usize> =
                source.code.iter().filter_map(|column| search.find(column)).collect();
            columns.insert("person_id", Origin::Code(parts));
        }
        if !source.match_by.is_empty() {
            let mut side = |side: &str| source.match_by.get(side).and_then(|own| search.find(own));
            columns.insert("match_id", Origin::Pair(side("mentor"), side("mentee")));
        }
        let keep = source
            .keep
            .iter()
            .filter_map(|(column, texts)| Some((search.find(column)?, texts.as_slice())))
            .collect();
        let instrument =
            source.instrument.as_ref().and_then(|id| plan.instruments.iter().find(|i| &i.id == id));
        let items = instrument
            .filter(|_| source.shape == Shape::Wide)
            .map(|i| search.items(i))
            .unwrap_or_default();
        let spread = search.spread();
        let known_by = source
            .link_by
            .iter()
            .filter_map(|(part, column)| Some((part.as_str(), search.find(column)?)))
            .collect();
        let name = source.name.iter().filter_map(|column| search.find(column)).collect();
        let times = source
            .times
            .as_ref()
            .and_then(|(begin, end)| Some((search.find(begin)?, search.find(end)?)));
        let not_asked = instrument
            .into_iter()
            .flat_map(|form| &form.items)
            .filter(|item| source.not_asked.contains(&item.id))
            .collect();
        let mut codes = Vec::new();
        for (item, wanted) in &source.codes {
            codes.extend(wanted.iter().filter_map(|column| Some((&**item, search.find(column)?))));
        }
        search.unmapped(table, &columns);
        if search.violations.is_empty() {
            let boxes = Boxes::new(&items);
            let in_order = table.columns.iter().map(|column| Place {
                origin: columns.get(column.name).cloned(),
                values: source.values.get(column.name),
                prefix: source.prefixes.get(column.name).map(String::as_str),
            });
            Ok(Self {
                source,
                table,
                in_order: in_order.collect(),
                columns,
                keep,
                instrument,
                items,
                not_asked,
                boxes,
                layout: None,
                times,
                known_by,
                name,
                codes,
                themes: &plan.themes,
                spread,
            })
        } else {
            Err(search.violations)
        }
    }

    /// Columns of the file that fill the warehouse. What else the file holds is none of its business: no name by which
    /// links are proposed, nothing that the plan does not name.
    pub(crate) fn read(&self) -> BTreeSet<usize> {
        let columns = self.columns.values().flat_map(|origin| match origin {
            Origin::Column(at) => vec![*at],
            Origin::Constant(_) => Vec::new(),
            Origin::Code(parts) => parts.clone(),
            Origin::Pair(mentor, mentee) => mentor.iter().chain(mentee).copied().collect(),
        });
        let times = self.times.into_iter().flat_map(|(begin, end)| [begin, end]);
        columns
            .chain(self.keep.iter().map(|(at, _)| *at))
            .chain(self.items.iter().map(|(_, at)| *at))
            .chain(self.spread.iter().map(|(_, at)| *at))
            .chain(times)
            .collect()
    }
}

fn contract_name(table: &'static Table, name: &str) -> Option<&'static str> {
    if name == "term_id" {
        return Some("term_id");
    }
    table.column(name).map(|column| column.name)
}

struct Search<'a, 'h> {
    source: &'a Source,
    file: &'h str,
    header: &'h Header,
    violations: Vec<Violation>,
}

impl<'a> Search<'a, '_> {
    fn find(&mut self, wanted: &str) -> Option<usize> {
        if self.header.duplicates().iter().any(|name| name == wanted.trim()) {
            self.refuse(
                "duplicate_column",
                wanted,
                format!("a column `{wanted}` that occurs more than once"),
                "one column of that name".to_owned(),
            );
            return None;
        }
        let found = self.header.position(wanted);
        if found.is_none() {
            let names = self.header.in_words();
            let near = nearest(wanted, names.iter().map(AsRef::as_ref));
            let allowed = near.map_or_else(
                || format!("one of {}", names.join(", ")),
                |name| format!("a column of the file (did you mean `{name}`?)"),
            );
            self.refuse("missing_column", wanted, format!("no column `{wanted}`"), allowed);
        }
        found
    }

    fn items(&mut self, instrument: &'a Instrument) -> Vec<(&'a Item, usize)> {
        let source = self.source;
        let wanted =
            |item: &'a Item| source.spread.get(&item.id).map_or(item.id.as_str(), String::as_str);
        let asked = instrument.items.iter().filter(|item| !source.not_asked.contains(&item.id));
        asked.filter_map(|item| Some((item, self.find(wanted(item))?))).collect()
    }

    fn spread(&mut self) -> Vec<(&'a str, usize)> {
        if self.source.instrument.is_some() || self.source.shape == Shape::Long {
            return Vec::new();
        }
        let source = self.source;
        source
            .spread
            .iter()
            .filter_map(|(id, column)| Some((id.as_str(), self.find(column)?)))
            .collect()
    }

    /// Required columns that neither the file nor the plan gives.
    fn unmapped(&mut self, table: &'static Table, columns: &BTreeMap<&'static str, Origin<'a>>) {
        let wide = self.source.shape == Shape::Wide;
        let survey = self.source.instrument.is_some();
        let given = |name: &str| match (table.name, name) {
            ("responses", "instrument" | "state") => survey,
            ("responses", "item")
            | ("outcomes", "measure" | "domain")
            | ("attributes", "attribute")
            | ("crosswalk", "alias") => wide,
            _ => DERIVED.contains(&(table.name, name)),
        };
        for column in table.columns.iter().filter(|column| column.required) {
            let domain_by_plan = table.name == "outcomes" && column.name == "domain";
            // One that the plan names and the file lacks has been said already.
            let is_named = self.source.columns.contains_key(column.name);
            if !columns.contains_key(column.name)
                && !is_named
                && !given(column.name)
                && !domain_by_plan
            {
                let found =
                    format!("no column for `{}`, which `{}` needs", column.name, table.name);
                self.refuse("unmapped_column", column.name, found, String::new());
            }
        }
    }

    fn refuse(&mut self, rule: &'static str, column: &str, found: String, allowed: String) {
        let place = format!("{} ({column})", self.file);
        // The same column may be looked for twice; it is one problem.
        if self.violations.iter().any(|violation| violation.position == place) {
            return;
        }
        self.violations.push(Violation {
            rule: Rule::named(rule),
            severity: Severity::Refusal,
            source: self.source.id.clone(),
            position: place,
            column: None,
            found,
            allowed,
            row: None,
            cells: None,
        });
    }
}
