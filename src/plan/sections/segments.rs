//! `[[segments]]`

use toml::Spanned;

use crate::plan::complaints::ids_must_differ;
use crate::plan::key::{Form, Key, Kind};
use crate::plan::model::Segment;
use crate::plan::section::Section;
use crate::plan::vocabulary::Vocabulary;

pub(in crate::plan) const SEGMENTS: Form = Form::many(
    "segments",
    "Groups to show every measure by.",
    &[
        Key::new("id", Kind::Id, "Short name, unique; `all` is taken.", "\"site\"").required(),
        Key::new("title", Kind::Text, "Name in reports.", "\"Site\"").otherwise("the id"),
        Key::new(
            "from",
            Kind::Dotted("`people.<column>`, `matches.<column>` or `attributes.<name>`"),
            "Where the group of a person or match stands.",
            "\"people.site\"",
        )
        .required(),
        Key::new(
            "primary",
            Kind::Boolean,
            "Declared before the data was seen; other segments are labelled exploratory.",
            "true",
        )
        .default("false"),
        Key::new(
            "adjust",
            Kind::Texts,
            "Other segments, such as the grade: differences between these groups are also shown \
             among those who are alike in them. Declared together with `primary`.",
            "[\"grade\"]",
        ),
    ],
);

/// Segments in the order written.
pub(in crate::plan) fn segments(sections: &[Section<'_>], vocabulary: &Vocabulary) -> Vec<Segment> {
    ids_must_differ(sections);
    let ids: Vec<String> = sections.iter().map(|section| section.text("id")).collect();
    sections.iter().map(|section| segment(section, &ids, vocabulary)).collect()
}

fn segment(section: &Section<'_>, ids: &[String], vocabulary: &Vocabulary) -> Segment {
    if let Some(from) = section.located("from") {
        check_from(section, &from, vocabulary);
    }
    let id = section.text("id");
    if id == "all" {
        let message = format!("{} is \"all\", the name of everyone together", section.named("id"));
        section.complain("id", message, Some("choose another name"));
    }
    check_adjust(section, &id, ids);
    Segment {
        title: section.optional_text("title").unwrap_or_else(|| id.clone()),
        id,
        from: section.text("from"),
        primary: section.boolean("primary"),
        adjust: section.texts("adjust"),
    }
}

/// What is adjusted for is declared before the data is seen, like the groups themselves.
fn check_adjust(section: &Section<'_>, id: &str, ids: &[String]) {
    let others: Vec<&str> = ids.iter().map(String::as_str).filter(|other| *other != id).collect();
    for other in section.located_texts("adjust") {
        section.must_be_known("adjust", &other, "other segments", &others);
    }
    section.must_differ("adjust");
    if section.has("adjust") && !section.boolean("primary") {
        section.complain(
            "adjust",
            format!("{} stands without `primary = true`", section.named("adjust")),
            Some("declare the segment as primary, or leave `adjust` out"),
        );
    }
}

fn check_from(section: &Section<'_>, from: &Spanned<String>, vocabulary: &Vocabulary) {
    let Some((table, column)) = from.get_ref().split_once('.') else { return };
    let part = |text: &str| Spanned::new(from.span(), text.to_owned());
    match table {
        "people" | "matches" => {
            let columns = vocabulary.columns_of(table);
            let kind = format!("columns of `{table}`");
            section.must_be_words("from", &[part(column)], &kind, &columns);
        }
        "attributes" => {}
        _ => {
            let tables = ["people", "matches", "attributes"];
            section.must_be_known("from", &part(table), "tables", &tables);
        }
    }
}
