//! Bytes as a workbook, or as one part of one that is well-formed otherwise: the first byte says which.
#![no_main]

use mentorlens_fuzz::{list, opendocument, read, workbook};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Some((first, rest)) = bytes.split_first() else { return };
    match first % 9 {
        0 => read("table.xlsx", rest, None),
        1 => read("table.xls", rest, None),
        2 => read("table.ods", rest, None),
        3 => list("table.xlsx", rest),
        4..=7 => read("table.xlsx", &workbook(usize::from(first % 9) - 4, rest), None),
        _ => read("table.ods", &opendocument(rest), None),
    }
});
