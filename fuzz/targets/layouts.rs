//! Text in the layout of a known program: the first byte says which.
#![no_main]

use mentorlens_fuzz::sources::SOURCES;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Some((first, rest)) = bytes.split_first() else { return };
    let layouts: Vec<&str> = SOURCES
        .iter()
        .filter(|format| format.extensions.is_empty())
        .map(|format| format.name)
        .collect();
    let layout = layouts[usize::from(*first) % layouts.len()];
    mentorlens_fuzz::read("export.csv", rest, Some(layout));
});
