//! Which KPIs there are: the built-in folder, and the program's own.

use std::path::Path;

use include_dir::{Dir, include_dir};

use super::{Kpi, MeasureError};

static QUERIES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/queries");

/// A view that several queries share: name and SQL.
pub(super) type View = (String, String);

/// All KPIs, sorted by id: the built-in ones and those of a program's own `queries/`.
///
/// # Errors
///
/// [`MeasureError::Header`] with every problem of every header; [`MeasureError::Read`] for a file that cannot be read.
pub fn catalogue(own: Option<&Path>) -> Result<Vec<Kpi>, MeasureError> {
    let mut kpis = Vec::new();
    let mut problems = Vec::new();
    let built_in =
        files(&QUERIES).map(|(stem, text)| (format!("queries/{stem}.sql"), stem, text, false));
    let own = own.map(own_files).transpose()?.unwrap_or_default();
    let own = own.into_iter().map(|(stem, text)| (format!("queries/{stem}.sql"), stem, text, true));
    for (shown, stem, text, own) in built_in.chain(own) {
        match Kpi::parse(&stem, &text, own) {
            Ok(kpi) => {
                // A program may give a built-in measure its own definition.
                kpis.retain(|known: &Kpi| known.id != kpi.id);
                kpis.push(kpi);
            }
            Err(found) => {
                problems.extend(found.iter().map(|problem| problem.of(&shown)));
            }
        }
    }
    kpis.sort_by(|one, other| one.id.cmp(&other.id));
    if problems.is_empty() { Ok(kpis) } else { Err(MeasureError::Header { problems }) }
}

/// Views of the built-in folder, in the order of their names: a view may use those before it.
pub(super) fn views() -> Vec<View> {
    QUERIES.get_dir("views").map(|folder| files(folder).collect()).unwrap_or_default()
}

fn files(folder: &'static Dir<'static>) -> impl Iterator<Item = (String, String)> {
    let mut files: Vec<_> = folder
        .files()
        .filter_map(|file| {
            let stem = file.path().file_stem()?.to_str()?.to_owned();
            let is_sql = file.path().extension().is_some_and(|kind| kind == "sql");
            is_sql.then(|| Some((stem, file.contents_utf8()?.to_owned())))?
        })
        .collect();
    files.sort();
    files.into_iter()
}

fn own_files(folder: &Path) -> Result<Vec<(String, String)>, MeasureError> {
    let read = |source| MeasureError::Read { path: folder.to_owned(), source };
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(read)? {
        let path = entry.map_err(read)?.path();
        if path.extension().is_some_and(|kind| kind == "sql") {
            let stem =
                path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default().to_owned();
            let text = std::fs::read_to_string(&path)
                .map_err(|source| MeasureError::Read { path: path.clone(), source })?;
            files.push((stem, text));
        }
    }
    files.sort();
    Ok(files)
}
