//! Themes and quotes.

use super::super::*;
use super::{EXAMPLE, problems, read, refuses};

/// A form with an open question.
const FORM: &str = "[[instruments]]\nid = \"m\"\nrole = \"mentee\"\n[[instruments.items]]\nid = \"why\"\nkind = \"text\"\n";

#[test]
fn themes_name_their_words_and_are_looked_for_in_every_open_answer() {
    let plan = read(EXAMPLE);
    let why = [("mentee_survey".to_owned(), "why".to_owned())];
    let [school, trips] = plan.themes.as_slice() else { panic!("two themes") };
    assert_eq!((&*school.id, &*school.title), ("school_work", "help with school work"));
    assert_eq!(school.words, ["homework", "grade*", "tarea*"]);
    assert_eq!((&*trips.title, &school.items[..], &trips.items[..]), ("trips", &why[..], &why[..]));
}

#[test]
fn nothing_is_quoted_unless_the_plan_says_so() {
    let quotes = read(EXAMPLE).quotes.unwrap();
    assert_eq!((quotes.per_theme, quotes.seed, quotes.longest), (2, 7, 400));
    assert_eq!(quotes.editions, ["funder"]);
    assert_eq!(read(SMALLEST).quotes, None);
    assert!(read(&format!("{SMALLEST}[quotes]\n")).quotes.is_some());
}

#[test]
fn a_theme_without_words_needs_codes() {
    let theme = "[[themes]]\nid = \"t\"\n";
    refuses(
        &format!("{FORM}{theme}"),
        "7: theme `t` has no `words`, and no source has `codes` | add a line such as words = { en = [\"homework\", \"grade*\"] }",
    );
    let source = "[[sources]]\nid = \"s\"\nfiles = \"s.csv\"\ntable = \"responses\"\ninstrument = \"m\"\ncodes = { why = \"Code\" }\n";
    assert_eq!(problems(&format!("{FORM}{source}{theme}")), [""; 0]);
}

#[test]
fn a_theme_is_about_open_questions_and_has_a_name_of_its_own() {
    let words = "words = { en = [\"a\"] }\n";
    refuses(
        &format!("{FORM}[[themes]]\nid = \"why\"\n{words}"),
        "8: `id` in [[themes]] is \"why\", which an item, a scale, an outcome or an alignment pair is called | choose another name, such as about_school",
    );
    refuses(
        &format!("{FORM}[[themes]]\nid = \"t\"\nitems = \"m.who\"\n{words}"),
        "9: `items` in [[themes]] is \"m.who\", allowed open questions: `m.why` | did you mean `m.why`?",
    );
    refuses(
        &format!("{FORM}[[themes]]\nid = \"t\"\nwords = {{ en = [\"*\"] }}\n"),
        "9: `en` of `words` in [[themes]] holds \"*\", allowed: words with letters or digits",
    );
}

#[test]
fn codes_stand_beside_open_answers() {
    let source = "[[sources]]\nid = \"s\"\nfiles = \"s.csv\"\n";
    refuses(
        &format!("{source}table = \"matches\"\ncodes = {{ why = \"Code\" }}\n"),
        "5: `codes` in [[sources]] is only for a source of `responses` | leave it out",
    );
    refuses(
        &format!(
            "{FORM}{source}table = \"responses\"\ninstrument = \"m\"\ncodes = {{ who = \"Code\" }}\n"
        ),
        "12: `codes` in [[sources]] holds \"who\", allowed open questions of `m`: `why` | did you mean `why`?",
    );
}

#[test]
fn quotes_are_printed_in_editions_that_there_are() {
    refuses(
        "[quotes]\neditions = [\"board\"]\n[[editions]]\nid = \"funder\"\n",
        "2: `editions` in [quotes] holds \"board\", allowed editions: `funder`",
    );
}
