//! Findings as files: JSON, CSV, Parquet, the schema of the JSON, and plain text for a terminal.
//!
//! **Takes** findings that may be published. **Gives** bytes, the same for the same findings.
//!
//! **Invariants.** Every form holds every record and every field, in the order of [`Finding`](crate::inference::Finding);
//! what is absent is null, never 0 and never left out. A number in JSON, CSV or Parquet is the number itself, not rounded.
//! One list of fields serves CSV, Parquet and the schema, and a test holds it to the record.
//!
//! **To add** a field: `Finding` and its line in `FIELDS`.

mod csv;
mod fields;
mod json;
mod parquet;
mod schema;
mod text;

pub(in crate::report) use self::csv::safe;
pub use self::{
    csv::findings_csv, json::findings_json, parquet::findings_parquet, schema::findings_schema,
    text::findings_text,
};

#[cfg(test)]
mod tests;
