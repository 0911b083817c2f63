//! Terms in order, and where a line over them is broken, because both sides were not counted in the same way.

use crate::measures::{Forms, Measured};
use crate::plan::{DefinitionChange, Instrument, Plan, Term};

/// The terms of one measure.
pub(in crate::inference) struct Timeline<'p> {
    terms: &'p [Term],
    changes: Vec<&'p DefinitionChange>,
    forms: &'p Forms,
    instruments: &'p [Instrument],
}

impl<'p> Timeline<'p> {
    pub(in crate::inference) fn of(measured: &'p Measured, plan: &'p Plan) -> Self {
        let is_own = |change: &&DefinitionChange| change.measures.contains(&measured.kpi.id);
        Self {
            terms: &plan.terms,
            changes: plan.changes.iter().filter(is_own).collect(),
            forms: &measured.forms,
            instruments: &plan.instruments,
        }
    }

    /// A form as the reader knows it.
    fn titled(&self, form: &str) -> String {
        let titled = |instrument: &Instrument| {
            let version = form.strip_prefix(&instrument.id)?;
            let version = version.strip_prefix(" version ")?;
            Some(format!("“{}” version {version}", instrument.title))
        };
        self.instruments.iter().find_map(titled).unwrap_or_else(|| form.to_owned())
    }

    /// The term before one.
    pub(in crate::inference) fn before(&self, term: &str) -> Option<&'p str> {
        let at = self.place(term)?;
        Some(&self.terms.get(at.checked_sub(1)?)?.id)
    }

    /// Place of a term in time.
    pub(super) fn place(&self, term: &str) -> Option<usize> {
        self.terms.iter().position(|one| one.id == term)
    }

    /// Why two terms are not compared: another form, or another way to count. A term in which that changed stands alone.
    pub(in crate::inference) fn broken(
        &self,
        subject: Option<&str>,
        earlier: &str,
        later: &str,
    ) -> Option<String> {
        let forms = |term: &str| {
            let forms = self.forms.get(&(subject.map(str::to_owned), term.to_owned()))?;
            let titled: Vec<String> = forms.iter().map(|form| self.titled(form)).collect();
            Some(titled.join(" and "))
        };
        let mut reasons = Vec::new();
        if let Some((before, after)) = forms(earlier).zip(forms(later)).filter(|(a, b)| a != b) {
            reasons.push(format!("the form changed from {before} to {after}"));
        }
        if let Some((from, to)) = self.place(earlier).zip(self.place(later)) {
            let (from, to) = (self.terms[from].starts_on, self.terms[to].ends_on);
            let within = self.changes.iter().filter(|change| from < change.on && change.on <= to);
            reasons.extend(within.map(|change| {
                format!("what is counted changed on {}: {}", change.on, change.what)
            }));
        }
        (!reasons.is_empty()).then(|| reasons.join("; "))
    }
}
