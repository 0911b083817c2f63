//! Closed terms: what was published about them stays, until somebody says why it is corrected.

use std::collections::BTreeMap;

use super::ingest::State;
use super::record::Alarm;
use crate::disclosure::Published;
use crate::inference::Findings;
use crate::plan::{Plan, Term};
use crate::warehouse::{FrozenTerm, Lock, Snapshot, Staged};

/// What became of the closed terms.
#[derive(Debug, Default)]
pub(super) struct Frozen {
    terms: BTreeMap<String, FrozenTerm>,
    /// There is something else to keep than before.
    is_new: bool,
    /// Data that say something else than what was published.
    pub(super) alarms: Vec<Alarm>,
    /// Corrections, one sentence each.
    pub(super) restated: Vec<String>,
}

/// True when a term is closed, or was until now.
pub(super) fn closes(plan: &Plan, snapshot: &Snapshot) -> anyhow::Result<bool> {
    Ok(plan.terms.iter().any(|term| term.frozen) || !snapshot.frozen()?.is_empty())
}

/// Puts what was published about closed terms in the place of what the data say now.
pub(super) fn freeze(
    plan: &Plan,
    snapshot: &Snapshot,
    findings: &mut Findings,
) -> anyhow::Result<Frozen> {
    let mut frozen = Frozen { terms: snapshot.frozen()?, ..Frozen::default() };
    for term in &plan.terms {
        frozen.take(term, findings)?;
    }
    Ok(frozen)
}

impl Frozen {
    fn take(&mut self, term: &Term, findings: &mut Findings) -> anyhow::Result<()> {
        let now = Published::of(findings, &term.id);
        let Some(kept) = self.terms.get(&term.id) else {
            if term.frozen {
                let reasons = term.restated.iter().cloned().collect();
                self.keep(term, &now, reasons)?;
            }
            return Ok(());
        };
        let then = published(kept)?;
        let mut reasons = kept.reasons.clone();
        let reason = term.restated.as_ref().filter(|reason| !reasons.contains(reason));
        match (reason, then.differing(&now)) {
            (Some(_), _) if !term.frozen => {
                self.terms.remove(&term.id);
                self.is_new = true;
            }
            (Some(reason), _) => {
                reasons.push(reason.clone());
                self.keep(term, &now, reasons)?;
            }
            (None, 0) => self.say_reasons(term, &reasons),
            (None, changed) => {
                self.say_reasons(term, &reasons);
                self.alarms.push(alarm(term, changed));
                then.hold(findings, &term.id);
            }
        }
        Ok(())
    }

    fn keep(&mut self, term: &Term, now: &Published, reasons: Vec<String>) -> anyhow::Result<()> {
        self.say_reasons(term, &reasons);
        let records =
            FrozenTerm { reasons, findings: lines(&now.findings)?, series: lines(&now.series)? };
        self.terms.insert(term.id.clone(), records);
        self.is_new = true;
        Ok(())
    }

    fn say_reasons(&mut self, term: &Term, reasons: &[String]) {
        let said = reasons.iter().map(|reason| format!("{} was restated: {reason}", term.title));
        self.restated.extend(said);
    }

    /// Puts all that is kept of closed terms in the place of what is said about them.
    pub(super) fn hold(&self, findings: &mut Findings) -> anyhow::Result<()> {
        for (term, kept) in &self.terms {
            published(kept)?.hold(findings, term);
        }
        Ok(())
    }

    /// Keeps it with the snapshot that is to be published.
    pub(super) fn into_state(self, lock: &Lock, state: State) -> anyhow::Result<State> {
        if !self.is_new {
            return Ok(state);
        }
        let mut staged = match state {
            State::New(staged) => staged,
            State::Same(snapshot) => Staged::again(lock, snapshot)?,
        };
        staged.freeze(&self.terms)?;
        Ok(State::New(staged))
    }
}

fn alarm(term: &Term, changed: usize) -> Alarm {
    let results = if changed == 1 { "1 result".to_owned() } else { format!("{changed} results") };
    let open = if term.frozen { "" } else { ", although the plan no longer says `frozen`" };
    Alarm {
        kind: "frozen-term".to_owned(),
        message: format!(
            "the data say something else about {results} of the closed term `{}`; what was published stays{open}. \
             To correct it, say why with `restated`",
            term.id
        ),
    }
}

fn published(kept: &FrozenTerm) -> anyhow::Result<Published> {
    Ok(Published { findings: records(&kept.findings)?, series: records(&kept.series)? })
}

fn lines<T: serde::Serialize>(records: &[T]) -> anyhow::Result<Vec<String>> {
    Ok(records.iter().map(serde_json::to_string).collect::<Result<_, _>>()?)
}

fn records<T: serde::de::DeserializeOwned>(lines: &[String]) -> anyhow::Result<Vec<T>> {
    Ok(lines.iter().map(|line| serde_json::from_str(line)).collect::<Result<_, _>>()?)
}
