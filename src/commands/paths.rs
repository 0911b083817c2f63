//! Where a program's things are, and its plan.

use std::path::{Path, PathBuf};

use super::brand::languages;
use crate::cli::Program;
use crate::contract::{FROM_PLAN, TABLES};
use crate::measures::{self, Kpi};
use crate::plan::{FILE_NAME, Plan, TableWords, Vocabulary};
use crate::sources;
use crate::warehouse::Snapshot;

/// Beside the plan: the exports in its folder are made up.
pub(super) const REHEARSAL: &str = "mentorlens.rehearsal";

/// Last line of the plan of a rehearsal, so that a snapshot knows what it was made of.
const MADE_UP: &str = "\n# Rehearsal with made-up data.\n";

/// Folders and files of a program.
#[derive(Debug, Clone)]
pub(super) struct Paths {
    pub(super) warehouse: PathBuf,
    pub(super) reports: PathBuf,
    pub(super) key: PathBuf,
}

impl Paths {
    pub(super) fn of(program: &Program) -> Self {
        let mut paths = Self::below(&program.dir, program.out.as_deref());
        if let Some(key) = &program.key {
            key.clone_into(&mut paths.key);
        }
        paths
    }

    pub(super) fn below(dir: &Path, out: Option<&Path>) -> Self {
        let out = out.unwrap_or(dir);
        // The key stays with the plan: an output folder may be given away.
        Self {
            warehouse: out.join("warehouse"),
            reports: out.join("reports"),
            key: dir.join("mentorlens.key"),
        }
    }
}

/// The plan and the KPIs it is about.
pub(super) fn read_plan(dir: &Path) -> anyhow::Result<(Plan, Vec<Kpi>)> {
    let kpis = measures::catalogue(Some(&dir.join("queries")))?;
    let words = vocabulary_of(&kpis, dir);
    let mut plan = Plan::read(dir, &words)?;
    if dir.join(REHEARSAL).is_file() {
        plan =
            as_rehearsal(Plan::parse(&format!("{}{MADE_UP}", plan.text), FILE_NAME, dir, &words)?);
    }
    let kpis = kpis.into_iter().filter(|kpi| is_wanted(kpi, &plan)).collect();
    Ok((plan, kpis))
}

/// Measures that say `request: yes` wait until the plan names them.
fn is_wanted(kpi: &Kpi, plan: &Plan) -> bool {
    let analysis = &plan.analysis;
    kpi.keys.get("request").is_none_or(|request| request != "yes")
        || analysis.also.contains(&kpi.id)
        || analysis.primary.contains(&kpi.id)
        || plan.targets.iter().any(|target| target.measure == kpi.id)
}

/// The plan that a snapshot was made with.
pub(super) fn plan_of(snapshot: &Snapshot, dir: &Path, kpis: &[Kpi]) -> anyhow::Result<Plan> {
    let name = format!("the plan of snapshot {}", snapshot.number);
    let plan = Plan::parse(&snapshot.plan, &name, dir, &vocabulary_of(kpis, dir))?;
    Ok(if plan.text.ends_with(MADE_UP) { as_rehearsal(plan) } else { plan })
}

/// A plan whose every heading says that the data is made up.
fn as_rehearsal(mut plan: Plan) -> Plan {
    let said = |title: &str| format!("Rehearsal with made-up data: {title}");
    plan.program.name = said(&plan.program.name);
    plan.program.source_note = Some(
        "Rehearsal with made-up data: every person, answer and number in this report was invented by `mentorlens rehearse`."
            .to_owned(),
    );
    for edition in &mut plan.editions {
        edition.title = said(&edition.title);
    }
    plan
}

/// The words of later rooms that a plan may use.
pub(super) fn vocabulary_of(kpis: &[Kpi], dir: &Path) -> Vocabulary {
    let columns = |table: &crate::contract::Table| {
        let mut columns: Vec<String> =
            table.columns.iter().map(|column| column.name.to_owned()).collect();
        if table.dated_by.is_some() {
            columns.push("term_id".to_owned());
        }
        columns
    };
    // `scores` are computed; the plan's own tables come from the plan.
    let fillable =
        TABLES.iter().filter(|table| !FROM_PLAN.contains(&table.name) && table.name != "scores");
    let tables = fillable
        .map(|table| TableWords { name: table.name.to_owned(), columns: columns(table) })
        .collect();
    let mut families: Vec<String> = kpis.iter().map(|kpi| kpi.family.clone()).collect();
    families.sort();
    families.dedup();
    Vocabulary {
        tables,
        formats: sources::SOURCES.iter().map(|format| format.name.to_owned()).collect(),
        measures: kpis.iter().map(|kpi| kpi.id.clone()).collect(),
        families,
        languages: languages(dir),
    }
}
