//! The page about themes: what each file is, every colour, every name of a template.

use std::fmt::Write as _;

use crate::report::theme::STYLE_SHEET;

use super::colours::choices;

/// Colours that a theme may set, and what each is for.
const COLOURS: &[(&str, &str)] = &[
    ("paper", "ground of the page"),
    ("card", "ground of charts, cards and notes"),
    ("ink", "text and marks that are read first"),
    ("soft", "text and marks that are read second"),
    ("line", "grid and borders"),
    ("a", "links, the first group in a chart"),
    ("b", "the second group, a target that is not met"),
    ("n", "the third group, what shows no clear direction"),
    ("good", "a target that is met"),
    ("warn", "a target that may or may not be met, limits"),
    ("lk0", "the lowest answer"),
    ("lk0-1", "between the lowest answer and the next"),
    ("lk1", "the second answer"),
    ("lk2", "the middle answer"),
    ("lk3", "the fourth answer"),
    ("lk3-4", "between the fourth answer and the highest"),
    ("lk4", "the highest answer"),
    ("c0", "first category"),
    ("c1", "second category"),
    ("c2", "third category"),
    ("c3", "fourth category"),
    ("c4", "fifth category"),
    ("c5", "sixth category and those after it"),
];

/// Names of a template, and what each holds.
pub(in crate::report) const NAMES: &[(&str, &str)] = &[
    ("language", "language of the page, as `es-MX`"),
    ("direction", "which way it is written: ltr or rtl"),
    ("class", "how much the edition shows: page, brief or full"),
    ("title", "title of the window"),
    ("kicker", "program, edition, period, cut-off date, on one line"),
    ("heading", "heading of the edition"),
    ("lede", "first paragraphs"),
    ("facts", "what kind of evaluation it is: title, text"),
    ("alarms", "sentences about what is to be looked into"),
    ("reading", "how to read the numbers"),
    ("cards", "headline numbers: value, unit, what, detail, status, link"),
    ("contents", "links: id, name, number"),
    (
        "parts",
        "parts in the order of the edition; `kind` says which: section, families, targets, quality, methods, limits, glossary",
    ),
    ("footer", "where the numbers come from: lines, inputs"),
    ("logo", "the logo as an address that holds it; empty without one"),
    ("theme", "the style sheet of the colours; print it with `|safe`"),
    ("style", "the style sheet of the page; print it with `|safe`"),
];

/// `docs/theme.md`.
pub fn theme_reference() -> String {
    let mut text = INTRODUCTION.to_owned();
    for id in choices() {
        let about = COLOURS.iter().find(|(known, _)| *known == id).map_or("", |(_, about)| about);
        let values: Vec<&str> = values(&id).collect();
        writeln!(text, "| `{id}` | {about} | {} |", values.join(" | ")).expect("a text takes all");
    }
    text += TEMPLATE;
    for (name, about) in NAMES {
        writeln!(text, "| `{name}` | {about} |").expect("a text takes all");
    }
    text
}

/// The values of a colour: in the light, then in the dark.
fn values(id: &str) -> impl Iterator<Item = &'static str> {
    let key = format!("--{id}: ");
    STYLE_SHEET
        .lines()
        .filter_map(move |line| line.trim().strip_prefix(&key))
        .map(|value| value.trim_end_matches(';'))
}

const INTRODUCTION: &str = r##"# A look of your own

Put a folder `theme/` beside the plan. Each of its files may be absent; a file with another name is an error.

| file | does |
|---|---|
| `colours.toml` | colours of page, charts and e-mail |
| `logo.svg` or `logo.png` | stands at the head of every edition; at most 200,000 bytes; a drawing may only show: no script, no event, no address outside of it |
| `page.html` | a template of the page in place of ours |
| `messages/` | languages of your own, and other words for ours: see [languages](languages.md) |

## Colours

```toml
[light]
a = "#7a1f5c"
b = "#8a5a00"

[dark]
a = "#e59acb"
```

Text keeps a contrast of 4.5 to 1 with its ground, marks 3 to 1 (WCAG 2.2). A colour with less is made darker or lighter until
it has enough, and the run says so with both numbers; where no shade has, it is an error. The ground of an interval and the
text upon an answer follow by themselves.

| name | for | light | dark |
|---|---|---|---|
"##;

const TEMPLATE: &str = r#"
## Template

`page.html` is a [Jinja](https://jinja.palletsprojects.com/templates/) template. Text is escaped. A name that there is not is an
error that lists the names there are; nothing is published then. Begin with a copy of ours, `src/report/page.html`: it shows what
each name holds further down. `say("methods")` gives a message in the language of the edition, by its name in
`src/report/messages/en/`.

| name | holds |
|---|---|
"#;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_colour_that_may_be_set_is_explained_and_no_other() {
        let mut explained: Vec<String> = COLOURS.iter().map(|(id, _)| (*id).to_owned()).collect();
        explained.sort();
        let mut choices = choices();
        choices.sort();
        assert_eq!(choices, explained);
    }
}
