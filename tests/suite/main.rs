//! Integration tests: one binary, a module per feature.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]
#![expect(
    clippy::case_sensitive_file_extension_comparisons,
    reason = "the files are our own, and so are their names"
)]
#![expect(clippy::format_collect, clippy::format_push_string, reason = "texts of tests are short")]

mod bad_input;
mod browser;
mod calibration_dyads_durations;
mod calibration_groups;
mod calibration_paired;
mod calibration_regression;
mod chance;
mod contract;
mod dandora;
mod docs;
mod egress;
mod egress_formats;
mod email;
mod engines;
mod expanded;
mod exports;
mod findings;
mod flaws;
mod formats;
mod golden;
mod guardrails;
mod guardrails_inference;
mod hostile;
mod identity;
mod init;
mod interop;
mod languages;
mod machine;
mod made_up;
mod methods;
mod oracle;
mod own;
mod presets;
mod privacy;
mod program;
mod queries;
mod random;
mod reference_durations;
mod reference_dyads;
mod reference_groups;
mod reference_groups_real;
mod reference_missing_data;
mod reference_nist;
mod reference_one_sample;
mod reference_paired;
mod reference_paired_real;
mod reference_regression;
mod reference_regression_real;
mod reference_scales;
mod reference_standards;
mod rehearsal;
mod rehearsal_ways;
mod releases;
mod rendered;
mod reports;
mod rules;
mod scheduled;
mod staff;
mod stat;
mod states;
mod supply;
mod tidy;
mod voices;
mod warehouse;
mod workbook;
