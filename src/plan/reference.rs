//! The reference of every key, as Markdown.

use super::SECTIONS;
use super::key::{Absent, Form, Key};
use super::read::SMALLEST;

/// Every section and key of the plan: type, default, what is allowed, meaning, example.
pub fn reference() -> String {
    let mut page = format!(
        "# The plan: every key of `mentorlens.toml`\n\n\
         One file says what a program promises, where its data stands and how it is evaluated. A \
         key that is not listed here is an error, and every error names its line.\n\n\
         The smallest plan:\n\n```toml\n{SMALLEST}```\n\n\
         A short name is made of letters, digits, `-` and `_`. A date is written as `2024-09-01`. \
         Where a list of texts is asked for, a single text will do. A header in two brackets may \
         stand any number of times. Names of tables, columns, formats, measures and families are \
         those of the data dictionary and the measures; `mentorlens check` compares them.\n"
    );
    for form in SECTIONS {
        page.push_str(&section(form));
    }
    page
}

fn section(form: &Form) -> String {
    let mut part = format!(
        "\n## `{}`\n\n{}\n\n\
         | key | type | default | allowed | meaning | example |\n\
         |---|---|---|---|---|---|\n",
        form.header(),
        form.about
    );
    for key in form.keys {
        let cells = [
            format!("`{}`", key.name),
            key.kind.name().to_owned(),
            default(key),
            key.kind.allowed(),
            key.about.to_owned(),
            format!("`{}`", key.example),
        ];
        let cells = cells.map(|cell| cell.replace('|', "\\|"));
        part.extend(["| ", &cells.join(" | "), " |\n"]);
    }
    part
}

fn default(key: &Key) -> String {
    match key.absent {
        Absent::Refused => "**required**".to_owned(),
        Absent::Fine => "none".to_owned(),
        Absent::Default(value) => format!("`{value}`"),
        Absent::Otherwise(words) => words.to_owned(),
    }
}
