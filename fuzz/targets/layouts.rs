//! Text in the layout of a known program: the first byte says which, or that it is to be recognised.
#![no_main]

use std::sync::LazyLock;

use mentorlens_fuzz::sources::SOURCES;

/// Nothing first, then every layout.
static LAYOUTS: LazyLock<Vec<Option<&str>>> = LazyLock::new(|| {
    let layouts = SOURCES.iter().filter(|format| format.extensions.is_empty());
    std::iter::once(None).chain(layouts.map(|format| Some(format.name))).collect()
});

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Some((first, rest)) = bytes.split_first() else { return };
    mentorlens_fuzz::read("export.csv", rest, LAYOUTS[usize::from(*first) % LAYOUTS.len()]);
});
