//! `staff-list`: open matches that need attention today, with names: a file of its own, never among the reports.

use std::path::{Path, PathBuf};

use anyhow::Context as _;

use super::brand::language_of;
use super::paths::{Paths, read_plan};
use super::unlock::unlock;
use super::{DONE, Outcome};
use crate::cli::StaffListArgs;
use crate::contract::Entity;
use crate::measures::{self, Attention, OpenMatch};
use crate::report::{self, Language, StaffList, StaffRow};
use crate::warehouse::{self, Snapshot, Vault};

/// Form of the list.
enum Form {
    Page,
    Table,
    Text,
}

pub(super) fn staff_list(question: &StaffListArgs) -> anyhow::Result<Outcome> {
    let paths = Paths::below(&question.dir, question.out.as_deref());
    let form = form_of(question.to.as_deref())?;
    if let Some(to) = &question.to {
        must_lie_apart(to, &paths)?;
    }
    let (plan, _) = read_plan(&question.dir)?;
    let snapshot = Snapshot::current(&paths.warehouse)?;
    let secret = unlock(&paths, &question.unlock, std::slice::from_ref(&snapshot))?;
    let vault = Vault::open(&snapshot, secret.as_ref())?;
    let open = measures::open_matches(&snapshot, &plan)?;
    let language = language_of(&plan)?;
    let list = StaffList {
        program: plan.program.name.clone(),
        as_of: snapshot.as_of.clone(),
        open: open.len() as u64,
        rows: rows(&language, &open, snapshot.as_of_day, &vault),
    };
    let mut outcome = Outcome { code: DONE, ..Outcome::default() };
    let bytes = match form {
        Form::Page => report::staff_html(&language, &list)?,
        Form::Table => report::staff_csv(&language, &list),
        Form::Text => report::staff_text(&language, &list),
    }
    .into_bytes();
    match &question.to {
        Some(to) => {
            warehouse::write_private(to, &bytes)?;
            outcome.say(format!("wrote {}, for its owner alone", to.display()));
        }
        None => outcome.output = bytes,
    }
    outcome.say(
        "warning: this list names people: for the staff who work with them, never beside a report",
    );
    if vault.names().next().is_none() {
        outcome.say("note: the vault holds no names, so the list shows ids; say under `name` in [[sources]] of `people` which columns hold them, and run again");
    }
    Ok(outcome)
}

fn form_of(to: Option<&Path>) -> anyhow::Result<Form> {
    let Some(to) = to else { return Ok(Form::Text) };
    let ending = to.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    match ending.to_lowercase().as_str() {
        "html" => Ok(Form::Page),
        "csv" => Ok(Form::Table),
        _ => anyhow::bail!(
            "{}: ends in neither `.html` nor `.csv`, allowed: one of the two",
            to.display()
        ),
    }
}

/// Refuses to write names where reports lie, or what the group may read.
fn must_lie_apart(to: &Path, paths: &Paths) -> anyhow::Result<()> {
    let above = to.parent().filter(|above| !above.as_os_str().is_empty());
    let above = above.unwrap_or(Path::new("."));
    let folder = above
        .canonicalize()
        .with_context(|| format!("{}: cannot look into the folder", above.display()))?;
    let is_ours = |ours: &PathBuf| ours.canonicalize().is_ok_and(|ours| folder.starts_with(ours));
    // A folder that was written with `--out`, or for another program, is known by what lies in it.
    let holds_report = |folder: &Path| folder.join("findings.json").is_file();
    let is_apart = ![&paths.reports, &paths.warehouse].into_iter().any(is_ours)
        && !folder.ancestors().any(holds_report);
    anyhow::ensure!(
        is_apart,
        "{}: lies among reports or in the warehouse, and the list names people; choose a folder that only staff can read",
        to.display()
    );
    Ok(())
}

/// Those with something to do: the longest silence first, then what else is most pressing.
fn rows(language: &Language, open: &[OpenMatch], today: i64, vault: &Vault) -> Vec<StaffRow> {
    let mut pressing: Vec<(Vec<Attention>, &OpenMatch)> = open
        .iter()
        .map(|one| (one.attention(today), one))
        .filter(|(reasons, _)| !reasons.is_empty())
        .collect();
    let raw = |entity, id| vault.raw(entity, id).unwrap_or_default().to_owned();
    pressing.sort_by_cached_key(|(reasons, one)| (rank(reasons), raw(Entity::Match, one.match_id)));
    let name = |id| vault.name(id).unwrap_or_default().to_owned();
    let row = |(reasons, one): (Vec<Attention>, &OpenMatch)| StaffRow {
        match_id: raw(Entity::Match, one.match_id),
        site: one.site.clone().unwrap_or_default(),
        mentor: one.mentor_id.map(name).unwrap_or_default(),
        mentor_id: one.mentor_id.map(|id| raw(Entity::Person, id)).unwrap_or_default(),
        mentee: name(one.mentee_id),
        mentee_id: raw(Entity::Person, one.mentee_id),
        to_do: reasons.into_iter().map(|reason| report::to_do(language, reason, one)).collect(),
    };
    pressing.into_iter().map(row).collect()
}

/// Smaller is more pressing; never by keyed ids, which depend on the key.
fn rank(reasons: &[Attention]) -> [i64; 4] {
    let mut rank = [0; 4];
    for reason in reasons {
        match *reason {
            Attention::Dormant { days } => rank[0] = -days,
            Attention::ContactDue { days } => rank[1] = -1 - days,
            Attention::Overdue { days } => rank[2] = -days,
            Attention::Closing { days } => rank[3] = days - 1000,
        }
    }
    rank
}
