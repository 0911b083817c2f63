//! The examples of docs/scheduled.md are ones that work.

use std::process::Command;

use clap::Parser as _;
use mentorlens::cli::Cli;

use super::golden::root;
use super::program::skipped;

/// The code blocks of one language.
fn blocks(language: &str) -> Vec<String> {
    let text = std::fs::read_to_string(root().join("docs/scheduled.md")).unwrap();
    let fence = format!("```{language}\n");
    text.split(fence.as_str())
        .skip(1)
        .map(|rest| rest.split("```").next().unwrap().to_owned())
        .collect()
}

/// Everything after the name of the program, up to the end of the line or of the quoted text.
fn calls(block: &str) -> Vec<Vec<String>> {
    let after = |line: &str| {
        let (_, rest) =
            line.split_once("mentorlens run ").or(line.split_once("mentorlens.exe run "))?;
        let rest = rest.split('"').next().unwrap();
        let words = ["mentorlens", "run"].into_iter().chain(rest.split_whitespace());
        Some(words.map(str::to_owned).collect())
    };
    block.lines().filter_map(after).collect()
}

#[test]
fn every_call_in_the_examples_is_one_that_the_program_takes() {
    let mut found = 0;
    for language in ["ini", "cron", "yaml", "bat"] {
        let calls: Vec<_> = blocks(language).iter().flat_map(|block| calls(block)).collect();
        assert!(!calls.is_empty(), "no call in {language}");
        for call in calls {
            found += 1;
            Cli::try_parse_from(&call).unwrap_or_else(|error| panic!("{call:?}: {error}"));
        }
    }
    assert_eq!(found, 4);
}

#[test]
fn every_option_in_the_table_is_one_of_run() {
    let text = std::fs::read_to_string(root().join("docs/scheduled.md")).unwrap();
    let mut found = 0;
    for line in text.lines().filter(|line| line.starts_with("| `--")) {
        let option = line.split('`').nth(1).unwrap();
        let value = match option.split_whitespace().nth(1) {
            None => None,
            Some("SECONDS") => Some("1"),
            Some("ALARMS") => Some("stale-source"),
            Some("json") => Some("json"),
            Some(_) => Some("x"),
        };
        let call = ["mentorlens", "run", option.split_whitespace().next().unwrap()];
        Cli::try_parse_from(call.into_iter().chain(value)).unwrap();
        found += 1;
    }
    assert_eq!(found, 7);
}

#[test]
fn a_line_for_cron_has_five_times_and_a_command() {
    let block = blocks("cron").remove(0);
    let line = block.lines().nth(1).unwrap();
    let words: Vec<&str> = line.split_whitespace().collect();
    for (word, last) in words[..5].iter().zip([59, 23, 31, 12, 7]) {
        assert!(*word == "*" || word.parse::<u32>().unwrap() <= last, "{word}");
    }
    assert!(words[5].starts_with('/'), "cron has no search path to speak of");
    assert!(!line.contains('%'), "cron takes it for a line end");
}

#[test]
fn systemd_takes_the_units() {
    let folder = tempfile::TempDir::new().unwrap();
    let units = blocks("ini");
    assert_eq!(units.len(), 2);
    let binary = assert_cmd::cargo::cargo_bin!("mentorlens").display().to_string();
    for (unit, name) in units.iter().zip(["mentorlens.service", "mentorlens.timer"]) {
        let unit =
            unit.replace("/usr/local/bin/mentorlens", &binary).replace("User=mentorlens\n", "");
        std::fs::write(folder.path().join(name), unit).unwrap();
    }
    let checked = Command::new("systemd-analyze")
        .arg("verify")
        .arg(folder.path().join("mentorlens.service"))
        .arg(folder.path().join("mentorlens.timer"))
        .output();
    let Ok(checked) = checked else {
        skipped("systemd-analyze is not installed");
        return;
    };
    let said = String::from_utf8_lossy(&checked.stderr);
    let about_ours: Vec<&str> = said.lines().filter(|line| line.contains("mentorlens.")).collect();
    assert!(about_ours.is_empty(), "{said}");
}
