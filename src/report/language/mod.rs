//! Languages: the words, the plural forms and the numbers of whoever reads an edition.
//!
//! A message is whole: a sentence with places for what changes, in Mozilla's Fluent syntax, in a file for each part of the
//! report. Code says a message by its name with [`say!`]; no other place of this room knows a language. English is what the
//! messages are written from: a language of a program's own is compared with it, and English stands in for what it lacks.
//!
//! **To add a language**, give `messages/xx/` the files of `messages/en/` and `kpis.toml`, and name it in [`SHIPPED`]; its
//! signs of numbers are a line of [`numbering`].

mod compare;
mod numbering;
mod own;
mod patterns;
mod read;
mod shipped;
#[cfg(test)]
mod tests;
mod words;

use std::borrow::Cow;
use std::sync::Arc;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};

use crate::measures::Kpi;
use numbering::Numbering;
use patterns::Patterns;
use words::Words;

pub(in crate::report) use own::{FOLDER, LanguageErrors};
pub use own::{Languages, languages_with};
pub use shipped::SHIPPED;

/// What a place of a message is filled with.
pub(in crate::report) type Value<'v> = fluent_bundle::FluentValue<'v>;

/// Says a message: its language, its name, and what stands in its places.
macro_rules! say {
    ($language:expr, $id:literal $(, $name:ident = $value:expr)* $(,)?) => {
        $language.message(
            $id,
            &[$((stringify!($name), $crate::report::language::Value::from($value))),*],
        )
    };
}
pub(in crate::report) use say;

/// A language, ready to be spoken.
#[derive(Clone)]
pub struct Language(Arc<Spoken>);

struct Spoken {
    tag: String,
    numbering: Numbering,
    messages: FluentBundle<FluentResource>,
    patterns: Patterns,
    words: Words,
    /// Words that the program itself brings, alone.
    own_words: Words,
}

impl Language {
    /// English, which every report speaks that does not ask for another language.
    pub fn english() -> Self {
        shipped::english()
    }

    /// A language that this program brings, in the form of a region: `es`, `es-MX`.
    pub fn shipped(tag: &str) -> Option<Self> {
        shipped::language(tag)
    }

    /// Its name, as pages declare it: `es-MX`.
    pub fn tag(&self) -> &str {
        &self.0.tag
    }

    /// True for English of any region.
    pub fn is_english(&self) -> bool {
        shipped::base(self.tag()) == shipped::ENGLISH
    }

    /// Which way it is written: `ltr` or `rtl`.
    pub fn direction(&self) -> &'static str {
        numbering::direction(self.tag())
    }

    /// How it writes numbers.
    pub(in crate::report) fn numbering(&self) -> Numbering {
        self.0.numbering
    }

    /// A message with its places filled; see [`say!`].
    pub(in crate::report) fn message(
        &self,
        id: &str,
        places: &[(&'static str, Value<'_>)],
    ) -> String {
        let mut arguments = FluentArgs::with_capacity(places.len());
        for (name, value) in places {
            arguments.set(*name, value.clone());
        }
        self.formatted(id, Some(&arguments)).unwrap_or_else(|| id.to_owned())
    }

    /// A message that a template asks for; nothing where there is none.
    pub(in crate::report) fn in_template(
        &self,
        id: &str,
        places: Vec<(&str, Value<'_>)>,
    ) -> Option<String> {
        self.formatted(id, Some(&places.into_iter().collect()))
    }

    /// A message without places, by a name that is made from an id: what a kind, an answer, a method is called.
    pub(in crate::report) fn named(&self, family: &str, id: &str) -> Option<String> {
        self.formatted(&message_id(family, id), None)
    }

    fn formatted(&self, id: &str, arguments: Option<&FluentArgs<'_>>) -> Option<String> {
        let message = self.0.messages.get_message(id)?;
        // What goes wrong in a message was told when its file was read.
        let mut faults = Vec::new();
        let said = self.0.messages.format_pattern(message.value()?, arguments, &mut faults);
        Some(said.into_owned())
    }

    /// What an earlier room said in English, in this language; what it has no words for stays.
    pub(in crate::report) fn translated(&self, text: &str) -> String {
        if self.is_english() { text.to_owned() } else { self.0.patterns.translated(self, text) }
    }

    /// Remarks of a finding, each by itself.
    pub(in crate::report) fn remarks(&self, notes: &str) -> String {
        if self.is_english() {
            return notes.to_owned();
        }
        let said: Vec<String> = notes.split(" · ").map(|note| self.translated(note)).collect();
        said.join(" · ")
    }

    /// The word for a unit.
    pub(in crate::report) fn unit(&self, unit: &str) -> String {
        self.translated(unit)
    }

    /// A count with what is counted: `1 match`, `240 matches`.
    pub(in crate::report) fn counted(&self, n: u64, unit: &str) -> String {
        let id = message_id("counted", unit);
        let id = if self.0.messages.has_message(&id) { id.as_str() } else { "counted-other" };
        self.message(id, &[("n", Value::from(n))])
    }

    /// The same in a drawing.
    pub(in crate::report) fn chart_counted(&self, n: u64, unit: &str) -> String {
        let id = message_id("chart-counted", unit);
        if self.0.messages.has_message(&id) {
            return self.message(&id, &[("n", Value::from(n))]);
        }
        self.counted(n, unit)
    }

    /// What is counted, many of it: `matches`.
    pub(in crate::report) fn units(&self, unit: &str) -> String {
        self.named("units", unit).or_else(|| self.named("units", "other")).unwrap_or_default()
    }

    /// All of what is counted: `the matches`.
    pub(in crate::report) fn the_units(&self, unit: &str) -> String {
        let the = self.named("the-units", unit);
        the.or_else(|| self.named("the-units", "other")).unwrap_or_default()
    }

    /// The measures in the words of this language; a measure that it has no words for keeps its own.
    pub(in crate::report) fn measures<'k>(&self, kpis: &'k [Kpi]) -> Cow<'k, [Kpi]> {
        if self.0.words.is_empty() {
            return Cow::Borrowed(kpis);
        }
        // A measure of the program's own may have the id of one of ours and be about something else.
        let words = |kpi: &Kpi| if kpi.own { &self.0.own_words } else { &self.0.words };
        kpis.iter().map(|kpi| words(kpi).of(kpi)).collect()
    }

    /// The `name` or the `question` of a family.
    pub(in crate::report) fn family(&self, id: &str, key: &str) -> Option<String> {
        let of_words = self.0.words.families.get(id).and_then(|family| family.get(key)).cloned();
        of_words.or_else(|| self.named(&format!("family-{key}"), id))
    }

    /// A value of a column with words of ours, as a heading.
    pub(in crate::report) fn level(&self, level: &str) -> Option<String> {
        self.0.words.levels.get(level).cloned()
    }

    /// A method by its id: `paired_t`.
    pub(in crate::report) fn method(&self, id: &str) -> String {
        let name = self.named("statistic", id.trim_end_matches("_cr2"));
        let name = name.filter(|_| !self.is_english());
        name.unwrap_or_else(|| super::labels::spaced(id))
    }

    /// A subject that a measure names in English.
    pub(in crate::report) fn subject(&self, subject: &str) -> Option<String> {
        self.0.words.subjects.get(subject).cloned()
    }
}

impl Default for Language {
    fn default() -> Self {
        Self::english()
    }
}

impl std::fmt::Debug for Language {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_tuple("Language").field(&self.tag()).finish()
    }
}

impl PartialEq for Language {
    fn eq(&self, other: &Self) -> bool {
        self.tag() == other.tag()
    }
}

/// `answer` and `mean_change` → `answer-mean-change`.
fn message_id(family: &str, id: &str) -> String {
    let clean = id.chars().map(|letter| if letter.is_ascii_alphanumeric() { letter } else { '-' });
    format!("{family}-{}", clean.collect::<String>().to_lowercase())
}
