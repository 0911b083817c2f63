//! All tables of a folder → a plan.

use std::collections::BTreeSet;

use super::afterwards::{compare_sites, leftover, newest, segments};
use super::apart::{count_apart, tell_apart};
use super::belonging::{belonging, people_of_matches};
use super::classify::{fit, roster};
use super::crosswalks::who_is_who;
use super::dictionary::describe;
use super::drafting::Drafting;
use super::forms::SURVEYS;
use super::grouping::{files_of, groups, shown};
use super::inventory::{Inventory, Table};
use super::known::Known as KnownIds;
use super::names;
use super::outcomes::{Known, Planned};
use super::pairing::{Sides, pairs_of_rosters};
use super::pairs::{Pair, pairs};
use super::personal::without_contacts;
use super::profile::Column;
use super::sources::Source;
use super::surveys::{Instrument, instruments};
use super::text::{plain, slug};
use super::whom::{is_called_an_id, person};
use super::write;
use crate::plan::Preset;

/// A plan in the making.
#[derive(Debug, Default)]
pub struct Draft {
    pub(super) program: (String, String),
    /// The usual kind of program that the plan starts with.
    pub(super) preset: Option<&'static Preset>,
    pub(super) sources: Vec<Source>,
    pub(super) instruments: Vec<Instrument>,
    pub(super) outcomes: Vec<Planned>,
    /// Questions that both sides of a match were asked.
    pub(super) pairs: Vec<Pair>,
    /// Id, title, where from.
    pub(super) segments: Vec<(String, String, String)>,
    /// Waves that count as before and after, when they are not the usual ones.
    pub(super) waves: Option<(String, String)>,
    pub(super) as_of: Option<jiff::civil::Date>,
    /// What each file was taken for, and why.
    pub(super) files: Vec<String>,
    pub(super) notes: Vec<String>,
    /// Columns of files that are read, which fill nothing.
    pub(super) leftover: Vec<String>,
}

impl Draft {
    /// Notes an outcome that is measured, once; of one subject, where there are several.
    pub(super) fn measures(
        &mut self,
        known: &'static Known,
        subject: Option<&str>,
        range: Option<(f64, f64)>,
    ) {
        let id =
            subject.map_or_else(|| known.id.to_owned(), |of| format!("{}_{}", known.id, slug(of)));
        if self.outcomes.iter().all(|own| own.id != id) {
            let title = subject
                .map_or_else(|| known.title.to_owned(), |of| format!("{}: {of}", known.title));
            self.outcomes.push(Planned { id, title, known, range });
        }
    }

    /// The text of the plan.
    pub fn plan(&self) -> String {
        without_contacts(&write::plan(self))
    }

    /// Starts the plan with a usual kind of program.
    pub fn start_with(&mut self, preset: &'static Preset) {
        self.preset = Some(preset);
    }

    /// What each file was taken for, and why, one line each.
    pub fn files(&self) -> &[String] {
        &self.files
    }

    /// Ids of the sources that the plan reads.
    pub fn sources(&self) -> Vec<&str> {
        let read = self.sources.iter().filter(|source| source.left_out.is_none());
        read.map(|source| source.id.as_str()).collect()
    }

    /// Leaves a source out, with the reason.
    pub fn leave_out(&mut self, id: &str, why: &str) {
        if let Some(source) = self.sources.iter_mut().find(|source| source.id == id) {
            source.left_out = Some(why.to_owned());
        }
        self.forget_unfilled();
    }

    /// Forgets forms that no source fills.
    fn forget_unfilled(&mut self) {
        // A form that no file fills in any more is asked of nobody.
        let filled: BTreeSet<&String> = self
            .sources
            .iter()
            .filter(|source| source.left_out.is_none())
            .filter_map(|source| source.instrument.as_ref())
            .collect();
        self.instruments.retain(|instrument| filled.contains(&instrument.id));
        self.pairs
            .retain(|pair| filled.contains(&pair.mentor.0) && filled.contains(&pair.mentee.0));
    }
}

/// Drafts a plan.
pub fn draft(inventory: &Inventory) -> Draft {
    let mut groups = groups(&inventory.tables);
    describe(groups.iter_mut().map(|(table, _)| table));
    let written = names::written(groups.iter().map(|(table, _)| table));
    for (table, _) in &mut groups {
        names::add(table, &written);
    }
    let mut drafting = Drafting {
        draft: Draft { program: named(inventory), ..Draft::default() },
        taken: Vec::new(),
        occasions: Vec::new(),
        known: KnownIds::new(count_apart(&groups)),
        tables: &inventory.tables,
    };
    // Ids are learned from lists of people, then from lists of matches; other files are known by them.
    let order = |table: &Table| {
        let who = person(table);
        let sides = Sides::of(table, &KnownIds::default());
        let is_survey = table.recognised.layout.is_some_and(|layout| SURVEYS.contains(&layout));
        match (who.and_then(|who| roster(table, who)), fit(table, who, sides)) {
            _ if is_survey => 2,
            (_, Some(fit)) if fit.table == "matches" => 1,
            (Some(_), _) => 0,
            _ if is_crosswalk(table) => 1,
            _ => 2,
        }
    };
    let mut tables: Vec<&(Table, Vec<&str>)> = groups.iter().collect();
    tables.sort_by_key(|(table, _)| order(table));
    for (table, files) in tables {
        let before = (drafting.draft.sources.len(), drafting.occasions.len());
        let took = drafting.take(table);
        for source in &mut drafting.draft.sources[before.0..] {
            source.files = files_of(files);
        }
        for occasion in &mut drafting.occasions[before.1..] {
            occasion.files = files_of(files);
        }
        let line = format!(
            "{}: {} rows, {} ({}); {took}",
            shown(files, table),
            table.rows,
            table.recognised.name(),
            table.recognised.why
        );
        drafting.draft.files.push(line);
    }
    let all: Vec<&Table> = groups.iter().map(|(table, _)| table).collect();
    drafting.settle_months(&all);
    let Drafting { mut draft, mut taken, occasions, known, .. } = drafting;
    let (instruments, sources) = instruments(occasions, &mut taken);
    draft.instruments = instruments;
    draft.pairs = pairs(&mut draft.instruments);
    draft.sources.extend(sources);
    pairs_of_rosters(&groups, &known, &mut draft, &mut taken);
    people_of_matches(&groups, &mut draft, &mut taken);
    who_is_who(&groups, &mut draft, &mut taken);
    belonging(&groups, &mut draft, &mut taken);
    if known.are_apart() {
        tell_apart(&mut draft);
    }
    draft.sources.iter_mut().for_each(names::settle);
    draft.sources.iter_mut().for_each(Source::settle);
    draft.forget_unfilled();
    draft.leftover = leftover(&groups, &draft);
    draft.segments = segments(inventory, &draft);
    compare_sites(inventory, &mut draft);
    draft.as_of = newest(inventory, &draft.sources);
    for unread in &inventory.unread {
        draft.files.push(format!("{}: cannot be read: {}", unread.file, unread.why));
    }
    for line in &mut draft.files {
        *line = without_contacts(line);
    }
    draft
}

/// True for a short list with the ids of two systems, each once in a row.
fn is_crosswalk(table: &Table) -> bool {
    let is_id = |column: &&Column| is_called_an_id(column);
    table.columns.len() <= 6 && table.columns.iter().filter(is_id).count() >= 2
}

/// Short name and name of the program, from its folder.
fn named(inventory: &Inventory) -> (String, String) {
    let path = inventory.dir.canonicalize().unwrap_or_else(|_| inventory.dir.clone());
    let folder =
        path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let name: Vec<String> = plain(&folder)
        .split(' ')
        .map(|word| {
            let mut letters = word.chars();
            letters
                .next()
                .map(|first| first.to_uppercase().chain(letters).collect())
                .unwrap_or_default()
        })
        .collect();
    let name = name.join(" ");
    (slug(&folder), if name.is_empty() { "Our program".to_owned() } else { name })
}
