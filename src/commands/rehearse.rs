//! `rehearse`: a plan → made-up exports in its inbox.

use std::collections::BTreeSet;
use std::fs::OpenOptions;
use std::io::Write as _;
use std::path::{Component, Path, PathBuf};

use anyhow::Context as _;

use super::paths::{REHEARSAL, read_plan};
use super::{DONE, Outcome};
use crate::cli::RehearseArgs;
use crate::rehearsal::rehearse as make_up;
use crate::sources::contact_in;

/// What the mark beside the plan says to whoever opens it.
const MARK: &str = "The exports in this folder were made up by `mentorlens rehearse`, and every report says so.\n\
    Before the real exports come, delete the made-up ones and this file.\n";

pub(super) fn rehearse(options: &RehearseArgs) -> anyhow::Result<Outcome> {
    let dir = options.dir.as_path();
    let (plan, _) = read_plan(dir)?;
    let rehearsal = make_up(&plan, options.seed)?;
    let files: Vec<(PathBuf, &String, &Vec<u8>)> =
        rehearsal.files.iter().map(|(name, bytes)| (dir.join(name), name, bytes)).collect();
    for (_, name, _) in &files {
        let is_inside =
            Path::new(name).components().all(|part| matches!(part, Component::Normal(_)));
        anyhow::ensure!(is_inside, "{name}: leads out of the program's folder");
    }
    refuse_full(dir, files.iter().filter_map(|(path, ..)| path.parent()))?;
    // The mark first: made-up exports never lie there without it.
    std::fs::write(dir.join(REHEARSAL), MARK)
        .with_context(|| format!("{}: cannot be written", dir.join(REHEARSAL).display()))?;
    let mut outcome = Outcome::default();
    for (path, name, bytes) in &files {
        let failed = || format!("{}: cannot be written", path.display());
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder).with_context(failed)?;
        }
        let mut file =
            OpenOptions::new().write(true).create_new(true).open(path).with_context(failed)?;
        file.write_all(bytes).with_context(failed)?;
        outcome.say(format!("made up {name}"));
    }
    outcome.say(format!(
        "{} rows of made-up data; every report says so until {REHEARSAL} and the made-up files are deleted; now:",
        rehearsal.said.len()
    ));
    outcome.say(format!("  mentorlens run {}", dir.display()));
    outcome.code = DONE;
    Ok(outcome)
}

/// Refuses to mix made-up exports with others.
fn refuse_full<'p>(dir: &Path, folders: impl Iterator<Item = &'p Path>) -> anyhow::Result<()> {
    // Exports beside the plan itself share their folder with it.
    let own = |name: &str| name.starts_with("mentorlens.") || name.starts_with('.');
    for folder in folders.collect::<BTreeSet<_>>() {
        let Ok(entries) = std::fs::read_dir(folder) else { continue };
        for entry in entries {
            let entry = entry?;
            let mut name = entry.file_name().to_string_lossy().into_owned();
            if entry.file_type()?.is_file() && !(folder == dir && own(&name)) {
                if contact_in(&name).is_some() {
                    "a file".clone_into(&mut name);
                }
                anyhow::bail!(
                    "{} holds {name} already; made-up exports are never written beside others\nhint: copy the plan into an empty folder and rehearse there",
                    folder.display()
                );
            }
        }
    }
    Ok(())
}
