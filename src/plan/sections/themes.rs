//! `[[themes]]` and `[quotes]`

use std::collections::BTreeSet;

use toml::Spanned;

use crate::plan::complaints::ids_must_differ;
use crate::plan::edition::Edition;
use crate::plan::key::{Form, Key, Kind};
use crate::plan::model::{AlignmentPair, Instrument, ItemKind, Outcome, Source};
use crate::plan::section::Section;
use crate::plan::voice::{Quotes, Theme};

pub(in crate::plan) const THEMES: Form = Form::many(
    "themes",
    "What people write about in open answers: how many name it is counted like any other number. Codes that people gave \
     are read by `codes` of [[sources]]; where there are some, no words are looked for.",
    &[
        Key::new(
            "id",
            Kind::Id,
            "Short name, unique, also among items, scales, outcomes and alignment pairs.",
            "\"school_work\"",
        )
        .required(),
        Key::new(
            "title",
            Kind::Text,
            "Name in reports, as after “wrote about”.",
            "\"help with school work\"",
        )
        .otherwise("the id"),
        Key::new(
            "items",
            Kind::Texts,
            "Open questions in whose answers it is looked for, as `instrument.item`.",
            "[\"mentee_survey.look_back\"]",
        )
        .otherwise("all items of the kind `text`"),
        Key::new(
            "words",
            Kind::PairsOfTexts,
            "Language = words or phrases that name it, without regard to capitals and accents; `*` stands for any ending. Those \
             of all languages are looked for in all answers. Needed where no source has `codes`.",
            "{ en = [\"homework\", \"grade*\"], es = [\"tarea*\"] }",
        ),
    ],
);

pub(in crate::plan) const QUOTES: Form = Form::one(
    "quotes",
    "Quotes from open answers, of people who agreed to be quoted (`quote_ok`). `mentorlens quotes` draws them by lot, takes out \
     what tells who is meant, and writes them into a file; only those that a person accepts there are printed. Without this \
     section nothing is quoted.",
    &[
        Key::new("per_theme", Kind::Count, "Most quotes of a theme.", "3").default("3"),
        Key::new("seed", Kind::Count, "Seed of the lot, printed in the report.", "7").default("1"),
        Key::new(
            "longest",
            Kind::Count,
            "Most characters of a quote. A longer answer is not proposed: to cut it would be to choose.",
            "300",
        )
        .default("400"),
        Key::new("editions", Kind::Texts, "Editions that print quotes.", "[\"funder\"]")
            .otherwise("all but those of the kind `public`"),
    ],
);

/// What themes are about, and whose names they may not take.
pub(in crate::plan) struct Surroundings<'a> {
    pub(in crate::plan) instruments: &'a [Instrument],
    pub(in crate::plan) outcomes: &'a [Outcome],
    pub(in crate::plan) alignment: &'a [AlignmentPair],
    pub(in crate::plan) sources: &'a [Source],
}

impl Surroundings<'_> {
    /// Every open question: instrument and item.
    fn questions(&self) -> Vec<(String, String)> {
        let open = |form: &Instrument| {
            let items = form.items.iter().filter(|item| item.kind == ItemKind::Text);
            items.map(|item| (form.id.clone(), item.id.clone())).collect::<Vec<_>>()
        };
        self.instruments.iter().flat_map(open).collect()
    }

    /// Ids that a measure may be about already.
    fn taken(&self) -> BTreeSet<&str> {
        let forms = self.instruments;
        let items = forms.iter().flat_map(|form| &form.items).map(|item| item.id.as_str());
        let scales = forms.iter().flat_map(|form| &form.scales).map(|scale| scale.id.as_str());
        let outcomes = self.outcomes.iter().map(|outcome| outcome.id.as_str());
        let pairs = self.alignment.iter().map(|pair| pair.id.as_str());
        items.chain(scales).chain(outcomes).chain(pairs).collect()
    }
}

/// Themes in the order written.
pub(in crate::plan) fn themes(sections: &[Section<'_>], around: &Surroundings<'_>) -> Vec<Theme> {
    ids_must_differ(sections);
    sections.iter().map(|section| theme(section, around)).collect()
}

fn theme(section: &Section<'_>, around: &Surroundings<'_>) -> Theme {
    let id = section.text("id");
    if around.taken().contains(id.as_str()) {
        let message = format!(
            "{} is \"{id}\", which an item, a scale, an outcome or an alignment pair is called",
            section.named("id")
        );
        section.complain("id", message, Some("choose another name, such as about_school"));
    }
    let questions = around.questions();
    let known: Vec<String> =
        questions.iter().map(|(form, item)| format!("{form}.{item}")).collect();
    let known: Vec<&str> = known.iter().map(String::as_str).collect();
    for item in section.located_texts("items") {
        section.must_be_known("items", &item, "open questions", &known);
    }
    let named = section.texts("items");
    let is_meant = |(form, item): &(String, String)| {
        named.is_empty() || named.contains(&format!("{form}.{item}"))
    };
    let words: Vec<String> = section.pairs_of_texts("words").into_values().flatten().collect();
    let is_coded =
        around.sources.iter().any(|source| !source.codes.is_empty() || source.table == "codes");
    if words.is_empty() && !is_coded {
        section.complain_missing(
            format!("theme `{id}` has no `words`, and no source has `codes`"),
            "add a line such as words = { en = [\"homework\", \"grade*\"] }",
        );
    }
    check_words(section);
    Theme {
        title: section.optional_text("title").unwrap_or_else(|| id.replace('_', " ")),
        id,
        items: questions.into_iter().filter(is_meant).collect(),
        words,
    }
}

/// A word without a letter would be found everywhere or nowhere.
fn check_words(section: &Section<'_>) {
    for (language, words) in section.pairs_of_texts("words") {
        for word in words {
            if !word.chars().any(char::is_alphanumeric) {
                let message = format!(
                    "`{language}` of {} holds \"{word}\", allowed: words with letters or digits",
                    section.named("words")
                );
                section.complain("words", message, None);
            }
        }
    }
}

/// What is quoted; nothing without the section.
pub(in crate::plan) fn quotes(
    section: &Section<'_>,
    is_written: bool,
    editions: &[Edition],
) -> Option<Quotes> {
    let known: Vec<&str> = editions.iter().map(|edition| edition.id.as_str()).collect();
    let named: Vec<Spanned<String>> = section.located_texts("editions");
    for edition in &named {
        section.must_be_known("editions", edition, "editions", &known);
    }
    is_written.then(|| Quotes {
        per_theme: section.whole_number("per_theme"),
        seed: section.whole_number("seed"),
        longest: section.whole_number("longest"),
        editions: section.texts("editions"),
    })
}
