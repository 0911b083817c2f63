//! `[[sources]]`

use std::collections::BTreeMap;

use super::sources_check;
use crate::plan::complaints::ids_must_differ;
use crate::plan::key::{Form, Key, Kind};
use crate::plan::model::{Instrument, Outcome, Shape, Source};
use crate::plan::section::Section;
use crate::plan::vocabulary::Vocabulary;

pub(in crate::plan) const SOURCES: Form = Form::many(
    "sources",
    "Files of one form and the table that they fill. Where two files hold the same row, the export of \
     the later day wins; where one of them has no day, the later one in the plan and by name.",
    &[
        Key::new("id", Kind::Id, "Short name, unique.", "\"matches\"").required(),
        Key::new(
            "files",
            Kind::Texts,
            "Patterns of file names, relative to the plan's folder.",
            "[\"inbox/matches-*.csv\"]",
        )
        .required(),
        Key::new(
            "table",
            Kind::Id,
            "Table of the data dictionary that the rows fill.",
            "\"matches\"",
        )
        .required(),
        Key::new(
            "format",
            Kind::Text,
            "Format of the files, or layout of their rows; docs/formats.md lists them.",
            "\"qualtrics\"",
        )
        .otherwise("recognised from the file"),
        Key::new("sheet", Kind::Text, "Sheet of a workbook, or file of an archive.", "\"Matches\"")
            .otherwise("the first one"),
        Key::new(
            "delimiter",
            Kind::Character,
            "What stands between two cells of a text file.",
            "\";\"",
        )
        .otherwise("detected"),
        Key::new("encoding", Kind::Text, "Encoding of a text file.", "\"windows-1252\"")
            .otherwise("detected"),
        Key::new(
            "numbered",
            Kind::Text,
            "Name of a column that is added to the file and holds the place of each row, such as \
             `survey.csv:14`: an id where nobody has one.",
            "\"respondent\"",
        ),
        Key::new(
            "minutes_in",
            Kind::Word(&["minutes", "hours"]),
            "Unit of the column that is read as `minutes`.",
            "\"hours\"",
        )
        .default("minutes"),
        Key::new("decimal", Kind::Word(&[".", ","]), "Decimal mark of numbers.", "\",\"")
            .default("."),
        Key::new(
            "date_format",
            Kind::Text,
            "How dates are written, as a `strptime` pattern.",
            "\"%d.%m.%Y\"",
        )
        .otherwise("ISO 8601, such as 2024-09-01"),
        Key::new(
            "missing",
            Kind::Texts,
            "Texts that mean missing, besides the empty cell.",
            "[\"NA\", \"-99\"]",
        ),
        Key::new(
            "instrument",
            Kind::Id,
            "Instrument that was filled in. Required for the table `responses`, refused elsewhere.",
            "\"mentee_survey\"",
        ),
        Key::new(
            "shape",
            Kind::Word(&["long", "wide"]),
            "One row per value, or one row per person with a column per value. Only for \
             `responses`, `outcomes`, `attributes` and `crosswalk`.",
            "\"wide\"",
        )
        .default("long"),
        Key::new(
            "columns",
            Kind::Pairs,
            "Column of the table = column of the file.",
            "{ match_id = \"Match ID\" }",
        ),
        Key::new(
            "prefixes",
            Kind::Pairs,
            "`person_id`, `mentor_id` or `mentee_id` = text that is put before each id: where two lists count from 1 each, \
             mentor 7 and mentee 7 are two people. Needed in every source that names one of them; the id of mentor 7 is then \
             `mentor-7`, for `mentorlens forget` as well.",
            "{ mentor_id = \"mentor-\", mentee_id = \"mentee-\" }",
        ),
        Key::new(
            "code",
            Kind::Texts,
            "Columns of the file that make up a code which people gave themselves, in place of `person_id`: letters and \
             digits of each, in small letters, joined by `-`. Only the same code is the same person; one that differs \
             in one part is proposed by `mentorlens link`.",
            "[\"First letter of mother's name\", \"Day of birth\", \"House number\"]",
        ),
        Key::new(
            "times",
            Kind::Texts,
            "For `responses`: the two columns that hold when a form was begun and sent off, where none holds its `seconds`.",
            "[\"Start time\", \"Completion time\"]",
        ),
        Key::new(
            "link_by",
            Kind::Pairs,
            "`first_name`, `last_name`, `name`, `born_on`, `school` or `email` = column of the file: by what `mentorlens \
             link` proposes who is who. Read into no table.",
            "{ name = \"Full name\", born_on = \"Birth date\", school = \"School\" }",
        ),
        Key::new(
            "name",
            Kind::Texts,
            "For `people`: columns of the file that make up the person's name, in the order in which it is read. Kept in the \
             vault alone, for `mentorlens staff-list`; without it the list shows ids.",
            "[\"First name\", \"Last name\"]",
        ),
        Key::new(
            "match_by",
            Kind::Pairs,
            "`mentor`, `mentee` or both = column of the file, in place of `match_id`: the match is that of these two, or the \
             only one that this person has on the day of the row.",
            "{ mentor = \"Mentor\", mentee = \"Student\" }",
        ),
        Key::new(
            "constants",
            Kind::Pairs,
            "Column of the table = the same value for every row.",
            "{ wave = \"baseline\" }",
        ),
        Key::new(
            "values",
            Kind::Tables,
            "For a column of the table: text in the file = word of the data dictionary.",
            "{ closure_cause = { \"Mentor moved\" = \"mentor_moved\" } }",
        ),
        Key::new(
            "keep",
            Kind::PairsOfTexts,
            "Column of the file = texts. Rows with any other text are left alone.",
            "{ treat2 = [\"4.0\"] }",
        ),
        Key::new(
            "exported_on",
            Kind::Date,
            "Day of the export. Of two exports that both have a day, the later one wins, wherever it stands in the plan; what \
             two exports of one day say differently is treated as missing.",
            "2025-01-31",
        )
        .otherwise("a date in the file's name, such as `matches-2025-01-31.csv`"),
        Key::new(
            "expect_every_days",
            Kind::Count,
            "Days after which a new export is expected; `run` says when it is overdue.",
            "7",
        ),
        Key::new(
            "items",
            Kind::Pairs,
            "Wide `responses`: item = column of the file.",
            "{ se1 = \"I believe I can\" }",
        )
        .otherwise("columns named like the items"),
        Key::new(
            "not_asked",
            Kind::Texts,
            "Wide `responses`: items that this file's form does not have; their answers are `not_asked`.",
            "[\"se5\"]",
        ),
        Key::new(
            "codes",
            Kind::PairsOfTexts,
            "For `responses`: open question = columns of the file with the themes that somebody gave its answer, one column for \
             each coder; the first counts. Themes by id or title, divided by `;`, `|` or `,`; an empty cell means none.",
            "{ look_back = [\"Theme\", \"Theme, second reader\"] }",
        ),
        Key::new(
            "ids",
            Kind::Pairs,
            "Wide `crosswalk`: system = column of the file with the id that it gives the person. Required there.",
            "{ survey = \"Survey ID\", mail = \"E-mail\" }",
        ),
        Key::new(
            "outcomes",
            Kind::Pairs,
            "Wide `outcomes`: outcome = column of the file. Required there.",
            "{ gpa = \"GPA Fall\" }",
        ),
        Key::new(
            "attributes",
            Kind::Pairs,
            "Wide `attributes`: attribute = column of the file. Required there.",
            "{ grade = \"Grade\" }",
        ),
    ],
);

/// What sources refer to.
pub(in crate::plan) struct Known<'a> {
    pub(in crate::plan) vocabulary: &'a Vocabulary,
    pub(in crate::plan) instruments: &'a [Instrument],
    pub(in crate::plan) outcomes: &'a [Outcome],
}

/// Sources in the order written.
pub(in crate::plan) fn sources(sections: &[Section<'_>], known: &Known<'_>) -> Vec<Source> {
    ids_must_differ(sections);
    sections.iter().map(|section| source(section, known)).collect()
}

fn source(section: &Section<'_>, known: &Known<'_>) -> Source {
    sources_check::check(section, known);
    let table = section.text("table");
    Source {
        id: section.text("id"),
        files: section.texts("files"),
        format: section.optional_text("format"),
        sheet: section.optional_text("sheet"),
        delimiter: section.character("delimiter"),
        encoding: section.optional_text("encoding"),
        numbered: section.optional_text("numbered"),
        minutes_in: section.word("minutes_in"),
        decimal: section.character("decimal").unwrap_or('.'),
        date_format: section.optional_text("date_format"),
        missing: section.texts("missing"),
        columns: section.pairs("columns"),
        prefixes: section.pairs("prefixes"),
        constants: section.pairs("constants"),
        values: section.tables("values"),
        exported_on: section.has("exported_on").then(|| section.date("exported_on")).flatten(),
        expect_every_days: section
            .has("expect_every_days")
            .then(|| section.whole_number("expect_every_days")),
        keep: section.pairs_of_texts("keep"),
        instrument: section.optional_text("instrument"),
        code: section.texts("code"),
        times: times(section),
        link_by: section.pairs("link_by"),
        name: section.texts("name"),
        codes: section.pairs_of_texts("codes"),
        match_by: section.pairs("match_by"),
        not_asked: section.texts("not_asked"),
        shape: section.word("shape"),
        spread: spread(section, &table, known),
        table,
    }
}

/// When a form was begun and when it was sent off.
fn times(section: &Section<'_>) -> Option<(String, String)> {
    match section.texts("times").as_slice() {
        [] => None,
        [begin, end] => Some((begin.clone(), end.clone())),
        others => {
            let message = format!(
                "{} holds {}, allowed: two, the begin and the end",
                section.named("times"),
                others.len()
            );
            section.complain("times", message, None);
            None
        }
    }
}

/// Columns of a wide file: those that the plan names, and each other item under its own name.
fn spread(section: &Section<'_>, table: &str, known: &Known<'_>) -> BTreeMap<String, String> {
    if section.word::<Shape>("shape") == Shape::Long {
        return BTreeMap::new();
    }
    match table {
        "responses" => {
            let id = section.text("instrument");
            let instrument = known.instruments.iter().find(|instrument| instrument.id == id);
            let items = instrument.into_iter().flat_map(|instrument| &instrument.items);
            let mut spread: BTreeMap<_, _> =
                items.map(|item| (item.id.clone(), item.id.clone())).collect();
            spread.extend(section.pairs("items"));
            spread.retain(|item, _| !section.texts("not_asked").contains(item));
            spread
        }
        "outcomes" => section.pairs("outcomes"),
        "crosswalk" => section.pairs("ids"),
        _ => section.pairs("attributes"),
    }
}
