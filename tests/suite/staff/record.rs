//! The draft of a record of processing: what plan and warehouse say, and nobody's name.

use super::mill::{NAMES, mill};
use crate::program::Program;

#[test]
fn it_says_what_is_held_where_why_and_for_how_long_and_names_nobody() {
    let program = mill();
    let before = program.run("privacy", &[]).ended_with(0).out;
    assert!(before.contains("no warehouse, for nothing was ingested yet"), "{before}");
    program.run("run", &[]).ended_with(0);
    let record = program.run("privacy", &[]).ended_with(0).out;
    for text in [
        "# Record of processing activities: Mill Street Mentoring\n",
        "snapshot 1 of the warehouse, which holds what happened up to 2025-03-01",
        "## 1. Controller\n\n[to be filled in: ",
        "Legal basis: [to be filled in: ",
        "| mentee | 11 |\n| mentor | 12 |\n",
        "| `matches` | mentor–mentee pair | `committed_months`, `match_id`, `matched_on`, `mentee_id`, `mentor_id` | `inbox/matches.csv` | 11 |",
        "| `warehouse/vault` | the owner alone | until it is in none of the newest 10 snapshots, which the plan keeps |",
        "| `warehouse/comments` | the owner alone |",
        "| `mentorlens.key` | the owner alone |",
        "| to be counted in reports | `report_ok` | 11 | 0 | 12 |",
        "| to have rows passed on | `share_ok` | not told | 0 | not told |",
        "“not told”: fewer than 10, or it would tell of fewer than 10.",
        "names, raw ids and rows set aside are not encrypted",
        "no number about fewer than 10 people",
    ] {
        assert!(record.contains(text), "no {text:?} in\n{record}");
    }
    let raw = ["m-001", "v-001", "x-001", "Ée1"];
    for word in NAMES.iter().chain(&raw) {
        assert!(!record.contains(word), "{word} in\n{record}");
    }
    let folder = program.dir().display().to_string();
    assert!(!record.contains(&folder), "it tells where the folder lies:\n{record}");
    let json = program.run("privacy", &["--json"]).ended_with(0).out;
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["program"], "Mill Street Mentoring");
    let share = &json["consents"][2];
    assert_eq!((&share["yes"], &share["silent"]), (&"not told".into(), &"not told".into()));
}

#[test]
fn it_is_written_for_every_sample() {
    for sample in ["riverbend", "dandora"] {
        let program = Program::sample(sample);
        program.run("ingest", &[]).ended_with(0);
        let record = program.run("privacy", &[]).ended_with(0).out;
        assert!(record.contains("| `people` |"), "{sample}: {record}");
        assert_eq!(program.run("privacy", &[]).ended_with(0).out, record);
    }
}
