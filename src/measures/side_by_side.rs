//! Measures on the threads that the machine has.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::engine::Engine;
use super::{Kpi, MeasureError};
use crate::machine::{self, Bar, Counted};

/// The query of a KPI is planned by recursion, deeper than the usual stack of a thread allows for.
const STACK: usize = 16 << 20;

/// Every KPI once, on as many threads as it may use; results in the order of the KPIs, whichever thread was first.
pub(super) fn side_by_side<T: Send + Sync>(
    engine: &Engine,
    kpis: &[Kpi],
    measure: impl Fn(&Engine, &Kpi) -> Result<T, MeasureError> + Sync,
) -> Result<Vec<T>, MeasureError> {
    let threads = machine::threads().min(kpis.len());
    let _bar = Bar::begin("measure", kpis.len() as u64, Counted::Measures);
    let next = AtomicUsize::new(0);
    let found: Vec<OnceLock<Result<T, MeasureError>>> =
        kpis.iter().map(|_| OnceLock::new()).collect();
    let work = |own: &Engine| {
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some((kpi, place)) = kpis.get(at).zip(found.get(at)) else { break };
            place.get_or_init(|| machine::measured(&kpi.id, || measure(own, kpi)));
            Bar::advance(1);
        }
    };
    let work = &work;
    let engines: Vec<Engine> =
        (0..threads).map(|_| engine.beside()).collect::<Result<_, MeasureError>>()?;
    std::thread::scope(|scope| {
        for own in engines {
            std::thread::Builder::new()
                .stack_size(STACK)
                .spawn_scoped(scope, move || work(&own))
                .map_err(|source| MeasureError::Runtime { source })?;
        }
        Ok::<(), MeasureError>(())
    })?;
    found.into_iter().map(|place| place.into_inner().expect("every KPI was taken once")).collect()
}
