//! The languages that this program brings.

use std::sync::LazyLock;

use include_dir::{Dir, include_dir};

use super::patterns::Patterns;
use super::read::{Messages, bundle};
use super::words::Words;
use super::{Language, Spoken, numbering};

/// The language that the others are translated from.
pub(super) const ENGLISH: &str = "en";

/// Languages with messages of our own.
pub const SHIPPED: &[&str] = &[ENGLISH, "es"];

static FILES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/src/report/messages");

/// File with the words of measures.
const WORDS: &str = "kpis.toml";

/// The messages of every shipped language, in the order of [`SHIPPED`].
static MESSAGES: LazyLock<Vec<Messages>> =
    LazyLock::new(|| SHIPPED.iter().map(|tag| Messages::parsed(&text_of(tag))).collect());

static ENGLISH_SPOKEN: LazyLock<Language> =
    LazyLock::new(|| language(ENGLISH).expect("English has its messages"));

/// `es-MX` → `es`.
pub(super) fn base(tag: &str) -> &str {
    tag.split_once('-').map_or(tag, |(base, _)| base)
}

/// English, made once.
pub(super) fn english() -> Language {
    ENGLISH_SPOKEN.clone()
}

/// The parsed messages of English.
pub(super) fn english_messages() -> &'static Messages {
    &MESSAGES[0]
}

/// A language of ours, in the form of a region.
pub(super) fn language(tag: &str) -> Option<Language> {
    let layers = layers(tag)?;
    let words = words_of(base(tag)).map(|text| Words::parsed(&text).0).unwrap_or_default();
    Some(spoken(tag, &layers, words, Words::default()))
}

/// The messages of a language of ours over those of English; none for English itself.
fn layers(tag: &str) -> Option<Vec<&'static Messages>> {
    let place = SHIPPED.iter().position(|shipped| *shipped == base(tag))?;
    Some(if place == 0 { Vec::new() } else { vec![&MESSAGES[place]] })
}

/// A language with the words of a program, over those that we have of it.
pub(super) fn with_own(tag: &str, messages: &Messages, words: &Words) -> Language {
    let mut layers = layers(tag).unwrap_or_default();
    layers.push(messages);
    let ours = words_of(base(tag)).map(|text| Words::parsed(&text).0).unwrap_or_default();
    spoken(tag, &layers, ours.with(words), words.clone())
}

/// A language from its messages, with English where it has none.
fn spoken(tag: &str, layers: &[&Messages], words: Words, own_words: Words) -> Language {
    let numbering = numbering::of(tag);
    let is_english = base(tag) == ENGLISH;
    let patterns = if is_english { Patterns::default() } else { Patterns::of(english_messages()) };
    let messages = bundle(tag, english_messages(), layers, numbering);
    Language(std::sync::Arc::new(Spoken {
        tag: tag.to_owned(),
        numbering,
        messages,
        patterns,
        words,
        own_words,
    }))
}

/// All message files of a language in one text.
pub(super) fn text_of(tag: &str) -> String {
    let files = FILES.get_dir(tag).map(Dir::files).into_iter().flatten();
    let mut texts: Vec<(&std::path::Path, &str)> = files
        .filter(|file| file.path().extension().is_some_and(|kind| kind == "ftl"))
        .filter_map(|file| Some((file.path(), file.contents_utf8()?)))
        .collect();
    texts.sort_unstable();
    texts.into_iter().map(|(_, text)| text).collect::<Vec<_>>().join("\n")
}

/// The words of measures in a language of ours.
pub(super) fn words_of(tag: &str) -> Option<String> {
    let file = FILES.get_file(format!("{tag}/{WORDS}"))?;
    file.contents_utf8().map(str::to_owned)
}
