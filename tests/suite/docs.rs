//! Docs that are generated from the code, held to it.

use super::golden;

#[test]
fn the_plan_reference_is_the_one_the_reader_uses() {
    golden::check("docs/plan.md", &mentorlens::plan::reference());
}

#[test]
fn the_table_of_formats_is_the_list_of_the_readers() {
    golden::check("docs/formats.md", &mentorlens::sources::reference());
}

#[test]
fn the_data_dictionary_is_the_contract() {
    golden::check("docs/dictionary.md", &mentorlens::contract::dictionary());
}

#[test]
fn the_kpi_catalogue_is_the_headers_of_the_queries() {
    let kpis = mentorlens::measures::catalogue(None).unwrap();
    golden::check("docs/kpis.md", &mentorlens::measures::describe(&kpis));
}

#[test]
fn the_schema_of_the_findings_is_generated_from_their_fields() {
    golden::check("docs/findings.schema.json", &mentorlens::report::findings_schema());
}

#[test]
fn the_page_about_themes_lists_every_colour_and_name() {
    golden::check("docs/theme.md", &mentorlens::report::theme_reference());
}

#[test]
fn the_presets_of_privacy_are_those_of_the_plan() {
    let text = std::fs::read_to_string(golden::root().join("docs/privacy.md")).unwrap();
    let table = mentorlens::plan::protections();
    assert!(text.contains(&table), "docs/privacy.md needs this table:\n{table}");
    assert!(text.contains(mentorlens::plan::NO_AUTHORITY));
}

#[test]
fn the_officer_s_page_has_two_pages_and_its_links_lead_somewhere() {
    let docs = golden::root().join("docs");
    let text = std::fs::read_to_string(docs.join("privacy.md")).unwrap();
    let words = text.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric));
    assert!(words.count() < 1100, "two printed pages are about 1,000 words");
    for page in ["privacy.md", "disclosure.md", "vault.md", "../SECURITY.md"] {
        let text = std::fs::read_to_string(docs.join(page)).unwrap();
        for link in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            let file = link.split('#').next().unwrap_or_default();
            let folder = docs.join(page);
            let is_there = file.is_empty() || folder.parent().unwrap().join(file).exists();
            assert!(is_there || link.starts_with("http"), "{page}: {link}");
        }
    }
}
