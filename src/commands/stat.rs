//! `stat`: one design on one file, with every answer.

use std::collections::BTreeMap;

use anyhow::{Context as _, bail};

use super::Outcome;
use crate::cli::StatArgs;
use crate::contract::{nearest, number};
use crate::inference::{self, ColumnKind, Design, Finding, Level, Settings};
use crate::measures::{Cells, Slice, Values};
use crate::report;
use crate::sources::{self, Header, ReadOptions};

/// Texts that statistics programs write for a missing value.
const MISSING: &[&str] = &["", "NA", "N/A", "NaN", "nan", "."];

/// How many cells that are no numbers are listed.
const PLACES: usize = 3;

pub(super) fn stat(question: &StatArgs) -> anyhow::Result<Outcome> {
    let design = design(&question.design)?;
    let settings = settings(question)?;
    let shown_as = question.file.display().to_string();
    let read = ReadOptions { sheet: question.sheet.clone(), ..ReadOptions::default() };
    let mut reader = sources::open(&question.file, &shown_as, &read).map_err(with_hint)?;
    let columns = Columns::new(question, design, reader.header())?;
    let mut outcome = Outcome::default();
    let mut table = Table::default();
    for batch in reader.by_ref() {
        let batch = batch.map_err(with_hint)?;
        for at in 0..batch.rows() {
            table.take(
                &columns,
                question,
                |column| batch.cell(at, column).trim(),
                |column| batch.origin(at, column).to_string(),
            );
        }
    }
    for problem in reader.take_problems() {
        outcome.say(format!(
            "note: {}: {}, allowed: {}",
            problem.origin, problem.found, problem.allowed
        ));
    }
    table.complain(&mut outcome);
    let mut findings = Vec::new();
    for slice in table.slices(&columns, question, design.name) {
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

fn settings(question: &StatArgs) -> anyhow::Result<Settings> {
    let mut keys = BTreeMap::new();
    if !question.at.is_empty() {
        let at: Vec<String> = question.at.iter().map(f64::to_string).collect();
        keys.insert("at".to_owned(), at.join(","));
    }
    for setting in &question.settings {
        let (key, value) = setting
            .split_once('=')
            .with_context(|| format!("`--set {setting}` has no `=`, allowed: KEY=VALUE"))?;
        keys.insert(key.trim().to_owned(), value.trim().to_owned());
    }
    Ok(Settings::new(Level::new(question.confidence)?, keys))
}

/// Columns of the file that the design uses.
struct Columns {
    /// Name in the design, whether it is a number, place in the file.
    design: Vec<(String, bool, usize)>,
    by: Option<usize>,
}

impl Columns {
    fn new(question: &StatArgs, design: &Design, header: &Header) -> anyhow::Result<Self> {
        let mut renamed = BTreeMap::new();
        for pair in &question.columns {
            let (name, column) = pair.split_once('=').with_context(|| {
                format!("`--columns {pair}` has no `=`, allowed: before=pre,after=post")
            })?;
            renamed.insert(name.trim(), column.trim());
        }
        let mut columns = Vec::new();
        for wanted in specs(design) {
            let column = renamed.remove(wanted.0).unwrap_or(wanted.0);
            match header.position(column) {
                Some(at) => columns.push((wanted.0.to_owned(), wanted.1, at)),
                None if wanted.2 || column != wanted.0 => bail!(missing(column, design, header)),
                None => {}
            }
        }
        for name in header
            .names()
            .iter()
            .filter(|name| design.name == "comparison" && name.starts_with("covariate_"))
        {
            renamed.entry(name).or_insert(name);
        }
        for (name, column) in renamed {
            if !(design.name == "comparison" && name.starts_with("covariate_")) {
                let names: Vec<&str> = specs(design).iter().map(|spec| spec.0).collect();
                bail!(
                    "`--columns` names `{name}`, allowed for the design `{}`: {}",
                    design.name,
                    names.join(", ")
                );
            }
            let at = header.position(column).with_context(|| missing(column, design, header))?;
            columns.push((name.to_owned(), true, at));
        }
        let extra = |column: &Option<String>| -> anyhow::Result<Option<usize>> {
            column
                .as_ref()
                .map(|name| header.position(name).with_context(|| missing(name, design, header)))
                .transpose()
        };
        if let Some(at) = extra(&question.cluster)? {
            columns.push(("cluster".to_owned(), false, at));
        }
        Ok(Self { design: columns, by: extra(&question.by)? })
    }
}

/// Name, whether it is a number, whether it is required.
fn specs(design: &Design) -> Vec<(&'static str, bool, bool)> {
    if design.name == "items" {
        // The design itself sees one pattern of answers per unit; a file has one answer a row.
        return vec![("unit_id", false, true), ("item", false, true), ("value", true, true)];
    }
    design
        .columns
        .iter()
        .map(|column| (column.name, column.kind == ColumnKind::Number, column.required))
        .collect()
}

fn missing(column: &str, design: &Design, header: &Header) -> String {
    let names = header.names();
    let near = nearest(column, names.iter().map(String::as_str))
        .map(|near| format!("did you mean `{near}`? "))
        .unwrap_or_default();
    let needed: Vec<&str> = specs(design).iter().filter(|spec| spec.2).map(|spec| spec.0).collect();
    format!(
        "the file has no column `{column}`, found: {}\nhint: {near}the design `{}` needs {}; name them with --columns {}=…",
        names.join(", "),
        design.name,
        needed.join(", "),
        needed.first().unwrap_or(&"value")
    )
}

/// Distinct rows with their counts, by level.
#[derive(Default)]
struct Table {
    rows: BTreeMap<(Option<String>, Vec<Option<String>>), u64>,
    problems: Vec<String>,
}

impl Table {
    fn take<'c>(
        &mut self,
        columns: &Columns,
        question: &StatArgs,
        cell: impl Fn(usize) -> &'c str,
        origin: impl Fn(usize) -> String,
    ) {
        let mut cells = Vec::with_capacity(columns.design.len());
        for (name, is_number, at) in &columns.design {
            let text = cell(*at);
            let known = (!MISSING.contains(&text)).then(|| text.to_owned());
            let usable = known.filter(|text| {
                let fits = !is_number || number(text, question.decimal).is_some();
                if !fits {
                    self.problems.push(format!(
                        "{}: `{name}` is \"{text}\", allowed: a number",
                        origin(*at)
                    ));
                }
                fits
            });
            cells.push(usable);
        }
        let level = columns.by.map(|at| cell(at).to_owned()).filter(|level| !level.is_empty());
        *self.rows.entry((level, cells)).or_insert(0) += 1;
    }

    fn complain(&self, outcome: &mut Outcome) {
        for problem in self.problems.iter().take(PLACES) {
            outcome.say(format!("warning: {problem}; treated as missing"));
        }
        if self.problems.len() > PLACES {
            outcome.say(format!(
                "warning: {} cells are no numbers, the first {PLACES} are listed",
                self.problems.len()
            ));
        }
    }

    /// The overall slice, then one per level.
    fn slices(&self, columns: &Columns, question: &StatArgs, design: &str) -> Vec<Slice> {
        let mut levels: Vec<Option<&String>> = vec![None];
        if columns.by.is_some() {
            let mut found: Vec<&String> =
                self.rows.keys().filter_map(|(level, _)| level.as_ref()).collect();
            found.dedup();
            levels.extend(found.into_iter().map(Some));
        }
        levels
            .into_iter()
            .map(|level| {
                let rows =
                    self.rows.iter().filter(|((of, _), _)| level.is_none() || of.as_ref() == level);
                let rows: Vec<(&[Option<String>], u64)> =
                    rows.map(|((_, cells), n)| (cells.as_slice(), *n)).collect();
                let cells = if design == "items" {
                    patterns(columns, &rows)
                } else {
                    cells(columns, question, &rows)
                };
                let all = || "all".to_owned();
                let dimension = level.and(question.by.clone()).unwrap_or_else(all);
                Slice {
                    subject: None,
                    term_id: all(),
                    dimension,
                    level: level.cloned().unwrap_or_else(all),
                    cells,
                }
            })
            .collect()
    }
}

fn cells(columns: &Columns, question: &StatArgs, rows: &[(&[Option<String>], u64)]) -> Cells {
    let named = columns.design.iter().enumerate().map(|(at, (name, is_number, _))| {
        let texts = rows.iter().map(|(cells, _)| cells[at].clone());
        let values = if *is_number {
            Values::Numbers(
                texts.map(|text| text.and_then(|text| number(&text, question.decimal))).collect(),
            )
        } else {
            let censored = |text: &String| {
                name == "cause"
                    && question
                        .settings
                        .iter()
                        .any(|setting| *setting == format!("censored={text}"))
            };
            Values::Texts(texts.map(|text| text.filter(|text| !censored(text))).collect())
        };
        (name.clone(), values)
    });
    Cells::new(named.collect(), rows.iter().map(|(_, n)| *n).collect())
}

/// One answer a row → one pattern of answers per unit.
fn patterns(columns: &Columns, rows: &[(&[Option<String>], u64)]) -> Cells {
    let place = |name: &str| {
        columns
            .design
            .iter()
            .position(|(found, ..)| found == name)
            .expect("required columns were found")
    };
    let (unit, item, value) = (place("unit_id"), place("item"), place("value"));
    let mut units = BTreeMap::<Option<String>, BTreeMap<String, String>>::new();
    let mut items = std::collections::BTreeSet::new();
    for (cells, _) in rows {
        let name = cells[item].clone().unwrap_or_default();
        items.insert(name.clone());
        units
            .entry(cells[unit].clone())
            .or_default()
            .insert(name, cells[value].clone().unwrap_or_default());
    }
    let mut counts = BTreeMap::<String, u64>::new();
    for answers in units.values() {
        let pattern: Vec<&str> =
            items.iter().map(|item| answers.get(item).map_or("", String::as_str)).collect();
        *counts.entry(pattern.join("|")).or_insert(0) += 1;
    }
    let names: Vec<String> = items.into_iter().collect();
    let (patterns, n): (Vec<_>, Vec<_>) =
        counts.into_iter().map(|(pattern, n)| (Some(pattern), n)).unzip();
    let names = vec![Some(names.join("|")); n.len()];
    Cells::new(
        vec![
            ("items".to_owned(), Values::Texts(names)),
            ("values".to_owned(), Values::Texts(patterns)),
        ],
        n,
    )
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
