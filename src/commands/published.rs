//! Findings that may be published: by the plan's rules, and by the stricter rules of single editions.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::Context as _;

use super::freeze::{Frozen, closes, freeze};
use crate::disclosure::Published;
use crate::inference::{Finding, Findings, InferenceError, SeriesPoint};
use crate::machine::{self, Phase, stopwatch};
use crate::measures::{self, Counted, Kpi, MeasureError, Measured};
use crate::plan::{Edition, Plan, Privacy};
use crate::warehouse::{Cache, Folder, Snapshot};
use crate::{disclosure, inference, report, warehouse};

/// The plan's rules, and the name of a set of stricter ones.
type Rules<'r> = Option<&'r str>;

/// Findings by the rules that they were protected with.
#[derive(Debug, Default)]
pub(super) struct Answers {
    /// By the plan's rules.
    pub(super) findings: Findings,
    /// By the stricter rules of some editions.
    stricter: BTreeMap<String, Findings>,
    /// What is to be remembered of the reports before, by the file of their findings.
    remembered: BTreeMap<String, Published>,
}

/// Where the reports before this one are, and what is remembered of those before them.
#[derive(Debug, Clone, Copy)]
pub(super) struct Before<'b> {
    /// The reports that this one takes the place of.
    pub(super) reports: &'b Path,
    /// The warehouse; an old snapshot is shown as it was shown then, and nothing is remembered for it.
    pub(super) warehouse: Option<&'b Path>,
}

impl Answers {
    /// What is computed from a snapshot, and what became of closed terms.
    ///
    /// Without `before` there was no report.
    pub(super) fn compute(
        (plan, kpis): (&Plan, &[Kpi]),
        snapshot: &Snapshot,
        cache: Option<&Cache>,
        before: Option<Before<'_>>,
    ) -> anyhow::Result<(Self, Frozen)> {
        // A measure is answered as soon as it is counted: its tables are let go then.
        let answered = |measured: Measured| {
            let _timed = stopwatch(Phase::Infer);
            let findings = inference::answer_measure(&measured, plan)?;
            Ok::<_, InferenceError>((findings, disclosure::amounts(&measured)))
        };
        let counted = match cache {
            Some(cache) => measures::compute_changed(snapshot, plan, kpis, cache, answered),
            None => measures::compute_each(snapshot, plan, kpis, |one| Ok(answered(one))),
        };
        let counted = counted.map_err(|error| match error {
            // It knows what to do.
            MeasureError::Cache(error) => error.into(),
            error => anyhow::Error::from(error),
        })?;
        let Counted { each, nested } = counted;
        let each: Vec<_> = each.into_iter().collect::<Result<_, _>>()?;
        let (each, amounts): (Vec<_>, Vec<_>) = each.into_iter().unzip();
        let mut original = inference::together(each, plan);
        let amounts: Vec<_> = amounts.into_iter().flatten().collect();
        let published = |original: &Findings, (rules, privacy): &(Option<String>, Privacy)| {
            let _timed = stopwatch(Phase::Protect);
            // Rules by which any change may be told do not look back: by them the same data give the same report.
            let looks_back = before.filter(|_| privacy.min_change > 1);
            let rules = rules.as_deref();
            let past = looks_back.map(|before| Past::read(before, rules, plan)).transpose()?;
            let earlier = past.as_ref().map(Past::all).filter(|earlier| !earlier.is_empty());
            let context = disclosure::Context {
                privacy,
                nested: &nested,
                earlier: earlier.as_ref(),
                amounts: &amounts,
                correction: plan.analysis.correction,
            };
            let findings = disclosure::publish(original, context)?;
            let kept = past.and_then(|past| past.into_remembered(original, &findings));
            anyhow::Ok((findings, kept.map(|kept| (stem(rules), kept))))
        };
        let by_all = |original: &Findings, sets: &[(Option<String>, Privacy)]| {
            let all = machine::all(sets.len(), |at| published(original, &sets[at]));
            all.into_iter().collect::<anyhow::Result<Vec<_>>>()
        };
        let mut sets = vec![(None, plan.privacy.clone())];
        sets.extend(stricter(plan).into_iter().map(|(name, privacy)| (Some(name), privacy)));
        // Where a term is closed, the stricter sets are about what is kept of it: they wait for the plan's own.
        let is_closed = closes(plan, snapshot)?;
        let (first, later) = sets.split_at(if is_closed { 1 } else { sets.len() });
        let mut done = by_all(&original, first)?;
        let frozen = freeze(plan, snapshot, &mut done[0].0)?;
        frozen.hold(&mut original)?;
        done.extend(by_all(&original, later)?);
        let (findings, remembered): (Vec<_>, Vec<_>) = done.into_iter().unzip();
        let mut by_rules = sets.into_iter().map(|(rules, _)| rules).zip(findings);
        let findings = by_rules.next().map(|(_, findings)| findings).unwrap_or_default();
        let stricter = by_rules.filter_map(|(rules, findings)| Some((rules?, findings))).collect();
        let remembered = remembered.into_iter().flatten().collect();
        Ok((Self { findings, stricter, remembered }, frozen))
    }

    /// What `measure` has written.
    pub(super) fn read(reports: &Path, plan: &Plan) -> anyhow::Result<Self> {
        let of = |rules: Rules<'_>| -> anyhow::Result<Findings> {
            let [findings, series] = names(rules);
            Ok(Findings {
                findings: read_list(reports, &findings)?,
                series: read_list(reports, &series)?,
                absent: Vec::new(),
            })
        };
        let stricter = stricter(plan)
            .into_keys()
            .map(|name| Ok((name.clone(), of(Some(&name))?)))
            .collect::<anyhow::Result<_>>()?;
        Ok(Self { findings: of(None)?, stricter, remembered: BTreeMap::new() })
    }

    /// Adds them to the reports.
    pub(super) fn put(&self, reports: &mut Folder) -> anyhow::Result<()> {
        let all = self.stricter.iter().map(|(name, findings)| (Some(name.as_str()), findings));
        let mut files: Vec<(String, Form<'_>)> = Vec::new();
        for (rules, own) in all.chain([(None, &self.findings)]) {
            let [findings, series] = names(rules);
            files.push((series, Form::Series(&own.series)));
            files.push((findings, Form::Json(&own.findings)));
        }
        files.push(("findings.csv".to_owned(), Form::Csv(&self.findings.findings)));
        files.push(("findings.parquet".to_owned(), Form::Parquet(&self.findings.findings)));
        let written = |at: usize| files[at].1.bytes();
        machine::in_order_until(files.len(), written, |at, bytes| {
            anyhow::Ok(reports.put(&files[at].0, &bytes?)?)
        })
    }

    /// Remembers what reports before have shown and this one does not. It is done before the reports are seen: whatever
    /// happens in between, nothing is forgotten that somebody may have.
    pub(super) fn remember(&self, root: &Path) -> anyhow::Result<()> {
        for (rules, shown) in &self.remembered {
            warehouse::write_shown(root, rules, &format!("{}\n", serde_json::to_string(shown)?))?;
        }
        Ok(())
    }

    /// True when everyone's numbers wait somewhere, for the sake of those who have joined or left since an earlier report.
    pub(super) fn wait(&self) -> bool {
        let all = self.stricter.values().chain([&self.findings]);
        all.flat_map(|one| &one.findings).any(disclosure::waits)
    }

    /// What an edition may say, and the rules behind it.
    pub(super) fn of(&self, plan: &Plan, edition: &Edition) -> (&Findings, Privacy) {
        let rules = plan.rules_of(edition);
        let own = rules.preset.as_ref().filter(|_| rules != plan.privacy);
        let own = own.and_then(|name| self.stricter.get(name));
        (own.unwrap_or(&self.findings), rules)
    }
}

/// The rules of editions that are stricter than the plan's, by name.
fn stricter(plan: &Plan) -> BTreeMap<String, Privacy> {
    let rules = plan.editions.iter().map(|edition| plan.rules_of(edition));
    let stricter = rules.filter(|rules| *rules != plan.privacy);
    stricter.filter_map(|rules| Some((rules.preset.clone()?, rules))).collect()
}

/// Files with the findings of stricter rules.
pub(super) fn files_of_stricter(plan: &Plan) -> Vec<String> {
    stricter(plan).into_keys().flat_map(|name| names(Some(&name))).collect()
}

/// A record of the reports.
pub(super) fn read<T: serde::de::DeserializeOwned>(
    reports: &Path,
    name: &str,
) -> anyhow::Result<T> {
    serde_json::from_str(&text_of(reports, name)?).with_context(|| of_another(reports, name))
}

fn text_of(reports: &Path, name: &str) -> anyhow::Result<String> {
    let path = reports.join(name);
    std::fs::read_to_string(&path)
        .with_context(|| format!("{}: cannot read; run `mentorlens measure` first", path.display()))
}

fn of_another(reports: &Path, name: &str) -> String {
    let path = reports.join(name);
    format!("{}: not written by this version; run `mentorlens measure` again", path.display())
}

/// A list of records of the reports, read in as many parts as there are threads.
fn read_list<T: serde::de::DeserializeOwned + Send>(
    reports: &Path,
    name: &str,
) -> anyhow::Result<Vec<T>> {
    let text = text_of(reports, name)?;
    let parts = parts(&text, machine::threads());
    let mut all = Vec::new();
    machine::in_order_until(
        parts.len(),
        |at| records(parts[at]),
        |_, read| {
            let mut read = read?;
            if all.is_empty() {
                all = read;
            } else {
                all.append(&mut read);
            }
            Ok::<(), serde_json::Error>(())
        },
    )
    .with_context(|| of_another(reports, name))?;
    Ok(all)
}

/// The records of a part of an array, each in a line of its own; or however they stand, where somebody has laid them out anew.
fn records<T: serde::de::DeserializeOwned>(part: &str) -> serde_json::Result<Vec<T>> {
    let mut read = Vec::with_capacity(part.lines().count());
    let lines = part.lines().map(|line| line.trim().trim_end_matches(','));
    for line in lines.filter(|line| !line.is_empty()) {
        match serde_json::from_str(line) {
            Ok(record) => read.push(record),
            Err(_) => return serde_json::from_str(&format!("[{part}]")),
        }
    }
    Ok(read)
}

/// The records of an array, cut between two of them where each stands in a line of its own. No text of a record has an end of
/// a line in it.
fn parts(array: &str, most: usize) -> Vec<&str> {
    let array = array.trim();
    let inner = array.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    // What is no array is left for the one who reads it to complain of.
    let mut rest = inner.unwrap_or(array);
    let length = rest.len() / most.max(1);
    let mut parts = Vec::new();
    while parts.len() + 1 < most {
        let begin = rest.floor_char_boundary(length);
        let Some(end) = rest[begin..].find(BETWEEN) else { break };
        let (part, further) = rest.split_at(begin + end + 1);
        parts.push(part);
        rest = &further[1..];
    }
    parts.push(rest);
    parts
}

/// What stands between two records.
const BETWEEN: &str = "},\n{";

/// The files with findings and series.
fn names(rules: Rules<'_>) -> [String; 2] {
    ["findings", "series"].map(|what| match rules {
        None => format!("{what}.json"),
        Some(name) => format!("{what}-{name}.json"),
    })
}

/// What a file of the reports holds.
enum Form<'f> {
    Json(&'f [Finding]),
    Series(&'f [SeriesPoint]),
    Csv(&'f [Finding]),
    Parquet(&'f [Finding]),
}

impl Form<'_> {
    fn bytes(&self) -> anyhow::Result<Vec<u8>> {
        Ok(match self {
            Self::Json(findings) => report::findings_json(findings).into_bytes(),
            Self::Series(points) => lines_of_json(points)?,
            Self::Csv(findings) => report::findings_csv(findings).into_bytes(),
            Self::Parquet(findings) => report::findings_parquet(findings)?,
        })
    }
}

/// What was shown by the last report, and is remembered of those before it.
struct Past {
    last: Published,
    older: Published,
    remembers: bool,
}

impl Past {
    /// Of the same program, and nothing when there is no last report that this version can read.
    fn read(before: Before<'_>, rules: Rules<'_>, plan: &Plan) -> anyhow::Result<Self> {
        let [name, series] = names(rules);
        let mut findings: Vec<Finding> = read_list(before.reports, &name).unwrap_or_default();
        findings.retain(|finding| finding.program_id == plan.program.id);
        let is_ours = !findings.is_empty();
        let series =
            if is_ours { read_list(before.reports, &series).unwrap_or_default() } else { vec![] };
        let last = Published::shown(findings, series);
        let Some(root) = before.warehouse else {
            return Ok(Self { last, older: Published::default(), remembers: false });
        };
        let older = match warehouse::read_shown(root, &stem(rules))? {
            Some(text) => serde_json::from_str(&text).with_context(|| {
                let path = warehouse::shown_in(root, &stem(rules));
                format!(
                    "{}: not written by this version; delete it only where nobody has an earlier report",
                    path.display()
                )
            })?,
            None => Published::default(),
        };
        Ok(Self { last, older, remembers: true })
    }

    /// Of each number what was shown last.
    fn all(&self) -> Published {
        self.last.clone().over(self.older.clone())
    }

    /// What is to be remembered beside the new report; nothing when that is remembered already.
    ///
    /// What the new report shows may be forgotten only when it is the last one: until it is seen, the last one shows it, or it
    /// stays where it is.
    fn into_remembered(self, original: &Findings, new: &Findings) -> Option<Published> {
        let Self { last, older, remembers } = self;
        let shown = Published::shown(new.findings.clone(), new.series.clone());
        let kept = older.clone().without(&last);
        let gone = last.over(older.clone()).without(&shown);
        let all = gone.over(kept).linked(&original.findings);
        (remembers && all != older).then_some(all)
    }
}

/// The name under which reports by a set of rules are remembered.
fn stem(rules: Rules<'_>) -> String {
    let [name, _] = names(rules);
    name.trim_end_matches(".json").to_owned()
}

/// An array with one record a line: readable by any JSON reader, and its differences by people.
fn lines_of_json(records: &[SeriesPoint]) -> anyhow::Result<Vec<u8>> {
    let lines: Vec<String> = records.iter().map(serde_json::to_string).collect::<Result<_, _>>()?;
    Ok(format!("[\n{}\n]\n", lines.join(",\n")).into_bytes())
}

#[cfg(test)]
mod tests {
    use super::parts;

    #[test]
    fn a_list_is_cut_between_records_and_nowhere_else() {
        let records: Vec<String> =
            (0..9).map(|at| format!("{{\"text\":\"}},\\n{{é{at}\"}}")).collect();
        let lines = format!("[\n{}\n]\n", records.join(",\n"));
        for most in 1..12 {
            let parts = parts(&lines, most);
            assert!(parts.len() <= most);
            let read = parts.iter().flat_map(|part| {
                serde_json::from_str::<Vec<serde_json::Value>>(&format!("[{part}]")).unwrap()
            });
            assert_eq!(read.count(), 9, "{most}");
        }
        assert_eq!(parts(&format!("[{}]", records.join(",")), 4).len(), 1, "one line");
        assert_eq!(parts("[]", 4), [""]);
        for text in [lines.trim_matches(['[', ']', '\n']), "{\n\"text\":\n1}, {\"text\": 2}"] {
            let whole: Vec<serde_json::Value> = serde_json::from_str(&format!("[{text}]")).unwrap();
            assert_eq!(super::records::<serde_json::Value>(text).unwrap(), whole, "{text}");
        }
        assert_eq!(parts("{}", 4), ["{}"]);
    }
}
