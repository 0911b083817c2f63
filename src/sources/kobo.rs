//! KoboToolbox and ODK: names with the groups they stand in, one column for each choice.

use std::collections::{BTreeMap, BTreeSet};

use super::error::Unreadable;
use super::format::{Form, SourceFormat};
use super::layout::{Arranged, Evidence, Stream, has_all, place};
use super::row::Row;

/// Exports of KoboToolbox and ODK.
pub(super) const KOBO: SourceFormat = SourceFormat {
    name: "kobo",
    about: "a KoboToolbox or ODK export, with names or labels; a repeat is a sheet or file of its own",
    extensions: &[],
    evidence: "`_uuid`, `_submission_time`, `_index`, `__version__` or `KEY`, or `start`, `end` and `today`",
    limits: "the groups before a name are left out where the name is unique without them; an unticked box is 0 and one that was not asked is empty",
    form: Form::Layout { recognises, arrange },
};

const OWN: &[&str] = &[
    "_id",
    "_uuid",
    "_submission_time",
    "_validation_status",
    "_submitted_by",
    "_index",
    "__version__",
    "_parent_index",
    "_parent_table_name",
    "meta/instanceid",
    "meta-instanceid",
    "instanceid",
    "key",
    "submissiondate",
    "parent_key",
];

fn recognises(top: &[Row]) -> Option<Evidence> {
    let header = top.first()?;
    let own = OWN.iter().filter(|name| place(header, &[name]).is_some()).count();
    if own >= 3 {
        return Some(Evidence::new(93, format!("{own} columns that KoboToolbox or ODK add")));
    }
    if has_all(header, &["type", "name"]) && header.cells().any(|name| name.starts_with("label")) {
        return None;
    }
    let times = has_all(header, &["start", "end", "today"]);
    times.then(|| Evidence::new(75, "`start`, `end` and `today`, as an XLSForm asks for them"))
}

fn arrange(stream: Stream) -> Result<Arranged, Unreadable> {
    stream.with_header(Vec::new(), without_groups)
}

/// What stands between a group and a name: `/`, else the point or the hyphen that several names have.
fn separator(names: &[String]) -> char {
    let is_between = |name: &&String, mark: char| {
        let inner = name.split_once(mark).is_some_and(|(group, rest)| {
            !group.is_empty() && !group.contains(' ') && rest.starts_with(char::is_alphanumeric)
        });
        inner && !name.starts_with('_')
    };
    let times = |mark| names.iter().filter(|name| is_between(name, mark)).count();
    ['/', '.', '-'].into_iter().find(|mark| times(*mark) > 1).unwrap_or('/')
}

/// Names without their groups, as long as they stay different; a choice keeps its question.
fn without_groups(mut names: Vec<String>) -> Vec<String> {
    let mark = separator(&names);
    if mark != '/' && !names.iter().any(|name| name.contains('/')) {
        let own = |name: &String| !name.starts_with('_') && !name.contains(". ");
        for name in names.iter_mut().filter(|name| own(name)) {
            *name = name.replace(mark, "/");
        }
    }
    let leaf = |name: &str| name.rsplit('/').next().unwrap_or(name).to_owned();
    let all: BTreeSet<&str> = names.iter().map(String::as_str).collect();
    let short: Vec<String> = names
        .iter()
        .map(|name| match name.rsplit_once('/') {
            Some((question, choice)) if all.contains(question) => {
                format!("{}/{choice}", leaf(question))
            }
            Some((_, own)) if !own.is_empty() => own.to_owned(),
            _ => name.clone(),
        })
        .collect();
    let mut times: BTreeMap<&str, usize> = BTreeMap::new();
    for name in &short {
        *times.entry(name.as_str()).or_default() += 1;
    }
    let is_unique: Vec<bool> = short.iter().map(|name| times[name.as_str()] == 1).collect();
    let pairs = names.into_iter().zip(&short).zip(is_unique);
    pairs.map(|((name, short), is_unique)| if is_unique { short.clone() } else { name }).collect()
}

#[cfg(test)]
mod tests {
    use super::without_groups;

    #[test]
    fn groups_are_left_out_where_names_stay_different() {
        let names = ["start", "intro/age", "intro/help", "intro/help/home", "a/note", "b/note"];
        let short = without_groups(names.map(str::to_owned).to_vec());
        assert_eq!(short, ["start", "age", "help", "help/home", "a/note", "b/note"]);
        let names = ["start", "intro.age", "intro.help", "intro.help.home", "_id"];
        let short = without_groups(names.map(str::to_owned).to_vec());
        assert_eq!(short, ["start", "age", "help", "help/home", "_id"]);
    }
}
