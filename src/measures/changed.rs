//! Frequency tables of what did not change are taken from where they were kept.

use std::borrow::Cow;
use std::collections::BTreeMap;

use datafusion::DATAFUSION_VERSION;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::compute::{Counted, Measured, compute_each, shared_views, tables_of};
use super::nested::nested;
use super::segments::TABLES_OF_SEGMENTS;
use super::{Kpi, MeasureError, Slice};
use crate::plan::Plan;
use crate::warehouse::{Cache, Snapshot};
use crate::{contract, machine};

/// What the names of entries begin with that hold the frequency tables of a measure.
const ENTRY: &str = "tables-";

/// The forms of a subject and term: one entry of a list, as keys of JSON are texts.
type FormsOf = ((Option<String>, String), Vec<String>);

/// What was measured once.
#[derive(Debug, Serialize, Deserialize)]
struct Kept<'m> {
    slices: Cow<'m, [Slice]>,
    forms: Vec<FormsOf>,
    absent: Option<String>,
}

impl<'m> Kept<'m> {
    fn of(one: &'m Measured) -> Self {
        let forms = one.forms.clone().into_iter().collect();
        Self { slices: Cow::Borrowed(&one.slices), forms, absent: one.absent.clone() }
    }

    fn into_measured(self, kpi: &Kpi) -> Measured {
        let Self { slices, forms, absent } = self;
        let forms = forms.into_iter().collect();
        Measured { kpi: kpi.clone(), slices: slices.into_owned(), forms, absent }
    }
}

/// What becomes of every KPI's frequency tables, computing those only whose query or whose tables are not what they were.
///
/// Only the tables that are asked for now are kept.
///
/// # Errors
///
/// As [`compute_each`]; and what the file system says.
pub fn compute_changed<T: Send + Sync>(
    snapshot: &Snapshot,
    plan: &Plan,
    kpis: &[Kpi],
    cache: &Cache,
    each: impl Fn(Measured) -> T + Sync,
) -> Result<Counted<T>, MeasureError> {
    let views = shared_views(plan);
    let names: BTreeMap<&str, String> =
        kpis.iter().map(|kpi| (kpi.id.as_str(), entry(snapshot, plan, &views, kpi))).collect();
    let kept = machine::all(kpis.len(), |at| {
        let kept: Kept<'_> = serde_json::from_slice(&cache.get(&names[&*kpis[at].id])?).ok()?;
        Some(each(kept.into_measured(&kpis[at])))
    });
    let changed: Vec<Kpi> = (kpis.iter().zip(&kept))
        .filter(|(_, kept)| kept.is_none())
        .map(|(kpi, _)| kpi.clone())
        .collect();
    let fresh = if changed.is_empty() {
        Counted { each: Vec::new(), nested: nested(snapshot, plan)? }
    } else {
        compute_each(snapshot, plan, &changed, |measured| {
            let bytes = serde_json::to_vec(&Kept::of(&measured));
            let bytes = bytes.expect("frequency tables are plain data");
            cache.put(&names[&*measured.kpi.id], &bytes)?;
            Ok(each(measured))
        })?
    };
    cache.keep_only(ENTRY, &names.into_values().collect())?;
    let Counted { each: fresh, nested } = fresh;
    let mut fresh = fresh.into_iter();
    let all = kept.into_iter().filter_map(|kept| kept.or_else(|| fresh.next()));
    Ok(Counted { each: all.collect(), nested })
}

/// The name of a measure's entry: it says what the tables were made of.
fn entry(snapshot: &Snapshot, plan: &Plan, views: &[(String, String)], kpi: &Kpi) -> String {
    format!("{ENTRY}{}-{}", kpi.id, &key(snapshot, plan, views, kpi)[..32])
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
