//! Languages of a program's own: message files in `theme/messages/`, compared with English.

use crate::plan::is_language;

use super::compare::{Comparison, compare};
use super::read::Messages;
use super::words::{KEYS, Words};
use super::{Language, shipped};

/// Where the messages of a program lie, below its theme.
pub(in crate::report) const FOLDER: &str = "messages/";
/// End of a file with messages.
const MESSAGES: &str = ".ftl";
/// End of a file with the words of measures.
const WORDS: &str = ".kpis.toml";
/// Names of messages that a note tells.
const MOST_NAMED: usize = 40;

/// The languages that a program's reports may speak: those of this program, and its own.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Languages(Vec<Own>);

/// What a program says in a language.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Own {
    tag: String,
    /// False where only words of measures were given.
    has_messages: bool,
    messages: Messages,
    words: Words,
}

/// What is told of a program's messages: what cannot be used, and for what English stands in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::report) struct LanguageErrors {
    /// Each of them a sentence with its place.
    pub(in crate::report) errors: Vec<String>,
    /// For the person who runs it.
    pub(in crate::report) notes: Vec<String>,
}

impl Languages {
    /// Reads the files of `theme/messages/`, each by its name and text.
    pub(in crate::report) fn read(files: &[(&str, &str)]) -> (Self, LanguageErrors) {
        let mut languages = Self::default();
        let mut told = LanguageErrors::default();
        for (name, text) in files {
            let place = format!("theme/{FOLDER}{name}");
            if let Some(tag) = name.strip_suffix(WORDS).filter(|tag| is_tag(tag)) {
                let (words, faults) = Words::parsed(text);
                told.errors.extend(faulty(&place, &faults));
                told.notes.extend(unknown_keys(&place, &words));
                languages.of_tag(tag).words = words;
            } else if let Some(tag) = name.strip_suffix(MESSAGES).filter(|tag| is_tag(tag)) {
                let mut messages = Messages::parsed(text);
                told.errors.extend(faulty(&place, &messages.faults));
                let comparison = compare(shipped::english_messages(), &messages);
                told.notes.extend(noted(&place, tag, &comparison));
                messages.leave_out(&comparison.unusable());
                let own = languages.of_tag(tag);
                (own.has_messages, own.messages) = (true, messages);
            } else {
                told.errors.push(format!(
                    "error: {place}: no messages of a language\nhint: name it after one, as `fr{MESSAGES}` or `fr{WORDS}`"
                ));
            }
        }
        for own in &languages.0 {
            if !own.has_messages && !shipped::SHIPPED.contains(&own.tag.as_str()) {
                told.errors.push(format!(
                    "error: theme/{FOLDER}{}{WORDS}: the language has no messages\nhint: write theme/{FOLDER}{}{MESSAGES}",
                    own.tag, own.tag
                ));
            }
        }
        (languages, told)
    }

    fn of_tag(&mut self, tag: &str) -> &mut Own {
        let place = self.0.iter().position(|own| own.tag == tag).unwrap_or_else(|| {
            self.0.push(Own { tag: tag.to_owned(), ..Own::default() });
            self.0.len() - 1
        });
        &mut self.0[place]
    }

    /// A language by its name; English for one that nobody knows, which the plan does not permit.
    pub(in crate::report) fn of(&self, tag: &str) -> Language {
        let base = shipped::base(tag);
        let own = self.0.iter().find(|own| own.tag == tag);
        let own = own.or_else(|| self.0.iter().find(|own| own.tag == base));
        match own {
            Some(own) => shipped::with_own(tag, &own.messages, &own.words),
            None if tag == shipped::ENGLISH => Language::english(),
            None => Language::shipped(tag).unwrap_or_else(Language::english),
        }
    }
}

/// The languages that a program's reports may speak, by the names of the files in its theme.
pub fn languages_with(files: &[String]) -> Vec<String> {
    let own = files.iter().filter_map(|name| name.strip_suffix(MESSAGES)).filter(|tag| is_tag(tag));
    let mut all: Vec<String> = shipped::SHIPPED.iter().map(|tag| (*tag).to_owned()).collect();
    for tag in own {
        if !all.iter().any(|known| known == tag) {
            all.push(tag.to_owned());
        }
    }
    all
}

/// Lower-case letters, then perhaps a region: `fr`, `pt-BR`.
fn is_tag(tag: &str) -> bool {
    let base = shipped::base(tag);
    (2..=3).contains(&base.len())
        && base.bytes().all(|letter| letter.is_ascii_lowercase())
        && is_language(tag, &[base.to_owned()])
}

fn faulty(place: &str, faults: &[(usize, String)]) -> Vec<String> {
    faults.iter().map(|(line, fault)| format!("error: {place}:{line}: {fault}")).collect()
}

/// For which messages English stands in, and which nobody asks for.
fn noted(place: &str, tag: &str, comparison: &Comparison) -> Vec<String> {
    let mut notes = Vec::new();
    // A language of ours is complete: a program's file changes some of its words.
    if !comparison.missing.is_empty() && !shipped::SHIPPED.contains(&shipped::base(tag)) {
        let n = comparison.missing.len();
        let names = listed(&comparison.missing);
        notes.push(format!(
            "{place}: English stands in for {n} messages that it does not have: {names}"
        ));
    }
    if !comparison.unknown.is_empty() {
        let names = listed(&comparison.unknown);
        notes.push(format!("{place}: nothing says these messages: {names}"));
    }
    for (id, fault) in &comparison.wrong {
        notes.push(format!("{place}: English stands in for `{id}`: {fault}"));
    }
    notes
}

fn listed(names: &[String]) -> String {
    let shown: Vec<String> =
        names.iter().take(MOST_NAMED).map(|name| format!("`{name}`")).collect();
    let rest = names.len().saturating_sub(MOST_NAMED);
    let more = if rest > 0 { format!(" and {rest} more") } else { String::new() };
    format!("{}{more}", shown.join(", "))
}

fn unknown_keys(place: &str, words: &Words) -> Vec<String> {
    let of = |(id, keys): (&String, &std::collections::BTreeMap<String, String>)| {
        let unknown = keys.keys().filter(|key| !KEYS.contains(&key.as_str()));
        unknown
            .map(|key| {
                format!("{place}: `{key}` of [kpi.{id}] is not known, allowed: {}", KEYS.join(", "))
            })
            .collect::<Vec<_>>()
    };
    words.kpi.iter().flat_map(of).collect()
}
