//! The SQL that compresses a KPI's unit rows into frequency tables: everyone, each term, each level of each segment.

use std::fmt::Write as _;

use super::Kpi;
use super::segments::{identifier, quoted};
use super::slices::Shown;
use crate::plan::Segment;

/// Columns that place a row and are not the design's own.
const PLACE: &[&str] = &["unit_id", "person_id", "match_id", "subject", "term_id", "form"];

/// What the columns begin with that hold the levels which a segment's gaps are adjusted for.
pub const ADJUSTED_BY: &str = "adjust_";

/// How the unit rows of a KPI are compressed.
#[derive(Debug)]
pub(super) struct Slicing {
    /// Queries over the unit rows and `segments`.
    pub(super) parts: Vec<Part>,
}

/// A query that returns subject, term, dimension, level, the shown columns, and `n`.
#[derive(Debug)]
pub(super) struct Part {
    /// What its rows show.
    pub(super) shown: Shown,
    /// The query.
    pub(super) sql: String,
}

impl Part {
    fn new(shown: Shown, place: &str, from: &str, filter: &str) -> Self {
        let keys = shown.width() + 4;
        let ordinals: Vec<String> = (1..=keys).map(|at| at.to_string()).collect();
        let sql = format!(
            "select {}, {place}{}, count(*) as n from {from} {filter} group by {} order by {}",
            shown.subject_sql(),
            shown.select(),
            shown.group_by(place),
            ordinals.join(", ")
        );
        Self { shown, sql }
    }
}

impl Slicing {
    /// For the columns that the KPI's query returns, the table that holds its rows, and the plan's segments.
    pub(super) fn new(kpi: &Kpi, names: &[String], table: &str, segments: &[Segment]) -> Self {
        let has = |name: &str| names.iter().any(|found| found == name);
        let shown = |adjusted: &[String]| Shown {
            subject: has("subject"),
            columns: design_columns(kpi, names)
                .into_iter()
                .chain(adjusted.iter().map(|segment| format!("{ADJUSTED_BY}{segment}")))
                .collect(),
            cluster: kpi.keys.get("cluster").filter(|column| has(column)).cloned(),
        };
        let apart = kpi.keys.get("terms").is_some_and(|terms| terms == "apart");
        let overall = if apart { "where units.term_id = 'all'" } else { "" };
        // Rows of a table of another name are called `units` all the same.
        let units = if table == "units" { table.to_owned() } else { format!("{table} as units") };
        let everyone = "'all' as term_id, 'all' as dimension, 'all' as level";
        let mut parts = vec![Part::new(shown(&[]), everyone, &units, overall)];
        if has("term_id") {
            parts.push(Part::new(
                shown(&[]),
                "term_id, 'all' as dimension, 'all' as level",
                &units,
                "where units.term_id is not null and units.term_id <> 'all'",
            ));
        }
        let shown_by = kpi.keys.get("segments").map(String::as_str);
        if let Some((unit, key)) = segment_key(kpi, &has).filter(|_| shown_by != Some("none")) {
            // Who has no match yet has no level of one: to slice by it would leave out just those.
            let of_people = shown_by == Some("people");
            let origin = if of_people { " and segments.origin <> 'matches'" } else { "" };
            let join = |units: &str, which: &str| {
                format!(
                    "{units} join segments on segments.unit = '{unit}' and segments.unit_id = units.{key}{origin}{which}"
                )
            };
            let place = "'all' as term_id, dimension, level";
            let (adjusted, plain): (Vec<&Segment>, Vec<&Segment>) =
                segments.iter().partition(|segment| !segment.adjust.is_empty());
            if adjusted.is_empty() {
                parts.push(Part::new(shown(&[]), place, &join(&units, ""), overall));
            } else if !plain.is_empty() {
                let names: Vec<String> = plain.iter().map(|segment| quoted(&segment.id)).collect();
                let which = format!(" and segments.dimension in ({})", names.join(", "));
                parts.push(Part::new(shown(&[]), place, &join(&units, &which), overall));
            }
            for segment in adjusted {
                let which = format!(" and segments.dimension = {}", quoted(&segment.id));
                let beside = beside(&units, unit, key, &segment.adjust);
                parts.push(Part::new(
                    shown(&segment.adjust),
                    place,
                    &join(&beside, &which),
                    overall,
                ));
            }
        }
        Self { parts }
    }
}

/// Unit rows with their levels of other segments beside them, so that groups can be compared among those who are alike.
fn beside(units: &str, unit: &str, key: &str, others: &[String]) -> String {
    let mut select = "select units.*".to_owned();
    let mut from = units.to_owned();
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

/// Unit rows of `items`, compressed to one pattern of answers per unit: it keeps what reliability needs, how items vary
/// together, and nothing else.
pub(super) fn patterns(kpi: &Kpi, names: &[String], from: &str) -> Option<String> {
    let kept: Vec<String> = names
        .iter()
        .filter(|name| !matches!(name.as_str(), "item" | "value"))
        .map(|name| format!("\"{name}\""))
        .collect();
    let kept = kept.join(", ");
    (kpi.design == "items").then(|| {
        format!(
            "select {kept}, string_agg(item, '|' order by item) as \"items\",
                string_agg(coalesce(cast(value as varchar), ''), '|' order by item) as \"values\"
            from {from} group by {kept}"
        )
    })
}

fn design_columns(kpi: &Kpi, names: &[String]) -> Vec<String> {
    if kpi.design == "items" {
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
