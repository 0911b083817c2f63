//! `privacy`: what personal data is held, where, why, for how long: the draft of a record of processing.

use std::collections::BTreeSet;
use std::path::Path;

use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::brand::language_of;
use super::measure::pretty;
use super::paths::{Paths, read_plan};
use super::{DONE, Outcome};
use crate::cli::Place;
use crate::contract::{FROM_PLAN, TABLES, Table};
use crate::measures::{self, Form, Kpi};
use crate::plan::{Edition, EditionKind, Plan, Shape, Source};
use crate::report::{self, Consents, Held, Holding, People, Processing};
use crate::warehouse::{
    self, Snapshot, WarehouseError, marks_beside, quotes_beside, review_beside,
};

pub(super) fn privacy(place: &Place) -> anyhow::Result<Outcome> {
    let (plan, kpis) = read_plan(&place.dir)?;
    let paths = Paths::below(&place.dir, place.out.as_deref());
    let snapshot = match Snapshot::current(&paths.warehouse) {
        Ok(snapshot) => Some(snapshot),
        Err(WarehouseError::Empty { .. }) => None,
        Err(error) => return Err(error.into()),
    };
    let record = Processing {
        program: plan.program.name.clone(),
        about: plan.program.about.clone(),
        period: plan.program.period.clone(),
        plan: format!("SHA-256 {}…", &plan.hash[..12]),
        snapshot: snapshot.as_ref().map(stated),
        min_cell: plan.privacy.min_cell,
        purposes: purposes(&kpis),
        persons: asked(snapshot.as_ref(), &plan, ROLES)?
            .into_iter()
            .map(|Role { role, n }| (role, People::alone(n, plan.privacy.min_cell)))
            .collect(),
        attributes: attributes(&plan, snapshot.as_ref())?,
        held: held(&plan, snapshot.as_ref()),
        holdings: holdings(&plan, &place.dir, &paths, snapshot.as_ref()),
        consents: consents(&plan, snapshot.as_ref())?,
        recipients: recipients(&plan),
        protections: protections(&plan, &paths, snapshot.as_ref()),
    };
    let output = if place.json {
        pretty(&record)?
    } else {
        report::processing_record(&language_of(&plan)?, &record).into_bytes()
    };
    Ok(Outcome { output, code: DONE, ..Outcome::default() })
}

fn stated(snapshot: &Snapshot) -> String {
    let Snapshot { number, as_of, .. } = snapshot;
    if as_of.is_empty() {
        return format!("snapshot {number} of the warehouse");
    }
    format!("snapshot {number} of the warehouse, which holds what happened up to {as_of}")
}

fn purposes(kpis: &[Kpi]) -> Vec<String> {
    let families: BTreeSet<&str> = kpis.iter().map(|kpi| kpi.family.as_str()).collect();
    families.into_iter().map(str::to_owned).collect()
}

const ROLES: &str =
    "select role, count(distinct person_id) as n from people group by role order by role";

#[derive(Deserialize)]
struct Role {
    role: String,
    n: u64,
}

const ATTRIBUTES: &str = "select distinct attribute from attributes order by attribute";

#[derive(Deserialize)]
struct Attribute {
    attribute: String,
}

/// What the warehouse answers; nothing before the first run.
fn asked<T: DeserializeOwned>(
    snapshot: Option<&Snapshot>,
    plan: &Plan,
    sql: &str,
) -> anyhow::Result<Vec<T>> {
    let Some(snapshot) = snapshot else { return Ok(Vec::new()) };
    Ok(serde_json::from_slice(&measures::query(snapshot, plan, sql, Form::Json)?)?)
}

/// Attributes in the warehouse and those that the plan reads.
fn attributes(plan: &Plan, snapshot: Option<&Snapshot>) -> anyhow::Result<Vec<String>> {
    let kept =
        asked(snapshot, plan, ATTRIBUTES)?.into_iter().map(|Attribute { attribute }| attribute);
    let wide = plan.sources.iter().filter(|source| source.table == "attributes");
    let named = wide.flat_map(|source| source.spread.keys().cloned());
    Ok(kept.chain(named).collect::<BTreeSet<_>>().into_iter().collect())
}

/// Tables with rows, and those that a source of the plan fills.
fn held(plan: &Plan, snapshot: Option<&Snapshot>) -> Vec<Held> {
    let rows = |table: &Table| snapshot.map_or(0, |snapshot| snapshot.rows(table.name));
    let filled = |table: &&&Table| {
        plan.sources.iter().any(|source| source.table == table.name) || rows(table) > 0
    };
    TABLES
        .iter()
        .filter(|table| !FROM_PLAN.contains(&table.name))
        .filter(filled)
        .map(|table| {
            let own = || plan.sources.iter().filter(|source| source.table == table.name);
            let columns: BTreeSet<String> = own().flat_map(columns_of).collect();
            let files: BTreeSet<String> = own().flat_map(|source| source.files.clone()).collect();
            Held {
                table: table.name.to_owned(),
                grain: table.grain.to_owned(),
                columns: columns.into_iter().collect(),
                files: files.into_iter().collect(),
                rows: People::alone(rows(table), plan.privacy.min_cell),
            }
        })
        .collect()
}

fn columns_of(source: &Source) -> Vec<String> {
    let mut columns: Vec<String> =
        source.columns.keys().chain(source.constants.keys()).cloned().collect();
    if source.shape == Shape::Wide {
        columns.extend(source.spread.keys().cloned());
    }
    if !source.code.is_empty() {
        columns.push("person_id".to_owned());
    }
    columns
}

fn holdings(plan: &Plan, dir: &Path, paths: &Paths, snapshot: Option<&Snapshot>) -> Vec<Holding> {
    let newest = plan.retention.snapshots;
    let with_snapshots = match newest {
        1 => "until the next run; the plan keeps one snapshot".to_owned(),
        number => {
            format!("until it is in none of the newest {number} snapshots, which the plan keeps")
        }
    };
    let sealed = if snapshot.is_some_and(Snapshot::is_sealed) {
        "sealed: whoever has the key of the vault"
    } else {
        ""
    };
    let folder = |name: &str| paths.warehouse.join(name);
    let place = |what: &str, path: &Path, kept: &str| Holding {
        what: what.to_owned(),
        place: shown(path, dir),
        readers: warehouse::who_may_read(path).unwrap_or("not there yet").to_owned(),
        kept: kept.to_owned(),
    };
    let closed = |what: &str, path: &Path| {
        let mut holding = place(what, path, &with_snapshots);
        if !sealed.is_empty() {
            sealed.clone_into(&mut holding.readers);
        }
        holding
    };
    let patterns: BTreeSet<&str> =
        plan.sources.iter().flat_map(|source| &source.files).map(String::as_str).collect();
    let mut holdings = vec![
        Holding {
            what: "the exports, as they came".to_owned(),
            place: patterns.into_iter().collect::<Vec<_>>().join(" "),
            readers: "whoever may read the folder".to_owned(),
            kept: "until somebody deletes them; a run never changes them".to_owned(),
        },
        closed("ids of the exports, and names where the plan says so", &folder("vault")),
        closed(
            "rows that were set aside, without columns that the plan does not name",
            &folder("quarantine"),
        ),
        place("open answers", &folder("comments"), &with_snapshots),
        place(
            "everything else, with keyed ids in place of those of the exports",
            &paths.warehouse,
            &with_snapshots,
        ),
        place(
            "what spares the next run work: rows of the exports, typed",
            &folder("vault/cache"),
            "as long as the export is there as it is; may be deleted at any time",
        ),
        place("the key of the ids", &paths.key, "until `mentorlens rotate-key` makes another"),
        place(
            "results about groups, without personal data",
            &paths.reports,
            "until the next run; closed terms as they were published",
        ),
    ];
    let earlier = folder("shown");
    if earlier.is_dir() {
        holdings.push(place(
            "results that earlier reports have shown and the last one has not, without personal data",
            &earlier,
            "until they are shown again, or nobody has an earlier report and somebody deletes them",
        ));
    }
    let marks = marks_beside(&paths.key);
    if marks.is_file() {
        holdings.push(place(
            "marks of persons who were forgotten",
            &marks,
            "for good: they keep later exports from bringing them back",
        ));
    }
    let review = review_beside(&plan.dir);
    if review.is_file() {
        holdings.push(place("proposed links, with names", &review, "until somebody deletes them"));
    }
    let quotes = quotes_beside(&plan.dir);
    if quotes.is_file() {
        holdings.push(place(
            "proposed quotes, without names",
            &quotes,
            "until an answer is withdrawn or changed, or somebody deletes them",
        ));
    }
    holdings
}

fn shown(path: &Path, dir: &Path) -> String {
    path.strip_prefix(dir).unwrap_or(path).display().to_string()
}

const CONSENTS: &str = "select \
    count(distinct case when report_ok then person_id end) as report_yes, \
    count(distinct case when not report_ok then person_id end) as report_no, \
    count(distinct case when share_ok then person_id end) as share_yes, \
    count(distinct case when not share_ok then person_id end) as share_no, \
    count(distinct case when quote_ok then person_id end) as quote_yes, \
    count(distinct case when not quote_ok then person_id end) as quote_no, \
    count(distinct person_id) as persons from people";

#[derive(Default, Deserialize)]
struct Said {
    report_yes: u64,
    report_no: u64,
    share_yes: u64,
    share_no: u64,
    quote_yes: u64,
    quote_no: u64,
    persons: u64,
}

fn consents(plan: &Plan, snapshot: Option<&Snapshot>) -> anyhow::Result<Vec<Consents>> {
    let said: Said = asked(snapshot, plan, CONSENTS)?.pop().unwrap_or_default();
    let purposes = [
        (
            "to be counted in reports",
            "report_ok",
            (said.report_yes, said.report_no),
            "all rows about the person go in the next run; where it is empty, `share_ok` counts",
        ),
        (
            "to be quoted",
            "quote_ok",
            (said.quote_yes, said.quote_no),
            "no open answer of the person may be quoted",
        ),
        (
            "to have rows passed on",
            "share_ok",
            (said.share_yes, said.share_no),
            "`query --purpose share` leaves the rows out, as it does where nothing is said",
        ),
    ];
    let consent = |(purpose, column, (yes, no), enforced): (&str, &str, (u64, u64), &str)| {
        let is_read = plan.sources.iter().any(|source| {
            source.table == "people"
                && (source.columns.contains_key(column) || source.constants.contains_key(column))
        });
        // Everybody's number is that of the roles.
        let silent = said.persons.saturating_sub(yes + no);
        let [yes, no, silent] = People::parts([yes, no, silent], plan.privacy.min_cell);
        let (purpose, column, enforced) =
            (purpose.to_owned(), column.to_owned(), enforced.to_owned());
        Consents { purpose, column, is_read, yes, no, silent, enforced }
    };
    Ok(purposes.into_iter().map(consent).collect())
}

fn recipients(plan: &Plan) -> Vec<String> {
    let edition = |edition: &Edition| {
        let rules = plan.rules_of(edition);
        format!(
            "edition `{}` of the report, for {}: no number about fewer than {} people, no share that fewer than {} stand for",
            edition.id,
            readers(edition.kind),
            rules.min_cell,
            rules.min_part
        )
    };
    plan.editions.iter().map(edition).collect()
}

fn readers(kind: EditionKind) -> &'static str {
    match kind {
        EditionKind::Funder => "whoever pays",
        EditionKind::Board => "the board",
        EditionKind::SchoolTerm => "a school or district",
        EditionKind::Corporate => "an employer",
        EditionKind::Evaluator => "whoever checks the evaluation",
        EditionKind::Public => "everybody",
    }
}

fn protections(plan: &Plan, paths: &Paths, snapshot: Option<&Snapshot>) -> Vec<String> {
    let rules = &plan.privacy;
    let few = rules.min_cell;
    let small_groups = match &rules.preset {
        Some(name) => format!(
            "small groups (`{name}`): no number about fewer than {few} people, and nothing that it could be worked out from; an attacker tries before a report is written"
        ),
        None => format!(
            "small groups: no number about fewer than {few} people, and nothing that it could be worked out from; an attacker tries before a report is written"
        ),
    };
    let mut lines = vec![
        "ids of the exports are replaced by keyed hashes (HMAC-SHA-256); the key lies outside the warehouse".to_owned(),
        match (&rules.vault_key, snapshot.is_some_and(Snapshot::is_sealed)) {
            (Some(key), true) => format!("names, raw ids and rows set aside are encrypted for the key that ends in {} (HPKE, RFC 9180)", key.sum()),
            (Some(key), false) => format!("the plan names a key that ends in {}; the vault is sealed by the next run", key.sum()),
            (None, true) => "the vault of this snapshot is sealed; the plan names no key any more, so that the next one will not be".to_owned(),
            (None, false) => "names, raw ids and rows set aside are not encrypted, and for the owner of the files alone; `mentorlens vault-key` makes a key to seal them for".to_owned(),
        },
        small_groups,
        "the program opens no connection; messages never repeat the cell of a personal column".to_owned(),
        "`mentorlens forget` removes a person from every table, snapshot and report, and keeps later exports from bringing them back".to_owned(),
    ];
    if let Some(why) = &rules.rationale {
        lines.push(format!("why these rules: {why}"));
    }
    if !paths.key.is_file() {
        lines.push("no key of the ids was made yet".to_owned());
    }
    lines
}
