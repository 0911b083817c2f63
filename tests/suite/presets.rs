//! Presets and published instruments: what they print, and a report for each kind of program.

use std::collections::BTreeMap;

use mentorlens::plan::PRESETS;

use super::golden::root;
use super::program::{Program, mentorlens};

#[expect(dead_code, reason = "its own `main` is called by `cargo run --example presets`")]
#[path = "../../sample_data/presets.rs"]
mod generate;

#[test]
fn the_samples_are_what_their_program_makes() {
    let made: BTreeMap<String, String> = generate::files().unwrap().into_iter().collect();
    for (name, text) in made {
        let path = root().join("sample_data/presets").join(&name);
        let committed = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(committed == text, "{name} differs: `cargo run --example presets`");
    }
}

#[test]
fn every_preset_has_a_sample_whose_report_renders() {
    for preset in PRESETS {
        let program = Program::sample(&format!("presets/{}", preset.name));
        let told = program.run("run", &[]).ended_with(0);
        for word in ["error:", "warning:"] {
            assert!(!told.err.contains(word), "{}: {}", preset.name, told.err);
        }
        let page = program.text("reports/index.html");
        assert!(page.contains(preset.about), "{}: the preset is not explained", preset.name);
        super::reports::can_be_read_by_everyone(preset.name, &page);
        let findings = program.json("reports/findings.json");
        for measure in preset.primary {
            let is_known = |finding: &serde_json::Value| {
                finding["measure"] == *measure && finding["estimate"].is_number()
            };
            assert!(
                findings.as_array().unwrap().iter().any(is_known),
                "{}: {measure} has no number",
                preset.name
            );
        }
    }
}

#[test]
fn lists_and_single_entries_are_printed_and_a_slip_is_told() {
    let ask = |words: &[&str]| {
        let output = mentorlens().args(words).output().unwrap();
        (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap())
    };
    assert!(ask(&["presets"]).0.contains("corporate_leadership"));
    assert!(ask(&["presets", "school"]).0.contains("preset = \"school\"\n"));
    let (list, _) = ask(&["instruments"]);
    assert!(list.contains("match_characteristics (version 1, listed only)"), "{list}");
    assert!(list.contains("licence: all rights reserved; free on request"), "{list}");
    let (one, _) = ask(&["instruments", "youth_centered_relationship"]);
    assert!(one.contains("[[instruments]]\nid = \"youth_centered_relationship\""), "{one}");
    let (_, slip) = ask(&["presets", "scool"]);
    assert_eq!(slip, "error: there is no preset `scool`\nhint: did you mean `school`?\n");
}
