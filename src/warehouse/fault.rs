//! Faults on demand, so that tests can break a run at every single step. A release build has none of this.

/// What is about to be done.
#[derive(Debug, Clone, Copy)]
pub(super) enum Step {
    MakeFolder,
    Write,
    Sync,
    Rename,
    SyncFolder,
    Remove,
}

/// Stands before every step that changes the disk.
#[cfg(not(debug_assertions))]
#[inline]
pub(super) fn point(_step: Step, _path: &std::path::Path) -> std::io::Result<()> {
    Ok(())
}

#[cfg(debug_assertions)]
pub(super) use armed::point;

#[cfg(debug_assertions)]
mod armed {
    use std::fs::OpenOptions;
    use std::io::{self, Write as _};
    use std::path::{Path, PathBuf};
    use std::sync::LazyLock;
    use std::sync::atomic::{AtomicU64, Ordering};

    use super::Step;

    enum Fault {
        /// This step and all after it fail, as on a full or broken disk.
        Fail(u64),
        /// The process ends before this step, as when it is killed or the power fails.
        Kill(u64),
        /// Every step is written down.
        Log(PathBuf),
    }

    static FAULT: LazyLock<Option<Fault>> = LazyLock::new(ordered);
    static STEPS: AtomicU64 = AtomicU64::new(0);

    /// What `MENTORLENS_FAULT` asks for: `fail:7`, `kill:7` or `log:FILE`.
    #[expect(clippy::disallowed_methods, reason = "debug builds only, for tests of the binary")]
    fn ordered() -> Option<Fault> {
        let text = std::env::var("MENTORLENS_FAULT").ok()?;
        match text.split_once(':')? {
            ("fail", step) => step.parse().ok().map(Fault::Fail),
            ("kill", step) => step.parse().ok().map(Fault::Kill),
            ("log", path) => Some(Fault::Log(path.into())),
            _ => None,
        }
    }

    pub(in crate::warehouse) fn point(step: Step, path: &Path) -> io::Result<()> {
        let Some(fault) = &*FAULT else { return Ok(()) };
        let number = STEPS.fetch_add(1, Ordering::SeqCst) + 1;
        match fault {
            Fault::Fail(at) if number >= *at => {
                Err(io::Error::other(format!("a fault in step {number}, {step:?}")))
            }
            Fault::Kill(at) if number == *at => std::process::abort(),
            Fault::Log(file) => {
                let mut file = OpenOptions::new().create(true).append(true).open(file)?;
                writeln!(file, "{step:?}\t{}", path.display())
            }
            Fault::Fail(_) | Fault::Kill(_) => Ok(()),
        }
    }
}
