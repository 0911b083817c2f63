//! Where the time goes.
//!
//! A phase is timed without those that begin within it, so that the phases of one thread add up to its time and none is
//! counted twice. What several threads do side by side is added up, and how many threads they were is told.

use std::cell::Cell;
use std::fmt::Write as _;
use std::marker::PhantomData;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use serde::Serialize;

/// Steps of a run, in the order in which data moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is described in `PHASES`")]
pub enum Phase {
    Read,
    Parse,
    Check,
    Hash,
    Compare,
    Score,
    Encode,
    Write,
    Plan,
    Scan,
    Join,
    Sort,
    Group,
    Infer,
    Protect,
    Draw,
}

/// Every phase with its name and what happens in it.
const PHASES: &[(Phase, &str, &str)] = &[
    (Phase::Read, "read", "bytes from the disk, their hash, their letters"),
    (Phase::Parse, "parse", "letters to rows of cells"),
    (Phase::Check, "check", "cells to values, by every rule of one row"),
    (Phase::Hash, "hash", "ids to keyed ids"),
    (Phase::Compare, "compare", "rows with one another: references, repetitions, overlaps"),
    (Phase::Score, "score", "answers to scales"),
    (Phase::Encode, "encode", "tables to Parquet"),
    (Phase::Write, "write", "bytes to the disk, their hash, and the flush"),
    (Phase::Plan, "plan", "queries to plans of the engine"),
    (Phase::Scan, "scan", "tables read and filtered by queries"),
    (Phase::Join, "join", "tables joined"),
    (Phase::Sort, "sort", "rows sorted and ranked"),
    (Phase::Group, "group", "rows counted to frequency tables"),
    (Phase::Infer, "infer", "frequency tables to findings"),
    (Phase::Protect, "protect", "findings to those that may be published"),
    (Phase::Draw, "draw", "pages, charts, workbook"),
];

static IS_ON: AtomicBool = AtomicBool::new(false);
/// Nanoseconds of every phase.
static SPENT: [AtomicU64; PHASES.len()] = [const { AtomicU64::new(0) }; PHASES.len()];
/// Threads of every phase, one bit each.
static THREADS: [AtomicU64; PHASES.len()] = [const { AtomicU64::new(0) }; PHASES.len()];
/// Measures, and how long each took.
static MEASURES: Mutex<Vec<(String, Duration)>> = Mutex::new(Vec::new());
static NEXT_THREAD: AtomicU64 = AtomicU64::new(0);

thread_local! {
    /// The phase that this thread is in, and since when.
    static NOW: Cell<Option<(Phase, Instant)>> = const { Cell::new(None) };
    /// The thread's own bit.
    static BIT: u64 = 1 << (NEXT_THREAD.fetch_add(1, Ordering::Relaxed) % 64);
}

/// Times phases from now on; gives the moment.
pub fn start() -> Instant {
    IS_ON.store(true, Ordering::Relaxed);
    Instant::now()
}

/// True when phases are timed.
fn is_timed() -> bool {
    IS_ON.load(Ordering::Relaxed)
}

/// Begins a phase that ends with the stopwatch; the phase around it goes on then.
#[must_use]
pub fn stopwatch(phase: Phase) -> Stopwatch {
    if !is_timed() {
        return Stopwatch { before: None, is_running: false, of_this_thread: PhantomData };
    }
    let now = Instant::now();
    let before = NOW.replace(Some((phase, now)));
    if let Some((phase, since)) = before {
        charge(phase, now - since);
    }
    let before = before.map(|(phase, _)| phase);
    Stopwatch { before, is_running: true, of_this_thread: PhantomData }
}

/// A phase that is going on.
#[derive(Debug)]
pub struct Stopwatch {
    before: Option<Phase>,
    is_running: bool,
    /// A thread's phases are its own.
    of_this_thread: PhantomData<*const ()>,
}

impl Stopwatch {
    /// How long the phase has been going on since it began, or since the last one within it ended; nothing when phases are
    /// not timed.
    pub fn spent(&self) -> Option<Duration> {
        NOW.get().filter(|_| self.is_running).map(|(_, since)| since.elapsed())
    }
}

impl Drop for Stopwatch {
    fn drop(&mut self) {
        if !self.is_running {
            return;
        }
        let now = Instant::now();
        if let Some((phase, since)) = NOW.take() {
            charge(phase, now - since);
        }
        NOW.set(self.before.map(|phase| (phase, now)));
    }
}

/// Tells that so much of what is timed as one phase, and is not charged yet, is another one, as an engine says of its own work.
pub fn shift(from: Phase, to: Phase, time: Duration) {
    charge(to, time);
    // What is taken before it is added goes round and comes back.
    SPENT[from as usize].fetch_sub(nanoseconds(time), Ordering::Relaxed);
}

/// Does the work of a measure and keeps how long it took.
pub fn measured<T>(name: &str, work: impl FnOnce() -> T) -> T {
    if !is_timed() {
        return work();
    }
    let begun = Instant::now();
    let done = work();
    if let Ok(mut measures) = MEASURES.lock() {
        measures.push((name.to_owned(), begun.elapsed()));
    }
    done
}

fn charge(phase: Phase, time: Duration) {
    SPENT[phase as usize].fetch_add(nanoseconds(time), Ordering::Relaxed);
    THREADS[phase as usize].fetch_or(BIT.with(|bit| *bit), Ordering::Relaxed);
}

fn nanoseconds(time: Duration) -> u64 {
    u64::try_from(time.as_nanos()).unwrap_or(u64::MAX)
}

/// How long a run took, phase by phase.
#[derive(Debug, Serialize)]
pub struct Profile {
    /// Seconds from its beginning to its end.
    seconds: f64,
    /// Threads that it might use.
    threads: usize,
    /// Most memory that it had at once, in bytes, where the system tells.
    peak_memory: Option<u64>,
    /// Every phase that took any time.
    phases: Vec<PhaseTime>,
    /// Measures that were worked at, the slowest first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    measures: Vec<MeasureTime>,
}

/// How long a measure took, on its own thread.
#[derive(Debug, Serialize)]
pub struct MeasureTime {
    measure: String,
    seconds: f64,
}

/// Slowest measures that are named in the table for people.
const SLOWEST: usize = 5;

/// How long a phase took.
#[derive(Debug, Serialize)]
pub struct PhaseTime {
    /// Name.
    phase: &'static str,
    /// Seconds of work, of all threads together.
    seconds: f64,
    /// Threads that worked on it, be it at the same time or not.
    threads: u32,
    /// What happens in it.
    about: &'static str,
}

/// What was timed since a moment.
pub fn stop(since: Instant) -> Profile {
    let phase = |(phase, name, about): &(Phase, &'static str, &'static str)| {
        let spent = SPENT[*phase as usize].load(Ordering::Relaxed);
        let threads = THREADS[*phase as usize].load(Ordering::Relaxed).count_ones();
        let seconds = Duration::from_nanos(spent).as_secs_f64();
        (threads > 0).then_some(PhaseTime { phase: name, seconds, threads, about })
    };
    let taken = MEASURES.lock().map(|mut all| std::mem::take(&mut *all)).unwrap_or_default();
    let mut measures: Vec<MeasureTime> = taken
        .into_iter()
        .map(|(measure, time)| MeasureTime { measure, seconds: time.as_secs_f64() })
        .collect();
    measures.sort_by(|one, other| other.seconds.total_cmp(&one.seconds));
    Profile {
        seconds: since.elapsed().as_secs_f64(),
        threads: super::threads(),
        peak_memory: peak_memory(),
        phases: PHASES.iter().filter_map(phase).collect(),
        measures,
    }
}

impl Profile {
    /// A table for people.
    pub fn table(&self) -> String {
        let mut text = "timings: seconds of work, of all threads together".to_owned();
        for PhaseTime { phase, seconds, threads, about } in &self.phases {
            let side =
                if *threads > 1 { format!(" (on {threads} threads)") } else { String::new() };
            let _ = write!(text, "\n  {phase:<8} {seconds:>9.3}  {about}{side}");
        }
        if !self.measures.is_empty() {
            let slowest = self.measures.iter().take(SLOWEST);
            let each: Vec<String> =
                slowest.map(|one| format!("{} {:.3}", one.measure, one.seconds)).collect();
            let _ = write!(text, "\n  slowest measures: {}", each.join(", "));
        }
        let _ = write!(text, "\n  {:<8} {:>9.3}  from beginning to end", "all", self.seconds);
        if let Some(bytes) = self.peak_memory {
            let _ = write!(text, ", most memory {} MB", bytes / 1_000_000);
        }
        text
    }

    /// One JSON object.
    pub fn json(&self) -> String {
        serde_json::json!({ "timings": self }).to_string()
    }
}

/// Most memory that the process had at once, in bytes, as Linux tells it.
fn peak_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kib: u64 = line.split_whitespace().next()?.parse().ok()?;
    Some(kib * 1024)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_phase_stands_at_its_own_place() {
        for (place, (phase, name, _)) in PHASES.iter().enumerate() {
            assert_eq!(*phase as usize, place, "{name}");
        }
    }

    #[test]
    fn a_phase_is_timed_without_those_within_it() {
        let begin = start();
        let wait = Duration::from_millis(20);
        {
            let _outer = stopwatch(Phase::Draw);
            std::thread::sleep(wait);
            {
                let _inner = stopwatch(Phase::Infer);
                std::thread::sleep(wait);
            }
            std::thread::sleep(wait);
        }
        let all = begin.elapsed().as_secs_f64();
        let profile = stop(begin);
        let spent = |name: &str| {
            let found = profile.phases.iter().find(|one| one.phase == name);
            found.map(|one| one.seconds).unwrap_or_default()
        };
        assert!(spent("draw") >= 0.039 && spent("infer") >= 0.019, "{profile:?}");
        assert!(spent("draw") <= all - 0.019, "what is within is not counted twice");
        assert!(profile.json().starts_with("{\"timings\":{"));
        assert!(profile.table().contains("\n  draw "));
    }
}
