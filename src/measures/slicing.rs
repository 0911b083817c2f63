//! The SQL that compresses a KPI's unit rows into frequency tables: everyone, each term, each level of each segment.

use super::Kpi;
use super::slices::Shown;

/// Columns that place a row and are not the design's own.
const PLACE: &[&str] = &["unit_id", "person_id", "match_id", "subject", "term_id"];

/// How the unit rows of a KPI are compressed.
#[derive(Debug)]
pub(super) struct Slicing {
    /// What the compressed rows show.
    pub(super) shown: Shown,
    /// Queries over `units` and `segments`; each returns subject, term, dimension, level, the shown columns, and `n`.
    pub(super) queries: Vec<String>,
}

impl Slicing {
    /// For the columns that the KPI's query returns.
    pub(super) fn new(kpi: &Kpi, names: &[String]) -> Self {
        let has = |name: &str| names.iter().any(|found| found == name);
        let shown = Shown {
            subject: has("subject"),
            columns: design_columns(kpi, names),
            cluster: kpi.keys.get("cluster").filter(|column| has(column)).cloned(),
        };
        let query = |place: &str, from: &str, filter: &str| {
            let keys = shown.width() + 4;
            let ordinals: Vec<String> = (1..=keys).map(|at| at.to_string()).collect();
            format!(
                "select {}, {place}{}, count(*) as n from {from} {filter} group by {} order by {}",
                shown.subject_sql(),
                shown.select(),
                shown.group_by(place),
                ordinals.join(", ")
            )
        };
        let apart = kpi.keys.get("terms").is_some_and(|terms| terms == "apart");
        let overall = if apart { "where units.term_id = 'all'" } else { "" };
        let everyone = "'all' as term_id, 'all' as dimension, 'all' as level";
        let mut queries = vec![query(everyone, "units", overall)];
        if has("term_id") {
            queries.push(query(
                "term_id, 'all' as dimension, 'all' as level",
                "units",
                "where units.term_id is not null and units.term_id <> 'all'",
            ));
        }
        if let Some((unit, key)) = segment_key(kpi, &has) {
            // Who has no match yet has no level of one: to slice by it would leave out just those.
            let of_people = kpi.keys.get("segments").is_some_and(|segments| segments == "people");
            let origin = if of_people { " and segments.origin <> 'matches'" } else { "" };
            let from = format!(
                "units join segments on segments.unit = '{unit}' and segments.unit_id = units.{key}{origin}"
            );
            queries.push(query("'all' as term_id, dimension, level", &from, overall));
        }
        Self { shown, queries }
    }
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
