//! `stat`: one design on one file, with every answer.

mod columns;
mod forms;
mod list;
mod table;

use std::collections::BTreeMap;

use anyhow::{Context as _, bail};

use self::columns::Columns;
use self::table::Table;
use super::Outcome;
use crate::cli::StatArgs;
use crate::contract::nearest;
use crate::inference::{self, Design, Finding, Level, Settings};
use crate::measures::Slice;
use crate::report;
use crate::sources::{self, ReadOptions};

/// How many cells or rows that are not as they should be are listed.
const PLACES: usize = 3;

pub(super) fn stat(question: &StatArgs) -> anyhow::Result<Outcome> {
    let design = question.design.as_deref().map(design).transpose()?;
    if question.list {
        return Ok(Outcome { output: list::list(design).into_bytes(), ..Outcome::default() });
    }
    let (Some(design), Some(file)) = (design, &question.file) else {
        bail!("`stat` needs a design and a file, or --list");
    };
    let settings = settings(question, design)?;
    let shown_as = file.display().to_string();
    let read = ReadOptions { sheet: question.sheet.clone(), ..ReadOptions::default() };
    let mut reader = sources::open(file, &shown_as, &read).map_err(with_hint)?;
    let columns = Columns::new(question, design, reader.header())?;
    let mut outcome = Outcome::default();
    let mut table = Table::default();
    for batch in reader.by_ref() {
        let batch = batch.map_err(with_hint)?;
        for at in (0..batch.rows()).filter(|at| !batch.deletes(*at)) {
            table.take(
                &columns,
                question.decimal,
                |column| batch.cell(at, column).trim(),
                |column| batch.origin(at, column).to_string(),
            );
        }
    }
    let problems = reader.take_problems();
    for problem in problems.iter().take(PLACES) {
        outcome.say(format!(
            "note: {}: {}, allowed: {}",
            problem.origin, problem.found, problem.allowed
        ));
    }
    if problems.len() > PLACES {
        outcome.say(format!("note: {} such rows, the first {PLACES} are listed", problems.len()));
    }
    for warning in table.warnings(question.by.as_deref()) {
        outcome.say(warning);
    }
    let mut findings = Vec::new();
    for slice in table.slices(&columns, question, design)? {
        let reply = inference::answer(design.name, &slice.cells, &settings)?;
        findings.extend(
            reply.answers.iter().map(|answer| as_finding(answer, &slice, design, &settings)),
        );
    }
    outcome.output = if question.json {
        report::findings_json(&findings)
    } else {
        report::findings_text(&findings)
    }
    .into_bytes();
    Ok(outcome)
}

fn with_hint(error: sources::SourceError) -> anyhow::Error {
    match error.hint() {
        Some(hint) => anyhow::anyhow!("{error}\nhint: {hint}"),
        None => error.into(),
    }
}

fn design(name: &str) -> anyhow::Result<&'static Design> {
    inference::DESIGNS.iter().find(|design| design.name == name).with_context(|| {
        let names = inference::DESIGNS.iter().map(|design| design.name);
        let near = nearest(name, names.clone())
            .map(|near| format!("\nhint: did you mean `{near}`?"))
            .unwrap_or_default();
        format!("the design is `{name}`, allowed: {}{near}", names.collect::<Vec<_>>().join(", "))
    })
}

fn settings(question: &StatArgs, design: &Design) -> anyhow::Result<Settings> {
    let mut keys = BTreeMap::new();
    if !question.at.is_empty() {
        if design.name != "duration" {
            bail!("`--at` is for the design `duration`, found: `{}`", design.name);
        }
        let at: Vec<String> = question.at.iter().map(f64::to_string).collect();
        keys.insert("at".to_owned(), at.join(","));
    }
    for (key, value) in [
        ("answers", &question.answers),
        ("tests", &question.tests),
        ("effect", &question.effect),
        ("alternative", &question.alternative),
        ("margin", &question.margin),
        ("seed", &question.seed),
    ] {
        if let Some(value) = value {
            check_setting(key, design)?;
            keys.insert(key.to_owned(), value.clone());
        }
    }
    for setting in &question.settings {
        let (key, value) = setting
            .split_once('=')
            .with_context(|| format!("`--set {setting}` has no `=`, allowed: KEY=VALUE"))?;
        let key = key.trim();
        check_setting(key, design)?;
        keys.insert(key.to_owned(), value.trim().to_owned());
    }
    if !keys.contains_key("answers") {
        keys.insert("everything".to_owned(), "yes".to_owned());
    }
    Ok(Settings::new(Level::new(question.confidence)?, keys))
}

/// Refuses a key that the design would not heed.
fn check_setting(key: &str, design: &Design) -> anyhow::Result<()> {
    let censored = (design.name == "duration").then_some(&table::CENSORED);
    let known = || ["answers"].iter().chain(design.settings).chain(censored).copied();
    if known().any(|known| known == key) {
        return Ok(());
    }
    let near = nearest(key, known())
        .map(|near| format!("\nhint: did you mean `{near}`?"))
        .unwrap_or_default();
    bail!(
        "`--set` names `{key}`, allowed for the design `{}`: {}{near}",
        design.name,
        known().collect::<Vec<_>>().join(", ")
    );
}

fn as_finding(
    answer: &inference::Answer,
    slice: &Slice,
    design: &Design,
    settings: &Settings,
) -> Finding {
    let place = inference::Place {
        measure: "stat",
        family: design.name,
        program_id: "",
        slice,
        confidence: settings.level.get(),
        // One file says nothing about how people came into it.
        claim: if design.name == "paired" || design.name == "comparison" { "L2" } else { "L1" },
    };
    inference::finding(answer, &place)
}
