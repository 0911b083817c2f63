//! Finished pages in a real browser: accessible by axe-core and by keyboard, the overview by clicking, the e-mail.

use std::path::PathBuf;
use std::process::Command;

use mentorlens::plan::PRESETS;

use super::golden::root;
use super::program::{Program, skipped};

/// An installed Chromium and the folder with the packages of `tests/browser/package.json`, when both are there.
fn browser() -> Option<(String, String)> {
    #[expect(clippy::disallowed_methods, reason = "where a browser is, is a matter of the machine")]
    let names = |name: &str| std::env::var(name).ok();
    let both = names("MENTORLENS_BROWSER").zip(names("MENTORLENS_CHROMIUM"));
    if both.is_none() {
        skipped(
            "MENTORLENS_BROWSER names no packages of tests/browser, or MENTORLENS_CHROMIUM no Chromium",
        );
    }
    both
}

/// Runs a script of `tests/browser` on pages; it fails with what the script printed.
fn script((packages, chromium): &(String, String), name: &str, pages: &[PathBuf]) {
    let output = Command::new("node")
        .arg(root().join("tests/browser").join(name))
        .args(pages)
        .env("MENTORLENS_BROWSER", packages)
        .env("MENTORLENS_CHROMIUM", chromium)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{said}\n{}", String::from_utf8_lossy(&output.stderr));
}

/// A sample with its reports.
fn measured(name: &str) -> Program {
    let program = Program::sample(name);
    program.run("run", &[]).ended_with(0);
    program
}

/// Every page of the reports.
fn pages(program: &Program) -> Vec<PathBuf> {
    let names = program.files("reports").into_keys();
    names.filter(|name| name.ends_with(".html")).map(|name| program.path(&name)).collect()
}

#[test]
fn every_page_of_every_sample_is_accessible_to_everyone() {
    let Some(browser) = browser() else { return };
    let presets = PRESETS.iter().map(|preset| format!("presets/{}", preset.name));
    let samples = ["riverbend", "dandora"].map(str::to_owned).into_iter().chain(presets);
    let programs: Vec<Program> = samples.map(|name| measured(&name)).collect();
    let pages: Vec<PathBuf> = programs.iter().flat_map(pages).collect();
    assert!(pages.len() > 2 * programs.len(), "{pages:?}");
    script(&browser, "accessibility.mjs", &pages);
}

#[test]
fn the_overview_filters_sorts_explains_and_saves_and_is_whole_without_script() {
    let Some(browser) = browser() else { return };
    let program = measured("riverbend");
    script(&browser, "overview.mjs", &[program.path("reports/overview.html")]);
}

#[test]
fn the_html_of_the_email_is_accessible_and_fits_a_phone() {
    let Some(browser) = browser() else { return };
    for name in ["riverbend", "dandora"] {
        let program = measured(name);
        program.run("report", &["--email"]).ended_with(0);
        let html = super::email::alternatives(&program.text("reports/summary.eml")).html;
        program.put("summary.html", html.as_bytes());
        script(&browser, "accessibility.mjs", &[program.path("summary.html")]);
    }
}

/// Pages of a PDF: the largest count in its tree.
fn sheets(pdf: &[u8]) -> u32 {
    let text = String::from_utf8_lossy(pdf);
    let counts = text.split("/Count ").skip(1);
    let digits = counts.map(|rest| rest.split(|letter: char| !letter.is_ascii_digit()).next());
    digits.filter_map(|digits| digits?.parse().ok()).max().unwrap_or_default()
}

#[test]
fn a_pdf_of_every_edition_is_printed_with_its_pages_and_the_same_bytes() {
    let Some((_, chromium)) = browser() else { return };
    let program = measured("riverbend");
    let print = || {
        program.run("report", &["--pdf", "--chromium", &chromium]).ended_with(0);
        ["index.pdf", "staff.pdf"]
            .map(|name| std::fs::read(program.path(&format!("reports/{name}"))).unwrap())
    };
    let first = print();
    for pdf in &first {
        assert!(pdf.starts_with(b"%PDF-") && pdf.len() > 50_000, "{} bytes", pdf.len());
    }
    // As many as a funder reads.
    let sheets = sheets(&first[0]);
    assert!((5..=8).contains(&sheets), "the funder's report has {sheets} pages");
    assert!(first == print(), "printing again gives other bytes");
    program.run("report", &[]).ended_with(0);
    let left: Vec<String> =
        program.files("reports").into_keys().filter(|name| name.ends_with(".pdf")).collect();
    assert!(left.is_empty(), "{left:?} would be taken for this run's");
}
