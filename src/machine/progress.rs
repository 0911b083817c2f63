//! How far a run is: a bar with rate and time left, on a terminal only.

use std::sync::Mutex;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

/// What a bar counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counted {
    /// Bytes of exports.
    Bytes,
    /// Measures.
    Measures,
}

/// The bar that is shown, if there is one.
static SHOWN: Mutex<Option<ProgressBar>> = Mutex::new(None);

/// A bar for as long as this lives.
///
/// It is drawn on standard error, and not at all where that is no terminal.
#[derive(Debug)]
pub struct Bar(());

impl Bar {
    /// Begins a bar; work may go on in several threads.
    pub fn begin(label: &'static str, all: u64, counted: Counted) -> Self {
        let form = match counted {
            Counted::Bytes => {
                "{msg:8} {bar:30} {bytes} of {total_bytes}, {bytes_per_sec}, {eta} left"
            }
            Counted::Measures => "{msg:8} {bar:30} {pos} of {len} measures, {per_sec}, {eta} left",
        };
        let style = ProgressStyle::with_template(form).expect("the form is one of ours");
        let bar = ProgressBar::new(all).with_style(style).with_message(label);
        if !bar.is_hidden() {
            bar.enable_steady_tick(Duration::from_millis(250));
        }
        put(Some(bar));
        Self(())
    }

    /// So much more is done; nothing when no bar is shown.
    pub fn advance(done: u64) {
        if let Ok(shown) = SHOWN.lock()
            && let Some(bar) = shown.as_ref()
        {
            bar.inc(done);
        }
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        put(None);
    }
}

/// Replaces the bar; the one before is taken off the screen.
fn put(bar: Option<ProgressBar>) {
    if let Ok(mut shown) = SHOWN.lock()
        && let Some(before) = std::mem::replace(&mut *shown, bar)
    {
        before.finish_and_clear();
    }
}
