//! Columns of the file that a design uses.

use std::collections::BTreeMap;

use anyhow::{Context as _, bail};

use crate::cli::StatArgs;
use crate::contract::nearest;
use crate::inference::{ColumnKind, DESIGNS, Design};
use crate::sources::Header;

/// Columns of the file that the design uses, and the one that parts the rows.
#[derive(Debug)]
pub(super) struct Columns {
    pub(super) used: Vec<Column>,
    pub(super) by: Option<usize>,
}

/// A column of the file that the design uses.
#[derive(Debug)]
pub(super) struct Column {
    /// Name in the design.
    pub(super) name: String,
    /// Whether it holds numbers.
    pub(super) is_number: bool,
    /// Place in the file.
    pub(super) at: usize,
}

/// What a design wants of a file.
struct Wanted {
    name: &'static str,
    is_number: bool,
    is_required: bool,
}

impl Columns {
    pub(super) fn new(
        question: &StatArgs,
        design: &Design,
        header: &Header,
    ) -> anyhow::Result<Self> {
        let place =
            |name: &str| header.position(name).with_context(|| missing(name, design, header));
        let mut asked = asked(question, design)?;
        let mut used = Vec::new();
        for wanted in wanted(design) {
            let by_user = asked.remove(wanted.name);
            let at = match by_user {
                Some(column) => Some(place(column)?),
                None if wanted.is_required => Some(place(wanted.name)?),
                None => header.position(wanted.name),
            };
            used.extend(at.map(|at| Column {
                name: wanted.name.to_owned(),
                is_number: wanted.is_number,
                at,
            }));
        }
        let named = header.names().iter().map(|name| (name.as_str(), name.as_str()));
        for (name, column) in named.filter(|(name, _)| is_covariate(name, design)) {
            asked.entry(name).or_insert(column);
        }
        for (name, column) in asked {
            used.push(Column { name: name.to_owned(), is_number: true, at: place(column)? });
        }
        Ok(Self { used, by: question.by.as_deref().map(place).transpose()? })
    }

    /// Place of a column among those used.
    pub(super) fn place(&self, name: &str) -> Option<usize> {
        self.used.iter().position(|column| column.name == name)
    }
}

/// The user's names of the design's columns.
fn asked<'q>(
    question: &'q StatArgs,
    design: &Design,
) -> anyhow::Result<BTreeMap<&'q str, &'q str>> {
    let mut asked = BTreeMap::new();
    for pair in &question.columns {
        let (name, column) = pair.split_once('=').with_context(|| {
            format!("`--columns {pair}` has no `=`, allowed: before=pre,after=post")
        })?;
        let name = name.trim();
        if !is_covariate(name, design) && wanted(design).iter().all(|known| known.name != name) {
            let names: Vec<&str> = wanted(design).iter().map(|known| known.name).collect();
            let near = nearest(name, names.iter().copied())
                .map(|near| format!("\nhint: did you mean `{near}`?"))
                .unwrap_or_default();
            bail!(
                "`--columns` names `{name}`, allowed for the design `{}`: {}{near}",
                design.name,
                names.join(", ")
            );
        }
        asked.insert(name, column.trim());
    }
    if let Some(column) = &question.cluster {
        let knows_clusters =
            |design: &Design| design.columns.iter().any(|column| column.name == "cluster");
        if !knows_clusters(design) {
            let able = DESIGNS.iter().filter(|design| knows_clusters(design));
            bail!(
                "the design `{}` has no clusters, `--cluster` is allowed for: {}",
                design.name,
                able.map(|design| design.name).collect::<Vec<_>>().join(", ")
            );
        }
        asked.insert("cluster", column.as_str());
    }
    Ok(asked)
}

fn is_covariate(name: &str, design: &Design) -> bool {
    let is_family = |known: &str| known.ends_with('_') && name.starts_with(known) && name != known;
    design.columns.iter().any(|column| is_family(column.name))
}

fn wanted(design: &Design) -> Vec<Wanted> {
    if design.name == "items" {
        // The design itself sees one form per unit; a file has one answer a row.
        return [("unit_id", false), ("item", false), ("value", true)]
            .map(|(name, is_number)| Wanted { name, is_number, is_required: true })
            .into();
    }
    let wanted = design.columns.iter().map(|column| Wanted {
        name: column.name,
        is_number: column.kind == ColumnKind::Number,
        is_required: column.required,
    });
    wanted.collect()
}

fn missing(column: &str, design: &Design, header: &Header) -> String {
    if header.duplicates().iter().any(|name| name == column) {
        return format!("the file has several columns `{column}`, allowed: one of that name");
    }
    let names = header.in_words();
    let near = nearest(column, names.iter().map(AsRef::as_ref))
        .map(|near| format!("did you mean `{near}`? "))
        .unwrap_or_default();
    let wanted = wanted(design);
    let needed: Vec<&str> =
        wanted.iter().filter(|known| known.is_required).map(|known| known.name).collect();
    format!(
        "the file has no column `{column}`, found: {}\nhint: {near}the design `{}` needs {}; name them with --columns {}=…",
        names.join(", "),
        design.name,
        needed.join(", "),
        needed.first().unwrap_or(&"value")
    )
}
