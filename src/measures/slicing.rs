//! Which frequency tables a KPI's unit rows give: of everyone, of each term, of each level of each segment.
//!
//! [`super::counting`] makes them; [`Slicing::sql`] says the same in SQL, for another engine.

use std::fmt::Write as _;

use super::segments::{identifier, quoted};
use super::{Kpi, patterns};
use crate::plan::Segment;

/// Columns that place a row and are not the design's own.
const PLACE: &[&str] = &["unit_id", "person_id", "match_id", "subject", "term_id", "form"];

/// What the columns begin with that hold the levels which a segment's gaps are adjusted for.
pub const ADJUSTED_BY: &str = "adjust_";

/// How the unit rows of a KPI are compressed.
#[derive(Debug)]
pub(super) struct Slicing<'p> {
    /// The query has subjects.
    pub(super) subject: bool,
    /// The design's columns.
    pub(super) columns: Vec<String>,
    /// The column that names the cluster.
    pub(super) cluster: Option<String>,
    /// Rows of everyone have a term of their own, `all`.
    pub(super) apart: bool,
    /// How a row's segments are found; nothing where there are none.
    pub(super) by: Option<By>,
    /// The tables, part by part.
    pub(super) parts: Vec<Part<'p>>,
}

/// How a row's segments are found.
#[derive(Debug, Clone, Copy)]
pub(super) struct By {
    /// `match` or `person`.
    pub(super) unit: &'static str,
    /// The column that holds its id.
    pub(super) key: &'static str,
    /// Who has no match yet has no level of one: to slice by it would leave out just those.
    pub(super) of_people: bool,
}

/// Tables of one kind.
#[derive(Debug, Clone, Copy)]
pub(super) enum Part<'p> {
    /// Everyone.
    Everyone,
    /// Each term.
    Terms,
    /// Each level of the segments that are not adjusted.
    Segments(&'p [Segment]),
    /// Each level of a segment whose gaps are adjusted for others.
    Adjusted(&'p Segment),
}

impl<'p> Slicing<'p> {
    /// For the columns that the KPI's query returns, and the plan's segments.
    pub(super) fn new(kpi: &Kpi, names: &[String], segments: &'p [Segment]) -> Self {
        let has = |name: &str| names.iter().any(|found| found == name);
        let shown_by = kpi.keys.get("segments").map(String::as_str);
        let by = segment_key(kpi, &has).filter(|_| shown_by != Some("none"));
        let by = by.map(|(unit, key)| By { unit, key, of_people: shown_by == Some("people") });
        let mut parts = vec![Part::Everyone];
        parts.extend(has("term_id").then_some(Part::Terms));
        if by.is_some() {
            if segments.iter().any(|segment| segment.adjust.is_empty()) {
                parts.push(Part::Segments(segments));
            }
            let adjusted = segments.iter().filter(|segment| !segment.adjust.is_empty());
            parts.extend(adjusted.map(Part::Adjusted));
        }
        Self {
            subject: has("subject"),
            columns: design_columns(kpi, names),
            cluster: kpi.keys.get("cluster").filter(|column| has(column)).cloned(),
            apart: kpi.keys.get("terms").is_some_and(|terms| terms == "apart"),
            by,
            parts,
        }
    }

    /// A part as a query over a table of unit rows and `segments`. It returns subject, term, dimension, level, the design's
    /// columns, the cluster, and `n`.
    pub(super) fn sql(&self, part: Part<'_>) -> String {
        let overall = if self.apart { "where units.term_id = 'all'" } else { "" };
        match part {
            Part::Everyone => self.select(
                &[],
                "'all' as term_id, 'all' as dimension, 'all' as level",
                "units",
                overall,
            ),
            Part::Terms => self.select(
                &[],
                "term_id, 'all' as dimension, 'all' as level",
                "units",
                "where units.term_id is not null and units.term_id <> 'all'",
            ),
            Part::Segments(segments) => {
                let plain = segments.iter().filter(|segment| segment.adjust.is_empty());
                let names: Vec<String> = plain.map(|segment| quoted(&segment.id)).collect();
                let which = format!("segments.dimension in ({})", names.join(", "));
                self.select(&[], BY_LEVEL, &self.joined("units", &which), overall)
            }
            Part::Adjusted(segment) => {
                let which = format!("segments.dimension = {}", quoted(&segment.id));
                let from = self.joined(&self.beside(&segment.adjust), &which);
                self.select(&segment.adjust, BY_LEVEL, &from, overall)
            }
        }
    }

    fn select(&self, adjust: &[String], place: &str, from: &str, filter: &str) -> String {
        let subject = if self.subject { "subject" } else { "cast(null as varchar) as subject" };
        let adjusted = adjust.iter().map(|segment| format!("{ADJUSTED_BY}{segment}"));
        let names: Vec<String> = self.columns.iter().cloned().chain(adjusted).collect();
        let mut columns = String::new();
        for name in &names {
            let _ = write!(columns, ", units.\"{name}\"");
        }
        if let Some(name) = &self.cluster {
            let _ = write!(columns, ", cast(units.\"{name}\" as varchar) as cluster");
        }
        let all = names.iter().chain(&self.cluster).map(|name| format!("units.\"{name}\""));
        let mut keys: Vec<String> = all.collect();
        keys.extend(self.subject.then(|| "subject".to_owned()));
        keys.extend(place.split(", ").filter(|part| !part.contains(" as ")).map(str::to_owned));
        format!(
            "select {subject}, {place}{columns}, count(*) as n from {from} {filter} group by {}",
            keys.join(", ")
        )
    }

    fn joined(&self, units: &str, which: &str) -> String {
        let Some(By { unit, key, of_people }) = self.by else { return units.to_owned() };
        let origin = if of_people { " and segments.origin <> 'matches'" } else { "" };
        format!(
            "{units} join segments on segments.unit = '{unit}' and segments.unit_id = units.{key}{origin} and {which}"
        )
    }

    /// Unit rows with their levels of other segments beside them, so that groups can be compared among those who are alike.
    fn beside(&self, others: &[String]) -> String {
        let Some(By { unit, key, .. }) = self.by else { return "units".to_owned() };
        let mut select = "select units.*".to_owned();
        let mut from = "units".to_owned();
        for (at, other) in others.iter().enumerate() {
            let column = identifier(&format!("{ADJUSTED_BY}{other}"));
            let _ = write!(select, ", other_{at}.level as {column}");
            let _ = write!(
                from,
                " left join segments as other_{at} on other_{at}.unit = '{unit}' and other_{at}.unit_id = units.{key} and other_{at}.dimension = {}",
                quoted(other)
            );
        }
        format!("({select} from {from}) as units")
    }
}

/// The place of a row that belongs to a level.
const BY_LEVEL: &str = "'all' as term_id, dimension, level";

fn design_columns(kpi: &Kpi, names: &[String]) -> Vec<String> {
    if patterns::are_units_of(kpi) {
        return vec!["items".to_owned(), "values".to_owned()];
    }
    let cluster = kpi.keys.get("cluster");
    names
        .iter()
        .filter(|name| !PLACE.contains(&name.as_str()) && Some(*name) != cluster)
        .cloned()
        .collect()
}

/// By which id a unit's segments are found.
fn segment_key(kpi: &Kpi, has: &dyn Fn(&str) -> bool) -> Option<(&'static str, &'static str)> {
    match kpi.unit.as_str() {
        "match" => Some(("match", "unit_id")),
        "mentee" | "mentor" | "person" => Some(("person", "unit_id")),
        _ if has("person_id") => Some(("person", "person_id")),
        _ => has("match_id").then_some(("match", "match_id")),
    }
}
