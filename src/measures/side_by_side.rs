//! Queries on the threads that the machine has.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::engine::Engine;
use super::{Kpi, MeasureError};
use crate::machine::{self, Bar, Counted};

/// A query is planned by recursion, deeper than the usual stack of a thread allows for.
const STACK: usize = 16 << 20;

/// Every KPI once, on as many threads as it may use; results in the order of the KPIs, whichever thread was first.
pub(super) fn side_by_side<T: Send + Sync>(
    engine: &Engine,
    kpis: &[Kpi],
    measure: impl Fn(&Engine, &Kpi) -> Result<T, MeasureError> + Sync,
) -> Result<Vec<T>, MeasureError> {
    let _bar = Bar::begin("measure", kpis.len() as u64, Counted::Measures);
    on_engines(engine, kpis.len(), |own, at| {
        let kpi = &kpis[at];
        let found = machine::measured(&kpi.id, || measure(own, kpi));
        Bar::advance(1);
        found
    })
}

/// So many tasks, each once, on threads with an engine each; results in the order of the tasks.
pub(super) fn on_engines<T: Send + Sync>(
    engine: &Engine,
    tasks: usize,
    task: impl Fn(&Engine, usize) -> Result<T, MeasureError> + Sync,
) -> Result<Vec<T>, MeasureError> {
    let threads = machine::threads().min(tasks);
    let next = AtomicUsize::new(0);
    let found: Vec<OnceLock<Result<T, MeasureError>>> =
        (0..tasks).map(|_| OnceLock::new()).collect();
    let work = |own: &Engine| {
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some(place) = found.get(at) else { break };
            place.get_or_init(|| task(own, at));
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
    found.into_iter().map(|place| place.into_inner().expect("every task was taken once")).collect()
}
