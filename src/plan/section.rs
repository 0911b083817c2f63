//! A section of the plan as its reader sees it.

use std::collections::BTreeMap;
use std::ops::Range;

use jiff::civil::Date;
use serde::de::value::{Error as WordError, StrDeserializer};
use serde::de::{DeserializeOwned, IntoDeserializer};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::check;
use super::key::{Absent, Form, Key, Kind};
use super::problems::Problems;

/// One section, opened: its keys are known, its values have the right kind, or else the problems
/// are reported.
///
/// Invariant: a getter never fails. Where the value is absent or wrong, it gives the default or a
/// placeholder; the problem is reported by then, and a plan with a problem is never handed out.
/// Getters take only declared keys.
pub(super) struct Section<'a> {
    pub(super) form: &'static Form,
    pub(super) span: Range<usize>,
    pub(super) problems: &'a Problems<'a>,
    table: Option<&'a DeTable<'a>>,
}

/// The plan as a whole: sections and nothing else.
const WHOLE: Form = Form::one("", "", &[]);

impl<'a> Section<'a> {
    /// The plan as a whole.
    pub(super) fn whole(table: &'a DeTable<'a>, problems: &'a Problems<'a>) -> Self {
        Self::open(&WHOLE, Some(table), 0..0, problems)
    }

    fn open(
        form: &'static Form,
        table: Option<&'a DeTable<'a>>,
        span: Range<usize>,
        problems: &'a Problems<'a>,
    ) -> Self {
        let section = Self { form, span, problems, table };
        for (name, value) in table.into_iter().flatten() {
            let declared = form.keys.iter().find(|key| key.name == name.get_ref());
            if let Some(key) = declared {
                check::check(key.kind, &section.named(key.name), value, problems);
            } else if !section.inner_names().contains(&name.get_ref().as_ref()) {
                section.report_unknown(name);
            }
        }
        for key in form.keys.iter().filter(|key| key.absent == Absent::Refused) {
            if table.is_some_and(|table| !table.contains_key(key.name)) {
                section.report_missing(key);
            }
        }
        section
    }

    /// The section inside this one that stands once; empty when it is absent.
    pub(super) fn one(&self, form: &'static Form) -> Section<'a> {
        let value = self.value(own_name(form));
        let table = value.and_then(|value| value.get_ref().as_table());
        if let Some(value) = value
            && table.is_none()
        {
            let help = format!("write {} once, with its keys below it", form.header());
            self.report_wrong_form(form, value, help);
        }
        if value.is_none() && form.keys.iter().any(|key| key.absent == Absent::Refused) {
            self.report_missing_section(form);
        }
        let span = value.map_or(0..0, Spanned::span);
        Section::open(form, table, span, self.problems)
    }

    /// The sections inside this one that may stand any number of times.
    pub(super) fn many(&self, form: &'static Form) -> Vec<Section<'a>> {
        let Some(value) = self.value(own_name(form)) else { return Vec::new() };
        let elements = value.get_ref().as_array().map_or(&[][..], |list| list);
        let tables: Vec<_> = elements
            .iter()
            .filter_map(|element| element.get_ref().as_table().map(|table| (table, element.span())))
            .collect();
        if value.get_ref().as_array().is_none() || tables.len() < elements.len() {
            let help = format!("write {} above each one, with two brackets", form.header());
            self.report_wrong_form(form, value, help);
        }
        tables
            .into_iter()
            .map(|(table, span)| Section::open(form, Some(table), span, self.problems))
            .collect()
    }

    /// True when the key is written.
    pub(super) fn has(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    /// A text with its position.
    pub(super) fn located(&self, name: &str) -> Option<Spanned<String>> {
        self.get(name).and_then(located)
    }

    /// A text; its default, or empty, when absent.
    pub(super) fn text(&self, name: &str) -> String {
        self.optional_text(name).unwrap_or_default()
    }

    /// A text, if there is one or a default.
    pub(super) fn optional_text(&self, name: &str) -> Option<String> {
        let written = self.located(name).map(Spanned::into_inner);
        written.or_else(|| self.default_of(name).map(str::to_owned))
    }

    /// A word as the variant that it names.
    pub(super) fn word<T: DeserializeOwned>(&self, name: &str) -> T {
        let Kind::Word(words) = self.declared(name).kind else {
            unreachable!("a word is asked for where a word is declared")
        };
        let written = self.get(name).and_then(|value| value.get_ref().as_str());
        let word = written
            .filter(|word| words.contains(word))
            .or_else(|| self.default_of(name))
            .unwrap_or(words[0]);
        let named: StrDeserializer<'_, WordError> = word.into_deserializer();
        T::deserialize(named).expect("every declared word names a variant")
    }

    /// One character, if there is one or a default.
    pub(super) fn character(&self, name: &str) -> Option<char> {
        check::character(&self.optional_text(name)?)
    }

    /// A number, if there is one or a default.
    pub(super) fn number(&self, name: &str) -> Option<f64> {
        let written = self.get(name).and_then(|value| check::number(value.get_ref()));
        written.or_else(|| self.default_of(name)?.parse().ok())
    }

    /// A whole number; its default, or 0, when absent.
    pub(super) fn whole_number(&self, name: &str) -> u64 {
        let written = self.get(name).and_then(|value| check::whole(value.get_ref()));
        written.or_else(|| self.default_of(name)?.parse().ok()).unwrap_or_default()
    }

    /// Yes or no; no when absent.
    pub(super) fn boolean(&self, name: &str) -> bool {
        self.get(name).and_then(|value| value.get_ref().as_bool()).unwrap_or_default()
    }

    /// A date, if there is one.
    pub(super) fn date(&self, name: &str) -> Option<Date> {
        self.get(name).and_then(|value| check::date(value.get_ref()))
    }

    /// Texts with their positions.
    pub(super) fn located_texts(&self, name: &str) -> Vec<Spanned<String>> {
        self.get(name).map(texts_of).unwrap_or_default()
    }

    /// Texts.
    pub(super) fn texts(&self, name: &str) -> Vec<String> {
        self.located_texts(name).into_iter().map(Spanned::into_inner).collect()
    }

    /// Names of a table with their positions.
    pub(super) fn names(&self, name: &str) -> Vec<Spanned<String>> {
        let table = self.get(name).and_then(|value| value.get_ref().as_table());
        table
            .into_iter()
            .flatten()
            .map(|(name, _)| Spanned::new(name.span(), name.get_ref().to_string()))
            .collect()
    }

    /// A table of texts.
    pub(super) fn pairs(&self, name: &str) -> BTreeMap<String, String> {
        self.get(name).map(pairs_of).unwrap_or_default()
    }

    /// A table of lists of texts.
    pub(super) fn pairs_of_texts(&self, name: &str) -> BTreeMap<String, Vec<String>> {
        self.table_of(name, |value| texts_of(value).into_iter().map(Spanned::into_inner).collect())
    }

    /// A table of tables of texts.
    pub(super) fn tables(&self, name: &str) -> BTreeMap<String, BTreeMap<String, String>> {
        self.table_of(name, pairs_of)
    }

    fn table_of<T>(
        &self,
        name: &str,
        read: impl Fn(&Spanned<DeValue<'_>>) -> T,
    ) -> BTreeMap<String, T> {
        let table = self.get(name).and_then(|value| value.get_ref().as_table());
        table
            .into_iter()
            .flatten()
            .map(|(name, value)| (name.get_ref().to_string(), read(value)))
            .collect()
    }

    fn declared(&self, name: &str) -> &'static Key {
        let declared = self.form.keys.iter().find(|key| key.name == name);
        declared.expect("a reader asks only for declared keys")
    }

    fn default_of(&self, name: &str) -> Option<&'static str> {
        match self.declared(name).absent {
            Absent::Default(value) => Some(value),
            _ => None,
        }
    }

    fn get(&self, name: &str) -> Option<&'a Spanned<DeValue<'a>>> {
        self.value(self.declared(name).name)
    }

    /// The value of a key or the content of a section inside, as written.
    pub(super) fn value(&self, name: &str) -> Option<&'a Spanned<DeValue<'a>>> {
        self.table?.get(name)
    }
}

fn own_name(form: &Form) -> &'static str {
    form.name.rsplit('.').next().expect("a split text has a last part")
}

fn located(value: &Spanned<DeValue<'_>>) -> Option<Spanned<String>> {
    value.get_ref().as_str().map(|text| Spanned::new(value.span(), text.to_owned()))
}

fn texts_of(value: &Spanned<DeValue<'_>>) -> Vec<Spanned<String>> {
    match value.get_ref() {
        DeValue::Array(list) => list.iter().filter_map(located).collect(),
        _ => located(value).into_iter().collect(),
    }
}

fn pairs_of(value: &Spanned<DeValue<'_>>) -> BTreeMap<String, String> {
    let table = value.get_ref().as_table();
    table
        .into_iter()
        .flatten()
        .filter_map(|(name, text)| {
            Some((name.get_ref().to_string(), text.get_ref().as_str()?.to_owned()))
        })
        .collect()
}
