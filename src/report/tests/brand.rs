//! A program's own look on a whole page.

use std::collections::BTreeSet;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::super::brand::{Brand, NAMES};
use super::super::evidence::Evidence;
use super::super::{ReportInput, email, render, view};
use super::invented::{Invented, Way};
use crate::plan::EvaluationDesign;

fn invented() -> Invented {
    Invented::new(EvaluationDesign::PrePost, "L2", Way::Up)
}

fn rendered(files: &[(&str, &str)]) -> Result<String, String> {
    let files: Vec<_> =
        files.iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec())).collect();
    let brand = Brand::read(&files).map_err(|error| error.to_string())?;
    let invented = invented();
    let input = ReportInput { brand, ..invented.input() };
    render(&input, &invented.plan.editions[0]).map_err(|error| format!("{error:#}"))
}

#[test]
fn colours_and_logo_stand_on_the_page() {
    let page = rendered(&[
        ("colours.toml", "[light]\na = \"#7a1f5c\"\n"),
        ("logo.svg", "<svg xmlns='http://www.w3.org/2000/svg'><path d='M0 0h9'/></svg>"),
    ])
    .unwrap();
    assert!(page.contains("--a: #7a1f5c;") && !page.contains("--a: #0b6e6e;"));
    assert!(page.contains("src=\"data:image/svg+xml;base64,"));
}

/// The HTML of the e-mail with a theme.
fn mailed(files: &[(&str, &str)]) -> String {
    let files: Vec<_> =
        files.iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec())).collect();
    let invented = invented();
    let input = ReportInput { brand: Brand::read(&files).unwrap(), ..invented.input() };
    let message = email(&input, &invented.plan.editions[0]).unwrap();
    let (_, html) = message.split_once("Content-Type: text/html").unwrap();
    let (_, body) = html.split_once("\r\n\r\n").unwrap();
    let body: String = body.lines().take_while(|line| !line.starts_with("--")).collect();
    String::from_utf8(STANDARD.decode(body).unwrap()).unwrap()
}

/// Every colour that a text names.
fn colours(text: &str) -> BTreeSet<&str> {
    let after = text.split('#').skip(1);
    let digits = |rest: &str| rest.bytes().take_while(u8::is_ascii_hexdigit).count();
    after.filter(|rest| digits(rest) == 6).map(|rest| &rest[..6]).collect()
}

#[test]
fn an_email_has_the_colours_of_the_theme_and_what_nobody_could_read_is_mended_there_too() {
    let ours = colours(&mailed(&[])).iter().map(|one| (*one).to_owned()).collect::<BTreeSet<_>>();
    assert!(ours.contains("0b6e6e") && ours.contains("1b2430"), "{ours:?}");
    let theme = "[light]\na = \"#7a1f5c\"\nink = \"#101820\"\nwarn = \"#ffcc00\"\n";
    let html = mailed(&[("colours.toml", theme)]);
    let brand = Brand::read(&[("colours.toml".to_owned(), theme.as_bytes().to_vec())]).unwrap();
    let light = brand.style_sheet.split('}').next().unwrap();
    let found = colours(&html);
    assert!(found.contains("7a1f5c") && found.contains("101820"), "{found:?}");
    assert!(!found.contains("0b6e6e") && !found.contains("1b2430"), "{found:?}");
    assert!(!found.contains("ffcc00"), "yellow on white cannot be read");
    assert!(found.is_subset(&colours(light)), "{found:?}");
}

#[test]
fn a_template_of_ones_own_is_filled_and_its_text_escaped() {
    let page = rendered(&[("page.html", "<h1>{{ heading }} &amp; {{ '<b>' }}</h1>")]).unwrap();
    assert!(page.starts_with("<h1>") && page.contains("&lt;b&gt;"), "{page}");
}

#[test]
fn names_that_there_are_not_are_told_all_at_once_also_where_none_would_look() {
    let error = rendered(&[("page.html", "{{ headin }}{% if false %}{{ lead }}{% endif %}")]);
    let error = error.unwrap_err();
    assert!(error.starts_with("theme/page.html: `headin` and `lead` are not known"), "{error}");
    assert!(error.contains("known are alarms, cards,"), "{error}");
    let error = rendered(&[("page.html", "{% for card in cards %}{{ card.vaule }}{% endfor %}")]);
    assert!(error.is_err(), "a name below a name is looked for as well");
}

#[test]
fn a_file_that_is_no_part_of_a_theme_is_told() {
    let error = rendered(&[("logo.jpg", "")]).unwrap_err();
    assert!(error.contains("theme/logo.jpg: not a file of a theme"), "{error}");
}

#[test]
fn the_names_of_a_template_are_those_that_are_explained() {
    let invented = invented();
    let input = invented.input();
    let page = view::page(&Evidence::new(
        &input,
        &invented.plan.editions[0],
        &crate::report::Language::english(),
    ))
    .unwrap();
    let page = serde_json::to_value(page).unwrap();
    let there: BTreeSet<&str> = page.as_object().unwrap().keys().map(String::as_str).collect();
    let explained: BTreeSet<&str> = NAMES.iter().map(|(name, _)| *name).collect();
    assert_eq!(there, explained);
}
