//! Work on several threads, taken in order.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Condvar, Mutex, PoisonError, mpsc};

/// So many pieces of work a thread may be ahead of the one that is waited for.
const AHEAD: usize = 2;

/// Does `work` for each of `0..n` on the threads that may be used, and hands what it gives to `take` in that order,
/// whichever is done first. On one thread each is taken before the next is begun; on more, a few wait for their turn and no
/// more, so that memory does not grow with `n`.
///
/// # Errors
///
/// The first error of `take`; what is not begun by then is left.
pub fn in_order_until<T: Send, E>(
    n: usize,
    work: impl Fn(usize) -> T + Sync,
    take: impl FnMut(usize, T) -> Result<(), E>,
) -> Result<(), E> {
    ahead_by(AHEAD, n, work, take)
}

/// The same with so many pieces that a thread may be ahead.
fn ahead_by<T: Send, E>(
    ahead: usize,
    n: usize,
    work: impl Fn(usize) -> T + Sync,
    mut take: impl FnMut(usize, T) -> Result<(), E>,
) -> Result<(), E> {
    let threads = super::threads().min(n);
    if threads < 2 {
        return (0..n).try_for_each(|at| take(at, work(at)));
    }
    let next = AtomicUsize::new(0);
    let turn = Turn::default();
    std::thread::scope(|scope| {
        let (give, given) = mpsc::channel();
        for _ in 0..threads {
            let (give, next, turn, work) = (give.clone(), &next, &turn, &work);
            scope.spawn(move || {
                let _end = End(turn);
                loop {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    turn.wait_for((at + 1).saturating_sub(threads.saturating_mul(ahead)));
                    // Nobody takes any more after an error.
                    if at >= n || give.send((at, work(at))).is_err() {
                        break;
                    }
                }
            });
        }
        drop(give);
        let _end = End(&turn);
        let mut early = BTreeMap::new();
        let mut wanted = 0;
        for (at, one) in given {
            early.insert(at, one);
            while let Some(one) = early.remove(&wanted) {
                take(wanted, one)?;
                wanted += 1;
                turn.reach(wanted);
            }
        }
        Ok(())
    })
}

/// How many were taken.
#[derive(Default)]
struct Turn {
    taken: Mutex<usize>,
    more: Condvar,
}

impl Turn {
    fn wait_for(&self, least: usize) {
        let taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        let waited = self.more.wait_while(taken, |taken| *taken < least);
        drop(waited.unwrap_or_else(PoisonError::into_inner));
    }

    fn reach(&self, taken: usize) {
        let mut now = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        *now = taken.max(*now);
        self.more.notify_all();
    }
}

/// Lets nobody wait for one who has ended, be it by an error or a panic. A worker that finds nothing more to begin may say so,
/// too: all is begun then.
struct End<'t>(&'t Turn);

impl Drop for End<'_> {
    fn drop(&mut self) {
        self.0.reach(usize::MAX);
    }
}

/// The same where nothing goes wrong with taking.
pub fn in_order<T: Send>(
    n: usize,
    work: impl Fn(usize) -> T + Sync,
    mut take: impl FnMut(usize, T),
) {
    let Ok(()) = in_order_until(n, work, |at, one| {
        take(at, one);
        Ok::<(), Infallible>(())
    });
}

/// What `work` gives for each of `0..n`, in that order. All of it is kept, so nobody has to wait for a slow piece.
pub fn all<T: Send>(n: usize, work: impl Fn(usize) -> T + Sync) -> Vec<T> {
    let mut all = Vec::with_capacity(n);
    let Ok(()) = ahead_by(n, n, work, |_, one| {
        all.push(one);
        Ok::<(), Infallible>(())
    });
    all
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::Duration;

    use super::{AHEAD, all, in_order, in_order_until};

    #[test]
    fn what_is_done_first_waits_for_its_turn() {
        let slow_first = |at: usize| {
            std::thread::sleep(Duration::from_millis(20 / (at as u64 + 1)));
            at * at
        };
        assert_eq!(all(5, slow_first), [0, 1, 4, 9, 16]);
        assert_eq!(all(0, slow_first), [0; 0]);
    }

    #[test]
    fn no_more_than_a_few_wait_for_their_turn() {
        let (begun, most) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let work = |at: usize| {
            begun.fetch_add(1, Ordering::Relaxed);
            if at == 0 {
                std::thread::sleep(Duration::from_millis(50));
            }
        };
        in_order(1000, work, |at, ()| {
            most.fetch_max(begun.load(Ordering::Relaxed) - at, Ordering::Relaxed);
        });
        let most = most.into_inner();
        assert!(most <= crate::machine::threads() * (AHEAD + 1), "{most} were ahead");
    }

    #[test]
    fn the_first_error_ends_it() {
        let mut taken = Vec::new();
        let found = in_order_until(
            1000,
            |at| at,
            |_, at| {
                taken.push(at);
                if at == 3 { Err("three") } else { Ok(()) }
            },
        );
        assert_eq!((found, taken), (Err("three"), vec![0, 1, 2, 3]));
    }
}
