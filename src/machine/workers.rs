//! Work on several threads, taken in order.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;

/// Does `work` for each of `0..n` on the threads that may be used, and hands what it gives to `take` in that order,
/// whichever is done first. On one thread each is taken before the next is begun.
///
/// # Errors
///
/// The first error of `take`; what is not begun by then is left.
pub fn in_order_until<T: Send, E>(
    n: usize,
    work: impl Fn(usize) -> T + Sync,
    mut take: impl FnMut(usize, T) -> Result<(), E>,
) -> Result<(), E> {
    let threads = super::threads().min(n);
    if threads < 2 {
        return (0..n).try_for_each(|at| take(at, work(at)));
    }
    let next = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        let (give, given) = mpsc::channel();
        for _ in 0..threads {
            let (give, next, work) = (give.clone(), &next, &work);
            scope.spawn(move || {
                loop {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    // Nobody takes any more after an error.
                    if at >= n || give.send((at, work(at))).is_err() {
                        break;
                    }
                }
            });
        }
        drop(give);
        let mut early = BTreeMap::new();
        let mut wanted = 0;
        for (at, one) in given {
            early.insert(at, one);
            while let Some(one) = early.remove(&wanted) {
                take(wanted, one)?;
                wanted += 1;
            }
        }
        Ok(())
    })
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

/// What `work` gives for each of `0..n`, in that order.
pub fn all<T: Send>(n: usize, work: impl Fn(usize) -> T + Sync) -> Vec<T> {
    let mut all = Vec::with_capacity(n);
    in_order(n, work, |_, one| all.push(one));
    all
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{all, in_order_until};

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
