//! What a section has to complain about: the wording of its problems.

use std::collections::BTreeSet;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeString, DeValue};

use super::SECTIONS;
use super::key::{Absent, Form, Key};
use super::problems::{did_you_mean, in_words};
use super::section::Section;
use super::vocabulary::{Vocabulary, is_language};

impl Section<'_> {
    /// A key with its section, for a message.
    pub(super) fn named(&self, key: &str) -> String {
        format!("`{key}` in {}", self.form.header())
    }

    /// Where a key's value stands, or else the section.
    pub(super) fn span_of(&self, key: &str) -> Range<usize> {
        self.value(key).map_or(self.span.clone(), Spanned::span)
    }

    /// Reports a problem at a key.
    pub(super) fn complain(&self, key: &str, message: String, help: Option<&str>) {
        self.problems.add(self.span_of(key), message, help.map(str::to_owned));
    }

    /// Reports a problem at a name or text inside a key's value.
    pub(super) fn complain_at(&self, at: &Spanned<String>, message: String, help: Option<&str>) {
        self.problems.add(at.span(), message, help.map(str::to_owned));
    }

    /// Reports a key that the rest of the section makes necessary.
    pub(super) fn complain_missing(&self, message: String, help: &str) {
        self.problems.add_absence(self.span.clone(), message, Some(help.to_owned()));
    }

    /// Reports a word that is none of the known ones. `kind` says what they are, in the plural.
    pub(super) fn must_be_known(
        &self,
        key: &str,
        word: &Spanned<String>,
        kind: &str,
        known: &[&str],
    ) {
        if known.contains(&word.get_ref().as_str()) {
            return;
        }
        let allowed = if known.is_empty() {
            format!("but the plan declares no {kind}")
        } else {
            format!("allowed {kind}: {}", in_words(known))
        };
        let is_list = self.value(key).is_some_and(|value| !value.get_ref().is_str());
        let verb = if is_list { "holds" } else { "is" };
        let message = format!("{} {verb} \"{}\", {allowed}", self.named(key), word.get_ref());
        let help = did_you_mean(word.get_ref(), known.iter().copied());
        self.problems.add_absence(word.span(), message, help);
    }

    /// Reports words of a vocabulary that are not known; an empty vocabulary is not checked.
    pub(super) fn must_be_words(
        &self,
        key: &str,
        words: &[Spanned<String>],
        kind: &str,
        known: &[&str],
    ) {
        if !known.is_empty() {
            for word in words {
                self.must_be_known(key, word, kind, known);
            }
        }
    }

    /// A language that reports can speak, or a region of one; one without messages is reported.
    pub(super) fn language(&self, key: &str, vocabulary: &Vocabulary) -> Option<String> {
        let written = self.located(key);
        let known = &vocabulary.languages;
        if let Some(tag) =
            written.filter(|tag| !known.is_empty() && !is_language(tag.get_ref(), known))
        {
            let message = format!(
                "{} is \"{}\", allowed: {} (a region of one may follow, as in \"es-MX\")",
                self.named(key),
                tag.get_ref(),
                known.join(", ")
            );
            let hint = "another language needs its messages: write theme/messages/xx.ftl, see docs/languages.md";
            self.complain_at(&tag, message, Some(hint));
        }
        self.optional_text(key)
    }

    /// Reports texts of a list that stand there twice.
    pub(super) fn must_differ(&self, key: &str) {
        let mut seen = BTreeSet::new();
        for text in self.located_texts(key) {
            if !seen.insert(text.get_ref().clone()) {
                let message = format!("{} holds \"{}\" twice", self.named(key), text.get_ref());
                self.complain_at(&text, message, Some("leave one of them out"));
            }
        }
    }

    /// Reports a range whose ends are the wrong way round.
    pub(super) fn must_be_range(&self, minimum: Option<f64>, maximum: Option<f64>) {
        let (Some(minimum), Some(maximum)) = (minimum, maximum) else { return };
        if minimum >= maximum {
            let key = if self.has("minimum") { "minimum" } else { "maximum" };
            let message = format!(
                "`minimum` in {} is {minimum}, allowed: below `maximum`, which is {maximum}",
                self.form.header()
            );
            let both = self.has("minimum") && self.has("maximum");
            let help = (both && minimum > maximum).then_some("swap the two");
            self.complain(key, message, help);
        }
    }

    /// Names of the sections inside this one.
    pub(super) fn inner_names(&self) -> Vec<&'static str> {
        let inside = SECTIONS.iter().map(|form| match form.name.rsplit_once('.') {
            Some((outer, name)) => (outer, name),
            None => ("", form.name),
        });
        inside.filter(|(outer, _)| *outer == self.form.name).map(|(_, name)| name).collect()
    }

    pub(super) fn report_unknown(&self, name: &Spanned<DeString<'_>>) {
        let mut known: Vec<&str> = self.form.keys.iter().map(|key| key.name).collect();
        known.extend(self.inner_names());
        let name_text = name.get_ref().as_ref();
        let message = if self.form.name.is_empty() {
            let sections = in_sections(SECTIONS.iter().filter(|form| !form.name.contains('.')));
            format!("unknown section `{name_text}`, allowed: {sections}")
        } else {
            let allowed = in_words(&known);
            format!("unknown key `{name_text}` in {}, allowed: {allowed}", self.form.header())
        };
        let help = did_you_mean(name_text, known).or_else(|| belongs_elsewhere(name_text));
        self.problems.add_stranger(name.span(), message, help);
    }

    pub(super) fn report_missing(&self, key: &Key) {
        let message = format!("key `{}` is missing in {}", key.name, self.form.header());
        let help = format!("add a line such as {} = {}", key.name, key.example);
        self.problems.add_absence(self.span.clone(), message, Some(help));
    }

    pub(super) fn report_missing_section(&self, form: &Form) {
        let required = form.keys.iter().filter(|key| key.absent == Absent::Refused);
        let lines: Vec<String> =
            required.map(|key| format!("\n{} = {}", key.name, key.example)).collect();
        let help = format!("add lines such as\n{}{}", form.header(), lines.concat());
        let message = format!("section {} is missing", form.header());
        self.problems.add_absence(self.span.clone(), message, Some(help));
    }

    pub(super) fn report_wrong_form(
        &self,
        form: &Form,
        value: &Spanned<DeValue<'_>>,
        help: String,
    ) {
        let name = form.name;
        let message = if form.many {
            format!("`{name}` is not a list of sections, allowed: {}", form.header())
        } else {
            format!("`{name}` is not one section, allowed: {}", form.header())
        };
        self.problems.add(value.span(), message, Some(help));
    }
}

/// Reports sections whose id another one has already.
pub(super) fn ids_must_differ(sections: &[Section<'_>]) {
    let mut seen = BTreeSet::new();
    for section in sections {
        let id = section.text("id");
        if !id.is_empty() && !seen.insert(id.clone()) {
            let message = format!("{} is \"{id}\", which is taken already", section.named("id"));
            section.complain("id", message, Some("every id stands once"));
        }
    }
}

fn in_sections<'a>(forms: impl Iterator<Item = &'a Form>) -> String {
    forms.map(Form::header).collect::<Vec<_>>().join(", ")
}

/// Hint for a key that stands in the wrong section.
fn belongs_elsewhere(name: &str) -> Option<String> {
    if let Some(form) = SECTIONS.iter().find(|form| form.name == name) {
        return Some(format!("`{name}` is a section: write {}", form.header()));
    }
    let has_key = |form: &&Form| form.keys.iter().any(|key| key.name == name);
    let mut homes = SECTIONS.iter().filter(has_key);
    match (homes.next(), homes.next()) {
        (Some(home), None) => Some(format!("`{name}` belongs in {}", home.header())),
        _ => None,
    }
}
