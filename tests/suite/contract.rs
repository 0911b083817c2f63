//! Every rule of the contract, broken once on purpose: what is said, and what it costs.
//!
//! A case is a folder in `tests/contract/` named after its rule: `plan.toml`, `input.csv` and `findings.txt`. A plan that reads
//! `input.xlsx` gets the same cells as a workbook, and `{{long}}` stands for a text of more than 1 MiB.

mod odd;

use std::fmt::Write as _;
use std::path::Path;

use mentorlens::contract::{RULES, Severity};
use rust_xlsxwriter::{Formula, Workbook};

use super::golden;
use super::program::Program;

#[test]
fn every_rule_says_what_is_wrong_and_what_it_costs() {
    let mut failed = Vec::new();
    // A case lies still; what happens to a file that does not is tried with the warehouse.
    for rule in RULES.iter().filter(|rule| rule.id != "changed_meanwhile") {
        let folder = golden::root().join("tests/contract").join(rule.id);
        assert!(folder.is_dir(), "the rule {} has no case in tests/contract/", rule.id);
        let found = checked(&folder);
        let says_so = found.lines().any(|line| line.starts_with(rule.severity.name()))
            || found.lines().any(|line| line.starts_with(Severity::Error.name()));
        assert!(says_so, "{}: nothing was found\n{found}", rule.id);
        assert!(found.contains(rule.hint), "{}: another rule was found\n{found}", rule.id);
        let file = format!("tests/contract/{}/findings.txt", rule.id);
        if std::panic::catch_unwind(|| golden::check(&file, &found)).is_err() {
            failed.push(rule.id);
        }
    }
    assert!(failed.is_empty(), "{}", failed.join(", "));
}

#[test]
fn every_case_is_named_after_a_rule() {
    for entry in std::fs::read_dir(golden::root().join("tests/contract")).unwrap() {
        let name = entry.unwrap().file_name().to_string_lossy().into_owned();
        assert!(RULES.iter().any(|rule| rule.id == name), "tests/contract/{name} is no rule");
    }
}

/// Exit code and messages of `check` on a case.
fn checked(folder: &Path) -> String {
    let plan = std::fs::read_to_string(folder.join("plan.toml")).unwrap();
    let program = Program::new(&plan);
    if let Ok(text) = std::fs::read_to_string(folder.join("input.csv")) {
        if plan.contains("input.xlsx") {
            program.put("input.xlsx", &workbook(&text));
        } else {
            let long = "long ".repeat(1024 * 1024 / 5 + 1);
            program.put("input.csv", text.replace("{{long}}", &long).as_bytes());
        }
    }
    let told = program.run("check", &[]);
    assert_eq!(told.out, "", "`check` prints data only when it is asked to");
    let mut found = format!("exit code {}\n", told.code);
    writeln!(found, "{}", told.err.trim_end()).unwrap();
    found
}

/// The same cells as a workbook; a cell that begins with `#` is an error, as a formula leaves it.
fn workbook(text: &str) -> Vec<u8> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    for (row, line) in (0_u32..).zip(text.lines()) {
        for (column, cell) in (0_u16..).zip(line.split(',')) {
            if cell.starts_with('#') {
                let formula = Formula::new("=1/0").set_result(cell);
                sheet.write_formula(row, column, formula).unwrap();
            } else if let Ok(number) = cell.parse::<f64>() {
                sheet.write_number(row, column, number).unwrap();
            } else if !cell.is_empty() {
                sheet.write_string(row, column, cell).unwrap();
            }
        }
    }
    workbook.save_to_buffer().unwrap()
}
