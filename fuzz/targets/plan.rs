//! Text as a plan.
#![no_main]

use mentorlens_fuzz::plan::{Plan, Vocabulary};

libfuzzer_sys::fuzz_target!(|text: &str| {
    let parsed = Plan::parse(text, "mentorlens.toml", std::path::Path::new("."), &Vocabulary::default());
    if let Err(errors) = parsed {
        let _ = errors.to_string();
    }
});
