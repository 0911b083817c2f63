//! What earlier rooms say: each of their texts has a message.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::LazyLock;

use regex::Regex;

use super::{files, scan};
use crate::contract::{RULES, TABLES};
use crate::plan::{NO_AUTHORITY, PRESETS, PROTECTIONS};
use crate::report::language::Language;

fn spanish() -> Language {
    Language::shipped("es").unwrap()
}

#[test]
fn a_remark_keeps_its_numbers_and_gets_the_words_of_the_language() {
    let said = [
        (
            "not computed: needs at least 2 complete pairs, found 1",
            "no calculado: se necesitan al menos 2 (pares completos), hay 1",
        ),
        ("at risk 11482", "en riesgo 11.482"),
        ("fewer than 10, or would tell of fewer than 10", "menos de 10, o revelaría a menos de 10"),
        (
            "with an earlier report it would tell of fewer than 10",
            "con un informe anterior revelaría a menos de 10",
        ),
        (
            "changed by fewer than 3 since an earlier report",
            "cambió en menos de 3 desde un informe anterior",
        ),
        ("the value of one of fewer than 20", "el valor de una de menos de 20 personas"),
        (
            "a change of more than 0.92 is reliable; without any, 2.5 of 100 are expected on either side",
            "un cambio de más de 0,92 es confiable; sin ninguno, se esperan 2,5 de cada 100 a cada lado",
        ),
        ("1 to 5, or Never, Always", "1 a 5, o Never, Always"),
        ("How often to meet", "How often to meet"),
        (
            "3 rows were set aside: 2 of `meetings`, 1 of `days`",
            "3 filas se apartaron: 2 de `meetings`, 1 de `days`",
        ),
        ("what nobody has said before", "what nobody has said before"),
    ];
    for (english, other) in said {
        assert_eq!(spanish().translated(english), other);
        assert_eq!(Language::english().translated(english), english);
    }
}

#[test]
fn rules_and_presets_have_words() {
    let rules = RULES.iter().flat_map(|rule| [rule.title, rule.hint]);
    let protections = PROTECTIONS.iter().flat_map(|one| [Some(one.about), one.source]).flatten();
    let texts = rules.chain(protections).chain([NO_AUTHORITY]).map(str::to_owned);
    let presets = PRESETS.iter().map(crate::plan::Preset::said);
    let silent: Vec<String> =
        texts.chain(presets).filter(|text| spanish().translated(text) == *text).collect();
    assert!(silent.is_empty(), "no `said-` message for:\n{}", silent.join("\n"));
}

#[test]
fn remarks_units_and_reasons_of_the_sample_programs_have_words() {
    let mut silent = BTreeSet::new();
    for program in ["riverbend", "dandora"] {
        let file = format!("{}/reports/{program}/findings.json", env!("CARGO_MANIFEST_DIR"));
        let text = std::fs::read_to_string(file).unwrap();
        let json: serde_json::Value = serde_json::from_str(&text).unwrap();
        let findings = json.get("findings").unwrap_or(&json).as_array().unwrap();
        for finding in findings {
            let text = |key: &str| finding[key].as_str().unwrap_or_default();
            let notes = text("notes").split(" · ");
            for said in notes.chain([text("suppressed"), text("unit")]) {
                if !said.is_empty() && spanish().translated(said) == said {
                    silent.insert(said.to_owned());
                }
            }
        }
    }
    silent.remove("nps");
    assert!(silent.is_empty(), "no `said-` message for: {silent:?}");
}

/// Code that talks to later rooms, whose words a report repeats: rooms and files below `src`.
const TALKING: &[&str] =
    &["inference", "disclosure", "measures/compute.rs", "commands/privacy.rs", "warehouse/disk.rs"];
/// Parts of it that no report repeats: cases of a test, and what an attack calls the numbers that it puts together.
const SILENT: &[&str] = &["designs/policy.rs", "disclosure/attack"];
/// What begins so is no text for a report, each for its reason.
const NO_TEXT: &[&str] = &[
    // Told to whoever runs a command, before there is a report.
    "a whole number of 0 or more",
    "column `{column}` is missing",
    "nothing is published: a reader could work out",
    "cannot ",
    // The beginning of one that has words as a whole.
    "with an earlier report it would tell of fewer than ",
    // Ends of a remark whose beginning is a number.
    "without a change ",
    // Its place brings the marks around a name.
    "no rows in ",
    // Names within the mathematics.
    ", adjusted gaps",
    "arm {} by before",
    // Queries.
    "select ",
    "count(distinct ",
    "units as (",
    "answered as (",
];

/// A place of a format.
static PLACE: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\{[^}]*\}").unwrap());

#[test]
fn whatever_statistics_disclosure_and_the_record_of_processing_say_has_words() {
    let room = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let (mut said, mut silent) = (0, BTreeSet::new());
    for (file, text) in TALKING.iter().flat_map(|part| below(&room.join(part))) {
        if SILENT.iter().any(|part| file.contains(part)) {
            continue;
        }
        for text in scan::said_to_later_rooms(&text) {
            if NO_TEXT.iter().any(|start| text.starts_with(start)) {
                continue;
            }
            said += 1;
            // A number fills every place, for some take nothing else.
            let filled = PLACE.replace_all(&text, "7").into_owned();
            if spanish().translated(&filled) == filled {
                silent.insert(format!("{file}: {text}"));
            }
        }
    }
    assert!(said > 250, "only {said} texts were found");
    let silent: Vec<String> = silent.into_iter().collect();
    assert!(silent.is_empty(), "no `said-` message for:\n{}", silent.join("\n"));
}

#[test]
fn what_a_row_of_a_table_is_has_words() {
    let grains = TABLES.iter().map(|table| table.grain);
    let silent: Vec<&str> = grains.filter(|grain| spanish().translated(grain) == *grain).collect();
    assert!(silent.is_empty(), "{silent:?}");
}

/// A file, or the files of a folder, without tests.
fn below(path: &Path) -> Vec<(String, String)> {
    if path.is_dir() {
        return files(path, ".rs");
    }
    let text = std::fs::read_to_string(path).unwrap();
    let text = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default().to_owned();
    vec![(path.display().to_string(), text)]
}

#[test]
fn a_text_of_a_source_is_found_whole_and_comments_and_help_are_not_texts() {
    let source = r#"
        // "a comment that quotes"
        #[expect(clippy::x, reason = "a name is a name")]
        const ABOUT: Column = Column { about: "what it is about" };
        assert!(sum > 0, "every pair has its count");
        let quote = '"';
        note(format!("a change of {} \
            or more, for {who}"));
        let one = "an escaped \"mark\" within";
    "#;
    let said = scan::said_to_later_rooms(source);
    assert_eq!(said, ["a change of {} or more, for {who}", "an escaped \"mark\" within"]);
}
