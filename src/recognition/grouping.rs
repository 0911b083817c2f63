//! Files of one form: put together, and meant by one pattern.

use super::inventory::Table;
use super::sources::pattern;
use super::waves;
use super::whom::role_of_table;

/// Tables of one form, put together: the same columns in the same format, of the same time and the same people.
pub(super) fn groups(tables: &[Table]) -> Vec<(Table, Vec<&str>)> {
    let mut groups: Vec<(Table, Vec<&str>)> = Vec::new();
    for table in tables {
        let names = |table: &Table| {
            table.columns.iter().map(|column| column.name.clone()).collect::<Vec<_>>()
        };
        let alike = |other: &Table| {
            other.sheet == table.sheet
                && other.recognised.name() == table.recognised.name()
                && names(other) == names(table)
                && waves::named(&other.title()) == waves::named(&table.title())
                && role_of_table(other) == role_of_table(table)
        };
        let known = groups
            .iter_mut()
            .find(|(first, files)| alike(first) && !files.contains(&table.file.as_str()));
        match known {
            Some((first, files)) => {
                files.push(&table.file);
                first.absorb(table);
            }
            None => groups.push((table.clone(), vec![&table.file])),
        }
    }
    groups
}

/// One pattern for files that differ in their dates, else their names.
pub(super) fn files_of(files: &[&str]) -> Vec<String> {
    let [first, .., last] = files else { return files.iter().map(|file| pattern(file)).collect() };
    let common =
        |one: &str, other: &str| one.chars().zip(other.chars()).take_while(|(a, b)| a == b).count();
    let begin: String = first.chars().take(common(first, last)).collect();
    // The exports of other years are meant, too: what is left is the name up to the first mark of a date.
    let mark = |letter: char| letter.is_ascii_digit() || "-_. ".contains(letter);
    let stem = begin.trim_end_matches(mark);
    let begin: String = stem
        .chars()
        .chain(begin[stem.len()..].chars().take(1).filter(|letter| !letter.is_ascii_digit()))
        .collect();
    let backwards = |text: &str| text.chars().rev().collect::<String>();
    let end: String = first
        .chars()
        .skip(first.chars().count() - common(&backwards(first), &backwards(last)))
        .collect();
    let end = end.trim_start_matches(|letter: char| letter.is_ascii_digit());
    let folder = |file: &str| file.rsplit_once('/').map(|(folder, _)| folder.to_owned());
    let fits = |file: &&str| {
        file.starts_with(&begin) && file.ends_with(end) && file.len() > begin.len() + end.len()
    };
    let is_one = files.iter().all(|file| folder(file) == folder(first)) && files.iter().all(fits);
    if is_one && begin.rsplit('/').next().is_some_and(|stem| stem.len() >= 3) {
        return vec![format!("{}*{}", pattern(&begin), pattern(end))];
    }
    files.iter().map(|file| pattern(file)).collect()
}

pub(super) fn shown(files: &[&str], table: &Table) -> String {
    let files = if files.len() > 1 {
        format!("{} ({} files)", files_of(files).join(", "), files.len())
    } else {
        table.file.clone()
    };
    match &table.sheet {
        Some(sheet) => format!("{files}:{sheet}"),
        None => files,
    }
}
