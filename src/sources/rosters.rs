//! Rosters of schools: OneRoster 1.1 and 1.2, and Ed-Fi.

use std::collections::BTreeMap;

use super::error::Unreadable;
use super::format::{Form, Rows, SourceFormat};
use super::layout::{Arranged, Evidence, Stream, has_all, place, told_apart};
use super::row::Row;

/// Files of OneRoster.
pub(super) const ONE_ROSTER: SourceFormat = SourceFormat {
    name: "oneroster",
    about: "a file of a OneRoster 1.1 or 1.2 CSV bundle, bulk or delta",
    extensions: &[],
    evidence: "`sourcedId` first, `status`, and `dateLastModified` or another name such as `userSourcedId`; or the `propertyName` and `value` of a manifest",
    limits: "rows that a delta marks `tobedeleted` are named and take the rows with their keys with them; one file of the bundle fills one table; line items and results, which are scores of single pieces of work and no term's grade, fill none",
    form: Form::Layout { recognises, arrange },
};

/// Tables of Ed-Fi.
pub(super) const ED_FI: SourceFormat = SourceFormat {
    name: "edfi",
    about: "a table of an Ed-Fi data standard as CSV",
    extensions: &[],
    evidence: "names such as `studentUniqueId`, `studentReference.studentUniqueId`, `assessmentIdentifier`",
    limits: "`outer.inner` becomes `inner` where that is unique; a descriptor `uri#value` stays as it is",
    form: Form::Layout {
        recognises: |top| {
            let header = top.first()?;
            let own = |name: &&str| {
                let last = name.trim().rsplit('.').next().unwrap_or_default().to_lowercase();
                ED_FI_NAMES.contains(&last.as_str())
            };
            let found = header.cells().filter(own).count();
            (found > 0)
                .then(|| Evidence::new(85, format!("{found} names of the Ed-Fi data standard")))
        },
        arrange: |stream| stream.with_header(Vec::new(), |names| without_outer(&names)),
    },
};

const ED_FI_NAMES: &[&str] = &[
    "studentuniqueid",
    "studentusi",
    "staffuniqueid",
    "contactuniqueid",
    "assessmentidentifier",
    "studentassessmentidentifier",
    "localeducationagencyid",
    "attendanceeventcategorydescriptor",
    "graduationschoolyear",
];

/// Names that only files of OneRoster have.
const ONLY_ONE_ROSTER: &[&str] = &[
    "userSourcedId",
    "orgSourcedId",
    "orgSourcedIds",
    "classSourcedId",
    "schoolSourcedId",
    "courseSourcedId",
    "enabledUser",
    "roleType",
];

fn recognises(top: &[Row]) -> Option<Evidence> {
    let header = top.first()?;
    if place(header, &["sourcedId"]) == Some(0) {
        if has_all(header, &["status", "dateLastModified"]) {
            return Some(Evidence::new(
                96,
                "`sourcedId`, `status` and `dateLastModified`, as in OneRoster",
            ));
        }
        // Some systems misspell the third one.
        if has_all(header, &["status"])
            && let Some(own) = ONLY_ONE_ROSTER.iter().find(|name| has_all(header, &[name]))
        {
            return Some(Evidence::new(
                94,
                format!("`sourcedId`, `status` and `{own}`, as in OneRoster"),
            ));
        }
    }
    let is_manifest = has_all(header, &["propertyName", "value"])
        && top.iter().any(|row| row.get(0).trim() == "oneroster.version");
    is_manifest.then(|| Evidence::new(96, "the manifest of a OneRoster bundle"))
}

fn arrange(stream: Stream) -> Result<Arranged, Unreadable> {
    let arranged = stream.with_first_row_as_header()?;
    let status = place(&arranged.header, &["status"]);
    Ok(Arranged { rows: Box::new(Delta { rows: arranged.rows, status }), ..arranged })
}

fn without_outer(names: &[String]) -> Vec<String> {
    let inner = |name: &String| name.rsplit('.').next().unwrap_or(name).to_owned();
    let short: Vec<String> = names.iter().map(inner).collect();
    let mut times: BTreeMap<&str, usize> = BTreeMap::new();
    for name in &short {
        *times.entry(name.as_str()).or_default() += 1;
    }
    let is_unique = |name: &str| times[name] == 1;
    let pairs = names.iter().zip(&short);
    let names = pairs
        .map(|(name, short)| if is_unique(short) { short.clone() } else { name.clone() })
        .collect();
    told_apart(names)
}

/// Rows of a delta, which may say that others are to be deleted.
struct Delta {
    rows: Box<dyn Rows>,
    status: Option<usize>,
}

impl Rows for Delta {
    fn next_row(&mut self, row: &mut Row) -> Result<bool, Unreadable> {
        let is_row = self.rows.next_row(row)?;
        let status = self.status.map_or("", |at| row.get(at).trim());
        row.deletes = is_row && status.eq_ignore_ascii_case("tobedeleted");
        if row.deletes {
            let found = "a row that is to be deleted, as the export says".to_owned();
            row.note("left_out_row", row.number, found, "");
        }
        Ok(is_row)
    }
}
