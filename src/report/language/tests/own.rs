//! Languages of a program's own.

use crate::report::language::{Languages, languages_with};

const FRENCH: &str = "in-hundred = { $number }~sur~100\nmonth = { $mois }~mois\nfoo = bar\n";

#[test]
fn english_stands_in_for_what_a_language_lacks_and_each_is_told() {
    let (languages, told) = Languages::read(&[("fr.ftl", FRENCH)]);
    assert!(told.errors.is_empty(), "{:?}", told.errors);
    let notes = told.notes.join("\n");
    assert!(notes.contains("English stands in for"), "{notes}");
    assert!(notes.contains("nothing says these messages: `foo`"), "{notes}");
    assert!(notes.contains("`month`: it has a place `$mois`, which is never filled"), "{notes}");
    let french = languages.of("fr-CA");
    assert_eq!(french.tag(), "fr-CA");
    assert_eq!(french.in_hundred(0.73), "73\u{a0}sur\u{a0}100");
    assert_eq!(french.months(30.4375), "1\u{a0}month");
    assert_eq!(french.number(1234.5, 1), "1\u{202f}234,5");
}

#[test]
fn a_file_that_is_no_language_or_not_fluent_is_refused_with_its_place() {
    let (_, told) =
        Languages::read(&[("notes.txt", ""), ("fr.ftl", "a = { $b\n"), ("pt.kpis.toml", "")]);
    assert_eq!(told.errors.len(), 3, "{:?}", told.errors);
    assert!(told.errors[0].contains("theme/messages/notes.txt: no messages of a language"));
    assert!(told.errors[1].starts_with("error: theme/messages/fr.ftl:"), "{}", told.errors[1]);
    assert!(told.errors[2].contains("the language has no messages"), "{}", told.errors[2]);
}

#[test]
fn words_of_ours_can_be_changed_by_a_program() {
    let (languages, told) = Languages::read(&[("es.ftl", "met = cumplido\n")]);
    assert_eq!(told.notes, Vec::<String>::new());
    let spanish = languages.of("es");
    assert_eq!(spanish.in_template("met", Vec::new()).as_deref(), Some("cumplido"));
    assert_eq!(spanish.in_template("not-met", Vec::new()).as_deref(), Some("no alcanzado"));
}

#[test]
fn a_file_makes_a_language_known() {
    let files = ["fr.ftl", "readme.md", "es.ftl", "fr.kpis.toml"].map(str::to_owned);
    assert_eq!(languages_with(&files), ["en", "es", "fr"]);
}
