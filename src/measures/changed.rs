//! Frequency tables of what did not change are taken from where they were kept.

use std::collections::BTreeMap;

use datafusion::DATAFUSION_VERSION;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::compute::{Measured, compute, shared_views, tables_of};
use super::segments::TABLES_OF_SEGMENTS;
use super::{Kpi, MeasureError, Slice};
use crate::contract;
use crate::plan::Plan;
use crate::warehouse::{Cache, Snapshot};

/// Name of the entry that holds all frequency tables of the current snapshot.
const ENTRY: &str = "tables";

/// The forms of a subject and term: one entry of a list, as keys of JSON are texts.
type FormsOf = ((Option<String>, String), Vec<String>);

/// What was measured once.
#[derive(Debug, Serialize, Deserialize)]
struct Kept {
    /// Hash of everything that it is a function of.
    key: String,
    slices: Vec<Slice>,
    forms: Vec<FormsOf>,
    absent: Option<String>,
}

impl Kept {
    fn new(key: String, one: &Measured) -> Self {
        let forms = one.forms.clone().into_iter().collect();
        Self { key, slices: one.slices.clone(), forms, absent: one.absent.clone() }
    }

    fn into_measured(self, kpi: &Kpi) -> Measured {
        let Self { slices, forms, absent, .. } = self;
        Measured { kpi: kpi.clone(), slices, forms: forms.into_iter().collect(), absent }
    }
}

/// Computes every KPI's frequency tables, those only whose query or whose tables are not what they were.
///
/// Only the tables that are asked for now are kept.
///
/// # Errors
///
/// As [`compute`]; and what the file system says.
pub fn compute_changed(
    snapshot: &Snapshot,
    plan: &Plan,
    kpis: &[Kpi],
    cache: &Cache,
) -> Result<Vec<Measured>, MeasureError> {
    let bytes = cache.get(ENTRY).unwrap_or_default();
    let mut kept: BTreeMap<String, Kept> = serde_json::from_slice(&bytes).unwrap_or_default();
    let views = shared_views(plan);
    let keys: Vec<String> = kpis.iter().map(|kpi| key(snapshot, plan, &views, kpi)).collect();
    let is_kept =
        |(kpi, key): &(&Kpi, &String)| kept.get(&kpi.id).is_some_and(|one| one.key == **key);
    let changed: Vec<Kpi> =
        kpis.iter().zip(&keys).filter(|pair| !is_kept(pair)).map(|(kpi, _)| kpi.clone()).collect();
    let is_new = !changed.is_empty() || kept.len() != kpis.len();
    let fresh = if changed.is_empty() { Vec::new() } else { compute(snapshot, plan, &changed)? };
    let mut fresh: BTreeMap<String, Measured> =
        fresh.into_iter().map(|one| (one.kpi.id.clone(), one)).collect();
    let mut all = Vec::with_capacity(kpis.len());
    let mut now = BTreeMap::new();
    for (kpi, key) in kpis.iter().zip(keys) {
        let one = match (fresh.remove(&kpi.id), kept.remove(&kpi.id)) {
            (Some(one), _) => one,
            (None, Some(kept)) => kept.into_measured(kpi),
            (None, None) => continue,
        };
        now.insert(kpi.id.clone(), Kept::new(key, &one));
        all.push(one);
    }
    if is_new {
        let bytes = serde_json::to_vec(&now).expect("frequency tables are plain data");
        cache.put(ENTRY, &bytes)?;
    }
    Ok(all)
}

/// Hash of everything that a measure's tables are a function of: the segments that its query and the slices read, the query
/// with its header, all views, the slices, and the versions of what reads them.
fn key(snapshot: &Snapshot, plan: &Plan, views: &[(String, String)], kpi: &Kpi) -> String {
    let mut hash = Sha256::new();
    let mut add = |text: &str| {
        hash.update(text.as_bytes());
        hash.update([0]);
    };
    for text in [env!("CARGO_PKG_VERSION"), DATAFUSION_VERSION, contract::VERSION, &kpi.sql] {
        add(text);
    }
    for (name, sql) in views {
        add(name);
        add(sql);
    }
    // What the gaps of a segment are adjusted for is no part of the view of segments.
    for segment in &plan.segments {
        add(&format!("{} {:?}", segment.id, segment.adjust));
    }
    let read = tables_of(kpi);
    let is_read = |table: &str| read.contains(&table) || TABLES_OF_SEGMENTS.contains(&table);
    for segment in snapshot.segments.iter().filter(|segment| is_read(&segment.table)) {
        add(&segment.table);
        add(&segment.sha256);
    }
    hex::encode(hash.finalize())
}
