//! What the keys of one source must not say to one another.

use jiff::{civil, fmt::strtime, tz::TimeZone};

use super::sources::Known;
use crate::plan::model::{ItemKind, Shape};
use crate::plan::section::Section;

/// Tables that may come wide: table, key that names its columns, and the columns of the table that
/// are filled from them.
const WIDE: &[(&str, &str, [&str; 2])] = &[
    ("responses", "items", ["item", "value"]),
    ("outcomes", "outcomes", ["measure", "value"]),
    ("attributes", "attributes", ["attribute", "value"]),
    ("crosswalk", "ids", ["system", "alias"]),
];

pub(super) fn check(section: &Section<'_>, known: &Known<'_>) {
    check_words(section, known);
    check_instrument(section, known);
    check_shape(section);
    check_spread(section, known);
    check_dates(section);
    check_people(section, known);
    check_codes(section, known);
    if section.has("files") && section.located_texts("files").is_empty() {
        let message = format!("{} is empty, allowed: one pattern or more", section.named("files"));
        section.complain("files", message, None);
    }
    let columns = section.names("columns");
    for constant in section.names("constants") {
        if columns.iter().any(|column| column.get_ref() == constant.get_ref()) {
            let message = format!(
                "{} holds `{}`, which `columns` holds as well",
                section.named("constants"),
                constant.get_ref()
            );
            section.complain_at(&constant, message, Some("leave it in one of the two"));
        }
    }
}

fn check_words(section: &Section<'_>, known: &Known<'_>) {
    let words = known.vocabulary;
    section.must_be_words("table", &section.located_texts("table"), "tables", &words.table_names());
    let formats: Vec<&str> = words.formats.iter().map(String::as_str).collect();
    section.must_be_words("format", &section.located_texts("format"), "formats", &formats);

    let table = section.text("table");
    let columns = words.columns_of(&table);
    let kind = format!("columns of `{table}`");
    for key in ["columns", "constants", "values"] {
        section.must_be_words(key, &section.names(key), &kind, &columns);
    }
}

fn check_instrument(section: &Section<'_>, known: &Known<'_>) {
    let is_survey = section.text("table") == "responses";
    match section.located("instrument") {
        Some(instrument) if is_survey => {
            let ids: Vec<&str> = known.instruments.iter().map(|known| known.id.as_str()).collect();
            section.must_be_known("instrument", &instrument, "instruments", &ids);
        }
        Some(_) if section.has("table") => {
            let message = format!(
                "{} stands beside the table `{}`, allowed: only beside `responses`",
                section.named("instrument"),
                section.text("table")
            );
            section.complain("instrument", message, Some("leave it out"));
        }
        None if is_survey && !section.has("instrument") => section.complain_missing(
            "key `instrument` is missing in [[sources]], needed for the table `responses`"
                .to_owned(),
            "name the one of [[instruments]] that was filled in",
        ),
        _ => {}
    }
}

fn check_shape(section: &Section<'_>) {
    let table = section.text("table");
    let own = WIDE.iter().find(|(name, ..)| *name == table);
    if own.is_none() && section.has("shape") && section.has("table") {
        let message = format!(
            "{} stands beside the table `{table}`, allowed: only beside `responses`, `outcomes`, \
             `attributes` and `crosswalk`",
            section.named("shape")
        );
        section.complain("shape", message, Some("leave it out"));
    }
    let is_wide = section.word::<Shape>("shape") == Shape::Wide;
    for (name, key, _) in WIDE {
        if section.has(key) && section.has("table") && !(is_wide && *name == table) {
            let message = format!("{} is only for a wide source of `{name}`", section.named(key));
            let help = if *name == table { "add shape = \"wide\"" } else { "leave it out" };
            section.complain(key, message, Some(help));
        }
    }
}

fn check_spread(section: &Section<'_>, known: &Known<'_>) {
    let table = section.text("table");
    let own = WIDE.iter().find(|(name, ..)| *name == table);
    let (Some((_, key, filled)), Shape::Wide) = (own, section.word("shape")) else { return };
    for mapping in ["columns", "constants"] {
        for column in section.names(mapping) {
            if filled.contains(&column.get_ref().as_str()) {
                let column_name = column.get_ref();
                let message = format!(
                    "{} holds `{column_name}`, which a wide source fills from `{key}`",
                    section.named(mapping)
                );
                section.complain_at(&column, message, Some("leave it out"));
            }
        }
    }
    if *key != "items" && section.pairs(key).is_empty() {
        section.complain_missing(
            format!("key `{key}` is missing in [[sources]], needed for a wide source of `{table}`"),
            "say which columns of the file hold the values",
        );
    }
    check_spread_names(section, key, known);
}

fn check_spread_names(section: &Section<'_>, key: &str, known: &Known<'_>) {
    let (kind, ids) = match key {
        "items" => {
            let id = section.text("instrument");
            let Some(instrument) = known.instruments.iter().find(|known| known.id == id) else {
                return;
            };
            let ids: Vec<&str> = instrument.items.iter().map(|item| item.id.as_str()).collect();
            (format!("items of `{id}`"), ids)
        }
        "outcomes" => {
            ("outcomes".to_owned(), known.outcomes.iter().map(|known| known.id.as_str()).collect())
        }
        _ => return,
    };
    for name in section.names(key) {
        section.must_be_known(key, &name, &kind, &ids);
    }
}

/// Who has a match.
const MATCH_BY: &[&str] = &["mentor", "mentee"];

/// Columns whose ids may have something put before them.
const PREFIXED: &[&str] = &["person_id", "mentor_id", "mentee_id"];

/// What is known of a person besides an id.
const LINK_BY: &[&str] = &["first_name", "last_name", "name", "born_on", "school", "email"];

/// How a person is known: by an id or by a code, and by what links are proposed.
fn check_people(section: &Section<'_>, known: &Known<'_>) {
    section.must_be_words("link_by", &section.names("link_by"), "parts", LINK_BY);
    if section.has("name") && section.has("table") && section.text("table") != "people" {
        let message = format!(
            "{} stands beside the table `{}`, allowed: only beside `people`",
            section.named("name"),
            section.text("table")
        );
        section.complain("name", message, Some("leave it out"));
    }
    if section.has("code") {
        must_stand_for(section, "code", "person_id", known);
    }
    check_prefixes(section, known);
    section.must_be_words("match_by", &section.names("match_by"), "parts", MATCH_BY);
    if section.has("match_by") {
        must_stand_for(section, "match_by", "match_id", known);
    }
    if section.has("not_asked") {
        let id = section.text("instrument");
        let items = known.instruments.iter().find(|known| known.id == id);
        let items: Vec<&str> =
            items.into_iter().flat_map(|form| &form.items).map(|item| item.id.as_str()).collect();
        for item in section.located_texts("not_asked") {
            section.must_be_known("not_asked", &item, &format!("items of `{id}`"), &items);
        }
    }
}

/// Ids that have something before them are those of persons whom the source names.
fn check_prefixes(section: &Section<'_>, known: &Known<'_>) {
    let columns = known.vocabulary.columns_of(&section.text("table"));
    let is_named = |column: &&str| {
        columns.contains(column) || section.has("match_by") && *column != "person_id"
    };
    let own: Vec<&str> = PREFIXED.iter().copied().filter(is_named).collect();
    if section.has("prefixes") && own.is_empty() && !columns.is_empty() {
        let message = format!(
            "{} stands beside the table `{}`, which names no persons",
            section.named("prefixes"),
            section.text("table")
        );
        section.complain("prefixes", message, Some("leave it out"));
    }
    section.must_be_words("prefixes", &section.names("prefixes"), "columns", &own);
}

/// Themes are given to open answers.
fn check_codes(section: &Section<'_>, known: &Known<'_>) {
    if section.has("codes") && section.text("table") != "responses" {
        let message = format!("{} is only for a source of `responses`", section.named("codes"));
        section.complain("codes", message, Some("leave it out"));
        return;
    }
    let id = section.text("instrument");
    let form = known.instruments.iter().find(|known| known.id == id);
    let items = form.into_iter().flat_map(|form| &form.items);
    let open: Vec<&str> =
        items.filter(|item| item.kind == ItemKind::Text).map(|item| item.id.as_str()).collect();
    for item in section.names("codes") {
        section.must_be_known("codes", &item, &format!("open questions of `{id}`"), &open);
    }
}

/// A key that stands for a column of the table: the table has it, and nothing else fills it.
fn must_stand_for(section: &Section<'_>, key: &str, column: &str, known: &Known<'_>) {
    let holds = |key: &str| section.pairs(key).contains_key(column);
    if holds("columns") || holds("constants") {
        let message = format!("{} stands beside `{column}`", section.named(key));
        section.complain(key, message, Some("leave it in one of the two"));
    }
    let columns = known.vocabulary.columns_of(&section.text("table"));
    if !columns.is_empty() && !columns.contains(&column) {
        let message = format!(
            "{} stands beside the table `{}`, which has no `{column}`",
            section.named(key),
            section.text("table")
        );
        section.complain(key, message, Some("leave it out"));
    }
}

/// Prints a moment with the pattern: only a pattern that can be printed can be read.
fn check_dates(section: &Section<'_>) {
    let Some(pattern) = section.located("date_format") else { return };
    let day = civil::date(2024, 12, 31);
    let moment = day.to_zoned_datetime(TimeZone::UTC).expect("UTC has every day");
    let text = pattern.get_ref();
    let problem = match strtime::format(text, &moment) {
        Ok(printed) if printed == *text => "has no `%`".to_owned(),
        Ok(_) => return,
        Err(error) => format!("is not a pattern: {error}"),
    };
    let message = format!("{} is \"{text}\", which {problem}", section.named("date_format"));
    section.complain_at(&pattern, message, Some("a day such as 31.12.2024 is \"%d.%m.%Y\""));
}
