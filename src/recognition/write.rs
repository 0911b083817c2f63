//! A draft as the text of a plan, with the reasons as comments.

use std::fmt::Write as _;

use super::draft::Draft;
use super::outcomes::Planned;
use super::sources::Source;
use super::surveys::{Instrument, Question};
use crate::plan::Preset;

/// The plan's text.
pub(super) fn plan(draft: &Draft) -> String {
    let mut text = String::new();
    let (id, name) = &draft.program;
    comment(
        &mut text,
        "A first plan, written by `mentorlens init` from the files in this folder. It runs as it is. Behind each `#` stands why it says what it says, and what could not be decided: go through it once, and correct what is wrong.",
    );
    text.push('\n');
    for file in &draft.files {
        comment(&mut text, file);
    }
    let _ = write!(text, "\n[program]\nid = {}\nname = {}\n", quoted(id), quoted(name));
    if let Some(preset) = draft.preset {
        let _ = writeln!(text, "preset = {}", quoted(preset.name));
    }
    text.push_str("# What a report may claim depends on it: \"pre_post\", \"comparison\" or \"randomised\".\ndesign = \"pre_post\"\n");
    match draft.preset {
        None => text.push_str("\n# What mentors and mentees promise one another is in no file. Say it here, and the report compares with it:\n# [commitment]\n# months = 12\n# meetings_per_month = 4\n"),
        Some(preset) => started(&mut text, preset),
    }
    if draft.files.is_empty() {
        text.push_str(NO_SOURCES);
    }
    for source in &draft.sources {
        text.push_str(&of_source(source));
    }
    for instrument in &draft.instruments {
        text.push_str(&of_instrument(instrument));
    }
    for Planned { id, title, known, range } in &draft.outcomes {
        let _ = write!(
            text,
            "\n[[outcomes]]\nid = {}\ntitle = {}\ndomain = {}\nunit = {}\n",
            quoted(id),
            quoted(title),
            quoted(known.domain),
            quoted(known.unit)
        );
        if let Some((low, high)) = range {
            let _ = write!(text, "minimum = {low}\nmaximum = {high}\n");
        }
        if known.better != "higher" {
            let _ = writeln!(text, "better = {}", quoted(known.better));
        }
    }
    text.push_str(&alignment(draft));
    for (id, title, from) in &draft.segments {
        let _ = write!(
            text,
            "\n[[segments]]\nid = {}\ntitle = {}\nfrom = {}\n",
            quoted(id),
            quoted(title),
            quoted(from)
        );
    }
    text.push_str(&analysis(draft));
    if !draft.leftover.is_empty() {
        text.push_str("\n# Columns that nothing reads yet:\n");
        for line in &draft.leftover {
            comment(&mut text, line);
        }
    }
    if !draft.notes.is_empty() {
        text.push_str("\n# Files that fill no table yet:\n");
        for note in &draft.notes {
            comment(&mut text, note);
        }
    }
    text
}

/// What a usual kind of program promises, with its sources.
fn started(text: &mut String, preset: &Preset) {
    text.push('\n');
    comment(
        text,
        &format!("Promises of the preset “{}”. Change what your program promises:", preset.name),
    );
    for source in preset.sources() {
        comment(text, &format!("- {source}"));
    }
    text.push_str(&preset.commitment());
    text.push('\n');
    comment(text, &sentence(&preset.suggestion()));
}

/// How to go on from a folder without exports.
const NO_SOURCES: &str = "
# There are no exports yet. Put them as they are into the folder `inbox` beside this file. Either move this plan away and let
# `mentorlens init --preset` look at them, or say here for each file which table it fills (docs/plan.md explains every key,
# docs/dictionary.md every table), for example:
#
# [[sources]]
# id = \"matches\"
# files = [\"inbox/matches*.csv\"]
# table = \"matches\"
# columns = { match_id = \"Match ID\", mentor_id = \"Mentor\", mentee_id = \"Mentee\", matched_on = \"Matched on\", ended_on = \"Closed on\" }
#
# Then `mentorlens check` says what is wrong with them, row by row, and `mentorlens run` makes the report.
";

fn analysis(draft: &Draft) -> String {
    let mut text = String::from("\n[analysis]\n");
    if let Some(preset) = draft.preset {
        text.push_str(
            "# The questions that the year is about; all others are labelled exploratory.\n",
        );
        text.push_str(&preset.primary_measures());
    }
    if let Some((before, after)) = &draft.waves {
        let _ =
            write!(text, "baseline_wave = {}\nfollowup_wave = {}\n", quoted(before), quoted(after));
    }
    if let Some(as_of) = draft.as_of {
        text.push_str("# The newest day in the files that is not far from all others: what would happen later is a slip.\n");
        let _ = writeln!(text, "as_of = {as_of}");
    }
    text.push_str(
        "\n# Numbers about fewer people than this are not published.\n[privacy]\nmin_cell = 10\n",
    );
    text
}

fn of_source(source: &Source) -> String {
    let mut text = String::new();
    for reason in &source.reasons {
        comment(&mut text, &sentence(reason));
    }
    let mut keys = String::from("[[sources]]\n");
    key(&mut keys, "id", &quoted(&source.id));
    key(&mut keys, "files", &list(&source.files));
    if let Some(format) = source.format {
        key(&mut keys, "format", &quoted(format));
    }
    if let Some(sheet) = &source.sheet {
        key(&mut keys, "sheet", &quoted(sheet));
    }
    key(&mut keys, "table", &quoted(source.table));
    if let Some(numbered) = &source.numbered {
        key(&mut keys, "numbered", &quoted(numbered));
    }
    if let Some(instrument) = &source.instrument {
        key(&mut keys, "instrument", &quoted(instrument));
    }
    if source.is_wide {
        key(&mut keys, "shape", &quoted("wide"));
    }
    if source.is_in_hours {
        key(&mut keys, "minutes_in", &quoted("hours"));
    }
    if let Some(decimal) = source.decimal {
        key(&mut keys, "decimal", &quoted(&decimal.to_string()));
    }
    if let Some(pattern) = &source.date_format {
        key(&mut keys, "date_format", &quoted(pattern));
    }
    if !source.missing.is_empty() {
        key(&mut keys, "missing", &list(&source.missing));
    }
    pairs(&mut keys, "columns", &source.columns);
    pairs(&mut keys, "prefixes", &source.prefixes);
    if !source.code.is_empty() {
        key(&mut keys, "code", &list(&source.code));
    }
    pairs(&mut keys, "match_by", &source.match_by);
    pairs(&mut keys, "link_by", &source.link_by);
    pairs(&mut keys, "constants", &source.constants);
    if !source.keep.is_empty() {
        let kept: Vec<String> = source
            .keep
            .iter()
            .map(|(column, texts)| format!("{} = {}", quoted(column), list(texts)))
            .collect();
        key(&mut keys, "keep", &format!("{{ {} }}", kept.join(", ")));
    }
    let spread = match source.table {
        "responses" => "items",
        "outcomes" => "outcomes",
        "crosswalk" => "ids",
        _ => "attributes",
    };
    pairs(&mut keys, spread, &source.spread);
    for (column, words) in &source.values {
        let _ = writeln!(keys, "[sources.values.{column}]");
        let mut said: Vec<&str> = Vec::new();
        for (from, to) in words {
            // Two columns of a file may have a text in common, and then it means the same.
            if said.contains(&from.as_str()) {
                continue;
            }
            said.push(from);
            let _ = writeln!(keys, "{} = {}", quoted(from), quoted(to));
        }
    }
    for candidate in &source.candidates {
        comment(&mut keys, &format!("? {candidate}"));
    }
    match &source.left_out {
        None => format!("\n{text}{keys}"),
        Some(why) => {
            comment(&mut text, &format!("Left out: {}", sentence(why)));
            for line in keys.lines() {
                let line = line.strip_prefix("# ").unwrap_or(line);
                let _ = writeln!(text, "# {line}");
            }
            format!("\n{text}")
        }
    }
}

fn of_instrument(instrument: &Instrument) -> String {
    let mut text = String::from("\n");
    for reason in &instrument.reasons {
        comment(&mut text, &sentence(reason));
    }
    let common = common(instrument);
    text.push_str("[[instruments]]\n");
    key(&mut text, "id", &quoted(&instrument.id));
    key(&mut text, "title", &quoted(&instrument.title));
    key(&mut text, "role", &quoted(instrument.role));
    if let Some((range, labels)) = &common {
        key(&mut text, "minimum", &range.0.to_string());
        key(&mut text, "maximum", &range.1.to_string());
        if !labels.is_empty() {
            text.push_str("# From the lowest answer to the highest:\n");
            key(&mut text, "labels", &list(labels));
        }
    }
    key(&mut text, "waves", &list(instrument.waves.as_slice()));
    for candidate in &instrument.candidates {
        comment(&mut text, &format!("? {candidate}"));
    }
    let in_scale =
        |item: &Question| instrument.scales.iter().any(|scale| scale.items.contains(&item.id));
    for item in &instrument.items {
        let is_usual = common
            .as_ref()
            .is_some_and(|(range, labels)| *range == item.range && *labels == item.labels);
        if item.kind == "rating" && is_usual && item.title.is_empty() && in_scale(item) {
            continue;
        }
        text.push_str("\n[[instruments.items]]\n");
        key(&mut text, "id", &quoted(&item.id));
        if !item.title.is_empty() {
            key(&mut text, "title", &quoted(&item.title));
        }
        if item.kind != "rating" {
            key(&mut text, "kind", &quoted(item.kind));
        }
        if let Some((question, own)) = &item.choice_of {
            key(&mut text, "question", &quoted(question));
            if let Some(own) = own {
                key(&mut text, "box", &quoted(own));
            }
        }
        if !is_usual && !matches!(item.kind, "text" | "nps" | "checkbox") {
            key(&mut text, "minimum", &item.range.0.to_string());
            key(&mut text, "maximum", &item.range.1.to_string());
            if !item.labels.is_empty() {
                key(&mut text, "labels", &list(&item.labels));
            }
        }
    }
    for scale in &instrument.scales {
        text.push('\n');
        for reason in &scale.reasons {
            comment(&mut text, &sentence(reason));
        }
        text.push_str("[[instruments.scales]]\n");
        key(&mut text, "id", &quoted(&scale.id));
        if scale.kind != "skill" {
            key(&mut text, "kind", &quoted(scale.kind));
        }
        key(&mut text, "items", &list(&scale.items));
        if !scale.reverse.is_empty() {
            key(&mut text, "reverse", &list(&scale.reverse));
        }
        if scale.items.len() == 4 {
            text.push_str("# Of four questions one may be left out; the usual 0.8 would allow none.\nminimum_answered = 0.75\n");
        }
        if scale.kind == "expectation" {
            key(&mut text, "better", &quoted("neither"));
        }
    }
    text
}

/// The range and labels that most rating questions have.
fn common(instrument: &Instrument) -> Option<((f64, f64), Vec<String>)> {
    let rated = || instrument.items.iter().filter(|item| item.kind == "rating");
    let times = |item: &Question| {
        rated().filter(|other| other.range == item.range && other.labels == item.labels).count()
    };
    let most = rated().map(times).max()?;
    let item = rated().find(|item| times(item) == most)?;
    Some((item.range, item.labels.clone()))
}

/// Scales of both sides about the same thing.
fn alignment(draft: &Draft) -> String {
    let mut text = String::new();
    for pair in &draft.pairs {
        text.push('\n');
        comment(&mut text, &sentence(&pair.reason));
        text.push_str("[[alignment]]\n");
        key(&mut text, "id", &quoted(&pair.id));
        key(&mut text, "mentor", &quoted(&format!("{}.{}", pair.mentor.0, pair.mentor.1)));
        key(&mut text, "mentee", &quoted(&format!("{}.{}", pair.mentee.0, pair.mentee.1)));
        if let Some(wave) = pair.wave {
            key(&mut text, "wave", &quoted(wave));
        }
    }
    text
}

fn key(text: &mut String, name: &str, value: &str) {
    let _ = writeln!(text, "{name} = {value}");
}

fn pairs(text: &mut String, name: &str, pairs: &[(String, String)]) {
    if !pairs.is_empty() {
        let pairs: Vec<String> = pairs
            .iter()
            .map(|(left, right)| format!("{} = {}", bare(left), quoted(right)))
            .collect();
        key(text, name, &format!("{{ {} }}", pairs.join(", ")));
    }
}

fn bare(name: &str) -> String {
    let is_bare = !name.is_empty()
        && name
            .chars()
            .all(|letter| letter.is_ascii_alphanumeric() || letter == '_' || letter == '-');
    if is_bare { name.to_owned() } else { quoted(name) }
}

fn list<S: AsRef<str>>(texts: &[S]) -> String {
    format!("[{}]", texts.iter().map(|text| quoted(text.as_ref())).collect::<Vec<_>>().join(", "))
}

/// A basic string of TOML.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            '\r' => quoted.push_str("\\r"),
            control if control.is_control() => {
                let _ = write!(quoted, "\\u{:04X}", u32::from(control));
            }
            other => quoted.push(other),
        }
    }
    quoted.push('"');
    quoted
}

/// Lines of a comment, none longer than a reader likes; what a file holds cannot end it.
fn comment(text: &mut String, words: &str) {
    let mut line = String::from("#");
    for word in words.split_whitespace() {
        if line.chars().count() + word.chars().count() > 118 && line.len() > 1 {
            let _ = writeln!(text, "{line}");
            line = String::from("#");
        }
        line.push(' ');
        line.extend(word.chars().filter(|letter| !letter.is_control()));
    }
    let _ = writeln!(text, "{line}");
}

fn sentence(reason: &str) -> String {
    let mut letters = reason.trim_end_matches('.').chars();
    let first =
        letters.next().map(|first| first.to_uppercase().collect::<String>()).unwrap_or_default();
    format!("{first}{}.", letters.as_str())
}

#[cfg(test)]
mod tests {
    use super::{comment, quoted};

    #[test]
    fn texts_of_files_stay_texts() {
        assert_eq!(quoted("a \"b\"\\\n\u{7f}"), "\"a \\\"b\\\"\\\\\\n\\u007F\"");
        let mut text = String::new();
        comment(&mut text, "one\n[program]\r\ntwo");
        assert_eq!(text, "# one [program] two\n");
    }
}
