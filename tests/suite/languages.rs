//! Reports in Spanish: an edition beside the English ones, reviewed as a whole, clear enough to read, and nothing of it left in
//! English.

use std::sync::LazyLock;

use mentorlens::report::banned_words;

use super::email::alternatives;
use super::golden;
use super::program::Program;

/// What makes an edition for families, to be added to a plan.
const FAMILIES: &str = "
[[editions]]
id = \"familias\"
kind = \"public\"
language = \"es-US\"
title = \"Riverbend Youth Mentoring, 2024–25\"
";

/// The sample program with a Spanish edition more, measured and rendered.
fn with_families() -> Program {
    let program = Program::sample("riverbend");
    let plan = program.text("mentorlens.toml") + FAMILIES;
    program.put("mentorlens.toml", plan.as_bytes());
    program.run("run", &[]).ended_with(0);
    program
}

static PROGRAM: LazyLock<Program> = LazyLock::new(with_families);

fn families() -> String {
    PROGRAM.text("reports/familias.html")
}

/// The text between tags, without style sheet, drawings' names and what was read from files.
fn words(page: &str) -> String {
    let body = page.split("</style>").nth(1).unwrap_or(page);
    let parts = body.split('<').filter_map(|piece| piece.split_once('>'));
    parts.map(|(_, text)| text).collect::<Vec<_>>().join("\n")
}

/// Elements of a class, without tags.
fn of_class(page: &str, class: &str) -> Vec<String> {
    let start = format!("<p class=\"{class}\">");
    let parts = page.split(start.as_str()).skip(1);
    parts.map(|part| part.split("</p>").next().unwrap_or_default().to_owned()).collect()
}

#[test]
fn the_spanish_edition_is_the_one_that_was_reviewed() {
    golden::check("reports/riverbend/familias.html", &families());
}

#[test]
fn an_edition_has_its_own_language_beside_the_others() {
    let (own, index) = (families(), PROGRAM.text("reports/index.html"));
    assert!(own.contains("<html lang=\"es-US\">") && index.contains("<html lang=\"en\">"));
    assert!(PROGRAM.text("reports/overview.html").contains("<html lang=\"en\">"));
    assert!(own.contains("Lo que más importa") && !index.contains("Lo que más importa"));
}

/// What the plan says, in lower case, the longest first: it is shown as it is.
fn texts_of_plan() -> Vec<String> {
    let plan = PROGRAM.text("mentorlens.toml");
    let texts = plan.split('"').skip(1).step_by(2);
    let mut texts: Vec<String> = texts
        .map(|text| text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase())
        .map(|text| text.trim_end_matches('.').to_owned())
        .filter(|text| text.contains(' '))
        .collect();
    texts.sort_by_key(|text| std::cmp::Reverse(text.len()));
    texts
}

#[test]
fn nothing_of_a_spanish_edition_is_left_in_english() {
    let plan = texts_of_plan();
    for text in words(&families()).lines() {
        let mut text = format!(" {} ", text.to_lowercase());
        for own in &plan {
            text = text.replace(own, "");
        }
        for word in ["the", "of", "with", "and", "was", "than", "is", "by", "hidden", "computed"] {
            assert!(!text.contains(&format!(" {word} ")), "“{word}” in{text}");
        }
    }
}

#[test]
fn a_program_can_speak_spanish_throughout() {
    let program = Program::sample("riverbend");
    let plan = program.text("mentorlens.toml").replacen(
        "[program]\n",
        "[program]\nlanguage = \"es-MX\"\n",
        1,
    );
    program.put("mentorlens.toml", plan.as_bytes());
    program.run("run", &[]).ended_with(0);
    program.run("report", &["--email"]).ended_with(0);
    for page in ["index", "board", "school_term", "evaluator", "public", "overview"] {
        let page = program.text(&format!("reports/{page}.html"));
        assert!(page.contains("<html lang=\"es-MX\">"), "{page:.100}");
    }
    let mail = alternatives(&program.text("reports/summary.eml"));
    assert!(mail.plain.contains("LO QUE ENCONTRAMOS") && mail.html.contains("lang=\"es-MX\""));
    let index = program.text("reports/index.html");
    for said in [of_class(&index, "lede"), of_class(&index, "say")].concat() {
        assert_eq!(banned_words(&said, "L2"), Vec::<&str>::new(), "{said}");
    }
    // What machines read says the same in every language.
    let findings = program.text("reports/findings.json");
    assert_eq!(
        findings,
        std::fs::read_to_string(golden::root().join("reports/riverbend/findings.json")).unwrap()
    );
}

#[test]
fn a_language_without_messages_is_one_clear_error() {
    let program = Program::new("[program]\nid = \"p\"\nname = \"P\"\nlanguage = \"fr\"\n");
    let told = program.run("check", &[]);
    assert_eq!(told.code, 2, "{}", told.err);
    assert!(told.err.contains("is \"fr\", allowed: en, es"), "{}", told.err);
    assert!(told.err.contains("theme/messages/xx.ftl"), "{}", told.err);
    program.put("theme/messages/fr.ftl", "methods = Méthodes\n".as_bytes());
    let told = program.run("check", &[]);
    assert!(!told.err.contains("\"fr\""), "{}", told.err);
}

/// Syllables of a Spanish word: its vowels, where two that glide together count as one.
fn syllables(word: &str) -> usize {
    let letters: Vec<char> = word.to_lowercase().chars().collect();
    let is_strong = |letter: char| "aeoáéóíú".contains(letter);
    let is_vowel = |letter: char| is_strong(letter) || "iuü".contains(letter);
    let mut count = 0;
    for (place, letter) in letters.iter().enumerate() {
        let before = place.checked_sub(1).map(|before| letters[before]);
        let glides = before
            .is_some_and(|before| is_vowel(before) && !(is_strong(before) && is_strong(*letter)));
        count += usize::from(is_vowel(*letter) && !glides);
    }
    count.max(1)
}

/// How easy a Spanish text is to read, by Szigriszt and the INFLESZ scale: from 55 on, it is for everybody.
fn inflesz(text: &str) -> f64 {
    let sentences =
        text.split(['.', ';', ':', '?']).filter(|part| part.split_whitespace().count() > 1);
    let sentences = sentences.count().max(1) as f64;
    let words: Vec<&str> = text
        .split(|letter: char| !letter.is_alphabetic())
        .filter(|word| !word.is_empty())
        .collect();
    let syllables: usize = words.iter().map(|word| syllables(word)).sum();
    let n = words.len() as f64;
    206.835 - 62.3 * syllables as f64 / n - n / sentences
}

#[test]
fn the_spanish_summary_is_easy_to_read() {
    assert_eq!(["pareja", "mentoría", "agua", "ciudad"].map(syllables), [3, 4, 2, 2]);
    let page = families();
    let summary =
        [of_class(&page, "lede"), of_class(&page, "reading"), of_class(&page, "say")].concat();
    let ease = inflesz(&summary.join(" "));
    assert!(ease >= 55.0, "INFLESZ {ease:.1}");
}
