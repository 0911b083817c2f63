//! Which forms the answers of each term come from, so that a line over terms can be broken where they change.

use std::collections::BTreeMap;

use ahash::AHashSet;

use super::codes::{Codes, MISSING};
use super::columns::{Coded, Columns};

/// Forms by subject and term, each with its version.
pub type Forms = BTreeMap<(Option<String>, String), Vec<String>>;

/// Forms that have come, with their subjects and terms.
pub(super) struct FoundForms {
    subject: Option<usize>,
    term: usize,
    form: usize,
    seen: AHashSet<[u32; 3]>,
}

impl FoundForms {
    /// For unit rows that have `form` and `term_id`; other measures rest on no form.
    pub(super) fn of(columns: &mut Columns) -> Option<Self> {
        let mut place = |name: &str| columns.place(name, |_| Codes::texts()).ok();
        let (term, form) = place("term_id").zip(place("form"))?;
        Some(Self { subject: place("subject"), term, form, seen: AHashSet::new() })
    }

    /// Adds those of a batch.
    pub(super) fn add(&mut self, coded: &Coded) {
        let both = coded.column(self.term).iter().zip(coded.column(self.form));
        for (row, (term, form)) in both.enumerate() {
            if *term != MISSING && *form != MISSING {
                let subject = self.subject.map_or(MISSING, |at| coded.column(at)[row]);
                self.seen.insert([subject, *term, *form]);
            }
        }
    }

    /// What they are called.
    pub(super) fn named(self, columns: &Columns) -> Forms {
        let text = |at: usize, code: u32| columns.codes[at].text(code).map(str::to_owned);
        let mut forms = Forms::new();
        for [subject, term, form] in self.seen {
            let subject = self.subject.and_then(|at| text(at, subject));
            let place = (subject, text(self.term, term).unwrap_or_default());
            forms.entry(place).or_default().extend(text(self.form, form));
        }
        for own in forms.values_mut() {
            own.sort();
        }
        forms
    }
}
