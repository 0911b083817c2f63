//! What the overview shows: editions, alarms, trends, every headline number, sources and runs.

use serde::Serialize;

use crate::inference::Finding;
use crate::measures::Kpi;
use crate::plan::Edition;
use crate::report::ReportError;
use crate::report::editions::{Depth, families_of, layout, name_of};
use crate::report::evidence::Evidence;
use crate::report::format::NOTHING;
use crate::report::labels::{
    QUALITY, capitalised, clean, families, family, measures_of, spaced, typeset,
};
use crate::report::language::{Language, say};
use crate::report::overview::Run;
use crate::report::sentences::{in_short, value_and_interval};

use super::answers::answer_name;
use super::cards::status_of;
use super::figures::over_time;
use super::history::{History, history};
use super::parts::{Figure, Group, Row, Status, Table};
use super::slug::slug;

/// Measures with a drawing where the plan declares none as primary.
const MOST_OF_FEW: usize = 3;

/// The overview.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(in crate::report) struct Overview {
    language: String,
    direction: &'static str,
    title: String,
    program: String,
    period: String,
    /// Cut-off date in words, and as a machine reads it.
    as_of: String,
    as_of_date: String,
    editions: Vec<File>,
    alarms: Vec<String>,
    trends: Vec<Trend>,
    history: Option<History>,
    families: Vec<Choice>,
    terms: Vec<Choice>,
    splits: Vec<Split>,
    numbers: Vec<Number>,
    sources: Table,
    runs: Vec<RunRow>,
    reading: String,
    footer: Vec<String>,
}

/// An edition of the report.
#[derive(Debug, Clone, PartialEq, Serialize)]
struct File {
    name: String,
    title: String,
    about: String,
}

/// A primary measure.
#[derive(Debug, Clone, PartialEq, Serialize)]
struct Trend {
    id: String,
    heading: String,
    say: String,
    figure: Option<Figure>,
}

/// What a filter offers.
#[derive(Debug, Clone, PartialEq, Serialize)]
struct Choice {
    id: String,
    name: String,
}

/// A way to group, with its groups.
#[derive(Debug, Clone, PartialEq, Serialize)]
struct Split {
    id: String,
    name: String,
    levels: Vec<Choice>,
}

/// A headline number of a measure in one slice.
#[derive(Debug, Clone, PartialEq, Serialize)]
struct Number {
    /// Ids for the filters.
    family: String,
    term: String,
    split: String,
    level: String,
    /// As they are read.
    measure: String,
    about: String,
    term_name: String,
    group: String,
    value: String,
    interval: String,
    n: String,
    status: Option<Status>,
    /// The number and what stands around it, in a sentence.
    tip: String,
    /// As they are counted with.
    raw: Raw,
}

/// The exact numbers, for sorting and for whoever saves them.
#[derive(Debug, Clone, PartialEq, Serialize)]
struct Raw {
    estimate: String,
    low: String,
    high: String,
    n: String,
    unit: String,
}

/// A run as it is read.
#[derive(Debug, Clone, PartialEq, Serialize)]
struct RunRow {
    number: String,
    as_of: String,
    rows: String,
    aside: String,
    changed: String,
    id: String,
    page: String,
    is_this: bool,
}

pub(in crate::report) fn overview(
    evidence: &Evidence<'_>,
    runs: &[Run],
) -> Result<Overview, ReportError> {
    let (plan, run, language) = (evidence.input.plan, &evidence.input.run, evidence.language());
    let head = super::head::head(evidence);
    let program = clean(&plan.program.name);
    let numbers = numbers(evidence);
    let shown = |choice: &Choice| numbers.iter().any(|number| number.family == choice.id);
    Ok(Overview {
        language: language.tag().to_owned(),
        direction: language.direction(),
        title: say!(language, "overview-title", program = &program),
        period: plan.program.period.as_deref().map(clean).unwrap_or_default(),
        as_of: language.iso(&run.as_of),
        as_of_date: run
            .as_of
            .parse::<jiff::civil::Date>()
            .map_or(String::new(), |date| date.to_string()),
        editions: plan
            .editions
            .iter()
            .enumerate()
            .map(|(place, one)| file(evidence, place, one))
            .collect(),
        alarms: head.alarms,
        trends: trends(evidence)?,
        history: history(evidence, runs)?,
        families: choices(evidence).into_iter().filter(shown).collect(),
        terms: terms(evidence, &numbers),
        splits: splits(evidence, &numbers),
        sources: sources(evidence, runs),
        runs: runs.iter().map(|one| run_row(language, one, &run.snapshot)).collect(),
        reading: head.reading,
        footer: super::footer::footer(evidence).lines,
        program,
        numbers,
    })
}

fn file(evidence: &Evidence<'_>, place: usize, edition: &Edition) -> File {
    let (kpis, language) = (evidence.input.kpis, evidence.language());
    let name = if place == 0 { "index.html".to_owned() } else { format!("{}.html", edition.id) };
    let families = families_of(edition).into_iter();
    let chosen: Vec<String> =
        families.map(|id| family(language, id, kpis).name.to_lowercase()).collect();
    let about = match layout(edition.kind).depth {
        Depth::Page => say!(language, "one-page"),
        _ if chosen.is_empty() => say!(language, "every-family"),
        _ => language.list(&chosen),
    };
    File {
        name,
        title: format!("{}: {}", name_of(language, edition), clean(&edition.title)),
        about,
    }
}

/// The measures that the plan declared primary, else what readers ask first.
pub(super) fn primary<'a>(evidence: &Evidence<'a>) -> Vec<&'a Kpi> {
    let declared = &evidence.input.plan.analysis.primary;
    if !declared.is_empty() {
        return declared.iter().filter_map(|id| evidence.kpi(id)).collect();
    }
    evidence.leading().into_iter().take(MOST_OF_FEW).collect()
}

fn trends(evidence: &Evidence<'_>) -> Result<Vec<Trend>, ReportError> {
    let measures = primary(evidence).into_iter().filter(|kpi| evidence.has(&kpi.id));
    measures
        .map(|kpi| {
            let say = in_short(evidence, kpi).map(|said| said.text).unwrap_or_default();
            Ok(Trend {
                id: slug("t", &kpi.id),
                heading: evidence.names.title(kpi),
                figure: over_time(evidence, kpi, &say)?,
                say,
            })
        })
        .collect()
}

/// All families with their names, the quality of the data last.
fn choices(evidence: &Evidence<'_>) -> Vec<Choice> {
    let kpis = evidence.input.kpis;
    let language = evidence.language();
    let known = families(language, kpis, &[]).into_iter();
    let all = known.chain([family(language, QUALITY, kpis)]);
    all.map(|family| Choice { id: family.id, name: family.name }).collect()
}

fn terms(evidence: &Evidence<'_>, numbers: &[Number]) -> Vec<Choice> {
    let terms = evidence.names.heading.terms.iter();
    let with_numbers = terms.filter(|(id, _)| numbers.iter().any(|number| number.term == *id));
    with_numbers.map(|(id, name)| Choice { id: id.clone(), name: name.clone() }).collect()
}

fn splits(evidence: &Evidence<'_>, numbers: &[Number]) -> Vec<Split> {
    let mut splits = Vec::new();
    for segment in &evidence.input.plan.segments {
        let mut levels: Vec<Choice> = Vec::new();
        for number in numbers.iter().filter(|number| number.split == segment.id) {
            if !levels.iter().any(|level| level.id == number.level) {
                levels.push(Choice { id: number.level.clone(), name: number.group.clone() });
            }
        }
        if !levels.is_empty() {
            let name = capitalised(&evidence.names.dimension(&segment.id));
            splits.push(Split { id: segment.id.clone(), name, levels });
        }
    }
    splits
}

/// The headline of every measure in every slice.
fn numbers(evidence: &Evidence<'_>) -> Vec<Number> {
    let mut numbers = Vec::new();
    for choice in choices(evidence) {
        for kpi in measures_of(&choice.id, evidence.input.kpis) {
            let headline = evidence.headline(kpi).map(str::to_owned);
            let of_headline = |finding: &&Finding| Some(&finding.answer) == headline.as_ref();
            numbers.extend(
                evidence
                    .of(&kpi.id)
                    .iter()
                    .filter(of_headline)
                    .map(|one| number(evidence, kpi, one)),
            );
        }
    }
    numbers
}

fn number(evidence: &Evidence<'_>, kpi: &Kpi, finding: &Finding) -> Number {
    let (names, language) = (&evidence.names, evidence.language());
    let subject = finding.subject.as_deref().map(|id| names.subject_heading(id));
    let answer = answer_name(names, names.better(kpi, finding.subject.as_deref()), finding);
    let about =
        subject.map_or(answer.clone(), |subject| format!("{subject}: {}", answer.to_lowercase()));
    let (value, interval) = match (value_and_interval(language, finding), &finding.suppressed) {
        (Some(known), _) => known,
        (None, Some(_)) => (language.hidden(), String::new()),
        (None, None) => (say!(language, "not-computed"), String::new()),
    };
    let term_name = match finding.term_id.as_str() {
        "all" => say!(language, "all-terms"),
        term => names.heading.term(term),
    };
    let group =
        if finding.dimension == "all" { say!(language, "everyone") } else { names.level(finding) };
    let exact = |number: Option<f64>| number.map_or(String::new(), |number| number.to_string());
    Number {
        family: kpi.family.clone(),
        term: finding.term_id.clone(),
        split: finding.dimension.clone(),
        level: finding.level.clone(),
        measure: evidence.names.title(kpi),
        tip: tip(language, kpi, finding, &interval),
        about,
        term_name,
        group,
        value,
        interval: if interval.is_empty() { NOTHING.to_owned() } else { interval },
        n: finding.n.map_or(NOTHING.to_owned(), |n| language.count(n)),
        status: status_of(evidence, finding),
        raw: Raw {
            estimate: exact(finding.estimate),
            low: exact(finding.low),
            high: exact(finding.high),
            n: finding.n.map_or(String::new(), |n| n.to_string()),
            unit: finding.unit.clone(),
        },
    }
}

/// What stands around a number, in sentences.
fn tip(language: &Language, kpi: &Kpi, finding: &Finding, interval: &str) -> String {
    if let Some(reason) = &finding.suppressed {
        return format!("{}: {}.", capitalised(&language.hidden()), language.translated(reason));
    }
    let mut said = Vec::new();
    if !interval.is_empty() {
        let level = language.confidence(finding.confidence);
        said.push(say!(language, "tip-interval", level = level, interval = interval));
    }
    if let Some(n) = finding.n {
        let counted = language.counted(n, &kpi.unit);
        said.push(match finding.n_missing.filter(|missing| *missing > 0) {
            Some(missing) => say!(language, "tip-counted", counted = counted, n = missing),
            None => format!("{counted}."),
        });
    }
    if let Some(notes) = finding.notes.as_deref().filter(|notes| !notes.is_empty()) {
        let notes = capitalised(&language.remarks(notes));
        said.push(format!("{}.", notes.trim_end_matches('.')));
    }
    said.push(say!(language, "tip-method", method = language.method(&finding.method)));
    said.join(" ")
}

/// How fresh each source is: what it gave, since which run its files are the same, and when the next one is expected.
fn sources(evidence: &Evidence<'_>, runs: &[Run]) -> Table {
    let language = evidence.language();
    let row = |source: &crate::warehouse::SourceEntry| {
        let planned = evidence.input.plan.sources.iter().find(|one| one.id == source.source);
        let expected = planned
            .and_then(|planned| planned.expect_every_days)
            .map(|days| say!(language, "every", days = language.counted(days, "day")));
        let since = unchanged_since(&source.source, runs);
        Row {
            head: typeset(&spaced(&source.source)),
            cells: vec![
                language.count(u64::try_from(source.files.len()).unwrap_or(u64::MAX)),
                language.count(source.rows_in),
                language.count(source.rows_quarantined),
                since.map_or(NOTHING.to_owned(), |number| {
                    say!(language, "run-number", number = number.to_string())
                }),
                expected.unwrap_or(NOTHING.to_owned()),
            ],
            ..Row::default()
        }
    };
    let rows = evidence.input.ledger.sources.iter().map(row).collect();
    let columns = vec![
        say!(language, "source"),
        say!(language, "overview-files"),
        say!(language, "overview-rows-read"),
        say!(language, "overview-set-aside"),
        say!(language, "overview-same-since"),
        say!(language, "overview-new-export"),
    ];
    Table {
        caption: say!(language, "overview-exports"),
        columns,
        groups: vec![Group { name: None, rows }],
    }
}

/// The number of the run in which the files of a source last changed, as far back as runs are kept.
fn unchanged_since(source: &str, runs: &[Run]) -> Option<u64> {
    let has_changed = |run: &&Run| match &run.changed {
        Some(changed) => changed.iter().any(|one| one == source),
        None => true,
    };
    runs.iter().find(has_changed).map(|run| run.number)
}

fn run_row(language: &Language, run: &Run, this: &str) -> RunRow {
    let changed = match &run.changed {
        None => say!(language, "first-kept"),
        Some(sources) if sources.is_empty() => say!(language, "no-source"),
        Some(sources) => {
            language.list(&sources.iter().map(|source| spaced(source)).collect::<Vec<_>>())
        }
    };
    RunRow {
        number: run.number.to_string(),
        as_of: language.iso(&run.as_of),
        rows: run.rows_read.map_or(NOTHING.to_owned(), |rows| language.count(rows)),
        aside: language.count(run.rows_set_aside),
        changed,
        id: super::head::short_hash(&run.id),
        page: run.page.clone().unwrap_or_default(),
        is_this: run.id == this,
    }
}
