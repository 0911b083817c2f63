//! What earlier rooms say: each of their texts has a message.

use std::collections::BTreeSet;

use crate::contract::RULES;
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
