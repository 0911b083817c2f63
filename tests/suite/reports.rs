//! The rendered reports: as they were reviewed, complete without a network, the same twice.
//!
//! What lies in `reports/` is golden: `UPDATE=1 cargo test` writes them anew.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use mentorlens::report::banned_words;

use super::golden;
use super::program::Program;

/// A page that opens at once from an e-mail.
const LARGEST: usize = 2_000_000;

/// A sample program, measured and rendered in a folder of its own.
fn rendered(name: &str) -> Program {
    let program = Program::sample(name);
    program.run("run", &[]).ended_with(0);
    program
}

const PROGRAMS: [&str; 2] = ["riverbend", "dandora"];

fn index(program: &Program) -> String {
    program.text("reports/index.html")
}

/// The files of every edition and their text, in the order of the plan.
fn pages(program: &Program) -> Vec<(String, String)> {
    let record = program.json("reports/run.json");
    let files = record["pages"].as_array().unwrap().iter().map(|file| file.as_str().unwrap());
    let pages = files.filter(|file| file.ends_with(".html"));
    pages.map(|file| (file.to_owned(), program.text(&format!("reports/{file}")))).collect()
}

/// Every page of every sample, named.
static EVERY_PAGE: LazyLock<Vec<(String, String)>> = LazyLock::new(|| {
    let of = |name: &&str| {
        let named = |(file, page)| (format!("{name}/{file}"), page);
        pages(&rendered(name)).into_iter().map(named).collect::<Vec<_>>()
    };
    PROGRAMS.iter().flat_map(of).collect()
});

/// Values of an attribute, in order.
fn attributes<'p>(page: &'p str, name: &str) -> Vec<&'p str> {
    let key = format!(" {name}=\"");
    page.split(key.as_str()).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

/// Levels of the headings, in order.
fn headings(page: &str) -> Vec<u32> {
    let level = |part: &str| {
        let mut letters = part.chars();
        let digit =
            (letters.next() == Some('h')).then(|| letters.next()?.to_digit(10)).flatten()?;
        matches!(letters.next(), Some('>' | ' ')).then_some(digit)
    };
    page.split('<').filter_map(level).collect()
}

/// A part of the page, from its opening tag to the tag that ends it.
fn parts<'p>(page: &'p str, from: &str, to: &str) -> Vec<&'p str> {
    page.split(from).skip(1).filter_map(|part| part.split(to).next()).collect()
}

/// The text between the tags.
fn words(part: &str) -> String {
    part.split('<')
        .map(|piece| piece.split_once('>').map_or("", |(_, text)| text))
        .collect::<Vec<_>>()
        .join(" ")
}

#[test]
fn the_committed_reports_are_the_ones_that_were_reviewed() {
    for name in PROGRAMS {
        let program = rendered(name);
        golden::check(
            format!("reports/{name}/findings.json"),
            &program.text("reports/findings.json"),
        );
        for (file, page) in pages(&program) {
            golden::check(format!("reports/{name}/{file}"), &page);
        }
    }
}

#[test]
fn a_page_needs_no_network_no_script_and_little_room() {
    for (name, page) in EVERY_PAGE.iter() {
        assert!(page.len() < LARGEST, "{name}: {} bytes", page.len());
        for wanted in ["<script", "<link", "<img", "<iframe", "@import", "url(", "javascript:"] {
            assert!(!page.contains(wanted), "{name}: {wanted}");
        }
        assert!(page.contains("content=\"default-src 'none';"), "{name}");
        // An address may only be the name of the drawings' language.
        let addresses = page.matches("://").count();
        let names = page.matches("xmlns=\"http://www.w3.org/2000/svg\"").count();
        assert_eq!(addresses, names, "{name}");
        for place in attributes(page, "href") {
            assert!(place.starts_with('#'), "{name}: {place}");
        }
    }
}

#[test]
fn every_drawing_has_words_and_fits_a_phone() {
    for (name, page) in EVERY_PAGE.iter() {
        for figure in parts(page, "<figure>", "</figure>") {
            let is_small = figure.contains("class=\"small\"");
            let both = figure.contains("class=\"wide\"") && figure.contains("class=\"narrow\"");
            assert!((is_small || both) && figure.contains("<figcaption>"), "{name}: {figure:.200}");
            let drawn = if is_small { 1 } else { 2 };
            for part in ["role=\"img\"", "<title>", "<desc>"] {
                assert_eq!(figure.matches(part).count(), drawn, "{name}: {part}");
            }
        }
        for table in parts(page, "<table", "</table>") {
            assert!(table.contains("<caption>") && table.contains("scope=\"col\""), "{table:.200}");
        }
    }
}

#[test]
fn every_measure_has_its_numbers_and_says_how_they_were_computed() {
    for (name, page) in EVERY_PAGE.iter() {
        let blocks = parts(page, "<article", "</article>");
        assert!(!blocks.is_empty(), "{name}");
        for block in blocks {
            let computed = block.split("<details class=\"computed\">").nth(1).unwrap_or_default();
            assert!(computed.contains("<table>"), "{name}: {block:.80}");
            assert!(computed.contains("<tr id=\"n-"), "{name}: {block:.80}");
            for said in ["How we know.", "Definition.", "claim level"] {
                assert!(computed.contains(said), "{name}: {said} in {block:.80}");
            }
            let has_sql = computed.contains("select") && computed.contains("<pre");
            assert_eq!(has_sql, name.contains("evaluator"), "{name}: {block:.80}");
        }
    }
}

#[test]
fn a_page_can_be_walked_by_its_headings_and_ids() {
    for (name, page) in EVERY_PAGE.iter() {
        assert!(page.contains("<html lang=\"en\">") && page.contains("name=\"viewport\""));
        let headings = headings(page);
        assert_eq!(headings.iter().filter(|level| **level == 1).count(), 1, "{name}");
        assert_eq!(headings.first(), Some(&1), "{name}");
        for pair in headings.windows(2) {
            assert!(
                pair[1] <= pair[0] + 1,
                "{name}: a heading of level {} follows {}",
                pair[1],
                pair[0]
            );
        }
        let ids = attributes(page, "id");
        let unique: BTreeSet<&str> = ids.iter().copied().collect();
        assert_eq!(ids.len(), unique.len(), "{name}: an id stands twice");
        for place in attributes(page, "href") {
            assert!(
                unique.contains(place.trim_start_matches('#')),
                "{name}: {place} leads nowhere"
            );
        }
    }
}

#[test]
fn a_block_says_no_more_than_its_claim_level() {
    for (name, page) in EVERY_PAGE.iter() {
        for block in parts(page, "<article", "</article>") {
            let level =
                block.split("claim level ").nth(1).map(|rest| &rest[..2]).unwrap_or_default();
            assert!(level.starts_with('L'), "{name}: {block:.80}");
            let said = block.split("<details class=\"computed\">").next().unwrap_or_default();
            let banned = banned_words(&words(said), level);
            assert!(banned.is_empty(), "{name}, {level}: {banned:?} in {block:.80}");
        }
        let header = parts(page, "<header>", "</header>");
        let highest = if name.contains("dandora") { "L5" } else { "L2" };
        assert_eq!(banned_words(&words(header[0]), highest), Vec::<&str>::new(), "{name}");
    }
}

#[test]
fn rendering_again_changes_nothing() {
    let program = rendered("riverbend");
    let first = index(&program);
    program.run("report", &[]).ended_with(0);
    assert!(first == index(&program), "rendering from the findings gives another page");
    assert!(first == index(&rendered("riverbend")), "running again gives another page");
}

/// School years that a text takes, by Flesch and Kincaid (1975): 0.39 · words a sentence + 11.8 · syllables a word − 15.59.
fn grade(text: &str) -> f64 {
    let words: Vec<&str> = text.split_whitespace().collect();
    let ends = words.iter().filter(|word| word.ends_with(['.', '?', '!'])).count();
    let syllables: usize = words.iter().map(|word| syllables(word)).sum();
    let (words, sentences) = (words.len() as f64, ends.max(1) as f64);
    0.39 * words / sentences + 11.8 * syllables as f64 / words - 15.59
}

/// Groups of vowels, without a silent e; a number is one.
fn syllables(word: &str) -> usize {
    let word: String =
        word.chars().filter(char::is_ascii_alphabetic).collect::<String>().to_lowercase();
    let is_vowel = |letter: char| "aeiouy".contains(letter);
    let groups = word.split(|letter| !is_vowel(letter)).filter(|group| !group.is_empty()).count();
    let is_silent = word.ends_with('e') && !word.ends_with("le")
        || word.ends_with("ed") && !word.ends_with("ted") && !word.ends_with("ded");
    groups.saturating_sub(usize::from(is_silent && groups > 1)).max(1)
}

/// The first paragraphs of a page, without what stands in brackets.
pub(crate) fn summary(page: &str) -> String {
    let paragraphs = page.split("<p class=\"lede\">").skip(1);
    let text: Vec<&str> = paragraphs.filter_map(|rest| rest.split("</p>").next()).collect();
    let text = text.join(" ").replace(['\u{a0}', '\u{202f}'], " ");
    let mut plain = String::new();
    for part in text.split('(') {
        plain.push_str(part.split_once(')').map_or(part, |(_, after)| after));
    }
    plain
}

/// Fails when a summary takes more than eight years of school.
pub(crate) fn can_be_read_by_everyone(name: &str, page: &str) {
    let text = summary(page);
    assert!(text.split_whitespace().count() > 20, "{name}: {text}");
    let grade = grade(&text);
    assert!(grade <= 8.0, "{name}: grade {grade:.1} for: {text}");
}

#[test]
fn grades_are_those_of_the_formula() {
    // The example with which the formula is explained: 13 words, 24 syllables, grade 11.3.
    let hard = "The Australian platypus is seemingly a hybrid of a mammal and reptilian creature.";
    assert!((grade(hard) - 11.3).abs() < 0.05, "{}", grade(hard));
    assert!((grade("The cat sat on the mat.") - -1.45).abs() < 0.01);
    for (word, parts) in [("matches", 2), ("asked", 1), ("ended", 2), ("people", 2), ("73", 1)] {
        assert_eq!(syllables(word), parts, "{word}");
    }
}

#[test]
fn the_summary_of_every_page_takes_eight_years_of_school_at_most() {
    for (name, page) in EVERY_PAGE.iter().filter(|(_, page)| page.contains("<html lang=\"en")) {
        if page.contains("<p class=\"lede\">") {
            can_be_read_by_everyone(name, page);
        }
    }
}
