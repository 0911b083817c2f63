//! Text as a measure of a program's own: its header, and what is said about it.
#![no_main]

use mentorlens_fuzz::Kpi;

libfuzzer_sys::fuzz_target!(|text: &str| {
    match Kpi::parse("own", text, true) {
        Ok(kpi) => {
            for key in kpi.keys.keys() {
                let _ = kpi.line(key);
            }
        }
        Err(faults) => {
            for fault in faults {
                let _ = fault.of("queries/own.sql");
            }
        }
    }
});
