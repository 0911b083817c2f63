//! Bytes as an archive: what it holds, and the first table in it.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    mentorlens_fuzz::list("table.zip", bytes);
    mentorlens_fuzz::read("table.zip", bytes, None);
});
